//! The counter code: made and verified, against the bare signatures in it, and against mdoc responses with the same facts.

use std::cell::RefCell;
use std::time::Duration;

use vigiayto_core::credential::batch::{BatchForm, BatchSubject, issue_batch};
use vigiayto_core::credential::claims::Usual;
use vigiayto_core::credential::key::{
    ESP256, PublicKey, Signer as _, SoftwareSigner, VerificationKey as _,
};
use vigiayto_core::credential::profile::KeyReference;
use vigiayto_core::credential::sd_cwt::{Held, SdCwt};
use vigiayto_core::credential::status::StatusReference;
use vigiayto_core::document::{Document, DocumentKind, forms};
use vigiayto_core::present::{Part, Shown, next_code};
use vigiayto_core::qr::{Level, Symbol};
use vigiayto_core::verify::{Expected, Reader};
use vigiayto_tests::authority::{Authority, KEY_ID, STATUS_URI};
use vigiayto_tests::device::TestRandomness;
use vigiayto_tests::rounds::{Comparison, Goal};
use vigiayto_tests::wallets::NOW;

use self::peers::Peer;

mod peers;

fn main() {
    let authority = Authority::new("https://issuer.example", 1);
    let random = TestRandomness::new(2);
    let holder = SoftwareSigner::make(&random).expect("a key");
    let view = view_of_identity(&authority, holder.public_key());
    let part = || [Part { sd_cwt: &view, signer: &holder }];
    let make = || next_code(&part(), NOW, &random).expect("a code");
    let Shown::Symbol(text) = make().shown else { panic!("a view fits into one symbol") };
    let message = [7; 400];
    let signature = holder.sign(&message).expect("a signature");
    let public = holder.public_key();

    Comparison::new("make a counter code, six facts", 51, 20)
        .lane("one P-256 signature", Goal::None, || holder.sign(&message).expect("signed"))
        .lane("its text", Goal::Ratio(3.0), make)
        .lane("its symbol", Goal::Time(Duration::from_millis(2)), || {
            Symbol::encode(&text, Level::M).expect("it fits")
        })
        .run();

    let bare = || {
        for _ in 0..2 {
            public.verify(ESP256, &message, &signature).expect("it holds");
        }
    };
    // A code is accepted once, so each call gets a reader that has not seen it.
    let fresh = RefCell::new(Vec::new());
    let verify = || {
        let mut reader: Reader = fresh.borrow_mut().pop().expect("a fresh reader");
        reader.verify_text(&text, Expected::OneWay, NOW).expect("genuine")
    };
    let calls = 20;
    let lane = |calls: u32| {
        fresh.borrow_mut().extend((0..calls).map(|_| authority.reader(NOW)));
        let start = std::time::Instant::now();
        for _ in 0..calls {
            std::hint::black_box(verify());
        }
        start.elapsed()
    };
    let (mut isomdl, mut javascript) = (Peer::start("PEER_ISOMDL"), Peer::start("PEER_MDL_JS"));
    Comparison::new("verify a counter code, six facts", 51, calls)
        .lane("the two bare signature checks", Goal::None, bare)
        .lane_elsewhere("all of it, from the text", Goal::Ratio(2.0), lane)
        .lane_elsewhere("mdoc, isomdl: signatures only", Goal::None, |calls| {
            isomdl.time("verify", calls)
        })
        .lane_elsewhere("mdoc, @auth0/mdl", Goal::None, |calls| javascript.time("verify", calls))
        .run();
    Comparison::new("verify a counter code: time", 51, calls)
        .lane_elsewhere("all of it, from the text", Goal::Time(Duration::from_millis(2)), lane)
        .run();
    Comparison::new("present six facts", 51, calls)
        .lane("counter code", Goal::None, make)
        .lane_elsewhere("mdoc, isomdl", Goal::None, |calls| isomdl.time("present", calls))
        .lane_elsewhere("mdoc, @auth0/mdl", Goal::None, |calls| javascript.time("present", calls))
        .run();
}

/// The counter view of the six identity facts, as it is presented.
fn view_of_identity(authority: &Authority, holder: PublicKey) -> Vec<u8> {
    let form = forms::example(DocumentKind::CitizenCard);
    let document = Document::from_form(form).expect("the example is a document");
    let today = time::OffsetDateTime::from_unix_timestamp(NOW).expect("a date").date();
    let keys = [holder; 4];
    let subject = BatchSubject::of(&document, today, &keys);
    let form = BatchForm {
        issuer: &authority.id,
        key: KeyReference::Id(KEY_ID),
        issued_at: NOW,
        expires_at: NOW + 86_400,
        status: &|_| StatusReference::new(STATUS_URI, 1234).ok(),
    };
    let random = TestRandomness::new(3);
    let tokens = issue_batch(&form, &subject, &authority.issuing, &random).expect("issued");
    let usual = Usual::by_code("identity").expect("a usual set");
    let place = subject.views().position(|view| view.code == usual.code).expect("a view of it");
    let token = tokens.get(place + 1).expect("a credential for each key");
    let held = Held::new(SdCwt::parse(token).expect("a token")).expect("whole");
    held.present(&[])
}
