//! A foreigner's passport or residence card. The citizen's rule for numbers is not forced on it.

use alloc::string::String;

use time::Date;

use crate::document::card::{Face, Facts, Notices};
use crate::document::coded::{ForeignerPaper, Sex};
use crate::document::date::DocumentDate;
use crate::document::field::FieldValue;
use crate::document::labels;
use crate::document::term::Term;
use crate::document::text::Text;
use crate::language::Message;

/// A foreigner's passport or residence card.
#[derive(Clone, Eq, PartialEq)]
pub struct ForeignerDocument {
    /// Which paper.
    pub paper: ForeignerPaper,
    /// The paper's number.
    pub number: Text,
    /// Full name as printed.
    pub full_name: Text,
    /// Date of birth.
    pub birth_date: Option<DocumentDate>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Nationality.
    pub nationality: Option<Text>,
    /// The identity number that the system sets up for foreigners; its form was not published.
    pub foreigner_number: Option<Text>,
    /// Residence in Vietnam as printed.
    pub residence: Option<Text>,
    /// Date of issue.
    pub issued_on: Option<DocumentDate>,
    /// Place of issue.
    pub issue_place: Option<Text>,
    /// Last day, or none.
    pub expires_on: Option<Term>,
    /// The owner's notes.
    pub notes: Option<Text>,
}

document_fields!(ForeignerDocument {
    required paper = PAPER;
    required number = PAPER_NUMBER;
    required full_name = FULL_NAME;
    optional birth_date = BIRTH_DATE;
    optional sex = SEX;
    optional nationality = NATIONALITY;
    optional foreigner_number = FOREIGNER_NUMBER;
    optional residence = RESIDENCE;
    optional issued_on = ISSUED_ON;
    optional issue_place = ISSUE_PLACE;
    optional expires_on = EXPIRES_ON;
    optional notes = NOTES;
});
opaque_debug!(ForeignerDocument);

impl Face for ForeignerDocument {
    fn title(&self) -> Message {
        match self.paper {
            ForeignerPaper::Passport => labels::PASSPORT,
            ForeignerPaper::PermanentResidence | ForeignerPaper::TemporaryResidence => {
                labels::RESIDENCE_CARD
            }
        }
    }

    fn headline(&self) -> String {
        self.full_name.form()
    }

    fn facts(&self, facts: &mut Facts) {
        facts
            .face(labels::PAPER_NUMBER, &self.number)
            .face_if(labels::NATIONALITY, &self.nationality)
            .face_if(labels::BIRTH_DATE, &self.birth_date)
            .detail(labels::PAPER, &self.paper)
            .detail(labels::FULL_NAME, &self.full_name)
            .detail_if(labels::SEX, &self.sex)
            .detail_if(labels::FOREIGNER_NUMBER, &self.foreigner_number)
            .detail_if(labels::RESIDENCE, &self.residence)
            .detail_if(labels::ISSUED_ON, &self.issued_on)
            .detail_if(labels::ISSUE_PLACE, &self.issue_place)
            .detail_if(labels::EXPIRES_ON, &self.expires_on)
            .detail_if(labels::NOTES, &self.notes);
    }

    fn term(&self) -> Option<Term> {
        self.expires_on
    }

    fn warn(&self, today: Date, notices: &mut Notices) {
        notices.dates(self.birth_date, self.issued_on, self.expires_on.and_then(Term::end), today);
    }
}
