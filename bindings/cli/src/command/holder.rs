//! `holder add` and `holder list`: whose documents these are.

use serde_json::{Value, json};
use vigiayto_core::document::{DocumentDate, Holder, Relation, Text, search_key};
use vigiayto_core::wallet::NewHolder;

use crate::args::HolderAdd;
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::output::{Cell, Page, Report, Role};
use crate::words::{self, Phrase, Said};

pub(super) fn add(desk: &mut Desk<'_>, arguments: &HolderAdd) -> Result<Report, Failure> {
    let new = NewHolder {
        relation: relation(&arguments.relation)?,
        name: name(&arguments.name)?,
        birth_date: arguments.birth_date.as_deref().map(date).transpose()?,
    };
    let session = desk.unlock()?;
    let id = session.add_holder(new)?;
    let language = desk.language();
    let result = Phrase::from(words::HOLDER_ADDED).with("name", &arguments.name);
    let mut page = Page::result(Role::Good, result.text(language));
    page.table(vec![vec![
        Cell::new(Role::Quiet, words::CARD_ID.text(language)),
        Cell::new(Role::Accent, id.to_string()),
    ]]);
    let holders = session.holders()?;
    let added = holders.iter().find(|holder| holder.id == id).map(holder_json);
    Ok(Report::new(page, json!({"holder": added})))
}

pub(super) fn list(desk: &mut Desk<'_>) -> Result<Report, Failure> {
    let session = desk.unlock()?;
    let holders = session.holders()?;
    let language = desk.language();
    let result = Phrase::from(words::HOLDERS).with("count", holders.len());
    let mut page = Page::result(Role::Strong, result.text(language));
    let rows = holders.iter().map(|holder| {
        let id = holder.id.to_string();
        let born = holder.birth_date.map(|date| date.to_string()).unwrap_or_default();
        vec![
            Cell::new(Role::Accent, &id[..8.min(id.len())]),
            Cell::new(Role::Strong, holder.name.as_str()),
            Cell::new(Role::Plain, holder.relation.message().text(language)),
            Cell::new(Role::Quiet, born),
        ]
    });
    page.table(rows.collect());
    let list: Vec<_> = holders.iter().map(holder_json).collect();
    Ok(Report::new(page, json!({"holders": list})))
}

/// A person's name.
///
/// # Errors
/// It is empty or too long.
pub(crate) fn name(text: &str) -> Result<Text, Failure> {
    Text::new(text).map_err(|_| bad(text, "--name", words::BAD_NAME_HINT.into()))
}

/// A date as people write it.
///
/// # Errors
/// It is none.
pub(crate) fn date(text: &str) -> Result<DocumentDate, Failure> {
    text.trim().parse().map_err(|_| bad(text, "--birth-date", words::BAD_DATE_HINT.into()))
}

fn relation(text: &str) -> Result<Relation, Failure> {
    let wanted = search_key(text);
    let names = |relation: &Relation| {
        let words = relation.message();
        [relation.code(), words.vi, words.en].map(search_key)
    };
    let others = || Relation::ALL.iter().copied().filter(|relation| *relation != Relation::Owner);
    others().find(|relation| names(relation).contains(&wanted)).ok_or_else(|| {
        let codes: Vec<_> = others().map(Relation::code).collect();
        let hint = Phrase::from(words::CHOICES).with("choices", codes.join(", "));
        bad(text, "--relation", hint)
    })
}

fn bad(value: &str, argument: &str, hint: Phrase) -> Failure {
    let message = Phrase::from(words::BAD_VALUE).with("value", value).with("argument", argument);
    Failure::new(Exit::Usage, "bad_value", message, hint)
}

fn holder_json(holder: &Holder) -> Value {
    json!({
        "id": holder.id.to_string(),
        "name": holder.name.as_str(),
        "relation": {"code": holder.relation.code(), "text": Said::from(holder.relation.message())},
        "birth_date": holder.birth_date.map(|date| date.to_string()),
    })
}
