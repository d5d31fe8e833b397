//! What the vault's tests share.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rusqlite::Connection;
use tempfile::TempDir;
use vigiayto_core::platform::{Randomness, RandomnessError};
use vigiayto_core::secret::SecretBytes;
use vigiayto_core::vault::{
    Integrity, Owner, RecordId, RecordKind, RecordName, Refused, SlotName, Store, StoreId, Vault,
    VaultError,
};

/// Bytes that never repeat within a run. Two stores with equal nonces would hide an exchange of their rows.
pub(crate) struct CountingRandomness(pub(crate) &'static AtomicU64);

impl Randomness for CountingRandomness {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomnessError> {
        for chunk in bytes.chunks_mut(8) {
            let word = spread(self.0.fetch_add(1, Ordering::Relaxed));
            chunk.copy_from_slice(&word.to_le_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}

/// SplitMix64: spreads a counter over 64 bits.
pub(crate) fn spread(counter: u64) -> u64 {
    let word = counter.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

pub(crate) fn random() -> Arc<dyn Randomness> {
    static COUNTER: AtomicU64 = AtomicU64::new(0);
    Arc::new(CountingRandomness(&COUNTER))
}

pub(crate) fn root_key() -> SecretBytes<32> {
    SecretBytes::init_with_mut(|key| key.fill(0x42))
}

pub(crate) const fn id(number: u8) -> RecordId {
    let mut bytes = [number; 16];
    // All zeros would be no owner.
    bytes[15] = 1;
    RecordId::new(bytes)
}

pub(crate) fn new_vault(directory: &Path) -> Vault {
    let slots = [(SlotName::Pin, b"pin slot".as_slice())];
    Store::create(directory, STORE, &root_key(), &slots, random()).unwrap()
}

pub(crate) fn open_vault(directory: &Path, floor: u64) -> Result<Vault, Box<Refused>> {
    Store::open(directory, random()).unwrap().unlock(&root_key(), floor)
}

/// A folder in memory where there is one, so that thousands of openings do not wait for the disk.
pub(crate) fn fast_home() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() }.unwrap()
}

/// A store with a past: its files after each generation, and what every record said in each.
pub(crate) struct History {
    home: TempDir,
    pub(crate) said: Vec<BTreeMap<RecordName, Vec<u8>>>,
}

impl History {
    /// Three documents (two with a portrait), a setting; each changed, one removed, one made anew, and an entry in the
    /// history for each of that.
    pub(crate) fn new() -> Self {
        let home = fast_home();
        let live = home.path().join("live");
        let mut vault = new_vault(&live);
        let mut history = Self { home, said: vec![BTreeMap::new()] };
        history.keep(&live, 1);
        let mut said = BTreeMap::new();
        for (step, (kind, number, owner, length)) in STEPS.into_iter().enumerate() {
            let name = RecordName::new(kind, id(number));
            if length == 0 {
                vault
                    .write(|changes| {
                        changes.append_history(&entry(step as u64 + 1))?;
                        changes.remove(kind, id(number))
                    })
                    .unwrap();
                said.remove(&name);
            } else {
                let content = vec![u8::try_from(step).unwrap() + 1; length];
                vault
                    .write(|changes| {
                        changes.append_history(&entry(step as u64 + 1))?;
                        changes.put(kind, id(number), owner, &content)
                    })
                    .unwrap();
                said.insert(name, content);
            }
            history.said.push(said.clone());
            vault = Store::open(&close(vault, &live), random())
                .unwrap()
                .unlock(&root_key(), 0)
                .unwrap();
            history.keep(&live, vault.generation());
        }
        history
    }

    pub(crate) fn newest(&self) -> u64 {
        self.said.len() as u64
    }

    /// The database file of one generation.
    pub(crate) fn file(&self, generation: u64) -> PathBuf {
        self.home.path().join(format!("{generation}.db"))
    }

    /// A fresh directory with the store of one generation, as a thief or a backup would put it back.
    pub(crate) fn restored(&self, generation: u64) -> TempDir {
        let home = fast_home();
        for name in ["wallet.lock", "reserve"] {
            fs::hard_link(self.home.path().join("live").join(name), home.path().join(name))
                .unwrap();
        }
        // A lock is on the file, not on its name: each directory needs its own.
        fs::remove_file(home.path().join("wallet.lock")).unwrap();
        fs::write(home.path().join("wallet.lock"), "made\n").unwrap();
        fs::copy(self.file(generation), home.path().join("wallet.db")).unwrap();
        home
    }

    /// Opens what lies in `directory` with the newest generation as floor, reads everything and says what came of it.
    /// Panics if a sound vault says anything but the newest content, or any vault something that was never written.
    pub(crate) fn examine(&self, directory: &Path) -> Outcome {
        let store = match Store::open(directory, random()) {
            Ok(store) => store,
            Err(error) => return Outcome::Refused(error),
        };
        let vault = match store.unlock(&root_key(), self.newest()) {
            Ok(vault) => vault,
            Err(refused) => return Outcome::Refused(refused.error),
        };
        let _ = vault.check_history().unwrap();
        let mut before = None;
        while let Ok(page) = vault.history_page(before, 3) {
            for found in page.entries {
                let Some(content) = found.content else { continue };
                assert_eq!(content.expose(), entry(found.number));
            }
            before = page.older;
            if before.is_none() {
                break;
            }
        }
        let newest = self.said.last().unwrap();
        let mut named = Vec::new();
        for name in self.said.iter().flat_map(BTreeMap::keys) {
            let sound = *vault.integrity() == Integrity::Sound;
            match vault.read(name.kind, name.id) {
                Ok(content) if sound => {
                    assert_eq!(Some(content.expose()), newest.get(name).map(|c| &**c))
                }
                Ok(content) => assert!(
                    self.said
                        .iter()
                        .any(|said| said.get(name).is_some_and(|c| c == content.expose())),
                    "a record says what was never written"
                ),
                Err(VaultError::Unreadable(bad)) => {
                    assert_eq!(bad, *name);
                    named.push(bad);
                }
                Err(VaultError::NotFound(_)) => assert!(!sound || !newest.contains_key(name)),
                Err(error) => panic!("{error}"),
            }
        }
        match vault.integrity() {
            Integrity::Sound if named.is_empty() => Outcome::Unnoticed,
            Integrity::Sound => Outcome::Named(named),
            noticed => Outcome::Noticed(noticed.clone()),
        }
    }

    fn keep(&self, live: &Path, generation: u64) {
        fs::copy(live.join("wallet.db"), self.file(generation)).unwrap();
    }
}

/// How a store that was meddled with presented itself.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Outcome {
    /// It did not open or unlock.
    Refused(VaultError),
    /// It opened and said so.
    Noticed(Integrity),
    /// It opened as sound, and reading named the records that were hit.
    Named(Vec<RecordName>),
    /// Everything was as it should be.
    Unnoticed,
}

/// SQLite without any of the vault's care, for meddling.
pub(crate) fn meddler(directory: &Path) -> Connection {
    let connection = Connection::open(directory.join("wallet.db")).unwrap();
    connection.pragma_update(None, "ignore_check_constraints", "ON").unwrap();
    connection.pragma_update(None, "synchronous", "OFF").unwrap();
    connection
}

/// What [`History::new`] appends to the history as this number.
fn entry(number: u64) -> Vec<u8> {
    format!("entry {number}").into_bytes()
}

/// Closes the vault, so that the log is written into the file, and passes on where it was.
fn close(vault: Vault, directory: &Path) -> PathBuf {
    drop(vault);
    directory.to_owned()
}

pub(crate) const STORE: StoreId = StoreId::new(*b"store for tests.");
pub(crate) const DOCUMENT: RecordKind = RecordKind::new(1);
pub(crate) const PORTRAIT: RecordKind = RecordKind::new(2);
pub(crate) const SETTING: RecordKind = RecordKind::new(9);

/// Kind, number, owner, length; length 0 removes.
const STEPS: [(RecordKind, u8, Owner, usize); 13] = [
    (SETTING, 0, Owner::Store, 10),
    (DOCUMENT, 1, Owner::Record(id(1)), 300),
    (DOCUMENT, 2, Owner::Record(id(2)), 300),
    (PORTRAIT, 12, Owner::Record(id(2)), 9000),
    (DOCUMENT, 1, Owner::Record(id(1)), 310),
    (SETTING, 0, Owner::Store, 11),
    (DOCUMENT, 3, Owner::Record(id(3)), 500),
    (DOCUMENT, 3, Owner::Record(id(3)), 0),
    (PORTRAIT, 11, Owner::Record(id(1)), 5000),
    (DOCUMENT, 2, Owner::Record(id(2)), 300),
    (DOCUMENT, 3, Owner::Record(id(3)), 500),
    (DOCUMENT, 3, Owner::Record(id(3)), 501),
    (PORTRAIT, 12, Owner::Record(id(2)), 9001),
];
