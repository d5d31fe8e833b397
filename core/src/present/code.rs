//! The counter code: its text, and what may be in it.

use alloc::string::String;
use alloc::vec::Vec;

use crate::credential::cbor::{CborError, Encoder, Limits, Value, decode};
use crate::credential::cose::SIGN1;
use crate::credential::sd_cwt::{KeyBindingToken, SdCwtError};
use crate::present::answer::{ENCRYPT0, SealedAnswer};
use crate::qr::base45;

/// What a code carries, parsed and not checked.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Content<'a> {
    /// One presentation, readable by anyone: key-binding tokens, one for each document.
    Open(Vec<KeyBindingToken<'a>>),
    /// An answer that only one reader can open.
    Sealed(SealedAnswer<'a>),
}

/// Why a text or its content is no counter code.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CodeError {
    /// The text after the prefix is not base45.
    #[error("the text is damaged")]
    Base45,
    /// Not CBOR of the strict subset.
    #[error(transparent)]
    Cbor(#[from] CborError),
    /// The code is of a later version of the format.
    #[error("the code is of a newer version")]
    NewerVersion,
    /// The text does not begin as a counter code does.
    #[error("not a counter code")]
    NotACode,
    /// Neither a presentation nor an answer.
    #[error("neither a presentation nor an answer")]
    Shape,
    /// A token in it is malformed.
    #[error(transparent)]
    Token(#[from] SdCwtError),
    /// More than [`MOST_DOCUMENTS`] in one presentation, or none.
    #[error("too many documents")]
    TooMany,
}

impl<'a> Content<'a> {
    /// Parses the bytes of a code.
    ///
    /// # Errors
    /// [`CodeError`].
    pub fn parse(bytes: &'a [u8]) -> Result<Self, CodeError> {
        match decode(bytes, Limits::TOKEN)? {
            Value::Tag(ENCRYPT0, inner) => {
                SealedAnswer::from_value(&inner).map(Self::Sealed).ok_or(CodeError::Shape)
            }
            one @ Value::Tag(SIGN1, _) => {
                Ok(Self::Open(alloc::vec![KeyBindingToken::from_value(one)?]))
            }
            Value::Array(several) => {
                if several.len() < 2 || several.len() > MOST_DOCUMENTS {
                    return Err(CodeError::TooMany);
                }
                let tokens = several.into_iter().map(KeyBindingToken::from_value);
                Ok(Self::Open(tokens.collect::<Result<_, _>>()?))
            }
            _ => Err(CodeError::Shape),
        }
    }
}

/// Key-binding tokens as one content: alone, or in an array.
#[must_use]
pub fn join(tokens: &[Vec<u8>]) -> Vec<u8> {
    if let [one] = tokens {
        return one.clone();
    }
    let mut out = Encoder::new();
    out.array(tokens.len());
    tokens.iter().for_each(|token| out.raw(token));
    out.finish()
}

/// The text of a code: `VGT1:` and base45 (RFC 9285), all of it in the alphabet of a QR code's alphanumeric mode.
#[must_use]
pub fn code_text(content: &[u8]) -> String {
    with_prefix(CODE_PREFIX, content)
}

/// The content of a code's text. Lower-case letters, spaces before it, and the control characters that scanners add are put up with.
///
/// # Errors
/// [`CodeError::NotACode`], [`CodeError::NewerVersion`], [`CodeError::Base45`].
pub fn code_content(text: &str) -> Result<Vec<u8>, CodeError> {
    without_prefix(CODE_PREFIX, text)
}

pub(super) fn with_prefix(prefix: &str, content: &[u8]) -> String {
    let mut text = String::from(prefix);
    text.push_str(&base45::encode(content));
    text
}

pub(super) fn without_prefix(prefix: &str, text: &str) -> Result<Vec<u8>, CodeError> {
    let added = |letter: char| letter.is_control() || letter == '\u{feff}';
    // A space at the end may belong to the text: it is in the alphabet.
    let text = text.trim_start_matches(|letter| added(letter) || letter == ' ');
    let text = text.trim_end_matches(added);
    if text.len() > LONGEST_TEXT {
        return Err(CodeError::NotACode);
    }
    let Some((start, body)) = text.split_at_checked(prefix.len()) else {
        return Err(CodeError::NotACode);
    };
    if !start.eq_ignore_ascii_case(prefix) {
        return Err(later_version(prefix, text));
    }
    base45::decode(&body.to_ascii_uppercase()).map_err(|_| CodeError::Base45)
}

/// Whether the beginning differs from the prefix in a higher number alone.
fn later_version(prefix: &str, text: &str) -> CodeError {
    let number = |text: &str| -> Option<u32> {
        let (family, end) = text.split_at_checked(3)?;
        let (number, _) = end.split_once(':')?;
        let digits = number.len() <= 4 && number.bytes().all(|byte| byte.is_ascii_digit());
        let ours = prefix.get(..3).is_some_and(|ours| ours.eq_ignore_ascii_case(family));
        if digits && ours { number.parse().ok() } else { None }
    };
    if number(text) > number(prefix) { CodeError::NewerVersion } else { CodeError::NotACode }
}

/// What the text of a counter code begins with.
pub const CODE_PREFIX: &str = "VGT1:";
/// Documents in one presentation.
pub const MOST_DOCUMENTS: usize = 8;
/// Characters of a text: what [`Limits::TOKEN`] allows, in base45.
const LONGEST_TEXT: usize = 100_000;
