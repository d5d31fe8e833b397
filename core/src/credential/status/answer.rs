//! What a list says, and how far that can be relied on.

/// The status of a credential (draft, "Status Types Values"). Only [`Self::Valid`] is one with which it may be accepted.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Status {
    /// 0: valid.
    Valid,
    /// 1: taken back for good.
    Invalid,
    /// 2: invalid for the time being.
    Suspended,
    /// 3 and 12 to 15: what an application agreed on.
    ApplicationSpecific(u8),
    /// All others: not registered.
    Unregistered(u8),
}

impl Status {
    /// The status of a number.
    #[must_use]
    pub fn from_number(number: u8) -> Self {
        match number {
            0 => Self::Valid,
            1 => Self::Invalid,
            2 => Self::Suspended,
            3 | 12..=15 => Self::ApplicationSpecific(number),
            _ => Self::Unregistered(number),
        }
    }

    /// Its number.
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Self::Valid => 0,
            Self::Invalid => 1,
            Self::Suspended => 2,
            Self::ApplicationSpecific(number) | Self::Unregistered(number) => number,
        }
    }
}

/// What a cache knows of a credential's status.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum StatusAnswer {
    /// A list says it.
    Known {
        /// The status.
        status: Status,
        /// When the list was signed, in seconds since 1970.
        as_of: i64,
        /// How long ago that is, in seconds.
        age: u64,
        /// Whether a newer list was to be had by now.
        freshness: Freshness,
    },
    /// No list says it.
    Unknown {
        /// Why not.
        why: UnknownStatus,
    },
}

/// Whether a newer list was to be had by now.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Freshness {
    /// Not that the issuer said.
    Fresh,
    /// Yes: more time has passed than the issuer's `ttl`.
    PastTtl,
}

/// Why a credential's status is not known.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum UnknownStatus {
    /// The list has expired.
    Expired,
    /// There are lists of that URI, but none of the credential's issuer.
    ForeignIssuer,
    /// There is no list of that URI.
    NoList,
    /// The list does not reach to the index. The draft has such a credential rejected.
    OutOfRange,
}
