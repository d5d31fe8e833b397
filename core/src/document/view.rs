//! What a shell shows of a document: a card with ordered fields, its evidence and its expiry state.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::language::Message;

/// Where a document's facts come from. It is part of every card and never blurred.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Evidence {
    /// Entered by hand.
    Typed,
    /// Read from the printed QR on the paper; anyone can print one.
    Scanned,
    /// Read from the card's chip, passive authentication held (ICAO Doc 9303-11).
    ChipVerified,
    /// Signed by an authority and bound to this phone's key.
    Issued,
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
    /// Ends soon.
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

/// How much room a field deserves.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Prominence {
    /// One of the two or three facts on the card's face.
    Face,
    /// Shown when the card is opened.
    Detail,
    /// A slot of the paper's QR whose meaning is not known; kept and shown as "additional".
    Additional,
}

/// One fact of a document.
#[derive(Clone, Eq, PartialEq)]
pub struct FieldView {
    /// What it is.
    pub label: Message,
    /// As it is shown: dates `dd/mm/yyyy`, personal numbers grouped 3-3-6.
    pub shown: String,
    /// As it is copied: without grouping.
    pub copied: String,
    /// How much room it deserves.
    pub prominence: Prominence,
}

/// A document as a shell shows it.
#[derive(Clone, Eq, PartialEq)]
pub struct CardView {
    /// The document's kind by name ("căn cước", "giấy phép lái xe").
    pub title: Message,
    /// The kind's stable code, which also chooses the card's hue: `citizen_card`, `driver_licence`, …
    pub kind: &'static str,
    /// What stands largest: a person's name, or a plate.
    pub headline: String,
    /// The dependant's name, when the document is not the owner's.
    pub dependant: Option<String>,
    /// Facts in the order they are shown.
    pub fields: Vec<FieldView>,
    /// Where the facts come from.
    pub evidence: Evidence,
    /// Whether it is still valid.
    pub expiry: ExpiryState,
    /// What does not fit together, in words for the owner.
    pub warnings: Vec<String>,
}
