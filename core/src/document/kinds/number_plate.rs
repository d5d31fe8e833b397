//! The number plate as a document of its own: since 2023 it belongs to its owner and may be without a vehicle.

use alloc::string::String;

use time::Date;

use crate::document::card::{Face, Facts, Notices};
use crate::document::coded::{PlateColour, PlateOwnership};
use crate::document::date::DocumentDate;
use crate::document::field::FieldValue;
use crate::document::id::DocumentId;
use crate::document::kinds::plate::{Plate, PlateShape};
use crate::document::labels::{self, reasons, warnings};
use crate::document::term::Term;
use crate::document::text::Text;
use crate::document::view::{Notice, Wording};
use crate::language::Message;

/// A number plate.
#[derive(Clone, Eq, PartialEq)]
pub struct NumberPlate {
    /// The number.
    pub plate: Plate,
    /// The background.
    pub colour: Option<PlateColour>,
    /// To what it belongs.
    pub ownership: PlateOwnership,
    /// The name it is registered under.
    pub owner_name: Option<Text>,
    /// The vehicle registration in this wallet that carries it.
    pub vehicle: Option<DocumentId>,
    /// The last day on which a plate without a vehicle is kept for its owner.
    pub kept_until: Option<DocumentDate>,
    /// Date of issue.
    pub issued_on: Option<DocumentDate>,
    /// The owner's notes.
    pub notes: Option<Text>,
}

document_fields!(NumberPlate {
    required plate = PLATE;
    optional colour = PLATE_COLOUR;
    required ownership = PLATE_OWNERSHIP;
    optional owner_name = OWNER_NAME;
    optional vehicle = VEHICLE;
    optional kept_until = KEPT_UNTIL;
    optional issued_on = ISSUED_ON;
    optional notes = NOTES;
});
opaque_debug!(NumberPlate);

impl NumberPlate {
    /// The last day on which the plate is kept, when its vehicle was sold or scrapped on `vehicle_gone`: five years on
    /// (Luật 36/2024/QH15 Art. 36(3)). `None` for a plate that stays with its vehicle.
    #[must_use]
    pub fn kept_after(&self, vehicle_gone: DocumentDate) -> Option<DocumentDate> {
        match self.ownership {
            PlateOwnership::BoundToOwner => vehicle_gone.years_later(KEPT_YEARS),
            PlateOwnership::BoundToVehicle => None,
        }
    }
}

impl Face for NumberPlate {
    fn title(&self) -> Message {
        labels::NUMBER_PLATE
    }

    fn headline(&self) -> String {
        self.plate.form()
    }

    fn facts(&self, facts: &mut Facts) {
        facts
            .face_if(labels::PLATE_COLOUR, &self.colour)
            .face(labels::PLATE_OWNERSHIP, &self.ownership)
            .face_if(labels::OWNER_NAME, &self.owner_name)
            .detail(labels::PLATE, &self.plate)
            .detail_if(labels::VEHICLE, &self.vehicle)
            .detail_if(labels::KEPT_UNTIL, &self.kept_until)
            .detail_if(labels::ISSUED_ON, &self.issued_on)
            .detail_if(labels::NOTES, &self.notes);
    }

    /// A plate on a vehicle has no term; one without a vehicle is kept for a time.
    fn term(&self) -> Option<Term> {
        match (self.vehicle, self.kept_until) {
            (None, Some(date)) => Some(Term::Until(date)),
            _ => Some(Term::Unlimited),
        }
    }

    fn warn(&self, today: Date, notices: &mut Notices) {
        notices.dates(None, self.issued_on, self.kept_until, today);
        if self.plate.shape() == PlateShape::Other {
            notices.plain(warnings::PLATE_UNUSUAL);
        }
        if let (None, Some(date)) = (self.vehicle, self.kept_until) {
            notices.push(Notice::with(warnings::PLATE_KEPT, "date", date.form()));
        }
    }
}

impl FieldValue for DocumentId {
    fn parse(text: &str) -> Result<Self, Message> {
        text.trim().parse().map_err(|_| reasons::ID_SHAPE)
    }

    fn form(&self) -> String {
        alloc::format!("{self}")
    }

    /// An id says nothing to a person.
    fn wording(&self) -> Wording {
        labels::IN_THIS_WALLET.into()
    }
}

const KEPT_YEARS: u8 = 5;
