//! The disk is full.

use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;
use vigiayto_core::vault::{
    Integrity, Owner, Presence, SlotName, Store, Vault, VaultError, presence,
};

use crate::common::{DOCUMENT, STORE, id, new_vault, open_vault, random, root_key};

#[test]
fn on_a_full_disk_nothing_is_lost_removals_and_slots_still_work_and_the_space_comes_back() {
    let Some(disk) = SmallDisk::mount() else { return };
    let home = disk.path().join("wallet");
    let mut vault = new_vault(&home);
    let written = fill(&mut vault);
    assert!(written > 20);
    let generation = vault.generation();

    assert_eq!(vault.ids(DOCUMENT).len(), usize::from(written));
    let blocked =
        vault.write(|changes| changes.put(DOCUMENT, id(0), Owner::Record(id(0)), &[9; 60_000]));
    assert_eq!(blocked, Err(VaultError::Full));
    assert_eq!(vault.generation(), generation);

    let slots =
        [(SlotName::Pin, Some([7; 4000].as_slice())), (SlotName::PinNext, Some(&[8; 4000]))];
    vault.write_slots(&slots).unwrap();
    vault.write(|changes| changes.remove_owner(id(1))).unwrap();
    drop(vault);

    let mut vault = open_vault(&home, generation + 1).unwrap();
    assert_eq!(*vault.integrity(), Integrity::Sound);
    assert_eq!(vault.slot(SlotName::PinNext).unwrap().unwrap(), [8; 4000]);
    for number in (0..written).filter(|number| *number != 1) {
        assert_eq!(vault.read(DOCUMENT, id(number)).unwrap().expose(), [number; 60_000]);
    }
    // The room of the removed one is used again; what a write needs beside it, the reserve gives on request.
    vault.release_reserve().unwrap();
    vault
        .write(|changes| changes.put(DOCUMENT, id(1), Owner::Record(id(1)), &[1; 50_000]))
        .unwrap();
}

#[test]
fn a_store_opens_on_a_disk_without_a_free_byte() {
    let Some(disk) = SmallDisk::mount() else { return };
    let home = disk.path().join("wallet");
    let mut vault = new_vault(&home);
    let written = fill(&mut vault);
    drop(vault);
    let filler = std::fs::File::create(disk.path().join("filler")).unwrap();
    while std::io::Write::write(&mut &filler, &[1; 512]).is_ok_and(|length| length > 0) {}

    let mut store = Store::open(&home, random()).unwrap();
    store.write_slots(&[(SlotName::Pin, Some(b"new"))]).unwrap();
    drop(store);
    let vault = open_vault(&home, 0).unwrap();
    assert_eq!(vault.ids(DOCUMENT).len(), usize::from(written));
}

#[test]
fn a_store_that_does_not_fit_leaves_nothing_behind() {
    let Some(disk) = SmallDisk::mount() else { return };
    let filler = std::fs::File::create(disk.path().join("filler")).unwrap();
    while std::io::Write::write(&mut &filler, &[1; 512]).is_ok_and(|length| length > 0) {}
    let home = disk.path().join("wallet");
    let created = Store::create(&home, STORE, &root_key(), &[], random());
    assert_eq!(created.unwrap_err(), VaultError::Full);
    assert_eq!(presence(&home), Ok(Presence::Absent));
}

/// Writes documents of 60 kB until the disk says no.
fn fill(vault: &mut Vault) -> u8 {
    for number in 0..=u8::MAX {
        let content = [number; 60_000];
        match vault
            .write(|changes| changes.put(DOCUMENT, id(number), Owner::Record(id(number)), &content))
        {
            Ok(()) => {}
            Err(error) => {
                assert_eq!(error, VaultError::Full);
                return number;
            }
        }
    }
    panic!("the disk is not small")
}

/// A file system of 4 MiB. Only an administrator of a Linux machine can make one; others go without these tests.
struct SmallDisk(TempDir);

impl SmallDisk {
    fn mount() -> Option<Self> {
        let place = TempDir::new().unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=4m", "tmpfs"])
            .arg(place.path())
            .output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(Self(place));
        }
        println!("not checked: this machine lets nobody mount a small disk");
        None
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let path: PathBuf = self.0.path().to_owned();
        let _ = Command::new("umount").arg("-l").arg(path).status();
    }
}
