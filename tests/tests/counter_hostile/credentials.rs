//! What an issuer, or a foreign product, may sign.

use vigiayto_core::credential::key::Signer as _;
use vigiayto_tests::authority::STATUS_URI;
use vigiayto_tests::forge::{
    Forge, TRUE, array, bytes, confirmation, hash, integer, map, pairs, tagged, text,
};
use vigiayto_tests::wallets::NOW;

use crate::{ACCEPTED, Given, Variant};

pub(crate) const VARIANTS: &[Variant] = &[
    of("no facts", "form", |forge| forge.facts.clear()),
    of("facts that are no map", "form", |forge| facts(forge, array(&[text("NGUYỄN VĂN MẪU")]))),
    of("facts that are a text", "form", |forge| facts(forge, text("NGUYỄN VĂN MẪU"))),
    of("facts that are wrapped in bytes", "form", |forge| facts(forge, bytes(&[0xa0]))),
    of("a map of no facts", ACCEPTED, |forge| facts(forge, vec![0xa0])),
    of("a fact of a number that nobody knows", "accepted, 1 unknown", |forge| {
        fact(forge, -999, text("NGUYỄN VĂN KHÁC"));
    }),
    of("facts under names", "accepted, 2 unknown", |forge| {
        facts(forge, pairs(&[(text("a"), text("x")), (text("b"), text("y"))]));
    }),
    of("an unknown fact with a thousand values", "accepted, 1 unknown", |forge| {
        fact(forge, 500, array(&vec![integer(0); 1_000]));
    }),
    of("facts under a key that is an array", "disclosures", |forge| {
        facts(forge, pairs(&[(array(&[]), text("x"))]));
    }),
    of("a name that is a number", "form", |forge| fact(forge, 4, integer(1))),
    of("a name that is bytes", "form", |forge| fact(forge, 4, bytes(b"A"))),
    of("a name of 3 kB", "form", |forge| fact(forge, 4, text(&"A".repeat(3_000)))),
    of("a name that turns the line around", "form", |forge| fact(forge, 4, text("A\u{202e}B"))),
    of("a name that isolates a direction", "form", |forge| fact(forge, 4, text("A\u{2067}B"))),
    of("a name with a letter of no width", "form", |forge| fact(forge, 4, text("A\u{200b}B"))),
    of("a name of two lines", "form", |forge| fact(forge, 4, text("A\nB"))),
    of("a name with a terminal's command", "form", |forge| fact(forge, 4, text("A\u{1b}[2JB"))),
    of("a name with a zero byte", "form", |forge| fact(forge, 4, text("A\0B"))),
    of("a guardian who turns the line around", "form", |forge| {
        fact(forge, 15, text("A\u{202e}B"));
    }),
    of("a flag that is a number", "form", |forge| fact(forge, -1, integer(1))),
    of("a birth date that no calendar has", "form", |forge| fact(forge, 8, text("20010230"))),
    of("a birth date in letters", "form", |forge| fact(forge, 8, text("1.1.2001"))),
    of("a date that is too great", "form", |forge| fact(forge, -3, integer(1 << 53))),
    of("a date before all dates", "form", |forge| fact(forge, -3, integer(-20_010_101))),
    of("a third sex of the list", "form", |forge| fact(forge, 9, integer(3))),
    of("a fact twice", "damaged", |forge| {
        let name = (integer(4), text("A"));
        facts(forge, pairs(&[name.clone(), name]));
    }),
    of("a fact both open and disclosed", "disclosures", |forge| {
        let disclosure = salted(&[text("NGUYỄN VĂN KHÁC"), integer(4)]);
        disclose(forge, std::slice::from_ref(&disclosure));
        redact(forge, (integer(4), text("NGUYỄN VĂN MẪU")), &[hash(&disclosure)]);
    }),
    of("an unknown fact that is disclosed", "accepted, 1 unknown", |forge| {
        let disclosure = salted(&[text("x"), integer(-999)]);
        disclose(forge, std::slice::from_ref(&disclosure));
        redact(forge, (integer(-1), vec![TRUE]), &[hash(&disclosure)]);
    }),
    of("a decoy that is disclosed", ACCEPTED, |forge| {
        let decoy = salted(&[]);
        disclose(forge, std::slice::from_ref(&decoy));
        redact(forge, (integer(-1), vec![TRUE]), &[hash(&decoy)]);
    }),
    of("one hash twice", "disclosures", |forge| {
        let hash = hash(&salted(&[]));
        redact(forge, (integer(-1), vec![TRUE]), &[hash.clone(), hash]);
    }),
    of("a hash of 31 bytes", "disclosures", |forge| {
        redact(forge, (integer(-1), vec![TRUE]), &[bytes(&[1; 31])]);
    }),
    of("a disclosure with a salt of 15 bytes", "damaged", |forge| {
        disclose(forge, &[array(&[bytes(&[1; 15]), vec![TRUE], integer(-1)])]);
    }),
    of("a disclosure of four parts", "damaged", |forge| {
        disclose(forge, &[salted(&[vec![TRUE], integer(-1), integer(0)])]);
    }),
    of("an element's disclosure in a map", "disclosures", |forge| {
        let element = salted(&[vec![TRUE]]);
        disclose(forge, std::slice::from_ref(&element));
        redact(forge, (integer(-1), vec![TRUE]), &[hash(&element)]);
    }),
    of("an empty list of disclosures", "damaged", |forge| disclose(forge, &[])),
    of("a list of disclosures that is a map", "damaged", |forge| {
        forge.issuer_unprotected.insert(17, vec![0xa0]);
    }),
    of("a disclosure that is not wrapped", "damaged", |forge| {
        forge.issuer_unprotected.insert(17, array(&[salted(&[])]));
    }),
    of("encrypted disclosures", ACCEPTED, |forge| {
        let parts = array(&[bytes(&[0; 12]), bytes(b"?"), bytes(&[0; 16])]);
        forge.issuer_unprotected.insert(171, array(&[parts]));
    }),
    of("the hash of another kind", "damaged", |forge| {
        forge.issuer_header.insert(170, integer(-44));
    }),
    of("no end", "form", |forge| drop(forge.claims.remove(&4))),
    of("an end that is a text", "damaged", |forge| claim(forge, 4, text("never"))),
    of("an end that is null", "damaged", |forge| claim(forge, 4, vec![0xf6])),
    of("an end that is infinite", "damaged", |forge| claim(forge, 4, vec![0xf9, 0x7c, 0])),
    of("an end beyond what a float can count", "damaged", |forge| {
        claim(forge, 4, integer(i64::MAX));
    }),
    of("the greatest end there is", ACCEPTED, |forge| claim(forge, 4, integer(1 << 53))),
    of("an end before its beginning", "times", |forge| claim(forge, 4, integer(NOW - 86_401))),
    of("no time of issue", ACCEPTED, |forge| drop(forge.claims.remove(&6))),
    of("a time of issue before the key's", "issuer_key_not_valid", |forge| {
        claim(forge, 6, integer(0));
    }),
    of("no holder's key", "damaged", |forge| drop(forge.claims.remove(&8))),
    of("the name of a holder's key", "damaged", |forge| {
        claim(forge, 8, map(&[(3, bytes(b"key"))].into()));
    }),
    of("a holder's key that is none of the curve", "damaged", |forge| {
        let key = [(1, integer(2)), (-1, integer(1)), (-2, bytes(&[0xff; 32])), (-3, vec![TRUE])];
        claim(forge, 8, map(&[(1, map(&key.into()))].into()));
    }),
    of("a holder's key with its secret", "damaged", |forge| {
        let key = [(1, integer(2)), (-1, integer(1)), (-2, bytes(&[1; 32])), (-4, bytes(&[1; 32]))];
        claim(forge, 8, map(&[(1, map(&key.into()))].into()));
    }),
    of("the issuer's key as the holder's", "holder_signature", |forge| {
        let key = confirmation(&forge.issuer.public_key());
        claim(forge, 8, key);
    }),
    of("an audience that is another's", "another_reader", |forge| {
        claim(forge, 3, text("https://bank.example"));
    }),
    of("an audience that is everyone", ACCEPTED, |forge| claim(forge, 3, text("*"))),
    of("an issuer that is bytes", "damaged", |forge| claim(forge, 1, bytes(b"i"))),
    of("an issuer with a space behind", "unknown_issuer", |forge| {
        claim(forge, 1, text("https://issuer.example "));
    }),
    of("a kind below zero", "damaged", |forge| claim(forge, 11, integer(-1))),
    of("a kind of 17 bits", "damaged", |forge| claim(forge, 11, integer(1 << 16))),
    of("no kind", "unknown_kind", |forge| drop(forge.claims.remove(&11))),
    of("no key id where the issuer has one key", ACCEPTED, |forge| {
        forge.issuer_header.remove(&4);
    }),
    of("a key id that nobody signs", ACCEPTED, |forge| {
        forge.issuer_header.remove(&4);
        forge.issuer_unprotected.insert(4, bytes(b"another"));
    }),
    of("a key id that is a text", "damaged", |forge| {
        forge.issuer_header.insert(4, text("k1"));
    }),
    of("a certificate of rubbish", "certificate", |forge| {
        forge.issuer_header.insert(33, bytes(&[0x30, 0x80, 0, 0]));
    }),
    of("a chain of one", "damaged", |forge| {
        forge.issuer_header.insert(33, array(&[bytes(&[0x30])]));
    }),
    of("a chain of none", "damaged", |forge| {
        forge.issuer_header.insert(33, array(&[]));
    }),
    of("a chain of four", "certificate", |forge| {
        forge.issuer_header.insert(33, array(&vec![bytes(&[0x30]); 4]));
    }),
    of("a certificate that nobody signs", ACCEPTED, |forge| {
        forge.issuer_unprotected.insert(33, bytes(&[0x30]));
    }),
    of("an issuer's algorithm of another curve", "issuer_signature", |forge| {
        forge.issuer_header.insert(1, integer(-35));
    }),
    of("an issuer's type of another token", "damaged", |forge| {
        forge.issuer_header.insert(16, text("application/cwt"));
    }),
    of("no status", ACCEPTED, |forge| drop(forge.claims.remove(&65_535))),
    of("a status that is a number", "form", |forge| claim(forge, 65_535, integer(0))),
    of("a status of another mechanism", "form", |forge| {
        claim(forge, 65_535, pairs(&[(text("ocsp"), text(STATUS_URI))]));
    }),
    of("a status place below zero", "form", |forge| status(forge, integer(-1), text(STATUS_URI))),
    of("a status place beyond all lists", "form", |forge| {
        status(forge, integer(i64::MAX), text(STATUS_URI));
    }),
    of("a status list with a space in its name", "form", |forge| {
        status(forge, integer(7), text("https://status.example/ 1"));
    }),
    of("a status list that nobody has", ACCEPTED, |forge| {
        status(forge, integer(7), text("https://status.example/2"));
    }),
    of("a tag around a claim", "damaged", |forge| {
        claim(forge, 4, tagged(1, &integer(NOW + 86_400)));
    }),
    of("a mark of the time before issuance", "disclosures", |forge| {
        claim(forge, 500, tagged(58, &integer(1)));
    }),
];

const fn of(what: &'static str, expected: &'static str, alter: fn(&mut Forge<'_>)) -> Variant {
    Variant { what, expected, given: Given::Altered(alter) }
}

fn claim(forge: &mut Forge<'_>, claim: i64, value: Vec<u8>) {
    forge.claims.insert(claim, value);
}

fn fact(forge: &mut Forge<'_>, claim: i64, value: Vec<u8>) {
    forge.facts.insert(claim, value);
}

/// Other facts in place of those that there are.
fn facts(forge: &mut Forge<'_>, value: Vec<u8>) {
    forge.facts.clear();
    forge.claims.insert(169, value);
}

fn status(forge: &mut Forge<'_>, index: Vec<u8>, uri: Vec<u8>) {
    let place = pairs(&[(text("idx"), index), (text("uri"), uri)]);
    claim(forge, 65_535, pairs(&[(text("status_list"), place)]));
}

/// A disclosure of these parts.
fn salted(parts: &[Vec<u8>]) -> Vec<u8> {
    array(&[vec![bytes(&[0x5a; 16])], parts.to_vec()].concat())
}

fn disclose(forge: &mut Forge<'_>, disclosures: &[Vec<u8>]) {
    let list: Vec<_> = disclosures.iter().map(|disclosure| bytes(disclosure)).collect();
    forge.issuer_unprotected.insert(17, array(&list));
}

/// One open fact, and others of which there are only hashes.
fn redact(forge: &mut Forge<'_>, open: (Vec<u8>, Vec<u8>), hashes: &[Vec<u8>]) {
    facts(forge, pairs(&[open, (vec![0xf8, 59], array(hashes))]));
}
