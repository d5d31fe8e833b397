//! An issuer with a trust list and a status list, for tests.

use time::OffsetDateTime;
use vigiayto_core::credential::batch::{BatchForm, BatchSubject, issue_batch};
use vigiayto_core::credential::claims::CredentialType;
use vigiayto_core::credential::key::{PublicKey, Signer as _, SoftwareSigner};
use vigiayto_core::credential::name::DisplayName;
use vigiayto_core::credential::profile::KeyReference;
use vigiayto_core::credential::status::{
    Bits, Status, StatusListBuilder, StatusListForm, StatusReference,
};
use vigiayto_core::credential::trust::{Contents, Issuer, IssuerKey, KeyState};
use vigiayto_core::credential::x509::Root;
use vigiayto_core::document::{Document, DocumentKind};
use vigiayto_core::verify::Reader;
use vigiayto_core::wallet::CredentialOrder;

use crate::device::TestRandomness;

/// An authority that issues every kind of document and vouches for itself in its trust list.
pub struct Authority {
    /// The id that its credentials carry.
    pub id: String,
    /// The key that signs credentials and status lists.
    pub issuing: SoftwareSigner,
    /// The key that signs trust lists.
    pub listing: SoftwareSigner,
    /// Where its status list is.
    pub status_uri: String,
    /// The roots under which readers are certified.
    pub reader_roots: Vec<Root>,
    statuses: StatusListBuilder,
    random: TestRandomness,
}

/// The id of the issuing key in the trust list.
pub const KEY_ID: &[u8] = b"k1";
/// Where the status list is, unless a test says otherwise.
pub const STATUS_URI: &str = "https://status.example/1";
const YEAR: i64 = 365 * 86_400;

#[expect(clippy::unwrap_used, reason = "a test stops where it fails")]
impl Authority {
    /// An authority whose keys come from a seed.
    ///
    /// # Panics
    /// Never with the randomness of tests.
    #[must_use]
    pub fn new(id: &str, seed: u64) -> Self {
        let random = TestRandomness::new(seed);
        Self {
            id: id.to_owned(),
            issuing: SoftwareSigner::make(&random).unwrap(),
            listing: SoftwareSigner::make(&random).unwrap(),
            status_uri: STATUS_URI.to_owned(),
            reader_roots: Vec::new(),
            statuses: StatusListBuilder::new(Bits::Two, 1 << 12).unwrap(),
            random,
        }
    }

    /// The keys that its trust lists are signed with.
    #[must_use]
    pub fn pinned(&self) -> [PublicKey; 1] {
        [self.listing.public_key()]
    }

    /// Its trust list, valid for a year.
    ///
    /// # Panics
    /// Never with the names of tests.
    #[must_use]
    pub fn trust_list(&self, now: i64) -> Vec<u8> {
        self.contents(now).sign(&self.listing).unwrap()
    }

    /// What its trust list says.
    ///
    /// # Panics
    /// Never with the names of tests.
    #[must_use]
    pub fn contents(&self, now: i64) -> Contents {
        let key = IssuerKey {
            id: KEY_ID.to_vec(),
            key: self.issuing.public_key(),
            not_before: now - YEAR,
            not_after: now + YEAR,
            state: KeyState::Active,
        };
        let kinds = DocumentKind::ALL.iter().map(|kind| CredentialType::of(*kind).number());
        Contents {
            publisher: "https://trust.example".to_owned(),
            issued_at: now,
            expires_at: now + YEAR,
            sequence: u64::try_from(now).unwrap(),
            issuers: vec![Issuer {
                id: self.id.clone(),
                name_vi: DisplayName::new("Cơ quan cấp mẫu").unwrap(),
                name_en: DisplayName::new("Sample authority").unwrap(),
                keys: vec![key],
                kinds: kinds.map(|kind| u64::try_from(kind).unwrap()).collect(),
            }],
            issuer_roots: Vec::new(),
            reader_roots: self.reader_roots.clone(),
        }
    }

    /// Its status list, valid for a day.
    ///
    /// # Panics
    /// Never.
    #[must_use]
    pub fn status_list(&self, now: i64) -> Vec<u8> {
        let form = StatusListForm {
            issuer: &self.id,
            key_id: KEY_ID,
            uri: &self.status_uri,
            issued_at: now,
            expires_at: Some(now + 86_400),
            ttl: Some(3_600),
        };
        self.statuses.sign(&form, &self.issuing).unwrap()
    }

    /// Sets the status of the credential with this number.
    ///
    /// # Panics
    /// When there is no such number.
    pub fn set_status(&mut self, number: u64, status: Status) {
        self.statuses.set(number, status).unwrap();
    }

    /// Issues a batch for the keys of an order. Status numbers begin at `first`.
    ///
    /// # Panics
    /// When a proof of the order does not hold.
    #[must_use]
    pub fn issue(
        &self,
        document: &Document,
        order: &CredentialOrder,
        first: u64,
        now: i64,
    ) -> Vec<Vec<u8>> {
        let today = OffsetDateTime::from_unix_timestamp(now).unwrap().date();
        let subject = BatchSubject::of(document, today, &order.keys);
        self.issue_subject(&subject, first, now)
    }

    /// Issues a batch of what a test made up.
    ///
    /// # Panics
    /// When it can't be issued.
    #[must_use]
    pub fn issue_subject(&self, subject: &BatchSubject<'_>, first: u64, now: i64) -> Vec<Vec<u8>> {
        let form = BatchForm {
            issuer: &self.id,
            key: KeyReference::Id(KEY_ID),
            issued_at: now,
            expires_at: now + 30 * 86_400,
            status: &|number| {
                StatusReference::new(&self.status_uri, first + u64::try_from(number).unwrap()).ok()
            },
        };
        issue_batch(&form, subject, &self.issuing, &self.random).unwrap()
    }

    /// A counter's reader that knows this authority's lists of `now`.
    ///
    /// # Panics
    /// When its own lists do not hold.
    #[must_use]
    pub fn reader(&self, now: i64) -> Reader {
        let mut reader = Reader::default();
        reader.update_trust(&self.trust_list(now), &self.pinned(), now).unwrap();
        reader.update_status(&self.status_list(now), now).unwrap();
        reader
    }
}
