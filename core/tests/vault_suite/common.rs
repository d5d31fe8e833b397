//! What the vault's tests share.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use vigiayto_core::platform::{Randomness, RandomnessError};
use vigiayto_core::secret::SecretBytes;
use vigiayto_core::vault::{RecordId, RecordKind, Refused, SlotName, Store, StoreId, Vault};

/// Random bytes that differ from call to call and are the same in every run.
#[derive(Default)]
pub(crate) struct CountingRandomness(AtomicU64);

impl Randomness for CountingRandomness {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomnessError> {
        for chunk in bytes.chunks_mut(8) {
            let mut word = self.0.fetch_add(1, Ordering::Relaxed);
            // SplitMix64's finaliser: enough to spread a counter.
            word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            chunk.copy_from_slice(&word.to_le_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}

pub(crate) fn random() -> Arc<dyn Randomness> {
    Arc::new(CountingRandomness::default())
}

pub(crate) fn root_key() -> SecretBytes<32> {
    SecretBytes::init_with_mut(|key| key.fill(0x42))
}

pub(crate) fn id(number: u8) -> RecordId {
    RecordId::new([number; 16])
}

pub(crate) fn new_vault(directory: &Path) -> Vault {
    let slots = [(SlotName::Pin, b"pin slot".as_slice())];
    Store::create(directory, STORE, &root_key(), &slots, random()).unwrap()
}

pub(crate) fn open_vault(directory: &Path, floor: u64) -> Result<Vault, Box<Refused>> {
    Store::open(directory, random()).unwrap().unlock(&root_key(), floor)
}

pub(crate) const STORE: StoreId = StoreId::new(*b"store for tests.");
pub(crate) const DOCUMENT: RecordKind = RecordKind::new(1);
pub(crate) const SETTING: RecordKind = RecordKind::new(9);
