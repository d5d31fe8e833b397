//! The history: entries that are only ever appended, each chained to the one before, and erased from the old end alone.
//!
//! What entries mean is the caller's affair. They are numbered from 1 and a number is never used twice. Of entry *n* the
//! table `history` holds its number, the hash of entry *n* − 1, and a seal as of records (`seal.rs`) under a key of its
//! own:
//!
//! ```text
//! hash n = SHA-256("WLT1 history" ‖ hash n−1 ‖ n u64 ‖ tag ‖ body)
//! data n = "WLT1 history" ‖ store id 16 B ‖ n u64 ‖ hash n−1 ‖ epoch u32 ‖ suite u8 ‖ length u32
//! ```
//!
//! Hashes cover sealed bytes, so the chain is walked without opening anything. The manifest vouches for the numbers of
//! the oldest and the newest entry and for the hash of the newest ([`Ends`]), in the transaction of every change. What
//! comes before the first entry is zeros.
//!
//! Erasing deletes the oldest entries and appends one, the marker, to the same chain. So the marker vouches for what was
//! there through all entries between, the manifest's first number moves, and the first entry that is left still names
//! the hash of the last one erased. What was erased can't be put back: it lies outside the ends.
//!
//! What is noticed, and when:
//! - At unlock: an entry that was removed (anywhere) or added, and a newest entry that was altered. All numbers must be
//!   there, no others, and the newest must have the manifest's hash ([`HistoryState`]).
//! - When a page is read: every entry that was altered or exchanged does not open, and wherever two neighbours do not
//!   fit there is a [`HistoryBreak`]. A page costs no more for the length of the history; the chain of the whole is
//!   walked by [`Vault::check_history`].
//! - A whole older file: by the generation, like all of the vault.
//!
//! A broken history is no [`Integrity::Tampered`](super::Integrity): it blocks no document and goes on being written
//! behind the break, which stays visible until it is erased with what is older than it. Nothing is repaired; only a row
//! that something added where the next entry belongs gives way to that. Whoever can spoil the log must not be able to
//! lock the wallet with it. But a table that SQLite can't read through, or whose rows stand in no order, makes the store
//! tampered: a write might get lost in it.

mod entry;
mod page;
mod rows;
mod salvage;
mod staged;

use rusqlite::Connection;

pub use self::page::{HistoryBreak, HistoryEntry, HistoryPage};
pub(super) use self::salvage::surviving;
pub(super) use self::staged::{Plan, Staged};
use super::error::VaultError;
#[cfg(doc)]
use super::open_vault::Vault;

/// What unlocking saw of the history. That no entry was altered, reading tells.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum HistoryState {
    /// Every entry is there, no other, and the newest is the one that was written last.
    Complete,
    /// Entries were removed or added, or the newest was altered, by something that had no keys.
    /// [`Vault::check_history`] says where.
    Broken,
}

/// What the manifest says of the history.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Ends {
    /// The number of the oldest entry; without entries, of the one that will come.
    pub(super) first: u64,
    /// The number of the newest entry, or the one before [`Self::first`].
    pub(super) last: u64,
    /// The hash of the newest entry.
    pub(super) head: [u8; 32],
}

impl Ends {
    /// Of a history that has no entry yet.
    pub(super) const NONE: Self = Self { first: 1, last: 0, head: [0; 32] };

    pub(super) fn count(&self) -> u64 {
        self.last.saturating_add(1).saturating_sub(self.first)
    }

    /// Compares the ends with the table, without walking the chain: about 0.1 ms for 1,000 entries.
    ///
    /// [`VaultError::Corrupt`] when the table can't be read or is in no order, so that a write may get lost in it.
    pub(super) fn inspect(&self, connection: &Connection) -> Result<HistoryState, VaultError> {
        let mut statement = connection.prepare(NUMBERS)?;
        let mut rows = statement.query([])?;
        let mut expected = (self.first..=self.last).map(i64::try_from);
        let mut complete = true;
        let mut highest = None;
        let mut count = 0;
        while let Some(row) = rows.next()? {
            let number = row.get(0)?;
            if Some(number) <= highest || count == MAX_HISTORY {
                return Err(VaultError::Corrupt);
            }
            complete &= expected.next() == Some(Ok(number));
            highest = Some(number);
            count += 1;
        }
        complete = complete && expected.next().is_none() && self.has_head(connection)?;
        Ok(if complete { HistoryState::Complete } else { HistoryState::Broken })
    }

    /// Whether the newest entry is the one that is vouched for, or there is none.
    fn has_head(&self, connection: &Connection) -> Result<bool, VaultError> {
        let newest = rows::read(connection, self.last..=self.last, 1)?;
        Ok(self.count() == 0 || newest.iter().any(|row| row.hash() == Some(self.head)))
    }
}

/// The most entries one history may have. Older ones must be erased before.
pub const MAX_HISTORY: usize = 200_000;
/// The most bytes one entry may hold.
pub const MAX_HISTORY_ENTRY_LENGTH: usize = 16 << 10;
/// The most entries on one page.
pub const MAX_HISTORY_PAGE: usize = 500;

const NUMBERS: &str = "SELECT number FROM history ORDER BY number";
