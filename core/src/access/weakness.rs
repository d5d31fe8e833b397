//! Passcodes that are refused because they are guessed first: about a tenth of the space, by rule and without a table.
//!
//! Markert et al., *This PIN Can Be Easily Guessed* (2020): short block lists change little; one of about 10 % of the space
//! is the best balance. In Vietnam birth dates and lucky pairs come first.

use alloc::string::String;

use crate::access::passcode::Passcode;
use crate::language::Message;

/// Why a passcode is too easy to guess.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Weakness {
    /// It reads as a date, or as a month and year.
    Date,
    /// Three lucky pairs: 68, 86, 39, 79, 88, 99.
    LuckyPairs,
    /// It stands in a number of the user's own documents.
    OwnNumber,
    /// Doubled digits in a row, or a line on the keypad.
    Pattern,
    /// Few digits that come again, or the same forwards and backwards.
    Repeats,
    /// Digits that go up or down by the same step.
    Run,
}

impl Weakness {
    /// The reason in words, for the user.
    #[must_use]
    pub fn message(self) -> Message {
        match self {
            Self::Date => DATE,
            Self::LuckyPairs => LUCKY_PAIRS,
            Self::OwnNumber => OWN_NUMBER,
            Self::Pattern => PATTERN,
            Self::Repeats => REPEATS,
            Self::Run => RUN,
        }
    }
}

/// Why `passcode` is too easy to guess, if it is. `own_numbers` are digit strings from the user's documents: the passcode may
/// stand in none of them.
#[must_use]
pub fn weakness_of(passcode: &Passcode, own_numbers: &[String]) -> Option<Weakness> {
    let digits = passcode.digits();
    if let Some(weakness) = weakness_by_rule(digits) {
        return Some(weakness);
    }
    own_numbers
        .iter()
        .any(|number| {
            number
                .as_bytes()
                .windows(Passcode::LENGTH)
                .any(|window| window.iter().zip(digits).all(|(byte, digit)| *byte == digit + b'0'))
        })
        .then_some(Weakness::OwnNumber)
}

fn weakness_by_rule(d: &[u8; 6]) -> Option<Weakness> {
    if is_run(d) {
        Some(Weakness::Run)
    } else if is_repeat(d) {
        Some(Weakness::Repeats)
    } else if is_pattern(d) {
        Some(Weakness::Pattern)
    } else if is_three_lucky_pairs(d) {
        Some(Weakness::LuckyPairs)
    } else if is_date(d) {
        Some(Weakness::Date)
    } else {
        None
    }
}

/// The same step, other than none, from each digit to the next; past 9 comes 0.
fn is_run(d: &[u8; 6]) -> bool {
    let step = (d[1] + 10 - d[0]) % 10;
    step != 0 && d.windows(2).all(|pair| (pair[1] + 10 - pair[0]) % 10 == step)
}

fn is_repeat(d: &[u8; 6]) -> bool {
    let distinct = (0..10).filter(|digit| d.contains(digit)).count();
    let halves_alike = d[..3] == d[3..];
    let palindrome = d[0] == d[5] && d[1] == d[4] && d[2] == d[3];
    distinct <= 2 || halves_alike || palindrome
}

fn is_pattern(d: &[u8; 6]) -> bool {
    let doubled = d[0] == d[1] && d[2] == d[3] && d[4] == d[5];
    doubled || KEYPAD_LINES.contains(d)
}

fn is_three_lucky_pairs(d: &[u8; 6]) -> bool {
    d.chunks_exact(2).all(|pair| LUCKY.contains(&[pair[0], pair[1]]))
}

fn is_date(d: &[u8; 6]) -> bool {
    let two = |at: usize| u16::from(d[at]) * 10 + u16::from(d[at + 1]);
    let year_at = |at: usize| two(at) * 100 + two(at + 2);
    let (a, b, c) = (two(0), two(2), two(4));
    is_day_of_month(a, b)                                     // DDMMYY
        || is_day_of_month(c, b)                              // YYMMDD
        || is_day_of_month(b, a)                              // MMDDYY
        || (is_month(a) && is_likely_year(year_at(2)))        // MMYYYY
        || (is_month(c) && is_likely_year(year_at(0)))        // YYYYMM
        || (d[0] != 0 && d[1] != 0 && is_likely_year(year_at(2))) // D M YYYY
}

fn is_month(month: u16) -> bool {
    (1..=12).contains(&month)
}

fn is_day_of_month(day: u16, month: u16) -> bool {
    let last = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 29,
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        _ => return false,
    };
    (1..=last).contains(&day)
}

/// Years of birth, marriage and issue that people living today write down.
fn is_likely_year(year: u16) -> bool {
    (1930..=2029).contains(&year)
}

const LUCKY: [[u8; 2]; 6] = [[6, 8], [8, 6], [3, 9], [7, 9], [8, 8], [9, 9]];

/// Two columns or the two long diagonals of a telephone keypad, in either direction.
const KEYPAD_LINES: [[u8; 6]; 12] = [
    [1, 4, 7, 2, 5, 8],
    [1, 4, 7, 3, 6, 9],
    [2, 5, 8, 3, 6, 9],
    [2, 5, 8, 1, 4, 7],
    [3, 6, 9, 2, 5, 8],
    [3, 6, 9, 1, 4, 7],
    [7, 4, 1, 8, 5, 2],
    [7, 4, 1, 9, 6, 3],
    [9, 6, 3, 8, 5, 2],
    [1, 5, 9, 3, 5, 7],
    [1, 5, 9, 7, 5, 3],
    [3, 5, 7, 1, 5, 9],
];

const DATE: Message = Message {
    id: "passcode.weak.date",
    vi: "Dễ đoán quá: mã này giống ngày tháng.",
    en: "Too easy to guess: it reads as a date.",
};
const LUCKY_PAIRS: Message = Message {
    id: "passcode.weak.lucky_pairs",
    vi: "Dễ đoán quá: mã này toàn cặp số đẹp.",
    en: "Too easy to guess: it is made of lucky pairs.",
};
const OWN_NUMBER: Message = Message {
    id: "passcode.weak.own_number",
    vi: "Dễ đoán quá: mã này có trong giấy tờ của bạn.",
    en: "Too easy to guess: it stands in your own documents.",
};
const PATTERN: Message = Message {
    id: "passcode.weak.pattern",
    vi: "Dễ đoán quá: mã này là một hình quen trên bàn phím.",
    en: "Too easy to guess: it is a familiar pattern.",
};
const REPEATS: Message = Message {
    id: "passcode.weak.repeats",
    vi: "Dễ đoán quá: các số lặp lại.",
    en: "Too easy to guess: its digits repeat.",
};
const RUN: Message = Message {
    id: "passcode.weak.run",
    vi: "Dễ đoán quá: các số chạy đều.",
    en: "Too easy to guess: its digits run up or down.",
};

#[cfg(test)]
mod tests {
    use alloc::borrow::ToOwned;

    use super::*;
    use crate::access::passcode::tests::passcode;

    fn digits_of(mut code: u32) -> [u8; 6] {
        let mut digits = [0; 6];
        for digit in digits.iter_mut().rev() {
            *digit = u8::try_from(code % 10).unwrap();
            code /= 10;
        }
        digits
    }

    #[test]
    fn the_rules_refuse_about_a_tenth_of_all_codes() {
        let refused =
            (0..1_000_000).filter(|code| weakness_by_rule(&digits_of(*code)).is_some()).count();
        assert_eq!(refused, 97_963);
    }

    #[test]
    fn each_kind_of_weak_code_is_refused_with_its_reason() {
        for (code, weakness) in [
            ("123456", Weakness::Run),
            ("890123", Weakness::Run),
            ("975319", Weakness::Run),
            ("111111", Weakness::Repeats),
            ("000001", Weakness::Repeats),
            ("123123", Weakness::Repeats),
            ("478874", Weakness::Repeats),
            ("447733", Weakness::Pattern),
            ("147258", Weakness::Pattern),
            ("688679", Weakness::LuckyPairs),
            ("010190", Weakness::Date),
            ("900131", Weakness::Date),
            ("123190", Weakness::Date),
            ("071994", Weakness::Date),
            ("371994", Weakness::Date),
        ] {
            assert_eq!(weakness_of(&passcode(code), &[]), Some(weakness), "{code}");
        }
    }

    #[test]
    fn an_ordinary_code_passes() {
        assert_eq!(weakness_of(&passcode("274815"), &["001090004711".to_owned()]), None);
    }

    #[test]
    fn six_digits_of_an_own_number_are_refused_wherever_they_stand() {
        let own = ["000274815003".to_owned()];
        assert_eq!(weakness_of(&passcode("274815"), &own), Some(Weakness::OwnNumber));
        assert_eq!(weakness_of(&passcode("815003"), &own), Some(Weakness::OwnNumber));
        assert_eq!(weakness_of(&passcode("815004"), &own), None);
    }
}
