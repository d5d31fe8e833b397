//! The store while it is unlocked: what it holds the keys for, and reading.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use hmac::Mac as _;
use rusqlite::MAIN_DB;

use super::error::VaultError;
use super::history::HistoryState;
use super::index::{Entry, Index};
use super::integrity::Integrity;
use super::keys::{Keys, authenticate};
use super::manifest::Manifest;
use super::name::{Owner, RecordId, RecordKind, RecordName, SlotName, StoreId};
use super::seal::{self, MAX_BODY_LENGTH, Place, Plaintext};
use super::store::Store;
use crate::secret::SecretBytes;

/// An unlocked store. Dropping or [locking](Self::lock) it wipes the keys.
pub struct Vault {
    pub(super) store: Store,
    pub(super) keys: Keys,
    pub(super) index: Index,
    pub(super) manifest: Manifest,
    pub(super) integrity: Integrity,
    pub(super) history: HistoryState,
    /// The generation that the hardware anchor remembered at unlock.
    pub(super) floor: u64,
    /// Data keys that were opened already.
    pub(super) data_keys: RefCell<HashMap<RecordId, Arc<SecretBytes<32>>>>,
}

impl Vault {
    pub(super) fn sound(store: Store, keys: Keys, index: Index, manifest: Manifest) -> Self {
        Self {
            store,
            keys,
            index,
            manifest,
            integrity: Integrity::Sound,
            history: HistoryState::Complete,
            floor: 0,
            data_keys: RefCell::default(),
        }
    }

    /// Which store this is.
    #[must_use]
    pub fn id(&self) -> StoreId {
        self.store.id()
    }

    /// Whether the store is what was last written. Anything but [`Integrity::Sound`] is read-only.
    #[must_use]
    pub fn integrity(&self) -> &Integrity {
        &self.integrity
    }

    /// How often the store was changed: what the hardware anchor should remember as the floor. In a
    /// [`Integrity::Tampered`] store whose manifest is gone too, 0.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.manifest.generation
    }

    /// Opens one record.
    ///
    /// # Errors
    /// [`VaultError::NotFound`]; [`VaultError::Unreadable`] when it was altered or is damaged; [`VaultError::Io`].
    pub fn read(&self, kind: RecordKind, id: RecordId) -> Result<Plaintext, VaultError> {
        self.read_name(RecordName::new(kind, id))
    }

    /// The ids of all records of one kind, in no meaningful order.
    #[must_use]
    pub fn ids(&self, kind: RecordKind) -> Vec<RecordId> {
        self.index.names().filter(|name| name.kind == kind).map(|name| name.id).collect()
    }

    /// Whose record it is, if there is such a record.
    #[must_use]
    pub fn owner(&self, kind: RecordKind, id: RecordId) -> Option<Owner> {
        self.index.entry(RecordName::new(kind, id)).map(|entry| entry.owner)
    }

    /// The names of an owner's records.
    #[must_use]
    pub fn owned_by(&self, owner: RecordId) -> Vec<RecordName> {
        self.index.owned_by(owner).filter(|name| name.kind != RecordKind::DATA_KEY).collect()
    }

    /// An id that only this store would make from `value`: HMAC-SHA-256 under a key of its own, cut to 16 bytes. For
    /// finding a record by something that must not lie open in the file. `domain` keeps uses apart.
    #[must_use]
    pub fn derive_id(&self, domain: RecordKind, value: &[u8]) -> RecordId {
        let mac = authenticate(&self.keys.index, &[&domain.number().to_be_bytes(), value]);
        let mut id = [0; 16];
        id.iter_mut().zip(mac.finalize().into_bytes()).for_each(|(byte, mac)| *byte = mac);
        RecordId::new(id)
    }

    /// [`Store::slot`].
    ///
    /// # Errors
    /// As there.
    pub fn slot(&self, name: SlotName) -> Result<Option<Vec<u8>>, VaultError> {
        self.store.slot(name)
    }

    /// [`Store::write_slots`]: slots are outside the manifest, so this also works when the vault is read-only.
    ///
    /// # Errors
    /// As there.
    pub fn write_slots(&mut self, changes: &[(SlotName, Option<&[u8]>)]) -> Result<(), VaultError> {
        self.store.write_slots(changes)
    }

    /// [`Store::release_reserve`].
    ///
    /// # Errors
    /// As there.
    pub fn release_reserve(&self) -> Result<(), VaultError> {
        self.store.release_reserve()
    }

    /// [`Store::restore_reserve`].
    ///
    /// # Errors
    /// As there.
    pub fn restore_reserve(&self) -> Result<(), VaultError> {
        self.store.restore_reserve()
    }

    /// Wipes the keys and goes back to the locked store.
    #[must_use]
    pub fn lock(self) -> Store {
        self.store
    }

    pub(super) fn read_name(&self, name: RecordName) -> Result<Plaintext, VaultError> {
        let entry = *self.index.entry(name).ok_or(VaultError::NotFound(name))?;
        let body = self.body(name, &entry)?;
        let place = Place { store: self.id(), name, owner: entry.owner, version: entry.version };
        if name.kind == RecordKind::DATA_KEY {
            return seal::open(&self.keys.wrap, place, &entry.tag, body);
        }
        match entry.owner {
            Owner::Store => seal::open(&self.keys.store, place, &entry.tag, body),
            Owner::Record(owner) => {
                let key = self.data_key(owner).map_err(|error| match error {
                    VaultError::NotFound(_) | VaultError::Unreadable(_) => {
                        VaultError::Unreadable(name)
                    }
                    other => other,
                })?;
                seal::open(&key, place, &entry.tag, body)
            }
        }
    }

    /// The owner's data key, opened once and kept while unlocked.
    pub(super) fn data_key(&self, owner: RecordId) -> Result<Arc<SecretBytes<32>>, VaultError> {
        if let Some(key) = self.data_keys.borrow().get(&owner) {
            return Ok(Arc::clone(key));
        }
        let name = RecordName::data_key_of(owner);
        let key = Arc::new(seal::key_from(&self.read_name(name)?, name)?);
        self.data_keys.borrow_mut().insert(owner, Arc::clone(&key));
        Ok(key)
    }

    /// The sealed body, read straight into one buffer.
    pub(super) fn body(&self, name: RecordName, entry: &Entry) -> Result<Vec<u8>, VaultError> {
        let unreadable = |error: rusqlite::Error| match VaultError::from(error) {
            VaultError::Corrupt => VaultError::Unreadable(name),
            other => other,
        };
        let blob = self
            .store
            .connection
            .blob_open(MAIN_DB, c"body", c"body", entry.row, true)
            .map_err(unreadable)?;
        if blob.len() > MAX_BODY_LENGTH {
            return Err(VaultError::Unreadable(name));
        }
        let mut body = vec![0; blob.len()];
        blob.read_at_exact(&mut body, 0).map_err(unreadable)?;
        Ok(body)
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vault")
    }
}
