//! What a counter's scanner or camera saw, on its way in: one code, a piece of a series, or a paper's own code.

use std::path::{Path, PathBuf};

use vigiayto_core::document::{Confidence, DocumentKind, identify};
use vigiayto_core::present::{REQUEST_PREFIX, code_content};
use vigiayto_core::qr::frames::{Collected, Collector, Progress};
use vigiayto_core::verify::Refusal;

use crate::failure::{Exit, Failure};
use crate::files;
use crate::picture::read;
use crate::words::{self, Phrase};

/// Puts series together and tells codes apart.
#[derive(Default)]
pub(crate) struct Scanner {
    series: Collector,
}

/// What was seen.
pub(crate) enum Seen {
    /// The content of a code.
    Content(Vec<u8>),
    /// The message of a complete series.
    Series(Vec<u8>),
    /// A piece of a series that is not complete yet.
    Piece(Progress),
    /// The code of a paper, which proves nothing.
    Paper(DocumentKind),
    /// Nothing that can be verified.
    Nothing(Refusal),
}

impl Scanner {
    /// What a payload is.
    pub(crate) fn see(&mut self, payload: &[u8]) -> Seen {
        let text = std::str::from_utf8(payload).unwrap_or_default();
        match code_content(text) {
            Ok(content) => return Seen::Content(content),
            Err(error) if Refusal::from(error) != Refusal::NotACode => {
                return Seen::Nothing(error.into());
            }
            Err(_) => {}
        }
        if text.trim_start().get(..3).is_some_and(|start| start.eq_ignore_ascii_case("UR:")) {
            return match self.series.feed(text.trim()) {
                Ok(Collected::Complete(message)) => Seen::Series(message),
                Ok(Collected::Partial(progress)) => Seen::Piece(progress),
                Err(_) => Seen::Nothing(Refusal::NotACode),
            };
        }
        let found = identify(payload);
        match found.kind_guess.filter(|_| found.confidence != Confidence::Unknown) {
            Some(kind) => Seen::Paper(kind),
            None => Seen::Nothing(Refusal::NotACode),
        }
    }
}

/// The payloads of all codes in a picture.
///
/// # Errors
/// It is none, or there is no code in it.
pub(crate) fn payloads(path: &Path) -> Result<Vec<Vec<u8>>, Failure> {
    let picture = files::read(path, files::PICTURE_LIMIT)?;
    Ok(read::payloads(&picture)?)
}

/// The text of a request: as it was given, or from a picture.
///
/// # Errors
/// The picture has no code, or several.
pub(crate) fn request_in(path: &Path) -> Result<String, Failure> {
    let found = payloads(path)?;
    let requests: Vec<String> = found
        .into_iter()
        .filter_map(|payload| String::from_utf8(payload).ok())
        .filter(|text| text.starts_with(REQUEST_PREFIX))
        .collect();
    <[String; 1]>::try_from(requests).map(|[text]| text).map_err(|_| {
        let hint = words::counter::NO_REQUEST_HINT;
        Failure::new(Exit::Refused, "no_request", words::counter::NO_REQUEST, hint)
    })
}

/// The files that paths name: those of a folder in the order of their names.
///
/// # Errors
/// A folder can't be read, or holds more than is read.
pub(crate) fn pictures(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    for path in paths {
        if !path.is_dir() {
            found.push(path.clone());
            continue;
        }
        let unreadable = |_| {
            let message = Phrase::from(words::FILE_UNREADABLE).with("file", path.display());
            Failure::new(Exit::Usage, "file_unreadable", message, words::FILE_UNREADABLE_HINT)
        };
        let entries = std::fs::read_dir(path).map_err(unreadable)?;
        let mut inside: Vec<PathBuf> = entries
            .take(MOST_ENTRIES)
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| is_picture(path))
            .collect();
        inside.sort();
        found.append(&mut inside);
    }
    Ok(found)
}

fn is_picture(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    ["png", "jpg", "jpeg"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}

const MOST_ENTRIES: usize = 10_000;
