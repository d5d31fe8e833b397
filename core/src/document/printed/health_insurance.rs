//! The health-insurance card's QR: parts between `|`, ended by `$`; 15 parts on the old card, 17 on the new one. Names
//! and places are the hexadecimal digits of their UTF-8; a lone `-` says that there is no value.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::citizen_card::additional;
use super::{Confidence, Reading, problem};
use crate::document::coded::Sex;
use crate::document::field::FieldValue;
use crate::document::forms::Draft;
use crate::document::id::hex_value;
use crate::document::kind::DocumentKind;
use crate::document::kinds::{HealthInsurance, InsuranceCode};
use crate::document::labels::{self, reasons};
use crate::document::term::Term;
use crate::document::text::Text;
use crate::language::Message;

/// Reads a payload with two of the three marks of a card: the code, a hexadecimal name, the `$` at the end.
pub(super) fn read(text: &str) -> Option<Reading> {
    let mut parts: Vec<&str> = text.split('|').collect();
    let ended = parts.last().is_some_and(|last| last.trim() == END);
    if ended {
        parts.pop();
    }
    let code_fits = InsuranceCode::parse(parts.first()?.trim()).is_ok();
    let name_is_hex = parts.get(1).is_some_and(|name| from_hex(name.trim()).is_some());
    let marks = [ended, code_fits, name_is_hex].iter().filter(|mark| **mark).count();
    if parts.len() < FEWEST_PARTS || marks < 2 {
        return None;
    }
    let mut draft = Draft::default();
    let mut problems = Vec::new();
    for (slot, part) in SLOTS.iter().zip(&parts) {
        let part = part.trim();
        if let Some(value) = slot.read(part) {
            draft.set(slot.label, &value);
        }
        if slot.is_damaged(part) {
            problems.push(problem(slot.label, part, reasons::HEX_SHAPE));
        }
    }
    let complete = matches!(parts.len(), OLD_PARTS | NEW_PARTS) && ended;
    let confidence = if complete { Confidence::Certain } else { Confidence::Likely };
    let additional = additional(&parts, SLOTS.len());
    let kind = DocumentKind::HealthInsurance;
    Some(Reading { kind, confidence, draft, additional, problems })
}

/// Prints a card: 15 parts for an old card's code, 17 for any other and for cards with the facts that only the new one
/// has. `None` for text that the layout cannot carry.
pub(super) fn print(card: &HealthInsurance) -> Option<String> {
    let mut values = Draft::default();
    crate::document::field::Fields::visit(card, &mut |label, value| {
        values.set(label, &value.form())
    });
    let old = matches!(card.code, InsuranceCode::Card(_))
        && card.benefit_level.is_none()
        && card.issue_place.is_none();
    let parts = if old { OLD_PARTS } else { NEW_PARTS };
    let mut printed = String::new();
    for slot in SLOTS.iter().take(parts) {
        let value = values.value(slot.label);
        let part = slot.print(value);
        // The separator, and a text that would be read as no value.
        if part.contains('|') || (value == Some("-") && part == "-") {
            return None;
        }
        printed.push_str(&part);
        printed.push('|');
    }
    printed.push_str(END);
    Some(printed)
}

/// One part of the payload.
struct Slot {
    label: Message,
    coding: Coding,
}

/// How a part is written.
#[derive(Clone, Copy)]
enum Coding {
    /// As it is.
    Plain,
    /// The hexadecimal digits of its UTF-8.
    Hex,
    /// Hexadecimal on some cards, as it is on others.
    HexOrPlain,
    /// 1 male, 2 female.
    Sex,
    /// A date, or `-` for a card that does not end.
    End,
    /// A date behind a space.
    SpacedDate,
}

impl Slot {
    /// The part's value; `None` if it has none. What cannot be decoded stays as it is, for the owner to correct.
    fn read(&self, part: &str) -> Option<String> {
        match (self.coding, part) {
            (_, "") => None,
            (Coding::End, "-") => Some(Term::Unlimited.form()),
            (_, "-") => None,
            (Coding::Hex | Coding::HexOrPlain, _) => {
                Some(from_hex(part).unwrap_or_else(|| String::from(part)))
            }
            (Coding::Sex, "1") => Some(String::from(Sex::Male.code())),
            (Coding::Sex, "2") => Some(String::from(Sex::Female.code())),
            _ => Some(String::from(part)),
        }
    }

    /// Hexadecimal digits that were cut or changed: they read as no text, and no text reads like them.
    fn is_damaged(&self, part: &str) -> bool {
        matches!(self.coding, Coding::Hex | Coding::HexOrPlain)
            && part.len() >= FEWEST_HEX_DIGITS
            && part.bytes().all(|digit| hex_value(digit).is_some())
            && from_hex(part).is_none()
    }

    fn print(&self, value: Option<&str>) -> String {
        match (self.coding, value) {
            (Coding::End, None) => String::new(),
            (Coding::End, Some(term)) if term == Term::Unlimited.form() => String::from("-"),
            (_, None) => String::from("-"),
            (Coding::Hex | Coding::HexOrPlain, Some(text)) => to_hex(text),
            (Coding::Sex, Some(code)) => {
                String::from(if code == Sex::Male.code() { "1" } else { "2" })
            }
            (Coding::SpacedDate, Some(date)) => format!(" {date}"),
            (_, Some(text)) => String::from(text),
        }
    }
}

/// The text of hexadecimal digits of either case; `None` if they are not that, or not UTF-8 without controls.
fn from_hex(digits: &str) -> Option<String> {
    if digits.is_empty() || !digits.len().is_multiple_of(2) {
        return None;
    }
    let pairs = digits.as_bytes().chunks_exact(2);
    let bytes: Option<Vec<u8>> =
        pairs.map(|pair| Some((hex_value(pair[0])? << 4) | hex_value(pair[1])?)).collect();
    let text = String::from_utf8(bytes?).ok()?;
    Text::parse(&text).is_ok().then_some(text)
}

fn to_hex(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}

const fn slot(label: Message, coding: Coding) -> Slot {
    Slot { label, coding }
}

const SLOTS: [Slot; 16] = [
    slot(labels::INSURANCE_CODE, Coding::Plain),
    slot(labels::FULL_NAME, Coding::Hex),
    slot(labels::BIRTH_DATE, Coding::Plain),
    slot(labels::SEX, Coding::Sex),
    slot(labels::ADDRESS, Coding::Hex),
    slot(labels::CARE_FACILITY, Coding::Plain),
    slot(labels::VALID_FROM, Coding::Plain),
    slot(labels::EXPIRES_ON, Coding::End),
    slot(labels::ISSUED_ON, Coding::Plain),
    slot(labels::MANAGEMENT_CODE, Coding::Plain),
    slot(labels::PARENT_NAME, Coding::HexOrPlain),
    slot(labels::AREA_CODE, Coding::Plain),
    slot(labels::FIVE_YEARS_ON, Coding::SpacedDate),
    slot(labels::CHECK_STRING, Coding::Plain),
    slot(labels::BENEFIT_LEVEL, Coding::Plain),
    slot(labels::ISSUE_PLACE, Coding::Hex),
];

const END: &str = "$";

/// Code, name, birth date, sex: what even the shortest card states.
const FEWEST_PARTS: usize = 4;

/// Four letters: shorter words such as "Ba" can be written with the letters A to F alone.
const FEWEST_HEX_DIGITS: usize = 8;

/// Parts before the terminator.
const OLD_PARTS: usize = 14;
const NEW_PARTS: usize = 16;
