//! The desk a command works at: the home folder, the way secrets come in, and the wallet opened for it.

use std::sync::Arc;

use vigiayto_core::access::KdfPolicy;
use vigiayto_core::document::{DocumentId, HolderId};
use vigiayto_core::language::{Language, Message};
use vigiayto_core::platform::{DeviceHardware, SoftwareHardware, SystemClock, SystemRandomness};
use vigiayto_core::vault::Integrity;
use vigiayto_core::wallet::{Advice, Environment, Query, Session, Wallet};

use crate::failure::{Exit, Failure};
use crate::home::Home;
use crate::output::{Output, Report, Role};
use crate::secrets::{Purpose, Secrets};
use crate::words::{self, Phrase, Said};

/// What every command needs.
pub(crate) struct Desk<'a> {
    pub(crate) home: Home,
    pub(crate) secrets: Secrets,
    pub(crate) output: &'a Output,
    /// What the wallet said of itself when it was opened; it is added to whatever the command answers.
    notices: Vec<Notice>,
}

/// Something the person must know beside the answer.
struct Notice {
    code: &'static str,
    text: Said,
    exit: Option<Exit>,
}

/// Whether a person agreed on the command line already.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Agreement {
    Given,
    ToBeAsked,
}

impl From<bool> for Agreement {
    /// From the flag on the command line.
    fn from(flag: bool) -> Self {
        if flag { Self::Given } else { Self::ToBeAsked }
    }
}

impl<'a> Desk<'a> {
    pub(crate) fn new(home: Home, secrets: Secrets, output: &'a Output) -> Self {
        Self { home, secrets, output, notices: Vec::new() }
    }

    pub(crate) fn language(&self) -> Language {
        self.output.language
    }

    /// The wallet in this home, locked.
    ///
    /// # Errors
    /// Another process has it open, or the folder can't be read.
    pub(crate) fn wallet(&self) -> Result<Wallet, Failure> {
        let hardware = SoftwareHardware::new(&self.home.device());
        Ok(Wallet::open(&self.home.wallet(), environment(Arc::new(hardware)))?)
    }

    /// The wallet in this home, opened with the passcode that is asked for.
    ///
    /// # Errors
    /// There is no wallet, the passcode is wrong, or whatever keeps the wallet closed.
    pub(crate) fn unlock(&mut self) -> Result<Session, Failure> {
        let wallet = self.wallet()?;
        crate::command::status::may_unlock(wallet.state())?;
        let passcode = self.secrets.passcode(words::ASK_PASSCODE, Purpose::Existing)?;
        let session = self.working(words::UNLOCKING, || wallet.unlock(&passcode))?;
        self.notice(&session)?;
        Ok(session)
    }

    /// Does what takes long, with a sign of movement.
    pub(crate) fn working<T>(&self, doing: Message, work: impl FnOnce() -> T) -> T {
        self.output.progress().during(doing, work)
    }

    /// Keeps what the wallet says of itself for the end of the answer.
    pub(crate) fn notice(&mut self, session: &Session) -> Result<(), Failure> {
        match session.integrity()? {
            Integrity::Sound => {}
            Integrity::RolledBack { .. } => self.notices.push(Notice {
                code: "rolled_back",
                text: words::WALLET_ROLLED_BACK.into(),
                exit: Some(Exit::Damaged),
            }),
            _ => self.notices.push(Notice {
                code: "tampered",
                text: words::WALLET_TAMPERED.into(),
                exit: Some(Exit::Damaged),
            }),
        }
        if let Some(Advice::ChangePasscode(weakness)) = session.advice()? {
            let text = Said::in_both(|language| {
                let reason = weakness.message().text(language);
                Phrase::from(words::CHANGE_PASSCODE_SOON).with("reason", reason).text(language)
            });
            self.notices.push(Notice { code: "change_passcode", text, exit: None });
        }
        Ok(())
    }

    /// Drops what the wallet said of itself, for a command that deals with it.
    pub(crate) fn forget_notices(&mut self) {
        self.notices.clear();
    }

    /// Adds to the answer what the person must know beside it.
    pub(crate) fn finish(&self, mut report: Report) -> Report {
        for notice in &self.notices {
            report.page.gap();
            report.page.line(Role::Doubt, format!("! {}", notice.text.text(self.language())));
            report.exit = report.exit.or(notice.exit);
        }
        if !self.notices.is_empty() {
            let list = self
                .notices
                .iter()
                .map(|notice| serde_json::json!({"code": notice.code, "text": notice.text}));
            report.data["notices"] = list.collect();
        }
        report
    }

    /// Asks for agreement to what can't be undone, unless a flag gave it.
    ///
    /// # Errors
    /// It was not given.
    pub(crate) fn agree(
        &self,
        agreement: Agreement,
        flag: &'static str,
        word: Message,
    ) -> Result<(), Failure> {
        if agreement == Agreement::Given {
            return Ok(());
        }
        let Secrets::Prompt { language } = self.secrets else {
            return Err(Failure::not_confirmed(flag));
        };
        let word = word.text(language);
        let prompt = Phrase::from(words::ASK_YES).with("word", word).text(language);
        let answer =
            crate::secrets::ask_openly(&prompt).map_err(|_| Failure::not_confirmed(flag))?;
        if answer.trim() == word { Ok(()) } else { Err(Failure::not_confirmed(flag)) }
    }
}

/// The environment of a desk: the system's clocks, and the hardware that is given.
pub(crate) fn environment(hardware: Arc<dyn DeviceHardware>) -> Environment {
    Environment {
        hardware,
        clock: Arc::new(SystemClock),
        random: Arc::new(SystemRandomness),
        kdf: KdfPolicy::PRODUCTION,
    }
}

/// The document that a full id or the first characters of one name.
///
/// # Errors
/// There is none, or more than one.
pub(crate) fn find_document(session: &Session, text: &str) -> Result<DocumentId, Failure> {
    let page = session.list(&Query { limit: usize::MAX, ..Query::default() })?;
    let ids = page.items.iter().map(|item| item.id).chain(page.unreadable.iter().copied());
    only_one(ids, text)
}

/// The holder that a full id or the first characters of one name.
///
/// # Errors
/// There is none, or more than one.
pub(crate) fn find_holder(session: &Session, text: &str) -> Result<HolderId, Failure> {
    only_one(session.holders()?.iter().map(|holder| holder.id), text)
}

/// Standard input can't be read.
pub(crate) fn no_input() -> Failure {
    Failure::new(Exit::Usage, "no_input", words::counter::NO_INPUT, words::counter::NO_INPUT_HINT)
}

/// Standard output can't be written.
pub(crate) fn no_output() -> Failure {
    let (message, hint) = (words::counter::NO_OUTPUT, words::counter::NO_OUTPUT_HINT);
    Failure::new(Exit::Refused, "no_output", message, hint)
}

fn only_one<T: ToString>(ids: impl Iterator<Item = T>, text: &str) -> Result<T, Failure> {
    let wanted = text.trim().to_ascii_lowercase();
    let mut found = ids.filter(|id| !wanted.is_empty() && id.to_string().starts_with(&wanted));
    let failure = |code, message: Message| {
        let message = Phrase::from(message).with("id", text);
        Failure::new(Exit::Refused, code, message, words::ID_HINT)
    };
    let first = found.next().ok_or_else(|| failure("not_found", words::ID_UNKNOWN))?;
    match found.next() {
        None => Ok(first),
        Some(_) => Err(failure("ambiguous_id", words::ID_AMBIGUOUS)),
    }
}
