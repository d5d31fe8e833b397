//! The newest lists that were seen.

use alloc::vec::Vec;

use super::super::trust::{TrustList, Updated, check_not_ahead};
use super::{Freshness, StatusAnswer, StatusError, StatusList, StatusReference, UnknownStatus};

/// Holds the newest list of each URI and issuer: at most [`MAX_LISTS`], together at most [`MAX_CACHE_BYTES`]. It never goes back to
/// an older one.
#[derive(Clone, Debug, Default)]
pub struct StatusCache {
    lists: Vec<StatusList>,
}

impl StatusCache {
    /// Takes a list if it is genuine, newer than the one at hand, and signed at most [`super::super::trust::MOST_AHEAD`] after `now`, in
    /// seconds since 1970. Where it came from does not matter.
    ///
    /// # Errors
    /// [`StatusError`]. What is held stays.
    pub fn update(
        &mut self,
        bytes: &[u8],
        trust: &TrustList,
        now: i64,
    ) -> Result<Updated, StatusError> {
        let list = StatusList::read(bytes, trust)?;
        check_not_ahead(list.issued_at, now).map_err(|seconds| StatusError::Future { seconds })?;
        let place = self.lists.iter().position(|held| {
            // Of each issuer for itself: with its own later list, one could take away another's.
            held.uri() == list.uri() && held.issuer() == list.issuer()
        });
        let held = place.and_then(|place| self.lists.get(place));
        match held {
            Some(held) if *held == list => return Ok(Updated::Unchanged),
            Some(held) if list.issued_at < held.issued_at => return Err(StatusError::Rollback),
            Some(held) if list.issued_at == held.issued_at => {
                return Err(StatusError::Equivocation);
            }
            _ => {}
        }
        let others = self.size() - held.map_or(0, StatusList::size);
        if others + list.size() > MAX_CACHE_BYTES
            || (held.is_none() && self.lists.len() >= MAX_LISTS)
        {
            return Err(StatusError::Full);
        }
        match place.and_then(|place| self.lists.get_mut(place)) {
            Some(held) => *held = list,
            None => self.lists.push(list),
        }
        Ok(Updated::Newer)
    }

    /// What is known, at `now`, of the status of a credential that `issuer` signed.
    ///
    /// A list without `ttl` is fresh until it expires, one without `exp` never expires: its age says the rest.
    #[must_use]
    pub fn lookup(&self, reference: &StatusReference, issuer: &str, now: i64) -> StatusAnswer {
        let unknown = |why| StatusAnswer::Unknown { why };
        let mut lists = self.lists.iter().filter(|list| list.uri() == reference.uri()).peekable();
        if lists.peek().is_none() {
            return unknown(UnknownStatus::NoList);
        }
        let Some(list) = lists.find(|list| list.issuer() == issuer) else {
            return unknown(UnknownStatus::ForeignIssuer);
        };
        if list.expires_at.is_some_and(|expires_at| now >= expires_at) {
            return unknown(UnknownStatus::Expired);
        }
        let Ok(status) = list.status(reference.index()) else {
            return unknown(UnknownStatus::OutOfRange);
        };
        let age = u64::try_from(now.saturating_sub(list.issued_at)).unwrap_or(0);
        let freshness = match list.ttl {
            Some(ttl) if age > ttl => Freshness::PastTtl,
            _ => Freshness::Fresh,
        };
        StatusAnswer::Known { status, as_of: list.issued_at, age, freshness }
    }

    /// Lets go of the lists whose signers a trust list no longer has. Asked whenever that list is a newer one.
    pub fn keep_backed_by(&mut self, trust: &TrustList) {
        self.lists.retain(|list| list.is_backed_by(trust));
    }

    /// Lets go of the lists that have expired. An older list of the same URI could be taken afterwards, and be no less expired if its
    /// issuer gives all its lists an end.
    pub fn remove_expired(&mut self, now: i64) {
        self.lists.retain(|list| list.expires_at.is_none_or(|expires_at| now < expires_at));
    }

    /// The lists, in no order that means anything.
    pub fn lists(&self) -> impl Iterator<Item = &StatusList> {
        self.lists.iter()
    }

    fn size(&self) -> usize {
        self.lists.iter().map(StatusList::size).sum()
    }
}

/// The most lists that a cache holds.
pub const MAX_LISTS: usize = 64;
/// The most bytes that all lists of a cache have once inflated.
pub const MAX_CACHE_BYTES: usize = 32 * 1024 * 1024;
