//! `status`: how the wallet stands, without any secret; and whether it makes sense to ask for one.

use serde_json::{Value, json};
use vigiayto_core::access::Allowance;
use vigiayto_core::platform::{DeviceHardware as _, KeyStorage, SoftwareHardware};
use vigiayto_core::wallet::{WalletError, WalletState, wait_in_words};

use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::output::{Cell, Page, Report, Role};
use crate::words::{self, Phrase, Said};

pub(super) fn run(desk: &Desk<'_>) -> Result<Report, Failure> {
    let state = desk.wallet()?.state();
    let language = desk.language();
    let said = say(state);
    let mut page = Page::result(role(state), said.text(language));
    let software = SoftwareHardware::new(&desk.home.device())
        .capabilities()
        .is_ok_and(|own| own.storage == KeyStorage::Software);
    let row = |label: vigiayto_core::language::Message, value: String| {
        vec![Cell::new(Role::Quiet, label.text(language)), Cell::new(Role::Plain, value)]
    };
    let mut rows = vec![row(words::STATUS_HOME, desk.home.root().display().to_string())];
    if software {
        rows.push(row(words::STATUS_KEYS, words::STATUS_SOFTWARE.text(language).to_owned()));
    }
    page.table(rows);
    if let Some(next) = next(state) {
        page.line(Role::Plain, next.text(language));
    }
    let mut data = json!({
        "state": code(state),
        "text": said,
        "home": desk.home.root().display().to_string(),
        "key_storage": if software { "software" } else { "hardware" },
    });
    for (name, value) in numbers(state) {
        data[name] = value;
    }
    let exit = is_damaged(state).then_some(Exit::Damaged);
    Ok(Report { page, data, exit })
}

/// Refuses before a secret is asked for that could not be used.
///
/// # Errors
/// There is no wallet to unlock, or not now.
pub(crate) fn may_unlock(state: WalletState) -> Result<(), Failure> {
    let refused = match state {
        WalletState::NotCreated => WalletError::NotCreated,
        WalletState::Erased => WalletError::Erased,
        WalletState::Corrupt => WalletError::Corrupt,
        WalletState::Tampered => WalletError::Tampered,
        WalletState::RolledBack => WalletError::RolledBack,
        WalletState::Unbound => WalletError::Unbound,
        WalletState::NewerFormat => WalletError::NewerFormat,
        WalletState::RecoveryOnly { .. } => WalletError::RecoveryOnly,
        WalletState::Locked { passcode: Allowance::After { seconds } }
        | WalletState::Recovering { passcode: Allowance::After { seconds }, .. } => {
            WalletError::TryAgainIn { seconds }
        }
        WalletState::Recovering { passcode: Allowance::Closed, .. } => WalletError::RecoveryOnly,
        WalletState::FileMissing => return Err(file_missing()),
        _ => return Ok(()),
    };
    Err(refused.into())
}

/// The device remembers a wallet whose file is gone.
pub(crate) fn file_missing() -> Failure {
    Failure::new(Exit::Damaged, "file_missing", words::STATE_FILE_MISSING, words::HINT_ERASE)
}

fn code(state: WalletState) -> &'static str {
    match state {
        WalletState::Corrupt => "corrupt",
        WalletState::Erased => "erased",
        WalletState::HardwareUnavailable => "hardware_unavailable",
        WalletState::Locked { passcode: Allowance::After { .. } } => "waiting",
        WalletState::Locked { .. } => "locked",
        WalletState::FileMissing => "file_missing",
        WalletState::NewerFormat => "newer_format",
        WalletState::NotCreated => "not_created",
        WalletState::RecoveryOnly { .. } => "recovery_only",
        WalletState::Recovering { .. } => "recovering",
        WalletState::Unbound => "unbound",
        WalletState::RolledBack => "rolled_back",
        WalletState::Tampered => "tampered",
        WalletState::Unlocked => "unlocked",
        _ => "unknown",
    }
}

fn say(state: WalletState) -> Said {
    let wait = |message, seconds: u32| {
        Said::in_both(|language| {
            let wait = wait_in_words(seconds, language);
            Phrase::from(message).with("wait", wait).with("seconds", seconds).text(language)
        })
    };
    match state {
        WalletState::Corrupt => words::STATE_CORRUPT.into(),
        WalletState::Erased => words::STATE_ERASED.into(),
        WalletState::HardwareUnavailable => words::STATE_HARDWARE.into(),
        WalletState::Locked { passcode: Allowance::After { seconds } } => {
            wait(words::STATE_WAITING, seconds)
        }
        WalletState::Locked { passcode: Allowance::Now { tries_before_wait } } => {
            Phrase::from(words::STATE_LOCKED).with("tries", tries_before_wait).into()
        }
        WalletState::FileMissing => words::STATE_FILE_MISSING.into(),
        WalletState::NewerFormat => words::STATE_NEWER.into(),
        WalletState::NotCreated => words::STATE_NOT_CREATED.into(),
        WalletState::Recovering { ready_in_seconds: 0, .. } => words::STATE_RECOVERY_READY.into(),
        WalletState::Recovering { ready_in_seconds, .. } => {
            wait(words::STATE_RECOVERING, ready_in_seconds)
        }
        WalletState::Unbound => words::STATE_UNBOUND.into(),
        WalletState::RolledBack => words::STATE_ROLLED_BACK.into(),
        WalletState::Tampered => words::STATE_TAMPERED.into(),
        WalletState::Unlocked => words::STATE_UNLOCKED.into(),
        _ => words::STATE_RECOVERY_ONLY.into(),
    }
}

fn next(state: WalletState) -> Option<Said> {
    let message = match state {
        WalletState::NotCreated | WalletState::Erased => words::HINT_INIT,
        WalletState::RecoveryOnly { .. } => words::HINT_RECOVER,
        WalletState::Recovering { .. } => words::HINT_CANCEL_RECOVERY,
        state if is_damaged(state) => words::HINT_ERASE,
        _ => return None,
    };
    Some(message.into())
}

fn role(state: WalletState) -> Role {
    match state {
        WalletState::Locked { passcode: Allowance::Now { .. } } | WalletState::Unlocked => {
            Role::Good
        }
        WalletState::NotCreated => Role::Plain,
        WalletState::Locked { .. } | WalletState::Recovering { .. } => Role::Doubt,
        _ => Role::Bad,
    }
}

fn is_damaged(state: WalletState) -> bool {
    matches!(
        state,
        WalletState::Corrupt
            | WalletState::FileMissing
            | WalletState::RolledBack
            | WalletState::Tampered
            | WalletState::Unbound
    )
}

fn numbers(state: WalletState) -> Vec<(&'static str, Value)> {
    let allowance = match state {
        WalletState::Locked { passcode } | WalletState::Recovering { passcode, .. } => {
            Some(passcode)
        }
        WalletState::RecoveryOnly { answers } => Some(answers),
        _ => None,
    };
    let mut numbers = Vec::new();
    match allowance {
        Some(Allowance::Now { tries_before_wait }) => {
            numbers.push(("tries_before_wait", tries_before_wait.into()));
        }
        Some(Allowance::After { seconds }) => numbers.push(("wait_seconds", seconds.into())),
        _ => {}
    }
    if let WalletState::Recovering { ready_in_seconds, .. } = state {
        numbers.push(("ready_in_seconds", ready_in_seconds.into()));
    }
    numbers
}
