//! What happened: who saw which facts (never their values), when, which way, and how it ended. Kept in the vault's chained history.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::credential::claims::CredentialType;
use crate::document::DocumentId;
use crate::present::ReaderName;
use crate::vault::Changes;
use crate::wallet::WalletError;
use crate::wallet::answering::RequestView;
use crate::wallet::showing::{ChosenPart, Reuse};
use crate::wallet::stored::{decode, encode};

/// One entry.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// When, in seconds since 1970 by the phone's clock.
    pub at: i64,
    /// Which way.
    pub way: Way,
    /// How it ended.
    pub outcome: Outcome,
    /// Who asked, for an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reader: Option<EventReader>,
    /// Why they asked, in their words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// Which facts of which documents.
    pub documents: Vec<EventDocument>,
    /// What the owner insisted on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub insisted: Vec<Insistence>,
}

/// Who asked.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct EventReader {
    /// The name.
    pub name: String,
    /// Whether a certificate vouched for it.
    pub certified: Vouched,
}

/// Whether somebody vouched for a name.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Vouched {
    /// A certificate under a trusted root.
    Certificate,
    /// Nobody: the reader named itself.
    Nobody,
}

/// One document of an entry.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct EventDocument {
    /// The document, if it is known which.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<DocumentId>,
    /// Its credential type's number.
    pub credential_type: i64,
    /// The numbers of the claims.
    pub claims: Vec<i64>,
}

/// Which way.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Way {
    /// An answer to a request.
    Answer,
    /// The history itself was erased up to here.
    Erased,
    /// Shown to whoever looked.
    OneWay,
    /// Credentials came from an issuer.
    Received,
}

/// How it ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Outcome {
    /// It was done.
    Done,
    /// It was tried, and nothing was shown.
    Failed,
    /// The owner refused.
    Refused,
}

/// What the owner insisted on after a warning.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Insistence {
    /// Facts that tell much were shown one-way.
    TellsMuch,
    /// A credential was shown that had been shown before.
    Reuse,
}

impl Event {
    pub(super) fn new(way: Way, outcome: Outcome, at: i64) -> Self {
        Self {
            at,
            way,
            outcome,
            reader: None,
            purpose: None,
            documents: Vec::new(),
            insisted: Vec::new(),
        }
    }

    /// Credentials came.
    pub(super) fn received(document: DocumentId, kind: CredentialType, at: i64) -> Self {
        let documents = alloc::vec![EventDocument {
            id: Some(document),
            credential_type: kind.number(),
            claims: Vec::new(),
        }];
        Self { documents, ..Self::new(Way::Received, Outcome::Done, at) }
    }

    /// Something is shown.
    pub(super) fn shown(
        way: Way,
        parts: &[ChosenPart],
        at: i64,
        tells_much: bool,
        reuse: Reuse,
    ) -> Self {
        let mut event = Self::new(way, Outcome::Done, at);
        event.documents = parts
            .iter()
            .map(|part| EventDocument {
                id: Some(part.document),
                credential_type: CredentialType::of(part.kind).number(),
                claims: part.claims.clone(),
            })
            .collect();
        if tells_much {
            event.insisted.push(Insistence::TellsMuch);
        }
        if reuse == Reuse::Allow && parts.iter().any(|part| part.record.shown > 0) {
            event.insisted.push(Insistence::Reuse);
        }
        event
    }

    pub(super) fn with_reader(mut self, view: &RequestView) -> Self {
        let (name, certified) = match &view.reader {
            ReaderName::Certified(name) => (name, Vouched::Certificate),
            ReaderName::Own(name) => (name, Vouched::Nobody),
        };
        self.reader = Some(EventReader { name: name.clone(), certified });
        self.purpose = Some(view.purpose.clone());
        self
    }

    /// Everything that was asked for, when nothing of it was given.
    pub(super) fn asked_for(mut self, view: &RequestView) -> Self {
        self.documents = view
            .documents
            .iter()
            .map(|asked| EventDocument {
                id: None,
                credential_type: asked.credential_type.number(),
                claims: asked.facts.iter().map(|fact| fact.claim.number).collect(),
            })
            .collect();
        self
    }

    pub(super) fn failed(self) -> Self {
        Self { outcome: Outcome::Failed, ..self }
    }
}

pub(super) fn append(changes: &mut Changes, event: &Event) -> Result<(), WalletError> {
    Ok(changes.append_history(&encode(&(VERSION, event))?)?)
}

pub(super) fn erase(
    changes: &mut Changes,
    through: u64,
    marker: &Event,
) -> Result<(), WalletError> {
    Ok(changes.erase_history(through, &encode(&(VERSION, marker))?)?)
}

pub(super) fn read(bytes: &[u8]) -> Result<Event, WalletError> {
    let (version, event): (u32, Event) = decode(bytes)?;
    if version == VERSION { Ok(event) } else { Err(WalletError::NewerFormat) }
}

const VERSION: u32 = 1;
