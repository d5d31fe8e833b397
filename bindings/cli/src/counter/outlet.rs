//! A code on its way out: onto the screen, into one picture, or into the pictures of a series.

use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use vigiayto_core::document::{CounterCaption, counter_svg};
use vigiayto_core::language::Language;
use vigiayto_core::present::{CheckWord, Shown};
use vigiayto_core::qr::frames::{FragmentSize, Frames};
use vigiayto_core::qr::{Symbol, TerminalInk};

use crate::args::Pictures;
use crate::command::present::symbol;
use crate::counter::moment;
use crate::desk::{Desk, no_output};
use crate::failure::{Exit, Failure};
use crate::files;
use crate::output::{Page, Role};
use crate::picture::render;
use crate::words::{self, Phrase, Said};

/// A code, and what is said around it.
pub(crate) struct Code<'c> {
    /// What it carries.
    pub(crate) content: &'c [u8],
    /// As one symbol or as a series.
    pub(crate) shown: &'c Shown,
    /// The word that the reader shows for it.
    pub(crate) word: CheckWord,
    /// Whose documents.
    pub(crate) holder: &'c str,
    /// Which facts, in both languages.
    pub(crate) facts: &'c Said,
}

/// Shows a code where it was asked for, and says how: the page, and the members of the answer.
///
/// # Errors
/// A picture can't be drawn or written.
pub(crate) fn show(
    desk: &Desk<'_>,
    code: &Code<'_>,
    pictures: &Pictures,
) -> Result<(Page, Value), Failure> {
    let language = desk.language();
    let mut page = Page::default();
    let mut data = json!({
        "form": "symbol",
        "code": null,
        "version": null,
        "needed": null,
        "frames": null,
        "word": word_json(code.word),
        "png": null,
        "files": null,
    });
    match code.shown {
        Shown::Symbol(text) if pictures.frames.is_none() => {
            let symbol = symbol(text.as_bytes())?;
            page.line(Role::Plain, one_symbol(&symbol).text(language));
            data["code"] = json!(text);
            data["version"] = json!(symbol.version());
            match &pictures.png {
                Some(path) => {
                    files::write(path, &code.picture(&symbol, language)?)?;
                    data["png"] = json!(path.display().to_string());
                    page.line(Role::Good, written(path).text(language));
                }
                None => page.verbatim(on_screen(desk, &symbol)),
            }
        }
        _ => {
            let frames = Frames::new(code.content, FragmentSize::default());
            let frames = frames.map_err(|_| too_large())?;
            let count = pictures.count.map_or_else(|| usual_count(frames.count()), u32::from);
            let texts: Vec<String> = (1..=count)
                .filter_map(NonZeroU32::new)
                .map(|number| frames.frame(number).text)
                .collect();
            let series = Phrase::from(words::counter::SERIES).with("count", frames.count());
            page.line(Role::Plain, series.text(language));
            data["form"] = json!("frames");
            data["needed"] = json!(frames.count());
            match SeriesPlace::of(pictures) {
                Some(place) => {
                    let written = code.series(&place, &texts, language, desk)?;
                    let line = Phrase::from(words::counter::SERIES_WRITTEN)
                        .with("count", written.len())
                        .with("folder", place.folder.display());
                    page.line(Role::Good, line.text(language));
                    data["files"] = json!(written);
                }
                None if plays(desk, code.shown, pictures) => {}
                None => page.line(Role::Doubt, words::counter::SERIES_HINT.text(language)),
            }
            data["frames"] = json!(texts);
        }
    }
    let word = Phrase::from(words::counter::WORD).with("word", code.word);
    page.line(Role::Accent, word.text(language));
    Ok((page, data))
}

/// Whether a code is a series that the terminal can show in turn.
pub(crate) fn plays(desk: &Desk<'_>, shown: &Shown, pictures: &Pictures) -> bool {
    let on_screen = pictures.png.is_none() && pictures.frames.is_none();
    *shown == Shown::Frames && on_screen && desk.output.is_on_terminal()
}

/// Shows a series in the terminal, one symbol after the other in the same place, until a moment.
///
/// # Errors
/// It is too long, or the terminal went away.
pub(crate) fn play(desk: &Desk<'_>, content: &[u8], until: i64) -> Result<(), Failure> {
    let mut frames = Frames::new(content, FragmentSize::default()).map_err(|_| too_large())?;
    let mut back = 0;
    while moment::now() < until {
        let drawn = on_screen(desk, &symbol(frames.next_frame().text.as_bytes())?);
        let mut page = Page::default();
        page.verbatim(format!("{}{drawn}", cursor_up(back)));
        desk.output.meanwhile(&page).map_err(|_| no_output())?;
        back = drawn.lines().count();
        thread::sleep(EACH_FRAME);
    }
    Ok(())
}

fn cursor_up(lines: usize) -> String {
    if lines == 0 { String::new() } else { format!("\u{1b}[{lines}A") }
}

/// A word as it is shown, and without its marks.
pub(crate) fn word_json(word: CheckWord) -> Value {
    json!({"shown": word.as_str(), "plain": word.plain()})
}

/// A symbol in the terminal.
pub(crate) fn on_screen(desk: &Desk<'_>, symbol: &Symbol) -> String {
    // Without colour nobody can tell the ground: most terminals are dark.
    let ink =
        if desk.output.has_colour() { TerminalInk::BlackOnWhite } else { TerminalInk::LightOnDark };
    symbol.to_terminal(ink)
}

/// How large a symbol is, in words.
pub(crate) fn one_symbol(symbol: &Symbol) -> Phrase {
    Phrase::from(words::counter::ONE_SYMBOL).with("version", symbol.version())
}

/// That a file was written, in words.
pub(crate) fn written(path: &Path) -> Phrase {
    Phrase::from(words::PICTURE_WRITTEN).with("file", path.display())
}

/// Where the pictures of a series go: into a folder of their own, or beside the one picture that they don't fit into.
struct SeriesPlace {
    folder: PathBuf,
    name: String,
}

impl SeriesPlace {
    fn of(pictures: &Pictures) -> Option<Self> {
        if let Some(folder) = &pictures.frames {
            return Some(Self { folder: folder.clone(), name: "frame".to_owned() });
        }
        let path = pictures.png.as_ref()?;
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Some(Self { folder: folder.unwrap_or(Path::new(".")).to_owned(), name })
    }
}

impl Code<'_> {
    fn picture(&self, symbol: &Symbol, language: Language) -> Result<Vec<u8>, Failure> {
        let caption = CounterCaption {
            holder: self.holder,
            facts: self.facts.text(language),
            word: self.word.as_str(),
            language,
        };
        render::png_of_svg(&counter_svg(symbol, &caption), WIDTH_PX).map_err(|_| {
            let hint = words::counter::NOT_DRAWN_HINT;
            Failure::new(Exit::Refused, "not_drawn", words::counter::NOT_DRAWN, hint)
        })
    }

    fn series(
        &self,
        place: &SeriesPlace,
        texts: &[String],
        language: Language,
        desk: &Desk<'_>,
    ) -> Result<Vec<String>, Failure> {
        files::make_private_folder(&place.folder)?;
        desk.working(words::counter::DRAWING_SERIES, || {
            texts
                .iter()
                .enumerate()
                .map(|(at, text)| {
                    let name = format!("{}-{:04}.png", place.name, at + 1);
                    let path = place.folder.join(name);
                    files::write(&path, &self.picture(&symbol(text.as_bytes())?, language)?)?;
                    Ok(path.display().to_string())
                })
                .collect()
        })
    }
}

/// Half as many again as are needed: so many a reader may miss.
fn usual_count(needed: usize) -> u32 {
    u32::try_from(needed + needed / 2 + 1).unwrap_or(u32::MAX).min(MOST_PICTURES)
}

fn too_large() -> Failure {
    Failure::new(Exit::Refused, "code_too_large", words::CODE_TOO_LARGE, words::counter::LESS_HINT)
}

/// The drawing is 720 units wide; twice that gives each module at least six pixels.
const WIDTH_PX: u32 = 1440;
const MOST_PICTURES: u32 = 2000;
/// Slow enough for a terminal's own redrawing and a camera's exposure.
const EACH_FRAME: Duration = Duration::from_millis(180);
