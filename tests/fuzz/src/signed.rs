//! Signed objects of any content, so that what lies behind a signature is reached: the core's own `sign1` writes well-formed ones
//! only.

use vigiayto_core::credential::cbor::{Encoder, Limits, Value, decode};
use vigiayto_core::credential::cose::SIGN1;
use vigiayto_core::credential::key::Signer;

/// The parts of a `COSE_Sign1`.
pub struct Parts {
    /// The protected header.
    pub header: Vec<u8>,
    /// The unprotected header, a map with its head.
    pub open: Vec<u8>,
    /// The payload.
    pub payload: Vec<u8>,
    /// The signature.
    pub signature: Vec<u8>,
}

impl Parts {
    /// Takes a genuine object apart.
    ///
    /// # Panics
    /// When it is none.
    #[must_use]
    pub fn of(object: &[u8]) -> Self {
        let value = decode(object, Limits::LIST).expect("it is well-formed");
        let Value::Tag(SIGN1, array) = value else { panic!("a signed object") };
        let Some([header, open, payload, signature]) = array.as_array() else { panic!("of four") };
        let bytes = |value: &Value<'_>| value.as_bytes().expect("bytes").to_vec();
        let mut map = Encoder::new();
        open.encode_into(&mut map);
        Self {
            header: bytes(header),
            open: map.finish(),
            payload: bytes(payload),
            signature: bytes(signature),
        }
    }

    /// The header and payload that an input gives, signed: the header's length (2 bytes), the header, the payload.
    pub fn signed(input: &[u8], signer: &dyn Signer) -> Option<Self> {
        let (length, rest) = input.split_first_chunk()?;
        let (header, payload) = rest.split_at_checked(u16::from_be_bytes(*length).into())?;
        let (header, open, payload) = (header.to_vec(), vec![EMPTY_MAP], payload.to_vec());
        let mut parts = Self { header, open, payload, signature: Vec::new() };
        parts.sign(signer);
        Some(parts)
    }

    /// What [`Self::signed`] reads.
    ///
    /// # Panics
    /// When the header is longer than 65535 bytes.
    #[must_use]
    pub fn to_input(&self) -> Vec<u8> {
        let length = u16::try_from(self.header.len()).expect("headers are short");
        [&length.to_be_bytes()[..], &self.header, &self.payload].concat()
    }

    /// Signs header and payload as they are now (RFC 9052 §4.4).
    ///
    /// # Panics
    /// Never: a key in memory signs.
    pub fn sign(&mut self, signer: &dyn Signer) {
        let mut out = Encoder::new();
        out.array(4);
        out.text("Signature1");
        out.bytes(&self.header);
        out.bytes(&[]);
        out.bytes(&self.payload);
        self.signature = signer.sign(&out.finish()).expect("a key in memory signs").to_vec();
    }

    /// The object.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Encoder::new();
        out.tag(SIGN1);
        out.array(4);
        out.bytes(&self.header);
        out.raw(&self.open);
        out.bytes(&self.payload);
        out.bytes(&self.signature);
        out.finish()
    }
}

const EMPTY_MAP: u8 = 0xa0;
