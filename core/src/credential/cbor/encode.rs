//! The encoder: shortest heads, definite lengths, maps sorted by their encoded keys (RFC 8949 §4.2.1).

use alloc::vec::Vec;

/// Bytes under construction.
#[derive(Default)]
pub struct Encoder(Vec<u8>);

impl Encoder {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self(Vec::with_capacity(512))
    }

    /// What was written.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        self.0
    }

    /// The head of an array; its `length` items follow.
    pub fn array(&mut self, length: usize) {
        self.head(4, length as u64);
    }

    /// `false` or `true`.
    pub fn bool(&mut self, value: bool) {
        self.0.push(if value { 0xf5 } else { 0xf4 });
    }

    /// A byte string.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.head(2, bytes.len() as u64);
        self.0.extend_from_slice(bytes);
    }

    /// A byte string whose content is itself CBOR.
    pub fn embedded(&mut self, write: impl FnOnce(&mut Self)) {
        let mut inner = Self::default();
        write(&mut inner);
        self.bytes(&inner.0);
    }

    /// A floating-point number of 64 bits.
    pub fn float(&mut self, number: f64) {
        self.0.push(0xfb);
        self.0.extend_from_slice(&number.to_be_bytes());
    }

    /// An integer from -2^64 to 2^64 - 1; beyond, the nearest of the two.
    pub fn integer(&mut self, number: i128) {
        if number >= 0 {
            self.head(0, u64::try_from(number).unwrap_or(u64::MAX));
        } else {
            self.head(1, u64::try_from(-1 - number).unwrap_or(u64::MAX));
        }
    }

    /// A whole map.
    pub fn map(&mut self, map: MapEncoder) {
        let mut entries = map.0;
        entries.sort_unstable();
        self.head(5, entries.len() as u64);
        for (key, value) in entries {
            self.0.extend_from_slice(&key);
            self.0.extend_from_slice(&value);
        }
    }

    /// `null`.
    pub fn null(&mut self) {
        self.0.push(0xf6);
    }

    /// An item that is encoded already.
    pub fn raw(&mut self, item: &[u8]) {
        self.0.extend_from_slice(item);
    }

    /// A simple value. Those from 24 to 31 do not exist (RFC 8949 §3.3).
    pub fn simple(&mut self, number: u8) {
        self.head(7, number.into());
    }

    /// A tag; the tagged item follows.
    pub fn tag(&mut self, number: u64) {
        self.head(6, number);
    }

    /// A text string.
    pub fn text(&mut self, text: &str) {
        self.head(3, text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    fn head(&mut self, major: u8, argument: u64) {
        let [a, b, c, d, e, f, g, h] = argument.to_be_bytes();
        let major = major << 5;
        match argument {
            0..=23 => self.0.push(major | h),
            24..=0xff => self.0.extend_from_slice(&[major | 24, h]),
            0x100..=0xffff => self.0.extend_from_slice(&[major | 25, g, h]),
            0x1_0000..=0xffff_ffff => self.0.extend_from_slice(&[major | 26, e, f, g, h]),
            _ => self.0.extend_from_slice(&[major | 27, a, b, c, d, e, f, g, h]),
        }
    }
}

/// A map under construction; [`Encoder::map`] sorts it. The caller gives no key twice.
#[derive(Default)]
pub struct MapEncoder(Vec<(Vec<u8>, Vec<u8>)>);

impl MapEncoder {
    /// Adds what `key` and `value` write.
    pub fn entry(&mut self, key: impl FnOnce(&mut Encoder), value: impl FnOnce(&mut Encoder)) {
        let mut encoded = (Encoder::default(), Encoder::default());
        key(&mut encoded.0);
        value(&mut encoded.1);
        self.0.push((encoded.0.0, encoded.1.0));
    }

    /// Adds an entry under an integer key.
    pub fn key(&mut self, key: i64, value: impl FnOnce(&mut Encoder)) {
        self.entry(|out| out.integer(key.into()), value);
    }

    /// Whether nothing was added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;

    #[test]
    fn heads_are_as_short_as_they_can_be() {
        for (number, bytes) in [
            (0, vec![0x00]),
            (23, vec![0x17]),
            (24, vec![0x18, 24]),
            (255, vec![0x18, 255]),
            (256, vec![0x19, 1, 0]),
            (65_536, vec![0x1a, 0, 1, 0, 0]),
            (4_294_967_296, vec![0x1b, 0, 0, 0, 1, 0, 0, 0, 0]),
            (-1, vec![0x20]),
            (-25, vec![0x38, 24]),
        ] {
            let mut out = Encoder::new();
            out.integer(number);
            assert_eq!(out.finish(), bytes, "{number}");
        }
    }

    #[test]
    fn maps_are_sorted_by_their_encoded_keys() {
        let mut map = MapEncoder::default();
        map.entry(|out| out.simple(59), |out| out.integer(1));
        map.key(-1, |out| out.integer(2));
        map.key(100, |out| out.integer(3));
        map.entry(|out| out.text("a"), |out| out.integer(4));
        map.key(10, |out| out.integer(5));
        let mut out = Encoder::new();
        out.map(map);
        let expected = [0xa5, 10, 5, 0x18, 100, 3, 0x20, 2, 0x61, b'a', 4, 0xf8, 59, 1];
        assert_eq!(out.finish(), expected);
    }
}
