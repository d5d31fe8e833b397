//! Codes and answers on their way in: from a hidden prompt, or one a line from standard input.
//!
//! A line lives in one buffer that is wiped, and goes digit by digit into the core's own entry; the process's allocator
//! wipes whatever a library copied on the way.

use std::fs::File;
use std::io::{self, IsTerminal as _, Read as _};

use rpassword::ConfigBuilder;
use vigiayto_core::access::{Passcode, PasscodeEntry, weakness_of};
use vigiayto_core::language::{Language, Message};
use vigiayto_core::secret::SecretText;
use zeroize::Zeroizing;

use crate::failure::{Exit, Failure};
use crate::words::{self, Phrase};

/// Where secrets come from.
pub(crate) enum Secrets {
    /// A person at a terminal; new secrets are asked for twice.
    Prompt {
        /// The prompts' language.
        language: Language,
    },
    /// Standard input, one a line, never repeated for confirmation.
    Lines(Lines),
}

/// Whether the person sets a secret or repeats a known one.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Purpose {
    /// Known to the wallet; a slip is refused by the wallet itself.
    Existing,
    /// Set now; a slip would lock the person out, so a prompt asks twice.
    New,
}

impl Secrets {
    /// One line for `prompt`.
    ///
    /// # Errors
    /// There is no terminal to ask on, or the input ended or was malformed.
    pub(crate) fn line(
        &mut self,
        prompt: &str,
        purpose: Purpose,
        echo: Echo,
    ) -> Result<Zeroizing<String>, Failure> {
        match self {
            Self::Lines(lines) => lines.next_line(),
            Self::Prompt { language } => loop {
                let first = ask(prompt, echo)?;
                if purpose == Purpose::Existing {
                    return Ok(first);
                }
                let second = ask(words::ASK_AGAIN.text(*language), echo)?;
                if *first == *second {
                    return Ok(first);
                }
                say(words::SECRETS_DIFFER, *language);
            },
        }
    }

    /// A passcode.
    ///
    /// # Errors
    /// As [`Self::line`], or it is not six digits.
    pub(crate) fn passcode(
        &mut self,
        prompt: Message,
        purpose: Purpose,
    ) -> Result<Passcode, Failure> {
        let Self::Prompt { language } = *self else {
            return digits(&self.line("", purpose, Echo::Dots)?);
        };
        loop {
            let passcode = digits(&self.line(prompt.text(language), purpose, Echo::Dots)?)?;
            // The wallet decides; this only spares a person the rest of the questions.
            match weakness_of(&passcode, &[]).filter(|_| purpose == Purpose::New) {
                None => return Ok(passcode),
                Some(weakness) => say(weakness.message(), language),
            }
        }
    }

    /// An answer to a security question.
    ///
    /// # Errors
    /// As [`Self::line`].
    pub(crate) fn answer(
        &mut self,
        question: &str,
        purpose: Purpose,
    ) -> Result<SecretText, Failure> {
        let mut line = self.line(&format!("{question}\n> "), purpose, Echo::Silent)?;
        Ok(SecretText::new(std::mem::take(&mut *line)))
    }
}

/// What a hidden prompt shows for each character.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Echo {
    /// A dot: for a passcode, whose length everybody knows.
    Dots,
    /// Nothing.
    Silent,
}

/// Lines of standard input, read without the standard library's own buffer, which nobody wipes.
pub(crate) struct Lines {
    input: File,
    buffer: Zeroizing<Vec<u8>>,
}

impl Lines {
    /// Takes standard input.
    ///
    /// # Errors
    /// When the process has none.
    pub(crate) fn from_stdin() -> io::Result<Self> {
        #[cfg(unix)]
        let input = {
            use std::os::fd::AsFd as _;
            File::from(io::stdin().as_fd().try_clone_to_owned()?)
        };
        #[cfg(windows)]
        let input = {
            use std::os::windows::io::AsHandle as _;
            File::from(io::stdin().as_handle().try_clone_to_owned()?)
        };
        Ok(Self { input, buffer: Zeroizing::new(Vec::with_capacity(LINE_LIMIT + 1)) })
    }

    fn next_line(&mut self) -> Result<Zeroizing<String>, Failure> {
        let end = loop {
            if let Some(end) = self.buffer.iter().position(|byte| *byte == b'\n') {
                break end;
            }
            if self.buffer.len() > LINE_LIMIT {
                let message = Phrase::from(words::SECRET_TOO_LONG).with("limit", LINE_LIMIT);
                return Err(malformed("secret_too_long", message));
            }
            // Never past the reserved room, so that the buffer does not move and leave a copy behind.
            let room = self.buffer.capacity() - self.buffer.len();
            let mut chunk = Zeroizing::new([0; 256]);
            let wanted = room.min(chunk.len());
            let count = self.input.read(&mut chunk[..wanted]).map_err(|_| missing())?;
            if count == 0 {
                if self.buffer.is_empty() {
                    return Err(missing());
                }
                break self.buffer.len();
            }
            self.buffer.extend_from_slice(&chunk[..count]);
        };
        let line = self.buffer[..end].strip_suffix(b"\r").unwrap_or(&self.buffer[..end]);
        let text = std::str::from_utf8(line)
            .map(|text| Zeroizing::new(text.to_owned()))
            .map_err(|_| malformed("secret_not_text", words::SECRET_NOT_TEXT.into()))?;
        let used = self.buffer.len().min(end + 1);
        self.buffer.drain(..used);
        Ok(text)
    }
}

fn ask(prompt: &str, echo: Echo) -> Result<Zeroizing<String>, Failure> {
    if !io::stdin().is_terminal() {
        return Err(no_terminal());
    }
    let builder = ConfigBuilder::new();
    let config = match echo {
        Echo::Dots => builder.password_feedback_mask('•').build(),
        Echo::Silent => builder.build(),
    };
    rpassword::prompt_password_with_config(prompt, config)
        .map(Zeroizing::new)
        .map_err(|_| no_terminal())
}

/// Asks for what is no secret and may be seen while it is typed.
///
/// # Errors
/// There is no terminal to ask on.
pub(crate) fn ask_openly(prompt: &str) -> Result<String, Failure> {
    use std::io::Write as _;
    if !io::stdin().is_terminal() {
        return Err(no_terminal());
    }
    let mut err = io::stderr();
    let mut line = String::new();
    let count = write!(err, "{prompt}")
        .and_then(|()| err.flush())
        .and_then(|()| io::stdin().read_line(&mut line))
        .map_err(|_| no_terminal())?;
    // The end of input is no answer, and would be none the next time either.
    if count == 0 { Err(missing()) } else { Ok(line.trim().to_owned()) }
}

/// Tells a person at the prompt something between two questions.
pub(crate) fn say(message: Message, language: Language) {
    use std::io::Write as _;
    // A person who can't be told is asked again anyway.
    let _ = writeln!(io::stderr(), "{}", message.text(language));
}

fn no_terminal() -> Failure {
    Failure::new(Exit::Usage, "no_terminal", words::NO_TERMINAL, words::NO_TERMINAL_HINT)
}

/// Digit by digit into the core's own entry.
fn digits(line: &str) -> Result<Passcode, Failure> {
    let mut entry = PasscodeEntry::new();
    for byte in line.trim().bytes() {
        entry.push_digit(byte.wrapping_sub(b'0')).map_err(|_| not_six_digits())?;
    }
    entry.submit().map_err(|_| not_six_digits())
}

/// Nothing was tried with it, so nothing counts as wrong.
pub(crate) fn not_six_digits() -> Failure {
    let (message, hint) = (words::PASSCODE_FORMAT, words::PASSCODE_FORMAT_HINT);
    Failure::new(Exit::Refused, "passcode_format", message, hint)
}

fn missing() -> Failure {
    malformed("secret_missing", words::SECRET_MISSING.into())
}

fn malformed(code: &'static str, message: Phrase) -> Failure {
    Failure::new(Exit::Usage, code, message, words::SECRET_ORDER_HINT)
}

/// Longer than any answer a person gives, short enough to be held in one buffer.
const LINE_LIMIT: usize = 1024;
