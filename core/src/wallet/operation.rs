//! One operation at a time, without a lock: the hardware's callbacks may come back into the wallet on the same thread, and a lock
//! would then never be given back.

use core::sync::atomic::{AtomicBool, Ordering};

use crate::wallet::WalletError;

/// Holds the place while an operation runs; dropping it lets the next one in.
pub(super) struct Operation<'a>(&'a AtomicBool);

impl<'a> Operation<'a> {
    pub(super) fn begin(running: &'a AtomicBool) -> Result<Self, WalletError> {
        if running.swap(true, Ordering::AcqRel) {
            Err(WalletError::Busy)
        } else {
            Ok(Self(running))
        }
    }
}

impl Drop for Operation<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}
