//! The strict decoder.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::str;

use super::{Encoder, Value};

/// How much a stranger may make us read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Limits {
    /// Bytes of the whole item.
    pub bytes: usize,
    /// Levels of arrays, maps and tags within each other.
    pub depth: u8,
    /// Items in all, keys and values counted one by one.
    pub items: usize,
}

impl Limits {
    /// For tokens, requests and answers.
    pub const TOKEN: Self = Self { bytes: 64 * 1024, depth: 16, items: 2048 };
    /// For lists that an authority publishes.
    pub const LIST: Self = Self { bytes: 2 * 1024 * 1024, depth: 16, items: 64 * 1024 };
}

/// Why bytes are not one well-formed item of the strict subset.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CborError {
    /// A map has one key twice.
    #[error("a map holds one key twice")]
    DuplicateKey,
    /// An item, or a string in it, ends before it is complete.
    #[error("the data ends too early")]
    EndsEarly,
    /// An indefinite length.
    #[error("an item has an indefinite length")]
    IndefiniteLength,
    /// An integer or length is written with more bytes than it needs.
    #[error("a number is written longer than it needs to be")]
    NotShortest,
    /// A head that RFC 8949 reserves, or a simple value that has a shorter form.
    #[error("a reserved encoding is used")]
    Reserved,
    /// Levels within levels beyond [`Limits::depth`].
    #[error("items lie too deep within each other")]
    TooDeep,
    /// More bytes or items than [`Limits`] allow.
    #[error("there is too much data")]
    TooLarge,
    /// Bytes follow the item.
    #[error("something follows the item")]
    TrailingBytes,
    /// A text string is not UTF-8.
    #[error("a text is not UTF-8")]
    Utf8,
}

/// The one item that `bytes` are.
///
/// # Errors
/// [`CborError`] when they are anything but exactly one item of the strict subset within `limits`.
pub fn decode(bytes: &[u8], limits: Limits) -> Result<Value<'_>, CborError> {
    if bytes.len() > limits.bytes {
        return Err(CborError::TooLarge);
    }
    let items_left = limits.items.checked_sub(1).ok_or(CborError::TooLarge)?;
    let mut decoder = Decoder { rest: bytes, items_left };
    let value = decoder.item(limits.depth)?;
    if decoder.rest.is_empty() { Ok(value) } else { Err(CborError::TrailingBytes) }
}

struct Decoder<'a> {
    rest: &'a [u8],
    /// Items that no head has announced yet. They are taken when a head announces them: lengths within lengths can't make us
    /// allocate more than the limit in all.
    items_left: usize,
}

impl<'a> Decoder<'a> {
    fn item(&mut self, depth_left: u8) -> Result<Value<'a>, CborError> {
        let first = self.byte()?;
        let (major, info) = (first >> 5, first & 0x1f);
        if major == 7 {
            return self.simple_or_float(info);
        }
        let argument = self.argument(info)?;
        match major {
            0 => Ok(Value::Integer(i128::from(argument))),
            1 => Ok(Value::Integer(-1 - i128::from(argument))),
            2 => Ok(Value::Bytes(self.take(argument)?)),
            3 => {
                let text = str::from_utf8(self.take(argument)?).map_err(|_| CborError::Utf8)?;
                Ok(Value::Text(text))
            }
            _ => {
                let inner = depth_left.checked_sub(1).ok_or(CborError::TooDeep)?;
                match major {
                    4 => self.array(argument, inner),
                    5 => self.map(argument, inner),
                    _ => {
                        self.announced(1, 1)?;
                        Ok(Value::Tag(argument, Box::new(self.item(inner)?)))
                    }
                }
            }
        }
    }

    fn array(&mut self, length: u64, depth_left: u8) -> Result<Value<'a>, CborError> {
        let length = self.announced(length, 1)?;
        let mut items = Vec::with_capacity(length);
        for _ in 0..length {
            items.push(self.item(depth_left)?);
        }
        Ok(Value::Array(items))
    }

    fn map(&mut self, length: u64, depth_left: u8) -> Result<Value<'a>, CborError> {
        let length = self.announced(length, 2)?;
        let mut pairs = Vec::with_capacity(length);
        let mut keys = Vec::with_capacity(length);
        for _ in 0..length {
            let before = self.rest;
            let key = self.item(depth_left)?;
            let key_bytes = before.get(..before.len() - self.rest.len());
            keys.push(one_encoding(&key, key_bytes.unwrap_or_default()));
            pairs.push((key, self.item(depth_left)?));
        }
        keys.sort_unstable();
        if keys.windows(2).any(|pair| matches!(pair, [one, next] if one == next)) {
            return Err(CborError::DuplicateKey);
        }
        Ok(Value::Map(pairs))
    }

    fn simple_or_float(&mut self, info: u8) -> Result<Value<'a>, CborError> {
        match info {
            20 => Ok(Value::Bool(false)),
            21 => Ok(Value::Bool(true)),
            22 => Ok(Value::Null),
            0..=23 => Ok(Value::Simple(info)),
            24 => match self.byte()? {
                // RFC 8949 §3.3: one byte holds those below 32.
                0..=31 => Err(CborError::Reserved),
                number => Ok(Value::Simple(number)),
            },
            25 => Ok(Value::Float(half(u16::from_be_bytes(self.fixed()?)))),
            26 => Ok(Value::Float(f32::from_be_bytes(self.fixed()?).into())),
            27 => Ok(Value::Float(f64::from_be_bytes(self.fixed()?))),
            31 => Err(CborError::IndefiniteLength),
            _ => Err(CborError::Reserved),
        }
    }

    /// The number behind a head, in its shortest form (RFC 8949 §4.1).
    fn argument(&mut self, info: u8) -> Result<u64, CborError> {
        let (number, least) = match info {
            0..=23 => (u64::from(info), 0),
            24 => (u64::from(self.byte()?), 24),
            25 => (u64::from(u16::from_be_bytes(self.fixed()?)), 1 << 8),
            26 => (u64::from(u32::from_be_bytes(self.fixed()?)), 1 << 16),
            27 => (u64::from_be_bytes(self.fixed()?), 1 << 32),
            31 => return Err(CborError::IndefiniteLength),
            _ => return Err(CborError::Reserved),
        };
        if number < least { Err(CborError::NotShortest) } else { Ok(number) }
    }

    /// A length whose items can still be there: each takes a byte at least.
    fn announced(&mut self, length: u64, items_each: usize) -> Result<usize, CborError> {
        let length = usize::try_from(length).map_err(|_| CborError::TooLarge)?;
        let items = length.checked_mul(items_each).ok_or(CborError::TooLarge)?;
        self.items_left = self.items_left.checked_sub(items).ok_or(CborError::TooLarge)?;
        if items > self.rest.len() { Err(CborError::EndsEarly) } else { Ok(length) }
    }

    fn byte(&mut self) -> Result<u8, CborError> {
        let [byte] = self.fixed()?;
        Ok(byte)
    }

    fn fixed<const N: usize>(&mut self) -> Result<[u8; N], CborError> {
        let (bytes, rest) = self.rest.split_first_chunk().ok_or(CborError::EndsEarly)?;
        self.rest = rest;
        Ok(*bytes)
    }

    fn take(&mut self, length: u64) -> Result<&'a [u8], CborError> {
        let length = usize::try_from(length).map_err(|_| CborError::EndsEarly)?;
        let (bytes, rest) = self.rest.split_at_checked(length).ok_or(CborError::EndsEarly)?;
        self.rest = rest;
        Ok(bytes)
    }
}

/// The bytes by which equal keys are told. Numbers and strings came in their one encoding; a float may have come in any width, and
/// a map in any order.
fn one_encoding<'a>(key: &Value<'a>, came: &'a [u8]) -> Cow<'a, [u8]> {
    match key {
        Value::Array(_) | Value::Float(_) | Value::Map(_) | Value::Tag(..) => {
            let mut out = Encoder::default();
            key.encode_into(&mut out);
            Cow::Owned(out.finish())
        }
        _ => Cow::Borrowed(came),
    }
}

/// A half-precision number (IEEE 754; RFC 8949 Appendix D).
fn half(bits: u16) -> f64 {
    let exponent = i32::from(bits >> 10 & 0x1f);
    let mantissa = f64::from(bits & 0x3ff);
    let size = match exponent {
        0 => mantissa * f64::powi(2.0, -24),
        31 if mantissa == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (mantissa + 1024.0) * f64::powi(2.0, exponent - 25),
    };
    if bits & 0x8000 == 0 { size } else { -size }
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use proptest::prelude::*;

    use super::*;

    fn hex(text: &str) -> Vec<u8> {
        text.as_bytes()
            .chunks(2)
            .map(|pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap())
            .collect()
    }

    fn error(text: &str) -> CborError {
        decode(&hex(text), Limits::TOKEN).unwrap_err()
    }

    #[test]
    fn the_examples_of_the_standard_are_read() {
        // RFC 8949 Appendix A, those of definite length.
        for (text, value) in [
            ("00", Value::Integer(0)),
            ("17", Value::Integer(23)),
            ("1818", Value::Integer(24)),
            ("1903e8", Value::Integer(1000)),
            ("1bffffffffffffffff", Value::Integer(18_446_744_073_709_551_615)),
            ("3bffffffffffffffff", Value::Integer(-18_446_744_073_709_551_616)),
            ("20", Value::Integer(-1)),
            ("3903e7", Value::Integer(-1000)),
            ("f90000", Value::Float(0.0)),
            ("f93c00", Value::Float(1.0)),
            ("f97bff", Value::Float(65504.0)),
            ("f90001", Value::Float(5.960_464_477_539_063e-8)),
            ("f90400", Value::Float(0.000_061_035_156_25)),
            ("f9c400", Value::Float(-4.0)),
            ("fa47c35000", Value::Float(100_000.0)),
            ("fb3ff199999999999a", Value::Float(1.1)),
            ("f97c00", Value::Float(f64::INFINITY)),
            ("f9fc00", Value::Float(f64::NEG_INFINITY)),
            ("f4", Value::Bool(false)),
            ("f5", Value::Bool(true)),
            ("f6", Value::Null),
            ("f7", Value::Simple(23)),
            ("f0", Value::Simple(16)),
            ("f8ff", Value::Simple(255)),
            ("f83b", Value::Simple(59)),
            ("c11a514b67b0", Value::Tag(1, Box::new(Value::Integer(1_363_896_240)))),
            ("40", Value::Bytes(&[])),
            ("4401020304", Value::Bytes(&[1, 2, 3, 4])),
            ("60", Value::Text("")),
            ("62c3bc", Value::Text("ü")),
            ("80", Value::Array(vec![])),
            ("a0", Value::Map(vec![])),
            (
                "a201020304",
                Value::Map(vec![
                    (Value::Integer(1), Value::Integer(2)),
                    (Value::Integer(3), Value::Integer(4)),
                ]),
            ),
        ] {
            assert!(decode(&hex(text), Limits::TOKEN) == Ok(value), "{text}");
        }
        assert!(matches!(decode(&hex("f97e00"), Limits::TOKEN), Ok(Value::Float(n)) if n.is_nan()));
    }

    #[test]
    fn each_looser_encoding_is_refused_by_name() {
        for text in ["1817", "190017", "1900ff", "1a0000ffff", "1b00000000ffffffff", "5803010203"] {
            assert_eq!(error(text), CborError::NotShortest, "{text}");
        }
        for text in ["5f4101ff", "7f6161ff", "9fff", "bfff", "ff", "df00"] {
            assert_eq!(error(text), CborError::IndefiniteLength, "{text}");
        }
        for text in ["1c", "1d", "1e", "f800", "f818", "f81f", "fc", "fd", "fe"] {
            assert_eq!(error(text), CborError::Reserved, "{text}");
        }
        for text in ["", "18", "1901", "42ff", "6261", "81", "a101", "c1", "fb00"] {
            assert_eq!(error(text), CborError::EndsEarly, "{text}");
        }
        for text in ["a201020103", "a2616101616102", "a2f83b00f83b01"] {
            assert_eq!(error(text), CborError::DuplicateKey, "{text}");
        }
        // 1.0 in two widths, bare and in an array; a map in two orders.
        for text in [
            "a2f93c0001fa3f80000002",
            "a281f93c000181fb3ff000000000000002",
            "a2a20102030400a20304010200",
        ] {
            assert_eq!(error(text), CborError::DuplicateKey, "{text}");
        }
        assert_eq!(error("0000"), CborError::TrailingBytes);
        assert_eq!(error("62ffff"), CborError::Utf8);
    }

    #[test]
    fn size_is_bounded_before_anything_is_allocated() {
        assert_eq!(error("9bffffffffffffffff"), CborError::TooLarge);
        assert_eq!(error("9a7fffffff"), CborError::TooLarge);
        assert_eq!(error("5bffffffffffffffff"), CborError::EndsEarly);
        assert_eq!(error("990400"), CborError::EndsEarly);
        let mut deep = vec![0x81; 16];
        deep.push(0);
        assert!(decode(&deep, Limits::TOKEN).is_ok());
        deep.insert(0, 0x81);
        assert_eq!(decode(&deep, Limits::TOKEN), Err(CborError::TooDeep));
        assert_eq!(decode(&vec![0; 65 * 1024], Limits::TOKEN), Err(CborError::TooLarge));
    }

    #[test]
    fn what_heads_announce_counts_before_it_is_there() {
        let most = |count: u16| {
            let mut bytes = vec![0x99, 0, 0];
            bytes[1..3].copy_from_slice(&count.to_be_bytes());
            bytes.resize(3 + usize::from(count), 0);
            decode(&bytes, Limits::TOKEN).map(drop)
        };
        assert_eq!(most(2047), Ok(()));
        assert_eq!(most(2048), Err(CborError::TooLarge));
        // Two arrays of 1,500 within each other would need 3,000 items, though neither is too large alone.
        let mut nested = hex("9905dc9905dc");
        nested.resize(4000, 0);
        assert_eq!(decode(&nested, Limits::TOKEN), Err(CborError::TooLarge));
        // A map of 1,024 pairs is 2,048 items, and it is one itself.
        let mut pairs = hex("b90400");
        pairs.resize(4000, 0);
        assert_eq!(decode(&pairs, Limits::TOKEN), Err(CborError::TooLarge));
        assert_eq!(error("b903ff00"), CborError::EndsEarly);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(value) = decode(&bytes, Limits::TOKEN) {
                let mut out = Encoder::new();
                value.encode_into(&mut out);
                // What was read can be written, and reads as itself.
                let written = out.finish();
                let again = decode(&written, Limits { depth: 17, ..Limits::TOKEN });
                prop_assert!(again.is_ok());
            }
        }
    }
}
