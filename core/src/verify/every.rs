//! All refusals, for lists of what can happen: texts to translate, tallies to keep.

use alloc::vec::Vec;

use crate::credential::sd_cwt::{SdCwtError, TimeRule};
use crate::credential::x509::X509Error;
use crate::present::CodeError;
use crate::verify::refusal::Refusal;

impl Refusal {
    /// One of each, in the order of their codes; times are 0, and where there is an inner reason, it is one of several.
    #[must_use]
    pub fn every() -> Vec<Self> {
        core::iter::successors(Some(Self::AnotherReader), |refusal| refusal.next()).collect()
    }

    /// A chain through all of them: a new one has to be put in its place here before anything is built.
    fn next(self) -> Option<Self> {
        Some(match self {
            Self::AnotherReader => Self::AnotherRequest,
            Self::AnotherRequest => Self::AnswerWithoutRequest,
            Self::AnswerWithoutRequest => Self::CannotOpen,
            Self::CannotOpen => Self::Certificate(X509Error::UnknownRoot),
            Self::Certificate(_) => Self::Damaged(CodeError::Base45),
            Self::Damaged(_) => Self::Disclosures(SdCwtError::UnmatchedDisclosure),
            Self::Disclosures(_) => Self::Expired { seconds: 0 },
            Self::Expired { .. } => Self::Form,
            Self::Form => Self::FromTheFuture { seconds: 0 },
            Self::FromTheFuture { .. } => Self::HolderSignature,
            Self::HolderSignature => Self::IssuerKeyNotValid,
            Self::IssuerKeyNotValid => Self::IssuerMayNot,
            Self::IssuerMayNot => Self::IssuerSignature,
            Self::IssuerSignature => Self::Mixed,
            Self::Mixed => Self::NewerVersion,
            Self::NewerVersion => Self::NoTrustList,
            Self::NoTrustList => Self::NotACode,
            Self::NotACode => Self::NotAnAnswer,
            Self::NotAnAnswer => Self::NotYetValid,
            Self::NotYetValid => Self::RequestOver,
            Self::RequestOver => Self::Revoked,
            Self::Revoked => Self::SeenBefore { seconds: 0 },
            Self::SeenBefore { .. } => Self::StatusUnknown,
            Self::StatusUnknown => Self::Suspended,
            Self::Suspended => Self::Times(TimeRule::IssuedBeforeExpiry),
            Self::Times(_) => Self::TooOld { seconds: 0 },
            Self::TooOld { .. } => Self::TrustListTooOld,
            Self::TrustListTooOld => Self::UnknownIssuer,
            Self::UnknownIssuer => Self::UnknownKind,
            Self::UnknownKind => return None,
        })
    }
}
