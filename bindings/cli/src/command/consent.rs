//! Consent to a request: what can be given, numbered, and the person's decision.

use vigiayto_core::credential::claims::{Claim, ClaimValue, CredentialType};
use vigiayto_core::document::DocumentId;
use vigiayto_core::wallet::{RequestView, RequestedDocument, Selection, Session};

use crate::args::Answer;
use crate::counter::facts;
use crate::desk::{self, Desk};
use crate::failure::{Exit, Failure};
use crate::secrets::{Secrets, ask_openly, say};
use crate::words::{self, Phrase, Said};

/// What can be decided on.
pub(super) struct Ballot {
    /// Facts that can be given, in the order of the request.
    pub(super) choices: Vec<Choice>,
    /// Facts that this wallet has no credential for.
    pub(super) missing: Vec<(CredentialType, &'static Claim)>,
}

/// One fact that can be given.
pub(super) struct Choice {
    /// As it is shown, from 1.
    pub(super) number: usize,
    pub(super) kind: CredentialType,
    pub(super) document: DocumentId,
    pub(super) claim: &'static Claim,
    pub(super) value: ClaimValue,
    pub(super) kept_days: u16,
}

/// What the person decided.
pub(super) enum Decision {
    /// These facts, at least one.
    Agree(Vec<Selection>),
    /// Nothing.
    Refuse,
}

impl Ballot {
    /// The facts of a request, each of one document: of those that were `named`, or of the only one there is.
    pub(super) fn of(
        session: &Session,
        view: &RequestView,
        named: &[String],
    ) -> Result<Self, Failure> {
        let named = named.iter().map(|id| desk::find_document(session, id));
        let named = named.collect::<Result<Vec<_>, _>>()?;
        let mut ballot = Self { choices: Vec::new(), missing: Vec::new() };
        for asked in &view.documents {
            let kind = asked.credential_type;
            let place = place(session, asked, &named)?;
            for fact in &asked.facts {
                let value = place.and_then(|at| fact.values.get(at).cloned().flatten());
                let document = place.and_then(|at| asked.candidates.get(at));
                match value.zip(document) {
                    Some((value, document)) => ballot.choices.push(Choice {
                        number: ballot.choices.len() + 1,
                        kind,
                        document: *document,
                        claim: fact.claim,
                        value,
                        kept_days: fact.kept_days,
                    }),
                    None => ballot.missing.push((kind, fact.claim)),
                }
            }
        }
        Ok(ballot)
    }

    /// By the flags, or asked of the person.
    pub(super) fn decide(&self, desk: &Desk<'_>, arguments: &Answer) -> Result<Decision, Failure> {
        if arguments.refuse {
            return Ok(Decision::Refuse);
        }
        if self.choices.is_empty() {
            return Err(nothing_to_give());
        }
        if arguments.agree_all {
            return Ok(self.agreed(|_| true));
        }
        if !arguments.agree.is_empty() {
            let all = &arguments.agree;
            if let Some(stray) = all.iter().find(|name| !self.choices.iter().any(|it| it.is(name)))
            {
                let message =
                    Phrase::from(words::counter::NOT_AMONG_ASKED).with("fact", stray.trim());
                let hint = words::counter::NOT_AMONG_ASKED_HINT;
                return Err(Failure::new(Exit::Usage, "not_among_asked", message, hint));
            }
            return Ok(self.agreed(|choice| all.iter().any(|name| choice.is(name))));
        }
        let Secrets::Prompt { language } = desk.secrets else {
            return Err(Failure::not_confirmed("--agree"));
        };
        let (all, none) = (words::counter::WORD_ALL, words::counter::WORD_REFUSE);
        let prompt = Phrase::from(words::counter::ASK_CONSENT)
            .with("all", all.text(language))
            .with("none", none.text(language))
            .text(language);
        loop {
            let line = ask_openly(&prompt).map_err(|_| Failure::not_confirmed("--agree"))?;
            let line = line.trim();
            if line == none.text(language) {
                return Ok(Decision::Refuse);
            }
            if line == all.text(language) {
                return Ok(self.agreed(|_| true));
            }
            let numbers: Result<Vec<usize>, _> =
                line.split([',', ' ']).filter(|part| !part.is_empty()).map(str::parse).collect();
            match numbers {
                Ok(numbers) if !numbers.is_empty() && self.has_all(&numbers) => {
                    return Ok(self.agreed(|choice| numbers.contains(&choice.number)));
                }
                _ => say(words::counter::CONSENT_AGAIN, language),
            }
        }
    }

    fn has_all(&self, numbers: &[usize]) -> bool {
        numbers.iter().all(|number| self.choices.iter().any(|choice| choice.number == *number))
    }

    fn agreed(&self, chosen: impl Fn(&Choice) -> bool) -> Decision {
        let mut consent: Vec<Selection> = Vec::new();
        for choice in self.choices.iter().filter(|choice| chosen(choice)) {
            match consent.iter_mut().find(|one| one.document == choice.document) {
                Some(one) => one.claims.push(choice.claim.number),
                None => consent.push(Selection {
                    document: choice.document,
                    claims: vec![choice.claim.number],
                }),
            }
        }
        Decision::Agree(consent)
    }
}

impl Choice {
    /// `full_name`, or `citizen_card:full_name` where several documents have it.
    fn is(&self, name: &str) -> bool {
        match name.trim().split_once(':') {
            Some((kind, key)) => facts::kind_code(self.kind) == kind && self.claim.key() == key,
            None => self.claim.key() == name.trim(),
        }
    }
}

/// Which of the candidates is meant.
fn place(
    session: &Session,
    asked: &RequestedDocument,
    named: &[DocumentId],
) -> Result<Option<usize>, Failure> {
    let meant = asked.candidates.iter().position(|id| named.contains(id));
    if meant.is_some() || asked.candidates.len() < 2 {
        return Ok(meant.or((!asked.candidates.is_empty()).then_some(0)));
    }
    let mut details = Vec::new();
    for id in &asked.candidates {
        let card = session.card(*id)?;
        details.push(Said::in_both(|language| {
            format!("{id} · {} · {}", card.title.text(language), super::show_code::name(&card))
        }));
    }
    let ids: Vec<_> = asked.candidates.iter().map(ToString::to_string).collect();
    let (message, hint) = (words::counter::WHICH_DOCUMENT, words::counter::WHICH_DOCUMENT_HINT);
    let mut failure =
        Failure::new(Exit::Usage, "which_document", message, hint).with("candidates", ids);
    failure.details = details;
    Err(failure)
}

fn nothing_to_give() -> Failure {
    let hint = words::counter::NOTHING_TO_GIVE_HINT;
    Failure::new(Exit::Refused, "nothing_to_give", words::counter::NOTHING_TO_GIVE, hint)
}
