//! Getting credentials: an order with fresh keys of the phone goes to an issuer, what comes back is checked and kept.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::credential::claims::{ClaimValue, CredentialType, draft_of, portrait};
use crate::credential::issuer::{IssuerError, find_issuer};
use crate::credential::key::{PublicKey, Signer as _};
use crate::credential::profile::Facts;
use crate::credential::sd_cwt::{Held, NumericDate, SdCwt, SdCwtError};
use crate::credential::trust::{TrustCache, TrustList, TrustListError};
use crate::document::{
    AttachmentId, AttachmentInfo, AttachmentRole, Document, DocumentId, Evidence, HolderId, Image,
    StoredDocument,
};
use crate::platform::{KeyPolicy, KeyPurpose};
use crate::vault::RecordId;
use crate::wallet::history::{self, Event};
use crate::wallet::holding::{self, HeldRecord, OrderRecord, TrustRecord};
use crate::wallet::operation::Operation;
use crate::wallet::phone_key::PhoneKey;
use crate::wallet::session::Session;
use crate::wallet::{WalletError, stored};

/// What a wallet sends to an issuer: keys that credentials are to be bound to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct CredentialOrder {
    /// Names the order when the credentials come.
    pub id: [u8; 16],
    /// The keys, one for each credential.
    pub keys: Vec<PublicKey>,
    /// For each key, its signature over [`possession_message`].
    pub proofs: Vec<[u8; 64]>,
}

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
                // What is kept was checked when it came. Should a pin have changed since, the new list counts alone.
                let _ = cache.update(&known.list, pinned, now);
            }
            cache.update(list, pinned, now).map_err(CredentialError::from)?;
            let pinned = pinned.iter().map(PublicKey::compressed).collect();
            let record = TrustRecord { list: list.to_vec(), pinned };
            open.change(open.settings, |changes| holding::put_trust_list(changes, &record))
        })
    }

    /// Makes `count` keys (at most 64) for credentials to be issued to.
    ///
    /// # Errors
    /// [`WalletError::Hardware`]; [`WalletError::TooLarge`]; [`WalletError::Busy`], [`WalletError::Locked`] and the like.
    pub fn order_credentials(&self, count: usize) -> Result<CredentialOrder, WalletError> {
        if count == 0 || count > MOST_KEYS {
            return Err(WalletError::TooLarge);
        }
        // One at a time, so that an order which is not finished is one that was cut off.
        let _operation = Operation::begin(self.shared())?;
        self.drop_unfinished_orders()?;
        let made = self.make_order(count);
        if made.is_err() {
            // What can't be dropped now is dropped before the next order.
            let _ = self.drop_unfinished_orders();
        }
        made
    }

    fn make_order(&self, count: usize) -> Result<CredentialOrder, WalletError> {
        let id = self.random_id()?;
        let aliases: Vec<String> = (0..count).map(|at| self.alias(id, at)).collect();
        let made_at = self.now();
        // The order is written first, so that keys which were made are known and can be deleted.
        let mut order = OrderRecord { aliases, points: Vec::new(), made_at };
        self.put_order(id, &order)?;
        let hardware = &self.shared().environment.hardware;
        let (mut keys, mut proofs) = (Vec::with_capacity(count), Vec::with_capacity(count));
        for alias in &order.aliases {
            let point = hardware.create_key(alias, KeyPurpose::Sign, KeyPolicy::Unattended)?;
            let key = PublicKey::from_sec1(&point)
                .map_err(|_| WalletError::Hardware(crate::platform::HardwareError::Failed))?;
            let phone_key = PhoneKey::new(hardware.as_ref(), alias, key);
            let proof = phone_key.sign(&possession_message(&key));
            proofs.push(proof.map_err(|_| phone_key.failure())?);
            order.points.push(key.uncompressed());
            keys.push(key);
        }
        self.put_order(id, &order)?;
        Ok(CredentialOrder { id, keys, proofs })
    }

    /// Gives an order up and deletes its keys.
    ///
    /// # Errors
    /// [`WalletError::NotFound`] and the like.
    pub fn cancel_order(&self, id: [u8; 16]) -> Result<(), WalletError> {
        let record = RecordId::new(id);
        let order = self.with(|open| holding::order(&open.vault, record))?;
        self.write(|open| {
            open.change(open.settings, |changes| holding::remove_order(changes, record))
        })?;
        self.delete_keys(&order.aliases);
        Ok(())
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
                holding::remove_order(changes, order_id)?;
                history::append(changes, &Event::received(document.id, taken.credential_type, now))
            })?;
            Ok(document.id)
        })?;
        self.delete_keys(&unused);
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

    /// Deletes keys of the phone. One that can't be deleted now stays behind without use: nothing is bound to it any more.
    pub(super) fn delete_keys(&self, aliases: &[String]) {
        for alias in aliases {
            let _ = self.shared().environment.hardware.delete_key(alias);
        }
    }

    /// Deletes the keys of orders that nobody was told of, then the orders.
    fn drop_unfinished_orders(&self) -> Result<(), WalletError> {
        let unfinished = self.with(|open| Ok(holding::unfinished_orders(&open.vault)))?;
        for (id, order) in unfinished {
            self.delete_keys(&order.aliases);
            self.write(|open| {
                open.change(open.settings, |changes| holding::remove_order(changes, id))
            })?;
        }
        Ok(())
    }

    fn put_order(&self, id: [u8; 16], order: &OrderRecord) -> Result<(), WalletError> {
        self.write(|open| {
            open.change(open.settings, |changes| {
                holding::put_order(changes, RecordId::new(id), order)
            })
        })
    }

    /// `vgt.<store, 32 hex>.cred.<order, 8 hex>.<number>`: below the 64 bytes that an alias may have.
    fn alias(&self, order: [u8; 16], number: usize) -> String {
        let mut alias = String::from("vgt.");
        self.store_id().iter().for_each(|byte| alias.push_str(&format!("{byte:02x}")));
        alias.push_str(".cred.");
        order.iter().take(6).for_each(|byte| alias.push_str(&format!("{byte:02x}")));
        alias.push_str(&format!(".{number}"));
        alias
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
        let choice = super::choice::Facets::of(&held)?;
        Some(Self {
            open: choice.open().to_vec(),
            selective: choice.selective().collect(),
            shown: record.shown,
            expires_at: held.token().times().expires?.seconds(),
        })
    }
}

/// What a key of an order signs, so that an issuer knows it is in the phone's hands: `vgt/order/1` and the point.
#[must_use]
pub fn possession_message(key: &PublicKey) -> Vec<u8> {
    let mut message = b"vgt/order/1".to_vec();
    message.extend_from_slice(&key.uncompressed());
    message
}

impl From<CredentialError> for WalletError {
    fn from(error: CredentialError) -> Self {
        Self::Credential(error)
    }
}

/// Keys in one order.
const MOST_KEYS: usize = 64;
