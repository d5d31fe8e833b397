//! How long a document holds, and where it stands on a given day.

use alloc::format;
use alloc::string::String;

use time::Date;

use super::date::DocumentDate;
use super::field::FieldValue;
use super::guesses::Guesses;
use super::labels;
use super::text::search_key;
use super::view::{Notice, Wording};
use crate::language::Message;

/// How long a document holds.
#[derive(Clone, Copy, Eq, PartialEq)]
#[non_exhaustive]
pub enum Term {
    /// For ever: the document says so, or the law does.
    Unlimited,
    /// To the end of this day.
    Until(DocumentDate),
}

impl Term {
    /// The day after which it no longer holds.
    #[must_use]
    pub fn end(self) -> Option<DocumentDate> {
        match self {
            Self::Unlimited => None,
            Self::Until(date) => Some(date),
        }
    }
}

opaque_debug!(Term);
serde_as_text!(Term);

impl FieldValue for Term {
    fn parse(text: &str) -> Result<Self, Message> {
        let words = [labels::NO_EXPIRY.vi, labels::NO_EXPIRY.en, UNLIMITED];
        let typed = search_key(text);
        if words.iter().any(|word| search_key(word) == typed) {
            Ok(Self::Unlimited)
        } else {
            DocumentDate::parse(text).map(Self::Until)
        }
    }

    fn form(&self) -> String {
        match self {
            Self::Unlimited => String::from(UNLIMITED),
            Self::Until(date) => date.form(),
        }
    }

    fn wording(&self) -> Wording {
        match self {
            Self::Unlimited => labels::NO_EXPIRY.into(),
            Self::Until(date) => date.wording(),
        }
    }

    fn guess(&self, guesses: &mut Guesses) {
        if let Self::Until(date) = self {
            guesses.date(*date);
        }
    }
}

/// Whether a document is still valid on the day it is looked at.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ExpiryState {
    /// The document states no term.
    NoTerm,
    /// The wallet does not know the date.
    Unknown,
    /// Valid, and not about to end.
    Valid {
        /// Days left, counting today as 0.
        days_left: u32,
    },
    /// Ends within [`EXPIRES_SOON_DAYS`].
    ExpiresSoon {
        /// Days left, counting today as 0.
        days_left: u32,
    },
    /// Over.
    Expired {
        /// Days since the last valid day.
        days_ago: u32,
    },
}

impl ExpiryState {
    /// Where a document with this term stands on `today`; `None` is a term that the wallet does not know.
    ///
    /// A term that names only a year holds to the end of that year.
    #[must_use]
    pub fn on(term: Option<Term>, today: Date) -> Self {
        let last_day = match term {
            None => return Self::Unknown,
            Some(Term::Unlimited) => return Self::NoTerm,
            Some(Term::Until(date)) => date.latest(),
        };
        let days = last_day.to_julian_day() - today.to_julian_day();
        match u32::try_from(days) {
            Ok(days_left @ 0..=EXPIRES_SOON_DAYS) => Self::ExpiresSoon { days_left },
            Ok(days_left) => Self::Valid { days_left },
            Err(_) => Self::Expired { days_ago: days.unsigned_abs() },
        }
    }

    /// The words for the state.
    #[must_use]
    pub fn notice(self) -> Notice {
        match self {
            Self::NoTerm => Notice::plain(labels::NO_EXPIRY),
            Self::Unknown => Notice::plain(labels::EXPIRY_UNKNOWN),
            Self::Valid { .. } => Notice::plain(labels::STILL_VALID),
            Self::ExpiresSoon { days_left: 0 } => Notice::plain(labels::LAST_DAY),
            Self::ExpiresSoon { days_left } => {
                Notice::with(labels::EXPIRES_SOON, "days", format!("{days_left}"))
            }
            Self::Expired { .. } => Notice::plain(labels::EXPIRED),
        }
    }
}

/// How many days before its end a document says so.
pub const EXPIRES_SOON_DAYS: u32 = 30;

const UNLIMITED: &str = "unlimited";
