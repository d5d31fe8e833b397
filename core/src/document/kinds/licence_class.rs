//! Classes of driver licences under the two lists, as data: terms and ages by class.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::document::coded::{LicenceScheme, Sex};
use crate::document::date::DocumentDate;
use crate::document::field::FieldValue;
use crate::document::guesses::Guesses;
use crate::document::labels::reasons;
use crate::document::term::Term;
use crate::document::view::Wording;
use crate::language::Message;

/// How long a class holds from the date of issue.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ClassTerm {
    /// For ever.
    Unlimited,
    /// This many years.
    Years(u8),
    /// Until 55 (women) or 60 (men); ten years when issued after 45 or 50 (B1 of before 2025).
    RetirementAge,
}

/// One class of one list.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ClassRule {
    /// The list it belongs to.
    pub scheme: LicenceScheme,
    /// As printed: `B`, `C1E`.
    pub code: &'static str,
    /// How long it holds.
    pub term: ClassTerm,
    /// The age from which one may hold it, in years; `None` where no source was found.
    pub min_age: Option<u8>,
}

/// A class that exists in its list.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct LicenceClass(&'static ClassRule);

impl LicenceClass {
    /// The class of this code in this list; case and spaces do not matter.
    #[must_use]
    pub fn find(scheme: LicenceScheme, code: &str) -> Option<Self> {
        let typed: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
        CLASS_RULES
            .iter()
            .find(|rule| rule.scheme == scheme && rule.code.eq_ignore_ascii_case(&typed))
            .map(Self)
    }

    /// The code as printed.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0.code
    }

    /// What the law says of it.
    #[must_use]
    pub fn rule(self) -> &'static ClassRule {
        self.0
    }
}

/// A class that a driver holds.
#[derive(Clone, Copy, Eq, PartialEq)]
pub struct HeldClass {
    /// Which.
    pub class: LicenceClass,
    /// Since when, if the licence says so.
    pub from: Option<DocumentDate>,
    /// To when, if the licence says so.
    pub until: Option<DocumentDate>,
}

impl HeldClass {
    /// How long the holder may drive this class: as printed, or else as the list puts it for a licence of this date.
    #[must_use]
    pub fn term(
        &self,
        issued_on: Option<DocumentDate>,
        birth_date: Option<DocumentDate>,
        sex: Option<Sex>,
    ) -> Option<Term> {
        let rule = self.class.rule();
        if let (Some(until), false) = (self.until, rule.term == ClassTerm::Unlimited) {
            return Some(Term::Until(until));
        }
        match rule.term {
            ClassTerm::Unlimited => Some(Term::Unlimited),
            ClassTerm::Years(years) => issued_on?.years_later(years).map(Term::Until),
            ClassTerm::RetirementAge => {
                let (issued, born) = (issued_on?, birth_date?);
                let (ten_years_from, end) = match sex? {
                    Sex::Female => (45, 55),
                    Sex::Male => (50, 60),
                };
                let late = issued.earliest() > born.years_later(ten_years_from)?.latest();
                let end = if late { issued.years_later(10) } else { born.years_later(end) };
                end.map(Term::Until)
            }
        }
    }
}

/// The classes on one licence, all of one list, each once.
#[derive(Clone, Eq, PartialEq)]
pub struct LicenceClasses {
    scheme: LicenceScheme,
    held: Vec<HeldClass>,
}

impl LicenceClasses {
    /// Reads `A1; B 01/03/2025 - 01/03/2035`: classes separated by `;`, each with its first and last day if any.
    ///
    /// # Errors
    /// The reason, when a class is not in the list, stands twice, or its dates cannot be read.
    pub fn parse(scheme: LicenceScheme, text: &str) -> Result<Self, Message> {
        let mut held: Vec<HeldClass> = Vec::new();
        for item in text.split(';').map(str::trim).filter(|item| !item.is_empty()) {
            let next = parse_held(scheme, item)?;
            if held.iter().any(|other| other.class == next.class) || held.len() == CLASS_RULES.len()
            {
                return Err(reasons::CLASS_SHAPE);
            }
            held.push(next);
        }
        if held.is_empty() { Err(reasons::EMPTY) } else { Ok(Self { scheme, held }) }
    }

    /// The list that all of them belong to.
    #[must_use]
    pub fn scheme(&self) -> LicenceScheme {
        self.scheme
    }

    /// The classes, at least one.
    #[must_use]
    pub fn held(&self) -> &[HeldClass] {
        &self.held
    }
}

opaque_debug!(HeldClass, LicenceClasses);

impl FieldValue for LicenceClasses {
    /// Reads the classes with their list before them; forms state the list in a field of its own.
    fn parse(text: &str) -> Result<Self, Message> {
        let (scheme, classes) = text.split_once(':').ok_or(reasons::CLASS_SHAPE)?;
        Self::parse(<LicenceScheme as FieldValue>::parse(scheme)?, classes)
    }

    fn form(&self) -> String {
        let held: Vec<String> = self.held.iter().map(held_form).collect();
        held.join("; ")
    }

    fn wording(&self) -> Wording {
        let codes: Vec<&str> = self.held.iter().map(|held| held.class.code()).collect();
        Wording::Verbatim(codes.join(", "))
    }

    fn guess(&self, guesses: &mut Guesses) {
        for held in &self.held {
            for date in [held.from, held.until].into_iter().flatten() {
                guesses.date(date);
            }
        }
    }
}

fn held_form(held: &HeldClass) -> String {
    let code = held.class.code();
    match (held.from, held.until) {
        (None, None) => String::from(code),
        (Some(from), None) => format!("{code} {from}"),
        (Some(from), Some(until)) => format!("{code} {from} - {until}"),
        (None, Some(until)) => format!("{code} - {until}"),
    }
}

fn parse_held(scheme: LicenceScheme, item: &str) -> Result<HeldClass, Message> {
    let (code, dates) = item.split_once(' ').unwrap_or((item, ""));
    let class = LicenceClass::find(scheme, code).ok_or(reasons::CLASS_UNKNOWN)?;
    let padded = format!(" {dates} ");
    let (from, until) = padded.split_once(" - ").unwrap_or((&padded, ""));
    Ok(HeldClass { class, from: date_if(from)?, until: date_if(until)? })
}

fn date_if(text: &str) -> Result<Option<DocumentDate>, Message> {
    let text = text.trim();
    if text.is_empty() { Ok(None) } else { DocumentDate::parse(text).map(Some) }
}

const fn old(code: &'static str, term: ClassTerm) -> ClassRule {
    ClassRule { scheme: LicenceScheme::Before2025, code, term, min_age: None }
}

const fn new(code: &'static str, term: ClassTerm, min_age: u8) -> ClassRule {
    ClassRule { scheme: LicenceScheme::From2025, code, term, min_age: Some(min_age) }
}

/// Both lists. From 2025: Luật 36/2024/QH15 Art. 57 and 59. Before: Luật Giao thông đường bộ 2008 Art. 59, where `B11`
/// is how papers print B1 for automatic gears.
pub const CLASS_RULES: [ClassRule; 29] = [
    new("A1", ClassTerm::Unlimited, 18),
    new("A", ClassTerm::Unlimited, 18),
    new("B1", ClassTerm::Unlimited, 18),
    new("B", ClassTerm::Years(10), 18),
    new("C1", ClassTerm::Years(10), 18),
    new("C", ClassTerm::Years(5), 21),
    new("D1", ClassTerm::Years(5), 24),
    new("D2", ClassTerm::Years(5), 24),
    new("D", ClassTerm::Years(5), 27),
    new("BE", ClassTerm::Years(5), 21),
    new("C1E", ClassTerm::Years(5), 24),
    new("CE", ClassTerm::Years(5), 24),
    new("D1E", ClassTerm::Years(5), 27),
    new("D2E", ClassTerm::Years(5), 27),
    new("DE", ClassTerm::Years(5), 27),
    old("A1", ClassTerm::Unlimited),
    old("A2", ClassTerm::Unlimited),
    old("A3", ClassTerm::Unlimited),
    old("A4", ClassTerm::Years(10)),
    old("B11", ClassTerm::RetirementAge),
    old("B1", ClassTerm::RetirementAge),
    old("B2", ClassTerm::Years(10)),
    old("C", ClassTerm::Years(5)),
    old("D", ClassTerm::Years(5)),
    old("E", ClassTerm::Years(5)),
    old("FB2", ClassTerm::Years(5)),
    old("FC", ClassTerm::Years(5)),
    old("FD", ClassTerm::Years(5)),
    old("FE", ClassTerm::Years(5)),
];
