//! The one path from tokens to a verified presentation.

use alloc::vec::Vec;

use crate::credential::claims::CredentialType;
use crate::credential::issuer::find_issuer;
use crate::credential::profile::{Facts, STATUS};
use crate::credential::sd_cwt::{KeyBindingToken, NumericDate, SdCwtError, TimeRule};
use crate::credential::status::{StatusAnswer, StatusCache, StatusReference, UnknownStatus};
use crate::credential::trust::{TrustCache, TrustList};
use crate::present::{ANY_READER, CheckWord, Request};
use crate::verify::freshness::Freshness;
use crate::verify::policy::{Policy, Stale};
use crate::verify::presentation::{
    TrustAge, VerifiedDocument, VerifiedPresentation, Way, Withheld,
};
use crate::verify::refusal::{Refusal, judge_status};

pub(super) struct Path<'r> {
    pub(super) trust: &'r TrustCache,
    pub(super) status: &'r StatusCache,
    pub(super) policy: Policy,
    pub(super) now: i64,
}

/// What the tokens were made for.
#[derive(Clone, Copy)]
pub(super) enum Purpose<'r> {
    OneWay,
    Answer(&'r Request),
}

impl Path<'_> {
    /// `content` is what the code carried, for the word.
    pub(super) fn walk(
        &self,
        tokens: &[KeyBindingToken<'_>],
        purpose: Purpose<'_>,
        content: &[u8],
    ) -> Result<VerifiedPresentation, Refusal> {
        let (list, trust) = self.trust_list()?;
        let first = tokens.first().ok_or(Refusal::Form)?;
        let (mut made_at, mut freshness) = (i64::MAX, Freshness::Fresh);
        let mut documents = Vec::with_capacity(tokens.len());
        for token in tokens {
            documents.push(self.document(list, token)?);
            self.meant_for(token, purpose)?;
            // A code of one document carries no nonce: without this, anyone could put two of them together.
            let alone = tokens.len() == 1;
            let held_together = token.nonce().is_some_and(|nonce| !nonce.is_empty());
            if token.nonce() != first.nonce() || !(alone || held_together) {
                return Err(Refusal::Mixed);
            }
            freshness = freshness.worse(Freshness::of(token.times(), self.now)?);
            made_at = token.times().issued.map_or(made_at, |at| made_at.min(at.seconds()));
        }
        for document in &documents {
            self.standing(document)?;
        }
        let (way, withheld) = match purpose {
            Purpose::OneWay => (Way::OneWay, Vec::new()),
            Purpose::Answer(request) => (Way::Answer, withheld(request, &documents)),
        };
        Ok(VerifiedPresentation {
            documents,
            way,
            made_at,
            freshness,
            word: CheckWord::of(content),
            trust,
            withheld,
        })
    }

    fn trust_list(&self) -> Result<(&TrustList, TrustAge), Refusal> {
        let list = self.trust.list().ok_or(Refusal::NoTrustList)?;
        let age = list.age(self.now);
        let past_expiry = list.is_expired(self.now);
        if age > self.policy.trust_age
            || (past_expiry && self.policy.expired_trust == Stale::Refuse)
        {
            return Err(Refusal::TrustListTooOld);
        }
        Ok((list, TrustAge { as_of: list.issued_at, age, past_expiry }))
    }

    /// Issuer, both signatures, times, disclosures and facts of one token.
    fn document(
        &self,
        list: &TrustList,
        token: &KeyBindingToken<'_>,
    ) -> Result<VerifiedDocument, Refusal> {
        let credential = token.sd_cwt();
        let credential_type = credential
            .credential_type()
            .and_then(CredentialType::from_number)
            .ok_or(Refusal::UnknownKind)?;
        let kind = credential_type.kind().ok_or(Refusal::UnknownKind)?;
        let times = credential.times();
        let expires_at = times.expires.ok_or(Refusal::Form)?.seconds();
        let (issuer, key) = find_issuer(list, credential, credential_type, self.now)?;
        token.verify(&key).map_err(|error| match error {
            // What a phone signs after the end is no contradiction but just that.
            SdCwtError::Time(TimeRule::BindingIssuedBeforeExpiry) if self.now >= expires_at => {
                Refusal::Expired { seconds: self.now.saturating_sub(expires_at) }
            }
            error => error.into(),
        })?;
        let begins = times.not_before.or(times.issued);
        if begins.is_some_and(|begins| self.now.saturating_add(SKEW) < begins.seconds()) {
            return Err(Refusal::NotYetValid);
        }
        if self.now >= expires_at {
            return Err(Refusal::Expired { seconds: self.now.saturating_sub(expires_at) });
        }
        let claims = credential.claims()?;
        let mut facts = Facts::read(&claims).map_err(|_| Refusal::Form)?;
        facts.sort_as_form(credential_type);
        let status = match claims.entry(STATUS) {
            None => None,
            Some(status) => {
                let reference = StatusReference::from_claim(status).map_err(|_| Refusal::Form)?;
                Some(self.status.lookup(&reference, issuer.id(), self.now))
            }
        };
        Ok(VerifiedDocument {
            credential_type,
            kind,
            facts,
            issuer,
            issued_at: times.issued.map(NumericDate::seconds),
            expires_at,
            status,
        })
    }

    /// Audience and nonce.
    fn meant_for(&self, token: &KeyBindingToken<'_>, purpose: Purpose<'_>) -> Result<(), Refusal> {
        let another = |_| Refusal::AnotherReader;
        match purpose {
            Purpose::OneWay => token.check_audience(ANY_READER).map_err(another),
            Purpose::Answer(request) => {
                token.check_audience(&request.audience()).map_err(another)?;
                if token.nonce() != Some(&request.nonce) {
                    return Err(Refusal::AnotherRequest);
                }
                Ok(())
            }
        }
    }

    fn standing(&self, document: &VerifiedDocument) -> Result<(), Refusal> {
        match document.status {
            None => Ok(()),
            Some(StatusAnswer::Known { status, .. }) => judge_status(status),
            // Token Status List, §8.3: an index beyond the list is no index of a credential that was issued.
            Some(StatusAnswer::Unknown { why: UnknownStatus::OutOfRange }) => Err(Refusal::Form),
            Some(_) if self.policy.unknown_status == Stale::Refuse => Err(Refusal::StatusUnknown),
            Some(_) => Ok(()),
        }
    }
}

fn withheld(request: &Request, documents: &[VerifiedDocument]) -> Vec<Withheld> {
    let mut withheld = Vec::new();
    for item in &request.items {
        for asked in &item.claims {
            let given = documents.iter().any(|document| {
                document.credential_type == item.credential_type
                    && document.fact(asked.claim.number).is_some()
            });
            if !given {
                let (credential_type, claim) = (item.credential_type, asked.claim);
                withheld.push(Withheld { credential_type, claim });
            }
        }
    }
    withheld
}

/// Seconds that an issuer's clock may be ahead of ours.
const SKEW: i64 = 60;
