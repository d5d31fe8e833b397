//! The eight documents, one a file: what each states, what follows from it, and how its card looks.

mod birth_certificate;
mod citizen_card;
mod driver_licence;
mod foreigner;
mod health_insurance;
mod insurance_number;
mod licence_class;
mod number_plate;
mod plate;
mod social_insurance;
mod vehicle_registration;

pub use self::birth_certificate::BirthCertificate;
pub use self::citizen_card::{CitizenCard, ExpirySource, RENEWAL_AGES};
pub use self::driver_licence::{DriverLicence, LicencePoints};
pub use self::foreigner::ForeignerDocument;
pub use self::health_insurance::{CareFacility, HealthInsurance};
pub use self::insurance_number::{InsuranceCode, SocialInsuranceNumber};
pub use self::licence_class::{
    CLASS_RULES, ClassRule, ClassTerm, HeldClass, LicenceClass, LicenceClasses,
};
pub use self::number_plate::NumberPlate;
pub use self::plate::{Plate, PlateShape};
pub use self::social_insurance::SocialInsurance;
pub use self::vehicle_registration::VehicleRegistration;
