//! Forms: an example of every kind reads, every written form reads back, and a refusal names the field.

use vigiayto_core::document::forms::{FormError, blank, example, labels_of};
use vigiayto_core::document::{Document, DocumentKind, labels};

#[test]
fn the_example_of_every_kind_is_read_and_survives_writing() {
    for kind in DocumentKind::ALL {
        let document = Document::from_form(example(*kind)).unwrap_or_else(|_| panic!("{kind:?}"));
        assert_eq!(document.kind(), *kind);
        assert!(Document::from_form(&document.to_form()) == Ok(document), "{kind:?}");
    }
}

#[test]
fn the_example_of_every_kind_shows_every_field_but_the_one_it_cannot_know() {
    for kind in DocumentKind::ALL {
        for label in labels_of(*kind) {
            let key = labels::key(label);
            assert!(example(*kind).contains(&format!("\n{key} = ")), "{kind:?} lacks {key}");
        }
    }
}

#[test]
fn a_blank_form_names_what_is_missing_and_nothing_else() {
    for kind in DocumentKind::ALL {
        let Err(FormError::Fields(problems)) = Document::from_form(&blank(*kind)) else {
            panic!("a blank form of {kind:?} was taken");
        };
        assert!(problems.iter().all(|problem| problem.reason == labels::reasons::MISSING));
    }
}
