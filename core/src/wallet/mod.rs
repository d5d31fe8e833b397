//! The façade a shell talks to: [`Wallet`] (locked) and [`Session`] (unlocked). Use cases only, no mechanism.
//!
//! "Unlocked" is a type: documents come only from a [`Session`], which owns the keys and wipes them when it is locked or
//! dropped. No lock is held across a call of the hardware; a callback that calls back in gets [`WalletError::Busy`].

mod change;
mod documents;
mod error;
mod list;
mod operation;
mod recovery;
mod session;
mod state;
mod stored;
mod words;

use alloc::sync::Arc;
use alloc::vec::Vec;
use core::sync::atomic::AtomicBool;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

pub use self::documents::{NewDocument, NewHolder, PrintedForm};
pub use self::error::WalletError;
pub use self::list::{Page, Query, Summary};
pub use self::recovery::RecoveryStarted;
pub use self::session::{Advice, Session, Visibility};
pub use self::state::WalletState;
pub use self::words::wait_in_words;

use self::change::{LockedSlots, Names, NewSecret};
use self::operation::Operation;
use crate::access::questions::{QUESTIONS, Question};
use crate::access::{
    AccessError, Allowance, Anchor, AnchorError, Answers, Gate, KdfPolicy, KeyRole, KeySlot,
    Passcode, Phase, RecentWrong, SlotKind, Verdict, weakness_of,
};
use crate::document::HolderId;
use crate::platform::{Clock, DeviceHardware, Randomness};
use crate::secret::SecretBytes;
use crate::vault::{self, SlotName, Store, StoreId, VaultError};

/// What the wallet asks of the world.
#[derive(Clone)]
pub struct Environment {
    /// Keys, anchor and boot clock of the phone.
    pub hardware: Arc<dyn DeviceHardware>,
    /// The wall clock, for what is shown.
    pub clock: Arc<dyn Clock>,
    /// Random bytes for keys.
    pub random: Arc<dyn Randomness>,
    /// Cost of the derivations.
    pub kdf: KdfPolicy,
}

/// A wallet in a folder, locked unless a [`Session`] of it exists. Only one process may have it open.
pub struct Wallet {
    shared: Arc<Shared>,
}

impl Wallet {
    /// Opens the wallet in `folder`, or prepares to make one there. Nothing is created yet.
    ///
    /// A file that is damaged does not fail this call: [`Wallet::state`] says so and what can be done.
    ///
    /// # Errors
    /// [`WalletError::InUse`] when another process has it open, [`WalletError::Io`] when the folder can't be read.
    pub fn open(folder: &Path, environment: Environment) -> Result<Self, WalletError> {
        let place = match Place::find(folder, &environment.random) {
            Place::Broken(VaultError::InUse) => return Err(WalletError::InUse),
            Place::Broken(VaultError::Io) => return Err(WalletError::Io),
            place => place,
        };
        let recent = RecentWrong::new(environment.random.as_ref())?;
        let shared = Arc::new(Shared {
            folder: folder.to_owned(),
            environment,
            running: AtomicBool::new(false),
            place: Mutex::new(place),
            recent: Mutex::new(Some(recent)),
        });
        Ok(Self { shared })
    }

    /// Which screen a shell is on.
    #[must_use]
    pub fn state(&self) -> WalletState {
        let store_id = match &*self.shared.place() {
            Place::Locked(store) => *store.id().as_bytes(),
            Place::Unlocked => return WalletState::Unlocked,
            Place::Broken(VaultError::NewerFormat) => return WalletState::NewerFormat,
            Place::Broken(VaultError::Incomplete) => {
                return self.state_without_file(WalletState::FileMissing);
            }
            Place::Broken(_) => return self.state_without_file(WalletState::Corrupt),
            Place::Nothing => return self.state_without_file(WalletState::NotCreated),
        };
        match self.shared.state_of(store_id) {
            Ok(state) => state,
            Err(AnchorError::Erased) => WalletState::Erased,
            Err(AnchorError::Missing | AnchorError::Foreign) => WalletState::Unbound,
            Err(AnchorError::Access(error)) => match WalletError::from(error) {
                WalletError::Unbound => WalletState::Unbound,
                _ => WalletState::HardwareUnavailable,
            },
        }
    }

    fn state_without_file(&self, otherwise: WalletState) -> WalletState {
        let hardware = self.shared.environment.hardware.as_ref();
        match Anchor::peek_store_id(hardware) {
            Err(AnchorError::Erased) => WalletState::Erased,
            Err(AnchorError::Missing | AnchorError::Foreign) => otherwise,
            Err(AnchorError::Access(_)) => WalletState::HardwareUnavailable,
            Ok(store_id) if otherwise == WalletState::NotCreated => {
                let gate = self.shared.gate(store_id);
                match gate
                    .anchor_key()
                    .map_err(AnchorError::from)
                    .and_then(|key| gate.load_anchor(&key))
                {
                    Ok(anchor) if anchor.phase == Phase::Creating => WalletState::NotCreated,
                    Ok(_) => WalletState::FileMissing,
                    Err(_) => WalletState::Unbound,
                }
            }
            Ok(_) => otherwise,
        }
    }

    /// The questions that were chosen, for a screen that asks them. Empty when there is no wallet to recover.
    ///
    /// # Errors
    /// [`WalletError`] when the file can't be read.
    pub fn questions(&self) -> Result<Vec<&'static Question>, WalletError> {
        let slot = self.shared.locked_slot(SlotKind::Recovery)?.1;
        Ok(slot.questions().iter().filter_map(|at| QUESTIONS.get(usize::from(*at))).collect())
    }

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
        match self.state() {
            WalletState::NotCreated | WalletState::Erased => {}
            WalletState::HardwareUnavailable => {
                return Err(crate::platform::HardwareError::Failed.into());
            }
            _ => return Err(WalletError::AlreadyCreated),
        }
        let mut holder_id = [0; 16];
        self.shared.environment.random.fill(&mut holder_id).map_err(AccessError::from)?;
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
        vault.write(|changes| stored::put_holder(changes, &owner))?;
        anchor.phase = Phase::Live;
        anchor.generation_floor = vault.generation();
        anchor.store(hardware, &anchor_key)?;
        Session::begin(Arc::clone(&self.shared), vault, now)
    }

    /// Opens the wallet.
    ///
    /// # Errors
    /// [`WalletError::WrongPasscode`] (counted), [`WalletError::TryAgainIn`], [`WalletError::RecoveryOnly`] (not tried), and
    /// whatever keeps the file or the hardware from answering. After any error the wallet is locked.
    pub fn unlock(&self, passcode: &Passcode) -> Result<Session, WalletError> {
        let _operation = Operation::begin(&self.shared.running)?;
        self.shared.settle()?;
        let (root_key, anchor) = self.shared.try_secret(SlotKind::Passcode, passcode.digits())?;
        let session = self.shared.open_vault(&root_key, anchor)?;
        self.shared.record_success(&session)?;
        session.check_passcode(passcode)?;
        Ok(session)
    }

    /// Erases the wallet: the device keys first, so that whatever is left of the file can never be opened again.
    ///
    /// # Errors
    /// [`WalletError::NotCreated`] when there is nothing to erase; [`WalletError::Hardware`] when keys could not be deleted: the
    /// call may be repeated.
    pub fn erase(&self) -> Result<(), WalletError> {
        let _operation = Operation::begin(&self.shared.running)?;
        match self.state() {
            WalletState::NotCreated | WalletState::Erased => Err(WalletError::NotCreated),
            // The session has the file; it must be locked first.
            WalletState::Unlocked => Err(WalletError::Busy),
            _ => self.shared.erase(),
        }
    }

    /// Keys of a creation that was interrupted before it was acknowledged.
    fn forget_unfinished(&self) -> Result<(), WalletError> {
        let hardware = self.shared.environment.hardware.as_ref();
        match Anchor::peek_store_id(hardware) {
            Ok(store_id) => self.shared.delete_keys(store_id, 1, 1),
            Err(AnchorError::Missing | AnchorError::Erased | AnchorError::Foreign) => Ok(()),
            Err(AnchorError::Access(error)) => Err(error.into()),
        }
    }
}

/// The day in Vietnam (UTC+7, no summer time), where documents begin and end to be valid.
fn today(unix_seconds: i64) -> time::Date {
    time::OffsetDateTime::from_unix_timestamp(unix_seconds)
        .unwrap_or(time::OffsetDateTime::UNIX_EPOCH)
        .to_offset(VIETNAM)
        .date()
}

const VIETNAM: time::UtcOffset = match time::UtcOffset::from_hms(7, 0, 0) {
    Ok(offset) => offset,
    Err(_) => time::UtcOffset::UTC,
};

/// What a wallet and its session share.
struct Shared {
    folder: PathBuf,
    environment: Environment,
    running: AtomicBool,
    place: Mutex<Place>,
    /// Taken out while an attempt runs, so that no lock is held across a call of the hardware.
    recent: Mutex<Option<RecentWrong>>,
}

/// Where the store is.
enum Place {
    Nothing,
    Locked(Store),
    /// A session has it.
    Unlocked,
    Broken(VaultError),
}

impl Place {
    fn find(folder: &Path, random: &Arc<dyn Randomness>) -> Self {
        match Store::open(folder, Arc::clone(random)) {
            Ok(store) => Self::Locked(store),
            Err(VaultError::Absent) => Self::Nothing,
            Err(error) => Self::Broken(error),
        }
    }

    /// What to say when the store is needed and not there.
    fn error(&self) -> WalletError {
        match self {
            Self::Nothing => WalletError::NotCreated,
            Self::Locked(_) | Self::Unlocked => WalletError::Busy,
            Self::Broken(error) => (*error).into(),
        }
    }
}

impl Shared {
    fn place(&self) -> MutexGuard<'_, Place> {
        self.place.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn gate(&self, store_id: [u8; 16]) -> Gate<'_> {
        Gate { hardware: self.environment.hardware.as_ref(), store_id }
    }

    fn state_of(&self, store_id: [u8; 16]) -> Result<WalletState, AnchorError> {
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
        let anchor = anchor.restamped(now, self.environment.hardware.as_ref(), &key)?;
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

    /// One counted attempt at a slot of the locked store.
    fn try_secret(
        &self,
        kind: SlotKind,
        secret: &[u8],
    ) -> Result<(SecretBytes<32>, Anchor), WalletError> {
        let (store_id, slot) = self.locked_slot(kind)?;
        self.try_slot(store_id, &slot, secret)
    }

    fn locked_slot(&self, kind: SlotKind) -> Result<([u8; 16], KeySlot), WalletError> {
        let store_id = match &*self.place() {
            Place::Locked(store) => *store.id().as_bytes(),
            other => return Err(other.error()),
        };
        let key = self.gate(store_id).anchor_key()?;
        Ok((store_id, self.verified_slot(&LockedSlots(self), &key, Names::of(kind))?))
    }

    fn try_slot(
        &self,
        store_id: [u8; 16],
        slot: &KeySlot,
        secret: &[u8],
    ) -> Result<(SecretBytes<32>, Anchor), WalletError> {
        // Missing only after a panic of the hardware's own code.
        let known = self.recent.lock().unwrap_or_else(PoisonError::into_inner).take();
        let mut recent = match known {
            Some(recent) => recent,
            None => RecentWrong::new(self.environment.random.as_ref())?,
        };
        let verdict = self.gate(store_id).attempt(secret, slot, &mut recent);
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
    fn open_vault(
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
    fn record_success(&self, session: &Session) -> Result<(), WalletError> {
        let gate = self.gate(session.store_id());
        let key = gate.anchor_key()?;
        let anchor = gate.load_anchor(&key)?;
        let floor = session.verified_generation().unwrap_or(anchor.generation_floor);
        Ok(anchor.after_success(floor).store(gate.hardware, &key)?)
    }

    /// While a recovery runs: whether its delay is over.
    fn delay_is_over(&self) -> Result<(), WalletError> {
        let store_id = match &*self.place() {
            Place::Locked(store) => *store.id().as_bytes(),
            other => return Err(other.error()),
        };
        let gate = self.gate(store_id);
        let key = gate.anchor_key()?;
        let now = gate.hardware.boot_clock()?;
        match gate.load_anchor(&key)?.restamped(now, gate.hardware, &key)?.delay_left(now) {
            None => Err(WalletError::NotRecovering),
            Some(0) => Ok(()),
            Some(seconds) => Err(WalletError::TryAgainIn { seconds }),
        }
    }

    /// Tombstone, keys, files, in this order: killed anywhere, the next call ends the same way.
    fn erase(&self) -> Result<(), WalletError> {
        let hardware = self.environment.hardware.as_ref();
        let from_file = match &*self.place() {
            Place::Locked(store) => Some(*store.id().as_bytes()),
            _ => None,
        };
        let store_id = match (Anchor::peek_store_id(hardware), from_file) {
            (Ok(id), _) => Some(id),
            (Err(AnchorError::Access(error)), _) => return Err(error.into()),
            (Err(_), id) => id,
        };
        if let Some(store_id) = store_id {
            let gate = self.gate(store_id);
            let epochs = gate
                .anchor_key()
                .map_err(AnchorError::from)
                .and_then(|key| gate.load_anchor(&key))
                .map_or((1, 1), |anchor| (anchor.passcode_epoch, anchor.recovery_epoch));
            Anchor::store_tombstone(hardware, store_id)?;
            self.delete_keys(store_id, epochs.0, epochs.1)?;
        }
        // Dropping the store lets go of its files.
        *self.place() = Place::Nothing;
        Ok(vault::erase(&self.folder)?)
    }

    /// The epochs in force and the next ones, which an interrupted change may have left.
    fn delete_keys(&self, store_id: [u8; 16], pin: u32, recovery: u32) -> Result<(), WalletError> {
        let gate = self.gate(store_id);
        for ahead in 0..=1 {
            gate.keys().delete(KeyRole::Passcode { epoch: pin.saturating_add(ahead) })?;
            gate.keys().delete(KeyRole::Recovery { epoch: recovery.saturating_add(ahead) })?;
        }
        gate.keys().delete(KeyRole::State)?;
        Ok(())
    }
}

impl From<AnchorError> for WalletError {
    fn from(error: AnchorError) -> Self {
        match error {
            AnchorError::Missing | AnchorError::Foreign => Self::Unbound,
            AnchorError::Erased => Self::Erased,
            AnchorError::Access(error) => error.into(),
        }
    }
}
