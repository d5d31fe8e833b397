//! `core/docs/counter-code.md` says what the code does: every table and every byte between its markers is made here anew from fixed
//! inputs and compared, and what stands there is verified.
//!
//! `VIGIAYTO_WRITE=1` writes the blocks instead.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod blocks;
mod diagnostic;
mod example;
mod steps;
mod tables;

use std::collections::BTreeSet;

use vigiayto_core::language::Language;
use vigiayto_core::present::{Content, Request, code_content, request_content};
use vigiayto_core::verify::{Expected, Freshness, PendingRequest, Reader, Refusal};

use self::blocks::Document;
use self::example::{Example, NOW, READ_AT};

#[test]
fn every_block_is_what_the_code_makes() {
    let example = Example::make();
    let mut expected = tables::blocks();
    expected.extend(steps::blocks(&example));
    expected.push(("words", tables::words()));
    let mut document = Document::read();
    if std::env::var_os("VIGIAYTO_WRITE").is_some() {
        document.write(&expected);
    }
    let names: Vec<&str> = expected.iter().map(|(name, _)| *name).collect();
    assert_eq!(document.names(), names, "the blocks of the document, in order");
    for (name, content) in &expected {
        assert_eq!(document.block(name), content, "block {name}");
    }
}

#[test]
fn the_code_in_the_document_is_accepted_for_what_it_is() {
    let document = Document::read();
    let mut reader = reader(&document);
    let text = document.line("code-text");
    let verified = reader.verify_text(&text, Expected::OneWay, READ_AT).unwrap();
    assert_eq!(verified.freshness(), Freshness::Fresh);
    assert_eq!(verified.made_at(), NOW);
    assert!(document.block("code-word").contains(verified.word().as_str()));
    let [shown] = verified.documents() else { panic!("one document") };
    let facts: Vec<_> = shown.facts().iter().map(|(claim, value)| (claim.number, value)).collect();
    let numbers: BTreeSet<i64> = facts.iter().map(|(number, _)| *number).collect();
    assert_eq!(numbers, BTreeSet::from([1, 4, 8, 9, 10, 13]));
    assert_eq!(shown.issuer().name(Language::En), "Sample authority");
    assert_eq!(
        reader.verify_text(&text, Expected::OneWay, READ_AT + 1).unwrap_err(),
        Refusal::SeenBefore { seconds: 1 }
    );
    let late = reader.verify_text(&text, Expected::OneWay, NOW + 61).unwrap_err();
    assert_eq!(late, Refusal::TooOld { seconds: 61 });
}

#[test]
fn the_choice_in_the_document_discloses_one_fact() {
    let document = Document::read();
    let text = document.line("choice-text");
    let verified = reader(&document).verify_text(&text, Expected::OneWay, READ_AT).unwrap();
    let [shown] = verified.documents() else { panic!("one document") };
    let facts: Vec<i64> = shown.facts().iter().map(|(claim, _)| claim.number).collect();
    assert_eq!(facts, [-1]);
}

#[test]
fn the_answer_in_the_document_opens_for_its_request_alone() {
    let document = Document::read();
    let bytes = request_content(&document.line("request-text")).unwrap();
    let request = Request::parse(&bytes, &[], NOW).unwrap();
    request.check(NOW).unwrap();
    let answer = code_content(&document.line("answer-text")).unwrap();
    let Content::Sealed(sealed) = Content::parse(&answer).unwrap() else { panic!("sealed") };
    let pending = PendingRequest { request, key: Example::sealing().0 };
    let opened = sealed.open(&pending.request, &pending.key).unwrap();
    assert_eq!(opened, document.bytes("answer-presentation"));
    let mut reader = reader(&document);
    let verified = reader.verify(&answer, Expected::Answer(&pending), READ_AT).unwrap();
    assert!(verified.withheld().is_empty());
    let elsewhere = reader.verify(&answer, Expected::OneWay, READ_AT).unwrap_err();
    assert_eq!(elsewhere, Refusal::AnswerWithoutRequest);
}

#[test]
fn every_refusal_is_in_the_document() {
    let codes = Refusal::ALL_CODES.iter().map(|code| (*code).to_owned()).collect();
    assert_eq!(Document::read().refusals(), codes);
}

fn reader(document: &Document) -> Reader {
    let mut reader = Reader::default();
    let pinned = [Example::listing_key()];
    reader.update_trust(&document.bytes("trust-list-hex"), &pinned, READ_AT).unwrap();
    reader.update_status(&document.bytes("status-list-hex"), READ_AT).unwrap();
    reader
}
