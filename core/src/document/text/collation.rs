//! Order in a list, as CLDR's `vi` collation puts it (`common/collation/vi.xml` on the CLDR root, three levels).
//!
//! The whole of ICU for one alphabet would be half a megabyte on a phone. This key covers Vietnamese and the marked
//! Latin letters that meet in a wallet; a test proves it equal to ICU's collator over generated text. Characters
//! outside it follow in code point order.

use alloc::vec::Vec;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// Bytes whose order is the order of `text` in a Vietnamese list.
#[must_use]
pub fn sort_key(text: &str) -> Vec<u8> {
    let mut levels = Levels::default();
    let letters: Vec<char> = text.nfd().collect();
    let mut rest = letters.as_slice();
    while let Some((base, tail)) = rest.split_first() {
        let marks = tail.iter().take_while(|mark| canonical_combining_class(**mark) != 0).count();
        let (marks, tail) = tail.split_at(marks);
        levels.push(*base, marks);
        rest = tail;
    }
    levels.into_bytes()
}

/// Bytes whose order is the order of a person's name in a Vietnamese list: by the given name, which is the last word,
/// then by the whole name.
#[must_use]
pub fn name_sort_key(name: &str) -> Vec<u8> {
    let given = name.split_whitespace().next_back().unwrap_or_default();
    let mut key = sort_key(given);
    key.push(END_OF_LEVEL);
    key.extend(sort_key(name));
    key
}

/// The three levels of the Unicode Collation Algorithm (UTS #10 §7): letters, then marks, then variants (capitals, curly
/// quotes). A lower level
/// counts only where all of the higher one is equal, so each is written whole before the next.
#[derive(Default)]
struct Levels {
    letters: Vec<u8>,
    marks: Vec<u8>,
    variants: Vec<u8>,
}

impl Levels {
    fn push(&mut self, written: char, marks: &[char]) {
        let (base, variant) = base_and_variant(written);
        let vowel_mark = vowel_mark(base, marks);
        if canonical_combining_class(written) != 0 {
            self.push_mark(written);
        } else if let Some((_, vowel)) = vowel_mark {
            self.push_letter(vowel, variant);
        } else if ORDER.contains(base) || !base.is_control() {
            self.push_letter(base, variant);
        }
        let taken = vowel_mark.map(|(place, _)| place);
        for (place, mark) in marks.iter().enumerate() {
            if Some(place) != taken {
                self.push_mark(*mark);
            }
        }
    }

    fn push_letter(&mut self, base: char, variant: u8) {
        match ORDER.chars().position(|known| known == base) {
            // The order has fewer than 200 characters, so the weight fits and stays below `BEYOND_ORDER`.
            Some(place) => {
                self.letters.push(u8::try_from(place + 1).unwrap_or(BEYOND_ORDER));
            }
            // UTF-8 keeps the order of code points, and holds the byte 0 for no other character than NUL.
            None => {
                self.letters.push(BEYOND_ORDER);
                self.letters.extend(base.encode_utf8(&mut [0; 4]).bytes());
            }
        }
        self.marks.push(NO_MARK);
        self.variants.push(variant);
    }

    fn push_mark(&mut self, mark: char) {
        let place = MARKS.iter().position(|known| *known == mark).unwrap_or(MARKS.len());
        // The table has fewer than 200 marks; all marks outside it weigh the same.
        self.marks.push(u8::try_from(place).unwrap_or(u8::MAX - FIRST_MARK) + FIRST_MARK);
        self.variants.push(PLAIN);
    }

    fn into_bytes(self) -> Vec<u8> {
        let mut bytes = self.letters;
        bytes.push(END_OF_LEVEL);
        bytes.extend(self.marks);
        bytes.push(END_OF_LEVEL);
        bytes.extend(self.variants);
        bytes
    }
}

/// The mark that makes a letter of its own out of a vowel (ă, â, ê, ô, ơ, ư), by its place among `marks`.
///
/// A tone may stand between the two (NFD of `ặ` is a, dot below, breve) unless it has the mark's own combining class:
/// then the mark is blocked and belongs to the tone (UTS #10 §7.3.1).
fn vowel_mark(vowel: char, marks: &[char]) -> Option<(usize, char)> {
    let mut class_before = 0;
    for (place, mark) in marks.iter().enumerate() {
        let class = canonical_combining_class(*mark);
        if class != class_before {
            let letter = match (vowel, *mark) {
                ('a', BREVE) => 'ă',
                ('a', CIRCUMFLEX) => 'â',
                ('e', CIRCUMFLEX) => 'ê',
                ('o', CIRCUMFLEX) => 'ô',
                ('o', HORN) => 'ơ',
                ('u', HORN) => 'ư',
                _ => '\0',
            };
            if letter != '\0' {
                return Some((place, letter));
            }
        }
        class_before = class;
    }
    None
}

/// The character that decides at the first level, and the weight at the third of how it is written.
fn base_and_variant(written: char) -> (char, u8) {
    match written {
        '\u{A0}' => (' ', PLAIN + 1),
        '‘' => ('\'', PLAIN + 1),
        '’' => ('\'', PLAIN + 2),
        '“' => ('"', PLAIN + 1),
        '”' => ('"', PLAIN + 2),
        _ => {
            // Vietnamese has no letter whose lower case is more than one.
            let mut lower = written.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(lower), None) if lower != written => (lower, PLAIN + 1),
                _ => (written, PLAIN),
            }
        }
    }
}

/// The order of the first level. White space, punctuation and symbols as in the CLDR root, before digits and letters.
const ORDER: &str = "\t\n\u{0B}\u{0C}\r\u{85}\u{2028}\u{2029} _-–—,;:!?.'\"«»()[]{}§@*/\\&#%•`^°©+<=>|~$₫€\
    0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";

const BREVE: char = '\u{0306}';
const CIRCUMFLEX: char = '\u{0302}';
const HORN: char = '\u{031B}';

/// The order of the second level: the tones huyền, hỏi, ngã, sắc, nặng, then the marks of other Latin letters in the
/// order of the CLDR root.
const MARKS: [char; 17] = [
    '\u{0300}', '\u{0309}', '\u{0303}', '\u{0301}', '\u{0323}', BREVE, CIRCUMFLEX, '\u{030C}',
    '\u{030A}', '\u{0308}', '\u{030B}', '\u{0307}', '\u{0328}', '\u{0327}', '\u{0304}', HORN,
    '\u{0331}',
];

const END_OF_LEVEL: u8 = 0;
const BEYOND_ORDER: u8 = 0xFD;
const NO_MARK: u8 = 1;
const FIRST_MARK: u8 = 2;
const PLAIN: u8 = 1;
