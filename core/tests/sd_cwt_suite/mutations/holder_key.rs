//! The key that the credential is bound to.

use vigiayto_core::credential::key::KeyError::{Kind, Point, Private};
use vigiayto_core::credential::key::Signer as _;
use vigiayto_core::credential::sd_cwt::CNF;
use vigiayto_core::credential::sd_cwt::SdCwtError::{Claim, ConfirmationKey};

use super::{Case, accepted, refused};
use crate::cbor::{array, bytes, integer, map};
use crate::forge::{Forge, remove, set};
use crate::parties::hex;

pub(super) fn cases() -> Vec<Case> {
    vec![
        refused("there is no holder's key", Claim(CNF), |forge| remove(&mut forge.claims, CNF)),
        refused("the confirmation is bytes", Claim(CNF), |forge| {
            set(&mut forge.claims, CNF, bytes(&[7; 32]));
        }),
        refused("the confirmation is only a thumbprint", Claim(CNF), |forge| {
            cnf(forge, vec![(integer(5), bytes(&[7; 32]))]);
        }),
        refused("the confirmation is an encrypted key beside the open one", Claim(CNF), |forge| {
            cnf(forge, vec![(integer(1), key(&[])), (integer(2), array(&[]))]);
        }),
        refused("the holder's key is private", ConfirmationKey(Private), |forge| {
            cnf(forge, vec![(integer(1), key(&[(-4, bytes(&[2; 32]))]))]);
        }),
        refused("the holder's key is not on the curve", ConfirmationKey(Point), |forge| {
            cnf(forge, vec![(integer(1), key(&[(-3, bytes(&[1; 32]))]))]);
        }),
        refused("the holder's key has no y", ConfirmationKey(Point), |forge| {
            cnf(forge, vec![(integer(1), without(-3))]);
        }),
        refused("the holder's key has no x", ConfirmationKey(Point), |forge| {
            cnf(forge, vec![(integer(1), without(-2))]);
        }),
        refused("x of the holder's key has 31 bytes", ConfirmationKey(Point), |forge| {
            cnf(forge, vec![(integer(1), key(&[(-2, bytes(&[1; 31]))]))]);
        }),
        refused("x of the holder's key is beyond the field", ConfirmationKey(Point), |forge| {
            cnf(forge, vec![(integer(1), key(&[(-2, bytes(&[0xff; 32]))]))]);
        }),
        refused("the holder's key is 0", ConfirmationKey(Point), |forge| {
            cnf(forge, vec![(integer(1), key(&[(-2, bytes(&[0; 32])), (-3, bytes(&[0; 32]))]))]);
        }),
        refused("the holder's key is on P-384", ConfirmationKey(Kind), |forge| {
            cnf(forge, vec![(integer(1), key(&[(-1, integer(2))]))]);
        }),
        refused("the holder's key is an octet key pair", ConfirmationKey(Kind), |forge| {
            cnf(forge, vec![(integer(1), key(&[(1, integer(1))]))]);
        }),
        refused("the holder's key is symmetric", ConfirmationKey(Kind), |forge| {
            cnf(forge, vec![(integer(1), map(&[(integer(1), integer(4))]))]);
        }),
        refused("the holder's key is for agreeing on keys", ConfirmationKey(Kind), |forge| {
            cnf(forge, vec![(integer(1), key(&[(3, integer(-25))]))]);
        }),
        refused("the holder's key is for signing only", ConfirmationKey(Kind), |forge| {
            cnf(forge, vec![(integer(1), key(&[(4, array(&[integer(1)]))]))]);
        }),
        refused("the holder's key is a byte string", ConfirmationKey(Kind), |forge| {
            cnf(forge, vec![(integer(1), bytes(&key(&[])))]);
        }),
        accepted("the holder's key with y written out, and its use", |forge| {
            let use_of = [(2, bytes(b"1")), (3, integer(-9)), (4, array(&[integer(2)]))];
            cnf(forge, vec![(integer(1), key(&use_of))]);
        }),
    ]
}

pub(super) fn cnf(forge: &mut Forge, mut methods: Vec<(Vec<u8>, Vec<u8>)>) {
    methods.sort();
    set(&mut forge.claims, CNF, map(&methods));
}

/// The holder's key with other parameters in place of its own.
pub(super) fn key(other: &[(i64, Vec<u8>)]) -> Vec<u8> {
    let mut pairs = parameters();
    for (label, value) in other {
        set(&mut pairs, *label, value.clone());
    }
    pairs.sort();
    map(&pairs)
}

fn without(label: i64) -> Vec<u8> {
    let mut pairs = parameters();
    remove(&mut pairs, label);
    map(&pairs)
}

/// The key whose private half is 32 times the byte 2.
fn parameters() -> Vec<(Vec<u8>, Vec<u8>)> {
    vec![
        (integer(1), integer(2)),
        (integer(-1), integer(1)),
        (integer(-2), bytes(&hex(HOLDER_X))),
        (integer(-3), bytes(&hex(HOLDER_Y))),
    ]
}

const HOLDER_X: &str = "550f471003f3df97c3df506ac797f6721fb1a1fb7b8f6f83d224498a65c88e24";
const HOLDER_Y: &str = "136093d7012e509a73715cbd0b00a3cc0ff4b5c01b3ffa196ab1fb327036b8e6";

#[test]
fn the_key_written_out_is_the_holders() {
    let point = Forge::new().holder.public_key().uncompressed();
    assert_eq!(point, [vec![4], hex(HOLDER_X), hex(HOLDER_Y)].concat());
}
