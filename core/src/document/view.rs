//! What a shell shows of a document: a card with ordered fields, its evidence and its expiry state.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::labels;
use super::term::ExpiryState;
use crate::language::{Language, Message};

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

impl Evidence {
    /// The words that stand on every card.
    #[must_use]
    pub fn message(self) -> Message {
        match self {
            Self::Typed => labels::EVIDENCE_TYPED,
            Self::Scanned => labels::EVIDENCE_SCANNED,
            Self::ChipVerified => labels::EVIDENCE_CHIP,
            Self::Issued => labels::EVIDENCE_ISSUED,
        }
    }
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

/// A message together with what fills its places.
#[derive(Clone, Eq, PartialEq)]
pub struct Notice {
    /// The words.
    pub message: Message,
    /// What fills each `{name}` of the words.
    pub values: Vec<(&'static str, String)>,
}

impl Notice {
    /// A message without places to fill.
    #[must_use]
    pub fn plain(message: Message) -> Self {
        Self { message, values: Vec::new() }
    }

    /// A message with one place to fill.
    #[must_use]
    pub fn with(message: Message, place: &'static str, value: impl Into<String>) -> Self {
        Self { message, values: Vec::from([(place, value.into())]) }
    }

    /// Fills one more place.
    #[must_use]
    pub fn and(mut self, place: &'static str, value: impl Into<String>) -> Self {
        self.values.push((place, value.into()));
        self
    }

    /// The text.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let values: Vec<(&str, &str)> =
            self.values.iter().map(|(place, value)| (*place, value.as_str())).collect();
        self.message.fill(language, &values)
    }
}

opaque_debug!(Notice, Wording, FieldView, CardView);

/// What stands beside a label.
#[derive(Clone, Eq, PartialEq)]
#[non_exhaustive]
pub enum Wording {
    /// The paper's own text, the same in every language: a name, a number, a date.
    Verbatim(String),
    /// Words of the product: "nam" / "male", "không thời hạn" / "no expiry".
    Words(Notice),
    /// Several in one field, separated by a comma.
    List(Vec<Wording>),
}

impl Wording {
    /// The text.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        match self {
            Self::Verbatim(text) => text.clone(),
            Self::Words(notice) => notice.text(language),
            Self::List(parts) => {
                let parts: Vec<String> = parts.iter().map(|part| part.text(language)).collect();
                parts.join(", ")
            }
        }
    }
}

impl From<String> for Wording {
    fn from(text: String) -> Self {
        Self::Verbatim(text)
    }
}

impl From<&str> for Wording {
    fn from(text: &str) -> Self {
        Self::Verbatim(String::from(text))
    }
}

impl From<Message> for Wording {
    fn from(message: Message) -> Self {
        Self::Words(Notice::plain(message))
    }
}

/// One fact of a document.
#[derive(Clone, Eq, PartialEq)]
pub struct FieldView {
    /// What it is.
    pub label: Message,
    /// As it is shown: dates `dd/mm/yyyy`, personal numbers grouped 3-3-6, choices in the reader's language.
    pub shown: Wording,
    /// As it is copied: without grouping.
    pub copied: String,
    /// How much room it deserves.
    pub prominence: Prominence,
}

impl FieldView {
    /// The value in one language.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        self.shown.text(language)
    }

    /// A name for the field that no language changes, for machine-readable output: `full_name`.
    #[must_use]
    pub fn key(&self) -> &'static str {
        labels::key(self.label)
    }
}

/// A document as a shell shows it.
#[derive(Clone, Eq, PartialEq)]
pub struct CardView {
    /// The document by name ("căn cước", "giấy phép lái xe").
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
    pub warnings: Vec<Notice>,
}
