//! A thief has the wallet's file. The attack is written anew from the documented format with the bare primitives, so it also
//! holds the derivation to its description; a control shows that it does find the passcode when it has the phone's key.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::fs;
use std::path::Path;

use argon2::{Algorithm, Argon2, AssociatedData, ParamsBuilder, Version};
use hkdf::Hkdf;
use p256::ecdh::diffie_hellman;
use p256::elliptic_curve::sec1::ToSec1Point;
use p256::hash2curve::GroupDigest;
use p256::{NistP256, PublicKey, SecretKey};
use rusqlite::Connection;
use sha2::Sha256;
use vigiayto_core::access::KdfPolicy;
use vigiayto_core::wallet::{Environment, Wallet};
use vigiayto_tests::device::TestDevice;
use vigiayto_tests::wallets::{ANSWERS, PASSCODE, answers, environment, owner, passcode};

/// The passcode slot, read as `core/docs/storage.md` describes it.
struct StolenSlot {
    store_id: [u8; 16],
    epoch: [u8; 4],
    memory_kib: u32,
    passes: u32,
    salt: [u8; 16],
    commitment: [u8; 32],
}

impl StolenSlot {
    fn read(folder: &Path) -> Self {
        let connection = Connection::open(folder.join("wallet.db")).unwrap();
        let store_id =
            connection.query_row("SELECT store_id FROM meta", [], |row| row.get(0)).unwrap();
        let slot: Vec<u8> = connection
            .query_row("SELECT body FROM slot WHERE name = 'pin'", [], |row| row.get(0))
            .unwrap();
        assert_eq!(&slot[..6], b"VGS1\x01\x01");
        let number = |at: usize| u32::from_be_bytes(slot[at..at + 4].try_into().unwrap());
        Self {
            store_id,
            epoch: slot[6..10].try_into().unwrap(),
            memory_kib: number(10),
            passes: number(14),
            salt: slot[18..34].try_into().unwrap(),
            commitment: slot[102..134].try_into().unwrap(),
        }
    }

    /// One guess, with whatever P-256 key the thief has.
    fn opens_with(&self, digits: [u8; 6], device_key: &SecretKey) -> bool {
        let context = [b"vgt/pin/1".as_slice(), &self.store_id].concat();
        let parameters = ParamsBuilder::new()
            .m_cost(self.memory_kib)
            .t_cost(self.passes)
            .p_cost(1)
            .output_len(32)
            .data(AssociatedData::new(&context).unwrap())
            .build()
            .unwrap();
        let mut s1 = [0; 32];
        Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters)
            .hash_password_into(&digits, &self.salt, &mut s1)
            .unwrap();
        let dst = b"VGT-DEVICE-V01-CS02-with-P256_XMD:SHA-256_SSWU_RO_";
        let point = NistP256::hash_from_bytes(&[&s1, &self.store_id, &self.epoch], &[dst]).unwrap();
        let point =
            PublicKey::from_sec1_bytes(point.to_affine().to_sec1_point(false).as_bytes()).unwrap();
        let s2 = diffie_hellman(device_key.to_nonzero_scalar(), point.as_affine());
        let joined = [s1.as_slice(), s2.raw_secret_bytes()].concat();
        let mut okm = [0; 64];
        Hkdf::<Sha256>::new(Some(&self.store_id), &joined).expand(&context, &mut okm).unwrap();
        okm[32..] == self.commitment
    }
}

fn digits_of(mut code: u32) -> [u8; 6] {
    let mut digits = [0; 6];
    for digit in digits.iter_mut().rev() {
        *digit = u8::try_from(code % 10).unwrap();
        code /= 10;
    }
    digits
}

/// A wallet's folder, and the phone's own key for its passcode.
fn victim(kdf: KdfPolicy) -> (tempfile::TempDir, SecretKey) {
    let device = TestDevice::new(21);
    let folder = tempfile::tempdir().unwrap();
    let environment = Environment { kdf, ..environment(device.clone(), 4) };
    let wallet = Wallet::open(folder.path(), environment).unwrap();
    wallet.create(&passcode(PASSCODE), &answers(ANSWERS), owner()).unwrap().lock();
    drop(wallet);
    let state = device.state();
    let key = state.keys.iter().find(|(alias, _)| alias.ends_with(".pin.1")).unwrap().1.clone();
    drop(state);
    (folder, key)
}

fn thief_key() -> SecretKey {
    SecretKey::from_slice(&[0x5a; 32]).unwrap()
}

#[test]
fn no_passcode_opens_a_stolen_file_without_the_phone() {
    let (folder, phone_key) = victim(KdfPolicy::WEAK_FOR_TESTS);
    let slot = StolenSlot::read(folder.path());
    let right: u32 = PASSCODE.parse().unwrap();
    assert!(slot.opens_with(digits_of(right), &phone_key), "control: the phone's key does open it");

    let long = std::env::var_os("VIGIAYTO_LONG").is_some();
    let codes = if long { 0..1_000_000 } else { right - 10_000..right + 10_000 };
    let key = thief_key();
    let tried = codes.len();
    let opened = codes.filter(|code| slot.opens_with(digits_of(*code), &key)).count();
    println!("{tried} passcodes tried on a stolen file, {opened} opened it");
    assert_eq!(opened, 0);
}

#[test]
fn nor_at_full_cost() {
    let (folder, phone_key) = victim(KdfPolicy::PRODUCTION);
    let slot = StolenSlot::read(folder.path());
    assert_eq!((slot.memory_kib, slot.passes), (64 * 1024, 3));
    let right: u32 = PASSCODE.parse().unwrap();
    assert!(slot.opens_with(digits_of(right), &phone_key), "control: the phone's key does open it");
    for code in [right, 0, 123_456, 999_999, right + 1] {
        assert!(!slot.opens_with(digits_of(code), &thief_key()));
    }
}

#[test]
fn the_file_says_nothing_in_the_clear() {
    let (folder, _) = victim(KdfPolicy::WEAK_FOR_TESTS);
    for entry in fs::read_dir(folder.path()).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        for needle in ["Nguyễn", "Mẫu", "ngã cây", "ngacayoi", PASSCODE] {
            let found = bytes.windows(needle.len()).any(|window| window == needle.as_bytes());
            assert!(!found, "{needle} stands in the file");
        }
    }
}
