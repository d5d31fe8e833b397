//! The generator by which sender and reader choose alike: xoshiro256**, seeded with a SHA-256 (BCR-2024-001 §4).
//!
//! It decides which fragments a frame mixes and nothing else. No secret comes from it.

use alloc::vec::Vec;

use sha2::{Digest, Sha256};

/// The state of the generator.
pub(super) struct Xoshiro256 {
    state: [u64; 4],
}

impl Xoshiro256 {
    /// Seeds with the SHA-256 of `seed`, as four big-endian words.
    pub(super) fn seeded(seed: &[u8]) -> Self {
        let digest = Sha256::digest(seed);
        let mut state = [0; 4];
        for (word, bytes) in state.iter_mut().zip(digest.as_chunks().0) {
            *word = u64::from_be_bytes(*bytes);
        }
        Self { state }
    }

    pub(super) fn next(&mut self) -> u64 {
        let [a, b, c, d] = &mut self.state;
        let result = b.wrapping_mul(5).rotate_left(7).wrapping_mul(9);
        let shifted = *b << 17;
        *c ^= *a;
        *d ^= *b;
        *b ^= *c;
        *a ^= *d;
        *c ^= shifted;
        *d = d.rotate_left(45);
        result
    }

    /// A number from 0 to 1. As in the paper, the division rounds, so that 1 itself comes once in 2^54 draws.
    pub(super) fn next_unit(&mut self) -> f64 {
        self.next() as f64 / TWO_TO_THE_64
    }

    /// A number from 0 to `end` − 1; `end` is not 0.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the product is not negative, and casts of floats saturate"
    )]
    pub(super) fn next_below(&mut self, end: usize) -> usize {
        let drawn = (self.next_unit() * end as f64) as usize;
        drawn.min(end.saturating_sub(1))
    }

    /// The first `count` of `items` in random order (Fisher and Yates), or all if there are fewer.
    pub(super) fn shuffled<T>(&mut self, mut items: Vec<T>, count: usize) -> Vec<T> {
        (0..count.min(items.len())).map(|_| items.remove(self.next_below(items.len()))).collect()
    }
}

const TWO_TO_THE_64: f64 = 18_446_744_073_709_551_616.0;

#[cfg(test)]
mod tests {
    use super::super::vectors::numbers;
    use super::*;

    #[test]
    fn the_papers_numbers_are_drawn() {
        let by_crc = crc32fast::hash(b"Wolf").to_be_bytes();
        for (name, seed) in [("xoshiro-wolf", &b"Wolf"[..]), ("xoshiro-crc", &by_crc)] {
            let mut random = Xoshiro256::seeded(seed);
            let drawn: Vec<u64> = (0..100).map(|_| random.next() % 100).collect();
            let expected: Vec<u64> =
                numbers(name).into_iter().map(|number| number as u64).collect();
            assert_eq!(drawn, expected, "{name}");
        }
    }

    #[test]
    fn the_papers_numbers_of_a_range_are_drawn() {
        let mut random = Xoshiro256::seeded(b"Wolf");
        let drawn: Vec<usize> = (0..100).map(|_| random.next_below(10) + 1).collect();
        assert_eq!(drawn, numbers("xoshiro-1-to-10"));
    }

    #[test]
    fn the_papers_shuffles_are_made() {
        let expected = [6, 4, 9, 3, 10, 5, 7, 8, 1, 2];
        for count in 0..=10 {
            let mut random = Xoshiro256::seeded(b"Wolf");
            assert_eq!(random.shuffled((1..=10).collect(), count), expected[..count]);
        }
    }

    #[test]
    fn the_largest_number_stays_in_its_range() {
        // The next number of this state is 2^64 - 1, and that divided by 2^64 is rounded to 1.
        let inverse_of_nine = 0x8e38_e38e_38e3_8e39_u64;
        let inverse_of_five = 0xcccc_cccc_cccc_cccd_u64;
        let b =
            u64::MAX.wrapping_mul(inverse_of_nine).rotate_right(7).wrapping_mul(inverse_of_five);
        let state = [0, b, 0, 0];
        assert_eq!(Xoshiro256 { state }.next(), u64::MAX);
        assert!(Xoshiro256 { state }.next_unit() >= 1.0);
        assert_eq!(Xoshiro256 { state }.next_below(7), 6);
        assert_eq!(Xoshiro256 { state }.shuffled(alloc::vec![1, 2, 3], 1), [3]);
    }
}
