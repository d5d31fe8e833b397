//! Whatever a stranger hands in is read or refused, and never a panic.

use proptest::prelude::*;
use vigiayto_core::credential::cbor::{Limits, MapEncoder, decode};
use vigiayto_core::credential::cose::{Sign1, sign1};
use vigiayto_core::credential::key::Signer as _;
use vigiayto_core::credential::status::{
    Bits, STATUS_LIST_TYPE, StatusList, StatusListBuilder, StatusListForm, StatusReference,
};
use vigiayto_core::credential::trust::{TRUST_LIST_TYPE, TrustList};
use vigiayto_core::credential::x509::{Chain, Purpose, Root};

use crate::common::{
    AUTHORITY, DAY, ISSUER, Key, NOW, contents, hex, issuer, issuer_key, item, trust,
};
use crate::der::{self, COMMON_NAME, Sketch};

proptest! {
    #[test]
    fn any_bytes_are_a_trust_list_or_none(bytes in bytes()) {
        let pinned = [Key::new(AUTHORITY).public_key()];
        prop_assert!(TrustList::read(&bytes, &pinned).is_err());
    }

    #[test]
    fn any_payload_of_a_trust_list_is_read_or_refused(payload in changed(trust_payload())) {
        let authority = Key::new(AUTHORITY);
        let signed = signed(&payload, &authority.short(), TRUST_LIST_TYPE, AUTHORITY);
        let _ = TrustList::read(&signed, &[authority.public_key()]);
    }

    #[test]
    fn any_bytes_are_a_status_list_or_none(bytes in bytes()) {
        prop_assert!(StatusList::read(&bytes, &our_trust()).is_err());
    }

    #[test]
    fn any_payload_of_a_status_list_is_read_or_refused(
        payload in changed(status_payload()),
        index in any::<u64>(),
    ) {
        let signed = signed(&payload, b"a", STATUS_LIST_TYPE, 1);
        if let Ok(list) = StatusList::read(&signed, &our_trust()) {
            prop_assert_eq!(list.status(index).is_ok(), index < list.capacity());
        }
    }

    #[test]
    fn any_value_is_a_reference_or_none(bytes in changed(hex(REFERENCE))) {
        if let Ok(value) = decode(&bytes, Limits::TOKEN)
            && let Ok(reference) = StatusReference::from_claim(&value)
        {
            let written = item(|out| reference.encode(out));
            let again = decode(&written, Limits::TOKEN).unwrap();
            prop_assert_eq!(StatusReference::from_claim(&again), Ok(reference));
        }
    }

    #[test]
    fn any_bytes_are_a_certificate_or_none(bytes in bytes()) {
        prop_assert!(Root::parse(&bytes).is_err());
        prop_assert!(Chain::validate(&[&bytes], &roots(), Purpose::Issuer, NOW).is_err());
    }

    /// What a certificate holds is read before its signature is checked, so it may be anything.
    #[test]
    fn any_certificate_is_read_or_refused(certificate in changed(certificate())) {
        let _ = Root::parse(&certificate);
        let read = Chain::validate(&[&certificate], &roots(), Purpose::Issuer, NOW);
        prop_assert_eq!(read.is_ok(), certificate == self::certificate());
    }
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..400)
}

/// These bytes with some replaced, and cut off somewhere or not.
fn changed(bytes: Vec<u8>) -> impl Strategy<Value = Vec<u8>> {
    let changes = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6);
    let cut = prop::option::weighted(0.2, any::<prop::sample::Index>());
    (changes, cut).prop_map(move |(changes, cut)| {
        let mut bytes = bytes.clone();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        bytes
    })
}

fn signed(payload: &[u8], key_id: &[u8], kind: &str, key: u8) -> Vec<u8> {
    let mut header = MapEncoder::default();
    header.key(4, |out| out.bytes(key_id));
    header.key(16, |out| out.text(kind));
    sign1(header, MapEncoder::default(), payload, &Key::new(key)).unwrap()
}

fn payload_of(signed: &[u8]) -> Vec<u8> {
    let signed = Sign1::parse(signed, Limits::LIST).unwrap();
    signed.payload().to_vec()
}

fn trust_payload() -> Vec<u8> {
    let issuers = vec![issuer(ISSUER, vec![issuer_key(b"a", &Key::new(1))])];
    let mut contents = contents(1, issuers);
    contents.reader_roots = roots().to_vec();
    payload_of(&contents.sign(&Key::new(AUTHORITY)).unwrap())
}

fn status_payload() -> Vec<u8> {
    let form = StatusListForm {
        issuer: ISSUER,
        key_id: b"a",
        uri: "urn:list",
        issued_at: NOW,
        expires_at: Some(NOW + DAY),
        ttl: Some(60),
    };
    let builder = StatusListBuilder::new(Bits::Two, 100).unwrap();
    payload_of(&builder.sign(&form, &Key::new(1)).unwrap())
}

fn our_trust() -> TrustList {
    trust(vec![issuer(ISSUER, vec![issuer_key(b"a", &Key::new(1))])])
}

fn certificate() -> Vec<u8> {
    Sketch::signer(&Key::new(2), &root_name(), Purpose::Issuer).sign(&Key::new(3))
}

fn roots() -> [Root; 1] {
    let root = Sketch::authority(&Key::new(3), &root_name(), &root_name(), 0);
    [Root::parse(&root.sign(&Key::new(3))).unwrap()]
}

fn root_name() -> Vec<u8> {
    der::name(&[(COMMON_NAME, "Gốc thử")])
}

/// `{"status_list": {"idx": 0, "uri": "a:b"}}`.
const REFERENCE: &str = "a16b7374617475735f6c697374a263696478006375726963613a62";
