//! How much each usual set and each free choice takes: the table of `core/docs/sizes.md`, and that a preview tells it exactly.
//!
//! `VIGIAYTO_WRITE=1` writes the table again.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::fmt::Write as _;
use std::path::Path;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use time::OffsetDateTime;
use vigiayto_core::credential::batch::BatchSubject;
use vigiayto_core::credential::claims::{ClaimValue, USUAL, portrait, portrait_format};
use vigiayto_core::document::{Document, DocumentId, DocumentKind, forms};
use vigiayto_core::language::Language;
use vigiayto_core::present::{NextCode, Shown, text_length};
use vigiayto_core::qr::frames::{FragmentSize, Frames};
use vigiayto_core::qr::{Level, Symbol};
use vigiayto_core::wallet::{Caution, Preview, PreviewForm, Reuse, Selection, Session, Target};
use vigiayto_tests::authority::Authority;
use vigiayto_tests::phone::Phone;
use vigiayto_tests::wallets::{NOW, create};

/// Replacements in the example of a document's form: key and value, as TOML.
type Data = &'static [(&'static str, &'static str)];

#[test]
fn the_table_of_sizes_is_what_is_measured() {
    let table = table();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/docs/sizes.md");
    if std::env::var_os("VIGIAYTO_WRITE").is_some() {
        std::fs::write(&path, &table).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), table, "write it again");
}

#[test]
fn a_usual_set_is_at_most_700_characters_and_a_symbol_of_version_17() {
    let wallet = Filled::with(typical);
    for usual in USUAL {
        let Measured { characters, version, .. } = wallet.usual(usual.code);
        assert!(characters <= 700, "{}: {characters} characters", usual.code);
        assert!(version.is_some_and(|it| it <= 17), "{}: version {version:?}", usual.code);
    }
}

#[test]
fn a_free_choice_is_a_symbol_of_version_25_at_most_or_frames_as_the_preview_says() {
    let wallet = Filled::with(typical);
    let selections: Vec<Selection> =
        wallet.plain.iter().chain(&wallet.pictured).map(|it| wallet.everything(*it)).collect();
    let mut runner = TestRunner::new(Config { cases: 96, ..Config::default() });
    let some = prop::collection::vec((0..selections.len(), any::<u32>()), 1..=4);
    runner
        .run(&some, |picked| {
            let mut chosen: Vec<Selection> = Vec::new();
            for (at, mask) in picked {
                let all = &selections[at];
                let kept = all.claims.iter().enumerate().filter(|(bit, _)| mask >> bit & 1 == 1);
                let claims: Vec<i64> = kept.map(|(_, number)| *number).collect();
                if !claims.is_empty() && chosen.iter().all(|it| it.document != all.document) {
                    chosen.push(Selection { document: all.document, claims });
                }
            }
            if !chosen.is_empty() {
                // What is measured is compared with the preview in there.
                wallet.measure(&chosen);
            }
            Ok(())
        })
        .unwrap();
}

/// A wallet with a document of each kind, without and with a portrait.
struct Filled {
    session: Session,
    plain: Vec<DocumentId>,
    pictured: Vec<DocumentId>,
    _phone: Phone,
}

/// How a code is shown.
struct Measured {
    characters: usize,
    shown: String,
    /// Of the symbol, if it is one.
    version: Option<u8>,
}

impl Filled {
    fn with(data: fn(DocumentKind) -> Data) -> Self {
        let mut authority = Authority::new("https://c06.gov.example", 1);
        "https://c06.gov.example/s/1".clone_into(&mut authority.status_uri);
        let phone = Phone::new();
        let (_, session) = create(phone.folder.path(), phone.device.clone()).unwrap();
        session.update_trust_list(&authority.trust_list(NOW), &authority.pinned()).unwrap();
        let mut status = 1_000_000;
        let mut issue = |document: &Document, picture: Option<Vec<u8>>| {
            let today = OffsetDateTime::from_unix_timestamp(NOW).unwrap().date();
            let keys = BatchSubject::of(document, today, &[]).keys_for(1);
            let order = session.order_credentials(keys).unwrap();
            let mut subject = BatchSubject::of(document, today, &order.keys);
            if let Some(bytes) = picture {
                subject.claims.push((portrait(), ClaimValue::Picture(bytes)));
                subject.claims.push((portrait_format(), ClaimValue::PictureFormat(WEBP)));
            }
            status += 100;
            let tokens = authority.issue_subject(&subject, status, NOW);
            session.accept_credentials(order.id, &tokens, Target::New(None)).unwrap()
        };
        let (mut plain, mut pictured) = (Vec::new(), Vec::new());
        for kind in DocumentKind::ALL.iter().copied() {
            let document = document(kind, data(kind));
            plain.push(issue(&document, None));
            pictured.push(issue(&document, Some(picture())));
        }
        Self { session, plain, pictured, _phone: phone }
    }

    /// Shows the selections and compares with what the preview said.
    fn measure(&self, selections: &[Selection]) -> Measured {
        let Preview { characters, form, .. } = self.session.preview(selections).unwrap();
        let showing = self.session.show(selections, Caution::Override, Reuse::Allow).unwrap();
        let code: NextCode = self.session.next_code(&showing).unwrap();
        assert_eq!(text_length(code.content.len()), characters);
        match code.shown {
            Shown::Symbol(text) => {
                assert_eq!(form, PreviewForm::Symbol);
                assert_eq!(text.len(), characters);
                let version = Symbol::encode(&text, Level::M).unwrap().version();
                assert!(version <= 25, "version {version}");
                Measured { characters, shown: format!("version {version}"), version: Some(version) }
            }
            Shown::Frames => {
                assert_eq!(form, PreviewForm::Frames);
                let frames = Frames::new(&code.content, FragmentSize::VERSION_18).unwrap();
                Measured { characters, shown: format!("{} frames", frames.count()), version: None }
            }
            _ => unreachable!("a code is shown in one of two forms"),
        }
    }

    fn usual(&self, code: &str) -> Measured {
        let usual = USUAL.iter().find(|usual| usual.code == code).unwrap();
        let at = DocumentKind::ALL.iter().position(|kind| *kind == usual.kind).unwrap();
        let claims = usual.claims.to_vec();
        self.measure(&[Selection { document: self.plain[at], claims }])
    }

    fn everything(&self, document: DocumentId) -> Selection {
        Selection { document, claims: self.session.offered_claims(document).unwrap() }
    }
}

fn table() -> String {
    let mut text = String::from(HEAD);
    let wallets = [("typical", Filled::with(typical)), ("long", Filled::with(long))];
    let mut row = |set: &str, measure: &dyn Fn(&Filled) -> Measured| {
        for (data, wallet) in &wallets {
            let Measured { characters, shown, .. } = measure(wallet);
            writeln!(text, "| {set} | {data} | {characters} | {shown} |").unwrap();
        }
    };
    for usual in USUAL {
        let title = format!("{} (`{}`)", usual.title.text(Language::En), usual.code);
        row(&title, &|wallet| wallet.usual(usual.code));
    }
    for (at, kind) in DocumentKind::ALL.iter().enumerate() {
        let name = kind.code();
        row(&format!("all facts of `{name}`"), &|it| it.measure(&[it.everything(it.plain[at])]));
        row(&format!("all facts of `{name}`, portrait"), &|it| {
            it.measure(&[it.everything(it.pictured[at])])
        });
    }
    row("`identity`, `road_check` and `vehicle` together", &|wallet| {
        let one = |code: &str| {
            let usual = USUAL.iter().find(|usual| usual.code == code).unwrap();
            let at = DocumentKind::ALL.iter().position(|kind| *kind == usual.kind).unwrap();
            Selection { document: wallet.plain[at], claims: usual.claims.to_vec() }
        };
        wallet.measure(&["identity", "road_check", "vehicle"].map(one))
    });
    text
}

fn document(kind: DocumentKind, data: Data) -> Document {
    let form: Vec<String> = forms::example(kind)
        .lines()
        .map(|line| {
            let key = line.split(" = ").next().unwrap_or_default();
            let value = data.iter().find(|(known, _)| *known == key);
            value.map_or_else(|| line.to_owned(), |(key, value)| format!("{key} = {value}"))
        })
        .collect();
    Document::from_form(&form.join("\n")).unwrap()
}

/// A picture of 1,000 bytes, as far as its header goes: lossy WebP, 96 × 128.
fn picture() -> Vec<u8> {
    let mut bytes =
        b"RIFF\xe0\x03\0\0WEBPVP8 \xd4\x03\0\0\x50\0\0\x9d\x01\x2a\x60\0\x80\0".to_vec();
    bytes.resize(1000, 0x5a);
    bytes
}

const HEAD: &str = "\
# How long codes are

Written by `tests/tests/counter_sizes.rs` (`VIGIAYTO_WRITE=1` writes it again), which shows every set from a wallet and compares
the code with what the wallet said before. Issuer `https://c06.gov.example`, status list `https://c06.gov.example/s/1` with
numbers above one million, both signatures, shown one-way.

A usual set is shown by its view, a small credential whose facts are all open. All facts of a document are shown by the full
credential, where each brings its salt and its name. *Typical* data are an ordinary name and address; *long* data are the longest
names and addresses that are plausible. A portrait is a WebP of 1,000 bytes. Characters are those of the text `VGT1:…`; a symbol
stands at level M, and what does not fit into version 25 (1,451 characters) is shown as frames of version 18, of which a reader
needs at least as many as stand here.

| set | data | characters | shown as |
| --- | --- | ---: | --- |
";

/// Claim 169, binary image format.
const WEBP: u8 = 4;

fn typical(kind: DocumentKind) -> Data {
    match kind {
        DocumentKind::CitizenCard => &[
            ("full_name", r#""Nguyễn Thị Thu Hương""#),
            ("residence", r#""Số 12 ngõ 34 Trần Duy Hưng, Yên Hòa, Hà Nội""#),
            ("hometown", r#""Yên Phong, Bắc Ninh""#),
        ],
        DocumentKind::DriverLicence => {
            &[("full_name", r#""Nguyễn Thị Thu Hương""#), ("residence", r#""Yên Hòa, Hà Nội""#)]
        }
        DocumentKind::HealthInsurance => &[
            ("full_name", r#""Nguyễn Thị Thu Hương""#),
            ("address", r#""Công ty TNHH Thương mại An Bình""#),
            ("care_facility", r#""Bệnh viện đa khoa Yên Hòa""#),
        ],
        DocumentKind::VehicleRegistration => &[
            ("owner_name", r#""Nguyễn Thị Thu Hương""#),
            ("owner_address", r#""Số 12 ngõ 34 Trần Duy Hưng, Yên Hòa, Hà Nội""#),
            ("brand", r#""HONDA""#),
            ("model", r#""WAVE ALPHA""#),
            ("vehicle_colour", r#""Đỏ - Đen""#),
            ("engine_number", r#""JA39E0000001""#),
        ],
        _ => &[],
    }
}

fn long(kind: DocumentKind) -> Data {
    match kind {
        DocumentKind::BirthCertificate => &[
            ("full_name", LONG_NAME),
            ("birth_place", LONG_PLACE),
            ("hometown", LONG_ADDRESS),
            ("father_name", LONG_NAME),
            ("mother_name", LONG_NAME),
            ("registered_at", LONG_PLACE),
            ("ethnicity", r#""Phù Lá (Xá Phó)""#),
            ("notes", LONG_NOTE),
        ],
        DocumentKind::CitizenCard => {
            &[("full_name", LONG_NAME), ("residence", LONG_ADDRESS), ("hometown", LONG_ADDRESS)]
        }
        DocumentKind::DriverLicence => &[
            ("full_name", LONG_NAME),
            ("residence", LONG_ADDRESS),
            (
                "classes",
                r#"["A 01/03/2015", "B1 01/03/2015", "C 01/03/2025 - 01/03/2035", "D2 01/03/2025 - 01/03/2030", "CE 01/03/2025 - 01/03/2030"]"#,
            ),
            ("notes", LONG_NOTE),
        ],
        DocumentKind::ForeignerDocument => &[
            ("full_name", LONG_NAME),
            ("residence", LONG_ADDRESS),
            ("nationality", r#""Saint Vincent và Grenadines""#),
            ("issue_place", LONG_PLACE),
            ("notes", LONG_NOTE),
        ],
        DocumentKind::HealthInsurance => &[
            ("full_name", LONG_NAME),
            ("address", LONG_ADDRESS),
            ("care_facility", LONG_PLACE),
            ("parent_name", LONG_NAME),
            ("issue_place", LONG_PLACE),
            ("insurance_code", r#""GD4010000000001""#),
        ],
        DocumentKind::NumberPlate => &[("owner_name", LONG_NAME), ("notes", LONG_NOTE)],
        DocumentKind::SocialInsurance => &[("full_name", LONG_NAME), ("notes", LONG_NOTE)],
        DocumentKind::VehicleRegistration => &[
            ("owner_name", LONG_COMPANY),
            ("owner_address", LONG_ADDRESS),
            ("vehicle_type", r#""Ô tô tải (có mui) gắn thiết bị nâng hạ hàng""#),
            ("brand", r#""MERCEDES-BENZ""#),
            ("model", r#""AMG GLE 53 4MATIC+ COUPE""#),
            ("vehicle_colour", r#""Trắng - Đỏ - Đen - Vàng""#),
            ("engine_number", r#""25693030000000001""#),
            ("notes", LONG_NOTE),
        ],
        _ => &[],
    }
}

const LONG_NAME: &str = r#""Công Tằng Tôn Nữ Nguyễn Thị Hoàng Phượng Khánh Quỳnh""#;
const LONG_COMPANY: &str =
    r#""Công ty trách nhiệm hữu hạn một thành viên Thương mại Vận tải và Dịch vụ Hoàng Phượng""#;
const LONG_PLACE: &str = r#""Bệnh viện Đa khoa khu vực Bắc Quảng Bình, phường Ba Đồn""#;
const LONG_ADDRESS: &str = r#""Số nhà 123/45/67B, tổ dân phố số 12, khu phố Nguyễn Thượng Hiền, phường Hòa Hiệp Nam, thành phố Hồ Chí Minh""#;
const LONG_NOTE: &str = r#""Bản chính lưu tại cơ quan cấp; cấp đổi lần thứ hai""#;
