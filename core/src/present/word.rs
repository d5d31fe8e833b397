//! The cross-check word: wallet and reader show the same two syllables for the code that was just read.
//!
//! The clerk sees that *this* phone made *that* verdict, the holder that the reader is real. It needs no secret and proves
//! nothing: who sees the code can compute the word.

use alloc::string::String;
use core::fmt;

use sha2::{Digest, Sha256};

use crate::document::search_key;

/// An everyday Vietnamese word of two syllables, such as "con mèo", chosen by what a code says.
///
/// There are 1,024 of them. Any two differ without their marks, also in the ears of another region, and in more than one
/// letter. None can be taken for a verdict.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct CheckWord(&'static str);

impl CheckWord {
    /// The word for `content`: the code's bytes or, of a code in frames, the bytes of the whole message.
    ///
    /// The first ten bits of SHA-256 (FIPS 180-4), most significant first, count from the top of the list.
    #[must_use]
    pub fn of(content: &[u8]) -> Self {
        let [first, second, ..]: [u8; 32] = Sha256::digest(content).into();
        let place = u16::from_be_bytes([first, second]) >> (u16::BITS - WORD_BITS);
        Self(WORDS[usize::from(place)])
    }

    /// The word as it is shown: lower case, NFC, one space between the syllables.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.0
    }

    /// The word in ASCII, without its marks, for readers of English and for terminals: "con meo".
    #[must_use]
    pub fn plain(self) -> String {
        search_key(self.0)
    }
}

impl fmt::Display for CheckWord {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.0)
    }
}

/// The lines of `list`. It runs in the compiler, which refuses a list of any other length.
const fn lines(list: &'static str) -> [&'static str; WORD_COUNT] {
    let mut words = [""; WORD_COUNT];
    let mut count = 0;
    let mut rest = list;
    while !rest.is_empty() {
        let mut end = 0;
        while rest.as_bytes()[end] != b'\n' {
            end += 1;
        }
        let (word, tail) = rest.split_at(end);
        words[count] = word;
        count += 1;
        rest = tail.split_at(1).1;
    }
    assert!(count == WORD_COUNT, "the list of words is too short");
    words
}

const WORD_BITS: u32 = 10;
const WORD_COUNT: usize = 1 << WORD_BITS;

/// Sorted by the form without marks. Part of the format: both sides must have the same words in the same places.
static WORDS: [&str; WORD_COUNT] = lines(include_str!("words.txt"));

#[cfg(test)]
mod tests {
    use alloc::collections::{BTreeMap, BTreeSet};
    use alloc::string::ToString;
    use alloc::vec::Vec;

    use unicode_normalization::{UnicodeNormalization, is_nfc};

    use super::*;

    #[test]
    fn the_list_is_frozen() {
        let digest = Sha256::digest(include_bytes!("words.txt"));
        let hex: String = digest.iter().map(|byte| alloc::format!("{byte:02x}")).collect();
        assert_eq!(hex, "2a17958544f17ecbe5832a23bf2ee5be4e20b678ae39287ebce710cbccea6882");
    }

    #[test]
    fn known_codes_have_known_words() {
        let every_byte: Vec<u8> = (0..=u8::MAX).collect();
        for (content, shown, plain) in [
            (b"".as_slice(), "trà chanh", "tra chanh"),
            (b"VGT1:ABC", "ngô nếp", "ngo nep"),
            (&every_byte, "cối đá", "coi da"),
        ] {
            let word = CheckWord::of(content);
            assert_eq!((word.as_str(), word.plain().as_str()), (shown, plain));
            assert_eq!(word.to_string(), shown);
        }
    }

    #[test]
    fn the_first_and_the_last_word_are_reached() {
        let words: BTreeSet<_> =
            (0_u32..20_000).map(|code| CheckWord::of(&code.to_be_bytes()).as_str()).collect();
        assert_eq!(words.len(), WORD_COUNT);
        assert!(words.contains("ấm áp") && words.contains("yên ả"));
    }

    #[test]
    fn all_words_are_equally_likely() {
        let expected: i64 = 64;
        let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
        for code in 0..(expected << WORD_BITS) {
            *counts.entry(CheckWord::of(&code.to_be_bytes()).as_str()).or_default() += 1;
        }
        // Chi-square with 1,023 degrees of freedom: 1,023 in the mean, with a standard deviation of 45.
        let squares: i64 = counts.values().map(|count| (count - expected).pow(2)).sum();
        assert_eq!(counts.len(), WORD_COUNT);
        assert!((823..1223).contains(&(squares / expected)), "{}", squares / expected);
    }

    #[test]
    fn words_are_sorted_by_their_plain_form() {
        assert!(plain_words().is_sorted());
    }

    #[test]
    fn words_are_two_vietnamese_syllables_of_one_tone_each() {
        for word in WORDS {
            assert!(is_nfc(word), "{word}");
            assert!((5..=12).contains(&word.chars().count()), "{word}");
            assert_eq!(word.split(' ').filter(|part| is_syllable(part)).count(), 2, "{word}");
            assert_eq!(word.split(' ').count(), 2, "{word}");
        }
    }

    #[test]
    fn no_first_syllable_is_worn_out() {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (first, _) in WORDS.iter().filter_map(|word| word.split_once(' ')) {
            *counts.entry(first).or_default() += 1;
        }
        assert!(counts.values().all(|count| *count <= 12));
    }

    #[test]
    fn words_differ_without_marks_and_without_their_space() {
        let joined: BTreeSet<_> = plain_words().iter().map(|word| word.replace(' ', "")).collect();
        assert_eq!(joined.len(), WORD_COUNT);
        assert!(joined.iter().all(|word| word.bytes().all(|letter| letter.is_ascii_lowercase())));
    }

    #[test]
    fn words_differ_in_the_ears_of_every_region() {
        let heard: BTreeSet<String> =
            plain_words().iter().map(|word| word.split(' ').map(heard).collect()).collect();
        assert_eq!(heard.len(), WORD_COUNT);
    }

    #[test]
    fn words_are_more_than_one_letter_apart() {
        let spaced = plain_words();
        let joined: Vec<_> = spaced.iter().map(|word| word.replace(' ', "")).collect();
        for form in [spaced, joined] {
            let words: BTreeSet<_> = form.iter().map(String::as_str).collect();
            let mut blanked = BTreeSet::new();
            for (word, gap) in
                form.iter().flat_map(|word| (0..word.len()).map(move |gap| (word, gap)))
            {
                let (before, after) = (&word[..gap], &word[gap + 1..]);
                assert!(!words.contains([before, after].concat().as_str()), "{word}");
                assert!(blanked.insert([before, after].join("?")), "{word}");
            }
        }
    }

    fn plain_words() -> Vec<String> {
        WORDS.iter().map(|word| CheckWord(word).plain()).collect()
    }

    /// Consonants, vowels, consonants, at most one tone, and before a stop one of the two tones that can stand there.
    fn is_syllable(text: &str) -> bool {
        let tones: String = text.nfd().filter(|letter| TONES.contains(letter)).collect();
        let letters: String = text.nfd().filter(|letter| !TONES.contains(letter)).nfc().collect();
        let vowels = letters.trim_start_matches(CONSONANTS);
        let last = vowels.trim_start_matches(VOWELS);
        let is_stopped = matches!(last, "c" | "ch" | "p" | "t");
        vowels.starts_with(VOWELS)
            && FINALS.contains(&last)
            && match tones.as_str() {
                SHARP | HEAVY => true,
                other => other.chars().count() <= 1 && !is_stopped,
            }
    }

    /// A plain syllable without what some region does not tell apart.
    fn heard(syllable: &str) -> String {
        let spelt = syllable.replace('y', "i");
        let (first, rest) = INITIALS_HEARD
            .iter()
            .find_map(|(written, heard)| Some((*heard, spelt.strip_prefix(written)?)))
            .unwrap_or(("", &spelt));
        let (rest, last) = FINALS_HEARD
            .iter()
            .find_map(|(written, heard)| Some((rest.strip_suffix(written)?, *heard)))
            .unwrap_or((rest, ""));
        [first, rest, last].concat()
    }

    const CONSONANTS: &[char] =
        &['b', 'c', 'd', 'đ', 'g', 'h', 'k', 'l', 'm', 'n', 'p', 'q', 'r', 's', 't', 'v', 'x'];
    const VOWELS: &[char] = &['a', 'ă', 'â', 'e', 'ê', 'i', 'o', 'ô', 'ơ', 'u', 'ư', 'y'];
    const FINALS: [&str; 9] = ["", "c", "ch", "m", "n", "ng", "nh", "p", "t"];
    const SHARP: &str = "\u{0301}";
    const HEAVY: &str = "\u{0323}";
    const TONES: [char; 5] = ['\u{0300}', '\u{0309}', '\u{0303}', '\u{0301}', '\u{0323}'];

    /// What is written, and one spelling for all that is heard alike. The first that fits counts; "gie" is followed by a
    /// consonant where it is the sound of "diê".
    const INITIALS_HEARD: [(&str, &str); 12] = [
        ("ngh", "ng"),
        ("ng", "ng"),
        ("nh", "nh"),
        ("n", "l"),
        ("gh", "g"),
        ("gieo", "deo"),
        ("gie", "die"),
        ("gi", "d"),
        ("r", "d"),
        ("v", "d"),
        ("tr", "ch"),
        ("x", "s"),
    ];
    const FINALS_HEARD: [(&str, &str); 4] = [("nh", "n"), ("ng", "n"), ("ch", "t"), ("c", "t")];
}
