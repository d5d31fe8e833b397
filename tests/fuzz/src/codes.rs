//! Credentials and codes taken apart, to be put together again after edits, signed by whom the fuzzer says.

use vigiayto_core::credential::cbor::{Encoder, Limits, Value, decode};
use vigiayto_core::credential::key::Signer;
use vigiayto_core::credential::sd_cwt::{Digest, SD_CLAIMS};

use crate::edits;
use crate::signed::Parts;

/// A genuine credential.
pub struct Credential {
    signed: Parts,
    disclosures: Vec<Vec<u8>>,
}

/// A genuine code of one token.
pub struct Code {
    /// The key-binding token.
    pub token: Vec<u8>,
    credential: Credential,
    binding: Parts,
    /// The binding's protected header before and after the credential in it.
    around: [Vec<u8>; 2],
}

/// What became of it.
pub struct Forged {
    /// The token.
    pub token: Vec<u8>,
    /// Whether its signatures hold.
    pub standing: Standing,
}

/// Whether signatures hold.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Standing {
    /// Something was changed after it was signed.
    Broken,
    /// It is as it was signed, or was signed again.
    Sound,
}

impl Credential {
    /// Takes a credential apart.
    ///
    /// # Panics
    /// When it is none.
    #[must_use]
    pub fn new(token: &[u8]) -> Self {
        let mut signed = Parts::of(token);
        let open = decode(&signed.open, Limits::TOKEN).expect("it was just read");
        let disclosures = open.entry(SD_CLAIMS).and_then(Value::as_array).unwrap_or_default();
        let disclosures = disclosures.iter().filter_map(Value::as_bytes).map(<[u8]>::to_vec);
        let disclosures: Vec<_> = disclosures.collect();
        signed.open = if disclosures.is_empty() { vec![0xa0] } else { vec![0xa1, 0x11] };
        Self { signed, disclosures }
    }

    /// Edits and puts together. The first byte of `input` is a choice: bit 0 has the issuer sign again, bit 1 has the hashes in the
    /// payload follow the disclosures. The parts are header, payload, the head of the unprotected map, the disclosures.
    pub fn forge(&self, input: &[u8], issuer: &dyn Signer) -> Forged {
        let (choice, edits) = input.split_first().unwrap_or((&0, &[]));
        let mut parts = self.parts();
        edits::make(&mut parts, edits);
        self.assemble(&parts, *choice, issuer)
    }

    fn parts(&self) -> Vec<Vec<u8>> {
        let Parts { header, payload, open, .. } = &self.signed;
        let mut parts = vec![header.clone(), payload.clone(), open.clone()];
        parts.extend(self.disclosures.iter().cloned());
        parts
    }

    fn assemble(&self, parts: &[Vec<u8>], choice: u8, issuer: &dyn Signer) -> Forged {
        let [header, payload, open, disclosures @ ..] = parts else {
            unreachable!("an edit removes no part")
        };
        let mut payload = payload.clone();
        if choice & 2 != 0 {
            for (old, new) in self.disclosures.iter().zip(disclosures) {
                replace(&mut payload, Digest::of(old).0, Digest::of(new).0);
            }
        }
        let changed = *header != self.signed.header || payload != self.signed.payload;
        let mut signed = Parts {
            header: header.clone(),
            payload,
            open: [open.clone(), array(disclosures)].concat(),
            signature: self.signed.signature.clone(),
        };
        if choice & 1 != 0 {
            signed.sign(issuer);
        }
        let standing = if changed && choice & 1 == 0 { Standing::Broken } else { Standing::Sound };
        Forged { token: signed.encode(), standing }
    }
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
        Self { token, credential: Credential::new(credential), binding, around }
    }

    /// Edits and puts together. The first byte of `input` is the choice that [`Credential::forge`] has; bit 2 has the holder sign
    /// again. The parts are the binding's header before and after the credential, its payload and its unprotected map; then those of
    /// the credential.
    pub fn forge(&self, input: &[u8], issuer: &dyn Signer, holder: &dyn Signer) -> Forged {
        let (choice, edits) = input.split_first().unwrap_or((&0, &[]));
        let [before, after] = self.around.clone();
        let mut parts =
            vec![before, after, self.binding.payload.clone(), self.binding.open.clone()];
        parts.extend(self.credential.parts());
        edits::make(&mut parts, edits);
        let [before, after, payload, open, credential @ ..] = &parts[..] else {
            unreachable!("an edit removes no part")
        };
        let credential = self.credential.assemble(credential, *choice, issuer);
        let header = [&before[..], &credential.token, after].concat();
        let changed = header != self.binding.header || *payload != self.binding.payload;
        let mut binding = Parts {
            header,
            payload: payload.clone(),
            open: open.clone(),
            signature: self.binding.signature.clone(),
        };
        if choice & 4 != 0 {
            binding.sign(holder);
        }
        let broken = changed && choice & 4 == 0;
        let standing = if broken { Standing::Broken } else { credential.standing };
        Forged { token: binding.encode(), standing }
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
