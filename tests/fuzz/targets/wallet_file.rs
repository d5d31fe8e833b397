//! A database and a write-ahead log that someone edited, opened with the right root key.
#![no_main]

use vigiayto_fuzz::store::History;

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    History::get().open_edited(input);
});
