//! The way back for an owner who forgot the passcode: all answers right, a day of waiting, a new passcode and new answers.
//!
//! The delay is long enough for the real owner, who still knows the passcode, to see that somebody started it, and to cancel it
//! by unlocking.

use crate::access::{Answers, Passcode, RECOVERY_DELAY_SECONDS, SlotKind};
use crate::wallet::change::NewSecret;
use crate::wallet::operation::Operation;
use crate::wallet::session::Session;
use crate::wallet::{Wallet, WalletError};

/// The answers were right; the delay runs.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct RecoveryStarted {
    /// Seconds until the new passcode can be set.
    pub ready_in_seconds: u32,
}

impl Wallet {
    /// Gives the answers for the first time. When they are right the delay of 24 hours by the boot clock begins; it is visible
    /// in [`crate::wallet::WalletState::Recovering`] and the right passcode cancels it. Right answers given again while it runs
    /// do not begin it again.
    ///
    /// # Errors
    /// [`WalletError::WrongAnswers`] (counted), [`WalletError::TryAgainIn`], and [`WalletError::Erased`] after the fifth wrong
    /// try: the device keys are deleted.
    pub fn begin_recovery(&self, answers: &Answers) -> Result<RecoveryStarted, WalletError> {
        let _operation = Operation::begin(&self.shared)?;
        self.shared.settle()?;
        let (_root_key, mut anchor) =
            self.shared.try_secret(SlotKind::Recovery, &answers.derivation_input())?;
        let gate = self.shared.gate(anchor.store_id);
        let now = gate.hardware.boot_clock()?;
        anchor.recovery_tries = crate::access::Tries::NONE;
        if anchor.recovering_since.is_none() {
            anchor.recovering_since = Some(now);
        }
        let key = self.shared.anchor_key(anchor.store_id)?;
        anchor.store(gate.hardware, &key)?;
        let anchor = anchor.restamped(now, gate.hardware, &key)?;
        Ok(RecoveryStarted {
            ready_in_seconds: anchor.delay_left(now).unwrap_or(RECOVERY_DELAY_SECONDS),
        })
    }

    /// Gives the answers again when the delay is over, with a new passcode and new answers, and opens the wallet.
    ///
    /// # Errors
    /// [`WalletError::NotRecovering`], [`WalletError::TryAgainIn`] while the delay runs (nothing is tried), the errors of
    /// [`Self::begin_recovery`], and [`WalletError::WeakPasscode`] or [`WalletError::WeakAnswer`]: the old secrets then stay in
    /// force and the recovery goes on.
    pub fn finish_recovery(
        &self,
        answers: &Answers,
        new_passcode: &Passcode,
        new_answers: &Answers,
    ) -> Result<Session, WalletError> {
        let _operation = Operation::begin(&self.shared)?;
        self.shared.settle()?;
        self.shared.delay_is_over()?;
        let (root_key, anchor) =
            self.shared.try_secret(SlotKind::Recovery, &answers.derivation_input())?;
        let store_id = anchor.store_id;

        let mut pending = anchor;
        pending.recovery_tries = crate::access::Tries::NONE;
        let gate = self.shared.gate(store_id);
        pending.store(gate.hardware, &*self.shared.anchor_key(store_id)?)?;

        let session = self.shared.open_vault(&root_key, pending)?;
        let kept = session
            .secrets_are_strong(new_passcode, new_answers, SlotKind::Passcode)
            .and_then(|()| {
                let secrets = [NewSecret::Passcode(new_passcode), NewSecret::Answers(new_answers)];
                self.shared.replace_slots(&session, store_id, &root_key, &secrets)
            });
        match kept {
            Ok(()) => {
                self.shared.record_success(&session)?;
                Ok(session)
            }
            Err(error) => {
                drop(session);
                Err(error)
            }
        }
    }
}
