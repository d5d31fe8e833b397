//! A workshop for forgers: a token that our issuer and holder made, taken apart, to be altered anywhere and put together again,
//! signed anew where the point of an alteration is not the signature.

use std::sync::OnceLock;

use p256::ecdsa::signature::Signer as _;
use sha2::{Digest as _, Sha256};
use vigiayto_core::credential::cbor::{Limits, MapEncoder, Value, decode};
use vigiayto_core::credential::key::Signer as _;
use vigiayto_core::credential::sd_cwt::{
    AUD, Binding, CNF, Disclosing, EXP, Element, Held, IAT, ISS, KCWT, KeyBindingToken, Member,
    NBF, Name, Node, SD_CLAIMS, SUB, SdCwt, SdCwtError, VCT, bind, issue,
};

use crate::cbor::{array, bytes, integer, map, simple, sorted_map, tag, text};
use crate::parties::{CountingRandomness, TestKey, canonical};

/// A token in pieces. Each hook stands for one step of putting it together.
#[expect(clippy::type_complexity, reason = "an encoded key beside its value needs no name")]
pub(crate) struct Forge {
    pub(crate) issuer: TestKey,
    pub(crate) issuer_header: Vec<(Vec<u8>, Vec<u8>)>,
    pub(crate) issuer_unprotected: Vec<(Vec<u8>, Vec<u8>)>,
    /// The contents of `sd_claims`; without any, the list is left out.
    pub(crate) disclosures: Vec<Vec<u8>>,
    pub(crate) claims: Vec<(Vec<u8>, Vec<u8>)>,
    /// The hashes of the top level; without any, the list is left out.
    pub(crate) hashes: Vec<Vec<u8>>,
    pub(crate) holder: TestKey,
    /// Without `kcwt`, which is added when the token is put together.
    pub(crate) holder_header: Vec<(Vec<u8>, Vec<u8>)>,
    pub(crate) holder_unprotected: Vec<(Vec<u8>, Vec<u8>)>,
    pub(crate) binding: Vec<(Vec<u8>, Vec<u8>)>,
    pub(crate) write_issuer_header: fn(Vec<(Vec<u8>, Vec<u8>)>) -> Vec<u8>,
    pub(crate) write_claims: fn(Vec<(Vec<u8>, Vec<u8>)>) -> Vec<u8>,
    pub(crate) write_holder_header: fn(Vec<(Vec<u8>, Vec<u8>)>) -> Vec<u8>,
    pub(crate) write_binding: fn(Vec<(Vec<u8>, Vec<u8>)>) -> Vec<u8>,
    /// Alters the issuer's four encoded parts after they were signed.
    pub(crate) after_issuer: fn(&mut Vec<Vec<u8>>),
    /// Alters the holder's four encoded parts after they were signed.
    pub(crate) after_holder: fn(&mut Vec<Vec<u8>>),
    pub(crate) wrap_issuer: fn(&[Vec<u8>]) -> Vec<u8>,
    pub(crate) wrap_holder: fn(&[Vec<u8>]) -> Vec<u8>,
}

impl Forge {
    /// The valid token in pieces.
    pub(crate) fn new() -> Self {
        let token = valid();
        let [holder_header, holder_unprotected, binding] =
            pieces(&decode(token, Limits::TOKEN).unwrap());
        let kcwt = integer(KCWT);
        let inner = holder_header.iter().find(|(key, _)| *key == kcwt).unwrap().1.clone();
        let inner = decode(&inner, Limits::TOKEN).unwrap();
        let [issuer_header, mut issuer_unprotected, mut claims] = pieces(&inner);
        let disclosures = items(&take(&mut issuer_unprotected, &integer(SD_CLAIMS)));
        let hashes = items(&take(&mut claims, &simple(59)));
        Self {
            issuer: TestKey::of(1),
            issuer_header,
            issuer_unprotected,
            disclosures,
            claims,
            hashes,
            holder: TestKey::of(2),
            holder_header: holder_header.into_iter().filter(|(key, _)| *key != kcwt).collect(),
            holder_unprotected,
            binding,
            write_issuer_header: sorted_map,
            write_claims: sorted_map,
            write_holder_header: sorted_map,
            write_binding: sorted_map,
            after_issuer: |_| {},
            after_holder: |_| {},
            wrap_issuer: sign1,
            wrap_holder: sign1,
        }
    }

    /// Adds a disclosure, and its hash at the top level.
    pub(crate) fn redact(&mut self, disclosure: Vec<u8>) {
        let hash = self.disclose(disclosure);
        self.hashes.push(hash);
    }

    /// Adds a disclosure only; its hash is to be placed.
    pub(crate) fn disclose(&mut self, disclosure: Vec<u8>) -> Vec<u8> {
        let hash = hash(&disclosure);
        self.disclosures.push(disclosure);
        hash
    }

    /// Signs as the issuer, and encodes the SD-CWT.
    pub(crate) fn credential(&self) -> Vec<u8> {
        let mut claims = self.claims.clone();
        if !self.hashes.is_empty() {
            claims.push((simple(59), strings(&self.hashes)));
        }
        let mut unprotected = self.issuer_unprotected.clone();
        if !self.disclosures.is_empty() {
            unprotected.push((integer(SD_CLAIMS), strings(&self.disclosures)));
        }
        let header = (self.write_issuer_header)(self.issuer_header.clone());
        let payload = (self.write_claims)(claims);
        let mut parts = signed(&self.issuer, &header, sorted_map(unprotected), &payload);
        (self.after_issuer)(&mut parts);
        (self.wrap_issuer)(&parts)
    }

    /// Signs as issuer and as holder, and encodes the key-binding token.
    pub(crate) fn token(&self) -> Vec<u8> {
        let mut header = self.holder_header.clone();
        header.push((integer(KCWT), self.credential()));
        let header = (self.write_holder_header)(header);
        let payload = (self.write_binding)(self.binding.clone());
        let unprotected = sorted_map(self.holder_unprotected.clone());
        let mut parts = signed(&self.holder, &header, unprotected, &payload);
        (self.after_holder)(&mut parts);
        (self.wrap_holder)(&parts)
    }
}

/// What a verifier does: everything that can refuse.
pub(crate) fn check(token: &[u8]) -> Result<(), SdCwtError> {
    let token = KeyBindingToken::parse(token)?;
    token.verify(&TestKey::of(1).public_key())?;
    token.check_audience(COUNTER)?;
    token.sd_cwt().claims().map(drop)
}

/// A token with claims of each kind, of which three are disclosed: one, one within another, an element.
pub(crate) fn valid() -> &'static [u8] {
    static TOKEN: OnceLock<Vec<u8>> = OnceLock::new();
    TOKEN.get_or_init(|| {
        let (issuer, holder) = (TestKey::of(1), TestKey::of(2));
        let mut header = MapEncoder::default();
        header.key(4, |out| out.bytes(b"key 1"));
        let random = CountingRandomness::default();
        let issued = issue(header, &claims(&holder), 1, &issuer, &random).unwrap();
        let held = Held::new(SdCwt::parse(&issued).unwrap()).unwrap();
        let chosen: Vec<usize> = held
            .disclosable()
            .filter(|claim| {
                let text = claim.value.as_text().unwrap_or_default();
                text.starts_with("shown")
            })
            .map(|claim| claim.disclosure)
            .collect();
        assert_eq!(chosen.len(), 3);
        let binding = Binding { audience: COUNTER, issued_at: NOW, nonce: Some(b"12345678") };
        bind(&held.present(&chosen), binding, &holder).unwrap()
    })
}

fn claims(holder: &TestKey) -> Vec<Member> {
    let leaf = |name, text: &str| Member {
        name: Name::Integer(name),
        disclosing: Disclosing::Selectively,
        value: Node::item(|out| out.text(text)),
    };
    let element = |text: &str, disclosing| {
        let value = Node::item(|out| out.text(text));
        Element { disclosing, value }
    };
    let visits = vec![
        element("shown visit", Disclosing::Selectively),
        element("open visit", Disclosing::Always),
        element("hidden visit", Disclosing::Selectively),
    ];
    vec![
        Member::open(ISS, |out| out.text("https://issuer.example")),
        Member::open(SUB, |out| out.text("holder")),
        Member::open(EXP, |out| out.integer(EXPIRES.into())),
        Member::open(NBF, |out| out.integer(BEGINS.into())),
        Member::open(IAT, |out| out.integer(ISSUED.into())),
        Member::open(CNF, |out| {
            let mut cnf = MapEncoder::default();
            cnf.key(1, |out| holder.public_key().encode_cose(out));
            out.map(cnf);
        }),
        Member::open(VCT, |out| out.integer(65_001)),
        Member::open(500, |out| out.bool(true)),
        leaf(501, "shown name"),
        leaf(502, "hidden name"),
        Member {
            name: Name::Integer(503),
            disclosing: Disclosing::Selectively,
            value: Node::Map(vec![leaf(1, "shown street"), leaf(2, "hidden house")], 1),
        },
        Member {
            name: Name::Text("visits".into()),
            disclosing: Disclosing::Always,
            value: Node::Array(visits, 1),
        },
    ]
}

/// `COSE_Sign1` of four encoded parts.
fn sign1(parts: &[Vec<u8>]) -> Vec<u8> {
    tag(18, &array(parts))
}

fn signed(key: &TestKey, header: &[u8], unprotected: Vec<u8>, payload: &[u8]) -> Vec<Vec<u8>> {
    let message = array(&[text("Signature1"), bytes(header), bytes(b""), bytes(payload)]);
    vec![bytes(header), unprotected, bytes(payload), signature(key, &message)]
}

/// A signature as a byte string.
pub(crate) fn signature(key: &TestKey, message: &[u8]) -> Vec<u8> {
    let signature: p256::ecdsa::Signature = key.signing_key().sign(message);
    bytes(&signature.to_bytes())
}

pub(crate) fn hash(disclosure: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes(disclosure)).to_vec()
}

/// A salted disclosure of these encoded parts behind a salt of its own.
pub(crate) fn disclosure(rest: &[Vec<u8>]) -> Vec<u8> {
    array(&[vec![bytes(&[0x5a; 16])], rest.to_vec()].concat())
}

/// Puts `value` under `key`, in place of what was there.
pub(crate) fn set(pairs: &mut Vec<(Vec<u8>, Vec<u8>)>, key: i64, value: Vec<u8>) {
    remove(pairs, key);
    pairs.push((integer(key), value));
}

pub(crate) fn remove(pairs: &mut Vec<(Vec<u8>, Vec<u8>)>, key: i64) {
    pairs.retain(|(known, _)| *known != integer(key));
}

fn take(pairs: &mut Vec<(Vec<u8>, Vec<u8>)>, key: &[u8]) -> Vec<u8> {
    let at = pairs.iter().position(|(known, _)| known == key).unwrap();
    pairs.remove(at).1
}

fn strings(contents: &[Vec<u8>]) -> Vec<u8> {
    array(&contents.iter().map(|content| bytes(content)).collect::<Vec<_>>())
}

fn items(encoded: &[u8]) -> Vec<Vec<u8>> {
    let list = decode(encoded, Limits::TOKEN).unwrap();
    list.as_array().unwrap().iter().map(|item| item.as_bytes().unwrap().to_vec()).collect()
}

/// Protected header, unprotected header and payload.
fn pieces(token: &Value<'_>) -> [Vec<(Vec<u8>, Vec<u8>)>; 3] {
    let Value::Tag(18, inner) = token else { panic!("no tag") };
    let [header, unprotected, payload, _] = inner.as_array().unwrap() else { panic!("not four") };
    let inner = |item: &Value<'_>| pairs(&decode(item.as_bytes().unwrap(), Limits::TOKEN).unwrap());
    [inner(header), pairs(unprotected), inner(payload)]
}

fn pairs(value: &Value<'_>) -> Vec<(Vec<u8>, Vec<u8>)> {
    let pairs = value.as_map().unwrap().iter();
    pairs.map(|(key, value)| (canonical(key), canonical(value))).collect()
}

/// A byte flipped in an encoded part, counted from its end: heads stay as they are.
pub(crate) fn flip(part: &mut [u8], from_end: usize) {
    let at = part.len() - 1 - from_end;
    part[at] ^= 1;
}

/// A map in the order in which it was given.
pub(crate) fn as_given(pairs: Vec<(Vec<u8>, Vec<u8>)>) -> Vec<u8> {
    map(&pairs)
}

pub(crate) const COUNTER: &str = "https://counter.example";
pub(crate) const BEGINS: i64 = 1_699_990_000;
pub(crate) const ISSUED: i64 = 1_700_000_000;
pub(crate) const NOW: i64 = 1_700_003_600;
pub(crate) const EXPIRES: i64 = 1_700_086_400;

#[test]
fn the_forge_makes_our_own_token_byte_for_byte() {
    assert_eq!(check(valid()), Ok(()));
    assert_eq!(Forge::new().token(), valid());
    let binding = sorted_map(Forge::new().binding);
    let aud = [integer(AUD), text(COUNTER)].concat();
    assert!(binding.windows(aud.len()).any(|part| part == aud));
}
