//! Why a token is refused.

use super::super::cbor::CborError;
use super::super::cose::CoseError;
use super::super::key::{KeyError, SignatureError};
use super::time::TimeRule;

/// Why something is no SD-CWT or key-binding token that holds. Nothing in it comes from the token.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SdCwtError {
    /// `sd_alg` names a hash other than SHA-256.
    #[error("the hash of the disclosures is not SHA-256")]
    HashAlgorithm,
    /// The audience of the binding, or of the credential, is someone else.
    #[error("the audience is not this verifier")]
    Audience,
    /// Not CBOR of the strict subset.
    #[error(transparent)]
    Cbor(#[from] CborError),
    /// A claim that the draft defines has a value that it may not have, or is missing.
    #[error("claim {0} is not as it must be")]
    Claim(i64),
    /// Not a signed object. Its encoding is [`Self::Cbor`]'s, at whatever level.
    #[error(transparent)]
    Cose(CoseError),
    /// Claims in the `CWT Claims` header parameter, which are not read here.
    #[error("claims in the header are not supported")]
    CwtClaimsHeader,
    /// A disclosure is not one of the three arrays that it can be, or its salt has not 16 bytes.
    #[error("a disclosure is malformed")]
    Disclosure,
    /// A disclosure gives a key that the map has already.
    #[error("a disclosed claim duplicates another")]
    DuplicateClaim,
    /// A hash, or a disclosure, is there twice.
    #[error("a redacted claim hash occurs twice")]
    DuplicateDigest,
    /// The list of disclosures, open or encrypted, is there and empty.
    #[error("the list of disclosures is empty")]
    EmptyDisclosures,
    /// The holder's signature does not hold.
    #[error("the holder's signature does not hold")]
    HolderSignature(SignatureError),
    /// The issuer's signature does not hold.
    #[error("the issuer's signature does not hold")]
    IssuerSignature(SignatureError),
    /// A map has a key that it may not have.
    #[error("a map has a key of a kind that is not allowed")]
    KeyKind,
    /// The confirmation key is not one that is used here.
    #[error("the holder's key: {0}")]
    ConfirmationKey(#[from] KeyError),
    /// A claim that is never redacted was.
    #[error("claim {0} must never be redacted")]
    NeverRedacted(i64),
    /// A redaction mark, or a mark of the time before issuance, where none may be; a hash of the wrong length.
    #[error("a mark of redaction is where none may be")]
    Redaction,
    /// The rules of time do not hold.
    #[error("the times contradict each other: {0}")]
    Time(TimeRule),
    /// Claims lie deeper than 16 levels once disclosed.
    #[error("claims lie too deep within each other")]
    TooDeep,
    /// `typ` is missing or names something else.
    #[error("the type is not the one that is expected here")]
    Type,
    /// A disclosure belongs to no redacted claim hash.
    #[error("a disclosure belongs to nothing that the issuer signed")]
    UnmatchedDisclosure,
    /// A redacted claim hash has no disclosure, where the holder must have all.
    #[error("a disclosure is missing")]
    MissingDisclosure,
}

impl From<CoseError> for SdCwtError {
    fn from(error: CoseError) -> Self {
        match error {
            CoseError::Cbor(encoding) => Self::Cbor(encoding),
            other => Self::Cose(other),
        }
    }
}
