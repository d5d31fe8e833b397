//! The issuer's side: claims with marks of what the holder may keep back become a signed token with disclosures.

use alloc::string::String;
use alloc::vec::Vec;

use super::super::cbor::{Encoder, MapEncoder};
use super::super::cose::{TYP, sign1};
use super::super::key::{Signer, SigningError};
use super::disclosure::{Digest, SALT_LENGTH};
use super::error::SdCwtError;
use super::held::Held;
use super::token::SdCwt;
use super::{REDACTED_ELEMENT, REDACTED_KEYS, SD_CLAIMS, SD_CWT_TYPE};
use crate::platform::{Randomness, RandomnessError};

/// Whether the holder may keep something back.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Disclosing {
    /// Every verifier sees it.
    Always,
    /// Only its hash is signed; the holder chooses.
    Selectively,
}

/// A map's key.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Name {
    /// An integer.
    Integer(i64),
    /// A text of 1 to 255 bytes.
    Text(String),
}

/// A value that is to be issued.
#[derive(Clone)]
pub enum Node {
    /// An array with so many decoys, which lie anywhere among the elements.
    Array(Vec<Element>, u8),
    /// One item, encoded already, without any mark of redaction.
    Item(Vec<u8>),
    /// A map with so many decoys.
    Map(Vec<Member>, u8),
}

/// An entry of a map.
#[derive(Clone)]
pub struct Member {
    /// Its key.
    pub name: Name,
    /// Whether the holder may keep it back.
    pub disclosing: Disclosing,
    /// Its value.
    pub value: Node,
}

/// An element of an array.
#[derive(Clone)]
pub struct Element {
    /// Whether the holder may keep it back.
    pub disclosing: Disclosing,
    /// Its value.
    pub value: Node,
}

/// Why nothing was issued.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum IssueError {
    /// No random bytes for salts.
    #[error(transparent)]
    Randomness(#[from] RandomnessError),
    /// No holder would take a token of these claims: a name is there twice, something is redacted that never may be, or the like.
    #[error("the token would be refused: {0}")]
    Refused(#[from] SdCwtError),
    /// The issuer's key did not sign.
    #[error(transparent)]
    Signing(#[from] SigningError),
}

impl Node {
    /// A value written by the encoder.
    #[must_use]
    pub fn item(write: impl FnOnce(&mut Encoder)) -> Self {
        let mut out = Encoder::new();
        write(&mut out);
        Self::Item(out.finish())
    }
}

impl Member {
    /// A claim that every verifier sees.
    #[must_use]
    pub fn open(name: i64, write: impl FnOnce(&mut Encoder)) -> Self {
        let (name, value) = (Name::Integer(name), Node::item(write));
        Self { name, disclosing: Disclosing::Always, value }
    }
}

/// Issues a token: `header` (without algorithm and type), the claims of the top level, and decoys among them. What was issued is
/// read and checked as its holder will, so that no token leaves that is refused elsewhere.
///
/// # Errors
/// [`IssueError`].
pub fn issue(
    mut header: MapEncoder,
    claims: &[Member],
    decoys: u8,
    signer: &dyn Signer,
    random: &dyn Randomness,
) -> Result<Vec<u8>, IssueError> {
    let mut redaction = Redaction { random, disclosures: Vec::new() };
    let mut payload = Encoder::new();
    redaction.map(claims, decoys, &mut payload)?;
    let mut disclosures = redaction.disclosures;
    // In the order of their hashes: the order of the form that was filled in is nobody's business.
    disclosures.sort_unstable();
    header.key(TYP, |out| out.integer(SD_CWT_TYPE.into()));
    let mut unprotected = MapEncoder::default();
    if !disclosures.is_empty() {
        unprotected.key(SD_CLAIMS, |out| {
            out.array(disclosures.len());
            disclosures.iter().for_each(|(_, disclosure)| out.bytes(disclosure));
        });
    }
    let issued = sign1(header, unprotected, &payload.finish(), signer)?;
    let held = Held::new(SdCwt::parse(&issued)?)?;
    held.token().verify(&signer.public_key())?;
    Ok(issued)
}

struct Redaction<'r> {
    random: &'r dyn Randomness,
    disclosures: Vec<(Digest, Vec<u8>)>,
}

impl Redaction<'_> {
    fn node(&mut self, node: &Node, out: &mut Encoder) -> Result<(), IssueError> {
        match node {
            Node::Item(encoded) => {
                out.raw(encoded);
                Ok(())
            }
            Node::Map(members, decoys) => self.map(members, *decoys, out),
            Node::Array(elements, decoys) => self.array(elements, *decoys, out),
        }
    }

    fn map(&mut self, members: &[Member], decoys: u8, out: &mut Encoder) -> Result<(), IssueError> {
        let mut map = MapEncoder::default();
        let mut hashes = Vec::new();
        for member in members {
            let mut value = Encoder::new();
            self.node(&member.value, &mut value)?;
            let value = value.finish();
            match member.disclosing {
                Disclosing::Always => {
                    map.entry(|out| member.name.encode(out), |out| out.raw(&value));
                }
                Disclosing::Selectively => {
                    hashes.push(self.redact(Some(&value), Some(&member.name))?);
                }
            }
        }
        for _ in 0..decoys {
            hashes.push(self.redact(None, None)?);
        }
        hashes.sort_unstable();
        if !hashes.is_empty() {
            map.entry(
                |out| out.simple(REDACTED_KEYS),
                |out| {
                    out.array(hashes.len());
                    hashes.iter().for_each(|hash| out.bytes(&hash.0));
                },
            );
        }
        out.map(map);
        Ok(())
    }

    fn array(
        &mut self,
        elements: &[Element],
        decoys: u8,
        out: &mut Encoder,
    ) -> Result<(), IssueError> {
        let mut decoys = usize::from(decoys);
        let mut elements = elements.iter();
        out.array(elements.len() + decoys);
        loop {
            // Decoys at the end would be known by their place as soon as the last element is disclosed.
            let hash = if self.falls_on(decoys, decoys + elements.len())? {
                decoys -= 1;
                self.redact(None, None)?
            } else {
                let Some(element) = elements.next() else { return Ok(()) };
                let mut value = Encoder::new();
                self.node(&element.value, &mut value)?;
                let value = value.finish();
                match element.disclosing {
                    Disclosing::Always => {
                        out.raw(&value);
                        continue;
                    }
                    Disclosing::Selectively => self.redact(Some(&value), None)?,
                }
            };
            out.tag(REDACTED_ELEMENT);
            out.bytes(&hash.0);
        }
    }

    /// Draws lots: `some` of `all` say yes.
    fn falls_on(&self, some: usize, all: usize) -> Result<bool, RandomnessError> {
        if some == 0 {
            return Ok(false);
        }
        let mut lot = [0; 4];
        self.random.fill(&mut lot)?;
        Ok(u64::from(u32::from_be_bytes(lot)) * (all as u64) < (some as u64) << 32)
    }

    /// Makes a disclosure and returns its hash. Without a value it is a decoy.
    fn redact(&mut self, value: Option<&[u8]>, name: Option<&Name>) -> Result<Digest, IssueError> {
        let mut salt = [0; SALT_LENGTH];
        self.random.fill(&mut salt)?;
        let mut out = Encoder::new();
        out.array(1 + usize::from(value.is_some()) + usize::from(name.is_some()));
        out.bytes(&salt);
        if let Some(value) = value {
            out.raw(value);
        }
        if let Some(name) = name {
            name.encode(&mut out);
        }
        let encoded = out.finish();
        let digest = Digest::of(&encoded);
        self.disclosures.push((digest, encoded));
        Ok(digest)
    }
}

impl Name {
    fn encode(&self, out: &mut Encoder) {
        match self {
            Self::Integer(number) => out.integer((*number).into()),
            Self::Text(text) => out.text(text),
        }
    }
}
