//! Signatures that do not hold, and what nobody signed.

use p256::ecdsa::Signature;
use vigiayto_core::credential::key::SignatureError::Invalid;
use vigiayto_core::credential::sd_cwt::SdCwtError::{HolderSignature, IssuerSignature};
use vigiayto_core::credential::sd_cwt::{CNF, CNONCE, IAT};

use super::{Case, accepted, refused};
use crate::cbor::{array, bytes, integer, map, sorted_map, text};
use crate::forge::{Forge, NOW, flip, set, signature};
use crate::parties::TestKey;

pub(super) fn cases() -> Vec<Case> {
    [flipped(), forged(), exchanged(), malleable()].into_iter().flatten().collect()
}

fn flipped() -> Vec<Case> {
    let (issuer, holder) = (IssuerSignature(Invalid), HolderSignature(Invalid));
    vec![
        refused("a bit of the issuer's signature is flipped", issuer, |forge| {
            forge.after_issuer = |parts| flip(&mut parts[3], 0);
        }),
        refused("a bit of the holder's signature is flipped", holder, |forge| {
            forge.after_holder = |parts| flip(&mut parts[3], 0);
        }),
        refused("a bit of the holder's r is flipped", holder, |forge| {
            forge.after_holder = |parts| flip(&mut parts[3], 40);
        }),
        refused("a bit of the issuer's claims is flipped", issuer, |forge| {
            // The last byte is that of a hash.
            forge.after_issuer = |parts| flip(&mut parts[2], 0);
        }),
        refused("a bit of the issuer's header is flipped", issuer, |forge| {
            forge.issuer_header.push((text("z"), bytes(b"end")));
            forge.after_issuer = |parts| flip(&mut parts[0], 0);
        }),
        refused("a bit of the binding is flipped", holder, |forge| {
            // The last byte is the nonce's.
            forge.after_holder = |parts| flip(&mut parts[2], 0);
        }),
        refused("a bit of the holder's header is flipped", holder, |forge| {
            forge.holder_header.push((text("z"), bytes(b"end")));
            forge.after_holder = |parts| flip(&mut parts[0], 0);
        }),
        refused("a bit of a disclosure is flipped after signing", holder, |forge| {
            forge.holder_header.push((text("z"), bytes(b"end")));
            forge.after_holder = |parts| {
                let shown = b"shown name";
                let at = parts[0].windows(shown.len()).position(|part| part == shown).unwrap();
                parts[0][at] ^= 1;
            };
        }),
    ]
}

fn forged() -> Vec<Case> {
    let (issuer, holder) = (IssuerSignature(Invalid), HolderSignature(Invalid));
    vec![
        refused("another issuer signed", issuer, |forge| forge.issuer = TestKey::of(3)),
        refused("another holder signed", holder, |forge| forge.holder = TestKey::of(3)),
        refused("the holder signed the credential", issuer, |forge| forge.issuer = TestKey::of(2)),
        refused("the issuer signed the binding", holder, |forge| forge.holder = TestKey::of(1)),
        refused("the holder's signature has 63 bytes", holder, |forge| {
            forge.after_holder = |parts| parts[3] = bytes(&parts[3][2..65]);
        }),
        refused("the holder's signature has 65 bytes", holder, |forge| {
            forge.after_holder = |parts| parts[3] = bytes(&[&parts[3][2..], &[0]].concat());
        }),
        refused("the holder's signature is empty", holder, |forge| {
            forge.after_holder = |parts| parts[3] = bytes(b"");
        }),
        refused("the issuer's signature is 0", issuer, |forge| {
            forge.after_issuer = |parts| parts[3] = bytes(&[0; 64]);
        }),
        refused("the issuer's r is 0", issuer, |forge| {
            forge.after_issuer = |parts| parts[3][2..34].fill(0);
        }),
        refused("the issuer's s is 0", issuer, |forge| {
            forge.after_issuer = |parts| parts[3][34..].fill(0);
        }),
        refused("the issuer's r and s are beyond the order", issuer, |forge| {
            forge.after_issuer = |parts| parts[3][2..].fill(0xff);
        }),
        refused("the issuer's signature is written in ASN.1", issuer, |forge| {
            forge.after_issuer = |parts| {
                let (r, s) = parts[3][2..].split_at(32);
                let number = |bytes: &[u8]| [&[2, 33, 0], bytes].concat();
                parts[3] = bytes(&[vec![0x30, 70], number(r), number(s)].concat());
            };
        }),
        refused("the holder signed for a counter-signature", holder, |forge| {
            forge.after_holder = |parts| {
                let message =
                    [text("CounterSignature"), parts[0].clone(), bytes(b""), parts[2].clone()];
                parts[3] = signature(&TestKey::of(2), &array(&message));
            };
        }),
        refused("the holder signed with data that was not sent", holder, |forge| {
            forge.after_holder = |parts| {
                let message = [text("Signature1"), parts[0].clone(), bytes(b"x"), parts[2].clone()];
                parts[3] = signature(&TestKey::of(2), &array(&message));
            };
        }),
        refused("the holder signed the binding alone", holder, |forge| {
            forge.after_holder = |parts| parts[3] = signature(&TestKey::of(2), &parts[2]);
        }),
    ]
}

fn exchanged() -> Vec<Case> {
    let (issuer, holder) = (IssuerSignature(Invalid), HolderSignature(Invalid));
    vec![
        refused("the signatures are swapped", issuer, |forge| {
            forge.after_issuer = |parts| parts[3] = signature_of(false);
            forge.after_holder = |parts| parts[3] = signature_of(true);
        }),
        refused("the holder's key is replaced by a thief's", issuer, |forge| {
            forge.after_issuer = |parts| {
                let mut other = Forge::new();
                set(&mut other.claims, CNF, key_of(3));
                other.hashes.clear();
                parts[2] = bytes(&sorted_map(other.claims));
            };
            forge.holder = TestKey::of(3);
        }),
        refused("a thief binds what the holder showed", holder, |forge| {
            forge.holder = TestKey::of(4);
            set(&mut forge.binding, CNONCE, bytes(b"87654321"));
        }),
        refused("the binding of another nonce is put in", holder, |forge| {
            forge.after_holder = |parts| {
                let mut other = Forge::new();
                set(&mut other.binding, CNONCE, bytes(b"87654321"));
                parts[2] = bytes(&sorted_map(other.binding));
            };
        }),
        refused("the binding is made fresh without the key", holder, |forge| {
            forge.after_holder = |parts| {
                let mut other = Forge::new();
                set(&mut other.binding, IAT, integer(NOW + 60));
                parts[2] = bytes(&sorted_map(other.binding));
            };
        }),
        refused("disclosures are taken out after signing", holder, |forge| {
            forge.after_holder =
                |parts| parts[0] = header_of(|other| drop(other.disclosures.pop()));
        }),
        refused("disclosures are sorted after signing", holder, |forge| {
            forge.after_holder = |parts| parts[0] = header_of(|other| other.disclosures.reverse());
        }),
        refused("another credential is put in after signing", holder, |forge| {
            forge.after_holder = |parts| {
                parts[0] = header_of(|other| set(&mut other.claims, 600, integer(1)));
            };
        }),
        refused("a claim is added after the issuer signed", issuer, |forge| {
            forge.after_issuer = |parts| {
                let mut other = Forge::new();
                set(&mut other.claims, 600, text("doctor"));
                parts[2] = bytes(&sorted_map(other.claims));
            };
        }),
    ]
}

/// What changes the bytes of a token and nothing that was signed. Whoever remembers codes that were seen must not go by their bytes.
fn malleable() -> Vec<Case> {
    vec![
        accepted("the holder's s is replaced by its negative, which RFC 9053 allows", |forge| {
            forge.after_holder = |parts| negate(&mut parts[3]);
        }),
        accepted("the issuer's s is replaced by its negative, which RFC 9053 allows", |forge| {
            forge.after_issuer = |parts| negate(&mut parts[3]);
        }),
        accepted("something is added to the holder's unprotected header", |forge| {
            forge.after_holder = |parts| parts[1] = map(&[(integer(99), integer(1))]);
        }),
    ]
}

/// A signature (as a byte string) with −s in place of s.
fn negate(part: &mut [u8]) {
    let signature = Signature::from_slice(&part[2..]).unwrap();
    let (r, s) = (signature.r(), signature.s());
    let other = Signature::from_scalars(*r, -*s).unwrap();
    part[2..].copy_from_slice(&other.to_bytes());
}

/// The signature of the valid token, the issuer's or the holder's.
fn signature_of(issuers: bool) -> Vec<u8> {
    let forge = Forge::new();
    let token = if issuers { forge.credential() } else { forge.token() };
    bytes(&token[token.len() - 64..])
}

/// The holder's header around another credential.
fn header_of(alter: impl FnOnce(&mut Forge)) -> Vec<u8> {
    let mut other = Forge::new();
    alter(&mut other);
    let mut header = other.holder_header.clone();
    header.push((integer(13), other.credential()));
    bytes(&sorted_map(header))
}

fn key_of(seed: u8) -> Vec<u8> {
    use vigiayto_core::credential::key::Signer as _;
    let point = TestKey::of(seed).public_key().uncompressed();
    let (x, y) = point[1..].split_at(32);
    let pairs = vec![
        (integer(1), integer(2)),
        (integer(-1), integer(1)),
        (integer(-2), bytes(x)),
        (integer(-3), bytes(y)),
    ];
    map(&[(integer(1), map(&pairs))])
}
