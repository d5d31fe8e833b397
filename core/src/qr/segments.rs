//! Cutting a payload into numeric, alphanumeric and byte segments so that the symbol is as small as it can be.
//!
//! The `qrcode` crate can do this greedily, but it also uses kanji mode for any two bytes in its range. Vietnamese in
//! UTF-8 is full of such pairs, and readers would turn them into Japanese. So the cut is made here: without kanji, and
//! exactly optimal (ISO/IEC 18004 Annex J only gives a heuristic), by going through the payload once and keeping the
//! shortest way to end in each mode.
//!
//! Text beyond ASCII stays in one byte segment, even where its digits would be shorter in their own. Without an ECI
//! designator a reader must guess the character set, many do so for each segment, and a segment with one Vietnamese
//! letter gives a guess too little to go by; one common reader (OpenCV) returns nothing for such a mix. This costs a
//! citizen card's code one version at most.

use core::ops::RangeInclusive;

use alloc::vec;
use alloc::vec::Vec;

use qrcode::optimize::{Segment, total_encoded_len};
use qrcode::types::{Mode, Version};

/// Versions whose segment headers have the same length (ISO/IEC 18004 table 3).
#[derive(Clone, Copy, Debug)]
pub(super) enum VersionBand {
    Small,
    Medium,
    Large,
}

impl VersionBand {
    pub(super) const ALL: [Self; 3] = [Self::Small, Self::Medium, Self::Large];

    pub(super) fn versions(self) -> RangeInclusive<u8> {
        match self {
            Self::Small => 1..=9,
            Self::Medium => 10..=26,
            Self::Large => 27..=40,
        }
    }

    fn version(self) -> Version {
        Version::Normal((*self.versions().start()).into())
    }

    /// Mode indicator and character count, in sixths of a bit.
    fn header_cost(self, mode: Mode) -> u32 {
        let version = self.version();
        let bits = version.mode_bits_count() + mode.length_bits_count(version);
        u32::try_from(bits).unwrap_or(u32::MAX / SIXTHS) * SIXTHS
    }
}

/// The cut of `payload` with the fewest bits in the versions of `band`.
pub(super) fn shortest(payload: &[u8], band: VersionBand) -> Vec<Segment> {
    if !payload.is_ascii() {
        return vec![Segment { mode: Mode::Byte, begin: 0, end: payload.len() }];
    }
    let Some(modes) = cheapest_modes(payload, band) else {
        return Vec::new();
    };
    let mut segments: Vec<Segment> = Vec::new();
    for (at, mode) in modes.into_iter().enumerate() {
        match segments.last_mut() {
            Some(last) if last.mode == mode => last.end = at + 1,
            _ => segments.push(Segment { mode, begin: at, end: at + 1 }),
        }
    }
    segments
}

/// The length of the cut in bits, headers included.
pub(super) fn bit_len(segments: &[Segment], band: VersionBand) -> usize {
    total_encoded_len(segments, band.version())
}

/// The mode of each byte in the cheapest cut; `None` for an empty payload.
fn cheapest_modes(payload: &[u8], band: VersionBand) -> Option<Vec<Mode>> {
    // `cost[m]`: the cheapest way to have everything so far encoded, ending in mode `m`, in sixths of a bit.
    let mut cost = MODES.map(|mode| band.header_cost(mode));
    let mut came_from: Vec<[usize; 3]> = Vec::with_capacity(payload.len());
    for &byte in payload {
        let mut from = [0, 1, 2];
        let mut next = [u32::MAX; 3];
        for (at, mode) in MODES.into_iter().enumerate() {
            if let Some(step) = cost_of(byte, mode) {
                next[at] = cost[at].saturating_add(step);
            }
        }
        // Having encoded this byte in one mode, the next may begin a segment of another.
        for to in 0..MODES.len() {
            for previous in 0..MODES.len() {
                let switched =
                    round_up_to_bits(next[previous]).saturating_add(band.header_cost(MODES[to]));
                if next[previous] != u32::MAX && switched < next[to] {
                    next[to] = switched;
                    from[to] = previous;
                }
            }
        }
        came_from.push(from);
        cost = next;
    }

    let mut current = (0..MODES.len()).min_by_key(|at| cost[*at])?;
    let mut modes: Vec<Mode> = Vec::with_capacity(payload.len());
    for from in came_from.iter().rev() {
        current = from[current];
        modes.push(MODES[current]);
    }
    modes.reverse();
    (!modes.is_empty()).then_some(modes)
}

/// The cost of one byte in sixths of a bit: 10 bits for three digits, 11 for two characters, 8 for a byte.
fn cost_of(byte: u8, mode: Mode) -> Option<u32> {
    match mode {
        Mode::Numeric => byte.is_ascii_digit().then_some(20),
        Mode::Alphanumeric => is_alphanumeric(byte).then_some(33),
        Mode::Byte => Some(48),
        Mode::Kanji => None,
    }
}

/// ISO/IEC 18004 table 5.
fn is_alphanumeric(byte: u8) -> bool {
    byte.is_ascii_digit() || byte.is_ascii_uppercase() || b" $%*+-./:".contains(&byte)
}

fn round_up_to_bits(sixths: u32) -> u32 {
    sixths.div_ceil(SIXTHS).saturating_mul(SIXTHS)
}

const MODES: [Mode; 3] = [Mode::Numeric, Mode::Alphanumeric, Mode::Byte];
const SIXTHS: u32 = 6;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use qrcode::optimize::Parser;

    use super::*;

    fn cut(payload: &[u8]) -> Vec<(Mode, usize)> {
        let segments = shortest(payload, VersionBand::Small);
        segments.iter().map(|segment| (segment.mode, segment.end - segment.begin)).collect()
    }

    /// The shortest of all possible cuts, found by trying every one.
    fn shortest_by_trying_all(payload: &[u8], band: VersionBand) -> usize {
        fn try_from(
            payload: &[u8],
            at: usize,
            chosen: &mut Vec<Segment>,
            band: VersionBand,
        ) -> usize {
            let Some(&byte) = payload.get(at) else {
                return bit_len(chosen, band);
            };
            let mut best = usize::MAX;
            for mode in MODES.into_iter().filter(|mode| cost_of(byte, *mode).is_some()) {
                let kept = chosen.clone();
                match chosen.last_mut() {
                    Some(last) if last.mode == mode => last.end = at + 1,
                    _ => chosen.push(Segment { mode, begin: at, end: at + 1 }),
                }
                best = best.min(try_from(payload, at + 1, chosen, band));
                *chosen = kept;
            }
            best
        }
        try_from(payload, 0, &mut Vec::new(), band)
    }

    #[test]
    fn each_alphabet_goes_in_its_own_mode() {
        assert_eq!(cut(b""), vec![]);
        assert_eq!(cut(b"000000000001"), vec![(Mode::Numeric, 12)]);
        assert_eq!(cut(b"VGT1:ABC"), vec![(Mode::Alphanumeric, 8)]);
        assert_eq!(cut(b"abc"), vec![(Mode::Byte, 3)]);
        assert_eq!(cut(b"abcdefg00000000000000"), vec![(Mode::Byte, 7), (Mode::Numeric, 14)]);
        assert_eq!(cut(b"a1b"), vec![(Mode::Byte, 3)]);
    }

    #[test]
    fn vietnamese_never_becomes_kanji() {
        let name = "Nguyễn Thị Mẫu Đặng Hoàng Phước Ửng".as_bytes();
        assert!(Parser::new(name).any(|segment| segment.mode == Mode::Kanji), "the trap is real");
        assert_eq!(cut(name), vec![(Mode::Byte, name.len())]);
    }

    #[test]
    fn the_digits_of_a_vietnamese_text_stay_in_its_one_segment() {
        let slots = "000190000001|000000001|Nguyễn Thị Mẫu|01021990|Nữ".as_bytes();
        assert_eq!(cut(slots), vec![(Mode::Byte, slots.len())]);
    }

    proptest! {
        #[test]
        fn no_cut_of_an_ascii_text_is_shorter(payload in "[0-9A-Zab]{0,9}") {
            for band in VersionBand::ALL {
                let found = bit_len(&shortest(payload.as_bytes(), band), band);
                prop_assert_eq!(found, shortest_by_trying_all(payload.as_bytes(), band));
            }
        }

        #[test]
        fn the_segments_cover_the_payload_without_gap(payload in prop::collection::vec(any::<u8>(), 0..300)) {
            let mut next = 0;
            for segment in shortest(&payload, VersionBand::Large) {
                prop_assert_eq!(segment.begin, next);
                prop_assert!(segment.end > segment.begin);
                for byte in &payload[segment.begin..segment.end] {
                    prop_assert!(cost_of(*byte, segment.mode).is_some());
                }
                next = segment.end;
            }
            prop_assert_eq!(next, payload.len());
        }
    }
}
