//! The phone's keys, with every answer checked: a hostile or broken key store can refuse, and nothing worse.

use alloc::format;
use alloc::string::String;

use hkdf::Hkdf;
use p256::ecdh::diffie_hellman;
use p256::elliptic_curve::sec1::{FromSec1Point, ToSec1Point};
use p256::hash2curve::GroupDigest;
use p256::{AffinePoint, NistP256, PublicKey, SecretKey};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use crate::access::AccessError;
use crate::platform::{DeviceHardware, HardwareError, KeyPolicy, KeyPurpose, Randomness};
use crate::secret::SecretBytes;

/// Length of an uncompressed P-256 point (SEC 1 §2.3.3).
pub(crate) const POINT_LEN: usize = 65;

/// What a device key is for; part of its alias.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum KeyRole {
    /// Opens the passcode slot of an epoch.
    Passcode { epoch: u32 },
    /// Opens the recovery slot of an epoch.
    Recovery { epoch: u32 },
    /// Authenticates the anchor while the wallet is locked.
    State,
}

/// The device keys of one store.
pub(crate) struct DeviceKeys<'a> {
    hardware: &'a dyn DeviceHardware,
    store_id: [u8; 16],
}

impl<'a> DeviceKeys<'a> {
    pub(crate) fn new(hardware: &'a dyn DeviceHardware, store_id: [u8; 16]) -> Self {
        Self { hardware, store_id }
    }

    /// Makes the key of `role` and proves that the hardware computes ECDH with it: its answer for a fresh point must be what
    /// the public key says, twice. Hardware that answers a constant, or differently each time, would lock the owner out.
    pub(crate) fn create(
        &self,
        role: KeyRole,
        random: &dyn Randomness,
    ) -> Result<[u8; POINT_LEN], AccessError> {
        let alias = self.alias(role);
        let policy = match role {
            // The passcode already asks for the person; a second prompt at each unlock would be in the way.
            KeyRole::Passcode { .. } | KeyRole::State => KeyPolicy::Unattended,
            KeyRole::Recovery { .. } => KeyPolicy::UserPresence,
        };
        let public = self.hardware.create_key(&alias, KeyPurpose::Agree, policy)?;
        let public: [u8; POINT_LEN] = public.try_into().map_err(|_| HardwareError::Failed)?;
        let device_public =
            PublicKey::from_sec1_bytes(&public).map_err(|_| HardwareError::Failed)?;

        let probe = random_secret_key(random)?;
        let point = probe.public_key().to_sec1_point(false);
        let expected = diffie_hellman(probe.to_nonzero_scalar(), device_public.as_affine());
        for _ in 0..2 {
            let answer = self.agree_with(&alias, point.as_bytes())?;
            // Comparing needs both values; they belong to a throw-away key.
            if !bool::from(answer.expose().ct_eq(expected.raw_secret_bytes().as_slice())) {
                return Err(HardwareError::Failed.into());
            }
        }
        Ok(public)
    }

    /// ECDH of the key of `role` with the curve point that `message` hashes to (RFC 9380). Nobody knows that point's discrete
    /// logarithm, so nobody can compute the answer from the public key.
    pub(crate) fn derive(
        &self,
        role: KeyRole,
        message: &[&[u8]],
    ) -> Result<SecretBytes<32>, AccessError> {
        let point = hash_to_point(message)?;
        self.agree_with(&self.alias(role), &point)
    }

    /// The key that authenticates the anchor.
    pub(crate) fn derive_state_key(&self) -> Result<SecretBytes<32>, AccessError> {
        let shared = self.derive(KeyRole::State, &[STATE_LABEL, &self.store_id])?;
        SecretBytes::try_init_with_mut(|key| {
            // HKDF is where the shared secret is turned into a key.
            Hkdf::<Sha256>::new(Some(&self.store_id), shared.expose())
                .expand(STATE_LABEL, key)
                .map_err(|_| AccessError::DamagedSlot)
        })
    }

    pub(crate) fn delete(&self, role: KeyRole) -> Result<(), AccessError> {
        Ok(self.hardware.delete_key(&self.alias(role))?)
    }

    fn agree_with(&self, alias: &str, point: &[u8]) -> Result<SecretBytes<32>, AccessError> {
        let answer = zeroize::Zeroizing::new(self.hardware.agree(alias, point)?);
        if answer.len() != 32 || answer.iter().all(|byte| *byte == 0) {
            return Err(HardwareError::Failed.into());
        }
        Ok(SecretBytes::init_with_mut(|bytes| bytes.copy_from_slice(&answer)))
    }

    fn alias(&self, role: KeyRole) -> String {
        let store = u128::from_be_bytes(self.store_id);
        match role {
            KeyRole::Passcode { epoch } => format!("vgt.{store:032x}.pin.{epoch}"),
            KeyRole::Recovery { epoch } => format!("vgt.{store:032x}.rec.{epoch}"),
            KeyRole::State => format!("vgt.{store:032x}.state"),
        }
    }
}

/// `hash_to_curve` of RFC 9380 §3 in the suite P256_XMD:SHA-256_SSWU_RO_ (§8.2), uncompressed.
fn hash_to_point(message: &[&[u8]]) -> Result<[u8; POINT_LEN], AccessError> {
    let point =
        NistP256::hash_from_bytes(message, &[POINT_DST]).map_err(|_| AccessError::DamagedSlot)?;
    let encoded = point.to_affine().to_sec1_point(false);
    // The identity encodes to one byte; the hash reaches it with probability 2^-256.
    encoded.as_bytes().try_into().map_err(|_| AccessError::DamagedSlot)
}

/// Rejection sampling: a random 32-byte string is a valid scalar but for one chance in 2^32.
pub(crate) fn random_secret_key(random: &dyn Randomness) -> Result<SecretKey, AccessError> {
    loop {
        let mut bytes = zeroize::Zeroizing::new([0; 32]);
        random.fill(&mut *bytes)?;
        if let Ok(key) = SecretKey::from_slice(&*bytes) {
            return Ok(key);
        }
    }
}

/// Whether `bytes` are an uncompressed point on the curve.
pub(crate) fn is_point(bytes: &[u8]) -> bool {
    bytes.len() == POINT_LEN
        && p256::Sec1Point::from_bytes(bytes)
            .is_ok_and(|point| bool::from(AffinePoint::from_sec1_point(&point).is_some()))
}

const STATE_LABEL: &[u8] = b"vgt/state/1";
/// RFC 9380 §3.1: application, version and suite.
const POINT_DST: &[u8] = b"VGT-DEVICE-V01-CS02-with-P256_XMD:SHA-256_SSWU_RO_";
