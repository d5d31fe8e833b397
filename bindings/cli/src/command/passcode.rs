//! `passcode change`: old, new.

use serde_json::json;

use crate::desk::Desk;
use crate::failure::Failure;
use crate::output::{Page, Report, Role};
use crate::secrets::Purpose;
use crate::words;

pub(super) fn change(desk: &mut Desk<'_>) -> Result<Report, Failure> {
    let wallet = desk.wallet()?;
    super::status::may_unlock(wallet.state())?;
    let old = desk.secrets.passcode(words::ASK_OLD_PASSCODE, Purpose::Existing)?;
    let new = desk.secrets.passcode(words::ASK_NEW_PASSCODE, Purpose::New)?;
    desk.working(words::CHANGING, || {
        let session = wallet.unlock(&old)?;
        session.change_passcode(&old, &new)
    })?;
    let page = Page::result(Role::Good, words::PASSCODE_CHANGED.text(desk.language()));
    Ok(Report::new(page, json!({"changed": true})))
}
