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
use vigiayto_core::present::{code_text, join, request_text};
use vigiayto_core::qr::{Level, Symbol};
use vigiayto_core::vault::SlotName;
use vigiayto_fuzz::counter::Counter;
use vigiayto_fuzz::signed::Parts;
use vigiayto_fuzz::victim::Victim;
use vigiayto_tests::wallets::NOW;

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
    counter(&seed);
}

/// What passes between an authority, a phone and a counter.
fn counter(seed: &dyn Fn(&str, &str, &[u8])) {
    let counter = Counter::get();
    let [full, over_18, name_and_number, ..] = &counter.credentials[..] else {
        panic!("a card has views")
    };
    for (name, bytes) in CBOR {
        seed("cbor", name, bytes);
    }
    seed("cbor", "credential", over_18);
    seed("cbor", "code", &counter.codes[0].token);
    seed("sd_cwt", "full", full);
    seed("sd_cwt", "view", name_and_number);
    seed("sd_cwt", "bound", &counter.reply.token);
    for (place, code) in counter.codes.iter().enumerate() {
        seed("code_text", &place.to_string(), code_text(&code.token).as_bytes());
        seed("code_content", &format!("{place}_whole"), &[place as u8, 0]);
        seed("code_content", &format!("{place}_signed_again"), &[place as u8 | 4, 5]);
    }
    for (name, edits) in CODE_EDITS {
        seed("code_content", name, edits);
        seed("answer", name, &[&[2], &edits[1..]].concat());
    }
    for place in 0..counter.credentials.len() as u8 {
        seed("credential_accept", &format!("{place}_of_all"), &[place, 0]);
        seed("credential_accept", &format!("{place}_alone"), &[place | 4, 1]);
    }
    seed("credential_accept", "other_hash", b"\0\x03\x03\0\x10\x01\x01x");
    seed("code_text", "two", code_text(&two_codes(counter)).as_bytes());
    seed("code_text", "later_version", b"VGT2:6BFOXN");
    seed("answer", "whole", &[&[0], &counter.answer[..]].concat());
    seed("answer", "opened", &[&[1], &counter.reply.token[..]].concat());

    for (name, request) in ["own_name", "certified"].into_iter().zip(&counter.requests) {
        seed("request", name, &[&[0], &request[..]].concat());
        let signed = Parts::of(request).to_input();
        seed("request", &format!("{name}_signed_again"), &[&[2], &signed[..]].concat());
    }
    let text = request_text(&counter.requests[0]);
    seed("request", "text", &[b"\x01", text.as_bytes()].concat());
    let list = counter.trust.bytes().expect("there is one");
    seed("trust_list", "whole", &[&[0], list].concat());
    let later = counter.authority.trust_list(NOW + 1);
    seed("trust_list", "signed_again", &[&[1], &Parts::of(&later).to_input()[..]].concat());
    seed("status_list", "whole", &[&[0], counter.status_list()].concat());
    let later = counter.authority.status_list(NOW + 1);
    seed("status_list", "signed_again", &[&[1], &Parts::of(&later).to_input()[..]].concat());
    for (name, statuses) in COMPRESSED {
        seed("status_list", name, &[&[2], statuses].concat());
    }

    let mut chain = vec![0];
    for certificate in &counter.certificates.chain {
        chain.extend((certificate.len() as u16).to_be_bytes());
        chain.extend(certificate);
    }
    seed("x509_chain", "whole", &chain);
    seed("x509_chain", "certified_again", b"\x01");
    seed("x509_chain", "other_serial", b"\x01\x01\0\x08\x01\x01\x09");
    for (name, facts) in FACTS {
        seed("claims", name, facts);
    }
    for (name, symbols) in SYMBOLS {
        seed("frames", name, symbols);
    }
}

/// Two genuine tokens in one code.
fn two_codes(counter: &Counter) -> Vec<u8> {
    join(&[counter.codes[0].token.clone(), counter.codes[1].token.clone()])
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

/// RFC 8949 Appendix A, and what the strict decoder refuses.
const CBOR: [(&str, &[u8]); 9] = [
    ("integers", b"\x85\x00\x17\x18\x18\x1b\xff\xff\xff\xff\xff\xff\xff\xff\x39\x03\xe7"),
    (
        "floats",
        b"\x84\xf9\x3c\x00\xfa\x47\xc3\x50\x00\xfb\x3f\xf1\x99\x99\x99\x99\x99\x9a\xf9\x7e\x00",
    ),
    ("strings", b"\x83\x44\x01\x02\x03\x04\x62\xc3\xbc\x60"),
    ("simple", b"\x86\xf4\xf5\xf6\xf7\xf0\xf8\x3b"),
    ("map", b"\xa3\x01\x02\x61a\x81\xa0\xf9\x3c\x00\xc1\x1a\x51\x4b\x67\xb0"),
    ("key_twice", b"\xa2\x01\x02\x01\x03"),
    ("float_key_twice", b"\xa2\xf9\x3c\x00\x01\xfa\x3f\x80\x00\x00\x02"),
    ("map_key_twice", b"\xa2\xa2\x01\x02\x03\x04\x00\xa2\x03\x04\x01\x02\x00"),
    ("indefinite", b"\x9f\x01\x5f\x41\x01\xff\xff"),
];

/// A map of values that facts can have.
const FACTS: [(&str, &[u8]); 3] = [
    ("card", b"\xa7\x01\x6c000090000001\x04\x63ABC\x08\x6819900101\x09\x02\x20\xf5\x21\x00\x22\x1a\x01\x34\x5e\xed"),
    ("years", b"\xa3\x08\x641990\x22\x19\x07\xc6\x21\x1a\x01\x34\x5e\xed"),
    ("picture", b"\xa2\x10\x44\xff\xd8\xff\xe0\x11\x01"),
];

/// See `targets/frames.rs`.
const SYMBOLS: [(&str, &[u8]); 4] = [
    ("genuine", b"\0\0\x01\x01\0\x01\0\0\x09\x01\0\x40"),
    ("forged", b"\x02\0\x01\0\x06\x01\x2c\x3201234567890123456789012345678901234567890123456789"),
    ("another", b"\x06\0\x02\0\x03\0\x09\x03abc\x06\0\x03\0\x03\0\x09\x03abc"),
    ("texts", b"\x03\x12UR:VGT/1-2/AEAEAEAE\x03\x0bUR:BYTES/AE\x03\x05VGT1:"),
];

/// See `vigiayto_fuzz::codes`; the first byte is the target's own. In order: the holder's signature over another nonce, an issuer's
/// payload signed again, a disclosure that nobody signed, one whose hash follows, a code signed for
/// tomorrow beside one of now, an unprotected header of the binding's.
const CODE_EDITS: [(&str, &[u8]); 6] = [
    ("other_nonce", b"\x03\x04\x02\0\x10\x01\x01x"),
    ("other_payload", b"\x03\x05\x05\0\x40\x01\x01x"),
    ("other_disclosure", b"\x03\0\x07\0\x10\x01\x01x"),
    ("other_hash", b"\x03\x07\x07\0\x10\x01\x01x"),
    ("signed_for_later", b"\x07\x04\x02\0\x07\x01\x01\x04"),
    ("header_added", b"\x03\0\x03\0\0\x01\x04\xa1\x18\x63\0"),
];

/// zlib streams: of four zeros, of none, cut off, of many.
const COMPRESSED: [(&str, &[u8]); 4] = [
    ("zeros", b"\x78\xda\x63\x60\x60\x60\0\0\0\x04\0\x01"),
    ("empty", b"\x78\xda\x03\0\0\0\0\x01"),
    ("cut", b"\x78\xda\x63"),
    ("stored", b"\x78\x01\x01\x04\0\xfb\xffabcd\x03\xd8\x01\x8b"),
];
