//! A status list that an issuer of the trust list signed.

use alloc::string::String;
use alloc::vec::Vec;

use super::super::cbor::{Limits, Value, decode};
use super::super::cose::{KID, Sign1, TYP};
use super::super::key::PublicKey;
use super::super::sd_cwt::{EXP, IAT, ISS, NBF, NumericDate, SUB};
use super::super::trust::{Issuer, IssuerKey, TrustList};
use super::inflate::inflate;
use super::reference::is_uri;
use super::{STATUS_LIST, STATUS_LIST_TYPE, Status, StatusError, TTL};

/// A status list that an issuer of the trust list signed.
#[derive(Clone, Eq, PartialEq)]
pub struct StatusList {
    uri: String,
    issuer: String,
    key: PublicKey,
    pub(super) issued_at: i64,
    pub(super) expires_at: Option<i64>,
    pub(super) ttl: Option<u64>,
    bits: Bits,
    statuses: Vec<u8>,
}

/// How many bits a status has.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Bits {
    /// Valid or not.
    One,
    /// Suspended as well.
    Two,
    /// 16 statuses.
    Four,
    /// 256 statuses.
    Eight,
}

impl StatusList {
    /// The list that `bytes` are, signed with a key of an issuer in `trust`. Whether it still holds is asked at each lookup.
    ///
    /// # Errors
    /// [`StatusError`].
    pub fn read(bytes: &[u8], trust: &TrustList) -> Result<Self, StatusError> {
        let signed = Sign1::parse(bytes, Limits::LIST)?;
        if signed.protected(TYP).and_then(Value::as_text) != Some(STATUS_LIST_TYPE) {
            return Err(StatusError::Type);
        }
        let payload = decode(signed.payload(), Limits::LIST)?;
        let (issuer, key) = signer(&signed, &payload, trust)?;
        let issued_at = time(&payload, IAT)?.ok_or(StatusError::Claim(IAT))?;
        key.check(issued_at)?;
        let expires_at = time(&payload, EXP)?;
        if expires_at.is_some_and(|expires_at| expires_at <= issued_at) {
            return Err(StatusError::Claim(EXP));
        }
        if time(&payload, NBF)?.is_some_and(|not_before| not_before > issued_at) {
            return Err(StatusError::Claim(NBF));
        }
        let uri = payload.entry(SUB).and_then(Value::as_text).filter(|uri| is_uri(uri));
        let uri = String::from(uri.ok_or(StatusError::Claim(SUB))?);
        let (issuer, key) = (issuer.id.clone(), key.key);
        let (ttl, (bits, statuses)) = (ttl(&payload)?, statuses(&payload)?);
        Ok(Self { uri, issuer, key, issued_at, expires_at, ttl, bits, statuses })
    }

    /// The status at an index.
    ///
    /// # Errors
    /// [`StatusError::OutOfRange`].
    pub fn status(&self, index: u64) -> Result<Status, StatusError> {
        let (byte, shift) = self.bits.place(index).ok_or(StatusError::OutOfRange)?;
        let byte = self.statuses.get(byte).ok_or(StatusError::OutOfRange)?;
        Ok(Status::from_number(byte >> shift & self.bits.mask()))
    }

    /// The URI under which credentials refer to it.
    #[must_use]
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// The id of the issuer whose key signed it.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// When it was signed, in seconds since 1970.
    #[must_use]
    pub fn issued_at(&self) -> i64 {
        self.issued_at
    }

    /// From when on it says nothing, in seconds since 1970.
    #[must_use]
    pub fn expires_at(&self) -> Option<i64> {
        self.expires_at
    }

    /// How many statuses there are, those that only fill the last byte among them.
    #[must_use]
    pub fn capacity(&self) -> u64 {
        (self.statuses.len() as u64).saturating_mul(self.bits.in_a_byte())
    }

    /// What it takes in memory, in bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        self.statuses.len()
    }

    /// Whether a trust list, one that is newer perhaps, still has the key that signed it.
    #[must_use]
    pub fn is_backed_by(&self, trust: &TrustList) -> bool {
        let keys = trust.issuer(&self.issuer).map_or(&[][..], |issuer| &issuer.keys);
        keys.iter().any(|key| key.key == self.key && key.check(self.issued_at).is_ok())
    }
}

impl core::fmt::Debug for StatusList {
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let mut out = out.debug_struct("StatusList");
        out.field("uri", &self.uri).field("issued_at", &self.issued_at).finish_non_exhaustive()
    }
}

impl Bits {
    /// The kind of list with so many bits for a status.
    #[must_use]
    pub fn from_number(number: u64) -> Option<Self> {
        Some(match number {
            1 => Self::One,
            2 => Self::Two,
            4 => Self::Four,
            8 => Self::Eight,
            _ => return None,
        })
    }

    /// How many bits.
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Self::One => 1,
            Self::Two => 2,
            Self::Four => 4,
            Self::Eight => 8,
        }
    }

    pub(super) fn in_a_byte(self) -> u64 {
        8 / u64::from(self.number())
    }

    pub(super) fn mask(self) -> u8 {
        u8::MAX >> (8 - self.number())
    }

    /// The byte of an index, and how far its bits lie above the lowest (draft, "Compressed Byte Array").
    pub(super) fn place(self, index: u64) -> Option<(usize, u8)> {
        let byte = usize::try_from(index / self.in_a_byte()).ok()?;
        let within = u8::try_from(index % self.in_a_byte()).ok()?;
        Some((byte, within * self.number()))
    }
}

/// Whose key signed it. Ids of keys are each issuer's own choice, so several issuers may have one of that id.
fn signer<'t>(
    signed: &Sign1<'_>,
    payload: &Value<'_>,
    trust: &'t TrustList,
) -> Result<(&'t Issuer, &'t IssuerKey), StatusError> {
    // The draft's own example has it in the unprotected header. It is a hint: the signature decides.
    let id = signed.protected(KID).or_else(|| signed.unprotected(KID));
    let id = id.and_then(Value::as_bytes).ok_or(StatusError::KeyId)?;
    let named = match payload.entry(ISS) {
        None => None,
        Some(named) => Some(named.as_text().ok_or(StatusError::Claim(ISS))?),
    };
    let mut refused = StatusError::UnknownSigner;
    let keys = trust.keys(id).filter(|(issuer, _)| named.is_none_or(|named| named == issuer.id));
    for (issuer, key) in keys.take(MAX_CANDIDATES) {
        match signed.verify(&key.key) {
            Ok(()) => return Ok((issuer, key)),
            Err(error) => refused = error.into(),
        }
    }
    Err(refused)
}

fn time(payload: &Value<'_>, claim: i64) -> Result<Option<i64>, StatusError> {
    let Some(value) = payload.entry(claim) else { return Ok(None) };
    let date = NumericDate::from_value(value).ok_or(StatusError::Claim(claim))?;
    Ok(Some(date.seconds()))
}

fn ttl(payload: &Value<'_>) -> Result<Option<u64>, StatusError> {
    let Some(value) = payload.entry(TTL) else { return Ok(None) };
    let seconds = value.as_u64().filter(|seconds| *seconds > 0);
    seconds.map(Some).ok_or(StatusError::Claim(TTL))
}

fn statuses(payload: &Value<'_>) -> Result<(Bits, Vec<u8>), StatusError> {
    let member = |name| payload.entry(STATUS_LIST).and_then(|list| list.member(name));
    let bits = member("bits").and_then(Value::as_u64).and_then(Bits::from_number);
    let compressed = member("lst").and_then(Value::as_bytes);
    let (Some(bits), Some(compressed)) = (bits, compressed) else {
        return Err(StatusError::Claim(STATUS_LIST));
    };
    Ok((bits, inflate(compressed, MAX_INFLATED)?))
}

/// The most bytes that a list has once inflated: 128 million statuses of one bit.
pub const MAX_INFLATED: usize = 16 * 1024 * 1024;
/// How many keys of one id are tried.
const MAX_CANDIDATES: usize = 16;
