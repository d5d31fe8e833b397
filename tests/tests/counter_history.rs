//! The history of what was shown: who, when, which facts, which way, how it ended; never what the facts say.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::sync::Arc;

use time::OffsetDateTime;
use vigiayto_core::credential::claims::{ClaimValue, Form, claims_of};
use vigiayto_core::document::{DocumentId, DocumentKind};
use vigiayto_core::language::Language;
use vigiayto_core::platform::HardwareError;
use vigiayto_core::wallet::{
    Caution, ChainState, Environment, Event, Outcome, PastPage, Reuse, Session, Vouched, Wallet,
    WalletError, Way,
};
use vigiayto_tests::device::{Call, FixedClock};
use vigiayto_tests::equipped::{Equipped, ask, example, select};
use vigiayto_tests::phone::Phone;
use vigiayto_tests::wallets::{NOW, PASSCODE, environment, passcode};

#[test]
fn an_entry_says_who_when_what_which_way_and_how_it_ended() {
    let wallet = Equipped::new();
    let card = wallet.issue(DocumentKind::CitizenCard, 8);
    let asked = ask("Khách sạn Mẫu", "Đăng ký lưu trú", &[(DocumentKind::CitizenCard, &[4, 8])]);
    let view = wallet.session.read_request(&asked.text).unwrap();
    wallet.session.answer(&view, &[select(card, &[4])], Reuse::Ask).unwrap();
    wallet.session.show(&[select(card, &[-1])], Caution::Keep, Reuse::Ask).unwrap();
    wallet.session.refuse(&view).unwrap();

    let [received, answered, shown, refused] = entries(&wallet.session).try_into().unwrap();
    assert!([&received, &answered, &shown, &refused].iter().all(|event| event.at == NOW));
    assert_eq!((received.way, received.outcome), (Way::Received, Outcome::Done));

    assert_eq!((answered.way, answered.outcome), (Way::Answer, Outcome::Done));
    let reader = answered.reader.as_ref().unwrap();
    assert_eq!((reader.name.as_str(), reader.certified), ("Khách sạn Mẫu", Vouched::Nobody));
    assert_eq!(answered.purpose.as_deref(), Some("Đăng ký lưu trú"));
    assert_eq!(documents(&answered), [(Some(card), vec![4])]);

    assert_eq!((shown.way, shown.outcome), (Way::OneWay, Outcome::Done));
    assert_eq!((&shown.reader, &shown.purpose), (&None, &None));
    assert_eq!(documents(&shown), [(Some(card), vec![-1])]);

    assert_eq!((refused.way, refused.outcome), (Way::Answer, Outcome::Refused));
    assert_eq!(documents(&refused), [(None, vec![4, 8])], "what was asked for, of no document");
    assert_eq!(refused.reader, answered.reader);
}

#[test]
fn what_fails_is_written_down_as_failed() {
    let wallet = Equipped::new();
    let card = wallet.issue(DocumentKind::CitizenCard, 8);
    let asked = ask("Quầy Mẫu", "Thử", &[(DocumentKind::CitizenCard, &[4])]);
    let view = wallet.session.read_request(&asked.text).unwrap();
    let device = &wallet.phone.device;
    device
        .set_fault(Some(Box::new(|_, call| (call == Call::Sign).then_some(HardwareError::Failed))));
    let answer = wallet.session.answer(&view, &[select(card, &[4])], Reuse::Ask);
    assert_eq!(answer.err(), Some(WalletError::Hardware(HardwareError::Failed)));
    device.set_fault(None);
    let events = entries(&wallet.session);
    let last = events.last().unwrap();
    assert_eq!((last.way, last.outcome), (Way::Answer, Outcome::Failed));
    assert_eq!(documents(last), [(Some(card), vec![4])]);
    assert_eq!(last.reader.as_ref().unwrap().name, "Quầy Mẫu");
}

#[test]
fn no_export_holds_the_value_of_a_fact() {
    let wallet = Equipped::new();
    let today = OffsetDateTime::from_unix_timestamp(NOW).unwrap().date();
    let mut values = Vec::new();
    for kind in DocumentKind::ALL.iter().copied() {
        let document = wallet.issue(kind, 4);
        let claims = wallet.session.offered_claims(document).unwrap();
        let asked = ask("Quầy", "Thử", &[(kind, &claims)]);
        let view = wallet.session.read_request(&asked.text).unwrap();
        let everything = [select(document, &claims)];
        wallet.session.show(&everything, Caution::Override, Reuse::Allow).unwrap();
        wallet.session.answer(&view, &everything, Reuse::Allow).unwrap();
        wallet.session.refuse(&view).unwrap();
        for (claim, value) in claims_of(&example(kind), today) {
            // Codes and short words may stand in any text; what tells who it is does not.
            let telling = matches!(
                value,
                ClaimValue::Text(_) | ClaimValue::Date(_) | ClaimValue::Term(Some(_))
            );
            if telling && !matches!(claim.form, Form::Code(_)) {
                values.push(value.text(claim, Language::Vi));
                values.extend(value.to_form());
            }
        }
    }
    values.retain(|value| value.chars().count() > 4);
    assert!(values.len() > 100);
    let exports = [
        wallet.session.export_history_json().unwrap(),
        wallet.session.export_history_csv().unwrap(),
    ];
    for value in &values {
        assert!(exports.iter().all(|text| !text.contains(value.as_str())), "{value}");
    }
}

#[test]
fn pages_follow_each_other_without_a_gap_from_the_newest_on() {
    let wallet = Equipped::new();
    let asked = ask("Quầy", "Thử", &[(DocumentKind::CitizenCard, &[4])]);
    let view = wallet.session.read_request(&asked.text).unwrap();
    for _ in 0..7 {
        wallet.session.refuse(&view).unwrap();
    }
    let mut numbers = Vec::new();
    let mut before = None;
    loop {
        let page = wallet.session.history(before, 3).unwrap();
        assert!(page.events.len() <= 3 && page.chain == ChainState::Whole);
        numbers.extend(page.events.iter().map(|past| past.number));
        match page.older {
            Some(older) => before = Some(older),
            None => break,
        }
    }
    assert_eq!(numbers, [7, 6, 5, 4, 3, 2, 1]);
}

#[test]
fn exports_are_json_and_csv_whatever_a_counter_calls_itself() {
    let wallet = Equipped::new();
    let names = ["=cmd()", "+1", "-1", "@x", "a,b", "\"trích\" \\ dẫn", "Khách sạn Mẫu"];
    for name in names {
        let asked = ask(name, name, &[(DocumentKind::CitizenCard, &[4, 8])]);
        let view = wallet.session.read_request(&asked.text).unwrap();
        wallet.session.refuse(&view).unwrap();
    }
    let json = wallet.session.export_history_json().unwrap();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let json = json.as_array().unwrap();
    let csv = wallet.session.export_history_csv().unwrap();
    let rows = rfc_4180(&csv);
    assert_eq!((json.len(), rows.len()), (names.len(), names.len() + 1));
    let column = |name: &str| rows[0].iter().position(|it| it == name).unwrap();
    for (at, name) in names.iter().rev().enumerate() {
        let (entry, row) = (&json[at], &rows[at + 1]);
        assert_eq!(entry["reader"]["name"], *name);
        assert_eq!(entry["purpose"], *name);
        assert_eq!(entry["at"], "2026-11-23T03:00:00Z");
        assert_eq!((&entry["way"], &entry["outcome"]), (&"answer".into(), &"refused".into()));
        assert_eq!(entry["documents"][0]["claims"][0], "full_name");
        assert_eq!(row.len(), rows[0].len());
        // A spreadsheet runs no formula that a counter wrote.
        let guarded = if name.starts_with(['=', '+', '-', '@']) {
            format!("'{name}")
        } else {
            (*name).to_owned()
        };
        assert_eq!(row[column("reader")], guarded);
        assert_eq!(row[column("purpose")], guarded);
        assert_eq!(row[column("at")], "2026-11-23T03:00:00Z");
        assert_eq!(row[column("documents")], "citizen_card: full_name birth_date");
    }
}

#[test]
fn erasing_leaves_a_marker_and_a_whole_chain() {
    let wallet = Equipped::new();
    let asked = ask("Khách sạn Mẫu", "Thử", &[(DocumentKind::CitizenCard, &[4])]);
    let view = wallet.session.read_request(&asked.text).unwrap();
    for _ in 0..5 {
        wallet.session.refuse(&view).unwrap();
    }
    wallet.session.erase_history(3).unwrap();
    let page = wallet.session.history(None, 10).unwrap();
    assert_eq!(page.chain, ChainState::Whole);
    assert_eq!(ways(&page).iter().filter(|way| **way == Way::Erased).count(), 1);
    assert_eq!(ways(&page).iter().filter(|way| **way == Way::Answer).count(), 2);
    let newest = page.events[0].number;
    wallet.session.erase_history(newest).unwrap();
    let page = wallet.session.history(None, 10).unwrap();
    assert_eq!((ways(&page), page.chain), (vec![Way::Erased], ChainState::Whole));
    assert!(!wallet.session.export_history_csv().unwrap().contains("Khách sạn Mẫu"));
    let Equipped { phone, wallet, session, .. } = wallet;
    drop((session, wallet));
    let (_wallet, session) = phone.unlock();
    assert_eq!(session.history(None, 10).unwrap().chain, ChainState::Whole);
}

#[test]
fn what_is_older_than_five_years_is_forgotten_and_nothing_else() {
    let wallet = Equipped::new();
    let asked = ask("Quầy", "Thử", &[(DocumentKind::CitizenCard, &[4])]);
    let view = wallet.session.read_request(&asked.text).unwrap();
    let Equipped { phone, wallet, session, .. } = wallet;
    drop((session, wallet));
    let wrong_clock = 0;
    for now in [NOW, NOW + YEAR, NOW + 3 * YEAR, wrong_clock] {
        unlocked_at(&phone, now, |session| session.refuse(&view).unwrap());
    }
    let left = |now: i64| {
        unlocked_at(&phone, now, |session| {
            session.forget_old_history().unwrap();
            assert_eq!(session.history(None, 10).unwrap().chain, ChainState::Whole);
            entries(session).iter().map(|event| (event.way, event.at)).collect::<Vec<_>>()
        })
    };
    let refused = |at| (Way::Answer, at);
    let kept = [refused(NOW + YEAR), refused(NOW + 3 * YEAR), refused(wrong_clock)];
    assert_eq!(left(NOW + 5 * YEAR), [&[refused(NOW)][..], &kept].concat());
    let marker = (Way::Erased, NOW + 5 * YEAR + 1);
    assert_eq!(left(NOW + 5 * YEAR + 1), [&kept[..], &[marker]].concat());
    // Nothing is old now, and no further marker is made.
    assert_eq!(left(NOW + 5 * YEAR + 2), [&kept[..], &[marker]].concat());
    assert_eq!(left(NOW + 9 * YEAR), [marker, (Way::Erased, NOW + 9 * YEAR)]);
}

fn unlocked_at<T>(phone: &Phone, now: i64, act: impl FnOnce(&Session) -> T) -> T {
    let hardware = environment(phone.device.clone(), 11);
    let environment = Environment { clock: Arc::new(FixedClock(now)), ..hardware };
    let wallet = Wallet::open(phone.folder.path(), environment).unwrap();
    let session = wallet.unlock(&passcode(PASSCODE)).unwrap();
    act(&session)
}

/// All entries, the oldest first.
fn entries(session: &Session) -> Vec<Event> {
    let page = session.history(None, 200).unwrap();
    assert_eq!(page.chain, ChainState::Whole);
    page.events.into_iter().rev().map(|past| past.event.unwrap()).collect()
}

fn documents(event: &Event) -> Vec<(Option<DocumentId>, Vec<i64>)> {
    event.documents.iter().map(|document| (document.id, document.claims.clone())).collect()
}

fn ways(page: &PastPage) -> Vec<Way> {
    page.events.iter().map(|past| past.event.as_ref().unwrap().way).collect()
}

/// The records of a CSV text, as RFC 4180 §2 reads them: lines end with CRLF, the last one too.
fn rfc_4180(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field) = (Vec::new(), Vec::new(), String::new());
    let mut letters = text.chars().peekable();
    let mut quoted = false;
    while let Some(letter) = letters.next() {
        match (quoted, letter) {
            (true, '"') if letters.peek() == Some(&'"') => {
                letters.next();
                field.push('"');
            }
            (_, '"') => quoted = !quoted,
            (false, ',') => row.push(std::mem::take(&mut field)),
            (false, '\r') => {
                assert_eq!(letters.next(), Some('\n'), "a line ends with CRLF");
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            (false, '\n') => panic!("a line ends with CRLF"),
            (_, letter) => field.push(letter),
        }
    }
    assert!(!quoted && row.is_empty() && field.is_empty(), "the last line is ended too");
    rows
}

/// A year of 365.25 days.
const YEAR: i64 = 31_557_600;
