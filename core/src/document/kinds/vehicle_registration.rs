//! The vehicle registration: the card of form ĐKX02 (Thông tư 79/2024/TT-BCA) and those before it.

use alloc::string::String;

use time::Date;

use crate::document::card::{Face, Facts, Notices};
use crate::document::coded::{PlateColour, VehicleAutomation, VehicleEnergy};
use crate::document::date::DocumentDate;
use crate::document::field::FieldValue;
use crate::document::kinds::plate::{Plate, PlateShape};
use crate::document::labels::{self, warnings};
use crate::document::term::Term;
use crate::document::text::Text;
use crate::language::Message;

/// A vehicle registration.
#[derive(Clone, Eq, PartialEq)]
pub struct VehicleRegistration {
    /// The plate it was registered with.
    pub plate: Plate,
    /// The plate's background.
    pub plate_colour: Option<PlateColour>,
    /// The owner.
    pub owner_name: Option<Text>,
    /// The owner's address as printed.
    pub owner_address: Option<Text>,
    /// The number of the registration paper.
    pub registration_number: Option<Text>,
    /// Kind of vehicle.
    pub vehicle_type: Option<Text>,
    /// Brand.
    pub brand: Option<Text>,
    /// Model.
    pub model: Option<Text>,
    /// Paint.
    pub vehicle_colour: Option<Text>,
    /// Engine number.
    pub engine_number: Option<Text>,
    /// Chassis number, 17 characters where it is a VIN (ISO 3779).
    pub chassis_number: Option<Text>,
    /// Year made.
    pub year_made: Option<DocumentDate>,
    /// Clean or conventional.
    pub energy: Option<VehicleEnergy>,
    /// Flagged as smart or not.
    pub automation: Option<VehicleAutomation>,
    /// First registration.
    pub first_registered_on: Option<DocumentDate>,
    /// Date of issue.
    pub issued_on: Option<DocumentDate>,
    /// End, for registrations that have one.
    pub expires_on: Option<Term>,
    /// The owner's notes.
    pub notes: Option<Text>,
}

document_fields!(VehicleRegistration {
    required plate = PLATE;
    optional plate_colour = PLATE_COLOUR;
    optional owner_name = OWNER_NAME;
    optional owner_address = OWNER_ADDRESS;
    optional registration_number = REGISTRATION_NUMBER;
    optional vehicle_type = VEHICLE_TYPE;
    optional brand = BRAND;
    optional model = MODEL;
    optional vehicle_colour = VEHICLE_COLOUR;
    optional engine_number = ENGINE_NUMBER;
    optional chassis_number = CHASSIS_NUMBER;
    optional year_made = YEAR_MADE;
    optional energy = ENERGY;
    optional automation = AUTOMATION;
    optional first_registered_on = FIRST_REGISTERED_ON;
    optional issued_on = ISSUED_ON;
    optional expires_on = EXPIRES_ON;
    optional notes = NOTES;
});
opaque_debug!(VehicleRegistration);

impl Face for VehicleRegistration {
    fn title(&self) -> Message {
        labels::VEHICLE_REGISTRATION
    }

    fn headline(&self) -> String {
        self.plate.form()
    }

    fn facts(&self, facts: &mut Facts) {
        facts
            .face_if(labels::OWNER_NAME, &self.owner_name)
            .face_if(labels::BRAND, &self.brand)
            .face_if(labels::VEHICLE_COLOUR, &self.vehicle_colour)
            .detail(labels::PLATE, &self.plate)
            .detail_if(labels::PLATE_COLOUR, &self.plate_colour)
            .detail_if(labels::OWNER_ADDRESS, &self.owner_address)
            .detail_if(labels::VEHICLE_TYPE, &self.vehicle_type)
            .detail_if(labels::MODEL, &self.model)
            .detail_if(labels::ENGINE_NUMBER, &self.engine_number)
            .detail_if(labels::CHASSIS_NUMBER, &self.chassis_number)
            .detail_if(labels::YEAR_MADE, &self.year_made)
            .detail_if(labels::ENERGY, &self.energy)
            .detail_if(labels::AUTOMATION, &self.automation)
            .detail_if(labels::REGISTRATION_NUMBER, &self.registration_number)
            .detail_if(labels::FIRST_REGISTERED_ON, &self.first_registered_on)
            .detail_if(labels::ISSUED_ON, &self.issued_on)
            .detail_if(labels::EXPIRES_ON, &self.expires_on)
            .detail_if(labels::NOTES, &self.notes);
    }

    /// Ordinary registrations have no term.
    fn term(&self) -> Option<Term> {
        Some(self.expires_on.unwrap_or(Term::Unlimited))
    }

    fn warn(&self, today: Date, notices: &mut Notices) {
        notices.dates(None, self.issued_on, self.expires_on.and_then(Term::end), today);
        if self.plate.shape() == PlateShape::Other {
            notices.plain(warnings::PLATE_UNUSUAL);
        }
        if self.chassis_number.as_ref().is_some_and(|number| number.as_str().len() != VIN_LENGTH) {
            notices.plain(warnings::CHASSIS_SHAPE);
        }
    }
}

const VIN_LENGTH: usize = 17;
