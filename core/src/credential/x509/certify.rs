//! The authority's side: certificates as this module accepts them, for desks, sandboxes and tests.

use alloc::vec;
use alloc::vec::Vec;
use core::time::Duration;

use p256::ecdsa::Signature;
use sha2::{Digest as _, Sha256};
use x509_cert::der::asn1::{AnyRef, BitString, Ia5String, OctetString, UintRef};
use x509_cert::der::oid::ObjectIdentifier;
use x509_cert::der::oid::db::rfc4519::{COMMON_NAME, ORGANIZATION_NAME};
use x509_cert::der::oid::db::rfc5280::{
    ID_CE_AUTHORITY_KEY_IDENTIFIER, ID_CE_BASIC_CONSTRAINTS, ID_CE_EXT_KEY_USAGE, ID_CE_KEY_USAGE,
    ID_CE_SUBJECT_ALT_NAME, ID_CE_SUBJECT_KEY_IDENTIFIER,
};
use x509_cert::der::oid::db::rfc5912::{ECDSA_WITH_SHA_256, ID_EC_PUBLIC_KEY, SECP_256_R_1};
use x509_cert::der::{DateTime, Encode as _, Error, Tag};
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::ext::pkix::{AuthorityKeyIdentifier, BasicConstraints, KeyUsage, KeyUsages};
use x509_cert::time::Time;

use super::super::key::{PublicKey, Signer, SigningError};
use super::super::name::DisplayName;
use super::certificate::{Certificate, Subject};
use super::{Purpose, X509Error};

/// A certificate to be issued.
#[derive(Clone, Debug)]
pub struct CertificateForm<'f> {
    /// Its number, one of a kind with its issuer: 1 to 20 bytes, of which the first bit is 0 (RFC 5280 §4.1.2.2).
    pub serial: &'f [u8],
    /// Whom it names.
    pub subject: &'f Subject,
    /// The key that it certifies.
    pub key: PublicKey,
    /// The first second of its validity, since 1970.
    pub not_before: i64,
    /// The last second of its validity, since 1970.
    pub not_after: i64,
    /// What it lets the subject do.
    pub role: Role<'f>,
}

/// What the subject of a certificate may do.
#[derive(Clone, Copy, Debug)]
pub enum Role<'f> {
    /// Certify others, with at most so many authorities in between.
    Authority {
        /// The path length.
        below: u8,
    },
    /// Sign.
    Signer {
        /// What for.
        purpose: Purpose,
        /// The issuer ids under which it signs.
        uris: &'f [&'f str],
    },
}

/// Why nothing was certified.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CertifyError {
    /// The form can't be written as a certificate.
    #[error("the form can't be written as a certificate")]
    Form,
    /// The key did not sign.
    #[error(transparent)]
    Signing(#[from] SigningError),
    /// What was written would not be accepted.
    #[error(transparent)]
    Refused(#[from] X509Error),
}

/// Certifies in the name of `issuer`, whose key signs. A root is its own issuer.
///
/// # Errors
/// [`CertifyError`].
pub fn certify(
    form: &CertificateForm<'_>,
    issuer: &Subject,
    signer: &dyn Signer,
) -> Result<Vec<u8>, CertifyError> {
    let body = body(form, issuer, signer.public_key()).map_err(|_| CertifyError::Form)?;
    let signature = signer.sign(&body)?;
    let signature = Signature::from_slice(&signature).map_err(|_| SigningError)?;
    let whole = || {
        let signature = BitString::from_bytes(signature.to_der().as_bytes())?.to_der()?;
        sequence(&[&body, &algorithm(ECDSA_WITH_SHA_256, None)?, &signature])
    };
    let encoded = whole().map_err(|_| CertifyError::Form)?;
    Subject::read(&Certificate::parse(&encoded)?.subject)?;
    Ok(encoded)
}

fn body(
    form: &CertificateForm<'_>,
    issuer: &Subject,
    issuer_key: PublicKey,
) -> Result<Vec<u8>, Error> {
    let key = BitString::from_bytes(&form.key.uncompressed())?.to_der()?;
    let validity = [time(form.not_before)?, time(form.not_after)?].concat();
    let extensions = extensions(form, issuer_key)?.concat();
    sequence(&[
        &VERSION_3,
        &UintRef::new(form.serial)?.to_der()?,
        &algorithm(ECDSA_WITH_SHA_256, None)?,
        &name(issuer)?,
        &sequence(&[&validity])?,
        &name(form.subject)?,
        &sequence(&[&algorithm(ID_EC_PUBLIC_KEY, Some(SECP_256_R_1))?, &key])?,
        &tagged(EXTENSIONS, &sequence(&[&extensions])?)?,
    ])
}

fn extensions(form: &CertificateForm<'_>, issuer_key: PublicKey) -> Result<Vec<Vec<u8>>, Error> {
    let issuer = AuthorityKeyIdentifier {
        key_identifier: Some(key_identifier(issuer_key)?),
        ..Default::default()
    };
    let issuer = issuer.to_der()?;
    Ok(match form.role {
        Role::Authority { below } => {
            let constraints = BasicConstraints { ca: true, path_len_constraint: Some(below) };
            let usage = KeyUsage(KeyUsages::KeyCertSign | KeyUsages::CRLSign);
            let own = key_identifier(form.key)?.to_der()?;
            vec![
                extension(ID_CE_BASIC_CONSTRAINTS, Critical::Yes, constraints.to_der()?)?,
                extension(ID_CE_KEY_USAGE, Critical::Yes, usage.to_der()?)?,
                extension(ID_CE_SUBJECT_KEY_IDENTIFIER, Critical::No, own)?,
                extension(ID_CE_AUTHORITY_KEY_IDENTIFIER, Critical::No, issuer)?,
            ]
        }
        Role::Signer { purpose, uris } => {
            let constraints = BasicConstraints { ca: false, path_len_constraint: None };
            let usage = KeyUsage(KeyUsages::DigitalSignature.into());
            let purpose = AnyRef::new(Tag::ObjectIdentifier, purpose.object_identifier())?;
            let purposes = sequence(&[&purpose.to_der()?])?;
            let uri = |uri: &&str| Ia5String::new(uri).map(GeneralName::UniformResourceIdentifier);
            let names = uris.iter().map(uri).collect::<Result<Vec<_>, _>>()?;
            let mut written = vec![
                extension(ID_CE_BASIC_CONSTRAINTS, Critical::Yes, constraints.to_der()?)?,
                extension(ID_CE_KEY_USAGE, Critical::Yes, usage.to_der()?)?,
                extension(ID_CE_EXT_KEY_USAGE, Critical::Yes, purposes)?,
                extension(ID_CE_AUTHORITY_KEY_IDENTIFIER, Critical::No, issuer)?,
            ];
            if !names.is_empty() {
                written.push(extension(ID_CE_SUBJECT_ALT_NAME, Critical::No, names.to_der()?)?);
            }
            written
        }
    })
}

enum Critical {
    Yes,
    No,
}

fn extension(kind: ObjectIdentifier, critical: Critical, value: Vec<u8>) -> Result<Vec<u8>, Error> {
    let critical = matches!(critical, Critical::Yes);
    Extension { extn_id: kind, critical, extn_value: OctetString::new(value)? }.to_der()
}

/// RFC 7093 §2, method 1. RFC 5280 §4.2.1.1 wants identifiers; this module's reader does without.
fn key_identifier(key: PublicKey) -> Result<OctetString, Error> {
    let digest = Sha256::digest(key.uncompressed());
    OctetString::new(digest.get(..20).unwrap_or_default())
}

fn name(subject: &Subject) -> Result<Vec<u8>, Error> {
    let attributes =
        [(ORGANIZATION_NAME, &subject.organisation), (COMMON_NAME, &subject.common_name)];
    let mut parts = Vec::new();
    for (kind, value) in attributes {
        let Some(value) = value.as_ref().map(DisplayName::as_str) else { continue };
        let text = AnyRef::new(Tag::Utf8String, value.as_bytes())?.to_der()?;
        let attribute = sequence(&[&kind.to_der()?, &text])?;
        parts.push(AnyRef::new(Tag::Set, &attribute)?.to_der()?);
    }
    sequence(&[&parts.concat()])
}

fn algorithm(kind: ObjectIdentifier, curve: Option<ObjectIdentifier>) -> Result<Vec<u8>, Error> {
    let curve = curve.map(|curve| curve.to_der()).transpose()?.unwrap_or_default();
    sequence(&[&kind.to_der()?, &curve])
}

/// RFC 5280 §4.1.2.5: two digits of the year through 2049, four from then on.
fn time(seconds: i64) -> Result<Vec<u8>, Error> {
    let seconds = u64::try_from(seconds).map_err(|_| Tag::UtcTime.value_error())?;
    Time::from(DateTime::from_unix_duration(Duration::from_secs(seconds))?).to_der()
}

fn sequence(parts: &[&[u8]]) -> Result<Vec<u8>, Error> {
    AnyRef::new(Tag::Sequence, &parts.concat())?.to_der()
}

fn tagged(tag: Tag, content: &[u8]) -> Result<Vec<u8>, Error> {
    AnyRef::new(tag, content)?.to_der()
}

/// `[0] EXPLICIT INTEGER 2`.
const VERSION_3: [u8; 5] = [0xa0, 3, 2, 1, 2];
/// `[3]`.
const EXTENSIONS: Tag =
    Tag::ContextSpecific { constructed: true, number: x509_cert::der::TagNumber(3) };
