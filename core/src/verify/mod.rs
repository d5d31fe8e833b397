//! The counter's side: one path from a text to a [`VerifiedPresentation`].
//!
//! A [`Reader`] holds what a counter knows: its trust list, its status lists, the codes of the last minutes, and its policy. It
//! has no clock; now is an argument. Whatever does not hold is a [`Refusal`] with its own reason; what could not be known (an
//! old list, a status nobody listed) is part of the result.
//!
//! `VerifiedPresentation` can be made here only, after issuer, signatures, disclosures, types, times, holder, freshness and
//! audience all held.

mod freshness;
mod path;
mod policy;
mod presentation;
mod reader;
mod refusal;
mod seen;

pub use freshness::{Freshness, LATE_AFTER};
pub use policy::{Policy, Stale};
pub use presentation::{Doubts, TrustAge, VerifiedDocument, VerifiedPresentation, Way, Withheld};
pub use reader::{Expected, PendingRequest, Reader};
pub use refusal::Refusal;
pub use seen::SEEN_FOR;

pub use crate::present::CODE_LIFE;
