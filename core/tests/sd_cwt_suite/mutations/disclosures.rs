//! Disclosures and hashes that do not fit each other.

use vigiayto_core::credential::sd_cwt::SdCwtError::{
    Disclosure, DuplicateClaim, DuplicateDigest, EmptyDisclosures, KeyKind, Redaction,
    UnmatchedDisclosure,
};

use super::{Case, accepted, refused};
use crate::cbor::{TRUE, array, bytes, head, integer, map, simple, tag, text};
use crate::forge::{Forge, disclosure, hash, set};

pub(super) fn cases() -> Vec<Case> {
    [lists(), forms(), keys(), matches(), hashes(), values()].into_iter().flatten().collect()
}

fn lists() -> Vec<Case> {
    let list = |forge: &mut Forge, list: Vec<u8>| {
        forge.disclosures.clear();
        set(&mut forge.issuer_unprotected, 17, list);
    };
    vec![
        refused("the list of disclosures is empty", EmptyDisclosures, |forge| {
            list(forge, array(&[]));
        }),
        refused("the list of disclosures is null", Disclosure, |forge| list(forge, vec![0xf6])),
        refused("the list of disclosures is a map", Disclosure, |forge| list(forge, map(&[]))),
        refused("the list of disclosures is one disclosure", Disclosure, |forge| {
            let first = bytes(&forge.disclosures[0]);
            list(forge, first);
        }),
        refused("a disclosure is no byte string but an array", Disclosure, |forge| {
            list(forge, array(&[disclosure(&[vec![TRUE], integer(600)])]));
        }),
        refused("a disclosure is a text", Disclosure, |forge| list(forge, array(&[text("a")]))),
        refused("the list of encrypted disclosures is empty", EmptyDisclosures, |forge| {
            set(&mut forge.issuer_unprotected, 171, array(&[]));
        }),
        refused("the list of encrypted disclosures is a byte string", Disclosure, |forge| {
            set(&mut forge.issuer_unprotected, 171, bytes(b"encrypted"));
        }),
        refused("an encrypted disclosure has no tag", Disclosure, |forge| {
            let encrypted = array(&[bytes(&[1; 12]), bytes(&[2; 40])]);
            set(&mut forge.issuer_unprotected, 171, array(&[encrypted]));
        }),
        refused("the tag of an encrypted disclosure is a number", Disclosure, |forge| {
            let encrypted = array(&[bytes(&[1; 12]), bytes(&[2; 40]), integer(3)]);
            set(&mut forge.issuer_unprotected, 171, array(&[encrypted]));
        }),
        accepted("an encrypted disclosure, which stays closed", |forge| {
            let encrypted = array(&[bytes(&[1; 12]), bytes(&[2; 40]), bytes(&[3; 16])]);
            set(&mut forge.issuer_unprotected, 171, array(&[encrypted]));
        }),
        accepted("nothing is disclosed", |forge| forge.disclosures.clear()),
        accepted("the disclosures come in another order", |forge| forge.disclosures.reverse()),
    ]
}

fn forms() -> Vec<Case> {
    let salted = |salt: Vec<u8>| array(&[salt, vec![TRUE], integer(600)]);
    vec![
        refused("a salt has 15 bytes", Disclosure, |forge| forge.redact(salted(bytes(&[1; 15])))),
        refused("a salt has 17 bytes", Disclosure, |forge| forge.redact(salted(bytes(&[1; 17])))),
        refused("a salt is empty", Disclosure, |forge| forge.redact(salted(bytes(b"")))),
        refused("a salt is a text", Disclosure, |forge| {
            forge.redact(salted(text(&"a".repeat(16))))
        }),
        refused("a disclosure is an empty array", Disclosure, |forge| forge.redact(array(&[]))),
        refused("a disclosure has four elements", Disclosure, |forge| {
            forge.redact(disclosure(&[vec![TRUE], integer(600), integer(1)]));
        }),
        refused("a disclosure has its key before its value, as SD-JWT", Disclosure, |forge| {
            forge.redact(array(&[integer(600), bytes(&[1; 16]), vec![TRUE]]));
        }),
        refused("a disclosure is a number", Disclosure, |forge| forge.redact(integer(1))),
        refused("a disclosure is a map", Disclosure, |forge| forge.redact(map(&[]))),
        refused("a disclosure is a byte string within its byte string", Disclosure, |forge| {
            forge.redact(bytes(&disclosure(&[vec![TRUE], integer(600)])));
        }),
        refused("a disclosure lies within a tag", Disclosure, |forge| {
            forge.redact(tag(24, &disclosure(&[vec![TRUE], integer(600)])));
        }),
    ]
}

fn keys() -> Vec<Case> {
    let key = |forge: &mut Forge, key: Vec<u8>| forge.redact(disclosure(&[vec![TRUE], key]));
    vec![
        refused("a disclosed key is true", KeyKind, |forge| key(forge, vec![TRUE])),
        refused("a disclosed key is bytes", KeyKind, |forge| key(forge, bytes(b"a"))),
        refused("a disclosed key is an array", KeyKind, |forge| key(forge, array(&[]))),
        refused("a disclosed key is a float", KeyKind, |forge| key(forge, vec![0xf9, 0x3c, 0])),
        refused("a disclosed key is the mark of hashes", KeyKind, |forge| key(forge, simple(59))),
        refused("a disclosed key is to be redacted", KeyKind, |forge| {
            key(forge, tag(58, &integer(600)));
        }),
        refused("a disclosed key is a text of 256 bytes", KeyKind, |forge| {
            key(forge, text(&"a".repeat(256)));
        }),
        refused("a disclosed key is an empty text", KeyKind, |forge| key(forge, text(""))),
        refused("a disclosed key has more than 63 bits", KeyKind, |forge| {
            key(forge, head(0, 1 << 63));
        }),
        refused("a disclosed key has less than -2^63", KeyKind, |forge| {
            key(forge, head(1, 1 << 63));
        }),
        accepted("disclosed keys at their limits", |forge| {
            key(forge, text(&"a".repeat(255)));
            key(forge, integer(i64::MAX));
            key(forge, integer(i64::MIN));
            key(forge, text("a"));
        }),
    ]
}

fn matches() -> Vec<Case> {
    let leaf = |key: i64| disclosure(&[text("forged"), integer(key)]);
    vec![
        refused("a disclosure has no hash", UnmatchedDisclosure, |forge| {
            forge.disclosures.push(leaf(600));
        }),
        refused("a disclosure is hashed without its head", UnmatchedDisclosure, |forge| {
            let made_up = leaf(600);
            forge.hashes.push(sha256(&made_up));
            forge.disclosures.push(made_up);
        }),
        refused("a hash stands where no hash is looked for", UnmatchedDisclosure, |forge| {
            let hash = forge.disclose(leaf(600));
            set(&mut forge.claims, 601, bytes(&hash));
        }),
        refused("a hash stands in the header", UnmatchedDisclosure, |forge| {
            let hash = forge.disclose(leaf(600));
            set(&mut forge.issuer_header, 99, array(&[bytes(&hash)]));
        }),
        refused("a disclosed claim is shown without its parent", UnmatchedDisclosure, |forge| {
            let child = leaf(1);
            let hidden = disclosure(&[hashed(&child), integer(600)]);
            forge.hashes.push(hash(&hidden));
            forge.disclosures.push(child);
        }),
        refused("a disclosure holds its own hash's place only", UnmatchedDisclosure, |forge| {
            // Two that lie within each other need hashes of each other; a made-up one fits nothing.
            let one = disclosure(&[hashed(&leaf(1)), integer(600)]);
            forge.disclosures.push(one);
        }),
        refused("a disclosed value is altered", UnmatchedDisclosure, |forge| {
            let last = forge.disclosures[0].len() - 4;
            forge.disclosures[0][last] ^= 1;
        }),
        refused("a disclosed salt is altered", UnmatchedDisclosure, |forge| {
            forge.disclosures[0][5] ^= 1;
        }),
        refused("the same disclosure is shown twice", DuplicateDigest, |forge| {
            let first = forge.disclosures[0].clone();
            forge.disclosures.push(first);
        }),
        refused("an element's disclosure has a claim's hash", Disclosure, |forge| {
            forge.redact(disclosure(&[vec![TRUE]]));
        }),
        refused("a claim's disclosure has an element's hash", Disclosure, |forge| {
            let hash = forge.disclose(leaf(600));
            set(&mut forge.claims, 601, array(&[tag(60, &bytes(&hash))]));
        }),
        refused("a disclosed claim is there already", DuplicateClaim, |forge| {
            forge.redact(leaf(500));
        }),
        refused("a disclosed claim is disclosed already", DuplicateClaim, |forge| {
            forge.redact(leaf(600));
            forge.redact(disclosure(&[text("other"), integer(600)]));
        }),
        refused("a disclosed text key is there already", DuplicateClaim, |forge| {
            forge.redact(disclosure(&[array(&[]), text("visits")]));
        }),
        refused("a disclosed expiry beside an open one", DuplicateClaim, |forge| {
            forge.redact(disclosure(&[integer(1_900_000_000), integer(4)]));
        }),
        refused(
            "a disclosed claim within a disclosed one is there already",
            DuplicateClaim,
            |forge| {
                let child = leaf(1);
                let hashes = (simple(59), array(&[bytes(&hash(&child))]));
                let parent = map(&[(integer(1), text("open")), hashes]);
                forge.disclosures.push(child);
                forge.redact(disclosure(&[parent, integer(600)]));
            },
        ),
        accepted("the same key at two levels", |forge| {
            let child = leaf(600);
            let parent = disclosure(&[hashed(&child), integer(600)]);
            forge.disclosures.push(child);
            forge.redact(parent);
        }),
        accepted("a decoy is shown", |forge| forge.redact(disclosure(&[]))),
        accepted("a decoy of an array is shown", |forge| {
            let hash = forge.disclose(disclosure(&[]));
            set(&mut forge.claims, 600, array(&[tag(60, &bytes(&hash))]));
        }),
    ]
}

fn hashes() -> Vec<Case> {
    let list = |forge: &mut Forge, list: Vec<u8>| {
        set(&mut forge.claims, 600, map(&[(simple(59), list)]));
    };
    vec![
        refused("a hash of a shown disclosure is there twice", DuplicateDigest, |forge| {
            let shown = hash(&disclosure(&[text("a"), integer(600)]));
            forge.redact(disclosure(&[text("a"), integer(600)]));
            forge.hashes.push(shown);
        }),
        refused("a hash that nobody opened is there twice", DuplicateDigest, |forge| {
            forge.hashes.extend([vec![7; 32], vec![7; 32]]);
        }),
        refused("a hash is there at two places", DuplicateDigest, |forge| {
            forge.hashes.push(vec![7; 32]);
            set(&mut forge.claims, 600, array(&[tag(60, &bytes(&[7; 32]))]));
        }),
        refused("a hash is there again within what it discloses", DuplicateDigest, |forge| {
            let parent =
                disclosure(&[map(&[(simple(59), array(&[bytes(&[7; 32])]))]), integer(600)]);
            forge.hashes.push(vec![7; 32]);
            forge.redact(parent);
        }),
        refused("a hash has 31 bytes", Redaction, |forge| forge.hashes.push(vec![7; 31])),
        refused("a hash has 33 bytes", Redaction, |forge| forge.hashes.push(vec![7; 33])),
        refused("a hash is empty", Redaction, |forge| forge.hashes.push(vec![])),
        refused("a hash is a text", Redaction, |forge| {
            list(forge, array(&[text(&"a".repeat(32))]));
        }),
        refused("a hash lies within a tag", Redaction, |forge| {
            list(forge, array(&[tag(60, &bytes(&[7; 32]))]));
        }),
        refused("the hashes are one hash", Redaction, |forge| list(forge, bytes(&[7; 32]))),
        refused("the hashes are a map", Redaction, |forge| list(forge, map(&[]))),
        refused("the hashes are null", Redaction, |forge| list(forge, vec![0xf6])),
        refused("an element's hash has 31 bytes", Redaction, |forge| {
            set(&mut forge.claims, 600, array(&[tag(60, &bytes(&[7; 31]))]));
        }),
        refused("an element's hash is a text", Redaction, |forge| {
            set(&mut forge.claims, 600, array(&[tag(60, &text("hash"))]));
        }),
        refused("an element's hash lies within two tags", Redaction, |forge| {
            set(&mut forge.claims, 600, array(&[tag(60, &tag(60, &bytes(&[7; 32])))]));
        }),
        accepted("a list of hashes without any", |forge| list(forge, array(&[]))),
    ]
}

fn values() -> Vec<Case> {
    let value = |forge: &mut Forge, value: Vec<u8>| {
        forge.redact(disclosure(&[value, integer(600)]));
    };
    vec![
        refused("a disclosed value is the mark of hashes", Redaction, |forge| {
            value(forge, simple(59));
        }),
        refused("a disclosed claim's value is a redacted element", Redaction, |forge| {
            value(forge, tag(60, &bytes(&[7; 32])));
        }),
        refused("a disclosed element is a redacted element", Redaction, |forge| {
            let hash = forge.disclose(disclosure(&[tag(60, &bytes(&[7; 32]))]));
            set(&mut forge.claims, 600, array(&[tag(60, &bytes(&hash))]));
        }),
        refused("a disclosed value is to be redacted", Redaction, |forge| {
            value(forge, array(&[tag(58, &integer(1))]));
        }),
        refused("a disclosed value is to be a decoy", Redaction, |forge| {
            value(forge, array(&[tag(62, &integer(1))]));
        }),
        refused("a disclosed map has a key that is bytes", KeyKind, |forge| {
            value(forge, map(&[(bytes(b"a"), integer(1))]));
        }),
        refused("a disclosed map has a key that is to be redacted", KeyKind, |forge| {
            value(forge, map(&[(tag(58, &integer(1)), integer(1))]));
        }),
        refused("hashes in a disclosed map are no list", Redaction, |forge| {
            value(forge, map(&[(simple(59), bytes(&[7; 32]))]));
        }),
        accepted("a disclosed value of tags and simple values", |forge| {
            value(forge, array(&[tag(1, &integer(1)), simple(99), vec![0xf7], vec![0xf6]]));
        }),
    ]
}

/// A map whose only entry is the hash of `child`.
fn hashed(child: &[u8]) -> Vec<u8> {
    map(&[(simple(59), array(&[bytes(&hash(child))]))])
}

fn sha256(bytes: &[u8]) -> Vec<u8> {
    use sha2::Digest as _;
    sha2::Sha256::digest(bytes).to_vec()
}
