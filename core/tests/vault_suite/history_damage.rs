//! Somebody or something edits the history in the file: it is noticed, it blocks nothing, and it stays visible.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rusqlite::Connection;
use tempfile::TempDir;
use vigiayto_core::vault::{
    HistoryBreak, HistoryState, Integrity, Owner, Presence, Vault, VaultError, presence,
};

use crate::common::{DOCUMENT, fast_home, id, meddler, open_vault, spread};
use crate::history::{logged, read, said};

#[test]
fn every_removed_entry_is_noticed_at_unlock_and_its_place_is_named() {
    let victim = Victim::new();
    for number in 1..=ENTRIES {
        let seen = victim.edited(&format!("DELETE FROM history WHERE number = {number}"));
        assert_eq!(seen.state, HistoryState::Broken);
        assert_eq!(seen.breaks, [between(number - 1, number + 1)]);
        let rest: Vec<_> = (1..=ENTRIES).filter(|other| *other != number).collect();
        assert_eq!(seen.opened.into_keys().collect::<Vec<_>>(), rest);
    }
    for number in 1..=ENTRIES {
        let newest = victim.edited(&format!("DELETE FROM history WHERE number >= {number}"));
        assert_eq!(newest.state, HistoryState::Broken);
        assert_eq!(newest.breaks, [between(number - 1, ENTRIES + 1)]);
        let oldest = victim.edited(&format!("DELETE FROM history WHERE number <= {number}"));
        assert_eq!(oldest.state, HistoryState::Broken);
        assert_eq!(oldest.breaks, [between(0, number + 1)]);
    }
}

#[test]
fn every_changed_byte_of_an_entry_is_noticed_and_named() {
    let victim = Victim::new();
    for number in [1, 4, ENTRIES] {
        for column in ["previous", "tag", "body"] {
            let sql = format!("SELECT {column} FROM history WHERE number = {number}");
            let bytes: Vec<u8> = victim.ask(&sql);
            for at in 0..bytes.len() {
                let mut bytes = bytes.clone();
                bytes[at] ^= 1 << (spread(at as u64) % 8);
                let seen = victim.edited(&format!(
                    "UPDATE history SET {column} = x'{}' WHERE number = {number}",
                    hex(&bytes)
                ));
                assert!(!seen.opened.contains_key(&number));
                assert_eq!(seen.opened.len() as u64, ENTRIES - 1);
                assert!(seen.breaks.contains(&between(number, number + 1)));
                let newest = number == ENTRIES;
                assert_eq!(seen.state == HistoryState::Broken, newest);
            }
        }
    }
}

#[test]
fn entries_that_do_not_have_the_form_of_entries_are_noticed_and_named() {
    let victim = Victim::new();
    for edit in [
        "body = zeroblob(4000000)",
        "body = x''",
        "body = substr(body, 1, length(body) - 1)",
        "body = CAST(body || x'00' AS BLOB)",
        "tag = x''",
        "previous = zeroblob(33)",
    ] {
        let seen = victim.edited(&format!("UPDATE history SET {edit} WHERE number = 4"));
        assert!(!seen.opened.contains_key(&4), "{edit}");
        assert!(seen.breaks.contains(&between(4, 5)), "{edit}");
    }
}

#[test]
fn every_pair_of_entries_that_changed_places_is_noticed() {
    let victim = Victim::new();
    for a in 1..=ENTRIES {
        for b in a + 1..=ENTRIES {
            for column in ["previous", "tag", "body"] {
                let [of_a, of_b] = [a, b].map(|number| {
                    victim.ask::<String>(&format!(
                        "SELECT hex({column}) FROM history WHERE number = {number}"
                    ))
                });
                let seen = victim.edited(&format!(
                    "UPDATE history SET {column} = x'{of_b}' WHERE number = {a}; \
                     UPDATE history SET {column} = x'{of_a}' WHERE number = {b}"
                ));
                assert!(!seen.opened.contains_key(&a) && !seen.opened.contains_key(&b));
            }
            let seen = victim.edited(&format!(
                "UPDATE history SET number = 999 WHERE number = {a}; \
                 UPDATE history SET number = {a} WHERE number = {b}; \
                 UPDATE history SET number = {b} WHERE number = 999"
            ));
            assert!(!seen.opened.contains_key(&a) && !seen.opened.contains_key(&b));
            assert_eq!(seen.opened.len() as u64, ENTRIES - 2);
        }
    }
}

#[test]
fn every_kind_of_added_entry_is_noticed_at_unlock_and_never_shown() {
    let victim = Victim::new();
    for number in [i64::MIN, -5, 0, 9, 10, 1000, i64::MAX] {
        for source in
            ["previous, tag, body FROM history WHERE number = 8", "zeroblob(32), zeroblob(16), x''"]
        {
            let seen = victim.edited(&format!("INSERT INTO history SELECT {number}, {source}"));
            assert_eq!(seen.state, HistoryState::Broken);
            let place = if number < 1 { between(0, 1) } else { between(ENTRIES, ENTRIES + 1) };
            assert_eq!(seen.breaks, [place]);
            assert_eq!(seen.opened.len() as u64, ENTRIES);
        }
    }
}

#[test]
fn erased_entries_that_are_put_back_are_noticed_and_not_shown() {
    let victim = Victim::new();
    let old = victim.home.path().join("old.db");
    fs::copy(victim.home.path().join("wallet.db"), &old).unwrap();
    let victim = victim.changed(|vault| {
        vault.write(|changes| changes.erase_history(5, b"marker")).unwrap();
    });
    for rows in ["number <= 5", "number = 5", "number = 1"] {
        let seen = victim.edited(&format!(
            "ATTACH '{}' AS old; INSERT INTO history SELECT * FROM old.history WHERE {rows}",
            old.display()
        ));
        assert_eq!(seen.state, HistoryState::Broken);
        assert_eq!(seen.breaks, [between(0, 6)]);
        assert_eq!(seen.opened.into_keys().collect::<Vec<_>>(), [6, 7, 8, 9]);
    }
    // With the manifest of before the erasure, the generation tells.
    let sql = format!(
        "ATTACH '{}' AS old; DELETE FROM history; INSERT INTO history SELECT * FROM old.history; \
         INSERT OR REPLACE INTO manifest SELECT * FROM old.manifest",
        old.display()
    );
    fs::write(victim.home.path().join("wallet.db"), &victim.clean).unwrap();
    meddler(victim.home.path()).execute_batch(&sql).unwrap();
    let vault = open_vault(victim.home.path(), 10).unwrap();
    assert_eq!(*vault.integrity(), Integrity::RolledBack { generation: 9, floor: 10 });
}

#[test]
fn entries_that_were_written_after_another_past_do_not_fit() {
    // A file of before is put back, accepted and written on: entries 6 to 8 exist twice, each sealed by the vault.
    let home = fast_home();
    drop(logged(home.path(), 5));
    let before = fs::read(home.path().join("wallet.db")).unwrap();
    let go_on = |word: &str| {
        let mut vault = open_vault(home.path(), 0).unwrap();
        for number in 6..=8 {
            let content = [word.as_bytes(), &said(number)].concat();
            vault.write(|changes| changes.append_history(&content)).unwrap();
        }
        drop(vault);
        fs::read(home.path().join("wallet.db")).unwrap()
    };
    let one = go_on("");
    fs::write(home.path().join("wallet.db"), before).unwrap();
    let other = go_on("not ");
    let victim = Victim { home: fast_home(), clean: one };
    victim.mark();
    fs::write(victim.home.path().join("other.db"), other).unwrap();
    for (rows, place) in [
        ("number = 6", between(6, 7)),
        ("number IN (6, 7)", between(7, 8)),
        ("number = 7", between(7, 8)),
        ("number >= 6", between(8, 9)),
    ] {
        let sql = format!(
            "ATTACH '{}' AS other; \
             INSERT OR REPLACE INTO history SELECT * FROM other.history WHERE {rows}",
            victim.home.path().join("other.db").display()
        );
        assert!(victim.edited(&sql).breaks.contains(&place), "{rows}");
    }
}

#[test]
fn a_bad_page_costs_the_entries_on_it_and_the_store_is_read_only_until_that_is_accepted() {
    let home = fast_home();
    drop(logged(home.path(), 200));
    let path = home.path().join("wallet.db");
    let mut bytes = fs::read(&path).unwrap();
    let root: usize = ask(home.path(), "SELECT rootpage FROM sqlite_schema WHERE name = 'history'");
    // The root page points to the leaves: the third cell's first four bytes.
    let page = &bytes[(root - 1) * 4096..][..4096];
    let cell = usize::from(u16::from_be_bytes([page[12 + 4], page[12 + 5]]));
    let leaf = u32::from_be_bytes(page[cell..cell + 4].try_into().unwrap()) as usize;
    for (damaged, least, most) in [(leaf, 5, 20), (root, 200, 200)] {
        let clean = bytes.clone();
        bytes[(damaged - 1) * 4096..][..4096].fill(0xff);
        fs::write(&path, &bytes).unwrap();
        bytes = clean;

        let mut vault = open_vault(home.path(), 201).unwrap();
        assert!(matches!(vault.integrity(), Integrity::Tampered { .. }));
        assert_eq!(vault.history_state(), HistoryState::Broken);
        assert_eq!(vault.read(DOCUMENT, id(1)).unwrap().expose(), b"a document");
        let refused = vault.write(|changes| changes.append_history(b""));
        assert_eq!(refused, Err(VaultError::ReadOnly));
        let page = vault.history_page(None, 500).unwrap();
        assert_eq!(page.entries.len(), 200);
        let lost = page.entries.iter().filter(|entry| entry.content.is_none()).count() as u64;
        assert!((least..=most).contains(&lost), "{lost}");
        assert_eq!(vault.accept_as_is().unwrap().lost_history, lost);
        drop(vault);

        let mut vault = open_vault(home.path(), 202).unwrap();
        assert_eq!(*vault.integrity(), Integrity::Sound);
        assert_eq!(vault.history_state(), HistoryState::Broken);
        assert_eq!(vault.check_history().unwrap().len(), 1);
        vault.write(|changes| changes.append_history(b"on")).unwrap();
        vault.write(|changes| changes.erase_history(200, b"marker")).unwrap();
        assert_eq!(vault.history_state(), HistoryState::Complete);
        assert_eq!(read(&vault).len(), 2);
    }
}

#[test]
fn a_table_in_no_order_makes_the_store_read_only_since_a_write_could_get_lost_in_it() {
    let victim = Victim::new();
    let root: usize = victim.ask("SELECT rootpage FROM sqlite_schema WHERE name = 'history'");
    let path = victim.home.path().join("wallet.db");
    let mut bytes = fs::read(&path).unwrap();
    let page = &mut bytes[(root - 1) * 4096..][..4096];
    // The fourth cell: two bytes of length, then the number.
    let cell = usize::from(u16::from_be_bytes([page[8 + 6], page[8 + 7]]));
    assert_eq!(page[cell + 2], 4);
    page[cell + 2] = 100;
    fs::write(&path, bytes).unwrap();

    let mut vault = open_vault(victim.home.path(), 9).unwrap();
    assert!(matches!(vault.integrity(), Integrity::Tampered { .. }));
    assert!(!vault.check_history().unwrap().is_empty());
    assert!((1..8).contains(&vault.accept_as_is().unwrap().lost_history));
    vault.write(|changes| changes.append_history(b"on")).unwrap();
    drop(vault);
    let vault = open_vault(victim.home.path(), 11).unwrap();
    let seen = Seen::by(&vault);
    assert_eq!(seen.state, HistoryState::Broken);
    assert_eq!(seen.opened[&9], b"on");
}

#[test]
fn without_a_manifest_what_opens_is_kept_when_that_is_accepted() {
    for (sql, kept) in [
        ("DELETE FROM manifest", 8),
        ("DELETE FROM manifest; DELETE FROM record; DELETE FROM body", 8),
        ("DELETE FROM manifest; DELETE FROM history WHERE number > 3", 3),
        ("UPDATE manifest SET log_last = 3", 8),
        ("UPDATE manifest SET log_first = 1, log_last = 0", 8),
        (
            "DELETE FROM manifest; \
             INSERT INTO history SELECT 9007199254740000, previous, tag, body FROM history WHERE number = 8",
            8,
        ),
    ] {
        let victim = Victim::new();
        meddler(victim.home.path()).execute_batch(sql).unwrap();
        let mut vault = open_vault(victim.home.path(), 9).unwrap();
        assert!(matches!(vault.integrity(), Integrity::Tampered { .. }));
        assert_eq!(vault.history_state(), HistoryState::Broken);
        assert_eq!(vault.history_page(None, 9).unwrap().entries.len(), kept);
        assert_eq!(vault.accept_as_is().unwrap().lost_history, 0);
        vault.write(|changes| changes.append_history(b"on")).unwrap();
        drop(vault);
        let vault = open_vault(victim.home.path(), 11).unwrap();
        assert_eq!(*vault.integrity(), Integrity::Sound);
        assert_eq!(vault.history_state(), HistoryState::Complete);
        assert_eq!(read(&vault).len(), kept + 1);
        assert_eq!(vault.check_history(), Ok(vec![]));
    }
}

/// A store with one document and [`ENTRIES`] entries, to be meddled with again and again.
struct Victim {
    home: TempDir,
    clean: Vec<u8>,
}

/// How the history of a store that was meddled with presented itself.
struct Seen {
    state: HistoryState,
    breaks: Vec<HistoryBreak>,
    opened: BTreeMap<u64, Vec<u8>>,
}

impl Victim {
    fn new() -> Self {
        let home = fast_home();
        drop(logged(home.path(), ENTRIES));
        let clean = fs::read(home.path().join("wallet.db")).unwrap();
        Self { home, clean }
    }

    /// Lets the folder look as if the store had been made in it.
    fn mark(&self) {
        fs::write(self.home.path().join("wallet.lock"), "made\n").unwrap();
        fs::write(self.home.path().join("wallet.db"), &self.clean).unwrap();
        assert_eq!(presence(self.home.path()), Ok(Presence::Present));
    }

    fn changed(self, change: impl FnOnce(&mut Vault)) -> Self {
        let mut vault = open_vault(self.home.path(), 0).unwrap();
        change(&mut vault);
        drop(vault);
        let clean = fs::read(self.home.path().join("wallet.db")).unwrap();
        Self { clean, ..self }
    }

    /// The history after an edit of the untouched file. Documents must be as they were, can be changed, and so can the
    /// history be written on; what was noticed must be there again at the next unlock, and gone once it is erased.
    fn edited(&self, sql: &str) -> Seen {
        let home = self.home.path();
        fs::write(home.join("wallet.db"), &self.clean).unwrap();
        meddler(home).execute_batch(sql).unwrap();
        let mut vault = open_vault(home, 0).unwrap();
        let seen = Seen::by(&vault);
        assert!(!seen.breaks.is_empty(), "{sql}");

        let next = vault.history_page(None, 1).unwrap().entries.first().map(|entry| entry.number);
        vault
            .write(|changes| {
                changes.put(DOCUMENT, id(2), Owner::Store, b"another")?;
                changes.append_history(b"on")
            })
            .unwrap();
        drop(vault);
        let mut vault = open_vault(home, 0).unwrap();
        let after = Seen::by(&vault);
        assert!(Some(after.opened.last_key_value().unwrap().0) > next.as_ref());
        assert_eq!(after.opened.last_key_value().unwrap().1, b"on");
        vault.write(|changes| changes.erase_history(u64::MAX, b"marker")).unwrap();
        assert_eq!(vault.history_state(), HistoryState::Complete);
        drop(vault);
        let vault = open_vault(home, 0).unwrap();
        assert_eq!(vault.history_state(), HistoryState::Complete);
        assert_eq!(vault.check_history(), Ok(vec![]));
        assert_eq!(read(&vault).into_values().collect::<Vec<_>>(), [b"marker"]);
        seen
    }

    /// Of the untouched file.
    fn ask<T: rusqlite::types::FromSql>(&self, sql: &str) -> T {
        fs::write(self.home.path().join("wallet.db"), &self.clean).unwrap();
        ask(self.home.path(), sql)
    }
}

impl Seen {
    /// Reads everything in pages of several sizes: all of them must say the same.
    fn by(vault: &Vault) -> Self {
        assert_eq!(*vault.integrity(), Integrity::Sound);
        assert_eq!(vault.read(DOCUMENT, id(1)).unwrap().expose(), b"a document");
        let breaks = vault.check_history().unwrap();
        let mut opened = BTreeMap::new();
        for limit in [1, 2, 3, 100] {
            opened.clear();
            let mut noted = Vec::new();
            let mut before = None;
            loop {
                let page = vault.history_page(before, limit).unwrap();
                noted.extend(page.breaks);
                for entry in page.entries {
                    let Some(content) = entry.content else { continue };
                    opened.insert(entry.number, content.expose().to_vec());
                }
                before = page.older;
                if before.is_none() {
                    break;
                }
            }
            assert_eq!(noted, breaks);
        }
        for (number, content) in &opened {
            let told = [said(*number), b"on".to_vec(), b"marker".to_vec()];
            let of_another_past = [b"not ".as_slice(), &said(*number)].concat();
            assert!(told.contains(content) || *content == of_another_past);
        }
        Self { state: vault.history_state(), breaks, opened }
    }
}

/// The break between two numbers, of which 0 and the one behind the last are no entries.
fn between(older: u64, newer: u64) -> HistoryBreak {
    HistoryBreak { older: (older > 0).then_some(older), newer: (newer <= ENTRIES).then_some(newer) }
}

fn ask<T: rusqlite::types::FromSql>(home: &Path, sql: &str) -> T {
    let connection: Connection = meddler(home);
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

const ENTRIES: u64 = 8;
