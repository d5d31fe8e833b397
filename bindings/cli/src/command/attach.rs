//! `attach`: a portrait or a scan, kept as it came.

use serde_json::json;
use vigiayto_core::document::{AttachmentRole, MAX_IMAGE_BYTES};
use vigiayto_core::language::Message;

use crate::args::Attach;
use crate::desk::{self, Desk};
use crate::failure::Failure;
use crate::files;
use crate::output::{Page, Report, Role};
use crate::words::{self, Phrase};

pub(super) fn run(desk: &mut Desk<'_>, arguments: &Attach) -> Result<Report, Failure> {
    // clap lets only the core's own codes through.
    let role = AttachmentRole::from_code(&arguments.role).unwrap_or(AttachmentRole::Other);
    // The core says what is wrong with a picture; this only keeps a huge file out of memory.
    let image = files::read(&arguments.image, MAX_IMAGE_BYTES as u64)?;
    let session = desk.unlock()?;
    let id = desk::find_document(&session, &arguments.id)?;
    let attachment = session.attach(id, role, &image)?;
    let language = desk.language();
    let result = Phrase::from(words::ATTACHED).with("role", role_name(role).text(language));
    let page = Page::result(Role::Good, result.text(language));
    Ok(Report::new(page, json!({"id": id.to_string(), "attachment": attachment.to_string()})))
}

/// What an attached picture shows.
pub(super) fn role_name(role: AttachmentRole) -> Message {
    match role {
        AttachmentRole::Portrait => words::ROLE_PORTRAIT,
        AttachmentRole::ScanFront => words::ROLE_FRONT,
        AttachmentRole::ScanBack => words::ROLE_BACK,
        _ => words::ROLE_OTHER,
    }
}
