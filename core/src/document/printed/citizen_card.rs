//! The citizen card's QR: slots between `|`, seven on the card of 2021 and eleven on that of 2024, where the last four
//! were empty on every adult's card seen. Their order was not published (Thông tư 16/2024/TT-BCA names the items only),
//! so what stands there is shown and not interpreted.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{AdditionalSlot, Confidence, Reading};
use crate::document::coded::{CardEdition, Sex};
use crate::document::date::DocumentDate;
use crate::document::field::FieldValue;
use crate::document::forms::Draft;
use crate::document::kind::DocumentKind;
use crate::document::kinds::CitizenCard;
use crate::document::labels;
use crate::document::number::PersonalNumber;
use crate::document::text::Text;
use crate::language::Message;

/// Reads a payload whose first slot is a personal number and that has two of the three: a date of birth, a sex and a
/// date of issue where they belong. Other papers' payloads may start with 12 digits too.
pub(super) fn read(text: &str) -> Option<Reading> {
    let slots: Vec<&str> = text.split('|').collect();
    let number = slots.first()?.trim().parse::<PersonalNumber>();
    let is_date =
        |place: usize| slots.get(place).is_some_and(|slot| DocumentDate::parse(slot).is_ok());
    let sex = slots.get(4).is_some_and(|slot| Sex::parse(slot).is_ok());
    let marks = [is_date(3), sex, is_date(6)].iter().filter(|mark| **mark).count();
    if number.is_err() || marks < 2 {
        return None;
    }
    let mut draft = Draft::default();
    let edition =
        if slots.len() > SLOTS.len() { CardEdition::CanCuoc2024 } else { CardEdition::Cccd2021 };
    draft.set(labels::EDITION, edition.code());
    for (label, slot) in SLOTS.iter().zip(&slots) {
        draft.set(*label, slot.trim());
    }
    let confidence = match slots.len() {
        7 | 11 if draft.value(labels::ISSUED_ON).is_some() => Confidence::Certain,
        0..7 => Confidence::Guess,
        _ => Confidence::Likely,
    };
    let additional = additional(&slots, SLOTS.len());
    Some(Reading {
        kind: DocumentKind::CitizenCard,
        confidence,
        draft,
        additional,
        problems: Vec::new(),
    })
}

/// Prints a card, with the four last slots of the newer one empty. `None` without a date of issue, and for text that
/// holds the separator.
pub(super) fn print(card: &CitizenCard) -> Option<String> {
    let old_number = card.old_number.as_ref().map(Text::as_str).unwrap_or_default();
    let residence = card.residence.as_ref().map(Text::as_str).unwrap_or_default();
    if [old_number, residence, card.full_name.as_str()].iter().any(|text| text.contains('|')) {
        return None;
    }
    let sex = match card.sex {
        Sex::Male => "Nam",
        Sex::Female => "Nữ",
    };
    let slots = [
        card.number.digits(),
        old_number,
        card.full_name.as_str(),
        &card.birth_date.compact(),
        sex,
        residence,
        &card.issued_on?.compact(),
    ];
    let tail = match card.edition {
        CardEdition::Cccd2021 => "",
        CardEdition::CanCuoc2024 => "||||",
    };
    Some(format!("{}{tail}", slots.join("|")))
}

/// The slots behind the known ones, where they hold anything.
pub(super) fn additional(slots: &[&str], known: usize) -> Vec<AdditionalSlot> {
    slots
        .iter()
        .enumerate()
        .skip(known)
        .filter_map(|(position, slot)| {
            let position = u16::try_from(position).ok()?;
            Some(AdditionalSlot { position, text: Text::parse(slot).ok()? })
        })
        .collect()
}

const SLOTS: [Message; 7] = [
    labels::PERSONAL_NUMBER,
    labels::OLD_IDENTITY_NUMBER,
    labels::FULL_NAME,
    labels::BIRTH_DATE,
    labels::SEX,
    labels::RESIDENCE,
    labels::ISSUED_ON,
];
