//! One file a command: what is asked of the core, and how its answer is said.

mod questions;

use crate::args::{Arguments, Command};
use crate::failure::Failure;
use crate::output::{Output, Report};

/// Does what the person asked.
///
/// # Errors
/// [`Failure`], with the exit code in it.
pub(crate) fn run(arguments: Arguments, output: &Output) -> Result<Report, Failure> {
    match arguments.command {
        Command::Questions => Ok(questions::run(output.language)),
        _ => Err(Failure::not_confirmed("--yes")),
    }
}
