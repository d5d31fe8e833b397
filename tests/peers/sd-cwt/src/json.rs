//! Claims as JSON.

use cbor2::Value;
use serde_json::json;

/// Integer keys become their decimal text, bytes their hex after `h'`, and anything else what diagnostic notation has.
pub(crate) fn from_cbor(value: &Value) -> serde_json::Value {
    match value {
        Value::Integer(number) => {
            i64::try_from(*number).map_or_else(|_| json!(value.to_string()), |number| json!(number))
        }
        Value::Bytes(bytes) => json!(format!("h'{}'", hex::encode(bytes))),
        Value::Float(number) => json!(number),
        Value::Text(text) => json!(text),
        Value::Bool(truth) => json!(truth),
        Value::Null => json!(null),
        Value::Array(items) => items.iter().map(from_cbor).collect(),
        Value::Map(pairs) => {
            pairs.iter().map(|(key, value)| (name(key), from_cbor(value))).collect()
        }
        other => json!(other.to_string()),
    }
}

fn name(key: &Value) -> String {
    match key {
        Value::Text(text) => text.clone(),
        other => other.to_string(),
    }
}
