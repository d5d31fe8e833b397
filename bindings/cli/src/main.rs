//! `vigiayto`: the terminal shell of the document wallet.
//!
//! Arguments become a command, a command asks the core and answers with a report; nothing here decides what a wallet may do.

mod args;
mod command;
mod counter;
mod demo;
mod desk;
mod failure;
mod files;
mod home;
mod locale;
mod output;
mod picture;
mod sandbox;
mod secrets;
mod words;

use std::alloc::System;
use std::env;
use std::ffi::OsString;
use std::io::Write as _;
use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _};
use zeroizing_alloc::ZeroAlloc;

use crate::args::Arguments;
use crate::failure::{Exit, Failure};
use crate::output::{Form, Output};

/// Whatever a library frees on the way of a secret is wiped.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

fn main() -> ExitCode {
    let words: Vec<OsString> = env::args_os().collect();
    let language = locale::choose(&words);
    let form = if words.iter().any(|word| word == "--json") { Form::Json } else { Form::Words };
    let output = Output { language, form };

    let mut grammar = args::localize(Arguments::command(), language);
    let parsed = grammar
        .try_get_matches_from_mut(&words)
        .and_then(|matches| Arguments::from_arg_matches(&matches));
    let result = match parsed {
        Ok(arguments) => command::run(arguments, &output),
        Err(error) => match args::usage_error(&error, &called(&words, &grammar)) {
            None => return print_help(&error),
            Some(usage) => Err(Failure::new(Exit::Usage, "usage", usage.message, usage.hint)),
        },
    };
    let written = match &result {
        Ok(report) => output.report(report),
        Err(failure) => output.failure(failure),
    };
    match (result, written) {
        (Ok(report), Ok(())) => {
            report.exit.map_or(ExitCode::SUCCESS, |exit| ExitCode::from(exit.code()))
        }
        (Ok(_), Err(_)) => ExitCode::from(Exit::Refused.code()),
        (Err(failure), _) => ExitCode::from(failure.exit.code()),
    }
}

/// Help that was asked for is an answer; help instead of a command is a hint.
fn print_help(error: &clap::Error) -> ExitCode {
    let text = error.render().to_string();
    let written = if error.use_stderr() {
        std::io::stderr().write_all(text.as_bytes())
    } else {
        std::io::stdout().write_all(text.as_bytes())
    };
    if error.use_stderr() || written.is_err() {
        ExitCode::from(Exit::Usage.code())
    } else {
        ExitCode::SUCCESS
    }
}

/// The command the person meant, as far as it can be told: for "see …".
fn called(words: &[OsString], grammar: &clap::Command) -> String {
    let mut name = grammar.get_name().to_owned();
    let mut at = grammar;
    for word in words.iter().skip(1) {
        if let Some(child) = word.to_str().and_then(|word| at.find_subcommand(word)) {
            name = format!("{name} {}", child.get_name());
            at = child;
        }
    }
    name
}
