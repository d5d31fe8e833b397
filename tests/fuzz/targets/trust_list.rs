//! A trust list. The first byte says whether it came as bytes (0) or whether the authority signs the header and payload that
//! follow (1).
#![no_main]

use vigiayto_core::credential::trust::{Contents, TrustCache, TrustList, Updated};
use vigiayto_core::language::Language;
use vigiayto_fuzz::counter::Counter;
use vigiayto_fuzz::signed::Parts;
use vigiayto_tests::wallets::NOW;

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Some((choice, rest)) = input.split_first() else { return };
    let authority = &Counter::get().authority;
    let signed = choice & 1 != 0;
    let parts = if signed { Parts::signed(rest, &authority.listing) } else { None };
    let bytes = parts.map_or_else(|| rest.to_vec(), |parts| parts.encode());
    let held = &Counter::get().trust;
    let mut cache = held.clone();

    let updated = cache.update(&bytes, &authority.pinned(), NOW);
    let list = cache.list().expect("there is one");
    if updated.is_err() || updated == Ok(Updated::Unchanged) {
        assert!(cache.bytes() == held.bytes(), "what is held stays");
    } else {
        assert!(signed, "nobody signed another list");
        assert!(list.sequence > authority.contents(NOW).sequence, "never an older one");
        check(list, cache.bytes().expect("there is one"));
    }
    // Older than the one at hand is well-formed all the same.
    if let Ok(list) = TrustList::read(&bytes, &authority.pinned()) {
        check(&list, &bytes);
    }
});

fn check(list: &TrustList, bytes: &[u8]) {
    let authority = &Counter::get().authority;
    let contents: &Contents = list;
    let again = contents.sign(&authority.listing).expect("what was read can be written");
    let again = TrustList::read(&again, &authority.pinned()).expect("and read again");
    assert!(*again == *contents);
    assert!(TrustCache::restore(bytes.to_vec(), &authority.pinned()).is_ok());
    for issuer in &list.issuers {
        assert!(list.issuer(&issuer.id) == Some(issuer), "one issuer to an id");
        for language in [Language::Vi, Language::En] {
            assert!(!issuer.name(language).is_empty());
        }
        for key in &issuer.keys {
            assert!(list.keys(&key.id).any(|(_, known)| known == key));
            let found = issuer.key(Some(&key.id), NOW);
            assert!(found.is_ok() == key.check(NOW).is_ok());
        }
    }
}
