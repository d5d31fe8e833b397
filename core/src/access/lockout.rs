//! How many wrong tries, and how long to wait after each: a pure state machine over the boot clock.
//!
//! Wall time has no part in it. After a restart of the phone, or when the boot clock goes backwards, the whole wait begins again,
//! as on Android (`SoftwareRateLimiter`) and iOS. NIST SP 800-63B-4 §5.2.11 allows at most ten failures.

use crate::platform::BootTime;

/// Wrong passcodes after which only recovery is left.
pub const MAX_WRONG_PASSCODES: u8 = 10;
/// Wrong recoveries after which the device keys are deleted and the wallet is gone.
pub const MAX_WRONG_RECOVERIES: u8 = 5;
/// Time between right answers and the new passcode, in seconds.
pub const RECOVERY_DELAY_SECONDS: u32 = 24 * HOUR;

/// Whether a try may be made now.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Allowance {
    /// Yes, and this many more are left before a wait begins or the way is closed, this one included.
    Now {
        /// Tries before the next wait.
        tries_before_wait: u8,
    },
    /// Not before that many seconds have passed.
    After {
        /// Seconds, rounded up.
        seconds: u32,
    },
    /// Never again by this way.
    Closed,
}

/// Consecutive wrong tries by one way, and when the last of them was made.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Tries {
    pub(crate) wrong: u8,
    pub(crate) last: BootTime,
}

impl Tries {
    pub(crate) const NONE: Self =
        Self { wrong: 0, last: BootTime { boot_id: [0; 16], elapsed_ms: 0 } };

    /// Whether the next try may be made at `now`. When the wait must begin again, the second value is what to store.
    pub(crate) fn allowance(self, way: Way, now: BootTime) -> (Allowance, Option<Self>) {
        if self.wrong >= way.most() {
            return (Allowance::Closed, None);
        }
        let wait = way.wait_seconds(self.wrong);
        if wait == 0 {
            return (Allowance::Now { tries_before_wait: way.tries_before_wait(self.wrong) }, None);
        }
        let (left, restarted) = wait_left(self.last, wait, now);
        let restamped = restarted.then_some(Self { last: now, ..self });
        match left {
            0 => {
                (Allowance::Now { tries_before_wait: way.tries_before_wait(self.wrong) }, restamped)
            }
            seconds => (Allowance::After { seconds }, restamped),
        }
    }

    /// One more wrong try, made at `now`.
    pub(crate) fn one_more(self, now: BootTime) -> Self {
        Self { wrong: self.wrong.saturating_add(1), last: now }
    }
}

/// The two ways into a wallet.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Way {
    Passcode,
    Recovery,
}

impl Way {
    pub(crate) fn most(self) -> u8 {
        match self {
            Self::Passcode => MAX_WRONG_PASSCODES,
            Self::Recovery => MAX_WRONG_RECOVERIES,
        }
    }

    /// Seconds to wait after that many consecutive wrong tries.
    pub(crate) fn wait_seconds(self, wrong: u8) -> u32 {
        match (self, wrong) {
            (Self::Passcode, 0..=4) => 0,
            (Self::Passcode, 5) => MINUTE,
            (Self::Passcode, 6) => 5 * MINUTE,
            (Self::Passcode, 7) => 15 * MINUTE,
            (Self::Passcode, 8) => HOUR,
            (Self::Passcode, _) => 3 * HOUR,
            (Self::Recovery, 0) => 0,
            (Self::Recovery, 1) => 15 * MINUTE,
            (Self::Recovery, 2) => HOUR,
            (Self::Recovery, 3) => 6 * HOUR,
            (Self::Recovery, _) => 24 * HOUR,
        }
    }

    fn tries_before_wait(self, wrong: u8) -> u8 {
        match self {
            Self::Passcode => 5_u8.saturating_sub(wrong).max(1),
            Self::Recovery => 1,
        }
    }
}

/// Seconds left of a wait of `seconds` that began at `since`, and whether it had to begin again.
pub(crate) fn wait_left(since: BootTime, seconds: u32, now: BootTime) -> (u32, bool) {
    if now.boot_id != since.boot_id || now.elapsed_ms < since.elapsed_ms {
        return (seconds, true);
    }
    let passed_ms = now.elapsed_ms - since.elapsed_ms;
    let left_ms = (u64::from(seconds) * 1000).saturating_sub(passed_ms);
    (u32::try_from(left_ms.div_ceil(1000)).unwrap_or(u32::MAX), false)
}

const MINUTE: u32 = 60;
const HOUR: u32 = 60 * MINUTE;

#[cfg(test)]
mod tests {
    use super::*;

    fn at(boot: u8, seconds: u64) -> BootTime {
        BootTime { boot_id: [boot; 16], elapsed_ms: seconds * 1000 }
    }

    #[test]
    fn ten_guesses_take_at_least_four_hours_and_twenty_one_minutes() {
        let total: u32 = (0..10).map(|wrong| Way::Passcode.wait_seconds(wrong)).sum();
        assert_eq!(total, 4 * HOUR + 21 * MINUTE);
    }

    #[test]
    fn the_wait_runs_down_by_the_boot_clock() {
        let tries = Tries { wrong: 5, last: at(1, 100) };
        assert_eq!(tries.allowance(Way::Passcode, at(1, 100)).0, Allowance::After { seconds: 60 });
        assert_eq!(tries.allowance(Way::Passcode, at(1, 159)).0, Allowance::After { seconds: 1 });
        assert_eq!(
            tries.allowance(Way::Passcode, at(1, 160)),
            (Allowance::Now { tries_before_wait: 1 }, None)
        );
    }

    #[test]
    fn a_restart_begins_the_whole_wait_again() {
        let tries = Tries { wrong: 6, last: at(1, 100) };
        let (allowance, stored) = tries.allowance(Way::Passcode, at(2, 9999));
        assert_eq!(allowance, Allowance::After { seconds: 300 });
        let stored = stored.unwrap();
        assert_eq!(stored.wrong, 6);
        assert_eq!(stored.allowance(Way::Passcode, at(2, 9999 + 300)).1, None);
    }

    #[test]
    fn a_boot_clock_that_goes_backwards_begins_the_whole_wait_again() {
        let tries = Tries { wrong: 7, last: at(1, 100) };
        assert_eq!(tries.allowance(Way::Passcode, at(1, 99)).0, Allowance::After { seconds: 900 });
    }

    #[test]
    fn the_tenth_wrong_passcode_closes_the_way_for_good() {
        let tries = Tries { wrong: 10, last: at(1, 0) };
        assert_eq!(tries.allowance(Way::Passcode, at(1, u64::from(u32::MAX))).0, Allowance::Closed);
    }
}
