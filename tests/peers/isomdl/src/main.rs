//! An mdoc (ISO/IEC 18013-5) of the six identity facts, by isomdl, on demand. Each line of standard input is `present` or
//! `verify` and how often, each answer is the nanoseconds that it took; `size` answers with the bytes of a response. So it
//! runs in the same rounds as what it is compared with.
//!
//! `present` builds a device response with a device signature and encodes it. `verify` decodes one, reads the issuer's
//! certificate from it and checks both signatures. It builds no chain of certificates; and isomdl 0.2.0 compares no digest
//! with its element and looks at no date, so it does less than a verifier must.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{BufRead, Write};
use std::time::Instant;

use isomdl::cbor;
use isomdl::definitions::DeviceResponse;
use isomdl::definitions::device_request::ItemsRequest;
use isomdl::definitions::device_signed::DeviceAuthType;
use isomdl::definitions::helpers::NonEmptyMap;
use isomdl::definitions::session::SessionTranscript;
use isomdl::definitions::x509::X5Chain;
use isomdl::definitions::x509::x5chain::X5CHAIN_COSE_HEADER_LABEL;
use isomdl::presentation::authentication::mdoc::{device_authentication, issuer_authentication};
use isomdl::presentation::device::{DeviceSession, Documents};
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};

mod issue;

fn main() {
    let wallet = Wallet::new();
    let response = wallet.present();
    verify(&response).expect("both signatures hold");
    let mut forged = response.clone();
    let signature_end = forged.len() - b"\x66status\x00".len();
    forged[signature_end - 1] ^= 1;
    assert!(verify(&forged).is_err(), "a forgery is refused");

    for line in std::io::stdin().lock().lines() {
        let line = line.expect("a line of text");
        let answer = match *line.split(' ').collect::<Vec<_>>() {
            ["size"] => response.len() as u128,
            ["present", calls] => time(calls, || wallet.present()),
            ["verify", calls] => time(calls, || verify(&response)),
            _ => panic!("unknown command"),
        };
        println!("{answer}");
        std::io::stdout().flush().expect("the answer is sent");
    }
}

fn time<T>(calls: &str, mut call: impl FnMut() -> T) -> u128 {
    let calls: u32 = calls.parse().expect("a number of calls");
    let start = Instant::now();
    for _ in 0..calls {
        std::hint::black_box(call());
    }
    start.elapsed().as_nanos()
}

struct Wallet {
    documents: Documents,
    request: Vec<ItemsRequest>,
    key: SigningKey,
}

impl Wallet {
    fn new() -> Self {
        let key = SigningKey::from_slice(&[9; 32]).expect("a scalar");
        let document = issue::issue(&key);
        let elements: BTreeMap<_, _> =
            issue::FACTS.iter().map(|(name, _)| ((*name).to_owned(), false)).collect();
        let request = ItemsRequest {
            doc_type: issue::DOCUMENT_TYPE.to_owned(),
            namespaces: NonEmptyMap::new(
                issue::NAMESPACE.to_owned(),
                elements.try_into().expect("some elements"),
            ),
            request_info: None,
        };
        let documents = NonEmptyMap::new(issue::DOCUMENT_TYPE.to_owned(), document.into());
        Self { documents, request: vec![request], key }
    }

    fn present(&self) -> Vec<u8> {
        let names = issue::FACTS.map(|(name, _)| name.to_owned()).to_vec();
        let namespaces = [(issue::NAMESPACE.to_owned(), names)].into();
        let permitted = [(issue::DOCUMENT_TYPE.to_owned(), namespaces)].into();
        let mut response = self.prepare_response(&self.request, permitted);
        let (_, payload) = response.get_next_signature_payload().expect("one document");
        let signature: Signature = self.key.sign(payload);
        response.submit_next_signature(signature.to_vec());
        cbor::to_vec(&response.finalize_response()).expect("a response encodes")
    }
}

impl DeviceSession for Wallet {
    type ST = Transcript;

    fn documents(&self) -> &Documents {
        &self.documents
    }

    fn session_transcript(&self) -> Transcript {
        Transcript::default()
    }

    fn device_auth_type(&self) -> DeviceAuthType {
        DeviceAuthType::Sign1
    }
}

fn verify(response: &[u8]) -> Result<(), Box<dyn Error>> {
    let response: DeviceResponse = cbor::from_slice(response)?;
    for document in response.documents.ok_or("no document")?.iter() {
        let header = &document.issuer_signed.issuer_auth.unprotected.rest;
        let label = coset::Label::Int(X5CHAIN_COSE_HEADER_LABEL);
        let chain = header.iter().find(|(name, _)| *name == label).ok_or("no certificate")?;
        issuer_authentication(X5Chain::from_cbor(chain.1.clone())?, &document.issuer_signed)?;
        device_authentication(document, Transcript::default())?;
    }
    Ok(())
}

/// No engagement and no reader key: something fixed to sign.
#[derive(Clone, Default, serde::Serialize, serde::Deserialize)]
struct Transcript((), (), [u8; 0]);

impl SessionTranscript for Transcript {}
