//! A picture file in which the terminal shell looks for symbols.
#![no_main]

#[path = "../../../bindings/cli/src/picture/luma.rs"]
mod luma;
#[path = "../../../bindings/cli/src/picture/read.rs"]
mod read;

libfuzzer_sys::fuzz_target!(|file: &[u8]| {
    if let Ok(payloads) = read::payloads(file) {
        assert!(!payloads.is_empty());
    }
});
