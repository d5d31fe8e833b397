//! Four papers of nobody and a drawn portrait, as pictures; and what a reader makes of the pictures.

use std::path::{Path, PathBuf};

use vigiayto_core::document::{DocumentKind, Identified, identify};
use vigiayto_core::qr::{Level, Symbol};

use super::story::{Told, check};
use crate::command::intake::Certainty;
use crate::command::present::MODULE_PX;
use crate::failure::{Exit, Failure};
use crate::files;
use crate::picture::{read, render};
use crate::words::{self, Phrase};

/// The pictures on the table.
pub(super) struct Papers {
    pub(super) papers: Vec<Paper>,
    pub(super) portrait: Vec<u8>,
}

/// One printed code.
pub(super) struct Paper {
    pub(super) kind: DocumentKind,
    pub(super) payload: &'static [u8],
    picture: PathBuf,
}

/// Prints the codes and the portrait into `out`.
pub(super) fn print(out: &Path, told: &mut Told) -> Result<Papers, Failure> {
    let mut papers = Vec::with_capacity(PRINTED.len());
    for (kind, name, payload) in PRINTED {
        let symbol = Symbol::encode(payload, Level::M).map_err(|_| {
            let hint = words::DEMO_FAILED_HINT;
            Failure::new(Exit::Refused, "code_too_large", words::CODE_TOO_LARGE, hint)
        })?;
        let picture = out.join(format!("paper-{name}.png"));
        files::write(&picture, &symbol.to_png(MODULE_PX))?;
        told.file(&picture);
        papers.push(Paper { kind, payload: payload.as_bytes(), picture });
    }
    let portrait = render::png_of_svg(PORTRAIT, PORTRAIT_WIDTH_PX).map_err(|_| {
        Failure::new(Exit::Refused, "not_drawn", words::NOT_DRAWN, words::DEMO_FAILED_HINT)
    })?;
    let path = out.join("portrait.png");
    files::write(&path, &portrait)?;
    told.file(&path);
    Ok(Papers { papers, portrait })
}

/// Reads the pictures' files back, knowing nothing but their names.
pub(super) fn read_back(papers: &Papers, told: &mut Told) -> Result<Vec<Identified>, Failure> {
    let mut all = Vec::with_capacity(papers.papers.len());
    for paper in &papers.papers {
        let picture = files::read(&paper.picture, files::PICTURE_LIMIT)?;
        let payloads = read::payloads(&picture).unwrap_or_default();
        check(payloads.len() == 1, words::CHECK_ONE_CODE)?;
        check(payloads[0] == paper.payload, words::CHECK_SAME_BYTES)?;
        let found = identify(&payloads[0]);
        check(found.kind_guess == Some(paper.kind), words::CHECK_KIND)?;
        check(found.document.is_some(), words::CHECK_UNDERSTOOD)?;
        let certainty = match Certainty::Scanned(found.confidence).code() {
            "guess" => words::DEMO_GUESS,
            _ => words::DEMO_CERTAIN,
        };
        let said = Phrase::from(certainty)
            .with("kind", paper.kind.title().text(told.language))
            .with("count", payloads[0].len());
        told.say(said);
        all.push(found);
    }
    Ok(all)
}

/// Numbers that begin with `000` belong to nobody; the names say that they are samples.
const PRINTED: [(DocumentKind, &str, &str); 4] = [
    (
        DocumentKind::CitizenCard,
        "citizen-card",
        "000190000001|000000001|Nguyễn Thị Mẫu|15031990|Nữ|Số 1 Phố Mẫu, Phường Mẫu, Hà Nội|01082024||||",
    ),
    (
        DocumentKind::HealthInsurance,
        "health-insurance",
        // Names and places are the hexadecimal of their UTF-8.
        "0000000001|4e677579e1bb856e205468e1bb8b204de1baab75|15/03/1990|2|-|01 - 001|01/01/2026|-|02/01/2026\
         |01010000000001|-|4| 01/01/2031|0123456789abcdef-1202|4|5068c6b0e1bb9d6e67204de1baab752c2048c3a0204ee1bb9969|$",
    ),
    (
        DocumentKind::DriverLicence,
        "driver-licence",
        "000123456789;Nguyễn Thị Mẫu;15/03/1990;B;20/05/2025;20/05/2035",
    ),
    (
        DocumentKind::VehicleRegistration,
        "vehicle-registration",
        "29A-000.01|Trắng|RLVTESTZZ00000001|MAU0000001|Năng lượng sạch",
    ),
];

const PORTRAIT: &str = include_str!("portrait.svg");
const PORTRAIT_WIDTH_PX: u32 = 480;
