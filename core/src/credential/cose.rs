//! `COSE_Sign1` (RFC 9052 §4.2): parsing, checking and making it. What was signed is kept as the bytes that came.

use alloc::boxed::Box;
use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use core::fmt;

use sha2::{Digest as _, Sha256};

use super::cbor::{CborError, Encoder, Limits, MapEncoder, Value, decode};
use super::key::{ESP256, SignatureError, Signer, SigningError, VerificationKey};

/// A signed object, not checked yet.
#[derive(Clone, PartialEq)]
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
    /// A header parameter is missing, is there twice, once protected and once not (RFC 9052 §3), or is of a kind that it may not be.
    #[error("a header parameter is not as it must be")]
    Header,
    /// The header lists parameters that must be understood (RFC 9052 §3.1, `crit`). None is used here that needs it.
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
        // A header without parameters is written as no bytes (RFC 9052 §3); there has to be an algorithm.
        if protected_bytes.is_empty() {
            return Err(CoseError::Header);
        }
        let protected = decode(protected_bytes, limits)?;
        let mut labels = BTreeSet::new();
        check_header(&protected, &mut labels)?;
        check_header(&unprotected, &mut labels)?;
        let algorithm = protected.entry(ALG).and_then(Value::as_i64).ok_or(CoseError::Header)?;
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

    /// SHA-256 of what was signed. Unlike the object's bytes, nobody but the signer can change it and keep the signature: a
    /// signature has a twin, and the unprotected header is anyone's.
    #[must_use]
    pub fn signed_digest(&self) -> [u8; 32] {
        Sha256::digest(self.message()).into()
    }

    /// Checks the signature.
    ///
    /// # Errors
    /// [`SignatureError`].
    pub fn verify(&self, key: &dyn VerificationKey) -> Result<(), SignatureError> {
        key.verify(self.algorithm, &self.message(), self.signature)
    }

    /// What was signed.
    fn message(&self) -> Vec<u8> {
        to_be_signed(self.protected_bytes, self.payload)
    }
}

/// Its algorithm and sizes: the payload may be a citizen's.
impl fmt::Debug for Sign1<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Sign1")
            .field("algorithm", &self.algorithm)
            .field("protected", &self.protected_bytes.len())
            .field("payload", &self.payload.len())
            .finish_non_exhaustive()
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

/// Checks one header and that it repeats none of the `labels`, to which it adds its own.
fn check_header<'v>(
    header: &'v Value<'_>,
    labels: &mut BTreeSet<(Option<i128>, &'v str)>,
) -> Result<(), CoseError> {
    for (key, value) in header.as_map().ok_or(CoseError::Header)? {
        // RFC 9052 §1.5: label = int / tstr.
        let label = match key {
            Value::Integer(number) => (Some(*number), ""),
            Value::Text(text) => (None, *text),
            _ => return Err(CoseError::Header),
        };
        if !labels.insert(label) {
            return Err(CoseError::Header);
        }
        let holds = match key.as_i64() {
            Some(CRIT) => return Err(CoseError::Critical),
            Some(KID) => value.as_bytes().is_some(),
            // RFC 9360 §2: one certificate as it is, an array for several.
            Some(X5CHAIN) => match value {
                Value::Array(chain) => {
                    chain.len() > 1 && chain.iter().all(|one| one.as_bytes().is_some())
                }
                one => one.as_bytes().is_some(),
            },
            _ => true,
        };
        if !holds {
            return Err(CoseError::Header);
        }
    }
    Ok(())
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
