//! The states nobody likes: copied, lost, rolled back, broken, full. Each is named, nothing is repaired silently, and there is a
//! way on.

use std::fs;

use vigiayto_core::platform::HardwareError;
use vigiayto_core::vault::Integrity;
use vigiayto_core::wallet::{Query, Wallet, WalletError, WalletState};
use vigiayto_tests::device::{Call, TestDevice};
use vigiayto_tests::phone::{Phone, card, one_card};
use vigiayto_tests::wallets::{
    ANSWERS, OTHER_PASSCODE, PASSCODE, answers, environment, owner, passcode,
};

#[test]
fn a_copied_file_does_not_open_on_another_phone() {
    let phone = Phone::with_card();
    let thief = TestDevice::new(99);
    let wallet = Wallet::open(phone.folder.path(), environment(thief, 5)).unwrap();
    assert_eq!(wallet.state(), WalletState::Unbound);
    assert_eq!(wallet.unlock(&passcode(PASSCODE)).err(), Some(WalletError::Unbound));
}

#[test]
fn a_lost_anchor_is_never_taken_for_a_fresh_start() {
    let phone = Phone::with_card();
    phone.device.state().anchor = None;
    let wallet = phone.open();
    assert_eq!(wallet.state(), WalletState::Unbound);
    assert_eq!(wallet.unlock(&passcode(PASSCODE)).err(), Some(WalletError::Unbound));
    assert_eq!(
        wallet.create(&passcode(PASSCODE), &answers(ANSWERS), owner()).err(),
        Some(WalletError::AlreadyCreated)
    );
}

#[test]
fn a_missing_file_is_never_an_empty_wallet() {
    let phone = Phone::with_card();
    fs::remove_file(phone.folder.path().join("wallet.db")).unwrap();
    let wallet = phone.open();
    assert_eq!(wallet.state(), WalletState::FileMissing);
    assert_eq!(
        wallet.create(&passcode(PASSCODE), &answers(ANSWERS), owner()).err(),
        Some(WalletError::AlreadyCreated)
    );
    for entry in fs::read_dir(phone.folder.path()).unwrap() {
        fs::remove_file(entry.unwrap().path()).unwrap();
    }
    drop(wallet);
    let wallet = phone.open();
    assert_eq!(wallet.state(), WalletState::FileMissing, "the phone remembers");
}

#[test]
fn a_file_from_before_the_last_change_of_passcode_is_told_apart_from_a_wrong_passcode() {
    let phone = Phone::with_card();
    let old = fs::read(phone.folder.path().join("wallet.db")).unwrap();
    let (wallet, session) = phone.unlock();
    session.change_passcode(&passcode(PASSCODE), &passcode(OTHER_PASSCODE)).unwrap();
    drop((session, wallet));
    for entry in fs::read_dir(phone.folder.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.to_string_lossy().contains("wallet.db-") {
            fs::remove_file(path).unwrap();
        }
    }
    fs::write(phone.folder.path().join("wallet.db"), old).unwrap();
    let wallet = phone.open();
    assert_eq!(wallet.state(), WalletState::RolledBack);
    assert_eq!(wallet.unlock(&passcode(PASSCODE)).err(), Some(WalletError::RolledBack));
}

#[test]
fn a_file_from_before_the_last_session_opens_read_only_until_it_is_accepted() {
    let phone = Phone::with_card();
    let old = fs::read(phone.folder.path().join("wallet.db")).unwrap();
    let (wallet, session) = phone.unlock();
    session.add_document(card()).unwrap();
    drop((session, wallet));
    for entry in fs::read_dir(phone.folder.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.to_string_lossy().contains("wallet.db-") {
            fs::remove_file(path).unwrap();
        }
    }
    fs::write(phone.folder.path().join("wallet.db"), old).unwrap();

    let (wallet, session) = phone.unlock();
    assert!(matches!(session.integrity(), Ok(Integrity::RolledBack { .. })));
    assert!(one_card(&session), "it can be read");
    assert_eq!(session.add_document(card()).err(), Some(WalletError::RolledBack));
    assert!(session.accept_as_is().unwrap().dropped.is_empty());
    assert_eq!(session.integrity(), Ok(Integrity::Sound));
    session.add_document(card()).unwrap();
    drop(session);
    let session = wallet.unlock(&passcode(PASSCODE)).unwrap();
    assert_eq!(session.integrity(), Ok(Integrity::Sound));
    assert_eq!(session.list(&Query::default()).unwrap().total, 2);
}

#[test]
fn a_key_store_without_room_gets_the_reserve() {
    let phone = Phone::with_card();
    let wallet = phone.open();
    let reserve = phone.folder.path().join("reserve");
    assert!(reserve.exists());
    let path = reserve.clone();
    phone.device.set_fault(Some(Box::new(move |_, call| {
        (call == Call::AnchorStore && path.exists()).then_some(HardwareError::Storage)
    })));
    wallet.unlock(&passcode(PASSCODE)).unwrap();
    assert!(!reserve.exists());
}

#[test]
fn a_broken_file_is_kept_and_named() {
    let phone = Phone::with_card();
    let path = phone.folder.path().join("wallet.db");
    fs::write(&path, b"this is no database, it is a text").unwrap();
    let wallet = phone.open();
    assert_eq!(wallet.state(), WalletState::Corrupt);
    assert_eq!(wallet.unlock(&passcode(PASSCODE)).err(), Some(WalletError::Corrupt));
    assert_eq!(
        wallet.create(&passcode(PASSCODE), &answers(ANSWERS), owner()).err(),
        Some(WalletError::AlreadyCreated)
    );
    assert_eq!(fs::read(&path).unwrap(), b"this is no database, it is a text");
    wallet.erase().unwrap();
    assert_eq!(wallet.state(), WalletState::Erased);
}

#[test]
fn a_damaged_holder_does_not_take_the_documents_along() {
    let phone = Phone::with_card();
    let connection = rusqlite::Connection::open(phone.folder.path().join("wallet.db")).unwrap();
    let changed = connection
        .execute(
            "UPDATE body SET body = zeroblob(length(body)) \
             WHERE row IN (SELECT row FROM record WHERE kind = 1)",
            [],
        )
        .unwrap();
    assert_eq!(changed, 1);
    drop(connection);
    let (_wallet, session) = phone.unlock();
    let page = session.list(&Query::default()).unwrap();
    assert_eq!(page.items[0].card.headline, "Nguyễn Văn Mẫu");
    assert_eq!(page.items[0].card.dependant.as_deref(), Some("?"));
    assert_eq!(session.holders().unwrap().len(), 1);
}
