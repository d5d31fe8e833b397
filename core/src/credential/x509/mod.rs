//! Certificate chains (RFC 5280) as `x5chain` carries them (RFC 9360): whose key signed, certified by a root of the trust list.
//!
//! The profile is narrow, and what lies outside it is refused, each for its own reason:
//!
//! | what | rule |
//! | --- | --- |
//! | chain | the signer's certificate first, at most [`MAX_CHAIN`] in all; a root may be sent along if it is one of the roots given |
//! | algorithm | ECDSA with SHA-256 over P-256, checked over the bytes as they came |
//! | names | the issuer's name is the subject's name of the next certificate, byte for byte |
//! | time | every certificate is valid at the given moment, the root too |
//! | extensions | none twice; a critical one is refused unless it is one of the four below |
//! | basic constraints | an authority is a CA within its path length, a signer is none |
//! | key usage | required: `keyCertSign` for an authority, `digitalSignature` for a signer |
//! | extended key usage | a signer's names the [`Purpose`]; an authority that has one is limited by it |
//! | subject alternative names | the URIs are the issuer ids that a signer speaks for ([`Chain::speaks_for`]) |
//!
//! Revocation lists are not read: a certificate ends by its date, and a root by its removal from the trust list.

mod certificate;
mod certify;
mod chain;
mod error;
mod root;

pub use certificate::{MAX_CERTIFICATE_BYTES, Subject};
pub use certify::{CertificateForm, CertifyError, Role, certify};
pub use chain::{Chain, MAX_CHAIN};
pub use error::X509Error;
pub use root::Root;

/// What a signer is certified for, as an extended key usage.
///
/// The object identifiers lie under `2.25`, where anyone may take a number by making a UUID (ITU-T X.667): they borrow nobody's arc
/// and stand until a registered one replaces them.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Purpose {
    /// Signing documents: `2.25.136804321799899407882470210419120119314`.
    Issuer,
    /// Asking for documents: `2.25.100346593635891231756355932368152625871`.
    Reader,
}

impl Purpose {
    /// The content of the object identifier (X.690 §8.19).
    #[must_use]
    pub fn object_identifier(self) -> &'static [u8] {
        match self {
            Self::Issuer => &ISSUER,
            Self::Reader => &READER,
        }
    }
}

/// UUID 66eb8dd2-21a6-4f4b-a565-e5a4eb3f9e12.
const ISSUER: [u8; 20] = [
    0x69, 0x81, 0xcd, 0xeb, 0xc6, 0xf4, 0xc4, 0x9a, 0xb2, 0xbd, 0x97, 0xa5, 0xb2, 0xf9, 0xb4, 0xce,
    0xd9, 0xfe, 0xbc, 0x12,
];
/// UUID 4b7e0d0b-1032-41f2-b033-7e35a87d02cf.
const READER: [u8; 20] = [
    0x69, 0x81, 0x96, 0xfe, 0x86, 0xc2, 0xe2, 0x83, 0x92, 0x87, 0xe5, 0xb0, 0x99, 0xdf, 0xc6, 0xda,
    0xc3, 0xf4, 0x85, 0x4f,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_object_identifiers_are_the_uuids_that_the_comments_give() {
        for (purpose, uuid) in [
            (Purpose::Issuer, 0x66eb_8dd2_21a6_4f4b_a565_e5a4_eb3f_9e12_u128),
            (Purpose::Reader, 0x4b7e_0d0b_1032_41f2_b033_7e35_a87d_02cf),
        ] {
            let (joint, arc) = purpose.object_identifier().split_first().unwrap();
            // X.690 §8.19.4: the first two arcs are one number, 40 · 2 + 25.
            assert_eq!(*joint, 105);
            let number = arc.iter().fold(0, |number, byte| number << 7 | u128::from(byte & 0x7f));
            assert_eq!(number, uuid);
            let (last, others) = arc.split_last().unwrap();
            assert!(last & 0x80 == 0 && others.iter().all(|byte| byte & 0x80 != 0));
        }
    }
}
