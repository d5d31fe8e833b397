//! The files that a wallet, an issuer and a counter hand each other. Bytes stand in them as hex digits.

use std::path::Path;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use vigiayto_core::credential::key::PublicKey;
use vigiayto_core::present::{Request, SealingKey};
use vigiayto_core::verify::PendingRequest;
use vigiayto_core::wallet::CredentialOrder;
use zeroize::Zeroizing;

use crate::failure::{Exit, Failure};
use crate::files;
use crate::words::Phrase;
use crate::words::counter as words;

/// A file of one of these forms.
pub(crate) trait Form: Serialize + DeserializeOwned {
    /// What the member `vigiayto` says.
    const FORM: &'static str;
    /// Bytes of the longest that is read.
    const LIMIT: u64;

    /// What the member `vigiayto` of this file says.
    fn form(&self) -> &str;
}

/// A wallet's order: keys of the phone, each with its proof.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OrderFile {
    vigiayto: String,
    pub(crate) order: String,
    pub(crate) kind: String,
    pub(crate) keys: Vec<OrderedKey>,
}

/// A key of an order.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OrderedKey {
    pub(crate) key: String,
    pub(crate) proof: String,
}

/// What an issuer gives back.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CredentialsFile {
    vigiayto: String,
    pub(crate) order: String,
    pub(crate) credentials: Vec<String>,
}

/// A request that waits for its answer, with the key that opens it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RequestFile {
    vigiayto: String,
    request: String,
    reader_key: String,
    sealing_key: String,
}

/// What certifies a counter's key.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReaderCertificateFile {
    vigiayto: String,
    /// The name that it certifies.
    pub(crate) name: String,
    certificates: Vec<String>,
}

impl ReaderCertificateFile {
    pub(crate) fn new(name: &str, certificates: &[Vec<u8>]) -> Self {
        Self {
            vigiayto: Self::FORM.to_owned(),
            name: name.to_owned(),
            certificates: certificates.iter().map(|certificate| hex(certificate)).collect(),
        }
    }

    /// The certificates, the counter's own first.
    pub(crate) fn certificates(&self) -> Option<Vec<Vec<u8>>> {
        self.certificates.iter().map(|certificate| bytes(certificate)).collect()
    }
}

impl Form for ReaderCertificateFile {
    const FORM: &'static str = "reader-certificate/1";
    const LIMIT: u64 = files::TEXT_LIMIT;

    fn form(&self) -> &str {
        &self.vigiayto
    }
}

impl OrderFile {
    pub(crate) fn new(order: &CredentialOrder, kind: &str) -> Self {
        let keys = order.keys.iter().zip(&order.proofs);
        let keys =
            keys.map(|(key, proof)| OrderedKey { key: hex(&key.compressed()), proof: hex(proof) });
        Self {
            vigiayto: Self::FORM.to_owned(),
            order: hex(&order.id),
            kind: kind.to_owned(),
            keys: keys.collect(),
        }
    }

    /// The order itself.
    pub(crate) fn order(&self) -> Option<CredentialOrder> {
        let mut order = CredentialOrder {
            id: id(&self.order)?,
            keys: Vec::with_capacity(self.keys.len()),
            proofs: Vec::with_capacity(self.keys.len()),
        };
        for ordered in &self.keys {
            order.keys.push(key(&ordered.key)?);
            order.proofs.push(bytes(&ordered.proof)?.try_into().ok()?);
        }
        Some(order)
    }
}

impl CredentialsFile {
    pub(crate) fn new(order: &str, tokens: &[Vec<u8>]) -> Self {
        Self {
            vigiayto: Self::FORM.to_owned(),
            order: order.to_owned(),
            credentials: tokens.iter().map(|token| hex(token)).collect(),
        }
    }

    /// The order that it answers, and the credentials.
    pub(crate) fn contents(&self) -> Option<([u8; 16], Vec<Vec<u8>>)> {
        let tokens: Option<Vec<_>> = self.credentials.iter().map(|token| bytes(token)).collect();
        Some((id(&self.order)?, tokens?))
    }
}

impl RequestFile {
    pub(crate) fn new(request: &[u8], reader: PublicKey, key: &SealingKey) -> Self {
        Self {
            vigiayto: Self::FORM.to_owned(),
            request: hex(request),
            reader_key: hex(&reader.compressed()),
            // The answer comes to another run of the program; this file is its memory.
            sealing_key: hex(key.expose()),
        }
    }

    /// The request and its key.
    pub(crate) fn pending(&self) -> Option<PendingRequest> {
        let request = Request::own(&bytes(&self.request)?, key(&self.reader_key)?).ok()?;
        let secret = Zeroizing::new(bytes(&self.sealing_key)?);
        Some(PendingRequest { request, key: SealingKey::from_bytes(&secret).ok()? })
    }
}

impl Form for OrderFile {
    const FORM: &'static str = "order/1";
    const LIMIT: u64 = files::TEXT_LIMIT;

    fn form(&self) -> &str {
        &self.vigiayto
    }
}

impl Form for CredentialsFile {
    const FORM: &'static str = "credentials/1";
    /// 64 credentials of 64 KiB, in hex.
    const LIMIT: u64 = 10 << 20;

    fn form(&self) -> &str {
        &self.vigiayto
    }
}

impl Form for RequestFile {
    const FORM: &'static str = "request/1";
    const LIMIT: u64 = 256 << 10;

    fn form(&self) -> &str {
        &self.vigiayto
    }
}

/// Reads a file of a form.
///
/// # Errors
/// It can't be read, or is of another form.
pub(crate) fn read<F: Form>(path: &Path) -> Result<F, Failure> {
    let text = files::read(path, F::LIMIT)?;
    let file: Option<F> = serde_json::from_slice(&text).ok();
    file.filter(|file| file.form() == F::FORM).ok_or_else(|| other_form::<F>(path))
}

/// Writes a file of a form, for its owner only.
///
/// # Errors
/// It can't be written.
pub(crate) fn write<F: Form>(path: &Path, file: &F) -> Result<(), Failure> {
    // What is written can be written as JSON: texts and lists of texts.
    let mut text = Zeroizing::new(serde_json::to_string_pretty(file).unwrap_or_default());
    text.push('\n');
    files::write(path, text.as_bytes())
}

/// A file that is no file of this form.
pub(crate) fn other_form<F: Form>(path: &Path) -> Failure {
    let message =
        Phrase::from(words::FILE_OTHER_FORM).with("file", path.display()).with("form", F::FORM);
    Failure::new(Exit::Usage, "file_form", message, words::FILE_OTHER_FORM_HINT)
}

/// A public key as hex digits of its point.
///
/// # Errors
/// It is none.
pub(crate) fn pin(text: &str) -> Result<PublicKey, Failure> {
    key(text).ok_or_else(|| {
        let message =
            Phrase::from(crate::words::BAD_VALUE).with("value", text).with("argument", "--pin");
        Failure::new(Exit::Usage, "bad_pin", message, words::BAD_PIN_HINT)
    })
}

/// Lower-case hex digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes of hex digits.
pub(crate) fn bytes(text: &str) -> Option<Vec<u8>> {
    let text = text.trim();
    let pairs = text.as_bytes().chunks(2);
    if !text.len().is_multiple_of(2) {
        return None;
    }
    pairs
        .map(|pair| {
            let digits = std::str::from_utf8(pair).ok()?;
            let plain = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
            u8::from_str_radix(digits, 16).ok().filter(|_| plain)
        })
        .collect()
}

fn key(text: &str) -> Option<PublicKey> {
    PublicKey::from_sec1(&bytes(text)?).ok()
}

fn id(text: &str) -> Option<[u8; 16]> {
    bytes(text)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pairs_of_hex_digits_are_bytes() {
        assert_eq!(bytes(" 00fF\n"), Some(vec![0, 255]));
        for wrong in ["0", "0g", "+1", "0x0", "é0"] {
            assert_eq!(bytes(wrong), None, "{wrong}");
        }
    }
}
