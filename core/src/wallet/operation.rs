//! One operation at a time, without a lock: the hardware's callbacks may come back into the wallet on the same thread, and a lock
//! would then never be given back.

use alloc::sync::Arc;
use core::sync::atomic::Ordering;
use std::sync::{MutexGuard, PoisonError};

use crate::access::{AccessError, AnchorKey};
use crate::wallet::{Shared, WalletError};

/// Holds the place while an operation runs; dropping it lets the next one in.
pub(super) struct Operation<'a>(&'a Shared);

impl<'a> Operation<'a> {
    pub(super) fn begin(shared: &'a Shared) -> Result<Self, WalletError> {
        if shared.running.swap(true, Ordering::AcqRel) {
            Err(WalletError::Busy)
        } else {
            Ok(Self(shared))
        }
    }
}

impl Drop for Operation<'_> {
    fn drop(&mut self) {
        *self.0.known_key() = None;
        self.0.running.store(false, Ordering::Release);
    }
}

impl Shared {
    /// The key that authenticates anchor and slots. Asking the hardware is slow on a phone, so one operation asks once; the key
    /// is wiped when the operation ends.
    pub(super) fn anchor_key(&self, store_id: [u8; 16]) -> Result<Arc<AnchorKey>, AccessError> {
        if let Some((known, key)) = &*self.known_key()
            && *known == store_id
        {
            return Ok(Arc::clone(key));
        }
        let key = Arc::new(self.gate(store_id).anchor_key()?);
        *self.known_key() = Some((store_id, Arc::clone(&key)));
        Ok(key)
    }

    fn known_key(&self) -> MutexGuard<'_, Option<([u8; 16], Arc<AnchorKey>)>> {
        self.known_key.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
