//! How a wallet gets credentials and keeps their keys: what it takes, what it refuses, and that no key outlives its use.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use p256::ecdsa::Signature;
use vigiayto_core::credential::issuer::IssuerError;
use vigiayto_core::credential::trust::TrustListError;
use vigiayto_core::document::DocumentKind;
use vigiayto_core::platform::{
    BootTime, Capabilities, DeviceHardware, HardwareError, KeyPolicy, KeyPurpose,
};
use vigiayto_core::verify::Expected;
use vigiayto_core::wallet::{
    Caution, ChainState, CredentialError, Query, Reuse, Target, WalletError,
};
use vigiayto_tests::authority::Authority;
use vigiayto_tests::device::{Call, TestDevice};
use vigiayto_tests::equipped::{Equipped, example, select};
use vigiayto_tests::phone::Phone;
use vigiayto_tests::wallets::{NOW, create};

#[test]
fn keys_go_with_the_order_or_the_document_that_they_are_for() {
    let wallet = Equipped::new();
    let order = wallet.session.order_credentials(8).unwrap();
    assert_eq!(credential_keys(&wallet.phone), 8);
    let tokens = wallet.authority.issue(&example(DocumentKind::CitizenCard), &order, 0, NOW);
    let card = wallet.session.accept_credentials(order.id, &tokens[..5], Target::New(None));
    assert_eq!(credential_keys(&wallet.phone), 5, "the unused ones are deleted at acceptance");
    let again = wallet.session.accept_credentials(order.id, &tokens, Target::New(None));
    assert_eq!(again.err(), Some(WalletError::NotFound), "an order is filled once");

    let cancelled = wallet.session.order_credentials(3).unwrap();
    assert_eq!(credential_keys(&wallet.phone), 8);
    wallet.session.cancel_order(cancelled.id).unwrap();
    assert_eq!(credential_keys(&wallet.phone), 5);

    wallet.session.remove_document(card.unwrap()).unwrap();
    assert_eq!(credential_keys(&wallet.phone), 0);
}

#[test]
fn an_order_cut_off_at_any_call_leaves_no_key_after_the_next_one() {
    let mut cut = 0;
    loop {
        let wallet = Equipped::new();
        let device = &wallet.phone.device;
        device.set_fault(Some(Box::new(move |n, _| (n >= cut).then_some(HardwareError::Failed))));
        let order = wallet.session.order_credentials(3);
        device.set_fault(None);
        if order.is_ok() {
            break;
        }
        let (phone, session) = reopened(wallet);
        session.order_credentials(2).unwrap();
        assert_eq!(credential_keys(&phone), 2, "cut at {cut}");
        cut += 1;
    }
    assert!(cut > 6, "an order makes more calls than {cut}");

    // One call alone fails: nothing has to wait for the next order.
    let wallet = Equipped::new();
    wallet
        .phone
        .device
        .set_fault(Some(Box::new(|_, call| (call == Call::Sign).then_some(HardwareError::Failed))));
    assert!(wallet.session.order_credentials(3).is_err());
    assert_eq!(credential_keys(&wallet.phone), 0);
}

#[test]
fn each_refused_credential_has_its_own_reason() {
    let wallet = Equipped::new();
    let card = example(DocumentKind::CitizenCard);
    let order = wallet.session.order_credentials(4).unwrap();
    let other = wallet.session.order_credentials(4).unwrap();
    let accept = |tokens: &[Vec<u8>], target| match wallet
        .session
        .accept_credentials(order.id, tokens, target)
    {
        Err(WalletError::Credential(error)) => error,
        other => panic!("{other:?}"),
    };
    let new = Target::New(None);
    let good = wallet.authority.issue(&card, &order, 0, NOW);
    assert_eq!(accept(&[], new), CredentialError::None);

    let elsewhere = wallet.authority.issue(&card, &other, 0, NOW);
    assert_eq!(accept(&elsewhere, new), CredentialError::NotOrdered);
    let twice = [good[0].clone(), good[0].clone()];
    assert_eq!(accept(&twice, new), CredentialError::NotOrdered);

    let unknown = Authority::new("https://unknown.example", 2).issue(&card, &order, 0, NOW);
    assert_eq!(accept(&unknown, new), CredentialError::Issuer(IssuerError::Unknown));
    // It says that it is the authority, and signs with its own key.
    let impostor = Authority::new("https://issuer.example", 2).issue(&card, &order, 0, NOW);
    assert!(matches!(accept(&impostor, new), CredentialError::Malformed(_)));

    let month = 31 * 86_400;
    let ended = wallet.authority.issue(&card, &order, 0, NOW - month);
    assert_eq!(accept(&ended, new), CredentialError::OutOfDate);

    let licence = wallet.authority.issue(&example(DocumentKind::DriverLicence), &order, 0, NOW);
    assert_eq!(accept(&[good[0].clone(), licence[1].clone()], new), CredentialError::OtherKind);
    let held = wallet.issue(DocumentKind::DriverLicence, 2);
    assert_eq!(accept(&good, Target::Document(held)), CredentialError::OtherKind);

    for at in (0..good[0].len()).step_by(7) {
        let mut tampered = good[0].clone();
        tampered[at] ^= 1;
        let refused = wallet.session.accept_credentials(order.id, &[tampered], new).is_err();
        assert!(refused, "byte {at}");
    }
    let mut flipped = good[0].clone();
    *flipped.last_mut().unwrap() ^= 1;
    assert!(matches!(accept(&[flipped], new), CredentialError::Malformed(_)));

    // Nothing of it was kept, and the order can still be filled.
    assert_eq!(wallet.session.list(&Query::default()).unwrap().total, 1);
    wallet.session.accept_credentials(order.id, &good, new).unwrap();
}

#[test]
fn no_credential_is_taken_without_a_trust_list() {
    let (authority, phone) = (Authority::new("https://issuer.example", 1), Phone::new());
    let (_wallet, session) = create(phone.folder.path(), phone.device.clone()).unwrap();
    let order = session.order_credentials(1).unwrap();
    let tokens = authority.issue(&example(DocumentKind::CitizenCard), &order, 0, NOW);
    let refused = session.accept_credentials(order.id, &tokens, Target::New(None));
    assert_eq!(refused.err(), Some(CredentialError::NoTrustList.into()));
}

#[test]
fn an_older_trust_list_and_one_of_another_signer_are_refused() {
    let wallet = Equipped::new();
    let (authority, pinned) = (&wallet.authority, wallet.authority.pinned());
    let update = |list: &[u8]| match wallet.session.update_trust_list(list, &pinned) {
        Ok(()) => None,
        Err(WalletError::Credential(CredentialError::TrustList(error))) => Some(error),
        Err(other) => panic!("{other:?}"),
    };
    let older = update(&authority.trust_list(NOW - 1));
    assert!(matches!(older, Some(TrustListError::Rollback { .. })));
    let foreign = Authority::new("https://issuer.example", 2).trust_list(NOW + 1);
    assert_eq!(update(&foreign), Some(TrustListError::UnknownSigner));
    assert_eq!(wallet.session.trust_list().unwrap().unwrap().issued_at, NOW);
    assert_eq!(update(&authority.trust_list(NOW + 1)), None);
}

#[test]
fn acceptance_cut_off_at_any_call_takes_all_or_nothing() {
    let mut cut = 0;
    loop {
        let wallet = Equipped::new();
        let order = wallet.session.order_credentials(4).unwrap();
        let tokens = wallet.authority.issue(&example(DocumentKind::CitizenCard), &order, 0, NOW);
        let device = &wallet.phone.device;
        device.set_fault(Some(Box::new(move |n, _| (n >= cut).then_some(HardwareError::Failed))));
        let taken = wallet.session.accept_credentials(order.id, &tokens[..3], Target::New(None));
        let calls = device.calls();
        device.set_fault(None);
        let (phone, session) = reopened(wallet);
        let page = session.list(&Query::default()).unwrap();
        let history = session.history(None, 10).unwrap();
        assert_eq!(history.chain, ChainState::Whole);
        let document = match page.items.first() {
            Some(summary) => summary.id,
            None => {
                assert!(taken.is_err() && history.events.is_empty(), "cut at {cut}");
                assert_eq!(credential_keys(&phone), 4, "the order still stands, cut at {cut}");
                session.accept_credentials(order.id, &tokens[..3], Target::New(None)).unwrap()
            }
        };
        assert_eq!(session.credentials(document).unwrap().len(), 3, "cut at {cut}");
        session.show(&[select(document, &[-1])], Caution::Keep, Reuse::Ask).unwrap();
        if calls <= cut {
            break;
        }
        cut += 1;
    }
    assert!(cut > 3, "acceptance makes more calls than {cut}");
}

#[test]
fn a_key_store_that_answers_in_der_is_understood_and_one_that_signs_wrongly_is_not_believed() {
    let authority = Authority::new("https://issuer.example", 1);
    let folder = tempfile::tempdir().unwrap();
    let store = Arc::new(KeyStore { phone: TestDevice::new(3), answers: AtomicU8::new(DER) });
    let (_wallet, session) = create(folder.path(), store.clone()).unwrap();
    session.update_trust_list(&authority.trust_list(NOW), &authority.pinned()).unwrap();
    let order = session.order_credentials(4).unwrap();
    let tokens = authority.issue(&example(DocumentKind::CitizenCard), &order, 0, NOW);
    let card = session.accept_credentials(order.id, &tokens, Target::New(None)).unwrap();
    let selection = [select(card, &[-1])];
    let showing = session.show(&selection, Caution::Keep, Reuse::Ask).unwrap();
    let code = session.next_code(&showing).unwrap();
    authority.reader(NOW).verify(&code.content, Expected::OneWay, NOW).unwrap();
    for wrong in [OTHER_MESSAGE, TOO_SHORT] {
        store.answers.store(wrong, Ordering::SeqCst);
        let failed = Some(WalletError::Hardware(HardwareError::Failed));
        assert_eq!(session.next_code(&showing).err(), failed);
        assert_eq!(session.order_credentials(1).err(), failed);
    }
    assert_eq!(store.phone.state().keys.keys().filter(|it| it.contains(".cred.")).count(), 4);
}

/// A key store that answers in another form than most, or wrongly.
struct KeyStore {
    phone: Arc<TestDevice>,
    answers: AtomicU8,
}

impl DeviceHardware for KeyStore {
    fn capabilities(&self) -> Result<Capabilities, HardwareError> {
        self.phone.capabilities()
    }

    fn create_key(
        &self,
        alias: &str,
        purpose: KeyPurpose,
        policy: KeyPolicy,
    ) -> Result<Vec<u8>, HardwareError> {
        self.phone.create_key(alias, purpose, policy)
    }

    fn agree(&self, alias: &str, point: &[u8]) -> Result<Vec<u8>, HardwareError> {
        self.phone.agree(alias, point)
    }

    fn sign(&self, alias: &str, message: &[u8]) -> Result<Vec<u8>, HardwareError> {
        match self.answers.load(Ordering::SeqCst) {
            DER => {
                let raw = self.phone.sign(alias, message)?;
                Ok(Signature::from_slice(&raw).unwrap().to_der().as_bytes().to_vec())
            }
            OTHER_MESSAGE => self.phone.sign(alias, b"another message"),
            _ => Ok(vec![0; 63]),
        }
    }

    fn delete_key(&self, alias: &str) -> Result<(), HardwareError> {
        self.phone.delete_key(alias)
    }

    fn anchor_load(&self) -> Result<Option<Vec<u8>>, HardwareError> {
        self.phone.anchor_load()
    }

    fn anchor_store(&self, bytes: &[u8]) -> Result<(), HardwareError> {
        self.phone.anchor_store(bytes)
    }

    fn boot_clock(&self) -> Result<BootTime, HardwareError> {
        self.phone.boot_clock()
    }
}

/// Locks the wallet and opens it again.
fn reopened(wallet: Equipped) -> (Phone, vigiayto_core::wallet::Session) {
    let Equipped { phone, wallet, session, .. } = wallet;
    drop((session, wallet));
    let (_, session) = phone.unlock();
    (phone, session)
}

fn credential_keys(phone: &Phone) -> usize {
    phone.device.state().keys.keys().filter(|alias| alias.contains(".cred.")).count()
}

const DER: u8 = 0;
const OTHER_MESSAGE: u8 = 1;
const TOO_SHORT: u8 = 2;
