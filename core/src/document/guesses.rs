//! What someone who has seen a document would try first: as a passcode, or as the answer to a security question.
//!
//! The wallet refuses a passcode and answers that equal any of it.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::date::DocumentDate;

/// Collects guesses while the fields of a document are walked.
#[derive(Default)]
pub(crate) struct Guesses {
    numbers: BTreeSet<String>,
    texts: BTreeSet<String>,
}

impl Guesses {
    /// A date, in each order in which people type one with six digits.
    pub(crate) fn date(&mut self, date: DocumentDate) {
        let year = date.year();
        self.texts.insert(format!("{date}"));
        self.texts.insert(format!("{year}"));
        let Some(day) = date.day() else {
            // What a year alone is padded to.
            self.numbers.insert(format!("00{year}"));
            self.numbers.insert(format!("{year}00"));
            return;
        };
        let (day, month, short) = (day.day(), u8::from(day.month()), year.rem_euclid(100));
        let six_digits = [
            format!("{day:02}{month:02}{short:02}"),
            format!("{short:02}{month:02}{day:02}"),
            format!("{month:02}{day:02}{short:02}"),
            format!("{short:02}{day:02}{month:02}"),
            format!("{month:02}{year}"),
            format!("{year}{month:02}"),
            format!("{day:02}{year}"),
            format!("{year}{day:02}"),
            format!("{day}{month}{year}"),
            format!("{year}{month}{day}"),
        ];
        self.numbers.extend(six_digits.into_iter().filter(|guess| guess.len() == PASSCODE_DIGITS));
        self.texts.insert(date.compact());
    }

    /// A number: every run of six digits in it, read across letters and separators.
    pub(crate) fn number(&mut self, number: &str) {
        let digits: Vec<u8> = number.bytes().filter(u8::is_ascii_digit).collect();
        for window in digits.windows(PASSCODE_DIGITS) {
            self.numbers.insert(window.iter().map(|digit| char::from(*digit)).collect());
        }
        self.texts.insert(String::from(number));
    }

    /// A name, a place: the whole, its comma-separated parts with and without the kind of place, its words.
    pub(crate) fn text(&mut self, text: &str) {
        self.number_in_text(text);
        self.texts.insert(String::from(text));
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            self.texts.insert(String::from(part));
            for kind in KINDS_OF_PLACE {
                if let Some(name) = part.strip_prefix(kind) {
                    self.texts.insert(String::from(name.trim()));
                }
            }
            self.texts.extend(part.split_whitespace().map(String::from));
        }
    }

    /// Phone and house numbers stand in the middle of texts.
    fn number_in_text(&mut self, text: &str) {
        for word in text.split(|letter: char| letter.is_alphabetic() || letter == ',') {
            let digits: Vec<u8> = word.bytes().filter(u8::is_ascii_digit).collect();
            for window in digits.windows(PASSCODE_DIGITS) {
                self.numbers.insert(window.iter().map(|digit| char::from(*digit)).collect());
            }
        }
    }

    pub(crate) fn into_numbers(self) -> Vec<String> {
        self.numbers.into_iter().collect()
    }

    pub(crate) fn into_texts(self) -> Vec<String> {
        self.texts.into_iter().collect()
    }
}

const PASSCODE_DIGITS: usize = 6;

const KINDS_OF_PLACE: [&str; 14] = [
    "Tỉnh ",
    "Thành phố ",
    "TP. ",
    "TP ",
    "Quận ",
    "Huyện ",
    "Thị xã ",
    "Thị trấn ",
    "Phường ",
    "Xã ",
    "Đường ",
    "Phố ",
    "Thôn ",
    "Ấp ",
];
