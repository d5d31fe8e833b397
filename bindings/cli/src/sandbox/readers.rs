//! Counters that the sandbox certifies, under a root that its trust list names.

use vigiayto_core::credential::key::{PublicKey, Signer as _};
use vigiayto_core::credential::name::DisplayName;
use vigiayto_core::credential::x509::{
    CertificateForm, CertifyError, Purpose, Role, Root, Subject, certify,
};

use super::keys::Keys;
use super::{DAY, YEAR};
use crate::words::counter as words;

/// The root of the certified counters. Signatures are deterministic (RFC 6979) and its times are those of the keys, so it is the
/// same each time that it is made.
pub(super) fn root(keys: &Keys) -> Result<Root, CertifyError> {
    let subject = authority()?;
    let form = CertificateForm {
        serial: &[1],
        subject: &subject,
        key: keys.listing.public_key(),
        not_before: keys.made_at - DAY,
        not_after: keys.made_at + 10 * YEAR,
        role: Role::Authority { below: 0 },
    };
    Ok(Root::parse(&certify(&form, &subject, &keys.listing)?)?)
}

/// A counter's certificate for a year.
pub(super) fn certificate(
    keys: &Keys,
    name: &DisplayName,
    key: PublicKey,
    now: i64,
) -> Result<Vec<u8>, CertifyError> {
    let [a, b, c, d, ..] = key.thumbprint();
    let subject = Subject { common_name: Some(name.clone()), organisation: None };
    let form = CertificateForm {
        serial: &[1, a, b, c, d],
        subject: &subject,
        key,
        not_before: now - DAY,
        not_after: now + YEAR,
        role: Role::Signer { purpose: Purpose::Reader, uris: &[] },
    };
    certify(&form, &authority()?, &keys.listing)
}

fn authority() -> Result<Subject, CertifyError> {
    let name = DisplayName::new(words::SANDBOX_READERS.vi).map_err(|_| CertifyError::Form)?;
    Ok(Subject { common_name: Some(name), organisation: None })
}
