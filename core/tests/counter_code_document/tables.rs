//! The document's tables, from the code's own.

use vigiayto_core::credential::cbor::Limits;
use vigiayto_core::credential::claims::{
    ALL, Claim, CredentialType, Form, MOST_PICTURE, Risk, USUAL,
};
use vigiayto_core::credential::name::MAX_NAME_BYTES;
use vigiayto_core::credential::status::{MAX_CACHE_BYTES, MAX_INFLATED, MAX_LISTS};
use vigiayto_core::credential::trust::MOST_AHEAD;
use vigiayto_core::credential::x509::{MAX_CERTIFICATE_BYTES, MAX_CHAIN};
use vigiayto_core::document::{
    CardEdition, DocumentKind, ForeignerPaper, LicenceScheme, PlateColour, PlateOwnership,
    VehicleAutomation, VehicleEnergy,
};
use vigiayto_core::language::Message;
use vigiayto_core::present::{CLOCK_SKEW, LONGEST_LIFE, MOST_DOCUMENTS, ONE_SYMBOL, RENEWED_AFTER};
use vigiayto_core::qr::base45::MAX_TEXT_LEN;
use vigiayto_core::qr::frames::{MAX_ASSEMBLIES, MAX_FRAGMENTS, MAX_FRAME_LEN, MAX_MESSAGE_LEN};
use vigiayto_core::verify::{CODE_LIFE, LATE_AFTER, Policy, SEEN_FOR};

use crate::blocks::fenced;

pub(crate) fn blocks() -> Vec<(&'static str, String)> {
    vec![
        ("types", types()),
        ("claims", claims()),
        ("codes", codes()),
        ("usual", usual()),
        ("limits", limits()),
    ]
}

fn limits() -> String {
    let day = 24 * 60 * 60;
    let rows = [
        ("text of a code or request after its prefix, characters", MAX_TEXT_LEN as u64),
        ("text of a frame, characters", MAX_FRAME_LEN as u64),
        ("token, request, answer: bytes", Limits::TOKEN.bytes as u64),
        ("token, request, answer: items of CBOR", Limits::TOKEN.items as u64),
        ("trust list, status list: bytes", Limits::LIST.bytes as u64),
        ("trust list, status list: items of CBOR", Limits::LIST.items as u64),
        ("levels of CBOR", Limits::TOKEN.depth.into()),
        ("documents of a presentation", MOST_DOCUMENTS as u64),
        ("picture, bytes", MOST_PICTURE as u64),
        ("name that is shown, bytes", MAX_NAME_BYTES as u64),
        ("certificates of a chain", MAX_CHAIN as u64),
        ("certificate, bytes", MAX_CERTIFICATE_BYTES as u64),
        ("status list once inflated, bytes", MAX_INFLATED as u64),
        ("status lists kept", MAX_LISTS as u64),
        ("status lists kept, bytes once inflated", MAX_CACHE_BYTES as u64),
        ("frames: bytes of the message", MAX_MESSAGE_LEN as u64),
        ("frames: fragments", MAX_FRAGMENTS as u64),
        ("frames: messages collected at once", MAX_ASSEMBLIES as u64),
        ("characters shown as one symbol", ONE_SYMBOL as u64),
        ("a code is renewed after, s", RENEWED_AFTER.unsigned_abs()),
        ("a code is accepted, before and after its time, for, s", CODE_LIFE.unsigned_abs()),
        ("an accepted code is remarked on beyond, s", LATE_AFTER.unsigned_abs()),
        ("a code is remembered for, s", SEEN_FOR.unsigned_abs()),
        ("a request lives at most, s", LONGEST_LIFE.unsigned_abs()),
        ("a request's clock may be ahead by, s", CLOCK_SKEW.unsigned_abs()),
        ("a list may be signed ahead by, s", MOST_AHEAD.unsigned_abs()),
        ("trust list's age, everyday policy, days", Policy::EVERYDAY.trust_age / day),
        ("trust list's age, strict policy, days", Policy::STRICT.trust_age / day),
    ];
    let rows = rows.map(|(what, most)| format!("| {what} | {most} |"));
    format!("| what | most |\n| --- | ---: |\n{}\n", rows.join("\n"))
}

fn types() -> String {
    let mut table =
        String::from("| `vct` | kind | document | facts |\n| --- | --- | --- | --- |\n");
    for kind in DocumentKind::ALL {
        let credential_type = CredentialType::of(*kind);
        let facts: Vec<String> =
            credential_type.claims().iter().map(|claim| claim.number.to_string()).collect();
        let (number, code, title) = (credential_type.number(), kind.code(), kind.title());
        table +=
            &format!("| {number} | {code} | {}; {} | {} |\n", title.vi, title.en, facts.join(" "));
    }
    table
}

fn claims() -> String {
    let mut table = String::from(
        "| number | key | form | name | ISO name | risk |\n| ---: | --- | --- | --- | --- | --- |\n",
    );
    for claim in ALL {
        let risk = match claim.risk() {
            Risk::High => "high",
            _ => "low",
        };
        let (number, key, form, label) = (claim.number, claim.key(), form(claim), claim.label);
        table += &format!(
            "| {number} | {key} | {form} | {}; {} | {} | {risk} |\n",
            label.vi, label.en, claim.iso
        );
    }
    table
}

fn form(claim: &Claim) -> &'static str {
    match claim.form {
        Form::BirthDate => "birth date",
        Form::Code(_) => "code",
        Form::Date => "date",
        Form::Flag => "flag",
        Form::Sex => "sex",
        Form::Picture => "picture",
        Form::PictureFormat => "picture format",
        Form::Term => "term",
        Form::Text => "text",
        _ => panic!("a form that the document does not have"),
    }
}

macro_rules! codes_of {
    ($choice:ident) => {
        $choice::ALL.iter().map(|choice| (choice.code(), choice.message())).collect()
    };
}

fn codes() -> String {
    let lists: [(i64, Vec<(&str, Message)>); 7] = [
        (-8, codes_of!(LicenceScheme)),
        (-23, codes_of!(PlateColour)),
        (-26, codes_of!(CardEdition)),
        (-29, codes_of!(PlateOwnership)),
        (-34, codes_of!(VehicleEnergy)),
        (-35, codes_of!(VehicleAutomation)),
        (-46, codes_of!(ForeignerPaper)),
    ];
    let listed: Vec<i64> = lists.iter().map(|(number, _)| *number).collect();
    let coded = ALL.iter().filter(|claim| matches!(claim.form, Form::Code(_)));
    let mut coded: Vec<i64> = coded.map(|claim| claim.number).collect();
    coded.sort_unstable_by(|one, other| other.cmp(one));
    assert_eq!(listed, coded);
    let mut table = String::from("| number | code | meaning |\n| ---: | --- | --- |\n");
    for (number, codes) in lists {
        let claim = Claim::by_number(number).unwrap();
        let Form::Code(words) = claim.form else { panic!("a code") };
        for (code, message) in codes {
            assert_eq!(words(code), Some(message));
            table += &format!("| {number} | `{code}` | {}; {} |\n", message.vi, message.en);
        }
    }
    table
}

fn usual() -> String {
    let mut table = String::from("| set | for | `vct` | facts |\n| --- | --- | --- | --- |\n");
    for usual in USUAL {
        let facts: Vec<String> = usual.claims.iter().map(ToString::to_string).collect();
        let (vct, title) = (CredentialType::of(usual.kind).number(), usual.title);
        table += &format!(
            "| {} | {}; {} | {vct} | {} |\n",
            usual.code,
            title.vi,
            title.en,
            facts.join(" ")
        );
    }
    table
}

pub(crate) fn words() -> String {
    let words: Vec<&str> = include_str!("../../src/present/words.txt").lines().collect();
    let lines: Vec<String> = words.chunks(8).map(|line| line.join(", ")).collect();
    fenced("text", &lines.join("\n"))
}
