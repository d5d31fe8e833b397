//! Opening SQLite: one connection, every setting with its reason, everything unneeded off.
//!
//! The file may come from a stranger's hands. So what SQLite would run on behalf of a file (triggers, views, functions in
//! a schema) is off, its limits are as low as our own statements allow, and [`schema`](super::schema) accepts no table
//! but ours.

use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};

use super::error::VaultError;
use super::seal::MAX_BODY_LENGTH;

/// Opens an existing file and applies every setting. Never makes one.
pub(super) fn open(path: &Path) -> Result<Connection, VaultError> {
    // Neither CREATE (a missing file is never a new one) nor URI (a path is a path). NO_MUTEX: the connection has one
    // owner and Rust sees to it.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    configure(&connection)?;
    Ok(connection)
}

/// Applies every setting to a new connection.
pub(super) fn configure(connection: &Connection) -> Result<(), VaultError> {
    for (limit, value) in LIMITS {
        connection.set_limit(limit, value)?;
    }
    for (switch, value) in SWITCHES {
        connection.set_db_config(switch, value == Switch::On)?;
    }
    for (pragma, value, _) in PRAGMAS {
        connection.pragma_update(None, pragma, value)?;
    }
    Ok(())
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum Switch {
    On,
    Off,
}

/// Every setting and why.
pub(super) const PRAGMAS: [(&str, &str, &str); 14] = [
    ("page_size", "4096", "the block of phones' storage; only takes effect in a new file"),
    (
        "locking_mode",
        "EXCLUSIVE",
        "nobody else may write, and the log's index stays in our memory: no shared file",
    ),
    ("journal_mode", "WAL", "one sync per commit, and a torn commit is never half there"),
    ("synchronous", "FULL", "a commit is on the disk before it is acknowledged"),
    ("fullfsync", "ON", "Apple: fsync alone does not reach the disk"),
    ("checkpoint_fullfsync", "ON", "the same for checkpoints"),
    ("secure_delete", "ON", "what is removed is overwritten in the file"),
    ("foreign_keys", "OFF", "there are none; rows are bound by the seal and the manifest"),
    ("trusted_schema", "OFF", "a schema from outside may call nothing"),
    ("cell_size_check", "ON", "broken pages are found before they are used"),
    ("mmap_size", "0", "a file cut short under us is an error, not a signal"),
    ("temp_store", "MEMORY", "no temporary files"),
    (
        "wal_autocheckpoint",
        "128",
        "pages: the log stays below the reserve, so that a full disk never keeps it from being emptied",
    ),
    ("journal_size_limit", "1048576", "a large import does not leave a large log behind"),
];

/// What our statements need at most. A body is the largest value; statements are short and have at most six values.
const LIMITS: [(Limit, i32); 10] = [
    (Limit::SQLITE_LIMIT_LENGTH, MAX_VALUE_LENGTH),
    (Limit::SQLITE_LIMIT_SQL_LENGTH, 4096),
    (Limit::SQLITE_LIMIT_COLUMN, 16),
    (Limit::SQLITE_LIMIT_EXPR_DEPTH, 16),
    (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 2),
    (Limit::SQLITE_LIMIT_ATTACHED, 0),
    (Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 16),
    (Limit::SQLITE_LIMIT_VARIABLE_NUMBER, 16),
    (Limit::SQLITE_LIMIT_TRIGGER_DEPTH, 1),
    (Limit::SQLITE_LIMIT_WORKER_THREADS, 0),
];

/// [`MAX_BODY_LENGTH`] and some room for the row around it.
const MAX_VALUE_LENGTH: i32 = (4 << 20) + (16 << 10);
const _: () = assert!(MAX_BODY_LENGTH + 4096 < MAX_VALUE_LENGTH.unsigned_abs() as usize);

const SWITCHES: [(DbConfig, Switch); 8] = [
    (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, Switch::On),
    (DbConfig::SQLITE_DBCONFIG_WRITABLE_SCHEMA, Switch::Off),
    (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, Switch::Off),
    (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, Switch::Off),
    (DbConfig::SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, Switch::Off),
    (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, Switch::Off),
    (DbConfig::SQLITE_DBCONFIG_DQS_DDL, Switch::Off),
    (DbConfig::SQLITE_DBCONFIG_DQS_DML, Switch::Off),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_takes_effect() {
        let connection = opened();
        for (pragma, value, _) in PRAGMAS {
            let now: String = connection
                .query_row(&format!("PRAGMA {pragma}"), [], |row| row.get_ref(0).map(in_words))
                .unwrap();
            let expected = match value {
                "ON" => "1",
                "OFF" => "0",
                "FULL" | "MEMORY" => "2",
                other => other,
            };
            assert_eq!(now.to_uppercase(), expected, "{pragma}");
        }
        for (limit, value) in LIMITS {
            assert_eq!(connection.limit(limit).unwrap(), value);
        }
        for (switch, value) in SWITCHES {
            assert_eq!(connection.db_config(switch).unwrap(), value == Switch::On, "{switch:?}");
        }
    }

    #[test]
    fn what_the_wallet_does_not_use_is_not_there() {
        let connection = opened();
        for sql in [
            "SELECT load_extension('x')",
            "SELECT json('[]')",
            "SELECT soundex('x')",
            "CREATE VIRTUAL TABLE x USING fts3(y)",
            "CREATE VIRTUAL TABLE x USING fts5(y)",
            "CREATE VIRTUAL TABLE x USING rtree(a, b, c)",
            "SELECT * FROM dbstat",
            "SELECT \"text in the wrong quotes\"",
            "ATTACH ':memory:' AS other",
            "UPDATE sqlite_schema SET sql = ''",
        ] {
            assert!(connection.execute_batch(sql).is_err(), "{sql}");
        }
    }

    #[test]
    fn a_file_that_is_not_there_is_not_made() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("wallet.db");
        assert_eq!(open(&path).unwrap_err(), VaultError::Io);
        assert!(!path.exists());
    }

    fn opened() -> Connection {
        let file = tempfile::NamedTempFile::new().unwrap();
        open(file.path()).unwrap()
    }

    fn in_words(value: rusqlite::types::ValueRef<'_>) -> String {
        match value {
            rusqlite::types::ValueRef::Integer(number) => number.to_string(),
            value => value.as_str().unwrap().to_owned(),
        }
    }
}
