//! What a counter may rely on after a code was verified.

use alloc::vec::Vec;

use crate::credential::claims::{Claim, ClaimValue, CredentialType};
use crate::credential::issuer::IssuerRoute;
use crate::credential::profile::{Facts, GUARDIAN};
use crate::credential::status::{Freshness as ListFreshness, StatusAnswer};
use crate::document::DocumentKind;
use crate::present::CheckWord;
use crate::verify::freshness::Freshness;

/// A presentation that was verified. Only [`super::Reader`] makes one.
#[derive(Clone, Debug)]
pub struct VerifiedPresentation {
    pub(super) documents: Vec<VerifiedDocument>,
    pub(super) way: Way,
    pub(super) made_at: i64,
    pub(super) freshness: Freshness,
    pub(super) word: CheckWord,
    pub(super) trust: TrustAge,
    pub(super) withheld: Vec<Withheld>,
}

/// How it was presented.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Way {
    /// The phone showed a code to whoever looks.
    OneWay,
    /// The phone answered this reader's request.
    Answer,
}

/// How old the trust list is that was used.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct TrustAge {
    /// When it was made, in seconds since 1970.
    pub as_of: i64,
    /// Seconds since then.
    pub age: u64,
    /// Whether it is past its own expiry; the policy accepted it all the same.
    pub past_expiry: bool,
}

/// A fact that was asked for and not given. Whether the citizen refused or has no such fact is not told.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Withheld {
    /// Of which document.
    pub credential_type: CredentialType,
    /// Which fact.
    pub claim: &'static Claim,
}

/// One document of a presentation.
#[derive(Clone, Debug)]
pub struct VerifiedDocument {
    pub(super) credential_type: CredentialType,
    pub(super) kind: DocumentKind,
    pub(super) facts: Facts,
    pub(super) issuer: IssuerRoute,
    pub(super) issued_at: Option<i64>,
    pub(super) expires_at: i64,
    pub(super) status: Option<StatusAnswer>,
}

impl VerifiedPresentation {
    /// The documents, in the order in which they came. There is at least one.
    #[must_use]
    pub fn documents(&self) -> &[VerifiedDocument] {
        &self.documents
    }

    /// How it was presented.
    #[must_use]
    pub fn way(&self) -> Way {
        self.way
    }

    /// When the phone signed, in seconds since 1970 by the phone's clock.
    #[must_use]
    pub fn made_at(&self) -> i64 {
        self.made_at
    }

    /// Whether it is as fresh as it should be.
    #[must_use]
    pub fn freshness(&self) -> Freshness {
        self.freshness
    }

    /// The word that the phone shows for the same code.
    #[must_use]
    pub fn word(&self) -> CheckWord {
        self.word
    }

    /// How old the trust list was.
    #[must_use]
    pub fn trust(&self) -> TrustAge {
        self.trust
    }

    /// What was asked for and not given.
    #[must_use]
    pub fn withheld(&self) -> &[Withheld] {
        &self.withheld
    }

    /// Whether anything in it is old or unknown, so that the answer is "genuine, but old data".
    #[must_use]
    pub fn doubts(&self) -> Doubts {
        let known = |document: &VerifiedDocument| match document.status {
            None => true,
            Some(StatusAnswer::Known { freshness, .. }) => freshness == ListFreshness::Fresh,
            Some(_) => false,
        };
        let none = self.freshness == Freshness::Fresh
            && !self.trust.past_expiry
            && self.documents.iter().all(known);
        if none { Doubts::None } else { Doubts::Some }
    }
}

/// Whether there is something to tell beside "genuine".
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Doubts {
    /// Everything is known and fresh.
    None,
    /// Something is old or unknown.
    Some,
}

impl VerifiedDocument {
    /// Its type.
    #[must_use]
    pub fn credential_type(&self) -> CredentialType {
        self.credential_type
    }

    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> DocumentKind {
        self.kind
    }

    /// The facts that were disclosed, in the order of the document's form.
    #[must_use]
    pub fn facts(&self) -> &[(&'static Claim, ClaimValue)] {
        &self.facts.known
    }

    /// One fact, by its claim's number.
    #[must_use]
    pub fn fact(&self, number: i64) -> Option<&ClaimValue> {
        self.facts.value(number)
    }

    /// How many facts were disclosed that this version does not know.
    #[must_use]
    pub fn unknown_facts(&self) -> usize {
        self.facts.unknown
    }

    /// The guardian who shows it, when it is a dependant's.
    #[must_use]
    pub fn guardian(&self) -> Option<&str> {
        match self.facts.value(GUARDIAN)? {
            ClaimValue::Text(name) => Some(name),
            _ => None,
        }
    }

    /// Who issued it.
    #[must_use]
    pub fn issuer(&self) -> &IssuerRoute {
        &self.issuer
    }

    /// When it was issued, in seconds since 1970, if it says so. Batches share a coarse time.
    #[must_use]
    pub fn issued_at(&self) -> Option<i64> {
        self.issued_at
    }

    /// When the credential (not the paper) ends, in seconds since 1970.
    #[must_use]
    pub fn expires_at(&self) -> i64 {
        self.expires_at
    }

    /// Whether the issuer still stands by it, as far as is known; `None` for a credential whose status is listed nowhere.
    #[must_use]
    pub fn status(&self) -> Option<StatusAnswer> {
        self.status
    }
}
