//! Images: known by their first bytes, bounded by what they declare, kept as they came.

use proptest::prelude::*;
use vigiayto_core::document::{Image, ImageError, ImageFormat, MAX_IMAGE_BYTES, MAX_IMAGE_SIDE};

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    file.extend(width.to_be_bytes());
    file.extend(height.to_be_bytes());
    file
}

fn jpeg(frame: u8, width: u16, height: u16) -> Vec<u8> {
    // An application segment and fill bytes before the frame header.
    let mut file = b"\xff\xd8\xff\xe0\0\x04ab\xff\xff".to_vec();
    file.extend([0xFF, frame, 0, 11, 8]);
    file.extend(height.to_be_bytes());
    file.extend(width.to_be_bytes());
    file.push(1);
    file
}

fn webp(chunk: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut file = b"RIFF\0\0\0\0WEBP".to_vec();
    file.extend(chunk);
    file.extend([0; 4]);
    file.extend(body);
    file
}

fn size(file: &[u8]) -> Result<(ImageFormat, u32, u32), ImageError> {
    Image::parse(file).map(|image| (image.format(), image.width(), image.height()))
}

#[test]
fn the_size_is_read_from_each_format() {
    assert_eq!(size(&png(300, 400)), Ok((ImageFormat::Png, 300, 400)));
    for frame in [0xC0, 0xC1, 0xC2, 0xCF] {
        assert_eq!(size(&jpeg(frame, 300, 400)), Ok((ImageFormat::Jpeg, 300, 400)));
    }
    let lossy = [0, 0, 0, 0x9D, 0x01, 0x2A, 0x2C, 0x01, 0x90, 0x41];
    assert_eq!(size(&webp(b"VP8 ", &lossy)), Ok((ImageFormat::Webp, 300, 400)));
    let bits: u32 = 299 | (399 << 14);
    let lossless = [&[0x2F][..], &bits.to_le_bytes()].concat();
    assert_eq!(size(&webp(b"VP8L", &lossless)), Ok((ImageFormat::Webp, 300, 400)));
    let extended = [0, 0, 0, 0, 0x2B, 0x01, 0, 0x8F, 0x01, 0];
    assert_eq!(size(&webp(b"VP8X", &extended)), Ok((ImageFormat::Webp, 300, 400)));
}

#[test]
fn a_real_encoders_file_is_taken_byte_for_byte() {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 3, 2);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().expect("memory does not fail");
    writer.write_image_data(&[0; 6]).expect("memory does not fail");
    drop(writer);
    let image = Image::parse(&file).expect("a picture");
    assert_eq!((image.width(), image.height()), (3, 2));
    assert_eq!(image.format().media_type(), "image/png");
    assert!(image.bytes() == file);
    assert!(image.into_bytes() == file);
}

#[test]
fn what_is_no_image_is_refused_with_the_reason() {
    assert_eq!(size(b""), Err(ImageError::UnknownFormat));
    assert_eq!(size(b"GIF89a"), Err(ImageError::UnknownFormat));
    assert_eq!(size(b"<svg xmlns=''/>"), Err(ImageError::UnknownFormat));
    assert_eq!(size(&png(0, 1)), Err(ImageError::Damaged));
    assert_eq!(size(&png(MAX_IMAGE_SIDE + 1, 1)), Err(ImageError::TooManyPixels));
    assert_eq!(size(&png(MAX_IMAGE_SIDE, MAX_IMAGE_SIDE)).map(|size| size.1), Ok(MAX_IMAGE_SIDE));
    assert_eq!(size(&jpeg(0xC4, 300, 400)), Err(ImageError::Damaged));
    assert_eq!(size(b"\xff\xd8\xff\xe0\0\x01"), Err(ImageError::Damaged));
    assert_eq!(size(b"\xff\xd8\xff\xda\0\x02"), Err(ImageError::Damaged));
    assert_eq!(size(&webp(b"ALPH", &[0; 20])), Err(ImageError::Damaged));
    for file in [png(300, 400), jpeg(0xC0, 300, 400), webp(b"VP8X", &[0; 10])] {
        assert!(Image::parse(&file).is_ok());
        for length in 2..file.len() {
            // The byte behind the size of a JPEG is the only one that is not needed.
            let enough = length + 1 == file.len() && file[0] == 0xFF;
            assert_eq!(Image::parse(&file[..length]).is_ok(), enough);
        }
    }
}

#[test]
fn a_file_over_two_mebibytes_is_refused() {
    let mut file = png(300, 400);
    file.resize(MAX_IMAGE_BYTES, 0);
    assert!(Image::parse(&file).is_ok());
    file.push(0);
    assert_eq!(size(&file), Err(ImageError::TooLarge));
}

proptest! {
    #[test]
    fn any_bytes_are_taken_without_panic(
        head in prop::sample::select(vec![png(1, 1), jpeg(0xE1, 1, 1), webp(b"VP8 ", &[])]),
        keep in 0..40_usize,
        tail in prop::collection::vec(any::<u8>(), 0..80),
    ) {
        let mut file = head;
        file.truncate(keep);
        file.extend(tail);
        if let Ok(image) = Image::parse(&file) {
            prop_assert!((1..=MAX_IMAGE_SIDE).contains(&image.width()));
            prop_assert!((1..=MAX_IMAGE_SIDE).contains(&image.height()));
        }
    }
}
