//! A symbol as a PNG: 1-bit greyscale, a whole number of pixels for each module, so no edge is ever blurred.

use core::num::NonZeroU8;

use alloc::vec;
use alloc::vec::Vec;

use super::Symbol;

impl Symbol {
    /// The picture's bytes, quiet zone included, with `module_px` pixels for each side of a module.
    ///
    /// A reader with a cheap camera wants at least 3.
    #[must_use]
    pub fn to_png(&self, module_px: NonZeroU8) -> Vec<u8> {
        let scale = usize::from(module_px.get());
        let side = self.framed_width() * scale;
        let mut rows = Vec::with_capacity(side.div_ceil(8) * side);
        for y in 0..self.framed_width() {
            let row = self.png_row(y, scale);
            for _ in 0..scale {
                rows.extend_from_slice(&row);
            }
        }
        encode(side, &rows)
    }

    fn png_row(&self, y: usize, scale: usize) -> Vec<u8> {
        let side = self.framed_width() * scale;
        // A set bit is white.
        let mut row = vec![0; side.div_ceil(8)];
        for x in (0..side).filter(|x| !self.framed_dark(x / scale, y)) {
            row[x / 8] |= 0x80 >> (x % 8);
        }
        row
    }
}

fn encode(side: usize, rows: &[u8]) -> Vec<u8> {
    let side = u32::try_from(side).expect("at most 185 modules of 255 pixels");
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    let mut writer = encoder.write_header().expect("a Vec takes all that is written");
    writer.write_image_data(rows).expect("as many rows and bytes as the header says");
    writer.finish().expect("a Vec takes all that is written");
    file
}

#[cfg(test)]
mod tests {
    use crate::qr::{Level, QUIET_ZONE};

    use super::*;

    #[test]
    fn every_pixel_is_the_module_under_it() {
        for scale in [1_u8, 3, 4, 7] {
            let symbol = Symbol::encode("Nguyễn Văn Mẫu", Level::Q).unwrap();
            let file = symbol.to_png(NonZeroU8::new(scale).unwrap());
            let mut decoder = png::Decoder::new(std::io::Cursor::new(file));
            decoder.set_transformations(png::Transformations::EXPAND);
            let mut reader = decoder.read_info().unwrap();
            let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
            let info = reader.next_frame(&mut pixels).unwrap();
            let side = symbol.framed_width() * usize::from(scale);
            assert_eq!((info.width as usize, info.height as usize), (side, side));
            for y in 0..side {
                for x in 0..side {
                    let module = |at: usize| (at / usize::from(scale)).wrapping_sub(QUIET_ZONE);
                    let dark = symbol.dark(module(x), module(y));
                    assert_eq!(pixels[y * side + x] == 0, dark);
                }
            }
        }
    }
}
