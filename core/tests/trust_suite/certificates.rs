//! What one certificate says, and may not say.

use vigiayto_core::credential::key::{KeyError, Signer as _};
use vigiayto_core::credential::x509::{
    CertificateForm, CertifyError, Chain, Purpose, Role, Root, Subject, X509Error, certify,
};

use crate::common::{DAY, ISSUER, Key, NOW, YEAR, hex, name, subject};
use crate::der::{self, COMMON_NAME, Critical, ORGANISATION, Sketch, extension, tlv};
use crate::family::{
    ROOT, SIGNER, authority, form, root_name, root_sketch, roots, signer, through_authority,
    validate,
};

#[test]
fn what_the_core_certifies_is_what_another_writer_writes() {
    let (named, root_named) = (subject("Bên ký thử"), subject("Gốc thử"));
    let certified = certify(&form(&named), &root_named, &Key::new(ROOT)).unwrap();
    let written = signer().with_key_identifiers(None, &Key::new(ROOT));
    assert!(certified == written.sign(&Key::new(ROOT)));
    let form = CertificateForm {
        key: Key::new(ROOT).public_key(),
        role: Role::Authority { below: 1 },
        ..form(&root_named)
    };
    let certified = certify(&form, form.subject, &Key::new(ROOT)).unwrap();
    let written = root_sketch().with_key_identifiers(Some(&Key::new(ROOT)), &Key::new(ROOT));
    assert!(certified == written.sign(&Key::new(ROOT)));
}

/// Made by `openssl req` and `openssl x509`, version 3.0.
#[test]
fn certificates_from_other_hands_are_read() {
    let root = Root::parse(&hex(include_str!("openssl_root.hex"))).unwrap();
    assert_eq!(root.subject().unwrap().name(), "Gốc thử nghiệm");
    let signer = hex(include_str!("openssl_signer.hex"));
    let chain = Chain::validate(&[&signer], &[root], Purpose::Issuer, NOW + DAY).unwrap();
    assert_eq!(chain.subject().common_name, Some(name("Bên ký thử nghiệm")));
    assert_eq!(chain.subject().organisation, Some(name("Cơ quan thử nghiệm")));
    assert!(chain.speaks_for(ISSUER));
}

#[test]
fn years_beyond_2049_are_read() {
    let times = [der::time("261128000000Z"), der::time("20991128000000Z")].concat();
    let chain = validate(&[&Sketch { times, ..signer() }.sign(&Key::new(ROOT))]).unwrap();
    // The root ends first.
    assert_eq!(chain.not_after(), NOW + YEAR);
}

#[test]
fn a_signer_is_no_authority_and_may_sign() {
    let eku = der::purposes(&[Purpose::Issuer.object_identifier()]);
    let sign = der::usage(&[7, 0x80]);
    for extensions in [
        vec![der::constraints(&tlv(1, &[0xff])), sign.clone(), eku.clone()],
        vec![der::constraints(&[]), der::usage(&[1, 0x06]), eku.clone()],
        vec![der::constraints(&[]), eku.clone()],
    ] {
        let signer = Sketch { extensions, ..signer() };
        assert_eq!(validate(&[&signer.sign(&Key::new(ROOT))]), Err(X509Error::Signer));
    }
    // RFC 5280 §4.2.1.9: without basic constraints it is none.
    let signer = Sketch { extensions: vec![sign, eku], ..signer() };
    assert!(validate(&[&signer.sign(&Key::new(ROOT))]).is_ok());
}

#[test]
fn a_certificate_is_for_its_purpose_only() {
    let reader = Sketch::signer(&Key::new(SIGNER), &root_name(), Purpose::Reader);
    let reader = reader.sign(&Key::new(ROOT));
    assert_eq!(validate(&[&reader]), Err(X509Error::Purpose));
    assert!(Chain::validate(&[&reader], &roots(), Purpose::Reader, NOW).is_ok());
    let with = |listed: Option<&[&[u8]]>| {
        let mut extensions = vec![der::constraints(&[]), der::usage(&[7, 0x80])];
        extensions.extend(listed.map(der::purposes));
        validate(&[&Sketch { extensions, ..signer() }.sign(&Key::new(ROOT))])
    };
    let (issuer, reader) =
        (Purpose::Issuer.object_identifier(), Purpose::Reader.object_identifier());
    let any = &[0x55, 0x1d, 0x25, 0x00][..];
    assert_eq!(with(None), Err(X509Error::Purpose));
    assert_eq!(with(Some(&[])), Err(X509Error::Purpose));
    assert_eq!(with(Some(&[any])), Err(X509Error::Purpose));
    assert_eq!(with(Some(&[&issuer[..19]])), Err(X509Error::Purpose));
    assert!(with(Some(&[any, reader, issuer])).is_ok());
}

#[test]
fn critical_extensions_must_be_known() {
    let (below, _) = through_authority();
    // Name constraints, certificate policies, and one of nobody's.
    for kind in [&[0x55, 0x1d, 0x1e][..], &[0x55, 0x1d, 0x20], &[0x2a, 3, 4]] {
        let unknown = extension(kind, Critical::Yes, &tlv(0x30, &[]));
        let mut on_signer = signer();
        on_signer.extensions.push(unknown.clone());
        let refused = validate(&[&on_signer.sign(&Key::new(ROOT))]);
        assert_eq!(refused, Err(X509Error::CriticalExtension));
        let mut on_authority = authority();
        on_authority.extensions.push(unknown);
        let refused = validate(&[&below, &on_authority.sign(&Key::new(ROOT))]);
        assert_eq!(refused, Err(X509Error::CriticalExtension));
        let mut harmless = signer();
        harmless.extensions.push(extension(kind, Critical::No, &tlv(0x30, &[])));
        assert!(validate(&[&harmless.sign(&Key::new(ROOT))]).is_ok());
    }
}

#[test]
fn no_extension_is_there_twice() {
    for position in 0..4 {
        let mut twice = signer();
        twice.extensions.push(twice.extensions[position].clone());
        let refused = validate(&[&twice.sign(&Key::new(ROOT))]);
        assert_eq!(refused, Err(X509Error::DuplicateExtension));
    }
}

#[test]
fn extensions_that_are_read_must_be_well_formed() {
    for kind in [0x0f, 0x11, 0x13, 0x25] {
        for value in [&[][..], &[0], &[0x30, 1], &[0x30, 2, 1, 0], &[0x30, 0, 0]] {
            let mut broken = signer();
            let mark = [0x55, 0x1d, kind];
            broken.extensions.retain(|known| !known.windows(3).any(|three| three == mark));
            broken.extensions.push(extension(&mark, Critical::Yes, value));
            let refused = validate(&[&broken.sign(&Key::new(ROOT))]);
            assert_eq!(refused, Err(X509Error::Malformed), "{kind:#x} {value:?}");
        }
    }
}

#[test]
fn only_ecdsa_with_sha_256_is_taken() {
    let null = [tlv(6, &[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2]), tlv(5, &[])].concat();
    for other in [
        // ECDSA with SHA-384, RSA with SHA-256, and ECDSA with a parameter.
        tlv(0x30, &tlv(6, &[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 3])),
        tlv(0x30, &tlv(6, &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 0x0b])),
        tlv(0x30, &null),
    ] {
        let both = Sketch { algorithm: other.clone(), outer_algorithm: other.clone(), ..signer() };
        let inside = Sketch { algorithm: other.clone(), ..signer() };
        let outside = Sketch { outer_algorithm: other, ..signer() };
        for sketch in [both, inside, outside] {
            let refused = validate(&[&sketch.sign(&Key::new(ROOT))]);
            assert_eq!(refused, Err(X509Error::Algorithm));
        }
    }
}

#[test]
fn only_keys_on_p_256_are_certified() {
    let point = Key::new(SIGNER).public_key().uncompressed();
    let with = |key: Vec<u8>| validate(&[&Sketch { key, ..signer() }.sign(&Key::new(ROOT))]);
    let (p384, rsa) =
        (&[0x2b, 0x81, 4, 0, 0x22][..], [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1]);
    assert_eq!(with(der::spki(p384, &point)), Err(X509Error::Key(KeyError::Kind)));
    let algorithm = tlv(0x30, &[tlv(6, &rsa), tlv(5, &[])].concat());
    let rsa = tlv(0x30, &[algorithm, tlv(3, &[0, 0x30, 0])].concat());
    assert_eq!(with(rsa), Err(X509Error::Key(KeyError::Kind)));
    let mut off = point.clone();
    off[64] ^= 1;
    assert_eq!(with(der::spki(der::P256, &off)), Err(X509Error::Key(KeyError::Point)));
    assert_eq!(with(der::spki(der::P256, &[0])), Err(X509Error::Key(KeyError::Point)));
    let compressed = Key::new(SIGNER).public_key().compressed();
    assert!(with(der::spki(der::P256, &compressed)).is_ok());
}

#[test]
fn only_version_3_is_taken() {
    for version in [vec![], vec![0xa0, 3, 2, 1, 0], vec![0xa0, 3, 2, 1, 1], vec![0xa0, 3, 2, 1, 3]]
    {
        let refused = validate(&[&Sketch { version, ..signer() }.sign(&Key::new(ROOT))]);
        assert_eq!(refused, Err(X509Error::Malformed));
    }
}

#[test]
fn a_signer_has_a_name_that_can_be_shown() {
    let with = |parts: &[Vec<u8>]| {
        let subject = tlv(0x30, &parts.concat());
        validate(&[&Sketch { subject, ..signer() }.sign(&Key::new(ROOT))])
    };
    let text = |text: &str| der::attribute(COMMON_NAME, 0x0c, text.as_bytes());
    let organisation = der::attribute(ORGANISATION, 0x0c, "Phường thử".as_bytes());
    for parts in [
        vec![],
        vec![der::attribute(6, 0x13, b"VN")],
        vec![text("")],
        vec![text("a\nb")],
        vec![text("a\u{202e}b")],
        vec![text(&"a".repeat(201))],
        vec![text("a"), text("b")],
        vec![text("a\u{200b}"), organisation.clone()],
        // Not UTF-8, and texts of kinds that are no longer used.
        vec![der::attribute(COMMON_NAME, 0x0c, &[0xff])],
        vec![der::attribute(COMMON_NAME, 0x14, b"a")],
        vec![der::attribute(COMMON_NAME, 0x1e, &[0, b'a'])],
    ] {
        assert_eq!(with(&parts), Err(X509Error::Subject));
    }
    let chain = with(&[organisation]).unwrap();
    assert_eq!(chain.subject().name(), "Phường thử");
    let chain = with(&[der::attribute(COMMON_NAME, 0x13, b"Printable")]).unwrap();
    assert_eq!(chain.subject().name(), "Printable");
}

#[test]
fn only_uris_say_for_whom_a_signer_speaks() {
    let with = |names: &[Vec<u8>]| {
        let mut sketch = signer();
        sketch.extensions.pop();
        if !names.is_empty() {
            let names = tlv(0x30, &names.concat());
            sketch.extensions.push(extension(&[0x55, 0x1d, 0x11], Critical::Yes, &names));
        }
        validate(&[&sketch.sign(&Key::new(ROOT))]).unwrap()
    };
    assert!(!with(&[]).speaks_for(ISSUER));
    assert!(!with(&[tlv(0x82, ISSUER.as_bytes())]).speaks_for(ISSUER));
    let several = with(&[tlv(0x82, b"a.example"), tlv(0x86, b"urn:a"), tlv(0x86, b"urn:b")]);
    assert!(several.speaks_for("urn:a") && several.speaks_for("urn:b"));
    assert!(!several.speaks_for("a.example"));
}

#[test]
fn what_is_no_certificate_is_not_certified() {
    let (named, nobody) =
        (subject("Bên ký thử"), Subject { common_name: None, organisation: None });
    for (broken, error) in [
        (CertificateForm { not_before: -1, ..form(&named) }, CertifyError::Form),
        (CertificateForm { not_after: i64::MAX, ..form(&named) }, CertifyError::Form),
        (
            CertificateForm { serial: &[], ..form(&named) },
            CertifyError::Refused(X509Error::Malformed),
        ),
        (form(&nobody), CertifyError::Refused(X509Error::Subject)),
    ] {
        assert_eq!(certify(&broken, &named, &Key::new(ROOT)), Err(error));
    }
}
