//! The grammar of what passes between an issuer, a wallet and a counter.

use std::path::PathBuf;

use clap::{ArgGroup, Args};

#[derive(Args)]
#[command(group = ArgGroup::new("act").required(true).args(["form", "revoke", "suspend", "restore", "reader"]))]
pub(crate) struct Issue {
    #[arg(long, value_name = "FILE", requires = "order", requires = "out")]
    pub(crate) form: Option<PathBuf>,
    #[arg(long, value_name = "FILE", requires = "form")]
    pub(crate) order: Option<PathBuf>,
    #[arg(long, value_name = "FILE", requires = "form")]
    pub(crate) out: Option<PathBuf>,
    #[arg(long, value_name = "NAME", requires = "form")]
    pub(crate) guardian: Option<String>,
    #[arg(long, value_name = "DAYS", requires = "form", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=3650), hide_default_value = true)]
    pub(crate) days: u16,
    #[arg(long, value_name = "FILE", requires = "form")]
    pub(crate) portrait: Option<PathBuf>,
    #[arg(long, value_name = "NUMBER")]
    pub(crate) revoke: Option<u64>,
    #[arg(long, value_name = "NUMBER")]
    pub(crate) suspend: Option<u64>,
    #[arg(long, value_name = "NUMBER")]
    pub(crate) restore: Option<u64>,
    #[arg(long, value_name = "NAME")]
    pub(crate) reader: Option<String>,
    #[arg(long, value_name = "DIR", requires = "reader")]
    pub(crate) counter: Option<PathBuf>,
    #[arg(long, value_name = "DIR")]
    pub(crate) desk: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct Trust {
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    #[arg(long, value_name = "HEX", required = true)]
    pub(crate) pin: Vec<String>,
}

#[derive(Args)]
pub(crate) struct Order {
    #[arg(value_name = "ID|KIND")]
    pub(crate) what: String,
    #[arg(long, value_name = "NUMBER", default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..=32), hide_default_value = true)]
    pub(crate) copies: u8,
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
}

#[derive(Args)]
pub(crate) struct Receive {
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    #[arg(long, value_name = "ID", conflicts_with = "holder")]
    pub(crate) document: Option<String>,
    #[arg(long, value_name = "ID")]
    pub(crate) holder: Option<String>,
}

#[derive(Args)]
pub(crate) struct Credentials {
    #[arg(value_name = "ID")]
    pub(crate) id: String,
}

/// Where a code is put: on the screen unless into files.
#[derive(Args)]
#[command(group = ArgGroup::new("where").args(["png", "frames"]))]
pub(crate) struct Pictures {
    #[arg(long, value_name = "FILE")]
    pub(crate) png: Option<PathBuf>,
    #[arg(long, value_name = "DIR")]
    pub(crate) frames: Option<PathBuf>,
    #[arg(long, value_name = "NUMBER", requires = "frames", value_parser = clap::value_parser!(u16).range(1..=2000))]
    pub(crate) count: Option<u16>,
}

#[derive(Args)]
#[command(group = ArgGroup::new("way").required(true).args(["printed", "code"]))]
pub(crate) struct Present {
    #[arg(value_name = "ID", required = true)]
    pub(crate) ids: Vec<String>,
    #[arg(long)]
    pub(crate) printed: bool,
    #[arg(long)]
    pub(crate) code: bool,
    #[arg(long, value_name = "CODE", value_delimiter = ',', requires = "code")]
    pub(crate) usual: Vec<String>,
    #[arg(
        long,
        value_name = "FACTS",
        value_delimiter = ',',
        requires = "code",
        conflicts_with = "usual"
    )]
    pub(crate) facts: Vec<String>,
    #[arg(long, requires = "code")]
    pub(crate) insist: bool,
    #[arg(long, requires = "code")]
    pub(crate) reuse: bool,
    #[arg(long, requires = "code")]
    pub(crate) watch: bool,
    #[arg(long, value_name = "NUMBER", requires = "watch", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) times: Option<u32>,
    #[command(flatten)]
    pub(crate) pictures: Pictures,
}

#[derive(Args)]
#[command(
    group = ArgGroup::new("asked").required(true).args(["request", "image"]),
    group = ArgGroup::new("consent").args(["agree", "agree_all", "refuse"])
)]
pub(crate) struct Answer {
    #[arg(value_name = "REQUEST")]
    pub(crate) request: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub(crate) image: Option<PathBuf>,
    #[arg(long, value_name = "FACTS", value_delimiter = ',')]
    pub(crate) agree: Vec<String>,
    #[arg(long)]
    pub(crate) agree_all: bool,
    #[arg(long)]
    pub(crate) refuse: bool,
    #[arg(long, value_name = "ID")]
    pub(crate) document: Vec<String>,
    #[arg(long)]
    pub(crate) reuse: bool,
    #[command(flatten)]
    pub(crate) pictures: Pictures,
}

#[derive(Args)]
#[command(group = ArgGroup::new("what").required(true).multiple(true).args(["usual", "facts"]))]
pub(crate) struct Request {
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub(crate) usual: Vec<String>,
    #[arg(long, value_name = "KIND:FACTS")]
    pub(crate) facts: Vec<String>,
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub(crate) purpose: String,
    #[arg(long, value_name = "DAYS", default_value_t = 0, hide_default_value = true)]
    pub(crate) keep: u16,
    #[arg(long, value_name = "NUMBER", default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=5), hide_default_value = true)]
    pub(crate) minutes: u8,
    #[arg(long, value_name = "FILE", default_value = "request.json", hide_default_value = true)]
    pub(crate) out: PathBuf,
    #[arg(long, value_name = "FILE")]
    pub(crate) png: Option<PathBuf>,
    #[arg(long, value_name = "DIR")]
    pub(crate) counter: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct Verify {
    #[arg(value_name = "CODE")]
    pub(crate) texts: Vec<String>,
    #[arg(long, value_name = "FILE")]
    pub(crate) image: Vec<PathBuf>,
    #[arg(long, value_name = "DIR|FILE", num_args = 1..)]
    pub(crate) frames: Vec<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub(crate) request: Option<PathBuf>,
    #[arg(long, value_name = "DIR", conflicts_with_all = ["trust", "pin", "status"])]
    pub(crate) counter: Option<PathBuf>,
    #[arg(long, value_name = "FILE", requires = "pin")]
    pub(crate) trust: Option<PathBuf>,
    #[arg(long, value_name = "HEX", requires = "trust")]
    pub(crate) pin: Vec<String>,
    #[arg(long, value_name = "FILE", requires = "trust")]
    pub(crate) status: Vec<PathBuf>,
    #[arg(long)]
    pub(crate) strict: bool,
    // For rehearsing what happens later: the lists and codes of today, looked at then.
    #[arg(long, value_name = "NUMBER", hide = true)]
    pub(crate) now: Option<i64>,
}

#[derive(Args)]
#[command(group = ArgGroup::new("then").args(["export", "erase"]))]
pub(crate) struct History {
    #[arg(long, value_name = "NUMBER", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..), hide_default_value = true)]
    pub(crate) page: u32,
    #[arg(long, value_name = "FILE")]
    pub(crate) export: Option<PathBuf>,
    #[arg(long, value_name = "NUMBER")]
    pub(crate) erase: Option<u64>,
    #[arg(long, requires = "erase")]
    pub(crate) yes: bool,
}
