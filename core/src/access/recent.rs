//! Wrong passcodes of the last minutes, so that the same mistake typed twice costs one try, not two.

use alloc::vec::Vec;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use crate::access::AccessError;
use crate::platform::{BootTime, Randomness};
use crate::secret::SecretBytes;

/// Keeps keyed hashes in memory only; the key is random and dies with the process.
pub(crate) struct RecentWrong {
    key: SecretBytes<32>,
    entries: Vec<(BootTime, [u8; 32])>,
}

impl RecentWrong {
    pub(crate) fn new(random: &dyn Randomness) -> Result<Self, AccessError> {
        let key = SecretBytes::try_init_with_mut(|key| random.fill(key))?;
        Ok(Self { key, entries: Vec::with_capacity(MOST) })
    }

    pub(crate) fn contains(&self, secret: &[u8], now: BootTime) -> bool {
        let hash = self.hash(secret);
        self.entries
            .iter()
            .filter(|(at, _)| is_recent(*at, now))
            .any(|(_, known)| bool::from(known.ct_eq(&hash)))
    }

    pub(crate) fn remember(&mut self, secret: &[u8], now: BootTime) {
        let hash = self.hash(secret);
        self.entries.retain(|(at, _)| is_recent(*at, now));
        if self.entries.len() == MOST {
            self.entries.remove(0);
        }
        self.entries.push((now, hash));
    }

    pub(crate) fn forget(&mut self) {
        self.entries.clear();
    }

    fn hash(&self, secret: &[u8]) -> [u8; 32] {
        // HMAC is keyed here and nowhere else.
        let mut mac = Hmac::<Sha256>::new_from_slice(self.key.expose())
            .expect("HMAC takes a key of any length");
        mac.update(secret);
        mac.finalize().into_bytes().into()
    }
}

fn is_recent(at: BootTime, now: BootTime) -> bool {
    at.boot_id == now.boot_id
        && now.elapsed_ms.checked_sub(at.elapsed_ms).is_some_and(|age| age <= MOST_AGE_MS)
}

const MOST: usize = 5;
const MOST_AGE_MS: u64 = 5 * 60 * 1000;
