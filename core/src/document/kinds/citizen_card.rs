//! The citizen's identity card: căn cước công dân of 2021 and căn cước of 2024.

use alloc::string::String;

use time::Date;

use crate::document::card::{Face, Facts, Notices};
use crate::document::coded::{CardEdition, Sex};
use crate::document::date::{DocumentDate, calendar_day};
use crate::document::field::FieldValue;
use crate::document::forms::Draft;
use crate::document::labels::{self, warnings};
use crate::document::number::PersonalNumber;
use crate::document::term::Term;
use crate::document::text::Text;
use crate::document::view::Notice;
use crate::language::Message;

/// A citizen's identity card.
#[derive(Clone, Eq, PartialEq)]
pub struct CitizenCard {
    /// The personal number.
    pub number: PersonalNumber,
    /// The number of the identity card before (CMND), nine digits as a rule.
    pub old_number: Option<Text>,
    /// Full name with diacritics.
    pub full_name: Text,
    /// Date of birth.
    pub birth_date: DocumentDate,
    /// Sex.
    pub sex: Sex,
    /// Residence as printed: units of before and after the merger of 2025 are never rewritten.
    pub residence: Option<Text>,
    /// Hometown; printed on the card, not in its QR.
    pub hometown: Option<Text>,
    /// Nationality; printed on the card, not in its QR.
    pub nationality: Option<Text>,
    /// Date of issue.
    pub issued_on: Option<DocumentDate>,
    /// The expiry as printed. The QR lacks it: see [`CitizenCard::expiry`].
    pub expires_on: Option<Term>,
    /// Which of the two cards it is.
    pub edition: CardEdition,
}

document_fields!(CitizenCard {
    required edition = EDITION;
    required number = PERSONAL_NUMBER;
    optional old_number = OLD_IDENTITY_NUMBER;
    required full_name = FULL_NAME;
    required birth_date = BIRTH_DATE;
    required sex = SEX;
    optional residence = RESIDENCE;
    optional hometown = HOMETOWN;
    optional nationality = NATIONALITY;
    optional issued_on = ISSUED_ON;
    optional expires_on = EXPIRES_ON;
});
opaque_debug!(CitizenCard);

/// Where a card's expiry is known from.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ExpirySource {
    /// Printed on the card.
    Printed,
    /// Worked out from the date of birth and the date of issue.
    Derived,
}

impl CitizenCard {
    /// When the card expires: as printed, or else as the law's ages put it.
    #[must_use]
    pub fn expiry(&self) -> Option<(Term, ExpirySource)> {
        let printed = self.expires_on.map(|term| (term, ExpirySource::Printed));
        printed.or_else(|| self.derived_term().map(|term| (term, ExpirySource::Derived)))
    }

    /// The term by age: to the birthday at the next of [`RENEWAL_AGES`], skipping one that comes within two years of
    /// the issue, and none after the last (Luật Căn cước 2023 Art. 21). `None` unless both dates are known to the day.
    #[must_use]
    pub fn derived_term(&self) -> Option<Term> {
        let issued = self.issued_on?.day()?;
        self.birth_date.day()?;
        for age in RENEWAL_AGES {
            let milestone = self.birth_date.years_later(age)?;
            // The last day on which a card still runs to this milestone.
            let last_issue = self.birth_date.years_later(age - SKIPPED_YEARS)?;
            if issued < last_issue.day()? {
                return Some(Term::Until(milestone));
            }
        }
        Some(Term::Unlimited)
    }

    /// Fills in the edition that the date of issue tells, where a form leaves it out.
    pub(crate) fn complete(draft: &mut Draft) {
        if draft.value(labels::EDITION).is_none() {
            let issued =
                draft.value(labels::ISSUED_ON).and_then(|text| DocumentDate::parse(text).ok());
            let edition = match issued {
                Some(date) => edition_of(date),
                None => CardEdition::CanCuoc2024,
            };
            draft.set(labels::EDITION, edition.code());
        }
    }
}

impl Face for CitizenCard {
    fn title(&self) -> Message {
        match self.edition {
            CardEdition::Cccd2021 => labels::CITIZEN_CARD_2021,
            CardEdition::CanCuoc2024 => labels::CITIZEN_CARD,
        }
    }

    fn headline(&self) -> String {
        self.full_name.form()
    }

    fn facts(&self, facts: &mut Facts) {
        facts
            .face(labels::PERSONAL_NUMBER, &self.number)
            .face(labels::BIRTH_DATE, &self.birth_date)
            .face(labels::SEX, &self.sex)
            .detail(labels::FULL_NAME, &self.full_name)
            .detail_if(labels::NATIONALITY, &self.nationality)
            .detail_if(labels::HOMETOWN, &self.hometown)
            .detail_if(labels::RESIDENCE, &self.residence)
            .detail_if(labels::ISSUED_ON, &self.issued_on);
        match self.expiry() {
            Some((term, ExpirySource::Printed)) => facts.detail(labels::EXPIRES_ON, &term),
            Some((term, ExpirySource::Derived)) => facts.detail(labels::EXPIRES_ON_DERIVED, &term),
            None => facts,
        }
        .detail_if(labels::OLD_IDENTITY_NUMBER, &self.old_number);
    }

    fn term(&self) -> Option<Term> {
        self.expiry().map(|(term, _)| term)
    }

    fn warn(&self, today: Date, notices: &mut Notices) {
        number_warnings(&self.number, Some(self.sex), Some(self.birth_date), notices);
        notices.dates(
            Some(self.birth_date),
            self.issued_on,
            self.expires_on.and_then(Term::end),
            today,
        );
        if let (Some(printed), Some(derived)) = (self.expires_on, self.derived_term())
            && printed != derived
        {
            let date = derived.end().map_or_else(|| String::from("∞"), |date| date.form());
            notices.push(Notice::with(warnings::EXPIRY_DIFFERS, "date", date));
        }
        if self
            .issued_on
            .is_some_and(|date| date.day().is_some() && edition_of(date) != self.edition)
        {
            notices.plain(warnings::EDITION_DIFFERS);
        }
        let old_number = self.old_number.as_ref().map(Text::as_str).unwrap_or("000000000");
        if old_number.len() != 9 || !old_number.bytes().all(|byte| byte.is_ascii_digit()) {
            notices.plain(warnings::OLD_NUMBER_SHAPE);
        }
    }
}

/// What a personal number says against the facts beside it.
pub(super) fn number_warnings(
    number: &PersonalNumber,
    sex: Option<Sex>,
    birth_date: Option<DocumentDate>,
    notices: &mut Notices,
) {
    // A first digit other than 0 stands for a country of birth (Thông tư 07/2016), a table that is not kept here.
    if number.province().is_none() && number.digits().starts_with('0') {
        notices.plain(warnings::PREFIX_UNKNOWN);
    }
    if sex.is_some_and(|sex| sex != number.sex()) {
        notices.plain(warnings::SEX_DIFFERS);
    }
    if birth_date.is_some_and(|date| date.year() != number.birth_year()) {
        notices.plain(warnings::BIRTH_YEAR_DIFFERS);
    }
}

fn edition_of(issued: DocumentDate) -> CardEdition {
    let first_day = calendar_day(2024, 7, 1);
    if first_day.is_some_and(|first| issued.latest() < first) {
        CardEdition::Cccd2021
    } else {
        CardEdition::CanCuoc2024
    }
}

/// The ages at which a card must be renewed (Luật Căn cước 2023 Art. 21).
pub const RENEWAL_AGES: [u8; 4] = [14, 25, 40, 60];

/// A card issued in the last years before a milestone runs to the one after it.
const SKIPPED_YEARS: u8 = 2;
