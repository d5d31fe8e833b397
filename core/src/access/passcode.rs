//! The six digits, entered one at a time so that no shell ever holds them as a string.

use alloc::vec::Vec;
use core::fmt;

use zeroize::Zeroizing;

use crate::secret::SecretBytes;

/// The digits entered so far. Wiped when dropped.
///
/// Six digits is what citizens know from the national application; the wallet takes exactly six.
#[derive(Default)]
pub struct PasscodeEntry {
    digits: Zeroizing<Vec<u8>>,
}

impl PasscodeEntry {
    /// An empty entry.
    #[must_use]
    pub fn new() -> Self {
        // The room for all digits is taken at once, so that growing leaves no copy behind.
        Self { digits: Zeroizing::new(Vec::with_capacity(Passcode::LENGTH)) }
    }

    /// Adds one digit, 0 to 9.
    ///
    /// # Errors
    /// [`PasscodeLength`] when six digits are there already or `digit` is not one.
    pub fn push_digit(&mut self, digit: u8) -> Result<(), PasscodeLength> {
        if digit > 9 || self.digits.len() == Passcode::LENGTH {
            return Err(PasscodeLength);
        }
        self.digits.push(digit);
        Ok(())
    }

    /// Takes the last digit back; nothing happens when there is none.
    pub fn pop(&mut self) {
        if let Some(last) = self.digits.last_mut() {
            *last = 0;
            self.digits.pop();
        }
    }

    /// How many digits are there.
    #[must_use]
    pub fn len(&self) -> usize {
        self.digits.len()
    }

    /// Whether no digit is there.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.digits.is_empty()
    }

    /// The complete passcode.
    ///
    /// # Errors
    /// [`PasscodeLength`] when there are fewer than six digits.
    pub fn submit(self) -> Result<Passcode, PasscodeLength> {
        if self.digits.len() != Passcode::LENGTH {
            return Err(PasscodeLength);
        }
        Ok(Passcode(SecretBytes::init_with_mut(|bytes| bytes.copy_from_slice(&self.digits))))
    }
}

impl fmt::Debug for PasscodeEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasscodeEntry")
    }
}

/// Six digits, each 0 to 9. Wiped when dropped.
pub struct Passcode(SecretBytes<{ Passcode::LENGTH }>);

impl Passcode {
    /// Digits in a passcode.
    pub const LENGTH: usize = 6;

    /// The digits as numbers 0 to 9, for the derivation and the rules.
    #[must_use]
    pub(crate) fn digits(&self) -> &[u8; Self::LENGTH] {
        // The derivation and the weakness rules have to read it; both are in this room.
        self.0.expose()
    }
}

impl fmt::Debug for Passcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passcode")
    }
}

/// A passcode has exactly six digits.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("a passcode has exactly six digits")]
pub struct PasscodeLength;

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn passcode(text: &str) -> Passcode {
        let mut entry = PasscodeEntry::new();
        for byte in text.bytes() {
            entry.push_digit(byte - b'0').unwrap();
        }
        entry.submit().unwrap()
    }

    #[test]
    fn a_seventh_digit_is_refused_and_nothing_is_lost() {
        let mut entry = PasscodeEntry::new();
        for digit in 1..=6 {
            entry.push_digit(digit).unwrap();
        }
        assert_eq!(entry.push_digit(7), Err(PasscodeLength));
        assert_eq!(entry.submit().unwrap().digits(), &[1, 2, 3, 4, 5, 6]);
    }

    #[test]
    fn what_is_no_digit_is_refused() {
        assert_eq!(PasscodeEntry::new().push_digit(10), Err(PasscodeLength));
    }

    #[test]
    fn a_digit_taken_back_is_gone() {
        let mut entry = PasscodeEntry::new();
        entry.push_digit(3).unwrap();
        entry.pop();
        entry.pop();
        assert!(entry.is_empty());
        assert!(entry.submit().is_err());
    }

    #[test]
    fn debug_text_shows_no_digit() {
        assert_eq!(alloc::format!("{:?}", passcode("271828")), "Passcode");
    }
}
