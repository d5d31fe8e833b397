//! What a desk issued: numbers, places in the status list, statuses. No name and no fact stands in it.

use std::collections::BTreeSet;
use std::path::Path;

use serde::{Deserialize, Serialize};
use vigiayto_core::credential::status::Status;
use vigiayto_core::platform::{Randomness as _, SystemRandomness};

use crate::counter::exchange::{self, Form};
use crate::failure::{Exit, Failure};
use crate::words::Phrase;
use crate::words::counter as words;

/// The desk's book.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Register {
    vigiayto: String,
    entries: Vec<Entry>,
}

/// What was issued at once.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    number: u64,
    kind: String,
    issued_at: i64,
    /// The number of a status (Token Status List).
    status: u8,
    places: Vec<u64>,
}

impl Register {
    pub(super) fn open_or_make(path: &Path) -> Result<Self, Failure> {
        if path.exists() {
            return exchange::read(path);
        }
        Ok(Self { vigiayto: Self::FORM.to_owned(), entries: Vec::new() })
    }

    pub(super) fn write(&self, path: &Path) -> Result<(), Failure> {
        exchange::write(path, self)
    }

    /// Places that nothing has yet, at random.
    pub(super) fn draw(&self, count: usize) -> Result<Vec<u64>, Failure> {
        let mut taken: BTreeSet<u64> =
            self.entries.iter().flat_map(|entry| entry.places.iter().copied()).collect();
        // Up to half full, a free place is found at the second try on average.
        if taken.len() + count > MOST_TAKEN {
            return Err(Failure::new(
                Exit::Refused,
                "desk_full",
                words::DESK_FULL,
                words::DESK_FULL_HINT,
            ));
        }
        let mut places = Vec::with_capacity(count);
        while places.len() < count {
            let mut bytes = [0; 8];
            SystemRandomness.fill(&mut bytes).map_err(|_| super::not_signed())?;
            let place = FIRST + u64::from_be_bytes(bytes) % (PLACES - FIRST);
            if taken.insert(place) {
                places.push(place);
            }
        }
        Ok(places)
    }

    /// Enters what was issued; the number under which it stands.
    pub(super) fn enter(&mut self, kind: &str, issued_at: i64, places: Vec<u64>) -> u64 {
        let number = self.entries.last().map_or(1, |last| last.number + 1);
        let (kind, status) = (kind.to_owned(), Status::Valid.number());
        self.entries.push(Entry { number, kind, issued_at, status, places });
        number
    }

    /// Sets a status; how many credentials have it now.
    pub(super) fn set_status(&mut self, number: u64, status: Status) -> Result<usize, Failure> {
        let entry = self.entries.iter_mut().find(|entry| entry.number == number);
        let entry = entry.ok_or_else(|| {
            let message = Phrase::from(words::NO_SUCH_NUMBER).with("number", number);
            Failure::new(Exit::Refused, "no_such_number", message, words::NO_SUCH_NUMBER_HINT)
        })?;
        entry.status = status.number();
        Ok(entry.places.len())
    }

    /// Every place that something has, with its status.
    pub(super) fn statuses(&self) -> impl Iterator<Item = (u64, Status)> + '_ {
        self.entries.iter().flat_map(|entry| {
            let status = Status::from_number(entry.status);
            entry.places.iter().map(move |place| (*place, status))
        })
    }
}

impl Form for Register {
    const FORM: &'static str = "sandbox-register/1";
    const LIMIT: u64 = 16 << 20;

    fn form(&self) -> &str {
        &self.vigiayto
    }
}

/// Statuses in the list: enough for a sandbox, and a list of some 16 KB before it is compressed.
pub(super) const PLACES: u64 = 1 << 16;
/// From here on a place takes two bytes in a credential, so that none is told by its length.
const FIRST: u64 = 1 << 8;
const MOST_TAKEN: usize = 1 << 15;
