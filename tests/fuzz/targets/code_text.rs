//! The text of a code, before a counter that has seen every genuine one: whatever is changed, it accepts none.
#![no_main]

use std::cell::RefCell;

use vigiayto_core::language::Language;
use vigiayto_core::present::{code_content, code_text};
use vigiayto_core::verify::{Expected, Reader};
use vigiayto_fuzz::counter::Counter;
use vigiayto_tests::wallets::NOW;

thread_local! {
    static READER: RefCell<Reader> = RefCell::new(Counter::get().reader_that_saw_all());
}

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(content) = code_content(text) {
        assert!(code_content(&code_text(&content)) == Ok(content));
    }
    let refused = READER.with_borrow_mut(|reader| reader.verify_text(text, Expected::OneWay, NOW));
    let refusal = refused.expect_err("nobody signed another code");
    for language in [Language::Vi, Language::En] {
        assert!(!refusal.text(language).is_empty());
    }
});
