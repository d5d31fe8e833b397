//! `form`: an empty form of a kind, to be filled in and given to `add --form`.

use serde_json::json;
use vigiayto_core::document::{DocumentKind, forms};
use vigiayto_core::language::Language;

use super::intake;
use crate::args::Form;
use crate::failure::Failure;
use crate::output::{Cell, Page, Report, Role};
use crate::words::{self, Said};

pub(super) fn run(arguments: &Form, language: Language) -> Result<Report, Failure> {
    let Some(code) = &arguments.kind else { return Ok(kinds(language)) };
    let kind = intake::kind(code)?;
    let form = forms::blank(kind);
    let mut page = Page::default();
    page.verbatim(form.clone());
    Ok(Report::new(page, json!({"kind": kind.code(), "form": form})))
}

fn kinds(language: Language) -> Report {
    let mut page = Page::result(Role::Plain, words::FORM_KINDS.text(language));
    let rows = DocumentKind::ALL.iter().map(|kind| {
        vec![
            Cell::new(Role::Accent, kind.code()),
            Cell::new(Role::Plain, kind.title().text(language)),
        ]
    });
    page.table(rows.collect());
    let list: Vec<_> = DocumentKind::ALL
        .iter()
        .map(|kind| json!({"kind": kind.code(), "title": Said::from(kind.title())}))
        .collect();
    Report::new(page, json!({"kinds": list}))
}
