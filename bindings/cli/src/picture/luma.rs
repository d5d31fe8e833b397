//! A picture in shades of grey, decoded from PNG or JPEG: all that a reader of codes looks at.

use std::io::Cursor;

use png::{ColorType, Decoder, Limits, Transformations};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::read::ReadError;

/// Grey pixels, 0 black to 255 white, row by row.
#[derive(Clone)]
pub(crate) struct Luma {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) pixels: Vec<u8>,
}

impl Luma {
    /// Decodes a PNG or JPEG; its size is checked before its pixels are.
    ///
    /// # Errors
    /// [`ReadError::NotAPicture`] for another or a broken format, [`ReadError::TooLarge`] over the limits.
    pub(crate) fn decode(file: &[u8]) -> Result<Self, ReadError> {
        if file.len() > MAX_FILE_BYTES {
            return Err(ReadError::TooLarge);
        }
        if file.starts_with(b"\x89PNG\r\n\x1a\n") {
            decode_png(file)
        } else if file.starts_with(b"\xff\xd8\xff") {
            decode_jpeg(file)
        } else {
            Err(ReadError::NotAPicture)
        }
    }

    /// The pixel at a place, or the nearest one of the edge.
    pub(crate) fn at(&self, x: usize, y: usize) -> u8 {
        let (x, y) = (x.min(self.width - 1), y.min(self.height - 1));
        self.pixels.get(y * self.width + x).copied().unwrap_or(u8::MAX)
    }

    /// Enlarged by a whole factor, the pixels between interpolated.
    pub(crate) fn enlarged(&self, factor: usize) -> Self {
        let (width, height) = (self.width * factor, self.height * factor);
        let mut pixels = Vec::with_capacity(width * height);
        // Counted in pixels of the result from the middle of the first pixel; `weight` of the next one.
        let place = |at: usize| {
            let from_middle = (2 * at + 1).saturating_sub(factor);
            (from_middle / (2 * factor), from_middle % (2 * factor))
        };
        let whole = 2 * factor;
        for y in 0..height {
            let (top, down) = place(y);
            for x in 0..width {
                let (left, right) = place(x);
                let upper = self.between(left, top, right, whole);
                let lower = self.between(left, top + 1, right, whole);
                pixels.push(weighted(upper, lower, down, whole));
            }
        }
        Self { width, height, pixels }
    }

    /// Half as wide and high; each pixel is the mean of four.
    pub(crate) fn halved(&self) -> Self {
        let (width, height) = (self.width.div_ceil(2), self.height.div_ceil(2));
        let pixels = (0..width * height)
            .map(|at| {
                let (x, y) = (at % width * 2, at / width * 2);
                mean(&[self.at(x, y), self.at(x + 1, y), self.at(x, y + 1), self.at(x + 1, y + 1)])
            })
            .collect();
        Self { width, height, pixels }
    }

    /// Each pixel the mean of the nine around it: takes away the noise of a sensor and of JPEG.
    pub(crate) fn smoothed(&self) -> Self {
        let pixels = (0..self.width * self.height)
            .map(|at| {
                let (x, y) = (at % self.width, at / self.width);
                let columns = [x.saturating_sub(1), x, x + 1];
                let rows = [y.saturating_sub(1), y, y + 1];
                mean(&rows.map(|y| mean(&columns.map(|x| self.at(x, y)))))
            })
            .collect();
        Self { pixels, ..*self }
    }

    fn between(&self, x: usize, y: usize, weight: usize, whole: usize) -> u8 {
        weighted(self.at(x, y), self.at(x + 1, y), weight, whole)
    }
}

fn decode_png(file: &[u8]) -> Result<Luma, ReadError> {
    let limits = Limits { bytes: MAX_PIXELS * 4 };
    let mut decoder = Decoder::new_with_limits(Cursor::new(file), limits);
    decoder.set_transformations(Transformations::normalize_to_color8());
    let header = decoder.read_header_info().map_err(|_| ReadError::NotAPicture)?;
    let (width, height) = checked_size(header.width, header.height)?;
    let mut reader = decoder.read_info().map_err(|_| ReadError::NotAPicture)?;
    let buffer_len = reader.output_buffer_size().ok_or(ReadError::TooLarge)?;
    let mut buffer = vec![0; buffer_len];
    let frame = reader.next_frame(&mut buffer).map_err(|_| ReadError::NotAPicture)?;
    let samples = match frame.color_type {
        ColorType::Grayscale => 1,
        ColorType::GrayscaleAlpha => 2,
        ColorType::Rgb => 3,
        ColorType::Rgba => 4,
        ColorType::Indexed => return Err(ReadError::NotAPicture),
    };
    let pixels = buffer.chunks_exact(samples).take(width * height).map(grey_on_white).collect();
    Ok(Luma { width, height, pixels })
}

fn decode_jpeg(file: &[u8]) -> Result<Luma, ReadError> {
    let options = DecoderOptions::default()
        .set_max_width(MAX_PIXELS / MIN_SIDE)
        .set_max_height(MAX_PIXELS / MIN_SIDE)
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(file), options);
    decoder.decode_headers().map_err(|_| ReadError::NotAPicture)?;
    let (width, height) = decoder.dimensions().ok_or(ReadError::NotAPicture)?;
    let (width, height) = checked_size(width, height)?;
    let buffer = decoder.decode().map_err(|_| ReadError::NotAPicture)?;
    let pixels = buffer.chunks_exact(3).take(width * height).map(grey_on_white).collect();
    Ok(Luma { width, height, pixels })
}

fn checked_size<N: TryInto<usize>>(width: N, height: N) -> Result<(usize, usize), ReadError> {
    let width = width.try_into().map_err(|_| ReadError::TooLarge)?;
    let height = height.try_into().map_err(|_| ReadError::TooLarge)?;
    match width.checked_mul(height) {
        Some(pixels) if pixels <= MAX_PIXELS && width > 0 && height > 0 => Ok((width, height)),
        Some(0) => Err(ReadError::NotAPicture),
        _ => Err(ReadError::TooLarge),
    }
}

/// The luma of one pixel of one to four samples (ITU-R BT.601); what is transparent shows white paper.
fn grey_on_white(samples: &[u8]) -> u8 {
    let luma = |red: u8, green: u8, blue: u8| weighted_sum(&[(red, 77), (green, 150), (blue, 29)]);
    match *samples {
        [grey] => grey,
        [grey, alpha] => weighted(u8::MAX, grey, alpha.into(), 255),
        [red, green, blue] => luma(red, green, blue),
        [red, green, blue, alpha] => weighted(u8::MAX, luma(red, green, blue), alpha.into(), 255),
        _ => u8::MAX,
    }
}

/// Parts of 256.
fn weighted_sum(parts: &[(u8, u32)]) -> u8 {
    let sum: u32 = parts.iter().map(|(value, weight)| u32::from(*value) * weight).sum();
    u8::try_from(sum / 256).unwrap_or(u8::MAX)
}

/// `weight` parts of `whole` of the second value, the rest of the first.
fn weighted(first: u8, second: u8, weight: usize, whole: usize) -> u8 {
    let sum = usize::from(first) * (whole - weight) + usize::from(second) * weight;
    u8::try_from(sum / whole).unwrap_or(u8::MAX)
}

fn mean(values: &[u8]) -> u8 {
    let sum: usize = values.iter().map(|value| usize::from(*value)).sum();
    u8::try_from(sum / values.len().max(1)).unwrap_or(u8::MAX)
}

/// A photograph of a phone has 12 million, a large one 50.
const MAX_PIXELS: usize = 64 << 20;
const MAX_FILE_BYTES: usize = 32 << 20;
/// A picture lower than this holds no code.
const MIN_SIDE: usize = 21;
