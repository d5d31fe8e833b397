//! What things in the store are called. All of it lies open in the file, so none of it may mean anything: ids are
//! random, kinds and slot names are the same in every store.

use std::fmt;

/// Which store this is: 16 random bytes, fixed at creation, part of every key derivation and of everything sealed.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct StoreId([u8; 16]);

impl StoreId {
    /// The store with these bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The bytes, as stored.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

/// One record within its kind: 16 bytes, random or from [`Vault::derive_id`](super::Vault::derive_id). Never a personal
/// number or anything else that says something.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct RecordId([u8; 16]);

impl RecordId {
    /// The record with these bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The bytes, as stored.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Debug for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// What sort of record it is. The vault gives no meaning to it, except that 0 is its own.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct RecordKind(u16);

impl RecordKind {
    /// The vault's own kind: the data key of an owner, under the owner's id.
    pub const DATA_KEY: Self = Self(0);

    /// The kind with this number. 0 is [`Self::DATA_KEY`] and can't be written by a caller.
    #[must_use]
    pub const fn new(number: u16) -> Self {
        Self(number)
    }

    /// The number, as stored.
    #[must_use]
    pub const fn number(self) -> u16 {
        self.0
    }
}

/// The full name of a record. Ordered by id, then kind: the order in which the manifest lists records.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct RecordName {
    /// Which one.
    pub id: RecordId,
    /// Of what sort.
    pub kind: RecordKind,
}

impl RecordName {
    /// The record of that kind and id.
    #[must_use]
    pub const fn new(kind: RecordKind, id: RecordId) -> Self {
        Self { id, kind }
    }

    /// The record that holds `owner`'s data key.
    pub(super) const fn data_key_of(owner: RecordId) -> Self {
        Self::new(RecordKind::DATA_KEY, owner)
    }
}

/// Whose record it is, and so which key seals it and what erases it.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Owner {
    /// The store itself (settings): sealed under a key derived from the root key.
    Store,
    /// A thing that can be erased as a whole (a document, a holder): sealed under that owner's own random data key,
    /// which is made with the first record and destroyed with the last.
    Record(RecordId),
}

impl Owner {
    /// The id of the thing that owns, if it is not the store.
    pub(super) const fn id(self) -> Option<RecordId> {
        match self {
            Self::Store => None,
            Self::Record(id) => Some(id),
        }
    }

    /// As stored and sealed: 16 zero bytes for the store.
    pub(super) const fn to_bytes(self) -> [u8; 16] {
        match self {
            Self::Store => NO_OWNER,
            Self::Record(id) => *id.as_bytes(),
        }
    }

    /// The owner that [`Self::to_bytes`] made these bytes from.
    pub(super) fn from_bytes(bytes: [u8; 16]) -> Self {
        if bytes == NO_OWNER { Self::Store } else { Self::Record(RecordId::new(bytes)) }
    }
}

/// The key slots: small opaque blocks that can be read while the store is locked.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum SlotName {
    /// Opens with the passcode.
    Pin,
    /// The passcode slot that a change under way will put in place.
    PinNext,
    /// Opens with the answers to the security questions.
    Recovery,
    /// The recovery slot that a change under way will put in place.
    RecoveryNext,
}

impl SlotName {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Pin, Self::PinNext, Self::Recovery, Self::RecoveryNext];

    /// As stored.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Pin => "pin",
            Self::PinNext => "pin_next",
            Self::Recovery => "recovery",
            Self::RecoveryNext => "recovery_next",
        }
    }
}

/// The owner column of records that belong to the store itself.
const NO_OWNER: [u8; 16] = [0; 16];
