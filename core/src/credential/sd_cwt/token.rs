//! An SD-CWT as it came: signed claims, and the disclosures beside them.

use alloc::vec::Vec;

use super::super::cbor::{Limits, Value, decode};
use super::super::cose::{CoseError, KID, Sign1, TYP, X5CHAIN};
use super::super::key::{PublicKey, VerificationKey};
use super::disclosure::Disclosure;
use super::error::SdCwtError;
use super::reveal::{Revealed, reveal};
use super::rules::check_safe;
use super::time::Times;
use super::{
    AUD, CNF, CNONCE, CTI, CWT_CLAIMS, ISS, SD_ALG, SD_CLAIMS, SD_CWT_TYPE, SD_ENCRYPTED, SUB, VCT,
};

/// An SD-CWT. Its signature is checked by [`Self::verify`], its claims are given by [`Self::claims`].
#[derive(Clone, Debug, PartialEq)]
pub struct SdCwt<'a> {
    signed: Sign1<'a>,
    payload: Value<'a>,
    disclosures: Vec<Disclosure<'a>>,
    times: Times,
    holder_key: PublicKey,
}

impl<'a> SdCwt<'a> {
    /// The token that `bytes` are.
    ///
    /// # Errors
    /// [`SdCwtError`].
    pub fn parse(bytes: &'a [u8]) -> Result<Self, SdCwtError> {
        Self::from_value(decode(bytes, Limits::TOKEN)?)
    }

    pub(super) fn from_value(value: Value<'a>) -> Result<Self, SdCwtError> {
        let signed = Sign1::from_value(value, Limits::TOKEN)?;
        if signed.protected(CWT_CLAIMS).is_some() || signed.unprotected(CWT_CLAIMS).is_some() {
            return Err(SdCwtError::CwtClaimsHeader);
        }
        check_safe(signed.unprotected_header())?;
        check_safe(signed.protected_header())?;
        match signed.protected(TYP) {
            Some(Value::Integer(number)) if *number == i128::from(SD_CWT_TYPE) => {}
            Some(Value::Text(name))
                if *name == "application/sd-cwt" || name.ends_with("+sd-cwt") => {}
            _ => return Err(SdCwtError::Type),
        }
        match signed.protected(SD_ALG) {
            None | Some(Value::Integer(SHA_256)) => {}
            Some(_) => return Err(SdCwtError::HashAlgorithm),
        }
        let disclosures = disclosures(&signed)?;
        let payload = decode(signed.payload(), Limits::TOKEN)?;
        if payload.as_map().is_none() {
            return Err(SdCwtError::Cose(CoseError::Shape));
        }
        check_registered(&payload)?;
        let times = Times::read(&payload)?;
        let holder_key = holder_key(&payload)?;
        Ok(Self { signed, payload, disclosures, times, holder_key })
    }

    /// Checks the issuer's signature and the rules of time within the token.
    ///
    /// # Errors
    /// [`SdCwtError::IssuerSignature`], [`SdCwtError::Time`].
    pub fn verify(&self, issuer: &dyn VerificationKey) -> Result<(), SdCwtError> {
        self.signed.verify(issuer).map_err(SdCwtError::IssuerSignature)?;
        self.times.check_sd_cwt()
    }

    /// The claims with what was disclosed in its place, and without what was not (draft, step 7 and 9).
    ///
    /// # Errors
    /// [`SdCwtError`] when disclosures and hashes do not fit each other.
    pub fn claims(&self) -> Result<Value<'a>, SdCwtError> {
        Ok(self.revealed()?.claims)
    }

    pub(super) fn revealed(&self) -> Result<Revealed<'a>, SdCwtError> {
        let revealed = reveal(&self.payload, &self.disclosures)?;
        check_registered(&revealed.claims)?;
        Ok(revealed)
    }

    /// A claim that the issuer left open. Meant for what is never redacted and finds the issuer's key.
    #[must_use]
    pub fn open_claim(&self, claim: i64) -> Option<&Value<'a>> {
        self.payload.entry(claim)
    }

    /// `iss`, if there is one.
    #[must_use]
    pub fn issuer(&self) -> Option<&'a str> {
        self.payload.entry(ISS).and_then(Value::as_text)
    }

    /// `kid`, if the header has one.
    #[must_use]
    pub fn key_id(&self) -> Option<&'a [u8]> {
        self.signed.protected(KID).and_then(Value::as_bytes)
    }

    /// `x5chain`, if the header has one: the signer's certificate first (RFC 9360 §2).
    #[must_use]
    pub fn certificates(&self) -> Option<Vec<&'a [u8]>> {
        match self.signed.protected(X5CHAIN)? {
            Value::Bytes(one) => Some(alloc::vec![*one]),
            Value::Array(chain) => chain.iter().map(Value::as_bytes).collect(),
            _ => None,
        }
    }

    /// `vct`, where it is a number.
    #[must_use]
    pub fn credential_type(&self) -> Option<i64> {
        self.payload.entry(VCT).and_then(Value::as_i64)
    }

    /// The key that the holder signs with, from `cnf`.
    #[must_use]
    pub fn holder_key(&self) -> PublicKey {
        self.holder_key
    }

    /// `exp`, `nbf`, `iat`.
    #[must_use]
    pub fn times(&self) -> &Times {
        &self.times
    }

    /// The disclosures that came with it.
    #[must_use]
    pub fn disclosures(&self) -> &[Disclosure<'a>] {
        &self.disclosures
    }

    pub(super) fn signed(&self) -> &Sign1<'a> {
        &self.signed
    }
}

fn disclosures<'a>(signed: &Sign1<'a>) -> Result<Vec<Disclosure<'a>>, SdCwtError> {
    let list = |label| match signed.unprotected(label) {
        None => Ok(&[][..]),
        Some(Value::Array(list)) if list.is_empty() => Err(SdCwtError::EmptyDisclosures),
        Some(list) => list.as_array().ok_or(SdCwtError::Disclosure),
    };
    for encrypted in list(SD_ENCRYPTED)? {
        // Nonce, ciphertext and authentication tag (draft, `aead-encrypted`).
        let parts = encrypted.as_array().filter(|parts| parts.len() == 3);
        if !parts.is_some_and(|parts| parts.iter().all(|part| part.as_bytes().is_some())) {
            return Err(SdCwtError::Disclosure);
        }
    }
    list(SD_CLAIMS)?
        .iter()
        .map(|item| Disclosure::parse(item.as_bytes().ok_or(SdCwtError::Disclosure)?))
        .collect()
}

/// The key in `cnf`, of which nothing may be redacted (draft, `sd-payload`). A thumbprint alone, which the draft allows too,
/// would leave the verifier without the key.
fn holder_key(payload: &Value<'_>) -> Result<PublicKey, SdCwtError> {
    let confirmation = payload.entry(CNF).ok_or(SdCwtError::Claim(CNF))?;
    check_safe(confirmation)?;
    let key = confirmation.entry(COSE_KEY).ok_or(SdCwtError::Claim(CNF))?;
    // RFC 8747 §3.1: at most one of the two.
    if confirmation.entry(ENCRYPTED_COSE_KEY).is_some() {
        return Err(SdCwtError::Claim(CNF));
    }
    Ok(PublicKey::from_cose(key)?)
}

/// The kinds of value that registered claims have (draft, `sd-payload`), wherever they came from. `vct` is a number of 16 bits or a
/// text (draft, "Credential Types").
fn check_registered(payload: &Value<'_>) -> Result<(), SdCwtError> {
    let check = |claim, holds: fn(&Value<'_>) -> bool| match payload.entry(claim) {
        Some(value) if !holds(value) => Err(SdCwtError::Claim(claim)),
        _ => Ok(()),
    };
    let text: fn(&Value<'_>) -> bool = |value| value.as_text().is_some();
    let bytes: fn(&Value<'_>) -> bool = |value| value.as_bytes().is_some();
    check(ISS, text)?;
    check(SUB, text)?;
    check(AUD, text)?;
    check(CTI, bytes)?;
    check(CNONCE, bytes)?;
    check(CNF, |value| value.as_map().is_some())?;
    check(VCT, |value| {
        let number = value.as_u64().and_then(|number| u16::try_from(number).ok());
        number.is_some() || value.as_text().is_some()
    })
}

/// Confirmation method `COSE_Key` (RFC 8747 §3.1).
const COSE_KEY: i64 = 1;
/// Confirmation method `Encrypted_COSE_Key` (RFC 8747 §3.1).
const ENCRYPTED_COSE_KEY: i64 = 2;
/// SHA-256 among the COSE algorithms (RFC 9054).
const SHA_256: i128 = -16;
