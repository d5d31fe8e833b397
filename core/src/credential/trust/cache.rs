//! The newest list that was seen.

use alloc::vec::Vec;

use super::super::key::PublicKey;
use super::{MOST_AHEAD, TrustList, TrustListError};

/// Holds the newest list. It never goes back to an older one.
#[derive(Clone, Debug, Default)]
pub struct TrustCache {
    held: Option<Held>,
}

#[derive(Clone, Debug)]
struct Held {
    list: TrustList,
    bytes: Vec<u8>,
}

/// What came of a list that was offered to a cache and is genuine.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Updated {
    /// It is newer, and is held from now on.
    Newer,
    /// It is the one that is held already.
    Unchanged,
}

impl TrustCache {
    /// The cache whose [`Self::bytes`] were stored. What was taken once is not measured by the clock again: a clock that was set back
    /// takes no list away.
    ///
    /// # Errors
    /// [`TrustListError`].
    pub fn restore(bytes: Vec<u8>, pinned: &[PublicKey]) -> Result<Self, TrustListError> {
        let list = TrustList::read(&bytes, pinned)?;
        Ok(Self { held: Some(Held { list, bytes }) })
    }

    /// Takes a list if it is genuine, newer than the one at hand, and signed at most [`MOST_AHEAD`] after `now`, in seconds since 1970.
    /// An expired one is taken too: it says more than an older one would.
    ///
    /// # Errors
    /// [`TrustListError`]. What is held stays.
    pub fn update(
        &mut self,
        bytes: &[u8],
        pinned: &[PublicKey],
        now: i64,
    ) -> Result<Updated, TrustListError> {
        let list = TrustList::read(bytes, pinned)?;
        check_not_ahead(list.issued_at, now)
            .map_err(|seconds| TrustListError::Future { seconds })?;
        if let Some(Held { list: held, .. }) = &self.held {
            if list.sequence < held.sequence {
                let (held, offered) = (held.sequence, list.sequence);
                return Err(TrustListError::Rollback { held, offered });
            }
            if list.sequence == held.sequence {
                return if list.says_the_same_as(held) {
                    Ok(Updated::Unchanged)
                } else {
                    Err(TrustListError::Equivocation(list.sequence))
                };
            }
        }
        self.held = Some(Held { list, bytes: bytes.to_vec() });
        Ok(Updated::Newer)
    }

    /// The list, if there is one.
    #[must_use]
    pub fn list(&self) -> Option<&TrustList> {
        self.held.as_ref().map(|held| &held.list)
    }

    /// The list as it came, to be stored for [`Self::restore`].
    #[must_use]
    pub fn bytes(&self) -> Option<&[u8]> {
        self.held.as_ref().map(|held| held.bytes.as_slice())
    }

    /// How long ago the list was signed, in seconds.
    #[must_use]
    pub fn age(&self, now: i64) -> Option<u64> {
        self.list().map(|list| list.age(now))
    }
}

/// Whether something is signed too far ahead, and by how many seconds.
pub(in super::super) fn check_not_ahead(issued_at: i64, now: i64) -> Result<(), u64> {
    let ahead = issued_at.saturating_sub(now);
    if ahead > MOST_AHEAD { Err(ahead.unsigned_abs()) } else { Ok(()) }
}
