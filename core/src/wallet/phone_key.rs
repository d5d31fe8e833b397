//! A key in the phone's hardware as a signer.

use core::cell::Cell;

use p256::ecdsa::Signature;

use crate::credential::key::{ESP256, PublicKey, Signer, SigningError, VerificationKey as _};
use crate::platform::{DeviceHardware, HardwareError};
use crate::wallet::WalletError;

/// Signs with a key of the phone and checks each signature at once: an answer of the key store is never trusted.
pub(super) struct PhoneKey<'h> {
    hardware: &'h dyn DeviceHardware,
    alias: &'h str,
    key: PublicKey,
    failed: Cell<Option<HardwareError>>,
}

impl<'h> PhoneKey<'h> {
    pub(super) fn new(hardware: &'h dyn DeviceHardware, alias: &'h str, key: PublicKey) -> Self {
        Self { hardware, alias, key, failed: Cell::new(None) }
    }

    /// Why the key store did not answer, if it did not.
    pub(super) fn why(&self) -> Option<HardwareError> {
        self.failed.get()
    }

    /// Why no signature was made.
    pub(super) fn failure(&self) -> WalletError {
        self.why().unwrap_or(HardwareError::Failed).into()
    }
}

impl Signer for PhoneKey<'_> {
    fn public_key(&self) -> PublicKey {
        self.key
    }

    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SigningError> {
        let answer = self.hardware.sign(self.alias, message).map_err(|error| {
            self.failed.set(Some(error));
            SigningError
        })?;
        // Key stores answer r ‖ s or DER (SEC 1 Appendix C.8).
        let signature = match answer.len() {
            64 => Signature::from_slice(&answer),
            _ => Signature::from_der(&answer),
        };
        let signature: [u8; 64] = signature.map_err(|_| SigningError)?.to_bytes().into();
        self.key.verify(ESP256, message, &signature).map_err(|_| SigningError)?;
        Ok(signature)
    }
}
