//! Putting disclosures in the place of their hashes (draft, steps 7 and 9).

use alloc::boxed::Box;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use super::super::cbor::{Key, Value};
use super::disclosure::{Content, Digest, Disclosure};
use super::error::SdCwtError;
use super::rules::check_tag;
use super::{AUD, CNF, CNONCE, CTI, EXP, IAT, ISS, NBF, REDACTED_ELEMENT, REDACTED_KEYS};

/// What came out.
pub(super) struct Revealed<'a> {
    /// The claims, without what was not disclosed.
    pub(super) claims: Value<'a>,
    /// How many hashes had no disclosure.
    pub(super) hidden: usize,
    /// For each disclosure, the one within whose value its hash lies, if any.
    pub(super) parents: Vec<Option<usize>>,
}

pub(super) fn reveal<'a>(
    payload: &Value<'a>,
    disclosures: &[Disclosure<'a>],
) -> Result<Revealed<'a>, SdCwtError> {
    let mut by_digest = BTreeMap::new();
    for (at, disclosure) in disclosures.iter().enumerate() {
        if by_digest.insert(disclosure.digest, at).is_some() {
            return Err(SdCwtError::DuplicateDigest);
        }
    }
    let mut walk = Walk {
        disclosures,
        by_digest,
        seen: BTreeSet::new(),
        parents: alloc::vec![None; disclosures.len()],
        within: None,
        hidden: 0,
    };
    let claims = walk.value(payload, MOST_LEVELS)?;
    if walk.by_digest.is_empty() {
        top_level_is_open(payload, &claims)?;
        Ok(Revealed { claims, hidden: walk.hidden, parents: walk.parents })
    } else {
        Err(SdCwtError::UnmatchedDisclosure)
    }
}

struct Walk<'d, 'a> {
    disclosures: &'d [Disclosure<'a>],
    /// Those whose hash was not met yet.
    by_digest: BTreeMap<Digest, usize>,
    seen: BTreeSet<Digest>,
    parents: Vec<Option<usize>>,
    /// The disclosure whose value is being walked.
    within: Option<usize>,
    hidden: usize,
}

impl<'d, 'a> Walk<'d, 'a> {
    /// `levels` are those left, this one included.
    fn value(&mut self, value: &Value<'a>, levels: u8) -> Result<Value<'a>, SdCwtError> {
        let inner = || levels.checked_sub(1).ok_or(SdCwtError::TooDeep);
        match value {
            Value::Map(pairs) => self.map(pairs, inner()?),
            Value::Array(items) => self.array(items, inner()?),
            Value::Tag(tag, content) => {
                check_tag(*tag)?;
                Ok(Value::Tag(*tag, Box::new(self.value(content, inner()?)?)))
            }
            Value::Simple(REDACTED_KEYS) => Err(SdCwtError::Redaction),
            plain => Ok(plain.clone()),
        }
    }

    fn map(
        &mut self,
        pairs: &[(Value<'a>, Value<'a>)],
        levels: u8,
    ) -> Result<Value<'a>, SdCwtError> {
        let mut revealed = Vec::with_capacity(pairs.len());
        let mut keys: BTreeSet<Key<'a>> = BTreeSet::new();
        let mut redacted: &[Value<'a>] = &[];
        for (key, value) in pairs {
            if *key == Value::Simple(REDACTED_KEYS) {
                redacted = value.as_array().ok_or(SdCwtError::Redaction)?;
                continue;
            }
            keys.insert(key.as_key().ok_or(SdCwtError::KeyKind)?);
            revealed.push((key.clone(), self.value(value, levels)?));
        }
        for hash in redacted {
            let Some((at, disclosure)) = self.take(Digest::from_value(hash)?)? else { continue };
            let (key, value) = match &disclosure.content {
                Content::Claim(key, value) => (*key, value),
                Content::Decoy => continue,
                Content::Element(_) => return Err(SdCwtError::Disclosure),
            };
            if !keys.insert(key) {
                return Err(SdCwtError::DuplicateClaim);
            }
            let key = match key {
                Key::Integer(number) => Value::Integer(number.into()),
                Key::Text(text) => Value::Text(text),
            };
            revealed.push((key, self.disclosed(at, value, levels)?));
        }
        Ok(Value::Map(revealed))
    }

    fn array(&mut self, items: &[Value<'a>], levels: u8) -> Result<Value<'a>, SdCwtError> {
        let mut revealed = Vec::with_capacity(items.len());
        for item in items {
            let Value::Tag(REDACTED_ELEMENT, hash) = item else {
                revealed.push(self.value(item, levels)?);
                continue;
            };
            let Some((at, disclosure)) = self.take(Digest::from_value(hash)?)? else { continue };
            match &disclosure.content {
                Content::Element(value) => revealed.push(self.disclosed(at, value, levels)?),
                Content::Decoy => {}
                Content::Claim(..) => return Err(SdCwtError::Disclosure),
            }
        }
        Ok(Value::Array(revealed))
    }

    /// The disclosure of a hash, if it was given. A hash may occur once only.
    fn take(&mut self, digest: Digest) -> Result<Option<(usize, &'d Disclosure<'a>)>, SdCwtError> {
        if !self.seen.insert(digest) {
            return Err(SdCwtError::DuplicateDigest);
        }
        let Some(at) = self.by_digest.remove(&digest) else {
            self.hidden += 1;
            return Ok(None);
        };
        if let Some(parent) = self.parents.get_mut(at) {
            *parent = self.within;
        }
        Ok(self.disclosures.get(at).map(|disclosure| (at, disclosure)))
    }

    fn disclosed(
        &mut self,
        at: usize,
        value: &Value<'a>,
        levels: u8,
    ) -> Result<Value<'a>, SdCwtError> {
        let outer = self.within.replace(at);
        let revealed = self.value(value, levels);
        self.within = outer;
        revealed
    }
}

/// What the draft never lets be redacted must not have come from a disclosure (draft, table "SD-CWT Claim Requirements").
fn top_level_is_open(payload: &Value<'_>, claims: &Value<'_>) -> Result<(), SdCwtError> {
    let disclosed = |claim: &i64| claims.entry(*claim).is_some() && payload.entry(*claim).is_none();
    NEVER_REDACTED
        .into_iter()
        .find(disclosed)
        .map_or(Ok(()), |claim| Err(SdCwtError::NeverRedacted(claim)))
}

const NEVER_REDACTED: [i64; 8] = [ISS, AUD, EXP, NBF, IAT, CTI, CNF, CNONCE];
/// Draft, "Level of Nesting of Claims": the contents of the top map are level 1.
const MOST_LEVELS: u8 = 16;
