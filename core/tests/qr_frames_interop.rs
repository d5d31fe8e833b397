//! Our frames against those of another implementation, the crate `ur`.
#![expect(clippy::unwrap_used, reason = "helpers of tests, which fail by panicking")]

use vigiayto_core::qr::frames::{Collected, Collector, FragmentSize, Frames};

fn message(len: usize) -> Vec<u8> {
    (0..len).map(|at| (at * at / 7 + at).to_le_bytes()[0]).collect()
}

fn ours(message: &[u8], size: usize) -> Frames {
    Frames::new(message, FragmentSize::new(size).unwrap()).unwrap()
}

fn theirs(message: &[u8], size: usize) -> ur::Encoder<'static> {
    ur::Encoder::new(message, size, "vgt").unwrap()
}

#[test]
fn both_write_the_same_frames() {
    for (len, size) in CASES {
        let (mut ours, mut theirs) = (ours(&message(len), size), theirs(&message(len), size));
        assert_eq!(ours.count(), theirs.fragment_count());
        for seq in 1..=3 * ours.count() + 20 {
            let (our, their) = (ours.next_frame().text, theirs.next_part().unwrap());
            assert_eq!(our, their.to_ascii_uppercase(), "frame {seq} of {len} bytes by {size}");
        }
    }
}

#[test]
fn both_choose_the_same_fragments_for_every_count() {
    for count in 2..=512 {
        let (ours, mut theirs) = (ours(&message(count), 1), theirs(&message(count), 1));
        for seq in 1..=count + 20 {
            let their = theirs.next_part().unwrap();
            if seq > count {
                let our = ours.frame(u32::try_from(seq).unwrap().try_into().unwrap()).text;
                assert_eq!(our, their.to_ascii_uppercase(), "frame {seq} of {count}");
            }
        }
    }
}

#[test]
fn their_reader_takes_our_frames() {
    for (len, size) in CASES {
        let (mut ours, mut theirs) = (ours(&message(len), size), ur::Decoder::default());
        for shown in 1.. {
            assert!(shown < 100 + 10 * ours.count());
            let frame = ours.next_frame().text;
            if shown % 3 != 0 {
                theirs.receive(&frame).unwrap();
            }
            if theirs.complete() {
                break;
            }
        }
        assert_eq!(theirs.message().unwrap(), Some(message(len)));
        assert_eq!(theirs.ur_type(), Some("vgt"));
    }
}

#[test]
fn our_reader_takes_their_frames() {
    for (len, size) in CASES {
        let (mut ours, mut theirs) = (Collector::new(), theirs(&message(len), size));
        let collected = (1..100 + 10 * theirs.fragment_count()).find_map(|shown| {
            let frame = theirs.next_part().unwrap();
            match (shown % 3 != 0).then(|| ours.feed(&frame).unwrap()) {
                Some(Collected::Complete(message)) => Some(message),
                _ => None,
            }
        });
        assert_eq!(collected, Some(message(len)));
    }
}

#[test]
fn single_parts_are_read_both_ways() {
    for len in [1, 23, 24, 300, 448] {
        let text = ours(&message(len), 448).next_frame().text;
        assert_eq!(ur::ur::decode(&text).unwrap(), (ur::ur::Kind::SinglePart, message(len)));

        let complete = Ok(Collected::Complete(message(len)));
        let whole = ur::ur::encode(&message(len), &ur::ur::Type::Custom("vgt"));
        assert_eq!(Collector::new().feed(&whole), complete);
        let one_of_one = theirs(&message(len), 448).next_part().unwrap();
        assert_eq!(Collector::new().feed(&one_of_one), complete, "{one_of_one}");
    }
}

/// Message and fragment length: all lengths of CBOR heads, with and without padding.
const CASES: [(usize, usize); 9] = [
    (10, 5),
    (23, 12),
    (24, 12),
    (256, 30),
    (1024, 100),
    (2048, 371),
    (5120, 448),
    (30_000, 448),
    (65_536, 128),
];
