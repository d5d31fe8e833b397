//! A reader's side: frames in any order and with loss, among others that are not meant for it.

use core::fmt;

use alloc::vec::Vec;

use super::assembly::{Assembly, MessageName};
use super::bytewords;
use super::error::FrameError;
use super::part::Part;
use super::ur::{self, Ur};

/// Puts messages together from whatever the camera sees.
///
/// Several may be under way at once, each by itself: no frame of another message, program or phone undoes what was
/// collected. At most [`MAX_ASSEMBLIES`] are remembered, those that were fed last; each takes at most the memory of two
/// copies of its message and 64 kB.
#[derive(Default)]
pub struct Collector {
    /// The one fed last is last.
    assemblies: Vec<Assembly>,
}

/// What is there of a frame's message.
#[derive(Clone, Eq, PartialEq)]
pub enum Collected {
    /// Not all of it yet.
    Partial(Progress),
    /// All of it, checked by its CRC-32. Further frames of the same message say so again.
    Complete(Vec<u8>),
}

impl fmt::Debug for Collected {
    /// Without the message.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Partial(progress) => write!(formatter, "Partial({progress:?})"),
            Self::Complete(message) => write!(formatter, "Complete({} bytes)", message.len()),
        }
    }
}

/// How far a message is. It grows with every frame that says anything new, and shrinks only after
/// [`FrameError::WrongMessage`].
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Progress {
    /// How many independent frames were taken.
    pub received: usize,
    /// How many are needed: as many as the message has fragments.
    pub needed: usize,
}

impl Progress {
    /// The part that is there, from 0 to 1.
    #[must_use]
    pub fn fraction(self) -> f32 {
        self.received as f32 / self.needed as f32
    }
}

impl Collector {
    /// Nothing collected yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the text of one symbol, whatever it is.
    ///
    /// # Errors
    /// [`FrameError`] says why the frame was not taken. A shell goes on feeding: nothing is lost by it.
    pub fn feed(&mut self, frame: &str) -> Result<Collected, FrameError> {
        match Ur::split(frame)? {
            Ur::Single { body } => match bytewords::decode(body)? {
                message if message.is_empty() => Err(FrameError::Impossible),
                message => Ok(Collected::Complete(message)),
            },
            Ur::Part { number, body } => {
                let part = Part::from_cbor(&bytewords::decode(body)?)?;
                if number == ur::number(&part) { self.take(part) } else { Err(FrameError::Number) }
            }
        }
    }

    fn take(&mut self, part: Part) -> Result<Collected, FrameError> {
        let mut assembly = self.take_out(MessageName::of(&part));
        let taken = assembly.take(part);
        let collected = match assembly.message() {
            Some(message) => Collected::Complete(message.to_vec()),
            None => {
                let (received, needed) = assembly.received();
                Collected::Partial(Progress { received, needed })
            }
        };
        if taken != Err(FrameError::WrongMessage) {
            self.assemblies.push(assembly);
        }
        taken.map(|()| collected)
    }

    /// The assembly of `name`, or a new one in place of the one that was fed least recently.
    fn take_out(&mut self, name: MessageName) -> Assembly {
        if let Some(at) = self.assemblies.iter().position(|assembly| assembly.name() == name) {
            return self.assemblies.remove(at);
        }
        if self.assemblies.len() >= MAX_ASSEMBLIES {
            self.assemblies.remove(0);
        }
        Assembly::new(name)
    }
}

impl fmt::Debug for Collector {
    /// Without what was collected.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Collector({} under way)", self.assemblies.len())
    }
}

/// How many messages may be under way at once.
pub const MAX_ASSEMBLIES: usize = 4;

#[cfg(test)]
mod tests {
    use alloc::string::String;

    use super::super::encoder::{FragmentSize, Frames};
    use super::super::vectors::message;
    use super::*;

    fn frames(message: &[u8], bytes: usize) -> Frames {
        Frames::new(message, FragmentSize::new(bytes).unwrap()).unwrap()
    }

    fn partial(received: usize, needed: usize) -> Result<Collected, FrameError> {
        Ok(Collected::Partial(Progress { received, needed }))
    }

    #[test]
    fn a_message_is_complete_with_its_last_fragment_and_stays_so() {
        let mut sent = frames(&message(256), 30);
        let mut collector = Collector::new();
        for received in 1..9 {
            assert_eq!(collector.feed(&sent.next_frame().text), partial(received, 9));
        }
        for _ in 9..30 {
            assert_eq!(
                collector.feed(&sent.next_frame().text),
                Ok(Collected::Complete(message(256)))
            );
        }
    }

    #[test]
    fn the_papers_long_message_is_collected_without_its_first_hundred_frames() {
        let sent = frames(&message(32_767), 1000);
        let mut collector = Collector::new();
        let complete = (101..).map(|seq| collector.feed(&sent.frame(seq.try_into().unwrap()).text));
        let complete = complete.take(60).find_map(|collected| match collected.unwrap() {
            Collected::Complete(message) => Some(message),
            Collected::Partial(_) => None,
        });
        assert_eq!(complete, Some(message(32_767)));
    }

    #[test]
    fn a_frame_twice_is_as_good_as_once() {
        let mut sent = frames(&message(256), 30);
        let mut collector = Collector::new();
        for received in 1..9 {
            let text = sent.next_frame().text;
            assert_eq!(collector.feed(&text), partial(received, 9));
            assert_eq!(collector.feed(&text.to_ascii_lowercase()), partial(received, 9));
        }
    }

    #[test]
    fn a_single_part_is_complete_at_once() {
        let mut collector = Collector::new();
        let text = frames(b"\xa1\x01\x02", 30).next_frame().text;
        assert_eq!(collector.feed(&text), Ok(Collected::Complete(b"\xa1\x01\x02".to_vec())));
        assert_eq!(collector.feed("UR:VGT/AEAEAEAE"), Err(FrameError::Impossible), "empty");
    }

    #[test]
    fn foreign_frames_change_nothing() {
        let (mut sent, mut other) = (frames(&message(256), 30), frames(&message(255), 30));
        let mut collector = Collector::new();
        for received in 1..=4 {
            assert_eq!(collector.feed(&sent.next_frame().text), partial(received, 9));
            let frame = other.next_frame().text;
            assert_eq!(collector.feed(&frame.replace("VGT", "BYTES")), Err(FrameError::OtherType));
            assert_eq!(collector.feed(&frame.replace("VGT/", "VGT/1")), Err(FrameError::Number));
            assert_eq!(collector.feed(&frame[..frame.len() - 2]), Err(FrameError::FrameChecksum));
            assert_eq!(collector.feed(&frame[..frame.len() - 1]), Err(FrameError::NotBytewords));
            assert_eq!(collector.feed("VGT1:6BFOXN"), Err(FrameError::NotUr));
            assert_eq!(collector.feed(&"A".repeat(4297)), Err(FrameError::TooLong));
            assert_eq!(collector.feed(&frame), partial(received, 9), "it counts for its own");
        }
    }

    #[test]
    fn the_message_fed_least_recently_is_forgotten_for_a_fifth() {
        let mut sent: Vec<Frames> = (0..5).map(|at| frames(&message(250 + at), 30)).collect();
        let mut collector = Collector::new();
        for frames in &mut sent[..4] {
            assert_eq!(collector.feed(&frames.next_frame().text), partial(1, 9));
        }
        assert_eq!(collector.feed(&sent[0].next_frame().text), partial(2, 9));
        assert_eq!(collector.feed(&sent[4].next_frame().text), partial(1, 9), "in place of 1");
        for (at, received) in [(0, 3), (2, 2), (3, 2), (4, 2), (1, 1), (0, 1)] {
            let text = sent[at].next_frame().text;
            assert_eq!(collector.feed(&text), partial(received, 9), "message {at}");
        }
        assert_eq!(collector.assemblies.len(), MAX_ASSEMBLIES);
    }

    #[test]
    fn progress_is_told_as_a_fraction() {
        assert!((Progress { received: 3, needed: 4 }.fraction() - 0.75).abs() < f32::EPSILON);
    }

    #[test]
    fn nothing_of_a_message_is_printed() {
        let mut collector = Collector::new();
        let text: String = frames(b"Nguyen Thi Mau", 30).next_frame().text;
        let complete = collector.feed(&text).unwrap();
        assert_eq!(alloc::format!("{complete:?}"), "Complete(14 bytes)");
        assert_eq!(alloc::format!("{collector:?}"), "Collector(0 under way)");
    }
}
