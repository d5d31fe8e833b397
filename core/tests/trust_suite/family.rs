//! A root, an authority below it, a signer below either.

use vigiayto_core::credential::key::Signer as _;
use vigiayto_core::credential::x509::{
    CertificateForm, Chain, Purpose, Role, Root, Subject, X509Error,
};

use crate::common::{ISSUER, Key, NOW, YEAR};
use crate::der::{self, COMMON_NAME, Sketch};

pub(crate) fn validate(certificates: &[&[u8]]) -> Result<Chain, X509Error> {
    Chain::validate(certificates, &roots(), Purpose::Issuer, NOW)
}

pub(crate) fn roots() -> [Root; 1] {
    [Root::parse(&root()).unwrap()]
}

pub(crate) fn root() -> Vec<u8> {
    root_sketch().sign(&Key::new(ROOT))
}

pub(crate) fn root_sketch() -> Sketch {
    Sketch::authority(&Key::new(ROOT), &root_name(), &root_name(), 1)
}

pub(crate) fn authority() -> Sketch {
    Sketch::authority(&Key::new(AUTHORITY), &authority_name(), &root_name(), 0)
}

pub(crate) fn signer() -> Sketch {
    Sketch::signer(&Key::new(SIGNER), &root_name(), Purpose::Issuer)
}

/// A signer's certificate, and that of the authority between it and the root.
pub(crate) fn through_authority() -> (Vec<u8>, Vec<u8>) {
    let below = Sketch { issuer: authority_name(), ..signer() };
    (below.sign(&Key::new(AUTHORITY)), authority().sign(&Key::new(ROOT)))
}

pub(crate) fn root_name() -> Vec<u8> {
    der::name(&[(COMMON_NAME, "Gốc thử")])
}

pub(crate) fn authority_name() -> Vec<u8> {
    der::name(&[(COMMON_NAME, "Cấp một")])
}

pub(crate) fn form(subject: &Subject) -> CertificateForm<'_> {
    CertificateForm {
        serial: &[1],
        subject,
        key: Key::new(SIGNER).public_key(),
        not_before: NOW,
        not_after: NOW + YEAR,
        role: Role::Signer { purpose: Purpose::Issuer, uris: &[ISSUER] },
    }
}

pub(crate) const ROOT: u8 = 20;
pub(crate) const AUTHORITY: u8 = 21;
pub(crate) const SIGNER: u8 = 22;
