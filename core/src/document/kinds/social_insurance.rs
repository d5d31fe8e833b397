//! Social insurance (BHXH): a number, the one before it, and what the owner wants to remember.

use alloc::string::String;

use crate::document::card::{Face, Facts};
use crate::document::date::DocumentDate;
use crate::document::field::FieldValue;
use crate::document::kinds::insurance_number::SocialInsuranceNumber;
use crate::document::labels;
use crate::document::term::Term;
use crate::document::text::Text;
use crate::language::Message;

/// A social-insurance record.
#[derive(Clone, Eq, PartialEq)]
pub struct SocialInsurance {
    /// The number: from 1 August 2025 the personal number.
    pub number: SocialInsuranceNumber,
    /// The number of before, in the transition.
    pub old_number: Option<SocialInsuranceNumber>,
    /// Full name with diacritics.
    pub full_name: Option<Text>,
    /// Date of birth.
    pub birth_date: Option<DocumentDate>,
    /// The owner's notes.
    pub notes: Option<Text>,
}

document_fields!(SocialInsurance {
    required number = SOCIAL_NUMBER;
    optional old_number = OLD_SOCIAL_NUMBER;
    optional full_name = FULL_NAME;
    optional birth_date = BIRTH_DATE;
    optional notes = NOTES;
});
opaque_debug!(SocialInsurance);

impl Face for SocialInsurance {
    fn title(&self) -> Message {
        labels::SOCIAL_INSURANCE
    }

    fn headline(&self) -> String {
        self.full_name.as_ref().map_or_else(|| self.number.form(), FieldValue::form)
    }

    fn facts(&self, facts: &mut Facts) {
        facts
            .face(labels::SOCIAL_NUMBER, &self.number)
            .face_if(labels::OLD_SOCIAL_NUMBER, &self.old_number)
            .face_if(labels::BIRTH_DATE, &self.birth_date)
            .detail_if(labels::FULL_NAME, &self.full_name)
            .detail_if(labels::NOTES, &self.notes);
    }

    fn term(&self) -> Option<Term> {
        Some(Term::Unlimited)
    }
}
