//! What a clerk reads.

use vigiayto_core::language::Language;

use crate::all;

#[test]
fn every_refusal_has_words_of_a_line_or_two_in_both_languages() {
    for attempt in all() {
        let refusal = attempt.expected;
        let [vi, en] = [Language::Vi, Language::En].map(|language| refusal.text(language));
        assert_ne!(vi, en);
        for text in [&vi, &en] {
            let code = refusal.code();
            assert!((20..=MOST_LETTERS).contains(&text.chars().count()), "{code}: {text}");
            assert!(!text.contains(['{', '}']), "{code}: {text}");
            assert!(text.ends_with('.'), "{code}: {text}");
            assert!(!text.contains("  ") && text.trim() == text, "{code}: {text}");
        }
        assert!(!vi.is_ascii(), "{vi}");
        assert_eq!(refusal.message().id, format!("refusal.{}", refusal.code()));
    }
}

#[test]
fn the_words_tell_how_long_ago() {
    let attempts: Vec<_> =
        all().filter(|attempt| attempt.expected.message().vi.contains('{')).collect();
    let codes: std::collections::BTreeSet<_> =
        attempts.iter().map(|attempt| attempt.expected.code()).collect();
    assert_eq!(codes.len(), 4, "{codes:?}");
    for attempt in attempts {
        for language in [Language::Vi, Language::En] {
            let text = attempt.expected.text(language);
            assert!(text.contains(|letter: char| letter.is_ascii_digit()), "{text}");
        }
    }
}

#[test]
fn codes_are_words_that_programs_can_count() {
    for code in vigiayto_core::verify::Refusal::ALL_CODES {
        assert!(code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{code}");
    }
}

/// What fits on the screen of a counter's phone at the large size of letters.
const MOST_LETTERS: usize = 170;
