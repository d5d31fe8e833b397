//! Dates as papers carry them: a day, or only a year.

use alloc::format;
use alloc::string::String;
use core::fmt;
use core::str::FromStr;

use time::{Date, Month};

use super::field::FieldValue;
use super::guesses::Guesses;
use super::labels::reasons;
use crate::language::Message;

/// A date on a paper, with a year from 1800 to 2999. Older people's papers carry the year of birth alone.
#[derive(Clone, Copy, Eq, PartialEq)]
pub struct DocumentDate(Known);

#[derive(Clone, Copy, Eq, PartialEq)]
enum Known {
    Day(Date),
    Year(i32),
}

impl DocumentDate {
    /// A full date.
    ///
    /// # Errors
    /// [`DateError::OutOfRange`] for a year outside 1800 to 2999.
    pub fn from_day(day: Date) -> Result<Self, DateError> {
        plausible(day.year())?;
        Ok(Self(Known::Day(day)))
    }

    /// A year alone.
    ///
    /// # Errors
    /// [`DateError::OutOfRange`] for a year outside 1800 to 2999.
    pub fn from_year(year: i32) -> Result<Self, DateError> {
        plausible(year)?;
        Ok(Self(Known::Year(year)))
    }

    /// The day, when it is known.
    #[must_use]
    pub fn day(self) -> Option<Date> {
        match self.0 {
            Known::Day(day) => Some(day),
            Known::Year(_) => None,
        }
    }

    /// The year, which is always known.
    #[must_use]
    pub fn year(self) -> i32 {
        match self.0 {
            Known::Day(day) => day.year(),
            Known::Year(year) => year,
        }
    }

    /// The first day that it can mean.
    #[must_use]
    pub fn earliest(self) -> Date {
        match self.0 {
            Known::Day(day) => day,
            Known::Year(year) => calendar_day(year, 1, 1).unwrap_or(Date::MIN),
        }
    }

    /// The last day that it can mean.
    #[must_use]
    pub fn latest(self) -> Date {
        match self.0 {
            Known::Day(day) => day,
            Known::Year(year) => calendar_day(year, 12, 31).unwrap_or(Date::MAX),
        }
    }

    /// The same day `years` later: a birthday, the end of a term. 29 February becomes 28 February in a common year, so
    /// that a term never seems longer than it is.
    #[must_use]
    pub fn years_later(self, years: u8) -> Option<Self> {
        let year = self.year() + i32::from(years);
        match self.0 {
            Known::Year(_) => Self::from_year(year).ok(),
            Known::Day(day) => {
                let month = u8::from(day.month());
                let moved = calendar_day(year, month, day.day())
                    .or_else(|| calendar_day(year, month, day.day() - 1))?;
                Self::from_day(moved).ok()
            }
        }
    }

    /// As the citizen card's QR writes it: `ddmmyyyy`, or `yyyy`.
    #[must_use]
    pub fn compact(self) -> String {
        match self.0 {
            Known::Day(day) => {
                format!("{:02}{:02}{:04}", day.day(), u8::from(day.month()), day.year())
            }
            Known::Year(year) => format!("{year:04}"),
        }
    }
}

opaque_debug!(DocumentDate);
serde_as_text!(DocumentDate);

/// `dd/mm/yyyy`, or `yyyy`.
impl fmt::Display for DocumentDate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Known::Day(day) => {
                write!(out, "{:02}/{:02}/{:04}", day.day(), u8::from(day.month()), day.year())
            }
            Known::Year(year) => write!(out, "{year:04}"),
        }
    }
}

/// Reads `dd/mm/yyyy` (also with `-`, `.` or spaces, and without leading zeros), `ddmmyyyy`, `yyyy-mm-dd` and `yyyy`.
impl FromStr for DocumentDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let text = text.trim();
        if text.len() > LONGEST_DATE {
            return Err(DateError::Shape);
        }
        let mut parts = text.split(['/', '-', '.', ' ']);
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(run), None, None, None) if run.len() == 8 && run.is_ascii() => {
                let (day, rest) = run.split_at(2);
                let (month, year) = rest.split_at(2);
                Self::from_parts(day, month, year)
            }
            (Some(year), None, None, None) if year.len() == 4 => {
                Self::from_year(number(year).ok_or(DateError::Shape)?)
            }
            (Some(year), Some(month), Some(day), None) if year.len() == 4 => {
                Self::from_parts(day, month, year)
            }
            (Some(day), Some(month), Some(year), None) if year.len() == 4 => {
                Self::from_parts(day, month, year)
            }
            _ => Err(DateError::Shape),
        }
    }
}

impl DocumentDate {
    fn from_parts(day: &str, month: &str, year: &str) -> Result<Self, DateError> {
        if day.len() > 2 || month.len() > 2 {
            return Err(DateError::Shape);
        }
        let [day, month, year] = [number(day), number(month), number(year)];
        let (Some(day), Some(month), Some(year)) = (day, month, year) else {
            return Err(DateError::Shape);
        };
        // Both have at most two digits.
        let (day, month) = (u8::try_from(day), u8::try_from(month));
        let (Ok(day), Ok(month)) = (day, month) else { return Err(DateError::Shape) };
        Self::from_day(calendar_day(year, month, day).ok_or(DateError::NoSuchDay)?)
    }
}

impl FieldValue for DocumentDate {
    fn parse(text: &str) -> Result<Self, Message> {
        text.parse().map_err(|error| match error {
            DateError::Shape => reasons::DATE_SHAPE,
            DateError::NoSuchDay => reasons::NO_SUCH_DAY,
            DateError::OutOfRange => reasons::DATE_RANGE,
        })
    }

    fn form(&self) -> String {
        format!("{self}")
    }

    fn guess(&self, guesses: &mut Guesses) {
        guesses.date(*self);
    }
}

/// Why a text is not a date.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum DateError {
    /// None of the forms that are read.
    #[error("a date is written dd/mm/yyyy, or yyyy alone")]
    Shape,
    /// Not in the calendar.
    #[error("the calendar has no such day")]
    NoSuchDay,
    /// A slip of the pen: the year is not from 1800 to 2999.
    #[error("the year is not from 1800 to 2999")]
    OutOfRange,
}

fn plausible(year: i32) -> Result<(), DateError> {
    if (FIRST_YEAR..=LAST_YEAR).contains(&year) { Ok(()) } else { Err(DateError::OutOfRange) }
}

/// A day of the calendar, if there is such a day.
pub(crate) fn calendar_day(year: i32, month: u8, day: u8) -> Option<Date> {
    Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()
}

fn number(digits: &str) -> Option<i32> {
    let all_digits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if all_digits { digits.parse().ok() } else { None }
}

const FIRST_YEAR: i32 = 1800;
const LAST_YEAR: i32 = 2999;
const LONGEST_DATE: usize = 10;
