//! The cache of status lists: what it answers, and how far that can be relied on.

use vigiayto_core::credential::key::Signer as _;
use vigiayto_core::credential::status::{
    Bits, Freshness, MAX_LISTS, Status, StatusAnswer, StatusCache, StatusError, StatusListBuilder,
    StatusListForm, StatusReference, UnknownStatus,
};
use vigiayto_core::credential::trust::{IssuerKey, KeyState, MOST_AHEAD, TrustList, Updated};

use crate::common::{DAY, Key, NOW, issuer, issuer_key, trust};

#[test]
fn the_status_is_told_with_its_age() {
    let cache = cache(&list(&form(), Status::Invalid));
    let known = |index, now| cache.lookup(&at(index), "urn:one", now);
    for (now, age, freshness) in [
        (NOW - 60, 0, Freshness::Fresh),
        (NOW, 0, Freshness::Fresh),
        (NOW + 3600, 3600, Freshness::Fresh),
        (NOW + 3601, 3601, Freshness::PastTtl),
        (NOW + DAY - 1, DAY.unsigned_abs() - 1, Freshness::PastTtl),
    ] {
        let expected = StatusAnswer::Known { status: Status::Invalid, as_of: NOW, age, freshness };
        assert_eq!(known(1, now), expected);
        let expected = StatusAnswer::Known { status: Status::Valid, as_of: NOW, age, freshness };
        assert_eq!(known(0, now), expected);
    }
}

#[test]
fn what_is_not_known_is_told_with_its_reason() {
    let cache = cache(&list(&form(), Status::Invalid));
    let why = |reference: &StatusReference, issuer, now| match cache.lookup(reference, issuer, now)
    {
        StatusAnswer::Unknown { why } => why,
        other => panic!("{other:?}"),
    };
    let elsewhere = StatusReference::new("https://one.example/status/2", 1).unwrap();
    assert_eq!(why(&elsewhere, "urn:one", NOW), UnknownStatus::NoList);
    assert_eq!(why(&at(1), "urn:two", NOW), UnknownStatus::ForeignIssuer);
    assert_eq!(why(&at(1), "urn:one", NOW + DAY), UnknownStatus::Expired);
    assert_eq!(why(&at(8), "urn:one", NOW), UnknownStatus::OutOfRange);
    assert_eq!(why(&at(u64::MAX), "urn:one", NOW), UnknownStatus::OutOfRange);
    let empty = StatusCache::default().lookup(&at(1), "urn:one", NOW);
    assert_eq!(empty, StatusAnswer::Unknown { why: UnknownStatus::NoList });
}

#[test]
fn a_list_without_an_end_is_known_by_its_age_alone() {
    let endless = StatusListForm { expires_at: None, ttl: None, ..form() };
    let cache = cache(&list(&endless, Status::Invalid));
    let age = 100 * 365 * DAY;
    let answer = cache.lookup(&at(1), "urn:one", NOW + age);
    let StatusAnswer::Known { age: told, freshness, .. } = answer else { panic!("{answer:?}") };
    assert_eq!((told, freshness), (age.unsigned_abs(), Freshness::Fresh));
}

#[test]
fn the_newest_list_holds() {
    let first = list(&form(), Status::Invalid);
    let later = StatusListForm { issued_at: NOW + 60, ..form() };
    let second = list(&later, Status::Valid);
    let mut cache = cache(&first);
    assert_eq!(cache.update(&first, &both(), NOW), Ok(Updated::Unchanged));
    assert_eq!(cache.update(&second, &both(), NOW + 60), Ok(Updated::Newer));
    assert_eq!(cache.update(&first, &both(), NOW + 60), Err(StatusError::Rollback));
    let answer = cache.lookup(&at(1), "urn:one", NOW + 60);
    assert!(matches!(answer, StatusAnswer::Known { status: Status::Valid, .. }));
    assert_eq!(cache.lists().count(), 1);
}

#[test]
fn two_lists_of_one_time_are_told_apart() {
    let mut cache = cache(&list(&form(), Status::Invalid));
    let other = list(&form(), Status::Valid);
    assert_eq!(cache.update(&other, &both(), NOW), Err(StatusError::Equivocation));
}

#[test]
fn a_list_from_the_future_is_refused() {
    let bytes = list(&form(), Status::Invalid);
    let mut cache = StatusCache::default();
    let early = NOW - MOST_AHEAD;
    let seconds = MOST_AHEAD.unsigned_abs() + 1;
    assert_eq!(cache.update(&bytes, &both(), early - 1), Err(StatusError::Future { seconds }));
    assert_eq!(cache.update(&bytes, &both(), early), Ok(Updated::Newer));
}

#[test]
fn another_issuer_says_nothing_and_takes_nothing_away() {
    let mut cache = cache(&list(&form(), Status::Invalid));
    // Another issuer of the trust list, with a later list of the same URI.
    let builder = StatusListBuilder::new(Bits::One, 8).unwrap();
    let theirs = StatusListForm { issuer: "urn:two", issued_at: NOW + 60, ..form() };
    let theirs = builder.sign(&theirs, &Key::new(2)).unwrap();
    assert_eq!(cache.update(&theirs, &both(), NOW + 60), Ok(Updated::Newer));
    let status = |issuer| match cache.lookup(&at(1), issuer, NOW + 60) {
        StatusAnswer::Known { status, .. } => status,
        other => panic!("{other:?}"),
    };
    assert_eq!(status("urn:one"), Status::Invalid);
    assert_eq!(status("urn:two"), Status::Valid);
}

#[test]
fn there_is_room_for_so_many_lists() {
    let mut cache = StatusCache::default();
    let numbered = |number: usize| {
        let uri = format!("https://one.example/status/{number}");
        list(&StatusListForm { uri: &uri, ..form() }, Status::Invalid)
    };
    for number in 0..MAX_LISTS {
        assert_eq!(cache.update(&numbered(number), &both(), NOW), Ok(Updated::Newer));
    }
    assert_eq!(cache.update(&numbered(MAX_LISTS), &both(), NOW), Err(StatusError::Full));
    // Those that are there are renewed as before.
    let renewed =
        StatusListForm { issued_at: NOW + 1, uri: "https://one.example/status/0", ..form() };
    assert_eq!(cache.update(&list(&renewed, Status::Valid), &both(), NOW), Ok(Updated::Newer));
    cache.remove_expired(NOW + DAY - 1);
    assert_eq!(cache.lists().count(), MAX_LISTS);
    cache.remove_expired(NOW + DAY);
    assert_eq!(cache.lists().count(), 0);
}

#[test]
fn there_is_room_for_so_many_bytes() {
    let at = |number: u8, issued_at, length| {
        let uri = format!("https://one.example/status/{number}");
        let form = StatusListForm { uri: &uri, issued_at, ..form() };
        StatusListBuilder::new(Bits::Eight, length).unwrap().sign(&form, &Key::new(1)).unwrap()
    };
    let large = |number, length| at(number, NOW, length);
    let most = 16 << 20;
    let mut cache = StatusCache::default();
    assert_eq!(cache.update(&large(0, most), &both(), NOW), Ok(Updated::Newer));
    assert_eq!(cache.update(&large(1, most - 1), &both(), NOW), Ok(Updated::Newer));
    assert_eq!(cache.update(&large(2, 2), &both(), NOW), Err(StatusError::Full));
    assert_eq!(cache.update(&large(2, 1), &both(), NOW), Ok(Updated::Newer));
    assert_eq!(cache.update(&large(3, 0), &both(), NOW), Ok(Updated::Newer));
    // A list makes room for the one that follows it, and for no more.
    let (same, more) = (at(2, NOW + 1, 1), at(2, NOW + 2, 2));
    assert_eq!(cache.update(&same, &both(), NOW), Ok(Updated::Newer));
    assert_eq!(cache.update(&more, &both(), NOW), Err(StatusError::Full));
}

#[test]
fn lists_go_when_their_key_is_withdrawn() {
    let bytes = list(&form(), Status::Invalid);
    let with = |key: IssuerKey| trust(vec![issuer("urn:one", vec![key])]);
    let key = issuer_key(b"a", &Key::new(1));
    let renamed = IssuerKey { id: b"b".to_vec(), ..key.clone() };
    for (trust, left) in [
        (with(key.clone()), 1),
        (with(renamed), 1),
        (with(IssuerKey { state: KeyState::Withdrawn, ..key.clone() }), 0),
        (with(IssuerKey { key: Key::new(3).public_key(), ..key.clone() }), 0),
        (trust(vec![issuer("urn:two", vec![key])]), 0),
        (trust(vec![]), 0),
    ] {
        let mut cache = cache(&bytes);
        cache.keep_backed_by(&trust);
        assert_eq!(cache.lists().count(), left);
    }
}

#[test]
fn what_is_refused_leaves_what_is_held() {
    let mut cache = cache(&list(&form(), Status::Invalid));
    let later = StatusListForm { issued_at: NOW + 60, ..form() };
    let mut broken = list(&later, Status::Valid);
    *broken.last_mut().unwrap() ^= 1;
    assert!(cache.update(&broken, &both(), NOW + 60).is_err());
    assert!(cache.update(b"", &both(), NOW + 60).is_err());
    let answer = cache.lookup(&at(1), "urn:one", NOW + 60);
    assert!(matches!(answer, StatusAnswer::Known { status: Status::Invalid, as_of: NOW, .. }));
}

fn cache(bytes: &[u8]) -> StatusCache {
    let mut cache = StatusCache::default();
    cache.update(bytes, &both(), NOW).unwrap();
    cache
}

/// A list of 8 statuses, of which the second is this one.
fn list(form: &StatusListForm<'_>, status: Status) -> Vec<u8> {
    let mut builder = StatusListBuilder::new(Bits::One, 8).unwrap();
    builder.set(1, status).unwrap();
    builder.sign(form, &Key::new(1)).unwrap()
}

fn form() -> StatusListForm<'static> {
    StatusListForm {
        issuer: "urn:one",
        key_id: b"a",
        uri: "https://one.example/status/1",
        issued_at: NOW,
        expires_at: Some(NOW + DAY),
        ttl: Some(3600),
    }
}

fn at(index: u64) -> StatusReference {
    StatusReference::new("https://one.example/status/1", index).unwrap()
}

fn both() -> TrustList {
    trust(vec![
        issuer("urn:one", vec![issuer_key(b"a", &Key::new(1))]),
        issuer("urn:two", vec![issuer_key(b"a", &Key::new(2))]),
    ])
}
