//! The stored form, frozen: a record written by any version of the program must be read by every later one.
//!
//! A vector is never changed. When the form changes, its version is raised and a vector is added.

use vigiayto_core::document::forms::labels_of;
use vigiayto_core::document::{
    AttachmentId, AttachmentInfo, AttachmentRole, Document, DocumentId, DocumentKind, Evidence,
    Holder, HolderId, Identified, ImageFormat, Relation, StoredDocument, identify, labels,
};

fn scanned_card() -> StoredDocument {
    let payload = "000090000001||Nguyễn Văn Mẫu|1990|Nữ||01082024||Thử||";
    let Identified { document, source, .. } = identify(payload.as_bytes());
    StoredDocument {
        id: DocumentId::from_bytes([0x11; 16]),
        holder: HolderId::from_bytes([0x22; 16]),
        document: document.expect("the payload of this test"),
        evidence: Evidence::Scanned,
        source,
        attachments: vec![AttachmentInfo {
            id: AttachmentId::from_bytes([0x33; 16]),
            role: AttachmentRole::ScanFront,
            media_type: ImageFormat::Webp,
            byte_len: 1000,
        }],
        added_at: 1_754_006_400,
        changed_at: -1,
    }
}

fn holder() -> Holder {
    Holder {
        id: HolderId::from_bytes([0x22; 16]),
        relation: Relation::Child,
        name: "Nguyễn Thị Bé".parse().expect("a name"),
        birth_date: "15/05/2019".parse().ok(),
    }
}

fn cbor(record: &impl serde::Serialize) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(record, &mut bytes).expect("memory does not fail");
    bytes
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(hex: &str) -> Vec<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let pairs = hex.as_bytes().chunks_exact(2);
    pairs.map(|pair| digit(pair[0]).unwrap_or(0) << 4 | digit(pair[1]).unwrap_or(0)).collect()
}

#[test]
fn a_document_of_version_one_is_written_and_read_as_ever() {
    assert_eq!(hex(&cbor(&scanned_card())), DOCUMENT_V1);
    let read: StoredDocument = ciborium::from_reader(&bytes(DOCUMENT_V1)[..]).expect("a vector");
    assert!(read == scanned_card());
}

#[test]
fn a_holder_of_version_one_is_written_and_read_as_ever() {
    assert_eq!(hex(&cbor(&holder())), HOLDER_V1);
    let read: Holder = ciborium::from_reader(&bytes(HOLDER_V1)[..]).expect("a vector");
    assert!(read == holder());
}

#[test]
fn every_field_of_every_kind_of_version_one_is_read_and_written_as_ever() {
    let vectors = include_str!("document_stored_v1.jsonl");
    assert_eq!(vectors.lines().count(), DocumentKind::ALL.len());
    for (kind, vector) in DocumentKind::ALL.iter().zip(vectors.lines()) {
        let document: Document = serde_json::from_str(vector).expect("a vector");
        assert_eq!(document.kind(), *kind);
        assert_eq!(serde_json::to_string(&document).expect("text"), vector);
        for label in labels_of(*kind) {
            let key = labels::key(label);
            assert!(vector.contains(&format!("\"{key}\":\"")), "no vector of {kind:?} has {key}");
        }
    }
}

#[test]
fn a_record_of_a_newer_version_is_refused_by_its_number() {
    let mut newer = bytes(DOCUMENT_V1);
    newer[1] = 2;
    let error = ciborium::from_reader::<StoredDocument, _>(&newer[..]).expect_err("a newer record");
    assert!(error.to_string().contains("version 2"), "{error}");
}

#[test]
fn a_field_that_is_not_known_is_refused_and_not_dropped() {
    let json = serde_json::to_string(&scanned_card()).expect("text");
    assert!(serde_json::from_str::<StoredDocument>(&json).is_ok());
    for (known, unknown) in [
        ("\"full_name\"", "\"blood_group\":\"O\",\"full_name\""),
        ("\"evidence\"", "\"colour\":1,\"evidence\""),
        ("\"role\"", "\"colour\":1,\"role\""),
        ("\"position\"", "\"colour\":1,\"position\""),
        ("\"payload\"", "\"colour\":1,\"payload\""),
        ("\"scanned\"", "\"guessed\""),
        ("\"citizen_card\"", "\"library_card\""),
        ("\"000090000001\"", "\"00009000000\""),
    ] {
        let changed = json.replacen(known, unknown, 1);
        assert_ne!(changed, json);
        let read = serde_json::from_str::<StoredDocument>(&changed);
        let error = read.expect_err("a field that is not known").to_string();
        assert!(!error.contains("00009000000"), "the error repeats a number");
    }
}

#[test]
fn a_record_that_is_cut_off_is_refused() {
    let whole = bytes(DOCUMENT_V1);
    for length in 0..whole.len() {
        assert!(ciborium::from_reader::<StoredDocument, _>(&whole[..length]).is_err());
    }
}

const DOCUMENT_V1: &str = "8201a86269647820313131313131313131313131313131313131313131313131313131313131313166686f6c6465727820323232323232323232323232323232323232323232323232323232323232323268646f63756d656e74a7646b696e646c636974697a656e5f636172646765646974696f6e6d63616e5f63756f635f323032346f706572736f6e616c5f6e756d6265726c3030303039303030303030316966756c6c5f6e616d65734e677579e1bb856e2056c4836e204de1baab756a62697274685f646174656431393930637365786666656d616c65696973737565645f6f6e6a30312f30382f323032346865766964656e6365677363616e6e656466736f75726365a2677061796c6f6164583e3030303039303030303030317c7c4e677579e1bb856e2056c4836e204de1baab757c313939307c4ee1bbaf7c7c30313038323032347c7c5468e1bbad7c7c6a6164646974696f6e616c81a268706f736974696f6e086474657874655468e1bbad6b6174746163686d656e747381a46269647820333333333333333333333333333333333333333333333333333333333333333364726f6c656a7363616e5f66726f6e746a6d656469615f74797065647765627068627974655f6c656e1903e86861646465645f61741a688c03806a6368616e6765645f617420";
const HOLDER_V1: &str = "8201a4626964782032323232323232323232323232323232323232323232323232323232323232326872656c6174696f6e656368696c64646e616d65724e677579e1bb856e205468e1bb8b2042c3a96a62697274685f646174656a31352f30352f32303139";
