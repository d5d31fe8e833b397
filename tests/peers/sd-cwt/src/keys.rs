//! Signatures, which `cose2` leaves to its caller.

use cbor2::Value;
use cose2::iana::{AlgorithmES256, AlgorithmES384, AlgorithmESP256, AlgorithmESP384};
use cose2::{Error, Label, Sign1Message};
use p256::ecdsa::signature::{Signer, Verifier};

/// A key that verifies.
#[derive(Clone, Copy)]
pub(crate) enum IssuerKey {
    P256(p256::ecdsa::VerifyingKey),
    P384(p384::ecdsa::VerifyingKey),
}

impl IssuerKey {
    /// The key of a point, compressed or not.
    pub(crate) fn from_sec1(point: &[u8]) -> Result<Self, Error> {
        p256::ecdsa::VerifyingKey::from_sec1_bytes(point)
            .map(Self::P256)
            .or_else(|_| p384::ecdsa::VerifyingKey::from_sec1_bytes(point).map(Self::P384))
            .map_err(|_| Error::custom("not a point on P-256 or P-384"))
    }

    /// The key of a `COSE_Key` on P-256.
    pub(crate) fn from_cose(key: &Value) -> Result<Self, Error> {
        let Value::Map(pairs) = key else { return Err(Error::custom("the key is not a map")) };
        let entry = |label: i64| {
            let label = Value::from(label);
            pairs.iter().find(|(key, _)| *key == label).map(|(_, value)| value)
        };
        if entry(KTY) != Some(&Value::from(EC2)) || entry(CRV) != Some(&Value::from(P256)) {
            return Err(Error::custom("the key is not on P-256"));
        }
        let point = match (entry(X), entry(Y)) {
            (Some(Value::Bytes(x)), Some(Value::Bool(sign))) => {
                [&[2 + u8::from(*sign)], x.as_slice()].concat()
            }
            (Some(Value::Bytes(x)), Some(Value::Bytes(y))) => [&[4], x.as_slice(), y].concat(),
            _ => return Err(Error::custom("the key has no point")),
        };
        Self::from_sec1(&point)
    }

    /// Whether a message's algorithm fits the key's curve; the draft's examples use the names that leave the curve open.
    pub(crate) fn check_algorithm(&self, message: &Sign1Message) -> Result<(), Error> {
        let fits = match self {
            Self::P256(_) => [AlgorithmESP256, AlgorithmES256],
            Self::P384(_) => [AlgorithmESP384, AlgorithmES384],
        };
        match message.protected.alg()? {
            Some(Label::Int(algorithm)) if fits.contains(&algorithm) => Ok(()),
            _ => Err(Error::custom("the algorithm does not fit the key")),
        }
    }
}

impl cose2::Verifier for IssuerKey {
    fn verify(&self, data: &[u8], signature: &[u8]) -> Result<(), Error> {
        match self {
            Self::P256(key) => p256::ecdsa::Signature::from_slice(signature)
                .and_then(|signature| key.verify(data, &signature)),
            Self::P384(key) => p384::ecdsa::Signature::from_slice(signature)
                .and_then(|signature| key.verify(data, &signature)),
        }
        .map_err(|_| Error::verify("the signature does not hold"))
    }
}

/// A key that signs, on P-256.
pub(crate) struct SecretKey(p256::ecdsa::SigningKey);

impl SecretKey {
    /// The key of a scalar of 32 bytes.
    pub(crate) fn from_scalar(scalar: &[u8]) -> Result<Self, Error> {
        p256::ecdsa::SigningKey::from_slice(scalar)
            .map(Self)
            .map_err(|_| Error::custom("not a scalar of P-256"))
    }

    /// The public half as a `COSE_Key` with y as its sign (RFC 9053 §7.1.1).
    pub(crate) fn to_cose(&self) -> Value {
        let point = self.0.verifying_key().to_sec1_point(true);
        Value::Map(vec![
            (Value::from(KTY), Value::from(EC2)),
            (Value::from(CRV), Value::from(P256)),
            (Value::from(X), Value::Bytes(point.as_bytes()[1..].to_vec())),
            (Value::from(Y), Value::from(point.as_bytes()[0] == 3)),
        ])
    }
}

impl cose2::Signer for SecretKey {
    fn alg(&self) -> Option<Label> {
        Some(AlgorithmESP256.into())
    }

    fn sign(&self, data: &[u8]) -> Result<Vec<u8>, Error> {
        let signature: p256::ecdsa::Signature = self.0.sign(data);
        Ok(signature.to_bytes().to_vec())
    }
}

// RFC 9052 §7.1, RFC 9053 §7.1.1.
const KTY: i64 = 1;
const EC2: i64 = 2;
const CRV: i64 = -1;
const P256: i64 = 1;
const X: i64 = -2;
const Y: i64 = -3;
