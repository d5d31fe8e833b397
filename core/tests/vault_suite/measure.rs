//! What it costs, beside plain SQLite in the same run. `cargo test --release -p vigiayto-core --test vault_suite
//! measure -- --ignored --nocapture`

use std::path::Path;
use std::time::Instant;

use rusqlite::Connection;
use vigiayto_core::vault::{Owner, RecordId, Store, Vault};

use crate::common::{DOCUMENT, PORTRAIT, fast_home, new_vault, random, root_key, spread};

#[test]
#[ignore = "a measurement"]
fn measure() {
    println!("| documents | open µs | unlock µs | ids µs | write 4 kB µs |");
    println!("| --- | --- | --- | --- | --- |");
    for documents in [1, 100, 10_000] {
        let home = fast_home();
        let mut vault = filled(home.path(), documents);
        let mut number = 0;
        let write = median(30, || {
            number += 1;
            let owner = Owner::Record(id(number % documents));
            vault.write(|c| c.put(DOCUMENT, id(number % documents), owner, &[1; 4000])).unwrap();
        });
        drop(vault);
        let open = median(30, || drop(Store::open(home.path(), random()).unwrap()));
        let mut store = Some(Store::open(home.path(), random()).unwrap());
        let unlock = median(30, || {
            store = Some(store.take().unwrap().unlock(&root_key(), 0).unwrap().lock());
        });
        let vault = store.take().unwrap().unlock(&root_key(), 0).unwrap();
        let ids = median(30, || assert_eq!(vault.ids(DOCUMENT).len() as u64, documents));
        println!("| {documents} | {open} | {unlock} | {ids} | {write} |");
    }

    let home = fast_home();
    let mut vault = filled(home.path(), 200);
    let plain = plain(&home.path().join("plain.db"));
    println!("| | vault µs | plain SQLite µs | the same, prepared once µs |");
    println!("| --- | --- | --- | --- |");
    for (name, kind, length) in [("4 kB", DOCUMENT, 4_000), ("200 kB", PORTRAIT, 200_000)] {
        let content: Vec<u8> = vec![3; length];
        for number in 0..20 {
            vault.write(|c| c.put(kind, id(number), Owner::Record(id(number)), &content)).unwrap();
            plain
                .execute(
                    "INSERT OR REPLACE INTO rec VALUES (?1, ?2, ?3)",
                    rusqlite::params![id(number).as_bytes(), kind.number(), content],
                )
                .unwrap();
        }
        let mut number = 0;
        let sealed = median(300, || {
            number += 1;
            assert_eq!(vault.read(kind, id(number % 20)).unwrap().expose().len(), length);
        });
        let sql = "SELECT body FROM rec WHERE id = ?1 AND kind = ?2";
        let mut read_plain = |statement: Option<&mut rusqlite::Statement<'_>>| {
            number += 1;
            let id = id(number % 20);
            let values = rusqlite::params![id.as_bytes(), kind.number()];
            let body: Vec<u8> = match statement {
                Some(statement) => statement.query_row(values, |row| row.get(0)).unwrap(),
                None => plain.query_row(sql, values, |row| row.get(0)).unwrap(),
            };
            assert_eq!(body.len(), length);
        };
        let bare = median(300, || read_plain(None));
        let mut statement = plain.prepare(sql).unwrap();
        let prepared = median(300, || read_plain(Some(&mut statement)));
        println!("| read {name} | {sealed} | {bare} | {prepared} |");
        let write = median(100, || {
            number += 1;
            let owner = Owner::Record(id(number % 20));
            vault.write(|c| c.put(kind, id(number % 20), owner, &content)).unwrap();
        });
        let bare = median(100, || {
            number += 1;
            plain
                .execute(
                    "INSERT OR REPLACE INTO rec VALUES (?1, ?2, ?3)",
                    rusqlite::params![id(number % 20).as_bytes(), kind.number(), content],
                )
                .unwrap();
        });
        println!("| write {name} | {write} | {bare} | |");
    }
}

#[test]
#[ignore = "a measurement"]
fn measure_history() {
    println!(
        "| entries | file kB | append µs | put 700 B µs | put and append µs | open µs | unlock µs \
         | newest 50 µs | 50 in the middle µs | check µs | erase half µs |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    for entries in [0_u64, 1_000, 10_000, 100_000] {
        let home = fast_home();
        let mut vault = filled(home.path(), 100);
        for first in (0..entries).step_by(4000) {
            let some = first..entries.min(first + 4000);
            vault
                .write(|c| some.into_iter().try_for_each(|_| c.append_history(&[7; 200])))
                .unwrap();
        }
        drop(vault);
        let file = std::fs::metadata(home.path().join("wallet.db")).unwrap().len() / 1000;
        let open = median(30, || drop(Store::open(home.path(), random()).unwrap()));
        let mut store = Some(Store::open(home.path(), random()).unwrap());
        let unlock = median(30, || {
            store = Some(store.take().unwrap().unlock(&root_key(), 0).unwrap().lock());
        });
        let mut vault = store.take().unwrap().unlock(&root_key(), 0).unwrap();
        let read = |vault: &Vault, before| {
            median(30, || {
                let page = vault.history_page(before, 50).unwrap();
                assert_eq!(page.entries.len() as u64, entries.min(50));
            })
        };
        let newest = read(&vault, None);
        let middle = read(&vault, (entries > 0).then_some(entries / 2));
        let check = median(10, || assert!(vault.check_history().unwrap().is_empty()));
        let append = median(100, || vault.write(|c| c.append_history(&[1; 200])).unwrap());
        let owner = Owner::Record(id(1));
        let put = median(100, || {
            vault.write(|c| c.put(DOCUMENT, id(1), owner, &[1; 700])).unwrap();
        });
        let both = median(100, || {
            vault
                .write(|c| {
                    c.append_history(&[1; 200])?;
                    c.put(DOCUMENT, id(1), owner, &[1; 700])
                })
                .unwrap();
        });
        let erase = median(1, || vault.write(|c| c.erase_history(entries / 2, b"")).unwrap());
        println!(
            "| {entries} | {file} | {append} | {put} | {both} | {open} | {unlock} | {newest} | {middle} \
             | {check} | {erase} |"
        );
    }
}

/// A vault with so many documents of 700 bytes, each with its own data key.
fn filled(home: &Path, documents: u64) -> Vault {
    let mut vault = new_vault(home);
    for first in (0..documents).step_by(2000) {
        vault
            .write(|changes| {
                (first..documents.min(first + 2000)).try_for_each(|number| {
                    changes.put(DOCUMENT, id(number), Owner::Record(id(number)), &[7; 700])
                })
            })
            .unwrap();
    }
    vault
}

/// SQLite with the same pragmas that cost time, and nothing else.
fn plain(path: &Path) -> Connection {
    let connection = Connection::open(path).unwrap();
    for (pragma, value) in
        [("journal_mode", "WAL"), ("synchronous", "FULL"), ("secure_delete", "ON")]
    {
        connection.pragma_update(None, pragma, value).unwrap();
    }
    connection
        .execute_batch(
            "CREATE TABLE rec (id BLOB, kind INTEGER, body BLOB, PRIMARY KEY (id, kind))",
        )
        .unwrap();
    connection
}

fn id(number: u64) -> RecordId {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&spread(number).to_be_bytes());
    bytes[8..].copy_from_slice(&(number + 1).to_be_bytes());
    RecordId::new(bytes)
}

/// Microseconds.
fn median(rounds: usize, mut run: impl FnMut()) -> f64 {
    let mut times: Vec<_> = (0..rounds)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed().as_nanos()
        })
        .collect();
    times.sort_unstable();
    f64::from(u32::try_from(times[rounds / 2] / 100).unwrap()) / 10.0
}
