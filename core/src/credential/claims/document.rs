//! From a document to claims and back.

use alloc::vec::Vec;

use time::Date;

use super::super::profile::GUARDIAN;
use super::kind::CredentialType;
use super::table::{Claim, age_over_18};
use super::value::ClaimValue;
use crate::document::{Document, DocumentDate, Draft, forms, labels};

/// The facts of a document as claims, and on `today` whether the person is 18, where the day of birth is known.
///
/// A field whose text can't stand in its claim's form is left out; documents are made of checked values, so there is none.
#[must_use]
pub fn claims_of(document: &Document, today: Date) -> Vec<(&'static Claim, ClaimValue)> {
    let draft = document.to_draft();
    let mut claims: Vec<_> = draft
        .entries()
        .iter()
        .filter_map(|(key, text)| {
            let claim = Claim::by_key(key)?;
            Some((claim, ClaimValue::from_form(claim, text)?))
        })
        .collect();
    let born = draft.value(labels::BIRTH_DATE).and_then(|text| text.parse::<DocumentDate>().ok());
    let adult_on = born.filter(|born| born.day().is_some()).and_then(|born| born.years_later(18));
    if let Some(adult_on) = adult_on {
        claims.push((age_over_18(), ClaimValue::Flag(adult_on.latest() <= today)));
    }
    claims
}

/// What claims say, as a form of a document: to be completed and stored like any other.
#[must_use]
pub fn draft_of(claims: &[(&'static Claim, ClaimValue)]) -> Draft {
    let mut draft = Draft::default();
    // Who shows a document is no fact of the document.
    for (claim, value) in claims.iter().filter(|(claim, _)| claim.number != GUARDIAN) {
        if let Some(text) = value.to_form() {
            draft.set(claim.label, &text);
        }
    }
    draft
}

impl CredentialType {
    /// The claims that a credential of this type can have, in the order of the document's form, then those of every document.
    #[must_use]
    pub fn claims(self) -> Vec<&'static Claim> {
        let labels = self.kind().map(forms::labels_of).unwrap_or_default();
        labels
            .iter()
            .filter_map(|label| Claim::by_key(labels::key(*label)))
            .chain([age_over_18(), super::portrait(), super::portrait_format()])
            .collect()
    }
}
