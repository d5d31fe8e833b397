//! No byte of a token can be changed, added or taken away.

use proptest::prelude::*;

use crate::forge::{check, valid};

/// Other bytes to try at each place, beside the eight with one bit flipped: heads of each kind and of each length.
const BYTES: [u8; 16] = [
    0x00, 0x18, 0x1b, 0x20, 0x40, 0x58, 0x60, 0x7f, 0x80, 0x9f, 0xa0, 0xbf, 0xd2, 0xf6, 0xf8, 0xff,
];

#[test]
fn any_other_byte_at_any_place_is_refused() {
    let mut token = valid().to_vec();
    for at in 0..token.len() {
        let before = token[at];
        let flipped = (0..8).map(|bit| before ^ 1 << bit);
        for other in flipped.chain(BYTES).filter(|byte| *byte != before) {
            token[at] = other;
            assert!(check(&token).is_err(), "byte {at} as {other:#04x}");
        }
        token[at] = before;
    }
    assert_eq!(check(&token), Ok(()));
}

#[test]
fn any_byte_more_at_any_place_is_refused() {
    for at in 0..=valid().len() {
        for byte in BYTES {
            let mut token = valid().to_vec();
            token.insert(at, byte);
            assert!(check(&token).is_err(), "{byte:#04x} before byte {at}");
        }
    }
}

#[test]
fn any_byte_less_and_any_end_is_refused() {
    for at in 0..valid().len() {
        let mut token = valid().to_vec();
        token.remove(at);
        assert!(check(&token).is_err(), "without byte {at}");
        assert!(check(&valid()[..at]).is_err(), "up to byte {at}");
        assert!(at == 0 || check(&valid()[at..]).is_err(), "from byte {at}");
    }
}

#[test]
fn any_two_neighbours_exchanged_are_refused() {
    for at in 1..valid().len() {
        let mut token = valid().to_vec();
        token.swap(at - 1, at);
        assert!(token == valid() || check(&token).is_err(), "bytes {} and {at}", at - 1);
    }
}

proptest! {
    /// Runs of bytes taken from one place of the token and put at another reach deeper than single bytes do.
    #[test]
    fn any_part_of_the_token_in_any_other_place_is_refused(
        from in any::<prop::sample::Index>(),
        length in 1..200usize,
        to in any::<prop::sample::Index>(),
        replaced in 0..200usize,
    ) {
        let token = valid();
        let from = from.index(token.len());
        let part = &token[from..token.len().min(from + length)];
        let to = to.index(token.len());
        let mut other = token.to_vec();
        other.splice(to..token.len().min(to + replaced), part.iter().copied());
        prop_assert!(other == token || check(&other).is_err());
    }
}
