//! The key-binding token: the holder's signature over a choice of disclosures, for one audience and moment.

use alloc::vec::Vec;

use sha2::{Digest as _, Sha256};

use super::super::cbor::{Encoder, Limits, MapEncoder, Value, decode};
use super::super::cose::{CoseError, Sign1, TYP, sign1};
use super::super::key::{Signer, SigningError, VerificationKey};
use super::error::SdCwtError;
use super::rules::check_safe;
use super::time::Times;
use super::token::SdCwt;
use super::{AUD, CNONCE, CTI, IAT, ISS, KCWT, KEY_BINDING_TYPE, SUB};

/// What a holder binds a presentation to.
#[derive(Clone, Copy, Debug)]
pub struct Binding<'b> {
    /// Who may take it.
    pub audience: &'b str,
    /// Now, in seconds since 1970.
    pub issued_at: i64,
    /// The verifier's nonce, or one of the holder's own.
    pub nonce: Option<&'b [u8]>,
}

/// Wraps an SD-CWT (with the disclosures chosen, see [`super::Held::present`]) in a token signed by the holder's key.
///
/// # Errors
/// [`SigningError`].
pub fn bind(
    sd_cwt: &[u8],
    binding: Binding<'_>,
    signer: &dyn Signer,
) -> Result<Vec<u8>, SigningError> {
    let mut header = MapEncoder::default();
    header.key(TYP, |out| out.integer(KEY_BINDING_TYPE.into()));
    header.key(KCWT, |out| out.raw(sd_cwt));
    let mut payload = MapEncoder::default();
    payload.key(AUD, |out| out.text(binding.audience));
    payload.key(IAT, |out| out.integer(binding.issued_at.into()));
    if let Some(nonce) = binding.nonce {
        payload.key(CNONCE, |out| out.bytes(nonce));
    }
    let mut out = Encoder::new();
    out.map(payload);
    sign1(header, MapEncoder::default(), &out.finish(), signer)
}

/// A key-binding token with the SD-CWT in it, not checked yet.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyBindingToken<'a> {
    signed: Sign1<'a>,
    token: SdCwt<'a>,
    audience: &'a str,
    nonce: Option<&'a [u8]>,
    id: Option<&'a [u8]>,
    times: Times,
}

impl<'a> KeyBindingToken<'a> {
    /// The token that `bytes` are.
    ///
    /// # Errors
    /// [`SdCwtError`].
    pub fn parse(bytes: &'a [u8]) -> Result<Self, SdCwtError> {
        Self::from_value(decode(bytes, Limits::TOKEN)?)
    }

    /// The token that a decoded item is.
    ///
    /// # Errors
    /// [`SdCwtError`].
    pub fn from_value(value: Value<'a>) -> Result<Self, SdCwtError> {
        let signed = Sign1::from_value(value, Limits::TOKEN)?;
        match signed.protected(TYP) {
            Some(Value::Integer(number)) if *number == i128::from(KEY_BINDING_TYPE) => {}
            Some(Value::Text("application/kb+cwt")) => {}
            _ => return Err(SdCwtError::Type),
        }
        check_safe(signed.unprotected_header())?;
        let header = signed.protected_header().as_map().unwrap_or_default();
        for (key, value) in header {
            let Some(key) = key.as_key() else { return Err(SdCwtError::KeyKind) };
            if key == super::super::cbor::Key::Integer(CWT_CLAIMS) {
                return Err(SdCwtError::CwtClaimsHeader);
            }
            if key != super::super::cbor::Key::Integer(KCWT) {
                check_safe(value)?;
            }
        }
        let inner = signed.protected(KCWT).ok_or(SdCwtError::Cose(CoseError::Header))?;
        let token = SdCwt::from_value(inner.clone())?;
        let payload = decode(signed.payload(), Limits::TOKEN)?;
        if payload.as_map().is_none() {
            return Err(SdCwtError::Cose(CoseError::Shape));
        }
        check_safe(&payload)?;
        for claim in [ISS, SUB] {
            if payload.entry(claim).is_some() {
                return Err(SdCwtError::Claim(claim));
            }
        }
        let bytes = |claim| match payload.entry(claim) {
            None => Ok(None),
            Some(value) => value.as_bytes().map(Some).ok_or(SdCwtError::Claim(claim)),
        };
        let audience = payload.entry(AUD).and_then(Value::as_text).ok_or(SdCwtError::Claim(AUD))?;
        let (nonce, id, times) = (bytes(CNONCE)?, bytes(CTI)?, Times::read(&payload)?);
        Ok(Self { signed, token, audience, nonce, id, times })
    }

    /// Checks both signatures and all rules of time between the two tokens (draft, steps 2 to 6). That the audience is the right one,
    /// and that now lies within the times, is the caller's to check.
    ///
    /// # Errors
    /// [`SdCwtError`].
    pub fn verify(&self, issuer: &dyn VerificationKey) -> Result<(), SdCwtError> {
        self.token.verify(issuer)?;
        self.signed.verify(&self.token.holder_key()).map_err(SdCwtError::HolderSignature)?;
        self.times.check_binding(self.token.times(), self.id)
    }

    /// SHA-256 of what the holder signed. Signatures can be written anew without the key, and what is not signed is anyone's: neither
    /// makes another token of it.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.signed.message()).into()
    }

    /// The SD-CWT.
    #[must_use]
    pub fn sd_cwt(&self) -> &SdCwt<'a> {
        &self.token
    }

    /// `aud`.
    #[must_use]
    pub fn audience(&self) -> &'a str {
        self.audience
    }

    /// `cnonce`.
    #[must_use]
    pub fn nonce(&self) -> Option<&'a [u8]> {
        self.nonce
    }

    /// `exp`, `nbf`, `iat` of the binding.
    #[must_use]
    pub fn times(&self) -> &Times {
        &self.times
    }
}

/// Header parameter `CWT Claims` (RFC 9597).
const CWT_CLAIMS: i64 = 15;
