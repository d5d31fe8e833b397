//! What the wallet refuses, as the terminal says it: the core's own words, then the command to type now.

use serde_json::Value;
use vigiayto_core::access::Allowance;
use vigiayto_core::language::Message;
use vigiayto_core::wallet::{CredentialError, WalletError};

use super::{Exit, Failure};
use crate::words::{self, Phrase, Said};

impl From<WalletError> for Failure {
    fn from(error: WalletError) -> Self {
        let (head, rest) = split(&Said::in_both(|language| error.text(language)));
        let (message, hint) = (Box::new(head), hint(error).or(rest).map(Box::new));
        let data = data(error);
        Self { exit: exit(error), code: code(error), message, details: Vec::new(), hint, data }
    }
}

fn exit(error: WalletError) -> Exit {
    match error {
        WalletError::TryAgainIn { .. } => Exit::Wait,
        WalletError::Corrupt
        | WalletError::RecordDamaged
        | WalletError::RolledBack
        | WalletError::Tampered
        | WalletError::Unbound => Exit::Damaged,
        _ => Exit::Refused,
    }
}

fn code(error: WalletError) -> &'static str {
    match error {
        // A wrong secret has one code, whatever is allowed next; the data says what.
        WalletError::WrongPasscode { .. } => "wrong_passcode",
        WalletError::WrongAnswers { .. } => "wrong_answers",
        WalletError::WeakPasscode(_) => "weak_passcode",
        WalletError::WeakAnswer(_) => "weak_answer",
        // The core's ids are stable: `error.not_created`.
        other => other.message().id.rsplit('.').next().unwrap_or("refused"),
    }
}

fn data(error: WalletError) -> Vec<(&'static str, Value)> {
    let mut data = Vec::new();
    match error {
        WalletError::WeakPasscode(weakness) => data.push(("reason", weakness.message().id.into())),
        WalletError::WeakAnswer(weak) => {
            data.push(("reason", weak.message().id.into()));
            data.push(("answer", weak.answer().into()));
        }
        WalletError::WrongPasscode { next: Allowance::Now { tries_before_wait } } => {
            data.push(("tries_before_wait", tries_before_wait.into()));
        }
        WalletError::WrongPasscode { next: Allowance::Closed } => {
            data.push(("recovery_only", true.into()));
        }
        _ => {}
    }
    if let Some(seconds) = error.wait_seconds() {
        data.push(("wait_seconds", seconds.into()));
    }
    data
}

/// The command that leads on, where there is one.
fn hint(error: WalletError) -> Option<Said> {
    let plain = |message: Message| Some(message.into());
    match error {
        WalletError::AlreadyCreated => plain(words::HINT_ALREADY_CREATED),
        WalletError::Erased | WalletError::NotCreated => plain(words::HINT_INIT),
        WalletError::NotRecovering => plain(words::HINT_BEGIN_RECOVERY),
        WalletError::RecoveryOnly | WalletError::WrongPasscode { next: Allowance::Closed } => {
            plain(words::HINT_RECOVER)
        }
        WalletError::TellsTooMuch => plain(words::counter::HINT_INSIST),
        WalletError::UsedUp => plain(words::counter::HINT_REUSE),
        WalletError::NothingToShow => plain(words::counter::CREDENTIALS_HINT),
        WalletError::Credential(CredentialError::NoTrustList) => plain(words::counter::HINT_TRUST),
        WalletError::Corrupt | WalletError::Unbound => plain(words::HINT_ERASE),
        WalletError::RolledBack | WalletError::Tampered => plain(words::HINT_SALVAGE),
        WalletError::WrongPasscode { next: Allowance::Now { .. } } => plain(words::HINT_FORGOTTEN),
        WalletError::WeakPasscode(_) => plain(words::HINT_WEAK_PASSCODE),
        // Scripts and stopwatches need the number itself.
        other => other
            .wait_seconds()
            .map(|seconds| Phrase::from(words::HINT_WAIT).with("seconds", seconds).into()),
    }
}

/// The core says in one breath what happened, what is safe and what to do; the last sentence is the hint.
fn split(text: &Said) -> (Said, Option<Said>) {
    match (text.vi.rsplit_once(". "), text.en.rsplit_once(". ")) {
        (Some((vi, vi_rest)), Some((en, en_rest))) => (
            Said { vi: format!("{vi}."), en: format!("{en}.") },
            Some(Said { vi: vi_rest.to_owned(), en: en_rest.to_owned() }),
        ),
        _ => (text.clone(), None),
    }
}
