//! The store's directory: which files there are, whose process may use them, and the space kept in reserve.
//!
//! | file | what |
//! | --- | --- |
//! | `wallet.db`, `-wal` | SQLite and its write-ahead log |
//! | `wallet.lock` | locked by the one process that has the store open; holds a line once creation was complete |
//! | `reserve` | 1 MiB that is given up when the disk is full, so that a removal or a new lock state still fits |
//! | `wallet.db.new` | a store that is being made; worth nothing |
//!
//! The line in `wallet.lock` tells a store that lost its file from a directory where none was ever finished.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::error::VaultError;
use crate::platform::Randomness;

/// What lies in a directory.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Presence {
    /// There has never been a finished store.
    Absent,
    /// The store's file is there. Whether it is sound, only opening tells.
    Present,
    /// There was a store and its file is gone.
    Incomplete,
}

/// Looks without opening, locking or changing anything.
///
/// # Errors
/// [`VaultError::Io`].
pub fn presence(directory: &Path) -> Result<Presence, VaultError> {
    if exists(&directory.join(DATABASE))? {
        return Ok(Presence::Present);
    }
    let marked = match fs::metadata(directory.join(LOCK)) {
        Ok(metadata) => metadata.len() > 0,
        Err(error) if is_missing(&error) => false,
        Err(error) => return Err(error.into()),
    };
    if marked || exists(&directory.join(LOG))? || exists(&directory.join(RESERVE))? {
        Ok(Presence::Incomplete)
    } else {
        Ok(Presence::Absent)
    }
}

/// Deletes every file of the store, whatever state it is in. Once done, [`presence`] says [`Presence::Absent`]; cut
/// short, it says [`Presence::Incomplete`] and can be called again.
///
/// Storage may keep old blocks: what makes the content unreadable is that the keys are gone.
///
/// # Errors
/// [`VaultError::InUse`] while a process has the store open, [`VaultError::Io`].
pub fn erase(directory: &Path) -> Result<(), VaultError> {
    if presence(directory)? == Presence::Absent && !exists(&directory.join(LOCK))? {
        return Ok(());
    }
    Directory::lock(directory)?.erase()
}

/// The directory, held by this process until dropped.
pub(super) struct Directory {
    path: PathBuf,
    lock: File,
}

impl Directory {
    /// Takes the lock, making the directory and the lock file if need be.
    pub(super) fn lock(path: &Path) -> Result<Self, VaultError> {
        make_directory(path)?;
        let lock = private().read(true).create(true).truncate(false).open(path.join(LOCK))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { path: path.to_owned(), lock }),
            Err(TryLockError::WouldBlock) => Err(VaultError::InUse),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    pub(super) fn presence(&self) -> Result<Presence, VaultError> {
        presence(&self.path)
    }

    pub(super) fn database(&self) -> PathBuf {
        self.path.join(DATABASE)
    }

    /// An empty, private file for a store in the making; what an earlier attempt left is removed.
    pub(super) fn start_new(&self) -> Result<PathBuf, VaultError> {
        self.discard_new()?;
        let path = self.path.join(NEW);
        private().create_new(true).open(&path)?;
        Ok(path)
    }

    /// Removes what [`Self::start_new`] started.
    pub(super) fn discard_new(&self) -> Result<(), VaultError> {
        for name in [NEW_LOG, NEW_SHARED, NEW] {
            remove(&self.path.join(name))?;
        }
        Ok(())
    }

    /// Puts the finished new file, which nobody may have open, in the place of the store's, durably.
    pub(super) fn finish_new(&self) -> Result<(), VaultError> {
        let new = self.path.join(NEW);
        File::open(&new)?.sync_all()?;
        // A log that outlives its file would be applied to the new one.
        for name in [LOG, SHARED] {
            remove(&self.path.join(name))?;
        }
        fs::rename(new, self.database())?;
        self.sync()
    }

    /// Notes that there is a store here, for the day its file is missing.
    pub(super) fn mark(&self) -> Result<(), VaultError> {
        if self.lock.metadata()?.len() > 0 {
            return Ok(());
        }
        (&self.lock).write_all(MARK)?;
        self.lock.sync_all()?;
        self.sync()
    }

    /// Gives up the reserve.
    pub(super) fn release_reserve(&self) -> Result<(), VaultError> {
        Ok(remove(&self.path.join(RESERVE))?)
    }

    /// Fills the reserve if it is missing or short. Random bytes, since some file systems store zeros in no space.
    pub(super) fn restore_reserve(&self, random: &dyn Randomness) -> Result<(), VaultError> {
        let path = self.path.join(RESERVE);
        if fs::metadata(&path).is_ok_and(|metadata| metadata.len() >= RESERVE_LENGTH) {
            return Ok(());
        }
        let filled = self.fill_reserve(&path, random);
        if filled.is_err() {
            remove(&path)?;
        }
        filled
    }

    pub(super) fn erase(self) -> Result<(), VaultError> {
        for name in [DATABASE, LOG, SHARED, NEW, NEW_LOG, NEW_SHARED, RESERVE] {
            remove(&self.path.join(name))?;
        }
        self.sync()?;
        // The mark goes last, so that an erasure cut short is not taken for a store that never was.
        self.lock.set_len(0)?;
        remove(&self.path.join(LOCK))?;
        self.sync()
    }

    fn fill_reserve(&self, path: &Path, random: &dyn Randomness) -> Result<(), VaultError> {
        let mut file = private().create(true).truncate(true).open(path)?;
        let mut block = [0; RESERVE_BLOCK];
        for _ in 0..RESERVE_LENGTH / RESERVE_BLOCK as u64 {
            random.fill(&mut block)?;
            file.write_all(&block)?;
        }
        file.sync_all()?;
        self.sync()
    }

    /// Makes new and removed names durable. Only Unix can open a directory for that.
    fn sync(&self) -> Result<(), VaultError> {
        if cfg!(unix) {
            File::open(&self.path)?.sync_all()?;
        }
        Ok(())
    }
}

impl Drop for Directory {
    /// Unlocks by word: closing alone would leave the lock with a child process that was started a moment ago and still
    /// has a copy of the handle.
    fn drop(&mut self) {
        let _ = self.lock.unlock();
    }
}

/// Options for a file that only this user can read and write.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

fn make_directory(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

fn exists(path: &Path) -> io::Result<bool> {
    match fs::symlink_metadata(path) {
        Ok(_) => Ok(true),
        Err(error) if is_missing(&error) => Ok(false),
        Err(error) => Err(error),
    }
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if !is_missing(&error) => Err(error),
        _ => Ok(()),
    }
}

fn is_missing(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::NotFound
}

const DATABASE: &str = "wallet.db";
const LOG: &str = "wallet.db-wal";
const SHARED: &str = "wallet.db-shm";
const LOCK: &str = "wallet.lock";
const RESERVE: &str = "reserve";
const NEW: &str = "wallet.db.new";
const NEW_LOG: &str = "wallet.db.new-wal";
const NEW_SHARED: &str = "wallet.db.new-shm";

const MARK: &[u8] = b"A wallet was created here.\n";
const RESERVE_LENGTH: u64 = 1 << 20;
const RESERVE_BLOCK: usize = 1 << 12;
