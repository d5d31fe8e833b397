//! One file a command: what is asked of the core, and how its answer is said.

use crate::args::{Arguments, Command};
use crate::failure::Failure;
use crate::output::{Output, Report};

/// Does what the person asked.
///
/// # Errors
/// [`Failure`], with the exit code in it.
pub(crate) fn run(arguments: Arguments, output: &Output) -> Result<Report, Failure> {
    let _ = (arguments.global.home, output);
    match arguments.command {
        Command::Status => {
            Ok(Report { page: crate::output::Page::default(), data: serde_json::Value::Null })
        }
        _ => Err(Failure::not_confirmed("--yes")),
    }
}
