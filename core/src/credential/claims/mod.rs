//! The one claim model of all documents: which number a fact has in a credential, in which form it stands there, and what it is
//! called.
//!
//! Facts lie in the CWT claim 169, the identity map of MOSIP's registration, under its numbers where it has one (1 to 17) and
//! under negative numbers of our own where it has none. One byte holds the numbers from -24 to 23; facts that are shown often
//! have those. `core/docs/counter-code.md` prints the table; a test compares the two.

mod document;
mod kind;
mod table;
mod usual;
mod value;

pub use document::{claims_of, draft_of};
pub use kind::CredentialType;
pub use table::{ALL, Claim, Form, Risk, age_over_18, portrait, portrait_format};
pub use usual::{USUAL, Usual};
pub use value::{ClaimError, ClaimValue, MOST_PICTURE};

/// The CWT claim that holds the facts (IANA CBOR Web Token Claims, 169).
pub const IDENTITY: i64 = 169;
