//! A credential and the code that shows it, in pieces: altered anywhere, and signed anew where the point is not the signature.
//!
//! It writes CBOR with a hand of its own, so that it can write what the core's encoder refuses to.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};
use vigiayto_core::credential::key::{PublicKey, Signer as _, SoftwareSigner};

use crate::authority::{KEY_ID, STATUS_URI};

/// A token in pieces. Values are encoded.
#[derive(Clone)]
pub struct Forge<'f> {
    /// Signs the credential.
    pub issuer: &'f SoftwareSigner,
    /// Signs the code.
    pub holder: &'f SoftwareSigner,
    /// The credential's protected header.
    pub issuer_header: BTreeMap<i64, Vec<u8>>,
    /// The credential's unprotected header.
    pub issuer_unprotected: BTreeMap<i64, Vec<u8>>,
    /// The credential's claims, without the facts.
    pub claims: BTreeMap<i64, Vec<u8>>,
    /// The facts of claim 169; without any, the claim is left out.
    pub facts: BTreeMap<i64, Vec<u8>>,
    /// The code's protected header, without `kcwt`.
    pub holder_header: BTreeMap<i64, Vec<u8>>,
    /// The code's unprotected header.
    pub holder_unprotected: BTreeMap<i64, Vec<u8>>,
    /// What the holder signs.
    pub binding: BTreeMap<i64, Vec<u8>>,
}

impl<'f> Forge<'f> {
    /// A citizen card with a name and a flag that anyone may see, shown at `now` to whoever looks, genuine in all its parts.
    #[must_use]
    pub fn new(
        issuer_id: &str,
        issuer: &'f SoftwareSigner,
        holder: &'f SoftwareSigner,
        now: i64,
    ) -> Self {
        let place = [(text("idx"), integer(7)), (text("uri"), text(STATUS_URI))];
        let status = pairs(&[(text("status_list"), pairs(&place))]);
        Self {
            issuer,
            holder,
            issuer_header: [(1, integer(-9)), (4, bytes(KEY_ID)), (16, integer(293))].into(),
            issuer_unprotected: BTreeMap::new(),
            claims: [
                (1, text(issuer_id)),
                (2, text("ABCDEFGH")),
                (4, integer(now + 86_400)),
                (6, integer(now - 86_400)),
                (8, confirmation(&holder.public_key())),
                (11, integer(CITIZEN_CARD)),
                (65_535, status),
            ]
            .into(),
            facts: [(4, text("NGUYỄN VĂN MẪU")), (-1, vec![TRUE])].into(),
            holder_header: [(1, integer(-9)), (16, integer(294))].into(),
            holder_unprotected: BTreeMap::new(),
            binding: [(3, text("*")), (6, integer(now))].into(),
        }
    }

    /// The credential, signed.
    #[must_use]
    pub fn credential(&self) -> Vec<u8> {
        let mut claims = self.claims.clone();
        if !self.facts.is_empty() {
            claims.insert(169, map(&self.facts));
        }
        let header = map(&self.issuer_header);
        signed(self.issuer, &header, &map(&self.issuer_unprotected), &map(&claims))
    }

    /// The code's content.
    #[must_use]
    pub fn code(&self) -> Vec<u8> {
        self.code_around(&self.credential())
    }

    /// The code's content, around another credential.
    #[must_use]
    pub fn code_around(&self, credential: &[u8]) -> Vec<u8> {
        let mut header = self.holder_header.clone();
        header.insert(13, credential.to_vec());
        self.code_of(&map(&header), &map(&self.binding))
    }

    /// The code's content with a protected header and a payload that are encoded already.
    #[must_use]
    pub fn code_of(&self, header: &[u8], payload: &[u8]) -> Vec<u8> {
        signed(self.holder, header, &map(&self.holder_unprotected), payload)
    }
}

/// `COSE_Sign1` (RFC 9052 §4.2), whatever is in it.
///
/// # Panics
/// Never with a key in memory.
#[must_use]
#[expect(clippy::unwrap_used, reason = "a key in memory signs")]
pub fn signed(
    signer: &SoftwareSigner,
    header: &[u8],
    unprotected: &[u8],
    payload: &[u8],
) -> Vec<u8> {
    let message = array(&[text("Signature1"), bytes(header), bytes(b""), bytes(payload)]);
    let signature = bytes(&signer.sign(&message).unwrap());
    tagged(18, &array(&[bytes(header), unprotected.to_vec(), bytes(payload), signature]))
}

/// The hash of a disclosure, as a byte string.
#[must_use]
pub fn hash(disclosure: &[u8]) -> Vec<u8> {
    bytes(&Sha256::digest(bytes(disclosure)))
}

/// The value of `cnf` for a key (RFC 8747 §3.1), the point written out.
#[must_use]
pub fn confirmation(key: &PublicKey) -> Vec<u8> {
    let point = key.uncompressed();
    let (x, y) = point.split_at(33);
    let key = [(1, integer(2)), (-1, integer(1)), (-2, bytes(&x[1..])), (-3, bytes(y))];
    map(&[(1, map(&key.into()))].into())
}

/// An integer.
#[must_use]
pub fn integer(number: i64) -> Vec<u8> {
    match u64::try_from(number) {
        Ok(number) => head(0, number),
        Err(_) => head(1, (-1 - number).unsigned_abs()),
    }
}

/// A text.
#[must_use]
pub fn text(text: &str) -> Vec<u8> {
    [head(3, text.len() as u64), text.as_bytes().to_vec()].concat()
}

/// A byte string.
#[must_use]
pub fn bytes(content: &[u8]) -> Vec<u8> {
    [head(2, content.len() as u64), content.to_vec()].concat()
}

/// An array of encoded items.
#[must_use]
pub fn array(items: &[Vec<u8>]) -> Vec<u8> {
    [head(4, items.len() as u64), items.concat()].concat()
}

/// A map with integer keys.
#[must_use]
pub fn map(entries: &BTreeMap<i64, Vec<u8>>) -> Vec<u8> {
    let entries = entries.iter().map(|(key, value)| (integer(*key), value.clone()));
    pairs(&entries.collect::<Vec<_>>())
}

/// A map of encoded keys and values, as they come.
#[must_use]
pub fn pairs(entries: &[(Vec<u8>, Vec<u8>)]) -> Vec<u8> {
    let mut out = head(5, entries.len() as u64);
    for (key, value) in entries {
        out.extend_from_slice(key);
        out.extend_from_slice(value);
    }
    out
}

/// A tagged item.
#[must_use]
pub fn tagged(tag: u64, item: &[u8]) -> Vec<u8> {
    [head(6, tag), item.to_vec()].concat()
}

/// The shortest head.
fn head(major: u8, argument: u64) -> Vec<u8> {
    let all = argument.to_be_bytes();
    let (info, skipped) = match argument {
        0..=23 => return vec![major << 5 | all[7]],
        24..=0xff => (24, 7),
        0x100..=0xffff => (25, 6),
        0x1_0000..=0xffff_ffff => (26, 4),
        _ => (27, 0),
    };
    [&[major << 5 | info], &all[skipped..]].concat()
}

/// `true`.
pub const TRUE: u8 = 0xf5;
/// `null`.
pub const NULL: u8 = 0xf6;
/// `vct` of a citizen card.
pub const CITIZEN_CARD: i64 = 65_001;
