//! The numbers of health and social insurance. No check digit is known for any of them.

use alloc::string::String;

use crate::document::field::FieldValue;
use crate::document::guesses::Guesses;
use crate::document::labels::reasons;
use crate::document::number::PersonalNumber;
use crate::document::view::Wording;
use crate::language::Message;

/// The code of a health-insurance card, by its length.
#[derive(Clone, Eq, PartialEq)]
#[non_exhaustive]
pub enum InsuranceCode {
    /// 10 digits, the new card: the social-insurance number.
    Social(String),
    /// 12 digits, from 1 August 2025: the personal number.
    Personal(String),
    /// 15 characters, the old card: group (2 letters), benefit level, province (2), then 10 characters, which are the
    /// social-insurance number since about 2017 and may hold letters before that.
    Card(String),
}

impl InsuranceCode {
    /// The code's characters, capital letters and digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Social(code) | Self::Personal(code) | Self::Card(code) => code,
        }
    }

    /// The benefit level that the third character of an old card's code states, 1 to 5.
    #[must_use]
    pub fn benefit_level(&self) -> Option<u8> {
        match self {
            Self::Card(code) => match code.as_bytes().get(2) {
                Some(digit @ b'1'..=b'5') => Some(digit - b'0'),
                _ => None,
            },
            Self::Social(_) | Self::Personal(_) => None,
        }
    }

    /// The last ten characters of a 10- or 15-character code: the social-insurance number on cards since 2017.
    #[must_use]
    pub fn social_part(&self) -> Option<&str> {
        match self {
            Self::Social(code) => Some(code),
            Self::Personal(_) => None,
            Self::Card(code) => code.get(5..),
        }
    }
}

opaque_debug!(InsuranceCode, SocialInsuranceNumber);
serde_as_text!(InsuranceCode, SocialInsuranceNumber);

impl FieldValue for InsuranceCode {
    fn parse(text: &str) -> Result<Self, Message> {
        let code = compact(text, 15).ok_or(reasons::INSURANCE_CODE_SHAPE)?;
        let all_digits = code.bytes().all(|byte| byte.is_ascii_digit());
        let opening = code.bytes().take(2).all(|byte| byte.is_ascii_uppercase());
        match code.len() {
            10 if all_digits => Ok(Self::Social(code)),
            12 if all_digits => Ok(Self::Personal(code)),
            15 if opening => Ok(Self::Card(code)),
            _ => Err(reasons::INSURANCE_CODE_SHAPE),
        }
    }

    fn form(&self) -> String {
        String::from(self.as_str())
    }

    fn wording(&self) -> Wording {
        grouped(self.as_str())
    }

    fn guess(&self, guesses: &mut Guesses) {
        guesses.number(self.as_str());
    }
}

/// A social-insurance number: 10 digits, or the 12 of the personal number from 1 August 2025.
#[derive(Clone, Eq, PartialEq)]
pub struct SocialInsuranceNumber(String);

impl SocialInsuranceNumber {
    /// The digits.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.0
    }
}

impl FieldValue for SocialInsuranceNumber {
    fn parse(text: &str) -> Result<Self, Message> {
        match compact(text, 12) {
            Some(number)
                if matches!(number.len(), 10 | 12)
                    && number.bytes().all(|byte| byte.is_ascii_digit()) =>
            {
                Ok(Self(number))
            }
            _ => Err(reasons::SOCIAL_NUMBER_SHAPE),
        }
    }

    fn form(&self) -> String {
        self.0.clone()
    }

    fn wording(&self) -> Wording {
        grouped(&self.0)
    }

    fn guess(&self, guesses: &mut Guesses) {
        guesses.number(&self.0);
    }
}

/// Twelve digits are a personal number, and shown as one.
fn grouped(number: &str) -> Wording {
    match PersonalNumber::parse(number) {
        Ok(number) => number.wording(),
        Err(_) => Wording::Verbatim(String::from(number)),
    }
}

/// Capital letters and digits without the spaces between them; `None` for anything else or too much of it.
fn compact(text: &str, longest: usize) -> Option<String> {
    let mut code = String::new();
    for letter in text.chars().filter(|letter| *letter != ' ') {
        if !letter.is_ascii_alphanumeric() || code.len() == longest {
            return None;
        }
        code.push(letter.to_ascii_uppercase());
    }
    Some(code)
}
