//! One entry as it is stored: sealed for its place in the chain, and hashed.

use sha2::{Digest as _, Sha256};

use crate::platform::Randomness;
use crate::secret::SecretBytes;
use crate::vault::error::VaultError;
use crate::vault::name::StoreId;
use crate::vault::seal::{self, Draft, Plaintext, Sealed};

/// A row of the table `history`.
#[derive(Clone)]
pub(in crate::vault) struct SealedEntry {
    pub(super) number: u64,
    /// The hash of the entry before.
    pub(super) previous: [u8; 32],
    pub(super) tag: [u8; 16],
    pub(super) body: Vec<u8>,
}

impl SealedEntry {
    /// Seals `draft` as entry `number` after the entry whose hash is `previous`.
    pub(super) fn seal(
        key: &SecretBytes<32>,
        store: StoreId,
        number: u64,
        previous: [u8; 32],
        draft: Draft,
        random: &dyn Randomness,
    ) -> Result<Self, VaultError> {
        let data = |length| associated_data(store, number, &previous, length);
        let Sealed { tag, body } = seal::seal_with(key, data, draft, random)?;
        Ok(Self { number, previous, tag, body })
    }

    /// What the entry says, if it is one of this store, with this number and after that very entry.
    pub(super) fn open(self, key: &SecretBytes<32>, store: StoreId) -> Option<Plaintext> {
        let Self { number, previous, tag, body } = self;
        let data = |length| associated_data(store, number, &previous, length);
        seal::open_with(key, data, &tag, body)
    }

    /// Whether [`Self::open`] would succeed.
    pub(super) fn opens(&self, key: &SecretBytes<32>, store: StoreId) -> bool {
        self.clone().open(key, store).is_some()
    }

    /// What the next entry and the manifest call it by.
    pub(super) fn hash(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(LABEL);
        hash.update(self.previous);
        hash.update(self.number.to_be_bytes());
        hash.update(self.tag);
        hash.update(&self.body);
        hash.finalize().into()
    }
}

fn associated_data(store: StoreId, number: u64, previous: &[u8; 32], length: u32) -> Vec<u8> {
    [
        LABEL,
        store.as_bytes(),
        &number.to_be_bytes(),
        previous,
        &seal::EPOCH.to_be_bytes(),
        &[seal::SUITE],
        &length.to_be_bytes(),
    ]
    .concat()
}

const LABEL: &[u8] = b"WLT1 history";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::RandomnessError;

    #[test]
    fn the_sealed_form_and_the_hash_are_frozen() {
        // Computed by another hand: XChaCha20-Poly1305 and SHA-256 in Python.
        let sealed = sealed();
        assert_eq!(hex(&sealed.tag), "9919c13ceb31e7d2f97ecf10a1733409");
        assert_eq!(
            hex(&sealed.hash()),
            "8981e75a18f67a064e4f80bad2b631194489e8168345ecd4f0e43a3dc2afcf09"
        );
    }

    #[test]
    fn an_entry_opens_only_in_its_store_with_its_number_after_its_predecessor() {
        assert_eq!(sealed().open(&key(), STORE).unwrap().expose(), b"entry");
        assert!(sealed().open(&key(), StoreId::new([9; 16])).is_none());
        assert!(SealedEntry { number: 6, ..sealed() }.open(&key(), STORE).is_none());
        assert!(SealedEntry { previous: [4; 32], ..sealed() }.open(&key(), STORE).is_none());
        assert!(SealedEntry { tag: [4; 16], ..sealed() }.open(&key(), STORE).is_none());
    }

    #[test]
    fn every_bit_of_an_entry_changes_its_hash() {
        let hash = sealed().hash();
        let mut hashes = vec![hash];
        hashes.push(SealedEntry { number: 6, ..sealed() }.hash());
        for at in 0..32 {
            let mut changed = sealed();
            changed.previous[at] ^= 1;
            hashes.push(changed.hash());
        }
        for at in 0..16 {
            let mut changed = sealed();
            changed.tag[at] ^= 1;
            hashes.push(changed.hash());
        }
        for at in 0..sealed().body.len() {
            let mut changed = sealed();
            changed.body[at] ^= 1;
            hashes.push(changed.hash());
        }
        let all = hashes.len();
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), all);
    }

    fn sealed() -> SealedEntry {
        SealedEntry::seal(&key(), STORE, 5, [3; 32], Draft::new(b"entry").unwrap(), &Sevens)
            .unwrap()
    }

    fn key() -> SecretBytes<32> {
        SecretBytes::init_with_mut(|key| key.fill(0x11))
    }

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    struct Sevens;

    impl Randomness for Sevens {
        fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomnessError> {
            bytes.fill(7);
            Ok(())
        }
    }

    const STORE: StoreId = StoreId::new([0x44; 16]);
}
