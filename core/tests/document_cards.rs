//! What a shell shows: facts in order, words in both languages, warnings, and nothing personal in a debug print.

use time::Date;
use vigiayto_core::document::forms::example;
use vigiayto_core::document::{
    CardView, Document, DocumentDate, DocumentId, DocumentKind, Evidence, ExpiryState, Holder,
    HolderId, Identified, Image, PersonalNumber, Prominence, Relation, StoredDocument, Text,
    identify, labels,
};
use vigiayto_core::language::{Language, Message};

fn day(text: &str) -> Date {
    text.parse::<DocumentDate>().ok().and_then(DocumentDate::day).expect("a day of this test")
}

fn owner() -> Holder {
    Holder {
        id: HolderId::from_bytes([1; 16]),
        relation: Relation::Owner,
        name: "NGUYỄN VĂN MẪU".parse().expect("a name"),
        birth_date: "01/01/1990".parse().ok(),
    }
}

fn stored(document: Document) -> StoredDocument {
    StoredDocument {
        id: DocumentId::from_bytes([2; 16]),
        holder: owner().id,
        document,
        evidence: Evidence::Typed,
        source: None,
        attachments: Vec::new(),
        added_at: 0,
        changed_at: 0,
    }
}

fn typed(form: &str) -> StoredDocument {
    stored(Document::from_form(form).expect("a form of this test"))
}

fn scanned(payload: &str) -> StoredDocument {
    let Identified { document, source, .. } = identify(payload.as_bytes());
    let document = document.expect("a payload of this test");
    StoredDocument { source, evidence: Evidence::Scanned, ..stored(document) }
}

fn warnings(card: &CardView) -> Vec<Message> {
    card.warnings.iter().map(|notice| notice.message).collect()
}

fn lines(card: &CardView, language: Language) -> Vec<String> {
    card.fields
        .iter()
        .map(|field| format!("{}: {}", field.label.text(language), field.text(language)))
        .collect()
}

#[test]
fn a_citizen_card_shows_its_facts_in_order_in_vietnamese() {
    let card = scanned(CARD_2024).card(&owner(), day("01/08/2025"));
    assert_eq!(card.title.text(Language::Vi), "căn cước");
    assert_eq!(card.kind, "citizen_card");
    assert_eq!(card.headline, "Nguyễn Văn Mẫu");
    assert_eq!(card.evidence.message().vi, "quét từ bản giấy, chưa xác minh");
    assert_eq!(
        lines(&card, Language::Vi),
        [
            "số định danh cá nhân: 000 090 000001",
            "ngày sinh: 01/01/1990",
            "giới tính: nam",
            "họ và tên: Nguyễn Văn Mẫu",
            "nơi thường trú: Phường Mẫu, Hà Nội",
            "ngày cấp: 01/08/2024",
            "có giá trị đến (tính theo tuổi): 01/01/2030",
            "số CMND cũ: 000000001",
            "thông tin thêm trong mã QR: Trần Thị Thử",
        ]
    );
    assert_eq!(card.expiry, ExpiryState::Valid { days_left: 1614 });
    let number = card.fields.first().expect("a first fact");
    assert_eq!((number.key(), number.copied.as_str()), ("personal_number", "000090000001"));
    assert_eq!(card.fields.last().map(|field| field.prominence), Some(Prominence::Additional));
}

#[test]
fn a_citizen_card_speaks_english_too() {
    let card = scanned(CARD_2024).card(&owner(), day("02/12/2029"));
    assert_eq!(card.title.text(Language::En), "identity card");
    assert_eq!(card.expiry.notice().text(Language::En), "expires in 30 days");
    assert_eq!(card.expiry.notice().text(Language::Vi), "còn 30 ngày");
    assert_eq!(lines(&card, Language::En).get(2).map(String::as_str), Some("sex: male"));
}

#[test]
fn a_card_of_2021_keeps_its_own_name() {
    let payload = CARD_2024.replace("01082024|Trần Thị Thử|||", "15042021");
    let card = scanned(&payload).card(&owner(), day("01/08/2025"));
    assert_eq!(card.title.text(Language::Vi), "căn cước công dân");
}

#[test]
fn the_face_of_every_kind_has_two_or_three_facts() {
    for kind in DocumentKind::ALL {
        let card = typed(example(*kind)).card(&owner(), day("01/08/2025"));
        let face = card.fields.iter().filter(|field| field.prominence == Prominence::Face).count();
        assert!((2..=3).contains(&face), "{kind:?}");
        assert_eq!(card.kind, kind.code());
        let shown = |field: &vigiayto_core::document::FieldView| {
            [Language::Vi, Language::En].map(|language| field.text(language))
        };
        assert!(card.fields.iter().flat_map(shown).all(|text| !text.is_empty()));
    }
}

#[test]
fn a_licence_with_several_classes_says_which_one_has_ended() {
    let card = typed(
        "kind = 'driver_licence'\nlicence_number = '000100000001'\nbirth_date = '01/01/2005'\n\
         classes = ['A1', 'C 01/03/2025 - 01/03/2030']\nissued_on = '01/03/2025'\npoints = 3",
    )
    .card(&owner(), day("02/03/2030"));
    assert_eq!(card.expiry, ExpiryState::Expired { days_ago: 1 });
    let ids = warnings(&card);
    assert!(ids.contains(&labels::warnings::CLASS_ENDED));
    assert!(ids.contains(&labels::warnings::POINTS_LOW));
    assert!(!ids.contains(&labels::warnings::UNDER_AGE));
    let text = card.warnings.first().expect("a warning").text(Language::Vi);
    assert_eq!(text, "hạng C đã hết hạn; hạng không thời hạn vẫn dùng được");
    let young = typed(
        "kind = 'driver_licence'\nlicence_number = '000100000001'\nbirth_date = '01/01/2005'\n\
         classes = ['A1', 'C']\nissued_on = '01/03/2025'\npoints = 0",
    )
    .card(&owner(), day("31/12/2025"));
    assert_eq!(warnings(&young)[..2], [labels::warnings::UNDER_AGE, labels::warnings::NO_POINTS]);
}

#[test]
fn a_licence_of_motorcycles_alone_has_no_term() {
    let card = typed(
        "kind = 'driver_licence'\nlicence_number = '000100000001'\nscheme = 'from_2025'\nclasses = 'A1; A'",
    )
    .card(&owner(), day("02/03/2030"));
    assert_eq!(card.expiry, ExpiryState::NoTerm);
    assert_eq!(card.expiry.notice().text(Language::Vi), "không thời hạn");
    assert!(card.warnings.is_empty());
}

#[test]
fn what_does_not_fit_is_warned_of_and_never_refused() {
    let card = typed(
        "kind = 'citizen_card'\npersonal_number = '000190000001'\nfull_name = 'Trần Văn Thử'\n\
         birth_date = '02/02/1991'\nsex = 'nam'\nissued_on = '01/08/2030'\nedition = 'cccd_2021'\n\
         expires_on = '01/01/2030'\nold_identity_number = '12'",
    )
    .card(&owner(), day("01/08/2025"));
    assert_eq!(
        warnings(&card),
        [
            labels::warnings::PREFIX_UNKNOWN,
            labels::warnings::SEX_DIFFERS,
            labels::warnings::BIRTH_YEAR_DIFFERS,
            labels::warnings::ISSUED_IN_FUTURE,
            labels::warnings::DATES_REVERSED,
            labels::warnings::EXPIRY_DIFFERS,
            labels::warnings::EDITION_DIFFERS,
            labels::warnings::OLD_NUMBER_SHAPE,
            labels::warnings::NAME_DIFFERS,
            labels::warnings::HOLDER_BIRTH_DIFFERS,
        ]
    );
}

#[test]
fn a_name_that_differs_only_in_case_and_tone_placement_is_the_holders() {
    let mut holder = owner();
    holder.name = "NGUYỄN THỊ HOÀ".parse().expect("a name");
    let card = scanned(&CARD_2024.replace("Nguyễn Văn Mẫu", "Nguyễn Thị Hòa"));
    assert!(
        !warnings(&card.card(&holder, day("01/08/2025"))).contains(&labels::warnings::NAME_DIFFERS)
    );
}

#[test]
fn a_correction_of_what_the_paper_says_is_told_and_an_addition_is_not() {
    let mut card = scanned(CARD_2024);
    let warned = |card: &StoredDocument| {
        warnings(&card.card(&owner(), day("01/08/2025"))).contains(&labels::warnings::CORRECTED)
    };
    assert!(!warned(&card));
    let form = card.document.to_form();
    card.document = Document::from_form(&format!("{form}hometown = 'Xã Mẫu'\n")).expect("a form");
    assert!(!warned(&card));
    card.document = Document::from_form(&form.replace("01/01/1990", "02/01/1990")).expect("a form");
    assert!(warned(&card));
}

#[test]
fn a_health_card_whose_codes_do_not_fit_is_warned_of() {
    let form = example(DocumentKind::HealthInsurance);
    let fits = typed(form).card(&owner(), day("01/08/2025"));
    assert!(!warnings(&fits).contains(&labels::warnings::CODES_DIFFER));
    let differs = typed(&form.replace("\"0000000001\"", "\"0000000002\""));
    let card = differs.card(&owner(), day("01/08/2025"));
    assert!(warnings(&card).contains(&labels::warnings::CODES_DIFFER));
}

#[test]
fn a_plate_without_a_vehicle_counts_down() {
    let card = typed(example(DocumentKind::NumberPlate)).card(&owner(), day("15/01/2030"));
    assert_eq!(card.headline, "00-A1 000.01");
    assert_eq!(card.expiry, ExpiryState::ExpiresSoon { days_left: 17 });
    let kept = card.warnings.first().expect("a warning");
    assert_eq!(kept.text(Language::Vi), "biển chưa gắn xe, được giữ đến 01/02/2030");
}

#[test]
fn a_dependants_card_carries_the_name() {
    let mut child = owner();
    child.relation = Relation::Child;
    child.name = "Nguyễn Thị Bé".parse().expect("a name");
    child.birth_date = "15/05/2019".parse().ok();
    let certificate = typed(example(DocumentKind::BirthCertificate));
    let card = certificate.card(&child, day("15/05/2033"));
    assert_eq!(card.dependant.as_deref(), Some("Nguyễn Thị Bé"));
    assert!(warnings(&card).contains(&labels::warnings::CHILD_TURNED_14));
    assert_eq!(certificate.card(&owner(), day("01/08/2025")).dependant, None);
}

#[test]
fn a_search_finds_a_document_by_any_fact_and_by_its_holder() {
    let card = scanned(CARD_2024);
    for query in [
        "nguyen mau",
        "000 090",
        "can cuoc",
        "identity",
        "phuong mau",
        "tran thi thu",
        "01/01/1990",
    ] {
        assert!(card.matches(&owner(), query), "{query}");
    }
    assert!(!card.matches(&owner(), "hai phong"));
}

#[test]
fn guesses_hold_dates_in_every_order_and_every_six_digits_of_numbers() {
    let document = scanned(CARD_2024).document;
    let numbers = document.guessable_numbers();
    for guess in [
        "010190", "900101", "011990", "199001", "111990", "010824", "240801", "000001", "900000",
        "000090",
    ] {
        assert!(numbers.iter().any(|number| number == guess), "{guess}");
    }
    assert!(!numbers.iter().any(|number| number == "271828"));
    let texts = document.guessable_texts();
    for guess in
        ["Nguyễn Văn Mẫu", "Mẫu", "Hà Nội", "Phường Mẫu", "000090000001", "01/01/1990", "1990"]
    {
        assert!(texts.iter().any(|text| text == guess), "{guess}");
    }
    let notes = typed(
        "kind = 'social_insurance'\nsocial_number = '0000000001'\nnotes = 'gọi 0900 123 456'",
    );
    assert!(notes.document.guessable_numbers().iter().any(|number| number == "123456"));
}

#[test]
fn a_debug_print_holds_nothing_personal() {
    let card = scanned(CARD_2024);
    let found = identify(CARD_2024.as_bytes());
    let view = card.card(&owner(), day("01/08/2025"));
    let number: PersonalNumber = "000090000001".parse().expect("twelve digits");
    let text = Text::new("Nguyễn Văn Mẫu").expect("a name");
    let image = Image::parse(b"");
    let print = format!(
        "{card:?} {found:?} {view:?} {number:?} {text:?} {image:?} {:?} {:?} {:?} {:?} {:?}",
        owner(),
        card.document,
        card.source,
        view.fields,
        found.draft,
    );
    for personal in ["000090", "Mẫu", "1990", "Thử", "31"] {
        assert!(!print.contains(personal), "{personal} in {print}");
    }
}

const CARD_2024: &str = "000090000001|000000001|Nguyễn Văn Mẫu|01011990|Nam|Phường Mẫu, Hà Nội|01082024|Trần Thị Thử|||";
