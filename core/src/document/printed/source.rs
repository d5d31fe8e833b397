//! What was on the paper, byte for byte.

use alloc::vec::Vec;
use core::fmt;

use serde::de::{Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::MAX_PAYLOAD_BYTES;
use crate::document::text::Text;

/// The QR code that a document was read from.
#[derive(Clone, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrintedSource {
    /// Everything, as scanned.
    pub payload: Payload,
    /// The slots whose meaning is not known, where they are not empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub additional: Vec<AdditionalSlot>,
}

/// A slot whose meaning is not known; it is kept and shown as "additional".
#[derive(Clone, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdditionalSlot {
    /// Its place in the payload, counting from 0.
    pub position: u16,
    /// What it says.
    pub text: Text,
}

/// The bytes of a QR code.
#[derive(Clone, Eq, PartialEq)]
pub struct Payload(Vec<u8>);

impl Payload {
    pub(super) fn new(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }

    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

opaque_debug!(PrintedSource, AdditionalSlot, Payload);

impl Serialize for Payload {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Payload {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_byte_buf(PayloadVisitor)
    }
}

struct PayloadVisitor;

impl<'de> Visitor<'de> for PayloadVisitor {
    type Value = Payload;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("the bytes of a QR code")
    }

    fn visit_bytes<E: serde::de::Error>(self, bytes: &[u8]) -> Result<Payload, E> {
        if bytes.len() > MAX_PAYLOAD_BYTES {
            return Err(E::invalid_length(bytes.len(), &self));
        }
        Ok(Payload::new(bytes))
    }

    /// Formats without byte strings (JSON) carry them as numbers.
    fn visit_seq<A: SeqAccess<'de>>(self, mut numbers: A) -> Result<Payload, A::Error> {
        let mut bytes = Vec::new();
        while let Some(byte) = numbers.next_element()? {
            if bytes.len() == MAX_PAYLOAD_BYTES {
                return Err(A::Error::invalid_length(bytes.len() + 1, &self));
            }
            bytes.push(byte);
        }
        Ok(Payload(bytes))
    }
}
