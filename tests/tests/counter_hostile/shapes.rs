//! What is no array, tag or signed object as a code has them.

use vigiayto_core::credential::cbor::{Limits, Value, decode};
use vigiayto_tests::counter::Counter;
use vigiayto_tests::forge::{NULL, array, bytes, integer, map, pairs, signed, tagged, text};
use vigiayto_tests::wallets::NOW;

use crate::{ACCEPTED, Given, Variant};

pub(crate) const VARIANTS: &[Variant] = &[
    of("nothing", "damaged", |_| Vec::new()),
    of("a number", "damaged", |_| integer(1)),
    of("a map", "damaged", |_| vec![0xa0]),
    of("an end without a beginning", "damaged", |_| vec![0xff]),
    of("an array of none", "damaged", |_| array(&[])),
    of("an array of one", "damaged", |counter| array(&[counter.code(NOW)])),
    of("an array of two", ACCEPTED, |counter| parts(counter, 2)),
    of("an array of eight", ACCEPTED, |counter| parts(counter, 8)),
    of("an array of nine", "damaged", |counter| parts(counter, 9)),
    of("an array within an array", "damaged", |counter| {
        array(&[parts(counter, 2), parts(counter, 2)])
    }),
    of("an array of which one is a number", "damaged", |counter| {
        array(&[counter.part(&[1; 8], NOW), integer(1)])
    }),
    of("an array of which one is a sealed answer", "damaged", |counter| {
        let asked = counter.ask(9);
        array(&[counter.part(&[1; 8], NOW), counter.answer(&asked.request, NOW)])
    }),
    of("the same part twice", "seen_before", |counter| {
        let part = counter.part(&[1; 8], NOW);
        array(&[part.clone(), part])
    }),
    of("a part with a nonce and one without", "mixed", |counter| {
        array(&[counter.part(&[1; 8], NOW), counter.code(NOW)])
    }),
    of("a part without a nonce and one with", "mixed", |counter| {
        array(&[counter.code(NOW), counter.part(&[1; 8], NOW)])
    }),
    of("parts with a nonce of no bytes", "mixed", |counter| {
        array(&[counter.part(&[], NOW), counter.part(&[], NOW)])
    }),
    of("an array that announces more than there is", "damaged", |counter| {
        [vec![0x9b, 0, 0, 0, 1, 0, 0, 0, 0], counter.code(NOW)].concat()
    }),
    of("an array without a length", "damaged", |counter| {
        let part = counter.part(&[1; 8], NOW);
        [vec![0x9f], part.clone(), part, vec![0xff]].concat()
    }),
    of("seventeen levels", "damaged", |counter| [vec![0x82; 17], counter.code(NOW)].concat()),
    of("seventeen tags", "damaged", |counter| [vec![0xd2; 17], counter.code(NOW)].concat()),
    of("a byte behind it", "damaged", |counter| [counter.code(NOW), vec![0]].concat()),
    of("a byte before it", "damaged", |counter| [vec![0], counter.code(NOW)].concat()),
    of("no tag", "damaged", |counter| counter.code(NOW)[1..].to_vec()),
    of("the tag of a MAC", "damaged", |counter| tagged(17, &counter.code(NOW)[1..])),
    of("the tag of a CWT around it", "damaged", |counter| tagged(61, &counter.code(NOW))),
    of("the tag of encoded CBOR around it", "damaged", |counter| {
        tagged(24, &bytes(&counter.code(NOW)))
    }),
    of("a tag written longer than it needs", "damaged", |counter| {
        [&[0xd8, 18], &counter.code(NOW)[1..]].concat()
    }),
    of("an array head written longer than it needs", "damaged", |counter| {
        [&[0xd2, 0x98, 4], &counter.code(NOW)[2..]].concat()
    }),
    of("a signed object without a length", "damaged", |counter| {
        [&[0xd2, 0x9f], &counter.code(NOW)[2..], &[0xff]].concat()
    }),
    of("a signed object of three", "damaged", |counter| reassembled(counter, |p| drop(p.pop()))),
    of("a signed object of five", "damaged", |counter| {
        reassembled(counter, |parts| parts.push(bytes(b"")))
    }),
    of("a detached payload", "damaged", |counter| {
        reassembled(counter, |parts| parts[2] = vec![NULL])
    }),
    of("a payload that is a map", "damaged", |counter| {
        reassembled(counter, |parts| parts[2] = vec![0xa0])
    }),
    of("an empty payload", "damaged", |counter| {
        reassembled(counter, |parts| parts[2] = bytes(b""))
    }),
    of("an unprotected header that is an array", "damaged", |counter| {
        reassembled(counter, |parts| parts[1] = array(&[]))
    }),
    of("an empty protected header", "damaged", |counter| {
        reassembled(counter, |parts| parts[0] = bytes(b""))
    }),
    of("a protected header that is not wrapped", "damaged", |counter| {
        reassembled(counter, |parts| parts[0] = vec![0xa0])
    }),
    of("a signature of 63 bytes", "holder_signature", |counter| {
        reassembled(counter, |parts| parts[3] = bytes(&[1; 63]))
    }),
    of("a signature of 65 bytes", "holder_signature", |counter| {
        reassembled(counter, |parts| parts[3] = bytes(&[1; 65]))
    }),
    of("a signature of no bytes", "holder_signature", |counter| {
        reassembled(counter, |parts| parts[3] = bytes(b""))
    }),
    of("a signature of zeros", "holder_signature", |counter| {
        reassembled(counter, |parts| parts[3] = bytes(&[0; 64]))
    }),
    of("a signature of ones", "holder_signature", |counter| {
        reassembled(counter, |parts| parts[3] = bytes(&[0xff; 64]))
    }),
    of("a signature that is a text", "damaged", |counter| {
        reassembled(counter, |parts| parts[3] = text("signed"))
    }),
    of("a credential without a binding", "damaged", |counter| counter.forge().credential()),
    of("a binding within a binding", "damaged", |counter| {
        let forge = counter.forge();
        forge.code_around(&forge.code())
    }),
    of("a credential that is wrapped in bytes", "damaged", |counter| {
        let forge = counter.forge();
        forge.code_around(&bytes(&forge.credential()))
    }),
    of("a counter's request", "damaged", |counter| {
        let header =
            map(&[(1, integer(-9)), (16, text("application/vnd.vigiayto.request+cbor"))].into());
        signed(&counter.reader_key, &header, &[0xa0], &[0xa0])
    }),
    of("more than 64 KiB", "damaged", |counter| {
        with_parameter(counter, bytes(&vec![0; 64 * 1024]))
    }),
    of("more items than a token may have", "damaged", |counter| {
        with_parameter(counter, array(&vec![integer(0); 2048]))
    }),
    of("one key twice in what nobody signs", "damaged", |counter| {
        reassembled(counter, |parts| {
            parts[1] = pairs(&[(integer(99), integer(1)), (integer(99), integer(2))]);
        })
    }),
];

const fn of(what: &'static str, expected: &'static str, make: fn(&Counter) -> Vec<u8>) -> Variant {
    Variant { what, expected, given: Given::Content(make) }
}

/// So many parts of one code.
fn parts(counter: &Counter, count: usize) -> Vec<u8> {
    let parts: Vec<_> = (0..count).map(|_| counter.part(&[1; 8], NOW)).collect();
    array(&parts)
}

/// The usual code after its four encoded parts were changed behind the holder's back.
fn reassembled(counter: &Counter, change: fn(&mut Vec<Vec<u8>>)) -> Vec<u8> {
    let code = counter.code(NOW);
    let Ok(Value::Tag(18, inner)) = decode(&code, Limits::TOKEN) else { panic!("signed") };
    let mut parts = inner.as_array().unwrap().iter().map(again).collect();
    change(&mut parts);
    tagged(18, &array(&parts))
}

/// A string or an empty map, encoded again.
fn again(value: &Value<'_>) -> Vec<u8> {
    value.as_bytes().map_or(vec![0xa0], bytes)
}

/// The usual code with one more parameter in the header that nobody signs.
fn with_parameter(counter: &Counter, value: Vec<u8>) -> Vec<u8> {
    let mut forge = counter.forge();
    forge.holder_unprotected.insert(99, value);
    forge.code()
}
