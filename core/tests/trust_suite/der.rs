//! A writer of certificates that writes whatever it is told. It shares nothing with the one in the core, against which it is held.

use sha2::{Digest as _, Sha256};
use vigiayto_core::credential::key::Signer as _;
use vigiayto_core::credential::x509::Purpose;

use crate::common::Key;

/// A certificate of which any part can be replaced.
#[derive(Clone)]
pub(crate) struct Sketch {
    pub(crate) version: Vec<u8>,
    pub(crate) serial: Vec<u8>,
    /// Named inside, under the signature.
    pub(crate) algorithm: Vec<u8>,
    /// Named beside the signature.
    pub(crate) outer_algorithm: Vec<u8>,
    pub(crate) issuer: Vec<u8>,
    pub(crate) times: Vec<u8>,
    pub(crate) subject: Vec<u8>,
    pub(crate) key: Vec<u8>,
    pub(crate) extensions: Vec<Vec<u8>>,
}

impl Sketch {
    pub(crate) fn signer(key: &Key, issuer: &[u8], purpose: Purpose) -> Self {
        let uri = tlv(0x86, crate::common::ISSUER.as_bytes());
        Self {
            subject: name(&[(COMMON_NAME, "Bên ký thử")]),
            extensions: vec![
                constraints(&[]),
                usage(&[7, 0x80]),
                purposes(&[purpose.object_identifier()]),
                extension(&[0x55, 0x1d, 0x11], Critical::No, &tlv(0x30, &uri)),
            ],
            ..Self::of(key, issuer)
        }
    }

    /// With the extensions that say by which key it is certified and, if it is an authority's, which key is its own.
    pub(crate) fn with_key_identifiers(mut self, own: Option<&Key>, issuer: &Key) -> Self {
        let identifier = |key: &Key| Sha256::digest(key.public_key().uncompressed())[..20].to_vec();
        if let Some(own) = own {
            let value = tlv(4, &identifier(own));
            self.extensions.insert(2, extension(&[0x55, 0x1d, 0x0e], Critical::No, &value));
        }
        let value = tlv(0x30, &tlv(0x80, &identifier(issuer)));
        self.extensions.insert(3, extension(&[0x55, 0x1d, 0x23], Critical::No, &value));
        self
    }

    pub(crate) fn authority(key: &Key, own_name: &[u8], issuer: &[u8], below: u8) -> Self {
        Self {
            subject: own_name.to_vec(),
            extensions: vec![
                constraints(&[tlv(1, &[0xff]), tlv(2, &[below])].concat()),
                usage(&[1, 0x06]),
            ],
            ..Self::of(key, issuer)
        }
    }

    fn of(key: &Key, issuer: &[u8]) -> Self {
        Self {
            version: vec![0xa0, 3, 2, 1, 2],
            serial: tlv(2, &[1]),
            algorithm: ecdsa(),
            outer_algorithm: ecdsa(),
            issuer: issuer.to_vec(),
            times: [time("261128000000Z"), time("271128000000Z")].concat(),
            subject: Vec::new(),
            key: spki(P256, &key.public_key().uncompressed()),
            extensions: Vec::new(),
        }
    }

    pub(crate) fn sign(&self, key: &Key) -> Vec<u8> {
        let body = tlv(
            0x30,
            &[
                self.version.as_slice(),
                &self.serial,
                &self.algorithm,
                &self.issuer,
                &tlv(0x30, &self.times),
                &self.subject,
                &self.key,
                &tlv(0xa3, &tlv(0x30, &self.extensions.concat())),
            ]
            .concat(),
        );
        let signature = tlv(3, &[&[0], key.sign_der(&body).as_slice()].concat());
        tlv(0x30, &[body.as_slice(), &self.outer_algorithm, &signature].concat())
    }
}

/// Whether an extension must be understood.
#[derive(Clone, Copy)]
pub(crate) enum Critical {
    Yes,
    No,
}

pub(crate) fn extension(kind: &[u8], critical: Critical, value: &[u8]) -> Vec<u8> {
    let critical = match critical {
        Critical::Yes => tlv(1, &[0xff]),
        Critical::No => vec![],
    };
    tlv(0x30, &[tlv(6, kind), critical, tlv(4, value)].concat())
}

pub(crate) fn constraints(content: &[u8]) -> Vec<u8> {
    extension(&[0x55, 0x1d, 0x13], Critical::Yes, &tlv(0x30, content))
}

pub(crate) fn usage(bits: &[u8]) -> Vec<u8> {
    extension(&[0x55, 0x1d, 0x0f], Critical::Yes, &tlv(3, bits))
}

pub(crate) fn purposes(listed: &[&[u8]]) -> Vec<u8> {
    let listed: Vec<Vec<u8>> = listed.iter().map(|purpose| tlv(6, purpose)).collect();
    extension(&[0x55, 0x1d, 0x25], Critical::Yes, &tlv(0x30, &listed.concat()))
}

/// A name with texts as UTF8String.
pub(crate) fn name(attributes: &[(u8, &str)]) -> Vec<u8> {
    let attribute = |(kind, text): &(u8, &str)| attribute(*kind, 0x0c, text.as_bytes());
    tlv(0x30, &attributes.iter().map(attribute).collect::<Vec<_>>().concat())
}

/// A part of a name with a text of any kind.
pub(crate) fn attribute(kind: u8, tag: u8, text: &[u8]) -> Vec<u8> {
    let kind = tlv(6, &[0x55, 4, kind]);
    tlv(0x31, &tlv(0x30, &[kind, tlv(tag, text)].concat()))
}

pub(crate) fn spki(curve: &[u8], point: &[u8]) -> Vec<u8> {
    let elliptic = tlv(6, &[0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1]);
    let algorithm = tlv(0x30, &[elliptic, tlv(6, curve)].concat());
    tlv(0x30, &[algorithm, tlv(3, &[&[0], point].concat())].concat())
}

pub(crate) fn ecdsa() -> Vec<u8> {
    tlv(0x30, &tlv(6, &[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2]))
}

/// A UTCTime, or a GeneralizedTime if the year has four digits.
pub(crate) fn time(text: &str) -> Vec<u8> {
    tlv(if text.len() == 13 { 0x17 } else { 0x18 }, text.as_bytes())
}

pub(crate) fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut out = vec![tag];
    match content.len() {
        length @ 0..=0x7f => out.push(u8::try_from(length).unwrap()),
        length @ 0x80..=0xff => out.extend([0x81, u8::try_from(length).unwrap()]),
        length => {
            out.push(0x82);
            out.extend(u16::try_from(length).unwrap().to_be_bytes());
        }
    }
    out.extend_from_slice(content);
    out
}

pub(crate) const COMMON_NAME: u8 = 3;
pub(crate) const ORGANISATION: u8 = 10;
pub(crate) const P256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7];
