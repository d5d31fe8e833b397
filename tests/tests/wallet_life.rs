//! The life of a wallet on a phone that the test controls: opened, locked, changed, recovered, erased, killed in between.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::fs;
use std::sync::Arc;

use tempfile::TempDir;
use vigiayto_core::access::{Allowance, Weakness};
use vigiayto_core::document::{Document, Evidence, Relation, Text, identify};
use vigiayto_core::platform::HardwareError;
use vigiayto_core::vault::Integrity;
use vigiayto_core::wallet::{
    Advice, NewDocument, NewHolder, Query, Session, Visibility, Wallet, WalletError, WalletState,
};
use vigiayto_tests::device::{Call, TestDevice};
use vigiayto_tests::wallets::{
    ANSWERS, OTHER_ANSWERS, OTHER_PASSCODE, PASSCODE, answers, create, environment, owner, passcode,
};

const CARD: &str =
    "000090274815|000000001|Nguyễn Văn Mẫu|01011990|Nam|Số 1 Phố Mẫu, Phường Mẫu, Hà Nội|15042021";
const DAY: u64 = 24 * 3600;

struct Phone {
    device: Arc<TestDevice>,
    folder: TempDir,
}

impl Phone {
    fn new() -> Self {
        Self { device: TestDevice::new(3), folder: tempfile::tempdir().unwrap() }
    }

    /// A wallet with one scanned card, locked.
    fn with_card() -> Self {
        let phone = Self::new();
        let (_wallet, session) = create(phone.folder.path(), phone.device.clone()).unwrap();
        session.add_document(card()).unwrap();
        session.lock();
        phone
    }

    fn open(&self) -> Wallet {
        Wallet::open(self.folder.path(), environment(self.device.clone(), 11)).unwrap()
    }

    fn unlock(&self) -> (Wallet, Session) {
        let wallet = self.open();
        let session = wallet.unlock(&passcode(PASSCODE)).unwrap();
        (wallet, session)
    }
}

fn card() -> NewDocument {
    let identified = identify(CARD.as_bytes());
    NewDocument { holder: None, document: identified.document.unwrap(), source: identified.source }
}

fn one_card(session: &Session) -> bool {
    session.list(&Query::default()).unwrap().total == 1
}

#[test]
fn what_was_stored_is_there_after_locking_and_opening_again() {
    let phone = Phone::with_card();
    let (_wallet, session) = phone.unlock();
    let page = session.list(&Query::default()).unwrap();
    assert_eq!(page.total, 1);
    assert_eq!(page.items[0].card.headline, "Nguyễn Văn Mẫu");
    assert_eq!(page.items[0].card.evidence, Evidence::Scanned);
    let stored = session.document(page.items[0].id).unwrap();
    assert_eq!(stored.source.unwrap().payload.as_bytes(), CARD.as_bytes());
}

#[test]
fn a_locked_session_gives_nothing() {
    let phone = Phone::with_card();
    let (wallet, session) = phone.unlock();
    assert_eq!(wallet.state(), WalletState::Unlocked);
    session.lock();
    assert_eq!(session.list(&Query::default()).err(), Some(WalletError::Locked));
    assert!(matches!(wallet.state(), WalletState::Locked { .. }));
    session.lock();
}

#[test]
fn idle_time_locks_five_minutes_on_the_screen_and_one_behind_it() {
    for (visibility, seconds) in [(Visibility::Foreground, 300), (Visibility::Background, 60)] {
        let phone = Phone::with_card();
        let (wallet, session) = phone.unlock();
        session.set_visibility(visibility).unwrap();
        phone.device.pass_seconds(seconds);
        assert!(one_card(&session));
        phone.device.pass_seconds(seconds + 1);
        assert_eq!(session.list(&Query::default()).err(), Some(WalletError::Locked));
        assert!(matches!(wallet.state(), WalletState::Locked { .. }));
    }
}

#[test]
fn a_restart_or_a_failing_clock_locks() {
    let phone = Phone::with_card();
    let (_wallet, session) = phone.unlock();
    phone.device.set_fault(Some(Box::new(|_, _| Some(HardwareError::Failed))));
    assert_eq!(
        session.list(&Query::default()).err(),
        Some(WalletError::Hardware(HardwareError::Failed))
    );
    phone.device.set_fault(None);
    assert_eq!(session.list(&Query::default()).err(), Some(WalletError::Locked));
}

#[test]
fn the_printed_form_needs_a_passcode_of_the_last_minute() {
    let phone = Phone::with_card();
    let (_wallet, session) = phone.unlock();
    let id = session.list(&Query::default()).unwrap().items[0].id;
    assert_eq!(session.printed_form(id).unwrap().payload.as_slice(), CARD.as_bytes());
    phone.device.pass_seconds(61);
    assert_eq!(session.printed_form(id).err(), Some(WalletError::NeedsAuthentication));
    assert!(session.authenticate(&passcode(OTHER_PASSCODE)).is_err());
    assert_eq!(session.printed_form(id).err(), Some(WalletError::NeedsAuthentication));
    session.authenticate(&passcode(PASSCODE)).unwrap();
    assert_eq!(session.printed_form(id).unwrap().payload.as_slice(), CARD.as_bytes());
}

#[test]
fn weak_secrets_are_refused_before_anything_is_made() {
    let phone = Phone::new();
    let wallet = phone.open();
    assert_eq!(
        wallet.create(&passcode("123456"), &answers(ANSWERS), owner()).err(),
        Some(WalletError::WeakPasscode(Weakness::Run))
    );
    let mut weak = ANSWERS;
    weak[1].1 = "hà nội";
    assert!(matches!(
        wallet.create(&passcode(PASSCODE), &answers(weak), owner()).err(),
        Some(WalletError::WeakAnswer(_))
    ));
    assert_eq!(wallet.state(), WalletState::NotCreated);
    assert!(phone.device.state().keys.is_empty());
}

#[test]
fn a_passcode_that_stands_on_an_imported_document_must_be_changed_at_the_next_unlock() {
    let phone = Phone::with_card();
    let (wallet, session) = phone.unlock();
    // The card's number ends with the passcode.
    assert_eq!(session.advice(), Ok(Some(Advice::ChangePasscode(Weakness::OwnNumber))));
    assert_eq!(
        session.change_passcode(&passcode(PASSCODE), &passcode("902748")),
        Err(WalletError::WeakPasscode(Weakness::OwnNumber))
    );
    session.change_passcode(&passcode(PASSCODE), &passcode(OTHER_PASSCODE)).unwrap();
    assert_eq!(session.advice(), Ok(None));
    session.lock();
    let session = wallet.unlock(&passcode(OTHER_PASSCODE)).unwrap();
    assert_eq!(session.advice(), Ok(None));
}

#[test]
fn after_a_change_only_the_new_passcode_opens() {
    let phone = Phone::with_card();
    let (wallet, session) = phone.unlock();
    session.change_passcode(&passcode(PASSCODE), &passcode(OTHER_PASSCODE)).unwrap();
    session.lock();
    assert!(matches!(
        wallet.unlock(&passcode(PASSCODE)).err(),
        Some(WalletError::WrongPasscode { next: Allowance::Now { tries_before_wait: 4 } })
    ));
    assert!(one_card(&wallet.unlock(&passcode(OTHER_PASSCODE)).unwrap()));
}

#[test]
fn a_change_of_passcode_cut_off_at_any_call_leaves_a_wallet_that_opens() {
    let mut cut = 0;
    loop {
        let phone = Phone::with_card();
        let (wallet, session) = phone.unlock();
        // Power fails: from this call on, nothing answers.
        phone
            .device
            .set_fault(Some(Box::new(move |n, _| (n >= cut).then_some(HardwareError::Failed))));
        let changed = session.change_passcode(&passcode(PASSCODE), &passcode(OTHER_PASSCODE));
        drop((session, wallet));
        phone.device.set_fault(None);

        let wallet = phone.open();
        let old = wallet.unlock(&passcode(PASSCODE)).map(|session| one_card(&session));
        let new = wallet.unlock(&passcode(OTHER_PASSCODE)).map(|session| one_card(&session));
        match changed {
            Ok(()) => assert_eq!((old.is_ok(), new), (false, Ok(true)), "cut at {cut}"),
            Err(_) => assert!(old == Ok(true) || new == Ok(true), "cut at {cut}: {old:?} {new:?}"),
        }
        assert!(old.is_err() || new.is_err(), "one passcode at a time, cut at {cut}");
        let slot_keys =
            phone.device.state().keys.keys().filter(|alias| alias.contains(".pin.")).count();
        assert_eq!(slot_keys, 1, "no key is left behind, cut at {cut}");
        if changed.is_ok() {
            break;
        }
        cut += 1;
    }
    assert!(cut > 10, "the change makes more calls than {cut}");
}

#[test]
fn creation_cut_off_at_any_call_can_be_done_again() {
    let mut cut = 0;
    loop {
        let phone = Phone::new();
        phone
            .device
            .set_fault(Some(Box::new(move |n, _| (n >= cut).then_some(HardwareError::Failed))));
        let made = Wallet::open(phone.folder.path(), environment(phone.device.clone(), 5))
            .and_then(|wallet| wallet.create(&passcode(PASSCODE), &answers(ANSWERS), owner()))
            .map(|session| session.lock());
        phone.device.set_fault(None);
        if made.is_ok() {
            break;
        }
        let wallet = phone.open();
        match wallet.state() {
            WalletState::NotCreated => {
                wallet.create(&passcode(PASSCODE), &answers(ANSWERS), owner()).unwrap().lock();
            }
            // Everything was on disk; only the acknowledgement was lost.
            WalletState::Locked { .. } => {}
            other => panic!("cut at {cut}: {other:?}"),
        }
        wallet.unlock(&passcode(PASSCODE)).unwrap();
        cut += 1;
    }
    assert!(cut > 10, "creation makes more calls than {cut}");
}

#[test]
fn recovery_takes_a_day_and_sets_a_new_passcode_and_new_answers() {
    let phone = Phone::with_card();
    let wallet = phone.open();
    let started = wallet.begin_recovery(&answers(ANSWERS)).unwrap();
    assert_eq!(u64::from(started.ready_in_seconds), DAY);
    assert!(matches!(wallet.state(), WalletState::Recovering { ready_in_seconds: 86_400, .. }));

    let finish = |passcode_text: &str| {
        wallet.finish_recovery(&answers(ANSWERS), &passcode(passcode_text), &answers(OTHER_ANSWERS))
    };
    phone.device.pass_seconds(DAY - 1);
    assert_eq!(finish(OTHER_PASSCODE).err(), Some(WalletError::TryAgainIn { seconds: 1 }));
    phone.device.pass_seconds(1);
    assert_eq!(finish("111111").err(), Some(WalletError::WeakPasscode(Weakness::Repeats)));
    assert_eq!(finish("274815").err(), Some(WalletError::WeakPasscode(Weakness::OwnNumber)));
    let session = finish(OTHER_PASSCODE).unwrap();
    assert!(one_card(&session));
    session.lock();

    assert!(wallet.unlock(&passcode(PASSCODE)).is_err());
    assert!(one_card(&wallet.unlock(&passcode(OTHER_PASSCODE)).unwrap()));
    assert!(matches!(
        wallet.begin_recovery(&answers(ANSWERS)).err(),
        Some(WalletError::WrongAnswers { .. })
    ));
}

#[test]
fn the_right_passcode_cancels_a_recovery() {
    let phone = Phone::with_card();
    let wallet = phone.open();
    wallet.begin_recovery(&answers(ANSWERS)).unwrap();
    wallet.unlock(&passcode(PASSCODE)).unwrap().lock();
    assert!(matches!(wallet.state(), WalletState::Locked { .. }));
    phone.device.pass_seconds(2 * DAY);
    let finished = wallet.finish_recovery(
        &answers(ANSWERS),
        &passcode(OTHER_PASSCODE),
        &answers(OTHER_ANSWERS),
    );
    assert_eq!(finished.err(), Some(WalletError::NotRecovering));
}

#[test]
fn a_restart_begins_the_day_of_waiting_again() {
    let phone = Phone::with_card();
    let wallet = phone.open();
    wallet.begin_recovery(&answers(ANSWERS)).unwrap();
    phone.device.pass_seconds(DAY - 10);
    phone.device.restart();
    assert!(matches!(wallet.state(), WalletState::Recovering { ready_in_seconds: 86_400, .. }));
    phone.device.pass_seconds(100);
    assert!(matches!(wallet.state(), WalletState::Recovering { ready_in_seconds: 86_300, .. }));
}

#[test]
fn ten_wrong_passcodes_leave_only_recovery() {
    let phone = Phone::with_card();
    let wallet = phone.open();
    for wrong in 0..10 {
        let error = wallet.unlock(&passcode(&format!("80526{wrong}"))).err();
        assert!(matches!(error, Some(WalletError::WrongPasscode { .. })), "{wrong}: {error:?}");
        phone.device.pass_seconds(3 * 3600);
    }
    assert_eq!(wallet.unlock(&passcode(PASSCODE)).err(), Some(WalletError::RecoveryOnly));
    assert!(matches!(wallet.state(), WalletState::RecoveryOnly { .. }));
    wallet.begin_recovery(&answers(ANSWERS)).unwrap();
    phone.device.pass_seconds(DAY);
    let session = wallet
        .finish_recovery(&answers(ANSWERS), &passcode(OTHER_PASSCODE), &answers(OTHER_ANSWERS))
        .unwrap();
    assert!(one_card(&session));
}

#[test]
fn five_wrong_recoveries_erase_the_keys_and_the_wallet_says_so() {
    let phone = Phone::with_card();
    let wallet = phone.open();
    for (at, wait) in [(0_u32, 900_u32), (1, 3600), (2, 6 * 3600), (3, 24 * 3600)] {
        let mut wrong = ANSWERS;
        let text = format!("trả lời sai {at}");
        wrong[0].1 = &text;
        assert_eq!(
            wallet.begin_recovery(&answers(wrong)).err(),
            Some(WalletError::WrongAnswers { next: Allowance::After { seconds: wait } })
        );
        assert_eq!(
            wallet.begin_recovery(&answers(ANSWERS)).err(),
            Some(WalletError::TryAgainIn { seconds: wait })
        );
        phone.device.pass_seconds(u64::from(wait));
    }
    let mut wrong = ANSWERS;
    wrong[2].1 = "trả lời sai nữa";
    assert_eq!(wallet.begin_recovery(&answers(wrong)).err(), Some(WalletError::Erased));
    assert_eq!(wallet.state(), WalletState::Erased);
    assert!(phone.device.state().keys.is_empty());
    assert!(!phone.folder.path().join("wallet.db").exists());
    drop(wallet);

    let wallet = phone.open();
    assert_eq!(wallet.state(), WalletState::Erased);
    wallet.create(&passcode(PASSCODE), &answers(ANSWERS), owner()).unwrap();
}

#[test]
fn erasing_cut_off_at_any_call_is_finished_by_the_next() {
    for cut in 0..16 {
        let phone = Phone::with_card();
        let (wallet, session) = phone.unlock();
        // Later epochs than the first, so that it matters which keys are deleted.
        session.change_passcode(&passcode(PASSCODE), &passcode(OTHER_PASSCODE)).unwrap();
        session.change_passcode(&passcode(OTHER_PASSCODE), &passcode("837462")).unwrap();
        drop(session);
        phone
            .device
            .set_fault(Some(Box::new(move |n, _| (n >= cut).then_some(HardwareError::Failed))));
        let erased = wallet.erase();
        phone.device.set_fault(None);
        if erased.is_ok() {
            assert!(phone.device.state().keys.is_empty(), "cut at {cut}");
        } else {
            match wallet.unlock(&passcode("837462")) {
                Ok(session) => assert!(one_card(&session), "not erased at all, cut at {cut}"),
                Err(WalletError::Erased) => {
                    assert_eq!(wallet.state(), WalletState::Erased);
                    assert!(phone.device.state().keys.is_empty(), "cut at {cut}");
                }
                Err(other) => panic!("cut at {cut}: {other:?}"),
            }
        }
    }
}

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
fn only_one_session_and_one_handle_at_a_time() {
    let phone = Phone::with_card();
    let (wallet, _session) = phone.unlock();
    assert_eq!(wallet.unlock(&passcode(PASSCODE)).err(), Some(WalletError::Busy));
    assert_eq!(wallet.erase().err(), Some(WalletError::Busy));
    let second = Wallet::open(phone.folder.path(), environment(phone.device.clone(), 5));
    assert_eq!(second.err(), Some(WalletError::InUse));
}

#[test]
fn an_owner_without_a_name_takes_it_from_the_first_document_that_has_one() {
    let phone = Phone::new();
    let wallet = phone.open();
    let owner = NewHolder::unnamed_owner();
    let session = wallet.create(&passcode(PASSCODE), &answers(ANSWERS), owner).unwrap();
    session.add_document(card()).unwrap();
    let owner = session.holders().unwrap().remove(0);
    assert_eq!(owner.name.as_str(), "Nguyễn Văn Mẫu");
    assert_eq!(owner.birth_date.map(|born| born.to_string()).as_deref(), Some("01/01/1990"));
    let second = identify("000190000009||Trần Thị Khác|02021990|Nữ|Phố Mẫu|15042021".as_bytes());
    session
        .add_document(NewDocument {
            holder: None,
            document: second.document.unwrap(),
            source: None,
        })
        .unwrap();
    assert_eq!(session.holders().unwrap()[0].name.as_str(), "Nguyễn Văn Mẫu", "once and no more");
}

#[test]
fn a_scanned_document_that_was_corrected_counts_as_typed() {
    let phone = Phone::with_card();
    let (_wallet, session) = phone.unlock();
    let id = session.list(&Query::default()).unwrap().items[0].id;
    let scanned = session.document(id).unwrap().document;
    let Document::CitizenCard(mut corrected) = scanned.clone() else { panic!("a citizen card") };
    corrected.full_name = Text::new("Nguyễn Văn Mẩu").unwrap();
    session.edit_document(id, Document::CitizenCard(corrected.clone())).unwrap();
    assert_eq!(session.card(id).unwrap().evidence, Evidence::Typed);
    session.edit_document(id, scanned).unwrap();
    assert_eq!(session.card(id).unwrap().evidence, Evidence::Scanned);
    let new = NewDocument { document: Document::CitizenCard(corrected), ..card() };
    let id = session.add_document(new).unwrap();
    assert_eq!(session.card(id).unwrap().evidence, Evidence::Typed);
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

#[test]
fn questions_are_asked_in_the_order_they_were_chosen() {
    let phone = Phone::with_card();
    let wallet = phone.open();
    let asked: Vec<&str> = wallet.questions().unwrap().iter().map(|question| question.id).collect();
    assert_eq!(asked, ANSWERS.map(|(question, _)| question));
}

#[test]
fn dependants_keep_their_documents_under_their_own_name() {
    let phone = Phone::with_card();
    let (_wallet, session) = phone.unlock();
    let child = NewHolder {
        relation: Relation::Child,
        name: Text::new("Nguyễn Thị Bé").unwrap(),
        birth_date: None,
    };
    let child = session.add_holder(child).unwrap();
    let payload = "000320000002||Nguyễn Thị Bé|02022020|Nữ|Số 1 Phố Mẫu, Hà Nội|20062024||||";
    let identified = identify(payload.as_bytes());
    let document: Document = identified.document.unwrap();
    session
        .add_document(NewDocument { holder: Some(child), document, source: identified.source })
        .unwrap();
    let page = session.list(&Query::default()).unwrap();
    assert_eq!(page.items[0].card.dependant, None);
    assert_eq!(page.items[1].card.dependant.as_deref(), Some("Nguyễn Thị Bé"));
    let found =
        session.list(&Query { search: Some("be nguyen".into()), ..Query::default() }).unwrap();
    assert_eq!(found.total, 1);
    let childs = session.list(&Query { holder: Some(child), ..Query::default() }).unwrap();
    assert_eq!(childs.total, 1);
}
