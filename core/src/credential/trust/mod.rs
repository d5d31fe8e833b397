//! The trust list: which issuers there are, with which keys, for which kinds of document, and which roots certify others. One
//! authority signs it; whoever verifies carries it along, offline, and knows its age.
//!
//! It is a `COSE_Sign1` (RFC 9052) over a CWT (RFC 8392), in the strict CBOR of [`super::cbor`].
//!
//! | where | key | what | form |
//! | --- | --- | --- | --- |
//! | protected header | 1 | algorithm, always ESP256 | -9 |
//! | | 4 | key id: the first 8 bytes of the signer's thumbprint (RFC 9679) | bytes |
//! | | 16 | type | text [`TRUST_LIST_TYPE`] |
//! | payload | 1 | who publishes the list | text, 1 to 255 bytes of printable ASCII |
//! | | 4 | from when on it is no longer valid | seconds since 1970 |
//! | | 6 | when it was signed | seconds since 1970 |
//! | | -1 | sequence number, higher in each list than in the one before | unsigned |
//! | | -2 | issuers, no id twice | array of at most 512 |
//! | | -3 | roots of issuers' certificates | array of at most 64 DER certificates |
//! | | -4 | roots of readers' certificates | array of at most 64 DER certificates |
//! | issuer | 1 | its id, the `iss` of its credentials | as the publisher |
//! | | 2 | its name in Vietnamese | text, at most 200 bytes ([`super::name`]) |
//! | | 3 | its name in English | likewise |
//! | | 4 | its keys, no id twice | array of at most 16 |
//! | | 5 | the kinds of document that it may issue, as `vct` | array of at most 64 unsigned numbers |
//! | key | 1 | its id, the `kid` of what it signs | bytes, 1 to 32 |
//! | | 2 | the key | `COSE_Key` on P-256; no key belongs to two issuers |
//! | | 3 | the first second at which it signs | seconds since 1970 |
//! | | 4 | the last second at which it signs | seconds since 1970 |
//! | | 5 | its state; left out while it is active | 1: withdrawn |
//!
//! Times are whole numbers. A key that is unknown in a map is passed over, so that a later list may say more; a state that is
//! unknown counts as withdrawn, so that a later list may not say less. The type gives the keys their meaning: the negative ones
//! mean this here and nowhere else.

mod cache;
mod contents;
mod error;
mod issuer;
mod list;

pub(super) use cache::check_not_ahead;
pub use cache::{TrustCache, Updated};
pub use contents::{Contents, PublishError};
pub use error::{TrustListError, UnusableKey};
pub use issuer::{Issuer, IssuerKey, KeyState};
pub use list::TrustList;

/// `typ` of a trust list.
pub const TRUST_LIST_TYPE: &str = "application/vnd.vigiayto.trust-list+cwt";
/// How far ahead a signed time may lie, in seconds: clocks differ, and a list is fetched as soon as it is signed.
pub const MOST_AHEAD: i64 = 5 * 60;
