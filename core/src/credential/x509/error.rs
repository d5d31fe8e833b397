//! Why a chain is refused.

use super::super::key::KeyError;

/// Why certificates do not vouch for a key. Nothing in it comes from the certificates.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum X509Error {
    /// A signature algorithm other than ECDSA with SHA-256, or named differently in the two places where it stands.
    #[error("a certificate is signed with another algorithm than ECDSA with SHA-256")]
    Algorithm,
    /// An authority that is not allowed to certify: no CA, or without the key usage for it.
    #[error("a certificate was issued by someone who may not issue any")]
    Authority,
    /// An extension is critical and not known here.
    #[error("a certificate has a critical extension that is not known")]
    CriticalExtension,
    /// An extension is there twice.
    #[error("a certificate has an extension twice")]
    DuplicateExtension,
    /// No certificates at all.
    #[error("there is no certificate")]
    Empty,
    /// A certificate is no longer valid.
    #[error("a certificate has expired")]
    Expired,
    /// A key other than one on P-256.
    #[error("a certificate's key: {0}")]
    Key(#[from] KeyError),
    /// Not a certificate of version 3 in DER, or one with trailing bytes.
    #[error("a certificate is malformed")]
    Malformed,
    /// A certificate does not name the next one as its issuer.
    #[error("the certificates do not follow each other")]
    Names,
    /// A certificate is not valid yet.
    #[error("a certificate is not valid yet")]
    NotYetValid,
    /// More authorities below one than it allows.
    #[error("an authority does not allow so many authorities below it")]
    PathLength,
    /// The extended key usage does not name the purpose.
    #[error("the certificate is for another purpose")]
    Purpose,
    /// A signature does not hold.
    #[error("a certificate's signature does not hold")]
    Signature,
    /// The signer's certificate is that of an authority, or has no key usage for signatures.
    #[error("the signer's certificate is not one for signing")]
    Signer,
    /// The signer's name is missing or can't be shown.
    #[error("the signer has no name that can be shown")]
    Subject,
    /// A certificate with more than [`super::MAX_CERTIFICATE_BYTES`].
    #[error("a certificate is too large")]
    TooLarge,
    /// More certificates than [`super::MAX_CHAIN`].
    #[error("there are too many certificates")]
    TooLong,
    /// The chain ends in none of the roots.
    #[error("the chain ends in no known root")]
    UnknownRoot,
}
