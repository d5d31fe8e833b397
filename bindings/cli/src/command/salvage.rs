//! `salvage`: the owner accepts a wallet that was changed outside the app, knowing what is lost.

use serde_json::json;
use vigiayto_core::vault::Integrity;

use crate::args::Salvage;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::output::{Page, Report, Role};
use crate::words::{self, Phrase};

pub(super) fn run(desk: &mut Desk<'_>, arguments: &Salvage) -> Result<Report, Failure> {
    let session = desk.unlock()?;
    // What was wrong is about to be accepted, so it is told here and not again at the end.
    desk.forget_notices();
    let language = desk.language();
    let told = match session.integrity()? {
        Integrity::Sound => {
            let page = Page::result(Role::Good, words::SALVAGE_NOTHING.text(language));
            return Ok(Report::new(page, json!({"salvaged": false, "lost": []})));
        }
        Integrity::RolledBack { generation, floor } => Phrase::from(words::SALVAGE_ROLLED_BACK)
            .with("behind", floor.saturating_sub(generation)),
        Integrity::Tampered { unreadable, .. } => {
            Phrase::from(words::SALVAGE_TAMPERED).with("count", unreadable.len())
        }
        _ => words::WALLET_TAMPERED.into(),
    };
    desk.output.aside(&Page::result(Role::Doubt, told.text(language)));
    desk.agree(arguments.accept_loss, "--accept-loss", words::WORD_ACCEPT)?;
    let lost = session.accept_as_is()?;
    let result = Phrase::from(words::SALVAGED).with("count", lost.len());
    let mut page = Page::result(Role::Good, result.text(language));
    let lost: Vec<String> = lost.iter().map(|record| record.id.to_string()).collect();
    for id in &lost {
        page.line(Role::Bad, format!("✗ {id}"));
    }
    Ok(Report::new(page, json!({"salvaged": true, "lost": lost})))
}
