//! What an issuer makes for one document and one phone: full credentials, counter views, several of each, every one bound to a key
//! of its own.

use alloc::vec::Vec;

use time::Date;

use super::claims::{Claim, ClaimValue, CredentialType, USUAL, Usual, claims_of};
use super::key::{PublicKey, Signer};
use super::profile::{Form, GUARDIAN, KeyReference, issue_credential};
use super::sd_cwt::{Disclosing, IssueError};
use super::status::StatusReference;
use crate::document::{Document, DocumentKind};
use crate::platform::Randomness;

/// The issuer's part of every credential of a batch.
pub struct BatchForm<'b> {
    /// The issuer's id in the trust list.
    pub issuer: &'b str,
    /// How the signing key is found.
    pub key: KeyReference<'b>,
    /// When it is issued, in seconds since 1970. It is rounded down to the day (UTC), so that the time links no two credentials.
    pub issued_at: i64,
    /// From when on it is no longer valid. Rounded like the time of issue, unless that is at most two days earlier.
    pub expires_at: i64,
    /// Where the status of each credential is listed, by its number in the batch. Numbers that follow each other in the list, too, link
    /// credentials: an issuer takes them at random.
    pub status: &'b dyn Fn(usize) -> Option<StatusReference>,
}

/// What the batch is about.
pub struct BatchSubject<'b> {
    /// The kind of document.
    pub kind: DocumentKind,
    /// Its facts.
    pub claims: Vec<(&'static Claim, ClaimValue)>,
    /// The keys of the phone. Their number says how many credentials are made.
    pub keys: &'b [PublicKey],
}

impl<'b> BatchSubject<'b> {
    /// A document's facts for the keys of a phone.
    #[must_use]
    pub fn of(document: &Document, today: Date, keys: &'b [PublicKey]) -> Self {
        Self { kind: document.kind(), claims: claims_of(document, today), keys }
    }

    /// The views that are made of this document: the usual sets of its kind, as far as it has their facts.
    pub fn views(&self) -> impl Iterator<Item = &'static Usual> + '_ {
        USUAL.iter().filter(|usual| {
            let has = |number: &i64| self.claims.iter().any(|(claim, _)| claim.number == *number);
            usual.kind == self.kind && usual.claims.iter().any(has)
        })
    }

    /// How many keys make `copies` of the full credential and of each view.
    #[must_use]
    pub fn keys_for(&self, copies: usize) -> usize {
        copies * (1 + self.views().count())
    }
}

/// Issues a credential for each key: the full one, then each view, and so on from the beginning. A phone that brings
/// [`BatchSubject::keys_for`] keys gets as many of each.
///
/// # Errors
/// [`IssueError`].
pub fn issue_batch(
    form: &BatchForm<'_>,
    subject: &BatchSubject<'_>,
    signer: &dyn Signer,
    random: &dyn Randomness,
) -> Result<Vec<Vec<u8>>, IssueError> {
    let views: Vec<&Usual> = subject.views().collect();
    let day_of = |time: i64| time - time.rem_euclid(DAY);
    let issued_at = day_of(form.issued_at);
    let long = form.expires_at.saturating_sub(form.issued_at) > 2 * DAY;
    let expires_at = if long { day_of(form.expires_at) } else { form.expires_at };
    let mut tokens = Vec::with_capacity(subject.keys.len());
    for (number, holder_key) in subject.keys.iter().enumerate() {
        let view = (number % (views.len() + 1)).checked_sub(1).and_then(|at| views.get(at));
        let claims: Vec<_> = (subject.claims.iter())
            .filter(|(claim, _)| {
                let number = claim.number;
                number == GUARDIAN || view.is_none_or(|view| view.claims.contains(&number))
            })
            .cloned()
            .collect();
        let disclosing = match view {
            Some(_) => Disclosing::Always,
            None => Disclosing::Selectively,
        };
        let credential = Form {
            issuer: form.issuer,
            key: form.key,
            credential_type: CredentialType::of(subject.kind),
            issued_at,
            expires_at,
            holder_key: *holder_key,
            status: (form.status)(number),
            claims: &claims,
            disclosing,
        };
        tokens.push(issue_credential(&credential, signer, random)?);
    }
    Ok(tokens)
}

const DAY: i64 = 24 * 60 * 60;
