//! What may be made of a sealed answer.

use std::collections::BTreeMap;

use vigiayto_core::credential::cbor::{Limits, Value, decode};
use vigiayto_core::present::Request;
use vigiayto_tests::counter::Counter;
use vigiayto_tests::forge::{NULL, array, bytes, integer, map, tagged, text};
use vigiayto_tests::wallets::NOW;

use crate::{ACCEPTED, Given, Variant};

pub(crate) const VARIANTS: &[Variant] = &[
    of("the answer as it is", ACCEPTED, |counter, request| counter.answer(request, NOW)),
    of("what was sealed, unsealed", "not_an_answer", |counter, request| {
        counter.unsealed(request, NOW)
    }),
    of("an answer within an answer", "cannot_open", |counter, request| {
        counter.seal(&counter.answer(request, NOW), request)
    }),
    of("rubbish, sealed", "damaged", |counter, request| counter.seal(b"rubbish", request)),
    of("nothing, sealed", "damaged", |counter, request| counter.seal(b"", request)),
    of("an array of answers", "damaged", |counter, request| {
        array(&[counter.answer(request, NOW), counter.answer(request, NOW)])
    }),
    of("a byte behind the answer", "damaged", |counter, request| {
        [counter.answer(request, NOW), vec![0]].concat()
    }),
    of("the tag of an encryption for several", "damaged", |counter, request| {
        tagged(96, &counter.answer(request, NOW)[1..])
    }),
    of("no tag of an encryption", "damaged", |counter, request| {
        counter.answer(request, NOW)[1..].to_vec()
    }),
    of("an encryption of four", "damaged", |counter, request| {
        resealed(counter, request, |parts| parts.rest = bytes(b""))
    }),
    of("the algorithm of another suite", "damaged", |counter, request| {
        resealed(counter, request, |parts| drop(parts.protected.insert(1, integer(37))))
    }),
    of("an encryption's algorithm in words", "damaged", |counter, request| {
        resealed(counter, request, |parts| drop(parts.protected.insert(1, text("HPKE-0"))))
    }),
    of("a parameter beside the algorithm", "damaged", |counter, request| {
        resealed(counter, request, |parts| drop(parts.protected.insert(99, integer(1))))
    }),
    of("no encryption's algorithm", "damaged", |counter, request| {
        resealed(counter, request, |parts| parts.protected.clear())
    }),
    of("no encapsulated key", "damaged", |counter, request| {
        resealed(counter, request, |parts| drop(parts.open.remove(&-4)))
    }),
    of("an encapsulated key that is a text", "damaged", |counter, request| {
        resealed(counter, request, |parts| drop(parts.open.insert(-4, text("key"))))
    }),
    of("an encapsulated key of 64 bytes", "cannot_open", |counter, request| {
        resealed(counter, request, |parts| drop(parts.open.insert(-4, bytes(&[4; 64]))))
    }),
    of("an encapsulated key of no bytes", "cannot_open", |counter, request| {
        resealed(counter, request, |parts| drop(parts.open.insert(-4, bytes(b""))))
    }),
    of("an encapsulated key at infinity", "cannot_open", |counter, request| {
        resealed(counter, request, |parts| drop(parts.open.insert(-4, bytes(&[0]))))
    }),
    of("an encapsulated key off the curve", "cannot_open", |counter, request| {
        resealed(counter, request, |parts| drop(parts.open.insert(-4, bytes(&[4; 65]))))
    }),
    of("the reader's own key as the encapsulated one", "cannot_open", |counter, request| {
        let key = request.sealing_key.uncompressed();
        let mut parts = Parts::of(&counter.answer(request, NOW));
        parts.open.insert(-4, bytes(&key));
        parts.join()
    }),
    of("no request named", "damaged", |counter, request| {
        resealed(counter, request, |parts| drop(parts.open.remove(&4)))
    }),
    of("another request named", "another_request", |counter, request| {
        resealed(counter, request, |parts| drop(parts.open.insert(4, bytes(&[0; 8]))))
    }),
    of("a request named in seven bytes", "another_request", |counter, request| {
        let mut parts = Parts::of(&counter.answer(request, NOW));
        parts.open.insert(4, bytes(&request.id()[..7]));
        parts.join()
    }),
    of("this request named on another's answer", "cannot_open", |counter, request| {
        let another = counter.ask(9);
        let mut parts = Parts::of(&counter.answer(&another.request, NOW));
        parts.open.insert(4, bytes(&request.id()));
        parts.join()
    }),
    of("a parameter of the seal that nobody signs", ACCEPTED, |counter, request| {
        resealed(counter, request, |parts| drop(parts.open.insert(99, integer(1))))
    }),
    of("an empty ciphertext", "cannot_open", |counter, request| {
        resealed(counter, request, |parts| parts.ciphertext = bytes(b""))
    }),
    of("a ciphertext of a tag alone", "cannot_open", |counter, request| {
        resealed(counter, request, |parts| parts.ciphertext = bytes(&[0; 16]))
    }),
    of("a detached ciphertext", "damaged", |counter, request| {
        resealed(counter, request, |parts| parts.ciphertext = vec![NULL])
    }),
];

const fn of(
    what: &'static str,
    expected: &'static str,
    make: fn(&Counter, &Request) -> Vec<u8>,
) -> Variant {
    Variant { what, expected, given: Given::Answer(make) }
}

/// A sealed answer in pieces.
struct Parts {
    protected: BTreeMap<i64, Vec<u8>>,
    open: BTreeMap<i64, Vec<u8>>,
    /// Encoded.
    ciphertext: Vec<u8>,
    /// Encoded; nothing, usually.
    rest: Vec<u8>,
}

impl Parts {
    fn of(answer: &[u8]) -> Self {
        let Ok(Value::Tag(16, inner)) = decode(answer, Limits::TOKEN) else { panic!("sealed") };
        let Some([_, open, ciphertext]) = inner.as_array() else { panic!("three") };
        let parameter = |label| (label, bytes(open.entry(label).unwrap().as_bytes().unwrap()));
        Self {
            protected: [(1, integer(35))].into(),
            open: [parameter(4), parameter(-4)].into(),
            ciphertext: bytes(ciphertext.as_bytes().unwrap()),
            rest: Vec::new(),
        }
    }

    fn join(&self) -> Vec<u8> {
        let protected = bytes(&map(&self.protected));
        let mut parts = vec![protected, map(&self.open), self.ciphertext.clone()];
        if !self.rest.is_empty() {
            parts.push(self.rest.clone());
        }
        tagged(16, &array(&parts))
    }
}

/// The usual answer after its pieces were changed on the way.
fn resealed(counter: &Counter, request: &Request, change: fn(&mut Parts)) -> Vec<u8> {
    let mut parts = Parts::of(&counter.answer(request, NOW));
    change(&mut parts);
    parts.join()
}
