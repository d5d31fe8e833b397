//! Records and whom they belong to: what may be written, and what removing really removes.

use std::fs;

use vigiayto_core::vault::{
    MAX_CHANGES, MAX_RECORD_LENGTH, Owner, RecordId, RecordKind, RecordName, VaultError,
};

use crate::common::{DOCUMENT, PORTRAIT, SETTING, fast_home, id, meddler, new_vault, open_vault};

#[test]
fn removing_an_owner_removes_its_records_and_its_data_key_and_nobody_elses() {
    let home = fast_home();
    let mut vault = new_vault(home.path());
    vault
        .write(|changes| {
            changes.put(DOCUMENT, id(1), Owner::Record(id(1)), b"one")?;
            changes.put(PORTRAIT, id(11), Owner::Record(id(1)), b"face")?;
            changes.put(DOCUMENT, id(2), Owner::Record(id(2)), b"two")
        })
        .unwrap();
    assert_eq!(vault.ids(RecordKind::DATA_KEY), [id(1), id(2)]);
    vault.write(|changes| changes.remove_owner(id(1))).unwrap();
    assert_eq!(vault.ids(RecordKind::DATA_KEY), [id(2)]);
    assert_eq!(vault.ids(DOCUMENT), [id(2)]);
    assert!(vault.owned_by(id(1)).is_empty());
    assert_eq!(vault.read(DOCUMENT, id(2)).unwrap().expose(), b"two");
    let again = vault.write(|changes| changes.remove_owner(id(1)));
    assert!(matches!(again, Err(VaultError::NotFound(_))));
}

#[test]
fn the_data_key_goes_with_the_last_record() {
    let home = fast_home();
    let mut vault = new_vault(home.path());
    vault
        .write(|changes| {
            changes.put(DOCUMENT, id(1), Owner::Record(id(1)), b"one")?;
            changes.put(PORTRAIT, id(11), Owner::Record(id(1)), b"face")
        })
        .unwrap();
    vault.write(|changes| changes.remove(PORTRAIT, id(11))).unwrap();
    assert_eq!(vault.ids(RecordKind::DATA_KEY), [id(1)]);
    vault.write(|changes| changes.remove(DOCUMENT, id(1))).unwrap();
    assert!(vault.ids(RecordKind::DATA_KEY).is_empty());
    // In one change the last one may go and another come.
    vault.write(|changes| changes.put(DOCUMENT, id(1), Owner::Record(id(1)), b"one")).unwrap();
    vault
        .write(|changes| {
            changes.remove(DOCUMENT, id(1))?;
            changes.put(PORTRAIT, id(11), Owner::Record(id(1)), b"face")
        })
        .unwrap();
    drop(vault);
    let vault = open_vault(home.path(), 0).unwrap();
    assert_eq!(vault.read(PORTRAIT, id(11)).unwrap().expose(), b"face");
    assert!(vault.unreadable().unwrap().is_empty());
}

#[test]
fn an_owner_that_is_removed_and_made_again_gets_another_data_key() {
    let home = fast_home();
    let mut vault = new_vault(home.path());
    vault.write(|changes| changes.put(DOCUMENT, id(1), Owner::Record(id(1)), b"old")).unwrap();
    vault.write(|changes| changes.put(PORTRAIT, id(11), Owner::Record(id(1)), b"old")).unwrap();
    let key = vault.read(RecordKind::DATA_KEY, id(1)).unwrap();
    vault
        .write(|changes| {
            changes.put(PORTRAIT, id(12), Owner::Record(id(1)), b"staged before, so gone too")?;
            changes.remove_owner(id(1))?;
            changes.put(DOCUMENT, id(1), Owner::Record(id(1)), b"new")
        })
        .unwrap();
    assert_ne!(vault.read(RecordKind::DATA_KEY, id(1)).unwrap().expose(), key.expose());
    assert_eq!(vault.owned_by(id(1)), [RecordName::new(DOCUMENT, id(1))]);
    drop(vault);
    let vault = open_vault(home.path(), 0).unwrap();
    assert_eq!(vault.read(DOCUMENT, id(1)).unwrap().expose(), b"new");
    assert!(vault.unreadable().unwrap().is_empty());
}

#[test]
fn nothing_of_a_removed_record_stays_in_the_files() {
    let home = fast_home();
    let mut vault = new_vault(home.path());
    vault.write(|changes| changes.put(DOCUMENT, id(1), Owner::Record(id(1)), &[1; 9000])).unwrap();
    vault.write(|changes| changes.put(DOCUMENT, id(2), Owner::Record(id(2)), &[2; 9000])).unwrap();
    drop(vault);
    let mut bodies = Vec::new();
    {
        let connection = meddler(home.path());
        let sql = "SELECT body.body FROM record JOIN body USING (row) WHERE record.owner = ?1";
        let mut statement = connection.prepare(sql).unwrap();
        let mut rows = statement.query([id(1).as_bytes()]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            bodies.push(row.get::<_, Vec<u8>>(0).unwrap());
        }
    }
    assert_eq!(bodies.len(), 2);
    let mut vault = open_vault(home.path(), 0).unwrap();
    vault.write(|changes| changes.remove_owner(id(1))).unwrap();
    // While it is still open: neither in the file nor in the log.
    for name in ["wallet.db", "wallet.db-wal"] {
        let file = fs::read(home.path().join(name)).unwrap();
        for body in &bodies {
            for piece in body.chunks_exact(32) {
                assert!(!file.windows(32).any(|window| window == piece));
            }
        }
    }
    drop(vault);
}

#[test]
fn a_record_never_changes_hands() {
    let home = fast_home();
    let mut vault = new_vault(home.path());
    vault.write(|changes| changes.put(DOCUMENT, id(1), Owner::Record(id(1)), b"one")).unwrap();
    for owner in [Owner::Store, Owner::Record(id(2))] {
        let taken = vault.write(|changes| changes.put(DOCUMENT, id(1), owner, b"two"));
        assert_eq!(taken, Err(VaultError::WrongOwner(RecordName::new(DOCUMENT, id(1)))));
    }
    assert_eq!(vault.generation(), 2);
}

#[test]
fn what_the_vault_keeps_for_itself_and_what_is_too_large_is_refused() {
    let home = fast_home();
    let mut vault = new_vault(home.path());
    vault
        .write(|changes| {
            let nobody = Owner::Record(RecordId::new([0; 16]));
            let key = RecordKind::DATA_KEY;
            assert!(matches!(
                changes.put(key, id(1), Owner::Store, b""),
                Err(VaultError::Reserved(_))
            ));
            assert!(matches!(
                changes.put(DOCUMENT, id(1), nobody, b""),
                Err(VaultError::Reserved(_))
            ));
            assert!(matches!(changes.remove(key, id(1)), Err(VaultError::Reserved(_))));
            let large = vec![0; MAX_RECORD_LENGTH + 1];
            let limit = MAX_RECORD_LENGTH;
            let put = changes.put(DOCUMENT, id(1), Owner::Store, &large);
            assert_eq!(put, Err(VaultError::TooLarge { limit }));
            changes.put(DOCUMENT, id(1), Owner::Store, &large[1..])
        })
        .unwrap();
    assert_eq!(vault.read(DOCUMENT, id(1)).unwrap().expose().len(), MAX_RECORD_LENGTH);

    let many = vault.write(|changes| {
        (0..=MAX_CHANGES).try_for_each(|number| {
            let mut bytes = [7; 16];
            bytes[..8].copy_from_slice(&(number as u64).to_be_bytes());
            changes.put(SETTING, RecordId::new(bytes), Owner::Store, b"")
        })
    });
    assert_eq!(many, Err(VaultError::TooMany { limit: MAX_CHANGES }));
    assert!(vault.ids(SETTING).is_empty());
}

#[test]
fn a_change_that_its_caller_gives_up_changes_nothing() {
    let home = fast_home();
    let mut vault = new_vault(home.path());
    let given_up = vault.write(|changes| {
        changes.put(DOCUMENT, id(1), Owner::Store, b"")?;
        Err::<(), _>(VaultError::Io)
    });
    assert_eq!(given_up, Err(VaultError::Io));
    let missing = vault.write(|changes| {
        changes.put(DOCUMENT, id(1), Owner::Store, b"")?;
        changes.remove(DOCUMENT, id(2))
    });
    assert_eq!(missing, Err(VaultError::NotFound(RecordName::new(DOCUMENT, id(2)))));
    vault.write(|_| Ok::<_, VaultError>(())).unwrap();
    assert_eq!(vault.generation(), 1);
    assert!(vault.ids(DOCUMENT).is_empty());
}

#[test]
fn an_id_derived_from_a_value_is_the_same_each_time_and_differs_by_domain_and_value() {
    let home = fast_home();
    let vault = new_vault(home.path());
    let derived = vault.derive_id(DOCUMENT, b"000000000001");
    assert_eq!(derived, vault.derive_id(DOCUMENT, b"000000000001"));
    assert_ne!(derived, vault.derive_id(PORTRAIT, b"000000000001"));
    assert_ne!(derived, vault.derive_id(DOCUMENT, b"000000000002"));
}
