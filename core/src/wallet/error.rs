//! The one public error: what happened, as data a shell can act on, with words that say what is safe and what to do now.
//!
//! Inner rooms keep their own errors; this file alone converts them. No variant carries personal data or `Debug` text, so each
//! may be logged.

use alloc::string::{String, ToString};

use crate::access::{AccessError, Allowance, WeakAnswer, Weakness};
use crate::document::ImageError;
use crate::language::{Language, Message};
use crate::platform::HardwareError;
use crate::present::{CodeError, RequestError};
use crate::vault::VaultError;
use crate::wallet::credentials::CredentialError;
use crate::wallet::words;

/// Why the wallet did not do what it was asked.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum WalletError {
    /// There is a wallet already (or the remains of one); nothing was touched.
    #[error("a wallet exists already")]
    AlreadyCreated,
    /// Another call on this wallet is still running, for example one that a callback of the hardware came out of.
    #[error("the wallet is busy")]
    Busy,
    /// What an issuer or an authority sent was not taken.
    #[error(transparent)]
    Credential(CredentialError),
    /// SQLite or the wallet's own format says that the file is broken. It is kept as it is.
    #[error("the wallet's file is damaged")]
    Corrupt,
    /// The wallet was erased, on request or after too many wrong recoveries. That is final.
    #[error("the wallet was erased")]
    Erased,
    /// The disk is full. Nothing was lost.
    #[error("the disk is full")]
    Full,
    /// The phone's key store failed or gave an impossible answer. The wallet stays locked.
    #[error(transparent)]
    Hardware(HardwareError),
    /// What was to be attached is no picture the wallet keeps.
    #[error(transparent)]
    Image(ImageError),
    /// Another process has this wallet open.
    #[error("the wallet is open in another process")]
    InUse,
    /// The disk failed or refused.
    #[error("the wallet's file can't be read or written")]
    Io,
    /// The wallet is locked: by request, or after idle time.
    #[error("the wallet is locked")]
    Locked,
    /// Showing or exporting needs an authentication of the last 60 seconds.
    #[error("the passcode must be entered again")]
    NeedsAuthentication,
    /// The file was made by a newer version of the wallet.
    #[error("the wallet's file is of a newer version")]
    NewerFormat,
    /// There is no wallet yet.
    #[error("there is no wallet yet")]
    NotCreated,
    /// A fact was to be given that the request does not ask for.
    #[error("the request does not ask for that")]
    NotAsked,
    /// There is no such document, holder or attachment.
    #[error("not found")]
    NotFound,
    /// The document was not scanned, so there is no payload of the paper to show.
    #[error("this document has no printed form")]
    NoPrintedForm,
    /// No credential shows exactly what was chosen, and none that shows more is taken instead.
    #[error("no credential shows exactly that")]
    NothingToShow,
    /// There is no recovery to finish: the answers were not given yet, or the right passcode cancelled it.
    #[error("no recovery is running")]
    NotRecovering,
    /// Not enough memory for the key derivation, which is never weakened to fit.
    #[error("not enough memory")]
    OutOfMemory,
    /// One record can't be opened; the others can.
    #[error("this record is damaged")]
    RecordDamaged,
    /// Passcodes are used up. Recovery through the security questions is left.
    #[error("only recovery is left")]
    RecoveryOnly,
    /// The request can't be answered.
    #[error(transparent)]
    Request(RequestError),
    /// An older copy of the wallet's file was put back. It can be read; it is changed only after the owner accepted it.
    #[error("an older copy of the wallet was put back")]
    RolledBack,
    /// The wallet was changed outside the app. It can be read; it is changed only after the owner accepted the loss.
    #[error("the wallet was changed outside the app")]
    Tampered,
    /// Among the facts are some that tell much, and the owner was not warned yet.
    #[error("some of these facts tell much")]
    TellsTooMuch,
    /// A limit of the wallet: a picture, a name, a number of records.
    #[error("too large")]
    TooLarge,
    /// Not yet. The same call may be made again after that time.
    #[error("try again in {seconds} seconds")]
    TryAgainIn {
        /// Seconds to wait, by the boot clock.
        seconds: u32,
    },
    /// The file belongs to another device, or this device lost its part of it. It can't be opened here.
    #[error("the wallet's file does not belong to this device")]
    Unbound,
    /// Every credential that shows this was shown before; showing it again can link two counters. The owner has to be asked.
    #[error("no fresh credential is left")]
    UsedUp,
    /// The security answers are refused when they are set.
    #[error(transparent)]
    WeakAnswer(WeakAnswer),
    /// The passcode is refused when it is set.
    #[error("the passcode is too easy to guess")]
    WeakPasscode(Weakness),
    /// The security answers are not right. It is not said which.
    #[error("the answers are not right")]
    WrongAnswers {
        /// What is allowed next.
        next: Allowance,
    },
    /// The passcode is not right.
    #[error("the passcode is not right")]
    WrongPasscode {
        /// What is allowed next.
        next: Allowance,
    },
}

impl WalletError {
    /// What happened, what is safe, what to do. Places: `{tries}`, `{wait}`, `{n}`; [`WalletError::text`] fills them.
    #[must_use]
    pub fn message(self) -> Message {
        match self {
            Self::AlreadyCreated => words::ALREADY_CREATED,
            Self::Busy => words::BUSY,
            Self::Corrupt => words::CORRUPT,
            Self::Credential(error) => credential_in_words(error),
            Self::Erased => words::ERASED,
            Self::Full => words::FULL,
            Self::Hardware(_) => words::HARDWARE,
            Self::Image(error) => error.message(),
            Self::InUse => words::IN_USE,
            Self::Io => words::IO,
            Self::Locked => words::LOCKED,
            Self::NeedsAuthentication => words::NEEDS_AUTHENTICATION,
            Self::NewerFormat => words::NEWER_FORMAT,
            Self::NotCreated => words::NOT_CREATED,
            Self::NotAsked => words::NOT_ASKED,
            Self::NotFound => words::NOT_FOUND,
            Self::NoPrintedForm => words::NO_PRINTED_FORM,
            Self::NothingToShow => words::NOTHING_TO_SHOW,
            Self::NotRecovering => words::NOT_RECOVERING,
            Self::OutOfMemory => words::OUT_OF_MEMORY,
            Self::RecordDamaged => words::RECORD_DAMAGED,
            Self::RecoveryOnly => words::RECOVERY_ONLY,
            Self::Request(error) => request_in_words(error),
            Self::RolledBack => words::ROLLED_BACK,
            Self::Tampered => words::TAMPERED,
            Self::TellsTooMuch => words::TELLS_TOO_MUCH,
            Self::TooLarge => words::TOO_LARGE,
            Self::TryAgainIn { .. } => words::TRY_AGAIN,
            Self::UsedUp => words::USED_UP,
            Self::Unbound => words::UNBOUND,
            Self::WeakAnswer(weak) => weak.message(),
            Self::WeakPasscode(weakness) => weakness.message(),
            Self::WrongAnswers { next: Allowance::After { .. } } => words::WRONG_ANSWERS_WAIT,
            Self::WrongAnswers { .. } => words::WRONG_ANSWERS,
            Self::WrongPasscode { next: Allowance::Now { tries_before_wait } }
                if tries_before_wait > 1 =>
            {
                words::WRONG_PASSCODE_TRIES
            }
            Self::WrongPasscode { next: Allowance::Now { .. } } => words::WRONG_PASSCODE_LAST,
            Self::WrongPasscode { next: Allowance::After { .. } } => words::WRONG_PASSCODE_WAIT,
            Self::WrongPasscode { next: Allowance::Closed } => words::RECOVERY_ONLY,
        }
    }

    /// The whole text in a language, with its places filled.
    #[must_use]
    pub fn text(self, language: Language) -> String {
        let wait = self.wait_seconds().map(|seconds| words::wait_in_words(seconds, language));
        let tries = match self {
            Self::WrongPasscode { next: Allowance::Now { tries_before_wait } } => {
                tries_before_wait.to_string()
            }
            _ => String::new(),
        };
        let answer = match self {
            Self::WeakAnswer(weak) => weak.answer().map(|answer| answer.to_string()),
            _ => None,
        };
        self.message().fill(
            language,
            &[
                ("wait", wait.as_deref().unwrap_or_default()),
                ("tries", &tries),
                ("n", answer.as_deref().unwrap_or_default()),
            ],
        )
    }

    /// Seconds until the same may be tried again, for errors that name a wait.
    #[must_use]
    pub fn wait_seconds(self) -> Option<u32> {
        match self {
            Self::TryAgainIn { seconds }
            | Self::WrongAnswers { next: Allowance::After { seconds } }
            | Self::WrongPasscode { next: Allowance::After { seconds } } => Some(seconds),
            _ => None,
        }
    }
}

fn credential_in_words(error: CredentialError) -> Message {
    match error {
        CredentialError::Malformed(_) | CredentialError::None => words::CREDENTIAL_MALFORMED,
        CredentialError::NoDocument | CredentialError::OtherKind => words::CREDENTIAL_OTHER,
        CredentialError::NotOrdered => words::CREDENTIAL_NOT_ORDERED,
        CredentialError::OutOfDate => words::CREDENTIAL_OUT_OF_DATE,
        CredentialError::Issuer(_) => words::CREDENTIAL_ISSUER,
        CredentialError::NoTrustList => words::NO_TRUST_LIST,
        CredentialError::TrustList(_) => words::TRUST_LIST,
    }
}

fn request_in_words(error: RequestError) -> Message {
    match error {
        RequestError::Code(CodeError::NewerVersion) => words::REQUEST_NEWER,
        RequestError::Code(CodeError::NotACode) => words::NOT_A_REQUEST,
        RequestError::Certificate(_) => words::READER_NOT_TRUSTED,
        RequestError::Expired => words::REQUEST_OVER,
        RequestError::FromTheFuture => words::REQUEST_FROM_THE_FUTURE,
        RequestError::Nothing => words::REQUEST_FOR_NOTHING,
        _ => words::REQUEST_DAMAGED,
    }
}

impl From<AccessError> for WalletError {
    fn from(error: AccessError) -> Self {
        match error {
            AccessError::DamagedSlot => Self::Corrupt,
            AccessError::Hardware(HardwareError::NoSuchKey) => Self::Unbound,
            AccessError::Hardware(error) => Self::Hardware(error),
            AccessError::OutOfMemory => Self::OutOfMemory,
            AccessError::Randomness(_) => Self::Hardware(HardwareError::Failed),
        }
    }
}

impl From<RequestError> for WalletError {
    fn from(error: RequestError) -> Self {
        Self::Request(error)
    }
}

impl From<HardwareError> for WalletError {
    fn from(error: HardwareError) -> Self {
        AccessError::from(error).into()
    }
}

impl From<VaultError> for WalletError {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::Absent => Self::NotCreated,
            VaultError::AlreadyExists => Self::AlreadyCreated,
            VaultError::Corrupt | VaultError::Incomplete => Self::Corrupt,
            VaultError::Full => Self::Full,
            VaultError::InUse => Self::InUse,
            VaultError::Io => Self::Io,
            VaultError::NewerFormat => Self::NewerFormat,
            VaultError::NoRandomness => Self::Hardware(HardwareError::Failed),
            VaultError::NotFound(_) => Self::NotFound,
            VaultError::TooLarge { .. } | VaultError::TooMany { .. } => Self::TooLarge,
            VaultError::Unreadable(_) => Self::RecordDamaged,
            // The root key opened its own slot and nothing else: what it should open was exchanged.
            VaultError::KeyMismatch | VaultError::ReadOnly => Self::Tampered,
            // The wallet names records by itself; these two would be its own fault, caught by its tests.
            VaultError::Reserved(_) | VaultError::WrongOwner(_) => Self::NotFound,
        }
    }
}

impl From<WeakAnswer> for WalletError {
    fn from(weak: WeakAnswer) -> Self {
        Self::WeakAnswer(weak)
    }
}
