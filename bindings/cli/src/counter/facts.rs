//! Facts by name: as a person chooses them, and as they are shown.

use serde_json::{Value, json};
use vigiayto_core::credential::claims::{Claim, ClaimValue, CredentialType, Usual};
use vigiayto_core::document::{DocumentKind, PersonalNumber};
use vigiayto_core::language::Language;

use crate::failure::{Exit, Failure};
use crate::output::{Cell, Role};
use crate::words::{self, Phrase, Said};

/// The claim that a person names by its key.
///
/// # Errors
/// There is none.
pub(crate) fn claim(key: &str, argument: &'static str) -> Result<&'static Claim, Failure> {
    Claim::by_key(key.trim()).ok_or_else(|| {
        let message =
            Phrase::from(words::BAD_VALUE).with("value", key.trim()).with("argument", argument);
        Failure::new(Exit::Usage, "unknown_fact", message, words::counter::FACT_HINT)
    })
}

/// The usual set that a person names by its code.
///
/// # Errors
/// There is none.
pub(crate) fn usual(code: &str) -> Result<&'static Usual, Failure> {
    Usual::by_code(code.trim()).ok_or_else(|| {
        let codes: Vec<_> =
            vigiayto_core::credential::claims::USUAL.iter().map(|usual| usual.code).collect();
        let message =
            Phrase::from(words::BAD_VALUE).with("value", code.trim()).with("argument", "--usual");
        let hint = Phrase::from(words::CHOICES).with("choices", codes.join(", "));
        Failure::new(Exit::Usage, "unknown_usual", message, hint)
    })
}

/// A fact's key by its number; the number itself where this version knows no key.
pub(crate) fn key(number: i64) -> String {
    Claim::by_number(number).map_or_else(|| number.to_string(), |claim| claim.key().to_owned())
}

/// What facts are called, in one line.
pub(crate) fn labels(numbers: &[i64], language: Language) -> String {
    let label = |number: &i64| match Claim::by_number(*number) {
        Some(claim) => claim.label.text(language).to_owned(),
        None => number.to_string(),
    };
    numbers.iter().map(label).collect::<Vec<_>>().join(", ")
}

/// What a type of credential is called.
pub(crate) fn title(kind: CredentialType) -> Said {
    match kind.kind() {
        Some(kind) => kind.title().into(),
        None => Said::in_both(|_| kind.number().to_string()),
    }
}

/// The code of a type of credential.
pub(crate) fn kind_code(kind: CredentialType) -> String {
    kind.kind()
        .map_or_else(|| kind.number().to_string(), |kind: DocumentKind| kind.code().to_owned())
}

/// A value as a clerk reads it: personal numbers grouped 3-3-6.
pub(crate) fn shown(claim: &Claim, value: &ClaimValue, language: Language) -> String {
    match value {
        ClaimValue::Picture(bytes) => {
            let kib = bytes.len().div_ceil(1024);
            Phrase::from(words::counter::PICTURE_OF).with("kib", kib).text(language)
        }
        ClaimValue::Text(text) if text.is_empty() => {
            words::counter::PRESENT_VALUE.text(language).to_owned()
        }
        value => {
            let text = value.text(claim, language);
            match text.parse::<PersonalNumber>() {
                Ok(number) if claim.number == PERSONAL_NUMBER => number.grouped(),
                _ => text,
            }
        }
    }
}

/// A row of a table: what it is called, what it says.
pub(crate) fn row(claim: &Claim, value: &ClaimValue, language: Language) -> Vec<Cell> {
    vec![
        Cell::new(Role::Quiet, claim.label.text(language)),
        Cell::new(Role::Strong, shown(claim, value, language)),
    ]
}

/// A fact for a program.
pub(crate) fn json(claim: &Claim, value: &ClaimValue) -> Value {
    json!({
        "key": claim.key(),
        "number": claim.number,
        "label": Said::from(claim.label),
        "shown": Said::in_both(|language| shown(claim, value, language)),
        "copied": value.to_form(),
    })
}

/// The claim of a personal number (claim 169).
const PERSONAL_NUMBER: i64 = 1;
