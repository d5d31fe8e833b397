//! The façade a shell talks to: [`Wallet`] (locked) and [`Session`] (unlocked). Use cases only, no mechanism.
//!
//! "Unlocked" is a type: documents come only from a [`Session`], which owns the keys and wipes them when it is locked or
//! dropped. No lock is held across a call of the hardware; a callback that calls back in gets [`WalletError::Busy`].

mod answering;
mod attempt;
mod change;
mod choice;
mod creation;
mod credentials;
mod documents;
mod erasure;
mod error;
mod history;
mod holding;
mod list;
mod look;
mod operation;
mod orders;
mod past;
mod phone_key;
mod recovery;
mod session;
mod showing;
mod state;
mod stored;
mod words;

use alloc::sync::Arc;
use alloc::vec::Vec;
use core::sync::atomic::AtomicBool;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

pub use self::answering::{Answer, RequestView, RequestedDocument, RequestedFact};
pub use self::credentials::{CredentialError, CredentialSummary, Target};
pub use self::documents::{NewDocument, NewHolder, PrintedForm};
pub use self::error::WalletError;
pub use self::history::{Event, EventDocument, EventReader, Insistence, Outcome, Vouched, Way};
pub use self::list::{Page, Query, Summary};
pub use self::orders::{CredentialOrder, OpenOrder, possession_message};
pub use self::past::{ChainState, PastEvent, PastPage};
pub use self::recovery::RecoveryStarted;
pub use self::session::{Advice, Session, Visibility};
pub use self::showing::{Caution, Preview, PreviewForm, Reuse, Selection, Showing};
pub use self::state::WalletState;
pub use self::words::wait_in_words;

use self::operation::Operation;
use crate::access::questions::{QUESTIONS, Question};
use crate::access::{AnchorError, AnchorKey, Gate, KdfPolicy, Passcode, RecentWrong, SlotKind};
use crate::language::Message;
use crate::platform::{Clock, DeviceHardware, Randomness};
use crate::vault::{RecordName, Store, VaultError};

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
            known_key: Mutex::new(None),
        });
        Ok(Self { shared })
    }

    /// The questions that were chosen, for a screen that asks them. Empty when there is no wallet to recover.
    ///
    /// # Errors
    /// [`WalletError`] when the file can't be read.
    pub fn questions(&self) -> Result<Vec<&'static Question>, WalletError> {
        let _operation = Operation::begin(&self.shared)?;
        let slot = self.shared.locked_slot(SlotKind::Recovery)?.1;
        Ok(slot.questions().iter().filter_map(|at| QUESTIONS.get(usize::from(*at))).collect())
    }

    /// Opens the wallet.
    ///
    /// # Errors
    /// [`WalletError::WrongPasscode`] (counted), [`WalletError::TryAgainIn`], [`WalletError::RecoveryOnly`] (not tried), and
    /// whatever keeps the file or the hardware from answering. After any error the wallet is locked.
    pub fn unlock(&self, passcode: &Passcode) -> Result<Session, WalletError> {
        let _operation = Operation::begin(&self.shared)?;
        self.shared.settle()?;
        let (root_key, anchor) = self.shared.try_secret(SlotKind::Passcode, passcode.digits())?;
        let session = self.shared.open_vault(&root_key, anchor)?;
        self.shared.record_success(&session)?;
        session.check_passcode(passcode)?;
        Ok(session)
    }
}

/// What a record that was lost or damaged was, in words; [`crate::vault::Integrity`] names records by bare ids.
#[must_use]
pub fn record_in_words(record: &RecordName) -> Message {
    stored::kind_in_words(record)
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
    /// The anchor's key, while an operation runs.
    known_key: Mutex<Option<([u8; 16], Arc<AnchorKey>)>>,
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
