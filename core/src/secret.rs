//! The one wrapper for secret bytes and the one for secret text.
//!
//! Neither can be printed, cloned or serialized, both are wiped when dropped. Reading is `expose()`, so that a search
//! for that word finds every place where a secret is looked at; each use says in a comment why it must.

use alloc::boxed::Box;
use alloc::string::String;

use zeroize::{Zeroize, Zeroizing};

/// `N` secret bytes on the heap (so that moving the owner leaves no copy), wiped on drop.
pub struct SecretBytes<const N: usize>(Box<[u8; N]>);

impl<const N: usize> SecretBytes<N> {
    /// Makes the secret in place: `fill` gets a zeroed buffer, and no copy of it is left on the stack.
    #[must_use]
    pub fn init_with_mut(fill: impl FnOnce(&mut [u8; N])) -> Self {
        let mut secret = Self(Box::new([0; N]));
        fill(&mut secret.0);
        secret
    }

    /// Like [`Self::init_with_mut`], for a `fill` that can fail.
    ///
    /// # Errors
    /// Whatever `fill` returns; the buffer is wiped.
    pub fn try_init_with_mut<E>(
        fill: impl FnOnce(&mut [u8; N]) -> Result<(), E>,
    ) -> Result<Self, E> {
        let mut secret = Self(Box::new([0; N]));
        fill(&mut secret.0)?;
        Ok(secret)
    }

    /// The secret itself. Each use carries a comment that justifies it.
    #[must_use]
    pub fn expose(&self) -> &[u8; N] {
        &self.0
    }
}

impl<const N: usize> Drop for SecretBytes<N> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// Secret text (a security answer), wiped on drop.
pub struct SecretText(Zeroizing<String>);

impl SecretText {
    /// Takes over `text`; the caller keeps no copy.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The secret itself. Each use carries a comment that justifies it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}
