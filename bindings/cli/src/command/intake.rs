//! From a picture, a text or a form to a document: what `add` and `edit` share.

use serde_json::{Value, json};
use vigiayto_core::document::{
    Confidence, Document, DocumentKind, Draft, FieldProblem, FormError, Identified, PrintedSource,
    forms::MAX_FORM_BYTES, identify,
};

use crate::failure::{Exit, Failure};
use crate::words::{self, Phrase, Said};

/// A document that is ready to be kept, and what is still doubtful about it.
pub(crate) struct Intake {
    pub(crate) document: Document,
    pub(crate) source: Option<PrintedSource>,
    pub(crate) certainty: Certainty,
    pub(crate) problems: Vec<FieldProblem>,
}

/// How the document was understood.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Certainty {
    /// A person wrote it.
    Typed,
    /// As the core says of a scanned code.
    Scanned(Confidence),
}

impl Certainty {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Typed => "typed",
            Self::Scanned(Confidence::Certain) => "certain",
            Self::Scanned(Confidence::Likely) => "likely",
            Self::Scanned(Confidence::Guess) => "guess",
            Self::Scanned(_) => "unknown",
        }
    }
}

/// What a code's payload says, with the person's corrections.
///
/// # Errors
/// No document comes out of it: every field that stands in the way is named.
pub(crate) fn from_payload(
    payload: &[u8],
    kind: Option<DocumentKind>,
    corrections: &[String],
) -> Result<Intake, Failure> {
    let Identified { kind_guess, confidence, document, mut draft, source, problems, .. } =
        identify(payload);
    let kind = kind.or(kind_guess);
    let (document, problems) = match kind {
        Some(kind) if !corrections.is_empty() || Some(kind) != kind_guess => {
            correct(&mut draft, corrections)?;
            Document::from_draft(kind, &draft)
        }
        _ => (document, problems),
    };
    match document {
        Some(document) => {
            Ok(Intake { document, source, certainty: Certainty::Scanned(confidence), problems })
        }
        None => Err(not_understood(kind, &problems)),
    }
}

/// What a form says.
///
/// # Errors
/// It is no form, or fields are wrong: each is named.
pub(crate) fn from_form(bytes: &[u8]) -> Result<Document, Failure> {
    let text = std::str::from_utf8(bytes).map_err(|_| {
        Failure::new(Exit::Usage, "form_not_text", words::FORM_NOT_TEXT, words::FORM_HINT)
    })?;
    Document::from_form(text).map_err(|error| match error {
        FormError::NotToml { line } => {
            let message = Phrase::from(words::FORM_NOT_TOML).with("line", line);
            Failure::new(Exit::Usage, "form_not_toml", message, words::FORM_HINT).with("line", line)
        }
        FormError::UnknownKind => Failure::new(
            Exit::Usage,
            "form_unknown_kind",
            words::FORM_UNKNOWN_KIND,
            words::FORM_HINT,
        ),
        FormError::Fields(problems) => wrong_fields(&problems),
        _ => {
            let message = Phrase::from(words::FORM_TOO_LARGE).with("limit", MAX_FORM_BYTES / 1024);
            Failure::new(Exit::Usage, "form_too_large", message, words::FORM_HINT)
        }
    })
}

/// A document with corrections (`field=value`; an empty value takes the field away).
///
/// # Errors
/// Fields are wrong: each is named.
pub(crate) fn corrected(document: &Document, corrections: &[String]) -> Result<Document, Failure> {
    let mut draft = document.to_draft();
    correct(&mut draft, corrections)?;
    match Document::from_draft(document.kind(), &draft) {
        (Some(document), problems) if problems.is_empty() => Ok(document),
        (_, problems) => Err(wrong_fields(&problems)),
    }
}

/// The kind that a person names by its code.
///
/// # Errors
/// There is no such kind.
pub(crate) fn kind(code: &str) -> Result<DocumentKind, Failure> {
    DocumentKind::from_code(code.trim()).ok_or_else(|| {
        let codes: Vec<_> = DocumentKind::ALL.iter().map(|kind| kind.code()).collect();
        let message = Phrase::from(words::BAD_VALUE).with("value", code).with("argument", "--kind");
        let hint = Phrase::from(words::CHOICES).with("choices", codes.join(", "));
        Failure::new(Exit::Usage, "unknown_kind", message, hint)
    })
}

/// A problem in words: which field, and why.
pub(crate) fn problem_text(problem: &FieldProblem) -> Said {
    Said::in_both(|language| {
        let (field, reason) = (problem.field.text(language), problem.reason.text(language));
        format!("{field} ({}): {reason}", problem.key)
    })
}

/// Problems for a program. What was read is not repeated: it is in the file the person gave.
pub(crate) fn problems_json(problems: &[FieldProblem]) -> Value {
    problems
        .iter()
        .map(|problem| {
            json!({
                "key": problem.key,
                "field": Said::from(problem.field),
                "reason": {"id": problem.reason.id, "text": Said::from(problem.reason)},
            })
        })
        .collect()
}

fn correct(draft: &mut Draft, corrections: &[String]) -> Result<(), Failure> {
    for correction in corrections {
        let (key, value) = correction.split_once('=').ok_or_else(|| {
            let message =
                Phrase::from(words::BAD_VALUE).with("value", correction).with("argument", "--set");
            Failure::new(Exit::Usage, "bad_correction", message, words::BAD_CORRECTION_HINT)
        })?;
        draft.set_key(key.trim(), value.trim());
    }
    Ok(())
}

fn not_understood(kind: Option<DocumentKind>, problems: &[FieldProblem]) -> Failure {
    let message: Said = match kind {
        Some(kind) => Said::in_both(|language| {
            Phrase::from(words::PAPER_INCOMPLETE)
                .with("kind", kind.title().text(language))
                .text(language)
        }),
        None => words::PAPER_UNKNOWN.into(),
    };
    let hint =
        if kind.is_some() { words::PAPER_INCOMPLETE_HINT } else { words::PAPER_UNKNOWN_HINT };
    let mut failure = Failure::new(Exit::Refused, "paper_not_understood", message, hint)
        .with("kind", kind.map(|kind| kind.code()))
        .with("problems", problems_json(problems));
    failure.details = problems.iter().map(problem_text).collect();
    failure
}

fn wrong_fields(problems: &[FieldProblem]) -> Failure {
    let message = Phrase::from(words::FORM_FIELDS).with("count", problems.len());
    let mut failure = Failure::new(Exit::Usage, "wrong_fields", message, words::FORM_FIELDS_HINT)
        .with("problems", problems_json(problems));
    failure.details = problems.iter().map(problem_text).collect();
    failure
}
