//! Opaque colours. Tints are computed instead of drawn with transparency, so that contrast can be computed too.

use core::fmt;

/// An sRGB colour.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Colour(u8, u8, u8);

impl Colour {
    /// From `0xRRGGBB`.
    pub(super) const fn hex(rgb: u32) -> Self {
        let [_, red, green, blue] = rgb.to_be_bytes();
        Self(red, green, blue)
    }

    /// `percent` of `other` stirred into this colour, in sRGB as a painter of screens would.
    pub(super) const fn mixed(self, other: Self, percent: u16) -> Self {
        Self(
            mixed_channel(self.0, other.0, percent),
            mixed_channel(self.1, other.1, percent),
            mixed_channel(self.2, other.2, percent),
        )
    }

    /// The contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio").
    #[cfg(test)]
    pub(super) fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    #[cfg(test)]
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }
}

impl fmt::Display for Colour {
    /// As SVG writes it: `#rrggbb`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a weighted mean of two bytes is a byte")]
const fn mixed_channel(from: u8, to: u8, percent: u16) -> u8 {
    let percent = if percent > 100 { 100 } else { percent };
    ((from as u16 * (100 - percent) + to as u16 * percent + 50) / 100) as u8
}

pub(super) const WHITE: Colour = Colour::hex(0xff_ffff);
pub(super) const BLACK: Colour = Colour::hex(0x00_0000);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_the_standard() {
        assert!((WHITE.contrast(BLACK) - 21.0).abs() < 1e-9);
        assert!((WHITE.contrast(WHITE) - 1.0).abs() < 1e-9);
        // The well-known lightest grey that passes on white.
        assert!(WHITE.contrast(Colour::hex(0x76_7676)) >= 4.5);
        assert!(WHITE.contrast(Colour::hex(0x77_7777)) < 4.5);
    }

    #[test]
    fn mixing_goes_from_one_colour_to_the_other() {
        assert_eq!(BLACK.mixed(WHITE, 0), BLACK);
        assert_eq!(BLACK.mixed(WHITE, 100), WHITE);
        assert_eq!(BLACK.mixed(WHITE, 50).to_string(), "#808080");
    }
}
