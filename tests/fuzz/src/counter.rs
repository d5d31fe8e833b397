//! A counter and a phone before it: an authority with its lists, what it issued, codes, a request and its answer. The same bytes
//! in every process.

use std::sync::OnceLock;

use time::OffsetDateTime;
use vigiayto_core::credential::batch::{BatchForm, BatchSubject, issue_batch};
use vigiayto_core::credential::cbor::{Encoder, Limits, decode};
use vigiayto_core::credential::claims::{Claim, ClaimValue, CredentialType};
use vigiayto_core::credential::key::{PublicKey, Signer, SoftwareSigner};
use vigiayto_core::credential::profile::KeyReference;
use vigiayto_core::credential::sd_cwt::{Binding, Held, NumericDate, SdCwt, bind};
use vigiayto_core::credential::status::{StatusCache, StatusReference};
use vigiayto_core::credential::trust::TrustCache;
use vigiayto_core::document::{Document, DocumentKind, forms};
use vigiayto_core::language::Language;
use vigiayto_core::present::{
    ANY_READER, Content, Request, RequestForm, RequestItem, RequestedClaim, SealingKey, seal_answer,
};
use vigiayto_core::verify::{
    CODE_LIFE, Expected, PendingRequest, Reader, Refusal, VerifiedPresentation,
};
use vigiayto_tests::authority::{Authority, KEY_ID, STATUS_URI};
use vigiayto_tests::device::TestRandomness;
use vigiayto_tests::wallets::NOW;

use crate::certificates::{Certificates, READER};
use crate::codes::Code;

/// Everything at one counter.
pub struct Counter {
    /// Who issues and publishes.
    pub authority: Authority,
    /// Whom the reader is certified by.
    pub certificates: Certificates,
    /// The phone's key.
    pub holder: SoftwareSigner,
    /// The credentials: the full one, then the views.
    pub credentials: Vec<Vec<u8>>,
    /// A code of each view, and one of a few facts of the full credential; all of one nonce.
    pub codes: Vec<Code>,
    /// A request that names itself, and one that is certified; the certified one is answered.
    pub requests: [Vec<u8>; 2],
    /// The certified request as it waits.
    pub pending: PendingRequest,
    /// What answers it, not sealed.
    pub reply: Code,
    /// What answers it, sealed.
    pub answer: Vec<u8>,
    /// What its readers trust.
    pub trust: TrustCache,
    /// What they know of revocations.
    pub status: StatusCache,
    status_list: Vec<u8>,
}

impl Counter {
    /// The one counter of this process.
    ///
    /// # Panics
    /// When it can't be made.
    pub fn get() -> &'static Self {
        static COUNTER: OnceLock<Counter> = OnceLock::new();
        COUNTER.get_or_init(Self::make)
    }

    fn make() -> Self {
        let certificates = Certificates::make();
        let mut authority = Authority::new("https://issuer.example", 21);
        authority.reader_roots.push(certificates.root.clone());
        let random = TestRandomness::new(22);
        let holder = SoftwareSigner::make(&random).expect("randomness does not end");
        let credentials = issue(&authority, &[holder.public_key(); 4]);
        let (requests, pending) = requests(&certificates, &random);

        let shown = Binding { audience: ANY_READER, issued_at: NOW, nonce: Some(b"one code") };
        let mut codes: Vec<Code> =
            credentials[1..].iter().map(|view| code(view, shown, &holder)).collect();
        codes.push(code(&chosen(&credentials[0]), shown, &holder));
        let audience = pending.request.audience();
        let nonce = Some(&pending.request.nonce[..]);
        let asked = Binding { audience: &audience, issued_at: NOW, nonce };
        let reply = code(&chosen(&credentials[0]), asked, &holder);
        let answer = seal_answer(&reply.token, &pending.request, &random).expect("a sound key");

        let Reader { trust, status, .. } = authority.reader(NOW);
        let status_list = authority.status_list(NOW);
        Self {
            authority,
            certificates,
            holder,
            credentials,
            codes,
            requests,
            pending,
            reply,
            answer,
            trust,
            status,
            status_list,
        }
    }

    /// The status list.
    pub fn status_list(&self) -> &[u8] {
        &self.status_list
    }

    /// A reader that has seen nothing yet.
    pub fn reader(&self) -> Reader {
        let mut reader = Reader::default();
        reader.trust.clone_from(&self.trust);
        reader.status.clone_from(&self.status);
        reader
    }

    /// A reader that has seen every code and the answer: nothing that nobody signed anew can be accepted by it, whatever is changed.
    ///
    /// # Panics
    /// When what is genuine is refused.
    pub fn reader_that_saw_all(&self) -> Reader {
        let mut reader = self.reader();
        for code in &self.codes {
            reader.verify(&code.token, Expected::OneWay, NOW).expect("it is genuine");
        }
        let answer = reader.verify(&self.answer, Expected::Answer(&self.pending), NOW);
        answer.expect("it is genuine");
        reader
    }
}

/// What must hold of whatever was accepted, and that it is accepted once.
///
/// # Panics
/// When it does not.
pub fn check_accepted(
    accepted: &VerifiedPresentation,
    content: &[u8],
    expected: Expected<'_>,
    reader: &mut Reader,
) {
    assert!(!accepted.documents().is_empty());
    assert!(accepted.made_at().abs_diff(NOW) <= CODE_LIFE.unsigned_abs());
    if let Ok(Content::Open(tokens)) = Content::parse(content) {
        let signed = tokens.iter().filter_map(|token| token.times().issued);
        for signed in signed.map(NumericDate::seconds) {
            assert!(signed.abs_diff(NOW) <= CODE_LIFE.unsigned_abs(), "each part is fresh");
        }
    }
    for document in accepted.documents() {
        for (claim, value) in document.facts() {
            check_value(claim, value);
        }
        for language in [Language::Vi, Language::En] {
            assert!(!document.issuer().name(language).is_empty());
        }
        assert!(document.expires_at() > NOW);
    }
    let again = reader.verify(content, expected, NOW + 1);
    assert!(again.is_err_and(|why| why == Refusal::SeenBefore { seconds: 1 }), "seen twice");
}

/// A fact comes back from a credential and from a form, and a shell can show it.
///
/// # Panics
/// When it does not.
pub fn check_value(claim: &Claim, value: &ClaimValue) {
    let mut out = Encoder::new();
    value.encode(claim, &mut out);
    let bytes = out.finish();
    let again = decode(&bytes, Limits::TOKEN).expect("what was encoded is read");
    assert!(ClaimValue::decode(claim, &again).as_ref() == Ok(value), "{}", claim.key());
    if let Some(text) = value.to_form() {
        assert!(ClaimValue::from_form(claim, &text).as_ref() == Some(value), "{}", claim.key());
    }
    for language in [Language::Vi, Language::En] {
        let _ = value.text(claim, language);
    }
}

/// Credentials of one card for these keys.
///
/// # Panics
/// Never: a key in memory signs.
pub fn issue(authority: &Authority, keys: &[PublicKey]) -> Vec<Vec<u8>> {
    let card = Document::from_form(forms::example(DocumentKind::CitizenCard)).expect("a form");
    let today = OffsetDateTime::from_unix_timestamp(NOW).expect("a day").date();
    let subject = BatchSubject::of(&card, today, keys);
    let form = BatchForm {
        issuer: &authority.id,
        key: KeyReference::Id(KEY_ID),
        issued_at: NOW,
        expires_at: NOW + 30 * 86_400,
        status: &|number| StatusReference::new(STATUS_URI, number as u64).ok(),
    };
    let random = TestRandomness::new(23);
    issue_batch(&form, &subject, &authority.issuing, &random).expect("a key in memory signs")
}

/// The full credential with a few of its facts.
fn chosen(full: &[u8]) -> Vec<u8> {
    let held = Held::new(SdCwt::parse(full).expect("it was just issued"));
    held.expect("it was just issued").present(&[0, 1, 2, 5])
}

fn code(credential: &[u8], binding: Binding<'_>, holder: &SoftwareSigner) -> Code {
    Code::new(bind(credential, binding, holder).expect("a key in memory signs"), credential)
}

fn requests(
    certificates: &Certificates,
    random: &TestRandomness,
) -> ([Vec<u8>; 2], PendingRequest) {
    let (key, public) = SealingKey::make(random).expect("randomness does not end");
    let claims = [1, 4, 8].map(|number| {
        let claim = Claim::by_number(number).expect("one of the table");
        RequestedClaim { claim, kept_days: 30 }
    });
    let items = [RequestItem {
        credential_type: CredentialType::of(DocumentKind::CitizenCard),
        claims: claims.to_vec(),
    }];
    let reader = &certificates.keys[2];
    let sign = |certificates| {
        let form = RequestForm {
            reader: READER,
            certificates,
            purpose: "Đăng ký lưu trú",
            items: &items,
            nonce: *b"nonce of 16 byte",
            issued_at: NOW,
            lifetime: 120,
            sealing_key: public,
        };
        form.sign(reader).expect("a key in memory signs")
    };
    let requests = [sign(&[]), sign(&certificates.chain)];
    let request = Request::own(&requests[1], reader.public_key()).expect("it was just signed");
    (requests, PendingRequest { request, key })
}
