//! `recover`: the first call gives the answers and begins the delay; a call after it gives them again and sets new secrets.

use serde_json::json;
use vigiayto_core::wallet::{Wallet, WalletError, WalletState, wait_in_words};

use super::{answers, status};
use crate::args::Recover;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::output::{Page, Report, Role};
use crate::secrets::Purpose;
use crate::words::{self, Phrase};

pub(super) fn run(desk: &mut Desk<'_>, arguments: &Recover) -> Result<Report, Failure> {
    let wallet = desk.wallet()?;
    match wallet.state() {
        WalletState::Recovering { ready_in_seconds: 0, .. } => finish(desk, arguments, &wallet),
        WalletState::Recovering { ready_in_seconds: seconds, .. } => {
            Err(WalletError::TryAgainIn { seconds }.into())
        }
        WalletState::Locked { .. } | WalletState::RecoveryOnly { .. } => begin(desk, &wallet),
        other => {
            status::may_unlock(other)?;
            begin(desk, &wallet)
        }
    }
}

fn begin(desk: &mut Desk<'_>, wallet: &Wallet) -> Result<Report, Failure> {
    let questions = wallet.questions()?;
    let given = answers::ask(desk, &questions, Purpose::Existing)?;
    let started = desk.working(words::CHECKING_ANSWERS, || wallet.begin_recovery(&given))?;
    let language = desk.language();
    let seconds = started.ready_in_seconds;
    let result = Phrase::from(words::RECOVERY_BEGUN).with("wait", wait_in_words(seconds, language));
    let mut page = Page::result(Role::Good, result.text(language));
    page.line(Role::Plain, words::RECOVERY_BEGUN_NEXT.text(language));
    page.line(Role::Quiet, words::HINT_CANCEL_RECOVERY.text(language));
    Ok(Report::new(page, json!({"recovered": false, "ready_in_seconds": seconds})))
}

fn finish(desk: &mut Desk<'_>, arguments: &Recover, wallet: &Wallet) -> Result<Report, Failure> {
    let questions = wallet.questions()?;
    let new_questions = match arguments.questions.as_slice() {
        [] => questions.clone(),
        ids => answers::choose(desk, ids)?,
    };
    let given = answers::ask(desk, &questions, Purpose::Existing)?;
    let passcode = desk.secrets.passcode(words::ASK_NEW_PASSCODE, Purpose::New)?;
    let new_answers = answers::ask(desk, &new_questions, Purpose::New)?;
    let session = desk
        .working(words::CHECKING_ANSWERS, || {
            wallet.finish_recovery(&given, &passcode, &new_answers)
        })
        .map_err(|error| answers::explain(error, &new_questions))?;
    desk.notice(&session)?;
    let page = Page::result(Role::Good, words::RECOVERED.text(desk.language()));
    Ok(Report::new(page, json!({"recovered": true, "ready_in_seconds": 0})))
}
