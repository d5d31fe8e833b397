//! Codes taken apart, to be put together again after edits, signed by whom the fuzzer says.

use vigiayto_core::credential::cbor::{Encoder, Limits, Value, decode};
use vigiayto_core::credential::key::Signer;
use vigiayto_core::credential::sd_cwt::{Digest, SD_CLAIMS};

use crate::edits;
use crate::signed::Parts;

/// A genuine token of a code and what it was made of.
pub struct Code {
    /// The whole key-binding token.
    pub token: Vec<u8>,
    credential: Parts,
    binding: Parts,
    /// The binding's protected header before and after the credential in it.
    around: [Vec<u8>; 2],
    disclosures: Vec<Vec<u8>>,
}

/// What became of a code.
pub struct Forged {
    /// The key-binding token.
    pub token: Vec<u8>,
    /// Who would have to have signed what was not signed.
    pub standing: Standing,
}

/// Whether signatures hold.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Standing {
    /// Something was changed after it was signed.
    Broken,
    /// Nothing that is signed was changed.
    Genuine,
    /// Changed, and signed again.
    SignedAgain,
}

impl Code {
    /// Takes a token apart, and the credential within it.
    ///
    /// # Panics
    /// When it is none.
    #[must_use]
    pub fn new(token: Vec<u8>, credential: &[u8]) -> Self {
        let binding = Parts::of(&token);
        let start = binding.header.windows(credential.len()).position(|part| part == credential);
        let start = start.expect("the credential lies in the header");
        let (before, rest) = binding.header.split_at(start);
        let around = [before.to_vec(), rest[credential.len()..].to_vec()];
        let mut credential = Parts::of(credential);
        let open = decode(&credential.open, Limits::TOKEN).expect("it was just read");
        let disclosures = open.entry(SD_CLAIMS).and_then(Value::as_array).unwrap_or_default();
        let disclosures = disclosures.iter().filter_map(Value::as_bytes).map(<[u8]>::to_vec);
        let disclosures: Vec<_> = disclosures.collect();
        credential.open = if disclosures.is_empty() { vec![0xa0] } else { vec![0xa1, 0x11] };
        Self { token, credential, binding, around, disclosures }
    }

    /// Edits and puts together. The first byte of `input` says who signs again: bit 0 the issuer, bit 1 the holder; and, bit 2,
    /// whether the hashes in the payload follow the disclosures. The parts are: the credential's header, payload and the head of its
    /// unprotected map; the binding's header before and after the credential, payload and unprotected map; the disclosures.
    pub fn forge(&self, input: &[u8], issuer: &dyn Signer, holder: &dyn Signer) -> Forged {
        let (choice, edits) = input.split_first().unwrap_or((&0, &[]));
        let genuine = self.parts();
        let mut parts = genuine.clone();
        edits::make(&mut parts, edits);
        let [header, payload, open, before, after, bound, unprotected, disclosures @ ..] =
            &mut parts[..]
        else {
            unreachable!("an edit removes no part")
        };
        if choice & 4 != 0 {
            for (old, new) in self.disclosures.iter().zip(&*disclosures) {
                replace(payload, Digest::of(old).0, Digest::of(new).0);
            }
        }
        let issuer_changed = *header != genuine[0] || *payload != genuine[1];
        let mut credential = Parts {
            header: header.clone(),
            payload: payload.clone(),
            open: [open.clone(), array(disclosures)].concat(),
            signature: self.credential.signature.clone(),
        };
        if choice & 1 != 0 {
            credential.sign(issuer);
        }
        let header = [&before[..], &credential.encode(), after].concat();
        let holder_changed = header != self.binding.header || *bound != self.binding.payload;
        let mut binding = Parts {
            header,
            payload: bound.clone(),
            open: unprotected.clone(),
            signature: self.binding.signature.clone(),
        };
        if choice & 2 != 0 {
            binding.sign(holder);
        }
        let broken = (issuer_changed && choice & 1 == 0) || (holder_changed && choice & 2 == 0);
        let standing = match (broken, issuer_changed || holder_changed) {
            (true, _) => Standing::Broken,
            (false, true) => Standing::SignedAgain,
            (false, false) => Standing::Genuine,
        };
        Forged { token: binding.encode(), standing }
    }

    fn parts(&self) -> Vec<Vec<u8>> {
        let [before, after] = self.around.clone();
        let Parts { header, payload, open, .. } = &self.credential;
        let mut parts = vec![header.clone(), payload.clone(), open.clone(), before, after];
        parts.extend([self.binding.payload.clone(), self.binding.open.clone()]);
        parts.extend(self.disclosures.iter().cloned());
        parts
    }
}

/// Nothing, where there are no disclosures: then the map before it has no entry for them.
fn array(disclosures: &[Vec<u8>]) -> Vec<u8> {
    let mut out = Encoder::new();
    if !disclosures.is_empty() {
        out.array(disclosures.len());
        disclosures.iter().for_each(|disclosure| out.bytes(disclosure));
    }
    out.finish()
}

fn replace(payload: &mut [u8], old: [u8; 32], new: [u8; 32]) {
    let place = payload.windows(old.len()).position(|part| part == old);
    if let Some(hash) = place.and_then(|at| payload.get_mut(at..at + old.len())) {
        hash.copy_from_slice(&new);
    }
}
