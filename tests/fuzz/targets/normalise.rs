//! An answer to a security question. Its normal form is hashed, so it may never depend on how often it is made.
#![no_main]

use vigiayto_core::access::normalise_answer;

libfuzzer_sys::fuzz_target!(|answer: &str| {
    let once = normalise_answer(answer);
    assert!(once.chars().all(char::is_alphanumeric));
    assert!(normalise_answer(&once) == once);
});
