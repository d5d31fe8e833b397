//! Project Wycheproof's vectors against the primitives that the core is built on, in the versions it is built with.
//!
//! They hold the edge cases and attacks that a specification's own examples lack: points off the curve, signatures in
//! other encodings, truncated tags. Each test states how many vectors it must meet, so that none can be lost unseen.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "helpers of tests, which fail by panicking"
)]

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use p256::ecdsa::signature::Verifier;
use p256::ecdsa::{Signature, VerifyingKey};
use p256::pkcs8::DecodePublicKey;
use p256::{PublicKey, SecretKey};
use sha2::Sha256;
use wycheproof::{TestResult, aead, ecdh, ecdsa, hkdf as hkdf_set, mac};

#[test]
fn xchacha20_poly1305_seals_the_vectors_and_opens_only_the_valid_ones() {
    let set = aead::TestSet::load(aead::TestName::XChaCha20Poly1305).unwrap();
    let mut ran = Ran::default();
    for test in set.test_groups.iter().flat_map(|group| &group.tests) {
        let cipher = XChaCha20Poly1305::new_from_slice(&test.key).unwrap();
        let sealed = [test.ct.as_slice(), test.tag.as_slice()].concat();
        // A nonce of another length has no type to be passed in: that is the refusal.
        let nonce = XNonce::try_from(test.nonce.as_slice());
        let opened = nonce.ok().and_then(|nonce| {
            cipher.decrypt(&nonce, Payload { msg: &sealed, aad: &test.aad }).ok()
        });
        match test.result {
            TestResult::Invalid => assert_eq!(opened, None, "vector {}", test.tc_id),
            TestResult::Valid | TestResult::Acceptable => {
                assert_eq!(opened.as_deref(), Some(test.pt.as_slice()), "vector {}", test.tc_id);
                let again = cipher
                    .encrypt(&nonce.unwrap(), Payload { msg: &test.pt, aad: &test.aad })
                    .unwrap();
                assert_eq!(again, sealed, "vector {}", test.tc_id);
            }
        }
        ran.count(test.result);
    }
    ran.assert("XChaCha20-Poly1305", Ran { valid: 246, acceptable: 0, invalid: 69 });
}

#[test]
fn ecdh_p256_agrees_with_points_in_sec1_encoding_and_refuses_all_others() {
    let ran = ecdh_vectors(ecdh::TestName::EcdhSecp256r1Ecpoint, |bytes| {
        PublicKey::from_sec1_bytes(bytes).ok()
    });
    ran.assert("ECDH P-256, SEC 1 points", Ran { valid: 330, acceptable: 1, invalid: 24 });
}

#[test]
fn ecdh_p256_agrees_with_keys_in_asn1_encoding_and_refuses_all_others() {
    let ran = ecdh_vectors(ecdh::TestName::EcdhSecp256r1, |bytes| {
        PublicKey::from_public_key_der(bytes).ok()
    });
    ran.assert("ECDH P-256, ASN.1 keys", Ran { valid: 330, acceptable: 230, invalid: 52 });
}

#[test]
fn ecdsa_p256_accepts_only_valid_signatures_in_der() {
    let ran = ecdsa_vectors(ecdsa::TestName::EcdsaSecp256r1Sha256, |bytes| {
        Signature::from_der(bytes).ok()
    });
    ran.assert("ECDSA P-256 SHA-256, DER", Ran { valid: 174, acceptable: 0, invalid: 310 });
}

#[test]
fn ecdsa_p256_accepts_only_valid_signatures_of_fixed_length() {
    let ran = ecdsa_vectors(ecdsa::TestName::EcdsaSecp256r1Sha256P1363, |bytes| {
        Signature::from_slice(bytes).ok()
    });
    ran.assert("ECDSA P-256 SHA-256, r‖s", Ran { valid: 173, acceptable: 0, invalid: 89 });
}

#[test]
fn hkdf_sha256_derives_the_vectors_and_refuses_lengths_beyond_its_limit() {
    let set = hkdf_set::TestSet::load(hkdf_set::TestName::HkdfSha256).unwrap();
    let mut ran = Ran::default();
    for test in set.test_groups.iter().flat_map(|group| &group.tests) {
        let mut derived = vec![0; test.size];
        let expanded =
            Hkdf::<Sha256>::new(Some(&test.salt), &test.ikm).expand(&test.info, &mut derived);
        match test.result {
            TestResult::Invalid => assert!(expanded.is_err(), "vector {}", test.tc_id),
            TestResult::Valid | TestResult::Acceptable => {
                expanded.unwrap();
                assert_eq!(derived, test.okm.as_slice(), "vector {}", test.tc_id);
            }
        }
        ran.count(test.result);
    }
    ran.assert("HKDF-SHA-256", Ran { valid: 83, acceptable: 0, invalid: 3 });
}

#[test]
fn hmac_sha256_accepts_only_the_valid_tags() {
    let set = mac::TestSet::load(mac::TestName::HmacSha256).unwrap();
    let mut ran = Ran::default();
    for test in set.test_groups.iter().flat_map(|group| &group.tests) {
        let mut mac = Hmac::<Sha256>::new_from_slice(&test.key).unwrap();
        mac.update(&test.msg);
        let accepted = mac.verify_truncated_left(&test.tag).is_ok();
        assert_eq!(accepted, test.result == TestResult::Valid, "vector {}", test.tc_id);
        ran.count(test.result);
    }
    ran.assert("HMAC-SHA-256", Ran { valid: 66, acceptable: 0, invalid: 108 });
}

/// How many vectors of each kind a test has met.
#[derive(Debug, Default, PartialEq)]
struct Ran {
    valid: usize,
    acceptable: usize,
    invalid: usize,
}

impl Ran {
    fn count(&mut self, result: TestResult) {
        *match result {
            TestResult::Valid => &mut self.valid,
            TestResult::Acceptable => &mut self.acceptable,
            TestResult::Invalid => &mut self.invalid,
        } += 1;
    }

    fn assert(&self, name: &str, expected: Self) {
        assert_eq!(*self, expected, "{name}: vectors met");
        let all = self.valid + self.acceptable + self.invalid;
        println!("{name}: {all} vectors ({} of them must be refused)", self.invalid);
    }
}

/// A valid peer key gives the stated secret, an invalid one is not a key, and an acceptable one is either refused or
/// gives the stated secret: never another one.
fn ecdh_vectors(name: ecdh::TestName, parse: impl Fn(&[u8]) -> Option<PublicKey>) -> Ran {
    let set = ecdh::TestSet::load(name).unwrap();
    let mut ran = Ran::default();
    for test in set.test_groups.iter().flat_map(|group| &group.tests) {
        let shared = parse(&test.public_key).map(|public_key| {
            let secret_key = SecretKey::from_slice(&scalar(&test.private_key)).unwrap();
            p256::ecdh::diffie_hellman(secret_key.to_nonzero_scalar(), public_key.as_affine())
                .raw_secret_bytes()
                .to_vec()
        });
        let expected = Some(test.shared_secret.to_vec());
        match test.result {
            TestResult::Valid => assert_eq!(shared, expected, "vector {}", test.tc_id),
            TestResult::Acceptable => {
                assert!(shared.is_none() || shared == expected, "vector {}", test.tc_id);
            }
            TestResult::Invalid => assert_eq!(shared, None, "vector {}", test.tc_id),
        }
        ran.count(test.result);
    }
    ran
}

fn ecdsa_vectors(name: ecdsa::TestName, parse: impl Fn(&[u8]) -> Option<Signature>) -> Ran {
    let set = ecdsa::TestSet::load(name).unwrap();
    let mut ran = Ran::default();
    for group in &set.test_groups {
        let key = VerifyingKey::from_sec1_bytes(&group.key.key).unwrap();
        for test in &group.tests {
            let accepted =
                parse(&test.sig).is_some_and(|signature| key.verify(&test.msg, &signature).is_ok());
            assert_eq!(accepted, test.result == TestResult::Valid, "vector {}", test.tc_id);
            ran.count(test.result);
        }
    }
    ran
}

/// A private key of the vectors is an integer of any length; a scalar has 32 bytes.
fn scalar(integer: &[u8]) -> [u8; 32] {
    let digits = &integer[integer.iter().take_while(|byte| **byte == 0).count()..];
    let mut scalar = [0; 32];
    scalar[32 - digits.len()..].copy_from_slice(digits);
    scalar
}
