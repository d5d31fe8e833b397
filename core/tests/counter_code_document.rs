//! `docs/counter-code.md` is true: its tables and its worked example are made anew and compared with the page.
//!
//! `VIGIAYTO_WRITE=1` writes them into the page instead.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::fmt::Write as _;
use std::path::PathBuf;

use vigiayto_core::credential::cbor::{Key, Limits, Value, decode};
use vigiayto_core::credential::claims::{
    ALL, Claim, ClaimValue, CredentialType, Form, Risk, USUAL,
};
use vigiayto_core::credential::key::{PublicKey, Signer as _, SoftwareSigner};
use vigiayto_core::credential::name::DisplayName;
use vigiayto_core::credential::profile::{Form as Credential, KeyReference, issue_credential};
use vigiayto_core::credential::sd_cwt::{Digest, Disclosing, Held, SdCwt};
use vigiayto_core::credential::status::{
    Bits, Status, StatusListBuilder, StatusListForm, StatusReference,
};
use vigiayto_core::credential::trust::{Contents, Issuer, IssuerKey, KeyState};
use vigiayto_core::document::DocumentKind;
use vigiayto_core::platform::{Randomness, RandomnessError};
use vigiayto_core::present::{
    Part, Request, RequestForm, RequestItem, RequestedClaim, SealingKey, code_text, next_code,
    request_text, seal_answer, sign_answer,
};
use vigiayto_core::verify::{Expected, PendingRequest, Reader};

#[test]
fn the_tables_are_those_of_the_code() {
    compare("<!-- table: claims -->", &claims());
    compare("<!-- table: types -->", &types());
    compare("<!-- table: usual -->", &usual());
}

#[test]
fn the_worked_example_comes_out_as_written_and_verifies() {
    compare("<!-- example -->", &example());
}

fn claims() -> String {
    let mut table = String::from(
        "| number | key | form | ISO 18013-5, 23220-2, 7367 | risk |\n| ---: | --- | --- | --- | --- |\n",
    );
    for claim in ALL {
        let form = match claim.form {
            Form::BirthDate => "text `YYYYMMDD` or `YYYY`",
            Form::Code(_) => "text, a code",
            Form::Date => "integer YYYYMMDD or YYYY",
            Form::Flag => "true or false",
            Form::Sex => "1 male, 2 female",
            Form::Picture => "bytes",
            Form::PictureFormat => "1 JPEG, 4 WebP",
            Form::Term => "integer YYYYMMDD or YYYY; 0: no end",
            _ => "text",
        };
        let risk = if claim.risk() == Risk::High { "high" } else { "" };
        writeln!(
            table,
            "| {} | `{}` | {form} | {} | {risk} |",
            claim.number,
            claim.key(),
            claim.iso
        )
        .unwrap();
    }
    table
}

fn types() -> String {
    let mut table = String::from("| `vct` | document |\n| ---: | --- |\n");
    for kind in DocumentKind::ALL {
        let number = CredentialType::of(*kind).number();
        writeln!(table, "| {number} | {} (`{}`) |", kind.title().en, kind.code()).unwrap();
    }
    table
}

fn usual() -> String {
    let mut table = String::from("| code | document | facts |\n| --- | --- | --- |\n");
    for usual in USUAL {
        let keys = usual.claims.iter().filter_map(|number| Claim::by_number(*number));
        let keys: Vec<_> = keys.map(|claim| format!("`{}`", claim.key())).collect();
        writeln!(table, "| `{}` | `{}` | {} |", usual.code, usual.kind.code(), keys.join(", "))
            .unwrap();
    }
    table
}

fn example() -> String {
    let [issuer, holder, listing, reader] = [1, 2, 3, 4].map(signer);
    let mut page = String::new();
    let trust = trust_list(issuer.public_key(), &listing);
    block(&mut page, "The trust list", &trust);
    let mut statuses = StatusListBuilder::new(Bits::One, 64).unwrap();
    statuses.set(9, Status::Invalid).unwrap();
    let status_form = StatusListForm {
        issuer: ISSUER,
        key_id: b"k1",
        uri: STATUS,
        issued_at: NOW,
        expires_at: Some(NOW + 86_400),
        ttl: Some(3_600),
    };
    let status = statuses.sign(&status_form, &issuer).unwrap();
    block(
        &mut page,
        "The status list: 64 places of one bit, of which number 9 is revoked",
        &status,
    );

    let view = credential(&issuer, holder.public_key(), &[1, 4], Disclosing::Always);
    block(&mut page, "A counter view, name and personal number, as it was issued", &view);
    let code = next_code(&[Part { sd_cwt: &view, signer: &holder }], NOW, &Bytes(9)).unwrap();
    block(&mut page, "The content of the code: the key-binding token over it", &code.content);
    let text = code_text(&code.content);
    writeln!(page, "Its text, {} characters:\n\n```text\n{}\n```\n", text.len(), wrapped(&text))
        .unwrap();
    writeln!(page, "Its cross-check word: **{}**.\n", code.word).unwrap();
    let mut counter = counter(&trust, listing.public_key(), &status);
    let verified = counter.verify_text(&text, Expected::OneWay, NOW).unwrap();
    assert_eq!(verified.word(), code.word);

    let full = credential(&issuer, holder.public_key(), &[1, 4, 8], Disclosing::Selectively);
    block(
        &mut page,
        "A full credential of three facts, all hidden, as it was issued with all disclosures",
        &full,
    );
    let held = Held::new(SdCwt::parse(&full).unwrap()).unwrap();
    let birth = held.disclosable().find(|claim| claim.key == Some(Key::Integer(8)));
    let birth = birth.unwrap().disclosure;
    let digest = held.token().disclosures()[birth].digest();
    writeln!(page, "The hash of its disclosure of the birth date, which is shown alone next:\n\n```text\n{}\n```\n", hex(&digest.0)).unwrap();
    let shown = held.present(&[birth]);
    let code = next_code(&[Part { sd_cwt: &shown, signer: &holder }], NOW, &Bytes(9)).unwrap();
    block(&mut page, "The key-binding token that discloses the birth date alone", &code.content);
    let verified = counter.verify(&code.content, Expected::OneWay, NOW).unwrap();
    assert_eq!(verified.documents()[0].facts().len(), 1);
    assert_eq!(Digest::of(&disclosure(&shown)), digest);

    let (key, public) = SealingKey::make(&Bytes(5)).unwrap();
    let items = [RequestItem {
        credential_type: CredentialType::of(DocumentKind::CitizenCard),
        claims: [1, 4]
            .map(|number| RequestedClaim {
                claim: Claim::by_number(number).unwrap(),
                kept_days: 30,
            })
            .to_vec(),
    }];
    let form = RequestForm {
        reader: "Khách sạn Mẫu",
        certificates: &[],
        purpose: "Đăng ký lưu trú",
        items: &items,
        nonce: [7; 16],
        issued_at: NOW,
        lifetime: 120,
        sealing_key: public,
    };
    let request = form.sign(&reader).unwrap();
    block(&mut page, "A request, by a reader that names itself", &request);
    writeln!(page, "Its text:\n\n```text\n{}\n```\n", wrapped(&request_text(&request))).unwrap();
    let parsed = Request::parse(&request, &[], NOW).unwrap();
    writeln!(
        page,
        "SHA-256 of it: `{}`. The audience of answers: `{}`.\n",
        hex(&parsed.digest),
        parsed.audience()
    )
    .unwrap();
    let presentation =
        sign_answer(&[Part { sd_cwt: &view, signer: &holder }], &parsed, NOW).unwrap();
    block(&mut page, "The presentation that answers it, before it is sealed", &presentation);
    let sealed = seal_answer(&presentation, &parsed, &Bytes(6)).unwrap();
    block(&mut page, "The sealed answer", &sealed);
    let pending = PendingRequest { request: parsed, key };
    assert!(counter.verify(&sealed, Expected::Answer(&pending), NOW + 1).is_ok());
    page
}

fn credential(
    issuer: &SoftwareSigner,
    holder: PublicKey,
    numbers: &[i64],
    disclosing: Disclosing,
) -> Vec<u8> {
    let facts: Vec<_> = [(1, "000190000001"), (4, "Nguyễn Văn Mẫu"), (8, "01/01/1990")]
        .into_iter()
        .filter(|(number, _)| numbers.contains(number))
        .map(|(number, text)| {
            let claim = Claim::by_number(number).unwrap();
            (claim, ClaimValue::from_form(claim, text).unwrap())
        })
        .collect();
    let form = Credential {
        issuer: ISSUER,
        key: KeyReference::Id(b"k1"),
        credential_type: CredentialType::of(DocumentKind::CitizenCard),
        issued_at: NOW - NOW.rem_euclid(86_400),
        expires_at: NOW + 30 * 86_400,
        holder_key: holder,
        status: StatusReference::new(STATUS, 5).ok(),
        claims: &facts,
        disclosing,
    };
    issue_credential(&form, issuer, &Counting::default()).unwrap()
}

fn trust_list(issuer: PublicKey, listing: &SoftwareSigner) -> Vec<u8> {
    let key = IssuerKey {
        id: b"k1".to_vec(),
        key: issuer,
        not_before: NOW - 86_400,
        not_after: NOW + 365 * 86_400,
        state: KeyState::Active,
    };
    let contents = Contents {
        publisher: "https://trust.example".to_owned(),
        issued_at: NOW,
        expires_at: NOW + 30 * 86_400,
        sequence: 1,
        issuers: vec![Issuer {
            id: ISSUER.to_owned(),
            name_vi: DisplayName::new("Cơ quan cấp mẫu").unwrap(),
            name_en: DisplayName::new("Sample authority").unwrap(),
            keys: vec![key],
            kinds: vec![65001],
        }],
        issuer_roots: Vec::new(),
        reader_roots: Vec::new(),
    };
    contents.sign(listing).unwrap()
}

fn counter(trust: &[u8], pinned: PublicKey, status: &[u8]) -> Reader {
    let mut reader = Reader::default();
    reader.update_trust(trust, &[pinned], NOW).unwrap();
    reader.update_status(status, NOW).unwrap();
    reader
}

/// The content of the first disclosure of a token.
fn disclosure(token: &[u8]) -> Vec<u8> {
    let value = decode(token, Limits::TOKEN).unwrap();
    let Value::Tag(_, inner) = value else { panic!("a signed object") };
    let list = inner.as_array().unwrap()[1].entry(17).unwrap();
    list.as_array().unwrap()[0].as_bytes().unwrap().to_vec()
}

fn signer(seed: u8) -> SoftwareSigner {
    SoftwareSigner::from_bytes(&[seed; 32]).unwrap()
}

/// The same byte over and over.
struct Bytes(u8);

impl Randomness for Bytes {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomnessError> {
        bytes.fill(self.0);
        Ok(())
    }
}

/// 0, 1, 2, …: salts must differ.
#[derive(Default)]
struct Counting(std::sync::atomic::AtomicU8);

impl Randomness for Counting {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomnessError> {
        for byte in bytes {
            *byte = self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        }
        Ok(())
    }
}

fn block(page: &mut String, title: &str, bytes: &[u8]) {
    let value = decode(bytes, Limits::TOKEN).unwrap();
    let mut notation = String::new();
    diagnostic(&value, 0, &mut notation);
    writeln!(
        page,
        "**{title}** ({} bytes):\n\n```text\n{}\n```\n",
        bytes.len(),
        wrapped(&hex(bytes))
    )
    .unwrap();
    writeln!(page, "```text\n{notation}\n```\n").unwrap();
}

/// Diagnostic notation (RFC 8949 §8), with byte strings that hold CBOR opened as `<<…>>`.
fn diagnostic(value: &Value<'_>, depth: usize, out: &mut String) {
    let line = |out: &mut String, depth: usize| {
        out.push('\n');
        out.push_str(&"  ".repeat(depth));
    };
    match value {
        Value::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                line(out, depth + 1);
                diagnostic(item, depth + 1, out);
            }
            if !items.is_empty() {
                line(out, depth);
            }
            out.push(']');
        }
        Value::Map(pairs) => {
            out.push('{');
            for (at, (key, value)) in pairs.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                line(out, depth + 1);
                diagnostic(key, depth + 1, out);
                out.push_str(": ");
                diagnostic(value, depth + 1, out);
            }
            if !pairs.is_empty() {
                line(out, depth);
            }
            out.push('}');
        }
        Value::Bytes(bytes) => match decode(bytes, Limits::TOKEN) {
            Ok(inner @ (Value::Map(_) | Value::Array(_))) => {
                out.push_str("<<");
                diagnostic(&inner, depth, out);
                out.push_str(">>");
            }
            _ => write!(out, "h'{}'", hex(bytes)).unwrap(),
        },
        Value::Text(text) => write!(out, "{text:?}").unwrap(),
        Value::Integer(number) => write!(out, "{number}").unwrap(),
        Value::Bool(flag) => write!(out, "{flag}").unwrap(),
        Value::Simple(number) => write!(out, "simple({number})").unwrap(),
        Value::Tag(tag, inner) => {
            write!(out, "{tag}(").unwrap();
            diagnostic(inner, depth, out);
            out.push(')');
        }
        Value::Null => out.push_str("null"),
        Value::Float(number) => write!(out, "{number:?}").unwrap(),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// In lines of 120 characters; a space at the end of one is a character of base45.
fn wrapped(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    letters.chunks(120).map(|line| line.iter().collect::<String>()).collect::<Vec<_>>().join("\n")
}

fn compare(marker: &str, made: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/counter-code.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once(marker).unwrap();
    let (written, after) = rest.split_once("<!-- end -->").unwrap();
    let made = format!("\n\n{}\n\n", made.trim_end());
    if std::env::var_os("VIGIAYTO_WRITE").is_some() {
        std::fs::write(&path, format!("{before}{marker}{made}<!-- end -->{after}")).unwrap();
        return;
    }
    assert!(written == made, "{marker} is out of date: run this test alone with VIGIAYTO_WRITE=1");
}

const ISSUER: &str = "https://c06.gov.example";
const STATUS: &str = "https://c06.gov.example/s/1";
/// 2026-11-23T03:00:00Z.
const NOW: i64 = 1_795_402_800;
