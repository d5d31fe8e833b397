//! `answer`: who asks, why, what exactly, how long it is kept; then consent, fact by fact; then the answer for that reader alone.

use serde_json::json;
use vigiayto_core::present::ReaderName;
use vigiayto_core::wallet::{Answer as Made, RequestView, Reuse, Selection, Session};

use super::consent::{Ballot, Decision};
use super::request::kept;
use super::show_code;
use crate::args::Answer;
use crate::counter::outlet::{self, Code};
use crate::counter::{facts, moment, scanner};
use crate::desk::{Desk, no_output};
use crate::failure::Failure;
use crate::output::{Cell, Page, Report, Role};
use crate::words::{self, Phrase, Said};

pub(super) fn run(desk: &mut Desk<'_>, arguments: &Answer) -> Result<Report, Failure> {
    let text = match (&arguments.request, &arguments.image) {
        (_, Some(path)) => scanner::request_in(path)?,
        (Some(text), None) => text.clone(),
        // clap asks for one of the two.
        (None, None) => String::new(),
    };
    let session = desk.unlock()?;
    let view = session.read_request(&text)?;
    let ballot = Ballot::of(&session, &view, &arguments.document)?;
    let language = desk.language();
    desk.output.aside(&asked(&view, &ballot, language));
    match ballot.decide(desk, arguments)? {
        Decision::Refuse => {
            session.refuse(&view)?;
            let page = Page::result(Role::Good, words::counter::REQUEST_REFUSED.text(language));
            let mut data = request_json(&view, &ballot);
            data["refused"] = true.into();
            Ok(Report::new(page, data))
        }
        Decision::Agree(consent) => {
            let reuse = if arguments.reuse { Reuse::Allow } else { Reuse::Ask };
            let answer = session.answer(&view, &consent, reuse)?;
            answered(
                desk,
                &session,
                &Answered { view: &view, ballot: &ballot, consent: &consent, answer: &answer },
                arguments,
            )
        }
    }
}

/// Everything about an answer that is said.
struct Answered<'a> {
    view: &'a RequestView,
    ballot: &'a Ballot,
    consent: &'a [Selection],
    answer: &'a Made,
}

fn answered(
    desk: &Desk<'_>,
    session: &Session,
    made: &Answered<'_>,
    arguments: &Answer,
) -> Result<Report, Failure> {
    let language = desk.language();
    let Answered { view, ballot, consent, answer } = made;
    let mut holders: Vec<String> = Vec::new();
    let mut lines = Vec::new();
    for selection in *consent {
        let card = session.card(selection.document)?;
        let holder = show_code::name(&card);
        if !holders.contains(&holder) {
            holders.push(holder);
        }
        lines.push(Said::in_both(|language| {
            let facts = facts::labels(&selection.claims, language);
            format!("{}: {facts}", card.title.text(language))
        }));
    }
    let facts = Said::in_both(|language| {
        lines.iter().map(|line| line.text(language)).collect::<Vec<_>>().join("; ")
    });
    let holder = holders.join(", ");
    let result = Phrase::from(words::counter::ANSWERED)
        .with("name", reader_name(&view.reader))
        .with("facts", facts.text(language));
    let mut page = Page::result(Role::Good, result.text(language));
    let code = Code {
        content: &answer.content,
        shown: &answer.shown,
        word: answer.word,
        holder: &holder,
        facts: &facts,
    };
    let (shown, code) = outlet::show(desk, &code, &arguments.pictures)?;
    page.append(shown);
    let until =
        Phrase::from(words::counter::ANSWER_UNTIL).with("time", moment::text(answer.expires_at));
    page.line(Role::Quiet, until.text(language));
    let mut data = request_json(view, ballot);
    data["refused"] = false.into();
    data["given"] = consent
        .iter()
        .map(|one| {
            let keys: Vec<_> = one.claims.iter().map(|number| facts::key(*number)).collect();
            json!({"id": one.document.to_string(), "facts": keys})
        })
        .collect();
    if let (Some(data), Some(code)) = (data.as_object_mut(), code.as_object()) {
        data.extend(code.iter().map(|(name, value)| (name.clone(), value.clone())));
    }
    let report = Report::new(page, data);
    if outlet::plays(desk, &answer.shown, &arguments.pictures) {
        desk.output.report(&report).map_err(|_| no_output())?;
        outlet::play(desk, &answer.content, answer.expires_at)?;
        return Ok(Report::given(None));
    }
    Ok(report)
}

/// What the person reads before deciding.
fn asked(view: &RequestView, ballot: &Ballot, language: vigiayto_core::language::Language) -> Page {
    let mut page = Page::default();
    let (name, role, vouched) = match &view.reader {
        ReaderName::Certified(name) => (name, Role::Good, words::counter::READER_CERTIFIED),
        ReaderName::Own(name) => (name, Role::Doubt, words::counter::READER_OWN),
        _ => return page,
    };
    let who = Phrase::from(words::counter::THEY_ASK).with("name", name);
    page.line(Role::Strong, who.text(language));
    page.line(role, vouched.text(language));
    let why = Phrase::from(words::counter::THEY_ASK_FOR).with("purpose", &view.purpose);
    page.line(Role::Plain, why.text(language));
    let rows = ballot.choices.iter().map(|choice| {
        vec![
            Cell::new(Role::Accent, choice.number.to_string()),
            Cell::new(Role::Quiet, choice.claim.label.text(language)),
            Cell::new(Role::Strong, facts::shown(choice.claim, &choice.value, language)),
            Cell::new(Role::Quiet, kept(choice.kept_days, language)),
        ]
    });
    page.table(rows.collect());
    for (kind, claim) in &ballot.missing {
        let line = Phrase::from(words::counter::CANT_BE_GIVEN)
            .with("fact", claim.label.text(language))
            .with("kind", facts::title(*kind).text(language));
        page.line(Role::Quiet, line.text(language));
    }
    if view.unknown > 0 {
        let line = Phrase::from(words::counter::UNKNOWN_ASKED).with("count", view.unknown);
        page.line(Role::Doubt, line.text(language));
    }
    page
}

fn request_json(view: &RequestView, ballot: &Ballot) -> serde_json::Value {
    let certified = matches!(view.reader, ReaderName::Certified(_));
    let asked: Vec<_> = ballot
        .choices
        .iter()
        .map(|choice| {
            let mut fact = facts::json(choice.claim, &choice.value);
            fact["kind"] = facts::kind_code(choice.kind).into();
            fact["id"] = choice.document.to_string().into();
            fact["kept_days"] = choice.kept_days.into();
            fact
        })
        .collect();
    let missing: Vec<_> = ballot
        .missing
        .iter()
        .map(|(kind, claim)| json!({"kind": facts::kind_code(*kind), "key": claim.key()}))
        .collect();
    json!({
        "reader": {"name": reader_name(&view.reader), "certified": certified},
        "purpose": view.purpose,
        "asked": asked,
        "missing": missing,
        "unknown": view.unknown,
        "expires_at": view.expires_at,
    })
}

fn reader_name(reader: &ReaderName) -> &str {
    match reader {
        ReaderName::Certified(name) | ReaderName::Own(name) => name,
        _ => "",
    }
}
