//! `show`: one document, and its card as a picture.

use std::path::Path;

use serde_json::json;
use vigiayto_core::document::{DocumentId, PictureOptions, StoredDocument, Theme, card_svg};
use vigiayto_core::language::Language;
use vigiayto_core::wallet::Session;

use super::card;
use crate::args::Show;
use crate::desk::{self, Desk};
use crate::failure::{Exit, Failure};
use crate::files;
use crate::output::{Cell, Page, Report, Role};
use crate::picture::render;
use crate::words::{self, Phrase, Said};

pub(super) fn run(desk: &mut Desk<'_>, arguments: &Show) -> Result<Report, Failure> {
    let form = arguments.picture.as_deref().map(PictureForm::of).transpose()?;
    let session = desk.unlock()?;
    let id = desk::find_document(&session, &arguments.id)?;
    let language = desk.language();
    let stored = session.document(id)?;
    if arguments.as_form {
        let form = stored.document.to_form();
        let mut page = Page::default();
        page.verbatim(form.clone());
        return Ok(Report::new(page, json!({"id": id.to_string(), "form": form})));
    }
    let view = session.card(id)?;
    let mut page = Page::result(Role::Strong, card::title(&view, language));
    page.append(card::body(&view, more(&stored, language), language));
    let mut data = json!({"document": card::json(id, &view), "attachments": attachments(&stored)});
    if let (Some(path), Some(form)) = (&arguments.picture, form) {
        let theme = if arguments.dark { Theme::Dark } else { Theme::Light };
        let bytes = desk.working(words::DRAWING, || draw(&session, id, language, theme, form))?;
        files::write(path, &bytes)?;
        let line = Phrase::from(words::PICTURE_WRITTEN).with("file", path.display());
        page.line(Role::Good, line.text(language));
        data["picture"] = json!(path.display().to_string());
    }
    Ok(Report::new(page, data))
}

/// How a picture is written, by the ending of its file's name.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum PictureForm {
    Png,
    Svg,
}

impl PictureForm {
    fn of(path: &Path) -> Result<Self, Failure> {
        let ending = path.extension().map(|ending| ending.to_ascii_lowercase());
        match ending.as_deref().and_then(|ending| ending.to_str()) {
            Some("png") => Ok(Self::Png),
            Some("svg") => Ok(Self::Svg),
            _ => Err(Failure::new(
                Exit::Usage,
                "picture_form",
                words::PICTURE_FORM,
                words::PICTURE_FORM_HINT,
            )),
        }
    }
}

/// The card of a document as a file's bytes, with the portrait that is attached to it.
pub(crate) fn draw(
    session: &Session,
    id: DocumentId,
    language: Language,
    theme: Theme,
    form: PictureForm,
) -> Result<Vec<u8>, Failure> {
    let portrait = session.portrait(id)?;
    let portrait = portrait.as_ref().map(|bytes| bytes.as_slice());
    let options = PictureOptions { language, theme, portrait };
    let svg = card_svg(&session.card(id)?, &options);
    match form {
        PictureForm::Svg => Ok(svg.into_bytes()),
        PictureForm::Png => render::png_of_svg(&svg, CARD_WIDTH_PX).map_err(|_| {
            Failure::new(Exit::Refused, "not_drawn", words::NOT_DRAWN, words::NOT_DRAWN_HINT)
        }),
    }
}

fn more(stored: &StoredDocument, language: Language) -> Vec<Vec<Cell>> {
    let quiet = |text: &str| Cell::new(Role::Quiet, text);
    let mut rows: Vec<_> = stored
        .attachments
        .iter()
        .map(|attachment| {
            let facts = format!(
                "{} · {} KiB",
                attachment.media_type.media_type(),
                attachment.byte_len.div_ceil(1024)
            );
            vec![
                quiet(super::attach::role_name(attachment.role).text(language)),
                Cell::new(Role::Plain, facts),
            ]
        })
        .collect();
    rows.push(card::id_row(stored.id, language));
    rows
}

fn attachments(stored: &StoredDocument) -> serde_json::Value {
    stored
        .attachments
        .iter()
        .map(|attachment| {
            json!({
                "id": attachment.id.to_string(),
                "role": attachment.role.code(),
                "text": Said::from(super::attach::role_name(attachment.role)),
                "media_type": attachment.media_type.media_type(),
                "byte_len": attachment.byte_len,
            })
        })
        .collect()
}

/// Wide enough to be printed on paper in the size of a card at 300 dots an inch.
const CARD_WIDTH_PX: u32 = 1280;
