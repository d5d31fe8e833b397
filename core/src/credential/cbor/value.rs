//! One decoded item. Strings are borrowed from the bytes they came in.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::Encoder;

/// A data item. Integers cover what one CBOR head can hold: -2^64 to 2^64 - 1.
#[derive(Clone, PartialEq)]
pub enum Value<'a> {
    /// An array.
    Array(Vec<Value<'a>>),
    /// `false` or `true`.
    Bool(bool),
    /// A byte string.
    Bytes(&'a [u8]),
    /// A floating-point number of any width.
    Float(f64),
    /// An unsigned or negative integer.
    Integer(i128),
    /// A map, in the order in which it came. No key is there twice.
    Map(Vec<(Value<'a>, Value<'a>)>),
    /// `null`.
    Null,
    /// Any other simple value (RFC 8949 §3.3), `undefined` among them.
    Simple(u8),
    /// A tag with what it encloses.
    Tag(u64, Box<Value<'a>>),
    /// A text string.
    Text(&'a str),
}

/// A key of a CWT or COSE map (RFC 8392 §1.1, RFC 9052 §1.5), as SD-CWT bounds it (draft, `label`). Integers beyond 64 bits with
/// a sign, which no registry has, are refused.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Key<'a> {
    /// An integer.
    Integer(i64),
    /// A text string of 1 to 255 bytes.
    Text(&'a str),
}

impl<'a> Value<'a> {
    /// The elements, if this is an array.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Self]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The bytes, if this is a byte string.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&'a [u8]> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// The integer, if this is one that 64 bits with a sign hold.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Integer(number) => i64::try_from(*number).ok(),
            _ => None,
        }
    }

    /// The integer, if this is an unsigned one.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        match self {
            Self::Integer(number) => u64::try_from(*number).ok(),
            _ => None,
        }
    }

    /// The pairs, if this is a map.
    #[must_use]
    pub fn as_map(&self) -> Option<&[(Self, Self)]> {
        match self {
            Self::Map(pairs) => Some(pairs),
            _ => None,
        }
    }

    /// The text, if this is a text string.
    #[must_use]
    pub fn as_text(&self) -> Option<&'a str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// This value as a key of a CWT or COSE map, if it can be one.
    #[must_use]
    pub fn as_key(&self) -> Option<Key<'a>> {
        match self {
            Self::Integer(number) => i64::try_from(*number).ok().map(Key::Integer),
            Self::Text(text) if (1..=LONGEST_KEY).contains(&text.len()) => Some(Key::Text(text)),
            _ => None,
        }
    }

    /// What a map holds under an integer key.
    #[must_use]
    pub fn entry(&self, key: i64) -> Option<&Self> {
        self.as_map()?
            .iter()
            .find(
                |(known, _)| matches!(known, Value::Integer(number) if *number == i128::from(key)),
            )
            .map(|(_, value)| value)
    }

    /// What a map holds under a text key.
    #[must_use]
    pub fn member(&self, key: &str) -> Option<&Self> {
        self.as_map()?
            .iter()
            .find(|(known, _)| known.as_text() == Some(key))
            .map(|(_, value)| value)
    }

    /// Appends the one encoding of this value. Maps are sorted (RFC 8949 §4.2.1), floats keep 64 bits.
    pub fn encode_into(&self, out: &mut Encoder) {
        match self {
            Self::Array(items) => {
                out.array(items.len());
                items.iter().for_each(|item| item.encode_into(out));
            }
            Self::Bool(value) => out.bool(*value),
            Self::Bytes(bytes) => out.bytes(bytes),
            Self::Float(number) => out.float(*number),
            Self::Integer(number) => out.integer(*number),
            Self::Map(pairs) => {
                let mut map = super::MapEncoder::default();
                for (key, value) in pairs {
                    map.entry(|out| key.encode_into(out), |out| value.encode_into(out));
                }
                out.map(map);
            }
            Self::Null => out.null(),
            Self::Simple(number) => out.simple(*number),
            Self::Tag(number, inner) => {
                out.tag(*number);
                inner.encode_into(out);
            }
            Self::Text(text) => out.text(text),
        }
    }
}

/// The type of the item alone: what it holds may be a citizen's.
impl core::fmt::Debug for Value<'_> {
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        out.write_str(match self {
            Self::Array(_) => "Array",
            Self::Bool(_) => "Bool",
            Self::Bytes(_) => "Bytes",
            Self::Float(_) => "Float",
            Self::Integer(_) => "Integer",
            Self::Map(_) => "Map",
            Self::Null => "Null",
            Self::Simple(_) => "Simple",
            Self::Tag(..) => "Tag",
            Self::Text(_) => "Text",
        })
    }
}

/// draft-ietf-spice-sd-cwt-08, "Allowed types of CBOR map keys".
const LONGEST_KEY: usize = 255;
