//! A root that chains may end in.

use alloc::vec::Vec;

use x509_cert::name::Name;

use super::super::key::PublicKey;
use super::X509Error;
use super::certificate::{Certificate, Subject};

/// An authority's certificate that is trusted because a signed list holds it. Its own signature says nothing and is not checked.
#[derive(Clone, Eq, PartialEq)]
pub struct Root {
    pub(super) encoded: Vec<u8>,
    pub(super) subject: Name,
    pub(super) key: PublicKey,
    pub(super) not_before: i64,
    pub(super) not_after: i64,
    pub(super) path_length: Option<u8>,
}

impl Root {
    /// The root that `encoded` is: DER, an authority on P-256.
    ///
    /// # Errors
    /// [`X509Error`].
    pub fn parse(encoded: &[u8]) -> Result<Self, X509Error> {
        let certificate = Certificate::parse(encoded)?;
        let path_length = certificate.check_authority()?;
        let Certificate { subject, key, not_before, not_after, .. } = certificate;
        Ok(Self { encoded: encoded.to_vec(), subject, key, not_before, not_after, path_length })
    }

    /// The certificate, DER.
    #[must_use]
    pub fn encoded(&self) -> &[u8] {
        &self.encoded
    }

    /// Its names.
    ///
    /// # Errors
    /// [`X509Error::Subject`] when there is none that can be shown.
    pub fn subject(&self) -> Result<Subject, X509Error> {
        Subject::read(&self.subject)
    }
}

impl core::fmt::Debug for Root {
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        out.debug_tuple("Root").field(&self.key).finish()
    }
}
