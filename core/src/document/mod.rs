//! What a citizen holds: typed documents, validation, printed-QR import, display, evidence.
//!
//! A [`Document`] is one of eight kinds. It comes from a form typed by hand ([`Document::from_form`]) or from the QR
//! code printed on a paper ([`identify`]); a [`StoredDocument`] adds whose it is and where its facts come from, and
//! shows itself as a [`CardView`]. Nothing here knows of keys, storage, clocks or randomness.

#[macro_use]
mod field;

mod card;
pub mod coded;
mod date;
pub mod forms;
mod guesses;
pub mod holder;
mod id;
mod image;
mod kind;
pub mod kinds;
pub mod labels;
mod number;
mod picture;
pub mod printed;
pub mod provinces;
mod stored;
mod term;
pub mod text;
mod view;

pub use self::coded::{
    CardEdition, ForeignerPaper, LicenceScheme, PlateColour, PlateOwnership, Relation, Sex,
    VehicleAutomation, VehicleEnergy,
};
pub use self::date::{DateError, DocumentDate};
pub use self::forms::{Draft, FieldProblem, FormError};
pub use self::holder::{Holder, Standing};
pub use self::id::{AttachmentId, DocumentId, HolderId, IdError};
pub use self::image::{Image, ImageError, ImageFormat, MAX_IMAGE_BYTES, MAX_IMAGE_SIDE};
pub use self::kind::{Document, DocumentKind};
pub use self::kinds::{
    BirthCertificate, CitizenCard, DriverLicence, ForeignerDocument, HealthInsurance, NumberPlate,
    Plate, SocialInsurance, VehicleRegistration,
};
pub use self::number::{PersonalNumber, PersonalNumberError};
pub use self::picture::{
    CodeCaption, CounterCaption, PictureOptions, Theme, card_svg, code_svg, counter_svg,
};
pub use self::printed::{Agreement, Confidence, Identified, PrintedSource, identify};
pub use self::stored::{AttachmentInfo, AttachmentRole, STORED_VERSION, StoredDocument};
pub use self::term::{EXPIRES_SOON_DAYS, ExpiryState, Term};
pub use self::text::{
    Text, TextError, comparison_key, matches, name_sort_key, search_key, sort_key,
};
pub use self::view::{CardView, Evidence, FieldView, Notice, Prominence, Wording};
