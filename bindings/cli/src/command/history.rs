//! `history`: who saw which facts, when and which way; taken along, or erased.

use std::path::Path;

use serde_json::{Value, json};
use vigiayto_core::credential::claims::CredentialType;
use vigiayto_core::language::Language;
use vigiayto_core::wallet::{
    ChainState, Event, Insistence, Outcome, PastEvent, PastPage, Session, Vouched, Way,
};

use crate::args::History;
use crate::counter::{facts, moment};
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::files;
use crate::output::{Cell, Page, Report, Role};
use crate::secrets::Secrets;
use crate::words::Phrase;
use crate::words::counter as words;

pub(super) fn run(desk: &mut Desk<'_>, arguments: &History) -> Result<Report, Failure> {
    let form = arguments.export.as_deref().map(ExportForm::of).transpose()?;
    let session = desk.unlock()?;
    let language = desk.language();
    if let Some((path, form)) = arguments.export.as_deref().zip(form) {
        let text = match form {
            ExportForm::Json => session.export_history_json()?,
            ExportForm::Csv => session.export_history_csv()?,
        };
        files::write(path, text.as_bytes())?;
        let line = Phrase::from(crate::words::PICTURE_WRITTEN).with("file", path.display());
        let page = Page::result(Role::Good, line.text(language));
        return Ok(Report::new(page, json!({"file": path.display().to_string()})));
    }
    if let Some(number) = arguments.erase {
        let is_program = matches!(desk.secrets, Secrets::Lines(_));
        desk.agree((arguments.yes || is_program).into(), "--yes", crate::words::WORD_REMOVE)?;
        session.erase_history(number)?;
        let line = Phrase::from(words::HISTORY_ERASED).with("number", number);
        let page = Page::result(Role::Good, line.text(language));
        return Ok(Report::new(page, json!({"erased_through": number})));
    }
    let past = turn_to(&session, arguments.page)?;
    let mut page = Page::default();
    if past.chain == ChainState::Broken {
        page.line(Role::Bad, words::HISTORY_BROKEN.text(language));
    }
    if past.events.is_empty() {
        page.line(Role::Strong, words::HISTORY_EMPTY.text(language));
    }
    for one in &past.events {
        page.append(entry(one, language));
    }
    if past.older.is_some() {
        let line =
            Phrase::from(words::HISTORY_OLDER).with("page", arguments.page.saturating_add(1));
        page.line(Role::Quiet, line.text(language));
    }
    let data = json!({
        "events": past.events.iter().map(event_json).collect::<Vec<_>>(),
        "page": arguments.page,
        "older": past.older.is_some(),
        "whole": past.chain == ChainState::Whole,
    });
    Ok(Report::new(page, data))
}

/// How the history is taken along, by the ending of the file's name.
#[derive(Clone, Copy)]
enum ExportForm {
    Json,
    Csv,
}

impl ExportForm {
    fn of(path: &Path) -> Result<Self, Failure> {
        let ending = path.extension().map(|ending| ending.to_ascii_lowercase());
        match ending.as_deref().and_then(|ending| ending.to_str()) {
            Some("json") => Ok(Self::Json),
            Some("csv") => Ok(Self::Csv),
            _ => {
                let (message, hint) = (words::EXPORT_FORM, words::EXPORT_FORM_HINT);
                Err(Failure::new(Exit::Usage, "export_form", message, hint))
            }
        }
    }
}

fn turn_to(session: &Session, page: u32) -> Result<PastPage, Failure> {
    let mut past = session.history(None, ON_A_PAGE)?;
    for _ in 1..page {
        let Some(older) = past.older else {
            past.events.clear();
            break;
        };
        past = session.history(Some(older), ON_A_PAGE)?;
    }
    Ok(past)
}

fn entry(past: &PastEvent, language: Language) -> Page {
    let number = Cell::new(Role::Accent, past.number.to_string());
    let mut page = Page::default();
    let Some(event) = &past.event else {
        page.table(vec![vec![number, Cell::new(Role::Bad, words::UNREADABLE.text(language))]]);
        return page;
    };
    let way = match event.way {
        Way::Answer => words::WAY_ANSWER,
        Way::Erased => words::WAY_ERASED,
        Way::OneWay => words::WAY_ONE_WAY,
        Way::Received => words::WAY_RECEIVED,
        _ => words::UNREADABLE,
    };
    let outcome = match event.outcome {
        Outcome::Done => Cell::new(Role::Plain, ""),
        Outcome::Refused => Cell::new(Role::Doubt, words::OUTCOME_REFUSED.text(language)),
        _ => Cell::new(Role::Bad, words::OUTCOME_FAILED.text(language)),
    };
    let at = Cell::new(Role::Plain, moment::text(event.at));
    page.table(vec![vec![number, at, Cell::new(Role::Strong, way.text(language)), outcome]]);
    let mut rows = Vec::new();
    let mut row =
        |role, text: String| rows.push(vec![Cell::new(role, "   "), Cell::new(role, text)]);
    if let Some(reader) = &event.reader {
        let vouched = match reader.certified {
            Vouched::Certificate => words::BY_CERTIFICATE,
            _ => words::BY_NOBODY,
        };
        let purpose = event.purpose.as_deref().unwrap_or_default();
        row(Role::Plain, format!("{} ({}) · {purpose}", reader.name, vouched.text(language)));
    }
    for document in &event.documents {
        let kind = CredentialType::from_number(document.credential_type);
        let title = kind.map(facts::title).map_or_else(
            || document.credential_type.to_string(),
            |title| title.text(language).to_owned(),
        );
        let facts = facts::labels(&document.claims, language);
        row(Role::Quiet, if facts.is_empty() { title } else { format!("{title}: {facts}") });
    }
    for insisted in &event.insisted {
        let text = match insisted {
            Insistence::TellsMuch => words::INSISTED_MUCH,
            _ => words::INSISTED_REUSE,
        };
        row(Role::Doubt, format!("! {}", text.text(language)));
    }
    page.table(rows);
    page
}

fn event_json(past: &PastEvent) -> Value {
    let Some(event) = &past.event else {
        return json!({"number": past.number, "unreadable": true});
    };
    let reader = event.reader.as_ref().map(|reader| {
        json!({"name": reader.name, "certified": reader.certified == Vouched::Certificate})
    });
    json!({
        "number": past.number,
        "at": event.at,
        "way": event.way.code(),
        "outcome": event.outcome.code(),
        "reader": reader,
        "purpose": event.purpose,
        "documents": documents_json(event),
        "insisted": event.insisted.iter().map(|it| it.code()).collect::<Vec<_>>(),
    })
}

fn documents_json(event: &Event) -> Vec<Value> {
    let document = |document: &vigiayto_core::wallet::EventDocument| {
        let kind = CredentialType::from_number(document.credential_type);
        let keys: Vec<_> = document.claims.iter().map(|number| facts::key(*number)).collect();
        json!({
            "id": document.id.map(|id| id.to_string()),
            "kind": kind.map(facts::kind_code),
            "facts": keys,
        })
    };
    event.documents.iter().map(document).collect()
}

const ON_A_PAGE: usize = 20;
