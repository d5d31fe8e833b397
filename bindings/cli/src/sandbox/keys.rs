//! The private keys of a desk, in files for its owner only.

use std::path::Path;

use serde::{Deserialize, Serialize};
use vigiayto_core::credential::key::SoftwareSigner;
use vigiayto_core::platform::SystemRandomness;
use zeroize::Zeroizing;

use crate::counter::exchange::{self, Form, hex};
use crate::counter::moment;
use crate::failure::Failure;

/// The keys of an issuer.
pub(super) struct Keys {
    /// Signs credentials and status lists.
    pub(super) issuing: SoftwareSigner,
    /// Signs trust lists.
    pub(super) listing: SoftwareSigner,
    /// When they were made.
    pub(super) made_at: i64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeysFile {
    vigiayto: String,
    issuing: String,
    listing: String,
    made_at: i64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    vigiayto: String,
    key: String,
}

impl Keys {
    pub(super) fn open_or_make(path: &Path) -> Result<Self, Failure> {
        if !path.exists() {
            let keys = Self { issuing: make()?, listing: make()?, made_at: moment::now() };
            let file = KeysFile {
                vigiayto: KeysFile::FORM.to_owned(),
                issuing: text(&keys.issuing),
                listing: text(&keys.listing),
                made_at: keys.made_at,
            };
            exchange::write(path, &file)?;
            return Ok(keys);
        }
        let file: KeysFile = exchange::read(path)?;
        let keys = signer(&file.issuing).zip(signer(&file.listing));
        let (issuing, listing) = keys.ok_or_else(|| exchange::other_form::<KeysFile>(path))?;
        Ok(Self { issuing, listing, made_at: file.made_at })
    }
}

impl Form for KeysFile {
    const FORM: &'static str = "sandbox-keys/1";
    const LIMIT: u64 = 4096;

    fn form(&self) -> &str {
        &self.vigiayto
    }
}

impl Form for KeyFile {
    const FORM: &'static str = "reader-key/1";
    const LIMIT: u64 = 4096;

    fn form(&self) -> &str {
        &self.vigiayto
    }
}

/// The one key of a file; made when there is none.
pub(super) fn signer_in(path: &Path) -> Result<SoftwareSigner, Failure> {
    if !path.exists() {
        let made = make()?;
        let file = KeyFile { vigiayto: KeyFile::FORM.to_owned(), key: text(&made) };
        exchange::write(path, &file)?;
        return Ok(made);
    }
    let file: KeyFile = exchange::read(path)?;
    signer(&file.key).ok_or_else(|| exchange::other_form::<KeyFile>(path))
}

fn make() -> Result<SoftwareSigner, Failure> {
    SoftwareSigner::make(&SystemRandomness).map_err(|_| super::not_signed())
}

fn text(signer: &SoftwareSigner) -> String {
    // It is kept in a file for its owner only.
    hex(signer.expose().expose())
}

fn signer(text: &str) -> Option<SoftwareSigner> {
    let scalar = Zeroizing::new(exchange::bytes(text)?);
    SoftwareSigner::from_bytes(&scalar).ok()
}
