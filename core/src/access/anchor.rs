//! What must survive a restored backup of the app's files: tries, waits, epochs and the vault's generation floor, kept by the
//! phone outside those files and authenticated by a key of the phone.
//!
//! ```text
//! "VGA1" ‖ store id 16 ‖ phase u8 ‖ generation floor u64 ‖ passcode epoch u32 ‖ recovery epoch u32
//!        ‖ passcode tries (wrong u8, boot id 16, elapsed ms u64) ‖ recovery tries (the same)
//!        ‖ delay (running u8, boot id 16, elapsed ms u64) ‖ HMAC-SHA-256 32              (integers big-endian)
//! "VGAX" ‖ store id 16 ‖ passcode epoch u32 ‖ recovery epoch u32              the wallet was erased
//! ```

use alloc::vec::Vec;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::access::lockout::{Allowance, RECOVERY_DELAY_SECONDS, Tries, Way, wait_left};
use crate::access::{AccessError, DeviceKeys};
use crate::platform::{BootTime, DeviceHardware};
use crate::secret::SecretBytes;

/// How far the wallet's creation came.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Phase {
    /// The keys are made, the file may be missing; nothing was acknowledged yet.
    Creating,
    /// The wallet exists.
    Live,
}

/// The anchor's content.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Anchor {
    pub(crate) store_id: [u8; 16],
    pub(crate) phase: Phase,
    /// No file of a lower generation is accepted as current.
    pub(crate) generation_floor: u64,
    pub(crate) passcode_epoch: u32,
    pub(crate) recovery_epoch: u32,
    pub(crate) passcode_tries: Tries,
    pub(crate) recovery_tries: Tries,
    /// When the right answers were given, while the delay before a new passcode runs.
    pub(crate) recovering_since: Option<BootTime>,
}

/// What an anchor claims before it can be checked.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Peeked {
    /// Of this store, if its MAC holds.
    Live { store_id: [u8; 16] },
    /// A tombstone. It needs no MAC: who can plant one in the phone's key store can delete the keys as well.
    Erased { store_id: [u8; 16], epochs: Epochs },
}

/// Which device keys of a store are in force.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Epochs {
    pub(crate) passcode: u32,
    pub(crate) recovery: u32,
}

impl Epochs {
    /// Of a new wallet.
    pub(crate) const FIRST: Self = Self { passcode: 1, recovery: 1 };
}

/// Why there is no anchor to read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum AnchorError {
    /// The phone has none.
    Missing,
    /// The wallet was erased; that is final.
    Erased,
    /// Its authenticity does not hold, or it belongs to another store.
    Foreign,
    Access(AccessError),
}

impl From<AccessError> for AnchorError {
    fn from(error: AccessError) -> Self {
        Self::Access(error)
    }
}

/// Authenticates the anchor of one store.
pub(crate) struct AnchorKey(SecretBytes<32>);

impl AnchorKey {
    pub(crate) fn derive(keys: &DeviceKeys<'_>) -> Result<Self, AccessError> {
        Ok(Self(keys.derive_state_key()?))
    }

    /// `slot ‖ HMAC-SHA-256`: a slot as it lies in the file under `name`. Nobody without the phone can plant one, or move one to
    /// another name, so the locked wallet may act on the epochs it reads.
    pub(crate) fn protect_slot(&self, name: &[u8], slot: &[u8]) -> Vec<u8> {
        let mac = self.slot_mac(name, slot).finalize().into_bytes();
        [slot, &mac].concat()
    }

    /// The slot without its MAC, if that holds.
    pub(crate) fn verify_slot<'a>(&self, name: &[u8], protected: &'a [u8]) -> Option<&'a [u8]> {
        let (slot, mac) = protected.split_last_chunk::<MAC_LEN>()?;
        self.slot_mac(name, slot).verify_slice(mac).ok().map(|()| slot)
    }

    fn slot_mac(&self, name: &[u8], slot: &[u8]) -> Hmac<Sha256> {
        let mut mac = self.mac(b"slot");
        mac.update(&[u8::try_from(name.len()).unwrap_or(u8::MAX)]);
        mac.update(name);
        mac.update(slot);
        mac
    }

    fn mac(&self, bytes: &[u8]) -> Hmac<Sha256> {
        // HMAC is keyed here and nowhere else.
        let mut mac = Hmac::<Sha256>::new_from_slice(self.0.expose())
            .expect("HMAC takes a key of any length");
        mac.update(bytes);
        mac
    }
}

impl Anchor {
    pub(crate) fn new(store_id: [u8; 16]) -> Self {
        Self {
            store_id,
            phase: Phase::Creating,
            generation_floor: 0,
            passcode_epoch: 1,
            recovery_epoch: 1,
            passcode_tries: Tries::NONE,
            recovery_tries: Tries::NONE,
            recovering_since: None,
        }
    }

    /// What the anchor claims, without checking it: enough to find the keys that can check it, or to finish an erasure.
    pub(crate) fn peek(hardware: &dyn DeviceHardware) -> Result<Peeked, AnchorError> {
        let bytes = load(hardware)?;
        let (magic, mut rest) = bytes.split_at_checked(4).ok_or(AnchorError::Foreign)?;
        let store_id = take(&mut rest).ok_or(AnchorError::Foreign)?;
        if magic == MAGIC {
            return Ok(Peeked::Live { store_id });
        }
        let (Some(passcode), Some(recovery), true) =
            (take(&mut rest), take(&mut rest), magic == TOMBSTONE && bytes.len() == TOMBSTONE_LEN)
        else {
            return Err(AnchorError::Foreign);
        };
        let epochs = Epochs {
            passcode: u32::from_be_bytes(passcode),
            recovery: u32::from_be_bytes(recovery),
        };
        Ok(Peeked::Erased { store_id, epochs })
    }

    pub(crate) fn load(
        hardware: &dyn DeviceHardware,
        key: &AnchorKey,
        store_id: [u8; 16],
    ) -> Result<Self, AnchorError> {
        let bytes = load(hardware)?;
        if bytes.starts_with(TOMBSTONE) {
            return Err(AnchorError::Erased);
        }
        let (body, mac) = bytes
            .split_last_chunk::<MAC_LEN>()
            .filter(|_| bytes.len() == LEN)
            .ok_or(AnchorError::Foreign)?;
        key.mac(body).verify_slice(mac).map_err(|_| AnchorError::Foreign)?;
        let anchor = Self::decode(body).ok_or(AnchorError::Foreign)?;
        if anchor.store_id == store_id { Ok(anchor) } else { Err(AnchorError::Foreign) }
    }

    /// Stores the anchor and reads it back: an attempt must not begin before it is counted for good.
    pub(crate) fn store(
        &self,
        hardware: &dyn DeviceHardware,
        key: &AnchorKey,
    ) -> Result<(), AccessError> {
        let mut bytes = self.encode();
        let mac = key.mac(&bytes).finalize().into_bytes();
        bytes.extend_from_slice(&mac);
        hardware.anchor_store(&bytes)?;
        match hardware.anchor_load()? {
            Some(read) if read == bytes => Ok(()),
            _ => Err(crate::platform::HardwareError::Storage.into()),
        }
    }

    /// Marks the wallet as erased, for good, and says which keys are to be deleted.
    pub(crate) fn store_tombstone(
        hardware: &dyn DeviceHardware,
        store_id: [u8; 16],
        epochs: Epochs,
    ) -> Result<(), AccessError> {
        let mut bytes = Vec::with_capacity(TOMBSTONE_LEN);
        bytes.extend_from_slice(TOMBSTONE);
        bytes.extend_from_slice(&store_id);
        bytes.extend_from_slice(&epochs.passcode.to_be_bytes());
        bytes.extend_from_slice(&epochs.recovery.to_be_bytes());
        Ok(hardware.anchor_store(&bytes)?)
    }

    /// Which device keys are in force.
    pub(crate) fn epochs(&self) -> Epochs {
        Epochs { passcode: self.passcode_epoch, recovery: self.recovery_epoch }
    }

    /// Seconds until a new passcode may be set, while a recovery runs.
    pub(crate) fn delay_left(&self, now: BootTime) -> Option<u32> {
        self.delay(now).map(|(left, _)| left)
    }

    fn delay(&self, now: BootTime) -> Option<(u32, Option<BootTime>)> {
        let (left, restarted) = wait_left(self.recovering_since?, RECOVERY_DELAY_SECONDS, now);
        Some((left, restarted.then_some(now)))
    }

    /// The anchor with every wait that had to begin again begun again, stored if that changed anything.
    pub(crate) fn restamped(
        self,
        now: BootTime,
        hardware: &dyn DeviceHardware,
        key: &AnchorKey,
    ) -> Result<Self, AccessError> {
        let mut anchor = self;
        if let (_, Some(tries)) = self.passcode_tries.allowance(Way::Passcode, now) {
            anchor.passcode_tries = tries;
        }
        if let (_, Some(tries)) = self.recovery_tries.allowance(Way::Recovery, now) {
            anchor.recovery_tries = tries;
        }
        if let Some((_, Some(since))) = self.delay(now) {
            anchor.recovering_since = Some(since);
        }
        if anchor != self {
            anchor.store(hardware, key)?;
        }
        Ok(anchor)
    }

    pub(crate) fn passcode_allowance(&self, now: BootTime) -> Allowance {
        self.passcode_tries.allowance(Way::Passcode, now).0
    }

    pub(crate) fn recovery_allowance(&self, now: BootTime) -> Allowance {
        self.recovery_tries.allowance(Way::Recovery, now).0
    }

    /// What is recorded when the right secret was given: no tries, no recovery under way, the floor at what was verified.
    pub(crate) fn after_success(self, generation: u64) -> Self {
        Self {
            generation_floor: self.generation_floor.max(generation),
            passcode_tries: Tries::NONE,
            recovery_tries: Tries::NONE,
            recovering_since: None,
            ..self
        }
    }

    fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(LEN);
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&self.store_id);
        bytes.push(match self.phase {
            Phase::Creating => 0,
            Phase::Live => 1,
        });
        bytes.extend_from_slice(&self.generation_floor.to_be_bytes());
        bytes.extend_from_slice(&self.passcode_epoch.to_be_bytes());
        bytes.extend_from_slice(&self.recovery_epoch.to_be_bytes());
        for tries in [self.passcode_tries, self.recovery_tries] {
            bytes.push(tries.wrong);
            encode_time(&mut bytes, tries.last);
        }
        bytes.push(u8::from(self.recovering_since.is_some()));
        encode_time(&mut bytes, self.recovering_since.unwrap_or(Tries::NONE.last));
        bytes
    }

    fn decode(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes.get(4..)?;
        let store_id = take(&mut rest)?;
        let phase = match take::<1>(&mut rest)? {
            [0] => Phase::Creating,
            [1] => Phase::Live,
            _ => return None,
        };
        let generation_floor = u64::from_be_bytes(take(&mut rest)?);
        let passcode_epoch = u32::from_be_bytes(take(&mut rest)?);
        let recovery_epoch = u32::from_be_bytes(take(&mut rest)?);
        let passcode_tries = take_tries(&mut rest)?;
        let recovery_tries = take_tries(&mut rest)?;
        let [running] = take::<1>(&mut rest)?;
        let since = take_time(&mut rest)?;
        let recovering_since = match running {
            0 => None,
            1 => Some(since),
            _ => return None,
        };
        rest.is_empty().then_some(Self {
            store_id,
            phase,
            generation_floor,
            passcode_epoch,
            recovery_epoch,
            passcode_tries,
            recovery_tries,
            recovering_since,
        })
    }
}

fn load(hardware: &dyn DeviceHardware) -> Result<Vec<u8>, AnchorError> {
    let bytes = hardware.anchor_load().map_err(AccessError::from)?.ok_or(AnchorError::Missing)?;
    if bytes.len() > MOST_LEN { Err(AnchorError::Foreign) } else { Ok(bytes) }
}

fn encode_time(bytes: &mut Vec<u8>, time: BootTime) {
    bytes.extend_from_slice(&time.boot_id);
    bytes.extend_from_slice(&time.elapsed_ms.to_be_bytes());
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (field, tail) = rest.split_first_chunk::<N>()?;
    *rest = tail;
    Some(*field)
}

fn take_time(rest: &mut &[u8]) -> Option<BootTime> {
    Some(BootTime { boot_id: take(rest)?, elapsed_ms: u64::from_be_bytes(take(rest)?) })
}

fn take_tries(rest: &mut &[u8]) -> Option<Tries> {
    let [wrong] = take::<1>(rest)?;
    Some(Tries { wrong, last: take_time(rest)? })
}

const MAGIC: &[u8] = b"VGA1";
const TOMBSTONE: &[u8] = b"VGAX";
const TOMBSTONE_LEN: usize = 4 + 16 + 4 + 4;
const MAC_LEN: usize = 32;
const LEN: usize = 4 + 16 + 1 + 8 + 4 + 4 + 3 * (1 + 16 + 8) + MAC_LEN;
/// What [`DeviceHardware::anchor_store`] promises to hold.
const MOST_LEN: usize = 256;
