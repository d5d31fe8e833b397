//! The keys of an open vault, all derived from the 32-byte root key (HKDF-SHA-256, RFC 5869) with the store's id as salt
//! and one label each, so that no key ever does two jobs and no two stores share one.

use hkdf::Hkdf;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use super::name::StoreId;
use crate::secret::SecretBytes;

/// What the root key opens. Wiped when dropped.
pub(super) struct Keys {
    /// Seals the data keys of owners.
    pub(super) wrap: SecretBytes<32>,
    /// Seals records that belong to the store itself.
    pub(super) store: SecretBytes<32>,
    /// Authenticates the manifest.
    pub(super) manifest: SecretBytes<32>,
    /// Makes ids from values that must not be seen ([`Vault::derive_id`](super::Vault::derive_id)).
    pub(super) index: SecretBytes<32>,
    /// Seals the entries of the history.
    pub(super) history: SecretBytes<32>,
}

impl Keys {
    pub(super) fn derive(root_key: &SecretBytes<32>, store_id: StoreId) -> Self {
        // The one place where the root key is used: it becomes five keys that can't be turned back into it.
        let hkdf = Hkdf::<Sha256>::new(Some(store_id.as_bytes()), root_key.expose());
        Self {
            wrap: expand(&hkdf, b"WLT1/record-wrap"),
            store: expand(&hkdf, b"WLT1/store-records"),
            manifest: expand(&hkdf, b"WLT1/manifest"),
            index: expand(&hkdf, b"WLT1/index"),
            history: expand(&hkdf, b"WLT1/history"),
        }
    }
}

/// HMAC-SHA-256 (RFC 2104) over `parts`, each of which has a fixed length or comes last.
pub(super) fn authenticate(key: &SecretBytes<32>, parts: &[&[u8]]) -> Hmac<Sha256> {
    // HMAC needs the key's bytes.
    let mut mac = Hmac::<Sha256>::new_from_slice(key.expose())
        .expect("HMAC takes a key of any length (RFC 2104 §2)");
    for part in parts {
        mac.update(part);
    }
    mac
}

fn expand(hkdf: &Hkdf<Sha256>, label: &[u8]) -> SecretBytes<32> {
    SecretBytes::init_with_mut(|key| {
        hkdf.expand(label, key).expect("32 bytes are below HKDF's limit (RFC 5869 §2.3)");
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_differ_from_each_other_and_between_stores() {
        let root = SecretBytes::init_with_mut(|key| key.fill(0x42));
        let mut seen = Vec::new();
        for store in [[1; 16], [2; 16]] {
            let keys = Keys::derive(&root, StoreId::new(store));
            for key in [&keys.wrap, &keys.store, &keys.manifest, &keys.index, &keys.history] {
                seen.push(*key.expose());
            }
        }
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 10);
    }

    #[test]
    fn the_derivation_is_frozen() {
        // Computed by another hand: HKDF-SHA-256 from Python's hmac.
        let root = SecretBytes::init_with_mut(|key| key.fill(0x42));
        let keys = Keys::derive(&root, StoreId::new(*b"store for tests."));
        let hex: String = keys.wrap.expose().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "f5a0b91d4c33db8418f1c4f09dd3c85a2c7026cf0e0938e99f3ccdba3ebc3e77");
    }
}
