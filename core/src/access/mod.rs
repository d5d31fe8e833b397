//! Who may open the wallet: passcode rules, security questions, attempts and waits, key slots.
//!
//! ```text
//! passcode ─ Argon2id ─> S1 ─ hash to P-256 ─> Q ─ ECDH with a key that can't leave the phone ─> S2
//! HKDF-SHA-256(S1 ‖ S2) ─> key-encryption key ‖ commitment ─> opens the slot that holds the random root key
//! ```
//!
//! Each guess costs both Argon2 and a call of the phone's chip, and is counted durably outside the database before it is
//! tried. A copied file can't be guessed at all. The answers to the security questions open a second slot the same way, all in
//! one derivation, so that no answer can be checked alone.

mod anchor;
mod answers;
mod attempt;
mod device;
mod kdf;
mod lockout;
mod passcode;
pub mod questions;
mod recent;
mod slot;
mod weakness;

pub use self::answers::{Answer, Answers, WeakAnswer, normalise_answer};
pub use self::kdf::{Argon2Parameters, KdfPolicy};
pub use self::lockout::{
    Allowance, MAX_WRONG_PASSCODES, MAX_WRONG_RECOVERIES, RECOVERY_DELAY_SECONDS,
};
pub use self::passcode::{Passcode, PasscodeEntry, PasscodeLength};
pub use self::weakness::{Weakness, weakness_of};

pub(crate) use self::anchor::{Anchor, AnchorError, AnchorKey, Epochs, Peeked, Phase};
pub(crate) use self::attempt::{Gate, Verdict};
pub(crate) use self::device::{DeviceKeys, KeyRole};
pub(crate) use self::kdf::wipe_stack;
pub(crate) use self::lockout::Tries;
pub(crate) use self::recent::RecentWrong;
pub(crate) use self::slot::{KeySlot, SlotKind};

/// Why an access operation failed.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum AccessError {
    /// A key slot is not in a format this version reads, or its parameters are out of bounds: the file was damaged or planted.
    #[error("the key slot is damaged")]
    DamagedSlot,
    /// The phone's hardware failed or answered what no honest hardware answers.
    #[error(transparent)]
    Hardware(#[from] crate::platform::HardwareError),
    /// Not enough memory for the derivation. It is never weakened to fit.
    #[error("not enough memory for the key derivation")]
    OutOfMemory,
    /// The operating system gave no random bytes.
    #[error(transparent)]
    Randomness(#[from] crate::platform::RandomnessError),
}
