//! Documents typed by hand, as a TOML file: one `key = "value"` for each field, under the keys of the labels.
//!
//! ```toml
//! kind = "citizen_card"
//! personal_number = "000190000001"
//! full_name = "Nguyễn Văn Mẫu"
//! birth_date = "01/01/1990"
//! sex = "nam"
//! ```
//!
//! Values are text; bare numbers and dates of TOML are read as their text, an array as its items joined by `;`. An
//! empty value is the same as no value. Choices are written by code or by word, in either language, with or without
//! tone marks. [`example`] has a complete form of every kind.

mod draft;
mod reader;

use alloc::string::String;
use alloc::vec::Vec;

use toml::de::{DeTable, DeValue};

pub use self::draft::Draft;
pub use self::reader::FieldProblem;
pub(crate) use self::reader::Reader;
use super::kind::{Document, DocumentKind, KIND_KEY};
use super::labels;
use super::labels::reasons;
use crate::language::Message;

impl Document {
    /// Reads a form.
    ///
    /// # Errors
    /// [`FormError`]: not TOML, no known kind, or fields that cannot be used, each named with the reason.
    pub fn from_form(form: &str) -> Result<Self, FormError> {
        let (kind, draft) = read_form(form)?;
        match Self::from_draft(kind, &draft) {
            (Some(document), problems) if problems.is_empty() => Ok(document),
            (_, problems) => Err(FormError::Fields(problems)),
        }
    }

    /// Writes a form that reads back as this document, each field under a comment with its label.
    #[must_use]
    pub fn to_form(&self) -> String {
        let labels = labels_of(self.kind());
        self.to_draft().to_form(self.kind(), &labels)
    }
}

/// A complete form of this kind, of a person who does not exist.
#[must_use]
pub fn example(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::CitizenCard => include_str!("examples/citizen_card.toml"),
        DocumentKind::DriverLicence => include_str!("examples/driver_licence.toml"),
        DocumentKind::VehicleRegistration => include_str!("examples/vehicle_registration.toml"),
        DocumentKind::NumberPlate => include_str!("examples/number_plate.toml"),
        DocumentKind::HealthInsurance => include_str!("examples/health_insurance.toml"),
        DocumentKind::SocialInsurance => include_str!("examples/social_insurance.toml"),
        DocumentKind::ForeignerDocument => include_str!("examples/foreigner_document.toml"),
        DocumentKind::BirthCertificate => include_str!("examples/birth_certificate.toml"),
    }
}

/// An empty form of this kind, each field under a comment with its label.
#[must_use]
pub fn blank(kind: DocumentKind) -> String {
    let labels = labels_of(kind);
    let mut draft = Draft::default();
    for label in &labels {
        draft.set(*label, "");
    }
    draft.to_form(kind, &labels)
}

/// The fields of a kind, in the order of its form.
#[must_use]
pub fn labels_of(kind: DocumentKind) -> Vec<Message> {
    let nothing = Draft::default();
    let mut reader = Reader::new(&nothing);
    // Reading nothing asks for every field.
    let _ = Document::read(kind, &mut reader);
    reader.into_labels()
}

/// Why a form was refused.
#[derive(Clone, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum FormError {
    /// Larger than [`MAX_FORM_BYTES`].
    #[error("the form is too large")]
    TooLarge,
    /// Not TOML, from this line on (the first is 1).
    #[error("line {line} of the form is not TOML")]
    NotToml {
        /// The line.
        line: usize,
    },
    /// `kind` is missing or names none of the kinds.
    #[error("the form names no known kind of document")]
    UnknownKind,
    /// Some fields cannot be used.
    #[error("{} fields of the form cannot be used", .0.len())]
    Fields(Vec<FieldProblem>),
}

opaque_debug!(FormError);

fn read_form(form: &str) -> Result<(DocumentKind, Draft), FormError> {
    if form.len() > MAX_FORM_BYTES {
        return Err(FormError::TooLarge);
    }
    let table = DeTable::parse(form).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start).min(form.len());
        let before = form.as_bytes().get(..at).unwrap_or_default();
        FormError::NotToml { line: before.iter().filter(|byte| **byte == b'\n').count() + 1 }
    })?;
    let mut kind = None;
    let mut draft = Draft::default();
    for (key, value) in table.get_ref() {
        let text = text_of(value.get_ref()).ok_or_else(|| {
            let problem = FieldProblem {
                key: String::from(key.get_ref().as_ref()),
                field: labels::UNKNOWN_FIELD,
                raw: String::new(),
                reason: reasons::NOT_TEXT,
            };
            FormError::Fields(Vec::from([problem]))
        })?;
        if key.get_ref() == KIND_KEY {
            kind = DocumentKind::from_code(text.trim());
        } else {
            draft.set_key(key.get_ref(), &text);
        }
    }
    Ok((kind.ok_or(FormError::UnknownKind)?, draft))
}

fn text_of(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(String::from(text.as_ref())),
        DeValue::Integer(number) => Some(String::from(number.as_str())),
        DeValue::Datetime(date) => Some(alloc::format!("{date}")),
        DeValue::Array(items) => {
            let items: Option<Vec<String>> =
                items.iter().map(|item| text_of(item.get_ref())).collect();
            items.map(|items| items.join("; "))
        }
        DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Table(_) => None,
    }
}

/// The largest form that is read.
pub const MAX_FORM_BYTES: usize = 64 * 1024;
