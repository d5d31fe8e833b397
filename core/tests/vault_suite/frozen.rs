//! Files that earlier releases wrote open for ever.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use vigiayto_core::vault::{Integrity, Owner, SlotName, Store};

use crate::common::{
    CountingRandomness, DOCUMENT, PORTRAIT, SETTING, STORE, fast_home, id, open_vault, root_key,
};

#[test]
fn the_file_of_version_1_opens() {
    let home = fast_home();
    fs::copy(fixture(), home.path().join("wallet.db")).unwrap();
    let mut vault = open_vault(home.path(), 3).unwrap();
    assert_eq!(*vault.integrity(), Integrity::Sound);
    assert_eq!(vault.id(), STORE);
    assert_eq!(vault.generation(), 3);
    assert_eq!(vault.slot(SlotName::Pin).unwrap().unwrap(), b"pin slot");
    assert_eq!(vault.slot(SlotName::Recovery).unwrap().unwrap(), b"recovery slot");
    for (kind, number, owner, content) in records() {
        assert_eq!(vault.owner(kind, id(number)), Some(owner));
        assert_eq!(vault.read(kind, id(number)).unwrap().expose(), content);
    }
    assert_eq!(vault.log_head(), [9; 32]);
    let derived = format!("{:?}", vault.derive_id(DOCUMENT, b"000000000001"));
    assert_eq!(derived, "f6c047d769603da7a43294e023e9a2b9");
    vault.write(|changes| changes.put(SETTING, id(0), Owner::Store, b"changed")).unwrap();
    assert_eq!(vault.read(SETTING, id(0)).unwrap().expose(), b"changed");
}

/// How the file was made. Not to be run again for version 1: what matters is that *that* file opens.
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
            records().try_for_each(|(kind, number, owner, _)| {
                changes.put(kind, id(number), owner, b"before")
            })
        })
        .unwrap();
    vault
        .write(|changes| {
            changes.set_log_head([9; 32]);
            records().try_for_each(|(kind, number, owner, content)| {
                changes.put(kind, id(number), owner, &content)
            })
        })
        .unwrap();
    drop(vault);
    fs::copy(home.path().join("wallet.db"), fixture()).unwrap();
}

fn records() -> impl Iterator<Item = (vigiayto_core::vault::RecordKind, u8, Owner, Vec<u8>)> {
    [
        (SETTING, 0, Owner::Store, b"a setting".to_vec()),
        (DOCUMENT, 1, Owner::Record(id(1)), b"a document".to_vec()),
        (PORTRAIT, 11, Owner::Record(id(1)), vec![0x5a; 5000]),
        (DOCUMENT, 2, Owner::Record(id(2)), Vec::new()),
    ]
    .into_iter()
}

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/vault_v1.db")
}
