//! Frames of one message, without end.

use core::fmt;
use core::num::NonZeroU32;

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::chooser::Chooser;
use super::error::FramesError;
use super::part::{MAX_FRAGMENTS, MAX_MESSAGE_LEN, MAX_OVERHEAD, Part};
use super::ur::{self, MAX_FRAME_LEN};

/// How many bytes of the message a frame carries at most; the symbol's size follows from it.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct FragmentSize {
    bytes: usize,
}

impl FragmentSize {
    /// 371 bytes: a frame's symbol stays within version 18 at level M, however long frames are shown.
    ///
    /// With one frame in five lost, half of all readers have 2 KB by frame 8 and 5 KB by frame 21.
    pub const VERSION_18: Self = Self { bytes: bytes_within(816) };

    /// 448 bytes: within version 20 at level M. Fewer frames, by 7 and by 18, of symbols that are harder to read.
    pub const VERSION_20: Self = Self { bytes: bytes_within(970) };

    /// The largest that any symbol carries, in bytes.
    pub const MAX: usize = bytes_within(MAX_FRAME_LEN);

    /// A fragment of at most `bytes`.
    ///
    /// # Errors
    /// [`FramesError::FragmentSize`] for 0 and for more than [`Self::MAX`].
    pub const fn new(bytes: usize) -> Result<Self, FramesError> {
        match bytes {
            1..=Self::MAX => Ok(Self { bytes }),
            _ => Err(FramesError::FragmentSize { bytes }),
        }
    }

    /// The size in bytes.
    #[must_use]
    pub const fn bytes(self) -> usize {
        self.bytes
    }
}

impl Default for FragmentSize {
    fn default() -> Self {
        Self::VERSION_18
    }
}

/// One symbol's text.
#[derive(Clone, Eq, PartialEq)]
pub struct Frame {
    /// The frame's number, from 1. Up to the message's count of fragments it carries the fragment of that number, then
    /// mixes of several.
    pub seq: NonZeroU32,
    /// What the symbol says: characters of the alphanumeric mode.
    pub text: String,
}

impl fmt::Debug for Frame {
    /// Without the text: it is a piece of the message.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Frame({})", self.seq)
    }
}

/// The frames of one message.
///
/// A shell shows them in order and as long as somebody reads: after the first [`Frames::count`] each further one makes up
/// for any that was missed.
pub struct Frames {
    /// Padded with zeros to whole fragments.
    padded: Vec<u8>,
    message_len: usize,
    fragment_len: usize,
    count: usize,
    checksum: u32,
    chooser: Chooser,
    next: NonZeroU32,
}

impl Frames {
    /// Cuts `message`, one CBOR item, into as few fragments as `size` allows, of one length.
    ///
    /// # Errors
    /// [`FramesError`] when the message is empty or longer than [`MAX_MESSAGE_LEN`], or needs more than [`MAX_FRAGMENTS`].
    pub fn new(message: &[u8], size: FragmentSize) -> Result<Self, FramesError> {
        let message_len = message.len();
        match message_len {
            0 => return Err(FramesError::Empty),
            1..=MAX_MESSAGE_LEN => {}
            _ => return Err(FramesError::TooLong { len: message_len }),
        }
        let fragment_len = fragment_len(message_len, size);
        let count = message_len.div_ceil(fragment_len);
        if count > MAX_FRAGMENTS {
            return Err(FramesError::TooManyFragments { count });
        }
        let mut padded = message.to_vec();
        padded.resize(count * fragment_len, 0);
        let checksum = crc32fast::hash(message);
        let chooser = Chooser::new(count, checksum);
        let next = NonZeroU32::MIN;
        Ok(Self { padded, message_len, fragment_len, count, checksum, chooser, next })
    }

    /// How many fragments the message has, and so how many frames a reader needs at least.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// The next frame, from number 1. After number 2^32 − 1, some years on, number 1 comes again.
    pub fn next_frame(&mut self) -> Frame {
        let seq = self.next;
        self.next = seq.checked_add(1).unwrap_or(NonZeroU32::MIN);
        self.frame(seq)
    }

    /// The frame of a number. A message of one fragment has one frame, whatever the number: the single-part UR, which
    /// BCR-2024-001 §1 requires there.
    #[must_use]
    pub fn frame(&self, seq: NonZeroU32) -> Frame {
        let text = match self.count {
            1 => ur::single(&self.padded),
            _ => ur::multipart(&self.part(seq)),
        };
        Frame { seq, text }
    }

    fn part(&self, seq: NonZeroU32) -> Part {
        let mut data = vec![0; self.fragment_len];
        for index in self.chooser.choose(seq).iter() {
            if let Some(fragment) = self.padded.chunks_exact(self.fragment_len).nth(index) {
                xor_into(&mut data, fragment);
            }
        }
        Part {
            seq,
            count: self.count,
            message_len: self.message_len,
            checksum: self.checksum,
            data,
        }
    }
}

impl fmt::Debug for Frames {
    /// Without the message.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Frames({} bytes in {})", self.message_len, self.count)
    }
}

/// Adds `other` to `data`, as a mix of fragments adds them.
pub(super) fn xor_into(data: &mut [u8], other: &[u8]) {
    for (byte, other) in data.iter_mut().zip(other) {
        *byte ^= other;
    }
}

/// The shortest length that makes as few fragments as `size` allows (BCR-2024-001 §4, "Determining Fragment Length").
fn fragment_len(message_len: usize, size: FragmentSize) -> usize {
    message_len.div_ceil(message_len.div_ceil(size.bytes))
}

/// The data of a part whose frame has at most `chars` characters, whatever its number: `UR:VGT/4294967295-512/`, then two
/// letters for each byte of the part and its checksum.
const fn bytes_within(chars: usize) -> usize {
    (chars - 22) / 2 - 4 - MAX_OVERHEAD
}

#[cfg(test)]
mod tests {
    use super::super::vectors::{hex, message, vector};
    use super::*;

    fn size(bytes: usize) -> FragmentSize {
        FragmentSize::new(bytes).unwrap()
    }

    fn number(seq: u32) -> NonZeroU32 {
        NonZeroU32::new(seq).unwrap()
    }

    #[test]
    fn the_papers_fragment_lengths_are_chosen() {
        assert_eq!(fragment_len(12_345, size(1_955)), 1_764);
        assert_eq!(fragment_len(1_024, size(100)), 94);
        assert_eq!(fragment_len(100, size(2_000)), 100);
    }

    #[test]
    fn the_papers_message_has_its_checksum_and_its_fragments() {
        let message = message(1024);
        assert_eq!(crc32fast::hash(&message), 0x2f19_f3bb);
        assert_eq!(crc32fast::hash(b"Wolf"), 0x598c_84dc);
        let frames = Frames::new(&message, size(100)).unwrap();
        let expected: Vec<u8> = vector("fragments").flat_map(hex).collect();
        assert_eq!((frames.count(), &frames.padded), (11, &expected));
    }

    #[test]
    fn the_papers_fragments_are_mixed_as_in_the_paper() {
        let mut random = super::super::xoshiro::Xoshiro256::seeded(b"Wolf");
        let mut draw = || -> Vec<u8> {
            (0..10).map(|_| u8::try_from(random.next_below(256)).unwrap()).collect()
        };
        let (first, second) = (draw(), draw());
        assert_eq!(first, hex("916ec65cf77cadf55cd7"));
        assert_eq!(second, hex("f9cda1a1030026ddd42e"));
        let mut mix = first.clone();
        xor_into(&mut mix, &second);
        assert_eq!(mix, hex("68a367fdf47c8b2888f9"));
        xor_into(&mut mix, &first);
        assert_eq!(mix, second);
    }

    #[test]
    fn the_papers_parts_are_made_byte_for_byte() {
        let frames = Frames::new(&message(256), size(30)).unwrap();
        assert_eq!((frames.count(), frames.checksum), (9, 23_570_951));
        let mut made = 0;
        for (seq, expected) in (1..).zip(vector("parts")) {
            assert_eq!(frames.part(number(seq)).to_cbor(), hex(expected), "part {seq}");
            made += 1;
        }
        assert_eq!(made, 20);
    }

    #[test]
    fn numbers_begin_at_one_and_never_reach_zero() {
        let mut frames = Frames::new(&message(256), size(30)).unwrap();
        assert_eq!(frames.next_frame(), frames.frame(number(1)));
        assert_eq!(frames.next_frame(), frames.frame(number(2)));
        frames.next = NonZeroU32::MAX;
        assert_eq!(frames.next_frame().seq, NonZeroU32::MAX);
        assert_eq!(frames.next_frame().seq, number(1));
    }

    #[test]
    fn a_message_of_one_fragment_is_a_single_part_ur() {
        let mut frames =
            Frames::new(&hex("a10150c7098580125e2ab0981253468b2dbc52"), size(30)).unwrap();
        // The body is the one that BCR-2020-005 gives for this CBOR, under its own type.
        let expected = "UR:VGT/OYADGDSTASLPLABGHYDRPFMKBGGUFGLUDPRFGMAMDPWMOX";
        for _ in 0..3 {
            assert_eq!(frames.next_frame().text, expected);
        }
        assert_eq!(frames.count(), 1);
    }

    #[test]
    fn what_has_no_frames_is_refused_with_its_reason() {
        let new = |len: usize, bytes| {
            Frames::new(&vec![7; len], size(bytes)).map(|frames| frames.count())
        };
        assert_eq!(new(0, 30), Err(FramesError::Empty));
        assert_eq!(new(65_537, 448), Err(FramesError::TooLong { len: 65_537 }));
        assert_eq!(new(65_536, 128), Ok(512));
        assert_eq!(new(65_536, 127), Err(FramesError::TooManyFragments { count: 517 }));
        for bytes in [0, FragmentSize::MAX + 1, usize::MAX] {
            assert_eq!(FragmentSize::new(bytes), Err(FramesError::FragmentSize { bytes }));
        }
    }

    #[test]
    fn nothing_of_the_message_is_printed() {
        let mut frames = Frames::new(&message(256), size(30)).unwrap();
        assert_eq!(alloc::format!("{frames:?}"), "Frames(256 bytes in 9)");
        assert_eq!(alloc::format!("{:?}", frames.next_frame()), "Frame(1)");
    }
}
