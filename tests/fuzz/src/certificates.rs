//! A root, an authority below it and a reader below that, and certificates of any content in their names.

use p256::ecdsa::Signature;
use vigiayto_core::credential::key::{Signer, SoftwareSigner};
use vigiayto_core::credential::name::DisplayName;
use vigiayto_core::credential::x509::{CertificateForm, Purpose, Role, Root, Subject, certify};
use vigiayto_tests::device::TestRandomness;
use vigiayto_tests::wallets::NOW;

/// The keys of three, and their certificates.
pub struct Certificates {
    /// The keys of the root, the authority and the reader.
    pub keys: [SoftwareSigner; 3],
    /// The chain as it is sent: the reader's, the authority's.
    pub chain: Vec<Vec<u8>>,
    /// The root.
    pub root: Root,
}

impl Certificates {
    /// The same in every process.
    ///
    /// # Panics
    /// When they can't be made.
    #[must_use]
    pub fn make() -> Self {
        let random = TestRandomness::new(20);
        let keys =
            [(); 3].map(|()| SoftwareSigner::make(&random).expect("randomness does not end"));
        let names = ["Gốc mẫu", "Cơ quan mẫu", READER].map(|name| Subject {
            common_name: DisplayName::new(name).ok(),
            organisation: DisplayName::new("Tổ chức mẫu").ok(),
        });
        let issue = |number: u8, holder: usize, issuer: usize, role| {
            let form = CertificateForm {
                serial: &[number],
                subject: &names[holder],
                key: keys[holder].public_key(),
                not_before: NOW - YEAR,
                not_after: NOW + YEAR,
                role,
            };
            certify(&form, &names[issuer], &keys[issuer]).expect("the form is sound")
        };
        let role = Role::Signer { purpose: Purpose::Reader, uris: &["https://reader.example"] };
        let chain = vec![issue(3, 2, 1, role), issue(2, 1, 0, Role::Authority { below: 0 })];
        let root = Root::parse(&issue(1, 0, 0, Role::Authority { below: 1 }));
        let root = root.expect("it was just made");
        Self { keys, chain, root }
    }

    /// What is signed of the certificate at this place of the chain.
    #[must_use]
    pub fn body(&self, place: usize) -> Vec<u8> {
        let certificate = self.chain.get(place).map_or(&[][..], Vec::as_slice);
        let (inside, _) = split(certificate);
        let (_, rest) = split(inside);
        inside[..inside.len() - rest.len()].to_vec()
    }

    /// A certificate whose signed part is `body`, signed with the key of whoever issued the one at this place of the chain.
    ///
    /// # Panics
    /// Never: a key in memory signs.
    #[must_use]
    pub fn certify(&self, body: &[u8], place: usize) -> Vec<u8> {
        let issuer = &self.keys[1_usize.saturating_sub(place)];
        let signature = issuer.sign(body).expect("a key in memory signs");
        let signature = Signature::from_slice(&signature).expect("it was just made").to_der();
        let bits = [&[0], signature.as_bytes()].concat();
        item(0x30, &[body, &ECDSA_WITH_SHA_256, &item(0x03, &bits)].concat())
    }
}

/// An item of DER.
fn item(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let head = match length {
        ..=0x7f => vec![tag, length as u8],
        0x80..=0xff => vec![tag, 0x81, length as u8],
        _ => vec![tag, 0x82, (length >> 8) as u8, length as u8],
    };
    [head, content.to_vec()].concat()
}

/// The content of the item that genuine DER begins with, and what follows the item.
fn split(der: &[u8]) -> (&[u8], &[u8]) {
    let (head, length) = match der {
        [_, length @ ..=0x7f, ..] => (2, usize::from(*length)),
        [_, 0x81, length, ..] => (3, usize::from(*length)),
        [_, 0x82, high, low, ..] => (4, usize::from(u16::from_be_bytes([*high, *low]))),
        _ => (0, 0),
    };
    der.get(head..).and_then(|rest| rest.split_at_checked(length)).unwrap_or_default()
}

/// What the reader is called in its certificate.
pub const READER: &str = "Khách sạn Mẫu";
const YEAR: i64 = 365 * 86_400;
/// `SEQUENCE { 1.2.840.10045.4.3.2 }` (RFC 5758 §3.2).
const ECDSA_WITH_SHA_256: [u8; 12] =
    [0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
