//! A whole older file is put back.

use vigiayto_core::vault::{Integrity, Owner, VaultError};

use crate::common::{History, Outcome, SETTING, id, open_vault};

#[test]
fn every_older_generation_is_noticed_and_named_by_its_number() {
    let history = History::new();
    let floor = history.newest();
    for generation in 1..floor {
        let home = history.restored(generation);
        let expected = Outcome::Noticed(Integrity::RolledBack { generation, floor });
        assert_eq!(history.examine(home.path()), expected);
    }
}

#[test]
fn a_generation_at_or_above_the_floor_is_sound() {
    let history = History::new();
    for generation in 1..=history.newest() {
        for floor in 0..=generation {
            let home = history.restored(generation);
            let vault = open_vault(home.path(), floor).unwrap();
            assert_eq!(*vault.integrity(), Integrity::Sound);
            assert_eq!(vault.generation(), generation);
        }
    }
}

#[test]
fn a_rolled_back_vault_can_be_read_but_not_written_until_it_is_accepted() {
    let history = History::new();
    let floor = history.newest();
    let home = history.restored(6);
    let mut vault = open_vault(home.path(), floor).unwrap();
    assert!(vault.read(SETTING, id(0)).is_ok());
    let written = vault.write(|changes| changes.put(SETTING, id(0), Owner::Store, b"new"));
    assert_eq!(written, Err(VaultError::ReadOnly));

    let accepted = vault.accept_as_is().unwrap();
    assert!(accepted.dropped.is_empty());
    assert_eq!(vault.generation(), floor + 1);
    vault.write(|changes| changes.put(SETTING, id(0), Owner::Store, b"new")).unwrap();
    drop(vault);
    let vault = open_vault(home.path(), floor + 2).unwrap();
    assert_eq!(*vault.integrity(), Integrity::Sound);
    assert_eq!(vault.read(SETTING, id(0)).unwrap().expose(), b"new");
}
