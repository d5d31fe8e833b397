//! An issuer for trying things out: one folder with its keys, its register and the lists that it signs. It has no standing.

mod keys;
mod readers;
mod register;

use std::path::{Path, PathBuf};

use vigiayto_core::credential::batch::{BatchForm, BatchSubject, issue_batch};
use vigiayto_core::credential::claims::CredentialType;
use vigiayto_core::credential::key::{Signer as _, SoftwareSigner};
use vigiayto_core::credential::name::DisplayName;
use vigiayto_core::credential::profile::KeyReference;
use vigiayto_core::credential::status::{
    Bits, Status, StatusListBuilder, StatusListForm, StatusReference,
};
use vigiayto_core::credential::trust::{Contents, Issuer, IssuerKey, KeyState, TrustList};
use vigiayto_core::document::DocumentKind;
use vigiayto_core::platform::SystemRandomness;

use self::keys::Keys;
use self::register::Register;
use crate::counter::exchange::{self, ReaderCertificateFile, hex};
use crate::failure::{Exit, Failure};
use crate::files;
use crate::words::counter as words;

/// The desk of an issuer that nobody recognises.
pub(crate) struct Sandbox {
    folder: PathBuf,
    keys: Keys,
    register: Register,
}

impl Sandbox {
    /// The desk in a folder; its keys are made when there are none.
    ///
    /// # Errors
    /// The folder can't be used, or what is in it is no desk.
    pub(crate) fn open_or_make(folder: &Path) -> Result<Self, Failure> {
        files::make_private_folder(folder)?;
        let keys = Keys::open_or_make(&folder.join(KEYS))?;
        let register = Register::open_or_make(&folder.join(REGISTER))?;
        Ok(Self { folder: folder.to_owned(), keys, register })
    }

    /// The desk that is in a folder.
    ///
    /// # Errors
    /// There is none.
    pub(crate) fn open(folder: &Path) -> Result<Self, Failure> {
        if !folder.join(KEYS).is_file() {
            let message =
                crate::words::Phrase::from(words::NO_DESK).with("folder", folder.display());
            return Err(Failure::new(Exit::Refused, "no_desk", message, words::NO_DESK_HINT));
        }
        Self::open_or_make(folder)
    }

    /// Issues credentials for a subject, and gives the number under which the register has them. Each has a place of its own in the
    /// status list, drawn at random: neighbours would tell that they belong together.
    ///
    /// # Errors
    /// The desk is full, or its files can't be written.
    pub(crate) fn issue(
        &mut self,
        subject: &BatchSubject<'_>,
        days: u16,
        now: i64,
    ) -> Result<(u64, Vec<Vec<u8>>), Failure> {
        let places = self.register.draw(subject.keys.len())?;
        let id = self.id();
        let uri = self.uri();
        let form = BatchForm {
            issuer: &id,
            key: KeyReference::Id(KEY_ID),
            issued_at: now,
            expires_at: now + i64::from(days) * DAY,
            status: &|number| StatusReference::new(&uri, *places.get(number)?).ok(),
        };
        let tokens = issue_batch(&form, subject, &self.keys.issuing, &SystemRandomness);
        let tokens = tokens.map_err(|_| not_signed())?;
        let number = self.register.enter(subject.kind.code(), now, places);
        self.keep()?;
        Ok((number, tokens))
    }

    /// Sets the status of everything that was issued under a number.
    ///
    /// # Errors
    /// There is no such number, or the desk's files can't be written.
    pub(crate) fn set_status(&mut self, number: u64, status: Status) -> Result<usize, Failure> {
        let count = self.register.set_status(number, status)?;
        self.keep()?;
        Ok(count)
    }

    /// Certifies the counter of a folder under a name.
    ///
    /// # Errors
    /// The counter's files can't be written.
    pub(crate) fn certify(
        &self,
        counter: &Path,
        name: &DisplayName,
        now: i64,
    ) -> Result<PathBuf, Failure> {
        let key = reader_key(counter)?.public_key();
        let certificate = readers::certificate(&self.keys, name, key, now);
        let certificate = certificate.map_err(|_| not_signed())?;
        let path = counter.join(READER_CERTIFICATE);
        exchange::write(&path, &ReaderCertificateFile::new(name.as_str(), &[certificate]))?;
        Ok(path)
    }

    /// Signs the lists as they are now, and writes them with the key to pin.
    ///
    /// # Errors
    /// They can't be written.
    pub(crate) fn publish(&self, now: i64) -> Result<(), Failure> {
        let path = self.trust_list();
        if !self.is_recent(&path, now) {
            let list = self.contents(now)?.sign(&self.keys.listing).map_err(|_| not_signed())?;
            files::write(&path, &list)?;
        }
        let mut statuses =
            StatusListBuilder::new(Bits::Two, register::PLACES).map_err(|_| not_signed())?;
        for (place, status) in self.register.statuses() {
            statuses.set(place, status).map_err(|_| not_signed())?;
        }
        let (id, uri) = (self.id(), self.uri());
        let form = StatusListForm {
            issuer: &id,
            key_id: KEY_ID,
            uri: &uri,
            issued_at: now,
            expires_at: Some(now + 7 * DAY),
            ttl: Some(DAY.unsigned_abs()),
        };
        let list = statuses.sign(&form, &self.keys.issuing).map_err(|_| not_signed())?;
        files::write(&self.status_list(), &list)?;
        files::write(&self.pin_file(), format!("{}\n", self.pin()).as_bytes())
    }

    /// The key that its trust list is signed with, in hex.
    pub(crate) fn pin(&self) -> String {
        hex(&self.keys.listing.public_key().compressed())
    }

    /// The id that its credentials carry: one for each desk, so that two desks are two issuers.
    pub(crate) fn id(&self) -> String {
        let thumbprint = self.keys.issuing.public_key().thumbprint();
        format!("vigiayto:sandbox:{}", hex(thumbprint.get(..8).unwrap_or_default()))
    }

    pub(crate) fn trust_list(&self) -> PathBuf {
        self.folder.join(TRUST_LIST)
    }

    pub(crate) fn status_list(&self) -> PathBuf {
        self.folder.join(STATUS_LIST)
    }

    pub(crate) fn pin_file(&self) -> PathBuf {
        self.folder.join(PIN)
    }

    fn uri(&self) -> String {
        format!("{}:status", self.id())
    }

    fn keep(&self) -> Result<(), Failure> {
        self.register.write(&self.folder.join(REGISTER))
    }

    /// A list of the last day needs no successor; wallets have it already.
    fn is_recent(&self, path: &Path, now: i64) -> bool {
        let Ok(bytes) = files::read(path, LIST_LIMIT) else { return false };
        let list = TrustList::read(&bytes, &[self.keys.listing.public_key()]);
        list.is_ok_and(|list| {
            let known = list.issuer(&self.id()).is_some();
            known && (list.issued_at..list.issued_at + DAY).contains(&now)
        })
    }

    fn contents(&self, now: i64) -> Result<Contents, Failure> {
        let name = |text| DisplayName::new(text).map_err(|_| not_signed());
        let kinds = DocumentKind::ALL.iter().map(|kind| CredentialType::of(*kind).number());
        let key = IssuerKey {
            id: KEY_ID.to_vec(),
            key: self.keys.issuing.public_key(),
            // Credentials carry the beginning of their day.
            not_before: self.keys.made_at - DAY,
            not_after: self.keys.made_at + 10 * YEAR,
            state: KeyState::Active,
        };
        Ok(Contents {
            publisher: self.id(),
            issued_at: now,
            expires_at: now + YEAR,
            sequence: u64::try_from(now).unwrap_or_default(),
            issuers: vec![Issuer {
                id: self.id(),
                name_vi: name(words::SANDBOX_NAME.vi)?,
                name_en: name(words::SANDBOX_NAME.en)?,
                keys: vec![key],
                kinds: kinds.filter_map(|kind| u64::try_from(kind).ok()).collect(),
            }],
            issuer_roots: Vec::new(),
            reader_roots: vec![readers::root(&self.keys).map_err(|_| not_signed())?],
        })
    }
}

/// The key that a counter signs its requests with: made once, so that a counter stays the same one.
///
/// # Errors
/// The folder can't be used.
pub(crate) fn reader_key(folder: &Path) -> Result<SoftwareSigner, Failure> {
    files::make_private_folder(folder)?;
    keys::signer_in(&folder.join(READER_KEY))
}

/// The certificate of the counter in a folder, if it has one.
///
/// # Errors
/// The file is none.
pub(crate) fn reader_certificate(folder: &Path) -> Result<Option<Certified>, Failure> {
    let path = folder.join(READER_CERTIFICATE);
    if !path.is_file() {
        return Ok(None);
    }
    let file: ReaderCertificateFile = exchange::read(&path)?;
    let certificates = file.certificates();
    let certificates =
        certificates.ok_or_else(|| exchange::other_form::<ReaderCertificateFile>(&path))?;
    Ok(Some(Certified { name: file.name, certificates }))
}

/// What certifies a counter.
pub(crate) struct Certified {
    /// The name.
    pub(crate) name: String,
    /// The certificates, the counter's own first.
    pub(crate) certificates: Vec<Vec<u8>>,
}

/// Something that this program made itself could not be signed or written as it must be.
fn not_signed() -> Failure {
    Failure::new(Exit::Refused, "not_issued", words::NOT_ISSUED, words::NOT_ISSUED_HINT)
}

/// The trust list in a desk's folder.
pub(crate) const TRUST_LIST: &str = "trust.list";
/// The status list in a desk's folder.
pub(crate) const STATUS_LIST: &str = "status.list";
/// The key to pin, in a desk's folder.
pub(crate) const PIN: &str = "pin.txt";
/// As much as the core reads of a list.
pub(crate) const LIST_LIMIT: u64 = 2 << 20;
const KEYS: &str = "issuer.keys";
const REGISTER: &str = "register.json";
const READER_KEY: &str = "reader.key";
const READER_CERTIFICATE: &str = "reader.cert";
const KEY_ID: &[u8] = b"sandbox";
const DAY: i64 = 86_400;
const YEAR: i64 = 365 * DAY;
