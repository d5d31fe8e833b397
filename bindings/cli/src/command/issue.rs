//! `issue`: credentials from a sandbox that nobody recognises, and what it says of them later.

use std::path::{Path, PathBuf};

use serde_json::json;
use vigiayto_core::credential::batch::BatchSubject;
use vigiayto_core::credential::claims::{
    Claim, ClaimValue, MOST_PICTURE, portrait, portrait_format,
};
use vigiayto_core::credential::key::{ESP256, VerificationKey as _};
use vigiayto_core::credential::name::DisplayName;
use vigiayto_core::credential::profile::GUARDIAN;
use vigiayto_core::credential::status::Status;
use vigiayto_core::document::{Image, ImageFormat};
use vigiayto_core::language::{Language, Message};
use vigiayto_core::wallet::{CredentialOrder, possession_message};

use super::intake;
use crate::args::Issue;
use crate::counter::exchange::{self, CredentialsFile, OrderFile};
use crate::counter::moment;
use crate::failure::{Exit, Failure};
use crate::files;
use crate::home::Home;
use crate::output::{Cell, Page, Report, Role};
use crate::sandbox::Sandbox;
use crate::words::{self, Phrase};

pub(super) fn run(
    arguments: &Issue,
    home: Option<PathBuf>,
    language: Language,
) -> Result<Report, Failure> {
    let folder_or_own = |named: &Option<PathBuf>| match named {
        Some(folder) => Ok(folder.clone()),
        None => Home::choose(home.clone()).map(|home| home.desk()),
    };
    let folder = folder_or_own(&arguments.desk)?;
    if let Some(name) = &arguments.reader {
        return certify(&folder, &folder_or_own(&arguments.counter)?, name, language);
    }
    let changed = [
        (arguments.revoke, Status::Invalid, "revoked", words::counter::REVOKED),
        (arguments.suspend, Status::Suspended, "suspended", words::counter::SUSPENDED),
        (arguments.restore, Status::Valid, "valid", words::counter::RESTORED),
    ];
    for (number, status, code, message) in changed {
        if let Some(number) = number {
            return set_status(&folder, number, status, code, message, language);
        }
    }
    match (&arguments.form, &arguments.order, &arguments.out) {
        (Some(form), Some(order), Some(out)) => {
            issue(arguments, Paths { folder: &folder, form, order, out }, language)
        }
        // clap asks for one of the acts, and with a form for the others.
        _ => Err(Failure::new(
            Exit::Usage,
            "usage",
            words::BAD_USAGE,
            Phrase::from(words::SEE_HELP).with("command", "vigiayto issue"),
        )),
    }
}

struct Paths<'a> {
    folder: &'a Path,
    form: &'a Path,
    order: &'a Path,
    out: &'a Path,
}

fn issue(arguments: &Issue, paths: Paths<'_>, language: Language) -> Result<Report, Failure> {
    let document = intake::from_form(&files::read(paths.form, files::TEXT_LIMIT)?)?;
    let file: OrderFile = exchange::read(paths.order)?;
    let order = file.order().ok_or_else(|| exchange::other_form::<OrderFile>(paths.order))?;
    if file.kind != document.kind().code() {
        let hint = words::counter::ORDER_OTHER_KIND_HINT;
        return Err(Failure::new(
            Exit::Refused,
            "order_other_kind",
            words::counter::ORDER_OTHER_KIND,
            hint,
        ));
    }
    check_possession(&order)?;
    let now = moment::now();
    let mut subject = BatchSubject::of(&document, moment::day(now), &order.keys);
    if let Some(path) = &arguments.portrait {
        subject.claims.extend(portrait_claims(path)?);
    }
    if let Some(name) = &arguments.guardian {
        subject.claims.push(guardian_claim(name)?);
    }
    let mut desk = Sandbox::open_or_make(paths.folder)?;
    let (number, tokens) = desk.issue(&subject, arguments.days, now)?;
    desk.publish(now)?;
    exchange::write(paths.out, &CredentialsFile::new(&file.order, &tokens))?;

    let expires_at = now + i64::from(arguments.days) * 86_400;
    let result = Phrase::from(words::counter::ISSUED)
        .with("count", tokens.len())
        .with("kind", document.kind().title().text(language))
        .with("number", number);
    let mut page = Page::result(Role::Good, result.text(language));
    page.line(Role::Doubt, format!("! {}", words::counter::SANDBOX.text(language)));
    page.table(desk_rows(&desk, paths.out, language));
    let data = json!({
        "number": number,
        "kind": document.kind().code(),
        "count": tokens.len(),
        "views": subject.views().map(|usual| usual.code).collect::<Vec<_>>(),
        "expires_at": expires_at,
        "file": paths.out.display().to_string(),
        "desk": desk_json(&desk),
        "sandbox": true,
    });
    Ok(Report::new(page, data))
}

fn certify(
    folder: &Path,
    counter: &Path,
    name: &str,
    language: Language,
) -> Result<Report, Failure> {
    let name = DisplayName::new(name.trim()).map_err(|_| bad_name(name, "--reader"))?;
    let desk = Sandbox::open_or_make(folder)?;
    let now = moment::now();
    let file = desk.certify(counter, &name, now)?;
    desk.publish(now)?;
    let result = Phrase::from(words::counter::CERTIFIED).with("name", &name);
    let mut page = Page::result(Role::Good, result.text(language));
    page.line(Role::Doubt, format!("! {}", words::counter::SANDBOX.text(language)));
    let next =
        Phrase::from(words::counter::CERTIFIED_NEXT).with("file", desk.trust_list().display());
    page.line(Role::Plain, next.text(language));
    let data = json!({
        "reader": {"name": name.as_str(), "certified": true},
        "file": file.display().to_string(),
        "desk": desk_json(&desk),
        "sandbox": true,
    });
    Ok(Report::new(page, data))
}

fn set_status(
    folder: &Path,
    number: u64,
    status: Status,
    code: &str,
    message: Message,
    language: Language,
) -> Result<Report, Failure> {
    let mut desk = Sandbox::open(folder)?;
    let count = desk.set_status(number, status)?;
    desk.publish(moment::now())?;
    let result = Phrase::from(message).with("number", number).with("count", count);
    let mut page = Page::result(Role::Good, result.text(language));
    let line =
        Phrase::from(words::counter::STATUS_SIGNED).with("file", desk.status_list().display());
    page.line(Role::Plain, line.text(language));
    let data = json!({
        "number": number,
        "status": code,
        "count": count,
        "desk": desk_json(&desk),
        "sandbox": true,
    });
    Ok(Report::new(page, data))
}

/// An issuer binds a credential to no key that somebody else has.
fn check_possession(order: &CredentialOrder) -> Result<(), Failure> {
    let holds = |(key, proof): (&vigiayto_core::credential::key::PublicKey, &[u8; 64])| {
        key.verify(ESP256, &possession_message(key), proof).is_ok()
    };
    let mut points: Vec<_> = order.keys.iter().map(|key| key.compressed()).collect();
    points.sort_unstable();
    points.dedup();
    let different = points.len() == order.keys.len() && !points.is_empty();
    if different && order.keys.iter().zip(&order.proofs).all(holds) {
        return Ok(());
    }
    let hint = words::counter::NOT_POSSESSED_HINT;
    Err(Failure::new(Exit::Refused, "not_possessed", words::counter::NOT_POSSESSED, hint))
}

fn portrait_claims(path: &Path) -> Result<[(&'static Claim, ClaimValue); 2], Failure> {
    let limit = MOST_PICTURE as u64;
    let bytes = files::read(path, limit).map_err(|failure| {
        if failure.code != "file_too_large" {
            return failure;
        }
        let message = Phrase::from(words::counter::PORTRAIT_TOO_LARGE).with("limit", limit / 1024);
        let hint = words::counter::PORTRAIT_HINT;
        Failure::new(Exit::Refused, "portrait_too_large", message, hint).with("limit_bytes", limit)
    })?;
    let format = match Image::parse(&bytes).map(|image| image.format()) {
        Ok(ImageFormat::Jpeg) => JPEG,
        Ok(ImageFormat::Webp) => WEBP,
        _ => {
            let (message, hint) = (words::counter::PORTRAIT_FORM, words::counter::PORTRAIT_HINT);
            return Err(Failure::new(Exit::Refused, "portrait_form", message, hint));
        }
    };
    Ok([
        (portrait(), ClaimValue::Picture(bytes.to_vec())),
        (portrait_format(), ClaimValue::PictureFormat(format)),
    ])
}

fn guardian_claim(name: &str) -> Result<(&'static Claim, ClaimValue), Failure> {
    let clean = DisplayName::new(name.trim()).map_err(|_| bad_name(name, "--guardian"))?;
    let claim = Claim::by_number(GUARDIAN).ok_or_else(|| bad_name(name, "--guardian"))?;
    Ok((claim, ClaimValue::Text(clean.as_str().to_owned())))
}

fn bad_name(name: &str, argument: &'static str) -> Failure {
    let message = Phrase::from(words::BAD_VALUE).with("value", name).with("argument", argument);
    Failure::new(Exit::Usage, "bad_value", message, words::BAD_NAME_HINT)
}

fn desk_rows(desk: &Sandbox, out: &Path, language: Language) -> Vec<Vec<Cell>> {
    let row = |label: Message, text: String| {
        vec![Cell::new(Role::Quiet, label.text(language)), Cell::new(Role::Plain, text)]
    };
    vec![
        row(words::counter::ROW_CREDENTIALS, out.display().to_string()),
        row(words::counter::ROW_TRUST_LIST, desk.trust_list().display().to_string()),
        row(words::counter::ROW_STATUS_LIST, desk.status_list().display().to_string()),
        row(words::counter::ROW_PIN, desk.pin()),
    ]
}

fn desk_json(desk: &Sandbox) -> serde_json::Value {
    json!({
        "issuer": desk.id(),
        "pin": desk.pin(),
        "pin_file": desk.pin_file().display().to_string(),
        "trust_list": desk.trust_list().display().to_string(),
        "status_list": desk.status_list().display().to_string(),
    })
}

/// Claim 169, binary image format.
const JPEG: u8 = 1;
const WEBP: u8 = 4;
