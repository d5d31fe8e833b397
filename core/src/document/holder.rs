//! Whose documents they are, and the rules for people who do not act for themselves. The rules are tables.

use alloc::format;
use alloc::vec::Vec;

use time::Date;

use super::coded::Relation;
use super::date::DocumentDate;
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

    /// Who acts for the person on `today`.
    #[must_use]
    pub fn standing(&self, today: Date) -> Standing {
        if self.relation == Relation::Ward {
            return Standing::UnderGuardianship;
        }
        match self.age(today) {
            Some(age) => age_rule(age).standing,
            None => Standing::ActsAlone,
        }
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

struct GrownUp {
    relation: Relation,
    from: u8,
    before: u8,
    notice: Message,
}

/// Nghị định 69/2024 Art. 7: under 6 level 1, from 6 to under 14 both, declared by parent or guardian; from 14 alone.
pub const AGE_RULES: [AgeRule; 3] = [
    AgeRule { from: 0, standing: Standing::UnderAge, highest_level: AccountLevel::One },
    AgeRule { from: 6, standing: Standing::UnderAge, highest_level: AccountLevel::Two },
    AgeRule { from: 14, standing: Standing::ActsAlone, highest_level: AccountLevel::Two },
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
