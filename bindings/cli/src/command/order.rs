//! `order`, `receive` and `credentials`: from the keys of this device to credentials that are bound to them.

use serde_json::json;
use vigiayto_core::credential::batch::BatchSubject;
use vigiayto_core::credential::claims::USUAL;
use vigiayto_core::document::DocumentKind;
use vigiayto_core::wallet::{CredentialSummary, Target};

use super::card;
use crate::args::{Credentials, Order, Receive};
use crate::counter::exchange::{self, CredentialsFile, OrderFile};
use crate::counter::{facts, moment};
use crate::desk::{self, Desk};
use crate::failure::Failure;
use crate::output::{Cell, Page, Report, Role};
use crate::words::{self, Phrase};

pub(super) fn order(desk: &mut Desk<'_>, arguments: &Order) -> Result<Report, Failure> {
    let session = desk.unlock()?;
    let copies = usize::from(arguments.copies);
    let (kind, count) = match DocumentKind::from_code(arguments.what.trim()) {
        Some(kind) => {
            let views = USUAL.iter().filter(|usual| usual.kind == kind).count();
            (kind, copies * (1 + views))
        }
        None => {
            let id = desk::find_document(&session, &arguments.what)?;
            let document = session.document(id)?.document;
            let subject = BatchSubject::of(&document, moment::day(moment::now()), &[]);
            (document.kind(), subject.keys_for(copies))
        }
    };
    let order = session.order_credentials(count)?;
    let file = OrderFile::new(&order, kind.code());
    exchange::write(&arguments.out, &file)?;
    let language = desk.language();
    let result = Phrase::from(words::counter::ORDERED)
        .with("count", count)
        .with("kind", kind.title().text(language));
    let mut page = Page::result(Role::Good, result.text(language));
    let next = Phrase::from(words::counter::ORDERED_NEXT).with("file", arguments.out.display());
    page.line(Role::Plain, next.text(language));
    let data = json!({
        "order": file.order,
        "kind": kind.code(),
        "count": count,
        "file": arguments.out.display().to_string(),
    });
    Ok(Report::new(page, data))
}

pub(super) fn receive(desk: &mut Desk<'_>, arguments: &Receive) -> Result<Report, Failure> {
    let file: CredentialsFile = exchange::read(&arguments.file)?;
    let contents = file.contents();
    let (order, tokens) =
        contents.ok_or_else(|| exchange::other_form::<CredentialsFile>(&arguments.file))?;
    let session = desk.unlock()?;
    let target = match (&arguments.document, &arguments.holder) {
        (Some(id), _) => Target::Document(desk::find_document(&session, id)?),
        (None, Some(id)) => Target::New(Some(desk::find_holder(&session, id)?)),
        (None, None) => Target::New(None),
    };
    let id = session.accept_credentials(order, &tokens, target)?;
    let view = session.card(id)?;
    let language = desk.language();
    let result = Phrase::from(words::counter::RECEIVED)
        .with("count", tokens.len())
        .with("document", card::title(&view, language));
    let mut page = Page::result(Role::Good, result.text(language));
    page.append(card::body(&view, vec![card::id_row(id, language)], language));
    let data = json!({"count": tokens.len(), "document": card::json(id, &view)});
    Ok(Report::new(page, data))
}

pub(super) fn credentials(desk: &mut Desk<'_>, arguments: &Credentials) -> Result<Report, Failure> {
    let session = desk.unlock()?;
    let id = desk::find_document(&session, &arguments.id)?;
    let list = session.credentials(id)?;
    let language = desk.language();
    let fresh = list.iter().filter(|one| one.shown == 0).count();
    let result =
        Phrase::from(words::counter::CREDENTIALS).with("count", list.len()).with("fresh", fresh);
    let mut page = Page::result(Role::Strong, result.text(language));
    let mut groups: Vec<(&CredentialSummary, usize, usize)> = Vec::new();
    for one in &list {
        let same = |known: &&mut (&CredentialSummary, usize, usize)| {
            known.0.open == one.open
                && known.0.selective == one.selective
                && known.0.expires_at == one.expires_at
        };
        let used = usize::from(one.shown > 0);
        match groups.iter_mut().find(same) {
            Some((_, count, shown)) => (*count, *shown) = (*count + 1, *shown + used),
            None => groups.push((one, 1, used)),
        }
    }
    let rows = groups.iter().map(|(one, count, used)| {
        let kind = if one.selective.is_empty() {
            facts::labels(&one.open, language)
        } else {
            let count = one.selective.len();
            Phrase::from(words::counter::FULL_CREDENTIAL).with("count", count).text(language)
        };
        let left = Phrase::from(words::counter::COPIES_LEFT)
            .with("left", count - used)
            .with("count", count);
        let role = if count == used { Role::Doubt } else { Role::Good };
        let until =
            Phrase::from(words::counter::UNTIL).with("date", moment::date_text(one.expires_at));
        vec![
            Cell::new(Role::Strong, kind),
            Cell::new(role, left.text(language)),
            Cell::new(Role::Quiet, until.text(language)),
        ]
    });
    page.table(rows.collect());
    let keys = |numbers: &[i64]| numbers.iter().map(|it| facts::key(*it)).collect::<Vec<_>>();
    let credentials: Vec<_> = list
        .iter()
        .map(|one| {
            json!({
                "open": keys(&one.open),
                "selective": keys(&one.selective),
                "shown": one.shown,
                "expires_at": one.expires_at,
            })
        })
        .collect();
    Ok(Report::new(page, json!({"id": id.to_string(), "credentials": credentials})))
}
