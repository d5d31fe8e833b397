//! What a citizen holds: typed documents, validation, printed-QR import, display, evidence.

mod picture;
mod view;

pub use self::picture::{CodeCaption, PictureOptions, Theme, card_svg, code_svg};
pub use self::view::{CardView, Evidence, ExpiryState, FieldView, Prominence};
