//! One certificate, taken apart.

use alloc::string::String;
use alloc::vec::Vec;

use p256::ecdsa::Signature;
use x509_cert::attr::AttributeTypeAndValue;
use x509_cert::der::asn1::{AnyRef, PrintableStringRef, Utf8StringRef};
use x509_cert::der::oid::ObjectIdentifier;
use x509_cert::der::oid::db::rfc4519::{COMMON_NAME, ORGANIZATION_NAME};
use x509_cert::der::oid::db::rfc5280::{
    ID_CE_BASIC_CONSTRAINTS, ID_CE_EXT_KEY_USAGE, ID_CE_KEY_USAGE, ID_CE_SUBJECT_ALT_NAME,
};
use x509_cert::der::oid::db::rfc5912::{ECDSA_WITH_SHA_256, ID_EC_PUBLIC_KEY, SECP_256_R_1};
use x509_cert::der::{Decode, Header, Reader as _, SliceReader, Tag};
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::ext::pkix::{BasicConstraints, KeyUsage, SubjectAltName};
use x509_cert::name::Name;
use x509_cert::spki::SubjectPublicKeyInfoOwned;
use x509_cert::{TbsCertificate, Version};

use super::super::key::{ESP256, KeyError, PublicKey, VerificationKey as _};
use super::super::name::DisplayName;
use super::{Purpose, X509Error};

/// The names of whoever a certificate is for. In one that was accepted there is at least one.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Subject {
    /// The common name.
    pub common_name: Option<DisplayName>,
    /// The organisation's name.
    pub organisation: Option<DisplayName>,
}

impl Subject {
    pub(super) fn read(name: &Name) -> Result<Self, X509Error> {
        let (common_name, organisation) =
            (attribute(name, COMMON_NAME)?, attribute(name, ORGANIZATION_NAME)?);
        if common_name.is_none() && organisation.is_none() {
            return Err(X509Error::Subject);
        }
        Ok(Self { common_name, organisation })
    }

    /// The name to show if there is room for one: the common name, else the organisation's.
    #[must_use]
    pub fn name(&self) -> &str {
        let name = self.common_name.as_ref().or(self.organisation.as_ref());
        name.map_or("", DisplayName::as_str)
    }
}

pub(super) struct Certificate<'a> {
    pub(super) encoded: &'a [u8],
    /// What was signed, as it came.
    signed: &'a [u8],
    signature: Vec<u8>,
    pub(super) issuer: Name,
    pub(super) subject: Name,
    pub(super) key: PublicKey,
    /// Seconds since 1970, both inclusive.
    pub(super) not_before: i64,
    pub(super) not_after: i64,
    constraints: Option<BasicConstraints>,
    usage: Option<KeyUsage>,
    /// Contents of object identifiers: `2.25` has longer arcs than the library's type holds.
    purposes: Option<Vec<Vec<u8>>>,
    pub(super) uris: Vec<String>,
}

impl<'a> Certificate<'a> {
    pub(super) fn parse(encoded: &'a [u8]) -> Result<Self, X509Error> {
        if encoded.len() > MAX_CERTIFICATE_BYTES {
            return Err(X509Error::TooLarge);
        }
        let parsed = x509_cert::Certificate::from_der(encoded).map_err(|_| X509Error::Malformed)?;
        let body = parsed.tbs_certificate();
        if body.version() != Version::V3 {
            return Err(X509Error::Malformed);
        }
        // RFC 5280 §4.1.1.2: the same algorithm in both places. RFC 5758 §3.2: without parameters.
        let algorithm = parsed.signature_algorithm();
        if algorithm.oid != ECDSA_WITH_SHA_256
            || algorithm.parameters.is_some()
            || algorithm != body.signature()
        {
            return Err(X509Error::Algorithm);
        }
        let extensions = body.extensions().map_or(&[][..], Vec::as_slice);
        check_extensions(extensions)?;
        let seconds = |time: x509_cert::time::Time| {
            i64::try_from(time.to_unix_duration().as_secs()).map_err(|_| X509Error::Malformed)
        };
        Ok(Self {
            encoded,
            signed: signed_bytes(encoded)?,
            signature: raw_signature(parsed.signature().as_bytes())?,
            issuer: body.issuer().clone(),
            subject: body.subject().clone(),
            key: public_key(body.subject_public_key_info())?,
            not_before: seconds(body.validity().not_before)?,
            not_after: seconds(body.validity().not_after)?,
            constraints: extension(body)?,
            usage: extension(body)?,
            purposes: purposes(extensions)?,
            uris: uris(extension::<SubjectAltName>(body)?),
        })
    }

    pub(super) fn check_signed_by(&self, key: &PublicKey) -> Result<(), X509Error> {
        key.verify(ESP256, self.signed, &self.signature).map_err(|_| X509Error::Signature)
    }

    /// Whether this may be the certificate of someone who signs for a purpose.
    pub(super) fn check_signer(&self, purpose: Purpose) -> Result<(), X509Error> {
        let is_authority = self.constraints.as_ref().is_some_and(|constraints| constraints.ca);
        if is_authority || !self.usage.is_some_and(|usage| usage.digital_signature()) {
            return Err(X509Error::Signer);
        }
        if self.purposes.as_ref().is_some_and(|listed| names(listed, purpose)) {
            Ok(())
        } else {
            Err(X509Error::Purpose)
        }
    }

    /// Whether this may be the certificate of an authority. Returns how many authorities may stand below it.
    pub(super) fn check_authority(&self) -> Result<Option<u8>, X509Error> {
        let constraints = self.constraints.as_ref().filter(|constraints| constraints.ca);
        let constraints = constraints.ok_or(X509Error::Authority)?;
        if !self.usage.is_some_and(|usage| usage.key_cert_sign()) {
            return Err(X509Error::Authority);
        }
        Ok(constraints.path_len_constraint)
    }

    /// Whether an authority may certify for a purpose. One that names no purposes may for all.
    pub(super) fn check_purpose(&self, purpose: Purpose) -> Result<(), X509Error> {
        match &self.purposes {
            Some(listed) if !names(listed, purpose) => Err(X509Error::Purpose),
            _ => Ok(()),
        }
    }
}

pub(super) fn check_validity(not_before: i64, not_after: i64, at: i64) -> Result<(), X509Error> {
    if at < not_before {
        Err(X509Error::NotYetValid)
    } else if at > not_after {
        Err(X509Error::Expired)
    } else {
        Ok(())
    }
}

/// The body's bytes with their head.
fn signed_bytes(encoded: &[u8]) -> Result<&[u8], X509Error> {
    let read = || {
        let mut reader = SliceReader::new(encoded)?;
        Header::decode(&mut reader)?;
        reader.tlv_bytes()
    };
    read().map_err(|_| X509Error::Malformed)
}

/// r ‖ s of a signature in DER.
fn raw_signature(encoded: Option<&[u8]>) -> Result<Vec<u8>, X509Error> {
    let encoded = encoded.ok_or(X509Error::Malformed)?;
    let signature = Signature::from_der(encoded).map_err(|_| X509Error::Signature)?;
    Ok(signature.to_bytes().to_vec())
}

fn public_key(info: &SubjectPublicKeyInfoOwned) -> Result<PublicKey, X509Error> {
    let curve = info.algorithm.parameters.as_ref();
    let curve = curve.and_then(|curve| curve.decode_as::<ObjectIdentifier>().ok());
    if info.algorithm.oid != ID_EC_PUBLIC_KEY || curve != Some(SECP_256_R_1) {
        return Err(X509Error::Key(KeyError::Kind));
    }
    let point = info.subject_public_key.as_bytes().ok_or(KeyError::Point)?;
    Ok(PublicKey::from_sec1(point)?)
}

fn check_extensions(extensions: &[Extension]) -> Result<(), X509Error> {
    for (position, extension) in extensions.iter().enumerate() {
        let known = KNOWN.contains(&extension.extn_id);
        if extension.critical && !known {
            return Err(X509Error::CriticalExtension);
        }
        let before = extensions.get(..position).unwrap_or_default();
        if before.iter().any(|other| other.extn_id == extension.extn_id) {
            return Err(X509Error::DuplicateExtension);
        }
    }
    Ok(())
}

fn extension<'a, T>(body: &'a TbsCertificate) -> Result<Option<T>, X509Error>
where
    T: Decode<'a> + x509_cert::der::oid::AssociatedOid,
{
    let found = body.filter_extensions::<T>().next().transpose();
    Ok(found.map_err(|_| X509Error::Malformed)?.map(|(_, value)| value))
}

fn purposes(extensions: &[Extension]) -> Result<Option<Vec<Vec<u8>>>, X509Error> {
    let Some(found) = extensions.iter().find(|known| known.extn_id == ID_CE_EXT_KEY_USAGE) else {
        return Ok(None);
    };
    let listed = Vec::<AnyRef<'_>>::from_der(found.extn_value.as_bytes());
    let listed = listed.map_err(|_| X509Error::Malformed)?;
    if listed.iter().any(|purpose| purpose.header().tag() != Tag::ObjectIdentifier) {
        return Err(X509Error::Malformed);
    }
    Ok(Some(listed.iter().map(|purpose| purpose.value().to_vec()).collect()))
}

fn names(listed: &[Vec<u8>], purpose: Purpose) -> bool {
    listed.iter().any(|listed| listed == purpose.object_identifier())
}

fn uris(names: Option<SubjectAltName>) -> Vec<String> {
    let names = names.map(|names| names.0).unwrap_or_default();
    let uri = |name| match name {
        GeneralName::UniformResourceIdentifier(uri) => Some(String::from(uri.as_str())),
        _ => None,
    };
    names.into_iter().filter_map(uri).collect()
}

/// An attribute of a name, which may be there once and as one of the two kinds of text that RFC 5280 §4.1.2.4 asks for.
fn attribute(name: &Name, kind: ObjectIdentifier) -> Result<Option<DisplayName>, X509Error> {
    let mut found = name.iter().filter(|attribute| attribute.oid == kind);
    let (first, second) = (found.next(), found.next());
    let Some(AttributeTypeAndValue { value, .. }) = first else { return Ok(None) };
    if second.is_some() {
        return Err(X509Error::Subject);
    }
    let text = match value.header().tag() {
        Tag::Utf8String => value.decode_as::<Utf8StringRef<'_>>().map(|text| text.as_str().into()),
        Tag::PrintableString => {
            value.decode_as::<PrintableStringRef<'_>>().map(|text| String::from(text.as_str()))
        }
        _ => return Err(X509Error::Subject),
    };
    let text = text.map_err(|_| X509Error::Subject)?;
    DisplayName::new(&text).map(Some).map_err(|_| X509Error::Subject)
}

/// The extensions that may be critical.
const KNOWN: [ObjectIdentifier; 4] =
    [ID_CE_BASIC_CONSTRAINTS, ID_CE_EXT_KEY_USAGE, ID_CE_KEY_USAGE, ID_CE_SUBJECT_ALT_NAME];
/// The most bytes that one certificate has. One with everything that is read here has about 600.
pub const MAX_CERTIFICATE_BYTES: usize = 8 * 1024;
