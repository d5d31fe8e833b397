//! What is left of a history in a store that is not sound.

use rusqlite::{Connection, Transaction};

use super::{Ends, MAX_HISTORY, MAX_HISTORY_PAGE, rows, staged};
use crate::secret::SecretBytes;
use crate::vault::error::VaultError;
use crate::vault::name::StoreId;
use crate::vault::open_vault::Vault;

/// The ends of what still opens, for want of a manifest that vouches for others.
pub(in crate::vault) fn surviving(
    connection: &Connection,
    key: &SecretBytes<32>,
    store: StoreId,
) -> Result<Ends, VaultError> {
    let mut ends: Option<Ends> = None;
    let mut newest = MAX_NUMBER;
    for _ in 0..MAX_HISTORY / MAX_HISTORY_PAGE {
        let rows = rows::read(connection, 1..=newest, MAX_HISTORY_PAGE)?;
        // Where nothing at all can be read, there is no telling how far down that goes.
        if rows.iter().all(|row| row.entry.is_none()) {
            break;
        }
        newest = rows.last().map_or(0, |oldest| oldest.number - 1);
        for entry in rows.into_iter().filter_map(|row| row.entry) {
            if entry.opens(key, store) {
                let (number, head) = (entry.number, entry.hash());
                ends = Some(Ends {
                    first: number,
                    ..ends.unwrap_or(Ends { first: number, last: number, head })
                });
            }
        }
    }
    Ok(ends.unwrap_or(Ends::NONE))
}

impl Vault {
    /// Copies every entry that opens, and says how many of those that should be there are lost. The ends stay what they
    /// are, so that each gap stays visible.
    pub(in crate::vault) fn copy_history(
        &self,
        transaction: &Transaction<'_>,
    ) -> Result<u64, VaultError> {
        let ends = self.manifest.history;
        let mut lost = ends.count();
        let mut newest = ends.last;
        loop {
            let numbers = ends.first..=newest;
            let rows = rows::read(&self.store.connection, numbers, MAX_HISTORY_PAGE)?;
            for entry in rows.iter().filter_map(|row| row.entry.as_ref()) {
                if entry.opens(&self.keys.history, self.id()) {
                    staged::put(transaction, entry)?;
                    lost = lost.saturating_sub(1);
                }
            }
            match rows.last() {
                Some(oldest) if rows.len() == MAX_HISTORY_PAGE => newest = oldest.number - 1,
                _ => return Ok(lost),
            }
        }
    }
}

/// No history ever gets that far, and beyond it numbers would run out.
const MAX_NUMBER: u64 = 1 << 53;
