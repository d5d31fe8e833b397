//! Salted disclosed claims (draft, "Types of Redacted Claims").

use sha2::{Digest as _, Sha256};

use super::super::cbor::{Encoder, Key, Limits, Value, decode};
use super::error::SdCwtError;

/// A redacted claim hash: SHA-256 over the disclosure with its byte-string head.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// The hash of a disclosure, given the content of its byte string.
    #[must_use]
    pub fn of(disclosure: &[u8]) -> Self {
        let mut out = Encoder::new();
        out.bytes(disclosure);
        Self(Sha256::digest(out.finish()).into())
    }

    pub(super) fn from_value(value: &Value<'_>) -> Result<Self, SdCwtError> {
        let bytes = value.as_bytes().and_then(|bytes| bytes.try_into().ok());
        bytes.map(Self).ok_or(SdCwtError::Redaction)
    }
}

/// One disclosure, as it stands in `sd_claims`.
#[derive(Clone, PartialEq)]
pub struct Disclosure<'a> {
    /// The content of the byte string, as it came.
    pub(super) encoded: &'a [u8],
    pub(super) digest: Digest,
    pub(super) content: Content<'a>,
}

/// What a disclosure discloses.
#[derive(Clone, PartialEq)]
pub(super) enum Content<'a> {
    /// A map's key and value.
    Claim(Key<'a>, Value<'a>),
    /// Nothing: it hides how many there are.
    Decoy,
    /// An element of an array.
    Element(Value<'a>),
}

impl<'a> Disclosure<'a> {
    pub(super) fn parse(encoded: &'a [u8]) -> Result<Self, SdCwtError> {
        let Value::Array(parts) = decode(encoded, Limits::TOKEN)? else {
            return Err(SdCwtError::Disclosure);
        };
        let mut parts = parts.into_iter();
        let salt = parts.next();
        if salt.and_then(|salt| salt.as_bytes()).map(<[u8]>::len) != Some(SALT_LENGTH) {
            return Err(SdCwtError::Disclosure);
        }
        let content = match (parts.next(), parts.next(), parts.next()) {
            (None, ..) => Content::Decoy,
            (Some(value), None, _) => Content::Element(value),
            (Some(value), Some(key), None) => {
                Content::Claim(key.as_key().ok_or(SdCwtError::KeyKind)?, value)
            }
            _ => return Err(SdCwtError::Disclosure),
        };
        Ok(Self { encoded, digest: Digest::of(encoded), content })
    }

    /// The hash that stands for it in the token.
    #[must_use]
    pub fn digest(&self) -> Digest {
        self.digest
    }
}

/// Its kind alone: what it discloses may be a citizen's.
impl core::fmt::Debug for Disclosure<'_> {
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        out.write_str(match self.content {
            Content::Claim(..) => "Claim",
            Content::Decoy => "Decoy",
            Content::Element(_) => "Element",
        })
    }
}

/// Bytes of a salt: 128 bits (draft, `salted-entry`).
pub(super) const SALT_LENGTH: usize = 16;
