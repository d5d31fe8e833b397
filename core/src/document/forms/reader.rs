//! Reads a draft field by field and keeps every problem, so that one look tells a person all there is to mend.

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

use super::draft::Draft;
use crate::document::field::FieldValue;
use crate::document::labels::{self, reasons};
use crate::language::Message;

/// One field that could not be used.
#[derive(Clone, Eq, PartialEq)]
pub struct FieldProblem {
    /// The field's key in forms.
    pub key: String,
    /// The field by name.
    pub field: Message,
    /// What stood there; personal, for the owner's eyes only.
    pub raw: String,
    /// What is wanted instead.
    pub reason: Message,
}

opaque_debug!(FieldProblem);

/// Reads a draft.
pub(crate) struct Reader<'d> {
    draft: &'d Draft,
    problems: Vec<FieldProblem>,
    labels: Vec<Message>,
}

impl<'d> Reader<'d> {
    pub(crate) fn new(draft: &'d Draft) -> Self {
        Self { draft, problems: Vec::new(), labels: Vec::new() }
    }

    /// A field that the document cannot be without.
    pub(crate) fn required<V: FieldValue>(&mut self, label: Message) -> Option<V> {
        self.required_as(label, V::parse)
    }

    /// The same, read by a function of its own.
    pub(crate) fn required_as<V>(
        &mut self,
        label: Message,
        parse: impl FnOnce(&str) -> Result<V, Message>,
    ) -> Option<V> {
        self.labels.push(label);
        let Some(text) = self.draft.value(label) else {
            self.problem(label, "", reasons::MISSING);
            return None;
        };
        self.parsed(label, parse(text))
    }

    /// A field that may be absent.
    pub(crate) fn optional<V: FieldValue>(&mut self, label: Message) -> Option<V> {
        self.labels.push(label);
        let text = self.draft.value(label)?;
        self.parsed(label, V::parse(text))
    }

    /// A field that cannot be judged now, because one that it depends on has a problem.
    pub(crate) fn skip(&mut self, label: Message) {
        self.labels.push(label);
    }

    /// The problems, with one for every key that no field has: nothing typed is dropped in silence.
    pub(crate) fn into_problems(mut self) -> Vec<FieldProblem> {
        let known: BTreeSet<&str> = self.labels.iter().map(|label| labels::key(*label)).collect();
        for (key, text) in self.draft.entries() {
            if !known.contains(key.as_str()) {
                self.problems.push(FieldProblem {
                    key: key.clone(),
                    field: labels::UNKNOWN_FIELD,
                    raw: text.clone(),
                    reason: reasons::NOT_IN_FORM,
                });
            }
        }
        self.problems
    }

    /// The fields that were asked for, in order.
    pub(crate) fn into_labels(self) -> Vec<Message> {
        self.labels
    }

    fn parsed<V>(&mut self, label: Message, value: Result<V, Message>) -> Option<V> {
        match value {
            Ok(value) => Some(value),
            Err(reason) => {
                let raw = self.draft.value(label).unwrap_or_default();
                self.problem(label, raw, reason);
                None
            }
        }
    }

    fn problem(&mut self, label: Message, raw: &str, reason: Message) {
        self.problems.push(FieldProblem {
            key: String::from(labels::key(label)),
            field: label,
            raw: String::from(raw),
            reason,
        });
    }
}
