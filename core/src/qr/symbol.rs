//! The modules of one QR code, and the search for the smallest one that holds a payload.

use core::fmt;

use alloc::vec::Vec;

use qrcode::bits::Bits;
use qrcode::canvas::Canvas;
use qrcode::types::Version;
use qrcode::{Color, EcLevel, ec};

use super::mask;
use super::segments::{self, VersionBand};

/// How much of a symbol may be damaged and still be read (ISO/IEC 18004 §6.5.1).
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Level {
    /// About 7 % of the codewords; for long payloads on a clean screen.
    L,
    /// About 15 %; the choice for screens.
    M,
    /// About 25 %; for print.
    Q,
    /// About 30 %.
    H,
}

impl Level {
    /// Every level, the weakest first.
    pub const ALL: [Self; 4] = [Self::L, Self::M, Self::Q, Self::H];

    fn in_crate(self) -> EcLevel {
        match self {
            Self::L => EcLevel::L,
            Self::M => EcLevel::M,
            Self::Q => EcLevel::Q,
            Self::H => EcLevel::H,
        }
    }
}

/// Why a payload has no symbol.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum QrError {
    /// The caller's payload is longer than version 40 holds at the chosen level.
    #[error("{byte_len} bytes are more than the largest symbol of this level holds")]
    TooLong {
        /// The payload's length in bytes.
        byte_len: usize,
    },
}

/// A QR code: a square of dark and light modules.
#[derive(Clone, Eq, PartialEq)]
pub struct Symbol {
    modules: Vec<Color>,
    width: usize,
    version: u8,
    level: Level,
}

impl Symbol {
    /// The smallest symbol of `level` that holds `payload`.
    ///
    /// Bytes that are not digits or the 45 characters of alphanumeric mode go in byte mode, as they are and without
    /// an ECI designator: that is how the papers' own codes are made, and what the readers at counters expect.
    ///
    /// # Errors
    /// [`QrError::TooLong`] when even version 40 is too small.
    pub fn encode(payload: impl AsRef<[u8]>, level: Level) -> Result<Self, QrError> {
        let payload = payload.as_ref();
        smallest_bits(payload, level)
            .and_then(|(bits, version)| Self::draw(bits, version, level))
            .ok_or(QrError::TooLong { byte_len: payload.len() })
    }

    fn draw(bits: Bits, version: u8, level: Level) -> Option<Self> {
        let (in_crate, width) = (bits.version(), 17 + 4 * version);
        let (data, correction) =
            ec::construct_codewords(&bits.into_bytes(), in_crate, level.in_crate()).ok()?;
        let mut canvas = Canvas::new(in_crate, level.in_crate());
        canvas.draw_all_functional_patterns();
        canvas.draw_data(&data, &correction);
        mask::apply_cheapest(&mut canvas, width, level.in_crate());
        Some(Self { modules: canvas.into_colors(), width: width.into(), version, level })
    }

    /// Modules in a row, without the quiet zone.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Modules in a row, with the quiet zone on both sides.
    #[must_use]
    pub fn framed_width(&self) -> usize {
        self.width + 2 * QUIET_ZONE
    }

    /// 1 to 40; the width is 17 + 4 × version.
    #[must_use]
    pub fn version(&self) -> u8 {
        self.version
    }

    /// The level that was asked for.
    #[must_use]
    pub fn level(&self) -> Level {
        self.level
    }

    /// Whether the module in column `x` of row `y` is dark, counted from the upper left without the quiet zone.
    /// Everything outside the symbol is light.
    #[must_use]
    pub fn dark(&self, x: usize, y: usize) -> bool {
        x < self.width
            && y < self.width
            && self.modules.get(y * self.width + x).is_some_and(|module| *module == Color::Dark)
    }

    /// As [`Self::dark`], counted from the upper left corner of the quiet zone.
    pub(super) fn framed_dark(&self, x: usize, y: usize) -> bool {
        match (x.checked_sub(QUIET_ZONE), y.checked_sub(QUIET_ZONE)) {
            (Some(x), Some(y)) => self.dark(x, y),
            _ => false,
        }
    }
}

impl fmt::Debug for Symbol {
    /// Without the modules: they are the payload.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Symbol(version {}, level {:?})", self.version, self.level)
    }
}

/// The payload as codeword bits in the first version that they fit.
fn smallest_bits(payload: &[u8], level: Level) -> Option<(Bits, u8)> {
    for band in VersionBand::ALL {
        let segments = segments::shortest(payload, band);
        let bit_len = segments::bit_len(&segments, band);
        for version in band.versions() {
            let mut bits = Bits::new(Version::Normal(version.into()));
            if bits.max_len(level.in_crate()).is_ok_and(|capacity| bit_len <= capacity) {
                bits.push_segments(payload, segments.into_iter()).ok()?;
                bits.push_terminator(level.in_crate()).ok()?;
                return Some((bits, version));
            }
        }
    }
    None
}

/// Light modules that must surround a symbol (ISO/IEC 18004 §5.3.8).
pub const QUIET_ZONE: usize = 4;

#[cfg(test)]
mod tests {
    use alloc::vec;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn known_capacities_are_met_exactly() {
        // ISO/IEC 18004 table 7: (payload of one mode, level, version that is just full).
        for (payload, level, version) in [
            (vec![b'7'; 41], Level::L, 1),
            (vec![b'A'; 20], Level::M, 1),
            (vec![b'a'; 11], Level::Q, 1),
            (vec![b'a'; 230], Level::L, 9),
            (vec![b'A'; 335], Level::L, 9),
            (vec![b'7'; 7089], Level::L, 40),
            (vec![b'A'; 4296], Level::L, 40),
            (vec![b'a'; 2953], Level::L, 40),
            (vec![b'a'; 1273], Level::H, 40),
        ] {
            let full = Symbol::encode(&payload, level).unwrap();
            assert_eq!((full.version(), full.level()), (version, level));
            assert_eq!(full.width(), 17 + 4 * usize::from(version));
            let mut longer = payload.clone();
            longer.push(payload[0]);
            match Symbol::encode(&longer, level) {
                Ok(next) => assert_eq!(next.version(), version + 1),
                Err(QrError::TooLong { byte_len }) => {
                    assert_eq!((byte_len, version), (longer.len(), 40));
                }
            }
        }
    }

    #[test]
    fn every_symbol_has_its_three_finders_and_its_timing() {
        for version_bytes in [0, 10, 100, 500, 1200] {
            let symbol = Symbol::encode(vec![b'x'; version_bytes], Level::M).unwrap();
            let last = symbol.width() - 1;
            for (x, y) in [(0, 0), (last, 0), (0, last)] {
                assert!(symbol.dark(x, y));
            }
            for i in 8..symbol.width() - 8 {
                assert_eq!(symbol.dark(i, 6), i % 2 == 0);
                assert_eq!(symbol.dark(6, i), i % 2 == 0);
            }
            assert!(!symbol.dark(symbol.width(), 0) && !symbol.dark(0, symbol.width()));
            assert!(!symbol.framed_dark(0, 0) && symbol.framed_dark(QUIET_ZONE, QUIET_ZONE));
        }
    }

    #[test]
    fn a_symbol_does_not_print_its_payload() {
        let symbol = Symbol::encode("000000000001", Level::M).unwrap();
        assert_eq!(alloc::format!("{symbol:?}"), "Symbol(version 1, level M)");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn any_bytes_are_encoded_or_refused(payload in prop::collection::vec(any::<u8>(), 0..3200)) {
            for level in Level::ALL {
                match Symbol::encode(&payload, level) {
                    Ok(symbol) => prop_assert_eq!(symbol.width(), 17 + 4 * usize::from(symbol.version())),
                    Err(QrError::TooLong { byte_len }) => prop_assert_eq!(byte_len, payload.len()),
                }
            }
        }
    }
}
