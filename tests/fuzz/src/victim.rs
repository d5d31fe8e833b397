//! A wallet and the phone it belongs to, put back as they were before each input.

use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use p256::NistP256;
use p256::elliptic_curve::sec1::ToSec1Point;
use p256::hash2curve::GroupDigest;
use sha2::Sha256;
use vigiayto_core::platform::DeviceHardware;
use vigiayto_core::vault::{SlotName, Store};
use vigiayto_core::wallet::Wallet;
use vigiayto_tests::device::{DeviceState, TestDevice, TestRandomness};
use vigiayto_tests::wallets::{create, environment};

/// The wallet of [`vigiayto_tests::wallets`]: the same bytes in every process.
pub struct Victim {
    folder: PathBuf,
    device: Arc<TestDevice>,
    state: DeviceState,
    file: Vec<u8>,
    state_key: [u8; 32],
    /// The passcode slot and the recovery slot as they lie in the file, signed.
    slots: [Vec<u8>; 2],
}

impl Victim {
    /// The one wallet of this process.
    ///
    /// # Panics
    /// When it can't be made.
    pub fn get() -> &'static Self {
        static VICTIM: OnceLock<Victim> = OnceLock::new();
        VICTIM.get_or_init(Self::make)
    }

    fn make() -> Self {
        let (folder, device) = (crate::folder(), TestDevice::new(1));
        let (wallet, session) = create(&folder, device.clone()).expect("a wallet can be made");
        session.lock();
        drop((session, wallet));

        let store = Store::open(&folder, Arc::new(TestRandomness::new(2))).expect("it opens");
        let id = *store.id().as_bytes();
        let slots = [SlotName::Pin, SlotName::Recovery]
            .map(|name| store.slot(name).expect("it is read").expect("it is filled"));
        drop(store);
        let state_key = state_key(device.as_ref(), &id);
        let file = fs::read(folder.join("wallet.db")).expect("the file was made");
        let state = device.state().clone();
        Self { folder, device, state, file, state_key, slots }
    }

    /// Puts everything back and opens the wallet after `change` was made to the phone and to the locked store.
    ///
    /// # Panics
    /// When the files can't be written.
    pub fn wallet(&self, change: impl FnOnce(&mut DeviceState, &mut Store)) -> Wallet {
        *self.device.state() = self.state.clone();
        let _none_is_left_after_an_orderly_end = fs::remove_file(self.folder.join("wallet.db-wal"));
        fs::write(self.folder.join("wallet.db"), &self.file).expect("the file is written");
        let random = Arc::new(TestRandomness::new(3));
        let mut store = Store::open(&self.folder, random).expect("the file is as it was made");
        change(&mut self.device.state(), &mut store);
        drop(store);
        Wallet::open(&self.folder, environment(self.device.clone(), 4)).expect("it opens")
    }

    /// The anchor as the phone keeps it.
    pub fn anchor(&self) -> &[u8] {
        self.state.anchor.as_deref().unwrap_or_default()
    }

    /// The slot as it lies in the file.
    pub fn slot(&self, name: SlotName) -> &[u8] {
        if name == SlotName::Pin { &self.slots[0] } else { &self.slots[1] }
    }

    /// The MAC that the phone's key makes over `parts`.
    ///
    /// # Panics
    /// Never: HMAC takes a key of any length.
    pub fn sign(&self, parts: &[&[u8]]) -> Vec<u8> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.state_key).expect("a key of any length");
        parts.iter().for_each(|part| mac.update(part));
        mac.finalize().into_bytes().to_vec()
    }
}

/// As `core/src/access/device.rs` derives it: ECDH of the phone's key with a fixed point, then HKDF.
fn state_key(device: &TestDevice, store_id: &[u8; 16]) -> [u8; 32] {
    let label: &[u8] = b"vgt/state/1";
    let domain: &[u8] = b"VGT-DEVICE-V01-CS02-with-P256_XMD:SHA-256_SSWU_RO_";
    let point = NistP256::hash_from_bytes(&[label, store_id], &[domain]).expect("a point");
    let point = point.to_affine().to_sec1_point(false);
    let alias = format!("vgt.{:032x}.state", u128::from_be_bytes(*store_id));
    let shared = device.agree(&alias, point.as_bytes()).expect("the phone has the key");
    let mut key = [0; 32];
    Hkdf::<Sha256>::new(Some(store_id), &shared).expand(label, &mut key).expect("32 bytes");
    key
}
