//! Keys, lists that are right, and a way to make each of them wrong in one place.

use std::collections::BTreeMap;

use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use vigiayto_core::credential::cbor::{Encoder, MapEncoder};
use vigiayto_core::credential::cose::sign1;
use vigiayto_core::credential::key::{PublicKey, Signer, SigningError};
use vigiayto_core::credential::name::DisplayName;
use vigiayto_core::credential::trust::{Contents, Issuer, IssuerKey, KeyState, TrustList};
use vigiayto_core::credential::x509::Subject;

/// A key that is its number.
pub(crate) struct Key(SigningKey);

impl Key {
    pub(crate) fn new(number: u8) -> Self {
        Self(SigningKey::from_slice(&[number; 32]).unwrap())
    }

    /// The key id of a trust list's signer.
    pub(crate) fn short(&self) -> Vec<u8> {
        self.public_key().thumbprint()[..8].to_vec()
    }

    pub(crate) fn sign_der(&self, message: &[u8]) -> Vec<u8> {
        let signature: Signature = self.0.sign(message);
        signature.to_der().as_bytes().to_vec()
    }
}

impl Signer for Key {
    fn public_key(&self) -> PublicKey {
        let point = self.0.verifying_key().to_sec1_point(false);
        PublicKey::from_sec1(point.as_bytes()).unwrap()
    }

    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SigningError> {
        let signature: Signature = self.0.sign(message);
        Ok(signature.to_bytes().into())
    }
}

/// A map whose entries are replaced one by one.
#[derive(Clone, Default)]
pub(crate) struct Map(BTreeMap<i64, Vec<u8>>);

impl Map {
    pub(crate) fn with(mut self, key: i64, write: impl FnOnce(&mut Encoder)) -> Self {
        self.0.insert(key, item(write));
        self
    }

    pub(crate) fn without(mut self, key: i64) -> Self {
        self.0.remove(&key);
        self
    }

    pub(crate) fn encoder(&self) -> MapEncoder {
        let mut map = MapEncoder::default();
        for (key, value) in &self.0 {
            map.key(*key, |out| out.raw(value));
        }
        map
    }

    pub(crate) fn write(&self, out: &mut Encoder) {
        out.map(self.encoder());
    }
}

pub(crate) fn item(write: impl FnOnce(&mut Encoder)) -> Vec<u8> {
    let mut out = Encoder::new();
    write(&mut out);
    out.finish()
}

pub(crate) fn sign(header: &Map, payload: &Map, key: &Key) -> Vec<u8> {
    let payload = item(|out| payload.write(out));
    sign1(header.encoder(), MapEncoder::default(), &payload, key).unwrap()
}

pub(crate) fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u32> = text.chars().filter_map(|letter| letter.to_digit(16)).collect();
    digits.chunks(2).map(|pair| u8::try_from(pair[0] * 16 + pair[1]).unwrap()).collect()
}

pub(crate) fn name(text: &str) -> DisplayName {
    DisplayName::new(text).unwrap()
}

pub(crate) fn subject(common_name: &str) -> Subject {
    Subject { common_name: Some(name(common_name)), organisation: None }
}

pub(crate) fn issuer_key(id: &[u8], key: &Key) -> IssuerKey {
    let (not_before, not_after) = (NOW - YEAR, NOW + YEAR);
    let key = key.public_key();
    IssuerKey { id: id.to_vec(), key, not_before, not_after, state: KeyState::Active }
}

pub(crate) fn issuer(id: &str, keys: Vec<IssuerKey>) -> Issuer {
    let (name_vi, name_en) = (name("Cơ quan cấp thử"), name("Sandbox issuer"));
    Issuer { id: id.into(), name_vi, name_en, keys, kinds: vec![65001, 65002] }
}

pub(crate) fn contents(sequence: u64, issuers: Vec<Issuer>) -> Contents {
    Contents {
        publisher: "https://trust.example".into(),
        issued_at: NOW,
        expires_at: NOW + 30 * DAY,
        sequence,
        issuers,
        issuer_roots: Vec::new(),
        reader_roots: Vec::new(),
    }
}

/// The list of these issuers, signed by [`AUTHORITY`].
pub(crate) fn trust(issuers: Vec<Issuer>) -> TrustList {
    let authority = Key::new(AUTHORITY);
    let bytes = contents(1, issuers).sign(&authority).unwrap();
    TrustList::read(&bytes, &[authority.public_key()]).unwrap()
}

/// 2026-11-28T00:00:00Z.
pub(crate) const NOW: i64 = 1_795_824_000;
pub(crate) const DAY: i64 = 24 * 60 * 60;
pub(crate) const YEAR: i64 = 365 * DAY;
/// The key that signs trust lists.
pub(crate) const AUTHORITY: u8 = 9;
pub(crate) const ISSUER: &str = "https://issuer.example/sandbox";
