//! A document as the wallet keeps it, and the frozen form in which it is stored.
//!
//! The stored form is a pair: a version, then the record. A record of a newer version is refused by that number,
//! before a field that this program does not know could be dropped.

use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;

use serde::de::{DeserializeOwned, Error as _, SeqAccess, Visitor};
use serde::ser::SerializeTuple;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use time::Date;

use super::card::{Facts, Notices};
use super::coded::Relation;
use super::date::DocumentDate;
use super::field::FieldValue;
use super::holder::Holder;
use super::id::{AttachmentId, DocumentId, HolderId};
use super::image::ImageFormat;
use super::kind::{Document, DocumentKind};
use super::labels::{self, warnings};
use super::printed::{Agreement, PrintedSource};
use super::text::{Text, comparison_key};
use super::view::{CardView, Evidence, Notice};

/// A document with what the wallet knows around it.
#[derive(Clone, Eq, PartialEq)]
pub struct StoredDocument {
    /// The record's id.
    pub id: DocumentId,
    /// Whose it is.
    pub holder: HolderId,
    /// The facts.
    pub document: Document,
    /// Where the facts come from.
    pub evidence: Evidence,
    /// The paper's QR, if it was scanned.
    pub source: Option<PrintedSource>,
    /// Images that belong to it; their bytes lie in records of their own.
    pub attachments: Vec<AttachmentInfo>,
    /// When it was added, in seconds since 1970.
    pub added_at: i64,
    /// When it was last changed, in seconds since 1970.
    pub changed_at: i64,
}

opaque_debug!(StoredDocument);

/// An image that belongs to a document.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttachmentInfo {
    /// The record's id.
    pub id: AttachmentId,
    /// What it shows.
    pub role: AttachmentRole,
    /// Its format.
    pub media_type: ImageFormat,
    /// Its length in bytes.
    pub byte_len: u32,
}

/// What an attached image shows.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum AttachmentRole {
    /// The person.
    Portrait,
    /// The paper's front.
    ScanFront,
    /// The paper's back.
    ScanBack,
    /// Anything else.
    Other,
}

impl AttachmentRole {
    /// Every role.
    pub const ALL: &'static [Self] =
        &[Self::Portrait, Self::ScanFront, Self::ScanBack, Self::Other];

    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Portrait => "portrait",
            Self::ScanFront => "scan_front",
            Self::ScanBack => "scan_back",
            Self::Other => "other",
        }
    }

    /// The role of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|role| role.code() == code)
    }
}

impl StoredDocument {
    /// The document as a shell shows it on `today`.
    #[must_use]
    pub fn card(&self, holder: &Holder, today: Date) -> CardView {
        let face = self.document.face();
        let mut facts = Facts::default();
        face.facts(&mut facts);
        for slot in self.source.iter().flat_map(|source| &source.additional) {
            facts.additional(labels::ADDITIONAL, &slot.text);
        }
        let mut notices = Notices::default();
        face.warn(today, &mut notices);
        self.warn_about_holder(holder, &mut notices);
        if self.document.kind() == DocumentKind::BirthCertificate {
            holder.notices(today).into_iter().for_each(|notice| notices.push(notice));
        }
        if self
            .source
            .as_ref()
            .is_some_and(|source| source.agreement(&self.document) == Agreement::Corrected)
        {
            notices.plain(warnings::CORRECTED);
        }
        CardView {
            title: face.title(),
            kind: self.document.kind().code(),
            headline: face.headline(),
            dependant: (holder.relation != Relation::Owner).then(|| holder.name.form()),
            fields: facts.into_fields(),
            evidence: self.evidence,
            expiry: face.expiry(today),
            warnings: notices.into_notices(),
        }
    }

    /// Whether a portrait is attached.
    #[must_use]
    pub fn has_portrait(&self) -> bool {
        self.attachments.iter().any(|attached| attached.role == AttachmentRole::Portrait)
    }

    /// Whether a search for `query` finds the document, by its facts, its holder or its unknown slots.
    #[must_use]
    pub fn matches(&self, holder: &Holder, query: &str) -> bool {
        let mut text = self.document.search_text();
        let slots = self.source.iter().flat_map(|source| &source.additional);
        for part in slots.map(|slot| slot.text.as_str()).chain([holder.name.as_str()]) {
            text.push(' ');
            text.push_str(part);
        }
        super::text::matches(&text, query)
    }

    fn warn_about_holder(&self, holder: &Holder, notices: &mut Notices) {
        let draft = self.document.to_draft();
        let name = draft.value(labels::FULL_NAME).unwrap_or(holder.name.as_str());
        if comparison_key(name) != comparison_key(holder.name.as_str()) {
            notices.push(Notice::with(warnings::NAME_DIFFERS, "name", holder.name.as_str()));
        }
        let born = draft.value(labels::BIRTH_DATE).and_then(|text| DocumentDate::parse(text).ok());
        if let (Some(born), Some(known)) = (born, holder.birth_date)
            && (born.latest() < known.earliest() || known.latest() < born.earliest())
        {
            notices.plain(warnings::HOLDER_BIRTH_DIFFERS);
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DocumentRecord {
    id: DocumentId,
    holder: HolderId,
    document: Document,
    evidence: Evidence,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<PrintedSource>,
    attachments: Vec<AttachmentInfo>,
    added_at: i64,
    changed_at: i64,
}

impl Serialize for StoredDocument {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { id, holder, document, evidence, source, attachments, added_at, changed_at } =
            self.clone();
        let record = DocumentRecord {
            id,
            holder,
            document,
            evidence,
            source,
            attachments,
            added_at,
            changed_at,
        };
        serialize_versioned(&record, serializer)
    }
}

impl<'de> Deserialize<'de> for StoredDocument {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let record: DocumentRecord = deserialize_versioned(deserializer)?;
        let DocumentRecord {
            id,
            holder,
            document,
            evidence,
            source,
            attachments,
            added_at,
            changed_at,
        } = record;
        Ok(Self { id, holder, document, evidence, source, attachments, added_at, changed_at })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct HolderRecord {
    id: HolderId,
    relation: Relation,
    name: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    birth_date: Option<DocumentDate>,
}

impl Serialize for Holder {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { id, relation, name, birth_date } = self.clone();
        serialize_versioned(&HolderRecord { id, relation, name, birth_date }, serializer)
    }
}

impl<'de> Deserialize<'de> for Holder {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let HolderRecord { id, relation, name, birth_date } = deserialize_versioned(deserializer)?;
        Ok(Self { id, relation, name, birth_date })
    }
}

fn serialize_versioned<R: Serialize, S: Serializer>(
    record: &R,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut pair = serializer.serialize_tuple(2)?;
    pair.serialize_element(&STORED_VERSION)?;
    pair.serialize_element(record)?;
    pair.end()
}

fn deserialize_versioned<'de, R: DeserializeOwned, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<R, D::Error> {
    deserializer.deserialize_tuple(2, VersionedVisitor(PhantomData))
}

struct VersionedVisitor<R>(PhantomData<R>);

impl<'de, R: DeserializeOwned> Visitor<'de> for VersionedVisitor<R> {
    type Value = R;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a pair of a version and a record")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut pair: A) -> Result<R, A::Error> {
        let version: u32 =
            pair.next_element()?.ok_or_else(|| A::Error::invalid_length(0, &self))?;
        if version != STORED_VERSION {
            return Err(A::Error::custom(alloc::format!(
                "the record has version {version}, this program knows {STORED_VERSION}"
            )));
        }
        pair.next_element()?.ok_or_else(|| A::Error::invalid_length(1, &self))
    }
}

/// The version of the stored form that is written and read. A change of any stored field raises it, and the vectors in
/// `tests/document_stored_form.rs` hold every version ever written.
pub const STORED_VERSION: u32 = 1;
