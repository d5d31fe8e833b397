//! The QR codes that papers carry: what kind they are, what they say, and how to print them again.
//!
//! None of them is signed, so anyone can print one: what is read here is [`Evidence::Scanned`] and no more. The layouts
//! of citizen cards and health-insurance cards are known; those of licences and registrations were never published, so
//! they are guessed at and the owner corrects.
//!
//! [`Evidence::Scanned`]: super::Evidence::Scanned

mod citizen_card;
mod driver_licence;
mod health_insurance;
mod source;
mod vehicle_registration;

use alloc::string::String;
use alloc::vec::Vec;

pub use self::source::{AdditionalSlot, Payload, PrintedSource};
use super::forms::{Draft, FieldProblem, labels_of};
use super::kind::{Document, DocumentKind};
use super::labels::{self, reasons};
use crate::language::Message;

/// How sure the wallet is of what a payload is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Confidence {
    /// It has a layout of its kind to the letter, and every field was read.
    Certain,
    /// It has the marks of its kind, but is short, long, or has fields that could not be read.
    Likely,
    /// A guess from patterns; the owner must look at every field.
    Guess,
    /// No kind is known for it.
    Unknown,
}

impl Confidence {
    /// The words.
    #[must_use]
    pub fn message(self) -> Message {
        match self {
            Self::Certain => labels::CERTAIN,
            Self::Likely => labels::LIKELY,
            Self::Guess => labels::GUESS,
            Self::Unknown => labels::UNKNOWN,
        }
    }
}

/// What a payload turned out to be.
#[derive(Clone, Eq, PartialEq)]
pub struct Identified {
    /// The kind that it most likely is.
    pub kind_guess: Option<DocumentKind>,
    /// How sure that is.
    pub confidence: Confidence,
    /// The document, if nothing is missing that it cannot be without.
    pub document: Option<Document>,
    /// Everything that was read, to be corrected and completed.
    pub draft: Draft,
    /// The payload, byte for byte, with its unknown slots. `None` only for payloads that are not kept: empty ones, and
    /// ones larger than [`MAX_PAYLOAD_BYTES`].
    pub source: Option<PrintedSource>,
    /// The fields that could not be read, and why.
    pub problems: Vec<FieldProblem>,
}

opaque_debug!(Identified);

impl PrintedSource {
    /// Whether the document still says what the paper's QR says. Facts that the QR lacks may be added; a guessed
    /// layout proves nothing either way.
    #[must_use]
    pub fn agreement(&self, document: &Document) -> Agreement {
        let found = identify(self.payload.as_bytes());
        let Some(read) = found.document else { return Agreement::Unknown };
        if matches!(found.confidence, Confidence::Guess | Confidence::Unknown) {
            return Agreement::Unknown;
        }
        let (read, kept) = (read.to_draft(), document.to_draft());
        let unchanged = read.entries().iter().all(|entry| kept.entries().contains(entry));
        if unchanged { Agreement::Same } else { Agreement::Corrected }
    }
}

/// How a document stands to the QR that it was read from.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Agreement {
    /// Every fact of the QR is as it was read.
    Same,
    /// Some fact of the QR was changed by hand, or removed.
    Corrected,
    /// The QR does not tell enough to say.
    Unknown,
}

impl Identified {
    /// What was read as a form to be corrected by hand, every field of the kind present; `None` without a kind.
    #[must_use]
    pub fn to_form(&self) -> Option<String> {
        let kind = self.kind_guess?;
        let labels = labels_of(kind);
        let mut draft = self.draft.clone();
        for label in &labels {
            if draft.value(*label).is_none() {
                draft.set(*label, "");
            }
        }
        Some(draft.to_form(kind, &labels))
    }
}

/// Says which kind of paper a QR code's payload comes from, how sure that is, and which fields failed and why.
///
/// Takes any bytes. A web address is kept as the payload and never opened.
#[must_use]
pub fn identify(payload: &[u8]) -> Identified {
    let mut found = Identified {
        kind_guess: None,
        confidence: Confidence::Unknown,
        document: None,
        draft: Draft::default(),
        source: None,
        problems: Vec::new(),
    };
    if payload.len() > MAX_PAYLOAD_BYTES {
        found.problems.push(whole_payload("", reasons::TOO_LARGE));
        return found;
    }
    let text = readable(payload);
    if text.is_empty() {
        found.problems.push(whole_payload("", reasons::EMPTY));
        return found;
    }
    let mut source = PrintedSource { payload: Payload::new(payload), additional: Vec::new() };
    // From the strictest to the loosest.
    let readers = [
        citizen_card::read,
        health_insurance::read,
        vehicle_registration::read,
        driver_licence::read,
    ];
    if is_web_address(&text) {
        found.problems.push(whole_payload(&text, reasons::WEB_ADDRESS));
    } else if let Some(reading) = readers.iter().find_map(|read| read(&text)) {
        let (document, problems) = Document::from_draft(reading.kind, &reading.draft);
        found.kind_guess = Some(reading.kind);
        found.confidence = reading.confidence;
        found.document = document;
        found.problems = problems;
        found.problems.extend(reading.problems);
        found.problems.extend(damaged(&reading.draft, reading.kind));
        found.draft = reading.draft;
        source.additional = reading.additional;
    } else {
        found.problems.push(whole_payload(&text, reasons::NOT_RECOGNISED));
    }
    let doubtful = found.document.is_none() || !found.problems.is_empty();
    if doubtful && found.confidence == Confidence::Certain {
        found.confidence = Confidence::Likely;
    }
    found.source = Some(source);
    found
}

/// Prints a document as its paper's QR carries it, where that layout is known.
pub(crate) fn print(document: &Document) -> Option<String> {
    let printed = match document {
        Document::CitizenCard(card) => citizen_card::print(card),
        Document::HealthInsurance(card) => health_insurance::print(card),
        _ => None,
    };
    printed.filter(|payload| payload.len() <= MAX_TEXT_PAYLOAD_BYTES)
}

/// What one reader made of a payload.
struct Reading {
    kind: DocumentKind,
    confidence: Confidence,
    draft: Draft,
    additional: Vec<AdditionalSlot>,
    /// What could not even be decoded.
    problems: Vec<FieldProblem>,
}

/// The payload as text: without byte order mark, a NUL and all behind it, line ends and outer spaces, which scanners
/// add. Bytes that are not UTF-8 become U+FFFD and are reported field by field.
fn readable(payload: &[u8]) -> String {
    let end = payload.iter().position(|byte| *byte == 0).unwrap_or(payload.len());
    let text = String::from_utf8_lossy(payload.get(..end).unwrap_or_default());
    let text = text.trim_start_matches('\u{FEFF}');
    String::from(text.trim_matches(|letter: char| letter.is_whitespace() || letter.is_control()))
}

fn is_web_address(text: &str) -> bool {
    let scheme = text.split_once("://").map(|(scheme, _)| scheme);
    let letters = |scheme: &str| {
        !scheme.is_empty()
            && scheme.len() <= LONGEST_SCHEME
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    };
    scheme.is_some_and(letters)
        || text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."))
}

/// Fields in which letters were lost: bytes that were not UTF-8, and the `?` that keyboard scanners put for vowels.
fn damaged(draft: &Draft, kind: DocumentKind) -> Vec<FieldProblem> {
    let lost = |text: &str| text.contains(['\u{FFFD}', '?']);
    labels_of(kind)
        .into_iter()
        .filter_map(|label| {
            let raw = draft.value(label).filter(|text| lost(text))?;
            Some(problem(label, raw, reasons::DAMAGED))
        })
        .collect()
}

fn whole_payload(raw: &str, reason: Message) -> FieldProblem {
    problem(labels::WHOLE_CODE, raw, reason)
}

fn problem(field: Message, raw: &str, reason: Message) -> FieldProblem {
    FieldProblem { key: String::from(labels::key(field)), field, raw: String::from(raw), reason }
}

/// The most that a QR code can hold: 7,089 digits in version 40 at level L (ISO/IEC 18004 table 7).
pub const MAX_PAYLOAD_BYTES: usize = 7_089;

/// The most text that a QR code can hold: version 40 at level L in byte mode (ISO/IEC 18004 table 7).
const MAX_TEXT_PAYLOAD_BYTES: usize = 2_953;

const LONGEST_SCHEME: usize = 20;
