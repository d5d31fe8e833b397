//! The counter code from end to end: issued, held, shown, verified, with no network on either side.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use vigiayto_core::credential::claims::Usual;
use vigiayto_core::credential::claims::{Claim, CredentialType};
use vigiayto_core::credential::key::{Signer as _, SoftwareSigner};
use vigiayto_core::document::{Document, DocumentId, DocumentKind, forms};
use vigiayto_core::present::{
    RequestForm, RequestItem, RequestedClaim, SealingKey, Shown, request_text,
};
use vigiayto_core::verify::{Expected, Freshness, PendingRequest, Refusal};
use vigiayto_core::wallet::{Caution, Reuse, Selection, Session, Target};
use vigiayto_tests::authority::Authority;
use vigiayto_tests::device::TestRandomness;
use vigiayto_tests::phone::Phone;
use vigiayto_tests::wallets::{NOW, create};

fn document(kind: DocumentKind) -> Document {
    Document::from_form(forms::example(kind)).unwrap()
}

fn issue(authority: &Authority, session: &Session, kind: DocumentKind, first: u64) -> DocumentId {
    let order = session.order_credentials(8).unwrap();
    let tokens = authority.issue(&document(kind), &order, first, NOW);
    session.accept_credentials(order.id, &tokens, Target::New(None)).unwrap()
}

fn usual(document: DocumentId, code: &str) -> Selection {
    Selection { document, claims: Usual::by_code(code).unwrap().claims.to_vec() }
}

#[test]
fn a_card_is_issued_shown_and_verified() {
    let authority = Authority::new("https://issuer.example", 1);
    let phone = Phone::new();
    let (_wallet, session) = create(phone.folder.path(), phone.device.clone()).unwrap();
    session.update_trust_list(&authority.trust_list(NOW), &authority.pinned()).unwrap();
    let card = issue(&authority, &session, DocumentKind::CitizenCard, 0);

    let selection = usual(card, "over_18");
    let showing = session.show(&[selection], Caution::Keep, Reuse::Ask).unwrap();
    let code = session.next_code(&showing).unwrap();
    let Shown::Symbol(text) = &code.shown else { panic!("one symbol") };
    let mut reader = authority.reader(NOW);
    let verified = reader.verify_text(text, Expected::OneWay, NOW + 20).unwrap();
    assert_eq!(verified.freshness(), Freshness::Fresh);
    assert_eq!(verified.word(), code.word);
    let [document] = verified.documents() else { panic!("one document") };
    let facts: Vec<i64> = document.facts().iter().map(|(claim, _)| claim.number).collect();
    assert_eq!(facts, [-1]);
    assert_eq!(
        reader.verify_text(text, Expected::OneWay, NOW + 25).unwrap_err(),
        Refusal::SeenBefore { seconds: 5 }
    );
}

#[test]
fn a_request_is_answered_for_the_reader_alone() {
    let authority = Authority::new("https://issuer.example", 1);
    let phone = Phone::new();
    let (_wallet, session) = create(phone.folder.path(), phone.device.clone()).unwrap();
    session.update_trust_list(&authority.trust_list(NOW), &authority.pinned()).unwrap();
    let card = issue(&authority, &session, DocumentKind::CitizenCard, 0);

    let random = TestRandomness::new(5);
    let signer = SoftwareSigner::make(&random).unwrap();
    let (key, public) = SealingKey::make(&random).unwrap();
    let claims = [1, 4, 8]
        .map(|number| RequestedClaim { claim: Claim::by_number(number).unwrap(), kept_days: 30 });
    let items = [RequestItem {
        credential_type: CredentialType::of(DocumentKind::CitizenCard),
        claims: claims.to_vec(),
    }];
    let form = RequestForm {
        reader: "Khách sạn Mẫu",
        certificates: &[],
        purpose: "Đăng ký lưu trú",
        items: &items,
        nonce: [9; 16],
        issued_at: NOW,
        lifetime: 120,
        sealing_key: public,
    };
    let bytes = form.sign(&signer).unwrap();
    let request = vigiayto_core::present::Request::own(&bytes, signer.public_key()).unwrap();
    let view = session.read_request(&request_text(&bytes)).unwrap();
    assert_eq!(view.documents[0].candidates, [card]);
    let consent = [Selection { document: card, claims: vec![1, 4] }];
    let answer = session.answer(&view, &consent, Reuse::Ask).unwrap();
    let mut reader = authority.reader(NOW);
    let pending = PendingRequest { request, key };
    let verified = reader.verify(&answer.content, Expected::Answer(&pending), NOW + 1).unwrap();
    assert_eq!(verified.withheld().len(), 1);
    assert_eq!(verified.documents()[0].facts().len(), 2);
    assert_eq!(
        reader.verify(&answer.content, Expected::OneWay, NOW + 1).unwrap_err(),
        Refusal::AnswerWithoutRequest
    );
    let history = session.history(None, 10).unwrap();
    assert_eq!(history.events.len(), 2);
    println!("{}", session.export_history_json().unwrap());
    println!("{}", session.export_history_csv().unwrap());
    println!("{} characters", vigiayto_core::present::text_length(answer.content.len()));
}
