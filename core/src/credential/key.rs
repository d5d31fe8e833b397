//! Keys that sign and verify: what a signature is checked with, and who makes one.

use alloc::vec::Vec;

use p256::ecdsa::signature::{Signer as _, Verifier as _};
use p256::ecdsa::{Signature, SigningKey, VerifyingKey};
use sha2::{Digest as _, Sha256};

use super::cbor::{Encoder, MapEncoder, Value};
use crate::platform::{Randomness, RandomnessError};
use crate::secret::SecretBytes;

/// ECDSA over P-256 with SHA-256 (RFC 9864), which this product signs with.
pub const ESP256: i64 = -9;
/// ECDSA with SHA-256 (RFC 9053 §2.1). With a P-256 key it is the same as [`ESP256`]; older implementations write it.
pub const ES256: i64 = -7;

/// Something a COSE signature can be checked with.
pub trait VerificationKey {
    /// Checks a signature over `message`.
    ///
    /// # Errors
    /// [`SignatureError`].
    fn verify(
        &self,
        algorithm: i64,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), SignatureError>;
}

/// Why a signature does not hold.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SignatureError {
    /// The key is not for that algorithm.
    #[error("the algorithm is not one of this key")]
    Algorithm,
    /// It is not a signature of this message by this key.
    #[error("the signature does not hold")]
    Invalid,
}

/// Someone who signs with P-256 and SHA-256: an issuer's key, a phone's key store, a reader.
pub trait Signer {
    /// The key that its signatures are checked with.
    fn public_key(&self) -> PublicKey;

    /// Signs `message` (which is hashed by the signer): r ‖ s, 32 bytes each.
    ///
    /// # Errors
    /// [`SigningError`] when the key can't be used.
    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SigningError>;
}

/// The key did not sign.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the key did not sign")]
pub struct SigningError;

/// A private key in memory, for issuers and readers at a desk and for tests. Wiped when dropped.
pub struct SoftwareSigner(SigningKey);

impl SoftwareSigner {
    /// Makes a new key.
    ///
    /// # Errors
    /// [`RandomnessError`].
    pub fn make(random: &dyn Randomness) -> Result<Self, RandomnessError> {
        loop {
            let seed = SecretBytes::<32>::try_init_with_mut(|seed| random.fill(seed))?;
            // Nearly every 32 bytes are a scalar of the curve; the others are drawn again.
            if let Ok(signer) = Self::from_bytes(seed.expose()) {
                return Ok(signer);
            }
        }
    }

    /// The key of a scalar, 32 bytes.
    ///
    /// # Errors
    /// [`KeyError::Point`] when it is no scalar of the curve.
    pub fn from_bytes(scalar: &[u8]) -> Result<Self, KeyError> {
        SigningKey::from_slice(scalar).map(Self).map_err(|_| KeyError::Point)
    }

    /// The scalar, for whoever keeps the key in a file. Each use carries a comment that justifies it.
    #[must_use]
    pub fn expose(&self) -> SecretBytes<32> {
        SecretBytes::init_with_mut(|bytes| bytes.copy_from_slice(&self.0.to_bytes()))
    }
}

impl Signer for SoftwareSigner {
    fn public_key(&self) -> PublicKey {
        PublicKey(*self.0.verifying_key())
    }

    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SigningError> {
        let signature: Signature = self.0.try_sign(message).map_err(|_| SigningError)?;
        Ok(signature.to_bytes().into())
    }
}

/// A P-256 public key that is a point of the curve.
#[derive(Clone, Copy, Eq, PartialEq)]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// The key of a point (SEC 1 §2.3.4), compressed (33 bytes) or not (65 bytes).
    ///
    /// # Errors
    /// [`KeyError::Point`].
    pub fn from_sec1(point: &[u8]) -> Result<Self, KeyError> {
        // The library takes x alone as well, after a 5, and chooses a y.
        match point.first() {
            Some(2..=4) => VerifyingKey::from_sec1_bytes(point).map(Self),
            _ => return Err(KeyError::Point),
        }
        .map_err(|_| KeyError::Point)
    }

    /// The key of a `COSE_Key` (RFC 9052 §7; RFC 9053 §7.1.1): EC2 over P-256, y as bytes or as its sign. If it says what it is for,
    /// then it must be for this.
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn from_cose(key: &Value<'_>) -> Result<Self, KeyError> {
        let number = |label| key.entry(label).and_then(Value::as_i64);
        if number(KTY) != Some(EC2) || number(CRV) != Some(P256) {
            return Err(KeyError::Kind);
        }
        if key.entry(D).is_some() {
            return Err(KeyError::Private);
        }
        let signs = |algorithm: &Value<'_>| matches!(algorithm.as_i64(), Some(ESP256 | ES256));
        let verifies = |operations: &Value<'_>| {
            operations.as_array().is_some_and(|list| list.contains(&Value::Integer(VERIFY)))
        };
        if !key.entry(ALG).is_none_or(signs) || !key.entry(KEY_OPS).is_none_or(verifies) {
            return Err(KeyError::Kind);
        }
        let x = key.entry(X).and_then(Value::as_bytes).filter(|x| x.len() == 32);
        let x = x.ok_or(KeyError::Point)?;
        let mut point = Vec::with_capacity(65);
        match key.entry(Y) {
            Some(Value::Bool(sign)) => {
                point.push(if *sign { 3 } else { 2 });
                point.extend_from_slice(x);
            }
            Some(Value::Bytes(y)) if y.len() == 32 => {
                point.push(4);
                point.extend_from_slice(x);
                point.extend_from_slice(y);
            }
            _ => return Err(KeyError::Point),
        }
        Self::from_sec1(&point)
    }

    /// As a `COSE_Key` with y as its sign.
    pub fn encode_cose(&self, out: &mut Encoder) {
        let point = self.compressed();
        let (sign, x) = point.split_first().unwrap_or((&2, &[]));
        let mut map = MapEncoder::default();
        map.key(KTY, |out| out.integer(EC2.into()));
        map.key(CRV, |out| out.integer(P256.into()));
        map.key(X, |out| out.bytes(x));
        map.key(Y, |out| out.bool(*sign == 3));
        out.map(map);
    }

    /// The point, compressed: 33 bytes.
    #[must_use]
    pub fn compressed(&self) -> Vec<u8> {
        self.0.to_sec1_point(true).as_bytes().to_vec()
    }

    /// The point, uncompressed: 65 bytes.
    #[must_use]
    pub fn uncompressed(&self) -> Vec<u8> {
        self.0.to_sec1_point(false).as_bytes().to_vec()
    }

    /// The COSE key thumbprint (RFC 9679): SHA-256 of the key's required members, y written out.
    #[must_use]
    pub fn thumbprint(&self) -> [u8; 32] {
        let point = self.uncompressed();
        let (x, y) = point.get(1..).and_then(|xy| xy.split_at_checked(32)).unwrap_or_default();
        let mut map = MapEncoder::default();
        map.key(KTY, |out| out.integer(EC2.into()));
        map.key(CRV, |out| out.integer(P256.into()));
        map.key(X, |out| out.bytes(x));
        map.key(Y, |out| out.bytes(y));
        let mut out = Encoder::new();
        out.map(map);
        Sha256::digest(out.finish()).into()
    }
}

impl VerificationKey for PublicKey {
    fn verify(
        &self,
        algorithm: i64,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), SignatureError> {
        if algorithm != ESP256 && algorithm != ES256 {
            return Err(SignatureError::Algorithm);
        }
        let signature = Signature::from_slice(signature).map_err(|_| SignatureError::Invalid)?;
        self.0.verify(message, &signature).map_err(|_| SignatureError::Invalid)
    }
}

/// Its thumbprint's first bytes.
impl core::fmt::Debug for PublicKey {
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let [a, b, c, d, ..] = self.thumbprint();
        write!(out, "PublicKey({a:02x}{b:02x}{c:02x}{d:02x}…)")
    }
}

/// Why something is not a public key that is used here.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// Another kind of key, another curve, or for another use.
    #[error("not a key on P-256")]
    Kind,
    /// Not a point of the curve.
    #[error("not a point of the curve")]
    Point,
    /// A private key where only a public one may be.
    #[error("a private key where only a public one may be")]
    Private,
}

// RFC 9052 §7.1, RFC 9053 §7.1.1.
const KTY: i64 = 1;
const EC2: i64 = 2;
const ALG: i64 = 3;
const KEY_OPS: i64 = 4;
const VERIFY: i128 = 2;
const CRV: i64 = -1;
const P256: i64 = 1;
const X: i64 = -2;
const Y: i64 = -3;
const D: i64 = -4;

#[cfg(test)]
mod tests {
    use super::super::cbor::{Limits, decode};
    use super::*;

    /// The holder's key of draft-ietf-spice-sd-cwt-08, Appendix "Keys Used in the Examples".
    const HOLDER: &str = "048554eb275dcd6fbd1c7ac641aa2c90d92022fd0d3024b5af18c7cc61ad527a2d\
                          4dc7ae2c677e96d0cc82597655ce92d5503f54293d87875d1e79ce4770194343";

    #[test]
    fn the_thumbprint_is_that_of_the_draft() {
        let key = PublicKey::from_sec1(&hex(HOLDER)).unwrap();
        let expected = hex("8343d73cdfcb81f2c7cd11a5f317be8eb34e4807ec8c9ceb282495cffdf037e0");
        assert_eq!(key.thumbprint().as_slice(), expected);
    }

    #[test]
    fn both_forms_of_a_point_give_the_same_key() {
        let key = PublicKey::from_sec1(&hex(HOLDER)).unwrap();
        assert_eq!(PublicKey::from_sec1(&key.compressed()), Ok(key));
        let mut out = Encoder::new();
        key.encode_cose(&mut out);
        let bytes = out.finish();
        assert_eq!(bytes.len(), 42);
        assert_eq!(PublicKey::from_cose(&decode(&bytes, Limits::TOKEN).unwrap()), Ok(key));
    }

    #[test]
    fn what_is_no_public_key_of_the_curve_is_refused() {
        let cose = |text: &str| {
            PublicKey::from_cose(&decode(&hex(text), Limits::TOKEN).unwrap()).unwrap_err()
        };
        let x = "8554eb275dcd6fbd1c7ac641aa2c90d92022fd0d3024b5af18c7cc61ad527a2d";
        assert_eq!(cose("a0"), KeyError::Kind);
        assert_eq!(cose(&alloc::format!("a401022002215820{x}22f5")), KeyError::Kind);
        assert_eq!(cose(&alloc::format!("a301022001215820{x}")), KeyError::Point);
        assert_eq!(cose(&alloc::format!("a501022001215820{x}22f523420102")), KeyError::Private);
        assert_eq!(cose("a401022001214101 22f5".replace(' ', "").as_str()), KeyError::Point);
        let off = alloc::format!("a40102200121582 0{}22f5", "ff".repeat(32)).replace(' ', "");
        assert_eq!(cose(&off), KeyError::Point);
        // Neither the point at infinity, nor x alone, nor both forms in one.
        let (x, y) = HOLDER[2..].split_at(64);
        for point in ["00".into(), alloc::format!("05{x}"), alloc::format!("06{x}{y}")] {
            assert_eq!(PublicKey::from_sec1(&hex(&point)), Err(KeyError::Point), "{point}");
        }
    }

    #[test]
    fn a_key_that_says_what_it_is_for_is_taken_at_its_word() {
        let cose = |more: &str| {
            let key = alloc::format!("a50102{more}2001215820{}22f5", &HOLDER[2..66]);
            PublicKey::from_cose(&decode(&hex(&key), Limits::TOKEN).unwrap()).map(drop)
        };
        for (more, expected) in [
            ("0328", Ok(())),
            ("0326", Ok(())),
            ("033822", Err(KeyError::Kind)),
            ("048102", Ok(())),
            ("048101", Err(KeyError::Kind)),
            ("0402", Err(KeyError::Kind)),
        ] {
            assert_eq!(cose(more), expected, "{more}");
        }
    }

    fn hex(text: &str) -> Vec<u8> {
        let digits: Vec<u32> = text.chars().filter_map(|letter| letter.to_digit(16)).collect();
        digits.chunks(2).map(|pair| u8::try_from(pair[0] * 16 + pair[1]).unwrap()).collect()
    }
}
