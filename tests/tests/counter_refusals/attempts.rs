//! What a citizen, or whoever has seen a citizen's code, may try.

use vigiayto_core::credential::cbor::CborError;
use vigiayto_core::credential::profile::Form;
use vigiayto_core::credential::sd_cwt::{Disclosing, SdCwtError, TimeRule};
use vigiayto_core::present::{CodeError, code_text, join};
use vigiayto_core::verify::{Expected, PendingRequest, Reader, Refusal};
use vigiayto_tests::counter::{Counter, with_twin_signature};
use vigiayto_tests::forge::{self, Forge, TRUE, bytes, hash, integer, text};
use vigiayto_tests::wallets::NOW;

use crate::Attempt;

pub(crate) const ATTEMPTS: &[Attempt] = &[
    Attempt {
        what: "a screenshot is shown after a minute",
        expected: Refusal::TooOld { seconds: 61 },
        refused: || one_way(&Counter::new().code(NOW - 61)),
    },
    Attempt {
        what: "a code is made ahead of time",
        expected: Refusal::FromTheFuture { seconds: 61 },
        refused: || one_way(&Counter::new().code(NOW + 61)),
    },
    Attempt {
        what: "a code of which one part is made ahead of time",
        expected: Refusal::FromTheFuture { seconds: 600 },
        refused: || {
            let counter = Counter::new();
            one_way(&join(&[counter.part(&[1; 8], NOW), counter.part(&[1; 8], NOW + 600)]))
        },
    },
    Attempt {
        what: "the next in the queue shows a photo of the code",
        expected: Refusal::SeenBefore { seconds: 20 },
        refused: || after_the_original(<[u8]>::to_vec, 20),
    },
    Attempt {
        what: "the copy has the signature's twin",
        expected: Refusal::SeenBefore { seconds: 1 },
        refused: || after_the_original(with_twin_signature, 1),
    },
    Attempt {
        what: "the copy has a header that nobody signed",
        expected: Refusal::SeenBefore { seconds: 0 },
        refused: || {
            let counter = Counter::new();
            let mut reader = counter.reader();
            let mut forge = counter.forge();
            let credential = forge.credential();
            let code = forge.code_around(&credential);
            reader.verify(&code, Expected::OneWay, NOW).unwrap();
            forge.holder_unprotected.insert(99, text("another"));
            refusal(&mut reader, &forge.code_around(&credential), Expected::OneWay)
        },
    },
    Attempt {
        what: "an answer is given twice",
        expected: Refusal::SeenBefore { seconds: 0 },
        refused: || {
            let (counter, asked) = asked();
            let mut reader = counter.reader();
            let unsealed = counter.unsealed(&asked.request, NOW);
            let answer = counter.seal(&unsealed, &asked.request);
            reader.verify(&answer, Expected::Answer(&asked), NOW).unwrap();
            let again = counter.seal(&unsealed, &asked.request);
            refusal(&mut reader, &again, Expected::Answer(&asked))
        },
    },
    Attempt {
        what: "the codes of two people are put together",
        expected: Refusal::Mixed,
        refused: || {
            let counter = Counter::new();
            one_way(&join(&[counter.code(NOW), counter.code(NOW)]))
        },
    },
    Attempt {
        what: "parts of two codes are put together",
        expected: Refusal::Mixed,
        refused: || {
            let counter = Counter::new();
            one_way(&join(&[counter.part(&[1; 8], NOW), counter.part(&[2; 8], NOW)]))
        },
    },
    Attempt {
        what: "a fact that was left open is edited",
        expected: Refusal::IssuerSignature,
        refused: || {
            let counter = Counter::new();
            let form = Form { disclosing: Disclosing::Always, ..counter.form() };
            let edited = replaced(&counter.issue(&form), "MẪU", "BẦU");
            one_way(&counter.show(&[edited], NOW))
        },
    },
    Attempt {
        what: "a card is made with a key of one's own",
        expected: Refusal::IssuerSignature,
        refused: || {
            let counter = Counter::new();
            one_way(&Forge { issuer: &counter.holder, ..counter.forge() }.code())
        },
    },
    Attempt {
        what: "a disclosure is edited by the card's holder",
        expected: Refusal::Disclosures(SdCwtError::UnmatchedDisclosure),
        refused: || {
            let counter = Counter::new();
            let edited = replaced(&counter.issue(&counter.form()), "MẪU", "BẦU");
            one_way(&counter.show(&[edited], NOW))
        },
    },
    Attempt {
        what: "a disclosure is edited on its way",
        expected: Refusal::HolderSignature,
        refused: || one_way(&replaced(&Counter::new().code(NOW), "MẪU", "BẦU")),
    },
    Attempt {
        what: "a disclosure is added that the issuer never made",
        expected: Refusal::Disclosures(SdCwtError::UnmatchedDisclosure),
        refused: || {
            let counter = Counter::new();
            let mut forge = counter.forge();
            let salted = [bytes(&[7; 16]), vec![TRUE], integer(-2)];
            let disclosure = bytes(&forge::array(&salted));
            forge.issuer_unprotected.insert(17, forge::array(&[disclosure]));
            one_way(&forge.code())
        },
    },
    Attempt {
        what: "a disclosure is there twice",
        expected: Refusal::Disclosures(SdCwtError::DuplicateDigest),
        refused: || {
            let counter = Counter::new();
            let mut forge = counter.forge();
            let disclosure = forge::array(&[bytes(&[7; 16]), vec![TRUE], integer(-2)]);
            forge
                .claims
                .insert(500, forge::pairs(&[(vec![0xf8, 59], forge::array(&[hash(&disclosure)]))]));
            let disclosure = bytes(&disclosure);
            forge.issuer_unprotected.insert(17, forge::array(&[disclosure.clone(), disclosure]));
            one_way(&forge.code())
        },
    },
    Attempt {
        what: "a stolen credential is shown from another phone",
        expected: Refusal::HolderSignature,
        refused: || {
            let counter = Counter::new();
            one_way(&Forge { holder: &counter.reader_key, ..counter.forge() }.code())
        },
    },
    Attempt {
        what: "an answer to somebody's request is shown where nothing was asked",
        expected: Refusal::AnswerWithoutRequest,
        refused: || {
            let (counter, asked) = asked();
            one_way(&counter.answer(&asked.request, NOW))
        },
    },
    Attempt {
        what: "a code for everyone is shown where something was asked",
        expected: Refusal::NotAnAnswer,
        refused: || {
            let (counter, asked) = asked();
            refusal(&mut counter.reader(), &counter.code(NOW), Expected::Answer(&asked))
        },
    },
    Attempt {
        what: "an answer to an earlier request of the same counter",
        expected: Refusal::AnotherRequest,
        refused: || {
            let (counter, asked) = asked();
            let earlier = counter.ask(1);
            answered(&counter, &asked, &counter.answer(&earlier.request, NOW))
        },
    },
    Attempt {
        what: "an earlier answer is sealed anew for this request",
        expected: Refusal::AnotherRequest,
        refused: || {
            let (counter, asked) = asked();
            let earlier = counter.unsealed(&counter.ask(1).request, NOW);
            answered(&counter, &asked, &counter.seal(&earlier, &asked.request))
        },
    },
    Attempt {
        what: "a reader passes on what it was answered to the next counter",
        expected: Refusal::AnotherReader,
        refused: || {
            let (counter, asked) = asked();
            let elsewhere = counter.ask_as(&counter.holder, 9);
            let relayed = counter.unsealed(&elsewhere.request, NOW);
            answered(&counter, &asked, &counter.seal(&relayed, &asked.request))
        },
    },
    Attempt {
        what: "a code for everyone is sealed as an answer",
        expected: Refusal::AnotherReader,
        refused: || {
            let (counter, asked) = asked();
            answered(&counter, &asked, &counter.seal(&counter.code(NOW), &asked.request))
        },
    },
    Attempt {
        what: "a reader shows what it was answered as a code for everyone",
        expected: Refusal::AnotherReader,
        refused: || {
            let (counter, asked) = asked();
            one_way(&counter.unsealed(&asked.request, NOW))
        },
    },
    Attempt {
        what: "an answer is altered on its way",
        expected: Refusal::CannotOpen,
        refused: || {
            let (counter, asked) = asked();
            let mut answer = counter.answer(&asked.request, NOW);
            *answer.last_mut().unwrap() ^= 1;
            answered(&counter, &asked, &answer)
        },
    },
    Attempt {
        what: "an answer lies within an answer",
        expected: Refusal::CannotOpen,
        refused: || {
            let (counter, asked) = asked();
            let inner = counter.answer(&asked.request, NOW);
            answered(&counter, &asked, &counter.seal(&inner, &asked.request))
        },
    },
    Attempt {
        what: "the binding is older than the credential",
        expected: Refusal::Times(TimeRule::BindingIssuedAfter),
        refused: || {
            let counter = Counter::new();
            let mut forge = counter.forge();
            forge.claims.insert(6, integer(NOW + 1));
            one_way(&forge.code())
        },
    },
    Attempt {
        what: "a fact has a value that it can't have",
        expected: Refusal::Form,
        refused: || {
            let counter = Counter::new();
            let mut forge = counter.forge();
            forge.facts.insert(4, integer(1));
            one_way(&forge.code())
        },
    },
    Attempt {
        what: "the text is torn",
        expected: Refusal::Damaged(CodeError::Base45),
        refused: || {
            let text = code_text(&Counter::new().code(NOW));
            text_refusal(&text.replacen("VGT1:", "VGT1:ZZZ", 1))
        },
    },
    Attempt {
        what: "two contents lie behind each other",
        expected: Refusal::Damaged(CodeError::Cbor(CborError::TrailingBytes)),
        refused: || {
            let code = Counter::new().code(NOW);
            text_refusal(&code_text(&[code.clone(), code].concat()))
        },
    },
    Attempt {
        what: "the code of a newer wallet",
        expected: Refusal::NewerVersion,
        refused: || text_refusal(&code_text(&Counter::new().code(NOW)).replace("VGT1", "VGT2")),
    },
    Attempt {
        what: "a payment code",
        expected: Refusal::NotACode,
        refused: || text_refusal("00020101021138570010A00000072701270006970403"),
    },
    Attempt {
        what: "a counter's own request",
        expected: Refusal::NotACode,
        refused: || text_refusal(&code_text(&Counter::new().code(NOW)).replace("VGT1", "VGQ1")),
    },
];

/// A code for whoever looks, at a counter that has seen nothing yet.
pub(crate) fn one_way(code: &[u8]) -> Refusal {
    refusal(&mut Counter::new().reader(), code, Expected::OneWay)
}

pub(crate) fn refusal(reader: &mut Reader, code: &[u8], expected: Expected<'_>) -> Refusal {
    reader.verify(code, expected, NOW).unwrap_err()
}

fn text_refusal(text: &str) -> Refusal {
    Counter::new().reader().verify_text(text, Expected::OneWay, NOW).unwrap_err()
}

/// A counter that has asked for something.
fn asked() -> (Counter, PendingRequest) {
    let counter = Counter::new();
    let asked = counter.ask(9);
    (counter, asked)
}

fn answered(counter: &Counter, asked: &PendingRequest, answer: &[u8]) -> Refusal {
    refusal(&mut counter.reader(), answer, Expected::Answer(asked))
}

/// What a counter says to a copy that comes some seconds after the original.
fn after_the_original(copy: fn(&[u8]) -> Vec<u8>, seconds: i64) -> Refusal {
    let counter = Counter::new();
    let mut reader = counter.reader();
    let code = counter.code(NOW);
    reader.verify(&code, Expected::OneWay, NOW).unwrap();
    reader.verify(&copy(&code), Expected::OneWay, NOW + seconds).unwrap_err()
}

/// The bytes with the only `old` in them replaced by a text of the same length.
fn replaced(bytes: &[u8], old: &str, new: &str) -> Vec<u8> {
    assert_eq!(old.len(), new.len());
    let places: Vec<usize> =
        (0..bytes.len()).filter(|at| bytes[*at..].starts_with(old.as_bytes())).collect();
    let [at] = places[..] else { panic!("{} places", places.len()) };
    let mut edited = bytes.to_vec();
    edited[at..at + new.len()].copy_from_slice(new.as_bytes());
    edited
}
