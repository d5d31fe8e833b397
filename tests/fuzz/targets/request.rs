//! A request as a phone reads it. The first byte says whether it came as bytes (0), as text (1), or whether the reader signs the
//! header and payload that follow (2).
#![no_main]

use vigiayto_core::language::Language;
use vigiayto_core::present::{LONGEST_LIFE, ReaderName, Request, request_content, request_text};
use vigiayto_fuzz::certificates::READER;
use vigiayto_fuzz::counter::Counter;
use vigiayto_fuzz::signed::Parts;
use vigiayto_tests::wallets::NOW;

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Some((choice, rest)) = input.split_first() else { return };
    let counter = Counter::get();
    let signed = choice % 3 == 2;
    let bytes = match choice % 3 {
        0 => Some(rest.to_vec()),
        1 => str::from_utf8(rest).ok().and_then(|text| request_content(text).ok()),
        _ => Parts::signed(rest, &counter.certificates.keys[2]).map(|parts| parts.encode()),
    };
    let Some(bytes) = bytes else { return };
    let roots = [counter.certificates.root.clone()];
    let Ok(request) = Request::parse(&bytes, &roots, NOW) else { return };

    assert!(request_content(&request_text(&bytes)).as_ref() == Ok(&bytes));
    assert!(!request.items.is_empty());
    for item in &request.items {
        assert!(!item.claims.is_empty());
        for asked in &item.claims {
            assert!(!asked.claim.label.text(Language::Vi).is_empty());
        }
    }
    if request.check(NOW).is_ok() {
        assert!(request.expires_at > NOW && request.expires_at - request.issued_at <= LONGEST_LIFE);
    }
    // There is one reader with a certificate, and one request that it signed.
    if let ReaderName::Certified(name) = &request.reader {
        let asked = &counter.pending.request;
        assert!(name == READER && request.reader_key == asked.reader_key);
        assert!(signed || (request.items == asked.items && request.nonce == asked.nonce));
    }
});
