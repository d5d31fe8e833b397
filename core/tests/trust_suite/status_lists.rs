//! One status list: what is read from it, and what is refused.

use miniz_oxide::deflate::compress_to_vec_zlib;
use vigiayto_core::credential::cbor::{CborError, Limits, MapEncoder, decode};
use vigiayto_core::credential::cose::CoseError;
use vigiayto_core::credential::key::SignatureError;
use vigiayto_core::credential::status::{
    Bits, MAX_INFLATED, PublishStatusError, STATUS_LIST_TYPE, Status, StatusError, StatusList,
    StatusListBuilder, StatusListForm, StatusReference,
};
use vigiayto_core::credential::trust::{IssuerKey, KeyState, TrustList, UnusableKey};

use crate::common::{DAY, ISSUER, Key, Map, NOW, hex, issuer, issuer_key, item, sign, trust};

#[test]
fn what_an_issuer_sets_is_what_is_read() {
    for (bits, statuses) in [
        (Bits::One, vec![Status::Valid, Status::Invalid]),
        (Bits::Two, vec![Status::Suspended, Status::ApplicationSpecific(3), Status::Invalid]),
        (Bits::Four, vec![Status::ApplicationSpecific(15), Status::Suspended]),
        (Bits::Eight, vec![Status::Unregistered(255), Status::Valid, Status::Invalid]),
    ] {
        let mut builder = StatusListBuilder::new(bits, 1001).unwrap();
        let places = [0, 7, 8, 500, 1000];
        for (place, status) in places.iter().zip(statuses.iter().cycle()) {
            builder.set(*place, Status::from_number(1)).unwrap();
            builder.set(*place, *status).unwrap();
        }
        let list = StatusList::read(&builder.sign(&form(), &Key::new(1)).unwrap(), &our_trust());
        let list = list.unwrap();
        assert!((1001..1009).contains(&list.capacity()));
        for (place, status) in places.iter().zip(statuses.iter().cycle()) {
            assert_eq!(list.status(*place), Ok(*status));
        }
        assert_eq!(list.status(9), Ok(Status::Valid));
        assert_eq!(list.status(list.capacity()), Err(StatusError::OutOfRange));
        assert_eq!(list.status(u64::MAX), Err(StatusError::OutOfRange));
    }
}

#[test]
fn what_does_not_fit_is_not_set_or_signed() {
    let mut builder = StatusListBuilder::new(Bits::One, 8).unwrap();
    assert_eq!(builder.set(8, Status::Valid), Err(StatusError::OutOfRange));
    assert_eq!(builder.set(u64::MAX, Status::Valid), Err(StatusError::OutOfRange));
    assert_eq!(builder.set(0, Status::Suspended), Err(StatusError::OutOfRange));
    let most = MAX_INFLATED as u64;
    assert!(StatusListBuilder::new(Bits::Eight, most + 1).is_err());
    assert!(StatusListBuilder::new(Bits::One, u64::MAX).is_err());
    for form in [
        StatusListForm { uri: "no uri", ..form() },
        StatusListForm { expires_at: Some(NOW), ..form() },
        StatusListForm { ttl: Some(0), ..form() },
    ] {
        assert_eq!(builder.sign(&form, &Key::new(1)), Err(PublishStatusError::Form));
    }
}

#[test]
fn a_list_is_signed_with_a_key_of_an_issuer() {
    let list = |key| StatusListBuilder::new(Bits::One, 8).unwrap().sign(&form(), &Key::new(key));
    let (ours, theirs) = (list(1).unwrap(), list(2).unwrap());
    assert!(StatusList::read(&ours, &our_trust()).is_ok());
    let refused = StatusList::read(&theirs, &our_trust()).unwrap_err();
    assert_eq!(refused, StatusError::Signature(SignatureError::Invalid));
    let none = trust(vec![]);
    assert_eq!(StatusList::read(&ours, &none).unwrap_err(), StatusError::UnknownSigner);
    let other = trust(vec![issuer(ISSUER, vec![issuer_key(b"other", &Key::new(1))])]);
    assert_eq!(StatusList::read(&ours, &other).unwrap_err(), StatusError::UnknownSigner);
}

#[test]
fn the_issuer_is_the_one_whose_key_signed() {
    let trust = trust(vec![
        issuer("urn:one", vec![issuer_key(b"a", &Key::new(1))]),
        issuer("urn:two", vec![issuer_key(b"a", &Key::new(2))]),
    ]);
    let read =
        |payload: &Map, key| StatusList::read(&sign(&header(), payload, &Key::new(key)), &trust);
    let unnamed = payload().without(1);
    assert_eq!(read(&unnamed, 1).unwrap().issuer(), "urn:one");
    assert_eq!(read(&unnamed, 2).unwrap().issuer(), "urn:two");
    let named = payload().with(1, |out| out.text("urn:two"));
    assert_eq!(read(&named, 2).unwrap().issuer(), "urn:two");
    // Nobody speaks for another.
    let refused = read(&named, 1).unwrap_err();
    assert_eq!(refused, StatusError::Signature(SignatureError::Invalid));
    let nobody = payload().with(1, |out| out.text("urn:three"));
    assert_eq!(read(&nobody, 1).unwrap_err(), StatusError::UnknownSigner);
}

#[test]
fn the_key_must_have_been_in_use_when_it_signed() {
    let read = |key: IssuerKey| {
        let list = sign(&header(), &payload(), &Key::new(1));
        StatusList::read(&list, &trust(vec![issuer(ISSUER, vec![key])])).map(|_| ())
    };
    let key = issuer_key(b"a", &Key::new(1));
    assert_eq!(read(key.clone()), Ok(()));
    let early = IssuerKey { not_before: NOW + 1, ..key.clone() };
    assert_eq!(read(early), Err(StatusError::Key(UnusableKey::NotYet)));
    let late = IssuerKey { not_after: NOW - 1, ..key.clone() };
    assert_eq!(read(late), Err(StatusError::Key(UnusableKey::NoLonger)));
    let withdrawn = IssuerKey { state: KeyState::Withdrawn, ..key };
    assert_eq!(read(withdrawn), Err(StatusError::Key(UnusableKey::Withdrawn)));
}

#[test]
fn no_bit_of_what_is_signed_can_be_changed() {
    let list = StatusListBuilder::new(Bits::One, 8).unwrap();
    let list = list.sign(&form(), &Key::new(1)).unwrap();
    for at in 0..list.len() {
        for bit in 0..8 {
            let mut changed = list.clone();
            changed[at] ^= 1 << bit;
            assert!(StatusList::read(&changed, &our_trust()).is_err(), "byte {at}, bit {bit}");
        }
    }
}

#[test]
fn the_header_must_be_that_of_a_status_list() {
    let read = |header: &Map| {
        StatusList::read(&sign(header, &payload(), &Key::new(1)), &our_trust()).map(|_| ())
    };
    assert_eq!(read(&header()), Ok(()));
    for header in [
        header().without(16),
        header().with(16, |out| out.integer(293)),
        header().with(16, |out| out.text("application/statuslist+jwt")),
        header().with(16, |out| out.text("statuslist+cwt")),
    ] {
        assert_eq!(read(&header), Err(StatusError::Type));
    }
    assert_eq!(read(&header().without(4)), Err(StatusError::KeyId));
    let text = header().with(4, |out| out.text("a"));
    assert_eq!(read(&text), Err(StatusError::Cose(CoseError::Header)));
}

#[test]
fn a_list_comes_in_its_one_envelope() {
    let list = sign(&header(), &payload(), &Key::new(1));
    let read = |bytes: &[u8]| StatusList::read(bytes, &our_trust()).unwrap_err();
    // As a CWT (tag 61), untagged, as a MAC (tag 17), with more behind it.
    let cwt = [&[0xd8, 61], list.as_slice()].concat();
    assert_eq!(read(&cwt), StatusError::Cose(CoseError::Shape));
    assert_eq!(read(&list[1..]), StatusError::Cose(CoseError::Shape));
    let mac = [&[0xd1], &list[1..]].concat();
    assert_eq!(read(&mac), StatusError::Cose(CoseError::Shape));
    let longer = [list.as_slice(), &[0]].concat();
    assert_eq!(read(&longer), StatusError::Cose(CoseError::Cbor(CborError::TrailingBytes)));
    let huge = vec![0; Limits::LIST.bytes + 1];
    assert_eq!(read(&huge), StatusError::Cose(CoseError::Cbor(CborError::TooLarge)));
}

#[test]
fn each_claim_must_be_as_the_draft_says() {
    let read = |payload: &Map| {
        StatusList::read(&sign(&header(), payload, &Key::new(1)), &our_trust()).map(|_| ())
    };
    for claim in [2, 6, 65533] {
        assert_eq!(read(&payload().without(claim)), Err(StatusError::Claim(claim)), "{claim}");
    }
    for claim in [1, 2, 4, 5, 6, 65533, 65534] {
        let wrong = payload().with(claim, |out| out.bool(true));
        assert_eq!(read(&wrong), Err(StatusError::Claim(claim)), "{claim}");
    }
    for (claim, wrong) in [
        (2, item(|out| out.text("statuslists/1"))),
        (2, item(|out| out.text(&format!("urn:{}", "a".repeat(252))))),
        (4, item(|out| out.integer(NOW.into()))),
        (4, item(|out| out.float(f64::NAN))),
        (4, item(|out| out.float(f64::INFINITY))),
        (5, item(|out| out.integer((NOW + 1).into()))),
        (6, item(|out| out.integer(1 << 60))),
        (65534, item(|out| out.integer(0))),
        (65534, item(|out| out.integer(-1))),
        (65534, item(|out| out.float(1.0))),
    ] {
        let wrong = payload().with(claim, |out| out.raw(&wrong));
        assert_eq!(read(&wrong), Err(StatusError::Claim(claim)), "{claim}");
    }
    let bare = payload().without(4).without(65534);
    assert_eq!(read(&bare), Ok(()));
    let more = payload().with(5, |out| out.integer(NOW.into())).with(-70_000, |out| out.null());
    assert_eq!(read(&more), Ok(()));
}

#[test]
fn the_list_itself_must_be_as_the_draft_says() {
    let lst = compress_to_vec_zlib(&[0], 9);
    let list = |bits: i128, lst: &[u8]| {
        let mut map = MapEncoder::default();
        map.entry(|out| out.text("bits"), |out| out.integer(bits));
        map.entry(|out| out.text("lst"), |out| out.bytes(lst));
        item(|out| out.map(map))
    };
    assert!(read_list(&list(1, &lst)).is_ok());
    for bits in [-1, 0, 3, 5, 16, 1 << 40] {
        let refused = read_list(&list(bits, &lst)).unwrap_err();
        assert_eq!(refused, StatusError::Claim(65533), "{bits}");
    }
    assert_eq!(read_list(&hex("a0")).unwrap_err(), StatusError::Claim(65533));
    assert_eq!(read_list(&hex("a1636c737440")).unwrap_err(), StatusError::Claim(65533));
    assert_eq!(read_list(&hex("a2646269747301636c737460")).unwrap_err(), StatusError::Claim(65533));
}

#[test]
fn a_list_is_one_whole_zlib_stream() {
    let read = |lst: &[u8]| {
        let mut map = MapEncoder::default();
        map.entry(|out| out.text("bits"), |out| out.integer(1));
        map.entry(|out| out.text("lst"), |out| out.bytes(lst));
        read_list(&item(|out| out.map(map))).map(|list| list.capacity())
    };
    let good = compress_to_vec_zlib(&[0; 100], 9);
    assert_eq!(read(&good), Ok(800));
    assert_eq!(read(&compress_to_vec_zlib(&[], 9)), Ok(0));
    for length in 0..good.len() {
        assert_eq!(read(&good[..length]), Err(StatusError::Compression), "{length}");
    }
    let longer = [good.as_slice(), &[0]].concat();
    assert_eq!(read(&longer), Err(StatusError::Compression));
    let mut checksum = good.clone();
    *checksum.last_mut().unwrap() ^= 1;
    assert_eq!(read(&checksum), Err(StatusError::Compression));
    let raw = miniz_oxide::deflate::compress_to_vec(&[0; 100], 9);
    assert_eq!(read(&raw), Err(StatusError::Compression));
}

#[test]
fn a_list_that_inflates_without_end_is_refused() {
    let read = |length: usize| {
        let mut map = MapEncoder::default();
        map.entry(|out| out.text("bits"), |out| out.integer(8));
        let lst = compress_to_vec_zlib(&vec![0; length], 9);
        map.entry(|out| out.text("lst"), |out| out.bytes(&lst));
        read_list(&item(|out| out.map(map))).map(|list| list.size())
    };
    assert_eq!(read(MAX_INFLATED), Ok(MAX_INFLATED));
    assert_eq!(read(MAX_INFLATED + 1), Err(StatusError::TooLarge));
}

#[test]
fn references_are_written_as_they_are_read() {
    let reference = StatusReference::new("https://issuer.example/status/1", 4711).unwrap();
    let written = item(|out| reference.encode(out));
    let read = StatusReference::from_claim(&decode(&written, Limits::TOKEN).unwrap());
    assert_eq!(read, Ok(reference));
}

#[test]
fn what_is_no_reference_is_refused() {
    for uri in
        ["", "a", ":a", "1:a", "ht tp:a", "https://a b", "https://a\n", "https://ấ", "a:\"", "a:<"]
    {
        assert_eq!(StatusReference::new(uri, 0), Err(StatusError::Reference), "{uri}");
    }
    assert!(StatusReference::new(&format!("urn:{}", "a".repeat(251)), u64::MAX).is_ok());
    assert!(StatusReference::new(&format!("urn:{}", "a".repeat(252)), 0).is_err());
    for text in [
        "00",
        "a0",
        // Another mechanism alone; the list not a map; an index below zero; a URI as bytes; no URI.
        "a16361626301",
        "a16b7374617475735f6c69737400",
        "a16b7374617475735f6c697374a263696478206375726963613a62",
        "a16b7374617475735f6c697374a2636964780063757269 43613a62",
        "a16b7374617475735f6c697374a16369647800",
    ] {
        let bytes = hex(text);
        let claim = decode(&bytes, Limits::TOKEN).unwrap();
        assert_eq!(StatusReference::from_claim(&claim), Err(StatusError::Reference), "{text}");
    }
    // Another mechanism beside it.
    let bytes = hex("a263616263016b7374617475735f6c697374a263696478006375726963613a62");
    assert!(StatusReference::from_claim(&decode(&bytes, Limits::TOKEN).unwrap()).is_ok());
}

/// A list, as a CBOR map, in a token of ours.
pub(crate) fn read_list(list: &[u8]) -> Result<StatusList, StatusError> {
    let payload = payload().with(65533, |out| out.raw(list));
    StatusList::read(&sign(&header(), &payload, &Key::new(1)), &our_trust())
}

fn header() -> Map {
    Map::default().with(4, |out| out.bytes(b"a")).with(16, |out| out.text(STATUS_LIST_TYPE))
}

fn payload() -> Map {
    let list = hex("a2646269747301636c73744a78dadbb918000217015d");
    Map::default()
        .with(2, |out| out.text("https://issuer.example/status/1"))
        .with(4, |out| out.integer((NOW + DAY).into()))
        .with(6, |out| out.integer(NOW.into()))
        .with(65534, |out| out.integer(3600))
        .with(65533, |out| out.raw(&list))
}

fn form() -> StatusListForm<'static> {
    StatusListForm {
        issuer: ISSUER,
        key_id: b"a",
        uri: "https://issuer.example/status/1",
        issued_at: NOW,
        expires_at: Some(NOW + DAY),
        ttl: Some(3600),
    }
}

fn our_trust() -> TrustList {
    trust(vec![issuer(ISSUER, vec![issuer_key(b"a", &Key::new(1))])])
}
