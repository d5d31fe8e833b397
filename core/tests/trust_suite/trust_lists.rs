//! One list: what is read from it, and what is refused.

use vigiayto_core::credential::cbor::{CborError, Encoder, MapEncoder};
use vigiayto_core::credential::cose::{CoseError, SIGN1, sign1};
use vigiayto_core::credential::key::{SignatureError, Signer as _};
use vigiayto_core::credential::trust::{
    KeyState, PublishError, TRUST_LIST_TYPE, TrustList, TrustListError, UnusableKey,
};
use vigiayto_core::credential::x509::{CertificateForm, Purpose, Role, Root, X509Error, certify};
use vigiayto_core::language::Language;

use crate::common::{
    AUTHORITY, DAY, ISSUER, Key, Map, NOW, YEAR, contents, issuer, issuer_key, item, name, sign,
    subject, trust,
};

#[test]
fn what_an_authority_signs_is_what_is_read() {
    let authority = Key::new(AUTHORITY);
    let root = Root::parse(&root_certificate()).unwrap();
    let mut keys = vec![issuer_key(b"a", &Key::new(1)), issuer_key(b"b", &Key::new(2))];
    keys[1].state = KeyState::Withdrawn;
    let mut written = contents(7, vec![issuer(ISSUER, keys), issuer("urn:other", vec![])]);
    written.issuer_roots = vec![root.clone()];
    written.reader_roots = vec![root];
    let bytes = written.sign(&authority).unwrap();
    let list = TrustList::read(&bytes, &[Key::new(8).public_key(), authority.public_key()]);
    let list = list.unwrap();
    assert_eq!(*list, written);
    let found = list.issuer(ISSUER).unwrap();
    assert_eq!(found.name(Language::Vi), "Cơ quan cấp thử");
    assert_eq!(found.name(Language::En), "Sandbox issuer");
    assert!(list.issuer("https://issuer.example").is_none());
    assert_eq!(list.age(NOW + 5), 5);
    assert_eq!(list.age(NOW - 5), 0);
    assert!(!list.is_expired(NOW + 30 * DAY - 1) && list.is_expired(NOW + 30 * DAY));
}

#[test]
fn an_issuer_may_issue_its_kinds_and_no_others() {
    let issuer = issuer(ISSUER, vec![]);
    assert!(issuer.may_issue(65001) && issuer.may_issue(65002));
    assert!(!issuer.may_issue(65003) && !issuer.may_issue(0) && !issuer.may_issue(-1));
}

#[test]
fn a_key_is_found_by_its_id_within_its_time() {
    let one = issuer(ISSUER, vec![issuer_key(b"a", &Key::new(1))]);
    let (first, last) = (NOW - YEAR, NOW + YEAR);
    for at in [first, NOW, last] {
        assert_eq!(one.key(Some(b"a"), at).unwrap().key, Key::new(1).public_key());
        assert!(one.key(None, at).is_ok());
    }
    assert_eq!(one.key(Some(b"a"), first - 1), Err(UnusableKey::NotYet));
    assert_eq!(one.key(None, last + 1), Err(UnusableKey::NoLonger));
    assert_eq!(one.key(Some(b"b"), NOW), Err(UnusableKey::Unknown));
    assert_eq!(one.key(Some(b""), NOW), Err(UnusableKey::Unknown));
}

#[test]
fn without_an_id_there_must_be_just_one_key() {
    let none = issuer(ISSUER, vec![]);
    let two = issuer(ISSUER, vec![issuer_key(b"a", &Key::new(1)), issuer_key(b"b", &Key::new(2))]);
    assert_eq!(none.key(None, NOW), Err(UnusableKey::Unnamed));
    assert_eq!(two.key(None, NOW), Err(UnusableKey::Unnamed));
    assert!(two.key(Some(b"b"), NOW).is_ok());
}

#[test]
fn a_withdrawn_key_is_believed_at_no_time() {
    let mut key = issuer_key(b"a", &Key::new(1));
    key.state = KeyState::Withdrawn;
    let list = trust(vec![issuer(ISSUER, vec![key])]);
    let issuer = list.issuer(ISSUER).unwrap();
    for at in [NOW - YEAR, NOW, NOW + 2 * YEAR] {
        assert_eq!(issuer.key(Some(b"a"), at), Err(UnusableKey::Withdrawn));
    }
}

#[test]
fn a_state_that_is_not_known_counts_as_withdrawn() {
    for state in [0, 2, 1000] {
        let key = key().with(5, |out| out.integer(state));
        let list = read(&payload().with(-2, |out| one(out, &with_key(&key)))).unwrap();
        let found = list.issuer(ISSUER).unwrap().key(Some(b"a"), NOW);
        assert_eq!(found, Err(UnusableKey::Withdrawn), "{state}");
    }
}

#[test]
fn keys_of_several_issuers_may_have_one_id() {
    let list = trust(vec![
        issuer("urn:one", vec![issuer_key(b"a", &Key::new(1))]),
        issuer("urn:two", vec![issuer_key(b"a", &Key::new(2)), issuer_key(b"b", &Key::new(3))]),
    ]);
    let found: Vec<&str> = list.keys(b"a").map(|(issuer, _)| issuer.id.as_str()).collect();
    assert_eq!(found, ["urn:one", "urn:two"]);
    assert_eq!(list.keys(b"c").count(), 0);
}

#[test]
fn only_a_pinned_key_signs_lists() {
    let (authority, other) = (Key::new(AUTHORITY), Key::new(1));
    let bytes = contents(1, vec![]).sign(&authority).unwrap();
    let refused = |pinned: &[_]| TrustList::read(&bytes, pinned).unwrap_err();
    assert_eq!(refused(&[]), TrustListError::UnknownSigner);
    assert_eq!(refused(&[other.public_key()]), TrustListError::UnknownSigner);
    // It says that it is the authority's, and is not.
    let forged = sign(&header(), &payload(), &other);
    let refused = TrustList::read(&forged, &[authority.public_key(), other.public_key()]);
    assert_eq!(refused, Err(TrustListError::Signature(SignatureError::Invalid)));
}

/// With a P-256 key the older name means the same; a list has one way to say it.
#[test]
fn the_algorithm_goes_by_its_one_name() {
    let authority = Key::new(AUTHORITY);
    let algorithm = |number: i128| {
        let protected = item(|out| header().with(1, |out| out.integer(number)).write(out));
        let payload = item(|out| payload().write(out));
        let message = item(|out| {
            out.array(4);
            out.text("Signature1");
            [protected.as_slice(), &[], &payload].iter().for_each(|part| out.bytes(part));
        });
        let list = item(|out| {
            out.tag(SIGN1);
            out.array(4);
            out.bytes(&protected);
            out.map(MapEncoder::default());
            out.bytes(&payload);
            out.bytes(&authority.sign(&message).unwrap());
        });
        TrustList::read(&list, &[authority.public_key()]).map(|_| ())
    };
    assert_eq!(algorithm(-9), Ok(()));
    let refused = Err(TrustListError::Signature(SignatureError::Algorithm));
    for other in [-7, -35, 5] {
        assert_eq!(algorithm(other), refused);
    }
}

#[test]
fn no_bit_of_a_list_can_be_changed() {
    let authority = Key::new(AUTHORITY);
    let issuers = vec![issuer(ISSUER, vec![issuer_key(b"a", &Key::new(1))])];
    let bytes = contents(1, issuers).sign(&authority).unwrap();
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut changed = bytes.clone();
            changed[at] ^= 1 << bit;
            let read = TrustList::read(&changed, &[authority.public_key()]);
            assert!(read.is_err(), "byte {at}, bit {bit}");
        }
    }
}

#[test]
fn the_header_must_be_that_of_a_trust_list() {
    let read = |header: &Map| {
        let authority = Key::new(AUTHORITY);
        TrustList::read(&sign(header, &payload(), &authority), &[authority.public_key()])
    };
    assert!(read(&header()).is_ok());
    let status = "application/statuslist+cwt";
    for header in [
        header().without(16),
        header().with(16, |out| out.integer(293)),
        header().with(16, |out| out.text(status)),
    ] {
        assert_eq!(read(&header).unwrap_err(), TrustListError::Type);
    }
    let short = Key::new(AUTHORITY).short();
    for header in [
        header().without(4),
        header().with(4, |out| out.bytes(&[])),
        header().with(4, |out| out.bytes(&short[..7])),
    ] {
        assert_eq!(read(&header).unwrap_err(), TrustListError::KeyId);
    }
    let text = header().with(4, |out| out.text("12345678"));
    assert_eq!(read(&text).unwrap_err(), TrustListError::Cose(CoseError::Header));
    let critical = header().with(2, |out| {
        out.array(1);
        out.integer(99);
    });
    assert_eq!(read(&critical).unwrap_err(), TrustListError::Cose(CoseError::Critical));
}

#[test]
fn each_claim_must_be_there_and_be_of_its_kind() {
    for claim in [1, 4, 6, -1, -2, -3, -4] {
        assert_eq!(read(&payload().without(claim)), Err(TrustListError::Claim(claim)), "{claim}");
        let wrong = payload().with(claim, |out| out.bool(true));
        assert_eq!(read(&wrong), Err(TrustListError::Claim(claim)), "{claim}");
    }
    for (claim, wrong) in [
        (1, item(|out| out.text(""))),
        (1, item(|out| out.text("Bộ Công an"))),
        (1, item(|out| out.text(&"a".repeat(256)))),
        (4, item(|out| out.integer(NOW.into()))),
        (4, item(|out| out.float(2e9))),
        (6, item(|out| out.integer(i128::from(i64::MAX) + 1))),
        (-1, item(|out| out.integer(-1))),
        (-2, array(513, |out| issuer_map().write(out))),
        (-3, array(65, |out| out.bytes(&root_certificate()))),
        (-4, array(65, |out| out.bytes(&root_certificate()))),
    ] {
        let wrong = payload().with(claim, |out| out.raw(&wrong));
        assert_eq!(read(&wrong), Err(TrustListError::Claim(claim)), "{claim}");
    }
}

#[test]
fn a_claim_is_not_there_twice() {
    let authority = Key::new(AUTHORITY);
    let payload = b"\xa2\x01\x61a\x01\x61b";
    let signed = sign1(header().encoder(), MapEncoder::default(), payload, &authority).unwrap();
    let refused = TrustList::read(&signed, &[authority.public_key()]);
    assert_eq!(refused, Err(TrustListError::Cbor(CborError::DuplicateKey)));
}

#[test]
fn each_field_of_an_issuer_must_be_there_and_be_of_its_kind() {
    let refused = |issuer: &Map| {
        let issuers = item(|out| {
            out.array(2);
            issuer_map()
                .with(1, |out| out.text("urn:first"))
                .with(4, |out| out.array(0))
                .write(out);
            issuer.write(out);
        });
        read(&payload().with(-2, |out| out.raw(&issuers))).unwrap_err()
    };
    for field in 1..=5 {
        let expected = TrustListError::Issuer { position: 1, field };
        assert_eq!(refused(&issuer_map().without(field)), expected);
        assert_eq!(refused(&issuer_map().with(field, |out| out.bool(true))), expected);
    }
    for (field, wrong) in [
        (1, item(|out| out.text(""))),
        (1, item(|out| out.text("urn:x y"))),
        (1, item(|out| out.text("urn:х"))),
        (2, item(|out| out.text(" "))),
        (2, item(|out| out.text("a\u{202e}b"))),
        (3, item(|out| out.text(&"a".repeat(201)))),
        (4, array(17, |out| key().write(out))),
        (5, array(65, |out| out.integer(1))),
        (5, array(1, |out| out.integer(-1))),
        (5, array(1, |out| out.text("1"))),
    ] {
        let expected = TrustListError::Issuer { position: 1, field };
        assert_eq!(refused(&issuer_map().with(field, |out| out.raw(&wrong))), expected);
    }
}

#[test]
fn each_field_of_a_key_must_be_there_and_be_of_its_kind() {
    let refused =
        |key: &Map| read(&payload().with(-2, |out| one(out, &with_key(key)))).unwrap_err();
    for field in 1..=4 {
        let expected = TrustListError::IssuerKey { position: 0, field };
        assert_eq!(refused(&key().without(field)), expected);
        assert_eq!(refused(&key().with(field, |out| out.bool(true))), expected);
    }
    for (field, wrong) in [
        (1, item(|out| out.bytes(&[]))),
        (1, item(|out| out.bytes(&[0; 33]))),
        (2, item(|out| out.raw(&[0xa0]))),
        (4, item(|out| out.integer((NOW - YEAR - 1).into()))),
    ] {
        let expected = TrustListError::IssuerKey { position: 0, field };
        assert_eq!(refused(&key().with(field, |out| out.raw(&wrong))), expected);
    }
}

#[test]
fn what_is_not_known_is_passed_over() {
    let more = payload()
        .with(100, |out| out.text("later"))
        .with(-2, |out| one(out, &issuer_map().with(9, |out| out.bool(true))));
    assert!(read(&more).is_ok());
}

#[test]
fn nothing_is_there_twice() {
    let authority = Key::new(AUTHORITY);
    let refused = |issuers| match contents(1, issuers).sign(&authority) {
        Err(PublishError::Refused(error)) => error,
        other => panic!("{other:?}"),
    };
    let key = |id, number| issuer_key(id, &Key::new(number));
    let same_id = vec![issuer("urn:a", vec![]), issuer("urn:b", vec![]), issuer("urn:a", vec![])];
    assert_eq!(refused(same_id), TrustListError::DuplicateIssuer(2));
    let same_key_id = vec![issuer("urn:a", vec![key(b"a", 1), key(b"a", 2)])];
    assert_eq!(refused(same_key_id), TrustListError::DuplicateKey(0));
    let same_key = vec![issuer("urn:a", vec![key(b"a", 1)]), issuer("urn:b", vec![key(b"b", 1)])];
    assert_eq!(refused(same_key), TrustListError::DuplicateKey(1));
}

#[test]
fn roots_are_authorities_or_the_list_is_refused() {
    let form = CertificateForm {
        serial: &[1],
        subject: &subject("Không phải gốc"),
        key: Key::new(1).public_key(),
        not_before: NOW,
        not_after: NOW + DAY,
        role: Role::Signer { purpose: Purpose::Issuer, uris: &[] },
    };
    let leaf = certify(&form, form.subject, &Key::new(1)).unwrap();
    let roots = |second: &[u8]| {
        item(|out| {
            out.array(2);
            out.bytes(&root_certificate());
            out.bytes(second);
        })
    };
    let refused = |claim, second: &[u8]| {
        read(&payload().with(claim, |out| out.raw(&roots(second)))).unwrap_err()
    };
    assert_eq!(refused(-3, &leaf), TrustListError::IssuerRoot(1, X509Error::Authority));
    assert_eq!(refused(-4, &leaf), TrustListError::ReaderRoot(1, X509Error::Authority));
    assert_eq!(refused(-4, b"no"), TrustListError::ReaderRoot(1, X509Error::Malformed));
}

#[test]
fn what_no_one_would_take_is_not_published() {
    let authority = Key::new(AUTHORITY);
    let mut ends_early = contents(1, vec![]);
    ends_early.expires_at = ends_early.issued_at;
    let refused = ends_early.sign(&authority);
    assert_eq!(refused, Err(PublishError::Refused(TrustListError::Claim(4))));
    let mut unnamed = contents(1, vec![issuer("", vec![])]);
    unnamed.issuers[0].name_vi = name("x");
    let refused = unnamed.sign(&authority);
    let expected = TrustListError::Issuer { position: 0, field: 1 };
    assert_eq!(refused, Err(PublishError::Refused(expected)));
}

fn read(payload: &Map) -> Result<TrustList, TrustListError> {
    let authority = Key::new(AUTHORITY);
    TrustList::read(&sign(&header(), payload, &authority), &[authority.public_key()])
}

fn header() -> Map {
    let short = Key::new(AUTHORITY).short();
    Map::default().with(4, |out| out.bytes(&short)).with(16, |out| out.text(TRUST_LIST_TYPE))
}

fn payload() -> Map {
    Map::default()
        .with(1, |out| out.text("https://trust.example"))
        .with(4, |out| out.integer((NOW + DAY).into()))
        .with(6, |out| out.integer(NOW.into()))
        .with(-1, |out| out.integer(1))
        .with(-2, |out| out.array(0))
        .with(-3, |out| out.array(0))
        .with(-4, |out| out.array(0))
}

fn issuer_map() -> Map {
    with_key(&key())
}

fn with_key(key: &Map) -> Map {
    Map::default()
        .with(1, |out| out.text(ISSUER))
        .with(2, |out| out.text("Cơ quan cấp thử"))
        .with(3, |out| out.text("Sandbox issuer"))
        .with(4, |out| one(out, key))
        .with(5, |out| {
            out.array(1);
            out.integer(65001);
        })
}

fn key() -> Map {
    Map::default()
        .with(1, |out| out.bytes(b"a"))
        .with(2, |out| Key::new(1).public_key().encode_cose(out))
        .with(3, |out| out.integer((NOW - YEAR).into()))
        .with(4, |out| out.integer((NOW + YEAR).into()))
}

fn one(out: &mut Encoder, map: &Map) {
    out.array(1);
    map.write(out);
}

fn array(length: usize, write: impl Fn(&mut Encoder)) -> Vec<u8> {
    item(|out| {
        out.array(length);
        (0..length).for_each(|_| write(out));
    })
}

fn root_certificate() -> Vec<u8> {
    let form = CertificateForm {
        serial: &[1],
        subject: &subject("Gốc thử"),
        key: Key::new(20).public_key(),
        not_before: NOW,
        not_after: NOW + DAY,
        role: Role::Authority { below: 0 },
    };
    certify(&form, form.subject, &Key::new(20)).unwrap()
}
