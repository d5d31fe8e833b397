//! Which screen a shell is on: one enum, read from the outside without any secret.

use crate::access::Allowance;

/// The state of a wallet.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum WalletState {
    /// The file is broken; it is kept. Way on: restore it from a copy, or erase.
    Corrupt,
    /// Erased, on request or after five wrong recoveries. Way on: make a new wallet.
    Erased,
    /// The device's key store does not answer. Way on: try again, restart the device.
    HardwareUnavailable,
    /// Locked. Way on: the passcode, or recovery.
    Locked {
        /// Whether a passcode may be tried now.
        passcode: Allowance,
    },
    /// The device remembers a wallet whose file is gone. Way on: restore the file, or erase.
    FileMissing,
    /// The file is of a newer version. Way on: update the app.
    NewerFormat,
    /// There is none yet.
    NotCreated,
    /// Ten wrong passcodes. Way on: the security questions.
    RecoveryOnly {
        /// Whether answers may be tried now.
        answers: Allowance,
    },
    /// The right answers were given; a new passcode can be set when the delay is over. The right passcode cancels it.
    Recovering {
        /// Seconds left of the delay; 0 when the new passcode can be set.
        ready_in_seconds: u32,
        /// Whether a passcode may be tried now, to cancel.
        passcode: Allowance,
    },
    /// The file is of another device, or the anchor or keys of this one are gone. Way on: erase.
    Unbound,
    /// An older copy of the file was put back, from before the last change of passcode; its keys are gone. Way on: put the
    /// newest copy back, or erase.
    RolledBack,
    /// The key slots were changed outside the app. Way on: restore the file from a copy, or erase.
    Tampered,
    /// Open: a session exists.
    Unlocked,
}
