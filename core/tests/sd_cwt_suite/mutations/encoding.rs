//! Encodings that two readers could read differently, and sizes.

use vigiayto_core::credential::cbor::CborError::{
    DuplicateKey, EndsEarly, IndefiniteLength, NotShortest, Reserved, TooDeep, TooLarge,
    TrailingBytes, Utf8,
};
use vigiayto_core::credential::cbor::{CborError, Limits, Value, decode};
use vigiayto_core::credential::sd_cwt::{AUD, EXP, ISS, SdCwtError};

use super::{Case, accepted, refused, refused_bytes};
use crate::cbor::{
    TRUE, array, bytes, head, integer, map, simple, sorted_map, tag, text, wide_head,
};
use crate::forge::{COUNTER, EXPIRES, Forge, as_given, disclosure, hash, set, valid};

pub(super) fn cases() -> Vec<Case> {
    [indefinite(), too_long(), duplicates(), broken(), sizes()].into_iter().flatten().collect()
}

fn cbor(error: CborError) -> SdCwtError {
    SdCwtError::Cbor(error)
}

fn indefinite() -> Vec<Case> {
    let why = cbor(IndefiniteLength);
    vec![
        refused("the holder's array has an indefinite length", why, |forge| {
            forge.wrap_holder = |parts| tag(18, &endless(0x9f, &parts.concat()));
        }),
        refused("the issuer's array has an indefinite length", why, |forge| {
            forge.wrap_issuer = |parts| tag(18, &endless(0x9f, &parts.concat()));
        }),
        refused("the holder's header has an indefinite length", why, |forge| {
            forge.write_holder_header = endless_map;
        }),
        refused("the issuer's header has an indefinite length", why, |forge| {
            forge.write_issuer_header = endless_map;
        }),
        refused("the claims have an indefinite length", why, |forge| {
            forge.write_claims = endless_map;
        }),
        refused("the binding has an indefinite length", why, |forge| {
            forge.write_binding = endless_map;
        }),
        refused("a map among the claims has an indefinite length", why, |forge| {
            set(&mut forge.claims, 600, endless(0xbf, &[1, 2]));
        }),
        refused("an array among the claims has an indefinite length", why, |forge| {
            set(&mut forge.claims, 600, endless(0x9f, &[1, 2]));
        }),
        refused("a text among the claims comes in chunks", why, |forge| {
            set(&mut forge.claims, ISS, endless(0x7f, &text("https://issuer.example")));
        }),
        refused("a byte string among the claims comes in chunks", why, |forge| {
            set(&mut forge.claims, 7, endless(0x5f, &bytes(b"id")));
        }),
        refused("the audience comes in chunks", why, |forge| {
            set(&mut forge.binding, AUD, endless(0x7f, &text(COUNTER)));
        }),
        refused("the issuer's unprotected header has an indefinite length", why, |forge| {
            forge.after_issuer = |parts| parts[1] = endless(0xbf, &parts[1][1..]);
        }),
        refused("the holder's unprotected header has an indefinite length", why, |forge| {
            forge.after_holder = |parts| parts[1] = endless(0xbf, &[]);
        }),
        refused("the issuer's header comes in chunks", why, |forge| {
            forge.after_issuer = |parts| parts[0] = endless(0x5f, &parts[0]);
        }),
        refused("the holder's signature comes in chunks", why, |forge| {
            forge.after_holder = |parts| parts[3] = endless(0x5f, &parts[3]);
        }),
        refused("the list of disclosures has an indefinite length", why, |forge| {
            let list: Vec<u8> = forge.disclosures.iter().flat_map(|one| bytes(one)).collect();
            forge.disclosures.clear();
            set(&mut forge.issuer_unprotected, 17, endless(0x9f, &list));
        }),
        refused("a disclosure comes in chunks", why, |forge| {
            let list = array(&[endless(0x5f, &bytes(&forge.disclosures[0]))]);
            forge.disclosures.clear();
            set(&mut forge.issuer_unprotected, 17, list);
        }),
        refused("a disclosure is an array of indefinite length", why, |forge| {
            let content = [bytes(&[9; 16]), vec![TRUE], integer(600)].concat();
            forge.redact(endless(0x9f, &content));
        }),
        refused("a disclosed value has an indefinite length", why, |forge| {
            forge.redact(disclosure(&[endless(0xbf, &[]), integer(600)]));
        }),
        refused("the list of hashes has an indefinite length", why, |forge| {
            let list: Vec<u8> = forge.hashes.iter().flat_map(|one| bytes(one)).collect();
            forge.hashes.clear();
            forge.claims.push((simple(59), endless(0x9f, &list)));
        }),
    ]
}

fn too_long() -> Vec<Case> {
    let why = cbor(NotShortest);
    vec![
        refused("the holder's tag is longer than it needs to be", why, |forge| {
            forge.wrap_holder = |parts| [wide_head(6, 18, 1), array(parts)].concat();
        }),
        refused("the issuer's tag is longer than it needs to be", why, |forge| {
            forge.wrap_issuer = |parts| [wide_head(6, 18, 2), array(parts)].concat();
        }),
        refused("the length of the holder's array is longer than it needs to be", why, |forge| {
            forge.wrap_holder = |parts| tag(18, &[wide_head(4, 4, 1), parts.concat()].concat());
        }),
        refused("the issuer's type is written longer than it needs to be", why, |forge| {
            set(&mut forge.issuer_header, 16, wide_head(0, 293, 4));
        }),
        refused("a label of the holder's header is longer than it needs to be", why, |forge| {
            forge.holder_header.push((wide_head(0, 99, 8), integer(1)));
        }),
        refused("a claim's number is longer than it needs to be", why, |forge| {
            set(&mut forge.claims, EXP, wide_head(0, EXPIRES.unsigned_abs(), 8));
        }),
        refused("a claim's key is longer than it needs to be", why, |forge| {
            forge.claims.push((wide_head(0, 23, 1), integer(1)));
        }),
        refused("a negative key is longer than it needs to be", why, |forge| {
            forge.claims.push((wide_head(1, 200, 2), integer(1)));
        }),
        refused("the length of a claim's text is longer than it needs to be", why, |forge| {
            let text = [wide_head(3, 2, 1), b"vn".to_vec()].concat();
            set(&mut forge.claims, 600, text);
        }),
        refused("the length of the claims is longer than it needs to be", why, |forge| {
            forge.after_issuer = |parts| {
                let payload = parts[2][3..].to_vec();
                parts[2] = [wide_head(2, payload.len() as u64, 4), payload].concat();
            };
        }),
        refused("the length of the binding is longer than it needs to be", why, |forge| {
            forge.write_binding = |mut pairs| {
                pairs.sort();
                [wide_head(5, pairs.len() as u64, 1), flat(&pairs)].concat()
            };
        }),
        refused("the length of a salt is longer than it needs to be", why, |forge| {
            let salt = [wide_head(2, 16, 1), vec![7; 16]].concat();
            forge.redact([vec![0x82], salt, vec![TRUE]].concat());
        }),
        refused("the length of a disclosure is longer than it needs to be", why, |forge| {
            let first = forge.disclosures[0].clone();
            let long = [wide_head(2, first.len() as u64, 2), first].concat();
            forge.disclosures.clear();
            set(&mut forge.issuer_unprotected, 17, array(&[long]));
        }),
    ]
}

fn duplicates() -> Vec<Case> {
    let why = cbor(DuplicateKey);
    let twice = |pairs: &mut Vec<(Vec<u8>, Vec<u8>)>| pairs.push(pairs[0].clone());
    vec![
        refused("the issuer's header has a label twice", why, |forge| {
            twice(&mut forge.issuer_header);
        }),
        refused("the holder's header has a label twice", why, |forge| {
            twice(&mut forge.holder_header);
        }),
        refused("the holder's header has two credentials", why, |forge| {
            let other = Forge::new().credential();
            set(&mut forge.claims, 500, simple(20));
            forge.holder_header.push((integer(13), other));
        }),
        refused("the issuer's unprotected header has a label twice", why, |forge| {
            forge.issuer_unprotected = vec![(integer(99), integer(1)), (integer(99), integer(2))];
        }),
        refused("the list of disclosures is there twice", why, |forge| {
            let list = array(&[bytes(&forge.disclosures[0])]);
            set(&mut forge.issuer_unprotected, 17, list);
        }),
        refused("a claim is there twice with two values", why, |forge| {
            forge.claims.push((integer(500), simple(20)));
            forge.write_claims = as_given;
        }),
        refused("the list of hashes is there twice", why, |forge| {
            forge.claims.push((simple(59), array(&[bytes(&[1; 32])])));
        }),
        refused("a map among the claims has a key twice", why, |forge| {
            set(&mut forge.claims, 600, map(&[(text("a"), integer(1)), (text("a"), integer(1))]));
        }),
        refused("a disclosed value has a key twice", why, |forge| {
            let value = map(&[(integer(1), integer(1)), (integer(1), integer(2))]);
            forge.redact(disclosure(&[value, integer(600)]));
        }),
        refused("the binding has a claim twice", why, |forge| {
            forge.binding.push((integer(AUD), text("https://other.example")));
        }),
    ]
}

fn broken() -> Vec<Case> {
    let with = |more: &[u8]| [valid(), more].concat();
    vec![
        refused_bytes("nothing is there", cbor(EndsEarly), vec![]),
        refused_bytes(
            "the last byte is missing",
            cbor(EndsEarly),
            valid()[..valid().len() - 1].into(),
        ),
        refused_bytes("a byte follows the token", cbor(TrailingBytes), with(&[0])),
        refused_bytes("a second token follows the token", cbor(TrailingBytes), with(valid())),
        refused("something follows the issuer's header", cbor(TrailingBytes), |forge| {
            forge.write_issuer_header = |pairs| [sorted_map(pairs), vec![0]].concat();
        }),
        refused("something follows the holder's header", cbor(TrailingBytes), |forge| {
            forge.write_holder_header = |pairs| [sorted_map(pairs), vec![0]].concat();
        }),
        refused("something follows the claims", cbor(TrailingBytes), |forge| {
            forge.write_claims = |pairs| [sorted_map(pairs), map(&[])].concat();
        }),
        refused("something follows the binding", cbor(TrailingBytes), |forge| {
            forge.write_binding = |pairs| [sorted_map(pairs), vec![0]].concat();
        }),
        refused("something follows a disclosure", cbor(TrailingBytes), |forge| {
            forge.redact([disclosure(&[vec![TRUE], integer(600)]), vec![0]].concat());
        }),
        refused("the claims end early", cbor(EndsEarly), |forge| {
            forge.write_claims = |pairs| sorted_map(pairs).split_last().unwrap().1.to_vec();
        }),
        refused("the claims are no bytes at all", cbor(EndsEarly), |forge| {
            forge.write_claims = |_| Vec::new();
        }),
        refused("a text is not UTF-8", cbor(Utf8), |forge| {
            set(&mut forge.claims, 600, vec![0x62, 0xc3, 0x28]);
        }),
        refused("a text is an unpaired surrogate", cbor(Utf8), |forge| {
            set(&mut forge.claims, 600, vec![0x63, 0xed, 0xa0, 0x80]);
        }),
        refused("a simple value has a reserved number", cbor(Reserved), |forge| {
            set(&mut forge.claims, 600, vec![0xf8, 24]);
        }),
        refused("true is written in two bytes", cbor(Reserved), |forge| {
            set(&mut forge.claims, 600, vec![0xf8, 21]);
        }),
        refused("a head has a reserved length", cbor(Reserved), |forge| {
            set(&mut forge.claims, 600, vec![0x1c]);
        }),
        refused("an array says that it holds the world", cbor(TooLarge), |forge| {
            set(&mut forge.claims, 600, head(4, u64::MAX));
        }),
        refused("a text says that it holds the world", cbor(EndsEarly), |forge| {
            set(&mut forge.claims, 600, head(3, u64::MAX));
        }),
    ]
}

fn sizes() -> Vec<Case> {
    let room = 64 * 1024 - valid().len();
    // Label, head of the byte string, and the longer head of nothing else: the unprotected header is not within a string.
    let filler = |size: usize| bytes(&vec![0; size - 2 - 3]);
    let payload = sorted_map(Forge::new().claims);
    // The list of hashes is not among these: its key, itself and its items.
    let hashes = 2 + Forge::new().hashes.len();
    let items_left = 2048 - count(&decode(&payload, Limits::TOKEN).unwrap()) - hashes;
    let zeros = |items: usize| array(&vec![vec![0]; items - 2]);
    let deep = |levels: usize| [vec![0x81; levels], vec![0]].concat();
    let tagged = |levels: usize| [vec![0xc1; levels], vec![0]].concat();
    vec![
        accepted("64 KiB", |forge| set(&mut forge.holder_unprotected, 99, filler(room))),
        refused("a byte more than 64 KiB", cbor(TooLarge), |forge| {
            set(&mut forge.holder_unprotected, 99, filler(room + 1));
        }),
        accepted("2,048 items", |forge| set(&mut forge.claims, 600, zeros(items_left))),
        refused("2,049 items", cbor(TooLarge), |forge| {
            set(&mut forge.claims, 600, zeros(items_left + 1));
        }),
        accepted("16 levels of claims", |forge| set(&mut forge.claims, 600, deep(15))),
        refused("17 levels of claims", cbor(TooDeep), |forge| {
            set(&mut forge.claims, 600, deep(16));
        }),
        refused("17 levels of tags", cbor(TooDeep), |forge| {
            set(&mut forge.claims, 600, tagged(16));
        }),
        refused("17 levels in a header", cbor(TooDeep), |forge| {
            set(&mut forge.issuer_header, 99, deep(16));
        }),
        refused("17 levels in the binding", cbor(TooDeep), |forge| {
            set(&mut forge.binding, 99, deep(16));
        }),
        accepted("16 levels, the last disclosed", |forge| {
            let hash = forge.disclose(disclosure(&[deep(1)]));
            set(&mut forge.claims, 600, [vec![0x81; 14], tag(60, &bytes(&hash))].concat());
        }),
        refused("17 levels once a claim is disclosed", SdCwtError::TooDeep, |forge| {
            let inner = disclosure(&[deep(15), integer(2)]);
            let outer = map(&[(simple(59), array(&[bytes(&hash(&inner))]))]);
            forge.disclosures.push(inner);
            forge.redact(disclosure(&[outer, integer(600)]));
        }),
        refused("17 levels once an element is disclosed", SdCwtError::TooDeep, |forge| {
            let hash = forge.disclose(disclosure(&[deep(15)]));
            set(&mut forge.claims, 600, array(&[tag(60, &bytes(&hash))]));
        }),
    ]
}

/// Items with an indefinite length.
fn endless(first: u8, content: &[u8]) -> Vec<u8> {
    [&[first], content, &[0xff]].concat()
}

fn endless_map(pairs: Vec<(Vec<u8>, Vec<u8>)>) -> Vec<u8> {
    endless(0xbf, &flat(&pairs))
}

fn flat(pairs: &[(Vec<u8>, Vec<u8>)]) -> Vec<u8> {
    pairs.iter().flat_map(|(key, value)| [key.as_slice(), value].concat()).collect()
}

/// Items in all.
fn count(value: &Value<'_>) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(count).sum::<usize>(),
        Value::Map(pairs) => {
            1 + pairs.iter().map(|(key, value)| count(key) + count(value)).sum::<usize>()
        }
        Value::Tag(_, inner) => 1 + count(inner),
        _ => 1,
    }
}
