//! Portraits and scans of paper: bytes kept as they came, looked at only far enough to know what they are.
//!
//! Decoding is the shell's business. What is declared in the header is bounded here, so that a small file cannot ask
//! a shell for gigabytes.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::labels::reasons;
use crate::language::Message;

/// The formats that are taken.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ImageFormat {
    /// JPEG (ITU-T T.81).
    Jpeg,
    /// PNG (W3C PNG third edition).
    Png,
    /// WebP (RFC 9649).
    Webp,
}

impl ImageFormat {
    /// The media type (RFC 2046, RFC 9649).
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
        }
    }
}

/// An image whose header was understood and is within bounds.
#[derive(Clone, Eq, PartialEq)]
pub struct Image {
    format: ImageFormat,
    width: u32,
    height: u32,
    bytes: Vec<u8>,
}

opaque_debug!(Image);

impl Image {
    /// Takes an image file; the bytes are kept as they are.
    ///
    /// # Errors
    /// [`ImageError`], when the file is too large, of no known format, cut off before its size, or declares a size out
    /// of bounds.
    pub fn parse(bytes: &[u8]) -> Result<Self, ImageError> {
        if bytes.len() > MAX_IMAGE_BYTES {
            return Err(ImageError::TooLarge);
        }
        let (format, size) = match bytes {
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', rest @ ..] => {
                (ImageFormat::Png, png_size(rest))
            }
            [0xFF, 0xD8, rest @ ..] => (ImageFormat::Jpeg, jpeg_size(rest)),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', rest @ ..] => {
                (ImageFormat::Webp, webp_size(rest))
            }
            _ => return Err(ImageError::UnknownFormat),
        };
        let (width, height) = size.ok_or(ImageError::Damaged)?;
        if width == 0 || height == 0 {
            return Err(ImageError::Damaged);
        }
        if width > MAX_IMAGE_SIDE || height > MAX_IMAGE_SIDE {
            return Err(ImageError::TooManyPixels);
        }
        Ok(Self { format, width, height, bytes: bytes.to_vec() })
    }

    /// Its format.
    #[must_use]
    pub fn format(&self) -> ImageFormat {
        self.format
    }

    /// Declared width in pixels.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Declared height in pixels.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.height
    }

    /// The file.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The file, taken out.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// Why an image was refused.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ImageError {
    /// More than [`MAX_IMAGE_BYTES`].
    #[error("the image is larger than 2 MiB")]
    TooLarge,
    /// Neither JPEG, PNG nor WebP.
    #[error("the file is neither JPEG, PNG nor WebP")]
    UnknownFormat,
    /// The header is cut off or says nothing of the size.
    #[error("the image is damaged")]
    Damaged,
    /// A side longer than [`MAX_IMAGE_SIDE`].
    #[error("the image has more than 8192 pixels on a side")]
    TooManyPixels,
}

impl ImageError {
    /// The reason in words.
    #[must_use]
    pub fn message(self) -> Message {
        match self {
            Self::Damaged => reasons::IMAGE_DAMAGED,
            Self::TooLarge => reasons::IMAGE_TOO_LARGE,
            Self::TooManyPixels => reasons::IMAGE_TOO_MANY_PIXELS,
            Self::UnknownFormat => reasons::IMAGE_UNKNOWN_FORMAT,
        }
    }
}

/// PNG §11.2.1: the first chunk is IHDR, 13 bytes long, and starts with width and height.
fn png_size(rest: &[u8]) -> Option<(u32, u32)> {
    let (chunk, rest) = rest.split_first_chunk::<8>()?;
    if chunk != &[0, 0, 0, 13, b'I', b'H', b'D', b'R'] {
        return None;
    }
    let (width, rest) = rest.split_first_chunk()?;
    let (height, _) = rest.split_first_chunk()?;
    Some((u32::from_be_bytes(*width), u32::from_be_bytes(*height)))
}

/// ITU-T T.81 §B.1.1.4 and §B.2.2: segments up to the first frame header, which holds height and width.
fn jpeg_size(mut rest: &[u8]) -> Option<(u32, u32)> {
    loop {
        let (marker, tail) = rest.split_first_chunk::<2>()?;
        let [0xFF, code] = *marker else { return None };
        rest = match code {
            // Fill bytes may stand before a marker.
            0xFF => rest.get(1..)?,
            // Markers without a segment.
            0x01 | 0xD0..=0xD7 => tail,
            // The image's data without a frame header before it, or its end.
            0xD8..=0xDA => return None,
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                let [_, _, _, h1, h0, w1, w0, ..] = *tail else { return None };
                let pair = |high, low| u32::from(u16::from_be_bytes([high, low]));
                return Some((pair(w1, w0), pair(h1, h0)));
            }
            _ => {
                let length = u16::from_be_bytes(*tail.first_chunk()?);
                if length < 2 {
                    return None;
                }
                tail.get(usize::from(length)..)?
            }
        };
    }
}

/// RFC 9649 §2.5 to §2.7: the first chunk is lossy (VP8), lossless (VP8L) or extended (VP8X).
fn webp_size(rest: &[u8]) -> Option<(u32, u32)> {
    let (name, rest) = rest.split_first_chunk::<4>()?;
    let body = rest.get(4..)?;
    match name {
        b"VP8 " => match *body {
            // RFC 6386 §9.1: frame tag, start code, then 14 bits of each side.
            [_, _, _, 0x9D, 0x01, 0x2A, w0, w1, h0, h1, ..] => {
                let side = |low, high| u32::from(u16::from_le_bytes([low, high]) & 0x3FFF);
                Some((side(w0, w1), side(h0, h1)))
            }
            _ => None,
        },
        b"VP8L" => match *body {
            [0x2F, a, b, c, d, ..] => {
                let bits = u32::from_le_bytes([a, b, c, d]);
                Some(((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1))
            }
            _ => None,
        },
        b"VP8X" => match *body {
            [_, _, _, _, w0, w1, w2, h0, h1, h2, ..] => {
                let side = |a, b, c| u32::from_le_bytes([a, b, c, 0]) + 1;
                Some((side(w0, w1, w2), side(h0, h1, h2)))
            }
            _ => None,
        },
        _ => None,
    }
}

/// The largest image file that is kept: 2 MiB.
pub const MAX_IMAGE_BYTES: usize = 2 * 1024 * 1024;

/// The longest side that a header may declare.
pub const MAX_IMAGE_SIDE: u32 = 8192;
