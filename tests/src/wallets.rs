//! Wallets with cheap derivations, for tests that open many.

use std::path::Path;
use std::sync::Arc;

use vigiayto_core::access::{Answer, Answers, KdfPolicy, Passcode, PasscodeEntry};
use vigiayto_core::document::Text;
use vigiayto_core::platform::{DeviceHardware, SoftwareHardware, SystemClock, SystemRandomness};
use vigiayto_core::secret::SecretText;
use vigiayto_core::wallet::{Environment, NewHolder, Session, Wallet, WalletError};

use crate::device::{FixedClock, TestRandomness};

/// A passcode that no rule refuses.
pub const PASSCODE: &str = "274815";
/// Another one.
pub const OTHER_PASSCODE: &str = "805263";
/// Answers that no rule refuses.
pub const ANSWERS: [(&str, &str); 3] =
    [("scar", "ngã cây ổi"), ("first_book", "dế mèn phiêu lưu ký"), ("first_toy", "con diều giấy")];
/// Other answers to other questions.
pub const OTHER_ANSWERS: [(&str, &str); 3] = [
    ("first_phone", "cục gạch cũ"),
    ("school_song", "bụi phấn bay"),
    ("lost_thing", "chiếc đồng hồ"),
];
/// 2026-11-23T03:00:00Z.
pub const NOW: i64 = 1_795_402_800;

/// The passcode of six digits.
///
/// # Panics
/// When `digits` is no passcode.
#[must_use]
#[expect(clippy::unwrap_used, reason = "tests pass literals")]
pub fn passcode(digits: &str) -> Passcode {
    let mut entry = PasscodeEntry::new();
    for digit in digits.bytes() {
        entry.push_digit(digit - b'0').unwrap();
    }
    entry.submit().unwrap()
}

/// Answers to three questions.
///
/// # Panics
/// When a question does not exist.
#[must_use]
#[expect(clippy::unwrap_used, reason = "tests pass literals")]
pub fn answers(given: [(&str, &str); 3]) -> Answers {
    let given = given
        .into_iter()
        .map(|(question, text)| Answer::new(question, &SecretText::new(text.to_owned())).unwrap())
        .collect();
    Answers::new(given).unwrap()
}

/// An environment with cheap derivations on that device.
#[must_use]
pub fn environment(device: Arc<dyn DeviceHardware>, seed: u64) -> Environment {
    Environment {
        hardware: device,
        clock: Arc::new(FixedClock(NOW)),
        random: Arc::new(TestRandomness::new(seed)),
        kdf: KdfPolicy::WEAK_FOR_TESTS,
    }
}

/// The environment of a desk: keys in a file beside the wallet, real clocks, cheap derivations.
#[must_use]
pub fn desk(home: &Path) -> Environment {
    Environment {
        hardware: Arc::new(SoftwareHardware::new(&home.join("device.keys"))),
        clock: Arc::new(SystemClock),
        random: Arc::new(SystemRandomness),
        kdf: KdfPolicy::WEAK_FOR_TESTS,
    }
}

/// The owner of every test wallet.
///
/// # Panics
/// Never: the name is a valid text.
#[must_use]
#[expect(clippy::unwrap_used, reason = "tests pass literals")]
pub fn owner() -> NewHolder {
    NewHolder::owner(Text::new("Nguyễn Văn Mẫu").unwrap(), None)
}

/// Makes a wallet with [`PASSCODE`] and [`ANSWERS`] in `folder`.
///
/// # Errors
/// As [`Wallet::create`].
pub fn create(
    folder: &Path,
    device: Arc<dyn DeviceHardware>,
) -> Result<(Wallet, Session), WalletError> {
    let wallet = Wallet::open(folder, environment(device, 7))?;
    let session = wallet.create(&passcode(PASSCODE), &answers(ANSWERS), owner())?;
    Ok((wallet, session))
}
