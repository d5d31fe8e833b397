//! A chain of certificates. The first byte says whether they came as bytes (bit 0 unset), each behind its length (2 bytes), or
//! whether the genuine ones are edited and certified again; bit 1 says for what they should be.
#![no_main]

use vigiayto_core::credential::x509::{Chain, Purpose, Root};
use vigiayto_fuzz::certificates::Certificates;
use vigiayto_fuzz::counter::Counter;
use vigiayto_fuzz::edits;
use vigiayto_tests::wallets::NOW;

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Some((choice, rest)) = input.split_first() else { return };
    let certificates = &Counter::get().certificates;
    let certified = choice & 1 != 0;
    let chain = if certified { edited(certificates, rest) } else { split(rest) };
    let chain: Vec<&[u8]> = chain.iter().map(Vec::as_slice).collect();
    let purpose = if choice & 2 == 0 { Purpose::Reader } else { Purpose::Issuer };
    for certificate in &chain {
        if let Ok(root) = Root::parse(certificate) {
            assert!(root.encoded() == *certificate);
            let _ = root.subject();
            let _ = Chain::validate(&chain, &[root], purpose, NOW);
        }
    }
    let roots = [certificates.root.clone()];
    if let Ok(held) = Chain::validate(&chain, &roots, purpose, NOW) {
        assert!(!held.subject().name().is_empty() && held.not_after() >= NOW && held.root() == 0);
        let _ = held.speaks_for("https://reader.example");
        let reader = Chain::validate(&genuine(certificates), &roots, Purpose::Reader, NOW);
        assert!(certified || Ok(held) == reader, "nobody certified another");
    }
});

fn genuine(certificates: &Certificates) -> Vec<&[u8]> {
    certificates.chain.iter().map(Vec::as_slice).collect()
}

fn edited(certificates: &Certificates, input: &[u8]) -> Vec<Vec<u8>> {
    let mut bodies = [0, 1].map(|place| certificates.body(place));
    edits::make(&mut bodies, input);
    let certify = |(place, body): (usize, &Vec<u8>)| certificates.certify(body, place);
    bodies.iter().enumerate().map(certify).collect()
}

fn split(mut input: &[u8]) -> Vec<Vec<u8>> {
    let mut chain = Vec::new();
    while let Some((length, rest)) = input.split_first_chunk() {
        let length = usize::from(u16::from_be_bytes(*length));
        let (certificate, rest) = rest.split_at(rest.len().min(length));
        chain.push(certificate.to_vec());
        input = rest;
    }
    chain
}
