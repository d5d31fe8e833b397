//! The store while it is locked: made, opened, its key slots read and written. Nothing here has a key.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension as _, Transaction, TransactionBehavior, params};

use super::error::VaultError;
use super::files::{Directory, Presence};
use super::history::Ends;
use super::index::Index;
use super::keys::Keys;
use super::manifest::Manifest;
use super::name::{SlotName, StoreId};
use super::open_vault::Vault;
use super::{connection, schema};
use crate::platform::Randomness;
use crate::secret::SecretBytes;

/// A locked store, held by this process alone until dropped.
pub struct Store {
    // Dropped in this order: SQLite lets go of its files before the lock does.
    pub(super) connection: Connection,
    pub(super) directory: Directory,
    pub(super) id: StoreId,
    pub(super) random: Arc<dyn Randomness>,
}

impl Store {
    /// Makes a store with no records, at generation 1, and opens it.
    ///
    /// It is built under another name and put in place whole: cut short at any point, there is either no store
    /// ([`Presence::Absent`]) or a complete one.
    ///
    /// # Errors
    /// [`VaultError::AlreadyExists`] when there is a store or was one; [`VaultError::InUse`], [`VaultError::Full`],
    /// [`VaultError::Io`], [`VaultError::TooLarge`] for a slot.
    pub fn create(
        directory: &Path,
        id: StoreId,
        root_key: &SecretBytes<32>,
        slots: &[(SlotName, &[u8])],
        random: Arc<dyn Randomness>,
    ) -> Result<Vault, VaultError> {
        let directory = Directory::lock(directory)?;
        if directory.presence()? != Presence::Absent {
            return Err(VaultError::AlreadyExists);
        }
        let index = Index::new();
        let manifest =
            Manifest { generation: 1, count: 0, root: index.root(), history: Ends::NONE };
        let keys = Keys::derive(root_key, id);
        build(&directory, id, |transaction| {
            for (name, body) in slots {
                put_slot(transaction, *name, body)?;
            }
            manifest.store(transaction, id, &keys.manifest)
        })?;
        directory.finish_new()?;
        let store = Self::open_locked(directory, random)?;
        Ok(Vault::sound(store, keys, index, manifest))
    }

    /// Takes the lock and opens the store, locked: only the slots can be read.
    ///
    /// # Errors
    /// [`VaultError::Absent`], [`VaultError::Incomplete`], [`VaultError::InUse`], [`VaultError::Corrupt`],
    /// [`VaultError::NewerFormat`], [`VaultError::Full`], [`VaultError::Io`].
    pub fn open(directory: &Path, random: Arc<dyn Randomness>) -> Result<Self, VaultError> {
        match super::presence(directory)? {
            Presence::Absent => Err(VaultError::Absent),
            Presence::Incomplete => Err(VaultError::Incomplete),
            Presence::Present => Self::open_locked(Directory::lock(directory)?, random),
        }
    }

    /// Which store this is.
    #[must_use]
    pub fn id(&self) -> StoreId {
        self.id
    }

    /// The slot's bytes, if it is filled.
    ///
    /// # Errors
    /// [`VaultError::Corrupt`], [`VaultError::Io`].
    pub fn slot(&self, name: SlotName) -> Result<Option<Vec<u8>>, VaultError> {
        let body = self
            .connection
            .query_row("SELECT body FROM slot WHERE name = ?1", [name.as_str()], |row| row.get(0))
            .optional()?;
        match body {
            Some(body) if Vec::len(&body) > MAX_SLOT_LENGTH => Err(VaultError::Corrupt),
            body => Ok(body),
        }
    }

    /// Fills (`Some`) and empties (`None`) slots: all of them or none, durably. What was in them is overwritten. When the
    /// disk is full, the reserve is given up for it.
    ///
    /// # Errors
    /// [`VaultError::TooLarge`], [`VaultError::Full`], [`VaultError::Corrupt`], [`VaultError::Io`].
    pub fn write_slots(&mut self, changes: &[(SlotName, Option<&[u8]>)]) -> Result<(), VaultError> {
        self.persist(Reserve::Spend, |connection| {
            let transaction = Transaction::new(connection, TransactionBehavior::Immediate)?;
            for (name, body) in changes {
                match body {
                    Some(body) => put_slot(&transaction, *name, body)?,
                    None => {
                        transaction.execute("DELETE FROM slot WHERE name = ?1", [name.as_str()])?;
                    }
                }
            }
            Ok(transaction.commit()?)
        })?;
        self.forget_log();
        Ok(())
    }

    /// Derives the keys from `root_key` and checks the manifest against every record and against `floor`, the generation
    /// that the hardware anchor remembers. A store that fails the checks opens all the same, read-only:
    /// [`Vault::integrity`] says what is wrong.
    ///
    /// # Errors
    /// [`VaultError::KeyMismatch`], [`VaultError::Corrupt`], [`VaultError::Io`], together with the store, still locked.
    pub fn unlock(self, root_key: &SecretBytes<32>, floor: u64) -> Result<Vault, Box<Refused>> {
        Vault::unlock(self, root_key, floor)
    }

    /// Deletes the 1 MiB kept for a full disk, so that something small can be written elsewhere.
    ///
    /// # Errors
    /// [`VaultError::Io`].
    pub fn release_reserve(&self) -> Result<(), VaultError> {
        self.directory.release_reserve()
    }

    /// Takes the 1 MiB back. Also tried, without complaint, each time the store is opened.
    ///
    /// # Errors
    /// [`VaultError::Full`], [`VaultError::Io`], [`VaultError::NoRandomness`].
    pub fn restore_reserve(&self) -> Result<(), VaultError> {
        self.directory.restore_reserve(&*self.random)
    }

    /// Deletes every file of the store for good.
    ///
    /// # Errors
    /// [`VaultError::Io`]; then the store is [`Presence::Incomplete`] and [`super::erase`] can go on.
    pub fn erase(self) -> Result<(), VaultError> {
        let Self { connection, directory, .. } = self;
        // What closing would report is about to be deleted.
        drop(connection);
        directory.erase()
    }

    /// Runs `write`, and when the disk is full runs it again with what room can be made: first the log is emptied, then,
    /// if `reserve` may be spent, the reserve is deleted.
    pub(super) fn persist(
        &mut self,
        reserve: Reserve,
        write: impl Fn(&mut Connection) -> Result<(), VaultError>,
    ) -> Result<(), VaultError> {
        let mut done = write(&mut self.connection);
        if done == Err(VaultError::Full) {
            self.forget_log();
            done = write(&mut self.connection);
        }
        if done == Err(VaultError::Full) && reserve == Reserve::Spend {
            self.release_reserve()?;
            self.forget_log();
            done = write(&mut self.connection);
        }
        if done == Err(VaultError::Full) {
            // Half a change in the log would go on taking the room that is missing.
            self.forget_log();
        }
        done
    }

    /// Empties the write-ahead log, so that no copy of what was just removed is left there. It can fail (a full disk)
    /// without harm: the change itself is durable, and the log is emptied at the next occasion or when the store closes.
    pub(super) fn forget_log(&self) {
        let _: Result<i64, _> = self.connection.query_row(CHECKPOINT, [], |row| row.get(0));
    }

    fn open_locked(directory: Directory, random: Arc<dyn Randomness>) -> Result<Self, VaultError> {
        let mut connection = connection::open(&directory.database())?;
        if let Err(error) = schema::open(&mut connection) {
            // A file of an older release must open on a full disk as well, though its tables change then.
            if error != VaultError::Full {
                return Err(error);
            }
            directory.release_reserve()?;
            schema::open(&mut connection)?;
        }
        let (id, format): ([u8; 16], u32) = connection.query_row(
            "SELECT store_id, format FROM meta WHERE only = 1",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        if format != FORMAT {
            return Err(VaultError::NewerFormat);
        }
        directory.mark()?;
        // On a full disk the store must still open; a removal will make room.
        let _ = directory.restore_reserve(&*random);
        Ok(Self { connection, directory, id: StoreId::new(id), random })
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Store")
    }
}

/// A store that did not unlock, and why.
#[derive(Debug, thiserror::Error)]
#[error("the store did not unlock: {error}")]
pub struct Refused {
    /// The store, still locked and held.
    pub store: Store,
    /// Why.
    pub error: VaultError,
}

/// What may be given up for a write when the disk is full.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Reserve {
    /// Nothing: the write adds something, and can wait.
    Keep,
    /// The reserve: the write removes something or is a matter of access.
    Spend,
}

/// Builds a store's file under its temporary name and lets `fill` write slots, records and manifest.
/// [`Directory::finish_new`] then puts it in place.
pub(super) fn build(
    directory: &Directory,
    id: StoreId,
    fill: impl FnOnce(&Transaction<'_>) -> Result<(), VaultError>,
) -> Result<(), VaultError> {
    let built = directory.start_new().and_then(|path| fill_file(&path, id, fill));
    if built.is_err() {
        // Half a file would only keep a full disk full.
        directory.discard_new()?;
    }
    built
}

fn fill_file(
    path: &Path,
    id: StoreId,
    fill: impl FnOnce(&Transaction<'_>) -> Result<(), VaultError>,
) -> Result<(), VaultError> {
    let mut connection = connection::open(path)?;
    schema::create(&mut connection)?;
    let transaction = Transaction::new(&mut connection, TransactionBehavior::Immediate)?;
    transaction.execute(
        "INSERT INTO meta (only, store_id, format) VALUES (1, ?1, ?2)",
        params![id.as_bytes(), FORMAT],
    )?;
    fill(&transaction)?;
    transaction.commit()?;
    // Closing alone would hide a failure to write the log into the file.
    let busy: i64 = connection.query_row(CHECKPOINT, [], |row| row.get(0))?;
    connection.close().map_err(|(_, error)| error)?;
    if busy == 0 { Ok(()) } else { Err(VaultError::InUse) }
}

pub(super) fn put_slot(
    connection: &Connection,
    name: SlotName,
    body: &[u8],
) -> Result<(), VaultError> {
    if body.len() > MAX_SLOT_LENGTH {
        return Err(VaultError::TooLarge { limit: MAX_SLOT_LENGTH });
    }
    connection.execute(
        "INSERT OR REPLACE INTO slot (name, body) VALUES (?1, ?2)",
        params![name.as_str(), body],
    )?;
    Ok(())
}

/// The most bytes that one slot may hold.
pub const MAX_SLOT_LENGTH: usize = 4096;

/// Writes the log into the file, syncs it and cuts the log to nothing.
const CHECKPOINT: &str = "PRAGMA wal_checkpoint(TRUNCATE)";
/// Of seals and manifest.
const FORMAT: u32 = 1;
