//! The driver licence's QR. Its layout was never published; public scanners split and guess, and so does this.

use alloc::vec::Vec;

use super::vehicle_registration::tokens;
use super::{AdditionalSlot, Confidence, Reading};
use crate::document::coded::LicenceScheme;
use crate::document::date::DocumentDate;
use crate::document::forms::Draft;
use crate::document::kind::DocumentKind;
use crate::document::kinds::LicenceClass;
use crate::document::labels;
use crate::document::text::Text;

/// Reads a payload that holds a licence's number, and a class beside it.
pub(super) fn read(text: &str) -> Option<Reading> {
    let mut draft = Draft::default();
    let mut dates: Vec<DocumentDate> = Vec::new();
    let mut additional = Vec::new();
    for (position, token) in tokens(text).enumerate() {
        if let Some(date) = token.parse::<DocumentDate>().ok().filter(|date| date.day().is_some()) {
            dates.push(date);
        } else if draft.value(labels::LICENCE_NUMBER).is_none() && is_number(token) {
            draft.set(labels::LICENCE_NUMBER, token);
        } else if let (None, Some(classes)) = (draft.value(labels::CLASSES), classes(token)) {
            draft.set(labels::CLASSES, &classes);
        } else if draft.value(labels::FULL_NAME).is_none() && is_name(token) {
            draft.set(labels::FULL_NAME, token);
        } else if let (Ok(text), Ok(position)) = (Text::new(token), u16::try_from(position)) {
            additional.push(AdditionalSlot { position, text });
        }
    }
    draft.value(labels::LICENCE_NUMBER)?;
    draft.value(labels::CLASSES)?;
    // Papers state birth, issue and expiry in this order of time; two dates are issue and expiry, one is the issue.
    dates.sort_by_key(|date| date.earliest());
    dates.dedup();
    let fields = match dates.len() {
        1 => [None, dates.first(), None],
        2 => [None, dates.first(), dates.get(1)],
        _ => [dates.first(), dates.get(1), dates.get(2)],
    };
    for (label, date) in
        [labels::BIRTH_DATE, labels::ISSUED_ON, labels::EXPIRES_ON].iter().zip(fields)
    {
        if let Some(date) = date {
            draft.set(*label, &alloc::format!("{date}"));
        }
    }
    let kind = DocumentKind::DriverLicence;
    Some(Reading { kind, confidence: Confidence::Guess, draft, additional, problems: Vec::new() })
}

/// 8 to 15 digits, the widest range that public scanners take; 12 on the licences of today.
fn is_number(token: &str) -> bool {
    (8..=15).contains(&token.len()) && token.bytes().all(|byte| byte.is_ascii_digit())
}

/// Classes alone, separated by commas or spaces, each known to one of the lists: `A1, B2`.
fn classes(token: &str) -> Option<alloc::string::String> {
    let known = |code: &str| {
        LicenceClass::find(LicenceScheme::From2025, code).is_some()
            || LicenceClass::find(LicenceScheme::Before2025, code).is_some()
    };
    let codes: Vec<&str> = token.split([',', ' ', '/']).filter(|code| !code.is_empty()).collect();
    (!codes.is_empty() && codes.iter().all(|code| known(code))).then(|| codes.join("; "))
}

/// At least two words of letters only.
fn is_name(token: &str) -> bool {
    token.split_whitespace().count() >= 2
        && token.chars().all(|letter| letter.is_alphabetic() || letter == ' ')
}
