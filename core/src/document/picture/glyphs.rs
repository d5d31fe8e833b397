//! How wide Be Vietnam Pro's letters are, measured from the font's `hmtx` table in thousandths of the size.
//!
//! An SVG cannot ask how wide a text will be, and what fits must be known when it is written. Letters with marks are
//! taken as their base letter and a little more, never less than they are.

use unicode_normalization::UnicodeNormalization;

/// The weights that pictures use.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Weight {
    Regular,
    SemiBold,
    Bold,
}

impl Weight {
    /// As `font-weight` counts it.
    pub(super) fn number(self) -> u16 {
        match self {
            Self::Regular => 400,
            Self::SemiBold => 600,
            Self::Bold => 700,
        }
    }

    fn ascii_widths(self) -> &'static [u16; 95] {
        match self {
            Self::Regular => &REGULAR,
            Self::SemiBold => &SEMI_BOLD,
            Self::Bold => &BOLD,
        }
    }
}

/// The width of `text` at `size`, in the unit of `size`.
pub(super) fn width(text: &str, size: f64, weight: Weight) -> f64 {
    text.nfc().map(|letter| f64::from(letter_width(letter, weight))).sum::<f64>() * size / 1000.0
}

/// The width of one letter in thousandths of the size.
pub(super) fn letter_width(letter: char, weight: Weight) -> u16 {
    let mut parts = core::iter::once(letter).nfd();
    let base = parts.next().unwrap_or(letter);
    let marks = u16::try_from(parts.count()).unwrap_or(u16::MAX).min(2);
    let base_width = match base {
        'đ' => 690,
        'Đ' => 790,
        '\u{300}'..='\u{36f}' => 0,
        // What the font has no letter for is drawn by another one; em-wide if it is from the far east.
        _ if u32::from(base) >= 0x1100 => 1000,
        _ => ascii_index(base)
            .and_then(|index| weight.ascii_widths().get(index))
            .copied()
            .unwrap_or(900),
    };
    base_width + marks * MARK
}

fn ascii_index(letter: char) -> Option<usize> {
    usize::try_from(u32::from(letter)).ok()?.checked_sub(usize::from(b' '))
}

/// The most that one mark adds: `ụ` is 25 wider than `u`, `ự` 25 wider with two.
const MARK: u16 = 25;

// U+0020 to U+007E.
#[rustfmt::skip]
const REGULAR: [u16; 95] = [
    230, 280, 318, 807, 645, 849, 740, 179, 439, 439, 497, 608, 303, 608, 286, 503, 676, 385, 651,
    660, 710, 660, 680, 594, 634, 680, 286, 303, 556, 726, 556, 573, 1005, 736, 674, 775, 728, 620,
    633, 783, 709, 258, 465, 679, 624, 853, 732, 826, 644, 822, 668, 635, 650, 725, 706, 1005, 720,
    665, 660, 459, 485, 459, 559, 702, 202, 642, 652, 613, 652, 599, 386, 643, 583, 264, 274, 555,
    255, 893, 573, 642, 652, 652, 392, 508, 428, 566, 576, 870, 559, 583, 502, 426, 408, 426, 468,
];
// U+0020 to U+007E.
#[rustfmt::skip]
const SEMI_BOLD: [u16; 95] = [
    230, 320, 367, 833, 648, 863, 755, 208, 449, 449, 508, 637, 332, 607, 319, 528, 692, 415, 660,
    674, 716, 674, 693, 596, 656, 693, 319, 332, 568, 744, 568, 605, 1014, 758, 698, 778, 743, 634,
    640, 788, 725, 280, 482, 703, 637, 877, 743, 828, 667, 825, 697, 656, 674, 733, 732, 1039, 753,
    701, 664, 489, 515, 489, 594, 724, 260, 652, 662, 624, 662, 611, 401, 654, 600, 285, 292, 584,
    277, 895, 590, 652, 662, 662, 416, 527, 434, 581, 588, 879, 591, 592, 514, 462, 426, 462, 483,
];
// U+0020 to U+007E.
#[rustfmt::skip]
const BOLD: [u16; 95] = [
    230, 341, 391, 845, 649, 871, 763, 222, 453, 453, 513, 652, 346, 607, 335, 541, 700, 431, 664,
    680, 720, 682, 700, 598, 668, 700, 335, 346, 573, 752, 573, 621, 1018, 769, 709, 780, 751, 642,
    644, 790, 732, 290, 491, 716, 643, 888, 749, 828, 679, 826, 712, 666, 686, 738, 745, 1057, 769,
    718, 667, 504, 531, 504, 612, 736, 288, 658, 668, 629, 668, 618, 409, 659, 608, 296, 301, 599,
    288, 896, 598, 658, 668, 668, 429, 537, 438, 588, 594, 884, 608, 597, 521, 480, 434, 480, 490,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_never_makes_a_letter_narrower() {
        for (plain, marked) in [("Nguyen Thi Mau", "Nguyễn Thị Mẫu"), ("uoU", "ựợỮ")] {
            for weight in [Weight::Regular, Weight::SemiBold, Weight::Bold] {
                assert!(width(marked, 40.0, weight) > width(plain, 40.0, weight));
            }
        }
    }

    #[test]
    fn composed_and_decomposed_text_are_equally_wide() {
        let composed: String = "Đặng Thị Ửng".nfc().collect();
        let decomposed: String = composed.nfd().collect();
        assert_ne!(composed, decomposed);
        for weight in [Weight::Regular, Weight::Bold] {
            let difference = width(&composed, 100.0, weight) - width(&decomposed, 100.0, weight);
            assert!(difference.abs() < 1e-9);
        }
    }

    #[test]
    fn heavier_is_wider() {
        let text = "Chứng nhận đăng ký xe";
        assert!(width(text, 10.0, Weight::Regular) < width(text, 10.0, Weight::SemiBold));
        assert!(width(text, 10.0, Weight::SemiBold) < width(text, 10.0, Weight::Bold));
    }
}
