//! The rules of the domain: numbers, terms, classes, plates, holders, dates.

use proptest::prelude::*;
use time::{Date, Month};
use vigiayto_core::document::holder::{AGE_RULES, AccountLevel, RELATION_RULES, age_rule};
use vigiayto_core::document::kinds::{
    CLASS_RULES, ClassTerm, ExpirySource, LicenceClass, LicenceClasses, PlateShape,
};
use vigiayto_core::document::provinces::{PROVINCES, by_code};
use vigiayto_core::document::{
    CitizenCard, DateError, Document, DocumentDate, DriverLicence, ExpiryState, Holder, HolderId,
    LicenceScheme, NumberPlate, PersonalNumber, Plate, PlateOwnership, Relation, Sex, Standing,
    Term, labels,
};

fn date(text: &str) -> DocumentDate {
    text.parse().expect("a date of this test")
}

fn day(text: &str) -> Date {
    date(text).day().expect("a full date")
}

fn until(text: &str) -> Option<Term> {
    Some(Term::Until(date(text)))
}

fn citizen_card(birth_date: &str, issued_on: &str) -> CitizenCard {
    let form = format!(
        "kind = 'citizen_card'\npersonal_number = '000090000001'\nfull_name = 'Mẫu'\nsex = 'nam'\n\
         birth_date = '{birth_date}'\nissued_on = '{issued_on}'"
    );
    match Document::from_form(&form) {
        Ok(Document::CitizenCard(card)) => card,
        _ => panic!("the form of this test was refused"),
    }
}

fn licence(fields: &str) -> DriverLicence {
    let form = format!("kind = 'driver_licence'\nlicence_number = '000100000001'\n{fields}");
    match Document::from_form(&form) {
        Ok(Document::DriverLicence(licence)) => licence,
        _ => panic!("the form of this test was refused"),
    }
}

fn plate(text: &str) -> Plate {
    Plate::parse(text).expect("a plate of this test")
}

fn holder(relation: Relation, birth_date: Option<&str>) -> Holder {
    Holder {
        id: HolderId::from_bytes([7; 16]),
        relation,
        name: "Nguyễn Thị Bé".parse().expect("a name"),
        birth_date: birth_date.map(date),
    }
}

#[test]
fn a_card_runs_to_the_birthday_at_the_next_milestone() {
    for (birth_date, issued_on, end) in [
        // A child of five, a youth, a grown person, one near sixty.
        ("15/05/2019", "01/08/2024", until("15/05/2033")),
        ("01/01/2000", "15/04/2021", until("01/01/2025")),
        ("01/01/1990", "15/04/2021", until("01/01/2030")),
        ("01/01/1970", "15/04/2021", until("01/01/2030")),
        // Two years before a milestone to the day, the card runs to the one after it; a day earlier, it does not.
        ("01/01/2000", "01/01/2023", until("01/01/2040")),
        ("01/01/2000", "31/12/2022", until("01/01/2025")),
        ("01/01/1985", "01/01/2023", until("01/01/2045")),
        // From 58 on there is no expiry.
        ("01/01/1965", "31/12/2022", until("01/01/2025")),
        ("01/01/1965", "01/01/2023", Some(Term::Unlimited)),
        ("01/01/1940", "01/08/2024", Some(Term::Unlimited)),
        // Born on a leap day: the day before 1 March.
        ("29/02/2000", "15/04/2021", until("28/02/2025")),
        // A year alone settles no day.
        ("1990", "15/04/2021", None),
    ] {
        let card = citizen_card(birth_date, issued_on);
        assert!(card.derived_term() == end, "{birth_date} {issued_on}");
        assert!(card.expiry() == end.map(|term| (term, ExpirySource::Derived)));
    }
}

#[test]
fn the_printed_expiry_goes_before_the_derived_one() {
    let mut card = citizen_card("01/01/1990", "15/04/2021");
    card.expires_on = until("02/01/2030");
    assert!(card.expiry() == Some((Term::Until(date("02/01/2030")), ExpirySource::Printed)));
}

#[test]
fn a_personal_number_is_twelve_ascii_digits_and_nothing_else() {
    for good in ["000190000001", "999999999999", "000 190 000001"] {
        assert!(good.parse::<PersonalNumber>().is_ok(), "{good}");
    }
    for bad in [
        "",
        "00019000000",
        "0001900000011",
        "00019000000a",
        "٠٠٠١٩٠٠٠٠٠٠١",
        "000-190-00001",
        "+00190000001",
    ] {
        assert!(bad.parse::<PersonalNumber>().is_err(), "{bad}");
    }
}

#[test]
fn a_personal_number_tells_century_sex_year_and_province() {
    for (number, sex, year, province) in [
        // A digit 8 or 9 in the fourth place is a birth after 2300, so these belong to nobody either.
        ("001890000001", Sex::Male, 2390, Some("Hà Nội")),
        ("079905000002", Sex::Female, 2305, Some("TP. Hồ Chí Minh")),
        ("096999000003", Sex::Female, 2399, Some("Cà Mau")),
        ("000090000001", Sex::Male, 1990, None),
        ("000199000001", Sex::Female, 1999, None),
        ("000219000001", Sex::Male, 2019, None),
        ("000999000001", Sex::Female, 2399, None),
        ("003890000001", Sex::Male, 2390, None),
    ] {
        let number: PersonalNumber = number.parse().expect("twelve digits");
        assert_eq!(number.sex(), sex);
        assert_eq!(number.birth_year(), year);
        assert_eq!(number.province().map(|province| province.name), province);
    }
}

#[test]
fn the_table_of_provinces_is_in_order_and_finds_each() {
    assert!(PROVINCES.is_sorted_by(|one, other| one.code < other.code));
    assert!(PROVINCES.iter().all(|province| by_code(province.code) == Some(province)));
    assert!(by_code("000").is_none());
}

#[test]
fn dates_are_read_in_every_form_of_papers_and_shown_in_one() {
    for text in [
        "05/03/1990",
        "5/3/1990",
        "05-03-1990",
        "05.03.1990",
        "05031990",
        "1990-03-05",
        " 05/03/1990 ",
    ] {
        assert_eq!(date(text).to_string(), "05/03/1990", "{text}");
    }
    assert_eq!(date("1990").to_string(), "1990");
    assert_eq!(date("1990").day(), None);
    assert_eq!(date("29/02/2000").compact(), "29022000");
}

#[test]
fn what_is_not_a_date_is_refused_with_the_reason() {
    for (text, error) in [
        ("29/02/1900", DateError::NoSuchDay),
        ("31/04/2020", DateError::NoSuchDay),
        ("00/01/2020", DateError::NoSuchDay),
        ("01/13/2020", DateError::NoSuchDay),
        ("01/01/1799", DateError::OutOfRange),
        ("3000", DateError::OutOfRange),
        ("", DateError::Shape),
        ("01/01/90", DateError::Shape),
        ("001/01/1990", DateError::Shape),
        ("1/1/1990/1", DateError::Shape),
        ("0101199", DateError::Shape),
        ("01/01/１９９０", DateError::Shape),
        ("+1/01/1990", DateError::Shape),
    ] {
        assert_eq!(text.parse::<DocumentDate>(), Err(error), "{text}");
    }
}

#[test]
fn expiry_is_a_function_of_the_day() {
    let term = until("31/01/2030");
    for (today, state) in [
        ("31/12/2029", ExpiryState::Valid { days_left: 31 }),
        ("01/01/2030", ExpiryState::ExpiresSoon { days_left: 30 }),
        ("31/01/2030", ExpiryState::ExpiresSoon { days_left: 0 }),
        ("01/02/2030", ExpiryState::Expired { days_ago: 1 }),
        ("01/02/2031", ExpiryState::Expired { days_ago: 366 }),
    ] {
        assert_eq!(ExpiryState::on(term, day(today)), state, "{today}");
    }
    assert_eq!(ExpiryState::on(Some(Term::Unlimited), Date::MAX), ExpiryState::NoTerm);
    assert_eq!(ExpiryState::on(None, Date::MIN), ExpiryState::Unknown);
    let year = until("2030");
    assert_eq!(ExpiryState::on(year, day("31/12/2030")), ExpiryState::ExpiresSoon { days_left: 0 });
}

#[test]
fn the_same_code_is_another_class_in_another_list() {
    for code in ["A1", "B1", "C", "D"] {
        let old = LicenceClass::find(LicenceScheme::Before2025, code).expect("an old class");
        let new = LicenceClass::find(LicenceScheme::From2025, code).expect("a new class");
        assert_ne!(old, new);
    }
    assert!(LicenceClass::find(LicenceScheme::From2025, "B2").is_none());
    assert!(LicenceClass::find(LicenceScheme::Before2025, "C1E").is_none());
    assert_eq!(
        LicenceClass::find(LicenceScheme::From2025, "c1e").map(LicenceClass::code),
        Some("C1E")
    );
}

#[test]
fn the_lists_of_classes_have_no_class_twice() {
    for (place, rule) in CLASS_RULES.iter().enumerate() {
        let same = |other: &&vigiayto_core::document::kinds::ClassRule| {
            other.scheme == rule.scheme && other.code == rule.code
        };
        assert_eq!(CLASS_RULES.iter().position(|other| same(&other)), Some(place));
        assert_eq!(rule.min_age.is_some(), rule.scheme == LicenceScheme::From2025);
    }
    let unlimited = CLASS_RULES.iter().filter(|rule| rule.term == ClassTerm::Unlimited);
    let codes: Vec<&str> = unlimited.map(|rule| rule.code).collect();
    assert_eq!(codes, ["A1", "A", "B1", "A1", "A2", "A3"]);
}

#[test]
fn a_class_ends_as_printed_or_as_its_list_says() {
    let licence =
        licence("classes = ['A1', 'B', 'C 01/03/2025 - 01/02/2030']\nissued_on = '01/03/2025'");
    let ends: Vec<Option<Term>> =
        licence.classes.held().iter().map(|held| licence.class_term(held)).collect();
    assert!(ends == [Some(Term::Unlimited), until("01/03/2035"), until("01/02/2030")]);
}

#[test]
fn an_old_b1_ends_at_the_age_of_retirement_or_after_ten_years() {
    for (number, birth_date, issued_on, end) in [
        ("000010000001", "01/05/1980", "01/03/2020", "01/05/2040"),
        ("001010000001", "01/05/1980", "01/03/2020", "01/05/2035"),
        ("000010000001", "01/05/1965", "01/03/2020", "01/03/2030"),
        ("003100000001", "01/05/1970", "01/03/2020", "01/03/2030"),
    ] {
        let licence = match Document::from_form(&format!(
            "kind = 'driver_licence'\nlicence_number = '{number}'\nclasses = 'B1'\n\
             birth_date = '{birth_date}'\nissued_on = '{issued_on}'"
        )) {
            Ok(Document::DriverLicence(licence)) => licence,
            _ => panic!("the form of this test was refused"),
        };
        assert_eq!(licence.classes.scheme(), LicenceScheme::Before2025);
        let held = licence.classes.held().first().expect("one class");
        assert!(licence.class_term(held) == until(end), "{number} {birth_date}");
    }
}

#[test]
fn classes_that_cannot_be_are_refused() {
    let parse = |text: &str| LicenceClasses::parse(LicenceScheme::From2025, text).err();
    assert_eq!(parse("A1; B 01/03/2025 - 01/03/2035; C - 01/03/2030; D 01/01/2025"), None);
    assert_eq!(parse("B2"), Some(labels::reasons::CLASS_UNKNOWN));
    assert_eq!(parse("B; b"), Some(labels::reasons::CLASS_SHAPE));
    assert_eq!(parse(" ; "), Some(labels::reasons::EMPTY));
    assert_eq!(parse("B tomorrow"), Some(labels::reasons::DATE_SHAPE));
}

#[test]
fn plates_are_kept_bare_and_shown_as_they_look() {
    for (typed, compact, shown, shape) in [
        ("00a 00001", "00A00001", "00A-000.01", PlateShape::Car),
        ("00A-0001", "00A0001", "00A-0001", PlateShape::Car),
        ("00LD00001", "00LD00001", "00LD-000.01", PlateShape::Car),
        ("00-A1 000.01", "00A100001", "00-A1 000.01", PlateShape::Motorcycle),
        ("00-AA 000.01", "00AA00001", "00-AA 000.01", PlateShape::Motorcycle),
        ("00A1-0001", "00A10001", "00-A1 0001", PlateShape::Motorcycle),
        ("00A10001", "00A10001", "00A-100.01", PlateShape::Car),
        ("00-MÐ1 000.01", "00MĐ100001", "00-MĐ1 000.01", PlateShape::Motorcycle),
        ("t0000001", "T0000001", "T00-000.01", PlateShape::Temporary),
        ("00 001 ng 01", "00001NG01", "00-001-NG-01", PlateShape::Diplomatic),
        ("aa0001", "AA0001", "AA-0001", PlateShape::Military),
        ("ABCD", "ABCD", "ABCD", PlateShape::Other),
    ] {
        let plate = plate(typed);
        assert_eq!(plate.compact(), compact);
        assert_eq!(plate.to_string(), shown);
        assert_eq!(plate.shape(), shape, "{typed}");
    }
    for bad in ["", "00A", "00A-000.01.001.01", "00A/00001", "00Ê00001", "00A00001\0"] {
        assert!(Plate::parse(bad).is_err(), "{bad}");
    }
}

#[test]
fn a_plate_bound_to_its_owner_is_kept_five_years() {
    let number_plate = |ownership| NumberPlate {
        plate: plate("00A00001"),
        colour: None,
        ownership,
        owner_name: None,
        vehicle: None,
        kept_until: None,
        issued_on: None,
        notes: None,
    };
    let sold = date("01/02/2025");
    let kept = number_plate(PlateOwnership::BoundToOwner).kept_after(sold);
    assert!(kept == Some(date("01/02/2030")));
    assert!(number_plate(PlateOwnership::BoundToVehicle).kept_after(sold).is_none());
}

#[test]
fn under_fourteen_a_parent_acts_and_a_guardian_at_any_age() {
    let child = holder(Relation::Child, Some("15/05/2019"));
    assert_eq!(child.standing(day("14/05/2033")), Standing::UnderAge);
    assert_eq!(child.standing(day("15/05/2033")), Standing::ActsAlone);
    assert_eq!(child.age(day("14/05/2025")), Some(5));
    assert_eq!(child.age(day("15/05/2025")), Some(6));
    assert_eq!(child.age(day("14/05/2019")), None);
    let ward = holder(Relation::Ward, Some("01/01/1950"));
    assert_eq!(ward.standing(day("01/01/2025")), Standing::UnderGuardianship);
    let unknown = [Relation::Child, Relation::Spouse].map(|relation| holder(relation, None));
    assert_eq!(
        unknown.map(|holder| holder.standing(day("01/01/2025"))),
        [Standing::UnderAge, Standing::ActsAlone]
    );
}

#[test]
fn the_tables_of_holders_cover_every_age_and_relation() {
    assert_eq!(AGE_RULES.first().map(|rule| rule.from), Some(0));
    assert!(AGE_RULES.is_sorted_by(|one, other| one.from < other.from));
    let levels = [5, 6, 13, 14, 200].map(|age| age_rule(age).highest_level);
    assert_eq!(levels[0], AccountLevel::One);
    assert!(levels[1..].iter().all(|level| *level == AccountLevel::Two));
    for relation in Relation::ALL {
        assert_eq!(RELATION_RULES.iter().filter(|rule| rule.relation == *relation).count(), 1);
    }
}

#[test]
fn a_child_that_grew_up_is_told_of() {
    let child = holder(Relation::Child, Some("15/05/2019"));
    let messages = |today: &str| -> Vec<&str> {
        child.notices(day(today)).iter().map(|notice| notice.message.id).collect()
    };
    assert!(messages("14/05/2033").is_empty());
    assert_eq!(messages("15/05/2033"), [labels::warnings::CHILD_TURNED_14.id]);
    assert_eq!(messages("15/05/2037"), [labels::warnings::CHILD_TURNED_18.id]);
}

proptest! {
    #[test]
    fn a_date_is_shown_as_it_is_read(ordinal in 0..438_000_i32) {
        let first = Date::from_calendar_date(1800, Month::January, 1).expect("a day");
        let day = Date::from_julian_day(first.to_julian_day() + ordinal).expect("a day");
        let date = DocumentDate::from_day(day).expect("in range");
        prop_assert!(date.to_string().parse() == Ok(date));
        prop_assert!(date.compact().parse() == Ok(date));
        prop_assert!(day.to_string().parse() == Ok(date));
    }

    #[test]
    fn dates_and_plates_take_any_text(text in any::<String>()) {
        if let Ok(date) = text.parse::<DocumentDate>() {
            prop_assert!(date.to_string().parse() == Ok(date));
        }
        if let Ok(plate) = Plate::parse(&text) {
            prop_assert!(Plate::parse(&plate.to_string()) == Ok(plate));
        }
    }

    #[test]
    fn a_plate_is_read_as_it_is_shown(text in "[0-9T]{1,2}[-. ]?[A-ZĐ0-9]{1,3}[-. ]?[0-9]{1,3}[-. ]?[0-9A-Z]{2}") {
        if let Ok(plate) = Plate::parse(&text) {
            prop_assert!(Plate::parse(&plate.to_string()) == Ok(plate));
        }
    }

    #[test]
    fn a_longer_life_of_a_card_never_comes_from_an_earlier_issue(
        born in 0..40_000_i32,
        issued in 0..30_000_i32,
        later in 0..3_000_i32,
    ) {
        let first = Date::from_calendar_date(1900, Month::January, 1).expect("a day");
        let day = |days| Date::from_julian_day(first.to_julian_day() + days).expect("a day");
        let mut card = citizen_card("01/01/1990", "15/04/2021");
        card.birth_date = DocumentDate::from_day(day(born)).expect("in range");
        let end = |card: &CitizenCard| match card.derived_term() {
            Some(Term::Until(date)) => date.latest(),
            _ => Date::MAX,
        };
        card.issued_on = DocumentDate::from_day(day(born + issued)).ok();
        let earlier = end(&card);
        prop_assert!(earlier > day(born + issued));
        card.issued_on = DocumentDate::from_day(day(born + issued + later)).ok();
        prop_assert!(end(&card) >= earlier);
    }
}
