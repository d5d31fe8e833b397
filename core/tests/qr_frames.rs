//! Frames as a counter sees them: in any order, with loss, among others; and how many it has to be shown.
#![expect(clippy::unwrap_used, reason = "helpers of tests, which fail by panicking")]

use proptest::prelude::*;

use vigiayto_core::qr::frames::{Collected, Collector, FragmentSize, Frames};
use vigiayto_core::qr::{Level, Symbol};

/// splitmix64: messages and losses that are the same in every run.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn percent(&mut self, percent: u64) -> bool {
        self.next() % 100 < percent
    }

    fn message(&mut self, len: usize) -> Vec<u8> {
        (0..len).map(|_| self.next().to_le_bytes()[0]).collect()
    }
}

/// What readers were shown until they had the message, the luckiest first. Every fifth frame is lost, at random.
struct Shown(Vec<u32>);

impl Shown {
    fn measure(message_len: usize, size: FragmentSize, first: impl Fn(&mut Chance) -> u32) -> Self {
        let mut chance = Chance(2024);
        let mut shown: Vec<u32> = (0..TRIALS)
            .map(|_| {
                let message = chance.message(message_len);
                let frames = Frames::new(&message, size).unwrap();
                let first = first(&mut chance);
                let mut collector = Collector::new();
                (0..)
                    .find(|after| {
                        let frame = frames.frame((first + after).try_into().unwrap());
                        !chance.percent(20)
                            && collector.feed(&frame.text).unwrap()
                                == Collected::Complete(message.clone())
                    })
                    .unwrap()
                    + 1
            })
            .collect();
        shown.sort_unstable();
        Self(shown)
    }

    fn median_and_95th(&self) -> (u32, u32) {
        (self.0[TRIALS / 2], self.0[TRIALS * 95 / 100])
    }
}

#[test]
fn at_a_loss_of_one_in_five_half_of_all_readers_have_2_kb_in_13_frames_and_5_kb_in_24() {
    for (message_len, limit, size, first, anywhere) in [
        (2048, 13, FragmentSize::VERSION_18, (8, 15), (9, 16)),
        (2048, 13, FragmentSize::VERSION_20, (7, 13), (8, 14)),
        (5120, 24, FragmentSize::VERSION_18, (21, 32), (21, 29)),
        (5120, 24, FragmentSize::VERSION_20, (18, 28), (18, 27)),
    ] {
        let from_the_first = Shown::measure(message_len, size, |_| 1).median_and_95th();
        assert_eq!(from_the_first, first, "{message_len} bytes, {size:?}");
        let from_anywhere = Shown::measure(message_len, size, |chance| {
            1 + u32::try_from(chance.next() % 1000).unwrap()
        })
        .median_and_95th();
        assert_eq!(from_anywhere, anywhere, "{message_len} bytes, {size:?}");
        assert!(first.0 <= limit && anywhere.0 <= limit);
    }
}

#[test]
fn every_frame_has_a_symbol_of_the_version_that_its_size_names() {
    let mut chance = Chance(7);
    for (size, version) in [(FragmentSize::VERSION_18, 18), (FragmentSize::VERSION_20, 20)] {
        for fragments in [1, 2, 5, 100, 146] {
            let frames = Frames::new(&chance.message(fragments * size.bytes()), size).unwrap();
            assert_eq!(frames.count(), fragments);
            for seq in [1, 2, 3, 23, 24, 300, 70_000, u32::MAX] {
                let frame = frames.frame(seq.try_into().unwrap());
                let symbol = Symbol::encode(&frame.text, Level::M).unwrap();
                assert!(symbol.version() <= version, "{frame:?} of {fragments}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_message_is_collected_in_any_order_with_loss_twice_and_among_others(
        seed in any::<u64>(),
        message_len in 1_usize..3000,
        size in 8_usize..400,
        loss in 0_u64..70,
        first in prop::sample::select(vec![1, 2, 500, 1_000_000_000]),
    ) {
        let mut chance = Chance(seed);
        let size = FragmentSize::new(size).unwrap();
        let (message, other) = (chance.message(message_len), chance.message(message_len + 1));
        let frames = Frames::new(&message, size).unwrap();
        let others = Frames::new(&other, size).unwrap();
        let end = first + 20 + 5 * u32::try_from(frames.count()).unwrap();
        let mut shown: Vec<u32> = (first..end).collect();
        for at in (1..shown.len()).rev() {
            shown.swap(at, usize::try_from(chance.next() % (at as u64 + 1)).unwrap());
        }

        let mut collector = Collector::new();
        let mut received = 0;
        let mut complete = false;
        for seq in shown {
            if chance.percent(loss) {
                continue;
            }
            let text = frames.frame(seq.try_into().unwrap()).text;
            for _ in 0..=usize::from(chance.percent(20)) {
                match collector.feed(&text).unwrap() {
                    Collected::Complete(collected) => {
                        prop_assert_eq!(&collected, &message);
                        complete = true;
                    }
                    Collected::Partial(progress) => {
                        prop_assert!(!complete);
                        prop_assert_eq!(progress.needed, frames.count());
                        prop_assert!((received..=received + 1).contains(&progress.received));
                        prop_assert!(progress.received < progress.needed);
                        received = progress.received;
                    }
                }
            }
            match chance.next() % 8 {
                0 => {
                    let foreign = others.frame(seq.try_into().unwrap()).text;
                    if let Collected::Complete(collected) = collector.feed(&foreign).unwrap() {
                        prop_assert_eq!(&collected, &other);
                    }
                }
                1 => prop_assert!(collector.feed(&text.replace("VGT", "CRYPTO-PSBT")).is_err()),
                2 => prop_assert!(collector.feed(&text[..text.len() / 2]).is_err()),
                3 => prop_assert!(collector.feed("https://example.vn/").is_err()),
                _ => {}
            }
        }
        prop_assert!(complete || loss > 40, "{} of {}", received, frames.count());
    }
}

const TRIALS: usize = 2000;
