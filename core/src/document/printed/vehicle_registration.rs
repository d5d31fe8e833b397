//! The vehicle registration's QR. Form ĐKX02 (Thông tư 79/2024/TT-BCA) names its items, but neither separator nor order
//! was published: facts are picked out by their patterns.

use alloc::string::String;
use alloc::vec::Vec;

use super::{AdditionalSlot, Confidence, Reading};
use crate::document::coded::PlateColour;
use crate::document::field::FieldValue;
use crate::document::forms::Draft;
use crate::document::kind::DocumentKind;
use crate::document::kinds::{Plate, PlateShape};
use crate::document::labels;
use crate::document::text::{Text, search_key};

/// Reads a payload that holds a plate, and a chassis number or a plate's colour beside it.
pub(super) fn read(text: &str) -> Option<Reading> {
    let mut draft = Draft::default();
    let mut additional = Vec::new();
    for (position, token) in tokens(text).enumerate() {
        if draft.value(labels::PLATE).is_none() && is_plate(token) {
            draft.set(labels::PLATE, token);
        } else if draft.value(labels::CHASSIS_NUMBER).is_none() && is_vin(token) {
            draft.set(labels::CHASSIS_NUMBER, token);
        } else if let (None, Some(colour)) = (draft.value(labels::PLATE_COLOUR), colour(token)) {
            draft.set(labels::PLATE_COLOUR, colour.code());
        } else if let (Ok(text), Ok(position)) = (Text::parse(token), u16::try_from(position)) {
            additional.push(AdditionalSlot { position, text });
        }
    }
    draft.value(labels::PLATE)?;
    if draft.value(labels::CHASSIS_NUMBER).is_none() && draft.value(labels::PLATE_COLOUR).is_none()
    {
        return None;
    }
    let kind = DocumentKind::VehicleRegistration;
    Some(Reading { kind, confidence: Confidence::Guess, draft, additional, problems: Vec::new() })
}

/// The parts of a payload whose separator is not known: `|`, `;`, tab and line end, as public scanners take them.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = &str> {
    text.split(['|', ';', '\t', '\n', '\r'])
        .map(str::trim)
        .filter(|token| !token.is_empty())
        .take(MOST_TOKENS)
}

fn is_plate(token: &str) -> bool {
    Plate::parse(token).is_ok_and(|plate| {
        matches!(
            plate.shape(),
            PlateShape::Car
                | PlateShape::Motorcycle
                | PlateShape::Temporary
                | PlateShape::Diplomatic
        )
    })
}

/// ISO 3779: 17 capital letters and digits without I, O and Q. One of each at least keeps plain numbers out.
fn is_vin(token: &str) -> bool {
    token.len() == 17
        && token.bytes().all(|byte| {
            (byte.is_ascii_uppercase() && !b"IOQ".contains(&byte)) || byte.is_ascii_digit()
        })
        && token.bytes().any(|byte| byte.is_ascii_digit())
        && token.bytes().any(|byte| byte.is_ascii_uppercase())
}

fn colour(token: &str) -> Option<PlateColour> {
    // "Màu trắng" as well as "Trắng".
    let key = search_key(token);
    let word: String = key.strip_prefix("mau ").map_or(key.clone(), String::from);
    PlateColour::parse(&word).ok()
}

const MOST_TOKENS: usize = 64;
