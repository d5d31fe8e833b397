//! Why a command did not do what it was asked, and the exit code that says so to a script.

mod picture;
mod wallet;

use serde_json::Value;

use crate::words::{self, Phrase, Said};

/// The process's exit codes; documented in `bindings/cli/README.md`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Exit {
    /// The wallet refused: a wrong passcode, a document that is not there, a picture without a code.
    Refused,
    /// The command line or the input's form is wrong; trying again unchanged can't help.
    Usage,
    /// The wallet asks to wait.
    Wait,
    /// The wallet's files were changed outside the app, rolled back, or can't be read.
    Damaged,
}

/// A refusal in words and data.
pub(crate) struct Failure {
    pub(crate) exit: Exit,
    /// Stable, for programs: `wrong_passcode`.
    pub(crate) code: &'static str,
    /// What happened and what is safe.
    pub(crate) message: Box<Said>,
    /// More of what happened, one thing a line.
    pub(crate) details: Vec<Said>,
    /// What to do.
    pub(crate) hint: Option<Box<Said>>,
    /// Numbers that a program can act on, by name.
    pub(crate) data: Vec<(&'static str, Value)>,
}

impl Exit {
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Refused => 1,
            Self::Usage => 2,
            Self::Wait => 3,
            Self::Damaged => 4,
        }
    }
}

impl Failure {
    /// A refusal without data.
    pub(crate) fn new(
        exit: Exit,
        code: &'static str,
        message: impl Into<Said>,
        hint: impl Into<Said>,
    ) -> Self {
        let (message, hint) = (Box::new(message.into()), Some(Box::new(hint.into())));
        Self { exit, code, message, details: Vec::new(), hint, data: Vec::new() }
    }

    /// Adds a number or name that a program can act on.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.data.push((name, value.into()));
        self
    }

    /// The command needs a person's agreement that was not given.
    pub(crate) fn not_confirmed(flag: &'static str) -> Self {
        let hint = Phrase::from(words::NOT_CONFIRMED_HINT).with("flag", flag);
        Self::new(Exit::Refused, "not_confirmed", words::NOT_CONFIRMED, hint)
    }
}
