//! What must hold for every document, wherever it came from.

use time::Date;
use vigiayto_core::document::{
    Document, DocumentId, Evidence, Holder, HolderId, PictureOptions, PrintedSource, Relation,
    StoredDocument, card_svg, identify,
};
use vigiayto_core::language::Language;

/// It comes back from its form, its printed form and the store, and a shell can show it.
///
/// # Panics
/// When it does not.
pub fn check(document: &Document, source: Option<PrintedSource>) {
    assert!(Document::from_form(&document.to_form()).as_ref() == Ok(document), "form");
    if let Some(printed) = document.printed_form() {
        let again = identify(printed.as_bytes()).document.expect("what was printed is understood");
        assert!(again.printed_form() == Some(printed), "printed form");
    }
    let _ = document.guessable_numbers();
    let _ = document.guessable_texts();
    check_stored(&StoredDocument {
        id: DocumentId::from_bytes([1; 16]),
        holder: HolderId::from_bytes([2; 16]),
        document: document.clone(),
        evidence: Evidence::Scanned,
        source,
        attachments: Vec::new(),
        added_at: 0,
        changed_at: i64::MAX,
    });
}

/// It comes back from the store, and a shell can show it.
///
/// # Panics
/// When it does not.
pub fn check_stored(record: &StoredDocument) {
    let mut bytes = Vec::new();
    ciborium::into_writer(record, &mut bytes).expect("memory does not fail");
    let again: StoredDocument = ciborium::from_reader(&bytes[..]).expect("what was stored is read");
    assert!(again == *record, "stored form");

    let holder = Holder {
        id: record.holder,
        relation: Relation::Child,
        name: "Nguyễn Văn Mẫu".parse().expect("a name"),
        birth_date: "01/01/1990".parse().ok(),
    };
    for today in [Date::MIN, DAY, Date::MAX] {
        let card = record.card(&holder, today);
        for language in [Language::Vi, Language::En] {
            let _ = card_svg(&card, &PictureOptions { language, ..PictureOptions::default() });
        }
        assert!(record.matches(&holder, &card.headline), "a search for the headline finds it");
    }
}

const DAY: Date = match Date::from_ordinal_date(2026, 327) {
    Ok(day) => day,
    Err(_) => Date::MIN,
};
