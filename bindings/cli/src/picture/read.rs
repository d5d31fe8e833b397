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
