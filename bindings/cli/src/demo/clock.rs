//! A phone whose clock the demonstration can move: nobody waits a day to see a recovery.

use std::sync::atomic::{AtomicU64, Ordering};

use vigiayto_core::platform::{
    BootTime, Capabilities, DeviceHardware, HardwareError, KeyPolicy, KeyPurpose, SoftwareHardware,
};

/// The desk's software hardware with a boot clock that can be moved forward. Everything else is passed on.
pub(crate) struct MovedClock {
    inner: SoftwareHardware,
    moved_ms: AtomicU64,
}

impl MovedClock {
    pub(crate) fn new(inner: SoftwareHardware) -> Self {
        Self { inner, moved_ms: AtomicU64::new(0) }
    }

    /// Moves the boot clock forward.
    pub(crate) fn move_seconds(&self, seconds: u32) {
        self.moved_ms.fetch_add(u64::from(seconds) * 1000, Ordering::SeqCst);
    }
}

impl DeviceHardware for MovedClock {
    fn capabilities(&self) -> Result<Capabilities, HardwareError> {
        self.inner.capabilities()
    }

    fn create_key(
        &self,
        alias: &str,
        purpose: KeyPurpose,
        policy: KeyPolicy,
    ) -> Result<Vec<u8>, HardwareError> {
        self.inner.create_key(alias, purpose, policy)
    }

    fn agree(&self, alias: &str, point: &[u8]) -> Result<Vec<u8>, HardwareError> {
        self.inner.agree(alias, point)
    }

    fn sign(&self, alias: &str, message: &[u8]) -> Result<Vec<u8>, HardwareError> {
        self.inner.sign(alias, message)
    }

    fn delete_key(&self, alias: &str) -> Result<(), HardwareError> {
        self.inner.delete_key(alias)
    }

    fn anchor_load(&self) -> Result<Option<Vec<u8>>, HardwareError> {
        self.inner.anchor_load()
    }

    fn anchor_store(&self, bytes: &[u8]) -> Result<(), HardwareError> {
        self.inner.anchor_store(bytes)
    }

    fn boot_clock(&self) -> Result<BootTime, HardwareError> {
        let mut time = self.inner.boot_clock()?;
        time.elapsed_ms = time.elapsed_ms.saturating_add(self.moved_ms.load(Ordering::SeqCst));
        Ok(time)
    }
}
