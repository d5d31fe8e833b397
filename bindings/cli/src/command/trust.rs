//! `trust`: whom the wallet takes credentials from, and who certifies those who ask.

use serde_json::json;

use crate::args::Trust;
use crate::counter::{exchange, moment};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::files;
use crate::output::{Cell, Page, Report, Role};
use crate::sandbox::LIST_LIMIT;
use crate::words::{self, Phrase, Said};

pub(super) fn run(desk: &mut Desk<'_>, arguments: &Trust) -> Result<Report, Failure> {
    let pinned = arguments.pin.iter().map(|pin| exchange::pin(pin));
    let pinned = pinned.collect::<Result<Vec<_>, _>>()?;
    let bytes = files::read(&arguments.file, LIST_LIMIT)?;
    let session = desk.unlock()?;
    session.update_trust_list(&bytes, &pinned)?;
    let language = desk.language();
    let mut data = json!({"taken": true});
    let mut page = Page::default();
    if let Some(list) = session.trust_list()? {
        let result = Phrase::from(words::counter::TRUST_TAKEN)
            .with("count", list.issuers.len())
            .with("date", moment::date_text(list.expires_at));
        page = Page::result(Role::Good, result.text(language));
        let rows = list.issuers.iter().map(|issuer| {
            vec![
                Cell::new(Role::Strong, issuer.name(language)),
                Cell::new(Role::Quiet, issuer.id.as_str()),
            ]
        });
        page.table(rows.collect());
        let issuers: Vec<_> = list
            .issuers
            .iter()
            .map(|issuer| {
                let name = Said::in_both(|language| issuer.name(language).to_owned());
                json!({"id": issuer.id, "name": name})
            })
            .collect();
        data["issuers"] = issuers.into();
        data["issued_at"] = list.issued_at.into();
        data["expires_at"] = list.expires_at.into();
        data["reader_roots"] = list.reader_roots.len().into();
    }
    Ok(Report::new(page, data))
}
