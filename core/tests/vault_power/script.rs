//! A wallet's life in a few lines, and what each generation of it says.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tempfile::TempDir;
use vigiayto_core::platform::{Randomness, RandomnessError};
use vigiayto_core::secret::SecretBytes;
use vigiayto_core::vault::{
    HistoryState, Integrity, Owner, RecordId, RecordKind, SlotName, Store, StoreId, Vault,
    VaultError,
};

/// What a wallet does next.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step {
    Put(u8, usize),
    Remove(u8),
    Slots(u8),
    Erase,
}

/// What the records and the history say, by number.
#[derive(Clone, Default)]
pub(crate) struct Said {
    records: BTreeMap<u8, Vec<u8>>,
    history: BTreeMap<u64, Vec<u8>>,
    last: u64,
}

impl Said {
    fn append(&mut self, content: Vec<u8>) {
        self.last += 1;
        self.history.insert(self.last, content);
    }
}

impl Step {
    pub(crate) fn run(self, vault: &mut Vault) -> Result<(), VaultError> {
        match self {
            Self::Put(number, length) => {
                let content = content(number, length, vault.generation());
                let owner = Owner::Record(id(number % 5));
                vault.write(|changes| {
                    changes.append_history(&content[..length.min(400)])?;
                    changes.put(KIND, id(number), owner, &content)
                })
            }
            Self::Remove(number) => vault.write(|changes| {
                changes.append_history(&[number])?;
                changes.remove(KIND, id(number))
            }),
            Self::Erase => {
                let newest = vault.history_page(None, 1)?.entries.first().map_or(0, |e| e.number);
                vault.write(|changes| changes.erase_history(newest / 2, b"marker"))
            }
            Self::Slots(fill) => {
                let body = [fill; 300];
                vault.write_slots(&[(SlotName::Pin, Some(&body)), (SlotName::PinNext, Some(&body))])
            }
        }
    }

    /// What the records say after this step, if they said `said` in `generation`.
    pub(crate) fn after(self, said: &Said, generation: u64) -> Said {
        let mut said = said.clone();
        match self {
            Self::Put(number, length) => {
                let content = content(number, length, generation);
                said.append(content[..length.min(400)].to_vec());
                said.records.insert(number, content);
            }
            Self::Remove(number) => {
                said.append(vec![number]);
                said.records.remove(&number);
            }
            Self::Erase => {
                let middle = said.last / 2;
                if said.history.keys().any(|number| *number <= middle) {
                    said.history.retain(|number, _| *number > middle);
                    said.append(b"marker".to_vec());
                }
            }
            Self::Slots(_) => {}
        }
        said
    }
}

/// Writes small and large, overwrites, removals, slots, and a history that grows and is erased; long enough that the log
/// is emptied and begun anew.
pub(crate) fn script(length: u8) -> Vec<Step> {
    let mut steps = Vec::new();
    for turn in 0..length {
        let number = turn % 17;
        steps.push(match turn % 8 {
            3 => Step::Put(number, 30_000),
            4 if turn % 16 == 12 => Step::Erase,
            5 => Step::Slots(turn),
            6 => Step::Put(number, 2_000),
            7 => Step::Remove((turn - 1) % 17),
            _ => Step::Put(number, 300),
        });
    }
    steps
}

pub(crate) fn create(directory: &Path) -> Vault {
    let slots = [(SlotName::Pin, [0; 300].as_slice()), (SlotName::PinNext, &[0; 300])];
    Store::create(directory, StoreId::new([3; 16]), &root_key(), &slots, random()).unwrap()
}

pub(crate) fn open(directory: &Path, floor: u64) -> Result<Vault, VaultError> {
    let store = Store::open(directory, random())?;
    store.unlock(&root_key(), floor).map_err(|refused| refused.error)
}

/// Everything that `said` has, records and history, nothing else, and both slots of one writing.
pub(crate) fn check(vault: &Vault, said: &Said) {
    assert_eq!(*vault.integrity(), Integrity::Sound);
    assert_eq!(vault.ids(KIND).len(), said.records.len());
    for (number, content) in &said.records {
        assert_eq!(vault.read(KIND, id(*number)).unwrap().expose(), content);
    }
    assert_eq!(vault.history_state(), HistoryState::Complete);
    let page = vault.history_page(None, 500).unwrap();
    assert!(page.breaks.is_empty());
    let history = page.entries.iter().map(|entry| (entry.number, &entry.content));
    let history = history.map(|(number, content)| (number, content.as_ref().unwrap().expose()));
    assert!(history.eq(said.history.iter().rev().map(|(number, content)| (*number, &content[..]))));
    assert_eq!(vault.slot(SlotName::Pin).unwrap(), vault.slot(SlotName::PinNext).unwrap());
}

/// A directory that once held a store, without its database.
pub(crate) fn empty_home(reserve: &Path) -> TempDir {
    let home = fast_home();
    fs::write(home.path().join("wallet.lock"), "made\n").unwrap();
    fs::hard_link(reserve, home.path().join("reserve")).unwrap();
    home
}

/// A folder in memory where there is one: what reaches the disk is decided by the test, not by the machine.
pub(crate) fn fast_home() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() }.unwrap()
}

/// SplitMix64: spreads a counter over 64 bits.
pub(crate) fn spread(counter: u64) -> u64 {
    let word = counter.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

fn content(number: u8, length: usize, generation: u64) -> Vec<u8> {
    vec![number ^ generation.to_le_bytes()[0]; length]
}

fn id(number: u8) -> RecordId {
    RecordId::new([number + 1; 16])
}

fn root_key() -> SecretBytes<32> {
    SecretBytes::init_with_mut(|key| key.fill(0x42))
}

fn random() -> Arc<dyn Randomness> {
    Arc::new(Spreading)
}

struct Spreading;

impl Randomness for Spreading {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomnessError> {
        static COUNTER: AtomicU64 = AtomicU64::new(0);
        for chunk in bytes.chunks_mut(8) {
            let word = spread(COUNTER.fetch_add(1, Ordering::Relaxed));
            chunk.copy_from_slice(&word.to_le_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}

const KIND: RecordKind = RecordKind::new(1);
