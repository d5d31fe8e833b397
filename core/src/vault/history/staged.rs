//! Appending and erasing: staged with the other changes of one [`Vault::write`](super::Vault::write).

use rusqlite::{Transaction, params};

use super::entry::SealedEntry;
use super::{Ends, MAX_HISTORY, MAX_HISTORY_ENTRY_LENGTH};
use crate::platform::Randomness;
use crate::secret::SecretBytes;
use crate::vault::error::VaultError;
use crate::vault::name::StoreId;
use crate::vault::seal::Draft;
use crate::vault::write::{Changes, MAX_CHANGES};

impl Changes {
    /// Appends an entry to the history. It is there if, and only if, everything else of this change is.
    ///
    /// # Errors
    /// [`VaultError::TooLarge`] above [`MAX_HISTORY_ENTRY_LENGTH`], [`VaultError::TooMany`] above [`MAX_CHANGES`]. That
    /// the history would be longer than [`MAX_HISTORY`], [`Vault::write`](super::Vault::write) says.
    pub fn append_history(&mut self, content: &[u8]) -> Result<(), VaultError> {
        if self.history.entries.len() >= MAX_CHANGES {
            return Err(VaultError::TooMany { limit: MAX_CHANGES });
        }
        self.history.entries.push(draft(content)?);
        Ok(())
    }

    /// Erases all entries with numbers up to `through` and leaves `marker`, an entry like others, which comes before
    /// those appended in the same change. Where there is nothing to erase, nothing happens and no marker is left. A
    /// second call takes the place of the first.
    ///
    /// On a full disk much can't be erased at once: the reserve has room for some 2,000 small entries.
    ///
    /// # Errors
    /// [`VaultError::TooLarge`] above [`MAX_HISTORY_ENTRY_LENGTH`].
    pub fn erase_history(&mut self, through: u64, marker: &[u8]) -> Result<(), VaultError> {
        self.history.erasure = Some((through, draft(marker)?));
        Ok(())
    }
}

/// What a change does to the history, as its caller put it.
#[derive(Default)]
pub(in crate::vault) struct Staged {
    erasure: Option<(u64, Draft)>,
    entries: Vec<Draft>,
}

impl Staged {
    pub(in crate::vault) fn is_empty(&self) -> bool {
        self.erasure.is_none() && self.entries.is_empty()
    }

    /// Seals what was staged behind `ends`.
    pub(in crate::vault) fn plan(
        self,
        ends: Ends,
        key: &SecretBytes<32>,
        store: StoreId,
        random: &dyn Randomness,
    ) -> Result<Plan, VaultError> {
        let mut plan = Plan { ends, entries: Vec::new(), erased: None };
        let mut drafts = self.entries;
        if let Some((through, marker)) = self.erasure
            && ends.first <= through.min(ends.last)
        {
            plan.ends.first = through.min(ends.last) + 1;
            plan.erased = Some(Erased { below: plan.ends.first, above: ends.last });
            drafts.insert(0, marker);
        }
        for draft in drafts {
            let number = plan.ends.last + 1;
            let entry = SealedEntry::seal(key, store, number, plan.ends.head, draft, random)?;
            plan.ends = Ends { last: number, head: entry.hash(), ..plan.ends };
            plan.entries.push(entry);
        }
        if !plan.entries.is_empty() && plan.ends.count() > MAX_HISTORY as u64 {
            return Err(VaultError::TooMany { limit: MAX_HISTORY });
        }
        Ok(plan)
    }
}

/// What a change does to the history, row by row.
pub(in crate::vault) struct Plan {
    /// The ends once it is done.
    pub(in crate::vault) ends: Ends,
    entries: Vec<SealedEntry>,
    erased: Option<Erased>,
}

/// Which rows go: the old ones, and with them what never belonged to the history.
struct Erased {
    below: u64,
    above: u64,
}

impl Plan {
    pub(in crate::vault) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(in crate::vault) fn erases(&self) -> bool {
        self.erased.is_some()
    }

    pub(in crate::vault) fn apply(&self, transaction: &Transaction<'_>) -> Result<(), VaultError> {
        if let Some(Erased { below, above }) = self.erased {
            transaction.execute("DELETE FROM history WHERE number < ?1", [below])?;
            transaction.execute("DELETE FROM history WHERE number > ?1", [above])?;
        }
        self.entries.iter().try_for_each(|entry| put(transaction, entry))
    }
}

/// Writes an entry's row; if something else added a row with its number, in the place of that.
pub(super) fn put(transaction: &Transaction<'_>, entry: &SealedEntry) -> Result<(), VaultError> {
    transaction.execute(
        "INSERT OR REPLACE INTO history (number, previous, tag, body) VALUES (?1, ?2, ?3, ?4)",
        params![entry.number, entry.previous, entry.tag, entry.body],
    )?;
    Ok(())
}

fn draft(content: &[u8]) -> Result<Draft, VaultError> {
    if content.len() > MAX_HISTORY_ENTRY_LENGTH {
        return Err(VaultError::TooLarge { limit: MAX_HISTORY_ENTRY_LENGTH });
    }
    Draft::new(content)
}
