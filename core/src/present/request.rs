//! What a counter asks for: a signed object that says who, why, which facts, and how long they are kept.
//!
//! | key | member | value |
//! | --- | --- | --- |
//! | 1 | who asks (`iss`) | text |
//! | 4, 6 | `exp`, `iat` | seconds since 1970, at most 300 apart |
//! | 8 | the reader's signing key (`cnf`), when it has no certificate | `{1: COSE_Key}` |
//! | 39 | nonce (`cnonce`) | 16 bytes |
//! | -1 | why | text |
//! | -2 | what | `[[vct, {claim: days kept}], …]` |
//! | -3 | the key that the answer is sealed to | `COSE_Key` |
//!
//! It is a `COSE_Sign1` whose `typ` is [`REQUEST_TYPE`], as text `VGQ1:` and base45.

use alloc::string::String;
use alloc::vec::Vec;

use base64ct::{Base64UrlUnpadded, Encoding as _};
use sha2::{Digest as _, Sha256};

use crate::credential::cbor::{Encoder, Limits, MapEncoder, Value, decode};
use crate::credential::claims::{Claim, CredentialType};
use crate::credential::cose::{Sign1, TYP, X5CHAIN, sign1};
use crate::credential::key::{PublicKey, Signer, SigningError};
use crate::credential::name::DisplayName;
use crate::credential::sd_cwt::{CNF, CNONCE, EXP, IAT, ISS};
use crate::credential::x509::{Chain, Purpose, Root, X509Error};
use crate::present::code::{CodeError, with_prefix, without_prefix};

/// What a reader wants to ask.
#[derive(Clone, Debug)]
pub struct RequestForm<'f> {
    /// Who asks: the name that a certificate says, or one that the reader gives itself.
    pub reader: &'f str,
    /// The reader's certificates, its own first; none for a reader that names itself.
    pub certificates: &'f [Vec<u8>],
    /// Why, in the counter's words.
    pub purpose: &'f str,
    /// What.
    pub items: &'f [RequestItem],
    /// Fresh random bytes.
    pub nonce: [u8; 16],
    /// Now, in seconds since 1970.
    pub issued_at: i64,
    /// How long it may be answered, in seconds, at most [`LONGEST_LIFE`].
    pub lifetime: u16,
    /// A fresh key of the reader's, for this request alone.
    pub sealing_key: PublicKey,
}

/// The facts asked of one document.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RequestItem {
    /// Which document.
    pub credential_type: CredentialType,
    /// Which facts.
    pub claims: Vec<RequestedClaim>,
}

/// One fact asked for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct RequestedClaim {
    /// Which.
    pub claim: &'static Claim,
    /// For how many days it is kept; 0 when it is not.
    pub kept_days: u16,
}

/// A request whose signature holds. Whether it is still in time, [`Self::check`] says.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// Who asks.
    pub reader: ReaderName,
    /// The key that signed.
    pub reader_key: PublicKey,
    /// Why.
    pub purpose: String,
    /// What.
    pub items: Vec<RequestItem>,
    /// How many facts are asked for that this version does not know. They can't be given.
    pub unknown: usize,
    /// The nonce that the answer is bound to.
    pub nonce: [u8; 16],
    /// When it was made.
    pub issued_at: i64,
    /// Until when it may be answered.
    pub expires_at: i64,
    /// The key that the answer is sealed to.
    pub sealing_key: PublicKey,
    /// SHA-256 of its bytes: the answer is bound to all of them.
    pub digest: [u8; 32],
}

/// Who asks, and who says so.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ReaderName {
    /// The name in a certificate under a root of the trust list.
    Certified(String),
    /// The name that the reader gives itself; nobody vouches for it.
    Own(String),
}

/// Why something is no request that can be answered.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum RequestError {
    /// The reader's certificate does not hold.
    #[error("the reader's certificate does not hold: {0}")]
    Certificate(#[from] X509Error),
    /// The text or its content is no request.
    #[error(transparent)]
    Code(#[from] CodeError),
    /// It is over.
    #[error("the request is over")]
    Expired,
    /// It was made later than now; a clock is wrong.
    #[error("the request comes from the future")]
    FromTheFuture,
    /// It may be answered for longer than [`LONGEST_LIFE`].
    #[error("the request lives too long")]
    LivesTooLong,
    /// A member is missing, or is not as it must be.
    #[error("the request is malformed")]
    Malformed,
    /// It asks for nothing that this version knows.
    #[error("the request asks for nothing")]
    Nothing,
    /// Its signature does not hold.
    #[error("the request's signature does not hold")]
    Signature,
}

impl RequestForm<'_> {
    /// Signs the request.
    ///
    /// # Errors
    /// [`SigningError`].
    pub fn sign(&self, signer: &dyn Signer) -> Result<Vec<u8>, SigningError> {
        let mut header = MapEncoder::default();
        header.key(TYP, |out| out.text(REQUEST_TYPE));
        match self.certificates {
            [] => {}
            [one] => header.key(X5CHAIN, |out| out.bytes(one)),
            chain => header.key(X5CHAIN, |out| {
                out.array(chain.len());
                chain.iter().for_each(|certificate| out.bytes(certificate));
            }),
        }
        let lifetime = i64::from(self.lifetime).min(LONGEST_LIFE);
        let mut payload = MapEncoder::default();
        payload.key(ISS, |out| out.text(self.reader));
        payload.key(IAT, |out| out.integer(self.issued_at.into()));
        payload.key(EXP, |out| out.integer(self.issued_at.saturating_add(lifetime).into()));
        payload.key(CNONCE, |out| out.bytes(&self.nonce));
        payload.key(PURPOSE, |out| out.text(self.purpose));
        payload.key(ITEMS, |out| {
            out.array(self.items.len());
            self.items.iter().for_each(|item| item.encode(out));
        });
        payload.key(SEALING_KEY, |out| self.sealing_key.encode_cose(out));
        if self.certificates.is_empty() {
            payload.key(CNF, |out| {
                let mut confirmation = MapEncoder::default();
                confirmation.key(1, |out| signer.public_key().encode_cose(out));
                out.map(confirmation);
            });
        }
        let mut out = Encoder::new();
        out.map(payload);
        sign1(header, MapEncoder::default(), &out.finish(), signer)
    }
}

impl RequestItem {
    fn encode(&self, out: &mut Encoder) {
        out.array(2);
        out.integer(self.credential_type.number().into());
        let mut claims = MapEncoder::default();
        for asked in &self.claims {
            claims.key(asked.claim.number, |out| out.integer(asked.kept_days.into()));
        }
        out.map(claims);
    }
}

impl Request {
    /// Reads a request: its signature holds under the key of a certificate that leads to one of `roots`, or under the key that it
    /// brings itself.
    ///
    /// # Errors
    /// [`RequestError`].
    pub fn parse(bytes: &[u8], roots: &[Root], now: i64) -> Result<Self, RequestError> {
        Self::read(bytes, |certificates, named| match certificates {
            [] => Ok((key_of(named)?, None)),
            chain => {
                let chain: Vec<&[u8]> = chain.iter().map(Vec::as_slice).collect();
                let chain = Chain::validate(&chain, roots, Purpose::Reader, now)?;
                Ok((chain.key(), Some(String::from(chain.subject().name()))))
            }
        })
    }

    /// Reads a request of one's own, signed with `key`.
    ///
    /// # Errors
    /// [`RequestError`].
    pub fn own(bytes: &[u8], key: PublicKey) -> Result<Self, RequestError> {
        Self::read(bytes, |_, _| Ok((key, None)))
    }

    fn read(
        bytes: &[u8],
        key: impl FnOnce(
            &[Vec<u8>],
            Option<&Value<'_>>,
        ) -> Result<(PublicKey, Option<String>), RequestError>,
    ) -> Result<Self, RequestError> {
        let signed = Sign1::parse(bytes, Limits::TOKEN).map_err(|_| RequestError::Malformed)?;
        if signed.protected(TYP).and_then(Value::as_text) != Some(REQUEST_TYPE) {
            return Err(RequestError::Malformed);
        }
        let payload =
            decode(signed.payload(), Limits::TOKEN).map_err(|_| RequestError::Malformed)?;
        let named = payload.entry(CNF).and_then(|confirmation| confirmation.entry(1));
        let (reader_key, certified) = key(&certificates(&signed)?, named)?;
        signed.verify(&reader_key).map_err(|_| RequestError::Signature)?;
        let text = |label, most: usize| {
            let text = payload.entry(label).and_then(Value::as_text);
            let name = text.filter(|text| text.len() <= most).map(DisplayName::new);
            let name = name.and_then(Result::ok).ok_or(RequestError::Malformed)?;
            Ok::<_, RequestError>(String::from(name.as_str()))
        };
        let time =
            |label| payload.entry(label).and_then(Value::as_i64).ok_or(RequestError::Malformed);
        let nonce = payload.entry(CNONCE).and_then(Value::as_bytes);
        let mut request = Self {
            reader: match certified {
                Some(name) => ReaderName::Certified(name),
                None => ReaderName::Own(text(ISS, MOST_NAME)?),
            },
            reader_key,
            purpose: text(PURPOSE, MOST_PURPOSE)?,
            items: Vec::new(),
            unknown: 0,
            nonce: nonce.and_then(|nonce| nonce.try_into().ok()).ok_or(RequestError::Malformed)?,
            issued_at: time(IAT)?,
            expires_at: time(EXP)?,
            sealing_key: key_of(payload.entry(SEALING_KEY))?,
            digest: Sha256::digest(bytes).into(),
        };
        request.read_items(payload.entry(ITEMS).ok_or(RequestError::Malformed)?)?;
        Ok(request)
    }

    /// Whether it may be answered now.
    ///
    /// # Errors
    /// [`RequestError::Expired`], [`RequestError::FromTheFuture`], [`RequestError::LivesTooLong`].
    pub fn check(&self, now: i64) -> Result<(), RequestError> {
        let life = self.expires_at.checked_sub(self.issued_at);
        if !life.is_some_and(|life| (1..=LONGEST_LIFE).contains(&life)) {
            return Err(RequestError::LivesTooLong);
        }
        if now >= self.expires_at {
            return Err(RequestError::Expired);
        }
        if self.issued_at > now.saturating_add(CLOCK_SKEW) {
            return Err(RequestError::FromTheFuture);
        }
        Ok(())
    }

    /// The audience of an answer: `vgt:` and the first 16 bytes of the reader key's thumbprint (RFC 9679) in base64url.
    #[must_use]
    pub fn audience(&self) -> String {
        audience_of(&self.reader_key)
    }

    /// The first 8 bytes of the digest, by which an answer says which request it answers.
    #[must_use]
    pub fn id(&self) -> [u8; 8] {
        let [a, b, c, d, e, f, g, h, ..] = self.digest;
        [a, b, c, d, e, f, g, h]
    }

    fn read_items(&mut self, items: &Value<'_>) -> Result<(), RequestError> {
        let items = items.as_array().ok_or(RequestError::Malformed)?;
        if items.len() > MOST_ITEMS {
            return Err(RequestError::Malformed);
        }
        for item in items {
            let Some([kind, claims]) = item.as_array() else { return Err(RequestError::Malformed) };
            let kind = kind.as_i64().ok_or(RequestError::Malformed)?;
            let claims = claims.as_map().ok_or(RequestError::Malformed)?;
            if claims.is_empty() || claims.len() > MOST_CLAIMS {
                return Err(RequestError::Malformed);
            }
            let mut known = Vec::with_capacity(claims.len());
            for (claim, days) in claims {
                let number = claim.as_i64().ok_or(RequestError::Malformed)?;
                let days = days.as_u64().and_then(|days| u16::try_from(days).ok());
                let kept_days = days.ok_or(RequestError::Malformed)?;
                known.extend(
                    Claim::by_number(number).map(|claim| RequestedClaim { claim, kept_days }),
                );
            }
            self.unknown += claims.len() - known.len();
            match CredentialType::from_number(kind) {
                Some(credential_type) if !known.is_empty() => {
                    if self.items.iter().any(|item| item.credential_type == credential_type) {
                        return Err(RequestError::Malformed);
                    }
                    self.items.push(RequestItem { credential_type, claims: known });
                }
                Some(_) => {}
                None => self.unknown += known.len(),
            }
        }
        if self.items.is_empty() { Err(RequestError::Nothing) } else { Ok(()) }
    }
}

/// The audience that answers to a reader's key have.
#[must_use]
pub fn audience_of(reader: &PublicKey) -> String {
    let thumbprint = reader.thumbprint();
    let mut audience = String::from("vgt:");
    let short = thumbprint.get(..16).unwrap_or_default();
    audience.push_str(&Base64UrlUnpadded::encode_string(short));
    audience
}

/// The text of a request's code.
#[must_use]
pub fn request_text(request: &[u8]) -> String {
    with_prefix(REQUEST_PREFIX, request)
}

/// The bytes of a request's text.
///
/// # Errors
/// [`CodeError`].
pub fn request_content(text: &str) -> Result<Vec<u8>, CodeError> {
    without_prefix(REQUEST_PREFIX, text)
}

fn certificates(signed: &Sign1<'_>) -> Result<Vec<Vec<u8>>, RequestError> {
    let chain = match signed.protected(X5CHAIN) {
        None => return Ok(Vec::new()),
        Some(Value::Bytes(one)) => alloc::vec![one.to_vec()],
        Some(Value::Array(chain)) if chain.len() <= 3 => chain
            .iter()
            .map(|item| item.as_bytes().map(<[u8]>::to_vec))
            .collect::<Option<Vec<_>>>()
            .unwrap_or_default(),
        Some(_) => Vec::new(),
    };
    if chain.is_empty() { Err(RequestError::Malformed) } else { Ok(chain) }
}

fn key_of(key: Option<&Value<'_>>) -> Result<PublicKey, RequestError> {
    key.and_then(|key| PublicKey::from_cose(key).ok()).ok_or(RequestError::Malformed)
}

const PURPOSE: i64 = -1;
const ITEMS: i64 = -2;
const SEALING_KEY: i64 = -3;
/// What the text of a request begins with.
pub const REQUEST_PREFIX: &str = "VGQ1:";
/// `typ` of a request.
pub const REQUEST_TYPE: &str = "application/vnd.vigiayto.request+cbor";
/// Seconds that a request may be answered at most.
pub const LONGEST_LIFE: i64 = 300;
/// Seconds that two clocks may differ.
pub const CLOCK_SKEW: i64 = 60;
const MOST_NAME: usize = 200;
const MOST_PURPOSE: usize = 200;
const MOST_ITEMS: usize = 8;
const MOST_CLAIMS: usize = 64;
