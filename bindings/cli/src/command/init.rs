//! `init`: who the owner is, a passcode, three answers.

use serde_json::json;
use vigiayto_core::wallet::{NewHolder, WalletError, WalletState};

use super::{answers, holder, status};
use crate::args::Init;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::files;
use crate::output::{Page, Report, Role};
use crate::secrets::{Purpose, Secrets, ask_openly};
use crate::words;

pub(super) fn run(desk: &mut Desk<'_>, arguments: &Init) -> Result<Report, Failure> {
    files::make_private_folder(desk.home.root())?;
    let wallet = desk.wallet()?;
    match wallet.state() {
        WalletState::NotCreated | WalletState::Erased => {}
        WalletState::FileMissing => return Err(status::file_missing()),
        _ => return Err(WalletError::AlreadyCreated.into()),
    }
    let owner = owner(desk, arguments)?;
    let questions = answers::choose(desk, &arguments.questions)?;
    let passcode = desk.secrets.passcode(words::ASK_NEW_PASSCODE, Purpose::New)?;
    let given = answers::ask(desk, &questions, Purpose::New)?;
    desk.working(words::CREATING, || wallet.create(&passcode, &given, owner))
        .map_err(|error| answers::explain(error, &questions))?;
    let language = desk.language();
    let mut page = Page::result(Role::Good, words::CREATED.text(language));
    page.line(Role::Plain, words::CREATED_NEXT.text(language));
    page.line(Role::Quiet, words::SOFTWARE_KEYS.text(language));
    let chosen: Vec<_> = questions.iter().map(|question| question.id).collect();
    let home = desk.home.root().display().to_string();
    Ok(Report::new(page, json!({"created": true, "home": home, "questions": chosen})))
}

fn owner(desk: &Desk<'_>, arguments: &Init) -> Result<NewHolder, Failure> {
    let open_ask = |given: &Option<String>, prompt| match (given, &desk.secrets) {
        (Some(text), _) => Ok(text.clone()),
        (None, Secrets::Prompt { language }) => {
            ask_openly(vigiayto_core::language::Message::text(prompt, *language))
        }
        (None, Secrets::Lines(_)) => Ok(String::new()),
    };
    let name = open_ask(&arguments.name, words::ASK_NAME)?;
    let born = open_ask(&arguments.birth_date, words::ASK_BIRTH_DATE)?;
    let born = if born.trim().is_empty() { None } else { Some(holder::date(&born)?) };
    Ok(match name.trim() {
        "" => NewHolder { birth_date: born, ..NewHolder::unnamed_owner() },
        name => NewHolder::owner(holder::name(name)?, born),
    })
}
