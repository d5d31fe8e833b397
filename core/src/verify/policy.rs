//! What a counter accepts when what it knows is old. Its owner sets it once.

/// What is done about a list that is old or missing.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Stale {
    /// Tell, and accept.
    Warn,
    /// Refuse.
    Refuse,
}

/// The rules of one counter.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Policy {
    /// Seconds of age after which a trust list is refused, whatever it says of itself.
    pub trust_age: u64,
    /// A trust list past its own expiry.
    pub expired_trust: Stale,
    /// A status that can't be known: no list, an expired list.
    pub unknown_status: Stale,
}

impl Policy {
    /// For what is shown in passing: old lists are told, a trust list of over 30 days is refused.
    pub const EVERYDAY: Self =
        Self { trust_age: 30 * DAY, expired_trust: Stale::Warn, unknown_status: Stale::Warn };
    /// For what costs dearly when it is wrong: at most 72 hours of trust, and a known status.
    pub const STRICT: Self =
        Self { trust_age: 3 * DAY, expired_trust: Stale::Refuse, unknown_status: Stale::Refuse };
}

impl Default for Policy {
    fn default() -> Self {
        Self::EVERYDAY
    }
}

const DAY: u64 = 24 * 60 * 60;
