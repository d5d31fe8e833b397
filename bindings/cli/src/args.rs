//! The command line's grammar. Its texts stand in the catalogue ([`crate::words::help`]), in both languages; so nothing
//! here is a doc comment, which clap would print in English.

mod counter;
mod frame;

use std::path::PathBuf;

use clap::{ArgGroup, Args, Parser, Subcommand};

pub(crate) use self::counter::{
    Answer, Credentials, History, Issue, Order, Pictures, Present, Receive, Request, Trust, Verify,
};
pub(crate) use self::frame::{localize, usage_error};

#[derive(Parser)]
#[command(
    name = "vigiayto",
    version,
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true,
    subcommand_required = true,
    arg_required_else_help = true
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Args)]
pub(crate) struct Global {
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) home: Option<PathBuf>,
    #[arg(long, global = true)]
    pub(crate) json: bool,
    // Read before clap runs, because it also chooses the language of clap's own texts.
    #[arg(long, global = true, value_name = "vi|en", value_parser = ["vi", "en"])]
    pub(crate) lang: Option<String>,
    #[arg(long, global = true)]
    pub(crate) secrets_stdin: bool,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    Init(Init),
    Add(Add),
    List(List),
    Show(Show),
    Edit(Edit),
    Attach(Attach),
    Remove(Remove),
    Holder(Holder),
    Trust(Trust),
    Order(Order),
    Receive(Receive),
    Credentials(Credentials),
    Present(Present),
    Answer(Answer),
    History(History),
    Passcode(Passcode),
    Recover(Recover),
    Status,
    Questions,
    Form(Form),
    Erase(Erase),
    Salvage(Salvage),
    Issue(Issue),
    Request(Request),
    Verify(Verify),
    Demo(Demo),
}

#[derive(Args)]
pub(crate) struct Init {
    #[arg(long, value_name = "ID,ID,ID", value_delimiter = ',')]
    pub(crate) questions: Vec<String>,
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub(crate) birth_date: Option<String>,
}

#[derive(Args)]
#[command(group = ArgGroup::new("source").required(true).args(["image", "text", "form"]))]
pub(crate) struct Add {
    #[arg(long, value_name = "FILE")]
    pub(crate) image: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub(crate) text: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub(crate) form: Option<PathBuf>,
    #[arg(long, value_name = "ID")]
    pub(crate) holder: Option<String>,
    #[arg(long, value_name = "KIND")]
    pub(crate) kind: Option<String>,
    #[arg(long, value_name = "FIELD=VALUE")]
    pub(crate) set: Vec<String>,
}

#[derive(Args)]
pub(crate) struct List {
    #[arg(long, value_name = "TEXT")]
    pub(crate) search: Option<String>,
    #[arg(long, value_name = "ID")]
    pub(crate) holder: Option<String>,
}

#[derive(Args)]
pub(crate) struct Show {
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    #[arg(long, value_name = "FILE")]
    pub(crate) picture: Option<PathBuf>,
    #[arg(long, requires = "picture")]
    pub(crate) dark: bool,
    #[arg(long)]
    pub(crate) as_form: bool,
}

#[derive(Args)]
#[command(group = ArgGroup::new("change").required(true).multiple(true).args(["set", "form"]))]
pub(crate) struct Edit {
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    #[arg(long, value_name = "FIELD=VALUE")]
    pub(crate) set: Vec<String>,
    #[arg(long, value_name = "FILE")]
    pub(crate) form: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct Attach {
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    #[arg(value_name = "IMAGE")]
    pub(crate) image: PathBuf,
    #[arg(long, value_name = "ROLE", default_value = "other", value_parser = ROLES, hide_default_value = true)]
    pub(crate) role: String,
}

#[derive(Args)]
pub(crate) struct Remove {
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    #[arg(long)]
    pub(crate) yes: bool,
}

#[derive(Args)]
pub(crate) struct Holder {
    #[command(subcommand)]
    pub(crate) command: HolderCommand,
}

#[derive(Subcommand)]
pub(crate) enum HolderCommand {
    Add(HolderAdd),
    List,
}

#[derive(Args)]
pub(crate) struct HolderAdd {
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    #[arg(long, value_name = "RELATION")]
    pub(crate) relation: String,
    #[arg(long, value_name = "DATE")]
    pub(crate) birth_date: Option<String>,
}

#[derive(Args)]
pub(crate) struct Passcode {
    #[command(subcommand)]
    pub(crate) command: PasscodeCommand,
}

#[derive(Subcommand)]
pub(crate) enum PasscodeCommand {
    Change,
}

#[derive(Args)]
pub(crate) struct Recover {
    #[arg(long, value_name = "ID,ID,ID", value_delimiter = ',')]
    pub(crate) questions: Vec<String>,
}

#[derive(Args)]
pub(crate) struct Form {
    #[arg(value_name = "KIND")]
    pub(crate) kind: Option<String>,
}

#[derive(Args)]
pub(crate) struct Erase {
    #[arg(long)]
    pub(crate) yes: bool,
}

#[derive(Args)]
pub(crate) struct Salvage {
    #[arg(long)]
    pub(crate) accept_loss: bool,
}

#[derive(Args)]
pub(crate) struct Demo {
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

/// The core's codes of what an attached picture shows.
const ROLES: [&str; 4] = ["portrait", "scan_front", "scan_back", "other"];
