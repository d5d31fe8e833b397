//! One fact's value, in the forms it has: in a credential, in a document's form, before a person's eyes.

use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use super::table::{Claim, Form};
use crate::credential::cbor::{Encoder, Value};
use crate::document::{DocumentDate, Sex};
use crate::language::{Language, Message};

/// A value.
#[derive(Clone, Eq, PartialEq)]
#[non_exhaustive]
pub enum ClaimValue {
    /// A text or code.
    Text(String),
    /// A date.
    Date(DocumentDate),
    /// The last day, or `None` for "no expiry".
    Term(Option<DocumentDate>),
    /// The sex.
    Sex(Sex),
    /// Yes or no.
    Flag(bool),
    /// A picture's bytes.
    Picture(Vec<u8>),
    /// A picture's format, as claim 169 numbers it.
    PictureFormat(u8),
}

/// A value that is not of its claim's form.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("claim {0} has a value that it can't have")]
pub struct ClaimError(pub i64);

impl ClaimValue {
    /// The value as it stands in a credential.
    ///
    /// # Errors
    /// [`ClaimError`].
    pub fn decode(claim: &Claim, value: &Value<'_>) -> Result<Self, ClaimError> {
        let read = || match claim.form {
            Form::BirthDate => date_of_text(value.as_text()?).map(Self::Date),
            Form::Date => date_of_number(value.as_u64()?).map(Self::Date),
            Form::Term => match value.as_u64()? {
                0 => Some(Self::Term(None)),
                number => date_of_number(number).map(|date| Self::Term(Some(date))),
            },
            Form::Flag => match value {
                Value::Bool(flag) => Some(Self::Flag(*flag)),
                _ => None,
            },
            Form::Sex => match value.as_u64()? {
                1 => Some(Self::Sex(Sex::Male)),
                2 => Some(Self::Sex(Sex::Female)),
                _ => None,
            },
            Form::Picture => {
                let bytes = value.as_bytes()?;
                (bytes.len() <= MOST_PICTURE).then(|| Self::Picture(bytes.to_vec()))
            }
            Form::PictureFormat => u8::try_from(value.as_u64()?).ok().map(Self::PictureFormat),
            Form::Code(_) | Form::Text => {
                let text = value.as_text()?;
                let fits = text.len() <= MOST_TEXT && !text.chars().any(unfit_for_display);
                fits.then(|| Self::Text(String::from(text)))
            }
        };
        read().ok_or(ClaimError(claim.number))
    }

    /// The value of a field's text in a document's form.
    #[must_use]
    pub fn from_form(claim: &Claim, text: &str) -> Option<Self> {
        match claim.form {
            Form::BirthDate | Form::Date => text.parse().ok().map(Self::Date),
            Form::Term if text == UNLIMITED => Some(Self::Term(None)),
            Form::Term => text.parse().ok().map(|date| Self::Term(Some(date))),
            Form::Flag => match text {
                "true" => Some(Self::Flag(true)),
                "false" => Some(Self::Flag(false)),
                _ => None,
            },
            Form::Sex => Sex::ALL.iter().copied().find(|sex| sex.code() == text).map(Self::Sex),
            Form::Code(_) | Form::Text => Some(Self::Text(String::from(text))),
            Form::Picture | Form::PictureFormat => None,
        }
    }

    /// The text of a document's form; `None` for what forms have no field for.
    #[must_use]
    pub fn to_form(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Date(date) | Self::Term(Some(date)) => Some(date.to_string()),
            Self::Term(None) => Some(String::from(UNLIMITED)),
            Self::Sex(sex) => Some(String::from(sex.code())),
            Self::Flag(_) | Self::Picture(_) | Self::PictureFormat(_) => None,
        }
    }

    /// Writes the value as it stands in a credential.
    pub fn encode(&self, claim: &Claim, out: &mut Encoder) {
        match self {
            Self::Text(text) => out.text(text),
            Self::Date(date) => match claim.form {
                Form::BirthDate => out.text(&number_of_date(*date).to_string()),
                _ => out.integer(number_of_date(*date).into()),
            },
            Self::Term(None) => out.integer(0),
            Self::Term(Some(date)) => out.integer(number_of_date(*date).into()),
            Self::Sex(Sex::Female) => out.integer(2),
            Self::Sex(_) => out.integer(1),
            Self::Flag(flag) => out.bool(*flag),
            Self::Picture(bytes) => out.bytes(bytes),
            Self::PictureFormat(format) => out.integer((*format).into()),
        }
    }

    /// The value in words. A picture has none.
    #[must_use]
    pub fn text(&self, claim: &Claim, language: Language) -> String {
        match self {
            Self::Text(text) => match claim.form {
                Form::Code(words) => {
                    words(text).map_or_else(|| text.clone(), |word| word.text(language).into())
                }
                _ => text.clone(),
            },
            Self::Date(date) | Self::Term(Some(date)) => date.to_string(),
            Self::Term(None) => crate::document::labels::NO_EXPIRY.text(language).into(),
            Self::Sex(sex) => sex.message().text(language).into(),
            Self::Flag(true) => YES.text(language).into(),
            Self::Flag(false) => NO.text(language).into(),
            Self::Picture(bytes) => format!("{} B", bytes.len()),
            Self::PictureFormat(format) => match format {
                1 => "JPEG".into(),
                2 => "JPEG 2000".into(),
                3 => "AVIF".into(),
                4 => "WebP".into(),
                other => other.to_string(),
            },
        }
    }
}

/// Its kind alone: the value is a citizen's.
impl core::fmt::Debug for ClaimValue {
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        out.write_str("ClaimValue")
    }
}

fn number_of_date(date: DocumentDate) -> u32 {
    let year = u32::try_from(date.year()).unwrap_or_default();
    match date.day() {
        Some(day) => year * 10_000 + u32::from(u8::from(day.month())) * 100 + u32::from(day.day()),
        None => year,
    }
}

fn date_of_number(number: u64) -> Option<DocumentDate> {
    // Four digits are a year, eight a day; the calendar is checked by the date itself.
    match number {
        1000..=9999 => format!("{number}").parse().ok(),
        10_000_000..=99_999_999 => {
            let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
            format!("{year}-{month:02}-{day:02}").parse().ok()
        }
        _ => None,
    }
}

fn date_of_text(text: &str) -> Option<DocumentDate> {
    let digits = matches!(text.len(), 4 | 8) && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { date_of_number(text.parse().ok()?) } else { None }
}

/// Controls, and marks that turn the direction of a line: a clerk must see what is there.
fn unfit_for_display(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

const YES: Message = Message { id: "value.yes", vi: "có", en: "yes" };
const NO: Message = Message { id: "value.no", vi: "không", en: "no" };
const UNLIMITED: &str = "unlimited";
/// Bytes of a text; the longest field of a document has fewer.
const MOST_TEXT: usize = 2048;
/// Bytes of a picture: what frames carry in reasonable time.
pub const MOST_PICTURE: usize = 32 * 1024;
