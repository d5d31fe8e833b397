//! What happens before a code can be verified: an issuer, a wallet with credentials, a counter that asks.

use std::path::PathBuf;

use serde_json::Value;
use vigiayto_core::credential::key::PublicKey;
use vigiayto_core::document::{DocumentKind, forms};
use vigiayto_core::platform::SystemRandomness;
use vigiayto_core::present::{Content, Request, SealingKey, code_content, code_text, seal_answer};

use super::{Desk, PASSCODE, Run};

/// A wallet with credentials, and the lists of their issuer.
pub(crate) struct Story {
    pub(crate) desk: Desk,
    /// The document that the first credentials are of.
    pub(crate) card: String,
}

impl Story {
    /// A wallet with two copies of each credential of an identity card.
    pub(crate) fn begin() -> Self {
        Self::begin_with(&[])
    }

    /// As [`Self::begin`], issued with more options.
    pub(crate) fn begin_with(options: &[&str]) -> Self {
        let desk = Desk::with_wallet();
        let (credentials, _) = issue(&desk, DocumentKind::CitizenCard, options);
        take_lists(&desk);
        let card = receive(&desk, &credentials);
        Self { desk, card }
    }

    /// Adds another document with credentials.
    pub(crate) fn add(&self, kind: DocumentKind) -> String {
        receive(&self.desk, &issue(&self.desk, kind, &[]).0)
    }

    /// Shows facts of the card and gives the answer.
    pub(crate) fn show(&self, options: &[&str]) -> Value {
        let mut arguments = vec!["present", self.card.as_str(), "--code"];
        arguments.extend_from_slice(options);
        self.desk.json(&arguments, PASSCODE)
    }

    /// The text of a code that shows facts of the card.
    pub(crate) fn code(&self, options: &[&str]) -> String {
        let shown = self.show(options);
        shown["code"].as_str().unwrap_or_else(|| panic!("no code: {shown}")).to_owned()
    }

    /// A request for the name and the personal number of a card, kept in `file`.
    pub(crate) fn ask(&self, file: &str) -> String {
        let asked = self.desk.json(
            &[
                "request",
                "--usual",
                "name_and_number",
                "--name",
                "Khách sạn Mẫu",
                "--purpose",
                "Đăng ký lưu trú",
                "--keep",
                "30",
                "--out",
                file,
            ],
            "",
        );
        asked["request"].as_str().unwrap_or_else(|| panic!("no request: {asked}")).to_owned()
    }

    /// Verifies and gives the verdict.
    pub(crate) fn verify(&self, arguments: &[&str]) -> Value {
        let mut all = vec!["verify"];
        all.extend_from_slice(arguments);
        self.desk.json(&all, "")
    }

    /// Asserts that a code is refused for `reason`, and in which words in both languages.
    #[track_caller]
    pub(crate) fn expect_refused(&self, arguments: &[&str], reason: &str, vi: &str, en: &str) {
        let verdict = self.verify(arguments);
        assert_eq!(verdict["verdict"], "not_genuine", "{verdict}");
        assert_eq!(verdict["genuine"], false);
        assert_eq!(verdict["reason"]["code"], reason, "{verdict}");
        for (language, headline, words) in
            [("vi", "KHÔNG HỢP LỆ ⃠ · ", vi), ("en", "NOT GENUINE ⃠ · ", en)]
        {
            let mut all = vec!["--lang", language, "verify"];
            all.extend_from_slice(arguments);
            let run = self.desk.run(&all, "").expect_code(1);
            let line = run.stdout.lines().next().unwrap_or_default();
            let told = line.strip_prefix(headline).unwrap_or_else(|| panic!("{}", run.stdout));
            assert!(told.starts_with(words), "{told}");
        }
    }

    pub(crate) fn path(&self, name: &str) -> String {
        self.desk.path(name).to_str().unwrap().to_owned()
    }

    /// The sandbox issuer's folder, which is the counter's too.
    pub(crate) fn issuer(&self) -> PathBuf {
        self.desk.home().join("desk")
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.desk.run(arguments, PASSCODE)
    }
}

/// Orders and issues; the file of the credentials, and what the issuer said.
pub(crate) fn issue(desk: &Desk, kind: DocumentKind, options: &[&str]) -> (String, Value) {
    let form = desk.file("form.toml", forms::example(kind));
    let (order, credentials) = (desk.path("order.json"), desk.path("credentials.json"));
    let (order, credentials) = (order.to_str().unwrap(), credentials.to_str().unwrap());
    let ordered = desk.json(&["order", kind.code(), "--copies", "2", "--out", order], PASSCODE);
    assert!(ordered["count"].as_u64().is_some_and(|count| count >= 2), "{ordered}");
    let mut arguments = vec!["issue", "--form", &form, "--order", order, "--out", credentials];
    arguments.extend_from_slice(options);
    (credentials.to_owned(), desk.json(&arguments, ""))
}

/// Takes the issuer's trust list into the wallet.
pub(crate) fn take_lists(desk: &Desk) -> Value {
    let list = desk.home().join("desk/trust.list");
    let pin = std::fs::read_to_string(desk.home().join("desk/pin.txt")).unwrap();
    desk.json(&["trust", list.to_str().unwrap(), "--pin", pin.trim()], PASSCODE)
}

fn receive(desk: &Desk, credentials: &str) -> String {
    let received = desk.json(&["receive", credentials], PASSCODE);
    let id = received["document"]["id"].as_str();
    id.unwrap_or_else(|| panic!("not received: {received}")).to_owned()
}

/// What a counter can do with an answer to its own request: open it, and seal what is in it to another.
pub(crate) fn relayed(from: &str, to: &str, code: &str) -> String {
    let (request, key) = pending(from);
    let content = code_content(code).unwrap();
    let Ok(Content::Sealed(answer)) = Content::parse(&content) else { panic!("no answer") };
    let opened = answer.open(&request, &key).unwrap();
    code_text(&seal_answer(&opened, &pending(to).0, &SystemRandomness).unwrap())
}

fn pending(file: &str) -> (Request, SealingKey) {
    let state: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let bytes = |name: &str| {
        let text = state[name].as_str().unwrap();
        let pairs = (0..text.len()).step_by(2);
        pairs.map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect::<Vec<u8>>()
    };
    let reader = PublicKey::from_sec1(&bytes("reader_key")).unwrap();
    let key = SealingKey::from_bytes(&bytes("sealing_key")).unwrap();
    (Request::own(&bytes("request"), reader).unwrap(), key)
}
