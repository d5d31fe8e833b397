//! Shapes, and what stands in headers.

use vigiayto_core::credential::cbor::CborError;
use vigiayto_core::credential::cose::CoseError::{Critical, Header, Shape};
use vigiayto_core::credential::key::SignatureError;
use vigiayto_core::credential::sd_cwt::SdCwtError::{
    Cbor, Cose, CwtClaimsHeader, HashAlgorithm, HolderSignature, IssuerSignature, KeyKind,
    Redaction, Type,
};

use super::{Case, accepted, refused, refused_bytes};
use crate::cbor::{NULL, array, bytes, head, integer, map, simple, sorted_map, tag, text};
use crate::forge::{Forge, remove, set, valid};
use crate::parties::ES384;

pub(super) fn cases() -> Vec<Case> {
    [shapes(), algorithms(), types(), labels(), values()].into_iter().flatten().collect()
}

fn shapes() -> Vec<Case> {
    let shape = Cose(Shape);
    vec![
        refused("the holder's object has no tag", shape, |forge| forge.wrap_holder = array),
        refused("the issuer's object has no tag", shape, |forge| forge.wrap_issuer = array),
        refused("the holder's object is a MAC", shape, |forge| {
            forge.wrap_holder = |parts| tag(17, &array(parts));
        }),
        refused("the issuer's object is signed by many", shape, |forge| {
            forge.wrap_issuer = |parts| tag(98, &array(parts));
        }),
        refused_bytes("the tag of a CWT is around the token", shape, tag(61, valid())),
        refused_bytes("the token is a byte string", shape, bytes(valid())),
        refused_bytes("the token is a map", shape, tag(18, &map(&[]))),
        refused("the holder's object has three parts", shape, |forge| {
            forge.after_holder = |parts| drop(parts.pop());
        }),
        refused("the issuer's object has three parts", shape, |forge| {
            forge.after_issuer = |parts| drop(parts.remove(1));
        }),
        refused("the holder's object has five parts", shape, |forge| {
            forge.after_holder = |parts| parts.push(vec![NULL]);
        }),
        refused("the issuer's object has five parts", shape, |forge| {
            forge.after_issuer = |parts| parts.push(bytes(b""));
        }),
        refused("the binding is detached", shape, |forge| {
            forge.after_holder = |parts| parts[2] = vec![NULL];
        }),
        refused("the claims are detached", shape, |forge| {
            forge.after_issuer = |parts| parts[2] = vec![NULL];
        }),
        refused("the claims are no byte string but a map", shape, |forge| {
            forge.after_issuer = |parts| parts[2] = parts[2][3..].to_vec();
        }),
        refused("the issuer's header is no byte string but a map", shape, |forge| {
            forge.after_issuer = |parts| parts[0] = parts[0][1..].to_vec();
        }),
        refused("the holder's signature is a text", shape, |forge| {
            forge.after_holder = |parts| parts[3] = text("signed");
        }),
        refused("the holder's signature is null", shape, |forge| {
            forge.after_holder = |parts| parts[3] = vec![NULL];
        }),
        refused("the claims are an array", shape, |forge| {
            forge.write_claims = |_| array(&[]);
        }),
        refused("the binding is an array", shape, |forge| {
            forge.write_binding = |_| array(&[]);
        }),
        refused("the credential is a byte string", shape, |forge| {
            forge.wrap_issuer = |parts| bytes(&tag(18, &array(parts)));
        }),
        refused("the credential is a list of credentials", shape, |forge| {
            forge.wrap_issuer = |parts| array(&[tag(18, &array(parts))]);
        }),
    ]
}

fn algorithms() -> Vec<Case> {
    let by_issuer = IssuerSignature(SignatureError::Algorithm);
    let by_holder = HolderSignature(SignatureError::Algorithm);
    vec![
        refused("the issuer names no algorithm", Cose(Header), |forge| {
            remove(&mut forge.issuer_header, 1);
        }),
        refused("the holder names no algorithm", Cose(Header), |forge| {
            remove(&mut forge.holder_header, 1);
        }),
        refused("the issuer's algorithm is not protected", Cose(Header), |forge| {
            remove(&mut forge.issuer_header, 1);
            set(&mut forge.issuer_unprotected, 1, integer(-9));
        }),
        refused("the holder's algorithm is not protected", Cose(Header), |forge| {
            remove(&mut forge.holder_header, 1);
            set(&mut forge.holder_unprotected, 1, integer(-9));
        }),
        refused("the issuer's algorithm is a name", Cose(Header), |forge| {
            set(&mut forge.issuer_header, 1, text("ESP256"));
        }),
        refused("the issuer's algorithm exists nowhere", by_issuer, |forge| {
            set(&mut forge.issuer_header, 1, integer(-64_999));
        }),
        refused("the issuer's algorithm is 0", by_issuer, |forge| {
            set(&mut forge.issuer_header, 1, integer(0));
        }),
        refused("the issuer names ES384 and signs with P-256", by_issuer, |forge| {
            set(&mut forge.issuer_header, 1, integer(ES384));
        }),
        refused("the holder names EdDSA", by_holder, |forge| {
            set(&mut forge.holder_header, 1, integer(-8));
        }),
        refused("the holder names a MAC", by_holder, |forge| {
            set(&mut forge.holder_header, 1, integer(5));
        }),
        accepted("the issuer calls the algorithm ES256", |forge| {
            set(&mut forge.issuer_header, 1, integer(-7));
        }),
        accepted("the holder calls the algorithm ES256", |forge| {
            set(&mut forge.holder_header, 1, integer(-7));
        }),
        refused("the disclosures are hashed with SHA-512", HashAlgorithm, |forge| {
            set(&mut forge.issuer_header, 170, integer(-44));
        }),
        refused("the disclosures are hashed with a name", HashAlgorithm, |forge| {
            set(&mut forge.issuer_header, 170, text("SHA-256"));
        }),
        accepted("the hash is named and is SHA-256", |forge| {
            set(&mut forge.issuer_header, 170, integer(-16));
        }),
    ]
}

fn types() -> Vec<Case> {
    vec![
        refused("the credential has no type", Type, |forge| remove(&mut forge.issuer_header, 16)),
        refused("the binding has no type", Type, |forge| remove(&mut forge.holder_header, 16)),
        refused("the credential's type is not protected", Type, |forge| {
            remove(&mut forge.issuer_header, 16);
            set(&mut forge.issuer_unprotected, 16, integer(293));
        }),
        refused("the credential says that it is a binding", Type, |forge| {
            set(&mut forge.issuer_header, 16, integer(294));
        }),
        refused("the binding says that it is a credential", Type, |forge| {
            set(&mut forge.holder_header, 16, integer(293));
        }),
        refused("the credential is a CWT of another kind", Type, |forge| {
            set(&mut forge.issuer_header, 16, text("application/cwt"));
        }),
        refused("the credential's type only begins as it must", Type, |forge| {
            set(&mut forge.issuer_header, 16, text("application/sd-cwt2"));
        }),
        refused("the credential's type is bytes", Type, |forge| {
            set(&mut forge.issuer_header, 16, bytes(b"application/sd-cwt"));
        }),
        refused("the binding is of a more specific kind", Type, |forge| {
            set(&mut forge.holder_header, 16, text("application/own+kb+cwt"));
        }),
        refused_bytes("a credential alone is no binding", Type, Forge::new().credential()),
        refused("a binding stands in the place of the credential", Type, |forge| {
            forge.wrap_issuer = |_| valid().to_vec();
        }),
        accepted("the credential's type is its name", |forge| {
            set(&mut forge.issuer_header, 16, text("application/sd-cwt"));
        }),
        accepted("the credential's type is a more specific one", |forge| {
            set(&mut forge.issuer_header, 16, text("application/licence+sd-cwt"));
        }),
        accepted("the binding's type is its name", |forge| {
            set(&mut forge.holder_header, 16, text("application/kb+cwt"));
        }),
    ]
}

fn labels() -> Vec<Case> {
    let nested = |key: Vec<u8>| map(&[(key, integer(1))]);
    vec![
        refused("the issuer's header has something critical", Cose(Critical), |forge| {
            set(&mut forge.issuer_header, 2, array(&[integer(99)]));
        }),
        refused("the holder's header has something critical", Cose(Critical), |forge| {
            set(&mut forge.holder_header, 2, array(&[integer(16)]));
        }),
        refused("something critical is not protected", Cose(Critical), |forge| {
            set(&mut forge.issuer_unprotected, 2, array(&[integer(99)]));
        }),
        refused("a label is protected and unprotected", Cose(Header), |forge| {
            set(&mut forge.issuer_unprotected, 4, bytes(b"key 2"));
        }),
        refused("the binding's type is protected and unprotected", Cose(Header), |forge| {
            set(&mut forge.holder_unprotected, 16, integer(294));
        }),
        refused("a text label is protected and unprotected", Cose(Header), |forge| {
            forge.holder_header.push((text("a"), integer(1)));
            forge.holder_unprotected.push((text("a"), integer(1)));
        }),
        refused("the issuer's header is empty", Cose(Header), |forge| {
            forge.write_issuer_header = |_| Vec::new();
        }),
        refused("the issuer's header is a map without entries", Cose(Header), |forge| {
            forge.write_issuer_header = |_| map(&[]);
        }),
        refused("the issuer's header is an array", Cose(Header), |forge| {
            forge.write_issuer_header = |_| array(&[]);
        }),
        refused("the issuer's unprotected header is null", Cose(Header), |forge| {
            forge.after_issuer = |parts| parts[1] = vec![NULL];
        }),
        refused("the holder's unprotected header is bytes", Cose(Header), |forge| {
            forge.after_holder = |parts| parts[1] = bytes(&map(&[]));
        }),
        refused("there is no credential", Cose(Header), |forge| {
            forge.write_holder_header = |mut pairs| {
                remove(&mut pairs, 13);
                sorted_map(pairs)
            };
        }),
        refused("the credential is not protected", Cose(Header), |forge| {
            forge.write_holder_header = |mut pairs| {
                remove(&mut pairs, 13);
                sorted_map(pairs)
            };
            let credential = forge.credential();
            set(&mut forge.holder_unprotected, 13, credential);
        }),
        refused("a label is bytes", Cose(Header), |forge| {
            forge.issuer_header.push((bytes(b"a"), integer(1)));
        }),
        refused("a label of the holder's is true", Cose(Header), |forge| {
            forge.holder_header.push((simple(21), integer(1)));
        }),
        refused("hashes stand in the issuer's header", Cose(Header), |forge| {
            forge.issuer_header.push((simple(59), array(&[bytes(&[1; 32])])));
        }),
        refused("hashes stand in the holder's header", Cose(Header), |forge| {
            forge.holder_header.push((simple(59), array(&[bytes(&[1; 32])])));
        }),
        refused("a label of the issuer's has 256 bytes", KeyKind, |forge| {
            forge.issuer_header.push((text(&"a".repeat(256)), integer(1)));
        }),
        refused("a label of the holder's is longer than 64 bits with a sign", KeyKind, |forge| {
            forge.holder_header.push((head(0, u64::MAX), integer(1)));
        }),
        refused("a map in the issuer's header has a key that is bytes", KeyKind, |forge| {
            set(&mut forge.issuer_header, 99, nested(bytes(b"a")));
        }),
        refused("a map in the holder's header has a key that is a tag", KeyKind, |forge| {
            set(&mut forge.holder_header, 99, nested(tag(58, &integer(1))));
        }),
        refused("a map in an unprotected header has hashes", KeyKind, |forge| {
            set(&mut forge.issuer_unprotected, 99, nested(simple(59)));
        }),
        accepted("a label that nobody knows", |forge| {
            forge.issuer_header.push((text(&"a".repeat(255)), integer(1)));
            set(&mut forge.holder_unprotected, 99, array(&[map(&[]), tag(1, &integer(1))]));
        }),
    ]
}

fn values() -> Vec<Case> {
    let claims = map(&[(integer(1), text("https://issuer.example"))]);
    let early = Cbor(CborError::EndsEarly);
    vec![
        refused("the issuer's header has claims", CwtClaimsHeader, |forge| {
            set(&mut forge.issuer_header, 15, claims.clone());
        }),
        refused("the issuer's unprotected header has claims", CwtClaimsHeader, |forge| {
            set(&mut forge.issuer_unprotected, 15, claims.clone());
        }),
        refused("the holder's header has claims", CwtClaimsHeader, |forge| {
            set(&mut forge.holder_header, 15, claims.clone());
        }),
        refused("the holder's unprotected header has claims", CwtClaimsHeader, |forge| {
            set(&mut forge.holder_unprotected, 15, claims.clone());
        }),
        refused("the key's name is a number", Cose(Header), |forge| {
            set(&mut forge.issuer_header, 4, integer(1));
        }),
        refused("the key's name is a text", Cose(Header), |forge| {
            set(&mut forge.holder_header, 4, text("key"));
        }),
        refused("the chain is a text", Cose(Header), |forge| {
            set(&mut forge.issuer_header, 33, text("certificate"));
        }),
        refused("the chain is empty", Cose(Header), |forge| {
            set(&mut forge.issuer_header, 33, array(&[]));
        }),
        refused("the chain is a list of one", Cose(Header), |forge| {
            set(&mut forge.issuer_header, 33, array(&[bytes(b"1")]));
        }),
        refused("the chain holds a number", Cose(Header), |forge| {
            set(&mut forge.issuer_header, 33, array(&[bytes(b"1"), integer(2)]));
        }),
        refused("the unprotected chain is a map", Cose(Header), |forge| {
            set(&mut forge.issuer_unprotected, 33, map(&[]));
        }),
        accepted("a chain of two", |forge| {
            set(&mut forge.issuer_header, 33, array(&[bytes(b"1"), bytes(b"2")]));
        }),
        refused("a value of the issuer's header is the mark of hashes", Redaction, |forge| {
            set(&mut forge.issuer_header, 99, array(&[simple(59)]));
        }),
        refused("a value of the issuer's header is to be redacted", Redaction, |forge| {
            set(&mut forge.issuer_header, 99, tag(58, &integer(1)));
        }),
        refused("a value of an unprotected header is a redacted element", Redaction, |forge| {
            set(&mut forge.issuer_unprotected, 99, array(&[tag(60, &bytes(&[1; 32]))]));
        }),
        refused("a value of the holder's header is to be a decoy", Redaction, |forge| {
            set(&mut forge.holder_header, 99, array(&[tag(62, &integer(1))]));
        }),
        refused("a value of the holder's unprotected header is redacted", Redaction, |forge| {
            set(&mut forge.holder_unprotected, 99, map(&[(integer(1), tag(60, &bytes(b"")))]));
        }),
        refused("a mark lies within a tag in a header", Redaction, |forge| {
            set(&mut forge.holder_header, 99, tag(4, &tag(60, &bytes(&[1; 32]))));
        }),
        refused("the holder's header is cut off within the credential", early, |forge| {
            forge.write_holder_header = |pairs| sorted_map(pairs)[..400].to_vec();
        }),
    ]
}
