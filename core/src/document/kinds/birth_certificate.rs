//! The birth certificate, which stands for a dependant who has no card yet.

use alloc::string::String;

use time::Date;

use super::citizen_card::number_warnings;
use crate::document::card::{Face, Facts, Notices};
use crate::document::coded::Sex;
use crate::document::date::DocumentDate;
use crate::document::field::FieldValue;
use crate::document::labels;
use crate::document::number::PersonalNumber;
use crate::document::term::Term;
use crate::document::text::Text;
use crate::language::Message;

/// A birth certificate.
#[derive(Clone, Eq, PartialEq)]
pub struct BirthCertificate {
    /// Full name with diacritics.
    pub full_name: Text,
    /// Date of birth.
    pub birth_date: DocumentDate,
    /// Sex.
    pub sex: Option<Sex>,
    /// The personal number, on certificates since 2016.
    pub number: Option<PersonalNumber>,
    /// Place of birth.
    pub birth_place: Option<Text>,
    /// Hometown.
    pub hometown: Option<Text>,
    /// Ethnicity.
    pub ethnicity: Option<Text>,
    /// Nationality.
    pub nationality: Option<Text>,
    /// Father's name.
    pub father_name: Option<Text>,
    /// Mother's name.
    pub mother_name: Option<Text>,
    /// The number in the register of births.
    pub registry_number: Option<Text>,
    /// Where the birth was registered.
    pub registered_at: Option<Text>,
    /// Date of registration.
    pub issued_on: Option<DocumentDate>,
    /// The owner's notes.
    pub notes: Option<Text>,
}

document_fields!(BirthCertificate {
    required full_name = FULL_NAME;
    required birth_date = BIRTH_DATE;
    optional sex = SEX;
    optional number = PERSONAL_NUMBER;
    optional birth_place = BIRTH_PLACE;
    optional hometown = HOMETOWN;
    optional ethnicity = ETHNICITY;
    optional nationality = NATIONALITY;
    optional father_name = FATHER_NAME;
    optional mother_name = MOTHER_NAME;
    optional registry_number = REGISTRY_NUMBER;
    optional registered_at = REGISTERED_AT;
    optional issued_on = ISSUED_ON;
    optional notes = NOTES;
});
opaque_debug!(BirthCertificate);

impl Face for BirthCertificate {
    fn title(&self) -> Message {
        labels::BIRTH_CERTIFICATE
    }

    fn headline(&self) -> String {
        self.full_name.form()
    }

    fn facts(&self, facts: &mut Facts) {
        facts
            .face_if(labels::PERSONAL_NUMBER, &self.number)
            .face(labels::BIRTH_DATE, &self.birth_date)
            .face_if(labels::SEX, &self.sex)
            .detail(labels::FULL_NAME, &self.full_name)
            .detail_if(labels::BIRTH_PLACE, &self.birth_place)
            .detail_if(labels::HOMETOWN, &self.hometown)
            .detail_if(labels::ETHNICITY, &self.ethnicity)
            .detail_if(labels::NATIONALITY, &self.nationality)
            .detail_if(labels::FATHER_NAME, &self.father_name)
            .detail_if(labels::MOTHER_NAME, &self.mother_name)
            .detail_if(labels::REGISTRY_NUMBER, &self.registry_number)
            .detail_if(labels::REGISTERED_AT, &self.registered_at)
            .detail_if(labels::ISSUED_ON, &self.issued_on)
            .detail_if(labels::NOTES, &self.notes);
    }

    fn term(&self) -> Option<Term> {
        Some(Term::Unlimited)
    }

    fn warn(&self, today: Date, notices: &mut Notices) {
        if let Some(number) = &self.number {
            number_warnings(number, self.sex, Some(self.birth_date), notices);
        }
        notices.dates(Some(self.birth_date), self.issued_on, None, today);
    }
}
