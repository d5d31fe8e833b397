//! A row or a column of modules as one number, so that an operation on it is done to all its modules at once.

use core::ops::{BitAnd, BitOr, BitXor, Not, Shl};

/// The modules of one row or column, a dark one as 1.
///
/// The second number begins with the 129th module. Beyond the symbol all is light, as its quiet zone.
#[derive(Clone, Copy)]
pub(super) struct Line(u128, u128);

impl Line {
    /// All light.
    pub(super) const LIGHT: Self = Self(0, 0);

    pub(super) fn put(&mut self, at: u8, dark: bool) {
        let module = Self(1, 0) << u32::from(at);
        *self = if dark { *self | module } else { *self & !module };
    }

    /// The first `period` modules over and over, to the end of the line.
    pub(super) fn repeating(period: u8, dark: impl Fn(u8) -> bool) -> Self {
        let mut line = Self::LIGHT;
        for at in 0..period {
            line.put(at, dark(at));
        }
        // Twice as much of it each time; eight times fill the line from any period.
        (0..8).fold(line, |line, doublings| line | line << (u32::from(period) << doublings))
    }

    /// How many are dark.
    pub(super) fn count(self) -> u32 {
        self.0.count_ones() + self.1.count_ones()
    }
}

impl BitAnd for Line {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0, self.1 & other.1)
    }
}

impl BitOr for Line {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0, self.1 | other.1)
    }
}

impl BitXor for Line {
    type Output = Self;

    fn bitxor(self, other: Self) -> Self {
        Self(self.0 ^ other.0, self.1 ^ other.1)
    }
}

impl Not for Line {
    type Output = Self;

    fn not(self) -> Self {
        Self(!self.0, !self.1)
    }
}

impl Shl<u32> for Line {
    type Output = Self;

    /// Moves every module so many places on; the first places become light.
    fn shl(self, places: u32) -> Self {
        match places {
            0 => self,
            1..128 => Self(self.0 << places, self.1 << places | self.0 >> (128 - places)),
            _ => Self(0, self.0.checked_shl(places - 128).unwrap_or(0)),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn line(dark: &[bool; 256]) -> Line {
        let mut line = Line::LIGHT;
        for (at, dark) in (0..=u8::MAX).zip(dark) {
            line.put(at, *dark);
        }
        line
    }

    fn modules(line: Line) -> [bool; 256] {
        core::array::from_fn(|at| {
            let half = if at < 128 { line.0 } else { line.1 };
            half >> (at % 128) & 1 == 1
        })
    }

    proptest! {
        #[test]
        fn a_shift_moves_every_module(dark in any::<[[bool; 32]; 8]>(), places in 0_u32..300) {
            let dark: [bool; 256] = core::array::from_fn(|at| dark[at / 32][at % 32]);
            prop_assert_eq!(modules(line(&dark)), dark);
            let moved = core::array::from_fn(|at| at.checked_sub(places as usize).is_some_and(|from| dark[from]));
            prop_assert_eq!(modules(line(&dark) << places), moved);
            prop_assert_eq!(line(&dark).count() as usize, dark.iter().filter(|dark| **dark).count());
        }

        #[test]
        fn a_pattern_is_repeated_to_the_end(dark in any::<[bool; 12]>()) {
            let repeated = modules(Line::repeating(12, |at| dark[usize::from(at)]));
            for at in 0..256 {
                prop_assert_eq!(repeated[at], dark[at % 12]);
            }
        }
    }
}
