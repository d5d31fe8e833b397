//! `erase`: the device keys first, so that nothing left of the file can ever be opened.

use serde_json::json;
use vigiayto_core::wallet::{WalletError, WalletState};

use crate::args::Erase;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::output::{Page, Report, Role};
use crate::words;

pub(super) fn run(desk: &Desk<'_>, arguments: &Erase) -> Result<Report, Failure> {
    let wallet = desk.wallet()?;
    if wallet.state() == WalletState::NotCreated {
        return Err(WalletError::NotCreated.into());
    }
    desk.agree(arguments.yes.into(), "--yes", words::WORD_ERASE)?;
    wallet.erase()?;
    let page = Page::result(Role::Good, words::ERASED.text(desk.language()));
    Ok(Report::new(page, json!({"erased": true})))
}
