//! A phone with a wallet on it, for tests.

use std::sync::Arc;

use tempfile::TempDir;
use vigiayto_core::document::identify;
use vigiayto_core::wallet::{NewDocument, Query, Session, Wallet};

use crate::device::TestDevice;
use crate::wallets::{PASSCODE, create, environment, passcode};

/// A phone and the folder its wallet lies in.
pub struct Phone {
    /// Its key store and clock.
    pub device: Arc<TestDevice>,
    /// The wallet's folder.
    pub folder: TempDir,
}

#[expect(clippy::unwrap_used, reason = "a test stops where it fails")]
impl Phone {
    /// A phone without a wallet.
    ///
    /// # Panics
    /// When there is no room for a temporary folder.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "a phone is made where it is named")]
    pub fn new() -> Self {
        Self { device: TestDevice::new(3), folder: tempfile::tempdir().unwrap() }
    }

    /// A wallet with one scanned card, locked.
    ///
    /// # Panics
    /// When it can't be made.
    #[must_use]
    pub fn with_card() -> Self {
        let phone = Self::new();
        let (_wallet, session) = create(phone.folder.path(), phone.device.clone()).unwrap();
        session.add_document(card()).unwrap();
        session.lock();
        phone
    }

    /// The wallet, locked.
    ///
    /// # Panics
    /// When it can't be opened.
    #[must_use]
    pub fn open(&self) -> Wallet {
        Wallet::open(self.folder.path(), environment(self.device.clone(), 11)).unwrap()
    }

    /// The wallet, unlocked with [`PASSCODE`].
    ///
    /// # Panics
    /// When that does not open it.
    #[must_use]
    pub fn unlock(&self) -> (Wallet, Session) {
        let wallet = self.open();
        let session = wallet.unlock(&passcode(PASSCODE)).unwrap();
        (wallet, session)
    }
}

/// The card that [`Phone::with_card`] holds; its number ends with [`PASSCODE`].
///
/// # Panics
/// When [`CARD`] is no citizen card.
#[must_use]
#[expect(clippy::unwrap_used, reason = "a test stops where it fails")]
pub fn card() -> NewDocument {
    let identified = identify(CARD.as_bytes());
    NewDocument { holder: None, document: identified.document.unwrap(), source: identified.source }
}

/// Whether the wallet holds exactly one document.
#[must_use]
pub fn one_card(session: &Session) -> bool {
    session.list(&Query::default()).is_ok_and(|page| page.total == 1)
}

/// What the card's QR says.
pub const CARD: &str =
    "000090274815|000000001|Nguyễn Văn Mẫu|01011990|Nam|Số 1 Phố Mẫu, Phường Mẫu, Hà Nội|15042021";
