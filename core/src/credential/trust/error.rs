//! Why a list, or a key in it, is refused.

use super::super::cbor::CborError;
use super::super::cose::CoseError;
use super::super::key::SignatureError;
use super::super::x509::X509Error;

/// Why something is no trust list that is taken. Nothing in it comes from the list but positions and numbers.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TrustListError {
    /// The payload is not CBOR of the strict subset.
    #[error(transparent)]
    Cbor(#[from] CborError),
    /// A claim of the payload is missing or is not as it must be.
    #[error("claim {0} of the trust list is not as it must be")]
    Claim(i64),
    /// Not a signed object.
    #[error(transparent)]
    Cose(#[from] CoseError),
    /// An issuer has the id of another.
    #[error("issuer {0} of the trust list has the id of another")]
    DuplicateIssuer(usize),
    /// An issuer has two keys of one id, or a key that another has too.
    #[error("issuer {0} of the trust list has a key that is there twice")]
    DuplicateKey(usize),
    /// Another list has the same sequence number. Someone who signs lists shows different ones to different people.
    #[error("there are two trust lists with sequence number {0}")]
    Equivocation(u64),
    /// It is signed in the future.
    #[error("the trust list is signed {seconds} seconds in the future")]
    Future {
        /// By how much.
        seconds: u64,
    },
    /// An issuer is not as it must be.
    #[error("field {field} of issuer {position} of the trust list is not as it must be")]
    Issuer {
        /// Which one, from 0.
        position: usize,
        /// The key of the field.
        field: i64,
    },
    /// A key of an issuer is not as it must be.
    #[error("field {field} of a key of issuer {position} of the trust list is not as it must be")]
    IssuerKey {
        /// Which issuer, from 0.
        position: usize,
        /// The key of the field.
        field: i64,
    },
    /// A root of issuers is not one that is used here.
    #[error("root {0} of issuers in the trust list: {1}")]
    IssuerRoot(usize, X509Error),
    /// The header names no key, or not by 8 bytes.
    #[error("the trust list does not name its key")]
    KeyId,
    /// A root of readers is not one that is used here.
    #[error("root {0} of readers in the trust list: {1}")]
    ReaderRoot(usize, X509Error),
    /// It is older than the list at hand.
    #[error("the trust list has sequence number {offered}, below {held}")]
    Rollback {
        /// The sequence number at hand.
        held: u64,
        /// The one offered.
        offered: u64,
    },
    /// The signature does not hold.
    #[error("the trust list: {0}")]
    Signature(#[from] SignatureError),
    /// The type is another.
    #[error("not a trust list")]
    Type,
    /// Signed with none of the keys that are pinned.
    #[error("the trust list is signed with a key that is not known")]
    UnknownSigner,
}

/// Why an issuer has no key to check a signature with.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum UnusableKey {
    /// The key is past its time.
    #[error("the issuer's key was no longer in use")]
    NoLonger,
    /// The key is before its time.
    #[error("the issuer's key was not in use yet")]
    NotYet,
    /// The issuer has no key of that id.
    #[error("the issuer has no such key")]
    Unknown,
    /// No id is given, and the issuer has not just one key.
    #[error("it is not said which of the issuer's keys signed")]
    Unnamed,
    /// The key was withdrawn: nothing that it signed is believed.
    #[error("the issuer's key was withdrawn")]
    Withdrawn,
}
