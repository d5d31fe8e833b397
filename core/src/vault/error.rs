//! What can go wrong in the vault, and who is to blame. No variant carries content; ids are random and say nothing.

use std::io;

use rusqlite::ErrorCode;

use super::name::RecordName;
use crate::platform::RandomnessError;

/// Why the vault did not do it. Unless a variant says otherwise, nothing was changed.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum VaultError {
    /// There has never been a store in this directory.
    #[error("there is no store here")]
    Absent,
    /// There was a store, and its file is gone. Never treated as "new".
    #[error("the store's file is missing")]
    Incomplete,
    /// A store can't be created where one is, or was.
    #[error("there is a store already")]
    AlreadyExists,
    /// Another process (or another handle of this one) has the store open.
    #[error("the store is open elsewhere")]
    InUse,
    /// A newer release wrote this file; this one would damage it.
    #[error("the store was written by a newer release")]
    NewerFormat,
    /// The file is not a store, or its structure is broken: bad storage, or an edit.
    #[error("the store's file is damaged")]
    Corrupt,
    /// The device has no space left.
    #[error("the device is full")]
    Full,
    /// The operating system failed to read or write.
    #[error("the device's storage failed")]
    Io,
    /// The operating system gave no random bytes.
    #[error("no random bytes")]
    NoRandomness,
    /// Nothing in the store answers to this root key: it is another store's key, or every record was overwritten.
    #[error("nothing in the store answers to this key")]
    KeyMismatch,
    /// The vault is not [`Integrity::Sound`](super::Integrity::Sound), so it can only be read until
    /// [`Vault::accept_as_is`](super::Vault::accept_as_is).
    #[error("the store is read-only since its integrity is broken")]
    ReadOnly,
    /// There is no such record.
    #[error("there is no such record")]
    NotFound(RecordName),
    /// This record was altered or is damaged. The others still open.
    #[error("the record is damaged")]
    Unreadable(RecordName),
    /// The record exists and belongs to another owner; a record never changes hands.
    #[error("the record belongs to another owner")]
    WrongOwner(RecordName),
    /// The caller used a kind or an owner that the vault keeps for itself.
    #[error("the name is reserved")]
    Reserved(RecordName),
    /// One record or slot is larger than the vault takes.
    #[error("the record is larger than {limit} bytes")]
    TooLarge {
        /// The most bytes allowed.
        limit: usize,
    },
    /// More records, or more changes at once, than the vault takes.
    #[error("more than {limit}")]
    TooMany {
        /// The most allowed.
        limit: usize,
    },
}

impl From<RandomnessError> for VaultError {
    fn from(_: RandomnessError) -> Self {
        Self::NoRandomness
    }
}

impl From<io::Error> for VaultError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Io,
        }
    }
}

impl From<rusqlite::Error> for VaultError {
    /// Everything the vault asks of SQLite is fixed at compile time, so an answer that is not about the disk, memory or
    /// a lock means that the file's contents are nonsense.
    fn from(error: rusqlite::Error) -> Self {
        let rusqlite::Error::SqliteFailure(failure, _) = error else { return Self::Corrupt };
        match failure.code {
            ErrorCode::DiskFull => Self::Full,
            ErrorCode::DatabaseBusy
            | ErrorCode::DatabaseLocked
            | ErrorCode::FileLockingProtocolFailed => Self::InUse,
            ErrorCode::SystemIoFailure if is_short_file(failure.extended_code) => Self::Corrupt,
            ErrorCode::SystemIoFailure
            | ErrorCode::OutOfMemory
            | ErrorCode::CannotOpen
            | ErrorCode::ReadOnly
            | ErrorCode::PermissionDenied
            | ErrorCode::NoLargeFileSupport => Self::Io,
            _ => Self::Corrupt,
        }
    }
}

/// I/O codes that mean "the file is shorter than it says" or "the file system found it damaged".
fn is_short_file(extended_code: i32) -> bool {
    matches!(
        extended_code,
        rusqlite::ffi::SQLITE_IOERR_SHORT_READ
            | rusqlite::ffi::SQLITE_IOERR_CORRUPTFS
            | rusqlite::ffi::SQLITE_IOERR_DATA
    )
}
