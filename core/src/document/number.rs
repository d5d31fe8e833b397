//! The 12-digit personal number, and what may be read from it.
//!
//! Since 1 July 2024 the law guarantees only that it has 12 digits (Luật Căn cước 2023 Art. 12). The older structure
//! (Nghị định 137/2015 Art. 13, Thông tư 59/2021 Art. 4) still fits nearly every number, so it is decoded, and what
//! does not fit is a warning for the owner, never a refusal.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use core::fmt;
use core::str::FromStr;

use super::coded::Sex;
use super::field::FieldValue;
use super::guesses::Guesses;
use super::labels::reasons;
use super::provinces::{self, Province};
use super::view::Wording;
use crate::language::Message;

/// Exactly 12 ASCII digits.
///
/// They lie on the heap: a document that is moved then leaves no copy of them on the stack, and what is freed a shell's
/// allocator wipes.
#[derive(Clone, Eq, PartialEq)]
pub struct PersonalNumber(Box<str>);

impl PersonalNumber {
    /// The digits.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// The digits in groups of three, three and six, for the eye.
    #[must_use]
    pub fn grouped(&self) -> String {
        let digits = self.digits();
        format!("{} {} {}", &digits[..3], &digits[3..6], &digits[6..])
    }

    /// Where the birth was registered, if digits 1 to 3 are in the table of the 63 provinces of before July 2025.
    #[must_use]
    pub fn province(&self) -> Option<&'static Province> {
        provinces::by_code(&self.digits()[..3])
    }

    /// The sex that digit 4 stands for: even male, odd female.
    #[must_use]
    pub fn sex(&self) -> Sex {
        if self.digit(3).is_multiple_of(2) { Sex::Male } else { Sex::Female }
    }

    /// The year of birth: digit 4 gives the century (0 and 1 the twentieth, and so on), digits 5 and 6 the year in it.
    #[must_use]
    pub fn birth_year(&self) -> i32 {
        let century = 19 + i32::from(self.digit(3) / 2);
        century * 100 + i32::from(self.digit(4)) * 10 + i32::from(self.digit(5))
    }

    fn digit(&self, place: usize) -> u8 {
        self.0.as_bytes()[place] - b'0'
    }
}

opaque_debug!(PersonalNumber);
serde_as_text!(PersonalNumber);

/// The digits, ungrouped.
impl fmt::Display for PersonalNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.digits())
    }
}

/// Reads 12 ASCII digits; spaces between them are the reader's grouping and are dropped.
impl FromStr for PersonalNumber {
    type Err = PersonalNumberError;

    fn from_str(text: &str) -> Result<Self, PersonalNumberError> {
        let mut digits = String::with_capacity(LENGTH);
        for letter in text.chars().filter(|letter| *letter != ' ') {
            if !letter.is_ascii_digit() || digits.len() == LENGTH {
                return Err(PersonalNumberError);
            }
            digits.push(letter);
        }
        if digits.len() < LENGTH { Err(PersonalNumberError) } else { Ok(Self(digits.into())) }
    }
}

impl FieldValue for PersonalNumber {
    fn parse(text: &str) -> Result<Self, Message> {
        text.parse().map_err(|PersonalNumberError| reasons::TWELVE_DIGITS)
    }

    fn form(&self) -> String {
        String::from(self.digits())
    }

    fn wording(&self) -> Wording {
        Wording::Verbatim(self.grouped())
    }

    fn guess(&self, guesses: &mut Guesses) {
        guesses.number(self.digits());
    }
}

/// The text is not 12 digits.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("a personal number has exactly 12 digits")]
pub struct PersonalNumberError;

const LENGTH: usize = 12;
