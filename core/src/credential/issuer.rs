//! Finding the key that a credential must be signed with: by the trust list, or by certificates under its roots.

use alloc::string::String;

use super::claims::CredentialType;
use super::key::PublicKey;
use super::sd_cwt::{NumericDate, SdCwt};
use super::trust::{TrustList, UnusableKey};
use super::x509::{Chain, Purpose, X509Error};
use crate::language::Language;

/// How an issuer is known.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum IssuerRoute {
    /// By a certificate under a root of the trust list, which says that it signs for an issuer of that list.
    Certified {
        /// The issuer's id.
        id: String,
        /// The name in the certificate.
        name: String,
    },
    /// By its entry in the trust list.
    Listed {
        /// Its id.
        id: String,
        /// Its name in Vietnamese.
        vi: String,
        /// Its name in English.
        en: String,
    },
}

/// Why no key of an issuer that may have signed is known.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum IssuerError {
    /// Its certificates do not lead to a trusted root.
    #[error("the issuer's certificate does not hold: {0}")]
    Certificate(#[from] X509Error),
    /// The issuer may not issue this type.
    #[error("the issuer may not issue this kind of document")]
    MayNotIssue,
    /// The key was not valid when the credential was issued.
    #[error("the issuer's key was not valid then")]
    KeyNotValid,
    /// The issuer, or the key, is not in the list.
    #[error("unknown issuer")]
    Unknown,
}

impl IssuerRoute {
    /// The name for a person.
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        match self {
            Self::Certified { name, .. } => name,
            Self::Listed { vi, en, .. } => language.pick(vi, en),
        }
    }

    /// The issuer's id in the trust list, which its status lists carry too.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Certified { id, .. } | Self::Listed { id, .. } => id,
        }
    }
}

/// The key that a credential of this type must be signed with.
///
/// # Errors
/// [`IssuerError`].
pub fn find_issuer(
    list: &TrustList,
    credential: &SdCwt<'_>,
    credential_type: CredentialType,
    now: i64,
) -> Result<(IssuerRoute, PublicKey), IssuerError> {
    let issuer = credential.issuer().and_then(|id| list.issuer(id)).ok_or(IssuerError::Unknown)?;
    if !issuer.may_issue(credential_type.number()) {
        return Err(IssuerError::MayNotIssue);
    }
    let id = issuer.id.clone();
    if let Some(chain) = credential.certificates() {
        let chain = Chain::validate(&chain, &list.issuer_roots, Purpose::Issuer, now)?;
        // A root vouches for many; each signs for itself alone.
        if !chain.speaks_for(&id) {
            return Err(IssuerError::Unknown);
        }
        let name = String::from(chain.subject().name());
        return Ok((IssuerRoute::Certified { id, name }, chain.key()));
    }
    let issued_at = credential.times().issued.map_or(now, NumericDate::seconds);
    let key = issuer.key(credential.key_id(), issued_at)?;
    let (vi, en) = (issuer.name_vi.as_str().into(), issuer.name_en.as_str().into());
    Ok((IssuerRoute::Listed { id, vi, en }, key.key))
}

impl From<UnusableKey> for IssuerError {
    fn from(error: UnusableKey) -> Self {
        match error {
            UnusableKey::Unknown | UnusableKey::Unnamed => Self::Unknown,
            _ => Self::KeyNotValid,
        }
    }
}
