//! `questions`: what a person can choose three from.

use serde_json::json;
use vigiayto_core::access::questions::{QUESTIONS, QUESTIONS_ANSWERED};
use vigiayto_core::language::Language;

use crate::output::{Cell, Page, Report, Role};
use crate::words::{self, Phrase, Said};

pub(super) fn run(language: Language) -> Report {
    let result = Phrase::from(words::QUESTIONS_RESULT)
        .with("count", QUESTIONS.len())
        .with("needed", QUESTIONS_ANSWERED);
    let mut page = Page::result(Role::Plain, result.text(language));
    let rows = QUESTIONS.iter().map(|question| {
        vec![
            Cell::new(Role::Accent, question.id),
            Cell::new(Role::Plain, question.text.text(language)),
        ]
    });
    page.table(rows.collect());
    let list: Vec<_> = QUESTIONS
        .iter()
        .map(|question| json!({"id": question.id, "text": Said::from(question.text)}))
        .collect();
    Report::new(page, json!({"needed": QUESTIONS_ANSWERED, "questions": list}))
}
