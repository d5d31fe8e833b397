//! Every byte of a code, changed; every length of it, cut.

use vigiayto_core::present::code_text;
use vigiayto_core::verify::{Expected, Reader, Refusal};
use vigiayto_tests::counter::Counter;
use vigiayto_tests::forge::{bytes, text};
use vigiayto_tests::wallets::NOW;

#[test]
fn a_code_with_a_changed_byte_is_never_accepted() {
    let counter = Counter::new();
    let code = counter.code(NOW);
    assert_eq!(unsigned_bytes(&mut counter.reader(), &code, Expected::OneWay), 0);
}

#[test]
fn an_answer_with_a_changed_byte_is_never_accepted() {
    let counter = Counter::new();
    let asked = counter.ask(9);
    let answer = counter.answer(&asked.request, NOW);
    assert_eq!(unsigned_bytes(&mut counter.reader(), &answer, Expected::Answer(&asked)), 0);
}

#[test]
fn a_byte_that_nobody_signs_makes_no_new_code() {
    let counter = Counter::new();
    let mut forge = counter.forge();
    forge.holder_unprotected.insert(99, bytes(&[0xaa; 4]));
    forge.holder_unprotected.insert(100, text("abcd"));
    let unsigned = unsigned_bytes(&mut counter.reader(), &forge.code(), Expected::OneWay);
    // The contents of both at least, as far as a text remains one.
    assert!(unsigned >= 8, "{unsigned}");
}

#[test]
fn a_code_that_is_cut_anywhere_is_never_accepted() {
    let counter = Counter::new();
    let code = counter.code(NOW);
    let text = code_text(&code);
    let mut reader = counter.reader();
    for length in 0..code.len() {
        let refusal = reader.verify(&code[..length], Expected::OneWay, NOW).unwrap_err();
        assert_eq!(refusal.code(), "damaged", "{length} bytes");
    }
    for length in 0..text.len() {
        let refusal = reader.verify_text(&text[..length], Expected::OneWay, NOW).unwrap_err();
        assert!(matches!(refusal.code(), "damaged" | "not_a_code"), "{length} letters");
    }
    assert!(reader.verify_text(&text, Expected::OneWay, NOW).is_ok());
}

/// At how many places a counter that has seen the code does not tell a changed one from it. It accepts none.
fn unsigned_bytes(reader: &mut Reader, code: &[u8], expected: Expected<'_>) -> usize {
    reader.verify(code, expected, NOW).unwrap();
    let mut changed = code.to_vec();
    let mut unsigned = 0;
    for at in 0..code.len() {
        let mut refusals = Vec::new();
        for change in [0x01, 0x20, 0x80] {
            changed[at] ^= change;
            let verified = reader.verify(&changed, expected, NOW);
            refusals.push(verified.map(drop).expect_err("a changed code was accepted"));
            changed[at] = code[at];
        }
        unsigned += usize::from(refusals.contains(&Refusal::SeenBefore { seconds: 0 }));
    }
    unsigned
}
