//! What the QR codes in a picture say, byte for byte.
//!
//! The reader is `rqrr`, which gives a payload's bytes as they are in the code: no character set is guessed. What its
//! finder misses at first it often sees in another view of the same picture, so several are tried.

use rqrr::PreparedImage;

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
        .map(|view| codes_in(&view))
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
    Quartered,
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
            Self::Quartered => large_enough.then(|| picture.halved().halved()),
        }
    }
}

fn codes_in(view: &Luma) -> Vec<Vec<u8>> {
    let mut image =
        PreparedImage::prepare_from_greyscale(view.width, view.height, |x, y| view.at(x, y));
    let mut found: Vec<Vec<u8>> = Vec::new();
    for grid in image.detect_grids() {
        let mut payload = Vec::new();
        if grid.decode_to(&mut payload).is_ok() && !found.contains(&payload) {
            found.push(payload);
        }
    }
    found
}

/// The cheap and likely ones first.
const VIEWS: [View; 9] = [
    View::AsItIs,
    View::Enlarged(2),
    View::Smoothed,
    View::Halved,
    View::Enlarged(3),
    View::SmoothedAndEnlarged(2),
    View::Quartered,
    View::Enlarged(4),
    View::SmoothedAndEnlarged(4),
];
/// Version 1 at one pixel a module.
const SMALLEST_CODE_PX: usize = 21;
const WORTH_HALVING_PX: usize = 400;
const MAX_VIEW_PIXELS: usize = 32 << 20;
