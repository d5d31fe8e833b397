//! Making a wallet: keys first, then the file, then the word that it exists. Cut off anywhere, it can be done again.

use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::access::{
    AccessError, Anchor, AnchorError, Answers, Epochs, KeyRole, Passcode, Peeked, Phase, SlotKind,
    weakness_of,
};
use crate::document::HolderId;
use crate::platform::HardwareError;
use crate::secret::SecretBytes;
use crate::vault::{SlotName, Store, StoreId};
use crate::wallet::change::{Names, NewSecret};
use crate::wallet::look::Restamp;
use crate::wallet::operation::Operation;
use crate::wallet::stored::{self, Settings};
use crate::wallet::{NewHolder, Session, Wallet, WalletError, WalletState};

impl Wallet {
    /// Makes the wallet and opens it.
    ///
    /// # Errors
    /// [`WalletError::AlreadyCreated`] when anything is there; [`WalletError::WeakPasscode`], [`WalletError::WeakAnswer`];
    /// [`WalletError::Hardware`] when the phone's key store can't be trusted.
    pub fn create(
        &self,
        passcode: &Passcode,
        answers: &Answers,
        owner: NewHolder,
    ) -> Result<Session, WalletError> {
        let _operation = Operation::begin(&self.shared.running)?;
        match self.look(Restamp::Store) {
            WalletState::NotCreated | WalletState::Erased => {}
            WalletState::HardwareUnavailable => {
                return Err(HardwareError::Failed.into());
            }
            _ => return Err(WalletError::AlreadyCreated),
        }
        let mut holder_id = [0; 16];
        self.shared.environment.random.fill(&mut holder_id).map_err(AccessError::from)?;
        let settings = Settings { owner_unnamed: owner.is_unnamed(), ..Settings::default() };
        let owner = owner.into_holder(HolderId::from_bytes(holder_id));
        let own_numbers = owner.guessable_numbers();
        let own_texts = stored::first_texts(&owner);
        if let Some(weakness) = weakness_of(passcode, &own_numbers) {
            return Err(WalletError::WeakPasscode(weakness));
        }
        answers.check(&own_texts)?;
        if let Some(weak) = answers.contain_digits(passcode.digits()) {
            return Err(weak.into());
        }

        let random = self.shared.environment.random.as_ref();
        let hardware = self.shared.environment.hardware.as_ref();
        let now = hardware.boot_clock()?;
        self.forget_unfinished()?;
        let mut store_id = [0; 16];
        random.fill(&mut store_id).map_err(AccessError::from)?;
        let root_key = SecretBytes::<32>::try_init_with_mut(|key| random.fill(key))
            .map_err(AccessError::from)?;

        let gate = self.shared.gate(store_id);
        gate.keys().create(KeyRole::State, random)?;
        let anchor_key = gate.anchor_key()?;
        let mut anchor = Anchor::new(store_id);
        anchor.store(hardware, &anchor_key)?;
        let protect = |secret, kind| -> Result<Vec<u8>, WalletError> {
            let slot = self.shared.make_slot(store_id, 1, &root_key, secret)?;
            Ok(anchor_key.protect_slot(Names::of(kind).label(), &slot))
        };
        let pin = protect(NewSecret::Passcode(passcode), SlotKind::Passcode)?;
        let recovery = protect(NewSecret::Answers(answers), SlotKind::Recovery)?;

        let mut vault = Store::create(
            &self.shared.folder,
            StoreId::new(store_id),
            &root_key,
            &[(SlotName::Pin, pin.as_slice()), (SlotName::Recovery, recovery.as_slice())],
            Arc::clone(&self.shared.environment.random),
        )?;
        vault.write(|changes| {
            stored::put_holder(changes, &owner)?;
            settings.put(changes)
        })?;
        anchor.phase = Phase::Live;
        anchor.generation_floor = vault.generation();
        anchor.store(hardware, &anchor_key)?;
        Session::begin(Arc::clone(&self.shared), vault, now)
    }

    /// Keys of a creation or an erasure that was interrupted.
    fn forget_unfinished(&self) -> Result<(), WalletError> {
        match Anchor::peek(self.shared.environment.hardware.as_ref()) {
            Ok(Peeked::Live { store_id }) => self.shared.delete_keys(store_id, Epochs::FIRST),
            Ok(Peeked::Erased { store_id, epochs }) => self.shared.delete_keys(store_id, epochs),
            Err(AnchorError::Access(error)) => Err(error.into()),
            Err(_) => Ok(()),
        }
    }
}
