//! How a card is said in a terminal and in JSON. Evidence and expiry are part of it everywhere.

use serde_json::{Value, json};
use vigiayto_core::document::{CardView, DocumentId, Evidence, ExpiryState, FieldView, Prominence};
use vigiayto_core::language::Language;

use crate::output::{Cell, Page, Role};
use crate::words::{self, Said};

/// The columns of a list: what it is, whose, evidence, expiry.
pub(crate) fn row(card: &CardView, language: Language) -> Vec<Cell> {
    let headline = match &card.dependant {
        Some(name) if *name != card.headline => format!("{} ({name})", card.headline),
        _ => card.headline.clone(),
    };
    vec![
        Cell::new(Role::Plain, capitalised(card.title.text(language))),
        Cell::new(Role::Strong, headline),
        evidence(card.evidence, language),
        expiry(card.expiry, language),
    ]
}

/// What stands above a card: which document, and whose.
pub(super) fn title(card: &CardView, language: Language) -> String {
    format!("{} · {}", capitalised(card.title.text(language)), card.headline)
}

/// The whole card below its title, with `more` rows about the document at the end of the table.
pub(super) fn body(card: &CardView, more: Vec<Vec<Cell>>, language: Language) -> Page {
    let quiet = |text: &str| Cell::new(Role::Quiet, text);
    let mut rows = Vec::new();
    if let Some(name) = &card.dependant {
        rows.push(vec![quiet(words::CARD_DEPENDANT.text(language)), Cell::new(Role::Accent, name)]);
    }
    rows.push(vec![quiet(words::CARD_EVIDENCE.text(language)), evidence(card.evidence, language)]);
    rows.push(vec![quiet(words::CARD_EXPIRY.text(language)), expiry(card.expiry, language)]);
    rows.extend(card.fields.iter().map(|field| {
        let role = if field.prominence == Prominence::Face { Role::Strong } else { Role::Plain };
        vec![quiet(field.label.text(language)), Cell::new(role, field.text(language))]
    }));
    rows.extend(more);
    let mut page = Page::default();
    page.table(rows);
    for warning in &card.warnings {
        page.line(Role::Doubt, format!("! {}", capitalised(&warning.text(language))));
    }
    page
}

/// The row that names the document for other commands.
pub(super) fn id_row(id: DocumentId, language: Language) -> Vec<Cell> {
    let label = Cell::new(Role::Quiet, words::CARD_ID.text(language));
    vec![label, Cell::new(Role::Accent, id.to_string())]
}

/// The card for a program.
pub(super) fn json(id: DocumentId, card: &CardView) -> Value {
    let fields: Vec<_> = card.fields.iter().map(field_json).collect();
    let warnings: Vec<_> = card
        .warnings
        .iter()
        .map(|warning| json!({"id": warning.message.id, "text": both(|language| warning.text(language))}))
        .collect();
    json!({
        "id": id.to_string(),
        "kind": card.kind,
        "title": Said::from(card.title),
        "headline": card.headline,
        "dependant": card.dependant,
        "evidence": {"code": evidence_code(card.evidence), "text": Said::from(card.evidence.message())},
        "expiry": expiry_json(card.expiry),
        "fields": fields,
        "warnings": warnings,
    })
}

/// A label at the beginning of a line.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn field_json(field: &FieldView) -> Value {
    json!({
        "key": field.key(),
        "label": Said::from(field.label),
        "shown": both(|language| field.text(language)),
        "copied": field.copied,
        "prominence": match field.prominence {
            Prominence::Face => "face",
            Prominence::Additional => "additional",
            _ => "detail",
        },
    })
}

fn both(say: impl Fn(Language) -> String) -> Said {
    Said::in_both(say)
}

fn evidence(evidence: Evidence, language: Language) -> Cell {
    // Only what somebody signed gets the tick.
    let (mark, role) = match evidence {
        Evidence::ChipVerified | Evidence::Issued => ("✓", Role::Good),
        _ => ("◇", Role::Doubt),
    };
    Cell::new(role, format!("{mark} {}", evidence.message().text(language)))
}

fn evidence_code(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Scanned => "scanned",
        Evidence::ChipVerified => "chip_verified",
        Evidence::Issued => "issued",
        _ => "typed",
    }
}

fn expiry(state: ExpiryState, language: Language) -> Cell {
    // A term that still runs gets no tick: beside unverified facts it would read as a check of them.
    let (mark, role) = match state {
        ExpiryState::ExpiresSoon { .. } => ("◔ ", Role::Doubt),
        ExpiryState::Expired { .. } => ("✗ ", Role::Bad),
        ExpiryState::Valid { .. } | ExpiryState::NoTerm => ("", Role::Plain),
        _ => ("", Role::Quiet),
    };
    Cell::new(role, format!("{mark}{}", state.notice().text(language)))
}

fn expiry_json(state: ExpiryState) -> Value {
    let text = both(|language| state.notice().text(language));
    match state {
        ExpiryState::NoTerm => json!({"code": "no_term", "text": text}),
        ExpiryState::Valid { days_left } => {
            json!({"code": "valid", "text": text, "days_left": days_left})
        }
        ExpiryState::ExpiresSoon { days_left } => {
            json!({"code": "expires_soon", "text": text, "days_left": days_left})
        }
        ExpiryState::Expired { days_ago } => {
            json!({"code": "expired", "text": text, "days_ago": days_ago})
        }
        _ => json!({"code": "unknown", "text": text}),
    }
}
