//! `present --printed`: the very code of the paper, shown as what it is: unverified.

use std::num::NonZeroU8;

use serde_json::json;
use vigiayto_core::qr::{Level, Symbol, TerminalInk};

use super::card;
use crate::args::Present;
use crate::desk::{self, Desk};
use crate::failure::{Exit, Failure};
use crate::files;
use crate::output::{Page, Report, Role};
use crate::words::{self, Phrase, Said};

pub(super) fn run(desk: &mut Desk<'_>, arguments: &Present) -> Result<Report, Failure> {
    let session = desk.unlock()?;
    let id = desk::find_document(&session, &arguments.id)?;
    let form = session.printed_form(id)?;
    let symbol = symbol(&form.payload)?;
    let language = desk.language();

    let mut page = Page::result(Role::Strong, card::title(&form.card, language));
    page.line(Role::Doubt, format!("◇ {}", words::PRINTED_UNVERIFIED.text(language)));
    let mut data = json!({
        "id": id.to_string(),
        "verified": false,
        "text": Said::from(words::PRINTED_UNVERIFIED),
        "payload": std::str::from_utf8(&form.payload).ok(),
        "payload_hex": hex(&form.payload),
        "version": symbol.version(),
    });
    if let Some(path) = &arguments.png {
        files::write(path, &symbol.to_png(MODULE_PX))?;
        let line = Phrase::from(words::PICTURE_WRITTEN).with("file", path.display());
        page.line(Role::Good, line.text(language));
        data["png"] = json!(path.display().to_string());
    } else {
        // Without colour nobody can tell the ground: most terminals are dark.
        let ink = if desk.output.has_colour() {
            TerminalInk::BlackOnWhite
        } else {
            TerminalInk::LightOnDark
        };
        page.verbatim(symbol.to_terminal(ink));
    }
    Ok(Report::new(page, data))
}

/// The symbol of a payload, as a counter's scanner reads it.
pub(crate) fn symbol(payload: &[u8]) -> Result<Symbol, Failure> {
    Symbol::encode(payload, Level::M).map_err(|_| {
        Failure::new(
            Exit::Refused,
            "code_too_large",
            words::CODE_TOO_LARGE,
            words::CODE_TOO_LARGE_HINT,
        )
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Pixels a module: a cheap scanner wants at least three, a screen shows eight comfortably.
pub(crate) const MODULE_PX: NonZeroU8 = NonZeroU8::new(8).expect("eight is not zero");
