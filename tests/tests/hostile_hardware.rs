//! A key store that lies, fails, answers nonsense, comes back in, or panics: never unlocked by it, never a deadlock, and the
//! wallet works again when the key store does.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::sync::{Arc, Mutex, Weak};
use std::time::Duration;

use vigiayto_core::platform::{
    BootTime, Capabilities, DeviceHardware, HardwareError, KeyPolicy, KeyPurpose,
};
use vigiayto_core::wallet::{Wallet, WalletError, WalletState};
use vigiayto_tests::device::TestDevice;
use vigiayto_tests::wallets::{ANSWERS, PASSCODE, answers, create, environment, owner, passcode};

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Lie {
    None,
    PublicKeyShort,
    PublicKeyOffCurve,
    PublicKeyOfAnother,
    PublicKeyCompressed,
    AgreeShort,
    AgreeLong,
    AgreeEmpty,
    AgreeZero,
    AgreeConstant,
    AgreeDifferentEachTime,
    AgreeFails,
    AnchorGarbage,
    AnchorEmpty,
    AnchorHuge,
    AnchorForgotten,
    AnchorStoreFails,
    AnchorStoreIgnored,
    AnchorOfEarlier,
    ClockFails,
    ClockBackwards,
    Panics,
}

const LIES: [Lie; 21] = [
    Lie::PublicKeyShort,
    Lie::PublicKeyOffCurve,
    Lie::PublicKeyOfAnother,
    Lie::PublicKeyCompressed,
    Lie::AgreeShort,
    Lie::AgreeLong,
    Lie::AgreeEmpty,
    Lie::AgreeZero,
    Lie::AgreeConstant,
    Lie::AgreeDifferentEachTime,
    Lie::AgreeFails,
    Lie::AnchorGarbage,
    Lie::AnchorEmpty,
    Lie::AnchorHuge,
    Lie::AnchorForgotten,
    Lie::AnchorStoreFails,
    Lie::AnchorStoreIgnored,
    Lie::AnchorOfEarlier,
    Lie::ClockFails,
    Lie::ClockBackwards,
    Lie::Panics,
];

/// An honest phone behind a key store that tells one lie.
struct Hostile {
    honest: Arc<TestDevice>,
    lie: Mutex<Lie>,
    count: AtomicUsize,
    first_anchor: Mutex<Option<Vec<u8>>>,
}

impl Hostile {
    fn new() -> Arc<Self> {
        Arc::new(Self {
            honest: TestDevice::new(8),
            lie: Mutex::new(Lie::None),
            count: AtomicUsize::new(0),
            first_anchor: Mutex::new(None),
        })
    }

    fn tell(&self, lie: Lie) {
        *self.lie.lock().unwrap() = lie;
    }

    fn lie(&self) -> Lie {
        *self.lie.lock().unwrap()
    }
}

impl DeviceHardware for Hostile {
    fn capabilities(&self) -> Result<Capabilities, HardwareError> {
        self.honest.capabilities()
    }

    fn create_key(
        &self,
        alias: &str,
        purpose: KeyPurpose,
        policy: KeyPolicy,
    ) -> Result<Vec<u8>, HardwareError> {
        let mut public = self.honest.create_key(alias, purpose, policy)?;
        match self.lie() {
            Lie::PublicKeyShort => public.truncate(64),
            Lie::PublicKeyOffCurve => public[64] ^= 1,
            Lie::PublicKeyOfAnother => return self.honest.create_key("another", purpose, policy),
            Lie::PublicKeyCompressed => {
                public[0] = 2;
                public.truncate(33);
            }
            _ => {}
        }
        Ok(public)
    }

    fn agree(&self, alias: &str, point: &[u8]) -> Result<Vec<u8>, HardwareError> {
        let mut answer = self.honest.agree(alias, point)?;
        match self.lie() {
            Lie::AgreeShort => answer.truncate(31),
            Lie::AgreeLong => answer.push(0),
            Lie::AgreeEmpty => answer.clear(),
            Lie::AgreeZero => answer.fill(0),
            Lie::AgreeConstant => answer.fill(0x42),
            Lie::AgreeDifferentEachTime => {
                let count = self.count.fetch_add(1, Ordering::SeqCst);
                answer[0] ^= u8::try_from(count % 255).unwrap() + 1;
            }
            Lie::AgreeFails => return Err(HardwareError::AuthenticationRequired),
            Lie::Panics => panic!("the key store panics"),
            _ => {}
        }
        Ok(answer)
    }

    fn sign(&self, alias: &str, message: &[u8]) -> Result<Vec<u8>, HardwareError> {
        self.honest.sign(alias, message)
    }

    fn delete_key(&self, alias: &str) -> Result<(), HardwareError> {
        self.honest.delete_key(alias)
    }

    fn anchor_load(&self) -> Result<Option<Vec<u8>>, HardwareError> {
        let honest = self.honest.anchor_load()?;
        Ok(match self.lie() {
            Lie::AnchorGarbage => Some(vec![0xff; 140]),
            Lie::AnchorEmpty => Some(Vec::new()),
            Lie::AnchorHuge => Some(vec![b'V'; 1 << 20]),
            Lie::AnchorForgotten => None,
            Lie::AnchorOfEarlier => self.first_anchor.lock().unwrap().clone(),
            _ => honest,
        })
    }

    fn anchor_store(&self, bytes: &[u8]) -> Result<(), HardwareError> {
        match self.lie() {
            Lie::AnchorStoreFails => return Err(HardwareError::Storage),
            Lie::AnchorStoreIgnored | Lie::AnchorOfEarlier => return Ok(()),
            _ => {}
        }
        self.first_anchor.lock().unwrap().get_or_insert_with(|| bytes.to_vec());
        self.honest.anchor_store(bytes)
    }

    fn boot_clock(&self) -> Result<BootTime, HardwareError> {
        let now = self.honest.boot_clock()?;
        match self.lie() {
            Lie::ClockFails => Err(HardwareError::Failed),
            Lie::ClockBackwards => {
                let back = self.count.fetch_add(1, Ordering::SeqCst) as u64;
                Ok(BootTime { elapsed_ms: now.elapsed_ms - back * 1000, ..now })
            }
            _ => Ok(now),
        }
    }
}

#[test]
fn no_lie_makes_a_wrong_passcode_open_or_hangs_the_wallet() {
    for lie in LIES {
        let folder = tempfile::tempdir().unwrap();
        let device = Hostile::new();
        let (wallet, session) = create(folder.path(), device.clone()).unwrap();
        session.lock();
        device.tell(lie);
        let outcome = within_seconds(20, move || {
            let wrong = catch_unwind(AssertUnwindSafe(|| wallet.unlock(&passcode("805263")).err()));
            let right = catch_unwind(AssertUnwindSafe(|| {
                wallet.unlock(&passcode(PASSCODE)).map(|s| s.lock())
            }));
            let state = catch_unwind(AssertUnwindSafe(|| wallet.state()));
            (wrong, right, state, wallet)
        });
        let (wrong, right, state, wallet) = outcome;
        match (&wrong, lie) {
            (Err(_), Lie::Panics) => {}
            (Ok(Some(_)), _) => {}
            _ => panic!("{lie:?}: a wrong passcode gave {wrong:?}"),
        }
        let may_open = matches!(
            lie,
            // These lie about making keys only, or about time in the direction that costs the owner.
            Lie::PublicKeyShort
                | Lie::PublicKeyOffCurve
                | Lie::PublicKeyOfAnother
                | Lie::PublicKeyCompressed
                | Lie::ClockBackwards
        );
        if !may_open {
            assert!(!matches!(right, Ok(Ok(()))), "{lie:?} opened the wallet");
            assert!(!matches!(state, Ok(WalletState::Unlocked)), "{lie:?}");
        }
        // When the key store is honest again, so is the wallet: nothing was lost but tries.
        device.tell(Lie::None);
        device.honest.pass_seconds(24 * 3600);
        wallet
            .unlock(&passcode(PASSCODE))
            .unwrap_or_else(|error| panic!("after {lie:?}: {error:?}"));
    }
}

#[test]
fn no_lie_during_creation_makes_a_wallet_that_can_not_be_opened() {
    for lie in LIES {
        let folder = tempfile::tempdir().unwrap();
        let device = Hostile::new();
        device.tell(lie);
        let (made, wallet) = within_seconds(20, {
            let (path, device) = (folder.path().to_owned(), device.clone());
            move || {
                let wallet = Wallet::open(&path, environment(device, 3)).unwrap();
                let made = catch_unwind(AssertUnwindSafe(|| {
                    wallet
                        .create(&passcode(PASSCODE), &answers(ANSWERS), owner())
                        .map(|session| session.lock())
                }));
                (made, wallet)
            }
        });
        device.tell(Lie::None);
        match made {
            Ok(Ok(())) => {
                assert!(matches!(lie, Lie::ClockBackwards), "{lie:?} was believed");
                wallet.unlock(&passcode(PASSCODE)).unwrap();
            }
            _ => {
                assert_eq!(wallet.state(), WalletState::NotCreated, "{lie:?}");
                wallet.create(&passcode(PASSCODE), &answers(ANSWERS), owner()).unwrap();
            }
        }
    }
}

/// A key store whose every call comes back into the wallet.
struct Reentrant {
    honest: Arc<TestDevice>,
    wallet: Mutex<Weak<Wallet>>,
    answers: Mutex<Vec<Option<WalletError>>>,
    depth: AtomicUsize,
}

impl Reentrant {
    fn come_back(&self) {
        let wallet = self.wallet.lock().unwrap().upgrade();
        let Some(wallet) = wallet else { return };
        if self.depth.fetch_add(1, Ordering::SeqCst) == 0 {
            let answer = wallet.unlock(&passcode(PASSCODE)).err();
            self.answers.lock().unwrap().push(answer);
            let _state = wallet.state();
        }
        self.depth.fetch_sub(1, Ordering::SeqCst);
    }
}

impl DeviceHardware for Reentrant {
    fn capabilities(&self) -> Result<Capabilities, HardwareError> {
        self.honest.capabilities()
    }
    fn create_key(
        &self,
        alias: &str,
        purpose: KeyPurpose,
        policy: KeyPolicy,
    ) -> Result<Vec<u8>, HardwareError> {
        self.come_back();
        self.honest.create_key(alias, purpose, policy)
    }
    fn agree(&self, alias: &str, point: &[u8]) -> Result<Vec<u8>, HardwareError> {
        self.come_back();
        self.honest.agree(alias, point)
    }
    fn sign(&self, alias: &str, message: &[u8]) -> Result<Vec<u8>, HardwareError> {
        self.honest.sign(alias, message)
    }
    fn delete_key(&self, alias: &str) -> Result<(), HardwareError> {
        self.come_back();
        self.honest.delete_key(alias)
    }
    fn anchor_load(&self) -> Result<Option<Vec<u8>>, HardwareError> {
        self.come_back();
        self.honest.anchor_load()
    }
    fn anchor_store(&self, bytes: &[u8]) -> Result<(), HardwareError> {
        self.come_back();
        self.honest.anchor_store(bytes)
    }
    fn boot_clock(&self) -> Result<BootTime, HardwareError> {
        self.come_back();
        self.honest.boot_clock()
    }
}

#[test]
fn a_key_store_that_comes_back_in_is_told_that_the_wallet_is_busy() {
    let folder = tempfile::tempdir().unwrap();
    let honest = TestDevice::new(8);
    let (wallet, session) = create(folder.path(), honest.clone()).unwrap();
    session.lock();
    drop((session, wallet));

    let device = Arc::new(Reentrant {
        honest,
        wallet: Mutex::new(Weak::new()),
        answers: Mutex::new(Vec::new()),
        depth: AtomicUsize::new(0),
    });
    let answers = within_seconds(20, {
        let (path, device) = (folder.path().to_owned(), device.clone());
        move || {
            let wallet = Arc::new(Wallet::open(&path, environment(device.clone(), 3)).unwrap());
            *device.wallet.lock().unwrap() = Arc::downgrade(&wallet);
            let session = wallet.unlock(&passcode(PASSCODE)).unwrap();
            session.change_passcode(&passcode(PASSCODE), &passcode("805263")).unwrap();
            session.lock();
            std::mem::take(&mut *device.answers.lock().unwrap())
        }
    });
    assert!(answers.len() > 10);
    assert!(answers.iter().all(|answer| *answer == Some(WalletError::Busy)), "{answers:?}");
}

/// Runs `act` on its own thread; a test that would hang fails instead.
fn within_seconds<T: Send + 'static>(seconds: u64, act: impl FnOnce() -> T + Send + 'static) -> T {
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || send.send(act()));
    receive
        .recv_timeout(Duration::from_secs(seconds))
        .expect("the wallet hangs or its thread panicked")
}
