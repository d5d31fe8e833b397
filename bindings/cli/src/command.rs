//! One file a command: what is asked of the core, and how its answer is said.

mod add;
mod answer;
mod answers;
mod attach;
pub(crate) mod card;
mod consent;
mod edit;
mod erase;
mod form;
mod history;
pub(crate) mod holder;
mod init;
pub(crate) mod intake;
mod issue;
mod list;
mod order;
mod passcode;
pub(crate) mod present;
mod questions;
mod recover;
mod remove;
mod request;
mod salvage;
pub(crate) mod show;
mod show_code;
pub(crate) mod status;
mod trust;
mod verify;

use crate::args::{Arguments, Command, HolderCommand, PasscodeCommand};
use crate::demo;
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::home::Home;
use crate::output::{Output, Report};
use crate::secrets::{Lines, Secrets};
use crate::words;

/// Does what the person asked.
///
/// # Errors
/// [`Failure`], with the exit code in it.
pub(crate) fn run(arguments: Arguments, output: &Output) -> Result<Report, Failure> {
    let language = output.language;
    // What needs no wallet needs no home either.
    match &arguments.command {
        Command::Questions => return Ok(questions::run(language)),
        Command::Form(form) => return form::run(form, language),
        Command::Demo(demo) => return demo::run(demo, output),
        Command::Issue(issue) => return issue::run(issue, arguments.global.home, language),
        Command::Request(request) => return request::run(request, arguments.global.home, language),
        Command::Verify(verify) => return verify::run(verify, arguments.global.home, output),
        _ => {}
    }
    let secrets = if arguments.global.secrets_stdin {
        Secrets::Lines(Lines::from_stdin().map_err(|_| no_input())?)
    } else {
        Secrets::Prompt { language }
    };
    let mut desk = Desk::new(Home::choose(arguments.global.home)?, secrets, output);
    let report = on_wallet(&arguments.command, &mut desk)?;
    Ok(desk.finish(report))
}

fn on_wallet(command: &Command, desk: &mut Desk<'_>) -> Result<Report, Failure> {
    match command {
        Command::Init(init) => init::run(desk, init),
        Command::Add(add) => add::run(desk, add),
        Command::List(list) => list::run(desk, list),
        Command::Show(show) => show::run(desk, show),
        Command::Edit(edit) => edit::run(desk, edit),
        Command::Attach(attach) => attach::run(desk, attach),
        Command::Remove(remove) => remove::run(desk, remove),
        Command::Holder(holder) => match &holder.command {
            HolderCommand::Add(add) => holder::add(desk, add),
            HolderCommand::List => holder::list(desk),
        },
        Command::Trust(trust) => trust::run(desk, trust),
        Command::Order(order) => order::order(desk, order),
        Command::Receive(receive) => order::receive(desk, receive),
        Command::Credentials(credentials) => order::credentials(desk, credentials),
        Command::Answer(answer) => answer::run(desk, answer),
        Command::History(history) => history::run(desk, history),
        Command::Present(present) => present::run(desk, present),
        Command::Passcode(passcode) => match passcode.command {
            PasscodeCommand::Change => passcode::change(desk),
        },
        Command::Recover(recover) => recover::run(desk, recover),
        Command::Status => status::run(desk),
        Command::Erase(erase) => erase::run(desk, erase),
        Command::Salvage(salvage) => salvage::run(desk, salvage),
        Command::Questions => Ok(questions::run(desk.language())),
        Command::Issue(issue) => issue::run(issue, None, desk.language()),
        Command::Request(request) => request::run(request, None, desk.language()),
        Command::Verify(verify) => verify::run(verify, None, desk.output),
        Command::Form(form) => form::run(form, desk.language()),
        Command::Demo(demo) => demo::run(demo, desk.output),
    }
}

fn no_input() -> Failure {
    Failure::new(Exit::Usage, "secret_missing", words::SECRET_MISSING, words::SECRET_ORDER_HINT)
}
