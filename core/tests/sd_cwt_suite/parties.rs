//! Who signs and checks in these tests.

use std::sync::atomic::{AtomicU64, Ordering};

use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use p384::ecdsa::signature::Verifier as _;
use vigiayto_core::credential::cbor::{Encoder, Value};
use vigiayto_core::credential::key::{
    PublicKey, SignatureError, Signer, SigningError, VerificationKey,
};
use vigiayto_core::platform::{Randomness, RandomnessError};

/// A P-256 key made from one byte.
#[derive(Clone)]
pub(crate) struct TestKey(SigningKey);

impl TestKey {
    pub(crate) fn of(seed: u8) -> Self {
        Self(SigningKey::from_slice(&[seed; 32]).unwrap())
    }

    pub(crate) fn signing_key(&self) -> &SigningKey {
        &self.0
    }
}

impl Signer for TestKey {
    fn public_key(&self) -> PublicKey {
        PublicKey::from_sec1(self.0.verifying_key().to_sec1_point(false).as_bytes()).unwrap()
    }

    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SigningError> {
        let signature: Signature = self.0.sign(message);
        Ok(signature.to_bytes().into())
    }
}

/// The issuer of the draft's examples, who signs with P-384 (draft, Appendix "Keys Used in the Examples").
pub(crate) struct DraftIssuer(p384::ecdsa::VerifyingKey);

impl DraftIssuer {
    pub(crate) fn new() -> Self {
        let point = hex(
            "04c31798b0c7885fa3528fbf877e5b4c3a6dc67a5a5dc6b307b728c3725926f2abe5fb4964cd91e3948a5493f6ebb6cbbf\
             8f6c7ec761691cad374c4daa9387453f18058ece58eb0a8e84a055a31fb7f9214b27509522c159e764f8711e11609554",
        );
        Self(p384::ecdsa::VerifyingKey::from_sec1_bytes(&point).unwrap())
    }
}

impl VerificationKey for DraftIssuer {
    fn verify(
        &self,
        algorithm: i64,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), SignatureError> {
        if algorithm != ES384 {
            return Err(SignatureError::Algorithm);
        }
        let signature =
            p384::ecdsa::Signature::from_slice(signature).map_err(|_| SignatureError::Invalid)?;
        self.0.verify(message, &signature).map_err(|_| SignatureError::Invalid)
    }
}

/// Bytes that never repeat within a run, and that are the same in the next.
#[derive(Default)]
pub(crate) struct CountingRandomness(AtomicU64);

impl Randomness for CountingRandomness {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomnessError> {
        for chunk in bytes.chunks_mut(8) {
            let word = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
            let word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            chunk.copy_from_slice(&(word ^ (word >> 31)).to_be_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}

/// A value's bytes with every map sorted, so that two values can be compared.
pub(crate) fn canonical(value: &Value<'_>) -> Vec<u8> {
    let mut out = Encoder::new();
    value.encode_into(&mut out);
    out.finish()
}

pub(crate) fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u32> = text.chars().filter_map(|letter| letter.to_digit(16)).collect();
    digits.chunks(2).map(|pair| u8::try_from(pair[0] * 16 + pair[1]).unwrap()).collect()
}

/// ECDSA with SHA-384 (RFC 9053 §2.1).
pub(crate) const ES384: i64 = -35;
