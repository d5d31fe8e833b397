//! The lock as a state machine: whatever happens, in whatever order, never more than ten derivations without a success, and no
//! wait shorter than the table.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::collections::VecDeque;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;
use tempfile::TempDir;
use vigiayto_core::access::Allowance;
use vigiayto_core::platform::HardwareError;
use vigiayto_core::wallet::{Wallet, WalletError, WalletState};
use vigiayto_tests::device::{Call, TestDevice};
use vigiayto_tests::wallets::{PASSCODE, create, environment, passcode};

/// What can happen to a phone.
#[derive(Clone, Copy, Debug)]
enum Event {
    TryRight,
    /// One of a few wrong codes, so that some are repeated.
    TryWrong(usize),
    /// A try while the anchor can't be stored.
    TryRightWithoutAnchor,
    /// Power fails after the try was counted and before it was derived.
    TryRightAndDie,
    Pass(u64),
    Restart,
    ClockBack(u64),
    /// The process is closed and opened again.
    Reopen,
    /// The files as they were at the beginning are put back.
    RestoreFiles,
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        2 => Just(Event::TryRight),
        12 => (0..12_usize).prop_map(Event::TryWrong),
        1 => Just(Event::TryRightWithoutAnchor),
        3 => Just(Event::TryRightAndDie),
        6 => prop_oneof![
            Just(1), Just(59), Just(60), Just(61), Just(299), Just(300), Just(900), Just(3600), Just(10_800)
        ].prop_map(Event::Pass),
        2 => Just(Event::Restart),
        1 => (1..4000_u64).prop_map(Event::ClockBack),
        2 => Just(Event::Reopen),
        1 => Just(Event::RestoreFiles),
    ]
}

/// The rules, written down a second time and differently: remaining waits instead of moments.
struct Model {
    wrong: usize,
    wait_ms: u64,
    recent: VecDeque<(usize, u64)>,
}

const WAITS_S: [u64; 10] = [0, 0, 0, 0, 0, 60, 300, 900, 3600, 10_800];

impl Model {
    fn new() -> Self {
        Self { wrong: 0, wait_ms: 0, recent: VecDeque::new() }
    }

    fn pass(&mut self, ms: u64) {
        self.wait_ms = self.wait_ms.saturating_sub(ms);
        for (_, age) in &mut self.recent {
            *age += ms;
        }
    }

    /// The whole wait again, if one was running; what is known by time is forgotten.
    fn clock_lost(&mut self) {
        if self.wrong < 10 {
            self.wait_ms = WAITS_S[self.wrong] * 1000;
        }
        self.recent.clear();
    }

    fn refusal(&self) -> Option<WalletError> {
        if self.wrong >= 10 {
            Some(WalletError::RecoveryOnly)
        } else if self.wait_ms > 0 {
            Some(WalletError::TryAgainIn {
                seconds: u32::try_from(self.wait_ms.div_ceil(1000)).unwrap(),
            })
        } else {
            None
        }
    }

    fn count(&mut self) {
        self.wrong += 1;
        self.wait_ms = WAITS_S.get(self.wrong).map_or(0, |seconds| seconds * 1000);
    }

    fn next(&self) -> Allowance {
        if self.wrong >= 10 {
            Allowance::Closed
        } else if self.wait_ms > 0 {
            Allowance::After { seconds: u32::try_from(self.wait_ms / 1000).unwrap() }
        } else {
            let left = 5_usize.saturating_sub(self.wrong).max(1);
            Allowance::Now { tries_before_wait: u8::try_from(left).unwrap() }
        }
    }

    fn wrong(&mut self, code: usize) -> WalletError {
        if let Some(refusal) = self.refusal() {
            return refusal;
        }
        let known = self.recent.iter().any(|(other, age)| *other == code && *age <= 300_000);
        if !known {
            self.count();
            self.recent.retain(|(_, age)| *age <= 300_000);
            if self.recent.len() == 5 {
                self.recent.pop_front();
            }
            self.recent.push_back((code, 0));
        }
        WalletError::WrongPasscode { next: self.next() }
    }

    fn success(&mut self) {
        self.wrong = 0;
        self.wait_ms = 0;
        self.recent.clear();
    }
}

struct World {
    device: Arc<TestDevice>,
    folder: TempDir,
    copy: TempDir,
    wallet: Option<Wallet>,
    model: Model,
    derived_since_success: usize,
}

impl World {
    fn new() -> Self {
        let device = TestDevice::new(1);
        let folder = tempfile::tempdir().unwrap();
        let copy = tempfile::tempdir().unwrap();
        let (wallet, session) = create(folder.path(), device.clone()).unwrap();
        session.lock();
        drop((session, wallet));
        copy_files(folder.path(), copy.path());
        let mut world = Self {
            device,
            folder,
            copy,
            wallet: None,
            model: Model::new(),
            derived_since_success: 0,
        };
        world.reopen();
        world
    }

    fn reopen(&mut self) {
        self.wallet = None;
        self.wallet =
            Some(Wallet::open(self.folder.path(), environment(self.device.clone(), 9)).unwrap());
        self.model.recent.clear();
    }

    fn try_code(&mut self, code: &str) -> Result<(), WalletError> {
        let before = self.device.slot_agreements();
        let outcome =
            self.wallet.as_ref().unwrap().unlock(&passcode(code)).map(|session| session.lock());
        self.derived_since_success += self.device.slot_agreements() - before;
        assert!(self.derived_since_success <= 10 + usize::from(outcome.is_ok()));
        if outcome.is_ok() {
            self.derived_since_success = 0;
        }
        outcome
    }

    fn step(&mut self, event: Event) {
        match event {
            Event::TryRight => match self.model.refusal() {
                Some(refusal) => assert_eq!(self.try_code(PASSCODE), Err(refusal)),
                None => {
                    assert_eq!(self.try_code(PASSCODE), Ok(()));
                    self.model.success();
                }
            },
            Event::TryWrong(code) => {
                let expected = self.model.wrong(code);
                assert_eq!(self.try_code(&format!("3905{code:02}")), Err(expected));
            }
            Event::TryRightWithoutAnchor => {
                if self.model.refusal().is_none() {
                    self.device.set_fault(Some(Box::new(|_, call| {
                        (call == Call::AnchorStore).then_some(HardwareError::Storage)
                    })));
                    let before = self.device.slot_agreements();
                    let outcome = self.try_code(PASSCODE);
                    self.device.set_fault(None);
                    assert_eq!(outcome, Err(WalletError::Hardware(HardwareError::Storage)));
                    assert_eq!(
                        self.device.slot_agreements(),
                        before,
                        "nothing is derived that was not counted"
                    );
                }
            }
            Event::TryRightAndDie => {
                if self.model.refusal().is_none() {
                    let mut counted = false;
                    self.device.set_fault(Some(Box::new(move |_, call| {
                        counted |= call == Call::AnchorStore;
                        (counted && call == Call::Agree).then_some(HardwareError::Failed)
                    })));
                    let outcome = self.try_code(PASSCODE);
                    self.device.set_fault(None);
                    assert_eq!(outcome, Err(WalletError::Hardware(HardwareError::Failed)));
                    self.model.count();
                    self.reopen();
                }
            }
            Event::Pass(seconds) => {
                self.device.pass_seconds(seconds);
                self.model.pass(seconds * 1000);
            }
            Event::Restart => {
                self.device.restart();
                self.model.clock_lost();
                // The wallet learns of a restart when it is looked at; the wait runs from there.
                self.look();
            }
            Event::ClockBack(seconds) => {
                let now = self.device.state().clock.elapsed_ms;
                self.device.state().clock.elapsed_ms = now - seconds * 1000 - 500_000_000;
                self.model.clock_lost();
                self.look();
            }
            Event::Reopen => self.reopen(),
            Event::RestoreFiles => {
                self.wallet = None;
                copy_files(self.copy.path(), self.folder.path());
                self.reopen();
            }
        }
        self.look();
    }

    fn look(&self) {
        let expected = match self.model.refusal() {
            None => Allowance::Now {
                tries_before_wait: u8::try_from(5_usize.saturating_sub(self.model.wrong).max(1))
                    .unwrap(),
            },
            Some(WalletError::TryAgainIn { seconds }) => Allowance::After { seconds },
            Some(_) => {
                let state = self.wallet.as_ref().unwrap().state();
                assert!(matches!(state, WalletState::RecoveryOnly { .. }), "{state:?}");
                return;
            }
        };
        assert_eq!(
            self.wallet.as_ref().unwrap().state(),
            WalletState::Locked { passcode: expected }
        );
    }
}

fn copy_files(from: &Path, to: &Path) {
    for entry in fs::read_dir(to).unwrap() {
        fs::remove_file(entry.unwrap().path()).unwrap();
    }
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn no_sequence_of_events_gives_a_try_away(events in prop::collection::vec(event(), 1..40)) {
        let mut world = World::new();
        for event in events {
            world.step(event);
        }
    }
}

#[test]
fn every_sequence_of_the_events_that_matter_most_is_safe() {
    const EVENTS: [Event; 5] = [
        Event::TryRight,
        Event::TryWrong(0),
        Event::TryRightAndDie,
        Event::Pass(60),
        Event::Restart,
    ];
    let depth = if std::env::var_os("VIGIAYTO_LONG").is_some() { 6 } else { 3 };
    // Each sequence starts at four wrong tries, one before the first wait.
    for sequence in 0..EVENTS.len().pow(depth) {
        let mut world = World::new();
        for code in 1..=4 {
            world.step(Event::TryWrong(code));
        }
        let mut rest = sequence;
        for _ in 0..depth {
            world.step(EVENTS[rest % EVENTS.len()]);
            rest /= EVENTS.len();
        }
    }
}

fn cases() -> u32 {
    if std::env::var_os("VIGIAYTO_LONG").is_some() { 2_000 } else { 60 }
}
