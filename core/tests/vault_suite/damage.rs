//! Bad storage and edits below SQLite: bytes changed, files cut, files exchanged.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use tempfile::TempDir;
use vigiayto_core::secret::SecretBytes;
use vigiayto_core::vault::{
    Integrity, Owner, RecordKind, RecordName, SlotName, Store, Vault, VaultError,
};

use crate::common::{
    DOCUMENT, History, Outcome, PORTRAIT, SETTING, STORE, fast_home, id, meddler, new_vault,
    open_vault, random, root_key,
};

#[test]
fn a_single_bad_record_is_named_while_the_rest_opens_and_can_be_removed() {
    let history = History::new();
    let home = history.restored(history.newest());
    spoil(home.path(), DOCUMENT, 2);
    let mut vault = open_vault(home.path(), history.newest()).unwrap();
    assert_eq!(*vault.integrity(), Integrity::Sound);
    let bad = RecordName::new(DOCUMENT, id(2));
    assert_eq!(vault.read(DOCUMENT, id(2)).unwrap_err(), VaultError::Unreadable(bad));
    assert_eq!(vault.unreadable().unwrap(), [bad]);
    assert!(vault.read(PORTRAIT, id(12)).is_ok());
    assert!(vault.read(DOCUMENT, id(1)).is_ok());

    vault.write(|changes| changes.remove(DOCUMENT, id(2))).unwrap();
    assert!(vault.unreadable().unwrap().is_empty());
}

#[test]
fn a_spoiled_data_key_makes_all_of_its_owner_unreadable_and_nothing_else() {
    let history = History::new();
    let home = history.restored(history.newest());
    spoil(home.path(), RecordKind::DATA_KEY, 2);
    let vault = open_vault(home.path(), history.newest()).unwrap();
    for (kind, number) in [(DOCUMENT, 2), (PORTRAIT, 12)] {
        assert!(
            matches!(vault.read(kind, id(number)), Err(VaultError::Unreadable(name)) if name.id == id(number))
        );
    }
    assert!(vault.read(DOCUMENT, id(1)).is_ok());
}

#[test]
fn accepting_a_tampered_vault_keeps_what_opens_and_lists_what_it_drops() {
    let history = History::new();
    let home = history.restored(history.newest());
    spoil(home.path(), DOCUMENT, 2);
    meddler(home.path())
        .execute_batch(
            "INSERT INTO body VALUES (500, x'00'); DELETE FROM record WHERE kind = 9; \
             DELETE FROM body WHERE row = 1",
        )
        .unwrap();
    let mut vault = open_vault(home.path(), history.newest()).unwrap();
    let bad = RecordName::new(DOCUMENT, id(2));
    let tampered = Integrity::Tampered { unreadable: vec![bad], nameless: 1 };
    assert_eq!(*vault.integrity(), tampered);
    let refused = vault.write(|changes| changes.put(SETTING, id(0), Owner::Store, b""));
    assert_eq!(refused, Err(VaultError::ReadOnly));

    let accepted = vault.accept_as_is().unwrap();
    assert_eq!((accepted.dropped, accepted.nameless), (vec![bad], 1));
    assert_eq!(vault.generation(), history.newest() + 1);
    drop(vault);
    let mut vault = open_vault(home.path(), history.newest() + 1).unwrap();
    assert_eq!(*vault.integrity(), Integrity::Sound);
    assert!(matches!(vault.read(DOCUMENT, id(2)), Err(VaultError::NotFound(_))));
    assert_eq!(vault.read(PORTRAIT, id(12)).unwrap().expose().len(), 9001);
    assert_eq!(vault.slot(SlotName::Pin).unwrap().unwrap(), b"pin slot");
    vault.write(|changes| changes.put(DOCUMENT, id(2), Owner::Record(id(2)), b"again")).unwrap();
    assert!(vault.unreadable().unwrap().is_empty());
}

#[test]
fn a_bad_page_in_the_middle_hides_only_what_is_on_it() {
    let home = fast_home();
    let mut vault = new_vault(home.path());
    vault
        .write(|changes| {
            (0..200).try_for_each(|n| changes.put(DOCUMENT, id(n), Owner::Record(id(n)), &[n; 100]))
        })
        .unwrap();
    drop(vault);
    let page: u32 = meddler(home.path())
        .query_row("SELECT rootpage FROM sqlite_schema WHERE name = 'record'", [], |row| row.get(0))
        .unwrap();
    let path = home.path().join("wallet.db");
    let clean = fs::read(&path).unwrap();
    // The root page of a table of two levels points to its leaves: the first cell's first four bytes.
    let root = &clean[(page as usize - 1) * 4096..][..4096];
    let first_cell = usize::from(u16::from_be_bytes([root[12 + 4], root[12 + 5]]));
    let leaf = u32::from_be_bytes(root[first_cell..first_cell + 4].try_into().unwrap()) as usize;
    let mut bytes = clean.clone();
    bytes[(leaf - 1) * 4096..][..4096].fill(0xff);
    fs::write(&path, bytes).unwrap();

    let mut vault = open_vault(home.path(), 2).unwrap();
    assert!(matches!(vault.integrity(), Integrity::Tampered { .. }));
    let readable = (0..200).filter(|n| vault.read(DOCUMENT, id(*n)).is_ok()).count();
    assert!((50..200).contains(&readable), "{readable}");
    vault.accept_as_is().unwrap();
    assert_eq!(vault.ids(DOCUMENT).len(), readable);
    drop(vault);
    assert_eq!(*open_vault(home.path(), 3).unwrap().integrity(), Integrity::Sound);
}

#[test]
fn a_file_that_is_no_database_is_corrupt_and_never_new() {
    let history = History::new();
    let whole = fs::read(history.file(history.newest())).unwrap();
    let short = [&[][..], b"x", &whole[..100], &whole[..4096], &whole[..whole.len() / 2]];
    for content in short {
        let home = history.restored(1);
        fs::write(home.path().join("wallet.db"), content).unwrap();
        let outcome = history.examine(home.path());
        assert!(
            matches!(outcome, Outcome::Refused(VaultError::Corrupt)),
            "{} bytes: {outcome:?}",
            content.len()
        );
        let created = Store::create(home.path(), STORE, &root_key(), &[], random());
        assert_eq!(created.unwrap_err(), VaultError::AlreadyExists);
    }
}

#[test]
fn another_key_opens_nothing_and_leaves_the_store_locked() {
    let history = History::new();
    let home = history.restored(history.newest());
    let other = SecretBytes::init_with_mut(|key| key.fill(0x43));
    let store = Store::open(home.path(), random()).unwrap();
    let refused = store.unlock(&other, 0).unwrap_err();
    assert_eq!(refused.error, VaultError::KeyMismatch);
    assert!(refused.store.unlock(&root_key(), history.newest()).is_ok());
}

#[test]
fn records_of_another_store_with_the_same_key_do_not_open() {
    let history = History::new();
    let home = history.restored(history.newest());
    meddler(home.path())
        .execute_batch("UPDATE meta SET store_id = CAST('another store 16' AS BLOB)")
        .unwrap();
    assert_eq!(history.examine(home.path()), Outcome::Refused(VaultError::KeyMismatch));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 300 } else { 3000 }))]

    #[test]
    fn files_with_random_damage_never_panic_and_never_lie(
        damage in proptest::collection::vec(damage(), 1..6),
    ) {
        thread_local!(static HISTORY: (History, TempDir) = {
            let history = History::new();
            let copy = hot_copy(&history);
            (history, copy)
        });
        HISTORY.with(|(history, copy)| {
            let home = history.restored(history.newest());
            for name in FILES {
                fs::copy(copy.path().join(name), home.path().join(name)).unwrap();
            }
            for damage in &damage {
                damage.apply(home.path());
            }
            // Panics itself when something wrong is read.
            history.examine(home.path());
            // What can still be opened can be accepted, or says why not.
            if let Ok(mut vault) = Store::open(home.path(), random())
                .and_then(|store| store.unlock(&root_key(), 0).map_err(|refused| refused.error))
            {
                let _ = vault.accept_as_is();
            }
        });
    }
}

/// One thing that goes wrong with one of the two files. Places are parts of the file, in millionths.
#[derive(Clone, Debug)]
enum Damage {
    Byte { file: usize, place: u32, value: u8 },
    Zeros { file: usize, place: u32, length: usize },
    Cut { file: usize, place: u32 },
    Copied { file: usize, from: u32, to: u32, length: usize },
}

impl Damage {
    fn apply(&self, home: &Path) {
        let (Self::Byte { file, .. }
        | Self::Zeros { file, .. }
        | Self::Cut { file, .. }
        | Self::Copied { file, .. }) = self;
        let path = home.join(FILES[*file]);
        let mut bytes = fs::read(&path).unwrap();
        if bytes.is_empty() {
            return;
        }
        let end = bytes.len();
        let at = |place: u32| end * usize::try_from(place).unwrap() / WHOLE as usize;
        match *self {
            Self::Byte { place, value, .. } => bytes[at(place)] = value,
            Self::Zeros { place, length, .. } => {
                bytes[at(place)..(at(place) + length).min(end)].fill(0);
            }
            Self::Cut { place, .. } => bytes.truncate(at(place)),
            Self::Copied { from, to, length, .. } => {
                let length = length.min(end - at(from)).min(end - at(to));
                bytes.copy_within(at(from)..at(from) + length, at(to));
            }
        }
        fs::write(path, bytes).unwrap();
    }
}

fn damage() -> impl Strategy<Value = Damage> {
    let (file, place) = (0..FILES.len(), 0..WHOLE);
    prop_oneof![
        6 => (file.clone(), place.clone(), any::<u8>())
            .prop_map(|(file, place, value)| Damage::Byte { file, place, value }),
        // The first page holds the header, the schema and the way to everything.
        4 => (0..WHOLE / 16, any::<u8>()).prop_map(|(place, value)| Damage::Byte { file: 0, place, value }),
        1 => (file.clone(), place.clone(), 1_usize..5000)
            .prop_map(|(file, place, length)| Damage::Zeros { file, place, length }),
        1 => (file.clone(), place.clone()).prop_map(|(file, place)| Damage::Cut { file, place }),
        1 => (file, place.clone(), place, 1_usize..5000)
            .prop_map(|(file, from, to, length)| Damage::Copied { file, from, to, length }),
    ]
}

/// The files of a store that was cut off while its log was full: the last two changes are only in the log.
fn hot_copy(history: &History) -> TempDir {
    let home = history.restored(history.newest() - 2);
    let mut vault = open_vault(home.path(), 0).unwrap();
    for (name, content) in changes_of_the_last_two(history) {
        let owner = if name.kind == SETTING {
            Owner::Store
        } else {
            vault.owner(name.kind, name.id).unwrap()
        };
        vault.write(|changes| changes.put(name.kind, name.id, owner, &content)).unwrap();
    }
    let copy = fast_home();
    for name in FILES {
        fs::copy(home.path().join(name), copy.path().join(name)).unwrap();
    }
    drop::<Vault>(vault);
    copy
}

fn changes_of_the_last_two(history: &History) -> impl Iterator<Item = (RecordName, Vec<u8>)> {
    let said = &history.said[history.said.len() - 3..];
    said.windows(2).map(|pair| {
        let (name, content) =
            pair[1].iter().find(|(name, c)| pair[0].get(name) != Some(c)).unwrap();
        (*name, content.clone())
    })
}

/// Changes one byte of the record's ciphertext.
fn spoil(home: &Path, kind: RecordKind, number: u8) {
    let sql = "UPDATE body SET body = CAST(substr(body, 1, 99) || x'00' || substr(body, 101) AS BLOB) \
               WHERE row = (SELECT row FROM record WHERE kind = ?1 AND id = ?2)";
    let id = id(number);
    let values = rusqlite::params![kind.number(), id.as_bytes()];
    let changed = meddler(home).execute(sql, values).unwrap();
    assert_eq!(changed, 1);
}

const FILES: [&str; 2] = ["wallet.db", "wallet.db-wal"];
const WHOLE: u32 = 1_000_000;
