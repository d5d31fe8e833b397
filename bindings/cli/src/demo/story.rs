//! How the story is told: a numbered line for each step with its time, and below it what was seen.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use vigiayto_core::language::{Language, Message};

use crate::failure::{Exit, Failure};
use crate::output::{Cell, Output, Page, Report, Role};
use crate::words::{self, Phrase, Said};

/// The story so far.
pub(super) struct Story<'a> {
    output: &'a Output,
    folder: String,
    began: Instant,
    steps: Vec<Value>,
}

/// What one step saw.
pub(super) struct Told {
    pub(super) language: Language,
    page: Page,
    files: Vec<String>,
}

impl<'a> Story<'a> {
    /// Says what is about to be seen, and where its pictures will lie.
    ///
    /// # Errors
    /// Standard output can't be written.
    pub(super) fn begin(output: &'a Output, folder: &Path) -> Result<Self, Failure> {
        let folder = folder.display().to_string();
        let mut page = Page::result(Role::Strong, words::DEMO_TITLE.text(output.language));
        let place = Phrase::from(words::DEMO_FOLDER).with("folder", &folder);
        page.line(Role::Quiet, place.text(output.language));
        page.line(Role::Quiet, words::DEMO_MADE_UP.text(output.language));
        page.gap();
        tell(output, &page)?;
        Ok(Self { output, folder, began: Instant::now(), steps: Vec::new() })
    }

    /// Does one step and tells it with its time.
    ///
    /// # Errors
    /// The step's own failure, after it was told.
    pub(super) fn step<T>(
        &mut self,
        name: Message,
        act: impl FnOnce(&mut Told) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let language = self.output.language;
        let mut told = Told { language, page: Page::default(), files: Vec::new() };
        let began = Instant::now();
        let result = self.output.progress().during(name, || act(&mut told));
        let took = began.elapsed();
        let number = self.steps.len() + 1;
        let (mark, role) = if result.is_ok() { ("✓", Role::Good) } else { ("✗", Role::Bad) };
        let title =
            format!("{mark} {number}. {} · {}", name.text(language), seconds(took, language));
        let mut page = Page::result(role, title);
        page.append(told.page);
        tell(self.output, &page)?;
        self.steps.push(json!({
            "id": name.id,
            "name": Said::from(name),
            "milliseconds": millis(took),
            "files": told.files,
        }));
        result.map_err(|failure| failure.with("step", name.id))
    }

    /// The end: every step held.
    pub(super) fn end(self) -> Report {
        let language = self.output.language;
        let took = self.began.elapsed();
        let result = Phrase::from(words::DEMO_END)
            .with("count", self.steps.len())
            .with("time", seconds(took, language));
        let mut page = Page::default();
        page.gap();
        page.line(Role::Good, format!("✓ {}", result.text(language)));
        page.line(
            Role::Plain,
            Phrase::from(words::DEMO_FOLDER).with("folder", &self.folder).text(language),
        );
        let data = json!({
            "passed": true,
            "folder": self.folder,
            "steps": self.steps,
            "total_milliseconds": millis(took),
        });
        Report::new(page, data)
    }
}

impl Told {
    /// One thing that was seen.
    pub(super) fn line(&mut self, text: impl Into<String>) {
        self.page.line(Role::Plain, format!("    {}", text.into()));
    }

    /// One thing that was seen, from the catalogue.
    pub(super) fn say(&mut self, phrase: impl Into<Phrase>) {
        let text = phrase.into().text(self.language);
        self.line(text);
    }

    /// Rows with aligned columns.
    pub(super) fn table(&mut self, rows: Vec<Vec<Cell>>) {
        let indented = rows.into_iter().map(|mut row| {
            row.insert(0, Cell::new(Role::Plain, " "));
            row
        });
        self.page.table(indented.collect());
    }

    /// A file that was written.
    pub(super) fn file(&mut self, path: &Path) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.line(format!("→ {name}"));
        self.files.push(path.display().to_string());
    }
}

/// Ends the story when something does not hold.
///
/// # Errors
/// `what` should have held.
pub(super) fn check(holds: bool, what: Message) -> Result<(), Failure> {
    if holds {
        return Ok(());
    }
    let failure = Failure::new(Exit::Refused, "demo_check_failed", what, words::DEMO_FAILED_HINT);
    Err(failure.with("check", what.id))
}

fn tell(output: &Output, page: &Page) -> Result<(), Failure> {
    output.meanwhile(page).map_err(|_| {
        Failure::new(Exit::Refused, "no_output", words::DEMO_NO_OUTPUT, words::DEMO_NO_FOLDER_HINT)
    })
}

fn seconds(time: Duration, language: Language) -> String {
    let number = format!("{:.2}", time.as_secs_f64());
    match language {
        Language::Vi => format!("{} giây", number.replace('.', ",")),
        Language::En => format!("{number} s"),
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
