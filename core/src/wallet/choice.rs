//! Choosing the credential: the smallest that discloses exactly what was consented to, and never more.

use alloc::vec::Vec;

use crate::credential::cbor::{Key, Value};
use crate::credential::claims::IDENTITY;
use crate::credential::profile::GUARDIAN;
use crate::credential::sd_cwt::Held;

/// What a credential shows always and what it can show, by claim numbers.
pub(super) struct Facets {
    open: Vec<i64>,
    /// Claim and the place of its disclosure.
    selective: Vec<(i64, usize)>,
}

impl Facets {
    /// `None` for a credential whose facts do not lie where this wallet looks for them.
    pub(super) fn of(held: &Held<'_>) -> Option<Self> {
        let all = held.claims().entry(IDENTITY)?.as_map()?;
        let selective: Vec<(i64, usize)> = held
            .disclosable()
            .filter(|claim| claim.parent.is_none())
            .filter_map(|claim| match claim.key? {
                Key::Integer(number) => Some((number, claim.disclosure)),
                Key::Text(_) => None,
            })
            .collect();
        let open = all
            .iter()
            .filter_map(|(key, _)| Value::as_i64(key))
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
