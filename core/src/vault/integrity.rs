//! Whether the store is what was last written, and the one way on when it is not.
//!
//! At unlock every row of `record` is hashed and compared with the manifest, and every body is known to exist; bodies
//! themselves are checked by their seal when they are read. The history has a state of its own (`history`). Only when
//! something is wrong is everything opened, so that what is lost can be named. Nothing is repaired until the user says so
//! ([`Vault::accept_as_is`]).

use std::cell::RefCell;
use std::collections::HashMap;

use super::contents::{Completeness, Contents};
use super::error::VaultError;
use super::history::{self, Ends, HistoryState};
use super::keys::Keys;
use super::manifest::Manifest;
use super::name::RecordName;
use super::open_vault::Vault;
use super::store::{Refused, Store};
use crate::secret::SecretBytes;

/// Whether the store is what was last written.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Integrity {
    /// It is.
    Sound,
    /// Records were removed, added, exchanged or altered by something that had no keys, or pages of the file are damaged.
    Tampered {
        /// The records that are still named and do not open. Others may be gone without a name.
        unreadable: Vec<RecordName>,
        /// Rows that name no record.
        nameless: usize,
    },
    /// It is a whole, genuine, older state of this store: a copy was put back.
    RolledBack {
        /// Its generation.
        generation: u64,
        /// The generation that the hardware anchor remembers.
        floor: u64,
    },
}

impl Vault {
    pub(super) fn unlock(
        store: Store,
        root_key: &SecretBytes<32>,
        floor: u64,
    ) -> Result<Self, Box<Refused>> {
        let keys = Keys::derive(root_key, store.id());
        let found = Manifest::load(&store.connection, store.id(), &keys.manifest)
            .and_then(|manifest| Ok((manifest, Contents::load(&store.connection)?)));
        let (manifest, contents) = match found {
            Ok(found) => found,
            Err(error) => return Err(Box::new(Refused { store, error })),
        };
        let (ends, history) = match look_at_history(&store, &keys, manifest) {
            Ok(found) => found,
            Err(error) => return Err(Box::new(Refused { store, error })),
        };
        let Contents { index, nameless, completeness } = contents;
        let matches = manifest.is_some_and(|manifest| {
            completeness == Completeness::Whole
                && history.is_some()
                && manifest.root == index.root()
                && usize::try_from(manifest.count) == Ok(index.count())
        });
        let integrity = match manifest {
            Some(Manifest { generation, .. }) if matches && nameless == 0 => {
                if generation < floor {
                    Integrity::RolledBack { generation, floor }
                } else {
                    Integrity::Sound
                }
            }
            _ => Integrity::Tampered { unreadable: Vec::new(), nameless },
        };
        let empty = Manifest { generation: 0, count: 0, root: [0; 32], history: ends };
        let mut vault = Self {
            store,
            keys,
            index,
            manifest: manifest.unwrap_or(empty),
            integrity,
            history: history.unwrap_or(HistoryState::Broken),
            floor,
            data_keys: RefCell::new(HashMap::new()),
        };
        if matches!(vault.integrity, Integrity::Tampered { .. }) {
            let unreadable = match vault.unreadable() {
                Ok(unreadable) => unreadable,
                Err(error) => return Err(Box::new(Refused { store: vault.lock(), error })),
            };
            let nothing_opens = unreadable.len() == vault.index.count() && ends.count() == 0;
            if manifest.is_none() && nothing_opens {
                let error = VaultError::KeyMismatch;
                return Err(Box::new(Refused { store: vault.lock(), error }));
            }
            vault.integrity = Integrity::Tampered { unreadable, nameless };
        }
        Ok(vault)
    }

    /// Opens every record and names those that do not open. Takes about 1 ms for each MB.
    ///
    /// # Errors
    /// [`VaultError::Io`].
    pub fn unreadable(&self) -> Result<Vec<RecordName>, VaultError> {
        let mut unreadable = Vec::new();
        for name in self.index.names() {
            match self.read_name(name) {
                Ok(_) => {}
                Err(VaultError::Unreadable(_)) => unreadable.push(name),
                Err(error) => return Err(error),
            }
        }
        Ok(unreadable)
    }
}

/// The ends of the history, vouched for or at least genuine, and its state; no state if a write could get lost in it.
fn look_at_history(
    store: &Store,
    keys: &Keys,
    manifest: Option<Manifest>,
) -> Result<(Ends, Option<HistoryState>), VaultError> {
    let Some(manifest) = manifest else {
        let ends = history::surviving(&store.connection, &keys.history, store.id())?;
        return Ok((ends, Some(HistoryState::Broken)));
    };
    match manifest.history.inspect(&store.connection) {
        Ok(state) => Ok((manifest.history, Some(state))),
        Err(VaultError::Corrupt) => Ok((manifest.history, None)),
        Err(error) => Err(error),
    }
}
