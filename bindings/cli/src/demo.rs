//! `demo`: the wallet's whole story on made-up papers, each step checked and timed.
//!
//! Nothing is played: the pictures are read back as a stranger's would be, the derivations are those of a real wallet, and a
//! step that does not hold ends the story with an exit code. Only the clock of the recovery is moved, and the story says so.

mod act;
mod clock;
mod counter;
mod papers;
mod story;
mod tricks;

use std::path::{Path, PathBuf};

use crate::args::Demo;
use crate::demo::act::Stage;
use crate::demo::counter::Counter;
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
    tell_the_counters_part(&mut story, &mut stage, &out, output)?;
    story.step(words::DEMO_BEGIN_RECOVERY, |told| stage.begin_recovery(told))?;
    story.step(words::DEMO_FINISH_RECOVERY, |told| stage.finish_recovery(told))?;
    story.step(words::DEMO_AFTER, |told| stage.find_everything_again(&papers, told))?;
    Ok(story.end())
}

/// From the issuer to the counter, and what must fail there.
fn tell_the_counters_part(
    story: &mut Story<'_>,
    stage: &mut Stage,
    out: &Path,
    output: &Output,
) -> Result<(), Failure> {
    use crate::words::demo_counter as steps;

    let mut counter = Counter::open(out, output.language)?;
    // Showing needs a passcode of the last minute.
    stage.authenticate()?;
    let (session, documents) = (stage.session()?, stage.documents());
    story.step(steps::STEP_ISSUE, |told| counter.issue(session, documents, told))?;
    story.step(steps::STEP_ONE_WAY, |told| counter.show_one_way(session, told))?;
    story.step(steps::STEP_ANSWER, |told| counter.answer_a_request(session, told))?;
    story.step(steps::STEP_SERIES, |told| counter.show_a_series(session, told))?;
    story.step(steps::STEP_TRICKS, |told| counter.refuse_the_tricks(told))?;
    story.step(steps::STEP_HISTORY, |told| counter.look_back(session, told))
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
