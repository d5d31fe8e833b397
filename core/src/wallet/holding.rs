//! Credentials in the vault: ordered with fresh keys of the phone, taken after they were checked, chosen when something is shown.
//!
//! | kind | record | owner | bytes |
//! | --- | --- | --- | --- |
//! | 5 | a credential | its document | CBOR of `[version, HeldRecord]` |
//! | 6 | an order | the store | CBOR of `[version, OrderRecord]` |
//! | 7 | the trust list | the store | CBOR of `[version, TrustRecord]` |

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::document::DocumentId;
use crate::vault::{Changes, Owner, RecordId, RecordKind, Vault, VaultError};
use crate::wallet::WalletError;
use crate::wallet::stored::{decode, document_record, encode};

/// A credential as it is kept.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct HeldRecord {
    /// As it was issued, with all disclosures.
    #[serde(with = "serde_bytes_vec")]
    pub(super) token: Vec<u8>,
    /// The phone's key that it is bound to.
    pub(super) alias: String,
    /// How often it was shown.
    pub(super) shown: u32,
}

/// Keys that were made for credentials which have not come yet.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct OrderRecord {
    pub(super) aliases: Vec<String>,
    /// Uncompressed points, in the same order.
    pub(super) points: Vec<Vec<u8>>,
    pub(super) made_at: i64,
}

/// The trust list as it was signed, and the keys that it may be signed with.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct TrustRecord {
    #[serde(with = "serde_bytes_vec")]
    pub(super) list: Vec<u8>,
    /// Compressed points.
    pub(super) pinned: Vec<Vec<u8>>,
}

/// One held credential with its record's id.
pub(super) struct Holding {
    pub(super) id: RecordId,
    pub(super) record: HeldRecord,
}

/// The credentials of a document. One that can't be opened is left out: the vault tells of it elsewhere.
pub(super) fn holdings(vault: &Vault, document: DocumentId) -> Result<Vec<Holding>, WalletError> {
    let mut found = Vec::new();
    for name in vault.owned_by(document_record(document)) {
        if name.kind != CREDENTIAL {
            continue;
        }
        match vault.read(CREDENTIAL, name.id) {
            // Decoding is what the record is for.
            Ok(bytes) => found.push(Holding { id: name.id, record: versioned(bytes.expose())? }),
            Err(VaultError::Unreadable(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(found)
}

pub(super) fn put_holding(
    changes: &mut Changes,
    document: DocumentId,
    id: RecordId,
    record: &HeldRecord,
) -> Result<(), WalletError> {
    let owner = Owner::Record(document_record(document));
    Ok(changes.put(CREDENTIAL, id, owner, &encode(&(VERSION, record))?)?)
}

pub(super) fn put_order(
    changes: &mut Changes,
    id: RecordId,
    order: &OrderRecord,
) -> Result<(), WalletError> {
    Ok(changes.put(ORDER, id, Owner::Store, &encode(&(VERSION, order))?)?)
}

pub(super) fn order(vault: &Vault, id: RecordId) -> Result<OrderRecord, WalletError> {
    let bytes = vault.read(ORDER, id)?;
    // Decoding is what the record is for.
    versioned(bytes.expose())
}

/// Orders whose keys were not all made. Nothing can come for them.
pub(super) fn unfinished_orders(vault: &Vault) -> Vec<(RecordId, OrderRecord)> {
    let orders = vault.ids(ORDER).into_iter();
    let read = orders.filter_map(|id| order(vault, id).ok().map(|order| (id, order)));
    read.filter(|(_, order)| order.points.is_empty()).collect()
}

pub(super) fn remove_order(changes: &mut Changes, id: RecordId) -> Result<(), WalletError> {
    Ok(changes.remove(ORDER, id)?)
}

pub(super) fn put_trust_list(changes: &mut Changes, list: &TrustRecord) -> Result<(), WalletError> {
    let bytes = encode(&(VERSION, list))?;
    Ok(changes.put(TRUST_LIST, TRUST_LIST_ID, Owner::Store, &bytes)?)
}

/// The trust list, if there is one.
pub(super) fn trust_list(vault: &Vault) -> Result<Option<TrustRecord>, WalletError> {
    match vault.read(TRUST_LIST, TRUST_LIST_ID) {
        // A trust list is public.
        Ok(bytes) => versioned(bytes.expose()).map(Some),
        Err(VaultError::NotFound(_) | VaultError::Unreadable(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn versioned<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, WalletError> {
    let (version, content): (u32, T) = decode(bytes)?;
    if version == VERSION { Ok(content) } else { Err(WalletError::NewerFormat) }
}

/// Bytes as a CBOR byte string.
mod serde_bytes_vec {
    use alloc::vec::Vec;
    use core::fmt;

    use serde::de::{Error, Visitor};
    use serde::{Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], out: S) -> Result<S::Ok, S::Error> {
        out.serialize_bytes(bytes)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        struct Bytes;
        impl Visitor<'_> for Bytes {
            type Value = Vec<u8>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("bytes")
            }

            fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
                Ok(bytes.to_vec())
            }
        }
        from.deserialize_bytes(Bytes)
    }
}

pub(super) const CREDENTIAL: RecordKind = RecordKind::new(5);
pub(super) const ORDER: RecordKind = RecordKind::new(6);
pub(super) const TRUST_LIST: RecordKind = RecordKind::new(7);
const TRUST_LIST_ID: RecordId = RecordId::new(*b"trust list\0\0\0\0\0\0");
const VERSION: u32 = 1;
