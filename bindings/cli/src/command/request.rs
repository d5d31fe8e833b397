//! `request`: what a counter asks, signed, and the file that its answer is opened with.

use std::path::PathBuf;

use serde_json::json;
use vigiayto_core::credential::claims::CredentialType;
use vigiayto_core::credential::key::Signer as _;
use vigiayto_core::credential::name::DisplayName;
use vigiayto_core::language::Language;
use vigiayto_core::platform::{Randomness as _, SystemRandomness};
use vigiayto_core::present::{
    Request as SignedRequest, RequestForm, RequestItem, RequestedClaim, SealingKey, request_text,
};

use super::intake;
use super::present::symbol;
use crate::args::Request;
use crate::counter::exchange::{self, RequestFile};
use crate::counter::{facts, moment, outlet};
use crate::failure::{Exit, Failure};
use crate::files;
use crate::home::Home;
use crate::output::{Cell, Page, Report, Role};
use crate::sandbox::{self, Certified};
use crate::words::{self, Phrase, Said};

pub(super) fn run(
    arguments: &Request,
    home: Option<PathBuf>,
    language: Language,
) -> Result<Report, Failure> {
    let items = items(arguments)?;
    let purpose = line(&arguments.purpose, "--purpose")?;
    let folder = match &arguments.counter {
        Some(folder) => folder.clone(),
        None => Home::choose(home)?.desk(),
    };
    let Certified { name, certificates } = match &arguments.name {
        // Whoever gives itself a name asks under that name; a certificate would say another.
        Some(name) => Certified { name: line(name, "--name")?, certificates: Vec::new() },
        None => sandbox::reader_certificate(&folder)?.ok_or_else(no_name)?,
    };
    let signer = sandbox::reader_key(&folder)?;
    let (key, sealing_key) = SealingKey::make(&SystemRandomness).map_err(|_| not_made())?;
    let mut nonce = [0; 16];
    SystemRandomness.fill(&mut nonce).map_err(|_| not_made())?;
    let form = RequestForm {
        reader: &name,
        certificates: &certificates,
        purpose: &purpose,
        items: &items,
        nonce,
        issued_at: moment::now(),
        lifetime: u16::from(arguments.minutes) * 60,
        sealing_key,
    };
    let bytes = form.sign(&signer).map_err(|_| not_made())?;
    let request = SignedRequest::own(&bytes, signer.public_key()).map_err(|_| not_made())?;
    exchange::write(&arguments.out, &RequestFile::new(&bytes, signer.public_key(), &key))?;
    let text = request_text(&bytes);

    let mut page = Page::result(Role::Plain, text.clone());
    if let Some(path) = &arguments.png {
        let symbol = symbol(text.as_bytes())?;
        files::write(path, &symbol.to_png(super::present::MODULE_PX))?;
        page.line(Role::Good, outlet::written(path).text(language));
    }
    page.line(Role::Strong, format!("{name} · {purpose}"));
    let rows = items.iter().flat_map(|item| {
        item.claims.iter().map(|asked| {
            vec![
                Cell::new(Role::Quiet, facts::title(item.credential_type).text(language)),
                Cell::new(Role::Plain, asked.claim.label.text(language)),
                Cell::new(Role::Quiet, kept(asked.kept_days, language)),
            ]
        })
    });
    page.table(rows.collect());
    let until =
        Phrase::from(words::counter::REQUEST_UNTIL).with("time", moment::text(request.expires_at));
    page.line(Role::Plain, until.text(language));
    let secret = Phrase::from(words::counter::REQUEST_SECRET).with("file", arguments.out.display());
    page.line(Role::Doubt, format!("! {}", secret.text(language)));
    let data = json!({
        "request": text,
        "file": arguments.out.display().to_string(),
        "png": arguments.png.as_ref().map(|path| path.display().to_string()),
        "reader": {"name": name, "certified": !certificates.is_empty()},
        "purpose": purpose,
        "asked": items.iter().map(item_json).collect::<Vec<_>>(),
        "expires_at": request.expires_at,
    });
    Ok(Report::new(page, data))
}

/// For how long a counter keeps a fact, in words.
pub(super) fn kept(days: u16, language: Language) -> String {
    match days {
        0 => words::counter::NOT_KEPT.text(language).to_owned(),
        days => Phrase::from(words::counter::KEPT).with("days", days).text(language),
    }
}

/// What is asked of one document, for a program.
pub(super) fn item_json(item: &RequestItem) -> serde_json::Value {
    let facts: Vec<_> = item
        .claims
        .iter()
        .map(|asked| {
            json!({
                "key": asked.claim.key(),
                "label": Said::from(asked.claim.label),
                "kept_days": asked.kept_days,
            })
        })
        .collect();
    json!({"kind": facts::kind_code(item.credential_type), "facts": facts})
}

fn items(arguments: &Request) -> Result<Vec<RequestItem>, Failure> {
    let kept_days = arguments.keep;
    let mut items: Vec<RequestItem> = Vec::new();
    let mut ask = |credential_type: CredentialType, claim| {
        let asked = RequestedClaim { claim, kept_days };
        match items.iter_mut().find(|item| item.credential_type == credential_type) {
            Some(item) if item.claims.iter().any(|known| known.claim == claim) => {}
            Some(item) => item.claims.push(asked),
            None => items.push(RequestItem { credential_type, claims: vec![asked] }),
        }
    };
    for code in &arguments.usual {
        let usual = facts::usual(code)?;
        let claims = usual
            .claims
            .iter()
            .filter_map(|number| vigiayto_core::credential::claims::Claim::by_number(*number));
        claims.for_each(|claim| ask(CredentialType::of(usual.kind), claim));
    }
    for text in &arguments.facts {
        let (kind, keys) = text.split_once(':').ok_or_else(|| bad(text, "--facts"))?;
        let kind = CredentialType::of(intake::kind(kind)?);
        for key in keys.split(',') {
            let claim = facts::claim(key, "--facts")?;
            if !kind.claims().contains(&claim) {
                return Err(bad(key, "--facts"));
            }
            ask(kind, claim);
        }
    }
    Ok(items)
}

/// A name or purpose as the core lets it stand before a person.
fn line(text: &str, argument: &'static str) -> Result<String, Failure> {
    let name = DisplayName::new(text.trim()).map_err(|_| bad(text, argument))?;
    Ok(name.as_str().to_owned())
}

fn bad(value: &str, argument: &'static str) -> Failure {
    let message = Phrase::from(words::BAD_VALUE).with("value", value).with("argument", argument);
    Failure::new(Exit::Usage, "bad_value", message, words::counter::REQUEST_HINT)
}

fn no_name() -> Failure {
    Failure::new(Exit::Usage, "no_name", words::counter::NO_NAME, words::counter::NO_NAME_HINT)
}

fn not_made() -> Failure {
    let hint = words::counter::REQUEST_NOT_MADE_HINT;
    Failure::new(Exit::Refused, "request_not_made", words::counter::REQUEST_NOT_MADE, hint)
}
