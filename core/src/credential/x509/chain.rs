//! A chain from a signer's certificate to a root (RFC 5280 §6, narrowed to the profile of this module).

use alloc::string::String;
use alloc::vec::Vec;

use super::super::key::PublicKey;
use super::certificate::{Certificate, Subject, check_validity};
use super::{Purpose, Root, X509Error};

/// A chain that holds: the key in it is the key of whom it names.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Chain {
    key: PublicKey,
    subject: Subject,
    uris: Vec<String>,
    root: usize,
    not_after: i64,
}

impl Chain {
    /// Checks that `certificates`, the signer's first, lead to one of `roots` and are for `purpose` at a moment, in seconds since
    /// 1970.
    ///
    /// Whether the signatures hold is asked first, so that every other reason is told of certificates that are genuine.
    ///
    /// # Errors
    /// [`X509Error`].
    pub fn validate(
        certificates: &[&[u8]],
        roots: &[Root],
        purpose: Purpose,
        at: i64,
    ) -> Result<Self, X509Error> {
        if certificates.len() > MAX_CHAIN {
            return Err(X509Error::TooLong);
        }
        let parsed = certificates.iter().map(|encoded| Certificate::parse(encoded));
        let mut path = parsed.collect::<Result<Vec<_>, _>>()?;
        // RFC 9360 §2 lets the root be left out; sent along, it says nothing that is not known.
        if path.len() > 1 && path.last().is_some_and(|last| is_root(last, roots)) {
            path.pop();
        }
        let (signer, authorities) = path.split_first().ok_or(X509Error::Empty)?;
        let (position, root) = find_root(&path, roots)?;
        let mut not_after = root.not_after;
        check_validity(root.not_before, root.not_after, at)?;
        for certificate in &path {
            check_validity(certificate.not_before, certificate.not_after, at)?;
            not_after = not_after.min(certificate.not_after);
        }
        for (below, authority) in authorities.iter().enumerate() {
            check_length(authority.check_authority()?, below)?;
            authority.check_purpose(purpose)?;
        }
        check_length(root.path_length, authorities.len())?;
        signer.check_signer(purpose)?;
        let (key, uris) = (signer.key, signer.uris.clone());
        let subject = Subject::read(&signer.subject)?;
        Ok(Self { key, subject, uris, root: position, not_after })
    }

    /// The signer's key.
    #[must_use]
    pub fn key(&self) -> PublicKey {
        self.key
    }

    /// The signer's names.
    #[must_use]
    pub fn subject(&self) -> &Subject {
        &self.subject
    }

    /// Whether the signer is certified under this issuer id, by a URI among the subject's alternative names. Without this question
    /// everyone below a root could sign in the name of everyone else.
    #[must_use]
    pub fn speaks_for(&self, issuer: &str) -> bool {
        self.uris.iter().any(|uri| uri == issuer)
    }

    /// Which of the roots it ends in.
    #[must_use]
    pub fn root(&self) -> usize {
        self.root
    }

    /// The last second, since 1970, at which all of it is valid.
    #[must_use]
    pub fn not_after(&self) -> i64 {
        self.not_after
    }
}

fn is_root(certificate: &Certificate<'_>, roots: &[Root]) -> bool {
    roots.iter().any(|root| root.encoded == certificate.encoded)
}

/// Follows names and signatures to the root.
fn find_root<'r>(
    path: &[Certificate<'_>],
    roots: &'r [Root],
) -> Result<(usize, &'r Root), X509Error> {
    for pair in path.windows(2) {
        let [below, above] = pair else { continue };
        if below.issuer != above.subject {
            return Err(X509Error::Names);
        }
        below.check_signed_by(&above.key)?;
    }
    let top = path.last().ok_or(X509Error::Empty)?;
    let mut found = Err(X509Error::UnknownRoot);
    // An authority that changed its key has two roots of one name.
    for (position, root) in roots.iter().enumerate().filter(|(_, root)| root.subject == top.issuer)
    {
        match top.check_signed_by(&root.key) {
            Ok(()) => return Ok((position, root)),
            Err(error) => found = Err(error),
        }
    }
    found
}

/// RFC 5280 §4.2.1.9.
fn check_length(allowed: Option<u8>, below: usize) -> Result<(), X509Error> {
    match allowed {
        Some(allowed) if below > usize::from(allowed) => Err(X509Error::PathLength),
        _ => Ok(()),
    }
}

/// The most certificates that a chain has, a root that is sent along among them.
pub const MAX_CHAIN: usize = 3;
