//! An open wallet. It owns the keys; locking or dropping it wipes them.

use alloc::sync::Arc;
use alloc::vec::Vec;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::access::{Answers, Passcode, SlotKind, Weakness, weakness_of};
use crate::platform::BootTime;
use crate::vault::{Accepted, Changes, Integrity, SlotName, Vault};
use crate::wallet::change::{NewSecret, SlotFile};
use crate::wallet::operation::Operation;
use crate::wallet::stored::{self, Settings};
use crate::wallet::{Place, Shared, WalletError};

/// An unlocked wallet: the only way to documents.
///
/// It locks itself after five minutes without a call, or one minute when the shell says that it is in the background.
pub struct Session {
    shared: Arc<Shared>,
    store_id: [u8; 16],
    open: Mutex<Option<Open>>,
}

/// What exists only while the wallet is unlocked.
pub(super) struct Open {
    pub(super) vault: Vault,
    pub(super) settings: Settings,
    pub(super) catalogue: Option<super::list::Catalogue>,
    advice: Option<Advice>,
    authenticated: BootTime,
    active: BootTime,
    visibility: Visibility,
}

/// Whether the shell is on the screen.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Visibility {
    /// In the background: locks after one minute.
    Background,
    /// On the screen: locks after five minutes without a call.
    Foreground,
}

/// What the owner should do soon.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Advice {
    /// The passcode became easy to guess, for example because a document with that number was added.
    ChangePasscode(Weakness),
}

impl Session {
    pub(super) fn begin(
        shared: Arc<Shared>,
        vault: Vault,
        now: BootTime,
    ) -> Result<Self, WalletError> {
        let store_id = *vault.id().as_bytes();
        let settings = match Settings::read(&vault) {
            Ok(settings) => settings,
            Err(error) => {
                *shared.place() = Place::Locked(vault.lock());
                return Err(error);
            }
        };
        *shared.place() = Place::Unlocked;
        let open = Open {
            vault,
            settings,
            catalogue: None,
            advice: None,
            authenticated: now,
            active: now,
            visibility: Visibility::Foreground,
        };
        Ok(Self { shared, store_id, open: Mutex::new(Some(open)) })
    }

    /// Locks the wallet and wipes its keys. Calling it again does nothing.
    pub fn lock(&self) {
        let Some(open) = self.open().take() else { return };
        let written =
            (*open.vault.integrity() == Integrity::Sound).then(|| open.vault.generation());
        *self.shared.place() = Place::Locked(open.vault.lock());
        crate::access::wipe_stack();
        if let Some(generation) = written {
            self.shared.raise_floor(self.store_id, generation);
        }
    }

    /// Whether keys are still held; idle time may have locked the session.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.with(|_| Ok(())).is_ok()
    }

    /// Tells whether the shell is on the screen.
    ///
    /// # Errors
    /// [`WalletError::Locked`].
    pub fn set_visibility(&self, visibility: Visibility) -> Result<(), WalletError> {
        self.with(|open| {
            open.visibility = visibility;
            Ok(())
        })
    }

    /// Whether everything in the wallet is as it was left.
    ///
    /// # Errors
    /// [`WalletError::Locked`].
    pub fn integrity(&self) -> Result<Integrity, WalletError> {
        self.with(|open| Ok(open.vault.integrity().clone()))
    }

    /// Accepts a wallet that was changed outside the app, or an older copy of it, as it is now: what can be read is kept, the
    /// rest is dropped for good and named. The only way on from [`Integrity::Tampered`] and [`Integrity::RolledBack`] other than
    /// putting the right file back.
    ///
    /// # Errors
    /// [`WalletError::NeedsAuthentication`], [`WalletError::Locked`], or what keeps the file from being written.
    pub fn accept_as_is(&self) -> Result<Accepted, WalletError> {
        let _operation = Operation::begin(&self.shared.running)?;
        self.needs_authentication()?;
        let dropped = self.with(|open| {
            open.catalogue = None;
            Ok(open.vault.accept_as_is()?)
        })?;
        self.shared.record_success(self)?;
        Ok(dropped)
    }

    /// What the owner should do soon, if anything.
    ///
    /// # Errors
    /// [`WalletError::Locked`].
    pub fn advice(&self) -> Result<Option<Advice>, WalletError> {
        self.with(|open| Ok(open.advice))
    }

    /// Enters the passcode again, for what needs a recent authentication. Wrong ones are counted as at the door.
    ///
    /// # Errors
    /// As [`crate::wallet::Wallet::unlock`]; the session stays open after a wrong passcode.
    pub fn authenticate(&self, passcode: &Passcode) -> Result<(), WalletError> {
        let _operation = Operation::begin(&self.shared.running)?;
        self.try_passcode(passcode).map(drop)
    }

    /// Changes the passcode. Killed at any moment, either the old or the new one opens the wallet.
    ///
    /// # Errors
    /// As [`crate::wallet::Wallet::unlock`] for `old`; [`WalletError::WeakPasscode`] for `new`.
    pub fn change_passcode(&self, old: &Passcode, new: &Passcode) -> Result<(), WalletError> {
        let _operation = Operation::begin(&self.shared.running)?;
        let root_key = self.try_passcode(old)?;
        self.passcode_is_strong(new)?;
        self.shared.replace_slots(self, self.store_id, &root_key, &[NewSecret::Passcode(new)])?;
        self.shared.record_success(self)?;
        self.with(|open| {
            open.advice = None;
            open.compared()
        })
    }

    /// Changes the security answers.
    ///
    /// # Errors
    /// As [`crate::wallet::Wallet::unlock`]; [`WalletError::WeakAnswer`].
    pub fn change_answers(
        &self,
        passcode: &Passcode,
        answers: &Answers,
    ) -> Result<(), WalletError> {
        let _operation = Operation::begin(&self.shared.running)?;
        let root_key = self.try_passcode(passcode)?;
        self.secrets_are_strong(passcode, answers, SlotKind::Recovery)?;
        self.shared.replace_slots(
            self,
            self.store_id,
            &root_key,
            &[NewSecret::Answers(answers)],
        )?;
        self.shared.record_success(self)
    }

    /// Compares the passcode that has just opened the wallet with the numbers of documents added since the last time.
    pub(super) fn check_passcode(&self, passcode: &Passcode) -> Result<(), WalletError> {
        self.with(|open| {
            if !open.settings.compare_passcode {
                return Ok(());
            }
            let weakness = weakness_of(passcode, &stored::own_numbers(&open.vault)?);
            open.advice = weakness.map(Advice::ChangePasscode);
            if weakness.is_none() { open.compared() } else { Ok(()) }
        })
    }

    /// Whether new secrets may be set, given what stands on the documents.
    pub(super) fn secrets_are_strong(
        &self,
        passcode: &Passcode,
        answers: &Answers,
        set: SlotKind,
    ) -> Result<(), WalletError> {
        if set == SlotKind::Passcode {
            self.passcode_is_strong(passcode)?;
        }
        let texts = self.with(|open| stored::own_texts(&open.vault))?;
        answers.check(&texts)?;
        answers.contain_digits(passcode.digits()).map_or(Ok(()), |weak| Err(weak.into()))
    }

    fn passcode_is_strong(&self, passcode: &Passcode) -> Result<(), WalletError> {
        let numbers = self.with(|open| stored::own_numbers(&open.vault))?;
        weakness_of(passcode, &numbers)
            .map_or(Ok(()), |weakness| Err(WalletError::WeakPasscode(weakness)))
    }

    fn try_passcode(
        &self,
        passcode: &Passcode,
    ) -> Result<crate::secret::SecretBytes<32>, WalletError> {
        self.with(|_| Ok(()))?;
        let key = self.shared.gate(self.store_id).anchor_key()?;
        let names = super::change::Names::of(SlotKind::Passcode);
        let slot = self.shared.verified_slot(self, &key, names)?;
        let (root_key, _) = self.shared.try_slot(self.store_id, &slot, passcode.digits())?;
        self.shared.record_success(self)?;
        let now = self.shared.environment.hardware.boot_clock()?;
        self.with(|open| {
            open.authenticated = now;
            Ok(())
        })?;
        Ok(root_key)
    }

    /// Showing and exporting need an authentication not older than 60 seconds.
    pub(super) fn needs_authentication(&self) -> Result<(), WalletError> {
        let now = self.shared.environment.hardware.boot_clock()?;
        self.with(|open| match age_ms(open.authenticated, now) {
            Some(age) if age <= FRESH_MS => Ok(()),
            _ => Err(WalletError::NeedsAuthentication),
        })
    }

    pub(super) fn store_id(&self) -> [u8; 16] {
        self.store_id
    }

    /// The generation, when the manifest held.
    pub(super) fn verified_generation(&self) -> Option<u64> {
        let open = self.open();
        let vault = &open.as_ref()?.vault;
        (*vault.integrity() == Integrity::Sound).then(|| vault.generation())
    }

    pub(super) fn shared(&self) -> &Shared {
        &self.shared
    }

    /// Runs `act` on the open vault, after the idle rule. The hardware is asked before the lock is taken.
    pub(super) fn with<T>(
        &self,
        act: impl FnOnce(&mut Open) -> Result<T, WalletError>,
    ) -> Result<T, WalletError> {
        let now = self.shared.environment.hardware.boot_clock();
        let mut guard = self.open();
        let open = guard.as_mut().ok_or(WalletError::Locked)?;
        let idle = now.as_ref().ok().and_then(|now| age_ms(open.active, *now));
        match idle {
            Some(idle) if idle <= open.visibility.most_idle_ms() => {}
            // Idle for too long, or a clock that can't tell: locked.
            _ => {
                drop(guard);
                self.lock();
                return Err(now.err().map_or(WalletError::Locked, WalletError::from));
            }
        }
        if let Ok(now) = now {
            open.active = now;
        }
        act(open)
    }

    fn open(&self) -> MutexGuard<'_, Option<Open>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    /// Refuses a change in the words of what is wrong, when the vault can only be read.
    pub(super) fn may_write(&self) -> Result<(), WalletError> {
        match self.vault.integrity() {
            Integrity::Sound => Ok(()),
            Integrity::RolledBack { .. } => Err(WalletError::RolledBack),
            _ => Err(WalletError::Tampered),
        }
    }

    /// One durable change of records, with the settings that go with it.
    pub(super) fn change(
        &mut self,
        settings: Settings,
        stage: impl FnOnce(&mut Changes) -> Result<(), WalletError>,
    ) -> Result<(), WalletError> {
        let changed = settings != self.settings;
        self.vault.write(|changes| {
            stage(changes)?;
            if changed { settings.put(changes) } else { Ok(()) }
        })?;
        self.settings = settings;
        self.catalogue = None;
        Ok(())
    }

    /// The settings after numbers were added or changed: the passcode has to be compared with them at the next unlock.
    pub(super) fn compare_again(&self) -> Settings {
        Settings { compare_passcode: true, ..self.settings }
    }

    /// The passcode was compared with all numbers. A vault that can only be read is compared again next time.
    fn compared(&mut self) -> Result<(), WalletError> {
        let settings = Settings { compare_passcode: false, ..self.settings };
        if settings == self.settings || self.may_write().is_err() {
            return Ok(());
        }
        self.vault.write(|changes| settings.put(changes))?;
        self.settings = settings;
        Ok(())
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.lock();
    }
}

impl SlotFile for Session {
    fn read(&self, name: SlotName) -> Result<Option<Vec<u8>>, WalletError> {
        self.with(|open| Ok(open.vault.slot(name)?))
    }

    fn write(&self, changes: &[(SlotName, Option<&[u8]>)]) -> Result<(), WalletError> {
        self.with(|open| Ok(open.vault.write_slots(changes)?))
    }
}

impl Visibility {
    fn most_idle_ms(self) -> u64 {
        match self {
            Self::Background => 60 * 1000,
            Self::Foreground => 5 * 60 * 1000,
        }
    }
}

/// Milliseconds from one moment to a later one of the same start of the phone.
fn age_ms(since: BootTime, now: BootTime) -> Option<u64> {
    if since.boot_id == now.boot_id { now.elapsed_ms.checked_sub(since.elapsed_ms) } else { None }
}

const FRESH_MS: u64 = 60 * 1000;
