//! An authority, a phone's key and a counter in one room, without a wallet in between.

use p256::ecdsa::Signature;
use vigiayto_core::credential::claims::{Claim, ClaimValue, CredentialType};
use vigiayto_core::credential::key::{PublicKey, Signer as _, SoftwareSigner};
use vigiayto_core::credential::profile::{Form, KeyReference, issue_credential};
use vigiayto_core::credential::sd_cwt::{Binding, Disclosing, bind};
use vigiayto_core::credential::status::StatusReference;
use vigiayto_core::document::DocumentKind;
use vigiayto_core::present::{
    ANY_READER, Part, Request, RequestForm, RequestItem, RequestedClaim, SealingKey, next_code,
    seal_answer, sign_answer,
};
use vigiayto_core::verify::{PendingRequest, Reader};

use crate::authority::{Authority, KEY_ID, STATUS_URI};
use crate::device::TestRandomness;
use crate::forge::Forge;
use crate::wallets::NOW;

/// Everyone whom a code needs.
pub struct Counter {
    /// Who issues.
    pub authority: Authority,
    /// The phone's key.
    pub holder: SoftwareSigner,
    /// The counter's own key, which its requests are signed with.
    pub reader_key: SoftwareSigner,
    /// Where random bytes come from.
    pub random: TestRandomness,
    facts: Vec<(&'static Claim, ClaimValue)>,
}

#[expect(clippy::unwrap_used, reason = "a test stops where it fails")]
impl Counter {
    /// The same people each time.
    ///
    /// # Panics
    /// Never.
    #[must_use]
    pub fn new() -> Self {
        let random = TestRandomness::new(77);
        let name = ClaimValue::Text("NGUYỄN VĂN MẪU".to_owned());
        Self {
            authority: Authority::new(ISSUER, 76),
            holder: SoftwareSigner::make(&random).unwrap(),
            reader_key: SoftwareSigner::make(&random).unwrap(),
            random,
            facts: vec![
                (Claim::by_number(4).unwrap(), name),
                (Claim::by_number(-1).unwrap(), ClaimValue::Flag(true)),
            ],
        }
    }

    /// A reader that knows all lists of [`NOW`].
    #[must_use]
    pub fn reader(&self) -> Reader {
        self.authority.reader(NOW)
    }

    /// A citizen card of two facts, each the holder's choice, good for a month.
    ///
    /// # Panics
    /// Never.
    #[must_use]
    pub fn form(&self) -> Form<'_> {
        Form {
            issuer: ISSUER,
            key: KeyReference::Id(KEY_ID),
            credential_type: CredentialType::of(DocumentKind::CitizenCard),
            issued_at: NOW - 86_400,
            expires_at: NOW + 30 * 86_400,
            holder_key: self.holder.public_key(),
            status: Some(StatusReference::new(STATUS_URI, STATUS_INDEX).unwrap()),
            claims: &self.facts,
            disclosing: Disclosing::Selectively,
        }
    }

    /// The credential of a form, with everything that can be disclosed.
    ///
    /// # Panics
    /// When the form can't be issued.
    #[must_use]
    pub fn issue(&self, form: &Form<'_>) -> Vec<u8> {
        issue_credential(form, &self.authority.issuing, &self.random).unwrap()
    }

    /// A code of credentials for whoever looks, made at `now`.
    ///
    /// # Panics
    /// Never.
    #[must_use]
    pub fn show(&self, credentials: &[Vec<u8>], now: i64) -> Vec<u8> {
        let parts: Vec<Part<'_>> =
            credentials.iter().map(|sd_cwt| Part { sd_cwt, signer: &self.holder }).collect();
        next_code(&parts, now, &self.random).unwrap().content
    }

    /// The usual code: one card, made at `now`.
    #[must_use]
    pub fn code(&self, now: i64) -> Vec<u8> {
        self.show(&[self.issue(&self.form())], now)
    }

    /// A card's part of a code of several, with this nonce.
    ///
    /// # Panics
    /// Never.
    #[must_use]
    pub fn part(&self, nonce: &[u8], issued_at: i64) -> Vec<u8> {
        let binding = Binding { audience: ANY_READER, issued_at, nonce: Some(nonce) };
        bind(&self.issue(&self.form()), binding, &self.holder).unwrap()
    }

    /// A card and its code in pieces, made at [`NOW`].
    #[must_use]
    pub fn forge(&self) -> Forge<'_> {
        Forge::new(ISSUER, &self.authority.issuing, &self.holder, NOW)
    }

    /// The counter's request for a name, made at [`NOW`], to be answered within two minutes.
    #[must_use]
    pub fn ask(&self, nonce: u8) -> PendingRequest {
        self.ask_as(&self.reader_key, nonce)
    }

    /// The request of someone who signs with `key`.
    ///
    /// # Panics
    /// Never.
    #[must_use]
    pub fn ask_as(&self, key: &SoftwareSigner, nonce: u8) -> PendingRequest {
        let (sealing, public) = SealingKey::make(&self.random).unwrap();
        let request = self.request(key, nonce, public);
        PendingRequest { request, key: sealing }
    }

    /// The answer to a request, signed at `now`.
    ///
    /// # Panics
    /// Never.
    #[must_use]
    pub fn answer(&self, request: &Request, now: i64) -> Vec<u8> {
        self.seal(&self.unsealed(request, now), request)
    }

    /// What is sealed into an answer.
    ///
    /// # Panics
    /// Never.
    #[must_use]
    pub fn unsealed(&self, request: &Request, now: i64) -> Vec<u8> {
        let credential = self.issue(&self.form());
        sign_answer(&[Part { sd_cwt: &credential, signer: &self.holder }], request, now).unwrap()
    }

    /// Anything, sealed as an answer to a request.
    ///
    /// # Panics
    /// Never.
    #[must_use]
    pub fn seal(&self, content: &[u8], request: &Request) -> Vec<u8> {
        seal_answer(content, request, &self.random).unwrap()
    }

    fn request(&self, key: &SoftwareSigner, nonce: u8, sealing_key: PublicKey) -> Request {
        let claims = vec![RequestedClaim { claim: Claim::by_number(4).unwrap(), kept_days: 0 }];
        let credential_type = CredentialType::of(DocumentKind::CitizenCard);
        let form = RequestForm {
            reader: "Quầy mẫu",
            certificates: &[],
            purpose: "Kiểm tra họ tên",
            items: &[RequestItem { credential_type, claims }],
            nonce: [nonce; 16],
            issued_at: NOW,
            lifetime: 120,
            sealing_key,
        };
        Request::own(&form.sign(key).unwrap(), key.public_key()).unwrap()
    }
}

impl Default for Counter {
    fn default() -> Self {
        Self::new()
    }
}

/// The code with the other signature that holds for the same words: s taken from the order of the group.
///
/// # Panics
/// When the code does not end with a signature.
#[must_use]
#[expect(clippy::unwrap_used, reason = "a test stops where it fails")]
pub fn with_twin_signature(code: &[u8]) -> Vec<u8> {
    let (rest, signature) = code.split_at(code.len() - 64);
    let signature = Signature::from_slice(signature).unwrap();
    let (r, s) = signature.split_scalars();
    let twin = Signature::from_scalars(r.to_bytes(), (-s).to_bytes()).unwrap();
    [rest, &twin.to_bytes()].concat()
}

/// The id of the authority in the trust list.
pub const ISSUER: &str = "https://issuer.example";
/// The place of the card's status.
pub const STATUS_INDEX: u64 = 7;
