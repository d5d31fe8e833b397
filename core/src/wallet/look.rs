//! Looking at a wallet from the outside, without any secret.

use crate::access::{AccessError, Allowance, Anchor, AnchorError, Peeked, Phase, SlotKind};
use crate::vault::VaultError;
use crate::wallet::change::{LockedSlots, Names};
use crate::wallet::operation::Operation;
use crate::wallet::{Place, Shared, Wallet, WalletError, WalletState};

impl Wallet {
    /// Which screen a shell is on.
    #[must_use]
    pub fn state(&self) -> WalletState {
        // While an operation runs, the anchor is its own to write: two writers could give a counted try back.
        match Operation::begin(&self.shared) {
            Ok(_operation) => self.look(Restamp::Store),
            Err(_) => self.look(Restamp::Leave),
        }
    }

    pub(super) fn look(&self, restamp: Restamp) -> WalletState {
        let found = match &*self.shared.place() {
            Place::Locked(store) => Ok(*store.id().as_bytes()),
            Place::Unlocked => return WalletState::Unlocked,
            Place::Broken(VaultError::NewerFormat) => return WalletState::NewerFormat,
            Place::Broken(VaultError::Incomplete) => Err(WalletState::FileMissing),
            Place::Broken(_) => Err(WalletState::Corrupt),
            Place::Nothing => Err(WalletState::NotCreated),
        };
        let store_id = match found {
            Ok(store_id) => store_id,
            Err(without_file) => return self.look_without_file(without_file),
        };
        match self.shared.look(store_id, restamp) {
            Ok(state) => state,
            Err(AnchorError::Erased) => WalletState::Erased,
            Err(AnchorError::Missing | AnchorError::Foreign) => WalletState::Unbound,
            Err(AnchorError::Access(error)) => match WalletError::from(error) {
                WalletError::Unbound => WalletState::Unbound,
                _ => WalletState::HardwareUnavailable,
            },
        }
    }

    fn look_without_file(&self, otherwise: WalletState) -> WalletState {
        let store_id = match Anchor::peek(self.shared.environment.hardware.as_ref()) {
            Ok(Peeked::Erased { .. }) => return WalletState::Erased,
            Ok(Peeked::Live { store_id }) => store_id,
            Err(AnchorError::Access(_)) => return WalletState::HardwareUnavailable,
            Err(_) => return otherwise,
        };
        if otherwise != WalletState::NotCreated {
            return otherwise;
        }
        let gate = self.shared.gate(store_id);
        match gate.anchor_key().map_err(AnchorError::from).and_then(|key| gate.load_anchor(&key)) {
            Ok(anchor) if anchor.phase == Phase::Creating => WalletState::NotCreated,
            Ok(_) => WalletState::FileMissing,
            Err(_) => WalletState::Unbound,
        }
    }
}

/// Whether a wait that begins again is stored.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Restamp {
    Leave,
    Store,
}

impl Shared {
    fn look(&self, store_id: [u8; 16], restamp: Restamp) -> Result<WalletState, AnchorError> {
        let gate = self.gate(store_id);
        let key = gate.anchor_key()?;
        let anchor = gate.load_anchor(&key)?;
        let now = self.environment.hardware.boot_clock().map_err(AccessError::from)?;
        match self.verified_slot(&LockedSlots(self), &key, Names::of(SlotKind::Passcode)) {
            Ok(slot) if slot.epoch() < anchor.passcode_epoch => return Ok(WalletState::RolledBack),
            Ok(_) => {}
            Err(_) => return Ok(WalletState::Tampered),
        }
        // A wait that had to begin again is stored, or it would begin again at each look.
        let anchor = match restamp {
            Restamp::Store => anchor.restamped(now, gate.hardware, &key)?,
            Restamp::Leave => anchor,
        };
        let passcode = anchor.passcode_allowance(now);
        let answers = anchor.recovery_allowance(now);
        Ok(match (anchor.delay_left(now), passcode) {
            (Some(ready_in_seconds), passcode) => {
                WalletState::Recovering { ready_in_seconds, passcode }
            }
            (None, Allowance::Closed) => WalletState::RecoveryOnly { answers },
            (None, passcode) => WalletState::Locked { passcode },
        })
    }
}
