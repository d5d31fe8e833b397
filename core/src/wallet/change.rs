//! Changing the passcode or the answers: a persisted step of two phases that a kill can interrupt anywhere.
//!
//! 1. The intent is written (`…Next`, empty), new device keys are made, and the new slots are written beside the ones in force.
//! 2. One transaction makes them the ones in force. From then on the new secret opens the wallet.
//! 3. The old device keys are deleted, then the anchor takes the new epochs.
//!
//! [`Shared::settle`] ends what was interrupted: before phase 2 the new slots and keys are discarded, after it phase 3 is done again.

use alloc::vec::Vec;

use crate::access::{
    Anchor, AnchorKey, Answers, KeyRole, KeySlot, Passcode, Peeked, Phase, SlotKind,
};
use crate::secret::SecretBytes;
use crate::vault::SlotName;
use crate::wallet::{Place, Shared, WalletError};

/// A secret that is being set.
#[derive(Clone, Copy)]
pub(super) enum NewSecret<'a> {
    Passcode(&'a Passcode),
    Answers(&'a Answers),
}

impl NewSecret<'_> {
    fn kind(self) -> SlotKind {
        match self {
            Self::Passcode(_) => SlotKind::Passcode,
            Self::Answers(_) => SlotKind::Recovery,
        }
    }
}

/// The slots of a wallet, locked or open.
pub(super) trait SlotFile {
    fn read(&self, name: SlotName) -> Result<Option<Vec<u8>>, WalletError>;
    /// One durable transaction.
    fn write(&self, changes: &[(SlotName, Option<&[u8]>)]) -> Result<(), WalletError>;
}

/// The slots while the wallet is locked.
pub(super) struct LockedSlots<'a>(pub(super) &'a Shared);

impl SlotFile for LockedSlots<'_> {
    fn read(&self, name: SlotName) -> Result<Option<Vec<u8>>, WalletError> {
        match &*self.0.place() {
            Place::Locked(store) => Ok(store.slot(name)?),
            other => Err(other.error()),
        }
    }

    fn write(&self, changes: &[(SlotName, Option<&[u8]>)]) -> Result<(), WalletError> {
        match &mut *self.0.place() {
            Place::Locked(store) => Ok(store.write_slots(changes)?),
            other => Err(other.error()),
        }
    }
}

impl Shared {
    /// A new slot for `secret`, with a new device key of that epoch.
    pub(super) fn make_slot(
        &self,
        store_id: [u8; 16],
        epoch: u32,
        root_key: &SecretBytes<32>,
        secret: NewSecret<'_>,
    ) -> Result<Vec<u8>, WalletError> {
        let (bytes, questions) = match secret {
            NewSecret::Passcode(passcode) => {
                (zeroize::Zeroizing::new(passcode.digits().to_vec()), [0; 3])
            }
            NewSecret::Answers(answers) => (answers.derivation_input(), answers.positions()),
        };
        let slot = KeySlot::make(
            secret.kind(),
            epoch,
            questions,
            &bytes,
            root_key,
            &store_id,
            &self.gate(store_id).keys(),
            self.environment.kdf,
            self.environment.random.as_ref(),
        )?;
        Ok(slot.encode())
    }

    /// Replaces the slots of `secrets` in one step, as told above.
    pub(super) fn replace_slots(
        &self,
        slots: &dyn SlotFile,
        store_id: [u8; 16],
        root_key: &SecretBytes<32>,
        secrets: &[NewSecret<'_>],
    ) -> Result<(), WalletError> {
        let replaced = self.write_new_slots(slots, store_id, root_key, secrets);
        // Done or failed, the same call ends it. Should it fail too, the next operation makes it again.
        let settled = self.settle_slots(slots, store_id);
        replaced.and(settled)
    }

    fn write_new_slots(
        &self,
        slots: &dyn SlotFile,
        store_id: [u8; 16],
        root_key: &SecretBytes<32>,
        secrets: &[NewSecret<'_>],
    ) -> Result<(), WalletError> {
        let gate = self.gate(store_id);
        let key = self.anchor_key(store_id)?;
        let anchor = gate.load_anchor(&key)?;
        // The intent first: a key that was made and never written down would stay in the phone for ever.
        let names: Vec<Names> = secrets.iter().map(|secret| Names::of(secret.kind())).collect();
        let intents: Vec<_> = names
            .iter()
            .map(|names| (names.next, key.protect_slot(names.next_label(), &[])))
            .collect();
        let begun: Vec<_> =
            intents.iter().map(|(name, intent)| (*name, Some(intent.as_slice()))).collect();
        slots.write(&begun)?;

        let mut made = Vec::with_capacity(secrets.len());
        for secret in secrets {
            let names = Names::of(secret.kind());
            let epoch = names.epoch(&anchor).checked_add(1).ok_or(WalletError::TooLarge)?;
            let slot = self.make_slot(store_id, epoch, root_key, *secret)?;
            made.push((
                names,
                key.protect_slot(names.next_label(), &slot),
                key.protect_slot(names.label(), &slot),
            ));
        }
        let beside: Vec<_> =
            made.iter().map(|(names, next, _)| (names.next, Some(next.as_slice()))).collect();
        slots.write(&beside)?;
        let in_force: Vec<_> = made
            .iter()
            .flat_map(|(names, _, slot)| {
                [(names.in_force, Some(slot.as_slice())), (names.next, None)]
            })
            .collect();
        slots.write(&in_force)
    }

    /// Ends an interrupted change of a locked wallet, or an interrupted erasure.
    pub(super) fn settle(&self) -> Result<(), WalletError> {
        let store_id = match &*self.place() {
            Place::Locked(store) => *store.id().as_bytes(),
            other => return Err(other.error()),
        };
        match self.settle_slots(&LockedSlots(self), store_id) {
            Err(WalletError::Erased) => {
                self.erase()?;
                Err(WalletError::Erased)
            }
            settled => settled,
        }
    }

    fn settle_slots(&self, slots: &dyn SlotFile, store_id: [u8; 16]) -> Result<(), WalletError> {
        let gate = self.gate(store_id);
        // An erased wallet has no key to check anything with: look at the tombstone first.
        if matches!(Anchor::peek(gate.hardware)?, Peeked::Erased { .. }) {
            return Err(WalletError::Erased);
        }
        let key = self.anchor_key(store_id)?;
        let mut anchor = gate.load_anchor(&key)?;
        let before = anchor;
        if anchor.phase == Phase::Creating {
            anchor.phase = Phase::Live;
        }
        for names in [Names::of(SlotKind::Passcode), Names::of(SlotKind::Recovery)] {
            let epoch = self.verified_slot(slots, &key, names)?.epoch();
            if let Some(next) = slots.read(names.next)? {
                // Only what this phone wrote down itself is acted on; anything else is swept away.
                if key.verify_slot(names.next_label(), &next).is_some() {
                    gate.keys().delete(names.role(epoch.saturating_add(1)))?;
                }
                slots.write(&[(names.next, None)])?;
            }
            let known = names.epoch(&anchor);
            if epoch < known {
                return Err(WalletError::RolledBack);
            }
            // Secrets are changed one at a time; nothing but a fault of ours skips an epoch.
            if epoch > known.saturating_add(1) {
                return Err(WalletError::Tampered);
            }
            if epoch > known {
                gate.keys().delete(names.role(known))?;
            }
            *names.epoch_mut(&mut anchor) = epoch;
        }
        if anchor != before {
            anchor.store(gate.hardware, &key)?;
        }
        Ok(())
    }

    pub(super) fn verified_slot(
        &self,
        slots: &dyn SlotFile,
        key: &AnchorKey,
        names: Names,
    ) -> Result<KeySlot, WalletError> {
        let protected = slots.read(names.in_force)?.ok_or(WalletError::Tampered)?;
        let slot = key.verify_slot(names.label(), &protected).ok_or(WalletError::Tampered)?;
        Ok(KeySlot::decode(slot, names.kind, self.environment.kdf)?)
    }
}

/// How a kind of slot is called in the file, the anchor and the key store.
#[derive(Clone, Copy)]
pub(super) struct Names {
    kind: SlotKind,
    pub(super) in_force: SlotName,
    next: SlotName,
}

impl Names {
    pub(super) fn of(kind: SlotKind) -> Self {
        match kind {
            SlotKind::Passcode => Self { kind, in_force: SlotName::Pin, next: SlotName::PinNext },
            SlotKind::Recovery => {
                Self { kind, in_force: SlotName::Recovery, next: SlotName::RecoveryNext }
            }
        }
    }

    /// Under which name the slot in force is authenticated.
    pub(super) fn label(self) -> &'static [u8] {
        match self.kind {
            SlotKind::Passcode => b"pin",
            SlotKind::Recovery => b"recovery",
        }
    }

    fn next_label(self) -> &'static [u8] {
        match self.kind {
            SlotKind::Passcode => b"pin next",
            SlotKind::Recovery => b"recovery next",
        }
    }

    fn role(self, epoch: u32) -> KeyRole {
        match self.kind {
            SlotKind::Passcode => KeyRole::Passcode { epoch },
            SlotKind::Recovery => KeyRole::Recovery { epoch },
        }
    }

    fn epoch(self, anchor: &Anchor) -> u32 {
        match self.kind {
            SlotKind::Passcode => anchor.passcode_epoch,
            SlotKind::Recovery => anchor.recovery_epoch,
        }
    }

    fn epoch_mut(self, anchor: &mut Anchor) -> &mut u32 {
        match self.kind {
            SlotKind::Passcode => &mut anchor.passcode_epoch,
            SlotKind::Recovery => &mut anchor.recovery_epoch,
        }
    }
}
