//! What the QR codes in a picture say, byte for byte.
//!
//! The reader is `rxing`, the zxing-cpp reader in Rust: it finds small, tilted and blurred codes that other readers in
//! Rust miss, and gives a payload's bytes as they are in the code, before any guess of a character set. What it misses
//! at first it often sees in another view of the same picture, so several are tried.

use rxing::common::HybridBinarizer;
use rxing::multi::MultipleBarcodeReader as _;
use rxing::qrcode::cpp_port::QrReader;
use rxing::{BinaryBitmap, DecodeHints, Luma8LuminanceSource};

use super::luma::Luma;

/// Why a picture gave no payload.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum ReadError {
    /// The file is not a PNG or JPEG, or it is damaged.
    #[error("not a PNG or JPEG picture")]
    NotAPicture,
    /// The file is longer, or the picture has more pixels, than is read.
    #[error("the picture is too large")]
    TooLarge,
    /// A picture, but nothing in it could be read as a code.
    #[error("no QR code found in the picture")]
    NoCode,
}

/// The payloads of all codes in a PNG or JPEG, in the order they were found, each once. Never empty.
///
/// # Errors
/// See [`ReadError`].
pub(crate) fn payloads(file: &[u8]) -> Result<Vec<Vec<u8>>, ReadError> {
    let picture = Luma::decode(file)?;
    if picture.width.min(picture.height) < SMALLEST_CODE_PX {
        return Err(ReadError::NoCode);
    }
    VIEWS
        .iter()
        .filter_map(|view| view.of(&picture))
        .map(codes_in)
        .find(|found| !found.is_empty())
        .ok_or(ReadError::NoCode)
}

/// One way to look at a picture.
#[derive(Clone, Copy)]
enum View {
    AsItIs,
    Smoothed,
    Enlarged(usize),
    SmoothedAndEnlarged(usize),
    Halved,
}

impl View {
    /// `None` when it would be too large to be worth it, or too small.
    fn of(self, picture: &Luma) -> Option<Luma> {
        let pixels = picture.width * picture.height;
        let small_enough = |factor: usize| pixels * factor * factor <= MAX_VIEW_PIXELS;
        let large_enough = picture.width.min(picture.height) >= WORTH_HALVING_PX;
        match self {
            Self::AsItIs => Some(picture.clone()),
            Self::Smoothed => Some(picture.smoothed()),
            Self::Enlarged(factor) => small_enough(factor).then(|| picture.enlarged(factor)),
            Self::SmoothedAndEnlarged(factor) => {
                small_enough(factor).then(|| picture.smoothed().enlarged(factor))
            }
            Self::Halved => large_enough.then(|| picture.halved()),
        }
    }
}

fn codes_in(view: Luma) -> Vec<Vec<u8>> {
    let (Ok(width), Ok(height)) = (u32::try_from(view.width), u32::try_from(view.height)) else {
        return Vec::new();
    };
    let Ok(source) = Luma8LuminanceSource::new(view.pixels, width, height) else {
        return Vec::new();
    };
    let mut picture = BinaryBitmap::new(HybridBinarizer::new(source));
    let hints = DecodeHints { TryHarder: Some(true), ..DecodeHints::default() };
    let mut found: Vec<Vec<u8>> = Vec::new();
    let codes = QrReader.decode_multiple_with_hints(&mut picture, &hints).unwrap_or_default();
    for payload in codes.iter().map(|code| code.getRawBytes()) {
        if !found.iter().any(|known| known == payload) {
            found.push(payload.to_vec());
        }
    }
    found
}

/// The cheap and likely ones first.
const VIEWS: [View; 7] = [
    View::AsItIs,
    View::Enlarged(2),
    View::Halved,
    View::Smoothed,
    View::Enlarged(3),
    View::SmoothedAndEnlarged(2),
    View::Enlarged(4),
];
/// Version 1 at one pixel a module.
const SMALLEST_CODE_PX: usize = 21;
const WORTH_HALVING_PX: usize = 400;
const MAX_VIEW_PIXELS: usize = 32 << 20;

#[cfg(test)]
mod tests {
    use std::num::NonZeroU8;

    use vigiayto_core::qr::{Level, Symbol};

    use super::*;

    fn picture_of(payload: &[u8], module_px: u8) -> Vec<u8> {
        Symbol::encode(payload, Level::M).unwrap().to_png(NonZeroU8::new(module_px).unwrap())
    }

    fn file_of(picture: &Luma) -> Vec<u8> {
        let mut file = Vec::new();
        let side = |pixels: usize| u32::try_from(pixels).unwrap();
        let mut encoder = png::Encoder::new(&mut file, side(picture.width), side(picture.height));
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::Eight);
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&picture.pixels).unwrap();
        writer.finish().unwrap();
        file
    }

    /// Turned about its middle, on grey paper a half larger.
    fn turned(picture: &Luma, degrees: f64) -> Luma {
        let side = picture.width * 3 / 2;
        let (sine, cosine) = degrees.to_radians().sin_cos();
        let from_middle = |at: usize| at as f64 - side as f64 / 2.0;
        let within = |from_middle: f64, side: usize| {
            let place = from_middle + side as f64 / 2.0;
            (0..side).find(|at| (*at as f64..*at as f64 + 1.0).contains(&place))
        };
        let mut pixels = Vec::with_capacity(side * side);
        for y in (0..side).map(from_middle) {
            for x in (0..side).map(from_middle) {
                let from_x = within(x * cosine + y * sine, picture.width);
                let from_y = within(y * cosine - x * sine, picture.height);
                pixels.push(from_x.zip(from_y).map_or(200, |(x, y)| picture.at(x, y)));
            }
        }
        Luma { width: side, height: side, pixels }
    }

    #[test]
    fn any_bytes_come_back_as_they_were() {
        let every_byte: Vec<u8> = (0..=u8::MAX).collect();
        let mojibake = "Nguyễn Thị Mẫu".as_bytes()[..7].to_vec();
        for payload in [every_byte, mojibake, vec![0], b"000190000001".to_vec(), vec![b'x'; 2000]] {
            for module_px in [1, 2, 3, 4, 10] {
                let file = picture_of(&payload, module_px);
                assert_eq!(payloads(&file).as_ref(), Ok(&vec![payload.clone()]), "{module_px} px");
            }
        }
    }

    #[test]
    fn tilted_small_and_blurred_codes_are_found() {
        let payload = "0000000001|5472e1baa76e|05/09/2019|1|-|01 - 000|01/01/2025|-|$".repeat(4);
        let clean = Luma::decode(&picture_of(payload.as_bytes(), 4)).unwrap();
        let blurred = clean.smoothed().smoothed().smoothed();
        let views = [
            turned(&clean, 17.0),
            turned(&clean, 45.0),
            turned(&clean, 200.0),
            turned(&clean, 8.0).halved(),
            turned(&blurred, 5.0),
        ];
        for (at, view) in views.iter().enumerate() {
            let found = payloads(&file_of(view));
            assert_eq!(found, Ok(vec![payload.clone().into_bytes()]), "view {at}");
        }
    }

    #[test]
    fn a_photograph_as_a_phone_saves_it_is_read() {
        let expected = "000190000001|000000001|Nguyễn Thị Mẫu|01021990|Nữ|\
                        Số 1 Phố Mẫu, Phường Mẫu, Ba Đình, Hà Nội|15042021";
        assert_eq!(payloads(PHOTOGRAPH), Ok(vec![expected.as_bytes().to_vec()]));
    }

    #[test]
    fn all_codes_of_one_picture_are_read() {
        let one = Luma::decode(&picture_of(b"one", 5)).unwrap();
        let two = Luma::decode(&picture_of(b"two", 5)).unwrap();
        let width = one.width * 2;
        let pixels = (0..width * one.height)
            .map(|at| match at % width {
                x if x < one.width => one.at(x, at / width),
                x => two.at(x - one.width, at / width),
            })
            .collect();
        let mut found = payloads(&file_of(&Luma { width, height: one.height, pixels })).unwrap();
        found.sort();
        assert_eq!(found, [b"one", b"two"]);
    }

    #[test]
    fn each_refusal_says_why() {
        let blank = Luma { width: 50, height: 50, pixels: vec![255; 2500] };
        let dot = Luma { width: 1, height: 1, pixels: vec![0] };
        for (file, why) in [
            (Vec::new(), ReadError::NotAPicture),
            (b"GIF89a".to_vec(), ReadError::NotAPicture),
            (b"\x89PNG\r\n\x1a\n".to_vec(), ReadError::NotAPicture),
            (b"\xff\xd8\xff\xe0".to_vec(), ReadError::NotAPicture),
            (vec![0; (32 << 20) + 1], ReadError::TooLarge),
            (png_header(60_000, 60_000), ReadError::TooLarge),
            (file_of(&blank), ReadError::NoCode),
            (file_of(&dot), ReadError::NoCode),
        ] {
            assert_eq!(payloads(&file), Err(why));
        }
    }

    #[test]
    fn a_damaged_file_is_refused_or_read_and_never_a_panic() {
        let drawn = picture_of(b"000190000001", 1);
        for file in [drawn.as_slice(), PHOTOGRAPH] {
            let step = file.len() / 12 + 1;
            for at in (0..file.len()).step_by(step) {
                let _ = payloads(&file[..at]);
                let mut flipped = file.to_vec();
                flipped[at] ^= 0x55;
                if let Ok(found) = payloads(&flipped) {
                    assert!(!found.is_empty());
                }
            }
        }
    }

    /// As far as the size that it claims; the checksum is right.
    fn png_header(width: u32, height: u32) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, width, height);
        encoder.set_color(png::ColorType::Grayscale);
        drop(encoder.write_header().unwrap());
        file
    }

    /// Synthetic: a rendered code, tilted, unevenly lit, noisy and blurred, saved at quality 55.
    const PHOTOGRAPH: &[u8] = include_bytes!("samples/photo-of-a-card.jpg");
}
