//! Forms: an example of every kind reads, every written form reads back, and a refusal names the field.

use proptest::prelude::*;
use vigiayto_core::document::forms::{MAX_FORM_BYTES, blank, example, labels_of};
use vigiayto_core::document::{
    Document, DocumentKind, Draft, FieldProblem, FormError, LicenceScheme, Sex, Text, labels,
};
use vigiayto_core::language::Message;

#[test]
fn the_example_of_every_kind_is_read_and_survives_writing() {
    for kind in DocumentKind::ALL {
        let document = Document::from_form(example(*kind)).unwrap_or_else(|_| panic!("{kind:?}"));
        assert_eq!(document.kind(), *kind);
        assert!(Document::from_form(&document.to_form()) == Ok(document), "{kind:?}");
    }
}

#[test]
fn the_example_of_every_kind_shows_every_field() {
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

#[test]
fn values_are_taken_as_people_write_them() {
    let form = "kind = 'driver_licence'\nlicence_number = 123456789012\nissued_on = 2025-03-01\n\
                classes = ['a1', 'b 1/3/2025 - 1/3/2035']\npoints = 12\nscheme = 'Từ năm 2025'\nnotes = ''";
    let Ok(Document::DriverLicence(licence)) = Document::from_form(form) else { panic!("refused") };
    assert_eq!(licence.number.as_str(), "123456789012");
    assert!(licence.issued_on == "01/03/2025".parse().ok());
    assert_eq!(licence.classes.held().len(), 2);
    assert!(licence.notes.is_none());
    for sex in ["nữ", "Nữ", "nu", "NU", "female", "Nu\u{031B}\u{0303}"] {
        let form = format!(
            "kind = 'birth_certificate'\nfull_name = 'Bé'\nbirth_date = '2019'\nsex = '{sex}'"
        );
        let Ok(Document::BirthCertificate(paper)) = Document::from_form(&form) else {
            panic!("{sex}")
        };
        assert_eq!(paper.sex, Some(Sex::Female));
    }
}

#[test]
fn the_class_list_follows_from_the_date_or_from_a_class() {
    for (fields, scheme) in [
        ("classes = 'A1'\nissued_on = '31/12/2024'", LicenceScheme::Before2025),
        ("classes = 'A1'\nissued_on = '01/01/2025'", LicenceScheme::From2025),
        ("classes = 'A1; B2'", LicenceScheme::Before2025),
        ("classes = 'A1; C1'", LicenceScheme::From2025),
    ] {
        let form = format!("kind = 'driver_licence'\nlicence_number = '000100000001'\n{fields}");
        let Ok(Document::DriverLicence(licence)) = Document::from_form(&form) else {
            panic!("{fields}")
        };
        assert_eq!(licence.classes.scheme(), scheme);
    }
}

#[test]
fn every_field_that_cannot_be_used_is_named_with_its_reason() {
    let problems = problems_of(
        "kind = 'citizen_card'\npersonal_number = '12'\nbirth_date = '31/02/1990'\nsex = 'x'\n\
         issued_on = '1/1/90'\nhobby = 'chess'",
    );
    let named: Vec<(&str, Message)> =
        problems.iter().map(|problem| (problem.key.as_str(), problem.reason)).collect();
    assert_eq!(
        named,
        [
            ("personal_number", labels::reasons::TWELVE_DIGITS),
            ("full_name", labels::reasons::MISSING),
            ("birth_date", labels::reasons::NO_SUCH_DAY),
            ("sex", labels::reasons::NOT_A_CHOICE),
            ("issued_on", labels::reasons::DATE_SHAPE),
            ("hobby", labels::reasons::NOT_IN_FORM),
        ]
    );
    assert_eq!(problems.first().map(|problem| problem.raw.as_str()), Some("12"));
}

#[test]
fn each_type_of_value_refuses_what_it_cannot_be() {
    use labels::reasons::{
        CLASS_UNKNOWN, ID_SHAPE, INSURANCE_CODE_SHAPE, NOT_TEXT, PLATE_SHAPE, POINTS_RANGE,
        SOCIAL_NUMBER_SHAPE, TOO_LONG,
    };
    let long = format!("notes = '{}'", "x".repeat(5_000));
    for (kind, line, reason) in [
        (DocumentKind::HealthInsurance, "insurance_code = '12345678901'", INSURANCE_CODE_SHAPE),
        (DocumentKind::HealthInsurance, "insurance_code = '123456789012345'", INSURANCE_CODE_SHAPE),
        (DocumentKind::SocialInsurance, "social_number = '000190000Ω01'", SOCIAL_NUMBER_SHAPE),
        (DocumentKind::NumberPlate, "plate = '51A/123'", PLATE_SHAPE),
        (DocumentKind::NumberPlate, "vehicle = 'my car'", ID_SHAPE),
        (DocumentKind::DriverLicence, "points = 13", POINTS_RANGE),
        (DocumentKind::DriverLicence, "scheme = 'from_2025'\nclasses = 'B2'", CLASS_UNKNOWN),
        (DocumentKind::SocialInsurance, long.as_str(), TOO_LONG),
        (DocumentKind::SocialInsurance, "notes = true", NOT_TEXT),
    ] {
        let problems = problems_of(&format!("kind = '{}'\n{line}", kind.code()));
        assert!(problems.iter().any(|problem| problem.reason == reason), "{line}");
    }
}

#[test]
fn a_text_that_is_no_form_is_refused_as_a_whole() {
    let refused = |form: &str| Document::from_form(form).err();
    assert!(
        refused("kind = 'citizen_card'\n\nfull_name = Mẫu\n")
            == Some(FormError::NotToml { line: 3 })
    );
    assert!(refused("full_name = 'Mẫu'") == Some(FormError::UnknownKind));
    assert!(refused("kind = 'library_card'") == Some(FormError::UnknownKind));
    assert!(refused("") == Some(FormError::UnknownKind));
    assert!(refused(&"#".repeat(MAX_FORM_BYTES + 1)) == Some(FormError::TooLarge));
}

proptest! {
    #[test]
    fn any_text_is_taken_as_a_form_without_panic(
        text in any::<String>(),
        lines in prop::collection::vec("[a-z_]{0,12}( = )?['\"\\[{]?[ -~à-ỹ]{0,12}['\"\\]}]?", 0..6),
    ) {
        prop_assert!(Document::from_form(&text).is_err());
        let _ = Document::from_form(&format!("kind = 'citizen_card'\n{}", lines.join("\n")));
    }

    #[test]
    fn any_text_survives_quoting(text in any::<String>()) {
        let clean = Text::new(&text);
        prop_assume!(clean.is_ok());
        let mut draft = Draft::default();
        draft.set(labels::SOCIAL_NUMBER, "0000000001");
        draft.set(labels::NOTES, &text);
        let kind = DocumentKind::SocialInsurance;
        let form = draft.to_form(kind, &labels_of(kind));
        let Ok(Document::SocialInsurance(read)) = Document::from_form(&form) else {
            return Err(TestCaseError::fail("refused"));
        };
        prop_assert!(read.notes == clean.ok());
    }
}

fn problems_of(form: &str) -> Vec<FieldProblem> {
    match Document::from_form(form) {
        Err(FormError::Fields(problems)) => problems,
        _ => panic!("the form of this test was taken"),
    }
}
