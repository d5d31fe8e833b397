//! Answering a counter's request: who asks, why, for what, and what of it this wallet can give; then consent, claim by claim.

use alloc::string::String;
use alloc::vec::Vec;

use crate::credential::claims::{Claim, ClaimValue, CredentialType};
use crate::document::DocumentId;
use crate::present::{
    CODE_LIFE, CheckWord, ReaderName, Request, RequestError, Shown, how_shown, request_content,
    seal_answer, sign_answer,
};
use crate::wallet::history::{self, Event, Outcome, Way};
use crate::wallet::session::Session;
use crate::wallet::showing::{Reuse, Selection, may_reuse, offered_facts};
use crate::wallet::{WalletError, stored};

/// A request as a shell shows it.
#[derive(Clone, Debug)]
pub struct RequestView {
    /// Who asks.
    pub reader: ReaderName,
    /// Why, in the counter's own words.
    pub purpose: String,
    /// What.
    pub documents: Vec<RequestedDocument>,
    /// How many facts are asked for that this version does not know. They are never given.
    pub unknown: usize,
    /// Until when it can be answered, in seconds since 1970.
    pub expires_at: i64,
    request: Request,
}

/// One document that is asked for.
#[derive(Clone, Debug)]
pub struct RequestedDocument {
    /// Its type.
    pub credential_type: CredentialType,
    /// The facts.
    pub facts: Vec<RequestedFact>,
    /// The documents of this wallet that can be shown for it.
    pub candidates: Vec<DocumentId>,
}

/// One fact that is asked for.
#[derive(Clone, Debug)]
pub struct RequestedFact {
    /// Which.
    pub claim: &'static Claim,
    /// For how many days it will be kept; 0 when it will not.
    pub kept_days: u16,
    /// For each candidate its value, or nothing where it can't be given.
    pub values: Vec<Option<ClaimValue>>,
}

/// An answer to be shown to the reader.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Answer {
    /// What it carries.
    pub content: Vec<u8>,
    /// How it is shown.
    pub shown: Shown,
    /// The word that the reader shows for it.
    pub word: CheckWord,
    /// Until when a reader accepts it, in seconds since 1970.
    pub expires_at: i64,
}

impl Session {
    /// Reads the text of a request.
    ///
    /// # Errors
    /// [`WalletError::Request`]; [`WalletError::Locked`] and the like.
    pub fn read_request(&self, text: &str) -> Result<RequestView, WalletError> {
        let now = self.now();
        let bytes = request_content(text).map_err(RequestError::from)?;
        let roots = self.trust_list()?.map(|list| list.reader_roots.clone()).unwrap_or_default();
        let request = Request::parse(&bytes, &roots, now)?;
        request.check(now)?;
        let mut documents = Vec::with_capacity(request.items.len());
        for item in &request.items {
            documents.push(self.requested(item)?);
        }
        Ok(RequestView {
            reader: request.reader.clone(),
            purpose: request.purpose.clone(),
            documents,
            unknown: request.unknown,
            expires_at: request.expires_at,
            request,
        })
    }

    /// Answers a request with what was consented to. The act is written down before the answer is made.
    ///
    /// # Errors
    /// [`WalletError::NeedsAuthentication`] when the passcode was entered more than 60 seconds ago; [`WalletError::NotAsked`]
    /// for a fact that the request does not ask for; [`WalletError::Request`] when it is over; [`WalletError::NothingToShow`],
    /// [`WalletError::UsedUp`]; [`WalletError::Locked`] and the like.
    pub fn answer(
        &self,
        view: &RequestView,
        consent: &[Selection],
        reuse: Reuse,
    ) -> Result<Answer, WalletError> {
        self.needs_authentication()?;
        let now = self.now();
        let request = &view.request;
        request.check(now)?;
        self.is_asked(request, consent)?;
        let parts = self.choose(consent)?;
        may_reuse(&parts, reuse)?;
        let event = Event::shown(Way::Answer, &parts, now, false, reuse).with_reader(view);
        let made = self.signed(&parts, |parts| sign_answer(parts, request, now));
        let random = self.shared().environment.random.as_ref();
        let sealed = made.and_then(|presentation| {
            seal_answer(&presentation, request, random)
                .map_err(|_| WalletError::Request(RequestError::Malformed))
        });
        let content = match sealed {
            Ok(content) => content,
            Err(error) => {
                self.note(&event.failed())?;
                return Err(error);
            }
        };
        // It leaves the wallet only after the act is on record.
        self.use_up(&parts, &event)?;
        Ok(Answer {
            shown: how_shown(&content),
            word: CheckWord::of(&content),
            expires_at: request.expires_at.min(now.saturating_add(CODE_LIFE)),
            content,
        })
    }

    /// Refuses a request: nothing is sent, and the history says so.
    ///
    /// # Errors
    /// [`WalletError::Locked`] and the like.
    pub fn refuse(&self, view: &RequestView) -> Result<(), WalletError> {
        let event = Event::new(Way::Answer, Outcome::Refused, self.now()).with_reader(view);
        self.note(&event.asked_for(view))
    }

    pub(super) fn note(&self, event: &Event) -> Result<(), WalletError> {
        self.write(|open| open.change(open.settings, |changes| history::append(changes, event)))
    }

    fn requested(
        &self,
        item: &crate::present::RequestItem,
    ) -> Result<RequestedDocument, WalletError> {
        let now = self.now();
        let candidates = self.with(|open| {
            let mut found = Vec::new();
            for id in stored::document_ids(&open.vault) {
                let document = match stored::document(&open.vault, id) {
                    Ok(document) => document,
                    Err(WalletError::RecordDamaged) => continue,
                    Err(error) => return Err(error),
                };
                if CredentialType::of(document.document.kind()) != item.credential_type {
                    continue;
                }
                // What a credential says is what the reader will see, whatever was corrected by hand since.
                let offered = offered_facts(open, id, now)?;
                let asked = |claim: &Claim| item.claims.iter().any(|asked| asked.claim == claim);
                if offered.iter().any(|(claim, _)| asked(claim)) {
                    found.push((id, offered));
                }
            }
            Ok(found)
        })?;
        let facts = item.claims.iter().map(|asked| RequestedFact {
            claim: asked.claim,
            kept_days: asked.kept_days,
            values: candidates
                .iter()
                .map(|(_, offered)| {
                    let known = offered.iter().find(|(claim, _)| *claim == asked.claim);
                    known.map(|(_, value)| value.clone())
                })
                .collect(),
        });
        Ok(RequestedDocument {
            credential_type: item.credential_type,
            facts: facts.collect(),
            candidates: candidates.iter().map(|(id, _)| *id).collect(),
        })
    }

    /// Each document of the consent must be of a type that is asked for, and each of its claims too.
    fn is_asked(&self, request: &Request, consent: &[Selection]) -> Result<(), WalletError> {
        for selection in consent {
            let kind = self
                .with(|open| stored::document(&open.vault, selection.document))?
                .document
                .kind();
            let asked = request
                .items
                .iter()
                .find(|item| item.credential_type == CredentialType::of(kind))
                .ok_or(WalletError::NotAsked)?;
            let all = selection
                .claims
                .iter()
                .all(|number| asked.claims.iter().any(|claim| claim.claim.number == *number));
            if !all {
                return Err(WalletError::NotAsked);
            }
        }
        Ok(())
    }
}
