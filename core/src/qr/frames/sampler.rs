//! Draws an index with a given weight in constant time: the alias method of Walker and Vose (BCR-2024-001 §4).
//!
//! Every operation on floating-point numbers is the paper's, in the paper's order: sender and reader must round alike.

use alloc::vec;
use alloc::vec::Vec;

use super::xoshiro::Xoshiro256;

/// One column for each index: how much of it is the index's own, and whose the rest is.
pub(super) struct Sampler {
    columns: Vec<Column>,
}

#[derive(Clone, Copy)]
struct Column {
    own: f64,
    alias: usize,
}

impl Sampler {
    /// For weights that are positive.
    pub(super) fn new(weights: &[f64]) -> Self {
        let count = weights.len();
        let sum: f64 = weights.iter().sum();
        let mut heights: Vec<f64> =
            weights.iter().map(|weight| weight * count as f64 / sum).collect();
        // The lists are taken from at their ends, so they are filled from the last index to the first.
        let (mut small, mut large): (Vec<usize>, Vec<usize>) =
            (0..count).rev().partition(|index| heights[*index] < 1.0);

        // What stays in either list at the end is a full column, but for rounding.
        let mut columns = vec![Column { own: 1.0, alias: 0 }; count];
        while let (Some(&low), Some(&high)) = (small.last(), large.last()) {
            small.pop();
            large.pop();
            columns[low] = Column { own: heights[low], alias: high };
            heights[high] += heights[low] - 1.0;
            if heights[high] < 1.0 {
                small.push(high);
            } else {
                large.push(high);
            }
        }
        Self { columns }
    }

    /// Draws an index, by two numbers of the generator.
    pub(super) fn sample(&self, random: &mut Xoshiro256) -> usize {
        let index = random.next_below(self.columns.len());
        let height = random.next_unit();
        match self.columns.get(index) {
            Some(column) if height >= column.own => column.alias,
            _ => index,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::vectors::numbers;
    use super::*;

    #[test]
    fn the_papers_samples_are_drawn() {
        let sampler = Sampler::new(&[1.0, 2.0, 4.0, 8.0]);
        let mut random = Xoshiro256::seeded(b"Wolf");
        let drawn: Vec<usize> = (0..500).map(|_| sampler.sample(&mut random)).collect();
        assert_eq!(drawn, numbers("samples"));
    }

    #[test]
    fn a_single_weight_is_always_drawn() {
        let sampler = Sampler::new(&[0.25]);
        let mut random = Xoshiro256::seeded(b"Wolf");
        assert!((0..100).all(|_| sampler.sample(&mut random) == 0));
    }
}
