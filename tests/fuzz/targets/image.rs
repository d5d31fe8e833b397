//! A portrait or a scan, of whose header only the size is read.
#![no_main]

use vigiayto_core::document::{Image, MAX_IMAGE_SIDE};

libfuzzer_sys::fuzz_target!(|file: &[u8]| {
    if let Ok(image) = Image::parse(file) {
        assert!((1..=MAX_IMAGE_SIDE).contains(&image.width()));
        assert!((1..=MAX_IMAGE_SIDE).contains(&image.height()));
        assert!(image.into_bytes() == file);
    }
});
