//! What a list says, in memory and in its payload.

use alloc::string::String;
use alloc::vec::Vec;

use super::super::cbor::{Encoder, Limits, MapEncoder, Value, decode};
use super::super::cose::{KID, TYP, sign1};
use super::super::key::{Signer, SigningError};
use super::super::sd_cwt::{EXP, IAT, ISS};
use super::super::x509::{Root, X509Error};
use super::issuer::{Fault, Issuer, is_identifier};
use super::{TRUST_LIST_TYPE, TrustList, TrustListError};

/// What a list says. That it is signed is what [`TrustList`] says.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Contents {
    /// Who publishes it.
    pub publisher: String,
    /// When it was signed, in seconds since 1970.
    pub issued_at: i64,
    /// From when on it is no longer valid, in seconds since 1970.
    pub expires_at: i64,
    /// Higher in each list than in the one before.
    pub sequence: u64,
    /// The issuers.
    pub issuers: Vec<Issuer>,
    /// The roots that issuers' certificates lead to.
    pub issuer_roots: Vec<Root>,
    /// The roots that readers' certificates lead to.
    pub reader_roots: Vec<Root>,
}

/// Why a list was not published.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PublishError {
    /// The key did not sign.
    #[error(transparent)]
    Signing(#[from] SigningError),
    /// What was written would not be taken by anyone.
    #[error(transparent)]
    Refused(#[from] TrustListError),
}

impl Contents {
    /// Signs the list. What is returned was read back, so everyone who pins the signer's key takes it.
    ///
    /// # Errors
    /// [`PublishError`].
    pub fn sign(&self, signer: &dyn Signer) -> Result<Vec<u8>, PublishError> {
        let key = signer.public_key();
        let [a, b, c, d, e, f, g, h, ..] = key.thumbprint();
        let mut header = MapEncoder::default();
        header.key(KID, |out| out.bytes(&[a, b, c, d, e, f, g, h]));
        header.key(TYP, |out| out.text(TRUST_LIST_TYPE));
        let list = sign1(header, MapEncoder::default(), &self.write(), signer)?;
        TrustList::read(&list, &[key])?;
        Ok(list)
    }

    pub(super) fn read(payload: &[u8]) -> Result<Self, TrustListError> {
        let payload = decode(payload, Limits::LIST)?;
        let claim = |claim| payload.entry(claim).ok_or(TrustListError::Claim(claim));
        let time = |key| claim(key)?.as_i64().ok_or(TrustListError::Claim(key));
        let array = |key, most| {
            let items = claim(key)?.as_array().filter(|items| items.len() <= most);
            items.ok_or(TrustListError::Claim(key))
        };
        let publisher = claim(ISS)?.as_text().filter(|publisher| is_identifier(publisher));
        let (issued_at, expires_at) = (time(IAT)?, time(EXP)?);
        if expires_at <= issued_at {
            return Err(TrustListError::Claim(EXP));
        }
        let contents = Self {
            publisher: String::from(publisher.ok_or(TrustListError::Claim(ISS))?),
            issued_at,
            expires_at,
            sequence: claim(SEQUENCE)?.as_u64().ok_or(TrustListError::Claim(SEQUENCE))?,
            issuers: issuers(array(ISSUERS, MAX_ISSUERS)?)?,
            issuer_roots: roots(array(ISSUER_ROOTS, MAX_ROOTS)?, TrustListError::IssuerRoot)?,
            reader_roots: roots(array(READER_ROOTS, MAX_ROOTS)?, TrustListError::ReaderRoot)?,
        };
        contents.check_unique()?;
        Ok(contents)
    }

    fn write(&self) -> Vec<u8> {
        let roots = |roots: &[Root], out: &mut Encoder| {
            out.array(roots.len());
            roots.iter().for_each(|root| out.bytes(root.encoded()));
        };
        let mut map = MapEncoder::default();
        map.key(ISS, |out| out.text(&self.publisher));
        map.key(EXP, |out| out.integer(self.expires_at.into()));
        map.key(IAT, |out| out.integer(self.issued_at.into()));
        map.key(SEQUENCE, |out| out.integer(self.sequence.into()));
        map.key(ISSUERS, |out| {
            out.array(self.issuers.len());
            self.issuers.iter().for_each(|issuer| issuer.write(out));
        });
        map.key(ISSUER_ROOTS, |out| roots(&self.issuer_roots, out));
        map.key(READER_ROOTS, |out| roots(&self.reader_roots, out));
        let mut out = Encoder::new();
        out.map(map);
        out.finish()
    }

    /// One issuer to an id, one key to an id of an issuer, one issuer to a key.
    fn check_unique(&self) -> Result<(), TrustListError> {
        let mut ids = Vec::with_capacity(self.issuers.len());
        let mut key_ids = Vec::new();
        let mut keys = Vec::new();
        for (position, issuer) in self.issuers.iter().enumerate() {
            ids.push((issuer.id.as_str(), position));
            for key in &issuer.keys {
                key_ids.push(((position, key.id.as_slice()), position));
                keys.push((key.key.compressed(), position));
            }
        }
        twice(&mut ids)
            .map_or(Ok(()), |position| Err(TrustListError::DuplicateIssuer(position)))?;
        let key = twice(&mut key_ids).or_else(|| twice(&mut keys));
        key.map_or(Ok(()), |position| Err(TrustListError::DuplicateKey(position)))
    }
}

fn issuers(items: &[Value<'_>]) -> Result<Vec<Issuer>, TrustListError> {
    let read = |(position, item)| {
        Issuer::read(item).map_err(|fault| match fault {
            Fault::Field(field) => TrustListError::Issuer { position, field },
            Fault::KeyField(field) => TrustListError::IssuerKey { position, field },
        })
    };
    items.iter().enumerate().map(read).collect()
}

fn roots(
    items: &[Value<'_>],
    refused: fn(usize, X509Error) -> TrustListError,
) -> Result<Vec<Root>, TrustListError> {
    let read = |(position, item): (usize, &Value<'_>)| {
        let root = item.as_bytes().ok_or(X509Error::Malformed).and_then(Root::parse);
        root.map_err(|error| refused(position, error))
    };
    items.iter().enumerate().map(read).collect()
}

/// The later position of two that have the same key.
fn twice<K: Ord>(entries: &mut [(K, usize)]) -> Option<usize> {
    entries.sort_unstable();
    entries.windows(2).find_map(|pair| match pair {
        [(one, _), (next, position)] if one == next => Some(*position),
        _ => None,
    })
}

const SEQUENCE: i64 = -1;
const ISSUERS: i64 = -2;
const ISSUER_ROOTS: i64 = -3;
const READER_ROOTS: i64 = -4;

const MAX_ISSUERS: usize = 512;
const MAX_ROOTS: usize = 64;
