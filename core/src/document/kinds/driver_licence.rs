//! The driver licence (GPLX): classes with their list, terms class by class, points.

use alloc::format;
use alloc::string::String;

use time::Date;

use crate::document::card::{Face, Facts, Notices};
use crate::document::coded::{LicenceScheme, Sex};
use crate::document::date::{DocumentDate, calendar_day};
use crate::document::field::{FieldValue, Fields};
use crate::document::forms::{Draft, Reader};
use crate::document::kinds::licence_class::{HeldClass, LicenceClass, LicenceClasses};
use crate::document::labels::{self, reasons, warnings};
use crate::document::term::{ExpiryState, Term};
use crate::document::text::Text;
use crate::document::view::{Notice, Wording};
use crate::language::Message;

/// A driver licence.
#[derive(Clone, Eq, PartialEq)]
pub struct DriverLicence {
    /// The licence's own number, one for all classes of a person; 12 digits as a rule. Not the personal number.
    pub number: Text,
    /// The serial of the blank (số phôi), which lookups ask for beside the number.
    pub blank_serial: Option<Text>,
    /// Full name with diacritics.
    pub full_name: Option<Text>,
    /// Date of birth.
    pub birth_date: Option<DocumentDate>,
    /// Nationality.
    pub nationality: Option<Text>,
    /// Residence as printed.
    pub residence: Option<Text>,
    /// The classes, with the list they belong to.
    pub classes: LicenceClasses,
    /// Date of issue.
    pub issued_on: Option<DocumentDate>,
    /// The expiry as printed. Where it is not known, it follows from the classes.
    pub expires_on: Option<Term>,
    /// Points left of the twelve (Luật 36/2024/QH15 Art. 58), if the owner looked them up.
    pub points: Option<LicencePoints>,
    /// The day on which the points were looked up.
    pub points_as_of: Option<DocumentDate>,
    /// The owner's notes.
    pub notes: Option<Text>,
}

opaque_debug!(DriverLicence);

impl DriverLicence {
    /// The sex that digit 3 of a 12-digit licence number stands for: 0 and 2 male, 1 and 3 female.
    fn sex(&self) -> Option<Sex> {
        match self.number.as_str().as_bytes() {
            [_, _, b'0' | b'2', rest @ ..] if rest.len() == 9 => Some(Sex::Male),
            [_, _, b'1' | b'3', rest @ ..] if rest.len() == 9 => Some(Sex::Female),
            _ => None,
        }
    }

    /// How long the holder may drive this class; `None` if the wallet does not know.
    #[must_use]
    pub fn class_term(&self, held: &HeldClass) -> Option<Term> {
        let term = held.term(self.issued_on, self.birth_date, self.sex());
        let limited = term != Some(Term::Unlimited) && held.until.is_none();
        match self.expires_on {
            Some(printed @ Term::Until(_)) if limited => Some(printed),
            _ => term,
        }
    }

    /// Fills in the list of classes that the date of issue, or a class known to one list only, tells.
    pub(crate) fn complete(draft: &mut Draft) {
        if draft.value(labels::SCHEME).is_some() {
            return;
        }
        let issued = draft.value(labels::ISSUED_ON).and_then(|text| DocumentDate::parse(text).ok());
        let first_day = calendar_day(2025, 1, 1);
        let by_date = issued.zip(first_day).map(|(issued, first_day)| {
            if issued.latest() < first_day {
                LicenceScheme::Before2025
            } else {
                LicenceScheme::From2025
            }
        });
        let classes = draft.value(labels::CLASSES).unwrap_or_default();
        let by_class = || {
            let codes = classes.split(';').filter_map(|item| item.split_whitespace().next());
            let in_old = |code| LicenceClass::find(LicenceScheme::Before2025, code).is_some();
            let in_new = |code| LicenceClass::find(LicenceScheme::From2025, code).is_some();
            codes.into_iter().find_map(|code| match (in_old(code), in_new(code)) {
                (true, false) => Some(LicenceScheme::Before2025),
                (false, true) => Some(LicenceScheme::From2025),
                _ => None,
            })
        };
        if let Some(scheme) = by_date.or_else(by_class) {
            draft.set(labels::SCHEME, scheme.code());
        }
    }
}

/// Two fields make one value here: the list and its classes. That is why the list of fields is written by hand.
impl Fields for DriverLicence {
    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let number = reader.required(labels::LICENCE_NUMBER);
        let blank_serial = reader.optional(labels::BLANK_SERIAL);
        let full_name = reader.optional(labels::FULL_NAME);
        let birth_date = reader.optional(labels::BIRTH_DATE);
        let nationality = reader.optional(labels::NATIONALITY);
        let residence = reader.optional(labels::RESIDENCE);
        let scheme = reader.required::<LicenceScheme>(labels::SCHEME);
        let classes = match scheme {
            Some(scheme) => {
                reader.required_as(labels::CLASSES, |text| LicenceClasses::parse(scheme, text))
            }
            None => {
                // Without its list a class means nothing.
                reader.skip(labels::CLASSES);
                None
            }
        };
        let issued_on = reader.optional(labels::ISSUED_ON);
        let expires_on = reader.optional(labels::EXPIRES_ON);
        let points = reader.optional(labels::POINTS);
        let points_as_of = reader.optional(labels::POINTS_AS_OF);
        let notes = reader.optional(labels::NOTES);
        Some(Self {
            number: number?,
            blank_serial,
            full_name,
            birth_date,
            nationality,
            residence,
            classes: classes?,
            issued_on,
            expires_on,
            points,
            points_as_of,
            notes,
        })
    }

    fn visit(&self, visitor: &mut dyn FnMut(Message, &dyn FieldValue)) {
        fn fact(value: &Option<impl FieldValue>) -> Option<&dyn FieldValue> {
            value.as_ref().map(|value| value as &dyn FieldValue)
        }
        let facts = [
            (labels::LICENCE_NUMBER, Some(&self.number as &dyn FieldValue)),
            (labels::BLANK_SERIAL, fact(&self.blank_serial)),
            (labels::FULL_NAME, fact(&self.full_name)),
            (labels::BIRTH_DATE, fact(&self.birth_date)),
            (labels::NATIONALITY, fact(&self.nationality)),
            (labels::RESIDENCE, fact(&self.residence)),
            (labels::SCHEME, Some(&self.classes.scheme() as &dyn FieldValue)),
            (labels::CLASSES, Some(&self.classes as &dyn FieldValue)),
            (labels::ISSUED_ON, fact(&self.issued_on)),
            (labels::EXPIRES_ON, fact(&self.expires_on)),
            (labels::POINTS, fact(&self.points)),
            (labels::POINTS_AS_OF, fact(&self.points_as_of)),
            (labels::NOTES, fact(&self.notes)),
        ];
        for (label, value) in facts {
            if let Some(value) = value {
                visitor(label, value);
            }
        }
    }
}

impl Face for DriverLicence {
    fn title(&self) -> Message {
        labels::DRIVER_LICENCE
    }

    fn headline(&self) -> String {
        self.full_name.as_ref().unwrap_or(&self.number).form()
    }

    fn facts(&self, facts: &mut Facts) {
        facts
            .face(labels::LICENCE_NUMBER, &self.number)
            .face(labels::CLASSES, &self.classes)
            .face_if(labels::BIRTH_DATE, &self.birth_date)
            .detail_if(labels::FULL_NAME, &self.full_name)
            .detail_if(labels::NATIONALITY, &self.nationality)
            .detail_if(labels::RESIDENCE, &self.residence)
            .detail(labels::SCHEME, &self.classes.scheme());
        for held in self.classes.held() {
            if let Some(term) = self.class_term(held) {
                facts.detail(labels::CLASS_TERM, &ClassTermShown { held: *held, term });
            }
        }
        facts
            .detail_if(labels::ISSUED_ON, &self.issued_on)
            .detail_if(labels::EXPIRES_ON, &self.expires_on)
            .detail_if(labels::BLANK_SERIAL, &self.blank_serial)
            .detail_if(labels::POINTS, &self.points)
            .detail_if(labels::POINTS_AS_OF, &self.points_as_of)
            .detail_if(labels::NOTES, &self.notes);
    }

    /// The first class to end; no term only if none has one.
    fn term(&self) -> Option<Term> {
        let mut first = Some(Term::Unlimited);
        for held in self.classes.held() {
            first = match (first, self.class_term(held)) {
                (_, None) => return self.expires_on,
                (Some(Term::Until(one)), Some(Term::Until(other)))
                    if other.latest() > one.latest() =>
                {
                    Some(Term::Until(one))
                }
                (one, Some(Term::Unlimited)) => one,
                (_, other) => other,
            };
        }
        first
    }

    fn warn(&self, today: Date, notices: &mut Notices) {
        let end = self.expires_on.and_then(Term::end);
        notices.dates(self.birth_date, self.issued_on, end, today);
        let number = self.number.as_str();
        if number.len() != 12 || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            notices.plain(warnings::LICENCE_NUMBER_SHAPE);
        }
        let ended = |held: &&HeldClass| {
            let state = ExpiryState::on(self.class_term(held), today);
            matches!(state, ExpiryState::Expired { .. })
        };
        let held = self.classes.held();
        if held.iter().any(|held| !ended(&held)) {
            for held in held.iter().filter(ended) {
                notices.push(Notice::with(warnings::CLASS_ENDED, "class", held.class.code()));
            }
        }
        for held in held {
            let (Some(age), Some(born)) = (held.class.rule().min_age, self.birth_date) else {
                continue;
            };
            if born.years_later(age).is_some_and(|birthday| birthday.earliest() > today) {
                let notice = Notice::with(warnings::UNDER_AGE, "class", held.class.code());
                notices.push(notice.and("age", format!("{age}")));
            }
        }
        match self.points.map(LicencePoints::left) {
            Some(0) => notices.plain(warnings::NO_POINTS),
            Some(left @ 1..LOW_POINTS) => {
                notices.push(Notice::with(warnings::POINTS_LOW, "points", format!("{left}")));
            }
            _ => {}
        }
    }
}

/// Points left of twelve.
#[derive(Clone, Copy, Eq, PartialEq)]
pub struct LicencePoints(u8);

impl LicencePoints {
    /// How many a licence starts with (Luật 36/2024/QH15 Art. 58).
    pub const ALL: u8 = 12;

    /// This many points; `None` above twelve.
    #[must_use]
    pub fn new(left: u8) -> Option<Self> {
        (left <= Self::ALL).then_some(Self(left))
    }

    /// How many are left.
    #[must_use]
    pub fn left(self) -> u8 {
        self.0
    }
}

opaque_debug!(LicencePoints);

impl FieldValue for LicencePoints {
    fn parse(text: &str) -> Result<Self, Message> {
        let left = text.trim().parse().ok().and_then(Self::new);
        left.ok_or(reasons::POINTS_RANGE)
    }

    fn form(&self) -> String {
        format!("{}", self.0)
    }

    fn wording(&self) -> Wording {
        Wording::Verbatim(format!("{} / {}", self.0, Self::ALL))
    }
}

/// A class and the day it ends, as one line of the card.
struct ClassTermShown {
    held: HeldClass,
    term: Term,
}

impl FieldValue for ClassTermShown {
    fn parse(_text: &str) -> Result<Self, Message> {
        Err(reasons::CLASS_SHAPE)
    }

    fn form(&self) -> String {
        format!("{} {}", self.held.class.code(), self.term.form())
    }

    fn wording(&self) -> Wording {
        Wording::List(alloc::vec![self.held.class.code().into(), self.term.wording()])
    }
}

/// Below this many points the card warns.
const LOW_POINTS: u8 = 5;
