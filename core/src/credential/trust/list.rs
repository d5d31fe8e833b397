//! A list that was signed by someone whose key is pinned.

use core::ops::Deref;

use sha2::{Digest as _, Sha256};

use super::super::cbor::{Limits, Value};
use super::super::cose::{ALG, KID, Sign1, TYP};
use super::super::key::{ESP256, PublicKey, SignatureError};
use super::{Contents, Issuer, IssuerKey, TRUST_LIST_TYPE, TrustListError};

/// A list that was signed by someone whose key is pinned. Whether it is still valid is for [`Self::is_expired`] to say.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TrustList {
    contents: Contents,
    /// SHA-256 of the payload. Signatures over the same payload differ, and the unprotected header is anyone's.
    digest: [u8; 32],
}

impl TrustList {
    /// The list that `bytes` are, signed with one of the `pinned` keys. There are several while one key takes over from another.
    ///
    /// # Errors
    /// [`TrustListError`].
    pub fn read(bytes: &[u8], pinned: &[PublicKey]) -> Result<Self, TrustListError> {
        let signed = Sign1::parse(bytes, Limits::LIST)?;
        if signed.protected(TYP).and_then(Value::as_text) != Some(TRUST_LIST_TYPE) {
            return Err(TrustListError::Type);
        }
        check_signature(&signed, pinned)?;
        let contents = Contents::read(signed.payload())?;
        Ok(Self { contents, digest: Sha256::digest(signed.payload()).into() })
    }

    /// The issuer of an id, the `iss` of a credential.
    #[must_use]
    pub fn issuer(&self, id: &str) -> Option<&Issuer> {
        self.contents.issuers.iter().find(|issuer| issuer.id == id)
    }

    /// The keys of all issuers that have an id in common. Ids of keys are each issuer's own choice.
    pub fn keys<'l>(&'l self, id: &[u8]) -> impl Iterator<Item = (&'l Issuer, &'l IssuerKey)> {
        self.contents.issuers.iter().flat_map(move |issuer| {
            let keys = issuer.keys.iter().filter(move |key| key.id == id);
            keys.map(move |key| (issuer, key))
        })
    }

    /// How long ago it was signed, in seconds.
    #[must_use]
    pub fn age(&self, now: i64) -> u64 {
        u64::try_from(now.saturating_sub(self.contents.issued_at)).unwrap_or(0)
    }

    /// Whether it is no longer valid.
    #[must_use]
    pub fn is_expired(&self, now: i64) -> bool {
        now >= self.contents.expires_at
    }

    pub(super) fn says_the_same_as(&self, other: &Self) -> bool {
        self.digest == other.digest
    }
}

impl Deref for TrustList {
    type Target = Contents;

    fn deref(&self) -> &Contents {
        &self.contents
    }
}

fn check_signature(signed: &Sign1<'_>, pinned: &[PublicKey]) -> Result<(), TrustListError> {
    if signed.protected(ALG).and_then(Value::as_i64) != Some(ESP256) {
        return Err(SignatureError::Algorithm.into());
    }
    let id = signed.protected(KID).and_then(Value::as_bytes).filter(|id| id.len() == 8);
    let id = id.ok_or(TrustListError::KeyId)?;
    let mut checked = Err(TrustListError::UnknownSigner);
    for key in pinned.iter().filter(|key| key.thumbprint().starts_with(id)) {
        checked = signed.verify(key).map_err(TrustListError::Signature);
        if checked.is_ok() {
            break;
        }
    }
    checked
}
