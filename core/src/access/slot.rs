//! A key slot: the root key, sealed under what a secret and the phone's hardware derive together.
//!
//! ```text
//! "VGS1" ‖ kind u8 ‖ binding u8 ‖ epoch u32 ‖ memory_kib u32 ‖ passes u32 ‖ salt 16 ‖ device key 65 ‖ questions 3
//!        ‖ commitment 32 ‖ nonce 24 ‖ sealed root key 32 ‖ tag 16                       (integers big-endian)
//! ```
//! Everything before the commitment, and the store's id, is associated data. XChaCha20-Poly1305 does not commit to its key, so
//! the commitment is compared first: without it a planted blob could be made to open under several passcodes.

use alloc::vec::Vec;

use chacha20poly1305::aead::{AeadInOut, KeyInit};
use chacha20poly1305::{Tag, XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use sha2::Sha256;
use subtle::ConstantTimeEq;

use crate::access::device::{POINT_LEN, is_point};
use crate::access::kdf::{Argon2Parameters, KdfPolicy, wipe_stack};
use crate::access::{AccessError, DeviceKeys, KeyRole};
use crate::platform::Randomness;
use crate::secret::SecretBytes;

/// Which secret opens a slot.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum SlotKind {
    Passcode,
    Recovery,
}

impl SlotKind {
    fn code(self) -> u8 {
        match self {
            Self::Passcode => 1,
            Self::Recovery => 2,
        }
    }

    fn context(self, store_id: &[u8; 16]) -> Vec<u8> {
        let label: &[u8] = match self {
            Self::Passcode => b"vgt/pin/1",
            Self::Recovery => b"vgt/rec/1",
        };
        [label, store_id].concat()
    }

    fn role(self, epoch: u32) -> KeyRole {
        match self {
            Self::Passcode => KeyRole::Passcode { epoch },
            Self::Recovery => KeyRole::Recovery { epoch },
        }
    }
}

/// A slot as it stands in the file. Holds no secret in the clear.
pub(crate) struct KeySlot {
    header: Header,
    commitment: [u8; 32],
    nonce: [u8; 24],
    sealed: [u8; 32],
    tag: [u8; 16],
}

struct Header {
    kind: SlotKind,
    epoch: u32,
    parameters: Argon2Parameters,
    salt: [u8; 16],
    device_public: [u8; POINT_LEN],
    questions: [u8; 3],
}

impl KeySlot {
    /// Makes a new device key for `epoch` and seals `root_key` under it and `secret`. `questions` names the questions that
    /// were answered, zeros for a passcode.
    #[expect(clippy::too_many_arguments, reason = "each is a distinct input of the derivation")]
    pub(crate) fn make(
        kind: SlotKind,
        epoch: u32,
        questions: [u8; 3],
        secret: &[u8],
        root_key: &SecretBytes<32>,
        store_id: &[u8; 16],
        keys: &DeviceKeys<'_>,
        policy: KdfPolicy,
        random: &dyn Randomness,
    ) -> Result<Self, AccessError> {
        let parameters = match kind {
            SlotKind::Passcode => policy.passcode,
            SlotKind::Recovery => policy.answers,
        };
        let device_public = keys.create(kind.role(epoch), random)?;
        let mut salt = [0; 16];
        random.fill(&mut salt)?;
        let mut nonce = [0; 24];
        random.fill(&mut nonce)?;
        let header = Header { kind, epoch, parameters, salt, device_public, questions };

        let derived = header.derive(secret, store_id, keys)?;
        let mut slot =
            Self { header, commitment: derived.commitment, nonce, sealed: [0; 32], tag: [0; 16] };
        let mut sealed = zeroize::Zeroizing::new(*root_key.expose());
        let tag = derived
            .cipher()
            .encrypt_inout_detached(
                &XNonce::from(nonce),
                &slot.header.associated_data(store_id),
                sealed.as_mut_slice().into(),
            )
            .map_err(|_| AccessError::DamagedSlot)?;
        slot.sealed = *sealed;
        slot.tag = tag.into();
        Ok(slot)
    }

    /// The root key, or `None` when the secret is wrong (or the hardware key is another one: the two can't be told apart).
    pub(crate) fn open(
        &self,
        secret: &[u8],
        store_id: &[u8; 16],
        keys: &DeviceKeys<'_>,
    ) -> Result<Option<SecretBytes<32>>, AccessError> {
        let derived = self.header.derive(secret, store_id, keys)?;
        if !bool::from(derived.commitment.ct_eq(&self.commitment)) {
            return Ok(None);
        }
        let opened = SecretBytes::try_init_with_mut(|root_key| {
            root_key.copy_from_slice(&self.sealed);
            derived.cipher().decrypt_inout_detached(
                &XNonce::from(self.nonce),
                &self.header.associated_data(store_id),
                root_key.as_mut_slice().into(),
                &Tag::from(self.tag),
            )
        });
        wipe_stack();
        // The commitment held and the body did not: not a wrong guess, a changed file.
        opened.map(Some).map_err(|_| AccessError::DamagedSlot)
    }

    pub(crate) fn kind(&self) -> SlotKind {
        self.header.kind
    }

    pub(crate) fn epoch(&self) -> u32 {
        self.header.epoch
    }

    pub(crate) fn questions(&self) -> [u8; 3] {
        self.header.questions
    }

    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut bytes = self.header.encode();
        bytes.extend_from_slice(&self.commitment);
        bytes.extend_from_slice(&self.nonce);
        bytes.extend_from_slice(&self.sealed);
        bytes.extend_from_slice(&self.tag);
        bytes
    }

    /// Reads a slot that must be of `kind`; parameters out of `policy`'s bounds are refused before anything is derived.
    pub(crate) fn decode(
        bytes: &[u8],
        kind: SlotKind,
        policy: KdfPolicy,
    ) -> Result<Self, AccessError> {
        let mut reader = Reader(bytes);
        if reader.take::<4>()? != *MAGIC
            || reader.take::<1>()? != [kind.code()]
            || reader.take::<1>()? != [BINDING_ECDH_P256]
        {
            return Err(AccessError::DamagedSlot);
        }
        let slot = Self {
            header: Header {
                kind,
                epoch: u32::from_be_bytes(reader.take()?),
                parameters: Argon2Parameters {
                    memory_kib: u32::from_be_bytes(reader.take()?),
                    passes: u32::from_be_bytes(reader.take()?),
                },
                salt: reader.take()?,
                device_public: reader.take()?,
                questions: reader.take()?,
            },
            commitment: reader.take()?,
            nonce: reader.take()?,
            sealed: reader.take()?,
            tag: reader.take()?,
        };
        policy.accept(slot.header.parameters)?;
        if !reader.0.is_empty() || !is_point(&slot.header.device_public) {
            return Err(AccessError::DamagedSlot);
        }
        Ok(slot)
    }
}

impl Header {
    fn derive(
        &self,
        secret: &[u8],
        store_id: &[u8; 16],
        keys: &DeviceKeys<'_>,
    ) -> Result<Derived, AccessError> {
        let context = self.kind.context(store_id);
        let s1 = self.parameters.derive(secret, &self.salt, &context)?;
        // The point is a function of the stretched secret, so the hardware is asked once for each guess.
        let message: [&[u8]; 3] = [s1.expose(), store_id, &self.epoch.to_be_bytes()];
        let s2 = keys.derive(self.kind.role(self.epoch), &message)?;

        let joined = SecretBytes::<64>::init_with_mut(|joined| {
            // Both halves go into one extraction: neither is worth anything alone.
            joined[..32].copy_from_slice(s1.expose());
            joined[32..].copy_from_slice(s2.expose());
        });
        let okm = SecretBytes::<64>::try_init_with_mut(|okm| {
            Hkdf::<Sha256>::new(Some(store_id), joined.expose())
                .expand(&context, okm)
                .map_err(|_| AccessError::DamagedSlot)
        })?;
        let mut commitment = [0; 32];
        commitment.copy_from_slice(&okm.expose()[32..]);
        let key = SecretBytes::init_with_mut(|key| key.copy_from_slice(&okm.expose()[..32]));
        wipe_stack();
        Ok(Derived { key, commitment })
    }

    fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(HEADER_LEN + 104);
        bytes.extend_from_slice(MAGIC);
        bytes.push(self.kind.code());
        bytes.push(BINDING_ECDH_P256);
        bytes.extend_from_slice(&self.epoch.to_be_bytes());
        bytes.extend_from_slice(&self.parameters.memory_kib.to_be_bytes());
        bytes.extend_from_slice(&self.parameters.passes.to_be_bytes());
        bytes.extend_from_slice(&self.salt);
        bytes.extend_from_slice(&self.device_public);
        bytes.extend_from_slice(&self.questions);
        bytes
    }

    fn associated_data(&self, store_id: &[u8; 16]) -> Vec<u8> {
        let mut bytes = self.encode();
        bytes.extend_from_slice(store_id);
        bytes
    }
}

struct Derived {
    key: SecretBytes<32>,
    commitment: [u8; 32],
}

impl Derived {
    fn cipher(&self) -> XChaCha20Poly1305 {
        // The cipher copies its key and wipes the copy itself.
        XChaCha20Poly1305::new(self.key.expose().into())
    }
}

/// Takes fixed-size fields off the front of untrusted bytes.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], AccessError> {
        let (field, rest) = self.0.split_first_chunk::<N>().ok_or(AccessError::DamagedSlot)?;
        self.0 = rest;
        Ok(*field)
    }
}

const MAGIC: &[u8; 4] = b"VGS1";
/// S2 is the x-coordinate of an ECDH over P-256.
const BINDING_ECDH_P256: u8 = 1;
const HEADER_LEN: usize = 4 + 1 + 1 + 4 + 4 + 4 + 16 + POINT_LEN + 3;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::{SoftwareHardware, SystemRandomness};

    #[test]
    fn a_slot_opens_with_its_secret_and_with_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let device = SoftwareHardware::new(&folder.path().join("device.keys"));
        let keys = DeviceKeys::new(&device, [7; 16]);
        let root_key = SecretBytes::init_with_mut(|key| key.fill(9));
        let slot = KeySlot::make(
            SlotKind::Passcode,
            1,
            [0; 3],
            b"secret",
            &root_key,
            &[7; 16],
            &keys,
            KdfPolicy::PRODUCTION,
            &SystemRandomness,
        )
        .unwrap();
        let slot =
            KeySlot::decode(&slot.encode(), SlotKind::Passcode, KdfPolicy::PRODUCTION).unwrap();
        let opened = slot.open(b"secret", &[7; 16], &keys).unwrap().unwrap();
        assert_eq!(opened.expose(), root_key.expose());
        assert!(slot.open(b"Secret", &[7; 16], &keys).unwrap().is_none());
    }
}
