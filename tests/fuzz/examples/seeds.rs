//! Writes the seed corpora into the folder it is given: `cargo run --example seeds -- corpus`, in this folder.
//!
//! Everything in them is made up; personal numbers begin with 000.

use std::fs;
use std::path::Path;

use vigiayto_core::document::forms::example;
use vigiayto_core::document::{
    AttachmentId, AttachmentInfo, AttachmentRole, Document, DocumentId, DocumentKind, Evidence,
    HolderId, ImageFormat, StoredDocument, identify,
};
use vigiayto_core::qr::{Level, Symbol};
use vigiayto_core::vault::SlotName;
use vigiayto_fuzz::victim::Victim;

fn main() {
    let corpus = std::env::args().nth(1).expect("the folder to write into");
    let seed = |target: &str, name: &str, bytes: &[u8]| {
        let folder = Path::new(&corpus).join(target);
        fs::create_dir_all(&folder).expect("a folder can be made");
        fs::write(folder.join(name), bytes).expect("a file can be written");
    };

    for kind in DocumentKind::ALL {
        let document = Document::from_form(example(*kind)).expect("an example is a form");
        seed("form", kind.code(), &form(*kind));
        if let Some(printed) = document.printed_form() {
            seed("identify", kind.code(), printed.as_bytes());
        }
        seed("stored_document", kind.code(), &stored(document, None));
    }
    for (name, payload) in PAYLOADS {
        seed("identify", name, payload.as_bytes());
        let found = identify(payload.as_bytes());
        if let Some(document) = found.document {
            seed("stored_document", &format!("scanned_{name}"), &stored(document, Some(payload)));
        }
    }
    for (name, answer) in ANSWERS {
        seed("normalise", name, answer.as_bytes());
    }
    for (name, bytes) in IMAGES {
        seed("image", name, bytes);
    }

    let symbol = Symbol::encode("000090000001|", Level::L).expect("it fits");
    seed("picture_read", "symbol.png", &symbol.to_png(std::num::NonZeroU8::MIN));
    seed(
        "picture_read",
        "large.png",
        &symbol.to_png(const { std::num::NonZeroU8::new(4).unwrap() }),
    );
    for (level, payload) in PAYLOADS.iter().map(|(_, payload)| payload).enumerate() {
        seed("qr_encode", &level.to_string(), &[&[level as u8], payload.as_bytes()].concat());
        let length = payload.len().min(255);
        let damaged = [&[length as u8], &payload.as_bytes()[..length], &[10, 11, 20, 14]].concat();
        seed("symbol_read", &level.to_string(), &damaged);
    }
    seed("qr_encode", "digits", b"\x01000090000001ABC-000.01 abc");

    let victim = Victim::get();
    for (name, slot) in [("pin", SlotName::Pin), ("recovery", SlotName::Recovery)] {
        let choice = u8::from(slot == SlotName::Recovery);
        let (signed, slot) = (victim.slot(slot), victim.slot(slot).split_last_chunk::<32>());
        seed("key_slot", name, &[&[choice], signed].concat());
        seed(
            "key_slot",
            &format!("{name}_unsigned"),
            &[&[choice | 2], slot.expect("a MAC").0].concat(),
        );
    }
    let body = victim.anchor().split_last_chunk::<32>().expect("a MAC").0;
    seed("anchor", "signed", &[&[0], victim.anchor()].concat());
    seed("anchor", "unsigned", &[&[1], body].concat());
    seed("anchor", "tombstone", &[b"\0VGAX", &body[4..20], &[0, 0, 0, 1, 0, 0, 0, 1]].concat());

    for (name, edits) in EDITS {
        seed("wallet_file", name, edits);
    }
}

/// Without the comments, which are most of it.
fn form(kind: DocumentKind) -> Vec<u8> {
    let lines = example(kind).lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.flat_map(|line| [line, "\n"]).collect::<String>().into_bytes()
}

fn stored(document: Document, payload: Option<&str>) -> Vec<u8> {
    let record = StoredDocument {
        id: DocumentId::from_bytes([1; 16]),
        holder: HolderId::from_bytes([2; 16]),
        document,
        evidence: Evidence::Typed,
        source: payload.and_then(|payload| identify(payload.as_bytes()).source),
        attachments: vec![AttachmentInfo {
            id: AttachmentId::from_bytes([3; 16]),
            role: AttachmentRole::Portrait,
            media_type: ImageFormat::Png,
            byte_len: 1000,
        }],
        added_at: 1_795_402_800,
        changed_at: 1_795_402_800,
    };
    let mut bytes = Vec::new();
    ciborium::into_writer(&record, &mut bytes).expect("memory does not fail");
    bytes
}

const PAYLOADS: [(&str, &str); 9] = [
    (
        "card_2021",
        "000090000001|000000001|Nguyễn Văn Mẫu|01011990|Nam|Số 1 Phố Mẫu, Phường Mẫu, Ba Đình, Hà Nội|15042021",
    ),
    (
        "card_2024",
        "000090000001|000000001|Nguyễn Văn Mẫu|01011990|Nam|Số 1 Phố Mẫu, Phường Mẫu, Ba Đình, Hà Nội|01082024|Trần Thị Thử||000090000002||x",
    ),
    ("card_without_old_number", "000305000002||Trần Thị Thử|02022005|Nữ|Số 2 Đường Thử|20062022"),
    (
        "health_new",
        "0000000001|4e677579e1bb856e2056c4836e204de1baab75|01/01/1990|1|-|01 - 001|01/01/2025|-|02/01/2025|01010000000001|-|4| 01/01/2030|0123456789abcdef-1202|4|5175e1baad6e20426120c490c3ac6e68|$",
    ),
    (
        "health_old",
        "DN4010000000001|4e677579e1bb856e2056c4836e204de1baab75|01/01/1990|1|-|01 - 001|01/01/2019|31/12/2019|02/01/2019|01010000000001|-|4| 01/01/2024|123456789abcdef-7102|$",
    ),
    ("licence", "000100000001|NGUYỄN VĂN MẪU|01/01/1990|B2|01/03/2020|01/03/2030"),
    ("registration", "00A-000.01|Trắng|M000001|RLAAA00000A000001|Không"),
    ("web_address", "https://example.invalid/000090000001"),
    ("nothing", "hello|a|b|c|$"),
];

const ANSWERS: [(&str, &str); 5] = [
    ("date", " 1.2.1990 "),
    ("marks", "ĐƯỜNG  LÊ-LỢI!"),
    ("decomposed", "Ðu\u{31b}o\u{31b}\u{300}ng Le\u{302} Lo\u{31b}\u{323}i"),
    ("digits", "０１ ② ½ ﷺ"),
    ("capitals", "İstanbul ẞ ǅ Ω K"),
];

const IMAGES: [(&str, &[u8]); 5] = [
    ("png", b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x01\0\0\0\x01\0\x08\x02\0\0\0"),
    ("jpeg", b"\xff\xd8\xff\xe0\0\x04\0\0\xff\xc0\0\x11\x08\x01\0\x01\0\x03\x01\x22\0"),
    ("webp_lossy", b"RIFF\x20\0\0\0WEBPVP8 \x14\0\0\0\x10\0\0\x9d\x01\x2a\0\x01\0\x01"),
    ("webp_lossless", b"RIFF\x20\0\0\0WEBPVP8L\x14\0\0\0\x2f\xff\xc0\x3f\0"),
    ("webp_extended", b"RIFF\x20\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\0\0\xff\0\0"),
];

/// See `vigiayto_fuzz::store`.
const EDITS: [(&str, &[u8]); 7] = [
    ("nothing", b"\0"),
    ("without_log", b"\x02"),
    ("database_cut", b"\0\x04\0\x30\0\0"),
    ("log_cut", b"\0\x05\0\x20\0\0"),
    ("page_size", b"\0\0\0\0\x10\x02\x02\0"),
    ("log_page_turned", b"\x01\x03\0\x10\x80\x04\xff\xff\xff\xff"),
    ("page_moved", b"\x02\x06\0\x20\0\x01\x03"),
];
