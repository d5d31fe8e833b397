//! What the counter itself lacks: lists, newer lists, time.

use vigiayto_core::credential::profile::Form;
use vigiayto_core::credential::status::StatusReference;
use vigiayto_core::verify::{Doubts, Expected, Policy, Reader, Refusal, Stale};
use vigiayto_tests::counter::Counter;
use vigiayto_tests::wallets::NOW;

use crate::Attempt;
use crate::attempts::refusal;

pub(crate) const ATTEMPTS: &[Attempt] = &[
    Attempt {
        what: "a counter without a trust list",
        expected: Refusal::NoTrustList,
        refused: || refusal(&mut Reader::default(), &Counter::new().code(NOW), Expected::OneWay),
    },
    Attempt {
        what: "a trust list of over 30 days",
        expected: Refusal::TrustListTooOld,
        refused: || aged(30 * DAY + 1, Policy::EVERYDAY).unwrap(),
    },
    Attempt {
        what: "a trust list of over three days at a strict counter",
        expected: Refusal::TrustListTooOld,
        refused: || aged(3 * DAY + 1, Policy::STRICT).unwrap(),
    },
    Attempt {
        what: "a trust list past its own end, where the policy refuses it",
        expected: Refusal::TrustListTooOld,
        refused: || past_end(Stale::Refuse).unwrap(),
    },
    Attempt {
        what: "a strict counter without a status list",
        expected: Refusal::StatusUnknown,
        refused: || {
            let counter = Counter::new();
            refusal(&mut unlisted(&counter, Policy::STRICT), &counter.code(NOW), Expected::OneWay)
        },
    },
    Attempt {
        what: "a strict counter whose status list has ended",
        expected: Refusal::StatusUnknown,
        refused: || {
            let counter = Counter::new();
            let mut reader = counter.reader();
            reader.policy = Policy::STRICT;
            // A status list is good for a day.
            reader.verify(&counter.code(NOW + DAY), Expected::OneWay, NOW + DAY).unwrap_err()
        },
    },
    Attempt {
        what: "an answer after the request's two minutes",
        expected: Refusal::RequestOver,
        refused: || {
            let counter = Counter::new();
            let asked = counter.ask(9);
            let (answer, now) = (counter.answer(&asked.request, NOW + 119), NOW + 120);
            counter.reader().verify(&answer, Expected::Answer(&asked), now).unwrap_err()
        },
    },
];

#[test]
fn what_is_old_and_allowed_is_accepted_with_a_doubt() {
    assert_eq!(aged(30 * DAY, Policy::EVERYDAY), None);
    assert_eq!(aged(3 * DAY, Policy { unknown_status: Stale::Warn, ..Policy::STRICT }), None);
    assert_eq!(past_end(Stale::Warn), None);
    let counter = Counter::new();
    let mut reader = unlisted(&counter, Policy::EVERYDAY);
    let verified = reader.verify(&counter.code(NOW), Expected::OneWay, NOW).unwrap();
    assert_eq!(verified.doubts(), Doubts::Some);
}

#[test]
fn a_strict_counter_takes_a_card_whose_status_is_listed_nowhere() {
    let counter = Counter::new();
    let credential = counter.issue(&Form { status: None::<StatusReference>, ..counter.form() });
    let mut reader = unlisted(&counter, Policy::STRICT);
    let verified = reader.verify(&counter.show(&[credential], NOW), Expected::OneWay, NOW).unwrap();
    assert_eq!(verified.doubts(), Doubts::None);
}

/// What a counter with a trust list of this age says to a code of now.
fn aged(seconds: i64, policy: Policy) -> Option<Refusal> {
    let counter = Counter::new();
    let mut reader = counter.reader();
    reader.policy = policy;
    let now = NOW + seconds;
    let expires_at = now + DAY;
    let form = Form { expires_at, ..counter.form() };
    let code = counter.show(&[counter.issue(&form)], now);
    reader.verify(&code, Expected::OneWay, now).err()
}

/// What a counter says whose trust list ended at this second.
fn past_end(expired_trust: Stale) -> Option<Refusal> {
    let counter = Counter::new();
    let mut list = counter.authority.contents(NOW - DAY);
    list.expires_at = NOW;
    let list = list.sign(&counter.authority.listing).unwrap();
    let mut reader = Reader::default();
    reader.update_trust(&list, &counter.authority.pinned(), NOW - DAY).unwrap();
    reader.policy = Policy { expired_trust, ..Policy::EVERYDAY };
    let verified = reader.verify(&counter.code(NOW), Expected::OneWay, NOW);
    if let Ok(verified) = &verified {
        assert!(verified.trust().past_expiry);
    }
    verified.err()
}

/// A counter with a trust list and no status list.
fn unlisted(counter: &Counter, policy: Policy) -> Reader {
    let mut reader = Reader::default();
    reader.policy = policy;
    let list = counter.authority.trust_list(NOW);
    reader.update_trust(&list, &counter.authority.pinned(), NOW).unwrap();
    reader
}

const DAY: i64 = 86_400;
