//! Text: cleaned once and for good, found without tone marks, equal wherever the tone mark stands, and in the order
//! that ICU gives it.

use core::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::locale;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;
use vigiayto_core::document::text::MAX_TEXT_BYTES;
use vigiayto_core::document::{
    Text, TextError, comparison_key, matches, name_sort_key, search_key, sort_key,
};

fn vietnamese() -> CollatorBorrowed<'static> {
    Collator::try_new(locale!("vi").into(), CollatorOptions::default()).expect("ICU knows vi")
}

fn assert_same_order(collator: &CollatorBorrowed<'_>, one: &str, other: &str) {
    let ours = sort_key(one).cmp(&sort_key(other));
    assert_eq!(ours, collator.compare(one, other), "{one:?} and {other:?}");
}

#[test]
fn words_are_in_the_order_that_icu_gives_them() {
    let collator = vietnamese();
    let mut words: Vec<String> = Vec::new();
    for onset in ["", "b", "đ", "d", "ch", "gi", "ngh", "qu", "TR", "Đ", "x"] {
        for vowel in VOWELS {
            for coda in ["", "n", "ng", "ch"] {
                words.push(format!("{onset}{vowel}{coda}"));
            }
        }
    }
    let mut by_icu = words.clone();
    by_icu.sort_by(|one, other| collator.compare(one, other).then_with(|| one.cmp(other)));
    words.sort_by(|one, other| sort_key(one).cmp(&sort_key(other)).then_with(|| one.cmp(other)));
    assert!(words.len() > 3_000);
    assert!(words == by_icu);
}

#[test]
fn the_order_of_the_alphabet_and_of_the_tones_is_the_vietnamese_one() {
    let alphabet = ["a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "o", "ô", "ơ", "p", "u", "ư", "v"];
    let tones = ["ma", "mà", "mả", "mã", "má", "mạ", "maa"];
    for row in [&alphabet[..], &tones[..]] {
        assert!(row.is_sorted_by(|one, other| sort_key(one) < sort_key(other)));
    }
}

#[test]
fn names_are_in_the_order_of_the_given_name() {
    let mut names = ["Nguyễn Văn Bình", "Trần An", "Lê Thị Ánh", "Đỗ An", "An"];
    names.sort_by_key(|name| name_sort_key(name));
    assert_eq!(names, ["An", "Đỗ An", "Trần An", "Lê Thị Ánh", "Nguyễn Văn Bình"]);
}

#[test]
fn search_ignores_tone_marks_and_look_alikes_of_d() {
    for text in ["Đặng Thị Đảm", "ĐẶNG THỊ ĐẢM", "Ðặng  Thị Ɖảm ", "dang thi dam"]
    {
        assert_eq!(search_key(text), "dang thi dam");
    }
    assert!(matches("Nguyễn Văn Mẫu", "mau nguyen"));
    assert!(matches("Biển số 51A-123.45", "51a 12345"));
    assert!(matches("000190000001", "000 190 000001"));
    assert!(matches("anything", ""));
    assert!(!matches("Nguyễn Văn Mẫu", "mai"));
}

#[test]
fn a_word_is_equal_wherever_its_tone_mark_stands() {
    let pairs = [
        ("hòa", "hoà"),
        ("Thúy", "Thuý"),
        ("quý", "qúy"),
        ("Khánh Hoà", "Khánh Hòa"),
        ("Việt", "Vie\u{0323}\u{0302}t"),
        ("Việt", "Viê\u{0323}t"),
        ("Đảm", "Ðảm"),
        ("LÊ", "lê"),
    ];
    for (one, other) in pairs {
        assert_eq!(comparison_key(one), comparison_key(other), "{one} {other}");
    }
    for (one, other) in [("ma", "mà"), ("lý", "lí"), ("mận", "mân"), ("da", "đa"), ("a b", "ab")]
    {
        assert_ne!(comparison_key(one), comparison_key(other), "{one} {other}");
    }
}

#[test]
fn text_loses_what_is_not_seen_and_keeps_what_is() {
    let clean = |text: &str| Text::new(text).map(|text| text.as_str().to_owned());
    assert_eq!(clean(" a\t\r\n b\u{200B}\u{202E}c\u{FEFF} ").as_deref(), Ok("a bc"));
    assert_eq!(clean("Vie\u{0323}\u{0302}t").as_deref(), Ok("Việt"));
    assert_eq!(clean("Số 1/2, P. 3 – “A”").as_deref(), Ok("Số 1/2, P. 3 – “A”"));
    assert_eq!(clean(" \u{200B}\0 "), Err(TextError::Empty));
    assert_eq!(clean(&"x".repeat(MAX_TEXT_BYTES + 1)), Err(TextError::TooLong));
    assert!(clean(&"x".repeat(MAX_TEXT_BYTES)).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6_000))]

    #[test]
    fn generated_text_is_in_the_order_that_icu_gives_it(
        one in vietnamese_text(),
        other in vietnamese_text(),
    ) {
        let collator = vietnamese();
        assert_same_order(&collator, &one, &other);
        let decomposed: String = one.nfd().collect();
        prop_assert_eq!(sort_key(&one).cmp(&sort_key(&decomposed)), Ordering::Equal);
    }

    #[test]
    fn near_misses_are_in_the_order_that_icu_gives_them(
        text in vietnamese_text(),
        at in any::<prop::sample::Index>(),
        letter in prop::sample::select(letters()),
    ) {
        let mut other: Vec<char> = text.chars().collect();
        if !other.is_empty() {
            let at = at.index(other.len());
            other.splice(at..=at, letter.chars());
        }
        let other: String = other.into_iter().collect();
        assert_same_order(&vietnamese(), &text, &other);
    }
}

proptest! {
    #[test]
    fn cleaning_is_idempotent(text in any::<String>()) {
        if let Ok(clean) = Text::new(&text) {
            prop_assert!(Text::new(clean.as_str()) == Ok(clean));
        }
    }

    #[test]
    fn keys_are_idempotent_and_take_any_text(text in any::<String>()) {
        let key = search_key(&text);
        prop_assert_eq!(&search_key(&key), &key);
        let _ = (sort_key(&text), comparison_key(&text), matches(&text, &key));
    }
}

/// Words of Vietnamese letters with all tones in both cases, digits, punctuation, and the marked letters of neighbours.
fn vietnamese_text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(letters()), 0..8).prop_map(|parts| parts.concat())
}

fn letters() -> Vec<&'static str> {
    let mut letters: Vec<&str> = VOWELS.to_vec();
    letters.extend([
        "A", "À", "Ả", "Ă", "Ặ", "Â", "Ấ", "E", "Ễ", "I", "Ị", "O", "Ộ", "Ơ", "Ở", "U", "Ư", "Ự",
        "Y", "b", "B", "c", "d", "D", "đ", "Đ", "g", "h", "k", "l", "m", "n", "N", "p", "q", "r",
        "s", "t", "T", "v", "x", "z", "0", "1", "9", " ", "-", "_", ",", ".", "/", "(", ")", "'",
        "\"", "&", "+", ":", ";", "!", "?", "@", "*", "#", "%", "=", "<", ">", "|", "~", "$", "^",
        "`", "[", "]", "{", "}", "\\", "–", "—", "‘", "’", "“", "”", "\t", "\n", "ç", "ñ", "ö",
        "Ü", "å", "č", "ō", "ą", "ő", "ż", "«", "»", "§", "•", "°", "©", "₫", "€", "\u{A0}",
        "\u{2028}", "\u{0301}", "\u{0323}", "\u{0302}", "\u{031B}", "\u{0306}", "\u{0000}",
        "\u{007F}", "ḏ",
    ]);
    letters
}

const VOWELS: [&str; 72] = [
    "a", "à", "ả", "ã", "á", "ạ", "ă", "ằ", "ẳ", "ẵ", "ắ", "ặ", "â", "ầ", "ẩ", "ẫ", "ấ", "ậ", "e",
    "è", "ẻ", "ẽ", "é", "ẹ", "ê", "ề", "ể", "ễ", "ế", "ệ", "i", "ì", "ỉ", "ĩ", "í", "ị", "o", "ò",
    "ỏ", "õ", "ó", "ọ", "ô", "ồ", "ổ", "ỗ", "ố", "ộ", "ơ", "ờ", "ở", "ỡ", "ớ", "ợ", "u", "ù", "ủ",
    "ũ", "ú", "ụ", "ư", "ừ", "ử", "ữ", "ứ", "ự", "y", "ỳ", "ỷ", "ỹ", "ý", "ỵ",
];
