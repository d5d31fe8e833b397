//! Base45 (RFC 9285): bytes in the 45 characters of a symbol's alphanumeric mode.
//!
//! The decoder takes exactly what an encoder writes: each byte string has one text, and each text at most one byte string.

use alloc::string::String;
use alloc::vec::Vec;

/// Why a text is not Base45. All of these are the sender's fault, or the camera's.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Base45Error {
    /// More than [`MAX_TEXT_LEN`] bytes of text.
    #[error("{len} bytes are more than a symbol holds")]
    TooLong {
        /// The text's length in bytes.
        len: usize,
    },
    /// Something outside the alphabet, lower case included.
    #[error("the character at byte {at} is not in the alphabet")]
    Character {
        /// Where it is, in bytes from the start of the text.
        at: usize,
    },
    /// Three characters that say more than 65,535, or two at the end that say more than 255.
    #[error("the group at byte {at} stands for no bytes")]
    Value {
        /// Where the group begins, in bytes from the start of the text.
        at: usize,
    },
    /// One character is left over: groups have three, the last one two or three.
    #[error("the last group has one character")]
    Length,
}

/// The text of `bytes`: three characters for two bytes, two for a last single one (RFC 9285 §4).
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(2) * 3);
    for pair in bytes.chunks(2) {
        match *pair {
            [high, low] => push(&mut text, u16::from_be_bytes([high, low]), 3),
            [last] => push(&mut text, u16::from(last), 2),
            _ => {}
        }
    }
    text
}

/// The bytes of `text` (RFC 9285 §4, with the refusals of §6).
///
/// # Errors
/// [`Base45Error`] for any text that [`encode`] does not write.
pub fn decode(text: &str) -> Result<Vec<u8>, Base45Error> {
    if text.len() > MAX_TEXT_LEN {
        return Err(Base45Error::TooLong { len: text.len() });
    }
    let mut bytes = Vec::with_capacity(text.len().div_ceil(3) * 2);
    for (group_at, group) in text.as_bytes().chunks(3).enumerate() {
        let at = group_at * 3;
        let value = value(group, at)?;
        let out_of_range = |_| Base45Error::Value { at };
        match group.len() {
            3 => bytes.extend(u16::try_from(value).map_err(out_of_range)?.to_be_bytes()),
            2 => bytes.push(u8::try_from(value).map_err(out_of_range)?),
            _ => return Err(Base45Error::Length),
        }
    }
    Ok(bytes)
}

/// The lowest `len` digits of `value` in base 45, the lowest first.
fn push(text: &mut String, mut value: u16, len: usize) {
    for _ in 0..len {
        text.push(char::from(ALPHABET[usize::from(value % 45)]));
        value /= 45;
    }
}

/// What up to three characters stand for, the first being the lowest digit.
fn value(group: &[u8], at: usize) -> Result<u32, Base45Error> {
    group.iter().enumerate().rev().try_fold(0, |value, (in_group, character)| {
        match DIGITS.get(usize::from(*character)) {
            Some(Some(digit)) => Ok(value * 45 + u32::from(*digit)),
            _ => Err(Base45Error::Character { at: at + in_group }),
        }
    })
}

/// The digit of each ASCII character that is one.
const fn digits() -> [Option<u8>; 128] {
    let mut digits = [None; 128];
    let mut digit = 0;
    while digit < 45 {
        digits[ALPHABET[digit as usize] as usize] = Some(digit);
        digit += 1;
    }
    digits
}

/// The longest text that [`decode`] reads: what version 40 at level L holds (ISO/IEC 18004 table 7).
pub const MAX_TEXT_LEN: usize = 4296;

/// RFC 9285 table 1.
const ALPHABET: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const DIGITS: [Option<u8>; 128] = digits();

#[cfg(test)]
mod tests {
    use alloc::vec;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_examples_of_the_rfc_are_met_both_ways() {
        for (bytes, text) in [
            ("AB", "BB8"),
            ("Hello!!", "%69 VD92EX0"),
            ("base-45", "UJCLQE7W581"),
            ("ietf!", "QED8WEX0"),
            ("", ""),
        ] {
            assert_eq!(encode(bytes.as_bytes()), text);
            assert_eq!(decode(text).unwrap(), bytes.as_bytes());
        }
    }

    #[test]
    fn the_largest_values_are_read_and_the_next_ones_refused() {
        assert_eq!(decode("FGW").unwrap(), [0xff, 0xff]);
        assert_eq!(decode("GGW"), Err(Base45Error::Value { at: 0 }), "RFC 9285 §6 names this one");
        assert_eq!(decode("U5").unwrap(), [0xff]);
        assert_eq!(decode("V5"), Err(Base45Error::Value { at: 0 }));
        assert_eq!(decode("BB8:::"), Err(Base45Error::Value { at: 3 }));
        assert_eq!(decode("BB8::"), Err(Base45Error::Value { at: 3 }));
    }

    #[test]
    fn a_lone_character_is_refused() {
        assert_eq!(decode("0"), Err(Base45Error::Length));
        assert_eq!(decode("BB80"), Err(Base45Error::Length));
    }

    #[test]
    fn a_character_outside_the_alphabet_is_refused_with_its_place() {
        for (text, at) in
            [("bB8", 0), ("BB8B=8", 4), ("BB\n", 2), ("BB8\u{0}0", 3), ("BBế", 2), ("!", 0)]
        {
            assert_eq!(decode(text), Err(Base45Error::Character { at }), "{text:?}");
        }
    }

    #[test]
    fn a_text_longer_than_any_symbol_is_refused() {
        let longest = vec![b'0'; MAX_TEXT_LEN];
        assert_eq!(decode(core::str::from_utf8(&longest).unwrap()).unwrap().len(), 2864);
        let longer = vec![b'0'; MAX_TEXT_LEN + 1];
        assert_eq!(
            decode(core::str::from_utf8(&longer).unwrap()),
            Err(Base45Error::TooLong { len: MAX_TEXT_LEN + 1 })
        );
    }

    proptest! {
        #[test]
        fn bytes_come_back(bytes in prop::collection::vec(any::<u8>(), 0..2800)) {
            let text = encode(&bytes);
            prop_assert_eq!(text.len(), bytes.len() / 2 * 3 + bytes.len() % 2 * 2);
            prop_assert_eq!(decode(&text), Ok(bytes));
        }

        #[test]
        fn what_is_read_is_written_alike(text in "[0-9A-Z $%*+./:-]{0,12}") {
            if let Ok(bytes) = decode(&text) {
                prop_assert_eq!(encode(&bytes), text);
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,64}") {
            let _ = decode(&text);
        }
    }
}
