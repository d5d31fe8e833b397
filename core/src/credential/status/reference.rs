//! Where a credential's status stands.

use alloc::string::String;

use super::super::cbor::{Encoder, MapEncoder, Value};
use super::StatusError;

/// The place of a credential's status: an index into the list of a URI.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct StatusReference {
    uri: String,
    index: u64,
}

impl StatusReference {
    /// The place `index` of the list of `uri`: a URI of at most 255 bytes.
    ///
    /// # Errors
    /// [`StatusError::Reference`].
    pub fn new(uri: &str, index: u64) -> Result<Self, StatusError> {
        if !is_uri(uri) {
            return Err(StatusError::Reference);
        }
        Ok(Self { uri: String::from(uri), index })
    }

    /// The reference that the value of a `status` claim ([`super::STATUS`]) gives.
    ///
    /// # Errors
    /// [`StatusError::Reference`], also when it names other mechanisms only.
    pub fn from_claim(claim: &Value<'_>) -> Result<Self, StatusError> {
        let info = claim.member(STATUS_LIST).ok_or(StatusError::Reference)?;
        let uri = info.member(URI).and_then(Value::as_text).ok_or(StatusError::Reference)?;
        let index = info.member(INDEX).and_then(Value::as_u64).ok_or(StatusError::Reference)?;
        Self::new(uri, index)
    }

    /// Writes the value of a `status` claim.
    pub fn encode(&self, out: &mut Encoder) {
        let mut info = MapEncoder::default();
        info.entry(|out| out.text(INDEX), |out| out.integer(self.index.into()));
        info.entry(|out| out.text(URI), |out| out.text(&self.uri));
        let mut mechanisms = MapEncoder::default();
        mechanisms.entry(|out| out.text(STATUS_LIST), |out| out.map(info));
        out.map(mechanisms);
    }

    /// The list's URI.
    #[must_use]
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// The place in the list.
    #[must_use]
    pub fn index(&self) -> u64 {
        self.index
    }
}

/// A scheme, a colon, and the characters that RFC 3986 §2 has. Lists are found by comparing URIs byte by byte.
pub(super) fn is_uri(text: &str) -> bool {
    let scheme = text.split_once(':').map_or("", |(scheme, _)| scheme);
    text.len() <= MAX_URI_BYTES
        && scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&b))
}

const STATUS_LIST: &str = "status_list";
const INDEX: &str = "idx";
const URI: &str = "uri";
const MAX_URI_BYTES: usize = 255;
