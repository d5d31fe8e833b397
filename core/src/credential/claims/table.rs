//! The table of claims.

use crate::document::coded::{PlateColour, PlateOwnership, VehicleAutomation, VehicleEnergy};
use crate::document::{CardEdition, ForeignerPaper, LicenceScheme, labels};
use crate::language::Message;

/// A fact that a credential can hold.
#[derive(Clone, Copy, Debug)]
pub struct Claim {
    /// Its number within claim 169.
    pub number: i64,
    /// What it is called. The id behind `field.` is the field's key in forms and in the store.
    pub label: Message,
    /// How its value stands in a credential.
    pub form: Form,
    /// The element of ISO/IEC 18013-5, ISO/IEC 23220-2 or ISO 7367 with the same meaning, if there is one.
    pub iso: &'static str,
}

/// How a value stands in a credential.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Form {
    /// A text `YYYYMMDD` or `YYYY` (claim 169, date of birth).
    BirthDate,
    /// A text: a code of a short list.
    Code(fn(&str) -> Option<Message>),
    /// An integer YYYYMMDD or YYYY.
    Date,
    /// `true` or `false`.
    Flag,
    /// An integer: 1 male, 2 female (claim 169, gender).
    Sex,
    /// Bytes of a picture.
    Picture,
    /// An integer: 1 JPEG, 4 WebP (claim 169, binary image format).
    PictureFormat,
    /// An integer: the last day as YYYYMMDD or YYYY, 0 when there is none.
    Term,
    /// A text.
    Text,
}

impl Claim {
    /// The claim of a number.
    #[must_use]
    pub fn by_number(number: i64) -> Option<&'static Self> {
        ALL.iter().find(|claim| claim.number == number)
    }

    /// The claim of a field's key in forms and in the store.
    #[must_use]
    pub fn by_key(key: &str) -> Option<&'static Self> {
        ALL.iter().find(|claim| claim.key() == key)
    }

    /// The key, as forms, consent and history name it.
    #[must_use]
    pub fn key(&self) -> &'static str {
        labels::key(self.label)
    }
}

/// How much a fact tells a stranger who photographs the code.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Risk {
    /// Shown one-way without a warning.
    Low,
    /// A number that follows a person from counter to counter, an address, the family: shown one-way only when the citizen insists.
    High,
}

impl Claim {
    /// How much it tells.
    #[must_use]
    pub fn risk(&self) -> Risk {
        if HIGH_RISK.contains(&self.number) { Risk::High } else { Risk::Low }
    }
}

impl PartialEq for Claim {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl Eq for Claim {}

/// Whether the person is 18 years old or older.
#[must_use]
pub const fn age_over_18() -> &'static Claim {
    &AGE_OVER_18_CLAIM
}

/// The person's portrait.
#[must_use]
pub const fn portrait() -> &'static Claim {
    &PORTRAIT_CLAIM
}

/// The portrait's format.
#[must_use]
pub const fn portrait_format() -> &'static Claim {
    &PORTRAIT_FORMAT_CLAIM
}

const AGE_OVER_18: Message =
    Message { id: "field.age_over_18", vi: "đủ 18 tuổi", en: "18 or older" };
const PORTRAIT: Message = Message { id: "field.portrait", vi: "ảnh chân dung", en: "portrait" };
const PORTRAIT_FORMAT: Message =
    Message { id: "field.portrait_format", vi: "định dạng ảnh", en: "picture format" };
const GUARDIAN: Message =
    Message {
        id: "field.guardian", vi: "người giám hộ xuất trình", en: "shown by guardian"
    };

const AGE_OVER_18_CLAIM: Claim = claim(-1, AGE_OVER_18, Form::Flag, "age_over_18");
const PORTRAIT_CLAIM: Claim = claim(16, PORTRAIT, Form::Picture, "portrait");
const PORTRAIT_FORMAT_CLAIM: Claim = claim(17, PORTRAIT_FORMAT, Form::PictureFormat, "");

const fn claim(number: i64, label: Message, form: Form, iso: &'static str) -> Claim {
    Claim { number, label, form, iso }
}

macro_rules! code {
    ($choice:ident) => {
        Form::Code(|code| {
            $choice::ALL.iter().find(|choice| choice.code() == code).map(|choice| choice.message())
        })
    };
}

/// Every claim, those of claim 169 first.
pub static ALL: &[Claim] = &[
    claim(1, labels::PERSONAL_NUMBER, Form::Text, "personal_administrative_number"),
    claim(4, labels::FULL_NAME, Form::Text, "name"),
    claim(8, labels::BIRTH_DATE, Form::BirthDate, "birth_date"),
    claim(9, labels::SEX, Form::Sex, "sex"),
    claim(10, labels::RESIDENCE, Form::Text, "resident_address"),
    claim(13, labels::NATIONALITY, Form::Text, "nationality"),
    claim(15, GUARDIAN, Form::Text, ""),
    PORTRAIT_CLAIM,
    PORTRAIT_FORMAT_CLAIM,
    AGE_OVER_18_CLAIM,
    claim(-2, labels::EXPIRES_ON, Form::Term, "expiry_date"),
    claim(-3, labels::ISSUED_ON, Form::Date, "issue_date"),
    claim(-4, labels::ISSUE_PLACE, Form::Text, "issuing_authority"),
    claim(-5, labels::HOMETOWN, Form::Text, "birth_place"),
    claim(-6, labels::LICENCE_NUMBER, Form::Text, "document_number"),
    claim(-7, labels::CLASSES, Form::Text, "driving_privileges"),
    claim(-8, labels::SCHEME, code!(LicenceScheme), ""),
    claim(-9, labels::PLATE, Form::Text, "registration_number"),
    claim(-10, labels::OWNER_NAME, Form::Text, "registration_holder"),
    claim(-11, labels::BRAND, Form::Text, "make"),
    claim(-12, labels::MODEL, Form::Text, "commercial_name"),
    claim(-13, labels::CHASSIS_NUMBER, Form::Text, "vehicle_identification_number"),
    claim(-14, labels::ENGINE_NUMBER, Form::Text, "engine_number"),
    claim(-15, labels::VEHICLE_COLOUR, Form::Text, "colour"),
    claim(-16, labels::INSURANCE_CODE, Form::Text, "card_number"),
    claim(-17, labels::VALID_FROM, Form::Date, ""),
    claim(-18, labels::CARE_FACILITY, Form::Text, ""),
    claim(-19, labels::BENEFIT_LEVEL, Form::Text, ""),
    claim(-20, labels::SOCIAL_NUMBER, Form::Text, ""),
    claim(-21, labels::PAPER_NUMBER, Form::Text, "document_number"),
    claim(-22, labels::FOREIGNER_NUMBER, Form::Text, "personal_administrative_number"),
    claim(-23, labels::PLATE_COLOUR, code!(PlateColour), ""),
    claim(-24, labels::POINTS, Form::Text, ""),
    claim(-25, labels::OLD_IDENTITY_NUMBER, Form::Text, ""),
    claim(-26, labels::EDITION, code!(CardEdition), ""),
    claim(-27, labels::BLANK_SERIAL, Form::Text, ""),
    claim(-28, labels::POINTS_AS_OF, Form::Date, ""),
    claim(-29, labels::PLATE_OWNERSHIP, code!(PlateOwnership), ""),
    claim(-30, labels::OWNER_ADDRESS, Form::Text, ""),
    claim(-31, labels::REGISTRATION_NUMBER, Form::Text, "document_number"),
    claim(-32, labels::VEHICLE_TYPE, Form::Text, "vehicle_category"),
    claim(-33, labels::YEAR_MADE, Form::Text, "year_of_manufacture"),
    claim(-34, labels::ENERGY, code!(VehicleEnergy), "type_of_propulsion"),
    claim(-35, labels::AUTOMATION, code!(VehicleAutomation), ""),
    claim(-36, labels::FIRST_REGISTERED_ON, Form::Date, "date_of_first_registration"),
    claim(-37, labels::VEHICLE, Form::Text, ""),
    claim(-38, labels::KEPT_UNTIL, Form::Date, ""),
    claim(-39, labels::ADDRESS, Form::Text, ""),
    claim(-40, labels::MANAGEMENT_CODE, Form::Text, ""),
    claim(-41, labels::PARENT_NAME, Form::Text, ""),
    claim(-42, labels::AREA_CODE, Form::Text, ""),
    claim(-43, labels::FIVE_YEARS_ON, Form::Date, ""),
    claim(-44, labels::CHECK_STRING, Form::Text, ""),
    claim(-45, labels::OLD_SOCIAL_NUMBER, Form::Text, ""),
    claim(-46, labels::PAPER, code!(ForeignerPaper), ""),
    claim(-47, labels::BIRTH_PLACE, Form::Text, "birth_place"),
    claim(-48, labels::ETHNICITY, Form::Text, ""),
    claim(-49, labels::FATHER_NAME, Form::Text, ""),
    claim(-50, labels::MOTHER_NAME, Form::Text, ""),
    claim(-51, labels::REGISTRY_NUMBER, Form::Text, ""),
    claim(-52, labels::REGISTERED_AT, Form::Text, ""),
    claim(-53, labels::NOTES, Form::Text, ""),
];

/// Personal and insurance numbers, old numbers, addresses, origin, family.
const HIGH_RISK: [i64; 17] =
    [1, 10, -5, -16, -20, -21, -22, -25, -30, -39, -41, -45, -47, -48, -49, -50, -53];
