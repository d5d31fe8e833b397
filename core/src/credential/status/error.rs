//! Why a list or a reference is refused.

use super::super::cbor::CborError;
use super::super::cose::CoseError;
use super::super::key::{SignatureError, SigningError};
use super::super::trust::UnusableKey;

/// Why something is no status list, or reference to one, that is taken. Nothing in it comes from the list.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum StatusError {
    /// The payload is not CBOR of the strict subset.
    #[error(transparent)]
    Cbor(#[from] CborError),
    /// A claim is missing or is not as it must be.
    #[error("claim {0} of the status list is not as it must be")]
    Claim(i64),
    /// The list is not compressed as it must be, or something follows it.
    #[error("the status list can't be inflated")]
    Compression,
    /// Not a signed object.
    #[error(transparent)]
    Cose(#[from] CoseError),
    /// Another list of this URI was signed at the same time.
    #[error("there are two status lists of one URI and time")]
    Equivocation,
    /// The cache holds as much as it may.
    #[error("there is no room for another status list")]
    Full,
    /// It is signed in the future.
    #[error("the status list is signed {seconds} seconds in the future")]
    Future {
        /// By how much.
        seconds: u64,
    },
    /// The issuer's key can't be used.
    #[error(transparent)]
    Key(#[from] UnusableKey),
    /// The header names no key.
    #[error("the status list does not name its key")]
    KeyId,
    /// No list is that long, or the status needs more bits than there are.
    #[error("the index or the status does not fit the list")]
    OutOfRange,
    /// A credential's `status` claim does not point into a status list.
    #[error("the credential's status is not given by a status list")]
    Reference,
    /// It is older than the list at hand.
    #[error("the status list is older than the one at hand")]
    Rollback,
    /// The signature does not hold.
    #[error("the status list: {0}")]
    Signature(#[from] SignatureError),
    /// It inflates beyond [`super::MAX_INFLATED`].
    #[error("the status list is too large")]
    TooLarge,
    /// The type is another.
    #[error("not a status list")]
    Type,
    /// The trust list knows no issuer with that key.
    #[error("the status list is signed with a key of no known issuer")]
    UnknownSigner,
}

/// Why no list was published.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PublishStatusError {
    /// The URI or a time is not as it must be.
    #[error("the status list's URI or times are not as they must be")]
    Form,
    /// The key did not sign.
    #[error(transparent)]
    Signing(#[from] SigningError),
    /// Compressed it has more bytes than anyone reads ([`super::super::cbor::Limits::LIST`]).
    #[error("the status list is too large")]
    TooLarge,
}
