//! `verify`: codes from texts, pictures or a scanner, each with its verdict; all in one process, so that a copy is noticed.

mod lines;
mod verdict;

use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use vigiayto_core::credential::key::PublicKey;
use vigiayto_core::qr::frames::Progress;
use vigiayto_core::verify::{Expected, PendingRequest, Policy, Reader, Refusal};

use self::lines::{BoundedLines, Line};
use self::verdict::Verdict;
use crate::args::Verify;
use crate::counter::exchange::{self, RequestFile};
use crate::counter::moment;
use crate::counter::scanner::{self, Scanner, Seen};
use crate::desk;
use crate::failure::{Exit, Failure};
use crate::files;
use crate::home::Home;
use crate::output::{Output, Page, Report, Role};
use crate::sandbox::{LIST_LIMIT, PIN, STATUS_LIST, TRUST_LIST};
use crate::words::Phrase;
use crate::words::counter as words;

pub(super) fn run(
    arguments: &Verify,
    home: Option<PathBuf>,
    output: &Output,
) -> Result<Report, Failure> {
    let mut counter = Counter::of(arguments, home, output)?;
    for text in &arguments.texts {
        counter.take(text.as_bytes())?;
    }
    for path in &arguments.image {
        for payload in scanner::payloads(path)? {
            counter.take(&payload)?;
        }
    }
    if !arguments.frames.is_empty() {
        counter.take_series(&scanner::pictures(&arguments.frames)?)?;
    }
    if arguments.texts.is_empty() && arguments.image.is_empty() && arguments.frames.is_empty() {
        counter.take_lines()?;
    }
    Ok(Report::given(counter.exit))
}

/// A counter at work.
struct Counter<'a> {
    reader: Reader,
    pending: Option<PendingRequest>,
    scanner: Scanner,
    output: &'a Output,
    /// The time that is rehearsed.
    now: Option<i64>,
    /// The series that was verified last: its further frames say nothing new.
    last_series: Option<Vec<u8>>,
    exit: Option<Exit>,
}

impl<'a> Counter<'a> {
    fn of(arguments: &Verify, home: Option<PathBuf>, output: &'a Output) -> Result<Self, Failure> {
        let now = arguments.now.unwrap_or_else(moment::now);
        let mut reader = Reader::default();
        if arguments.strict {
            reader.policy = Policy::STRICT;
        }
        match &arguments.trust {
            Some(trust) => {
                let pinned = arguments.pin.iter().map(|pin| exchange::pin(pin));
                let pinned = pinned.collect::<Result<Vec<_>, _>>()?;
                take_lists(&mut reader, trust, &pinned, &arguments.status, now)?;
            }
            None => {
                let folder = match &arguments.counter {
                    Some(folder) => folder.clone(),
                    None => Home::choose(home)?.desk(),
                };
                take_folder(&mut reader, &folder, now)?;
            }
        }
        let pending = arguments.request.as_deref().map(pending).transpose()?;
        Ok(Self {
            reader,
            pending,
            scanner: Scanner::default(),
            output,
            now: arguments.now,
            last_series: None,
            exit: None,
        })
    }

    /// Verifies what one symbol or one line says.
    fn take(&mut self, payload: &[u8]) -> Result<(), Failure> {
        match self.scanner.see(payload) {
            Seen::Content(content) => self.judge(&content),
            Seen::Series(message) if self.last_series.as_ref() == Some(&message) => Ok(()),
            Seen::Series(message) => {
                self.judge(&message)?;
                self.last_series = Some(message);
                Ok(())
            }
            Seen::Piece(progress) => {
                self.tell(progress);
                Ok(())
            }
            Seen::Paper(kind) => self.say(&Verdict::Paper(kind)),
            Seen::Nothing(refusal) => self.say(&Verdict::Refused(refusal)),
        }
    }

    /// Puts a series together from pictures; pictures without a code are the camera's misses.
    fn take_series(&mut self, pictures: &[PathBuf]) -> Result<(), Failure> {
        let mut last = None;
        for path in pictures {
            let payloads = match scanner::payloads(path) {
                Ok(payloads) => payloads,
                Err(failure) if failure.code == "no_code" => continue,
                Err(failure) => return Err(failure),
            };
            for payload in payloads {
                match self.scanner.see(&payload) {
                    Seen::Series(message) => return self.judge(&message),
                    Seen::Piece(progress) => last = Some(progress),
                    _ => {}
                }
            }
        }
        Err(incomplete(last))
    }

    /// Verifies what a scanner types, line by line.
    fn take_lines(&mut self) -> Result<(), Failure> {
        if io::stdin().is_terminal() {
            let words = words::SCAN_NOW.text(self.output.language);
            self.output.aside(&Page::result(Role::Quiet, words));
        }
        let mut lines = BoundedLines::new(io::stdin().lock());
        while let Some(line) = lines.next_line() {
            match line.map_err(|_| desk::no_input())? {
                Line::Text(text) if text.trim_ascii().is_empty() => {}
                Line::Text(text) => self.take(&text)?,
                Line::TooLong => self.say(&Verdict::Refused(Refusal::NotACode))?,
            }
        }
        Ok(())
    }

    fn judge(&mut self, content: &[u8]) -> Result<(), Failure> {
        self.last_series = None;
        let now = self.now();
        let expected = self.pending.as_ref().map_or(Expected::OneWay, Expected::Answer);
        let verdict = match self.reader.verify(content, expected, now) {
            Ok(verified) => Verdict::Genuine(Box::new(verified)),
            Err(refusal) => Verdict::Refused(refusal),
        };
        self.say(&verdict)
    }

    fn say(&mut self, verdict: &Verdict) -> Result<(), Failure> {
        let asked = self.pending.as_ref().map(|pending| &pending.request);
        let report = verdict.report(asked, self.now(), self.output.language);
        self.exit = self.exit.or(report.exit);
        self.output.report(&report).map_err(|_| desk::no_output())
    }

    fn tell(&self, progress: Progress) {
        let line = Phrase::from(words::PIECES)
            .with("received", progress.received)
            .with("needed", progress.needed);
        self.output.aside(&Page::result(Role::Quiet, line.text(self.output.language)));
    }

    fn now(&self) -> i64 {
        self.now.unwrap_or_else(moment::now)
    }
}

/// A folder's lists, as far as there are any. Without a trust list every code is refused, and the reason says so.
fn take_folder(reader: &mut Reader, folder: &Path, now: i64) -> Result<(), Failure> {
    let (trust, pin, status) =
        (folder.join(TRUST_LIST), folder.join(PIN), folder.join(STATUS_LIST));
    if !trust.is_file() {
        return Ok(());
    }
    let text = files::read(&pin, files::TEXT_LIMIT)?;
    let text = String::from_utf8_lossy(&text);
    let pinned = text.split_whitespace().map(exchange::pin).collect::<Result<Vec<_>, _>>()?;
    let status = if status.is_file() { vec![status] } else { Vec::new() };
    take_lists(reader, &trust, &pinned, &status, now)
}

fn take_lists(
    reader: &mut Reader,
    trust: &Path,
    pinned: &[PublicKey],
    status: &[PathBuf],
    now: i64,
) -> Result<(), Failure> {
    let taken = reader.trust.update(&files::read(trust, LIST_LIMIT)?, pinned, now);
    taken.map_err(|_| not_taken(trust, words::TRUST_NOT_TAKEN_HINT))?;
    let Some(list) = reader.trust.list() else { return Ok(()) };
    for path in status {
        let taken = reader.status.update(&files::read(path, LIST_LIMIT)?, list, now);
        taken.map_err(|_| not_taken(path, words::STATUS_NOT_TAKEN_HINT))?;
    }
    Ok(())
}

fn pending(path: &Path) -> Result<PendingRequest, Failure> {
    let file: RequestFile = exchange::read(path)?;
    file.pending().ok_or_else(|| exchange::other_form::<RequestFile>(path))
}

fn not_taken(path: &Path, hint: vigiayto_core::language::Message) -> Failure {
    let message = Phrase::from(words::LIST_NOT_TAKEN).with("file", path.display());
    Failure::new(Exit::Refused, "list_not_taken", message, hint)
}

fn incomplete(progress: Option<Progress>) -> Failure {
    let (received, needed) = progress.map_or((0, 0), |it| (it.received, it.needed));
    let message = Phrase::from(words::INCOMPLETE).with("received", received).with("needed", needed);
    Failure::new(Exit::Refused, "incomplete_series", message, words::INCOMPLETE_HINT)
        .with("received", received)
        .with("needed", needed)
}
