//! The health-insurance card (BHYT).

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use time::Date;

use crate::document::card::{Face, Facts, Notices};
use crate::document::coded::Sex;
use crate::document::date::DocumentDate;
use crate::document::field::FieldValue;
use crate::document::guesses::Guesses;
use crate::document::kinds::insurance_number::InsuranceCode;
use crate::document::labels::{self, warnings};
use crate::document::term::Term;
use crate::document::text::Text;
use crate::language::Message;

/// A health-insurance card.
#[derive(Clone, Eq, PartialEq)]
pub struct HealthInsurance {
    /// The card's code.
    pub code: InsuranceCode,
    /// Full name with diacritics.
    pub full_name: Text,
    /// Date of birth; a year alone on some cards.
    pub birth_date: Option<DocumentDate>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Address; on employees' cards it can be the employer's name instead.
    pub address: Option<Text>,
    /// Initial care facility.
    pub care_facility: Option<CareFacility>,
    /// First day.
    pub valid_from: Option<DocumentDate>,
    /// Last day, or none.
    pub valid_to: Option<Term>,
    /// Date of issue.
    pub issued_on: Option<DocumentDate>,
    /// 4 digits of the agency and the 10 of the social-insurance number.
    pub management_code: Option<Text>,
    /// Father's or mother's name, on children's cards.
    pub parent_name: Option<Text>,
    /// Place-of-living code as the QR writes it: sources disagree on its meaning, so it is not interpreted.
    pub area_code: Option<Text>,
    /// The day from which insurance was held for five continuous years.
    pub five_years_on: Option<DocumentDate>,
    /// Opaque: nobody is known to verify it offline.
    pub check_string: Option<Text>,
    /// Benefit level as the new card's QR writes it.
    pub benefit_level: Option<Text>,
    /// Place of issue, on new cards.
    pub issue_place: Option<Text>,
}

document_fields!(HealthInsurance {
    required code = INSURANCE_CODE;
    required full_name = FULL_NAME;
    optional birth_date = BIRTH_DATE;
    optional sex = SEX;
    optional address = ADDRESS;
    optional care_facility = CARE_FACILITY;
    optional valid_from = VALID_FROM;
    optional valid_to = EXPIRES_ON;
    optional issued_on = ISSUED_ON;
    optional management_code = MANAGEMENT_CODE;
    optional parent_name = PARENT_NAME;
    optional area_code = AREA_CODE;
    optional five_years_on = FIVE_YEARS_ON;
    optional check_string = CHECK_STRING;
    optional benefit_level = BENEFIT_LEVEL;
    optional issue_place = ISSUE_PLACE;
});
opaque_debug!(HealthInsurance);

/// The facility that a card's holder goes to first: its code, written `PP - FFF` with the province and the facility in
/// it, or its name.
#[derive(Clone, Eq, PartialEq)]
pub struct CareFacility(Text);

opaque_debug!(CareFacility);

impl CareFacility {
    /// The code or the name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl FieldValue for CareFacility {
    /// Cards write a code with and without spaces, and with an en dash for the hyphen.
    fn parse(text: &str) -> Result<Self, Message> {
        let parts: Vec<&str> = text.split(['-', '–', '—']).map(str::trim).collect();
        match parts.as_slice() {
            [province, facility]
                if province.len() == 2
                    && province.bytes().all(|byte| byte.is_ascii_digit())
                    && !facility.is_empty()
                    && facility.bytes().all(|byte| byte.is_ascii_alphanumeric()) =>
            {
                Text::parse(&format!("{province} - {facility}")).map(Self)
            }
            _ => Text::parse(text).map(Self),
        }
    }

    fn form(&self) -> String {
        self.0.form()
    }

    fn guess(&self, guesses: &mut Guesses) {
        self.0.guess(guesses);
    }
}

impl Face for HealthInsurance {
    fn title(&self) -> Message {
        labels::HEALTH_INSURANCE
    }

    fn headline(&self) -> String {
        self.full_name.form()
    }

    fn facts(&self, facts: &mut Facts) {
        facts
            .face(labels::INSURANCE_CODE, &self.code)
            .face_if(labels::BIRTH_DATE, &self.birth_date)
            .face_if(labels::CARE_FACILITY, &self.care_facility)
            .detail(labels::FULL_NAME, &self.full_name)
            .detail_if(labels::SEX, &self.sex)
            .detail_if(labels::ADDRESS, &self.address)
            .detail_if(labels::VALID_FROM, &self.valid_from)
            .detail_if(labels::EXPIRES_ON, &self.valid_to)
            .detail_if(labels::FIVE_YEARS_ON, &self.five_years_on)
            .detail_if(labels::BENEFIT_LEVEL, &self.benefit_level)
            .detail_if(labels::AREA_CODE, &self.area_code)
            .detail_if(labels::PARENT_NAME, &self.parent_name)
            .detail_if(labels::ISSUED_ON, &self.issued_on)
            .detail_if(labels::ISSUE_PLACE, &self.issue_place)
            .detail_if(labels::MANAGEMENT_CODE, &self.management_code)
            .detail_if(labels::CHECK_STRING, &self.check_string);
    }

    fn term(&self) -> Option<Term> {
        self.valid_to
    }

    fn warn(&self, today: Date, notices: &mut Notices) {
        let end = self.valid_to.and_then(Term::end);
        notices.dates(self.birth_date, self.issued_on, None, today);
        if self.valid_from.zip(end).is_some_and(|(from, to)| to.latest() < from.earliest()) {
            notices.plain(warnings::DATES_REVERSED);
        }
        // Codes of before about 2017 may hold letters and then say nothing about the number.
        if let (Some(part), Some(code)) = (self.code.social_part(), &self.management_code) {
            let digits = part.bytes().all(|byte| byte.is_ascii_digit());
            if digits && !code.as_str().ends_with(part) {
                notices.plain(warnings::CODES_DIFFER);
            }
        }
    }
}
