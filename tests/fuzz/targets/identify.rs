//! What a QR code says, as a camera gives it.
#![no_main]

use vigiayto_core::document::identify;
use vigiayto_fuzz::documents;

libfuzzer_sys::fuzz_target!(|payload: &[u8]| {
    let found = identify(payload);
    let _ = found.to_form();
    if let Some(document) = &found.document {
        documents::check(document, found.source);
    }
});
