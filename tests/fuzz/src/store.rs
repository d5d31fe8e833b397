//! A store with a past, and edits of its two files as a fuzzer words them.
//!
//! An input's first byte says what is done at the end: bit 0 makes the log's checksums right again, bit 1 removes the log.
//! Then come edits: what to do (1 byte), where (3), how many bytes follow (1), and those.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use vigiayto_core::secret::SecretBytes;
use vigiayto_core::vault::{
    Integrity, Owner, RecordId, RecordKind, RecordName, SlotName, Store, StoreId, Vault, VaultError,
};
use vigiayto_tests::device::TestRandomness;

/// The newest files of a store, and what every record ever said.
pub struct History {
    folder: PathBuf,
    database: Vec<u8>,
    log: Vec<u8>,
    generation: u64,
    said: BTreeMap<RecordName, Vec<Vec<u8>>>,
    newest: BTreeMap<RecordName, Vec<u8>>,
}

impl History {
    /// The one history of this process; the same bytes in every process.
    ///
    /// # Panics
    /// When it can't be made.
    pub fn get() -> &'static Self {
        static HISTORY: OnceLock<History> = OnceLock::new();
        HISTORY.get_or_init(Self::make)
    }

    fn make() -> Self {
        let folder = crate::folder();
        let random = Arc::new(TestRandomness::new(1));
        let slots = [(SlotName::Pin, b"pin slot".as_slice())];
        let mut vault = Store::create(&folder, STORE, &root_key(), &slots, random.clone())
            .expect("a store can be made");
        let mut said: BTreeMap<_, Vec<Vec<u8>>> = BTreeMap::new();
        let mut newest = BTreeMap::new();
        for (step, (kind, number, owner, length)) in STEPS.into_iter().enumerate() {
            let name = RecordName::new(kind, id(number));
            if length == 0 {
                let removed = vault.write(|changes| {
                    changes.append_history(&entry(step as u64 + 1))?;
                    changes.remove(kind, id(number))
                });
                removed.expect("it is there");
                newest.remove(&name);
            } else {
                let content = vec![u8::try_from(step).expect("few steps"); length];
                let put = vault.write(|changes| {
                    changes.append_history(&entry(step as u64 + 1))?;
                    changes.put(kind, id(number), owner, &content)
                });
                put.expect("it fits");
                said.entry(name).or_default().push(content.clone());
                newest.insert(name, content);
            }
            if step + 1 == STEPS_IN_DATABASE {
                // What came so far goes into the database; the rest stays in the log.
                drop(vault);
                let store = Store::open(&folder, random.clone()).expect("it opens");
                vault = store.unlock(&root_key(), 0).expect("it unlocks");
            }
        }
        let database = fs::read(folder.join(DATABASE)).expect("the database is there");
        let mut log = fs::read(folder.join(LOG)).expect("the log is there");
        make_reproducible(&mut log);
        Self { generation: vault.generation(), folder, database, log, said, newest }
    }

    /// The database and the log.
    pub fn files(&self) -> [&[u8]; 2] {
        [&self.database, &self.log]
    }

    /// Opens the store after the edits of `input`, reads everything, accepts what is left and reads again.
    ///
    /// # Panics
    /// When a sound store says anything but what was last written, or any store what was never written.
    pub fn open_edited(&self, input: &[u8]) {
        let Some((end, edits)) = input.split_first() else { return };
        let mut files = [self.database.clone(), self.log.clone()];
        apply(edits, &mut files);
        let [database, mut log] = files;
        if end & 1 != 0 {
            repair_checksums(&mut log);
        }
        fs::write(self.folder.join(DATABASE), database).expect("the database is written");
        let log = if end & 2 == 0 { log } else { Vec::new() };
        fs::write(self.folder.join(LOG), log).expect("the log is written");

        let Ok(store) = Store::open(&self.folder, Arc::new(TestRandomness::new(2))) else { return };
        for name in SlotName::ALL {
            let _ = store.slot(name);
        }
        let Ok(mut vault) = store.unlock(&root_key(), self.generation) else { return };
        let _ = vault.unreadable();
        let sound = *vault.integrity() == Integrity::Sound;
        check_history(&vault);
        for name in self.said.keys() {
            match vault.read(name.kind, name.id) {
                Ok(content) if sound => {
                    assert!(self.newest.get(name).is_some_and(|newest| newest == content.expose()));
                }
                Ok(content) => assert!(self.was_said(*name, content.expose())),
                Err(VaultError::NotFound(_)) => assert!(!sound || !self.newest.contains_key(name)),
                Err(_) => {}
            }
        }
        if sound {
            self.write(&mut vault);
        } else if vault.accept_as_is().is_ok() {
            assert!(*vault.integrity() == Integrity::Sound);
            for name in self.said.keys() {
                match vault.read(name.kind, name.id) {
                    Ok(content) => assert!(self.was_said(*name, content.expose())),
                    Err(error) => assert!(error == VaultError::NotFound(*name)),
                }
            }
            check_history(&vault);
            self.write(&mut vault);
        }
    }

    /// What a vault acknowledges it says again.
    fn write(&self, vault: &mut Vault) {
        let (kind, id) = (RecordKind::new(9), id(200));
        let written = vault.write(|changes| {
            changes.append_history(b"after")?;
            changes.put(kind, id, Owner::Store, b"after")
        });
        if written.is_ok() {
            assert!(vault.read(kind, id).is_ok_and(|content| content.expose() == b"after"));
            let page = vault.history_page(None, 1).expect("it can be read");
            let newest = page.entries.into_iter().next().and_then(|entry| entry.content);
            assert!(newest.is_some_and(|content| content.expose() == b"after"));
        }
    }

    fn was_said(&self, name: RecordName, content: &[u8]) -> bool {
        self.said.get(&name).is_some_and(|said| said.iter().any(|said| said == content))
    }
}

/// Reading the history comes to an end, and whatever it says was written under that number.
fn check_history(vault: &Vault) {
    let _ = vault.check_history();
    let mut before = None;
    while let Ok(page) = vault.history_page(before, 3) {
        for found in page.entries {
            let Some(content) = found.content else { continue };
            assert!(content.expose() == entry(found.number));
        }
        before = page.older;
        if before.is_none() {
            break;
        }
    }
}

/// What is appended as this number.
fn entry(number: u64) -> Vec<u8> {
    format!("entry {number}").into_bytes()
}

fn apply(mut edits: &[u8], files: &mut [Vec<u8>; 2]) {
    for _ in 0..MOST_EDITS {
        let Some(([what, high, middle, low, length], rest)) = edits.split_first_chunk() else {
            return;
        };
        let (bytes, rest) = rest.split_at(rest.len().min(usize::from(*length)));
        edits = rest;
        let file = &mut files[usize::from(what & 1)];
        let at = u32::from_be_bytes([0, *high, *middle, *low]) as usize % (file.len() + 1);
        match what >> 1 & 3 {
            0 => file.iter_mut().skip(at).zip(bytes).for_each(|(old, new)| *old = *new),
            1 => file.iter_mut().skip(at).zip(bytes).for_each(|(old, new)| *old ^= *new),
            2 => file.truncate(at),
            _ => {
                // A page of the database, or as much of the log, is put where another is.
                let from = usize::from(bytes.first().copied().unwrap_or_default()) * PAGE;
                let page: Vec<u8> = file.iter().skip(from).take(PAGE).copied().collect();
                let at = at / PAGE * PAGE;
                file.iter_mut().skip(at).zip(page).for_each(|(old, new)| *old = new);
            }
        }
    }
}

/// SQLite draws the log's two salts at random: they are made the same in every process.
fn make_reproducible(log: &mut [u8]) {
    if let Some(salts) = log.get_mut(16..24) {
        salts.fill(0x5a);
    }
    for frame in log.get_mut(LOG_HEADER..).unwrap_or_default().chunks_exact_mut(FRAME) {
        frame[8..16].fill(0x5a);
    }
    repair_checksums(log);
}

/// "WAL Format" in SQLite's documentation of its file format, §4: the sums run on from the header through every frame.
fn repair_checksums(log: &mut [u8]) {
    let Some((header, frames)) = log.split_at_mut_checked(LOG_HEADER) else { return };
    let word = if header[3] & 1 == 0 { u32::from_le_bytes } else { u32::from_be_bytes };
    let mut sums = [0_u32; 2];
    let mut add = |bytes: &[u8]| {
        for pair in bytes.as_chunks::<4>().0.as_chunks::<2>().0 {
            sums[0] = sums[0].wrapping_add(word(pair[0])).wrapping_add(sums[1]);
            sums[1] = sums[1].wrapping_add(word(pair[1])).wrapping_add(sums[0]);
        }
        [sums[0].to_be_bytes(), sums[1].to_be_bytes()].concat()
    };
    let sum = add(&header[..24]);
    header[24..].copy_from_slice(&sum);
    for frame in frames.chunks_exact_mut(FRAME) {
        add(&frame[..8]);
        let sum = add(&frame[24..]);
        frame[16..24].copy_from_slice(&sum);
    }
}

fn root_key() -> SecretBytes<32> {
    SecretBytes::init_with_mut(|key| key.fill(0x42))
}

const fn id(number: u8) -> RecordId {
    RecordId::new([number; 16])
}

const STORE: StoreId = StoreId::new(*b"store for fuzzer");
const DOCUMENT: RecordKind = RecordKind::new(2);
const PORTRAIT: RecordKind = RecordKind::new(3);
const SETTING: RecordKind = RecordKind::new(4);

/// Kind, number, owner, length; length 0 removes.
const STEPS: [(RecordKind, u8, Owner, usize); 8] = [
    (SETTING, 9, Owner::Store, 10),
    (DOCUMENT, 1, Owner::Record(id(1)), 300),
    (DOCUMENT, 2, Owner::Record(id(2)), 300),
    (PORTRAIT, 12, Owner::Record(id(2)), 9000),
    (DOCUMENT, 1, Owner::Record(id(1)), 310),
    (SETTING, 9, Owner::Store, 11),
    (PORTRAIT, 12, Owner::Record(id(2)), 0),
    (DOCUMENT, 3, Owner::Record(id(3)), 500),
];
const STEPS_IN_DATABASE: usize = 5;

const DATABASE: &str = "wallet.db";
const LOG: &str = "wallet.db-wal";
const PAGE: usize = 4096;
const LOG_HEADER: usize = 32;
const FRAME: usize = 24 + PAGE;
const MOST_EDITS: usize = 64;
