//! What scanners, keyboards and other programs make of a text.

use crate::{ACCEPTED, Given, Variant};

pub(crate) const VARIANTS: &[Variant] = &[
    of("the text as it is", ACCEPTED, |text| text),
    of("lower-case letters", ACCEPTED, |text| text.to_lowercase()),
    of("a lower-case prefix", ACCEPTED, |text| text.replacen("VGT", "vgT", 1)),
    of("a return and a line feed behind it", ACCEPTED, |text| text + "\r\n"),
    of("a tab before it", ACCEPTED, |text| format!("\t{text}")),
    of("line feeds around it", ACCEPTED, |text| format!("\n\n{text}\n\n")),
    of("a byte-order mark before it", ACCEPTED, |text| format!("\u{feff}{text}")),
    of("a zero byte behind it", ACCEPTED, |text| text + "\0"),
    of("the control codes of a keyboard scanner", ACCEPTED, |text| format!("\u{2}{text}\u{3}")),
    of("a space before it", ACCEPTED, |text| format!(" {text}")),
    of("a space within it is lost", "damaged", |text| {
        assert!(text.contains(' '), "a code without a space shows nothing");
        text.replacen(' ', "", 1)
    }),
    of("a space within it becomes a plus", "holder_signature", |text| text.replacen(' ', "+", 1)),
    of("a line feed within it", "damaged", |text| inserted(&text, "\n")),
    of("a tab within it", "damaged", |text| inserted(&text, "\t")),
    of("a letter of no alphabet", "damaged", |text| inserted(&text, "#")),
    of("a letter of Vietnamese", "damaged", |text| inserted(&text, "đ")),
    of("a dotless i", "damaged", |text| inserted(&text, "ı")),
    of("a group beyond two bytes", "damaged", |text| text.replacen("VGT1:", "VGT1::::", 1)),
    of("one letter is missing at the end", "damaged", |text| shortened(&text, 1)),
    of("two letters are missing at the end", "damaged", |text| shortened(&text, 2)),
    of("three letters are missing at the end", "damaged", |text| shortened(&text, 3)),
    of("half of it is missing", "damaged", |text| shortened(&text, text.len() / 2)),
    of("one letter is missing at the start", "damaged", |text| text.replacen(&text[5..6], "", 1)),
    of("one letter too many", "damaged", |text| text + "0"),
    of("two letters too many", "damaged", |text| text + "00"),
    of("three letters too many", "damaged", |text| text + "000"),
    of("a space behind it", "damaged", |text| text + " "),
    of("nothing behind the prefix", "damaged", |_| "VGT1:".to_owned()),
    of("nothing at all", "not_a_code", |_| String::new()),
    of("half a prefix", "not_a_code", |_| "VGT".to_owned()),
    of("the prefix twice", "damaged", |text| format!("VGT1:{text}")),
    of("two codes without anything between them", "damaged", |text| format!("{text}{text}")),
    of("two codes on two lines", "damaged", |text| format!("{text}\n{text}")),
    of("version 2", "newer_version", |text| text.replacen("VGT1", "VGT2", 1)),
    of("version 0", "not_a_code", |text| text.replacen("VGT1", "VGT0", 1)),
    of("version 12", "newer_version", |text| text.replacen("VGT1", "VGT12", 1)),
    of("a version in letters", "not_a_code", |text| text.replacen("VGT1", "VGTA", 1)),
    of("no version", "not_a_code", |text| text.replacen("VGT1", "VGT", 1)),
    of("wide letters", "not_a_code", |text| text.replacen("VGT1", "ＶＧＴ１", 1)),
    of("a letter across the prefix's end", "not_a_code", |text| text.replacen(':', "đ", 1)),
    of("a link to a code", "not_a_code", |text| format!("https://vigiayto.example/{text}")),
    of("the health certificate of another system", "not_a_code", |text| {
        text.replacen("VGT1", "HC1", 1)
    }),
    of("more letters than a symbol holds", "damaged", |text| text + &"0".repeat(4_000)),
    of("more letters than any content has", "not_a_code", |text| text + &"0".repeat(100_001)),
];

const fn of(what: &'static str, expected: &'static str, alter: fn(String) -> String) -> Variant {
    Variant { what, expected, given: Given::Text(alter) }
}

/// Something more between two groups.
fn inserted(text: &str, more: &str) -> String {
    let (start, end) = text.split_at(5 + 30);
    [start, more, end].concat()
}

fn shortened(text: &str, by: usize) -> String {
    text[..text.len() - by].to_owned()
}
