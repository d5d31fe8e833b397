//! The number on a plate: kept without separators, shown as the plate shows it.

use alloc::format;
use alloc::string::String;
use core::fmt;

use unicode_normalization::UnicodeNormalization;

use crate::document::field::FieldValue;
use crate::document::guesses::Guesses;
use crate::document::labels::reasons;
use crate::document::view::Wording;
use crate::language::Message;

/// What a plate's form says about the vehicle (Thông tư 79/2024/TT-BCA and what came before it).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum PlateShape {
    /// `51A-123.45`, older `51A-1234`; two letters in special series: `51LD-123.45`.
    Car,
    /// `59-X1 123.45`, `59-AA 123.45`, `29-MĐ1 123.45`; older with four digits.
    Motorcycle,
    /// `T51-123.45`.
    Temporary,
    /// `80-123-NG-45`.
    Diplomatic,
    /// `TM-1234`.
    Military,
    /// None of these; shown as it was written.
    Other,
}

/// A plate's number: capital letters and digits, 4 to 12 of them.
#[derive(Clone, Eq, PartialEq)]
pub struct Plate {
    compact: String,
    shape: PlateShape,
}

impl Plate {
    /// Cleans and reads a plate.
    ///
    /// The separators count in one case: eight characters such as `59X11234` are a car with five digits, or a
    /// motorcycle with four, if a separator stands behind the fourth character and none behind the third.
    ///
    /// # Errors
    /// The reason, when it holds anything but letters, digits and separators, or is too short or too long.
    pub fn parse(text: &str) -> Result<Self, Message> {
        if text.len() > LONGEST_INPUT {
            return Err(reasons::PLATE_SHAPE);
        }
        let mut compact = String::new();
        let mut gaps = [false; LONGEST_PLATE + 1];
        let mut length = 0;
        for letter in text.nfkc().flat_map(char::to_uppercase) {
            match letter {
                'A'..='Z' | '0'..='9' => compact.push(letter),
                // Eth and African D look the same and occur in real text.
                'Đ' | 'Ð' | 'Ɖ' => compact.push('Đ'),
                '-' | '.' | ' ' | '_' | '–' | '—' | '\t' => {
                    gaps[length] = true;
                    continue;
                }
                _ => return Err(reasons::PLATE_SHAPE),
            }
            length += 1;
            if length > LONGEST_PLATE {
                return Err(reasons::PLATE_SHAPE);
            }
        }
        if length < SHORTEST_PLATE {
            return Err(reasons::PLATE_SHAPE);
        }
        let mut shape = shape_of(&compact);
        // A car's plate that is eight bytes long holds no Đ, so bytes and letters count the same.
        let fourth = compact.as_bytes().get(3).filter(|_| compact.len() == 8);
        if shape == PlateShape::Car && fourth.is_some_and(u8::is_ascii_digit) && gaps[4] && !gaps[3]
        {
            shape = PlateShape::Motorcycle;
        }
        Ok(Self { compact, shape })
    }

    /// Letters and digits only, as it is searched and copied.
    #[must_use]
    pub fn compact(&self) -> &str {
        &self.compact
    }

    /// What its form says about the vehicle.
    #[must_use]
    pub fn shape(&self) -> PlateShape {
        self.shape
    }
}

opaque_debug!(Plate);
serde_as_text!(Plate);

/// With the separators of the plate.
impl fmt::Display for Plate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let serial_length = match self.shape {
            PlateShape::Car | PlateShape::Motorcycle => serial_length(&self.compact, self.shape),
            PlateShape::Temporary => 5,
            PlateShape::Military => 4,
            PlateShape::Diplomatic => {
                let [local, country, group, serial] = cut(&self.compact, [2, 3, 2]);
                return write!(out, "{local}-{country}-{group}-{serial}");
            }
            PlateShape::Other => return out.write_str(&self.compact),
        };
        let letters = self.compact.chars().count();
        let [local, series, serial, _] = match self.shape {
            PlateShape::Motorcycle => {
                cut(&self.compact, [2, letters - 2 - serial_length, serial_length])
            }
            _ => cut(&self.compact, [0, letters - serial_length, serial_length]),
        };
        let separator = if self.shape == PlateShape::Motorcycle { " " } else { "-" };
        let between = if local.is_empty() { "" } else { "-" };
        write!(out, "{local}{between}{series}{separator}")?;
        match serial_length {
            5 => write!(out, "{}.{}", &serial[..3], &serial[3..]),
            _ => out.write_str(serial),
        }
    }
}

impl FieldValue for Plate {
    fn parse(text: &str) -> Result<Self, Message> {
        Self::parse(text)
    }

    /// With separators: they are what tells two of the shapes apart.
    fn form(&self) -> String {
        format!("{self}")
    }

    fn wording(&self) -> Wording {
        Wording::Verbatim(format!("{self}"))
    }

    fn copied(&self) -> String {
        self.compact.clone()
    }

    fn guess(&self, guesses: &mut Guesses) {
        guesses.number(&self.compact);
    }
}

/// The shape by letters and digits alone; where two fit, the car's.
fn shape_of(compact: &str) -> PlateShape {
    let pattern: String =
        compact.chars().map(|letter| if letter.is_ascii_digit() { '9' } else { 'A' }).collect();
    let series: String = compact.chars().skip(2).take(2).collect();
    match pattern.as_str() {
        "99A9999" | "99A99999" => PlateShape::Car,
        "99AA9999" | "99AA99999" if CAR_SERIES.contains(&series.as_str()) => PlateShape::Car,
        "99AA9999" | "99AA99999" | "99A999999" | "99AA999999" => PlateShape::Motorcycle,
        "A9999999" if compact.starts_with('T') => PlateShape::Temporary,
        "99999AA99" if DIPLOMATIC.contains(&&compact[5..7]) => PlateShape::Diplomatic,
        "AA9999" => PlateShape::Military,
        _ => PlateShape::Other,
    }
}

/// How many digits stand behind the series. The first digit behind a single letter is part of a motorcycle's series.
fn serial_length(compact: &str, shape: PlateShape) -> usize {
    let digits = compact.chars().rev().take_while(char::is_ascii_digit).count();
    let letters = compact.chars().count() - 2 - digits;
    match (shape, letters) {
        (PlateShape::Motorcycle, 1) => digits - 1,
        (PlateShape::Motorcycle, _) if digits == 6 => 5,
        _ => digits,
    }
}

/// Cuts off three parts of these lengths in letters; the fourth is the rest.
fn cut(text: &str, lengths: [usize; 3]) -> [&str; 4] {
    let mut rest = text;
    let [first, second, third] = lengths.map(|length| {
        let end = rest.char_indices().nth(length).map_or(rest.len(), |(at, _)| at);
        let (part, tail) = rest.split_at(end);
        rest = tail;
        part
    });
    [first, second, third, rest]
}

const SHORTEST_PLATE: usize = 4;
const LONGEST_PLATE: usize = 12;
const LONGEST_INPUT: usize = 64;

/// Two-letter series of cars and trailers: projects, rental abroad, foreign capital, trial, limited use.
const CAR_SERIES: [&str; 6] = ["DA", "KT", "LD", "TĐ", "HC", "MK"];

/// Diplomats, other foreigners, international organisations, consulates.
const DIPLOMATIC: [&str; 4] = ["NG", "NN", "QT", "CV"];
