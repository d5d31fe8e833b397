//! The QR codes of papers: read as they come, printed as they were, and nothing lost on the way.

use proptest::prelude::*;
use vigiayto_core::document::printed::{Confidence, MAX_PAYLOAD_BYTES};
use vigiayto_core::document::{
    CardEdition, Document, DocumentDate, DocumentKind, Sex, Term, identify, labels,
};

fn citizen_card(payload: &str) -> vigiayto_core::document::CitizenCard {
    match identify(payload.as_bytes()).document {
        Some(Document::CitizenCard(card)) => card,
        _ => panic!("not read as a citizen card"),
    }
}

fn health_card(payload: &str) -> vigiayto_core::document::HealthInsurance {
    match identify(payload.as_bytes()).document {
        Some(Document::HealthInsurance(card)) => card,
        _ => panic!("not read as a health-insurance card"),
    }
}

fn date(text: &str) -> DocumentDate {
    text.parse().expect("a date of this test")
}

#[test]
fn a_card_of_2021_is_read_to_the_letter() {
    let found = identify(CARD_2021.as_bytes());
    assert_eq!(found.kind_guess, Some(DocumentKind::CitizenCard));
    assert_eq!(found.confidence, Confidence::Certain);
    assert!(found.problems.is_empty());
    let card = citizen_card(CARD_2021);
    assert_eq!(card.edition, CardEdition::Cccd2021);
    assert_eq!(card.number.digits(), "000090000001");
    assert_eq!(card.old_number.as_ref().map(|number| number.as_str()), Some("000000001"));
    assert_eq!(card.full_name.as_str(), "Nguyễn Văn Mẫu");
    assert!(card.birth_date == date("01/01/1990"));
    assert_eq!(card.sex, Sex::Male);
    assert_eq!(
        card.residence.as_ref().map(|text| text.as_str()),
        Some("Số 1 Phố Mẫu, Phường Mẫu, Ba Đình, Hà Nội")
    );
    assert!(card.issued_on == Some(date("15/04/2021")));
}

#[test]
fn an_empty_slot_keeps_its_place() {
    let card = citizen_card(CARD_WITHOUT_OLD_NUMBER);
    assert!(card.old_number.is_none());
    assert_eq!(card.full_name.as_str(), "Trần Thị Thử");
    assert_eq!(card.sex, Sex::Female);
}

#[test]
fn a_card_of_2024_has_eleven_slots_and_prints_them_again() {
    let card = citizen_card(CARD_2024);
    assert_eq!(card.edition, CardEdition::CanCuoc2024);
    assert_eq!(identify(CARD_2024.as_bytes()).confidence, Confidence::Certain);
    for sample in [CARD_2021, CARD_WITHOUT_OLD_NUMBER, CARD_2024] {
        let printed = Document::from(citizen_card(sample)).printed_form();
        assert_eq!(printed.as_deref(), Some(sample));
    }
}

#[test]
fn unknown_slots_are_kept_with_their_places() {
    let payload = CARD_2024.replace("||||", "|Trần Thị Thử||000090000002||x");
    let source = identify(payload.as_bytes()).source.expect("a source is kept");
    let slots: Vec<(u16, &str)> =
        source.additional.iter().map(|slot| (slot.position, slot.text.as_str())).collect();
    assert_eq!(slots, [(7, "Trần Thị Thử"), (9, "000090000002"), (11, "x")]);
    assert_eq!(source.payload.as_bytes(), payload.as_bytes());
}

#[test]
fn what_scanners_add_is_taken_off_for_reading_and_kept_in_the_source() {
    for (before, after) in
        [("", "\r\n"), ("\u{FEFF}", ""), ("  ", " \n"), ("", "\0garbage|$"), ("\r\n", "\0")]
    {
        let payload = format!("{before}{CARD_2021}{after}");
        let found = identify(payload.as_bytes());
        assert_eq!(found.confidence, Confidence::Certain);
        assert!(found.document == identify(CARD_2021.as_bytes()).document);
        let source = found.source.expect("a source is kept");
        assert_eq!(source.payload.as_bytes(), payload.as_bytes());
    }
}

#[test]
fn names_in_capitals_and_in_decomposed_form_are_taken() {
    use unicode_normalization::UnicodeNormalization;
    let capitals = citizen_card(&CARD_2021.replace("Nguyễn Văn Mẫu", "NGUYỄN VĂN MẪU"));
    assert_eq!(capitals.full_name.as_str(), "NGUYỄN VĂN MẪU");
    let decomposed: String = CARD_2021.nfd().collect();
    assert_eq!(citizen_card(&decomposed).full_name.as_str(), "Nguyễn Văn Mẫu");
}

#[test]
fn a_field_that_cannot_be_read_is_named_and_the_rest_is_kept() {
    let found = identify(CARD_2021.replace("01011990", "32131990").as_bytes());
    assert_eq!(found.kind_guess, Some(DocumentKind::CitizenCard));
    assert_eq!(found.confidence, Confidence::Likely);
    assert!(found.document.is_none());
    let problem = found.problems.first().expect("a problem is named");
    assert_eq!(problem.field, labels::BIRTH_DATE);
    assert_eq!(problem.raw, "32131990");
    assert_eq!(problem.reason, labels::reasons::NO_SUCH_DAY);
    let form = found.to_form().expect("a form to correct");
    let corrected = Document::from_form(&form.replace("32131990", "01/01/1990"));
    assert!(corrected.ok() == identify(CARD_2021.as_bytes()).document);
}

#[test]
fn letters_lost_by_a_keyboard_scanner_are_reported() {
    for damaged in ["Nguy?n V?n M?u", "Nguy\u{FFFD}n"] {
        let found = identify(CARD_2021.replace("Nguyễn Văn Mẫu", damaged).as_bytes());
        assert_eq!(found.confidence, Confidence::Likely);
        assert!(found.problems.iter().any(|problem| {
            problem.field == labels::FULL_NAME && problem.reason == labels::reasons::DAMAGED
        }));
    }
}

#[test]
fn a_new_health_card_is_read_and_printed_to_the_letter() {
    let found = identify(HEALTH_NEW.as_bytes());
    assert_eq!(found.kind_guess, Some(DocumentKind::HealthInsurance));
    assert_eq!(found.confidence, Confidence::Certain);
    let card = health_card(HEALTH_NEW);
    assert_eq!(card.code.as_str(), "0000000001");
    assert_eq!(card.full_name.as_str(), "Nguyễn Văn Mẫu");
    assert!(card.address.is_none());
    assert!(card.valid_to == Some(Term::Unlimited));
    assert!(card.five_years_on == Some(date("01/01/2030")));
    assert_eq!(
        card.issue_place.as_ref().map(|text| text.as_str()),
        Some("Quận Ba Đình, Thành phố Hà Nội")
    );
    assert_eq!(Document::from(card).printed_form().as_deref(), Some(HEALTH_NEW));
}

#[test]
fn an_old_health_card_is_read_and_printed_to_the_letter() {
    let card = health_card(HEALTH_OLD);
    assert_eq!(card.code.benefit_level(), Some(4));
    assert_eq!(card.code.social_part(), Some("0000000001"));
    assert!(card.valid_to == Some(Term::Until(date("31/12/2019"))));
    assert_eq!(Document::from(card).printed_form().as_deref(), Some(HEALTH_OLD));
}

#[test]
fn health_cards_vary_and_are_read_all_the_same() {
    let hex = "4e677579e1bb856e2056c4836e204de1baab75";
    let upper = health_card(&HEALTH_NEW.replace(hex, &hex.to_uppercase()));
    assert_eq!(upper.full_name.as_str(), "Nguyễn Văn Mẫu");
    let year_only = health_card(&HEALTH_NEW.replace("|01/01/1990|", "|1990|"));
    assert!(year_only.birth_date == Some(date("1990")));
    for dash in ["01-001", "01 – 001", "01– 001"] {
        let card = health_card(&HEALTH_NEW.replace("01 - 001", dash));
        assert_eq!(card.care_facility.as_ref().map(|text| text.as_str()), Some("01 - 001"));
    }
    let plain_parent = HEALTH_NEW.replace("01010000000001|-|", "01010000000001|Trần Thị Thử|");
    let parent = health_card(&plain_parent).parent_name;
    assert_eq!(parent.as_ref().map(|text| text.as_str()), Some("Trần Thị Thử"));
    let letters = health_card(&HEALTH_OLD.replace("DN4010000000001", "DN401AA00000001"));
    assert_eq!(letters.code.as_str(), "DN401AA00000001");
}

#[test]
fn the_short_form_of_a_health_card_is_tolerated() {
    let found = identify(
        "DN4010000000001|4e677579e1bb856e2056c4836e204de1baab75|01/01/1990|1|-|01 - 001|01/01/2019|31/12/2019|$"
            .as_bytes(),
    );
    assert_eq!(found.confidence, Confidence::Likely);
    assert!(found.problems.is_empty());
    assert!(matches!(found.document, Some(Document::HealthInsurance(_))));
}

#[test]
fn a_name_that_is_not_hexadecimal_stays_as_it_is() {
    let card = health_card(&HEALTH_NEW.replace("4e677579e1bb856e2056c4836e204de1baab75", "Mẫu"));
    assert_eq!(card.full_name.as_str(), "Mẫu");
}

#[test]
fn hexadecimal_letters_that_were_damaged_are_named() {
    let found = identify(HEALTH_NEW.replace("4de1baab75|", "4de1baab7|").as_bytes());
    assert_eq!(found.confidence, Confidence::Likely);
    let problem = found.problems.first().expect("a problem is named");
    assert_eq!(problem.field, labels::FULL_NAME);
    assert_eq!(problem.reason, labels::reasons::HEX_SHAPE);
}

#[test]
fn a_payload_that_only_starts_like_another_paper_is_not_taken_for_it() {
    let licence =
        identify("000100000001|NGUYỄN VĂN MẪU|01/01/1990|B2|01/03/2020|01/03/2030".as_bytes());
    assert_eq!(licence.kind_guess, Some(DocumentKind::DriverLicence));
    let with_long_old_number = CARD_2021.replace("|000000001|", "|303132333435|");
    assert!(citizen_card(&with_long_old_number).old_number.is_some());
    for other in
        ["hello", "hello|a|b|c|$", "000090000001", "000090000001|v|w|x|y", "00A-000.01", "|||||||"]
    {
        let found = identify(other.as_bytes());
        assert_eq!(found.kind_guess, None, "{other}");
        let reason = found.problems.first().map(|problem| problem.reason);
        assert_eq!(reason, Some(labels::reasons::NOT_RECOGNISED));
    }
}

#[test]
fn a_web_address_is_kept_and_nothing_is_made_of_it() {
    for address in
        ["https://gplx.example/tra-cuu?so=000100000001", "HTTP://EXAMPLE/1", "www.example.vn"]
    {
        let found = identify(address.as_bytes());
        assert_eq!(found.confidence, Confidence::Unknown);
        assert!(found.document.is_none());
        assert_eq!(
            found.problems.first().map(|problem| problem.reason),
            Some(labels::reasons::WEB_ADDRESS)
        );
        let source = found.source.expect("a source is kept");
        assert_eq!(source.payload.as_bytes(), address.as_bytes());
    }
}

#[test]
fn a_licence_is_guessed_and_can_be_corrected() {
    let found =
        identify("000100000001;NGUYỄN VĂN MẪU;01/01/1990;B2, A1;01032020;01032030;x1".as_bytes());
    assert_eq!(found.kind_guess, Some(DocumentKind::DriverLicence));
    assert_eq!(found.confidence, Confidence::Guess);
    let Some(Document::DriverLicence(licence)) = found.document else { panic!("no licence") };
    assert_eq!(licence.number.as_str(), "000100000001");
    let codes: Vec<&str> = licence.classes.held().iter().map(|held| held.class.code()).collect();
    assert_eq!(codes, ["B2", "A1"]);
    assert!(licence.issued_on == Some(date("01/03/2020")));
    let source = found.source.expect("a source is kept");
    assert_eq!(source.additional.first().map(|slot| slot.text.as_str()), Some("x1"));
}

#[test]
fn a_class_that_means_two_things_is_left_to_the_owner() {
    let found = identify("000100000001|A1".as_bytes());
    assert_eq!(found.kind_guess, Some(DocumentKind::DriverLicence));
    assert!(found.document.is_none());
    assert!(found.problems.iter().any(|problem| problem.field == labels::SCHEME));
}

#[test]
fn a_registration_is_guessed_from_plate_chassis_and_colour() {
    let found = identify("00A-000.01|Trắng|M000001|RLAAA00000A000001|Không".as_bytes());
    assert_eq!(found.kind_guess, Some(DocumentKind::VehicleRegistration));
    assert_eq!(found.confidence, Confidence::Guess);
    let Some(Document::VehicleRegistration(vehicle)) = found.document else { panic!("no vehicle") };
    assert_eq!(vehicle.plate.compact(), "00A00001");
    assert_eq!(
        vehicle.chassis_number.as_ref().map(|number| number.as_str()),
        Some("RLAAA00000A000001")
    );
}

#[test]
fn empty_and_oversized_payloads_are_not_kept() {
    for payload in [Vec::new(), b"\0\r\n".to_vec(), vec![b'1'; MAX_PAYLOAD_BYTES + 1]] {
        let found = identify(&payload);
        assert_eq!(found.confidence, Confidence::Unknown);
        assert!(found.source.is_none());
        assert_eq!(found.problems.len(), 1);
    }
}

proptest! {
    #[test]
    fn identify_takes_any_bytes(payload in prop::collection::vec(any::<u8>(), 0..600)) {
        let found = identify(&payload);
        if let Some(source) = found.source {
            prop_assert_eq!(source.payload.as_bytes(), &payload[..]);
        }
    }

    #[test]
    fn identify_takes_any_slots(
        payload in "[0-9]{0,12}(\\|[0-9A-ZĐa-zữầ /.,$?-]{0,12}){0,18}\\|?\\$?"
    ) {
        let found = identify(payload.as_bytes());
        if found.confidence == Confidence::Certain {
            prop_assert!(found.document.is_some() && found.problems.is_empty());
        }
    }

    #[test]
    fn identify_takes_any_damage_to_a_real_payload(
        sample in prop::sample::select(vec![CARD_2021, CARD_2024, HEALTH_NEW, HEALTH_OLD]),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let mut payload = sample.as_bytes().to_vec();
        let at = at.index(payload.len());
        payload[at] = byte;
        let _ = identify(&payload);
        let _ = identify(&payload[..at]);
    }
}

const CARD_2021: &str = "000090000001|000000001|Nguyễn Văn Mẫu|01011990|Nam|Số 1 Phố Mẫu, Phường Mẫu, Ba Đình, Hà Nội|15042021";
const CARD_WITHOUT_OLD_NUMBER: &str = "000305000002||Trần Thị Thử|02022005|Nữ|Số 2 Đường Thử, Phường Thử, Quận 1, TP. Hồ Chí Minh|20062022";
const CARD_2024: &str = "000090000001|000000001|Nguyễn Văn Mẫu|01011990|Nam|Số 1 Phố Mẫu, Phường Mẫu, Ba Đình, Hà Nội|01082024||||";
const HEALTH_NEW: &str = "0000000001|4e677579e1bb856e2056c4836e204de1baab75|01/01/1990|1|-|01 - 001|01/01/2025|-|02/01/2025|01010000000001|-|4| 01/01/2030|0123456789abcdef-1202|4|5175e1baad6e20426120c490c3ac6e682c205468c3a06e68207068e1bb912048c3a0204ee1bb9969|$";
const HEALTH_OLD: &str = "DN4010000000001|4e677579e1bb856e2056c4836e204de1baab75|01/01/1990|1|-|01 - 001|01/01/2019|31/12/2019|02/01/2019|01010000000001|-|4| 01/01/2024|123456789abcdef-7102|$";
