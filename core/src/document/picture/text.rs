//! Making words fit: smaller, on two lines, and only then cut with an ellipsis.

use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use unicode_normalization::UnicodeNormalization;

use super::glyphs::{self, Weight};
use super::svg::{FIGURE_CELL, is_figure};

/// Words that fit the room they were given.
#[derive(Debug, PartialEq)]
pub(super) struct Fitted {
    pub(super) lines: Vec<String>,
    pub(super) size: f64,
}

impl Fitted {
    /// The height of all lines.
    pub(super) fn height(&self) -> f64 {
        self.lines.iter().map(|_| line_height(self.size)).sum()
    }
}

/// On how many lines words may run.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Lines {
    One,
    Two,
}

/// The first of `choices` (on how many lines, at what size) in which `text` is no wider than `room`; the last one, cut, if it fits in none.
pub(super) fn fit(text: &str, weight: Weight, room: f64, choices: &[(Lines, f64)]) -> Fitted {
    let text = one_spaced(text);
    let mut cut = Fitted { lines: Vec::new(), size: 0.0 };
    for &(lines, size) in choices {
        let candidate = match lines {
            Lines::One => vec![text.clone()],
            Lines::Two => balanced(&text, weight),
        };
        if candidate.iter().all(|line| width(line, size, weight) <= room) {
            return Fitted { lines: candidate, size };
        }
        cut = Fitted { lines: candidate, size };
    }
    for line in &mut cut.lines {
        *line = shortened(line, weight, cut.size, room);
    }
    cut
}

/// The width of a line as it will be drawn, figures in columns.
pub(super) fn width(line: &str, size: f64, weight: Weight) -> f64 {
    if !is_figure(line) {
        return glyphs::width(line, size, weight);
    }
    let cell = |letter: char| {
        if letter.is_ascii_digit() { FIGURE_CELL } else { glyphs::letter_width(letter, weight) }
    };
    line.chars().map(|letter| f64::from(cell(letter))).sum::<f64>() * size / 1000.0
}

/// From one baseline to the next. In bold, the marks stacked on `Ẳ` reach up 1.22 and the dot under `ệ` down 0.25: at
/// 1.4 they would touch.
pub(super) fn line_height(size: f64) -> f64 {
    size * 1.48
}

/// From the top of a line's room to its baseline.
pub(super) fn ascent(size: f64) -> f64 {
    size * 1.1
}

/// With its first letter large, as a sentence begins.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// On two lines, broken where the longer one is shortest; a break after a comma counts as a tenth shorter.
fn balanced(text: &str, weight: Weight) -> Vec<String> {
    let cost = |at: usize| {
        let (first, second) = (text[..at].trim_end(), text[at..].trim_start());
        let longer = glyphs::width(first, 1.0, weight).max(glyphs::width(second, 1.0, weight));
        if first.ends_with(',') { longer * 0.9 } else { longer }
    };
    let best =
        text.match_indices(' ').map(|(at, _)| at).min_by(|a, b| cost(*a).total_cmp(&cost(*b)));
    match best {
        Some(at) => vec![text[..at].trim_end().to_string(), text[at..].trim_start().to_string()],
        None => vec![text.to_string()],
    }
}

/// Cut with an ellipsis. Text is composed (NFC), so a letter keeps its marks.
fn shortened(line: &str, weight: Weight, size: f64, room: f64) -> String {
    if width(line, size, weight) <= room {
        return line.to_string();
    }
    let mut best = String::from('…');
    let ends = line.char_indices().map(|(at, letter)| at + letter.len_utf8());
    for candidate in ends.map(|end| format!("{}…", line[..end].trim_end())) {
        if width(&candidate, size, weight) > room {
            break;
        }
        best = candidate;
    }
    best
}

fn one_spaced(text: &str) -> String {
    text.nfc().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const CHOICES: [(Lines, f64); 3] = [(Lines::One, 56.0), (Lines::Two, 48.0), (Lines::Two, 32.0)];

    #[test]
    fn a_short_name_stays_large_and_a_long_one_takes_two_even_lines() {
        let short = fit("Nguyễn Văn Mẫu", Weight::Bold, 516.0, &CHOICES);
        assert_eq!((short.lines.len(), short.size), (1, 56.0));
        let long = fit("Nguyễn Phước Hoàng Bảo Thiên Kim", Weight::Bold, 516.0, &CHOICES);
        assert_eq!(long.lines, ["Nguyễn Phước", "Hoàng Bảo Thiên Kim"]);
    }

    #[test]
    fn what_fits_nowhere_says_that_it_goes_on() {
        let endless = fit(&"Nguyễn ".repeat(40), Weight::Bold, 516.0, &CHOICES);
        assert_eq!((endless.lines.len(), endless.size), (2, 32.0));
        assert!(endless.lines.iter().all(|line| line.ends_with('…')));
    }

    #[test]
    fn a_break_after_a_comma_is_preferred() {
        let words =
            fit("Quét từ bản giấy, chưa xác minh", Weight::SemiBold, 300.0, &[(Lines::Two, 26.0)]);
        assert_eq!(words.lines, ["Quét từ bản giấy,", "chưa xác minh"]);
    }

    #[test]
    fn a_sentence_begins_with_a_capital() {
        assert_eq!(capitalised("đọc từ chip"), "Đọc từ chip");
        assert_eq!(capitalised(""), "");
    }

    proptest! {
        #[test]
        fn nothing_is_wider_than_its_room(text in any::<String>(), room in 60.0..800.0_f64) {
            let fitted = fit(&text, Weight::Bold, room, &CHOICES);
            for line in &fitted.lines {
                prop_assert!(width(line, fitted.size, Weight::Bold) <= room);
            }
        }
    }
}
