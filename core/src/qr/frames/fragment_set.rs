//! Which of a message's fragments a frame mixes.

use core::ops::BitXorAssign;

use super::part::MAX_FRAGMENTS;

/// A set of fragments, by their index from 0 to [`MAX_FRAGMENTS`] − 1.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) struct FragmentSet {
    words: [u64; MAX_FRAGMENTS / 64],
}

impl FragmentSet {
    /// Puts `index` into the set.
    pub(super) fn insert(&mut self, index: usize) {
        if let Some(word) = self.words.get_mut(index / 64) {
            *word |= 1 << (index % 64);
        }
    }

    /// The smallest index in the set.
    pub(super) fn first(&self) -> Option<usize> {
        self.iter().next()
    }

    /// The indexes in the set, the smallest first.
    pub(super) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(at, word)| {
            let mut rest = *word;
            core::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros() as usize)?;
                rest &= rest - 1;
                Some(at * 64 + bit)
            })
        })
    }
}

impl BitXorAssign<&Self> for FragmentSet {
    /// Leaves what is in one of the two: the fragments that the XOR of two mixes still mixes.
    fn bitxor_assign(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word ^= other;
        }
    }
}

impl FromIterator<usize> for FragmentSet {
    fn from_iter<I: IntoIterator<Item = usize>>(indexes: I) -> Self {
        let mut set = Self::default();
        indexes.into_iter().for_each(|index| set.insert(index));
        set
    }
}

#[cfg(test)]
mod tests {
    use alloc::collections::BTreeSet;
    use alloc::vec::Vec;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_index_beyond_all_fragments_is_in_no_set() {
        assert_eq!(FragmentSet::from_iter([MAX_FRAGMENTS, usize::MAX]), FragmentSet::default());
    }

    proptest! {
        #[test]
        fn it_does_what_a_set_of_the_library_does(
            one in prop::collection::btree_set(0..MAX_FRAGMENTS, 0..40),
            other in prop::collection::btree_set(0..MAX_FRAGMENTS, 0..40),
        ) {
            let mut set: FragmentSet = one.iter().copied().collect();
            prop_assert_eq!(set.first(), one.first().copied());
            prop_assert_eq!(set.iter().collect::<Vec<_>>(), Vec::from_iter(one.iter().copied()));
            set ^= &other.iter().copied().collect();
            let either: BTreeSet<usize> = one.symmetric_difference(&other).copied().collect();
            prop_assert_eq!(set.iter().collect::<BTreeSet<_>>(), either);
        }
    }
}
