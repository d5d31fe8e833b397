//! The cache keeps the newest list and never goes back.

use vigiayto_core::credential::cbor::{Limits, MapEncoder};
use vigiayto_core::credential::cose::{Sign1, sign1};
use vigiayto_core::credential::key::{PublicKey, Signer as _};
use vigiayto_core::credential::trust::{
    MOST_AHEAD, TRUST_LIST_TYPE, TrustCache, TrustListError, Updated,
};

use crate::common::{AUTHORITY, DAY, Key, NOW, contents, issuer};

#[test]
fn newer_lists_are_taken_and_older_ones_refused() {
    let mut cache = TrustCache::default();
    assert!(cache.list().is_none() && cache.bytes().is_none() && cache.age(NOW).is_none());
    assert_eq!(cache.update(&list(5), &pinned(), NOW), Ok(Updated::Newer));
    assert_eq!(cache.update(&list(5), &pinned(), NOW), Ok(Updated::Unchanged));
    assert_eq!(cache.update(&list(8), &pinned(), NOW), Ok(Updated::Newer));
    let refused = cache.update(&list(7), &pinned(), NOW);
    assert_eq!(refused, Err(TrustListError::Rollback { held: 8, offered: 7 }));
    assert_eq!(cache.list().unwrap().sequence, 8);
    assert_eq!(cache.bytes(), Some(list(8).as_slice()));
    assert_eq!(cache.age(NOW + DAY), Some(DAY.unsigned_abs()));
}

#[test]
fn two_lists_of_one_number_are_told_apart() {
    let mut cache = TrustCache::default();
    cache.update(&list(5), &pinned(), NOW).unwrap();
    let other = contents(5, vec![issuer("urn:other", vec![])]).sign(&Key::new(AUTHORITY)).unwrap();
    assert_eq!(cache.update(&other, &pinned(), NOW), Err(TrustListError::Equivocation(5)));
    assert!(cache.list().unwrap().issuers.is_empty());
}

#[test]
fn another_signature_over_the_same_payload_is_the_same_list() {
    let (old, new) = (Key::new(AUTHORITY), Key::new(10));
    let first = list(5);
    let payload = Sign1::parse(&first, Limits::LIST).unwrap().payload().to_vec();
    let mut header = MapEncoder::default();
    header.key(4, |out| out.bytes(&new.short()));
    header.key(16, |out| out.text(TRUST_LIST_TYPE));
    let second = sign1(header, MapEncoder::default(), &payload, &new).unwrap();
    let pinned = [old.public_key(), new.public_key()];
    let mut cache = TrustCache::default();
    assert_eq!(cache.update(&first, &pinned, NOW), Ok(Updated::Newer));
    assert_eq!(cache.update(&second, &pinned, NOW), Ok(Updated::Unchanged));
}

#[test]
fn a_list_from_the_future_is_refused() {
    let mut cache = TrustCache::default();
    let early = NOW - MOST_AHEAD;
    let refused = cache.update(&list(5), &pinned(), early - 1);
    assert_eq!(refused, Err(TrustListError::Future { seconds: MOST_AHEAD.unsigned_abs() + 1 }));
    assert_eq!(cache.update(&list(5), &pinned(), early), Ok(Updated::Newer));
    assert_eq!(cache.age(early), Some(0));
}

#[test]
fn an_expired_list_is_taken_and_says_so() {
    let mut cache = TrustCache::default();
    let later = NOW + 31 * DAY;
    assert_eq!(cache.update(&list(5), &pinned(), later), Ok(Updated::Newer));
    assert!(cache.list().unwrap().is_expired(later));
}

#[test]
fn what_was_stored_is_taken_back_whatever_the_clock_says() {
    let mut cache = TrustCache::default();
    cache.update(&list(5), &pinned(), NOW).unwrap();
    let stored = cache.bytes().unwrap().to_vec();
    let mut restored = TrustCache::restore(stored.clone(), &pinned()).unwrap();
    assert_eq!(restored.list(), cache.list());
    let refused = restored.update(&list(4), &pinned(), NOW);
    assert_eq!(refused, Err(TrustListError::Rollback { held: 5, offered: 4 }));
    let refused = TrustCache::restore(stored, &[]).unwrap_err();
    assert_eq!(refused, TrustListError::UnknownSigner);
}

#[test]
fn a_list_that_is_refused_leaves_the_one_at_hand() {
    let mut cache = TrustCache::default();
    cache.update(&list(5), &pinned(), NOW).unwrap();
    let mut broken = list(6);
    *broken.last_mut().unwrap() ^= 1;
    assert!(cache.update(&broken, &pinned(), NOW).is_err());
    assert!(cache.update(b"", &pinned(), NOW).is_err());
    assert_eq!(cache.list().unwrap().sequence, 5);
}

fn list(sequence: u64) -> Vec<u8> {
    contents(sequence, vec![]).sign(&Key::new(AUTHORITY)).unwrap()
}

fn pinned() -> [PublicKey; 1] {
    [Key::new(AUTHORITY).public_key()]
}
