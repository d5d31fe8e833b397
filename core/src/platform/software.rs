//! Hardware keys without hardware, the system's clocks and randomness: for desks and tests.
//!
//! The keys lie in a file beside the wallet. Whoever copies both files can guess passcodes at the speed of Argon2, so
//! [`SoftwareHardware`] says [`KeyStorage::Software`] and no shell calls it secure.

use alloc::borrow::ToOwned;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use p256::ecdh::diffie_hellman;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use p256::elliptic_curve::sec1::ToSec1Point;
use p256::{PublicKey, SecretKey};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::platform::{
    BootTime, Capabilities, Clock, DeviceHardware, Enforcement, HardwareError, KeyPolicy,
    KeyPurpose, KeyStorage, Randomness, RandomnessError,
};

/// Keys and anchor in one file, rewritten whole: written beside, synced, renamed.
pub struct SoftwareHardware {
    path: PathBuf,
    /// Serializes changes of the file; it guards no secret.
    writing: Mutex<()>,
}

impl SoftwareHardware {
    /// Keeps the keys at `path`; the file is made with the first key.
    #[must_use]
    pub fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), writing: Mutex::new(()) }
    }

    fn read(&self) -> Result<Content, HardwareError> {
        let mut bytes = Zeroizing::new(Vec::new());
        match File::open(&self.path) {
            Ok(file) => {
                file.take(MOST_FILE_BYTES)
                    .read_to_end(&mut bytes)
                    .map_err(|_| HardwareError::Failed)?;
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Content::default()),
            Err(_) => return Err(HardwareError::Failed),
        }
        ciborium::from_reader(bytes.as_slice()).map_err(|_| HardwareError::Failed)
    }

    fn change<T>(
        &self,
        change: impl FnOnce(&mut Content) -> Result<T, HardwareError>,
    ) -> Result<T, HardwareError> {
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let mut content = self.read()?;
        let result = change(&mut content)?;
        let mut bytes = Zeroizing::new(Vec::new());
        ciborium::into_writer(&content, &mut *bytes).map_err(|_| HardwareError::Failed)?;
        replace_durably(&self.path, &bytes).map_err(|_| HardwareError::Storage)?;
        Ok(result)
    }

    fn key(&self, alias: &str, purpose: KeyPurpose) -> Result<SecretKey, HardwareError> {
        let content = self.read()?;
        let key = content.keys.get(alias).ok_or(HardwareError::NoSuchKey)?;
        if key.signs != (purpose == KeyPurpose::Sign) {
            return Err(HardwareError::Unsupported);
        }
        SecretKey::from_slice(&key.scalar).map_err(|_| HardwareError::Failed)
    }
}

impl DeviceHardware for SoftwareHardware {
    fn capabilities(&self) -> Result<Capabilities, HardwareError> {
        Ok(Capabilities { storage: KeyStorage::Software, user_presence: Enforcement::NotEnforced })
    }

    fn create_key(
        &self,
        alias: &str,
        purpose: KeyPurpose,
        _policy: KeyPolicy,
    ) -> Result<Vec<u8>, HardwareError> {
        if alias.is_empty() || alias.len() > MOST_ALIAS_BYTES || !alias.is_ascii() {
            return Err(HardwareError::Unsupported);
        }
        let key = random_key()?;
        let public = key.public_key().to_sec1_point(false).as_bytes().to_vec();
        let stored = StoredKey {
            signs: purpose == KeyPurpose::Sign,
            scalar: key.to_bytes().as_slice().to_vec(),
        };
        self.change(|content| {
            content.keys.insert(alias.to_owned(), stored);
            Ok(())
        })?;
        Ok(public)
    }

    fn agree(&self, alias: &str, point: &[u8]) -> Result<Vec<u8>, HardwareError> {
        let key = self.key(alias, KeyPurpose::Agree)?;
        let point = PublicKey::from_sec1_bytes(point).map_err(|_| HardwareError::Unsupported)?;
        let shared = diffie_hellman(key.to_nonzero_scalar(), point.as_affine());
        Ok(shared.raw_secret_bytes().as_slice().to_vec())
    }

    fn sign(&self, alias: &str, message: &[u8]) -> Result<Vec<u8>, HardwareError> {
        let key = SigningKey::from(self.key(alias, KeyPurpose::Sign)?);
        let signature: Signature = key.sign(message);
        Ok(signature.to_bytes().as_slice().to_vec())
    }

    fn delete_key(&self, alias: &str) -> Result<(), HardwareError> {
        if !self.read()?.keys.contains_key(alias) {
            return Ok(());
        }
        self.change(|content| {
            content.keys.remove(alias);
            Ok(())
        })
    }

    fn anchor_load(&self) -> Result<Option<Vec<u8>>, HardwareError> {
        Ok(self.read()?.anchor.take())
    }

    fn anchor_store(&self, bytes: &[u8]) -> Result<(), HardwareError> {
        if bytes.len() > MOST_ANCHOR_BYTES {
            return Err(HardwareError::Unsupported);
        }
        self.change(|content| {
            content.anchor = Some(bytes.to_vec());
            Ok(())
        })
    }

    fn boot_clock(&self) -> Result<BootTime, HardwareError> {
        system_boot_clock()
    }
}

/// The system's wall clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn unix_seconds(&self) -> i64 {
        match SystemTime::now().duration_since(UNIX_EPOCH) {
            Ok(since) => i64::try_from(since.as_secs()).unwrap_or(i64::MAX),
            Err(before) => -i64::try_from(before.duration().as_secs()).unwrap_or(i64::MAX),
        }
    }
}

/// The operating system's random bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemRandomness;

impl Randomness for SystemRandomness {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomnessError> {
        getrandom::fill(bytes).map_err(|_| RandomnessError)
    }
}

#[derive(Default, Serialize, Deserialize)]
struct Content {
    keys: BTreeMap<String, StoredKey>,
    anchor: Option<Vec<u8>>,
}

#[derive(Serialize, Deserialize)]
struct StoredKey {
    signs: bool,
    scalar: Vec<u8>,
}

impl Drop for StoredKey {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.scalar);
    }
}

fn random_key() -> Result<SecretKey, HardwareError> {
    loop {
        let mut bytes = Zeroizing::new([0; 32]);
        getrandom::fill(&mut *bytes).map_err(|_| HardwareError::Failed)?;
        if let Ok(key) = SecretKey::from_slice(&*bytes) {
            return Ok(key);
        }
    }
}

/// Writes beside, syncs, renames and syncs the folder: after a crash the old or the new content is there, whole.
fn replace_durably(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = path.with_extension("new");
    let mut file = private_file(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&beside, path)?;
    match path.parent() {
        Some(folder) if cfg!(unix) => File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}

#[cfg(unix)]
fn private_file(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;

    fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn private_file(path: &Path) -> io::Result<File> {
    File::create(path)
}

/// `CLOCK_BOOTTIME` as the kernel shows it: it counts sleep, and no wall clock can move it.
#[cfg(target_os = "linux")]
fn system_boot_clock() -> Result<BootTime, HardwareError> {
    let boot_id =
        fs::read_to_string("/proc/sys/kernel/random/boot_id").map_err(|_| HardwareError::Failed)?;
    let hex: String = boot_id.trim().chars().filter(|letter| *letter != '-').collect();
    let boot_id = u128::from_str_radix(&hex, 16).map_err(|_| HardwareError::Failed)?.to_be_bytes();
    let uptime = fs::read_to_string("/proc/uptime").map_err(|_| HardwareError::Failed)?;
    let (seconds, hundredths) = uptime
        .split_ascii_whitespace()
        .next()
        .and_then(|field| field.split_once('.'))
        .ok_or(HardwareError::Failed)?;
    let seconds: u64 = seconds.parse().map_err(|_| HardwareError::Failed)?;
    let hundredths: u64 = hundredths.parse().map_err(|_| HardwareError::Failed)?;
    Ok(BootTime { boot_id, elapsed_ms: seconds * 1000 + hundredths * 10 })
}

/// Other desks have no boot clock that safe code can read; there the wallet stays locked rather than trust a wall clock.
#[cfg(not(target_os = "linux"))]
fn system_boot_clock() -> Result<BootTime, HardwareError> {
    Err(HardwareError::Unsupported)
}

const MOST_ALIAS_BYTES: usize = 64;
const MOST_ANCHOR_BYTES: usize = 256;
const MOST_FILE_BYTES: u64 = 1024 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_agree_on_the_same_secret() {
        let folder = tempfile::tempdir().unwrap();
        let device = SoftwareHardware::new(&folder.path().join("device.keys"));
        let one = device.create_key("one", KeyPurpose::Agree, KeyPolicy::Unattended).unwrap();
        let two = device.create_key("two", KeyPurpose::Agree, KeyPolicy::Unattended).unwrap();
        assert_eq!(device.agree("one", &two).unwrap(), device.agree("two", &one).unwrap());
    }

    #[test]
    fn a_deleted_key_is_gone_and_the_anchor_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("device.keys");
        let device = SoftwareHardware::new(&path);
        let point = device.create_key("one", KeyPurpose::Agree, KeyPolicy::Unattended).unwrap();
        device.anchor_store(b"anchor").unwrap();
        device.delete_key("one").unwrap();
        device.delete_key("one").unwrap();
        let again = SoftwareHardware::new(&path);
        assert_eq!(again.agree("one", &point), Err(HardwareError::NoSuchKey));
        assert_eq!(again.anchor_load().unwrap().as_deref(), Some(b"anchor".as_slice()));
    }

    #[test]
    fn a_key_serves_only_its_purpose() {
        let folder = tempfile::tempdir().unwrap();
        let device = SoftwareHardware::new(&folder.path().join("device.keys"));
        device.create_key("sign", KeyPurpose::Sign, KeyPolicy::Unattended).unwrap();
        let point = device.create_key("agree", KeyPurpose::Agree, KeyPolicy::Unattended).unwrap();
        assert_eq!(device.agree("sign", &point), Err(HardwareError::Unsupported));
        assert_eq!(device.sign("agree", b"text"), Err(HardwareError::Unsupported));
        assert_eq!(device.sign("sign", b"text").unwrap().len(), 64);
    }

    #[test]
    fn a_damaged_file_is_an_error_and_not_an_empty_key_store() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("device.keys");
        fs::write(&path, b"not CBOR of ours").unwrap();
        assert_eq!(SoftwareHardware::new(&path).anchor_load(), Err(HardwareError::Failed));
    }

    #[test]
    fn the_boot_clock_goes_forward() {
        let before = system_boot_clock().unwrap();
        let after = system_boot_clock().unwrap();
        assert_eq!(before.boot_id, after.boot_id);
        assert!(after.elapsed_ms >= before.elapsed_ms);
    }
}
