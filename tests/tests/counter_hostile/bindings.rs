//! What a holder, or a foreign wallet, may sign.

use vigiayto_tests::forge::{
    Forge, NULL, TRUE, array, bytes, integer, map, pairs, signed, tagged, text,
};
use vigiayto_tests::wallets::NOW;

use crate::{ACCEPTED, Given, Variant};

pub(crate) const VARIANTS: &[Variant] = &[
    of("the foreign wallet's usual code", ACCEPTED, |_| {}),
    of("no audience", "damaged", |forge| drop(forge.binding.remove(&3))),
    of("an audience that is bytes", "damaged", |forge| set(forge, 3, bytes(b"*"))),
    of("a list of audiences", "damaged", |forge| set(forge, 3, array(&[text("*")]))),
    of("an audience of none", "another_reader", |forge| set(forge, 3, text(""))),
    of("an audience with a space", "another_reader", |forge| set(forge, 3, text("* "))),
    of("an audience of two stars", "another_reader", |forge| set(forge, 3, text("**"))),
    of("another reader's audience", "another_reader", |forge| {
        set(forge, 3, text("vgt:AAAAAAAAAAAAAAAAAAAAAA"));
    }),
    of("a nonce that is a text", "damaged", |forge| set(forge, 39, text("12345678"))),
    of("a nonce that is a number", "damaged", |forge| set(forge, 39, integer(12_345_678))),
    of("a nonce that is null", "damaged", |forge| set(forge, 39, vec![NULL])),
    of("a nonce of no bytes", ACCEPTED, |forge| set(forge, 39, bytes(b""))),
    of("a nonce where none is needed", ACCEPTED, |forge| set(forge, 39, bytes(&[1; 64]))),
    of("no time", "times", |forge| drop(forge.binding.remove(&6))),
    of("an id in place of a time", "form", |forge| {
        forge.binding.remove(&6);
        set(forge, 7, bytes(b"id"));
    }),
    of("a time that is a text", "damaged", |forge| set(forge, 6, text("now"))),
    of("a time that is tagged", "damaged", |forge| set(forge, 6, tagged(1, &integer(NOW)))),
    of("a time that is no number", "damaged", |forge| set(forge, 6, vec![0xf9, 0x7e, 0x00])),
    of("a time without end", "damaged", |forge| set(forge, 6, vec![0xf9, 0x7c, 0x00])),
    of("a time of half a second", ACCEPTED, |forge| set(forge, 6, float(0.5))),
    of("a time before all time", "times", |forge| set(forge, 6, integer(-1))),
    of("a time beyond what a float can count", "damaged", |forge| {
        set(forge, 6, integer((1 << 53) + 1));
    }),
    of("the greatest time there is", "times", |forge| set(forge, 6, integer(1 << 53))),
    of("an end that is past", "too_old", |forge| {
        set(forge, 6, integer(NOW - 10));
        set(forge, 4, integer(NOW));
    }),
    of("an end that is to come", ACCEPTED, |forge| set(forge, 4, integer(NOW + 1))),
    of("an end after the credential's", "times", |forge| set(forge, 4, integer(NOW + 86_401))),
    of("a beginning after its time", "times", |forge| set(forge, 5, integer(NOW + 1))),
    of("an issuer of its own", "damaged", |forge| set(forge, 1, text("me"))),
    of("a subject of its own", "damaged", |forge| set(forge, 2, text("me"))),
    of("a claim that nobody knows", ACCEPTED, |forge| set(forge, 9_999, text("x"))),
    of("a mark of redaction", "damaged", |forge| set(forge, 9_999, vec![0xf8, 59])),
    of("a redacted element", "damaged", |forge| {
        set(forge, 9_999, array(&[tagged(60, &bytes(&[0; 32]))]));
    }),
    of("the algorithm of older implementations", ACCEPTED, |forge| {
        forge.holder_header.insert(1, integer(-7));
    }),
    of("the algorithm of another curve", "holder_signature", |forge| {
        forge.holder_header.insert(1, integer(-35));
    }),
    of("the algorithm of none", "holder_signature", |forge| {
        forge.holder_header.insert(1, integer(0));
    }),
    of("an algorithm in words", "damaged", |forge| {
        forge.holder_header.insert(1, text("ES256"));
    }),
    of("no algorithm", "damaged", |forge| drop(forge.holder_header.remove(&1))),
    of("an algorithm that nobody signs", "damaged", |forge| {
        forge.holder_header.remove(&1);
        forge.holder_unprotected.insert(1, integer(-9));
    }),
    of("an algorithm in both headers", "damaged", |forge| {
        forge.holder_unprotected.insert(1, integer(-9));
    }),
    of("a parameter that must be understood", "damaged", |forge| {
        forge.holder_header.insert(2, array(&[integer(99)]));
        forge.holder_header.insert(99, integer(1));
    }),
    of("a parameter that nobody knows", ACCEPTED, |forge| {
        forge.holder_header.insert(99, integer(1));
    }),
    of("no type", "damaged", |forge| drop(forge.holder_header.remove(&16))),
    of("a credential's type", "damaged", |forge| {
        forge.holder_header.insert(16, integer(293));
    }),
    of("its type in words", ACCEPTED, |forge| {
        forge.holder_header.insert(16, text("application/kb+cwt"));
    }),
    of("claims in the header", "damaged", |forge| {
        forge.holder_header.insert(15, map(&[(3, text("*"))].into()));
    }),
    content("one claim twice", "damaged", |forge| {
        let (audience, time) = ((integer(3), text("*")), (integer(6), integer(NOW)));
        payload(forge, &pairs(&[audience.clone(), audience, time]))
    }),
    content("claims out of order", ACCEPTED, |forge| {
        payload(forge, &pairs(&[(integer(6), integer(NOW)), (integer(3), text("*"))]))
    }),
    content("a byte behind the claims", "damaged", |forge| {
        payload(forge, &[map(&forge.binding), vec![0]].concat())
    }),
    content("a number written longer than it needs", "damaged", |forge| {
        let time = [&[0x1b, 0, 0, 0, 0], &integer(NOW)[1..]].concat();
        payload(forge, &pairs(&[(integer(3), text("*")), (integer(6), time)]))
    }),
    content("a text in pieces", "damaged", |forge| {
        let audience = [vec![0x7f], text("*"), vec![0xff]].concat();
        payload(forge, &pairs(&[(integer(3), audience), (integer(6), integer(NOW))]))
    }),
    content("claims without a length", "damaged", |forge| {
        payload(forge, &[&[0xbf], &map(&forge.binding)[1..], &[0xff]].concat())
    }),
    content("claims that are an array", "damaged", |forge| {
        payload(forge, &array(&[text("*"), integer(NOW)]))
    }),
    content("a text that is not UTF-8", "damaged", |forge| {
        payload(forge, &pairs(&[(integer(3), vec![0x61, 0xff]), (integer(6), integer(NOW))]))
    }),
    content("a parameter twice", "damaged", |forge| {
        let inner = forge.credential();
        let entry = |key, value| (integer(key), value);
        let header = pairs(&[
            entry(1, integer(-9)),
            entry(13, inner.clone()),
            entry(13, inner),
            entry(16, integer(294)),
        ]);
        signed(forge.holder, &header, &[0xa0], &map(&forge.binding))
    }),
    content("no credential", "damaged", |forge| {
        signed(forge.holder, &map(&forge.holder_header), &[0xa0], &map(&forge.binding))
    }),
    content("a credential that nobody signs", "damaged", |forge| {
        let open = map(&[(13, forge.credential())].into());
        signed(forge.holder, &map(&forge.holder_header), &open, &map(&forge.binding))
    }),
    content("a flag for a header", "damaged", |forge| {
        signed(forge.holder, &[TRUE], &[0xa0], &map(&forge.binding))
    }),
];

const fn of(what: &'static str, expected: &'static str, alter: fn(&mut Forge<'_>)) -> Variant {
    Variant { what, expected, given: Given::Altered(alter) }
}

const fn content(
    what: &'static str,
    expected: &'static str,
    make: fn(&Forge<'_>) -> Vec<u8>,
) -> Variant {
    Variant { what, expected, given: Given::Forged(make) }
}

fn set(forge: &mut Forge<'_>, claim: i64, value: Vec<u8>) {
    forge.binding.insert(claim, value);
}

/// The code with other bytes in place of what the holder signs.
fn payload(forge: &Forge<'_>, payload: &[u8]) -> Vec<u8> {
    let mut header = forge.holder_header.clone();
    header.insert(13, forge.credential());
    forge.code_of(&map(&header), payload)
}

/// Now and a part of a second.
fn float(part: f64) -> Vec<u8> {
    let seconds = f64::from(u32::try_from(NOW).unwrap()) + part;
    [&[0xfb], &seconds.to_be_bytes()[..]].concat()
}
