//! `edit`: facts corrected by hand. What was scanned stays beside them.

use serde_json::json;

use super::{card, intake};
use crate::args::Edit;
use crate::desk::{self, Desk};
use crate::failure::{Exit, Failure};
use crate::files;
use crate::output::{Page, Report, Role};
use crate::words;

pub(super) fn run(desk: &mut Desk<'_>, arguments: &Edit) -> Result<Report, Failure> {
    let form = arguments
        .form
        .as_deref()
        .map(|path| intake::from_form(&files::read(path, files::TEXT_LIMIT)?))
        .transpose()?;
    let session = desk.unlock()?;
    let id = desk::find_document(&session, &arguments.id)?;
    let known = session.document(id)?.document;
    let document = match form {
        Some(document) if document.kind() != known.kind() => {
            return Err(Failure::new(
                Exit::Refused,
                "other_kind",
                words::OTHER_KIND,
                words::OTHER_KIND_HINT,
            ));
        }
        Some(document) => intake::corrected(&document, &arguments.set)?,
        None => intake::corrected(&known, &arguments.set)?,
    };
    session.edit_document(id, document)?;
    let view = session.card(id)?;
    let language = desk.language();
    let mut page = Page::result(Role::Good, words::EDITED.text(language));
    page.append(card::body(&view, vec![card::id_row(id, language)], language));
    Ok(Report::new(page, json!({"document": card::json(id, &view)})))
}
