//! What makes a document provable: signed credentials, whom they may come from, and whether they still hold.
//!
//! | room | what it is for |
//! | --- | --- |
//! | [`cbor`] | one encoding of each value, and no other |
//! | [`cose`] | signed objects (`COSE_Sign1`) |
//! | [`key`] | keys that sign and verify |
//! | [`sd_cwt`] | SD-CWT and key-binding tokens, as the draft has them |
//! | [`claims`] | the one model of facts: numbers, forms, usual sets |
//! | [`issuer`] | the key that a credential must be signed with |
//! | [`batch`] | what an issuer makes for one document and one phone |
//! | [`profile`] | credentials as this product issues them |
//! | [`trust`] | the signed list of issuers and roots, and its cache |
//! | [`x509`] | certificate chains to the roots of that list |
//! | [`status`] | whether a credential was taken back: token status lists, and their cache |
//! | [`name`] | names that a screen may show |
//!
//! Nothing here knows of storage, clocks or HTTP; time and randomness come in as arguments.

pub mod batch;
pub mod cbor;
pub mod claims;
pub mod cose;
pub mod issuer;
pub mod key;
pub mod name;
pub mod profile;
pub mod sd_cwt;
pub mod status;
pub mod trust;
pub mod x509;
