//! One part as CBOR: `[seq, count, message length, checksum, data]` (BCR-2024-001 §4, "Part Serialization").
//!
//! Read by hand, since what is taken is smaller than what any library takes: one array of four unsigned integers and a byte
//! string, each head in its shortest form, and nothing after it.

use core::num::NonZeroU32;

use alloc::vec::Vec;

use super::error::FrameError;

/// A part whose numbers fit each other.
#[derive(Clone, Eq, PartialEq)]
pub(super) struct Part {
    /// The number of the frame, from 1.
    pub(super) seq: NonZeroU32,
    /// How many fragments the message has, 1 to [`MAX_FRAGMENTS`].
    pub(super) count: usize,
    /// The message's length in bytes, 1 to [`MAX_MESSAGE_LEN`].
    pub(super) message_len: usize,
    /// The message's CRC-32.
    pub(super) checksum: u32,
    /// One fragment, or the XOR of several; all but the last fragment are full, and the last is not empty.
    pub(super) data: Vec<u8>,
}

impl Part {
    /// Reads what [`Self::to_cbor`] writes.
    pub(super) fn from_cbor(cbor: &[u8]) -> Result<Self, FrameError> {
        Claims::read(cbor).ok_or(FrameError::NotAPart)?.checked()
    }

    /// The one encoding of this part.
    pub(super) fn to_cbor(&self) -> Vec<u8> {
        let mut cbor = Vec::with_capacity(MAX_OVERHEAD + self.data.len());
        push_head(&mut cbor, ARRAY, 5);
        push_head(&mut cbor, UNSIGNED, u64::from(self.seq.get()));
        push_head(&mut cbor, UNSIGNED, self.count as u64);
        push_head(&mut cbor, UNSIGNED, self.message_len as u64);
        push_head(&mut cbor, UNSIGNED, u64::from(self.checksum));
        push_head(&mut cbor, BYTES, self.data.len() as u64);
        cbor.extend(&self.data);
        cbor
    }
}

/// A part's numbers as they are read, before anything is said of them.
struct Claims<'cbor> {
    seq: u64,
    count: u64,
    message_len: u64,
    checksum: u64,
    data: &'cbor [u8],
}

impl<'cbor> Claims<'cbor> {
    fn read(mut cbor: &'cbor [u8]) -> Option<Self> {
        (take_head(&mut cbor, ARRAY)? == 5).then_some(())?;
        let seq = take_head(&mut cbor, UNSIGNED)?;
        let count = take_head(&mut cbor, UNSIGNED)?;
        let message_len = take_head(&mut cbor, UNSIGNED)?;
        let checksum = take_head(&mut cbor, UNSIGNED)?;
        let data_len = take_head(&mut cbor, BYTES)?;
        (data_len == cbor.len() as u64).then_some(Self {
            seq,
            count,
            message_len,
            checksum,
            data: cbor,
        })
    }

    fn checked(self) -> Result<Part, FrameError> {
        // Both are of the type uint32 in the paper's CDDL.
        let seq = u32::try_from(self.seq).map_err(|_| FrameError::NotAPart)?;
        let checksum = u32::try_from(self.checksum).map_err(|_| FrameError::NotAPart)?;
        let seq = NonZeroU32::new(seq).ok_or(FrameError::Impossible)?;
        let count = at_most(self.count, MAX_FRAGMENTS)?;
        let message_len = at_most(self.message_len, MAX_MESSAGE_LEN)?;
        // The paper leaves the fragments' length to the sender; only fragments of nothing but padding make no sense.
        if self.data.is_empty() || message_len.div_ceil(self.data.len()) != count {
            return Err(FrameError::Impossible);
        }
        Ok(Part { seq, count, message_len, checksum, data: self.data.to_vec() })
    }
}

fn at_most(number: u64, limit: usize) -> Result<usize, FrameError> {
    match usize::try_from(number) {
        Ok(0) => Err(FrameError::Impossible),
        Ok(number) if number <= limit => Ok(number),
        _ => Err(FrameError::TooLarge),
    }
}

/// Writes the head of an item in its shortest form (RFC 8949 §3).
#[expect(clippy::cast_possible_truncation, reason = "each arm bounds what it writes")]
fn push_head(cbor: &mut Vec<u8>, major: u8, argument: u64) {
    match argument {
        0..24 => cbor.push(major | argument as u8),
        24..0x100 => cbor.extend([major | 24, argument as u8]),
        0x100..0x1_0000 => {
            cbor.push(major | 25);
            cbor.extend((argument as u16).to_be_bytes());
        }
        0x1_0000..0x1_0000_0000 => {
            cbor.push(major | 26);
            cbor.extend((argument as u32).to_be_bytes());
        }
        _ => {
            cbor.push(major | 27);
            cbor.extend(argument.to_be_bytes());
        }
    }
}

/// Reads the head of an item of `major`; `None` unless it is there and in its shortest form.
fn take_head(cbor: &mut &[u8], major: u8) -> Option<u64> {
    let initial = take::<1>(cbor)?[0];
    (initial & MAJOR == major).then_some(())?;
    let (argument, smallest) = match initial & !MAJOR {
        small @ 0..24 => (u64::from(small), 0),
        24 => (u64::from(u8::from_be_bytes(take(cbor)?)), 24),
        25 => (u64::from(u16::from_be_bytes(take(cbor)?)), 0x100),
        26 => (u64::from(u32::from_be_bytes(take(cbor)?)), 0x1_0000),
        27 => (u64::from_be_bytes(take(cbor)?), 0x1_0000_0000),
        // 28 to 30 are reserved, 31 is an indefinite length.
        _ => return None,
    };
    (argument >= smallest).then_some(argument)
}

fn take<const LEN: usize>(cbor: &mut &[u8]) -> Option<[u8; LEN]> {
    let (taken, rest) = cbor.split_first_chunk()?;
    *cbor = rest;
    Some(*taken)
}

/// The longest message that is sent or taken, in bytes.
pub const MAX_MESSAGE_LEN: usize = 65_536;

/// The most fragments that a message is sent or taken in.
pub const MAX_FRAGMENTS: usize = 512;

/// The most bytes that a part's CBOR has before its data: the array's head, the number, the count, the message's length,
/// the checksum and the data's head.
pub(super) const MAX_OVERHEAD: usize = 1 + 5 + 3 + 5 + 5 + 3;

const MAJOR: u8 = 0xe0;
const UNSIGNED: u8 = 0 << 5;
const BYTES: u8 = 2 << 5;
const ARRAY: u8 = 4 << 5;

#[cfg(test)]
mod tests {
    use alloc::vec;

    use proptest::prelude::*;

    use super::super::vectors::{hex, vector};
    use super::*;

    fn part(seq: u32, count: usize, message_len: usize, data_len: usize) -> Part {
        let seq = NonZeroU32::new(seq).unwrap();
        Part { seq, count, message_len, checksum: 0x1234_5678, data: vec![7; data_len] }
    }

    fn read(text: &str) -> Result<(), FrameError> {
        Part::from_cbor(&hex(text)).map(|_| ())
    }

    #[test]
    fn the_papers_example_is_written_and_its_numbers_are_read() {
        let mut example = part(12, 8, 100, 0);
        example.data = vec![1, 5, 3, 3, 5];
        let cbor = hex("850c0818641a12345678450105030305");
        assert_eq!(example.to_cbor(), cbor);
        let claims = Claims::read(&cbor).unwrap();
        assert_eq!((claims.seq, claims.count, claims.message_len), (12, 8, 100));
        assert_eq!((claims.checksum, claims.data), (0x1234_5678, &[1, 5, 3, 3, 5][..]));
        // Eight fragments of five bytes are no message of a hundred.
        assert_eq!(claims.checked().err(), Some(FrameError::Impossible));
    }

    #[test]
    fn the_papers_parts_are_read_and_written_again() {
        for cbor in vector("parts") {
            let part = Part::from_cbor(&hex(cbor)).ok().unwrap();
            assert_eq!((part.count, part.message_len, part.checksum), (9, 256, 23_570_951));
            assert_eq!(part.to_cbor(), hex(cbor));
        }
    }

    #[test]
    fn only_the_shortest_form_of_a_number_is_read() {
        assert_eq!(read("8501020a1a12345678450102030405"), Ok(()));
        for other in [
            "98050102 0a 1a12345678 45 0102030405",
            "851801 02 0a 1a12345678 45 0102030405",
            "85 01 190002 0a 1a12345678 45 0102030405",
            "85 01 02 1a0000000a 1a12345678 45 0102030405",
            "85 01 02 0a 1b0000000012345678 45 0102030405",
            "85 01 02 0a 1a00001234 45 0102030405",
            "85 01 02 0a 1a12345678 5805 0102030405",
            "85 01 02 0a 1a12345678 590005 0102030405",
        ] {
            assert_eq!(read(&other.replace(' ', "")), Err(FrameError::NotAPart), "{other}");
        }
    }

    #[test]
    fn only_five_items_of_definite_length_are_read() {
        for other in [
            "",
            "85",
            "9f 01 02 0a 1a12345678 45 0102030405 ff",
            "84 01 02 0a 1a12345678",
            "86 01 02 0a 1a12345678 45 0102030405 00",
            "85 01 02 0a 1a12345678 5f 45 0102030405 ff",
            "85 01 02 0a 1a12345678 65 0102030405",
            "85 20 02 0a 1a12345678 45 0102030405",
            "85 01 02 0a fa12345678 45 0102030405",
            "c1 85 01 02 0a 1a12345678 45 0102030405",
            "85 01 02 0a 1a12345678 45 01020304",
            "85 01 02 0a 1a12345678 45 010203040506",
            "85 01 02 0a 1a12345678 5bffffffffffffffff 01",
            "85 01 02 0a 1c 45 0102030405",
            "a5 01 02 0a 1a12345678 45 0102030405",
        ] {
            assert_eq!(read(&other.replace(' ', "")), Err(FrameError::NotAPart), "{other}");
        }
    }

    #[test]
    fn numbers_of_more_than_32_bits_are_no_part() {
        assert_eq!(
            read("851b0000000100000000020a1a12345678450102030405"),
            Err(FrameError::NotAPart)
        );
        assert_eq!(read("8501020a1b0000000100000000450102030405"), Err(FrameError::NotAPart));
        assert_eq!(read("851affffffff020a1affffffff450102030405"), Ok(()));
    }

    #[test]
    fn a_message_that_cannot_be_is_refused() {
        for (cbor, why) in [
            ("8500020a1a12345678450102030405", "number 0"),
            ("8501000a1a12345678450102030405", "no fragments"),
            ("850102001a12345678450102030405", "an empty message"),
            ("8501020a1a1234567840", "empty fragments"),
            ("8501020a1a123456784401020304", "fragments too short"),
            ("8501020a1a123456784a01020304050607080910", "a last fragment of padding only"),
        ] {
            assert_eq!(read(cbor), Err(FrameError::Impossible), "{why}");
        }
    }

    #[test]
    fn a_message_that_is_too_large_is_refused_before_its_memory_is_taken() {
        for (count, message_len) in
            [(513, 65_536), (65_536, 65_536), (512, 65_537), (usize::MAX, 10), (2, usize::MAX)]
        {
            let cbor = part(1, count, message_len, 128).to_cbor();
            assert_eq!(Part::from_cbor(&cbor).err(), Some(FrameError::TooLarge));
        }
        assert!(Part::from_cbor(&part(u32::MAX, 512, 65_536, 128).to_cbor()).is_ok());
    }

    #[test]
    fn the_overhead_is_that_of_the_longest_heads() {
        let longest = part(u32::MAX, 512, 65_536, 300);
        assert_eq!(longest.to_cbor().len(), MAX_OVERHEAD + longest.data.len());
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_alike(
            at in 0_usize..15,
            byte in any::<u8>(),
            rest in prop::collection::vec(any::<u8>(), 0..3),
        ) {
            let mut cbor = hex("8501020a1a12345678450102030405");
            cbor.splice(at..=at, core::iter::once(byte).chain(rest));
            if let Ok(part) = Part::from_cbor(&cbor) {
                prop_assert_eq!(part.to_cbor(), cbor);
            }
        }
    }
}
