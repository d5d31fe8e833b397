//! `COSE_Sign1` (RFC 9052 §4.2): parsing, checking and making it. What was signed is kept as the bytes that came.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::cbor::{CborError, Encoder, Limits, MapEncoder, Value, decode};
use super::key::{ESP256, SignatureError, Signer, SigningError, VerificationKey};

/// A signed object, not checked yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Sign1<'a> {
    /// The protected header as it was signed.
    protected_bytes: &'a [u8],
    protected: Value<'a>,
    unprotected: Value<'a>,
    payload: &'a [u8],
    signature: &'a [u8],
    algorithm: i64,
}

/// Why something is not a `COSE_Sign1` that is accepted here.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CoseError {
    /// Not CBOR of the strict subset.
    #[error(transparent)]
    Cbor(#[from] CborError),
    /// A header parameter is there twice, once protected and once not (RFC 9052 §3), or is of a kind that it may not be.
    #[error("a header parameter is not as it must be")]
    Header,
    /// A header parameter must be understood and is not (RFC 9052 §3.1, `crit`).
    #[error("a header parameter that must be understood is not")]
    Critical,
    /// Not the array of four that a tag 18 must enclose.
    #[error("not a signed object")]
    Shape,
}

impl<'a> Sign1<'a> {
    /// The signed object that `bytes` are.
    ///
    /// # Errors
    /// [`CoseError`].
    pub fn parse(bytes: &'a [u8], limits: Limits) -> Result<Self, CoseError> {
        Self::from_value(decode(bytes, limits)?, limits)
    }

    /// The signed object that a decoded item is. The tag is required.
    ///
    /// # Errors
    /// [`CoseError`].
    pub fn from_value(value: Value<'a>, limits: Limits) -> Result<Self, CoseError> {
        let Value::Tag(SIGN1, inner) = value else { return Err(CoseError::Shape) };
        let Value::Array(parts) = *inner else { return Err(CoseError::Shape) };
        let parts: Box<[Value<'a>; 4]> =
            parts.into_boxed_slice().try_into().map_err(|_| CoseError::Shape)?;
        let [protected, unprotected, payload, signature] = *parts;
        let (Value::Bytes(protected_bytes), Value::Bytes(payload), Value::Bytes(signature)) =
            (protected, payload, signature)
        else {
            return Err(CoseError::Shape);
        };
        let protected = decode(protected_bytes, limits)?;
        let algorithm = protected.entry(ALG).and_then(Value::as_i64).ok_or(CoseError::Header)?;
        let (Some(signed), Some(open)) = (protected.as_map(), unprotected.as_map()) else {
            return Err(CoseError::Header);
        };
        if signed.iter().any(|(key, _)| open.iter().any(|(other, _)| key == other)) {
            return Err(CoseError::Header);
        }
        if protected.entry(CRIT).is_some() || unprotected.entry(CRIT).is_some() {
            return Err(CoseError::Critical);
        }
        Ok(Self { protected_bytes, protected, unprotected, payload, signature, algorithm })
    }

    /// A parameter of the protected header.
    #[must_use]
    pub fn protected(&self, label: i64) -> Option<&Value<'a>> {
        self.protected.entry(label)
    }

    /// The whole protected header.
    #[must_use]
    pub fn protected_header(&self) -> &Value<'a> {
        &self.protected
    }

    /// A parameter of the unprotected header.
    #[must_use]
    pub fn unprotected(&self, label: i64) -> Option<&Value<'a>> {
        self.unprotected.entry(label)
    }

    /// The whole unprotected header.
    #[must_use]
    pub fn unprotected_header(&self) -> &Value<'a> {
        &self.unprotected
    }

    /// The payload, as it was signed.
    #[must_use]
    pub fn payload(&self) -> &'a [u8] {
        self.payload
    }

    /// The object again, byte for byte as it was signed, under another unprotected header.
    #[must_use]
    pub fn encode_with(&self, unprotected: impl FnOnce(&mut MapEncoder)) -> Vec<u8> {
        let mut map = MapEncoder::default();
        unprotected(&mut map);
        encode(self.protected_bytes, map, self.payload, self.signature)
    }

    /// Checks the signature.
    ///
    /// # Errors
    /// [`SignatureError`].
    pub fn verify(&self, key: &dyn VerificationKey) -> Result<(), SignatureError> {
        key.verify(self.algorithm, &self.message(), self.signature)
    }

    /// What was signed.
    pub(super) fn message(&self) -> Vec<u8> {
        to_be_signed(self.protected_bytes, self.payload)
    }
}

/// Signs with [`ESP256`]: `protected` gets the algorithm added, `unprotected` is written as it is.
///
/// # Errors
/// [`SigningError`].
pub fn sign1(
    mut protected: MapEncoder,
    unprotected: MapEncoder,
    payload: &[u8],
    signer: &dyn Signer,
) -> Result<Vec<u8>, SigningError> {
    protected.key(ALG, |out| out.integer(ESP256.into()));
    let mut header = Encoder::new();
    header.map(protected);
    let header = header.finish();
    let signature = signer.sign(&to_be_signed(&header, payload))?;
    Ok(encode(&header, unprotected, payload, &signature))
}

fn encode(header: &[u8], unprotected: MapEncoder, payload: &[u8], signature: &[u8]) -> Vec<u8> {
    let mut out = Encoder::new();
    out.tag(SIGN1);
    out.array(4);
    out.bytes(header);
    out.map(unprotected);
    out.bytes(payload);
    out.bytes(signature);
    out.finish()
}

/// The `Sig_structure` (RFC 9052 §4.4), without external data.
fn to_be_signed(protected: &[u8], payload: &[u8]) -> Vec<u8> {
    let mut out = Encoder::new();
    out.array(4);
    out.text("Signature1");
    out.bytes(protected);
    out.bytes(&[]);
    out.bytes(payload);
    out.finish()
}

/// `COSE_Sign1` (RFC 9052 §2).
pub const SIGN1: u64 = 18;
/// Header parameter `alg` (RFC 9052 §3.1).
pub const ALG: i64 = 1;
/// Header parameter `crit` (RFC 9052 §3.1).
const CRIT: i64 = 2;
/// Header parameter `kid` (RFC 9052 §3.1).
pub const KID: i64 = 4;
/// Header parameter `typ` (RFC 9596).
pub const TYP: i64 = 16;
/// Header parameter `x5chain` (RFC 9360 §2).
pub const X5CHAIN: i64 = 33;
