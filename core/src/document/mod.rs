//! What a citizen holds: typed documents, validation, printed-QR import, display, evidence.

mod view;

pub use self::view::{CardView, Evidence, ExpiryState, FieldView, Prominence};
