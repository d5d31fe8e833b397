//! Codes that nobody's wallet makes, in one table each for its text, its shape, its content and its seal.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod answers;
mod bindings;
mod credentials;
mod every_byte;
mod shapes;
mod texts;

use vigiayto_core::present::{Request, code_text};
use vigiayto_core::verify::{Expected, Refusal, VerifiedPresentation};
use vigiayto_tests::counter::Counter;
use vigiayto_tests::forge::Forge;
use vigiayto_tests::wallets::NOW;

/// A code, and what becomes of it at a counter that has seen nothing yet.
struct Variant {
    /// A sentence.
    what: &'static str,
    /// A refusal's code, or [`ACCEPTED`].
    expected: &'static str,
    given: Given,
}

/// What the counter is given.
enum Given {
    /// The usual code after a part of it was made otherwise, by those who sign it.
    Altered(fn(&mut Forge<'_>)),
    /// A content that answers a request.
    Answer(fn(&Counter, &Request) -> Vec<u8>),
    /// A content, where nothing was asked.
    Content(fn(&Counter) -> Vec<u8>),
    /// A content made of the pieces of the usual code.
    Forged(fn(&Forge<'_>) -> Vec<u8>),
    /// A text made of that of the usual code.
    Text(fn(String) -> String),
}

#[test]
fn each_variant_meets_its_own_end() {
    let count = all().count();
    let mut unexpected = Vec::new();
    for Variant { what, expected, given } in all() {
        let verdict = verdict(&Counter::new(), given);
        if verdict != *expected {
            unexpected.push(format!("{what}: {verdict}, not {expected}"));
        }
    }
    assert!(unexpected.is_empty(), "{unexpected:#?}");
    println!("{count} hostile variants");
    assert!(count >= AT_LEAST, "{count}");
}

#[test]
fn no_two_variants_are_the_same() {
    let mut sentences: Vec<&str> = all().map(|variant| variant.what).collect();
    sentences.sort_unstable();
    let all = sentences.len();
    sentences.dedup();
    assert_eq!(sentences.len(), all);
}

fn all() -> impl Iterator<Item = &'static Variant> {
    let tables = [
        texts::VARIANTS,
        shapes::VARIANTS,
        bindings::VARIANTS,
        credentials::VARIANTS,
        answers::VARIANTS,
    ];
    tables.into_iter().flatten()
}

fn verdict(counter: &Counter, given: &Given) -> String {
    let mut reader = counter.reader();
    told(match given {
        Given::Altered(alter) => {
            let mut forge = counter.forge();
            alter(&mut forge);
            reader.verify(&forge.code(), Expected::OneWay, NOW)
        }
        Given::Answer(make) => {
            let asked = counter.ask(9);
            reader.verify(&make(counter, &asked.request), Expected::Answer(&asked), NOW)
        }
        Given::Content(make) => reader.verify(&make(counter), Expected::OneWay, NOW),
        Given::Forged(make) => reader.verify(&make(&counter.forge()), Expected::OneWay, NOW),
        Given::Text(alter) => {
            let text = alter(code_text(&counter.code(NOW)));
            reader.verify_text(&text, Expected::OneWay, NOW)
        }
    })
}

fn told(verified: Result<VerifiedPresentation, Refusal>) -> String {
    match verified {
        Ok(verified) => {
            match verified.documents().iter().map(|document| document.unknown_facts()).sum() {
                0_usize => ACCEPTED.to_owned(),
                unknown => format!("{ACCEPTED}, {unknown} unknown"),
            }
        }
        Err(refusal) => refusal.code().to_owned(),
    }
}

const ACCEPTED: &str = "accepted";
const AT_LEAST: usize = 250;
