//! Files that earlier releases wrote open for ever.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use vigiayto_core::vault::{
    HistoryState, Integrity, Owner, RecordKind, SlotName, Store, Vault, VaultError,
};

use crate::common::{
    CountingRandomness, DOCUMENT, PORTRAIT, SETTING, STORE, fast_home, id, open_vault, root_key,
};

#[test]
fn the_file_of_version_1_opens_and_gets_a_history() {
    let home = fast_home();
    fs::copy(fixture(1), home.path().join("wallet.db")).unwrap();
    let mut vault = open_vault(home.path(), 3).unwrap();
    assert_eq!(vault.generation(), 3);
    check(&mut vault);
    // This file's manifest names a head of a log that never was: what comes first is chained to that.
    assert_eq!((vault.history_len(), vault.history_state()), (0, HistoryState::Complete));
    assert_eq!(vault.check_history().unwrap(), []);
    vault.write(|changes| changes.append_history(b"first")).unwrap();
    drop(vault);
    let vault = open_vault(home.path(), 5).unwrap();
    assert_eq!(*vault.integrity(), Integrity::Sound);
    assert_eq!((vault.history_len(), vault.history_state()), (1, HistoryState::Complete));
    assert_eq!(vault.check_history().unwrap(), []);
    let page = vault.history_page(None, 9).unwrap();
    assert_eq!(page.entries[0].content.as_ref().unwrap().expose(), b"first");
}

#[test]
fn the_file_of_version_2_opens() {
    let home = fast_home();
    fs::copy(fixture(2), home.path().join("wallet.db")).unwrap();
    let mut vault = open_vault(home.path(), 4).unwrap();
    assert_eq!(vault.generation(), 4);
    check(&mut vault);
    assert_eq!((vault.history_len(), vault.history_state()), (3, HistoryState::Complete));
    assert_eq!(vault.check_history().unwrap(), []);
    let page = vault.history_page(None, 9).unwrap();
    assert!(page.breaks.is_empty());
    let said: Vec<_> = page
        .entries
        .iter()
        .map(|entry| (entry.number, entry.content.as_ref().unwrap().expose()))
        .collect();
    assert_eq!(said, [(4, &[7; 300][..]), (3, b"marker"), (2, b"second")]);
}

fn check(vault: &mut Vault) {
    assert_eq!(*vault.integrity(), Integrity::Sound);
    assert_eq!(vault.id(), STORE);
    assert_eq!(vault.slot(SlotName::Pin).unwrap().unwrap(), b"pin slot");
    assert_eq!(vault.slot(SlotName::Recovery).unwrap().unwrap(), b"recovery slot");
    for (kind, number, owner, content) in records() {
        assert_eq!(vault.owner(kind, id(number)), Some(owner));
        assert_eq!(vault.read(kind, id(number)).unwrap().expose(), content);
    }
    let derived = format!("{:?}", vault.derive_id(DOCUMENT, b"000000000001"));
    assert_eq!(derived, "f6c047d769603da7a43294e023e9a2b9");
    vault.write(|changes| changes.put(SETTING, id(0), Owner::Store, b"changed")).unwrap();
    assert_eq!(vault.read(SETTING, id(0)).unwrap().expose(), b"changed");
}

/// How the file of version 2 was made. Not to be run again for it: what matters is that *that* file opens.
#[test]
#[ignore = "makes a new file"]
fn make_the_file() {
    static COUNTER: AtomicU64 = AtomicU64::new(1 << 32);
    let home = fast_home();
    let slots = [(SlotName::Pin, b"pin slot".as_slice()), (SlotName::Recovery, b"recovery slot")];
    let random = Arc::new(CountingRandomness(&COUNTER));
    let mut vault = Store::create(home.path(), STORE, &root_key(), &slots, random).unwrap();
    vault
        .write(|changes| {
            changes.append_history(b"first")?;
            records().try_for_each(|(kind, number, owner, _)| {
                changes.put(kind, id(number), owner, b"before")
            })
        })
        .unwrap();
    vault
        .write(|changes| {
            changes.append_history(b"second")?;
            records().try_for_each(|(kind, number, owner, content)| {
                changes.put(kind, id(number), owner, &content)
            })
        })
        .unwrap();
    vault
        .write(|changes| {
            changes.erase_history(1, b"marker")?;
            changes.append_history(&[7; 300])?;
            Ok::<_, VaultError>(())
        })
        .unwrap();
    drop(vault);
    fs::copy(home.path().join("wallet.db"), fixture(2)).unwrap();
}

fn records() -> impl Iterator<Item = (RecordKind, u8, Owner, Vec<u8>)> {
    [
        (SETTING, 0, Owner::Store, b"a setting".to_vec()),
        (DOCUMENT, 1, Owner::Record(id(1)), b"a document".to_vec()),
        (PORTRAIT, 11, Owner::Record(id(1)), vec![0x5a; 5000]),
        (DOCUMENT, 2, Owner::Record(id(2)), Vec::new()),
    ]
    .into_iter()
}

fn fixture(version: u8) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/vault_v{version}.db"))
}
