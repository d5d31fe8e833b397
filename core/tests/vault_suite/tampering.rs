//! Somebody edits the file with SQLite at hand: everything is noticed or named, and nothing wrong is ever read.

use rusqlite::Connection;
use vigiayto_core::vault::{Integrity, VaultError};

use crate::common::{History, Outcome, meddler, spread};

#[test]
fn a_store_that_nobody_touched_is_sound() {
    let history = History::new();
    let home = history.restored(history.newest());
    assert_eq!(history.examine(home.path()), Outcome::Unnoticed);
}

#[test]
fn every_deleted_row_is_noticed() {
    let history = History::new();
    for row in rows(&history) {
        for sql in [
            format!("DELETE FROM record WHERE row = {row}"),
            format!("DELETE FROM body WHERE row = {row}"),
            format!("DELETE FROM record WHERE row = {row}; DELETE FROM body WHERE row = {row}"),
        ] {
            expect_noticed(&history, &sql);
        }
    }
    for table in ["meta", "manifest", "record", "body"] {
        expect_noticed(&history, &format!("DELETE FROM {table}"));
    }
}

#[test]
fn every_pair_of_rows_that_changed_places_is_noticed_or_named() {
    let history = History::new();
    let rows = rows(&history);
    for (at, a) in rows.iter().enumerate() {
        for b in &rows[at + 1..] {
            for (table, column) in COLUMNS.into_iter().chain([("body", "body")]) {
                let value = |row| format!("(SELECT {column} FROM {table} WHERE row = {row})");
                let (of_a, of_b) = (value(a), value(b));
                // One statement sees the values before it changed any.
                let sql = format!(
                    "UPDATE {table} SET {column} = CASE row WHEN {a} THEN {of_b} ELSE {of_a} END \
                     WHERE row IN ({a}, {b})"
                );
                expect_caught_if_changed(&history, &sql);
            }
            for table in ["record", "body"] {
                expect_caught(
                    &history,
                    &format!(
                        "UPDATE {table} SET row = -1 WHERE row = {a}; \
                         UPDATE {table} SET row = {a} WHERE row = {b}; \
                         UPDATE {table} SET row = {b} WHERE row = -1"
                    ),
                );
            }
        }
    }
}

#[test]
fn every_record_that_was_put_back_to_an_older_version_is_noticed_or_named() {
    let history = History::new();
    let mut attacks = 0;
    for generation in 1..history.newest() {
        let old = history.file(generation);
        let old = old.display();
        for row in rows(&history) {
            for tables in [&["record"][..], &["body"], &["record", "body"]] {
                let sql: String = tables
                    .iter()
                    .map(|table| {
                        format!("INSERT OR REPLACE INTO {table} SELECT * FROM old.{table} WHERE row = {row};")
                    })
                    .collect();
                attacks +=
                    expect_caught_if_changed(&history, &format!("ATTACH '{old}' AS old; {sql}"));
            }
        }
        let sql = format!(
            "ATTACH '{old}' AS old; INSERT OR REPLACE INTO manifest SELECT * FROM old.manifest"
        );
        expect_noticed(&history, &sql);
        // The records of an older state with the newest manifest.
        let sql = format!(
            "ATTACH '{old}' AS old; DELETE FROM record; DELETE FROM body; \
             INSERT INTO record SELECT * FROM old.record; INSERT INTO body SELECT * FROM old.body"
        );
        expect_noticed(&history, &sql);
    }
    assert!(attacks > 50);
}

#[test]
fn every_changed_byte_of_every_column_is_noticed_or_named() {
    let history = History::new();
    let columns = COLUMNS
        .into_iter()
        .map(|(table, column)| (table, column, usize::MAX))
        // In a body every byte of the header and of the first block, then one in 97.
        .chain([("body", "body", 97)])
        .chain(
            ["generation", "count", "root", "log_head", "log_first", "log_last", "mac"]
                .map(|c| ("manifest", c, usize::MAX)),
        )
        .chain(["store_id", "format"].map(|column| ("meta", column, usize::MAX)));
    let mut attacks = 0;
    for (table, column, stride) in columns {
        let key = if matches!(table, "record" | "body") { "row" } else { "only" };
        let home = history.restored(history.newest());
        let keys: Vec<i64> =
            column_of(&meddler(home.path()), &format!("SELECT {key} FROM {table}"));
        for number in keys {
            let cell = format!("FROM {table} WHERE {key} = {number}");
            let kind: String =
                one(&meddler(home.path()), &format!("SELECT typeof({column}) {cell}"));
            let edits: Vec<String> = if kind == "integer" {
                (0..63)
                    .map(|bit| format!("({column} | (1 << {bit})) - ({column} & (1 << {bit}))"))
                    .collect()
            } else {
                let hex: String =
                    one(&meddler(home.path()), &format!("SELECT hex({column}) {cell}"));
                flips(&hex, stride).map(|hex| format!("x'{hex}'")).collect()
            };
            for edit in edits {
                let sql = format!("UPDATE {table} SET {column} = {edit} WHERE {key} = {number}");
                expect_caught(&history, &sql);
                attacks += 1;
            }
        }
    }
    assert!(attacks > 2000, "{attacks}");
}

#[test]
fn every_kind_of_added_row_is_noticed() {
    let history = History::new();
    for row in rows(&history) {
        for sql in [
            format!(
                "INSERT INTO record SELECT 1000, id, kind, owner, version, tag FROM record WHERE row = {row}"
            ),
            format!(
                "INSERT INTO record SELECT 1000, id, kind + 1, owner, version, tag FROM record WHERE row = {row}"
            ),
            format!("INSERT INTO body SELECT 1000, body FROM body WHERE row = {row}"),
            format!(
                "INSERT INTO record SELECT 1000, id, kind, owner, version, tag FROM record WHERE row = {row}; \
                 INSERT INTO body SELECT 1000, body FROM body WHERE row = {row}"
            ),
        ] {
            expect_noticed(&history, &sql);
        }
    }
    for sql in [
        "INSERT INTO record VALUES (1000, x'', 1, x'', 1, x'')",
        "INSERT INTO record VALUES (1000, zeroblob(16), -1, zeroblob(16), 1, zeroblob(16))",
        "INSERT INTO record VALUES (-5, zeroblob(16), 1, zeroblob(16), 1, zeroblob(16))",
        "INSERT INTO body VALUES (0, zeroblob(100))",
        "INSERT INTO body VALUES (9223372036854775807, x'')",
    ] {
        expect_noticed(&history, sql);
    }
}

#[test]
fn a_file_that_defines_anything_else_than_our_tables_is_refused() {
    let history = History::new();
    for sql in [
        "CREATE TABLE more (a)",
        "CREATE INDEX more ON record (id)",
        "CREATE VIEW more AS SELECT * FROM record",
        "CREATE TRIGGER more AFTER UPDATE ON manifest BEGIN DELETE FROM record; END",
        "ALTER TABLE record ADD COLUMN more BLOB",
        "ALTER TABLE record RENAME COLUMN tag TO label",
        "DROP TABLE slot",
        "PRAGMA user_version = 0",
        "PRAGMA application_id = 1",
        "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'body'",
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'nonsense'",
    ] {
        assert_eq!(edited(&history, sql), Outcome::Refused(VaultError::Corrupt), "{sql}");
    }
    for sql in ["PRAGMA user_version = 3", "UPDATE meta SET format = 2"] {
        assert_eq!(edited(&history, sql), Outcome::Refused(VaultError::NewerFormat), "{sql}");
    }
}

#[test]
fn a_tampered_vault_names_what_it_lost_and_opens_the_rest() {
    let history = History::new();
    let bad: i64 = one(
        &meddler(history.restored(history.newest()).path()),
        "SELECT row FROM record WHERE kind = 1 AND id = x'01010101010101010101010101010101'",
    );
    let outcome =
        edited(&history, &format!("UPDATE record SET version = version + 1 WHERE row = {bad}"));
    let Outcome::Noticed(Integrity::Tampered { unreadable, nameless: 0 }) = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(
        format!("{unreadable:?}"),
        "[RecordName { id: 01010101010101010101010101010101, kind: RecordKind(1) }]"
    );
}

/// The edit must make the store refuse to open or say that it was tampered with.
fn expect_noticed(history: &History, sql: &str) {
    let outcome = edited(history, sql);
    assert!(matches!(outcome, Outcome::Refused(_) | Outcome::Noticed(_)), "{sql}: {outcome:?}");
}

/// As [`expect_noticed`], or reading must name a record.
fn expect_caught(history: &History, sql: &str) {
    let outcome = edited(history, sql);
    assert_ne!(outcome, Outcome::Unnoticed, "{sql}");
}

/// As [`expect_caught`], for an edit that may leave everything as it was. Says 1 if it did not.
fn expect_caught_if_changed(history: &History, sql: &str) -> u32 {
    let home = history.restored(history.newest());
    let connection = meddler(home.path());
    let before = content(&connection);
    connection.execute_batch(sql).unwrap();
    let changed = content(&connection) != before;
    drop(connection);
    if changed {
        assert_ne!(history.examine(home.path()), Outcome::Unnoticed, "{sql}");
    }
    changed.into()
}

fn edited(history: &History, sql: &str) -> Outcome {
    let home = history.restored(history.newest());
    meddler(home.path()).execute_batch(sql).unwrap();
    history.examine(home.path())
}

fn rows(history: &History) -> Vec<i64> {
    let home = history.restored(history.newest());
    let rows = column_of(&meddler(home.path()), "SELECT row FROM record ORDER BY row");
    assert_eq!(rows.len(), 9);
    rows
}

/// Everything in the tables of records, as one text.
fn content(connection: &Connection) -> Vec<String> {
    column_of(
        connection,
        "SELECT format('%d %s %d %s %d %s', row, hex(id), kind, hex(owner), version, hex(tag)) FROM record \
         UNION ALL SELECT format('%d %s', row, hex(body)) FROM body",
    )
}

fn column_of<T: rusqlite::types::FromSql>(connection: &Connection, sql: &str) -> Vec<T> {
    let mut statement = connection.prepare(sql).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

fn one<T: rusqlite::types::FromSql>(connection: &Connection, sql: &str) -> T {
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// The bytes with one bit changed, for every byte of the first 64 and then for one in `stride`.
fn flips(hex: &str, stride: usize) -> impl Iterator<Item = String> {
    let bytes: Vec<u8> = (0..hex.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
        .collect();
    let places = (0..bytes.len()).filter(move |at| *at < 64 || at % stride == 0);
    places.map(move |at| {
        let mut bytes = bytes.clone();
        bytes[at] ^= 1 << (spread(at as u64) % 8);
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    })
}

const COLUMNS: [(&str, &str); 5] = [
    ("record", "id"),
    ("record", "kind"),
    ("record", "owner"),
    ("record", "version"),
    ("record", "tag"),
];
