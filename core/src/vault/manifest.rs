//! The manifest: one row that says, under a MAC, what the store consists of and how often it was changed.
//!
//! It is rewritten in the transaction of every change. The MAC is HMAC-SHA-256 under a key of its own over
//! `"WLT1 manifest" ‖ store id ‖ generation u64 ‖ count u64 ‖ root ‖ log head ‖ log first u64 ‖ log last u64`. The last
//! two are left out before the first entry of the history, as in files from before there was one.

use hmac::{Hmac, Mac as _};
use rusqlite::{Connection, OptionalExtension as _, params};
use sha2::Sha256;

use super::error::VaultError;
use super::history::Ends;
use super::keys::authenticate;
use super::name::StoreId;
use crate::secret::SecretBytes;

/// What the manifest row says.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Manifest {
    /// Counts every change of the store, from 1.
    pub(super) generation: u64,
    /// How many records there are, data keys among them.
    pub(super) count: u64,
    /// [`Index::root`](super::index::Index::root).
    pub(super) root: [u8; 32],
    /// The numbers and the newest hash of the history.
    pub(super) history: Ends,
}

impl Manifest {
    /// The manifest row, if its MAC holds.
    pub(super) fn load(
        connection: &Connection,
        store: StoreId,
        key: &SecretBytes<32>,
    ) -> Result<Option<Self>, VaultError> {
        let row = connection
            .query_row(SELECT, [], |row| {
                let manifest = Self {
                    generation: row.get(0)?,
                    count: row.get(1)?,
                    root: row.get(2)?,
                    history: Ends { head: row.get(3)?, first: row.get(4)?, last: row.get(5)? },
                };
                Ok((manifest, row.get::<_, [u8; 32]>(6)?))
            })
            .optional();
        match row {
            Ok(row) => Ok(row.and_then(|(manifest, mac)| {
                let sound = manifest.mac(store, key).verify_slice(&mac).is_ok();
                sound.then_some(manifest)
            })),
            // A damaged page, or a value of another type or length, is no manifest; a failing disk is an error.
            Err(error) => match VaultError::from(error) {
                VaultError::Corrupt => Ok(None),
                error => Err(error),
            },
        }
    }

    /// Puts this manifest in the place of the old one.
    pub(super) fn store(
        &self,
        connection: &Connection,
        store: StoreId,
        key: &SecretBytes<32>,
    ) -> Result<(), VaultError> {
        let mac = self.mac(store, key).finalize().into_bytes();
        let changed = connection.execute(
            REPLACE,
            params![
                self.generation,
                self.count,
                self.root,
                self.history.head,
                self.history.first,
                self.history.last,
                mac.as_slice()
            ],
        )?;
        if changed == 1 { Ok(()) } else { Err(VaultError::Corrupt) }
    }

    fn mac(&self, store: StoreId, key: &SecretBytes<32>) -> Hmac<Sha256> {
        let Ends { first, last, head } = self.history;
        let ends = [first.to_be_bytes(), last.to_be_bytes()].concat();
        let is_untouched = (first, last) == (Ends::NONE.first, Ends::NONE.last);
        authenticate(
            key,
            &[
                b"WLT1 manifest",
                store.as_bytes(),
                &self.generation.to_be_bytes(),
                &self.count.to_be_bytes(),
                &self.root,
                &head,
                if is_untouched { &[] } else { &ends },
            ],
        )
    }
}

const SELECT: &str = "SELECT generation, count, root, log_head, log_first, log_last, mac \
                      FROM manifest WHERE only = 1";
const REPLACE: &str = "INSERT OR REPLACE INTO manifest \
                       (only, generation, count, root, log_head, log_first, log_last, mac) \
                       VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7)";
