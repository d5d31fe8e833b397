//! Signing what is shown: once for whoever looks, or once for a request.

use alloc::vec::Vec;

use crate::credential::key::{Signer, SigningError};
use crate::credential::sd_cwt::{Binding, bind};
use crate::platform::{Randomness, RandomnessError};
use crate::present::code::{code_text, join};
use crate::present::word::CheckWord;
use crate::present::{ANY_READER, RENEWED_AFTER, Request};
use alloc::string::String;

/// One document of a presentation: the credential with the chosen disclosures, and the key that it is bound to.
pub struct Part<'p> {
    /// What [`crate::credential::sd_cwt::Held::present`] gave.
    pub sd_cwt: &'p [u8],
    /// The phone's key.
    pub signer: &'p dyn Signer,
}

/// A code that is shown now.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NextCode {
    /// What it carries: the message of its frames, or the text's content.
    pub content: Vec<u8>,
    /// How it is shown.
    pub shown: Shown,
    /// When it was signed, in seconds since 1970.
    pub made_at: i64,
    /// When the next one is due.
    pub next_at: i64,
    /// The word that a reader shows for it.
    pub word: CheckWord,
}

/// How a content is shown.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Shown {
    /// As fountain-coded frames ([`crate::qr::frames`]).
    Frames,
    /// As the text of one symbol.
    Symbol(String),
}

/// Why nothing was signed.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PresentError {
    /// No random bytes.
    #[error(transparent)]
    Randomness(#[from] RandomnessError),
    /// The phone's key did not sign.
    #[error(transparent)]
    Signing(#[from] SigningError),
}

/// Signs a code for whoever looks. All its parts carry one random nonce, so that parts of two codes can't be mixed.
///
/// # Errors
/// [`PresentError`].
pub fn next_code(
    parts: &[Part<'_>],
    now: i64,
    random: &dyn Randomness,
) -> Result<NextCode, PresentError> {
    let mut nonce = [0; 8];
    // One document alone can't be mixed with another, and every byte counts.
    let nonce = if parts.len() > 1 {
        random.fill(&mut nonce)?;
        Some(nonce.as_slice())
    } else {
        None
    };
    let content = sign(parts, Binding { audience: ANY_READER, issued_at: now, nonce })?;
    Ok(NextCode {
        shown: how_shown(&content),
        made_at: now,
        next_at: now.saturating_add(RENEWED_AFTER),
        word: CheckWord::of(&content),
        content,
    })
}

/// Signs the presentation that answers a request; [`crate::present::seal_answer`] then seals it.
///
/// # Errors
/// [`PresentError`].
pub fn sign_answer(
    parts: &[Part<'_>],
    request: &Request,
    now: i64,
) -> Result<Vec<u8>, PresentError> {
    let audience = request.audience();
    sign(parts, Binding { audience: &audience, issued_at: now, nonce: Some(&request.nonce) })
}

/// One symbol where it fits into version 25, frames where it does not.
#[must_use]
pub fn how_shown(content: &[u8]) -> Shown {
    if text_length(content.len()) <= ONE_SYMBOL {
        Shown::Symbol(code_text(content))
    } else {
        Shown::Frames
    }
}

/// Characters of the text of a content of so many bytes.
#[must_use]
pub fn text_length(content: usize) -> usize {
    crate::present::CODE_PREFIX.len() + content / 2 * 3 + content % 2 * 2
}

fn sign(parts: &[Part<'_>], binding: Binding<'_>) -> Result<Vec<u8>, PresentError> {
    let tokens = parts.iter().map(|part| bind(part.sd_cwt, binding, part.signer));
    Ok(join(&tokens.collect::<Result<Vec<_>, _>>()?))
}

/// Characters of alphanumeric mode in version 25 at level M (ISO/IEC 18004 table 7).
pub const ONE_SYMBOL: usize = 1451;
