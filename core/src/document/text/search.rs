//! Words compared as people compare them: found without tone marks, equal wherever the tone mark is set.

use alloc::string::String;
use alloc::vec::Vec;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// `text` as search sees it: without tone and vowel marks, `đ` as `d`, lower case, words one space apart.
#[must_use]
pub fn search_key(text: &str) -> String {
    let plain = text.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(plain_lower);
    let mut key = String::with_capacity(text.len());
    for letter in plain.nfkd().filter(|letter| !is_combining_mark(*letter)) {
        if letter.is_whitespace() {
            if !key.is_empty() && !key.ends_with(' ') {
                key.push(' ');
            }
        } else if !letter.is_control() {
            key.push(letter);
        }
    }
    key.truncate(key.trim_end().len());
    key
}

/// Whether every word of `query` is found in `text`, tone marks ignored.
///
/// Numbers and plates are found however they are grouped: `000 190`, `51A-123.45`.
#[must_use]
pub fn matches(text: &str, query: &str) -> bool {
    let text = search_key(text);
    let query = search_key(query);
    query.split(' ').all(|word| text.contains(word))
        || (query.contains(|letter: char| letter.is_ascii_digit())
            && letters_and_digits(&text).contains(&letters_and_digits(&query)))
}

/// A key that is equal for words that differ only in case, in Unicode form or in where the tone mark is set.
///
/// `hòa` and `hoà`, `thúy` and `thuý` are the same words in the old and the new style of writing, and NFC does not
/// unify them. A syllable has one tone, so taking the mark out and setting it behind the syllable loses nothing:
/// `ma` and `mà` stay different.
#[must_use]
pub fn comparison_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let (tones, letters): (Vec<char>, Vec<char>) =
            word.nfkd().flat_map(modern_lower).nfkd().partition(|letter| TONES.contains(letter));
        if !key.is_empty() {
            key.push(' ');
        }
        key.extend(letters.into_iter().nfc());
        for tone in tones {
            let place = TONES.iter().position(|mark| *mark == tone).unwrap_or_default();
            key.extend(char::from_digit(u32::try_from(place).unwrap_or_default() + 1, 10));
        }
    }
    key
}

/// Lower case with `đ` and its look-alikes as `d`: none of them has a decomposition that would do it.
fn plain_lower(letter: char) -> impl Iterator<Item = char> {
    modern_lower(letter).map(|letter| if letter == 'đ' { 'd' } else { letter })
}

/// Lower case with the look-alikes of `Đ` (eth, African D; both occur in real text) as `đ`.
fn modern_lower(letter: char) -> impl Iterator<Item = char> {
    let letter = match letter {
        'Ð' | 'ð' | 'Ɖ' | 'ɖ' => 'đ',
        letter => letter,
    };
    letter.to_lowercase()
}

fn letters_and_digits(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// The five tone marks: huyền, hỏi, ngã, sắc, nặng.
const TONES: [char; 5] = ['\u{0300}', '\u{0309}', '\u{0303}', '\u{0301}', '\u{0323}'];
