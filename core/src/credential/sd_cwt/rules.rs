//! What maps, tags and simple values may be where (draft, "Allowed types of CBOR map keys", `legal-values`).

use super::super::cbor::Value;
use super::error::SdCwtError;
use super::{REDACTED_ELEMENT, REDACTED_KEYS};

/// Holds everywhere outside the claims of an SD-CWT: headers and the payload of a key-binding token.
pub(super) fn check_safe(value: &Value<'_>) -> Result<(), SdCwtError> {
    match value {
        Value::Array(items) => items.iter().try_for_each(check_safe),
        Value::Map(pairs) => pairs.iter().try_for_each(|(key, value)| {
            key.as_key().ok_or(SdCwtError::KeyKind)?;
            check_safe(value)
        }),
        Value::Tag(REDACTED_ELEMENT | TO_BE_REDACTED | TO_BE_DECOY, _) => {
            Err(SdCwtError::Redaction)
        }
        Value::Simple(REDACTED_KEYS) => Err(SdCwtError::Redaction),
        Value::Tag(_, inner) => check_safe(inner),
        _ => Ok(()),
    }
}

/// Whether a tag may stand in issued claims. [`REDACTED_ELEMENT`] is handled where elements are.
pub(super) fn check_tag(tag: u64) -> Result<(), SdCwtError> {
    match tag {
        REDACTED_ELEMENT | TO_BE_REDACTED | TO_BE_DECOY => Err(SdCwtError::Redaction),
        _ => Ok(()),
    }
}

/// Marks of the time before issuance.
const TO_BE_REDACTED: u64 = 58;
const TO_BE_DECOY: u64 = 62;
