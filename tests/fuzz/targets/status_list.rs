//! A status list. The first byte says whether it came as bytes (0), whether the issuer signs the header and payload that follow
//! (1), or whether it signs a list whose compressed statuses follow (2).
#![no_main]

use vigiayto_core::credential::cbor::{Encoder, MapEncoder};
use vigiayto_core::credential::status::{
    MAX_INFLATED, StatusAnswer, StatusList, StatusReference, UnknownStatus,
};
use vigiayto_core::credential::trust::Updated;
use vigiayto_fuzz::counter::Counter;
use vigiayto_fuzz::signed::Parts;
use vigiayto_tests::authority::STATUS_URI;
use vigiayto_tests::wallets::NOW;

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Some((choice, rest)) = input.split_first() else { return };
    let authority = &Counter::get().authority;
    let parts = match choice % 3 {
        0 => None,
        1 => Parts::signed(rest, &authority.issuing),
        _ => Some(compressed(rest)),
    };
    let signed = parts.is_some();
    let bytes = parts.map_or_else(|| rest.to_vec(), |parts| parts.encode());
    let mut reader = Counter::get().reader();
    let trust = reader.trust.list().expect("there is one").clone();

    let updated = reader.status.update(&bytes, &trust, NOW);
    assert!(signed || updated.is_err() || updated == Ok(Updated::Unchanged), "nobody signed it");
    if let Ok(list) = StatusList::read(&bytes, &trust) {
        check(&list);
        assert!(list.is_backed_by(&trust));
    }
    for index in [0, 1, 4095, u64::MAX] {
        let place = StatusReference::new(STATUS_URI, index).expect("a URI");
        for issuer in [authority.id.as_str(), ""] {
            let answer = reader.status.lookup(&place, issuer, NOW);
            let foreign = StatusAnswer::Unknown { why: UnknownStatus::ForeignIssuer };
            assert!((answer == foreign) == issuer.is_empty(), "a list speaks for one issuer");
        }
    }
    reader.status.keep_backed_by(&trust);
    reader.status.remove_expired(NOW);
});

fn check(list: &StatusList) {
    assert!(list.size() <= MAX_INFLATED);
    let capacity = list.capacity();
    assert!(capacity >= list.size() as u64 && capacity <= 8 * list.size() as u64);
    assert!(list.status(capacity).is_err());
    assert!(capacity == 0 || list.status(capacity - 1).is_ok());
}

/// The genuine list with other statuses in it.
fn compressed(statuses: &[u8]) -> Parts {
    let mut parts = Parts::of(Counter::get().status_list());
    let mut list = MapEncoder::default();
    list.entry(|out| out.text("bits"), |out| out.integer(2));
    list.entry(|out| out.text("lst"), |out| out.bytes(statuses));
    let mut payload = MapEncoder::default();
    payload.key(2, |out| out.text(STATUS_URI));
    payload.key(6, |out| out.integer((NOW + 1).into()));
    payload.key(65533, |out| out.map(list));
    let mut out = Encoder::new();
    out.map(payload);
    parts.payload = out.finish();
    parts.sign(&Counter::get().authority.issuing);
    parts
}
