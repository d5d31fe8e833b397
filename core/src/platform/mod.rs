//! What the core asks of the world: hardware keys, clocks, randomness. All of it arrives as an argument, so that every
//! rule is a deterministic test; a phone's shell implements [`DeviceHardware`] in Kotlin or Swift.

#[cfg(feature = "wallet")]
mod software;

use alloc::vec::Vec;

#[cfg(feature = "wallet")]
pub use self::software::{SoftwareHardware, SystemClock, SystemRandomness};

/// What a key in the phone's hardware is for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum KeyPurpose {
    /// ECDH over P-256 ([`DeviceHardware::agree`]).
    Agree,
    /// ECDSA over P-256 with SHA-256 ([`DeviceHardware::sign`]).
    Sign,
}

/// Whether the phone's own lock must have been opened for a key to be used.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum KeyPolicy {
    /// The key works whenever the app runs.
    Unattended,
    /// The key works only after the phone's own lock was opened (device credential or biometrics).
    UserPresence,
}

/// Where the keys live.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum KeyStorage {
    /// A file: a desk or a test. Never called secure.
    Software,
    /// A trusted execution environment.
    TrustedEnvironment,
    /// A secure element (StrongBox, Secure Enclave).
    SecureElement,
}

/// What the hardware says of itself. It is shown to the user and never trusted for a decision.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Capabilities {
    /// Where keys are kept.
    pub storage: KeyStorage,
    /// Whether [`KeyPolicy::UserPresence`] is enforced.
    pub user_presence: Enforcement,
}

/// Whether a platform really enforces a policy it is asked for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Enforcement {
    /// By hardware or operating system.
    Enforced,
    /// Not at all: the policy is accepted and has no effect.
    NotEnforced,
}

/// Time since the phone was started, counting sleep (`CLOCK_BOOTTIME`, `mach_continuous_time`).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct BootTime {
    /// Another value after every start of the phone.
    pub boot_id: [u8; 16],
    /// Milliseconds since that start.
    pub elapsed_ms: u64,
}

/// Why the hardware did not answer. Carries no text: whatever the platform said may hold personal data.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum HardwareError {
    /// The phone's own lock must be opened first, or was refused.
    #[error("the device's own lock must be opened first")]
    AuthenticationRequired,
    /// There is no key under that alias (deleted, or invalidated by the platform).
    #[error("the device has no such key")]
    NoSuchKey,
    /// The anchor or a key could not be stored.
    #[error("the device could not store it")]
    Storage,
    /// The platform can't do that at all.
    #[error("the device does not support it")]
    Unsupported,
    /// Anything else, including an exception of the foreign code.
    #[error("the device's key store failed")]
    Failed,
}

/// Hardware keys, the anchor outside the app's files, and the boot clock: the one foreign trait.
///
/// The core checks every answer (lengths, curve membership, signatures), holds no lock across a call and treats any error
/// as "not unlocked". Aliases are ASCII, at most 64 bytes.
pub trait DeviceHardware: Send + Sync {
    /// What this hardware says of itself.
    ///
    /// # Errors
    /// [`HardwareError`].
    fn capabilities(&self) -> Result<Capabilities, HardwareError>;

    /// Makes a P-256 key that can't leave the device and returns its public point, uncompressed (65 bytes, SEC 1 §2.3.3).
    /// An existing key of that alias is replaced.
    ///
    /// # Errors
    /// [`HardwareError`].
    fn create_key(
        &self,
        alias: &str,
        purpose: KeyPurpose,
        policy: KeyPolicy,
    ) -> Result<Vec<u8>, HardwareError>;

    /// ECDH of the key with `point` (uncompressed, 65 bytes): the x-coordinate, 32 bytes (SEC 1 §3.3.1).
    ///
    /// # Errors
    /// [`HardwareError`].
    fn agree(&self, alias: &str, point: &[u8]) -> Result<Vec<u8>, HardwareError>;

    /// ECDSA with SHA-256 over `message`: DER or the 64 bytes r‖s.
    ///
    /// # Errors
    /// [`HardwareError`].
    fn sign(&self, alias: &str, message: &[u8]) -> Result<Vec<u8>, HardwareError>;

    /// Deletes a key for good. Deleting one that does not exist succeeds.
    ///
    /// # Errors
    /// [`HardwareError`].
    fn delete_key(&self, alias: &str) -> Result<(), HardwareError>;

    /// The bytes last stored by [`Self::anchor_store`], if any.
    ///
    /// # Errors
    /// [`HardwareError`].
    fn anchor_load(&self) -> Result<Option<Vec<u8>>, HardwareError>;

    /// Stores at most 256 bytes durably, outside the files that a backup of the app would restore; all or nothing.
    ///
    /// # Errors
    /// [`HardwareError`].
    fn anchor_store(&self, bytes: &[u8]) -> Result<(), HardwareError>;

    /// Time since boot.
    ///
    /// # Errors
    /// [`HardwareError`].
    fn boot_clock(&self) -> Result<BootTime, HardwareError>;
}

/// The wall clock. It is used for what is shown and for expiry, never for waits.
pub trait Clock: Send + Sync {
    /// Seconds since 1970-01-01T00:00:00Z.
    fn unix_seconds(&self) -> i64;
}

/// Random bytes fit for keys.
pub trait Randomness: Send + Sync {
    /// Fills `bytes`.
    ///
    /// # Errors
    /// [`RandomnessError`] when the operating system has none to give.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomnessError>;
}

/// The operating system could not give random bytes.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("no random bytes from the operating system")]
pub struct RandomnessError;
