//! `demo`: the wallet's whole story on made-up papers, each step checked and timed.
//!
//! Nothing is played: the pictures are read back as a stranger's would be, the derivations are those of a real wallet, and a
//! step that does not hold ends the story with an exit code. Only the clock of the recovery is moved, and the story says so.

mod act;
mod clock;
mod papers;
mod story;

use std::path::{Path, PathBuf};

use crate::args::Demo;
use crate::demo::act::Stage;
use crate::demo::story::Story;
use crate::failure::{Exit, Failure};
use crate::files;
use crate::output::{Output, Report};
use crate::words;

/// Tells the story.
///
/// # Errors
/// The first check that did not hold, or a folder that can't be written.
pub(crate) fn run(arguments: &Demo, output: &Output) -> Result<Report, Failure> {
    let out = folder(arguments.out.as_deref())?;
    // The wallet itself is gone at the end; the pictures stay.
    let home = tempfile::tempdir().map_err(|_| no_folder())?;
    let mut story = Story::begin(output, &out)?;

    let papers = story.step(words::DEMO_PAPERS, |told| papers::print(&out, told))?;
    let found = story.step(words::DEMO_READ, |told| papers::read_back(&papers, told))?;
    let mut stage = Stage::set(home.path(), &out, output.language)?;
    story.step(words::DEMO_WEAK, |told| stage.refuse_weak_passcodes(told))?;
    story.step(words::DEMO_CREATE, |told| stage.create(told))?;
    story.step(words::DEMO_STORE, |told| stage.store(found, told))?;
    story.step(words::DEMO_ATTACH, |told| stage.attach_portrait(&papers.portrait, told))?;
    story.step(words::DEMO_WRONG, |told| stage.lock_and_refuse_a_wrong_passcode(told))?;
    story.step(words::DEMO_UNLOCK, |told| stage.unlock(told))?;
    story.step(words::DEMO_SHOW, |told| stage.show_cards(told))?;
    story.step(words::DEMO_DRAW, |told| stage.draw_cards(told))?;
    story.step(words::DEMO_PRESENT, |told| stage.present(&papers, told))?;
    story.step(words::DEMO_BEGIN_RECOVERY, |told| stage.begin_recovery(told))?;
    story.step(words::DEMO_FINISH_RECOVERY, |told| stage.finish_recovery(told))?;
    story.step(words::DEMO_AFTER, |told| stage.find_everything_again(&papers, told))?;
    Ok(story.end())
}

fn folder(asked: Option<&Path>) -> Result<PathBuf, Failure> {
    match asked {
        Some(folder) => {
            files::make_private_folder(folder)?;
            Ok(folder.to_owned())
        }
        None => tempfile::Builder::new()
            .prefix("vigiayto-demo-")
            .tempdir()
            .map(tempfile::TempDir::keep)
            .map_err(|_| no_folder()),
    }
}

fn no_folder() -> Failure {
    let (message, hint) = (words::DEMO_NO_FOLDER, words::DEMO_NO_FOLDER_HINT);
    Failure::new(Exit::Refused, "no_folder", message, hint)
}
