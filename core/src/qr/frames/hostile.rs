//! Parts that no honest sender makes: each is refused with its reason, and true frames are collected all the same.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use proptest::prelude::*;

use super::part::Part;
use super::vectors::message;
use super::{Collected, Collector, FragmentSize, FrameError, Frames, Progress, bytewords, ur};

/// The frame of nine fragments that begins `numbers`, or one with other numbers, lengths or data.
fn part(seq: u32, alter: impl FnOnce(&mut Part)) -> String {
    let text = sent(&message(256)).frame(seq.try_into().unwrap()).text;
    let body = text.rsplit('/').next().unwrap();
    let mut part = Part::from_cbor(&bytewords::decode(body).unwrap()).ok().unwrap();
    alter(&mut part);
    ur::multipart(&part)
}

fn sent(message: &[u8]) -> Frames {
    Frames::new(message, FragmentSize::new(30).unwrap()).unwrap()
}

fn raw(number: &str, cbor: &[u8]) -> String {
    alloc::format!("UR:VGT/{number}/{}", bytewords::encode(cbor))
}

/// Feeds the true frames from `first` on until they are complete, and tells how many that took.
fn collect(collector: &mut Collector, true_message: &[u8], first: u32) -> usize {
    let frames = sent(true_message);
    for (fed, seq) in (first..first + 200).enumerate() {
        match collector.feed(&frames.frame(seq.try_into().unwrap()).text) {
            Ok(Collected::Complete(message)) if message == true_message => return fed + 1,
            Ok(Collected::Complete(_)) => panic!("a message that nobody sent"),
            Ok(Collected::Partial(_)) | Err(_) => {}
        }
    }
    panic!("the true frames must be enough");
}

/// A message of the same length and CRC-32: adding a multiple of the generator polynomial leaves the checksum as it is.
fn twin(message: &[u8]) -> Vec<u8> {
    let mut twin = message.to_vec();
    for (byte, polynomial) in twin.iter_mut().zip([0x41, 0x06, 0x71, 0xdb, 0x01]) {
        *byte ^= polynomial;
    }
    assert_eq!(crc32fast::hash(&twin), crc32fast::hash(message));
    assert_ne!(twin, message);
    twin
}

#[test]
fn numbers_that_cannot_be_are_refused() {
    let mut collector = Collector::new();
    for (number, cbor, error) in [
        ("0-2", &b"\x85\x00\x02\x03\x18\x63\x42ab"[..], FrameError::Impossible),
        ("1-0", b"\x85\x01\x00\x03\x18\x63\x42ab", FrameError::Impossible),
        ("1-2", b"\x85\x01\x02\x00\x18\x63\x42ab", FrameError::Impossible),
        ("1-2", b"\x85\x01\x02\x05\x18\x63\x42ab", FrameError::Impossible),
        ("1-2", b"\x85\x01\x02\x02\x18\x63\x42ab", FrameError::Impossible),
        ("1-2", b"\x85\x01\x02\x03\x18\x63\x40", FrameError::Impossible),
        ("1-2", b"\x85\x01\x02\x03\x18\x63\x43ab", FrameError::NotAPart),
        ("1-2", b"\x85\x01\x02\x03\x18\x63\x42abc", FrameError::NotAPart),
        (
            "1-2",
            b"\x85\x01\x02\x03\x1b\xff\xff\xff\xff\xff\xff\xff\xff\x42ab",
            FrameError::NotAPart,
        ),
        (
            "1-2",
            b"\x85\x01\x02\x1b\xff\xff\xff\xff\xff\xff\xff\xff\x18\x63\x42ab",
            FrameError::TooLarge,
        ),
        ("1-513", b"\x85\x01\x19\x02\x01\x19\x02\x01\x18\x63\x41a", FrameError::TooLarge),
        ("2-2", b"\x85\x01\x02\x03\x18\x63\x42ab", FrameError::Number),
        ("1-3", b"\x85\x01\x02\x03\x18\x63\x42ab", FrameError::Number),
        ("01-2", b"\x85\x01\x02\x03\x18\x63\x42ab", FrameError::Number),
        ("+1-2", b"\x85\x01\x02\x03\x18\x63\x42ab", FrameError::Number),
        ("", b"\x85\x01\x02\x03\x18\x63\x42ab", FrameError::Number),
        ("1-2/1-2", b"\x85\x01\x02\x03\x18\x63\x42ab", FrameError::NotBytewords),
    ] {
        assert_eq!(collector.feed(&raw(number, cbor)), Err(error), "{number} {cbor:02x?}");
    }
    let right = raw("1-2", b"\x85\x01\x02\x03\x18\x63\x42ab");
    assert_eq!(collector.feed(&right), Ok(Collected::Partial(Progress { received: 1, needed: 2 })));
}

#[test]
fn a_part_with_data_of_another_length_does_not_stand_in_the_way() {
    let mut collector = Collector::new();
    let longer = part(1, |part| part.data.push(0));
    assert!(matches!(collector.feed(&longer), Ok(Collected::Partial(_))), "of its own message");
    assert_eq!(collect(&mut collector, &message(256), 1), 9);
}

#[test]
fn a_part_that_contradicts_is_refused_and_the_message_completed() {
    let mut collector = Collector::new();
    for seq in 1..=8 {
        assert!(collector.feed(&part(seq, |_| {})).is_ok());
        let forged = part(seq, |part| part.data[3] ^= 1);
        assert_eq!(collector.feed(&forged), Err(FrameError::Contradiction));
    }
    assert_eq!(collector.feed(&part(9, |_| {})), Ok(Collected::Complete(message(256))));
}

#[test]
fn a_forged_part_that_came_first_costs_one_round() {
    let mut collector = Collector::new();
    assert!(collector.feed(&part(4, |part| part.data[3] ^= 1)).is_ok());
    let frames = sent(&message(256));
    let errors: Vec<FrameError> = (1..=9)
        .filter_map(|seq: u32| collector.feed(&frames.frame(seq.try_into().unwrap()).text).err())
        .collect();
    assert_eq!(errors, [FrameError::Contradiction, FrameError::WrongMessage]);
    assert_eq!(collect(&mut collector, &message(256), 1), 9);
}

#[test]
fn padding_that_is_not_zero_is_no_part_of_the_message() {
    let mut collector = Collector::new();
    for seq in 1..=8 {
        assert!(collector.feed(&part(seq, |_| {})).is_ok());
    }
    let forged = part(9, |part| *part.data.last_mut().unwrap() = 1);
    assert_eq!(collector.feed(&forged), Err(FrameError::WrongMessage));
}

#[test]
fn a_wrong_checksum_is_found_at_the_end_and_only_there() {
    let mut collector = Collector::new();
    for seq in 1..=8 {
        assert!(collector.feed(&part(seq, |part| part.checksum ^= 1)).is_ok());
    }
    let last = part(9, |part| part.checksum ^= 1);
    assert_eq!(collector.feed(&last), Err(FrameError::WrongMessage));
    assert_eq!(collect(&mut collector, &message(256), 1), 9);
}

#[test]
fn two_messages_of_one_name_never_make_a_third() {
    let (one, other) = (message(256), twin(&message(256)));
    let (mut collector, mut contradictions) = (Collector::new(), 0);
    for seq in 1..=40_u32 {
        for frames in [sent(&one), sent(&other)] {
            match collector.feed(&frames.frame(seq.try_into().unwrap()).text) {
                Ok(Collected::Complete(message)) => assert!(message == one || message == other),
                Err(FrameError::Contradiction | FrameError::WrongMessage) => contradictions += 1,
                Ok(Collected::Partial(_)) => {}
                Err(error) => panic!("{error}"),
            }
        }
    }
    assert!(contradictions > 0);
}

#[test]
fn the_largest_message_in_the_most_fragments_is_collected() {
    let large = message(65_536);
    let frames = Frames::new(&large, FragmentSize::new(128).unwrap()).unwrap();
    assert_eq!(frames.count(), 512);
    let mut collector = Collector::new();
    let fed = (513..1200_u32)
        .position(|seq| {
            let collected = collector.feed(&frames.frame(seq.try_into().unwrap()).text).unwrap();
            collected == Collected::Complete(large.clone())
        })
        .unwrap();
    assert!(fed < 600, "{fed} mixed frames for 512 fragments");
}

proptest! {
    #[test]
    fn altered_parts_are_taken_or_refused_and_do_no_harm(
        forgeries in prop::collection::vec(
            (1_u32..30, any::<(u32, u16, u32, u32)>(), 0_u8..16, 0_usize..40, any::<u8>()),
            0..30,
        ),
    ) {
        let mut collector = Collector::new();
        for (seq, (other_seq, count, message_len, checksum), which, data_len, byte) in forgeries {
            let forged = part(seq, |part| {
                if which & 1 != 0 { part.seq = other_seq.max(1).try_into().unwrap(); }
                if which & 2 != 0 { part.count = usize::from(count); }
                if which & 4 != 0 { part.message_len = message_len as usize; }
                if which & 8 != 0 { part.checksum = checksum; }
                part.data = vec![byte; data_len];
            });
            let _ = collector.feed(&forged);
        }
        collect(&mut collector, &message(256), 1);
    }

    #[test]
    fn any_text_is_taken_or_refused(
        prefix in prop::sample::select(vec!["", "UR:", "UR:VGT/", "ur:vgt/1-2/", "UR:VGT/1-2/LP"]),
        text in "([A-Z]{2}){0,40}|.{0,40}",
    ) {
        let _ = Collector::new().feed(&alloc::format!("{prefix}{text}"));
    }

    #[test]
    fn any_bytes_in_a_frame_are_taken_or_refused(cbor in prop::collection::vec(any::<u8>(), 0..64)) {
        let _ = Collector::new().feed(&raw("1-2", &cbor));
    }
}
