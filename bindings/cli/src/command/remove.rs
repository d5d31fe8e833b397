//! `remove`: the document's own key goes with it, so it is gone for good.

use serde_json::json;

use crate::args::Remove;
use crate::desk::{self, Desk};
use crate::failure::Failure;
use crate::output::{Page, Report, Role};
use crate::words::{self, Phrase};

pub(super) fn run(desk: &mut Desk<'_>, arguments: &Remove) -> Result<Report, Failure> {
    let session = desk.unlock()?;
    let id = desk::find_document(&session, &arguments.id)?;
    let language = desk.language();
    if let Ok(card) = session.card(id) {
        let name = format!("{} · {}", card.title.text(language), card.headline);
        let question = Phrase::from(words::REMOVE_WHAT).with("document", name);
        desk.output.aside(&Page::result(Role::Doubt, question.text(language)));
    }
    desk.agree(arguments.yes, "--yes", words::WORD_REMOVE)?;
    session.remove_document(id)?;
    let page = Page::result(Role::Good, words::REMOVED.text(language));
    Ok(Report::new(page, json!({"removed": id.to_string()})))
}
