//! What the holder does with an issued token: check that it is whole, look at what it can disclose, and choose.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::super::cbor::{Key, Value};
use super::disclosure::Content;
use super::error::SdCwtError;
use super::token::SdCwt;
use super::{REDACTED_ELEMENT, REDACTED_KEYS, SD_CLAIMS, SUB};

/// An issued token with all its disclosures (draft, "Holder Validation").
#[derive(Clone, Debug)]
pub struct Held<'a> {
    token: SdCwt<'a>,
    claims: Value<'a>,
    parents: Vec<Option<usize>>,
}

/// A claim that the holder can disclose or not.
#[derive(Clone, Debug, PartialEq)]
pub struct HeldClaim<'a> {
    /// The disclosure's place in the token.
    pub disclosure: usize,
    /// The map's key; `None` for an element of an array.
    pub key: Option<Key<'a>>,
    /// The value; hashes within it are disclosed on their own.
    pub value: Value<'a>,
    /// The disclosure that this one lies within.
    pub parent: Option<usize>,
}

impl<'a> Held<'a> {
    /// Takes an issued token: every hash must have its disclosure and the other way round, and the subject must be named.
    /// Whether issuer, key, times and values are right is the wallet's to say.
    ///
    /// # Errors
    /// [`SdCwtError`].
    pub fn new(token: SdCwt<'a>) -> Result<Self, SdCwtError> {
        let revealed = token.revealed()?;
        if revealed.hidden > 0 {
            return Err(SdCwtError::MissingDisclosure);
        }
        if revealed.claims.entry(SUB).and_then(Value::as_text).is_none() {
            return Err(SdCwtError::Claim(SUB));
        }
        Ok(Self { token, claims: revealed.claims, parents: revealed.parents })
    }

    /// All claims, open and disclosable.
    #[must_use]
    pub fn claims(&self) -> &Value<'a> {
        &self.claims
    }

    /// The token.
    #[must_use]
    pub fn token(&self) -> &SdCwt<'a> {
        &self.token
    }

    /// What can be disclosed or not; decoys are not among it.
    pub fn disclosable(&self) -> impl Iterator<Item = HeldClaim<'a>> + '_ {
        self.token.disclosures().iter().enumerate().filter_map(|(at, disclosure)| {
            let (key, value) = match &disclosure.content {
                Content::Claim(key, value) => (Some(*key), value),
                Content::Element(value) => (None, value),
                Content::Decoy => return None,
            };
            let parent = self.parents.get(at).copied().flatten();
            Some(HeldClaim { disclosure: at, key, value: without_marks(value), parent })
        })
    }

    /// The token as it is presented: the issuer's bytes as they came, with the chosen disclosures and those they lie within.
    /// Decoys are not shown, and a place that no disclosure has chooses nothing.
    #[must_use]
    pub fn present(&self, chosen: &[usize]) -> Vec<u8> {
        let mut shown = alloc::vec![false; self.parents.len()];
        for &at in chosen {
            let mut next = Some(at);
            while let Some(place) = next.and_then(|at| shown.get_mut(at)) {
                *place = true;
                next = next.and_then(|at| self.parents.get(at).copied().flatten());
            }
        }
        let shown: Vec<&[u8]> = (self.token.disclosures().iter().zip(shown))
            .filter(|(disclosure, shown)| *shown && disclosure.content != Content::Decoy)
            .map(|(disclosure, _)| disclosure.encoded)
            .collect();
        self.token.signed().encode_with(|map| {
            if !shown.is_empty() {
                map.key(SD_CLAIMS, |out| {
                    out.array(shown.len());
                    shown.iter().for_each(|disclosure| out.bytes(disclosure));
                });
            }
        })
    }
}

/// A value without the hashes in it.
fn without_marks<'a>(value: &Value<'a>) -> Value<'a> {
    match value {
        Value::Map(pairs) => Value::Map(
            pairs
                .iter()
                .filter(|(key, _)| *key != Value::Simple(REDACTED_KEYS))
                .map(|(key, value)| (key.clone(), without_marks(value)))
                .collect(),
        ),
        Value::Array(items) => Value::Array(
            items
                .iter()
                .filter(|item| !matches!(item, Value::Tag(REDACTED_ELEMENT, _)))
                .map(without_marks)
                .collect(),
        ),
        Value::Tag(tag, inner) => Value::Tag(*tag, Box::new(without_marks(inner))),
        plain => plain.clone(),
    }
}
