//! CBOR as the strict decoder takes it, beside a lenient decoder from other hands.
#![no_main]

use ciborium::Value as Other;
use vigiayto_core::credential::cbor::{CborError, Encoder, Limits, Value, decode};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let other: Option<Other> = ciborium::from_reader(bytes).ok();
    match decode(bytes, Limits::TOKEN) {
        Ok(value) => {
            let mut out = Encoder::new();
            value.encode_into(&mut out);
            let once = out.finish();
            // A float of 16 bits is written with 64, so this may be longer than what came.
            let limits = Limits { bytes: usize::MAX, ..Limits::TOKEN };
            let again =
                decode(&once, limits).expect("what was read can be written, and read again");
            let mut out = Encoder::new();
            again.encode_into(&mut out);
            assert!(out.finish() == once, "written twice alike");
            if is_common(&value) {
                assert!(same(&value, &other.expect("the other decoder reads it too")));
            }
        }
        // What the other encoder writes just so is no looser encoding.
        Err(
            CborError::IndefiniteLength
            | CborError::NotShortest
            | CborError::Reserved
            | CborError::Utf8
            | CborError::EndsEarly
            | CborError::TrailingBytes,
        ) => assert!(!other.is_some_and(|value| is_written(&value, bytes))),
        Err(_) => {}
    }
});

/// Whether the other decoder has a value for all of it. It has none for simple values, and makes integers of tagged bytes.
fn is_common(value: &Value<'_>) -> bool {
    match value {
        Value::Simple(_) | Value::Tag(2 | 3, _) => false,
        Value::Array(items) => items.iter().all(is_common),
        Value::Map(pairs) => pairs.iter().all(|(key, value)| is_common(key) && is_common(value)),
        Value::Tag(_, inner) => is_common(inner),
        _ => true,
    }
}

fn same(value: &Value<'_>, other: &Other) -> bool {
    match (value, other) {
        (Value::Array(one), Other::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Bool(one), Other::Bool(other)) => one == other,
        (Value::Bytes(one), Other::Bytes(other)) => one == other,
        (Value::Float(one), Other::Float(other)) => {
            one.to_bits() == other.to_bits() || (one.is_nan() && other.is_nan())
        }
        (Value::Integer(one), Other::Integer(other)) => *one == i128::from(*other),
        (Value::Map(one), Other::Map(other)) => {
            let mut pairs = one.iter().zip(other);
            one.len() == other.len()
                && pairs.all(|((k1, v1), (k2, v2))| same(k1, k2) && same(v1, v2))
        }
        (Value::Null, Other::Null) => true,
        (Value::Tag(one, inner), Other::Tag(other, content)) => {
            one == other && same(inner, content)
        }
        (Value::Text(one), Other::Text(other)) => one == other,
        _ => false,
    }
}

fn is_written(value: &Other, bytes: &[u8]) -> bool {
    let mut written = Vec::new();
    ciborium::into_writer(value, &mut written).expect("memory does not fail");
    written == bytes
}
