//! One attempt, in the only order that is safe: look at the anchor, count, and only then derive.
//!
//! A crash anywhere costs the user one try and never gives one back.

use crate::access::anchor::{Anchor, AnchorError, AnchorKey};
use crate::access::lockout::{Allowance, Tries, Way};
use crate::access::recent::RecentWrong;
use crate::access::slot::{KeySlot, SlotKind};
use crate::access::{AccessError, DeviceKeys};
use crate::platform::DeviceHardware;
use crate::secret::SecretBytes;

/// How an attempt ended.
pub(crate) enum Verdict {
    /// The secret was right. The anchor is as it was before the attempt: the caller records what success means.
    Right { root_key: SecretBytes<32>, anchor: Anchor },
    /// Wrong, counted (unless it repeats a recent wrong one), and what is allowed next.
    Wrong { next: Allowance },
    /// Not tried at all.
    Refused { allowance: Allowance },
}

/// Counts and checks attempts at one store.
pub(crate) struct Gate<'a> {
    pub(crate) hardware: &'a dyn DeviceHardware,
    pub(crate) store_id: [u8; 16],
}

impl Gate<'_> {
    pub(crate) fn keys(&self) -> DeviceKeys<'_> {
        DeviceKeys::new(self.hardware, self.store_id)
    }

    pub(crate) fn anchor_key(&self) -> Result<AnchorKey, AccessError> {
        AnchorKey::derive(&self.keys())
    }

    pub(crate) fn load_anchor(&self, key: &AnchorKey) -> Result<Anchor, AnchorError> {
        Anchor::load(self.hardware, key, self.store_id)
    }

    /// Tries `secret` (six digits, or all answers joined) on `slot`.
    ///
    /// # Errors
    /// [`AnchorError`]; nothing was tried unless the count was stored and read back first.
    pub(crate) fn attempt(
        &self,
        key: &AnchorKey,
        secret: &[u8],
        slot: &KeySlot,
        recent: &mut RecentWrong,
    ) -> Result<Verdict, AnchorError> {
        let before = self.load_anchor(key)?;
        let now = self.hardware.boot_clock().map_err(AccessError::from)?;
        let way = match slot.kind() {
            SlotKind::Passcode => Way::Passcode,
            SlotKind::Recovery => Way::Recovery,
        };
        let tries = tries_of(&before, way);

        let (allowance, restamped) = tries.allowance(way, now);
        if let Some(tries) = restamped {
            with_tries(before, way, tries).store(self.hardware, key)?;
        }
        let Allowance::Now { .. } = allowance else {
            return Ok(Verdict::Refused { allowance });
        };
        if recent.contains(secret, now) {
            return Ok(Verdict::Wrong { next: allowance });
        }

        let counted = with_tries(before, way, tries.one_more(now));
        counted.store(self.hardware, key)?;
        if let Some(root_key) = slot.open(secret, &self.store_id, &self.keys())? {
            recent.forget();
            return Ok(Verdict::Right { root_key, anchor: before });
        }
        recent.remember(secret, now);
        let (next, _) = tries_of(&counted, way).allowance(way, now);
        Ok(Verdict::Wrong { next })
    }
}

fn tries_of(anchor: &Anchor, way: Way) -> Tries {
    match way {
        Way::Passcode => anchor.passcode_tries,
        Way::Recovery => anchor.recovery_tries,
    }
}

fn with_tries(anchor: Anchor, way: Way, tries: Tries) -> Anchor {
    match way {
        Way::Passcode => Anchor { passcode_tries: tries, ..anchor },
        Way::Recovery => Anchor { recovery_tries: tries, ..anchor },
    }
}
