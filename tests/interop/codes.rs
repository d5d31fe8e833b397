//! Good and bad codes with our verdict of each, as JSON lines for a second reader. What it has to know stands in each line.
#![expect(clippy::print_stdout, reason = "the codes are what it prints")]
#![expect(clippy::unwrap_used, reason = "a suite stops where it can't go on")]

use serde_json::json;
use vigiayto_core::credential::cbor::{Encoder, MapEncoder};
use vigiayto_core::credential::cose::{KID, TYP, X5CHAIN, sign1};
use vigiayto_core::credential::key::{Signer as _, SoftwareSigner};
use vigiayto_core::credential::name::DisplayName;
use vigiayto_core::credential::sd_cwt::Digest;
use vigiayto_core::credential::status::{Bits, Status, StatusListBuilder, StatusListForm};
use vigiayto_core::credential::trust::{Contents, Issuer, IssuerKey, KeyState};
use vigiayto_core::credential::x509::{CertificateForm, Purpose, Role, Root, Subject, certify};
use vigiayto_core::language::Language;
use vigiayto_core::present::{code_text, join};
use vigiayto_core::verify::{Expected, Policy, Reader};

fn main() {
    let world = World::make();
    for (name, text) in world.codes() {
        world.tell(name, &text, NOW + 5, Policy::EVERYDAY);
    }
    let good = code_text(&bind(&Parts::default().issue(), &Binding::default()));
    for (name, seconds) in [
        ("late", 45),
        ("at its end", 60),
        ("too old", 61),
        ("ahead", -60),
        ("too far ahead", -61),
        ("with a trust list of 31 days", 31 * DAY),
    ] {
        world.tell(name, &good, NOW + seconds, Policy::EVERYDAY);
    }
    for name in ["one fact of two", "certified"] {
        let codes = world.codes();
        let (_, text) = codes.iter().find(|(known, _)| *known == name).unwrap();
        world.tell_damaged(name, text);
    }
    let unlisted = Parts { status: Some(("https://status.example/2", 1)), ..Parts::default() };
    let unlisted = code_text(&bind(&unlisted.issue(), &Binding::default()));
    world.tell("of an unknown status", &unlisted, NOW, Policy::EVERYDAY);
    world.tell("of an unknown status, strictly", &unlisted, NOW, Policy::STRICT);
}

/// What the reader knows.
struct World {
    trust: Vec<u8>,
    status: Vec<u8>,
}

impl World {
    fn make() -> Self {
        Self { trust: trust_list(), status: status_list() }
    }

    /// Prints a code with what our reader says of it.
    fn tell(&self, name: &str, text: &str, now: i64, policy: Policy) {
        let mut reader = Reader::default();
        reader.policy = policy;
        let pinned = signer(LISTING).public_key();
        reader.update_trust(&self.trust, &[pinned], now.max(NOW)).unwrap();
        reader.update_status(&self.status, now.max(NOW)).unwrap();
        let verdict = reader.verify_text(text, Expected::OneWay, now);
        let expected = verdict.as_ref().map_or_else(|refusal| refusal.code(), |_| "ok");
        let facts = verdict.as_ref().ok().map(|verified| {
            let documents = verified.documents().iter().map(|document| {
                let numbers: Vec<i64> =
                    document.facts().iter().map(|(claim, _)| claim.number).collect();
                json!({
                    "vct": document.credential_type().number(),
                    "issuer": document.issuer().name(Language::Vi),
                    "facts": numbers,
                    "unknown": document.unknown_facts(),
                })
            });
            json!({
                "documents": documents.collect::<Vec<_>>(),
                "word": verified.word().as_str(),
                "made_at": verified.made_at(),
            })
        });
        let policy = if policy == Policy::STRICT { "strict" } else { "everyday" };
        println!(
            "{}",
            json!({
                "name": name, "text": text, "now": now, "policy": policy, "expected": expected, "result": facts,
                "trust": hex(&self.trust), "pin": hex(&pinned.compressed()), "status": [hex(&self.status)],
            })
        );
    }

    /// Changes one bit of each byte, another one in each.
    fn tell_damaged(&self, name: &str, text: &str) {
        let content = vigiayto_core::present::code_content(text).unwrap();
        for at in 0..content.len() {
            let mut changed = content.clone();
            changed[at] ^= 1 << (at % 8);
            let name = format!("{name}, byte {at} changed");
            self.tell(&name, &code_text(&changed), NOW + 5, Policy::EVERYDAY);
        }
    }

    fn codes(&self) -> Vec<(&'static str, String)> {
        let plain = Parts::default;
        let bound = |parts: Parts| code_text(&bind(&parts.issue(), &Binding::default()));
        let binding = |binding: Binding| code_text(&bind(&plain().issue(), &binding));
        let good = bound(plain());
        let mut codes = vec![
            ("good", good.clone()),
            ("in lower case with a line feed", format!("{}\r\n", good.to_lowercase())),
            ("with a space behind", format!("{good} ")),
            ("of another kind", "https://example.com".into()),
            ("of version 2", good.replacen("VGT1", "VGT2", 1)),
            ("cut off", good[..good.len() - 3].into()),
            ("with a letter outside the alphabet", good.replacen('0', "!", 1)),
            ("of an unknown kind", bound(Parts { vct: 65099, ..plain() })),
            ("of a kind that the issuer may not issue", bound(Parts { vct: 65003, ..plain() })),
            ("of an unknown issuer", bound(Parts { iss: "https://other.example", ..plain() })),
            ("of an unknown key", bound(Parts { kid: b"k9", ..plain() })),
            ("of a withdrawn key", bound(Parts { kid: b"k2", ..plain() })),
            ("signed by another key", bound(Parts { signer: PHONE, ..plain() })),
            ("without end", bound(Parts { exp: None, ..plain() })),
            ("ended", bound(Parts { exp: Some(NOW + 3), ..plain() })),
            ("ended before it began", bound(Parts { exp: Some(ISSUED), ..plain() })),
            ("not begun", not_begun()),
            ("suspended", bound(Parts { status: Some((STATUS_URI, 8)), ..plain() })),
            ("revoked", bound(Parts { status: Some((STATUS_URI, 9)), ..plain() })),
            (
                "with an index beyond the list",
                bound(Parts { status: Some((STATUS_URI, 999)), ..plain() }),
            ),
            ("without status", bound(Parts { status: None, ..plain() })),
            (
                "with an unknown fact",
                bound(Parts { facts: vec![(-1, b"\xf5"), (99, b"\x01")], ..plain() }),
            ),
            (
                "with a flag that is a number",
                bound(Parts { facts: vec![(-1, b"\x01")], ..plain() }),
            ),
            (
                "with a day that is none",
                bound(Parts { facts: vec![(8, b"\x6820230229")], ..plain() }),
            ),
            (
                "with a text that turns around",
                bound(Parts { facts: vec![(4, b"\x65a\xe2\x80\xaeb")], ..plain() }),
            ),
            (
                "of the guardian",
                bound(Parts { facts: vec![(15, b"\x61a"), (-1, b"\xf4")], ..plain() }),
            ),
            ("without facts", bound(Parts { facts: vec![], ..plain() })),
            ("of another holder", binding(Binding { signer: ISSUING, ..Binding::default() })),
            ("for another reader", binding(Binding { aud: "vgt:AAAA", ..Binding::default() })),
            (
                "older than the credential",
                binding(Binding { iat: Some(ISSUED - 1), ..Binding::default() }),
            ),
            ("without time", binding(Binding { iat: None, ..Binding::default() })),
            (
                "with an identity of its own",
                binding(Binding { sub: Some("a"), ..Binding::default() }),
            ),
            ("ended by its holder", binding(Binding { exp: Some(NOW + 2), ..Binding::default() })),
            ("of a type that is none", binding(Binding { typ: 293, ..Binding::default() })),
        ];
        codes.extend(disclosed());
        codes.extend(several());
        codes.extend(certified());
        codes.extend(reshaped(&good));
        codes
    }
}

/// Issued and signed later than now.
fn not_begun() -> String {
    let later = NOW + 600;
    let credential = Parts { iat: later, ..Parts::default() }.issue();
    code_text(&bind(&credential, &Binding { iat: Some(later), ..Binding::default() }))
}

/// A choice of one fact of two, and what is wrong with such choices.
fn disclosed() -> Vec<(&'static str, String)> {
    let disclosure = |salt: u8, rest: &[u8]| {
        let mut out = Encoder::new();
        out.array(1 + usize::from(!rest.is_empty()) + usize::from(rest.len() > 1));
        out.bytes(&[salt; 16]);
        out.raw(rest);
        out.finish()
    };
    let [name, adult] = [disclosure(1, b"\x61a\x04"), disclosure(2, b"\xf5\x20")];
    let (again, element, foreign) =
        (disclosure(3, b"\xf4\x20"), disclosure(4, b"\xf5"), disclosure(5, b"\xf5\x20"));
    let decoy = disclosure(6, b"");
    let choice = |hashes: &[&Vec<u8>], shown: &[&Vec<u8>]| {
        let parts = Parts {
            facts: vec![],
            hashes: hashes.iter().map(|one| Digest::of(one).0).collect(),
            shown: shown.iter().map(|one| (*one).clone()).collect(),
            ..Parts::default()
        };
        code_text(&bind(&parts.issue(), &Binding::default()))
    };
    vec![
        ("one fact of two", choice(&[&name, &adult], &[&adult])),
        ("no fact of two", choice(&[&name, &adult], &[])),
        ("with a decoy", choice(&[&name, &adult, &decoy], &[&adult, &decoy])),
        ("with a disclosure that nobody signed", choice(&[&name, &adult], &[&foreign])),
        ("with a disclosure twice", choice(&[&name, &adult], &[&adult, &adult])),
        ("with a hash twice", choice(&[&adult, &adult], &[&adult])),
        ("with a fact twice", choice(&[&adult, &again], &[&adult, &again])),
        ("with an element in a map", choice(&[&element], &[&element])),
    ]
}

/// Presentations of several documents.
fn several() -> Vec<(&'static str, String)> {
    let token = |nonce| {
        let licence = Parts { vct: 65002, facts: vec![(-7, b"\x62B1")], ..Parts::default() };
        let other = Binding { nonce: Some(nonce), ..Binding::default() };
        bind(&licence.issue(), &other)
    };
    let card = |binding| bind(&Parts::default().issue(), &binding);
    let first = card(Binding { nonce: Some(&[7; 8]), ..Binding::default() });
    let bare = card(Binding::default());
    let early = card(Binding { nonce: Some(&[7; 8]), iat: Some(NOW - 70), ..Binding::default() });
    vec![
        ("of two documents", code_text(&join(&[first.clone(), token(&[7; 8])]))),
        ("of documents of two codes", code_text(&join(&[first.clone(), token(&[8; 8])]))),
        ("of documents without nonce", code_text(&join(&[bare.clone(), bare]))),
        ("of an old document and a new one", code_text(&join(&[early, token(&[7; 8])]))),
        ("of nine documents", code_text(&join(&vec![first; 9]))),
    ]
}

/// Credentials that bring certificates.
fn certified() -> Vec<(&'static str, String)> {
    let chained = |purpose, uri, not_after| {
        let role = Role::Signer { purpose, uris: &[uri] };
        let leaf = certificate(ISSUING, "Phòng cấp", not_after, role);
        let parts = Parts { iss: "https://chain.example", chain: Some(leaf), ..Parts::default() };
        code_text(&bind(&parts.issue(), &Binding::default()))
    };
    let own = "https://chain.example";
    vec![
        ("certified", chained(Purpose::Issuer, own, NOW + DAY)),
        ("certified for another purpose", chained(Purpose::Reader, own, NOW + DAY)),
        ("certified for another issuer", chained(Purpose::Issuer, ISSUER_ID, NOW + DAY)),
        ("certified until yesterday", chained(Purpose::Issuer, own, NOW - DAY)),
    ]
}

/// A good code whose bytes are changed.
fn reshaped(good: &str) -> Vec<(&'static str, String)> {
    let content = vigiayto_core::present::code_content(good).unwrap();
    let changed = |change: fn(&mut Vec<u8>)| {
        let mut content = content.clone();
        change(&mut content);
        code_text(&content)
    };
    vec![
        ("with a byte behind", changed(|content| content.push(0))),
        ("without tag", changed(|content| drop(content.drain(..1)))),
        ("with a long tag", changed(|content| drop(content.splice(..1, [0xd8, 0x12])))),
        ("with a changed signature", changed(|content| *content.last_mut().unwrap() ^= 1)),
        ("of two items", changed(|content| drop(content.splice(..1, [0x82, 0x00])))),
        ("alone in an array", changed(|content| content.insert(0, 0x81))),
    ]
}

/// A credential, each part of which can be wrong.
struct Parts {
    iss: &'static str,
    kid: &'static [u8],
    chain: Option<Vec<u8>>,
    signer: u8,
    exp: Option<i64>,
    iat: i64,
    vct: i64,
    status: Option<(&'static str, u64)>,
    /// Number and encoded value.
    facts: Vec<(i64, &'static [u8])>,
    hashes: Vec<[u8; 32]>,
    shown: Vec<Vec<u8>>,
}

impl Default for Parts {
    fn default() -> Self {
        Self {
            iss: ISSUER_ID,
            kid: b"k1",
            chain: None,
            signer: ISSUING,
            exp: Some(NOW + 30 * DAY),
            iat: ISSUED,
            vct: 65001,
            status: Some((STATUS_URI, 5)),
            facts: vec![(-1, b"\xf5"), (4, b"\x65L\xc3\xaa A")],
            hashes: Vec::new(),
            shown: Vec::new(),
        }
    }
}

impl Parts {
    fn issue(&self) -> Vec<u8> {
        let mut header = MapEncoder::default();
        header.key(TYP, |out| out.integer(293));
        match &self.chain {
            Some(leaf) => header.key(X5CHAIN, |out| out.bytes(leaf)),
            None => header.key(KID, |out| out.bytes(self.kid)),
        }
        let mut open = MapEncoder::default();
        if !self.shown.is_empty() {
            open.key(17, |out| {
                out.array(self.shown.len());
                self.shown.iter().for_each(|disclosure| out.bytes(disclosure));
            });
        }
        let mut claims = MapEncoder::default();
        claims.key(1, |out| out.text(self.iss));
        claims.key(2, |out| out.text("ABCDEFGH"));
        if let Some(exp) = self.exp {
            claims.key(4, |out| out.integer(exp.into()));
        }
        claims.key(6, |out| out.integer(self.iat.into()));
        claims.key(8, |out| {
            let mut confirmation = MapEncoder::default();
            confirmation.key(1, |out| signer(PHONE).public_key().encode_cose(out));
            out.map(confirmation);
        });
        claims.key(11, |out| out.integer(self.vct.into()));
        if !self.facts.is_empty() || !self.hashes.is_empty() {
            claims.key(169, |out| out.map(self.identity()));
        }
        if let Some((uri, index)) = self.status {
            claims.key(65535, |out| {
                let mut reference = MapEncoder::default();
                reference.entry(|out| out.text("idx"), |out| out.integer(index.into()));
                reference.entry(|out| out.text("uri"), |out| out.text(uri));
                let mut status = MapEncoder::default();
                status.entry(|out| out.text("status_list"), |out| out.map(reference));
                out.map(status);
            });
        }
        let mut payload = Encoder::new();
        payload.map(claims);
        sign1(header, open, &payload.finish(), &signer(self.signer)).unwrap()
    }

    fn identity(&self) -> MapEncoder {
        let mut facts = MapEncoder::default();
        for (number, value) in &self.facts {
            facts.key(*number, |out| out.raw(value));
        }
        if !self.hashes.is_empty() {
            facts.entry(
                |out| out.simple(59),
                |out| {
                    out.array(self.hashes.len());
                    self.hashes.iter().for_each(|hash| out.bytes(hash));
                },
            );
        }
        facts
    }
}

/// What the phone signs, each part of which can be wrong.
struct Binding<'b> {
    aud: &'b str,
    exp: Option<i64>,
    iat: Option<i64>,
    nonce: Option<&'b [u8]>,
    signer: u8,
    sub: Option<&'b str>,
    typ: i128,
}

impl Default for Binding<'_> {
    fn default() -> Self {
        Self {
            aud: "*",
            exp: None,
            iat: Some(NOW),
            nonce: None,
            signer: PHONE,
            sub: None,
            typ: 294,
        }
    }
}

fn bind(credential: &[u8], binding: &Binding<'_>) -> Vec<u8> {
    let mut header = MapEncoder::default();
    header.key(TYP, |out| out.integer(binding.typ));
    header.key(13, |out| out.raw(credential));
    let mut claims = MapEncoder::default();
    claims.key(3, |out| out.text(binding.aud));
    for (claim, time) in [(4, binding.exp), (6, binding.iat)] {
        if let Some(time) = time {
            claims.key(claim, |out| out.integer(time.into()));
        }
    }
    if let Some(nonce) = binding.nonce {
        claims.key(39, |out| out.bytes(nonce));
    }
    if let Some(subject) = binding.sub {
        claims.key(2, |out| out.text(subject));
    }
    let mut payload = Encoder::new();
    payload.map(claims);
    sign1(header, MapEncoder::default(), &payload.finish(), &signer(binding.signer)).unwrap()
}

fn trust_list() -> Vec<u8> {
    let issuer = |id: &str, keys| Issuer {
        id: id.into(),
        name_vi: DisplayName::new("Cơ quan cấp mẫu").unwrap(),
        name_en: DisplayName::new("Sample authority").unwrap(),
        keys,
        kinds: vec![65001, 65002],
    };
    let key = |id: &[u8], byte, state| IssuerKey {
        id: id.to_vec(),
        key: signer(byte).public_key(),
        not_before: ISSUED - 365 * DAY,
        not_after: ISSUED + 365 * DAY,
        state,
    };
    let keys =
        vec![key(b"k1", ISSUING, KeyState::Active), key(b"k2", WITHDRAWN, KeyState::Withdrawn)];
    let root = certificate(ROOT, "Gốc mẫu", NOW + 900 * DAY, Role::Authority { below: 0 });
    let contents = Contents {
        publisher: "https://trust.example".into(),
        issued_at: NOW - 60,
        expires_at: NOW + 90 * DAY,
        sequence: 1,
        issuers: vec![issuer(ISSUER_ID, keys), issuer("https://chain.example", Vec::new())],
        issuer_roots: vec![Root::parse(&root).unwrap()],
        reader_roots: Vec::new(),
    };
    contents.sign(&signer(LISTING)).unwrap()
}

fn status_list() -> Vec<u8> {
    let mut list = StatusListBuilder::new(Bits::Two, 64).unwrap();
    list.set(8, Status::Suspended).unwrap();
    list.set(9, Status::Invalid).unwrap();
    let form = StatusListForm {
        issuer: ISSUER_ID,
        key_id: b"k1",
        uri: STATUS_URI,
        issued_at: NOW - 60,
        expires_at: Some(NOW + DAY),
        ttl: Some(3600),
    };
    list.sign(&form, &signer(ISSUING)).unwrap()
}

/// A certificate by the root, which is its own issuer.
fn certificate(key: u8, name: &str, not_after: i64, role: Role<'_>) -> Vec<u8> {
    let subject =
        |name| Subject { common_name: Some(DisplayName::new(name).unwrap()), organisation: None };
    let form = CertificateForm {
        serial: &[key],
        subject: &subject(name),
        key: signer(key).public_key(),
        not_before: NOW - 100 * DAY,
        not_after,
        role,
    };
    certify(&form, &subject("Gốc mẫu"), &signer(ROOT)).unwrap()
}

fn signer(byte: u8) -> SoftwareSigner {
    SoftwareSigner::from_bytes(&[byte; 32]).unwrap()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

const ISSUER_ID: &str = "https://issuer.example";
const STATUS_URI: &str = "https://status.example/1";
const DAY: i64 = 86_400;
const NOW: i64 = 1_795_140_000;
const ISSUED: i64 = NOW - 4 * DAY;
const ISSUING: u8 = 0x11;
const LISTING: u8 = 0x22;
const PHONE: u8 = 0x33;
const ROOT: u8 = 0x44;
const WITHDRAWN: u8 = 0x55;
