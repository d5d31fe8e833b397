//! Looking at the history, taking it along, and erasing it.

use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use crate::credential::claims::{Claim, CredentialType};
use crate::vault::HistoryState;
use crate::wallet::WalletError;
use crate::wallet::history::{self, Event, Insistence, Outcome, Vouched, Way};
use crate::wallet::session::Session;

/// A page of the history, the newest first.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PastPage {
    /// The entries.
    pub events: Vec<PastEvent>,
    /// What to ask for to go on, if there are older ones.
    pub older: Option<u64>,
    /// Whether the chain was found whole so far as it was looked at.
    pub chain: ChainState,
}

/// Whether the history is what was written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ChainState {
    /// It is.
    Whole,
    /// Something was removed, added or altered outside the app.
    Broken,
}

/// One entry.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PastEvent {
    /// Its number, counted from 1 over the life of the wallet.
    pub number: u64,
    /// What happened; `None` when the entry can't be read.
    pub event: Option<Event>,
}

impl Session {
    /// A page of the history: the newest entries, or those before the number `before`.
    ///
    /// # Errors
    /// [`WalletError::Locked`] and the like.
    pub fn history(&self, before: Option<u64>, limit: usize) -> Result<PastPage, WalletError> {
        self.with(|open| {
            let page = open.vault.history_page(before, limit.clamp(1, MOST_ON_A_PAGE))?;
            let broken = !page.breaks.is_empty()
                || matches!(open.vault.history_state(), HistoryState::Broken);
            let events = page.entries.iter().map(|entry| PastEvent {
                number: entry.number,
                // Reading is what the entry is for.
                event: entry.content.as_ref().and_then(|it| history::read(it.expose()).ok()),
            });
            Ok(PastPage {
                events: events.collect(),
                older: page.older,
                chain: if broken { ChainState::Broken } else { ChainState::Whole },
            })
        })
    }

    /// The whole history as JSON: an array of objects, the newest first.
    ///
    /// # Errors
    /// [`WalletError::NeedsAuthentication`] when the passcode was entered more than 60 seconds ago; [`WalletError::Locked`].
    pub fn export_history_json(&self) -> Result<String, WalletError> {
        self.export(String::from("["), ["\n", ",\n"], "\n]\n", json_line)
    }

    /// The whole history as CSV (RFC 4180) with a header line, the newest first.
    ///
    /// # Errors
    /// As [`Self::export_history_json`].
    pub fn export_history_csv(&self) -> Result<String, WalletError> {
        self.export(String::from(CSV_HEADER), ["\r\n", "\r\n"], "\r\n", csv_line)
    }

    /// Erases the history up to and including the entry `number`. An entry that says so is added, chained to what went.
    ///
    /// # Errors
    /// [`WalletError::NeedsAuthentication`]; [`WalletError::Locked`] and the like.
    pub fn erase_history(&self, number: u64) -> Result<(), WalletError> {
        self.needs_authentication()?;
        let marker = Event::new(Way::Erased, Outcome::Done, self.now());
        self.write(|open| {
            open.change(open.settings, |changes| history::erase(changes, number, &marker))
        })
    }

    /// Erases what is older than five years. A shell calls it now and then; it does nothing when nothing is.
    ///
    /// # Errors
    /// [`WalletError::Locked`] and the like.
    pub fn forget_old_history(&self) -> Result<(), WalletError> {
        let limit = self.now().saturating_sub(KEPT_SECONDS);
        let Some(number) = self.newest_before(limit)? else { return Ok(()) };
        let marker = Event::new(Way::Erased, Outcome::Done, self.now());
        self.write(|open| {
            open.change(open.settings, |changes| history::erase(changes, number, &marker))
        })
    }

    /// The newest of the entries that were, with all before them, written before a time. A clock that was wrong for a while dates an entry
    /// far back, and what lies before that one must not go with it.
    fn newest_before(&self, limit: i64) -> Result<Option<u64>, WalletError> {
        let (mut before, mut newest) = (None, None);
        loop {
            let page = self.history(before, MOST_ON_A_PAGE)?;
            for past in &page.events {
                match &past.event {
                    Some(event) if event.at >= limit => newest = None,
                    Some(event) if event.way != Way::Erased && newest.is_none() => {
                        newest = Some(past.number);
                    }
                    _ => {}
                }
            }
            match page.older {
                Some(older) => before = Some(older),
                None => return Ok(newest),
            }
        }
    }

    fn export(
        &self,
        mut text: String,
        [before_first, between]: [&str; 2],
        end: &str,
        line: fn(&PastEvent) -> String,
    ) -> Result<String, WalletError> {
        self.needs_authentication()?;
        let (mut before, mut next) = (None, before_first);
        loop {
            let page = self.history(before, MOST_ON_A_PAGE)?;
            for past in &page.events {
                text.push_str(core::mem::replace(&mut next, between));
                text.push_str(&line(past));
            }
            match page.older {
                Some(older) => before = Some(older),
                None => break,
            }
        }
        text.push_str(end);
        Ok(text)
    }
}

impl Way {
    /// The stable code, as exports write it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Erased => "erased",
            Self::OneWay => "one_way",
            Self::Received => "received",
        }
    }
}

impl Outcome {
    /// The stable code, as exports write it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Refused => "refused",
        }
    }
}

impl Insistence {
    /// The stable code, as exports write it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::TellsMuch => "tells_much",
            Self::Reuse => "reuse",
        }
    }
}

/// The documents as `kind: key key; kind: key`.
fn documents(event: &Event) -> String {
    let one = |document: &crate::wallet::EventDocument| {
        let kind =
            CredentialType::from_number(document.credential_type).and_then(CredentialType::kind);
        let kind = kind.map_or_else(|| document.credential_type.to_string(), |it| it.code().into());
        let claims: Vec<String> = document.claims.iter().map(|number| claim_key(*number)).collect();
        format!("{kind}: {}", claims.join(" "))
    };
    event.documents.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn claim_key(number: i64) -> String {
    Claim::by_number(number).map_or_else(|| number.to_string(), |claim| claim.key().into())
}

fn json_line(past: &PastEvent) -> String {
    let Some(event) = &past.event else {
        return format!("  {{\"number\": {}, \"unreadable\": true}}", past.number);
    };
    let insisted: Vec<String> = event.insisted.iter().map(|it| quoted(it.code())).collect();
    let reader = event.reader.as_ref().map_or_else(
        || String::from("null"),
        |reader| {
            let certified = reader.certified == Vouched::Certificate;
            format!("{{\"name\": {}, \"certified\": {certified}}}", quoted(&reader.name))
        },
    );
    let purpose = event.purpose.as_deref().map_or_else(|| String::from("null"), quoted);
    let documents = event.documents.iter().map(|document| {
        let kind =
            CredentialType::from_number(document.credential_type).and_then(CredentialType::kind);
        let kind =
            kind.map_or_else(|| document.credential_type.to_string(), |it| quoted(it.code()));
        let id = document.id.map_or_else(|| String::from("null"), |id| quoted(&id.to_string()));
        let claims: Vec<String> =
            document.claims.iter().map(|number| quoted(&claim_key(*number))).collect();
        format!("{{\"kind\": {kind}, \"id\": {id}, \"claims\": [{}]}}", claims.join(", "))
    });
    format!(
        "  {{\"number\": {}, \"at\": {}, \"way\": {}, \"outcome\": {}, \"reader\": {reader}, \"purpose\": {purpose}, \
         \"documents\": [{}], \"insisted\": [{}]}}",
        past.number,
        quoted(&time(event.at)),
        quoted(event.way.code()),
        quoted(event.outcome.code()),
        documents.collect::<Vec<_>>().join(", "),
        insisted.join(", "),
    )
}

fn csv_line(past: &PastEvent) -> String {
    let Some(event) = &past.event else {
        return format!("{},,unreadable,,,,,,", past.number);
    };
    let reader = event.reader.as_ref();
    let certified = match reader.map(|reader| reader.certified) {
        Some(Vouched::Certificate) => "yes",
        Some(_) => "no",
        None => "",
    };
    let insisted: Vec<&str> = event.insisted.iter().map(|it| it.code()).collect();
    [
        past.number.to_string(),
        time(event.at),
        event.way.code().into(),
        event.outcome.code().into(),
        cell(reader.map_or("", |reader| &reader.name)),
        certified.into(),
        cell(event.purpose.as_deref().unwrap_or_default()),
        cell(&documents(event)),
        insisted.join(" "),
    ]
    .join(",")
}

/// RFC 3339, UTC.
fn time(seconds: i64) -> String {
    use time::OffsetDateTime;
    let at = OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
        at.year(),
        u8::from(at.month()),
        at.day(),
        at.hour(),
        at.minute(),
        at.second()
    )
}

/// A JSON string (RFC 8259 §7).
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            letter if letter.is_control() => {
                quoted.push_str(&format!("\\u{:04x}", u32::from(letter)));
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

/// A field of CSV in quotes (RFC 4180 §2). What a spreadsheet would take for a formula gets an apostrophe before it: a counter
/// chooses its own name and purpose.
fn cell(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

const CSV_HEADER: &str = "number,at,way,outcome,reader,certified,purpose,documents,insisted";
/// Entries on one page at most.
const MOST_ON_A_PAGE: usize = 200;
/// Five years of 365.25 days.
const KEPT_SECONDS: i64 = 5 * 31_557_600;
