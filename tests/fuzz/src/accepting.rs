//! A phone that ordered credentials and waits for them.

use vigiayto_core::verify::{Expected, Refusal};
use vigiayto_core::wallet::{Caution, CredentialOrder, Reuse, Selection, Session, Target, Wallet};
use vigiayto_tests::device::TestDevice;
use vigiayto_tests::wallets::{NOW, create};

use crate::counter::{Counter, issue};

/// An open wallet with an order, and what an issuer made for it.
pub struct Phone {
    _wallet: Wallet,
    session: Session,
    order: CredentialOrder,
    /// The credentials of the order.
    pub issued: Vec<Vec<u8>>,
}

impl Phone {
    /// A new phone. The one before is gone: they share a folder.
    ///
    /// # Panics
    /// When its wallet can't be made.
    #[expect(clippy::new_without_default, reason = "a phone is made where it is named")]
    #[must_use]
    pub fn new() -> Self {
        let folder = crate::folder();
        std::fs::remove_dir_all(&folder).expect("the folder is ours");
        let (wallet, session) =
            create(&crate::folder(), TestDevice::new(24)).expect("a wallet can be made");
        let authority = &Counter::get().authority;
        let list = Counter::get().trust.bytes().expect("there is one");
        session.update_trust_list(list, &authority.pinned()).expect("it is genuine");
        let order = session.order_credentials(4).expect("the phone makes keys");
        let issued = issue(authority, &order.keys);
        Self { _wallet: wallet, session, order, issued }
    }

    /// Whether it takes them. What it took, it can show, and a counter finds its signatures sound.
    ///
    /// # Panics
    /// When it can't or does not.
    pub fn accepts(&self, tokens: &[Vec<u8>]) -> bool {
        let Ok(document) =
            self.session.accept_credentials(self.order.id, tokens, Target::New(None))
        else {
            return false;
        };
        self.session.document(document).expect("what was accepted is there");
        let held = self.session.credentials(document).expect("what was accepted is there");
        assert!(held.len() == tokens.len(), "each is held");
        let claims = self.session.offered_claims(document).expect("what was accepted is there");
        let selection = Selection { document, claims };
        if let Ok(showing) = self.session.show(&[selection], Caution::Override, Reuse::Allow) {
            let code = self.session.next_code(&showing).expect("the phone's key signs");
            let verified = Counter::get().reader().verify(&code.content, Expected::OneWay, NOW);
            let broken = [Refusal::IssuerSignature, Refusal::HolderSignature];
            assert!(!verified.is_err_and(|refusal| broken.contains(&refusal)));
        }
        true
    }
}
