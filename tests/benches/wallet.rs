//! Opening a wallet beyond what its owner pays to slow a thief down, and a page of its list.
//!
//! The derivation is made as cheap as it can be and the device's key lies in memory, so that what is left is the wallet's
//! own: settling, reading the file, checking the manifest, the settings, and the curve. It is an upper bound.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use vigiayto_core::document::identify;
use vigiayto_core::wallet::{NewDocument, Query, Session, Wallet};
use vigiayto_tests::device::TestDevice;
use vigiayto_tests::rounds::{Comparison, Goal};
use vigiayto_tests::wallets::{PASSCODE, create, environment, passcode};

fn main() {
    let [one, hundred, many] = [1, 100, 10_000].map(Filled::new);
    Comparison::new("unlock beyond the derivation and the chip", 25, 1)
        .lane("1 document", Goal::None, || one.unlock_and_lock())
        .lane("100 documents", Goal::Time(Duration::from_millis(5)), || hundred.unlock_and_lock())
        .lane("10,000 documents", Goal::None, || many.unlock_and_lock())
        .run();

    let session = many.unlock();
    let page = |search: Option<&str>, offset| {
        let query = Query { search: search.map(str::to_owned), holder: None, offset, limit: 50 };
        let page = session.list(&query).expect("a page");
        assert_eq!((page.items.len(), page.unreadable.len()), (50, 0), "a whole page");
        page
    };
    Comparison::new("list 50 of 10,000 documents", 25, 1)
        .lane("first page", Goal::None, || page(None, 0))
        .lane("page in the middle", Goal::None, || page(None, 5_000))
        .lane("first page of a search", Goal::None, || page(Some("pho mau 7"), 0))
        .run();
    session.lock();

    Comparison::new("unlock and list the first 50 of 10,000 documents", 5, 1)
        .lane("unlock alone", Goal::None, || many.unlock_and_lock())
        .lane("unlock and first page", Goal::None, || {
            let session = many.unlock();
            let page = session.list(&Query { limit: 50, ..Query::default() }).expect("a page");
            session.lock();
            page
        })
        .run();
}

/// A locked wallet with so many documents.
struct Filled {
    wallet: Wallet,
    _folder: tempfile::TempDir,
}

impl Filled {
    fn new(documents: u32) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let device = TestDevice::new(u64::from(documents));
        fill(folder.path(), &device, documents);
        let wallet = Wallet::open(folder.path(), environment(device, 11)).expect("the wallet");
        // After an import the passcode is compared with what came in, once.
        let filled = Self { wallet, _folder: folder };
        filled.unlock_and_lock();
        filled
    }

    fn unlock(&self) -> Session {
        self.wallet.unlock(&passcode(PASSCODE)).expect("the right passcode")
    }

    fn unlock_and_lock(&self) {
        self.unlock().lock();
    }
}

fn fill(folder: &Path, device: &Arc<TestDevice>, documents: u32) {
    let (_wallet, session) = create(folder, device.clone()).expect("a new wallet");
    for number in 0..documents {
        let payload = format!(
            "000090{number:06}|000000001|Nguyễn Văn Mẫu {number}|01011990|Nam|Số {number} Phố Mẫu, Hà Nội|15042021"
        );
        let identified = identify(payload.as_bytes());
        let document = identified.document.expect("a card");
        session
            .add_document(NewDocument { holder: None, document, source: identified.source })
            .expect("added");
    }
    session.lock();
}
