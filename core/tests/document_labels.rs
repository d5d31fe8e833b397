//! The catalogue of words: complete in both languages, each id once.

use std::collections::BTreeSet;

use vigiayto_core::document::forms::labels_of;
use vigiayto_core::document::{DocumentKind, Evidence, labels};
use vigiayto_core::language::Message;

fn catalogue() -> Vec<Message> {
    [labels::ALL, labels::reasons::ALL, labels::warnings::ALL].concat()
}

#[test]
fn every_message_has_its_own_id_and_words_in_both_languages() {
    let mut ids = BTreeSet::new();
    for message in catalogue() {
        assert!(ids.insert(message.id), "{} stands twice", message.id);
        assert!(!message.vi.is_empty() && !message.en.is_empty(), "{}", message.id);
        assert!(message.id.contains('.'), "{}", message.id);
    }
}

#[test]
fn both_languages_have_the_same_places_to_fill() {
    let places = |text: &str| -> BTreeSet<String> {
        text.split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}'))
            .map(|(place, _)| place.to_owned())
            .collect()
    };
    for message in catalogue() {
        assert_eq!(places(message.vi), places(message.en), "{}", message.id);
    }
}

#[test]
fn vietnamese_words_are_nfc() {
    use unicode_normalization::is_nfc;
    assert!(catalogue().iter().all(|message| is_nfc(message.vi)));
}

#[test]
fn no_two_fields_of_a_kind_share_a_key() {
    for kind in DocumentKind::ALL {
        let labels = labels_of(*kind);
        let keys: BTreeSet<&str> = labels.iter().map(|label| labels::key(*label)).collect();
        assert_eq!(keys.len(), labels.len(), "{kind:?}");
        assert!(!keys.contains("kind"));
        assert_eq!(DocumentKind::from_code(kind.code()), Some(*kind));
    }
}

#[test]
fn the_words_of_evidence_are_those_of_the_design() {
    for (evidence, vi, en) in [
        (Evidence::Typed, "bạn tự nhập", "typed by you"),
        (Evidence::Scanned, "quét từ bản giấy, chưa xác minh", "scanned from paper, not verified"),
        (Evidence::ChipVerified, "đọc từ chip", "read from the chip"),
        (Evidence::Issued, "cơ quan cấp đã ký", "issued and signed"),
    ] {
        assert_eq!((evidence.message().vi, evidence.message().en), (vi, en));
    }
}
