//! `add`: a paper's QR from a picture, its text from a file, or a form filled in by hand.

use serde_json::json;
use vigiayto_core::document::Confidence;
use vigiayto_core::wallet::NewDocument;

use super::card;
use super::intake::{self, Certainty, Intake};
use crate::args::Add;
use crate::desk::{self, Desk};
use crate::failure::{Exit, Failure};
use crate::files;
use crate::output::{Page, Report, Role};
use crate::picture::read;
use crate::words::{self, Phrase};

pub(super) fn run(desk: &mut Desk<'_>, arguments: &Add) -> Result<Report, Failure> {
    // What can't be understood is refused before the passcode is asked for.
    let intake = take_in(desk, arguments)?;
    let session = desk.unlock()?;
    let holder =
        arguments.holder.as_deref().map(|id| desk::find_holder(&session, id)).transpose()?;
    let Intake { document, source, certainty, problems } = intake;
    let id = session.add_document(NewDocument { holder, document, source })?;
    let view = session.card(id)?;

    let language = desk.language();
    let result = Phrase::from(words::ADDED)
        .with("kind", view.title.text(language))
        .with("name", &view.headline);
    let mut page = Page::result(Role::Good, result.text(language));
    if certainty == Certainty::Scanned(Confidence::Guess) {
        page.line(Role::Doubt, format!("! {}", words::GUESSED.text(language)));
    }
    for problem in &problems {
        page.line(Role::Doubt, format!("! {}", intake::problem_text(problem).text(language)));
    }
    page.append(card::body(&view, vec![card::id_row(id, language)], language));
    let data = json!({
        "document": card::json(id, &view),
        "certainty": certainty.code(),
        "problems": intake::problems_json(&problems),
    });
    Ok(Report::new(page, data))
}

fn take_in(desk: &Desk<'_>, arguments: &Add) -> Result<Intake, Failure> {
    let kind = arguments.kind.as_deref().map(intake::kind).transpose()?;
    if let Some(path) = &arguments.form {
        let document = intake::from_form(&files::read(path, files::TEXT_LIMIT)?)?;
        let document = intake::corrected(&document, &arguments.set)?;
        return Ok(Intake {
            document,
            source: None,
            certainty: Certainty::Typed,
            problems: Vec::new(),
        });
    }
    let payload = match (&arguments.image, &arguments.text) {
        (Some(path), _) => {
            let picture = files::read(path, files::PICTURE_LIMIT)?;
            desk.working(words::READING_PICTURE, || payload_of(&picture))?
        }
        (None, Some(path)) => without_line_end(files::read(path, files::TEXT_LIMIT)?.to_vec()),
        // clap asks for one of the three.
        (None, None) => Vec::new(),
    };
    intake::from_payload(&payload, kind, &arguments.set)
}

/// The payload of the one code in a picture.
fn payload_of(picture: &[u8]) -> Result<Vec<u8>, Failure> {
    let found = read::payloads(picture)?;
    <[Vec<u8>; 1]>::try_from(found).map(|[payload]| payload).map_err(|found| {
        let message = Phrase::from(words::SEVERAL_CODES).with("count", found.len());
        Failure::new(Exit::Refused, "several_codes", message, words::SEVERAL_CODES_HINT)
    })
}

/// An editor ends a file with a line break that the paper's code does not have.
fn without_line_end(mut text: Vec<u8>) -> Vec<u8> {
    if text.last() == Some(&b'\n') {
        text.pop();
        if text.last() == Some(&b'\r') {
            text.pop();
        }
    }
    text
}
