//! The draft's own lists and tokens.

use vigiayto_core::credential::cbor::{Limits, decode};
use vigiayto_core::credential::cose::Sign1;
use vigiayto_core::credential::key::PublicKey;
use vigiayto_core::credential::status::{STATUS, Status, StatusError, StatusList, StatusReference};
use vigiayto_core::credential::trust::{IssuerKey, KeyState, TrustList};

use crate::common::{ISSUER, NOW, YEAR, hex, issuer, trust};
use crate::status_lists::read_list;

#[test]
fn the_token_of_the_draft_is_read() {
    let list = StatusList::read(&hex(vector::TOKEN), &draft_trust()).unwrap();
    assert_eq!(list.uri(), "https://example.com/statuslists/1");
    assert_eq!(list.issuer(), ISSUER);
    assert_eq!((list.issued_at(), list.expires_at()), (1_686_920_170, Some(2_291_720_170)));
    let expected = [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1];
    assert_eq!(numbers(&list), expected);
    assert_eq!(list.status(16), Err(StatusError::OutOfRange));
}

#[test]
fn the_referenced_token_of_the_draft_points_into_it() {
    let bytes = hex(vector::REFERENCED);
    let token = Sign1::parse(&bytes, Limits::TOKEN).unwrap();
    let claims = decode(token.payload(), Limits::TOKEN).unwrap();
    let reference = StatusReference::from_claim(claims.entry(STATUS).unwrap()).unwrap();
    assert_eq!((reference.uri(), reference.index()), ("https://example.com/statuslists/1", 0));
    let list = StatusList::read(&hex(vector::TOKEN), &draft_trust()).unwrap();
    assert_eq!(list.status(reference.index()), Ok(Status::Invalid));
}

#[test]
fn the_lists_of_the_draft_have_the_statuses_it_names() {
    let one = read_list(&hex(vector::ONE_BIT)).unwrap();
    assert_eq!(numbers(&one), [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1]);
    let two = read_list(&hex(vector::TWO_BITS)).unwrap();
    assert_eq!(numbers(&two), [1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3]);
    let places =
        [0, 1993, 25460, 159_495, 495_669, 554_353, 645_645, 723_232, 854_545, 934_534, 1_000_345];
    for (list, values) in [
        (vector::ONE_BIT_MILLION, [1; 11]),
        (vector::TWO_BITS_MILLION, [1, 2, 1, 3, 1, 1, 2, 1, 1, 2, 3]),
    ] {
        let list = read_list(&hex(list)).unwrap();
        assert_eq!(list.capacity(), 1 << 20);
        assert_eq!(set(&list), places.into_iter().zip(values).collect::<Vec<_>>());
    }
}

#[test]
fn lists_of_four_and_eight_bits_are_read_as_well() {
    let four = read_list(&hex(vector::FOUR_BITS_MILLION)).unwrap();
    let places = [
        0, 1993, 35460, 459_495, 595_669, 754_353, 845_645, 923_232, 924_445, 934_534, 1_000_345,
        1_004_534, 1_030_203, 1_030_204, 1_030_205,
    ];
    let values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 11, 13, 14, 15];
    assert_eq!(set(&four), places.into_iter().zip(values).collect::<Vec<_>>());
    let eight = read_list(&hex(vector::EIGHT_BITS_MILLION)).unwrap();
    let mut values: Vec<u8> = set(&eight).into_iter().map(|(_, value)| value).collect();
    values.sort_unstable();
    assert_eq!(values, (1..=255).collect::<Vec<u8>>());
    for (index, value) in [(233_478, 0), (52_451, 1), (576_778, 2), (663_071, 253), (19_535, 255)] {
        assert_eq!(eight.status(index), Ok(Status::from_number(value)));
    }
}

#[test]
fn statuses_are_named_as_the_draft_registers_them() {
    for number in 0..=u8::MAX {
        let status = Status::from_number(number);
        assert_eq!(status.number(), number);
        let expected = match number {
            0 => Status::Valid,
            1 => Status::Invalid,
            2 => Status::Suspended,
            3 | 12 | 13 | 14 | 15 => Status::ApplicationSpecific(number),
            _ => Status::Unregistered(number),
        };
        assert_eq!(status, expected);
    }
}

fn numbers(list: &StatusList) -> Vec<u8> {
    (0..list.capacity()).map(|index| list.status(index).unwrap().number()).collect()
}

/// The places that are not 0, with their numbers.
fn set(list: &StatusList) -> Vec<(usize, u8)> {
    numbers(list).into_iter().enumerate().filter(|(_, number)| *number != 0).collect()
}

/// A list that knows the key of the draft's examples.
fn draft_trust() -> TrustList {
    let key = PublicKey::from_sec1(&hex(vector::KEY)).unwrap();
    let (id, not_before, not_after) = (b"12".to_vec(), 0, NOW + YEAR);
    let key = IssuerKey { id, key, not_before, not_after, state: KeyState::Active };
    trust(vec![issuer(ISSUER, vec![key])])
}

/// `tests/vectors/status-list/README.md` says where they come from.
mod vector {
    pub(super) const KEY: &str = include_str!("../../../tests/vectors/status-list/key.hex");
    pub(super) const TOKEN: &str = include_str!("../../../tests/vectors/status-list/token.hex");
    pub(super) const REFERENCED: &str =
        include_str!("../../../tests/vectors/status-list/referenced-token.hex");
    pub(super) const ONE_BIT: &str = include_str!("../../../tests/vectors/status-list/one-bit.hex");
    pub(super) const TWO_BITS: &str =
        include_str!("../../../tests/vectors/status-list/two-bits.hex");
    pub(super) const ONE_BIT_MILLION: &str =
        include_str!("../../../tests/vectors/status-list/one-bit-million.hex");
    pub(super) const TWO_BITS_MILLION: &str =
        include_str!("../../../tests/vectors/status-list/two-bits-million.hex");
    pub(super) const FOUR_BITS_MILLION: &str =
        include_str!("../../../tests/vectors/status-list/four-bits-million.hex");
    pub(super) const EIGHT_BITS_MILLION: &str =
        include_str!("../../../tests/vectors/status-list/eight-bits-million.hex");
}
