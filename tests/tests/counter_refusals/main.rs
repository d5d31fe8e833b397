//! Every reason for which a counter refuses a code, each of them reached by someone's real attempt.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod attempts;
mod clock;
mod counter;
mod issuers;
mod words;

use std::collections::BTreeSet;

use vigiayto_core::verify::Refusal;

/// What someone tries, and why it is refused.
struct Attempt {
    /// A sentence.
    what: &'static str,
    expected: Refusal,
    refused: fn() -> Refusal,
}

#[test]
fn each_attempt_is_refused_for_its_own_reason() {
    for attempt in all() {
        assert_eq!((attempt.refused)(), attempt.expected, "{}", attempt.what);
    }
}

#[test]
fn every_reason_that_there_is_was_reached() {
    let reached: BTreeSet<&str> = all().map(|attempt| attempt.expected.code()).collect();
    let known: BTreeSet<&str> = Refusal::ALL_CODES.iter().copied().collect();
    assert_eq!(known.len(), Refusal::ALL_CODES.len(), "a code stands for one reason");
    assert_eq!(reached, known);
}

fn all() -> impl Iterator<Item = &'static Attempt> {
    attempts::ATTEMPTS.iter().chain(issuers::ATTEMPTS).chain(counter::ATTEMPTS)
}
