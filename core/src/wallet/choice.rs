//! Choosing the credential: the smallest that discloses exactly what was consented to, and never more.

use alloc::vec::Vec;

use crate::credential::cbor::{Key, Value};
use crate::credential::claims::IDENTITY;
use crate::credential::profile::{GUARDIAN, STATUS};
use crate::credential::sd_cwt::{CNF, CTI, EXP, Held, IAT, ISS, NBF, SUB, VCT};

/// What a credential shows always and what it can show, by claim numbers.
pub(super) struct Facets {
    open: Vec<i64>,
    /// Claim and the place of its disclosure.
    selective: Vec<(i64, usize)>,
}

impl Facets {
    /// `None` for a credential that shows something, or can show something, beside whole facts of claim 169: it could not be said
    /// what of it is seen.
    pub(super) fn of(held: &Held<'_>) -> Option<Self> {
        let open_beside = |(key, _): &(Value<'_>, Value<'_>)| {
            let number =
                key.as_i64().filter(|number| *number == IDENTITY || BESIDE.contains(number));
            number.is_some_and(|number| held.token().open_claim(number).is_some())
        };
        let facts = held.claims().entry(IDENTITY)?.as_map()?;
        let plain = |(_, value): &(Value<'_>, Value<'_>)| {
            !matches!(value, Value::Array(_) | Value::Map(_) | Value::Tag(..))
        };
        // Then whatever can be disclosed is a whole fact.
        if !held.claims().as_map()?.iter().all(open_beside) || !facts.iter().all(plain) {
            return None;
        }
        let all: Vec<i64> =
            facts.iter().map(|(key, _)| Value::as_i64(key)).collect::<Option<_>>()?;
        let mut selective = Vec::new();
        for claim in held.disclosable() {
            let Some(Key::Integer(number)) = claim.key else { return None };
            selective.push((number, claim.disclosure));
        }
        let open = all
            .into_iter()
            .filter(|number| !selective.iter().any(|(known, _)| known == number))
            .collect();
        Some(Self { open, selective })
    }

    pub(super) fn open(&self) -> &[i64] {
        &self.open
    }

    pub(super) fn selective(&self) -> impl Iterator<Item = i64> + '_ {
        self.selective.iter().map(|(number, _)| *number)
    }

    /// The disclosures that show `wanted` and nothing else, if the credential can. A guardian's name is always shown and never
    /// asked for.
    pub(super) fn exactly(&self, wanted: &[i64]) -> Option<Vec<usize>> {
        if self.open.iter().any(|open| *open != GUARDIAN && !wanted.contains(open)) {
            return None;
        }
        wanted
            .iter()
            .filter(|number| !self.open.contains(number))
            .map(|number| {
                self.selective.iter().find(|(known, _)| known == number).map(|(_, at)| *at)
            })
            .collect()
    }
}

/// What stands beside the facts in every credential: of the credential, not of the person.
const BESIDE: [i64; 9] = [ISS, SUB, EXP, NBF, IAT, CTI, CNF, VCT, STATUS];
