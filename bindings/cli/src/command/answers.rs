//! Asking the security questions, and choosing which.

use vigiayto_core::access::questions::{QUESTIONS, QUESTIONS_ANSWERED, Question, question};
use vigiayto_core::access::{Answer, Answers};
use vigiayto_core::wallet::WalletError;

use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::output::{Cell, Page, Role};
use crate::secrets::{Purpose, Secrets, ask_openly, say};
use crate::words::{self, Phrase, Said};

/// The questions named by `ids`, or chosen from the list by a person.
///
/// # Errors
/// Not three different known ids, or none and nobody to ask.
pub(super) fn choose(desk: &Desk<'_>, ids: &[String]) -> Result<Vec<&'static Question>, Failure> {
    if !ids.is_empty() {
        let known: Option<Vec<_>> = ids.iter().map(|id| question(id.trim())).collect();
        return known.filter(|chosen| are_enough(chosen)).ok_or_else(|| {
            let message = Phrase::from(words::BAD_QUESTIONS).with("needed", QUESTIONS_ANSWERED);
            Failure::new(Exit::Usage, "bad_questions", message, words::BAD_QUESTIONS_HINT)
        });
    }
    let Secrets::Prompt { language } = desk.secrets else {
        let message = Phrase::from(words::MISSING_OPTION).with("argument", "--questions");
        return Err(Failure::new(
            Exit::Usage,
            "questions_missing",
            message,
            words::BAD_QUESTIONS_HINT,
        ));
    };
    let mut page = Page::default();
    let rows = QUESTIONS.iter().enumerate().map(|(at, question)| {
        vec![
            Cell::new(Role::Accent, (at + 1).to_string()),
            Cell::new(Role::Plain, question.text.text(language)),
        ]
    });
    page.table(rows.collect());
    desk.output.aside(&page);
    loop {
        let line = ask_openly(words::ASK_QUESTIONS.text(language))?;
        if let Some(chosen) = by_numbers(&line) {
            return Ok(chosen);
        }
        say(words::CHOOSE_AGAIN, language);
    }
}

/// The answers to `questions`, asked one by one.
///
/// # Errors
/// As [`Secrets::answer`].
pub(super) fn ask(
    desk: &mut Desk<'_>,
    questions: &[&'static Question],
    purpose: Purpose,
) -> Result<Answers, Failure> {
    let language = desk.language();
    let mut answers = Vec::with_capacity(questions.len());
    for question in questions {
        let text = desk.secrets.answer(question.text.text(language), purpose)?;
        // Every question comes from the core's own list.
        answers.extend(Answer::new(question.id, &text));
    }
    Answers::new(answers).map_err(|weak| WalletError::from(weak).into())
}

/// A refusal of new answers, which names the question that is meant: the core counts in the order of its own list.
pub(super) fn explain(error: WalletError, questions: &[&'static Question]) -> Failure {
    let WalletError::WeakAnswer(weak) = error else { return error.into() };
    let mut asked = questions.to_vec();
    asked.sort_by_key(|question| QUESTIONS.iter().position(|known| known.id == question.id));
    let meant = weak.answer().and_then(|at| asked.get(at.checked_sub(1)?).copied());
    let mut failure = Failure::from(error);
    if let Some(question) = meant {
        failure.hint = Some(Box::new(Said::in_both(|language| {
            let text = question.text.text(language);
            Phrase::from(words::QUESTION_MEANT).with("question", text).text(language)
        })));
        failure = failure.with("question", question.id);
    }
    failure
}

/// `1 4 9` or `1, 4, 9`: the questions with these numbers of the shown list.
fn by_numbers(line: &str) -> Option<Vec<&'static Question>> {
    let numbers = line.split([',', ' ']).filter(|part| !part.is_empty());
    let chosen: Option<Vec<_>> =
        numbers.map(|part| QUESTIONS.get(part.parse::<usize>().ok()?.checked_sub(1)?)).collect();
    chosen.filter(|chosen| are_enough(chosen))
}

fn are_enough(chosen: &[&Question]) -> bool {
    let mut ids: Vec<_> = chosen.iter().map(|question| question.id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.len() == QUESTIONS_ANSWERED && chosen.len() == QUESTIONS_ANSWERED
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_chosen_by_three_different_numbers() {
        let ids = |line: &str| {
            by_numbers(line).map(|chosen| chosen.iter().map(|one| one.id).collect::<Vec<_>>())
        };
        let third = QUESTIONS[2].id;
        assert_eq!(ids("1 2 3"), ids("1,2, 3"));
        assert_eq!(ids("3 1 2").and_then(|ids| ids.first().copied()), Some(third));
        for wrong in ["", "1 2", "1 2 2", "0 1 2", "1 2 99", "1 2 x", "1 2 3 4"] {
            assert_eq!(ids(wrong), None, "{wrong}");
        }
    }
}
