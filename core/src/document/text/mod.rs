//! Text as the wallet keeps it, and three ways to compare it: for search, for equality of words, for order in a list.

mod collation;
mod search;

use alloc::string::String;
use core::fmt;

use unicode_normalization::UnicodeNormalization;

pub use self::collation::{name_sort_key, sort_key};
pub use self::search::{comparison_key, matches, search_key};
use super::field::FieldValue;
use super::guesses::Guesses;
use super::labels::reasons;
use crate::language::Message;

/// One line of text: NFC, never empty, without characters that are not seen, at most [`MAX_TEXT_BYTES`] long.
#[derive(Clone, Eq, PartialEq)]
pub struct Text(String);

impl Text {
    /// Cleans `text` and keeps it.
    ///
    /// Runs of white space and controls become one space, characters that are not seen (zero-width ones and those that
    /// turn the direction of writing, with which a name can be made to look like another) go, the rest becomes NFC.
    ///
    /// # Errors
    /// [`TextError`] when nothing is left, or too much.
    pub fn new(text: &str) -> Result<Self, TextError> {
        // NFC triples the length at worst (Unicode Standard Annex #15, §Stability), so this bounds the work as well.
        if text.len() > 4 * MAX_TEXT_BYTES {
            return Err(TextError::TooLong);
        }
        let seen = text.chars().filter(|letter| !is_unseen(*letter));
        let mut clean = String::with_capacity(text.len());
        let mut gap = false;
        for letter in seen.nfc() {
            if letter.is_whitespace() || letter.is_control() {
                gap = !clean.is_empty();
                continue;
            }
            if gap {
                clean.push(' ');
                gap = false;
            }
            clean.push(letter);
        }
        match clean.len() {
            0 => Err(TextError::Empty),
            1..=MAX_TEXT_BYTES => Ok(Self(clean)),
            _ => Err(TextError::TooLong),
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

opaque_debug!(Text);
serde_as_text!(Text);

impl fmt::Display for Text {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl core::str::FromStr for Text {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        Self::new(text)
    }
}

impl FieldValue for Text {
    fn parse(text: &str) -> Result<Self, Message> {
        Self::new(text).map_err(|error| match error {
            TextError::Empty => reasons::EMPTY,
            TextError::TooLong => reasons::TOO_LONG,
        })
    }

    fn form(&self) -> String {
        self.0.clone()
    }

    fn guess(&self, guesses: &mut Guesses) {
        guesses.text(&self.0);
    }
}

/// Why a text was refused.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TextError {
    /// Nothing that can be seen.
    #[error("the text is empty")]
    Empty,
    /// More than [`MAX_TEXT_BYTES`].
    #[error("the text is too long")]
    TooLong,
}

/// Zero-width characters, marks and overrides of writing direction, invisible operators, the byte order mark.
fn is_unseen(letter: char) -> bool {
    matches!(letter,
        '\u{00AD}' | '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E007F}')
}

/// The most bytes of UTF-8 that a field keeps. The largest QR code holds 2,953 bytes (ISO/IEC 18004 table 7).
pub const MAX_TEXT_BYTES: usize = 4096;
