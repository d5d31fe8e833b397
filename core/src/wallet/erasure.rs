//! Erasing a wallet: tombstone, keys, files, in this order, so that killed anywhere the next call ends the same way.

use crate::access::{Anchor, AnchorError, Epochs, KeyRole, Peeked};
use crate::vault;
use crate::wallet::look::Restamp;
use crate::wallet::operation::Operation;
use crate::wallet::{Place, Shared, Wallet, WalletError, WalletState};

impl Wallet {
    /// Erases the wallet: the device keys first, so that whatever is left of the file can never be opened again.
    ///
    /// # Errors
    /// [`WalletError::NotCreated`] when there is nothing to erase; [`WalletError::Hardware`] when keys could not be deleted: the
    /// call may be repeated.
    pub fn erase(&self) -> Result<(), WalletError> {
        let _operation = Operation::begin(&self.shared)?;
        match self.look(Restamp::Store) {
            WalletState::NotCreated | WalletState::Erased => Err(WalletError::NotCreated),
            // The session has the file; it must be locked first.
            WalletState::Unlocked => Err(WalletError::Busy),
            _ => self.shared.erase(),
        }
    }
}

impl Shared {
    pub(super) fn erase(&self) -> Result<(), WalletError> {
        let hardware = self.environment.hardware.as_ref();
        let in_file = match &*self.place() {
            Place::Locked(store) => Some(*store.id().as_bytes()),
            _ => None,
        };
        match (Anchor::peek(hardware), in_file) {
            (Ok(Peeked::Erased { store_id, epochs }), _) => self.delete_keys(store_id, epochs)?,
            (Ok(Peeked::Live { store_id }), _)
            | (Err(AnchorError::Missing | AnchorError::Foreign), Some(store_id)) => {
                let epochs = self.epochs_of(store_id);
                Anchor::store_tombstone(hardware, store_id, epochs)?;
                self.delete_keys(store_id, epochs)?;
            }
            (Err(AnchorError::Access(error)), _) => return Err(error.into()),
            (Err(_), _) => {}
        }
        // Dropping the store lets go of its files.
        *self.place() = Place::Nothing;
        Ok(vault::erase(&self.folder)?)
    }

    /// The epochs in force and the next ones, which an interrupted change may have left.
    pub(super) fn delete_keys(
        &self,
        store_id: [u8; 16],
        epochs: Epochs,
    ) -> Result<(), WalletError> {
        let gate = self.gate(store_id);
        for ahead in 0..=1 {
            let passcode = KeyRole::Passcode { epoch: epochs.passcode.saturating_add(ahead) };
            let recovery = KeyRole::Recovery { epoch: epochs.recovery.saturating_add(ahead) };
            gate.keys().delete(passcode)?;
            gate.keys().delete(recovery)?;
        }
        Ok(gate.keys().delete(KeyRole::State)?)
    }

    /// From the anchor; of a store whose anchor is lost, the first ones.
    fn epochs_of(&self, store_id: [u8; 16]) -> Epochs {
        let gate = self.gate(store_id);
        let anchor =
            gate.anchor_key().map_err(AnchorError::from).and_then(|key| gate.load_anchor(&key));
        anchor.map_or(Epochs::FIRST, |anchor| anchor.epochs())
    }
}
