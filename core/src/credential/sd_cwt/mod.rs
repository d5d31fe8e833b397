//! SD-CWT and its key-binding token (draft-ietf-spice-sd-cwt-08): selective disclosure in CBOR Web Tokens.
//!
//! An issuer signs claims of which some are only hashes ([`issue`]); the holder keeps all disclosures ([`Held`]), shows a choice
//! of them, and signs for the moment with the key that the issuer bound the token to ([`bind`]); a verifier reads the
//! [`KeyBindingToken`], checks both signatures and the rules of time, and gets the claims that were disclosed.
//!
//! This room implements the draft and knows nothing of documents. Left out, and refused by name when they are met: claims in
//! the `CWT Claims` header parameter, and hashes other than SHA-256. Encrypted disclosures stay undisclosed.

mod disclosure;
mod error;
mod held;
mod issue;
mod key_binding;
mod reveal;
mod rules;
mod time;
mod token;

pub use disclosure::{Digest, Disclosure};
pub use error::SdCwtError;
pub use held::{Held, HeldClaim};
pub use issue::{Disclosing, Element, IssueError, Member, Name, Node, issue};
pub use key_binding::{Binding, KeyBindingToken, bind};
pub use time::{NumericDate, TimeRule, Times};
pub use token::SdCwt;

/// `iss` (RFC 8392 §3.1).
pub const ISS: i64 = 1;
/// `sub`.
pub const SUB: i64 = 2;
/// `aud`.
pub const AUD: i64 = 3;
/// `exp`.
pub const EXP: i64 = 4;
/// `nbf`.
pub const NBF: i64 = 5;
/// `iat`.
pub const IAT: i64 = 6;
/// `cti`.
pub const CTI: i64 = 7;
/// `cnf` (RFC 8747 §3.1).
pub const CNF: i64 = 8;
/// `vct` (draft, "Credential Types").
pub const VCT: i64 = 11;
/// `cnonce` (RFC 9200 §5.8).
pub const CNONCE: i64 = 39;

/// `typ` of an SD-CWT as a CoAP content format.
pub const SD_CWT_TYPE: i64 = 293;
/// `typ` of a key-binding token as a CoAP content format.
pub const KEY_BINDING_TYPE: i64 = 294;
/// Header parameter `kcwt` (RFC 9528 §9.6).
pub const KCWT: i64 = 13;
/// Header parameter `sd_claims`.
pub const SD_CLAIMS: i64 = 17;
/// Header parameter `sd_alg`.
pub const SD_ALG: i64 = 170;
/// Header parameter `sd_aead_encrypted_claims`.
pub const SD_ENCRYPTED: i64 = 171;
/// Header parameter `CWT Claims` (RFC 9597).
const CWT_CLAIMS: i64 = 15;
/// Simple value that keys the array of redacted claim hashes.
pub const REDACTED_KEYS: u8 = 59;
/// Tag around the hash of a redacted element.
pub const REDACTED_ELEMENT: u64 = 60;
