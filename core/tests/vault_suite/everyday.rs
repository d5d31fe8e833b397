//! The vault's everyday life: made, filled, locked, opened again.

use vigiayto_core::vault::{
    self, Integrity, Owner, Presence, RecordName, SlotName, Store, VaultError, presence,
};

use crate::common::{DOCUMENT, SETTING, id, new_vault, open_vault, random, root_key};

#[test]
fn what_was_written_is_read_again_after_locking_and_reopening() {
    let home = tempfile::tempdir().unwrap();
    let mut vault = new_vault(home.path());
    vault
        .write(|changes| {
            changes.put(DOCUMENT, id(1), Owner::Record(id(1)), b"first")?;
            changes.put(DOCUMENT, id(2), Owner::Record(id(2)), &[7; 200_000])?;
            changes.put(SETTING, id(0), Owner::Store, b"")
        })
        .unwrap();
    assert_eq!(vault.generation(), 2);
    let vault = vault.lock().unlock(&root_key(), 2).unwrap();
    assert_eq!(vault.read(DOCUMENT, id(1)).unwrap().expose(), b"first");
    drop(vault);

    let vault = open_vault(home.path(), 2).unwrap();
    assert_eq!(*vault.integrity(), Integrity::Sound);
    assert_eq!(vault.read(DOCUMENT, id(1)).unwrap().expose(), b"first");
    assert_eq!(vault.read(DOCUMENT, id(2)).unwrap().expose(), [7; 200_000]);
    assert_eq!(vault.read(SETTING, id(0)).unwrap().expose(), b"");
    assert_eq!(vault.ids(DOCUMENT), [id(1), id(2)]);
    assert_eq!(vault.owner(SETTING, id(0)), Some(Owner::Store));
    assert_eq!(vault.owned_by(id(2)), [RecordName::new(DOCUMENT, id(2))]);
}

#[test]
fn a_directory_is_absent_then_present_then_incomplete_and_after_erasing_absent() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path();
    assert_eq!(presence(path), Ok(Presence::Absent));
    assert_eq!(Store::open(path, random()).unwrap_err(), VaultError::Absent);
    drop(new_vault(path));
    assert_eq!(presence(path), Ok(Presence::Present));
    std::fs::remove_file(path.join("wallet.db")).unwrap();
    assert_eq!(presence(path), Ok(Presence::Incomplete));
    assert_eq!(Store::open(path, random()).unwrap_err(), VaultError::Incomplete);
    vault::erase(path).unwrap();
    assert_eq!(presence(path), Ok(Presence::Absent));
    assert_eq!(std::fs::read_dir(path).unwrap().count(), 0);
}

#[test]
fn slots_are_readable_while_locked_and_change_together() {
    let home = tempfile::tempdir().unwrap();
    drop(new_vault(home.path()));
    let mut store = Store::open(home.path(), random()).unwrap();
    assert_eq!(store.slot(SlotName::Pin).unwrap().unwrap(), b"pin slot");
    let changes = [(SlotName::Pin, None), (SlotName::PinNext, Some(b"next".as_slice()))];
    store.write_slots(&changes).unwrap();
    drop(store);
    let store = Store::open(home.path(), random()).unwrap();
    assert_eq!(store.slot(SlotName::Pin).unwrap(), None);
    assert_eq!(store.slot(SlotName::PinNext).unwrap().unwrap(), b"next");
    assert_eq!(store.slot(SlotName::Recovery).unwrap(), None);
}
