//! `salvage`: the owner accepts a wallet that was changed outside the app, knowing what is lost.

use serde_json::json;
use vigiayto_core::vault::{Integrity, RecordName};
use vigiayto_core::wallet::{Query, Session, record_in_words};

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
            return Ok(Report::new(page, json!({"salvaged": false, "lost": [], "nameless": 0})));
        }
        Integrity::RolledBack { generation, floor } => Phrase::from(words::SALVAGE_ROLLED_BACK)
            .with("behind", floor.saturating_sub(generation)),
        Integrity::Tampered { unreadable, nameless } => Phrase::from(words::SALVAGE_TAMPERED)
            .with("count", unreadable.len().saturating_add(nameless)),
        _ => words::WALLET_TAMPERED.into(),
    };
    let mut before = Page::result(Role::Doubt, told.text(language));
    name_documents(&session, &mut before, desk)?;
    desk.output.aside(&before);
    desk.agree(arguments.accept_loss.into(), "--accept-loss", words::WORD_ACCEPT)?;

    let accepted = session.accept_as_is()?;
    let count = accepted.dropped.len().saturating_add(accepted.nameless);
    let result = Phrase::from(words::SALVAGED).with("count", count);
    let mut page = Page::result(Role::Good, result.text(language));
    let lost: Vec<String> = accepted.dropped.iter().map(hex).collect();
    for (name, id) in accepted.dropped.iter().zip(&lost) {
        page.line(Role::Bad, format!("✗ {} {id}", record_in_words(name).text(language)));
    }
    let data = json!({"salvaged": true, "lost": lost, "nameless": accepted.nameless});
    Ok(Report::new(page, data))
}

/// Documents that will be gone, by the ids that lists showed.
fn name_documents(session: &Session, page: &mut Page, desk: &Desk<'_>) -> Result<(), Failure> {
    let found = session.list(&Query { limit: usize::MAX, ..Query::default() })?;
    for id in found.unreadable {
        let line = Phrase::from(words::LIST_UNREADABLE).with("id", id);
        page.line(Role::Bad, line.text(desk.language()));
    }
    Ok(())
}

fn hex(name: &RecordName) -> String {
    name.id.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}
