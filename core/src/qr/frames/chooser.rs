//! Which fragments a frame mixes, by its number and its message's checksum (BCR-2024-001 §4, "Fragment Chooser").

use core::num::NonZeroU32;

use alloc::vec::Vec;

use super::fragment_set::FragmentSet;
use super::sampler::Sampler;
use super::xoshiro::Xoshiro256;

/// Chooses for the frames of one message.
pub(super) struct Chooser {
    count: usize,
    checksum: u32,
    degrees: Sampler,
}

impl Chooser {
    /// For a message of `count` fragments with the CRC-32 `checksum`.
    pub(super) fn new(count: usize, checksum: u32) -> Self {
        // A degree comes with a weight of 1 ÷ degree: many frames of few fragments, some of many.
        let weights: Vec<f64> = (1..=count).map(|degree| 1.0 / degree as f64).collect();
        Self { count, checksum, degrees: Sampler::new(&weights) }
    }

    /// The fragments of frame `seq`: the first frames carry one each, in order.
    pub(super) fn choose(&self, seq: NonZeroU32) -> FragmentSet {
        match usize::try_from(seq.get() - 1) {
            Ok(index) if index < self.count => FragmentSet::from_iter([index]),
            _ => {
                let mut seed = [0; 8];
                seed[..4].copy_from_slice(&seq.get().to_be_bytes());
                seed[4..].copy_from_slice(&self.checksum.to_be_bytes());
                let mut random = Xoshiro256::seeded(&seed);
                let degree = self.degree(&mut random);
                random.shuffled((0..self.count).collect(), degree).into_iter().collect()
            }
        }
    }

    fn degree(&self, random: &mut Xoshiro256) -> usize {
        self.degrees.sample(random) + 1
    }
}

#[cfg(test)]
mod tests {
    use super::super::vectors::{message, numbers, vector};
    use super::*;

    #[test]
    fn the_papers_degrees_are_drawn() {
        let chooser = Chooser::new(11, 0);
        let mut random = Xoshiro256::seeded(b"Wolf");
        let drawn: Vec<usize> = (0..1000).map(|_| chooser.degree(&mut random)).collect();
        assert_eq!(drawn, numbers("degrees"));
    }

    #[test]
    fn the_papers_fragments_are_chosen() {
        let chooser = Chooser::new(11, crc32fast::hash(&message(1024)));
        let mut seq = 0;
        for expected in vector("chosen") {
            seq += 1;
            let expected: FragmentSet =
                expected.split(',').map(|index| index.parse::<usize>().unwrap()).collect();
            assert_eq!(chooser.choose(NonZeroU32::new(seq).unwrap()), expected, "part {seq}");
        }
        assert_eq!(seq, 50);
    }
}
