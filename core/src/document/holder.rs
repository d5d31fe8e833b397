//! Whose documents they are, and the rules for people who do not act for themselves. The rules are tables.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use time::Date;

use super::coded::Relation;
use super::date::DocumentDate;
use super::guesses::Guesses;
use super::id::HolderId;
use super::labels::warnings;
use super::text::Text;
use super::view::Notice;
use crate::language::Message;

/// A person whose documents the wallet keeps.
#[derive(Clone, Eq, PartialEq)]
pub struct Holder {
    /// The record's id.
    pub id: HolderId,
    /// What the person is to the owner.
    pub relation: Relation,
    /// Full name.
    pub name: Text,
    /// Date of birth, if known.
    pub birth_date: Option<DocumentDate>,
}

opaque_debug!(Holder);

impl Holder {
    /// The age in whole years on `today`; `None` unless the date of birth is known to the day.
    #[must_use]
    pub fn age(&self, today: Date) -> Option<u8> {
        let born = self.birth_date?;
        born.day()?;
        (0..=LONGEST_LIFE)
            .take_while(|years| {
                born.years_later(*years).is_some_and(|birthday| birthday.latest() <= today)
            })
            .last()
    }

    /// Who acts for the person on `today`. A child whose age is not known is taken for one under age.
    #[must_use]
    pub fn standing(&self, today: Date) -> Standing {
        let rule = RELATION_RULES.iter().find(|rule| rule.relation == self.relation);
        let Some(rule) = rule else { return Standing::ActsAlone };
        match rule.standing {
            RelationStanding::Always(standing) => standing,
            RelationStanding::ByAge { unknown } => {
                self.age(today).map_or(unknown, |age| age_rule(age).standing)
            }
        }
    }

    /// Runs of six digits that a passcode must not equal: see [`Document::guessable_numbers`].
    ///
    /// [`Document::guessable_numbers`]: super::Document::guessable_numbers
    #[must_use]
    pub fn guessable_numbers(&self) -> Vec<String> {
        self.guesses().into_numbers()
    }

    /// Texts that a security answer must not equal: see [`Document::guessable_texts`].
    ///
    /// [`Document::guessable_texts`]: super::Document::guessable_texts
    #[must_use]
    pub fn guessable_texts(&self) -> Vec<String> {
        self.guesses().into_texts()
    }

    fn guesses(&self) -> Guesses {
        let mut guesses = Guesses::default();
        guesses.text(self.name.as_str());
        if let Some(date) = self.birth_date {
            guesses.date(date);
        }
        guesses
    }

    /// What the owner should know of this holder on `today`: that a child has grown out of its rule.
    #[must_use]
    pub fn notices(&self, today: Date) -> Vec<Notice> {
        let Some(age) = self.age(today) else { return Vec::new() };
        GROWN_UP
            .iter()
            .filter(|rule| {
                rule.relation == self.relation && (rule.from..rule.before).contains(&age)
            })
            .map(|rule| Notice::with(rule.notice, "age", format!("{age}")))
            .collect()
    }
}

/// Who acts for a person.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Standing {
    /// The person.
    ActsAlone,
    /// Parent or guardian, because of the age.
    UnderAge,
    /// A guardian, at any age.
    UnderGuardianship,
}

/// The highest electronic identity that an age can have.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum AccountLevel {
    /// Number, name, date of birth, sex.
    One,
    /// Everything, documents included.
    Two,
}

/// What holds for people from one age to the next.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct AgeRule {
    /// From this age on, in whole years.
    pub from: u8,
    /// Who acts.
    pub standing: Standing,
    /// The highest level of account.
    pub highest_level: AccountLevel,
}

/// The rule for an age in whole years.
#[must_use]
pub fn age_rule(age: u8) -> &'static AgeRule {
    // The table starts at 0, so a rule is always found.
    AGE_RULES.iter().rev().find(|rule| rule.from <= age).unwrap_or(&AGE_RULES[0])
}

/// What holds for everyone of one relation.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct RelationRule {
    /// Which relation.
    pub relation: Relation,
    /// Who acts.
    pub standing: RelationStanding,
}

/// How a relation settles who acts for a person.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum RelationStanding {
    /// At any age.
    Always(Standing),
    /// By [`AGE_RULES`].
    ByAge {
        /// Where the age is not known.
        unknown: Standing,
    },
}

struct GrownUp {
    relation: Relation,
    from: u8,
    before: u8,
    notice: Message,
}

const fn by_age(relation: Relation, unknown: Standing) -> RelationRule {
    RelationRule { relation, standing: RelationStanding::ByAge { unknown } }
}

/// Nghị định 69/2024 Art. 7: under 6 level 1, from 6 to under 14 both, declared by parent or guardian; from 14 alone.
pub const AGE_RULES: [AgeRule; 3] = [
    AgeRule { from: 0, standing: Standing::UnderAge, highest_level: AccountLevel::One },
    AgeRule { from: 6, standing: Standing::UnderAge, highest_level: AccountLevel::Two },
    AgeRule { from: 14, standing: Standing::ActsAlone, highest_level: AccountLevel::Two },
];

/// A person under guardianship acts through the guardian at any age (Nghị định 69/2024 Art. 7); for all others the age
/// decides.
pub const RELATION_RULES: [RelationRule; 7] = [
    by_age(Relation::Owner, Standing::ActsAlone),
    by_age(Relation::Child, Standing::UnderAge),
    RelationRule {
        relation: Relation::Ward,
        standing: RelationStanding::Always(Standing::UnderGuardianship),
    },
    by_age(Relation::Spouse, Standing::ActsAlone),
    by_age(Relation::Parent, Standing::ActsAlone),
    by_age(Relation::ParentInLaw, Standing::ActsAlone),
    by_age(Relation::Other, Standing::ActsAlone),
];

/// A card is due at 14 (Luật Căn cước 2023 Art. 19), and a child is a dependant to 18.
const GROWN_UP: [GrownUp; 2] = [
    GrownUp { relation: Relation::Child, from: 14, before: 18, notice: warnings::CHILD_TURNED_14 },
    GrownUp {
        relation: Relation::Child,
        from: 18,
        before: LONGEST_LIFE,
        notice: warnings::CHILD_TURNED_18,
    },
];

const LONGEST_LIFE: u8 = 150;
