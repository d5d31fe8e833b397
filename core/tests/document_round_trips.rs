//! Whatever a document holds, it comes back from its printed form, from its form and from the store.

use proptest::prelude::*;
use vigiayto_core::document::forms::{example, labels_of};
use vigiayto_core::document::printed::Confidence;
use vigiayto_core::document::{Document, DocumentKind, Draft, Evidence, Holder, StoredDocument};
use vigiayto_core::document::{DocumentId, HolderId, Relation, identify, labels};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_printed_citizen_card_reads_back(document in printable(DocumentKind::CitizenCard)) {
        prints_and_reads_back(&document)?;
    }

    #[test]
    fn a_printed_health_card_reads_back(document in printable(DocumentKind::HealthInsurance)) {
        prints_and_reads_back(&document)?;
    }

    #[test]
    fn any_document_reads_back_from_its_form(document in any_document()) {
        prop_assert!(Document::from_form(&document.to_form()) == Ok(document));
    }

    #[test]
    fn any_document_reads_back_from_the_store(document in any_document()) {
        let record = StoredDocument {
            id: DocumentId::from_bytes([1; 16]),
            holder: HolderId::from_bytes([2; 16]),
            document,
            evidence: Evidence::Typed,
            source: None,
            attachments: Vec::new(),
            added_at: 0,
            changed_at: i64::MAX,
        };
        let mut bytes = Vec::new();
        ciborium::into_writer(&record, &mut bytes).expect("memory does not fail");
        prop_assert!(ciborium::from_reader::<StoredDocument, _>(&bytes[..]).ok() == Some(record));
    }

    #[test]
    fn any_document_shows_itself_and_finds_itself(
        document in any_document(),
        days in 0_i32..200_000,
    ) {
        let holder = Holder {
            id: HolderId::from_bytes([2; 16]),
            relation: Relation::Owner,
            name: "Nguyễn Văn Mẫu".parse().expect("a name"),
            birth_date: "01/01/1990".parse().ok(),
        };
        let first_day = time::Date::from_ordinal_date(1800, 1).expect("a day");
        let today = first_day.saturating_add(time::Duration::days(days.into()));
        let headline_is_found = {
            let record = StoredDocument {
                id: DocumentId::from_bytes([1; 16]),
                holder: holder.id,
                document: document.clone(),
                evidence: Evidence::Typed,
                source: None,
                attachments: Vec::new(),
                added_at: 0,
                changed_at: 0,
            };
            let card = record.card(&holder, today);
            prop_assert!(!card.headline.is_empty());
            prop_assert!(card.fields.iter().all(|field| !field.copied.is_empty()));
            record.matches(&holder, &card.headline)
        };
        prop_assert!(headline_is_found);
        let is_code = |text: &String| {
            text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        prop_assert!(document.guessable_numbers().iter().all(is_code));
    }
}

#[test]
fn the_printed_forms_are_those_of_the_two_known_layouts() {
    for kind in DocumentKind::ALL {
        let document = Document::from_form(example(*kind)).expect("an example is a form");
        let known = matches!(kind, DocumentKind::CitizenCard | DocumentKind::HealthInsurance);
        assert_eq!(document.printed_form().is_some(), known, "{kind:?}");
    }
}

fn prints_and_reads_back(document: &Document) -> Result<(), TestCaseError> {
    let Some(payload) = document.printed_form() else {
        // Only what the layout cannot carry may stay unprinted.
        let mut texts = document.to_draft().entries().to_vec();
        texts.retain(|(_, text)| text.contains('|') || text == "-" || text.len() > 100);
        prop_assert!(!texts.is_empty());
        return Ok(());
    };
    let found = identify(payload.as_bytes());
    prop_assert!(found.document.as_ref() == Some(document));
    prop_assert!(matches!(found.confidence, Confidence::Certain | Confidence::Likely));
    prop_assert!(found.source.is_some_and(|source| source.additional.is_empty()));
    Ok(())
}

/// A document with the facts only that its QR carries.
fn printable(kind: DocumentKind) -> impl Strategy<Value = Document> {
    document_of(kind).prop_filter_map("is printable", move |document| {
        let mut draft = Draft::default();
        let not_in_qr = [labels::HOMETOWN, labels::NATIONALITY].map(labels::key);
        let is_card = kind == DocumentKind::CitizenCard;
        for (key, text) in document.to_draft().entries() {
            let expiry = key == labels::key(labels::EXPIRES_ON);
            if !(is_card && (expiry || not_in_qr.contains(&key.as_str()))) {
                draft.set_key(key, text);
            }
        }
        let issued = labels::key(labels::ISSUED_ON);
        let dated = draft.entries().iter().any(|(key, _)| key == issued);
        if is_card && !dated {
            draft.set(labels::ISSUED_ON, "01/08/2024");
        }
        Document::from_draft(kind, &draft).0
    })
}

fn any_document() -> impl Strategy<Value = Document> {
    prop::sample::select(DocumentKind::ALL.to_vec()).prop_flat_map(document_of)
}

/// A document whose every field is absent, the example's, or something else that its type takes.
fn document_of(kind: DocumentKind) -> impl Strategy<Value = Document> {
    let sample = Document::from_form(example(kind)).expect("an example is a form").to_draft();
    let labels = labels_of(kind);
    let fields = prop::collection::vec((0..6_u8, any_value()), labels.len());
    fields.prop_filter_map("has what it cannot be without", move |fields| {
        let mut draft = Draft::default();
        for (label, (choice, value)) in labels.iter().zip(fields) {
            match choice {
                0 => {}
                1 | 2 => draft.set(*label, &value),
                _ => draft.set(*label, sample.value(*label).unwrap_or_default()),
            }
        }
        // Where the other value does not fit, the example's does.
        let (_, problems) = Document::from_draft(kind, &draft);
        for problem in problems {
            let example = sample.entries().iter().find(|(key, _)| *key == problem.key);
            draft.set_key(&problem.key, example.map_or("", |(_, text)| text));
        }
        Document::from_draft(kind, &draft).0
    })
}

fn any_value() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[A-ZĐa-zàảãáạăâđêôơưẤỂự |$?/,.\"'\\\\#\u{300}-\u{323}-]{1,40}",
        "[0-9]{1,15}",
        "[0-9]{2} ?[-–] ?[0-9A-Z]{3}",
        "[12][089][0-9]{2}",
        (1..=28_u8, 1..=12_u8, 1800..=2999_u16)
            .prop_map(|(day, month, year)| { format!("{day:02}/{month:02}/{year}") }),
        prop::sample::select(vec![
            "-",
            "$",
            "nam",
            "nữ",
            "cccd_2021",
            "before_2025",
            "A1; B2",
            "A",
            "unlimited",
            "51LD-123.45",
            "59-X1 1234",
            "59X-112.34",
            "29-MĐ1 123.45",
            "80-123-NG-45",
            "TM-1234",
            "DN4010000000001",
            "GD479AA00000001",
            "vehicle",
            "yellow",
            "4e67",
            "0",
            "T00-000.01",
        ])
        .prop_map(String::from),
    ]
}
