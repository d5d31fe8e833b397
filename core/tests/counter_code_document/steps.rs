//! The blocks of the worked example.

use sha2::{Digest as _, Sha256};
use vigiayto_core::credential::cbor::{Encoder, Limits, Value, decode};
use vigiayto_core::credential::cose::Sign1;
use vigiayto_core::credential::key::Signer as _;
use vigiayto_core::credential::sd_cwt::{Digest, SD_CLAIMS};
use vigiayto_core::present::{CheckWord, code_text, request_text};
use vigiayto_core::qr::frames::{FragmentSize, Frames};
use vigiayto_core::qr::{Level, Symbol};

use crate::blocks::{fenced, hex, hex_block};
use crate::diagnostic::notation;
use crate::example::{
    EPHEMERAL_SEED, Example, ISSUING, LISTING, PHONE, READING, SEALING_SEED, signer,
};

pub(crate) fn blocks(example: &Example) -> Vec<(&'static str, String)> {
    vec![
        ("sizes", sizes(example)),
        ("keys", keys()),
        ("credential", diagnostic(&example.credential)),
        ("credential-signature", signature_input(&example.credential)),
        ("credential-hex", hex_block(&example.credential)),
        ("trust-list", diagnostic(&example.trust_list)),
        ("trust-list-hex", hex_block(&example.trust_list)),
        ("status-list", diagnostic(&example.status_list)),
        ("status-list-hex", hex_block(&example.status_list)),
        ("token", diagnostic(&example.token)),
        ("token-signature", signature_input(&example.token)),
        ("token-hex", hex_block(&example.token)),
        ("code-text", fenced("text", &code_text(&example.token))),
        ("code-word", word(&example.token)),
        ("frames", frames(&example.token)),
        ("choice-disclosures", disclosures(&example.choice_issued)),
        ("choice-issued", diagnostic(&example.choice_issued)),
        ("choice-issued-hex", hex_block(&example.choice_issued)),
        ("choice-token-hex", hex_block(&example.choice_token)),
        ("choice-text", fenced("text", &code_text(&example.choice_token))),
        ("request", diagnostic(&example.request)),
        ("request-hex", hex_block(&example.request)),
        ("request-text", fenced("text", &request_text(&example.request))),
        ("request-binding", binding(example)),
        ("answer-presentation", hex_block(&example.answer_presentation)),
        ("answer-sealing", sealing(example)),
        ("answer", diagnostic(&example.answer)),
        ("answer-hex", hex_block(&example.answer)),
        ("answer-text", fenced("text", &code_text(&example.answer))),
    ]
}

fn sizes(example: &Example) -> String {
    let mut table = String::from(
        "| what | bytes | characters | symbol at level M |\n| --- | ---: | ---: | ---: |\n",
    );
    for (what, content) in [
        ("view of six facts, one-way", &example.token),
        ("one of two facts of a full credential, one-way", &example.choice_token),
        ("the view as a sealed answer", &example.answer),
        ("request for three facts", &example.request),
    ] {
        let text = code_text(content);
        let version = Symbol::encode(&text, Level::M).unwrap().version();
        table += &format!("| {what} | {} | {} | version {version} |\n", content.len(), text.len());
    }
    let around = example.token.len() - example.credential.len();
    let sealed = example.answer.len() - example.answer_presentation.len();
    table +=
        &format!("| of that, the credential of the view | {} | | |\n", example.credential.len());
    table += &format!("| of that, the key-binding token around it | {around} | | |\n");
    table += &format!("| of that, sealing | {sealed} | | |\n");
    table
}

fn keys() -> String {
    let mut table = String::from(
        "| who | private key | public key, compressed | thumbprint (RFC 9679) |\n| --- | --- | --- | --- |\n",
    );
    for (who, byte) in
        [("issuer", ISSUING), ("trust list", LISTING), ("phone", PHONE), ("reader", READING)]
    {
        let key = signer(byte).public_key();
        let (point, thumbprint) = (hex(&key.compressed()), hex(&key.thumbprint()));
        table += &format!("| {who} | 32 × `{byte:02x}` | `{point}` | `{thumbprint}` |\n");
    }
    table
}

fn diagnostic(object: &[u8]) -> String {
    fenced("cbor-diag", &notation(object))
}

/// What was signed, and its hash.
fn signature_input(object: &[u8]) -> String {
    let Value::Tag(_, inner) = decode(object, Limits::TOKEN).unwrap() else { panic!("a tag") };
    let [protected, _, payload, _] = inner.as_array().unwrap() else { panic!("four parts") };
    let mut out = Encoder::new();
    out.array(4);
    out.text("Signature1");
    out.bytes(protected.as_bytes().unwrap());
    out.bytes(&[]);
    out.bytes(payload.as_bytes().unwrap());
    let signed = out.finish();
    let digest = Sha256::digest(&signed);
    let parsed = Sign1::parse(object, Limits::TOKEN).unwrap();
    assert_eq!(digest.as_slice(), parsed.signed_digest());
    format!("{}\nSHA-256: `{}`\n", hex_block(&signed), hex(&digest))
}

fn word(content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    let place = u16::from_be_bytes([digest[0], digest[1]]) >> 6;
    let word = CheckWord::of(content);
    format!(
        "SHA-256 of the content: `{}`; its first ten bits are {place}: **{word}**\n",
        hex(&digest)
    )
}

/// The first frames and the first that mixes several fragments.
fn frames(content: &[u8]) -> String {
    let frames = Frames::new(content, FragmentSize::new(150).unwrap()).unwrap();
    let count = u32::try_from(frames.count()).unwrap();
    let shown = [1, count, count + 1].map(|seq| frames.frame(seq.try_into().unwrap()).text);
    fenced("text", &shown.join("\n"))
}

fn disclosures(issued: &[u8]) -> String {
    let token = Sign1::parse(issued, Limits::TOKEN).unwrap();
    let mut table = String::from("| disclosure with its head | SHA-256 of that |\n| --- | --- |\n");
    for item in token.unprotected(SD_CLAIMS).and_then(Value::as_array).unwrap() {
        let disclosure = item.as_bytes().unwrap();
        let mut out = Encoder::new();
        out.bytes(disclosure);
        let encoded = out.finish();
        let digest = Digest::of(disclosure).0;
        assert_eq!(Sha256::digest(&encoded).as_slice(), digest);
        table += &format!("| `{}` | `{}` |\n", hex(&encoded), hex(&digest));
    }
    table
}

/// What binds an answer to the request.
fn binding(example: &Example) -> String {
    let (digest, id) = (hex(&example.parsed.digest), hex(&example.parsed.id()));
    let (audience, nonce) = (example.parsed.audience(), hex(&example.parsed.nonce));
    format!(
        "| what | value |\n| --- | --- |\n| SHA-256 of the request | `{digest}` |\n| `kid` of the answer | `{id}` |\n\
         | `aud` of the answer's tokens | `{audience}` |\n| `cnonce` of the answer's tokens | `{nonce}` |\n"
    )
}

fn sealing(example: &Example) -> String {
    let (key, public) = Example::sealing();
    // The key of a document's example is no secret.
    let private = hex(key.expose());
    let public = hex(&public.uncompressed());
    let (protected, encapsulated) = sealed_parts(&example.answer);
    let mut out = Encoder::new();
    out.array(3);
    out.text("Encrypt0");
    out.bytes(&protected);
    out.bytes(&example.parsed.digest);
    let structure = hex(&out.finish());
    format!(
        "| what | value |\n| --- | --- |\n| seed of the sealing key | 32 × `{SEALING_SEED:02x}` |\n\
         | sealing key, private | `{private}` |\n| sealing key, public | `{public}` |\n\
         | seed of the ephemeral key | 32 × `{EPHEMERAL_SEED:02x}` |\n| `enc` | `{}` |\n| `Enc_structure` | `{structure}` |\n",
        hex(&encapsulated)
    )
}

fn sealed_parts(answer: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let Value::Tag(16, inner) = decode(answer, Limits::TOKEN).unwrap() else { panic!("a tag") };
    let [protected, open, _] = inner.as_array().unwrap() else { panic!("three parts") };
    let encapsulated = open.entry(-4).and_then(Value::as_bytes).unwrap();
    (protected.as_bytes().unwrap().to_vec(), encapsulated.to_vec())
}
