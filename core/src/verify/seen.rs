//! The tokens of the last minutes: the same one twice is a copy, also within another code.

use alloc::collections::VecDeque;

/// Remembers tokens by the SHA-256 of what was signed, for [`SEEN_FOR`] seconds.
#[derive(Default)]
pub(super) struct SeenCodes(VecDeque<(i64, [u8; 32])>);

impl SeenCodes {
    /// Whether one of them was seen before, or is there twice; if none is, remembers all.
    pub(super) fn check(&mut self, digests: &[[u8; 32]], now: i64) -> Sighting {
        self.forget(now);
        let twice =
            |(at, digest): (usize, &[u8; 32])| digests.iter().take(at).any(|it| it == digest);
        if digests.iter().enumerate().any(twice) {
            return Sighting::Again { seconds: 0 };
        }
        if let Some((at, _)) = self.0.iter().find(|(_, known)| digests.contains(known)) {
            return Sighting::Again { seconds: now.saturating_sub(*at).max(0) };
        }
        for digest in digests {
            if self.0.len() == MOST {
                self.0.pop_front();
            }
            self.0.push_back((now, *digest));
        }
        Sighting::First
    }

    fn forget(&mut self, now: i64) {
        // A clock that was set back must not keep old codes for ever.
        self.0.retain(|(at, _)| now.abs_diff(*at) <= SEEN_FOR.unsigned_abs());
    }
}

/// What the memory says.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Sighting {
    First,
    Again { seconds: i64 },
}

/// Seconds for which a code is remembered.
pub const SEEN_FOR: i64 = 180;
/// More than a clerk can scan in that time, so that nothing is forgotten early.
const MOST: usize = 4096;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_remembered_for_three_minutes() {
        let mut seen = SeenCodes::default();
        assert_eq!(seen.check(&[[1; 32]], 1000), Sighting::First);
        assert_eq!(seen.check(&[[2; 32], [3; 32]], 1001), Sighting::First);
        assert_eq!(seen.check(&[[1; 32]], 1180), Sighting::Again { seconds: 180 });
        assert_eq!(seen.check(&[[4; 32], [3; 32]], 1180), Sighting::Again { seconds: 179 });
        assert_eq!(seen.check(&[[1; 32]], 1181), Sighting::First);
        assert_eq!(seen.check(&[[4; 32]], 1181), Sighting::First);
    }

    #[test]
    fn the_memory_is_bounded() {
        let mut seen = SeenCodes::default();
        for number in 0..10_000_u32 {
            let mut digest = [0; 32];
            digest[..4].copy_from_slice(&number.to_be_bytes());
            assert_eq!(seen.check(&[digest], 0), Sighting::First);
        }
        assert_eq!(seen.0.len(), MOST);
    }
}
