//! `order`, `receive` and `credentials`: from the keys of this device to credentials that are bound to them.

use serde_json::json;
use vigiayto_core::credential::batch::BatchSubject;
use vigiayto_core::credential::claims::USUAL;
use vigiayto_core::document::DocumentKind;
use vigiayto_core::language::Language;
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
    let mut list = session.credentials(id)?;
    // The one with the most facts first, then each view. Disclosures are shuffled, so that their order tells nothing.
    list.iter_mut().for_each(|one| one.selective.sort_unstable());
    let is_view = |one: &CredentialSummary| one.selective.is_empty();
    list.sort_by(|one, other| {
        let (one, other) =
            ((is_view(one), &one.open, one.shown), (is_view(other), &other.open, other.shown));
        one.cmp(&other)
    });
    let language = desk.language();
    let fresh = list.iter().filter(|one| one.shown == 0).count();
    let result =
        Phrase::from(words::counter::CREDENTIALS).with("count", list.len()).with("fresh", fresh);
    let mut page = Page::result(Role::Strong, result.text(language));
    let mut groups: Vec<Group> = Vec::new();
    for one in &list {
        let group = Group::of(one);
        match groups.iter_mut().find(|known| known.is_like(&group)) {
            Some(known) => {
                known.count += group.count;
                known.used += group.used;
            }
            None => groups.push(group),
        }
    }
    page.table(groups.iter().map(|group| group.row(language)).collect());
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

/// Credentials that show the same and end together.
struct Group {
    open: Vec<i64>,
    selective: Vec<i64>,
    expires_at: i64,
    count: usize,
    used: usize,
}

impl Group {
    fn of(one: &CredentialSummary) -> Self {
        Self {
            open: one.open.clone(),
            selective: one.selective.clone(),
            expires_at: one.expires_at,
            count: 1,
            used: usize::from(one.shown > 0),
        }
    }

    fn is_like(&self, other: &Self) -> bool {
        self.open == other.open
            && self.selective == other.selective
            && self.expires_at == other.expires_at
    }

    fn row(&self, language: Language) -> Vec<Cell> {
        let what = if self.selective.is_empty() {
            facts::labels(&self.open, language)
        } else {
            let count = self.selective.len();
            Phrase::from(words::counter::FULL_CREDENTIAL).with("count", count).text(language)
        };
        let left = self.count - self.used;
        let copies =
            Phrase::from(words::counter::COPIES_LEFT).with("left", left).with("count", self.count);
        let role = if left == 0 { Role::Doubt } else { Role::Good };
        let until = moment::date_text(self.expires_at);
        let until = Phrase::from(words::counter::UNTIL).with("date", until);
        vec![
            Cell::new(Role::Strong, what),
            Cell::new(role, copies.text(language)),
            Cell::new(Role::Quiet, until.text(language)),
        ]
    }
}
