//! Names that a screen shows beside a decision: of an issuer, of whoever asks.

use core::fmt;

use alloc::string::String;

use unicode_normalization::UnicodeNormalization as _;

use crate::document::Text;

/// A name of one line, at most [`MAX_NAME_BYTES`] long, without controls and without characters that are not seen or turn the
/// direction of writing: with those, one name could be made to look like another. Kept as NFC.
#[derive(Clone, Eq, PartialEq)]
pub struct DisplayName(String);

impl DisplayName {
    /// The name that `text` is.
    ///
    /// # Errors
    /// [`NameError`]. Unlike a text that someone types, a signed name is never cleaned: it is as it must be, or it is refused.
    pub fn new(text: &str) -> Result<Self, NameError> {
        // NFC may shorten, never below a third (Unicode Standard Annex #15, §Stability).
        if text.len() > 3 * MAX_NAME_BYTES {
            return Err(NameError);
        }
        let clean = Text::new(text).map_err(|_| NameError)?;
        let name = clean.as_str();
        if name.len() > MAX_NAME_BYTES || !text.nfc().eq(name.chars()) {
            return Err(NameError);
        }
        Ok(Self(String::from(name)))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for DisplayName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, out)
    }
}

impl fmt::Display for DisplayName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// A name that no screen may show.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("a name is empty, too long, or holds characters that are not seen")]
pub struct NameError;

/// The most bytes of UTF-8 that a name has.
pub const MAX_NAME_BYTES: usize = 200;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_as_they_are_or_not_at_all() {
        for name in ["Bộ Công an", "Bo\u{323}\u{302} Công an", "a", &"ộ".repeat(66)] {
            assert!(DisplayName::new(name).is_ok(), "{name}");
        }
        let long = "a".repeat(201);
        for name in
            ["", " ", " a", "a ", "a  b", "a\nb", "a\u{202e}b", "a\u{200b}", "\u{feff}a", &long]
        {
            assert_eq!(DisplayName::new(name), Err(NameError), "{name:?}");
        }
        let decomposed = DisplayName::new("Bo\u{323}\u{302}").unwrap();
        assert_eq!(decomposed.as_str(), "Bộ");
    }
}
