//! An issuer in the list, and its keys.

use alloc::string::String;
use alloc::vec::Vec;

use super::super::cbor::{Encoder, MapEncoder, Value};
use super::super::key::PublicKey;
use super::super::name::DisplayName;
use super::UnusableKey;
use crate::language::Language;

/// Someone who issues credentials.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Issuer {
    /// The `iss` of its credentials.
    pub id: String,
    /// Its name in Vietnamese.
    pub name_vi: DisplayName,
    /// Its name in English.
    pub name_en: DisplayName,
    /// The keys it signs with. None if its credentials carry certificates.
    pub keys: Vec<IssuerKey>,
    /// The kinds of document it may issue, as `vct`.
    pub kinds: Vec<u64>,
}

/// A key of an issuer.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct IssuerKey {
    /// The `kid` of what it signs.
    pub id: Vec<u8>,
    /// The key.
    pub key: PublicKey,
    /// The first second, since 1970, at which it signs.
    pub not_before: i64,
    /// The last second, since 1970, at which it signs.
    pub not_after: i64,
    /// Whether what it signed is believed.
    pub state: KeyState,
}

/// Whether what a key signed is believed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum KeyState {
    /// Within its time.
    Active,
    /// Not at all: it may be in other hands, which write any time into what they sign.
    Withdrawn,
}

impl Issuer {
    /// Its name in a language.
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        language.pick(self.name_vi.as_str(), self.name_en.as_str())
    }

    /// The key of an id, if it signed at a moment, in seconds since 1970: that at which the token says it was signed. Without an id,
    /// the only key there is.
    ///
    /// # Errors
    /// [`UnusableKey`].
    pub fn key(&self, id: Option<&[u8]>, at: i64) -> Result<&IssuerKey, UnusableKey> {
        let key = match (id, self.keys.as_slice()) {
            (Some(id), keys) => keys.iter().find(|key| key.id == id).ok_or(UnusableKey::Unknown)?,
            (None, [key]) => key,
            (None, _) => return Err(UnusableKey::Unnamed),
        };
        key.check(at)?;
        Ok(key)
    }

    /// Whether it may issue documents of a kind.
    #[must_use]
    pub fn may_issue(&self, vct: i64) -> bool {
        u64::try_from(vct).is_ok_and(|vct| self.kinds.contains(&vct))
    }

    pub(super) fn read(issuer: &Value<'_>) -> Result<Self, Fault> {
        let field = |field| issuer.entry(field).ok_or(Fault::Field(field));
        let name = |key| {
            let text = field(key)?.as_text().ok_or(Fault::Field(key))?;
            DisplayName::new(text).map_err(|_| Fault::Field(key))
        };
        let id = field(ID)?.as_text().filter(|id| is_identifier(id)).ok_or(Fault::Field(ID))?;
        let keys = field(KEYS)?.as_array().filter(|keys| keys.len() <= MAX_KEYS);
        let keys = keys.ok_or(Fault::Field(KEYS))?.iter().map(IssuerKey::read);
        let kinds = field(KINDS)?.as_array().filter(|kinds| kinds.len() <= MAX_KINDS);
        let kinds = kinds.ok_or(Fault::Field(KINDS))?.iter().map(Value::as_u64);
        Ok(Self {
            id: String::from(id),
            name_vi: name(NAME_VI)?,
            name_en: name(NAME_EN)?,
            keys: keys.collect::<Result<_, _>>()?,
            kinds: kinds.collect::<Option<_>>().ok_or(Fault::Field(KINDS))?,
        })
    }

    pub(super) fn write(&self, out: &mut Encoder) {
        let mut map = MapEncoder::default();
        map.key(ID, |out| out.text(&self.id));
        map.key(NAME_VI, |out| out.text(self.name_vi.as_str()));
        map.key(NAME_EN, |out| out.text(self.name_en.as_str()));
        map.key(KEYS, |out| {
            out.array(self.keys.len());
            self.keys.iter().for_each(|key| key.write(out));
        });
        map.key(KINDS, |out| {
            out.array(self.kinds.len());
            self.kinds.iter().for_each(|kind| out.integer((*kind).into()));
        });
        out.map(map);
    }
}

impl IssuerKey {
    /// Whether it signed at a moment, in seconds since 1970, and is believed.
    ///
    /// # Errors
    /// [`UnusableKey`].
    pub fn check(&self, at: i64) -> Result<(), UnusableKey> {
        match self.state {
            KeyState::Withdrawn => Err(UnusableKey::Withdrawn),
            KeyState::Active if at < self.not_before => Err(UnusableKey::NotYet),
            KeyState::Active if at > self.not_after => Err(UnusableKey::NoLonger),
            KeyState::Active => Ok(()),
        }
    }

    fn read(key: &Value<'_>) -> Result<Self, Fault> {
        let field = |field| key.entry(field).ok_or(Fault::KeyField(field));
        let time = |key| field(key)?.as_i64().ok_or(Fault::KeyField(key));
        let id = field(KEY_ID)?.as_bytes().filter(|id| (1..=MAX_KEY_ID_BYTES).contains(&id.len()));
        let (not_before, not_after) = (time(NOT_BEFORE)?, time(NOT_AFTER)?);
        if not_before > not_after {
            return Err(Fault::KeyField(NOT_AFTER));
        }
        Ok(Self {
            id: id.ok_or(Fault::KeyField(KEY_ID))?.to_vec(),
            key: PublicKey::from_cose(field(KEY)?).map_err(|_| Fault::KeyField(KEY))?,
            not_before,
            not_after,
            state: if key.entry(STATE).is_none() { KeyState::Active } else { KeyState::Withdrawn },
        })
    }

    fn write(&self, out: &mut Encoder) {
        let mut map = MapEncoder::default();
        map.key(KEY_ID, |out| out.bytes(&self.id));
        map.key(KEY, |out| self.key.encode_cose(out));
        map.key(NOT_BEFORE, |out| out.integer(self.not_before.into()));
        map.key(NOT_AFTER, |out| out.integer(self.not_after.into()));
        if self.state == KeyState::Withdrawn {
            map.key(STATE, |out| out.integer(WITHDRAWN));
        }
        out.map(map);
    }
}

/// Which field of an issuer, or of one of its keys, is not as it must be.
pub(super) enum Fault {
    Field(i64),
    KeyField(i64),
}

/// An id is compared byte by byte and shown to nobody; letters that look alike have no place in it.
pub(super) fn is_identifier(text: &str) -> bool {
    (1..=MAX_IDENTIFIER_BYTES).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic())
}

const ID: i64 = 1;
const NAME_VI: i64 = 2;
const NAME_EN: i64 = 3;
const KEYS: i64 = 4;
const KINDS: i64 = 5;

const KEY_ID: i64 = 1;
const KEY: i64 = 2;
const NOT_BEFORE: i64 = 3;
const NOT_AFTER: i64 = 4;
const STATE: i64 = 5;
const WITHDRAWN: i128 = 1;

const MAX_IDENTIFIER_BYTES: usize = 255;
const MAX_KEYS: usize = 16;
const MAX_KEY_ID_BYTES: usize = 32;
const MAX_KINDS: usize = 64;
