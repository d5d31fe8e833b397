//! What a wallet shows to a counter: exactly what was consented to, once with each credential, while the owner is there.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::collections::HashSet;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use time::OffsetDateTime;
use vigiayto_core::credential::batch::BatchSubject;
use vigiayto_core::credential::claims::{Claim, ClaimValue, Risk};
use vigiayto_core::credential::sd_cwt::KeyBindingToken;
use vigiayto_core::document::{DocumentDate, DocumentId, DocumentKind, Relation, Text};
use vigiayto_core::platform::HardwareError;
use vigiayto_core::verify::Expected;
use vigiayto_core::wallet::{
    Caution, ChainState, Insistence, NewHolder, Outcome, Reuse, Selection, Session, Target,
    WalletError, Way,
};
use vigiayto_tests::equipped::{Equipped, ask, example, select};
use vigiayto_tests::wallets::{NOW, PASSCODE, passcode};

#[test]
fn the_minimal_selection_has_no_fact_that_tells_much() {
    let wallet = Equipped::new();
    for kind in DocumentKind::ALL.iter().copied() {
        let document = wallet.issue(kind, 4);
        let selection = wallet.session.minimal_selection(document).unwrap();
        assert!(!selection.claims.is_empty(), "{}", kind.code());
        for number in &selection.claims {
            assert_eq!(Claim::by_number(*number).unwrap().risk(), Risk::Low, "{}", kind.code());
        }
        let preview = wallet.session.preview(std::slice::from_ref(&selection)).unwrap();
        assert_eq!(preview.tells_much, []);
        wallet.session.show(&[selection], Caution::Keep, Reuse::Ask).unwrap();
    }
}

#[test]
fn facts_that_tell_much_are_shown_when_the_owner_insists_and_that_is_recorded() {
    let wallet = Equipped::new();
    let card = wallet.issue(DocumentKind::CitizenCard, 4);
    let selection = [select(card, &[1, 4])];
    assert_eq!(wallet.session.preview(&selection).unwrap().tells_much, [(card, 1)]);
    let refused = wallet.session.show(&selection, Caution::Keep, Reuse::Ask).err();
    assert_eq!(refused, Some(WalletError::TellsTooMuch));
    assert_eq!(insisted(&wallet.session), None, "nothing was shown");
    wallet.session.show(&selection, Caution::Override, Reuse::Ask).unwrap();
    assert_eq!(insisted(&wallet.session), Some(vec![Insistence::TellsMuch]));
}

#[test]
fn the_reader_sees_exactly_what_was_consented_to() {
    let wallet = Equipped::new();
    let documents: Vec<(DocumentId, Vec<i64>)> =
        [DocumentKind::CitizenCard, DocumentKind::HealthInsurance, DocumentKind::NumberPlate]
            .map(|kind| wallet.issue(kind, 5))
            .into_iter()
            .map(|id| (id, wallet.session.offered_claims(id).unwrap()))
            .collect();
    let mut runner = TestRunner::new(Config { cases: 64, ..Config::default() });
    let some = prop::collection::vec(any::<u32>(), documents.len());
    runner
        .run(&some, |masks| {
            let chosen: Vec<Selection> = documents
                .iter()
                .zip(masks)
                .map(|((document, claims), mask)| {
                    let kept = claims.iter().enumerate().filter(|(bit, _)| mask >> bit & 1 == 1);
                    select(*document, &kept.map(|(_, number)| *number).collect::<Vec<_>>())
                })
                .filter(|selection| !selection.claims.is_empty())
                .collect();
            if !chosen.is_empty() {
                assert_eq!(seen(&wallet, &chosen), consented(&chosen));
            }
            Ok(())
        })
        .unwrap();
    // A fact that is named twice is one fact.
    let (card, _) = documents[0];
    assert_eq!(seen(&wallet, &[select(card, &[9, 4, 9])]), [HashSet::from([4, 9])]);
}

#[test]
fn a_credential_is_used_once_and_again_only_when_the_owner_agrees() {
    let wallet = Equipped::new();
    // The full credential and the three views, two of each.
    let card = wallet.issue(DocumentKind::CitizenCard, 8);
    let selection = [select(card, &[-1])];
    let show = |reuse| {
        let showing = wallet.session.show(&selection, Caution::Keep, reuse)?;
        wallet.session.next_code(&showing)
    };
    let fresh = 4;
    let mut credentials = HashSet::new();
    for _ in 0..fresh {
        assert_eq!(wallet.session.preview(&selection).unwrap().used_up, []);
        credentials.insert(holder_key(&show(Reuse::Ask).unwrap().content));
    }
    assert_eq!(credentials.len(), fresh, "one after the other");
    assert_eq!(wallet.session.preview(&selection).unwrap().used_up, [card]);
    assert_eq!(show(Reuse::Ask).err(), Some(WalletError::UsedUp));
    assert_eq!(insisted(&wallet.session), Some(vec![]));
    credentials.insert(holder_key(&show(Reuse::Allow).unwrap().content));
    assert_eq!(credentials.len(), fresh);
    assert_eq!(insisted(&wallet.session), Some(vec![Insistence::Reuse]));
    let summaries = wallet.session.credentials(card).unwrap();
    assert_eq!(summaries.iter().map(|it| it.shown).sum::<u32>(), 5);
    assert!(summaries.iter().all(|it| it.shown <= 2));
}

#[test]
fn two_presentations_share_nothing_that_a_strangers_does_not_share_too() {
    let wallet = Equipped::new();
    let card = wallet.issue(DocumentKind::CitizenCard, 8);
    let stranger = Equipped::new();
    let other_card = stranger.issue(DocumentKind::CitizenCard, 8);
    for claims in [&[-1][..], &[9, 13]] {
        let show = |wallet: &Equipped, card| {
            let selection = [select(card, claims)];
            let showing = wallet.session.show(&selection, Caution::Keep, Reuse::Ask).unwrap();
            wallet.session.next_code(&showing).unwrap().content
        };
        let (first, second) = (show(&wallet, card), show(&wallet, card));
        let theirs = show(&stranger, other_card);
        let runs = |bytes: &[u8]| bytes.windows(RUN).map(<[u8]>::to_vec).collect::<HashSet<_>>();
        let (second, theirs) = (runs(&second), runs(&theirs));
        for run in first.windows(RUN).filter(|run| second.contains(*run)) {
            assert!(theirs.contains(run), "{run:02x?} links two codes of {claims:?}");
        }
    }
}

#[test]
fn one_code_carries_several_documents_of_several_people() {
    let wallet = Equipped::new();
    let card = wallet.issue(DocumentKind::CitizenCard, 4);
    let child = NewHolder {
        relation: Relation::Child,
        name: Text::new("Nguyễn Thị Bé").unwrap(),
        birth_date: "15/05/2019".parse::<DocumentDate>().ok(),
    };
    let child = wallet.session.add_holder(child).unwrap();
    let certificate = example(DocumentKind::BirthCertificate);
    let order = wallet.session.order_credentials(2).unwrap();
    let today = OffsetDateTime::from_unix_timestamp(NOW).unwrap().date();
    let mut subject = BatchSubject::of(&certificate, today, &order.keys);
    let guardian = ClaimValue::Text("Nguyễn Văn Mẫu".to_owned());
    subject.claims.push((Claim::by_number(15).unwrap(), guardian));
    let tokens = wallet.authority.issue_subject(&subject, 100, NOW);
    let certificate =
        wallet.session.accept_credentials(order.id, &tokens, Target::New(Some(child))).unwrap();

    let chosen = [select(card, &[4]), select(certificate, &[4, 8])];
    let showing = wallet.session.show(&chosen, Caution::Keep, Reuse::Ask).unwrap();
    let code = wallet.session.next_code(&showing).unwrap();
    let mut reader = wallet.authority.reader(NOW);
    let verified = reader.verify(&code.content, Expected::OneWay, NOW).unwrap();
    let [own, childs] = verified.documents() else { panic!("two documents") };
    assert_eq!((own.kind(), own.guardian()), (DocumentKind::CitizenCard, None));
    assert_eq!(childs.kind(), DocumentKind::BirthCertificate);
    assert_eq!(childs.guardian(), Some("Nguyễn Văn Mẫu"));
    let facts: HashSet<i64> = childs.facts().iter().map(|(claim, _)| claim.number).collect();
    assert_eq!(
        facts,
        HashSet::from([4, 8, 15]),
        "the guardian is the one fact that is always shown"
    );
    let page = wallet.session.history(None, 1).unwrap();
    let event = page.events[0].event.as_ref().unwrap();
    assert_eq!(event.documents[1].claims, [4, 8, 15], "and it is recorded");
}

#[test]
fn showing_answering_exporting_and_erasing_need_an_authentication_of_the_last_60_seconds() {
    let wallet = Equipped::new();
    let card = wallet.issue(DocumentKind::CitizenCard, 8);
    let asked = ask("Quầy Mẫu", "Thử", &[(DocumentKind::CitizenCard, &[-1])]);
    let view = wallet.session.read_request(&asked.text).unwrap();
    let selection = [select(card, &[-1])];
    let session = &wallet.session;
    let all = || {
        [
            session.show(&selection, Caution::Keep, Reuse::Allow).err(),
            session.answer(&view, &selection, Reuse::Allow).err(),
            session.export_history_json().err(),
            session.export_history_csv().err(),
            session.erase_history(1).err(),
        ]
    };
    wallet.phone.device.pass_seconds(60);
    assert_eq!(all(), [None; 5]);
    wallet.phone.device.pass_seconds(1);
    assert_eq!(all(), [Some(WalletError::NeedsAuthentication); 5]);
    session.authenticate(&passcode(PASSCODE)).unwrap();
    assert_eq!(all(), [None; 5]);
}

#[test]
fn a_locked_wallet_makes_no_further_code() {
    let wallet = Equipped::new();
    let card = wallet.issue(DocumentKind::CitizenCard, 4);
    let selection = [select(card, &[-1])];
    let showing = wallet.session.show(&selection, Caution::Keep, Reuse::Ask).unwrap();
    // Long after the authentication, as long as somebody looks.
    wallet.phone.device.pass_seconds(200);
    wallet.session.next_code(&showing).unwrap();
    wallet.session.lock();
    assert_eq!(wallet.session.next_code(&showing).err(), Some(WalletError::Locked));
}

#[test]
fn what_was_not_asked_for_is_not_given() {
    let wallet = Equipped::new();
    let card = wallet.issue(DocumentKind::CitizenCard, 4);
    let licence = wallet.issue(DocumentKind::DriverLicence, 2);
    let asked = ask("Quầy Mẫu", "Thử", &[(DocumentKind::CitizenCard, &[4, 8])]);
    let view = wallet.session.read_request(&asked.text).unwrap();
    for beyond in [select(card, &[4, 9]), select(licence, &[4])] {
        let answer = wallet.session.answer(&view, &[beyond], Reuse::Ask);
        assert_eq!(answer.err(), Some(WalletError::NotAsked));
    }
}

#[test]
fn a_fact_that_is_not_there_looks_to_the_reader_like_one_that_was_refused() {
    let wallet = Equipped::new();
    let card = wallet.issue(DocumentKind::CitizenCard, 8);
    let portrait = 16;
    let asked = ask("Quầy Mẫu", "Thử", &[(DocumentKind::CitizenCard, &[4, 8, portrait])]);
    let view = wallet.session.read_request(&asked.text).unwrap();
    let values = |number: i64| {
        let facts = &view.documents[0].facts;
        facts.iter().find(|fact| fact.claim.number == number).unwrap().values.clone()
    };
    assert!(values(8)[0].is_some());
    assert_eq!(values(portrait), [None], "the owner sees that it can't be given");
    let answer = wallet.session.answer(&view, &[select(card, &[4])], Reuse::Ask).unwrap();
    let mut reader = wallet.authority.reader(NOW);
    let expected = Expected::Answer(&asked.pending);
    let verified = reader.verify(&answer.content, expected, NOW + 1).unwrap();
    let withheld: Vec<i64> = verified.withheld().iter().map(|it| it.claim.number).collect();
    assert_eq!(withheld, [8, portrait]);
    let beyond = wallet.session.answer(&view, &[select(card, &[4, portrait])], Reuse::Ask);
    assert_eq!(beyond.err(), Some(WalletError::NothingToShow));
}

#[test]
fn showing_cut_off_at_any_call_is_either_recorded_and_used_up_or_never_was() {
    let mut cut = 0;
    loop {
        let wallet = Equipped::new();
        let card = wallet.issue(DocumentKind::CitizenCard, 4);
        let device = &wallet.phone.device;
        device.set_fault(Some(Box::new(move |n, _| (n >= cut).then_some(HardwareError::Failed))));
        let code = wallet
            .session
            .show(&[select(card, &[-1])], Caution::Keep, Reuse::Ask)
            .and_then(|showing| wallet.session.next_code(&showing));
        let Equipped { phone, wallet, session, .. } = wallet;
        drop((session, wallet));
        phone.device.set_fault(None);
        let (_wallet, session) = phone.unlock();
        let shown: u32 = session.credentials(card).unwrap().iter().map(|it| it.shown).sum();
        let page = session.history(None, 10).unwrap();
        let events = page.events.iter().filter_map(|past| past.event.as_ref());
        let recorded = events.filter(|event| event.way == Way::OneWay).count();
        assert_eq!(usize::try_from(shown).unwrap(), recorded, "cut at {cut}");
        assert_eq!(page.chain, ChainState::Whole, "cut at {cut}");
        if code.is_ok() {
            assert_eq!(recorded, 1);
            break;
        }
        cut += 1;
    }
    assert!(cut > 3, "showing makes more calls than {cut}");
}

/// What a reader learns, by document.
fn seen(wallet: &Equipped, chosen: &[Selection]) -> Vec<HashSet<i64>> {
    let showing = wallet.session.show(chosen, Caution::Override, Reuse::Allow).unwrap();
    let code = wallet.session.next_code(&showing).unwrap();
    let mut reader = wallet.authority.reader(NOW);
    let verified = reader.verify(&code.content, Expected::OneWay, NOW).unwrap();
    let facts = |document: &vigiayto_core::verify::VerifiedDocument| {
        assert_eq!(document.unknown_facts(), 0);
        document.facts().iter().map(|(claim, _)| claim.number).collect()
    };
    verified.documents().iter().map(facts).collect()
}

fn consented(chosen: &[Selection]) -> Vec<HashSet<i64>> {
    chosen.iter().map(|it| it.claims.iter().copied().collect()).collect()
}

/// What the owner insisted on when something was last shown.
fn insisted(session: &Session) -> Option<Vec<Insistence>> {
    let page = session.history(None, 100).unwrap();
    let mut events = page.events.into_iter().filter_map(|past| past.event);
    let event = events.find(|event| event.way == Way::OneWay)?;
    assert_eq!(event.outcome, Outcome::Done);
    Some(event.insisted)
}

/// The key that the shown credential is bound to.
fn holder_key(content: &[u8]) -> Vec<u8> {
    KeyBindingToken::parse(content).unwrap().sd_cwt().holder_key().compressed()
}

/// Bytes in a row that two codes may share by chance or structure.
const RUN: usize = 12;
