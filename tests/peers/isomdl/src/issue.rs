//! The document, and the certificate of who issued it.

use std::time::Duration;

use ciborium::Value;
use isomdl::definitions::device_key::cose_key::{CoseKey, EC2Curve, EC2Y};
use isomdl::definitions::x509::X5Chain;
use isomdl::definitions::{DeviceKeyInfo, DigestAlgorithm, ValidityInfo};
use isomdl::issuance::Mdoc;
use p256::ecdsa::{DerSignature, Signature, SigningKey, VerifyingKey};
use time::OffsetDateTime;
use x509_cert::builder::{Builder, CertificateBuilder, Profile};
use x509_cert::certificate::Certificate;
use x509_cert::serial_number::SerialNumber;
use x509_cert::spki::SubjectPublicKeyInfoOwned;
use x509_cert::time::Validity;

/// The facts bound to the holder's key.
pub(crate) fn issue(holder: &SigningKey) -> Mdoc {
    let issuer = SigningKey::from_slice(&[7; 32]).expect("a scalar");
    let chain = X5Chain::builder().with_certificate(certificate(&issuer)).expect("encodes");
    let now = OffsetDateTime::now_utc();
    let elements = FACTS.map(|(name, value)| (name.to_owned(), element(name, value)));
    Mdoc::builder()
        .doc_type(DOCUMENT_TYPE.to_owned())
        .namespaces([(NAMESPACE.to_owned(), elements.into())].into())
        .validity_info(ValidityInfo {
            signed: now,
            valid_from: now,
            valid_until: now + Duration::from_secs(86_400),
            expected_update: None,
        })
        .digest_algorithm(DigestAlgorithm::SHA256)
        .device_key_info(DeviceKeyInfo {
            device_key: device_key(holder.verifying_key()),
            key_authorizations: None,
            key_info: None,
        })
        .enable_decoy_digests(false)
        .issue::<SigningKey, Signature>(chain.build().expect("one certificate"), issuer)
        .expect("issued")
}

fn element(name: &str, value: &str) -> Value {
    match name {
        // A full date (RFC 8943).
        "birth_date" => Value::Tag(1004, Box::new(value.into())),
        // ISO/IEC 5218.
        "sex" => Value::Integer(1.into()),
        _ => value.into(),
    }
}

fn device_key(key: &VerifyingKey) -> CoseKey {
    let point = key.to_encoded_point(false);
    CoseKey::EC2 {
        crv: EC2Curve::P256,
        x: point.x().expect("not compressed").to_vec(),
        y: EC2Y::Value(point.y().expect("not compressed").to_vec()),
    }
}

fn certificate(key: &SigningKey) -> Certificate {
    let public = SubjectPublicKeyInfoOwned::from_key(*key.verifying_key()).expect("encodes");
    let validity = Validity::from_now(Duration::from_secs(86_400)).expect("a date");
    let subject = "CN=Synthetic,C=VN".parse().expect("a name");
    let serial = SerialNumber::from(1_u32);
    CertificateBuilder::new(Profile::Root, serial, validity, subject, public, key)
        .and_then(|builder| builder.build::<DerSignature>())
        .expect("a certificate")
}

pub(crate) const DOCUMENT_TYPE: &str = "org.iso.18013.5.1.mDL";
pub(crate) const NAMESPACE: &str = "org.iso.18013.5.1";
/// Synthetic: numbers that start with 000 belong to nobody.
pub(crate) const FACTS: [(&str, &str); 6] = [
    ("family_name", "Nguyễn Văn An"),
    ("document_number", "000090000001"),
    ("birth_date", "1990-05-17"),
    ("sex", "1"),
    ("nationality", "VNM"),
    ("resident_address", "Số 1 phố Ví Dụ, phường Cầu Giấy, Hà Nội"),
];
