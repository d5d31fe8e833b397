//! Our tokens in an implementation from other hands, and its tokens in ours. The first argument names the peer's program
//! (`tests/peers/sd-cwt`). Ends with `N passed, N failed`.
#![expect(clippy::print_stdout, reason = "a suite prints what it counted")]
#![expect(clippy::unwrap_used, reason = "a suite stops where it can't go on")]

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdout, Command, Stdio};

use vigiayto_core::credential::batch::{BatchForm, BatchSubject, issue_batch};
use vigiayto_core::credential::key::{Signer as _, SoftwareSigner};
use vigiayto_core::credential::profile::KeyReference;
use vigiayto_core::credential::sd_cwt::{Held, KeyBindingToken, SdCwt};
use vigiayto_core::credential::status::StatusReference;
use vigiayto_core::document::{Document, DocumentKind, forms};
use vigiayto_core::present::{ANY_READER, Part, next_code};
use vigiayto_tests::authority::{KEY_ID, STATUS_URI};
use vigiayto_tests::device::TestRandomness;
use vigiayto_tests::wallets::NOW;

fn main() {
    let program = std::env::args().nth(1).expect("the peer's program is the first argument");
    let mut suite = Suite { peer: Peer::start(&program), passed: 0, failed: 0 };
    suite.the_drafts_examples();
    suite.ours_in_theirs();
    suite.theirs_in_ours();
    println!("{} passed, {} failed", suite.passed, suite.failed);
    if suite.failed > 0 {
        std::process::exit(1);
    }
}

struct Suite {
    peer: Peer,
    passed: usize,
    failed: usize,
}

impl Suite {
    /// That the peer reads the draft's own examples shows that it is a peer.
    fn the_drafts_examples(&mut self) {
        for name in ["kbt.cbor", "nested_kbt.cbor"] {
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../core/tests/vectors/sd-cwt");
            let token = std::fs::read(format!("{folder}/{name}")).unwrap();
            let audience = "https://verifier.example/app";
            let answer = self.peer.verify(&token, ISSUER_OF_THE_DRAFT, audience, 1_725_244_300);
            self.check(&format!("the peer verifies the draft's {name}"), is_claims(&answer));
        }
    }

    /// Every kind of document, full and as each view, with a growing number of disclosures; then with a bit changed.
    fn ours_in_theirs(&mut self) {
        let random = TestRandomness::new(41);
        let issuer = SoftwareSigner::make(&random).unwrap();
        let public = hex(&issuer.public_key().uncompressed());
        for kind in DocumentKind::ALL {
            let document = Document::from_form(forms::example(*kind)).unwrap();
            let today = time::OffsetDateTime::from_unix_timestamp(NOW).unwrap().date();
            let holder = SoftwareSigner::make(&random).unwrap();
            let count = BatchSubject::of(&document, today, &[]).keys_for(1);
            let keys = vec![holder.public_key(); count];
            let subject = BatchSubject::of(&document, today, &keys);
            let form = BatchForm {
                issuer: "https://issuer.example",
                key: KeyReference::Id(KEY_ID),
                issued_at: NOW,
                expires_at: NOW + 86_400,
                status: &|_| StatusReference::new(STATUS_URI, 77).ok(),
            };
            for (at, token) in
                issue_batch(&form, &subject, &issuer, &random).unwrap().iter().enumerate()
            {
                let held = Held::new(SdCwt::parse(token).unwrap()).unwrap();
                let all: Vec<usize> = held.disclosable().map(|claim| claim.disclosure).collect();
                for shown in 0..=all.len() {
                    let presented = held.present(&all[..shown]);
                    let part = [Part { sd_cwt: &presented, signer: &holder }];
                    let code = next_code(&part, NOW + 5, &random).unwrap().content;
                    let answer = self.peer.verify(&code, &public, ANY_READER, NOW + 5);
                    let disclosed = format!("\"disclosed\":{shown}");
                    let name = format!(
                        "the peer verifies our {} {at} with {shown} disclosed",
                        kind.code()
                    );
                    self.check(&name, is_claims(&answer) && answer.contains(&disclosed));
                    if shown == all.len() {
                        self.damaged_is_refused(kind.code(), &code, &public);
                    }
                }
            }
        }
    }

    fn damaged_is_refused(&mut self, what: &str, code: &[u8], issuer: &str) {
        // Every 37th byte: all parts of a token are hit, also those that only one of the two signatures covers.
        for at in (0..code.len()).step_by(37) {
            let mut damaged = code.to_vec();
            damaged[at] ^= 1;
            let answer = self.peer.verify(&damaged, issuer, ANY_READER, NOW + 5);
            self.check(
                &format!("the peer refuses our {what} with byte {at} changed"),
                !is_claims(&answer),
            );
        }
    }

    fn theirs_in_ours(&mut self) {
        for seed in 1..=12_u8 {
            let issuer = SoftwareSigner::from_bytes(&[seed; 32]).unwrap();
            let (secret, holder) = (hex(&[seed; 32]), hex(&[seed + 100; 32]));
            let audience = format!("https://counter-{seed}.example");
            let line = format!("make {secret} {holder} {audience} {NOW}");
            let token = bytes(&self.peer.ask(&line));
            let verified = |token: &[u8], audience: &str| {
                let token = KeyBindingToken::parse(token)?;
                token.verify(&issuer.public_key())?;
                token.check_audience(audience)?;
                token.sd_cwt().claims().map(drop)
            };
            self.check(
                &format!("we verify the peer's token {seed}"),
                verified(&token, &audience).is_ok(),
            );
            self.check(
                &format!("we refuse the peer's token {seed} for another"),
                verified(&token, "https://another.example").is_err(),
            );
            for at in (0..token.len()).step_by(41) {
                let mut damaged = token.clone();
                damaged[at] ^= 4;
                self.check(
                    &format!("we refuse the peer's token {seed} with byte {at} changed"),
                    verified(&damaged, &audience).is_err(),
                );
            }
        }
    }

    fn check(&mut self, name: &str, holds: bool) {
        if holds {
            self.passed += 1;
        } else {
            self.failed += 1;
            println!("not ok: {name}");
        }
    }
}

/// The running program. It ends with its standard input.
struct Peer {
    process: Child,
    answers: BufReader<ChildStdout>,
}

impl Peer {
    fn start(program: &str) -> Self {
        let mut command = Command::new(program);
        let mut process =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the peer starts");
        let answers = BufReader::new(process.stdout.take().unwrap());
        Self { process, answers }
    }

    fn verify(&mut self, token: &[u8], issuer: &str, audience: &str, now: i64) -> String {
        self.ask(&format!("verify {} {issuer} {audience} {now}", hex(token)))
    }

    fn ask(&mut self, line: &str) -> String {
        writeln!(self.process.stdin.as_mut().unwrap(), "{line}").expect("the peer listens");
        let mut answer = String::new();
        self.answers.read_line(&mut answer).expect("the peer answers");
        answer.trim().to_owned()
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        drop(self.process.wait());
    }
}

fn is_claims(answer: &str) -> bool {
    answer.starts_with("{\"claims\"")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(hex: &str) -> Vec<u8> {
    let pairs = hex.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

/// The issuer's point on P-384 (draft, "Keys Used in the Examples").
const ISSUER_OF_THE_DRAFT: &str = "04c31798b0c7885fa3528fbf877e5b4c3a6dc67a5a5dc6b307b728c3725926f2abe5fb4964cd91e3948a5493f6ebb6cbbf\
     8f6c7ec761691cad374c4daa9387453f18058ece58eb0a8e84a055a31fb7f9214b27509522c159e764f8711e11609554";
