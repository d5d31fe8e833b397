//! The records of the store, should someone ever have the keys to seal them.
#![no_main]

use vigiayto_core::document::{Holder, StoredDocument};
use vigiayto_fuzz::documents;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(record) = ciborium::from_reader::<StoredDocument, _>(bytes) {
        documents::check_stored(&record);
    }
    if let Ok(holder) = ciborium::from_reader::<Holder, _>(bytes) {
        let mut again = Vec::new();
        ciborium::into_writer(&holder, &mut again).expect("memory does not fail");
        assert!(ciborium::from_reader::<Holder, _>(&again[..]).ok() == Some(holder));
    }
});
