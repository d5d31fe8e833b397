//! `remove`: the document's own key goes with it, so it is gone for good.

use serde_json::json;

use super::card;
use crate::args::Remove;
use crate::desk::{self, Desk};
use crate::failure::Failure;
use crate::output::{Page, Report, Role};
use crate::secrets::Secrets;
use crate::words::{self, Phrase};

pub(super) fn run(desk: &mut Desk<'_>, arguments: &Remove) -> Result<Report, Failure> {
    let session = desk.unlock()?;
    let id = desk::find_document(&session, &arguments.id)?;
    let language = desk.language();
    if let Ok(view) = session.card(id) {
        let title = card::title(&view, language);
        let question = Phrase::from(words::REMOVE_WHAT).with("document", title);
        desk.output.aside(&Page::result(Role::Doubt, question.text(language)));
    }
    // Secrets from standard input are a program's: it was asked for this by name.
    let is_program = matches!(desk.secrets, Secrets::Lines(_));
    desk.agree((arguments.yes || is_program).into(), "--yes", words::WORD_REMOVE)?;
    session.remove_document(id)?;
    let page = Page::result(Role::Good, words::REMOVED.text(language));
    Ok(Report::new(page, json!({"removed": id.to_string()})))
}
