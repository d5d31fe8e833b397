//! The wallet's side of an attempt: which slot, what its verdict means, and what is recorded when it was right.

use alloc::sync::Arc;
use std::sync::PoisonError;

use crate::access::{
    AccessError, Allowance, Anchor, AnchorError, KeySlot, RecentWrong, SlotKind, Verdict,
};
use crate::platform::HardwareError;
use crate::secret::SecretBytes;
use crate::wallet::change::{LockedSlots, Names};
use crate::wallet::operation::Operation;
use crate::wallet::{Place, Session, Shared, WalletError};

impl Shared {
    /// One counted attempt at a slot of the locked store.
    pub(super) fn try_secret(
        &self,
        kind: SlotKind,
        secret: &[u8],
    ) -> Result<(SecretBytes<32>, Anchor), WalletError> {
        let (store_id, slot) = self.locked_slot(kind)?;
        self.try_slot(store_id, &slot, secret)
    }

    pub(super) fn locked_slot(&self, kind: SlotKind) -> Result<([u8; 16], KeySlot), WalletError> {
        let store_id = match &*self.place() {
            Place::Locked(store) => *store.id().as_bytes(),
            other => return Err(other.error()),
        };
        let key = self.anchor_key(store_id)?;
        Ok((store_id, self.verified_slot(&LockedSlots(self), &key, Names::of(kind))?))
    }

    pub(super) fn try_slot(
        &self,
        store_id: [u8; 16],
        slot: &KeySlot,
        secret: &[u8],
    ) -> Result<(SecretBytes<32>, Anchor), WalletError> {
        let key = self.anchor_key(store_id)?;
        // Missing only after a panic of the hardware's own code.
        let known = self.recent.lock().unwrap_or_else(PoisonError::into_inner).take();
        let mut recent = match known {
            Some(recent) => recent,
            None => RecentWrong::new(self.environment.random.as_ref())?,
        };
        let gate = self.gate(store_id);
        let mut verdict = gate.attempt(&key, secret, slot, &mut recent);
        if verdict.as_ref().err() == Some(&COUNT_NOT_STORED) && self.release_reserve() {
            // A full disk must not lock the owner out. Nothing was tried yet.
            verdict = gate.attempt(&key, secret, slot, &mut recent);
        }
        *self.recent.lock().unwrap_or_else(PoisonError::into_inner) = Some(recent);
        match (verdict?, slot.kind()) {
            (Verdict::Right { root_key, anchor }, _) => Ok((root_key, anchor)),
            (Verdict::Wrong { next: Allowance::Closed }, SlotKind::Recovery)
            | (Verdict::Refused { allowance: Allowance::Closed }, SlotKind::Recovery) => {
                self.erase()?;
                Err(WalletError::Erased)
            }
            (Verdict::Wrong { next }, SlotKind::Passcode) => {
                Err(WalletError::WrongPasscode { next })
            }
            (Verdict::Wrong { next }, SlotKind::Recovery) => {
                Err(WalletError::WrongAnswers { next })
            }
            (Verdict::Refused { allowance: Allowance::After { seconds } }, _) => {
                Err(WalletError::TryAgainIn { seconds })
            }
            (Verdict::Refused { .. }, _) => Err(WalletError::RecoveryOnly),
        }
    }

    /// Opens the vault with the right root key and records the success in the anchor.
    pub(super) fn open_vault(
        self: &Arc<Self>,
        root_key: &SecretBytes<32>,
        anchor: Anchor,
    ) -> Result<Session, WalletError> {
        let now = self.environment.hardware.boot_clock()?;
        let store = {
            let mut place = self.place();
            match core::mem::replace(&mut *place, Place::Unlocked) {
                Place::Locked(store) => store,
                other => {
                    let error = other.error();
                    *place = other;
                    return Err(error);
                }
            }
        };
        let vault = match store.unlock(root_key, anchor.generation_floor) {
            Ok(vault) => vault,
            Err(refused) => {
                *self.place() = Place::Locked(refused.store);
                return Err(refused.error.into());
            }
        };
        Session::begin(Arc::clone(self), vault, now)
    }

    /// Tries back to none, a running recovery cancelled, the floor raised to what was just verified.
    pub(super) fn record_success(&self, session: &Session) -> Result<(), WalletError> {
        let gate = self.gate(session.store_id());
        let key = self.anchor_key(session.store_id())?;
        let anchor = gate.load_anchor(&key)?;
        let floor = session.verified_generation().unwrap_or(anchor.generation_floor);
        Ok(anchor.after_success(floor).store(gate.hardware, &key)?)
    }

    /// Lets the anchor remember what was written in a session, so that an older file is noticed. Locking must not fail: when
    /// the hardware does not answer, or an operation has the anchor, the next unlock does it.
    pub(super) fn raise_floor(&self, store_id: [u8; 16], generation: u64) {
        let Ok(_operation) = Operation::begin(self) else { return };
        let gate = self.gate(store_id);
        let Ok(key) = self.anchor_key(store_id) else { return };
        let Ok(anchor) = gate.load_anchor(&key) else { return };
        if anchor.generation_floor < generation {
            let raised = Anchor { generation_floor: generation, ..anchor };
            let _stored_at_the_next_unlock_otherwise = raised.store(gate.hardware, &key);
        }
    }

    /// While a recovery runs: whether its delay is over.
    pub(super) fn delay_is_over(&self) -> Result<(), WalletError> {
        let store_id = match &*self.place() {
            Place::Locked(store) => *store.id().as_bytes(),
            other => return Err(other.error()),
        };
        let gate = self.gate(store_id);
        let key = self.anchor_key(store_id)?;
        let now = gate.hardware.boot_clock()?;
        match gate.load_anchor(&key)?.restamped(now, gate.hardware, &key)?.delay_left(now) {
            None => Err(WalletError::NotRecovering),
            Some(0) => Ok(()),
            Some(seconds) => Err(WalletError::TryAgainIn { seconds }),
        }
    }

    /// Gives the vault's reserve up, so that a key store on the same disk can write again.
    fn release_reserve(&self) -> bool {
        match &*self.place() {
            Place::Locked(store) => store.release_reserve().is_ok(),
            _ => false,
        }
    }
}

const COUNT_NOT_STORED: AnchorError =
    AnchorError::Access(AccessError::Hardware(HardwareError::Storage));
