//! `present --code`: chosen facts under the phone's signature, for whoever looks; renewed every 30 seconds.

use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use vigiayto_core::credential::claims::{Claim, Usual};
use vigiayto_core::document::{CardView, DocumentId};
use vigiayto_core::language::Language;
use vigiayto_core::present::NextCode;
use vigiayto_core::wallet::{Caution, Reuse, Selection, Session, WalletError};

use crate::args::Present;
use crate::counter::outlet::{self, Code};
use crate::counter::{facts, moment};
use crate::desk::{self, Desk};
use crate::failure::{Exit, Failure};
use crate::output::{Page, Report, Role};
use crate::words::{self, Phrase, Said};

pub(super) fn run(desk: &mut Desk<'_>, arguments: &Present) -> Result<Report, Failure> {
    let wish = Wish::of(arguments)?;
    let session = desk.unlock()?;
    let mut selections = Vec::with_capacity(arguments.ids.len());
    for id in &arguments.ids {
        let id = desk::find_document(&session, id)?;
        selections.push(wish.selection(&session, id)?);
    }
    wish.all_found(&selections)?;
    let whose = Whose::of(&session, &selections)?;
    warn(desk, &session, &selections, arguments)?;
    let caution = if arguments.insist { Caution::Override } else { Caution::Keep };
    let reuse = if arguments.reuse { Reuse::Allow } else { Reuse::Ask };
    let showing = session.show(&selections, caution, reuse)?;

    let last = if arguments.watch { arguments.times } else { Some(1) };
    let mut shown = 0_u32;
    loop {
        let next = session.next_code(&showing)?;
        let report = report(desk, &next, &whose, arguments)?;
        shown = shown.saturating_add(1);
        let plays = outlet::plays(desk, &next.shown, &arguments.pictures);
        if last == Some(shown) && !plays {
            return Ok(report);
        }
        desk.output.report(&report).map_err(|_| desk::no_output())?;
        if plays {
            outlet::play(desk, &next.content, next.next_at)?;
            if last == Some(shown) {
                return Ok(Report::given(None));
            }
        }
        let wait = next.next_at.saturating_sub(moment::now());
        thread::sleep(Duration::from_secs(u64::try_from(wait).unwrap_or(0)));
    }
}

/// A code, shown, with what it tells and when the next one is due.
fn report(
    desk: &Desk<'_>,
    next: &NextCode,
    whose: &Whose,
    arguments: &Present,
) -> Result<Report, Failure> {
    let code = Code {
        content: &next.content,
        shown: &next.shown,
        word: next.word,
        holder: &whose.holder,
        facts: &whose.facts,
    };
    let language = desk.language();
    let mut page = whose.page(language);
    let (shown, mut data) = outlet::show(desk, &code, &arguments.pictures)?;
    page.append(shown);
    let due = Phrase::from(words::counter::NEXT_DUE)
        .with("seconds", next.next_at - next.made_at)
        .with("time", moment::text(next.next_at));
    page.line(Role::Quiet, due.text(language));
    data["documents"] = whose.documents.clone();
    data["made_at"] = json!(next.made_at);
    data["next_at"] = json!(next.next_at);
    Ok(Report::new(page, data))
}

/// What a person wants to show of each document.
enum Wish {
    /// The usual facts that don't tell much.
    Least,
    /// Usual sets, each of its kind of document.
    Usual(Vec<&'static Usual>),
    /// These facts, of whichever documents have them.
    Facts(Vec<&'static Claim>),
}

impl Wish {
    fn of(arguments: &Present) -> Result<Self, Failure> {
        if !arguments.usual.is_empty() {
            let usual = arguments.usual.iter().map(|code| facts::usual(code));
            return Ok(Self::Usual(usual.collect::<Result<_, _>>()?));
        }
        if !arguments.facts.is_empty() {
            let claims = arguments.facts.iter().map(|key| facts::claim(key, "--facts"));
            return Ok(Self::Facts(claims.collect::<Result<_, _>>()?));
        }
        Ok(Self::Least)
    }

    fn selection(&self, session: &Session, document: DocumentId) -> Result<Selection, Failure> {
        let offered = session.offered_claims(document)?;
        if offered.is_empty() {
            return Err(no_credentials(document));
        }
        let chosen: Vec<i64> = match self {
            Self::Least => return Ok(session.minimal_selection(document)?),
            Self::Usual(sets) => {
                let kind = session.document(document)?.document.kind();
                let set = sets.iter().find(|set| set.kind == kind);
                set.map(|set| set.claims.to_vec()).unwrap_or_default()
            }
            Self::Facts(claims) => claims.iter().map(|claim| claim.number).collect(),
        };
        let claims = chosen.into_iter().filter(|number| offered.contains(number)).collect();
        Ok(Selection { document, claims })
    }

    /// A fact that none of the documents has was not chosen for nothing: it is named.
    fn all_found(&self, selections: &[Selection]) -> Result<(), Failure> {
        let Self::Facts(claims) = self else { return Ok(()) };
        let found = |claim: &Claim| selections.iter().any(|one| one.claims.contains(&claim.number));
        let Some(missing) = claims.iter().find(|claim| !found(claim)) else { return Ok(()) };
        let message = Said::in_both(|language| {
            let fact = missing.label.text(language);
            Phrase::from(words::counter::FACT_NOT_OFFERED).with("fact", fact).text(language)
        });
        let failure = Failure::new(
            Exit::Refused,
            "fact_not_offered",
            message,
            words::counter::CREDENTIALS_HINT,
        );
        Err(failure.with("fact", missing.key()))
    }
}

/// Whose documents a code shows, and what of them.
struct Whose {
    holder: String,
    facts: Said,
    lines: Vec<Said>,
    documents: Value,
}

impl Whose {
    fn of(session: &Session, selections: &[Selection]) -> Result<Self, Failure> {
        let mut holders: Vec<String> = Vec::new();
        let (mut lines, mut documents) = (Vec::new(), Vec::new());
        let mut all = Vec::new();
        for selection in selections {
            let card = session.card(selection.document)?;
            let holder = name(&card);
            if !holders.contains(&holder) {
                holders.push(holder.clone());
            }
            let facts = Said::in_both(|language| {
                let facts = facts::labels(&selection.claims, language);
                format!("{}: {facts}", card.title.text(language))
            });
            lines.push(Said::in_both(|language| format!("{holder} · {}", facts.text(language))));
            let keys: Vec<_> = selection.claims.iter().map(|number| facts::key(*number)).collect();
            documents.push(json!({
                "id": selection.document.to_string(),
                "kind": card.kind,
                "holder": holder,
                "facts": keys,
            }));
            all.push(facts);
        }
        let facts = Said::in_both(|language| {
            all.iter().map(|facts| facts.text(language)).collect::<Vec<_>>().join("; ")
        });
        Ok(Self { holder: holders.join(", "), facts, lines, documents: documents.into() })
    }

    fn page(&self, language: Language) -> Page {
        let mut page = Page::default();
        for line in &self.lines {
            page.line(Role::Strong, line.text(language));
        }
        page
    }
}

/// Warns of what tells much and of credentials that are used up, each by name.
fn warn(
    desk: &Desk<'_>,
    session: &Session,
    selections: &[Selection],
    arguments: &Present,
) -> Result<(), Failure> {
    let preview = session.preview(selections)?;
    let language = desk.language();
    let mut page = Page::default();
    if !preview.tells_much.is_empty() {
        let numbers: Vec<i64> = preview.tells_much.iter().map(|(_, number)| *number).collect();
        if !arguments.insist {
            let mut failure = Failure::from(WalletError::TellsTooMuch);
            failure.details = numbers
                .iter()
                .map(|number| Said::in_both(|language| facts::labels(&[*number], language)))
                .collect();
            let keys: Vec<_> = numbers.iter().map(|number| facts::key(*number)).collect();
            return Err(failure.with("facts", keys));
        }
        let line = Said::in_both(|language| {
            let facts = facts::labels(&numbers, language);
            Phrase::from(words::counter::TELLS_MUCH).with("facts", facts).text(language)
        });
        page.line(Role::Doubt, format!("! {}", line.text(language)));
    }
    if !preview.used_up.is_empty() && arguments.reuse {
        page.line(Role::Doubt, format!("! {}", words::counter::SHOWN_AGAIN.text(language)));
    }
    desk.output.aside(&page);
    Ok(())
}

/// The person that a card names.
pub(super) fn name(card: &CardView) -> String {
    card.dependant.clone().unwrap_or_else(|| card.headline.clone())
}

/// Nothing of this document was issued to this wallet.
fn no_credentials(document: DocumentId) -> Failure {
    let hint = Phrase::from(words::counter::NO_CREDENTIALS_HINT).with("id", document);
    Failure::new(Exit::Refused, "no_credentials", words::counter::NO_CREDENTIALS, hint)
}
