//! An SD-CWT taken apart into what its signatures cover and what they don't.

use vigiayto_core::credential::cbor::{Limits, Value, decode};

use crate::cbor::{array, bytes, integer, map, tag};

/// The four parts of an SD-CWT, with the disclosures as the only unprotected parameter.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Parts {
    pub(crate) protected: Vec<u8>,
    pub(crate) disclosures: Vec<Vec<u8>>,
    pub(crate) payload: Vec<u8>,
    pub(crate) signature: Vec<u8>,
}

impl Parts {
    pub(crate) fn of(token: &[u8]) -> Self {
        let Value::Tag(18, inner) = decode(token, Limits::TOKEN).unwrap() else { panic!("no tag") };
        let [protected, unprotected, payload, signature] = inner.as_array().unwrap() else {
            panic!("not four parts")
        };
        let content = |item: &Value<'_>| item.as_bytes().unwrap().to_vec();
        let disclosures = unprotected.entry(17).and_then(Value::as_array).unwrap_or_default();
        assert!(unprotected.as_map().unwrap().len() <= 1);
        Self {
            protected: content(protected),
            disclosures: disclosures.iter().map(content).collect(),
            payload: content(payload),
            signature: content(signature),
        }
    }

    pub(crate) fn encode(&self) -> Vec<u8> {
        let disclosures: Vec<Vec<u8>> = self.disclosures.iter().map(|one| bytes(one)).collect();
        let unprotected = match disclosures.as_slice() {
            [] => map(&[]),
            some => map(&[(integer(17), array(some))]),
        };
        let signed =
            [bytes(&self.protected), unprotected, bytes(&self.payload), bytes(&self.signature)];
        tag(18, &array(&signed))
    }
}
