//! What the wallet keeps in the vault: which records, under which kinds and owners, in which bytes.
//!
//! | kind | record | owner | bytes |
//! | --- | --- | --- | --- |
//! | 1 | a holder | itself | CBOR of [`Holder`]'s versioned form |
//! | 2 | a document | itself | CBOR of [`StoredDocument`]'s versioned form |
//! | 3 | an attachment | its document | the picture, as it was attached |
//! | 4 | the settings | the store | CBOR of `[version, settings]` |
//! | 5, 6, 7 | credentials and what goes with them | | see `holding.rs` |
//!
//! The vault sees bytes only.

use alloc::string::String;
use alloc::vec::Vec;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::document::provinces::PROVINCES;
use crate::document::{
    AttachmentId, DocumentId, Holder, HolderId, Relation, StoredDocument, Text, name_sort_key,
};
use crate::language::Message;
use crate::vault::{Changes, Owner, RecordId, RecordKind, RecordName, Vault, VaultError};
use crate::wallet::holding::{CREDENTIAL, ORDER, TRUST_LIST};
use crate::wallet::{WalletError, words};

/// What the wallet remembers for itself.
#[derive(Clone, Copy, Default, Eq, PartialEq, Serialize, Deserialize)]
pub(super) struct Settings {
    /// Documents or holders changed since the passcode was last compared with their numbers.
    pub(super) compare_passcode: bool,
    /// The owner gave no name; the first document of the owner's that has one gives it.
    #[serde(default)]
    pub(super) owner_unnamed: bool,
}

impl Settings {
    pub(super) fn read(vault: &Vault) -> Result<Self, WalletError> {
        match vault.read(SETTINGS, SETTINGS_ID) {
            Ok(bytes) => {
                // Decoding is what the record is for.
                let (version, settings): (u32, Self) = decode(bytes.expose())?;
                if version == SETTINGS_VERSION {
                    Ok(settings)
                } else {
                    Err(WalletError::NewerFormat)
                }
            }
            // Without its settings the wallet behaves as if everything still had to be done.
            Err(VaultError::NotFound(_) | VaultError::Unreadable(_)) => {
                Ok(Self { compare_passcode: true, owner_unnamed: false })
            }
            Err(error) => Err(error.into()),
        }
    }

    pub(super) fn put(self, changes: &mut Changes) -> Result<(), WalletError> {
        let bytes = encode(&(SETTINGS_VERSION, self))?;
        Ok(changes.put(SETTINGS, SETTINGS_ID, Owner::Store, &bytes)?)
    }
}

pub(super) fn put_holder(changes: &mut Changes, holder: &Holder) -> Result<(), WalletError> {
    let id = RecordId::new(*holder.id.as_bytes());
    Ok(changes.put(HOLDER, id, Owner::Record(id), &encode(holder)?)?)
}

pub(super) fn put_document(
    changes: &mut Changes,
    document: &StoredDocument,
) -> Result<(), WalletError> {
    let id = document_record(document.id);
    Ok(changes.put(DOCUMENT, id, Owner::Record(id), &encode(document)?)?)
}

pub(super) fn put_attachment(
    changes: &mut Changes,
    document: DocumentId,
    attachment: AttachmentId,
    picture: &[u8],
) -> Result<(), WalletError> {
    let owner = Owner::Record(document_record(document));
    Ok(changes.put(ATTACHMENT, RecordId::new(*attachment.as_bytes()), owner, picture)?)
}

pub(super) fn remove_attachment(
    changes: &mut Changes,
    attachment: AttachmentId,
) -> Result<(), WalletError> {
    Ok(changes.remove(ATTACHMENT, RecordId::new(*attachment.as_bytes()))?)
}

/// A document with its attachments; its data key goes with it.
pub(super) fn remove_document(
    vault: &mut Vault,
    document: DocumentId,
    also: impl FnOnce(&mut Changes) -> Result<(), WalletError>,
) -> Result<(), WalletError> {
    let id = document_record(document);
    if vault.owner(DOCUMENT, id).is_none() {
        return Err(WalletError::NotFound);
    }
    vault.write(|changes| {
        changes.remove_owner(id)?;
        also(changes)
    })
}

/// Everyone, the owner first, then by name in the order of CLDR `vi`.
pub(super) fn holders(vault: &Vault) -> Result<Vec<Holder>, WalletError> {
    let mut holders = vault
        .ids(HOLDER)
        .into_iter()
        .map(|id| holder(vault, HolderId::from_bytes(*id.as_bytes())))
        .collect::<Result<Vec<_>, _>>()?;
    holders.sort_by_cached_key(|holder| {
        (holder.relation != Relation::Owner, name_sort_key(holder.name.as_str()), holder.id)
    });
    Ok(holders)
}

/// A holder whose record is damaged keeps a place, without a name: the documents must not go with it.
pub(super) fn holder(vault: &Vault, id: HolderId) -> Result<Holder, WalletError> {
    let bytes = match vault.read(HOLDER, RecordId::new(*id.as_bytes())) {
        Ok(bytes) => bytes,
        Err(VaultError::Unreadable(_) | VaultError::NotFound(_)) => return Ok(nameless(id)),
        Err(error) => return Err(error.into()),
    };
    // Decoding is what the record is for.
    decode(bytes.expose()).or_else(|_| Ok(nameless(id)))
}

fn nameless(id: HolderId) -> Holder {
    let name = Text::new("?").expect("a question mark is a valid text");
    Holder { id, relation: Relation::Other, name, birth_date: None }
}

/// What kind of thing a record of the vault is, in words.
pub(super) fn kind_in_words(name: &RecordName) -> Message {
    match name.kind {
        HOLDER => words::RECORD_HOLDER,
        DOCUMENT => words::RECORD_DOCUMENT,
        ATTACHMENT => words::RECORD_ATTACHMENT,
        SETTINGS => words::RECORD_SETTINGS,
        CREDENTIAL | ORDER => words::RECORD_CREDENTIAL,
        TRUST_LIST => words::RECORD_TRUST_LIST,
        _ => words::RECORD_KEY,
    }
}

pub(super) fn document_ids(vault: &Vault) -> impl Iterator<Item = DocumentId> {
    vault.ids(DOCUMENT).into_iter().map(|id| DocumentId::from_bytes(*id.as_bytes()))
}

pub(super) fn document(vault: &Vault, id: DocumentId) -> Result<StoredDocument, WalletError> {
    let bytes = vault.read(DOCUMENT, document_record(id))?;
    // Decoding is what the record is for.
    decode(bytes.expose())
}

/// A picture, if it belongs to that document.
pub(super) fn attachment(
    vault: &Vault,
    document: DocumentId,
    attachment: AttachmentId,
) -> Result<Zeroizing<Vec<u8>>, WalletError> {
    let id = RecordId::new(*attachment.as_bytes());
    if vault.owner(ATTACHMENT, id) != Some(Owner::Record(document_record(document))) {
        return Err(WalletError::NotFound);
    }
    let bytes = vault.read(ATTACHMENT, id)?;
    // The picture is what was asked for; the copy is wiped by whoever takes it.
    Ok(Zeroizing::new(bytes.expose().to_vec()))
}

/// Digits that stand in the user's own documents and must not be the passcode.
pub(super) fn own_numbers(vault: &Vault) -> Result<Vec<String>, WalletError> {
    let mut numbers = Vec::new();
    for holder in holders(vault)? {
        numbers.extend(holder.guessable_numbers());
    }
    for document in readable_documents(vault) {
        numbers.extend(document?.document.guessable_numbers());
    }
    Ok(numbers)
}

/// Texts that stand in the user's own documents, and what anyone would guess: neither may be a security answer.
pub(super) fn own_texts(vault: &Vault) -> Result<Vec<String>, WalletError> {
    let mut texts = province_names();
    for holder in holders(vault)? {
        texts.extend(holder.guessable_texts());
    }
    for document in readable_documents(vault) {
        texts.extend(document?.document.guessable_texts());
    }
    Ok(texts)
}

/// What may not be a security answer before there are documents.
pub(super) fn first_texts(owner: &Holder) -> Vec<String> {
    let mut texts = province_names();
    texts.extend(owner.guessable_texts());
    texts
}

fn province_names() -> Vec<String> {
    PROVINCES.iter().map(|province| String::from(province.name)).collect()
}

/// Every document that opens; a damaged one is told elsewhere and must not block a change of passcode.
fn readable_documents(vault: &Vault) -> impl Iterator<Item = Result<StoredDocument, WalletError>> {
    document_ids(vault)
        .map(|id| document(vault, id))
        .filter(|document| !matches!(document, Err(WalletError::RecordDamaged)))
}

pub(super) fn document_record(id: DocumentId) -> RecordId {
    RecordId::new(*id.as_bytes())
}

pub(super) fn encode<T: Serialize>(content: &T) -> Result<Zeroizing<Vec<u8>>, WalletError> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(1024));
    ciborium::into_writer(content, &mut *bytes).map_err(|_| WalletError::TooLarge)?;
    Ok(bytes)
}

/// What this wallet sealed and can't decode was written by a newer version, or is a fault of ours: damaged, not lost.
pub(super) fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, WalletError> {
    ciborium::from_reader(bytes).map_err(|_| WalletError::RecordDamaged)
}

const HOLDER: RecordKind = RecordKind::new(1);
const DOCUMENT: RecordKind = RecordKind::new(2);
const ATTACHMENT: RecordKind = RecordKind::new(3);
const SETTINGS: RecordKind = RecordKind::new(4);
const SETTINGS_ID: RecordId = RecordId::new(*b"settings\0\0\0\0\0\0\0\0");
const SETTINGS_VERSION: u32 = 1;
