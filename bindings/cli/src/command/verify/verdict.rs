//! A verdict as a clerk reads it: one line that decides, then what it rests on.

use serde_json::{Value, json};
use vigiayto_core::credential::issuer::IssuerRoute;
use vigiayto_core::credential::profile::GUARDIAN;
use vigiayto_core::credential::status::{Freshness as ListFreshness, StatusAnswer, UnknownStatus};
use vigiayto_core::document::DocumentKind;
use vigiayto_core::language::{Language, Message, duration};
use vigiayto_core::present::Request;
use vigiayto_core::verify::{Freshness, Refusal, VerifiedDocument, VerifiedPresentation, Way};

use crate::command::request::item_json;
use crate::counter::{facts, moment, outlet};
use crate::failure::Exit;
use crate::output::{Cell, Page, Report, Role};
use crate::words::counter as words;
use crate::words::{Phrase, Said};

/// What came of one code.
pub(super) enum Verdict {
    /// It holds; there may be doubts.
    Genuine(Box<VerifiedPresentation>),
    /// The code of a paper, which anyone can print.
    Paper(DocumentKind),
    /// It does not hold.
    Refused(Refusal),
}

/// Something to tell beside "genuine".
struct Doubt {
    code: &'static str,
    text: Said,
}

impl Verdict {
    /// The answer in words and as JSON. `asked` is the request that was open.
    pub(super) fn report(&self, asked: Option<&Request>, now: i64, language: Language) -> Report {
        match self {
            Self::Genuine(verified) => genuine(verified, asked, now, language),
            Self::Paper(kind) => {
                let reason = Said::in_both(|language| {
                    let kind = kind.title().text(language);
                    Phrase::from(words::PAPER_COPY).with("kind", kind).text(language)
                });
                let mut data = frame("paper", words::VERDICT_PAPER, asked);
                data["paper"] = json!(kind.code());
                rejected(data, words::VERDICT_PAPER, Role::Doubt, ("paper", reason), language)
            }
            Self::Refused(refusal) => {
                let reason = Said::in_both(|language| refusal.text(language));
                let data = frame("not_genuine", words::VERDICT_REFUSED, asked);
                let reason = (refusal.code(), reason);
                rejected(data, words::VERDICT_REFUSED, Role::Bad, reason, language)
            }
        }
    }
}

fn rejected(
    mut data: Value,
    verdict: Message,
    role: Role,
    (code, reason): (&'static str, Said),
    language: Language,
) -> Report {
    let line = format!("{} · {}", verdict.text(language), reason.text(language));
    data["reason"] = json!({"code": code, "text": reason});
    Report { page: Page::result(role, line), data, exit: Some(Exit::Refused) }
}

fn genuine(
    verified: &VerifiedPresentation,
    asked: Option<&Request>,
    now: i64,
    language: Language,
) -> Report {
    let doubts = doubts(verified);
    let (verdict, role) = match doubts.as_slice() {
        [] => (words::VERDICT_GENUINE, Role::Good),
        _ => (words::VERDICT_OLD, Role::Doubt),
    };
    let told = match doubts.first() {
        Some(doubt) => doubt.text.text(language).to_owned(),
        None => summary(verified, language),
    };
    let mut page = Page::result(role, format!("{} · {told}", verdict.text(language)));
    for doubt in doubts.iter().skip(1) {
        page.line(Role::Doubt, format!("! {}", doubt.text.text(language)));
    }
    for document in verified.documents() {
        page.append(document_page(document, language));
    }
    page.gap();
    page.table(about(verified, now, language));
    for withheld in verified.withheld() {
        let line = Phrase::from(words::WITHHELD)
            .with("fact", withheld.claim.label.text(language))
            .with("kind", facts::title(withheld.credential_type).text(language));
        page.line(Role::Doubt, format!("! {}", line.text(language)));
    }

    let code = if doubts.is_empty() { "genuine" } else { "genuine_old" };
    let mut data = frame(code, verdict, asked);
    data["genuine"] = true.into();
    data["doubts"] =
        doubts.iter().map(|doubt| json!({"code": doubt.code, "text": doubt.text})).collect();
    data["way"] = match verified.way() {
        Way::Answer => "answer".into(),
        _ => "one_way".into(),
    };
    data["word"] = outlet::word_json(verified.word());
    data["made_at"] = verified.made_at().into();
    data["age_seconds"] = now.saturating_sub(verified.made_at()).into();
    let trust = verified.trust();
    data["trust_list"] = json!({
        "as_of": trust.as_of,
        "age_seconds": trust.age,
        "past_expiry": trust.past_expiry,
    });
    data["documents"] = verified.documents().iter().map(document_json).collect();
    data["withheld"] = verified
        .withheld()
        .iter()
        .map(|it| json!({"kind": facts::kind_code(it.credential_type), "key": it.claim.key()}))
        .collect();
    Report::new(page, data)
}

/// Every member that a verdict has, empty.
fn frame(verdict: &str, text: Message, asked: Option<&Request>) -> Value {
    let asked = asked.map(|request| request.items.iter().map(item_json).collect::<Vec<_>>());
    json!({
        "verdict": verdict,
        "genuine": false,
        "text": Said::from(text),
        "reason": null,
        "doubts": [],
        "paper": null,
        "way": null,
        "word": null,
        "made_at": null,
        "age_seconds": null,
        "trust_list": null,
        "documents": [],
        "asked": asked,
        "withheld": [],
    })
}

fn doubts(verified: &VerifiedPresentation) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    let mut doubt = |code, text: Said| doubts.push(Doubt { code, text });
    if let Freshness::Late { seconds } = verified.freshness() {
        let (code, message) = match seconds {
            0.. => ("code_late", words::DOUBT_LATE),
            _ => ("clock_differs", words::DOUBT_AHEAD),
        };
        doubt(code, timed(message, seconds));
    }
    let trust = verified.trust();
    if trust.past_expiry {
        let age = i64::try_from(trust.age).unwrap_or(i64::MAX);
        doubt("trust_list_expired", timed(words::DOUBT_TRUST, age));
    }
    for document in verified.documents() {
        match document.status() {
            Some(StatusAnswer::Known { age, freshness: ListFreshness::PastTtl, .. }) => {
                let age = i64::try_from(age).unwrap_or(i64::MAX);
                doubt("status_list_old", timed(words::DOUBT_STATUS_OLD, age));
            }
            Some(StatusAnswer::Unknown { .. }) => {
                doubt("status_unknown", words::DOUBT_STATUS_UNKNOWN.into());
            }
            _ => {}
        }
    }
    doubts
}

fn timed(message: Message, seconds: i64) -> Said {
    Said::in_both(|language| {
        Phrase::from(message).with("time", duration(seconds, language)).text(language)
    })
}

/// The documents, for the line that decides.
fn summary(verified: &VerifiedPresentation, language: Language) -> String {
    let titles: Vec<_> = verified
        .documents()
        .iter()
        .map(|document| document.kind().title().text(language))
        .collect();
    let word = Phrase::from(words::WORD).with("word", verified.word());
    format!("{} · {}", titles.join(", "), word.text(language))
}

fn document_page(document: &VerifiedDocument, language: Language) -> Page {
    let mut page = Page::default();
    page.gap();
    page.line(Role::Strong, document.kind().title().text(language));
    if let Some(name) = document.guardian() {
        let line = Phrase::from(words::SHOWN_BY_GUARDIAN).with("name", name);
        page.line(Role::Doubt, format!("! {}", line.text(language)));
    }
    let shown = document.facts().iter().filter(|(claim, _)| claim.number != GUARDIAN);
    let mut rows: Vec<_> = shown.map(|(claim, value)| facts::row(claim, value, language)).collect();
    let issuer = document.issuer().name(language);
    rows.push(named(words::ROW_ISSUER, Role::Plain, issuer, language));
    let (role, status) = status_text(document.status(), language);
    rows.push(named(words::ROW_STATUS, role, &status, language));
    let until = moment::date_text(document.expires_at());
    rows.push(named(words::ROW_VALID_UNTIL, Role::Plain, &until, language));
    page.table(rows);
    if document.unknown_facts() > 0 {
        let line = Phrase::from(words::UNKNOWN_FACTS).with("count", document.unknown_facts());
        page.line(Role::Doubt, format!("! {}", line.text(language)));
    }
    page
}

fn about(verified: &VerifiedPresentation, now: i64, language: Language) -> Vec<Vec<Cell>> {
    let age = duration(now.saturating_sub(verified.made_at()), language);
    let made = Phrase::from(words::AGE).with("time", age).text(language);
    let trust = verified.trust();
    let list = duration(i64::try_from(trust.age).unwrap_or(i64::MAX), language);
    let list = Phrase::from(words::AGE).with("time", list).text(language);
    vec![
        named(words::ROW_WORD, Role::Accent, verified.word().as_str(), language),
        named(words::ROW_MADE, Role::Plain, &made, language),
        named(words::ROW_LIST, Role::Plain, &list, language),
    ]
}

fn named(label: Message, role: Role, text: &str, language: Language) -> Vec<Cell> {
    vec![Cell::new(Role::Quiet, label.text(language)), Cell::new(role, text)]
}

fn status_text(status: Option<StatusAnswer>, language: Language) -> (Role, String) {
    match status {
        None => (Role::Quiet, words::STATUS_UNLISTED.text(language).to_owned()),
        Some(StatusAnswer::Known { age, .. }) => {
            let age = duration(i64::try_from(age).unwrap_or(i64::MAX), language);
            (Role::Good, Phrase::from(words::STATUS_VALID).with("time", age).text(language))
        }
        Some(_) => (Role::Doubt, words::DOUBT_STATUS_UNKNOWN.text(language).to_owned()),
    }
}

fn document_json(document: &VerifiedDocument) -> Value {
    let shown = document.facts().iter().filter(|(claim, _)| claim.number != GUARDIAN);
    let issuer = document.issuer();
    let id = match issuer {
        IssuerRoute::Listed { id, .. } => Some(id),
        _ => None,
    };
    json!({
        "kind": document.kind().code(),
        "title": Said::from(document.kind().title()),
        "facts": shown.map(|(claim, value)| facts::json(claim, value)).collect::<Vec<_>>(),
        "unknown_facts": document.unknown_facts(),
        "guardian": document.guardian(),
        "issuer": {
            "id": id,
            "name": Said::in_both(|language| issuer.name(language).to_owned()),
            "certified": id.is_none(),
        },
        "issued_at": document.issued_at(),
        "expires_at": document.expires_at(),
        "status": status_json(document.status()),
    })
}

fn status_json(status: Option<StatusAnswer>) -> Value {
    let (code, why, as_of, age, old) = match status {
        None => ("unlisted", None, None, None, None),
        Some(StatusAnswer::Known { as_of, age, freshness, .. }) => {
            let old = freshness == ListFreshness::PastTtl;
            ("valid", None, Some(as_of), Some(age), Some(old))
        }
        Some(StatusAnswer::Unknown { why }) => {
            ("unknown", Some(why_unknown(why)), None, None, None)
        }
        Some(_) => ("unknown", None, None, None, None),
    };
    json!({"code": code, "why": why, "as_of": as_of, "age_seconds": age, "old": old})
}

fn why_unknown(why: UnknownStatus) -> &'static str {
    match why {
        UnknownStatus::Expired => "expired",
        UnknownStatus::ForeignIssuer => "foreign_issuer",
        UnknownStatus::NoList => "no_list",
        _ => "out_of_range",
    }
}
