//! How a disclosure is hashed.

use sd_cwt::RedactionHasher;
use sha2::{Digest, Sha256};

/// SHA-256 of a disclosure together with its byte-string head, as the draft's CDDL (`bstr-encoded-salted`), its script and
/// its examples have it. The crate's own hasher leaves the head out.
pub(crate) struct WithHead;

impl RedactionHasher for WithHead {
    fn algorithm(&self) -> i64 {
        sd_cwt::ALG_SHA_256
    }

    fn digest(&self, disclosure: &[u8]) -> Vec<u8> {
        let encoded = cbor2::to_vec(&cbor2::Value::Bytes(disclosure.to_vec()));
        Sha256::digest(encoded.expect("bytes always encode")).to_vec()
    }
}
