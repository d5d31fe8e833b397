//! Credentials as this product issues them: an SD-CWT whose facts lie in claim 169, every one of them disclosed selectively (the
//! *full* credential) or a few of them always (a *view*).

use alloc::string::String;
use alloc::vec::Vec;

use super::cbor::{MapEncoder, Value};
use super::claims::{Claim, ClaimError, ClaimValue, CredentialType, IDENTITY};
use super::cose::{KID, X5CHAIN};
use super::key::{PublicKey, Signer};
use super::sd_cwt::{
    CNF, Disclosing, EXP, IAT, ISS, IssueError, Member, Name, Node, SUB, VCT, issue,
};
use super::status::StatusReference;
use crate::platform::Randomness;

/// A credential to be issued.
pub struct Form<'f> {
    /// The issuer's id in the trust list.
    pub issuer: &'f str,
    /// How the signing key is found.
    pub key: KeyReference<'f>,
    /// The type.
    pub credential_type: CredentialType,
    /// When it is issued, in seconds since 1970. A batch shares one coarse time.
    pub issued_at: i64,
    /// From when on it is no longer valid.
    pub expires_at: i64,
    /// The phone's key.
    pub holder_key: PublicKey,
    /// Where its status is listed.
    pub status: Option<StatusReference>,
    /// The facts.
    pub claims: &'f [(&'static Claim, ClaimValue)],
    /// Whether all facts are open or each is the holder's choice. A guardian's name is always open.
    pub disclosing: Disclosing,
}

/// How a verifier finds the key that signed.
#[derive(Clone, Copy)]
pub enum KeyReference<'f> {
    /// By its id in the trust list.
    Id(&'f [u8]),
    /// By certificates, the signer's first.
    Certificates(&'f [Vec<u8>]),
}

/// Issues a credential. The subject is a random id, another one in each credential: it names the person to nobody.
///
/// # Errors
/// [`IssueError`].
pub fn issue_credential(
    form: &Form<'_>,
    signer: &dyn Signer,
    random: &dyn Randomness,
) -> Result<Vec<u8>, IssueError> {
    let mut header = MapEncoder::default();
    match form.key {
        KeyReference::Id(id) => header.key(KID, |out| out.bytes(id)),
        KeyReference::Certificates([one]) => header.key(X5CHAIN, |out| out.bytes(one)),
        KeyReference::Certificates(chain) => header.key(X5CHAIN, |out| {
            out.array(chain.len());
            chain.iter().for_each(|certificate| out.bytes(certificate));
        }),
    }
    let subject = random_subject(random)?;
    let mut members = alloc::vec![
        Member::open(ISS, |out| out.text(form.issuer)),
        Member::open(SUB, |out| out.text(&subject)),
        Member::open(EXP, |out| out.integer(form.expires_at.into())),
        Member::open(IAT, |out| out.integer(form.issued_at.into())),
        Member::open(VCT, |out| out.integer(form.credential_type.number().into())),
        Member::open(CNF, |out| {
            let mut confirmation = MapEncoder::default();
            confirmation.key(COSE_KEY, |out| form.holder_key.encode_cose(out));
            out.map(confirmation);
        }),
    ];
    if let Some(status) = &form.status {
        members.push(Member::open(STATUS, |out| status.encode(out)));
    }
    let facts = form.claims.iter().map(|(claim, value)| Member {
        name: Name::Integer(claim.number),
        disclosing: if claim.number == GUARDIAN { Disclosing::Always } else { form.disclosing },
        value: Node::item(|out| value.encode(claim, out)),
    });
    members.push(Member {
        name: Name::Integer(IDENTITY),
        disclosing: Disclosing::Always,
        value: Node::Map(facts.collect(), 0),
    });
    issue(header, &members, 0, signer, random)
}

/// The facts among disclosed claims.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    /// Those that this version knows, in the order in which they came.
    pub known: Vec<(&'static Claim, ClaimValue)>,
    /// How many there are that it does not know.
    pub unknown: usize,
}

impl Facts {
    /// Reads claim 169 of disclosed claims.
    ///
    /// # Errors
    /// [`FactsError`].
    pub fn read(claims: &Value<'_>) -> Result<Self, FactsError> {
        let identity = claims.entry(IDENTITY).and_then(Value::as_map);
        let mut facts = Self { known: Vec::new(), unknown: 0 };
        for (key, value) in identity.ok_or(FactsError::Missing)? {
            match key.as_i64().and_then(Claim::by_number) {
                Some(claim) => facts.known.push((claim, ClaimValue::decode(claim, value)?)),
                None => facts.unknown += 1,
            }
        }
        Ok(facts)
    }

    /// Puts the known facts in the order of the document's form.
    pub fn sort_as_form(&mut self, credential_type: CredentialType) {
        let order = credential_type.claims();
        self.known.sort_by_key(|(claim, _)| order.iter().position(|known| known == claim));
    }

    /// One fact.
    #[must_use]
    pub fn value(&self, number: i64) -> Option<&ClaimValue> {
        self.known.iter().find(|(claim, _)| claim.number == number).map(|(_, value)| value)
    }
}

/// Why claims hold no facts that can be read.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum FactsError {
    /// There is no claim 169, or it is no map.
    #[error("there are no facts in it")]
    Missing,
    /// A fact has a value that it can't have.
    #[error(transparent)]
    Value(#[from] ClaimError),
}

fn random_subject(random: &dyn Randomness) -> Result<String, IssueError> {
    let mut bytes = [0; SUBJECT_LETTERS];
    random.fill(&mut bytes)?;
    Ok(bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte & 31)])).collect())
}

/// Confirmation method `COSE_Key` (RFC 8747 §3.1).
const COSE_KEY: i64 = 1;
/// The claim `status` (Token Status List, CWT).
pub const STATUS: i64 = 65535;
/// The claim of 169 that names the guardian who shows a dependant's document.
pub const GUARDIAN: i64 = 15;
/// RFC 4648 §6.
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const SUBJECT_LETTERS: usize = 8;
