//! A wallet with credentials, and a counter that asks.

use vigiayto_core::credential::claims::{Claim, CredentialType};
use vigiayto_core::credential::key::{Signer as _, SoftwareSigner};
use vigiayto_core::document::{Document, DocumentId, DocumentKind, forms};
use vigiayto_core::present::{
    Request, RequestForm, RequestItem, RequestedClaim, SealingKey, request_text,
};
use vigiayto_core::verify::PendingRequest;
use vigiayto_core::wallet::{Selection, Session, Target, Wallet};

use crate::authority::Authority;
use crate::device::TestRandomness;
use crate::phone::Phone;
use crate::wallets::{NOW, create};

/// An unlocked wallet that knows its authority.
pub struct Equipped {
    /// Who issues.
    pub authority: Authority,
    /// The phone.
    pub phone: Phone,
    /// The wallet.
    pub wallet: Wallet,
    /// The session.
    pub session: Session,
}

#[expect(clippy::unwrap_used, reason = "a test stops where it fails")]
impl Equipped {
    /// A new wallet with the authority's trust list.
    ///
    /// # Panics
    /// When it can't be made.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "a wallet is made where it is named")]
    pub fn new() -> Self {
        let (authority, phone) = (Authority::new("https://issuer.example", 1), Phone::new());
        let (wallet, session) = create(phone.folder.path(), phone.device.clone()).unwrap();
        session.update_trust_list(&authority.trust_list(NOW), &authority.pinned()).unwrap();
        Self { authority, phone, wallet, session }
    }

    /// Has a document of this kind issued to so many keys, as the form's example says it.
    ///
    /// # Panics
    /// When it is not taken.
    #[must_use]
    pub fn issue(&self, kind: DocumentKind, keys: usize) -> DocumentId {
        let order = self.session.order_credentials(keys).unwrap();
        let tokens = self.authority.issue(&example(kind), &order, 0, NOW);
        self.session.accept_credentials(order.id, &tokens, Target::New(None)).unwrap()
    }
}

/// The example of a kind's form.
///
/// # Panics
/// When it is no document.
#[must_use]
#[expect(clippy::unwrap_used, reason = "a test stops where it fails")]
pub fn example(kind: DocumentKind) -> Document {
    Document::from_form(forms::example(kind)).unwrap()
}

/// A selection of these claims.
#[must_use]
pub fn select(document: DocumentId, claims: &[i64]) -> Selection {
    Selection { document, claims: claims.to_vec() }
}

/// A request as a phone scans it, and what its reader keeps.
pub struct Asked {
    /// The text of the request's code.
    pub text: String,
    /// What opens the answer.
    pub pending: PendingRequest,
}

/// A request of a reader that names itself. It lives for two minutes from [`NOW`].
///
/// # Panics
/// When a claim does not exist.
#[must_use]
#[expect(clippy::unwrap_used, reason = "a test stops where it fails")]
pub fn ask(reader: &str, purpose: &str, items: &[(DocumentKind, &[i64])]) -> Asked {
    let random = TestRandomness::new(5);
    let signer = SoftwareSigner::make(&random).unwrap();
    let (key, sealing_key) = SealingKey::make(&random).unwrap();
    let claim =
        |number: &i64| RequestedClaim { claim: Claim::by_number(*number).unwrap(), kept_days: 30 };
    let items: Vec<RequestItem> = items
        .iter()
        .map(|(kind, claims)| RequestItem {
            credential_type: CredentialType::of(*kind),
            claims: claims.iter().map(claim).collect(),
        })
        .collect();
    let form = RequestForm {
        reader,
        certificates: &[],
        purpose,
        items: &items,
        nonce: [9; 16],
        issued_at: NOW,
        lifetime: 120,
        sealing_key,
    };
    let bytes = form.sign(&signer).unwrap();
    let request = Request::own(&bytes, signer.public_key()).unwrap();
    Asked { text: request_text(&bytes), pending: PendingRequest { request, key } }
}
