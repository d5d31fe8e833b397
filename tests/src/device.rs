//! A phone in memory whose clock, faults and lies a test controls.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use p256::ecdh::diffie_hellman;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use p256::elliptic_curve::sec1::ToSec1Point;
use p256::{PublicKey, SecretKey};
use sha2::{Digest, Sha256};
use vigiayto_core::platform::{
    BootTime, Capabilities, Clock, DeviceHardware, Enforcement, HardwareError, KeyPolicy,
    KeyPurpose, KeyStorage, Randomness, RandomnessError,
};

/// A call of the hardware, as a fault rule sees it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Call {
    /// `create_key`
    Create,
    /// `agree`
    Agree,
    /// `sign`
    Sign,
    /// `delete_key`
    Delete,
    /// `anchor_load`
    AnchorLoad,
    /// `anchor_store`
    AnchorStore,
    /// `boot_clock`
    BootClock,
}

/// Decides, for the n-th call, whether it fails.
pub type Fault = Box<dyn FnMut(usize, Call) -> Option<HardwareError> + Send>;

/// A phone's key store, anchor and boot clock.
pub struct TestDevice {
    state: Mutex<DeviceState>,
    fault: Mutex<Option<Fault>>,
    calls: AtomicUsize,
    agreements: AtomicUsize,
}

/// Everything a phone remembers; a copy of it is what restoring the phone's key store would bring back.
#[derive(Clone)]
pub struct DeviceState {
    /// Keys by alias.
    pub keys: BTreeMap<String, SecretKey>,
    /// The anchor.
    pub anchor: Option<Vec<u8>>,
    /// The boot clock.
    pub clock: BootTime,
    made: u64,
    seed: u64,
}

impl TestDevice {
    /// A new phone; the seed decides its keys.
    #[must_use]
    pub fn new(seed: u64) -> Arc<Self> {
        Arc::new(Self {
            state: Mutex::new(DeviceState {
                keys: BTreeMap::new(),
                anchor: None,
                clock: BootTime { boot_id: [1; 16], elapsed_ms: FIRST_MOMENT_MS },
                made: 0,
                seed,
            }),
            fault: Mutex::new(None),
            calls: AtomicUsize::new(0),
            agreements: AtomicUsize::new(0),
        })
    }

    /// What the phone remembers, to look at or change.
    pub fn state(&self) -> MutexGuard<'_, DeviceState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets time pass.
    pub fn pass_seconds(&self, seconds: u64) {
        self.state().clock.elapsed_ms += seconds * 1000;
    }

    /// Restarts the phone: another boot id.
    pub fn restart(&self) {
        let mut state = self.state();
        let next = u128::from_be_bytes(state.clock.boot_id)
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        state.clock = BootTime { boot_id: next.to_be_bytes(), elapsed_ms: FIRST_MOMENT_MS };
    }

    /// From now on `fault` decides which calls fail; the count begins at 0 again.
    pub fn set_fault(&self, fault: Option<Fault>) {
        self.calls.store(0, Ordering::SeqCst);
        *self.fault.lock().unwrap_or_else(PoisonError::into_inner) = fault;
    }

    /// How many calls were made since the fault rule was set.
    pub fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }

    /// How many key agreements succeeded with keys that open slots: each is one derivation of a guess.
    pub fn slot_agreements(&self) -> usize {
        self.agreements.load(Ordering::SeqCst)
    }

    fn enter(&self, call: Call) -> Result<(), HardwareError> {
        let number = self.calls.fetch_add(1, Ordering::SeqCst);
        let mut fault = self.fault.lock().unwrap_or_else(PoisonError::into_inner);
        match fault.as_mut().and_then(|fault| fault(number, call)) {
            Some(error) => Err(error),
            None => Ok(()),
        }
    }

    fn key(&self, alias: &str) -> Result<SecretKey, HardwareError> {
        self.state().keys.get(alias).cloned().ok_or(HardwareError::NoSuchKey)
    }
}

impl DeviceHardware for TestDevice {
    fn capabilities(&self) -> Result<Capabilities, HardwareError> {
        Ok(Capabilities { storage: KeyStorage::Software, user_presence: Enforcement::NotEnforced })
    }

    fn create_key(
        &self,
        alias: &str,
        _: KeyPurpose,
        _: KeyPolicy,
    ) -> Result<Vec<u8>, HardwareError> {
        self.enter(Call::Create)?;
        let mut state = self.state();
        state.made += 1;
        let scalar = Sha256::digest([state.seed.to_be_bytes(), state.made.to_be_bytes()].concat());
        let key = SecretKey::from_slice(&scalar).map_err(|_| HardwareError::Failed)?;
        let public = key.public_key().to_sec1_point(false).as_bytes().to_vec();
        state.keys.insert(alias.to_owned(), key);
        Ok(public)
    }

    fn agree(&self, alias: &str, point: &[u8]) -> Result<Vec<u8>, HardwareError> {
        self.enter(Call::Agree)?;
        let key = self.key(alias)?;
        let point = PublicKey::from_sec1_bytes(point).map_err(|_| HardwareError::Unsupported)?;
        if !alias.ends_with(".state") {
            self.agreements.fetch_add(1, Ordering::SeqCst);
        }
        let shared = diffie_hellman(key.to_nonzero_scalar(), point.as_affine());
        Ok(shared.raw_secret_bytes().as_slice().to_vec())
    }

    fn sign(&self, alias: &str, message: &[u8]) -> Result<Vec<u8>, HardwareError> {
        self.enter(Call::Sign)?;
        let signature: Signature = SigningKey::from(self.key(alias)?).sign(message);
        Ok(signature.to_bytes().as_slice().to_vec())
    }

    fn delete_key(&self, alias: &str) -> Result<(), HardwareError> {
        self.enter(Call::Delete)?;
        self.state().keys.remove(alias);
        Ok(())
    }

    fn anchor_load(&self) -> Result<Option<Vec<u8>>, HardwareError> {
        self.enter(Call::AnchorLoad)?;
        Ok(self.state().anchor.clone())
    }

    fn anchor_store(&self, bytes: &[u8]) -> Result<(), HardwareError> {
        self.enter(Call::AnchorStore)?;
        self.state().anchor = Some(bytes.to_vec());
        Ok(())
    }

    fn boot_clock(&self) -> Result<BootTime, HardwareError> {
        self.enter(Call::BootClock)?;
        Ok(self.state().clock)
    }
}

/// A wall clock that stands still at one moment.
pub struct FixedClock(pub i64);

impl Clock for FixedClock {
    fn unix_seconds(&self) -> i64 {
        self.0
    }
}

/// Reproducible bytes: SHA-256 of a seed and a counter. What it gave out is never kept.
pub struct TestRandomness {
    seed: u64,
    counter: AtomicUsize,
}

impl TestRandomness {
    /// Bytes that the seed decides.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { seed, counter: AtomicUsize::new(0) }
    }
}

impl Randomness for TestRandomness {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomnessError> {
        for chunk in bytes.chunks_mut(32) {
            let counter = self.counter.fetch_add(1, Ordering::SeqCst) as u64;
            let block = Sha256::digest([self.seed.to_be_bytes(), counter.to_be_bytes()].concat());
            chunk.copy_from_slice(&block[..chunk.len()]);
        }
        Ok(())
    }
}

/// Far from zero, so that a test can set the clock back as often as it likes.
const FIRST_MOMENT_MS: u64 = 1_000_000_000_000;
