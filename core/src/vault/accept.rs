//! The one way on for a vault that is not sound: keep what opens, give up what does not, and say so.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, Transaction};

use super::error::VaultError;
use super::history::HistoryState;
use super::index::{Entry, Index};
use super::integrity::Integrity;
use super::manifest::Manifest;
use super::name::{RecordKind, RecordName, SlotName};
use super::open_vault::Vault;
use super::store::{build, put_slot};
use super::write::put_record;
use super::{connection, schema};

/// What [`Vault::accept_as_is`] gave up.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Accepted {
    /// Records that did not open and are gone now.
    pub dropped: Vec<RecordName>,
    /// Rows that named no record and are gone now.
    pub nameless: usize,
    /// How many entries of the history are gone: given up now since they did not open, or missing before. Each gap stays
    /// visible as a [`HistoryBreak`](super::HistoryBreak).
    pub lost_history: u64,
}

impl Vault {
    /// Makes a tampered or rolled back store sound again, by the user's decision: every record that opens is kept as it
    /// is (it may be an older version than the last), and so is every entry of the history, under its number; everything
    /// else is dropped, and a manifest of a generation above the anchor's floor vouches for the result. Should follow a
    /// clear question; the shell must show what was dropped.
    ///
    /// A new file is built beside the old one and takes its place whole, so this also gets rid of damaged pages. Cut
    /// short, the old file is still there. A sound vault is left as it is.
    ///
    /// # Errors
    /// [`VaultError::Full`] (the new file needs its own space), [`VaultError::Corrupt`] when not even the key slots can
    /// be read, [`VaultError::Io`].
    pub fn accept_as_is(&mut self) -> Result<Accepted, VaultError> {
        let nameless = match self.integrity {
            Integrity::Sound => return Ok(Accepted::default()),
            Integrity::RolledBack { .. } => 0,
            Integrity::Tampered { nameless, .. } => nameless,
        };
        let (kept, dropped) = self.sort_out()?;
        let (index, _) =
            Index::from_entries(kept.iter().map(|(&name, &(_, entry))| (name, entry)).collect());
        let newest = kept.values().map(|(_, entry)| entry.version).max().unwrap_or_default();
        let manifest = Manifest {
            generation: newest.max(self.manifest.generation).max(self.floor) + 1,
            count: index.count() as u64,
            root: index.root(),
            history: self.manifest.history,
        };
        let mut lost_history = 0;
        build(&self.store.directory, self.id(), |transaction| {
            self.copy_slots(transaction)?;
            for (&name, (old, new)) in &kept {
                put_record(transaction, name, new, &self.body(name, old)?)?;
            }
            lost_history = self.copy_history(transaction)?;
            manifest.store(transaction, self.id(), &self.keys.manifest)
        })?;
        self.move_in()?;
        self.index = index;
        self.manifest = manifest;
        self.integrity = Integrity::Sound;
        let state = self.manifest.history.inspect(&self.store.connection);
        self.history = state.unwrap_or(HistoryState::Broken);
        self.data_keys.borrow_mut().clear();
        Ok(Accepted { dropped, nameless, lost_history })
    }

    /// What opens, with its old and its new row, and what does not. A data key without records goes too; it is no loss.
    #[expect(clippy::type_complexity, reason = "a private pair, taken apart at once")]
    fn sort_out(
        &self,
    ) -> Result<(BTreeMap<RecordName, (Entry, Entry)>, Vec<RecordName>), VaultError> {
        let dropped: BTreeSet<_> = self.unreadable()?.into_iter().collect();
        let is_kept = |name: &RecordName| !dropped.contains(name);
        let keeps_records = |name: RecordName| {
            let owned = self.owned_by(name.id);
            name.kind != RecordKind::DATA_KEY || owned.iter().any(is_kept)
        };
        let names = self.index.names().filter(is_kept).filter(|name| keeps_records(*name));
        let kept = names
            .filter_map(|name| Some((name, *self.index.entry(name)?)))
            .zip(1..)
            .map(|((name, entry), row)| (name, (entry, Entry { row, ..entry })))
            .collect();
        Ok((kept, dropped.into_iter().collect()))
    }

    fn copy_slots(&self, transaction: &Transaction<'_>) -> Result<(), VaultError> {
        for name in SlotName::ALL {
            if let Some(body) = self.slot(name)? {
                put_slot(transaction, name, &body)?;
            }
        }
        Ok(())
    }

    /// Closes the old file and opens the new one in its place. If that fails half-way, the vault has no file any more
    /// and says [`VaultError::Corrupt`] to everything; the next opening finds the old file or the new one.
    fn move_in(&mut self) -> Result<(), VaultError> {
        drop(std::mem::replace(&mut self.store.connection, Connection::open_in_memory()?));
        self.store.directory.finish_new()?;
        let mut connection = connection::open(&self.store.directory.database())?;
        schema::open(&mut connection)?;
        self.store.connection = connection;
        Ok(())
    }
}
