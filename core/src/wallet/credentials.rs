//! Getting credentials: what an issuer sends for an order is checked and kept.

use alloc::string::String;
use alloc::vec::Vec;

use crate::credential::claims::{ClaimValue, CredentialType, draft_of, portrait};
use crate::credential::issuer::{IssuerError, find_issuer};
use crate::credential::key::PublicKey;
use crate::credential::profile::Facts;
use crate::credential::sd_cwt::{Held, NumericDate, SdCwt, SdCwtError};
use crate::credential::trust::{TrustCache, TrustList, TrustListError};
use crate::document::{
    AttachmentId, AttachmentInfo, AttachmentRole, Document, DocumentId, Evidence, HolderId, Image,
    StoredDocument,
};
use crate::vault::RecordId;
use crate::wallet::choice::Facets;
use crate::wallet::history::{self, Event};
use crate::wallet::holding::{self, HeldRecord, OrderRecord, TrustRecord};
use crate::wallet::operation::Operation;
use crate::wallet::session::Session;
use crate::wallet::{WalletError, stored};

/// Which document credentials are for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Target {
    /// A document that is in the wallet. Its facts become those that were issued; the paper's code stays beside them.
    Document(DocumentId),
    /// A new document of this holder; of the owner when absent.
    New(Option<HolderId>),
}

/// Why credentials were not taken.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CredentialError {
    /// Not a credential, or without all its disclosures.
    #[error("not a credential: {0}")]
    Malformed(SdCwtError),
    /// The facts are no document of its kind.
    #[error("the facts are no document")]
    NoDocument,
    /// No credential came.
    #[error("there is no credential")]
    None,
    /// It is bound to a key that this order did not make, or to one that another is bound to.
    #[error("bound to another key")]
    NotOrdered,
    /// It ended, or has no end.
    #[error("out of date")]
    OutOfDate,
    /// Credentials of several kinds, or of another kind than the document.
    #[error("of another kind")]
    OtherKind,
    /// The issuer is not known, or may not issue it.
    #[error(transparent)]
    Issuer(#[from] IssuerError),
    /// There is no trust list yet.
    #[error("there is no trust list")]
    NoTrustList,
    /// A trust list is not one that can be taken.
    #[error(transparent)]
    TrustList(#[from] TrustListError),
}

/// A credential of a document, as a shell shows it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct CredentialSummary {
    /// The numbers of the claims that it always discloses.
    pub open: Vec<i64>,
    /// The numbers of the claims that it can disclose.
    pub selective: Vec<i64>,
    /// How often it was shown.
    pub shown: u32,
    /// When it ends, in seconds since 1970.
    pub expires_at: i64,
}

impl Session {
    /// Takes a trust list signed by one of the `pinned` keys. It replaces the one there is, unless it is older.
    ///
    /// # Errors
    /// [`WalletError::Credential`]; [`WalletError::Locked`] and the like.
    pub fn update_trust_list(&self, list: &[u8], pinned: &[PublicKey]) -> Result<(), WalletError> {
        let now = self.now();
        self.write(|open| {
            let mut cache = TrustCache::default();
            if let Some(known) = holding::trust_list(&open.vault)? {
                // Should a pin have changed since, the new list counts alone. The clock is not asked again: set back, it would take the
                // known list away and let an older one in.
                cache = TrustCache::restore(known.list, pinned).unwrap_or_default();
            }
            cache.update(list, pinned, now).map_err(CredentialError::from)?;
            let pinned = pinned.iter().map(PublicKey::compressed).collect();
            let record = TrustRecord { list: list.to_vec(), pinned };
            open.change(open.settings, |changes| holding::put_trust_list(changes, &record))
        })
    }

    /// Takes the credentials that an issuer made for an order: all of them or none. The one with the most facts says what the
    /// document says; its evidence becomes [`Evidence::Issued`].
    ///
    /// # Errors
    /// [`WalletError::Credential`]; [`WalletError::NotFound`]; [`WalletError::Locked`] and the like.
    pub fn accept_credentials(
        &self,
        order: [u8; 16],
        tokens: &[Vec<u8>],
        target: Target,
    ) -> Result<DocumentId, WalletError> {
        let _operation = Operation::begin(self.shared())?;
        let now = self.now();
        let order_id = RecordId::new(order);
        let order = self.with(|open| holding::order(&open.vault, order_id))?;
        let list = self.trust_list()?.ok_or(CredentialError::NoTrustList)?;
        let taken = Taken::check(tokens, &order, &list, now)?;
        let mut ids = Vec::with_capacity(taken.records.len());
        for _ in &taken.records {
            ids.push(RecordId::new(self.random_id()?));
        }
        let new_id = DocumentId::from_bytes(self.random_id()?);
        let portrait_id = AttachmentId::from_bytes(self.random_id()?);
        let unused: Vec<String> =
            order.aliases.iter().filter(|alias| !taken.uses(alias)).cloned().collect();
        let id = self.write(|open| {
            let mut document = taken.document(open, target, new_id, now)?;
            let picture = taken.portrait.as_ref().filter(|_| !document.has_portrait());
            if let Some(picture) = picture {
                document.attachments.push(AttachmentInfo {
                    id: portrait_id,
                    role: AttachmentRole::Portrait,
                    media_type: picture.format(),
                    byte_len: u32::try_from(picture.bytes().len())
                        .map_err(|_| WalletError::TooLarge)?,
                });
            }
            open.change(open.compare_again(), |changes| {
                stored::put_document(changes, &document)?;
                if let Some(picture) = picture {
                    stored::put_attachment(changes, document.id, portrait_id, picture.bytes())?;
                }
                for (id, record) in ids.iter().zip(&taken.records) {
                    holding::put_holding(changes, document.id, *id, record)?;
                }
                // Keys that nothing was issued for stay on record until they are deleted.
                if unused.is_empty() {
                    holding::remove_order(changes, order_id)?;
                } else {
                    holding::put_order(changes, order_id, &OrderRecord::doomed(&unused, now))?;
                }
                history::append(changes, &Event::received(document.id, taken.credential_type, now))
            })?;
            Ok(document.id)
        })?;
        self.finish_order(order_id, &unused);
        Ok(id)
    }

    /// The credentials of a document.
    ///
    /// # Errors
    /// [`WalletError::Locked`] and the like.
    pub fn credentials(&self, document: DocumentId) -> Result<Vec<CredentialSummary>, WalletError> {
        let holdings = self.with(|open| holding::holdings(&open.vault, document))?;
        Ok(holdings.iter().filter_map(|held| CredentialSummary::of(&held.record)).collect())
    }

    /// The trust list, if one was taken.
    ///
    /// # Errors
    /// [`WalletError::Locked`] and the like.
    pub fn trust_list(&self) -> Result<Option<TrustList>, WalletError> {
        let Some(record) = self.with(|open| holding::trust_list(&open.vault))? else {
            return Ok(None);
        };
        let pinned: Vec<PublicKey> =
            record.pinned.iter().filter_map(|point| PublicKey::from_sec1(point).ok()).collect();
        let list = TrustList::read(&record.list, &pinned).map_err(CredentialError::from)?;
        Ok(Some(list))
    }

    pub(super) fn now(&self) -> i64 {
        self.shared().environment.clock.unix_seconds()
    }
}

/// Credentials that were checked.
struct Taken {
    credential_type: CredentialType,
    facts: Facts,
    portrait: Option<Image>,
    records: Vec<HeldRecord>,
}

impl Taken {
    /// Draft-ietf-spice-sd-cwt-08, "Holder Validation".
    fn check(
        tokens: &[Vec<u8>],
        order: &OrderRecord,
        list: &TrustList,
        now: i64,
    ) -> Result<Self, CredentialError> {
        let mut taken: Option<Self> = None;
        for token in tokens {
            let held = SdCwt::parse(token).and_then(Held::new);
            let held = held.map_err(CredentialError::Malformed)?;
            let credential = held.token();
            let credential_type = credential
                .credential_type()
                .and_then(CredentialType::from_number)
                .ok_or(CredentialError::OtherKind)?;
            let (_, key) = find_issuer(list, credential, credential_type, now)?;
            credential.verify(&key).map_err(CredentialError::Malformed)?;
            let ends = credential.times().expires.map(NumericDate::seconds);
            if ends.is_none_or(|ends| ends <= now) {
                return Err(CredentialError::OutOfDate);
            }
            let point = credential.holder_key().uncompressed();
            let place = order.points.iter().position(|known| *known == point);
            let alias = place.and_then(|at| order.aliases.get(at));
            let alias = alias.ok_or(CredentialError::NotOrdered)?;
            let facts = Facts::read(held.claims()).map_err(|_| CredentialError::NoDocument)?;
            // One that shows what nobody chose could never be shown.
            Facets::of(&held).ok_or(CredentialError::NoDocument)?;
            let record = HeldRecord { token: token.clone(), alias: alias.clone(), shown: 0 };
            match &mut taken {
                None => {
                    let records = alloc::vec![record];
                    taken = Some(Self { credential_type, facts, portrait: None, records });
                }
                Some(taken) if taken.credential_type != credential_type => {
                    return Err(CredentialError::OtherKind);
                }
                Some(taken) if taken.uses(alias) => return Err(CredentialError::NotOrdered),
                Some(taken) => {
                    taken.records.push(record);
                    if facts.known.len() > taken.facts.known.len() {
                        taken.facts = facts;
                    }
                }
            }
        }
        let mut taken = taken.ok_or(CredentialError::None)?;
        if let Some(ClaimValue::Picture(bytes)) = taken.facts.value(portrait().number) {
            taken.portrait = Some(Image::parse(bytes).map_err(|_| CredentialError::NoDocument)?);
        }
        Ok(taken)
    }

    fn uses(&self, alias: &str) -> bool {
        self.records.iter().any(|record| record.alias == alias)
    }

    /// The document as it will be stored.
    fn document(
        &self,
        open: &super::session::Open,
        target: Target,
        new_id: DocumentId,
        now: i64,
    ) -> Result<StoredDocument, WalletError> {
        let kind = self.credential_type.kind().ok_or(CredentialError::OtherKind)?;
        // What has no place in the form, such as a guardian's name, stays in the credential alone.
        let fields = self.credential_type.claims();
        let known = self.facts.known.iter().filter(|(claim, _)| fields.contains(claim));
        let draft = draft_of(&known.cloned().collect::<Vec<_>>());
        let (document, problems) = Document::from_draft(kind, &draft);
        let facts = document.filter(|_| problems.is_empty()).ok_or(CredentialError::NoDocument)?;
        match target {
            Target::Document(id) => {
                let mut document = stored::document(&open.vault, id)?;
                if document.document.kind() != kind {
                    return Err(CredentialError::OtherKind.into());
                }
                document.document = facts;
                document.evidence = Evidence::Issued;
                document.changed_at = now;
                Ok(document)
            }
            Target::New(holder) => {
                let holders = stored::holders(&open.vault)?;
                let holder = match holder {
                    Some(id) => holders.iter().find(|holder| holder.id == id),
                    None => holders.first(),
                };
                Ok(StoredDocument {
                    id: new_id,
                    holder: holder.ok_or(WalletError::NotFound)?.id,
                    document: facts,
                    evidence: Evidence::Issued,
                    source: None,
                    attachments: Vec::new(),
                    added_at: now,
                    changed_at: now,
                })
            }
        }
    }
}

impl CredentialSummary {
    fn of(record: &HeldRecord) -> Option<Self> {
        let held = SdCwt::parse(&record.token).and_then(Held::new).ok()?;
        let choice = Facets::of(&held)?;
        Some(Self {
            open: choice.open().to_vec(),
            selective: choice.selective().collect(),
            shown: record.shown,
            expires_at: held.token().times().expires?.seconds(),
        })
    }
}

impl From<CredentialError> for WalletError {
    fn from(error: CredentialError) -> Self {
        Self::Credential(error)
    }
}
