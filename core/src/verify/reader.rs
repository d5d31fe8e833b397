//! A counter: what it knows and what it asked.

use alloc::vec::Vec;

use crate::credential::key::PublicKey;
use crate::credential::sd_cwt::KeyBindingToken;
use crate::credential::status::{StatusCache, StatusError};
use crate::credential::trust::{TrustCache, TrustListError, UnusableKey};
use crate::present::{Content, Request, SealingKey, code_content};
use crate::verify::path::{Path, Purpose};
use crate::verify::policy::Policy;
use crate::verify::presentation::VerifiedPresentation;
use crate::verify::refusal::Refusal;
use crate::verify::seen::{SeenCodes, Sighting};

/// A counter's reader.
#[derive(Default)]
pub struct Reader {
    /// Whom it trusts.
    pub trust: TrustCache,
    /// What is known of revocations.
    pub status: StatusCache,
    /// What it accepts when lists are old.
    pub policy: Policy,
    seen: SeenCodes,
}

/// A request that waits for its answer.
pub struct PendingRequest {
    /// The request.
    pub request: Request,
    /// The key that its answer is sealed to.
    pub key: SealingKey,
}

/// What kind of code is expected.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum Expected<'r> {
    /// An answer to this request, and nothing else.
    Answer(&'r PendingRequest),
    /// A code that the phone shows to whoever looks.
    OneWay,
}

impl Reader {
    /// Takes a newer trust list. Status lists whose signers it no longer knows go.
    ///
    /// # Errors
    /// [`TrustListError`]; then nothing changes.
    pub fn update_trust(
        &mut self,
        list: &[u8],
        pinned: &[PublicKey],
        now: i64,
    ) -> Result<(), TrustListError> {
        self.trust.update(list, pinned, now)?;
        if let Some(list) = self.trust.list() {
            self.status.keep_backed_by(list);
        }
        Ok(())
    }

    /// Takes a newer status list.
    ///
    /// # Errors
    /// [`StatusError`]; [`StatusError::Key`] as well while there is no trust list.
    pub fn update_status(&mut self, list: &[u8], now: i64) -> Result<(), StatusError> {
        let trust = self.trust.list().ok_or(StatusError::Key(UnusableKey::Unknown))?;
        self.status.update(list, trust, now).map(drop)
    }

    /// Verifies the text of a code.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn verify_text(
        &mut self,
        text: &str,
        expected: Expected<'_>,
        now: i64,
    ) -> Result<VerifiedPresentation, Refusal> {
        self.verify(&code_content(text)?, expected, now)
    }

    /// Verifies the content of a code: what its text or its frames carried.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn verify(
        &mut self,
        content: &[u8],
        expected: Expected<'_>,
        now: i64,
    ) -> Result<VerifiedPresentation, Refusal> {
        let opened: Vec<u8>;
        let (tokens, purpose) = match (Content::parse(content)?, expected) {
            (Content::Open(tokens), Expected::OneWay) => (tokens, Purpose::OneWay),
            (Content::Open(_), Expected::Answer(_)) => return Err(Refusal::NotAnAnswer),
            (Content::Sealed(_), Expected::OneWay) => return Err(Refusal::AnswerWithoutRequest),
            (Content::Sealed(answer), Expected::Answer(pending)) => {
                if now >= pending.request.expires_at {
                    return Err(Refusal::RequestOver);
                }
                opened = answer.open(&pending.request, &pending.key)?;
                match Content::parse(&opened)? {
                    Content::Open(tokens) => (tokens, Purpose::Answer(&pending.request)),
                    Content::Sealed(_) => return Err(Refusal::CannotOpen),
                }
            }
        };
        let path = Path { trust: &self.trust, status: &self.status, policy: self.policy, now };
        let verified = path.walk(&tokens, purpose, content)?;
        // Only what would be accepted is remembered, so nobody can fill the memory with rubbish; and by what was signed, since the
        // bytes of a code can be changed without breaking its signatures.
        let digests: Vec<[u8; 32]> = tokens.iter().map(KeyBindingToken::signed_digest).collect();
        match self.seen.check(&digests, now) {
            Sighting::First => Ok(verified),
            Sighting::Again { seconds } => Err(Refusal::SeenBefore { seconds }),
        }
    }
}
