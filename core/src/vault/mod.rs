//! Where records lie: one SQLite file whose every row is sealed, counted and vouched for.
//!
//! The vault knows nothing of what records mean. It promises:
//! - Without the root key the file says how many records there are, their kinds by number, which belong to one owner, how
//!   large they are (padded) and which were written together; nothing of what they say (`seal.rs`).
//! - A row that was altered, exchanged, removed, added or replaced by an older version is noticed at unlock or, for a
//!   body, when it is read (`integrity.rs`); so is a whole older file, when the caller brings the generation that the
//!   hardware anchor remembers. The vault then opens read-only and never repairs on its own.
//! - What [`Vault::write`] acknowledged is on the disk; a change is there wholly or not at all.
//! - Its history only grows at the new end and shrinks at the old; what else happened to it, it shows (`history`).
//! - An owner that is removed takes its data key along: copies of its records elsewhere can't be opened again.
//! - A file from a stranger's hands costs bounded memory and never a panic (`connection.rs`, `schema.rs`, `contents.rs`).
//!
//! [`Store`] is the vault locked, with the key slots readable; [`Vault`] is it unlocked. One process at a time.

mod accept;
mod connection;
mod contents;
mod error;
mod files;
mod history;
mod index;
mod integrity;
mod keys;
mod manifest;
mod name;
mod open_vault;
mod schema;
mod seal;
mod store;
mod write;

pub use accept::Accepted;
pub use contents::MAX_RECORDS;
pub use error::VaultError;
pub use files::{Presence, erase, presence};
pub use history::{
    HistoryBreak, HistoryEntry, HistoryPage, HistoryState, MAX_HISTORY, MAX_HISTORY_ENTRY_LENGTH,
    MAX_HISTORY_PAGE,
};
pub use integrity::Integrity;
pub use name::{Owner, RecordId, RecordKind, RecordName, SlotName, StoreId};
pub use open_vault::Vault;
pub use seal::{MAX_RECORD_LENGTH, Plaintext};
pub use store::{MAX_SLOT_LENGTH, Refused, Store};
pub use write::{Changes, MAX_CHANGES};
