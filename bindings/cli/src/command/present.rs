//! `present --printed`: the very code of the paper, shown as what it is: unverified.

use std::num::NonZeroU8;

use serde_json::json;
use vigiayto_core::qr::{Level, Symbol};

use super::card;
use crate::args::Present;
use crate::counter::{exchange, outlet};
use crate::desk::{self, Desk};
use crate::failure::{Exit, Failure};
use crate::files;
use crate::output::{Page, Report, Role};
use crate::words::{self, Said};

pub(super) fn run(desk: &mut Desk<'_>, arguments: &Present) -> Result<Report, Failure> {
    if arguments.code {
        return super::show_code::run(desk, arguments);
    }
    let [id] = arguments.ids.as_slice() else { return Err(one_at_a_time()) };
    let session = desk.unlock()?;
    let id = desk::find_document(&session, id)?;
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
        "payload_hex": exchange::hex(&form.payload),
        "version": symbol.version(),
    });
    match &arguments.pictures.png {
        Some(path) => {
            files::write(path, &symbol.to_png(MODULE_PX))?;
            page.line(Role::Good, outlet::written(path).text(language));
            data["png"] = json!(path.display().to_string());
        }
        None => page.verbatim(outlet::on_screen(desk, &symbol)),
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

/// A paper's code is the code of one paper.
fn one_at_a_time() -> Failure {
    let (message, hint) = (words::counter::ONE_PAPER, words::counter::ONE_PAPER_HINT);
    Failure::new(Exit::Usage, "one_paper", message, hint)
}

/// Pixels a module: a cheap scanner wants at least three, a screen shows eight comfortably.
pub(crate) const MODULE_PX: NonZeroU8 = NonZeroU8::new(8).expect("eight is not zero");
