//! The fixed inputs of the document's example, and what the code makes of them.

use std::sync::atomic::{AtomicU8, Ordering};

use vigiayto_core::credential::claims::{Claim, ClaimValue, CredentialType};
use vigiayto_core::credential::key::{PublicKey, Signer, SoftwareSigner};
use vigiayto_core::credential::name::DisplayName;
use vigiayto_core::credential::profile::{Form, KeyReference, issue_credential};
use vigiayto_core::credential::sd_cwt::{Binding, Disclosing, Held, SdCwt, bind};
use vigiayto_core::credential::status::{
    Bits, Status, StatusListBuilder, StatusListForm, StatusReference,
};
use vigiayto_core::credential::trust::{Contents, Issuer, IssuerKey, KeyState};
use vigiayto_core::document::{DocumentKind, Sex};
use vigiayto_core::platform::{Randomness, RandomnessError};
use vigiayto_core::present::{
    ANY_READER, Part, Request, RequestForm, RequestItem, RequestedClaim, SealingKey, seal_answer,
    sign_answer,
};

pub(crate) struct Example {
    pub(crate) credential: Vec<u8>,
    pub(crate) trust_list: Vec<u8>,
    pub(crate) status_list: Vec<u8>,
    pub(crate) token: Vec<u8>,
    pub(crate) choice_issued: Vec<u8>,
    pub(crate) choice_token: Vec<u8>,
    pub(crate) request: Vec<u8>,
    pub(crate) parsed: Request,
    pub(crate) answer_presentation: Vec<u8>,
    pub(crate) answer: Vec<u8>,
}

impl Example {
    pub(crate) fn make() -> Self {
        let phone = signer(PHONE);
        let credential = issue(&IDENTITY.map(|fact| fact.claim()), 5, Disclosing::Always);
        let choice_issued = issue(&CHOICE.map(|fact| fact.claim()), 6, Disclosing::Selectively);
        let one_way = Binding { audience: ANY_READER, issued_at: NOW, nonce: None };
        let request = request();
        let parsed = Request::parse(&request, &[], NOW).unwrap();
        let part = Part { sd_cwt: &credential, signer: &phone };
        let answer_presentation = sign_answer(&[part], &parsed, NOW).unwrap();
        let answer =
            seal_answer(&answer_presentation, &parsed, &Draws::from(EPHEMERAL_SEED)).unwrap();
        Self {
            trust_list: trust_list(),
            status_list: status_list(),
            token: bind(&credential, one_way, &phone).unwrap(),
            choice_token: bind(&chosen(&choice_issued), one_way, &phone).unwrap(),
            credential,
            choice_issued,
            request,
            parsed,
            answer_presentation,
            answer,
        }
    }

    /// The reader's key for this one request, made of a seed.
    pub(crate) fn sealing() -> (SealingKey, PublicKey) {
        SealingKey::make(&Draws::from(SEALING_SEED)).unwrap()
    }

    pub(crate) fn listing_key() -> PublicKey {
        signer(LISTING).public_key()
    }
}

/// Random bytes for an example: every byte of the first draw is the number given, of the next one the number after it.
struct Draws(AtomicU8);

impl Draws {
    fn from(first: u8) -> Self {
        Self(AtomicU8::new(first))
    }
}

impl Randomness for Draws {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomnessError> {
        bytes.fill(self.0.fetch_add(1, Ordering::Relaxed));
        Ok(())
    }
}

/// A private key every byte of which is the same.
pub(crate) fn signer(byte: u8) -> SoftwareSigner {
    SoftwareSigner::from_bytes(&[byte; 32]).unwrap()
}

#[derive(Clone, Copy)]
enum Fact {
    Birth(i64, &'static str),
    Flag(i64),
    Man(i64),
    Text(i64, &'static str),
}

impl Fact {
    fn claim(self) -> (&'static Claim, ClaimValue) {
        let (number, value) = match self {
            Self::Birth(number, day) => (number, ClaimValue::Date(day.parse().unwrap())),
            Self::Flag(number) => (number, ClaimValue::Flag(true)),
            Self::Man(number) => (number, ClaimValue::Sex(Sex::Male)),
            Self::Text(number, text) => (number, ClaimValue::Text(text.into())),
        };
        (Claim::by_number(number).unwrap(), value)
    }
}

fn issue(claims: &[(&'static Claim, ClaimValue)], index: u64, disclosing: Disclosing) -> Vec<u8> {
    let form = Form {
        issuer: ISSUER_ID,
        key: KeyReference::Id(KEY_ID),
        credential_type: CredentialType::of(DocumentKind::CitizenCard),
        issued_at: ISSUED_AT,
        expires_at: ISSUED_AT + 30 * DAY,
        holder_key: signer(PHONE).public_key(),
        status: Some(StatusReference::new(STATUS_URI, index).unwrap()),
        claims,
        disclosing,
    };
    issue_credential(&form, &signer(ISSUING), &Draws::from(1)).unwrap()
}

/// Discloses [`CHOSEN`] and nothing else.
fn chosen(issued: &[u8]) -> Vec<u8> {
    let held = Held::new(SdCwt::parse(issued).unwrap()).unwrap();
    let chosen: Vec<usize> = held
        .disclosable()
        .filter(|claim| claim.key == Some(vigiayto_core::credential::cbor::Key::Integer(CHOSEN)))
        .map(|claim| claim.disclosure)
        .collect();
    held.present(&chosen)
}

fn trust_list() -> Vec<u8> {
    let key = IssuerKey {
        id: KEY_ID.to_vec(),
        key: signer(ISSUING).public_key(),
        not_before: ISSUED_AT - 365 * DAY,
        not_after: ISSUED_AT + 365 * DAY,
        state: KeyState::Active,
    };
    let contents = Contents {
        publisher: "https://trust.example".into(),
        issued_at: ISSUED_AT,
        expires_at: ISSUED_AT + 30 * DAY,
        sequence: 7,
        issuers: vec![Issuer {
            id: ISSUER_ID.into(),
            name_vi: DisplayName::new("Cơ quan cấp mẫu").unwrap(),
            name_en: DisplayName::new("Sample authority").unwrap(),
            keys: vec![key],
            kinds: vec![65001, 65002],
        }],
        issuer_roots: Vec::new(),
        reader_roots: Vec::new(),
    };
    contents.sign(&signer(LISTING)).unwrap()
}

/// 64 statuses of two bits, of which number 9 is revoked.
fn status_list() -> Vec<u8> {
    let mut list = StatusListBuilder::new(Bits::Two, 64).unwrap();
    list.set(9, Status::Invalid).unwrap();
    let issued_at = NOW - NOW % DAY;
    let form = StatusListForm {
        issuer: ISSUER_ID,
        key_id: KEY_ID,
        uri: STATUS_URI,
        issued_at,
        expires_at: Some(issued_at + DAY),
        ttl: Some(43_200),
    };
    list.sign(&form, &signer(ISSUING)).unwrap()
}

fn request() -> Vec<u8> {
    let asked = |(number, kept_days)| RequestedClaim {
        claim: Claim::by_number(number).unwrap(),
        kept_days,
    };
    let items = [RequestItem {
        credential_type: CredentialType::of(DocumentKind::CitizenCard),
        claims: [(1, 30), (4, 30), (8, 0)].map(asked).to_vec(),
    }];
    let form = RequestForm {
        reader: "Khách sạn Mẫu",
        certificates: &[],
        purpose: "Đăng ký lưu trú",
        items: &items,
        nonce: [9; 16],
        issued_at: NOW - 20,
        lifetime: 120,
        sealing_key: Example::sealing().1,
    };
    form.sign(&signer(READING)).unwrap()
}

const ISSUER_ID: &str = "https://issuer.example";
const KEY_ID: &[u8] = b"k1";
const STATUS_URI: &str = "https://status.example/1";
const DAY: i64 = 86_400;
/// 2026-11-16T00:00:00Z.
const ISSUED_AT: i64 = 1_794_787_200;
/// 2026-11-20T02:00:00Z.
pub(crate) const NOW: i64 = 1_795_140_000;
/// When the reader reads.
pub(crate) const READ_AT: i64 = NOW + 5;

pub(crate) const ISSUING: u8 = 0x11;
pub(crate) const LISTING: u8 = 0x22;
pub(crate) const PHONE: u8 = 0x33;
pub(crate) const READING: u8 = 0x44;
pub(crate) const SEALING_SEED: u8 = 0x55;
pub(crate) const EPHEMERAL_SEED: u8 = 0x66;

const IDENTITY: [Fact; 6] = [
    Fact::Text(1, "000090274815"),
    Fact::Text(4, "Nguyễn Văn Mẫu"),
    Fact::Birth(8, "01/01/1990"),
    Fact::Man(9),
    Fact::Text(10, "Số 1 Phố Mẫu, Phường Mẫu, Hà Nội"),
    Fact::Text(13, "Việt Nam"),
];
const CHOICE: [Fact; 2] = [Fact::Text(4, "Nguyễn Văn Mẫu"), Fact::Flag(CHOSEN)];
const CHOSEN: i64 = -1;
