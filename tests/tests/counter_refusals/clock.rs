//! How far two clocks may be apart, and how long a counter remembers.

use vigiayto_core::present::join;
use vigiayto_core::verify::{
    CODE_LIFE, Doubts, Expected, Freshness, LATE_AFTER, Refusal, SEEN_FOR,
};
use vigiayto_tests::counter::Counter;
use vigiayto_tests::wallets::NOW;

#[test]
fn a_code_lives_for_sixty_seconds_and_is_late_after_thirty_in_both_directions() {
    assert_eq!((LATE_AFTER, CODE_LIFE, SEEN_FOR), (30, 60, 180));
    for (age, expected) in [
        (0, Ok(Freshness::Fresh)),
        (1, Ok(Freshness::Fresh)),
        (30, Ok(Freshness::Fresh)),
        (31, Ok(Freshness::Late { seconds: 31 })),
        (60, Ok(Freshness::Late { seconds: 60 })),
        (61, Err(Refusal::TooOld { seconds: 61 })),
        (86_000, Err(Refusal::TooOld { seconds: 86_000 })),
        (-1, Ok(Freshness::Fresh)),
        (-30, Ok(Freshness::Fresh)),
        (-31, Ok(Freshness::Late { seconds: -31 })),
        (-60, Ok(Freshness::Late { seconds: -60 })),
        (-61, Err(Refusal::FromTheFuture { seconds: 61 })),
        (-86_400, Err(Refusal::FromTheFuture { seconds: 86_400 })),
    ] {
        let counter = Counter::new();
        let code = counter.code(NOW - age);
        let verified = counter.reader().verify(&code, Expected::OneWay, NOW);
        let freshness = verified.as_ref().map(|verified| verified.freshness());
        assert_eq!(freshness, expected.as_ref().copied(), "{age} s");
        let doubts = verified.map(|verified| verified.doubts());
        let late = matches!(expected, Ok(Freshness::Late { .. }));
        assert_eq!(doubts == Ok(Doubts::Some), late, "{age} s");
    }
}

#[test]
fn an_answer_keeps_the_same_time() {
    let counter = Counter::new();
    let asked = counter.ask(9);
    let verdict = |made_at: i64, now: i64| {
        let answer = counter.answer(&asked.request, made_at);
        let verified = counter.reader().verify(&answer, Expected::Answer(&asked), now);
        verified.map(|verified| verified.freshness())
    };
    assert_eq!(verdict(NOW, NOW + 60).ok(), Some(Freshness::Late { seconds: 60 }));
    assert_eq!(verdict(NOW, NOW + 61).err(), Some(Refusal::TooOld { seconds: 61 }));
    assert_eq!(verdict(NOW + 119, NOW + 119).ok(), Some(Freshness::Fresh));
}

#[test]
fn a_code_is_remembered_for_as_long_as_it_can_be_accepted() {
    let counter = Counter::new();
    let mut reader = counter.reader();
    let code = counter.code(NOW);
    let mut at = |now| reader.verify(&code, Expected::OneWay, now).map(drop);
    assert_eq!(at(NOW - 60), Ok(()));
    assert_eq!(at(NOW + 60), Err(Refusal::SeenBefore { seconds: 120 }));
    assert_eq!(at(NOW + 61), Err(Refusal::TooOld { seconds: 61 }));
    // A clock that is set back opens no second chance.
    assert_eq!(at(NOW - 59), Err(Refusal::SeenBefore { seconds: 1 }));
    assert_eq!(at(NOW - 60), Err(Refusal::SeenBefore { seconds: 0 }));
    const { assert!(SEEN_FOR >= 2 * CODE_LIFE) };
}

#[test]
fn what_was_refused_is_not_remembered() {
    let counter = Counter::new();
    let mut reader = counter.reader();
    let code = counter.code(NOW);
    let early = reader.verify(&code, Expected::OneWay, NOW - 61).map(drop);
    assert_eq!(early, Err(Refusal::FromTheFuture { seconds: 61 }));
    assert!(reader.verify(&code, Expected::OneWay, NOW).is_ok());
}

#[test]
fn a_new_code_of_the_same_card_is_accepted() {
    let counter = Counter::new();
    let mut reader = counter.reader();
    let card = counter.issue(&counter.form());
    for now in [NOW, NOW + 30, NOW + 60] {
        let code = counter.show(std::slice::from_ref(&card), now);
        assert!(reader.verify(&code, Expected::OneWay, now).is_ok());
    }
}

#[test]
fn a_part_that_was_seen_alone_is_seen_within_another_code() {
    let counter = Counter::new();
    let mut reader = counter.reader();
    let parts = [counter.part(&[1; 8], NOW), counter.part(&[1; 8], NOW)];
    let both = reader.verify(&join(&parts), Expected::OneWay, NOW).unwrap();
    assert_eq!(both.documents().len(), 2);
    for part in &parts {
        let seen = reader.verify(part, Expected::OneWay, NOW + 2).map(drop);
        assert_eq!(seen, Err(Refusal::SeenBefore { seconds: 2 }));
    }
}
