//! Whether a credential was taken back: Token Status List (draft-ietf-oauth-status-list-21), in its CWT form.
//!
//! A credential points into a list ([`StatusReference`]); its issuer signs that list anew from time to time ([`StatusList`]). Whoever
//! verifies keeps lists ([`StatusCache`]) and asks them without a network. The answer tells how old it is, or why there is none; what
//! follows from that is for the caller to decide.
//!
//! | where | key | what | here |
//! | --- | --- | --- | --- |
//! | credential | 65535 | `{"status_list": {"idx": index, "uri": URI}}` | other mechanisms beside it are passed over |
//! | protected header | 16 | `application/statuslist+cwt` | required |
//! | either header | 4 | the key, by the id that it has in the trust list | required |
//! | list | 1 | issuer | if it is there, the key must be that issuer's |
//! | | 2 | the list's URI | required |
//! | | 4 | from when on it says nothing | honoured: [`UnknownStatus::Expired`] |
//! | | 5 | not before | must not lie after 6 |
//! | | 6 | when it was signed | required; at most [`super::trust::MOST_AHEAD`] ahead |
//! | | 65534 | seconds until a newer one is to be had | counted from 6: [`Freshness::PastTtl`] |
//! | | 65533 | `{"bits": 1, 2, 4 or 8, "lst": zlib}` | at most [`MAX_INFLATED`] bytes inflated |
//!
//! A list speaks for one issuer: the one in the trust list whose key signed it. It says nothing of another's credentials, even where
//! they name its URI.

mod answer;
mod builder;
mod cache;
mod error;
mod inflate;
mod list;
mod reference;

pub use answer::{Freshness, Status, StatusAnswer, UnknownStatus};
pub use builder::{StatusListBuilder, StatusListForm};
pub use cache::{MAX_CACHE_BYTES, MAX_LISTS, StatusCache};
pub use error::{PublishStatusError, StatusError};
pub use list::{Bits, MAX_INFLATED, StatusList};
pub use reference::StatusReference;

/// `typ` of a status list.
pub const STATUS_LIST_TYPE: &str = "application/statuslist+cwt";
/// Claim `status` of a credential.
pub const STATUS: i64 = 65535;
/// Claim `ttl` of a list.
const TTL: i64 = 65534;
/// Claim `status_list` of a list.
const STATUS_LIST: i64 = 65533;
