//! The tables, column by column. A test compares this table with what the migrations really make.
//!
//! | column | type | what it holds |
//! | --- | --- | --- |
//! | `meta.only` | INTEGER | 1: there is one row |
//! | `meta.store_id` | BLOB | which store this is; part of every seal |
//! | `meta.format` | INTEGER | of seals and manifest: 1 |
//! | `slot.name` | TEXT | pin, pin_next, recovery, recovery_next |
//! | `slot.body` | BLOB | sealed by whoever wrote the slot; opaque here |
//! | `manifest.only` | INTEGER | 1: there is one row |
//! | `manifest.generation` | INTEGER | counts every change of the store, from 1 |
//! | `manifest.count` | INTEGER | how many records there are |
//! | `manifest.root` | BLOB | hash over name, owner, version and tag of every record |
//! | `manifest.log_head` | BLOB | hash of the newest entry of the history, or zeros |
//! | `manifest.mac` | BLOB | HMAC-SHA-256 over all other columns |
//! | `manifest.log_first` | INTEGER | number of the oldest entry of the history |
//! | `manifest.log_last` | INTEGER | number of the newest entry; 0 before there is one |
//! | `record.row` | INTEGER | joins record and body; says nothing |
//! | `record.id` | BLOB | which record of its kind; random |
//! | `record.kind` | INTEGER | what sort of record; 0 is the data key of the owner named by id |
//! | `record.owner` | BLOB | whose data key seals the body; zeros for the store's own |
//! | `record.version` | INTEGER | the generation that wrote the record |
//! | `record.tag` | BLOB | of the seal over the body |
//! | `body.row` | INTEGER | joins record and body |
//! | `body.body` | BLOB | format, suite, epoch, nonce, ciphertext |
//! | `history.number` | INTEGER | counts entries, from 1 |
//! | `history.previous` | BLOB | hash of the entry before |
//! | `history.tag` | BLOB | of the seal over the body |
//! | `history.body` | BLOB | format, suite, epoch, nonce, ciphertext |
//!
//! Records lie in two tables. `record` is small and read whole at unlock; `body` is read one row at a time. In one table
//! each unlock would walk the pages of every document, and one bad page would hide the names of its neighbours. The tag
//! stands in `record`, before and apart from the body, since SQLite reaches a column behind a body only by walking all
//! pages of the body.

use rusqlite::{Connection, Transaction, TransactionBehavior};
use sha2::{Digest as _, Sha256};

use super::error::VaultError;

/// Makes the tables of a new file.
pub(super) fn create(connection: &mut Connection) -> Result<(), VaultError> {
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    migrate_from(connection, 0)
}

/// Checks that the file is ours and has exactly our tables, and brings an older one up to date.
pub(super) fn open(connection: &mut Connection) -> Result<(), VaultError> {
    let application: i32 =
        connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let version: usize = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if application != APPLICATION_ID || version == 0 {
        return Err(VaultError::Corrupt);
    }
    let Some(expected) = FINGERPRINTS.get(version - 1) else { return Err(VaultError::NewerFormat) };
    if fingerprint(connection)? != *expected {
        return Err(VaultError::Corrupt);
    }
    migrate_from(connection, version)
}

/// Applies the migrations after `version`, in one transaction: a file has all of them or is as it was.
fn migrate_from(connection: &mut Connection, version: usize) -> Result<(), VaultError> {
    if version == MIGRATIONS.len() {
        return Ok(());
    }
    let transaction = Transaction::new(connection, TransactionBehavior::Immediate)?;
    for migration in MIGRATIONS.iter().skip(version) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "user_version", MIGRATIONS.len())?;
    Ok(transaction.commit()?)
}

/// A hash over everything that the file defines: tables and nothing else, word for word.
fn fingerprint(connection: &Connection) -> Result<[u8; 32], VaultError> {
    let mut statement =
        connection.prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name")?;
    let mut rows = statement.query([])?;
    let mut hash = Sha256::new();
    while let Some(row) = rows.next()? {
        for column in 0..4 {
            let text: String = row.get::<_, Option<String>>(column)?.unwrap_or_default();
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text);
        }
    }
    Ok(hash.finalize().into())
}

/// Never edited, only added to.
const MIGRATIONS: [&str; 2] =
    [include_str!("migrations/0001_store.sql"), include_str!("migrations/0002_history.sql")];

/// What [`fingerprint`] says after each migration.
const FINGERPRINTS: [[u8; 32]; 2] = [
    [
        216, 46, 250, 12, 220, 127, 118, 68, 134, 83, 240, 53, 49, 127, 51, 186, 5, 176, 66, 238,
        170, 173, 58, 94, 66, 193, 221, 122, 221, 246, 222, 158,
    ],
    [
        24, 116, 22, 47, 120, 101, 222, 92, 13, 49, 29, 195, 70, 223, 101, 116, 37, 199, 154, 8,
        27, 146, 7, 177, 4, 69, 225, 26, 75, 85, 153, 231,
    ],
];

/// "VGT1", so that tools tell the file from any other database.
const APPLICATION_ID: i32 = 0x5647_5431;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_columns_are_those_that_the_migrations_make() {
        let connection = migrated();
        let mut made = Vec::new();
        let mut tables =
            connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").unwrap();
        let tables = tables.query_map([], |row| row.get::<_, String>(0)).unwrap();
        for table in tables.map(Result::unwrap) {
            let mut columns =
                connection.prepare("SELECT name, type FROM pragma_table_info(?1)").unwrap();
            let columns = columns
                .query_map([&table], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))
                .unwrap();
            made.extend(
                columns
                    .map(Result::unwrap)
                    .map(|(name, kind)| format!("`{table}.{name}` | {kind}")),
            );
        }
        let documented: Vec<_> = include_str!("schema.rs")
            .lines()
            .filter_map(|line| line.strip_prefix("//! | `"))
            .map(|line| format!("`{}", line.rsplit_once(" | ").unwrap().0))
            .collect();
        assert_eq!(documented, made);
    }

    #[test]
    fn the_newest_fingerprint_is_that_of_the_migrated_schema() {
        assert_eq!(MIGRATIONS.len(), FINGERPRINTS.len());
        assert_eq!(Some(&fingerprint(&migrated()).unwrap()), FINGERPRINTS.last());
    }

    fn migrated() -> Connection {
        let mut connection = Connection::open_in_memory().unwrap();
        create(&mut connection).unwrap();
        connection
    }
}
