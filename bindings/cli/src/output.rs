//! What a command answers, and how it reaches the person or the program that asked: words or JSON on standard output,
//! questions and progress on standard error.

mod page;
mod paint;
mod progress;

use std::io::{self, IsTerminal as _, Write as _};

use serde_json::{Value, json};
use vigiayto_core::language::Language;

pub(crate) use self::page::{Cell, Page};
pub(crate) use self::paint::Role;
pub(crate) use self::progress::Progress;
use crate::failure::{Exit, Failure};
use crate::words::{self, Said};

/// Where answers go and in which form.
pub(crate) struct Output {
    pub(crate) language: Language,
    pub(crate) form: Form,
}

/// Who reads the answer.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Form {
    Words,
    Json,
}

/// A command's answer in both forms.
pub(crate) struct Report {
    /// For a person: one line of result first.
    pub(crate) page: Page,
    /// For a program: the shape that `bindings/cli/README.md` documents.
    pub(crate) data: Value,
    /// The exit code, when the answer was given and something is wrong all the same.
    pub(crate) exit: Option<Exit>,
}

impl Report {
    /// An answer with nothing wrong.
    pub(crate) fn new(page: Page, data: Value) -> Self {
        Self { page, data, exit: None }
    }

    /// The end of a command that gave its answers one by one.
    pub(crate) fn given(exit: Option<Exit>) -> Self {
        Self { page: Page::default(), data: Value::Null, exit }
    }
}

impl Output {
    /// Prints an answer to standard output.
    ///
    /// # Errors
    /// When standard output can't be written.
    pub(crate) fn report(&self, report: &Report) -> io::Result<()> {
        let mut out = io::stdout().lock();
        match self.form {
            Form::Words => {
                out.write_all(report.page.render(paint::for_stream(out.is_terminal())).as_bytes())?;
            }
            // A command that printed its answers one by one has nothing left to say.
            Form::Json if report.data.is_null() => {}
            Form::Json => writeln!(out, "{}", report.data)?,
        }
        out.flush()
    }

    /// Prints a refusal: to standard error in words, to standard output as JSON.
    ///
    /// # Errors
    /// When the stream can't be written.
    pub(crate) fn failure(&self, failure: &Failure) -> io::Result<()> {
        if self.form == Form::Json {
            let mut out = io::stdout().lock();
            writeln!(out, "{}", failure_json(failure))?;
            return out.flush();
        }
        let mut err = io::stderr().lock();
        let mut page = Page::default();
        let named = |label: vigiayto_core::language::Message, text: &Said| {
            format!("{}: {}", label.text(self.language), text.text(self.language))
        };
        page.line(Role::Bad, named(words::ERROR, &failure.message));
        for detail in &failure.details {
            page.line(Role::Plain, format!("  {}", detail.text(self.language)));
        }
        if let Some(hint) = &failure.hint {
            page.line(Role::Plain, named(words::HINT, hint));
        }
        err.write_all(page.render(paint::for_stream(err.is_terminal())).as_bytes())?;
        err.flush()
    }

    /// Shows something beside the answer: a list to choose from, what is about to happen.
    pub(crate) fn aside(&self, page: &Page) {
        let mut err = io::stderr().lock();
        // Who can't see it can't answer either, and is refused then.
        let _ = err.write_all(page.render(paint::for_stream(err.is_terminal())).as_bytes());
    }

    /// Part of an answer that comes step by step, in words only.
    ///
    /// # Errors
    /// When standard output can't be written.
    pub(crate) fn meanwhile(&self, page: &Page) -> io::Result<()> {
        if self.form == Form::Json {
            return Ok(());
        }
        let mut out = io::stdout().lock();
        out.write_all(page.render(paint::for_stream(out.is_terminal())).as_bytes())?;
        out.flush()
    }

    /// Whether the answer will be in colour.
    pub(crate) fn has_colour(&self) -> bool {
        paint::for_stream(io::stdout().is_terminal()) == paint::Paint::Colour
    }

    /// Whether somebody looks at the answer as it comes, where it can be drawn over.
    pub(crate) fn is_on_terminal(&self) -> bool {
        self.form == Form::Words && self.has_colour()
    }

    /// Movement on standard error while something long is done.
    pub(crate) fn progress(&self) -> Progress {
        Progress::new(io::stderr().is_terminal(), self.language)
    }
}

fn failure_json(failure: &Failure) -> Value {
    let mut error = json!({
        "code": failure.code,
        "exit": failure.exit.code(),
        "message": failure.message,
        "details": failure.details,
        "hint": failure.hint,
    });
    for (name, value) in &failure.data {
        error[*name] = value.clone();
    }
    json!({ "error": error })
}
