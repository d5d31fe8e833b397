//! The disk is full.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;
use vigiayto_core::vault::{
    Changes, Integrity, Owner, Presence, SlotName, Store, Vault, VaultError, presence,
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
    disk.fill();

    let mut store = Store::open(&home, random()).unwrap();
    store.write_slots(&[(SlotName::Pin, Some(b"new"))]).unwrap();
    drop(store);
    let vault = open_vault(&home, 0).unwrap();
    assert_eq!(vault.ids(DOCUMENT).len(), usize::from(written));
}

#[test]
fn a_store_that_does_not_fit_leaves_nothing_behind() {
    let Some(disk) = SmallDisk::mount() else { return };
    disk.fill();
    let home = disk.path().join("wallet");
    let created = Store::create(&home, STORE, &root_key(), &[], random());
    assert_eq!(created.unwrap_err(), VaultError::Full);
    assert_eq!(presence(&home), Ok(Presence::Absent));
}

#[test]
fn on_a_full_disk_an_entry_fails_with_its_act() {
    let Some(disk) = SmallDisk::mount() else { return };
    let home = disk.path().join("wallet");
    let (mut vault, entries) = full_with_history(&disk);
    let generation = vault.generation();
    let act = vault.write(|changes| {
        changes.append_history(&[9; 9000])?;
        changes.put(DOCUMENT, id(0), Owner::Record(id(0)), b"changed")
    });
    assert_eq!(act, Err(VaultError::Full));
    assert_eq!((vault.generation(), vault.history_len()), (generation, entries));
    assert_eq!(vault.read(DOCUMENT, id(0)).unwrap().expose(), [0; 60_000]);
    drop(vault);
    assert_eq!(open_vault(&home, generation).unwrap().check_history(), Ok(vec![]));
}

#[test]
fn on_a_full_disk_a_removal_takes_its_entry_along_and_entries_can_be_erased() {
    for erased in [0, ENTRIES] {
        let Some(disk) = SmallDisk::mount() else { return };
        let home = disk.path().join("wallet");
        let (mut vault, entries) = full_with_history(&disk);
        let act = |changes: &mut Changes| match erased {
            0 => {
                changes.append_history(b"removed")?;
                changes.remove_owner(id(1))
            }
            erased => changes.erase_history(erased, b"marker"),
        };
        vault.write(act).unwrap();
        let generation = vault.generation();
        drop(vault);
        let vault = open_vault(&home, generation).unwrap();
        assert_eq!(*vault.integrity(), Integrity::Sound);
        assert_eq!(vault.history_len(), entries - erased + 1);
        assert_eq!(vault.check_history(), Ok(vec![]));
    }
}

#[test]
fn a_store_of_version_1_opens_on_a_disk_without_a_free_byte() {
    let Some(disk) = SmallDisk::mount() else { return };
    let home = disk.path().join("wallet");
    drop(new_vault(&home));
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/vault_v1.db");
    std::fs::copy(fixture, home.join("wallet.db")).unwrap();
    disk.fill();
    let mut vault = open_vault(&home, 3).unwrap();
    assert_eq!(*vault.integrity(), Integrity::Sound);
    vault.write(|changes| changes.append_history(b"first")).unwrap();
}

/// A vault with [`ENTRIES`] small entries and some large ones, on a disk that takes no more of them. Says how many.
fn full_with_history(disk: &SmallDisk) -> (Vault, u64) {
    let mut vault = new_vault(&disk.path().join("wallet"));
    vault.write(|changes| (0..ENTRIES).try_for_each(|_| changes.append_history(b"shown"))).unwrap();
    fill(&mut vault);
    disk.fill();
    // The room that the log still has.
    while vault.write(|changes| changes.append_history(&[9; 9000])).is_ok() {}
    let entries = vault.history_len();
    (vault, entries)
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

    /// Takes every byte that is left.
    fn fill(&self) {
        let filler = File::options().append(true).create(true).open(self.path().join("filler"));
        let mut filler = filler.unwrap();
        while filler.write(&[1; 512]).is_ok_and(|length| length > 0) {}
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

const ENTRIES: u64 = 2000;
