//! A form, as someone typed it.
#![no_main]

use vigiayto_core::document::Document;
use vigiayto_fuzz::documents;

libfuzzer_sys::fuzz_target!(|form: &str| {
    if let Ok(document) = Document::from_form(form) {
        documents::check(&document, None);
    }
});
