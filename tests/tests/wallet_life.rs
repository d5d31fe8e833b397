//! The life of a wallet on a phone that the test controls: opened, locked, changed, recovered, erased, killed in between.

use vigiayto_core::access::{Allowance, Weakness};
use vigiayto_core::document::Evidence;
use vigiayto_core::platform::HardwareError;
use vigiayto_core::wallet::{Query, Visibility, Wallet, WalletError, WalletState};
use vigiayto_tests::phone::{CARD, Phone, one_card};
use vigiayto_tests::wallets::{
    ANSWERS, OTHER_ANSWERS, OTHER_PASSCODE, PASSCODE, answers, environment, owner, passcode,
};

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
fn only_one_session_and_one_handle_at_a_time() {
    let phone = Phone::with_card();
    let (wallet, _session) = phone.unlock();
    assert_eq!(wallet.unlock(&passcode(PASSCODE)).err(), Some(WalletError::Busy));
    assert_eq!(wallet.erase().err(), Some(WalletError::Busy));
    let second = Wallet::open(phone.folder.path(), environment(phone.device.clone(), 5));
    assert_eq!(second.err(), Some(WalletError::InUse));
}

#[test]
fn questions_are_asked_in_the_order_they_were_chosen() {
    let phone = Phone::with_card();
    let wallet = phone.open();
    let asked: Vec<&str> = wallet.questions().unwrap().iter().map(|question| question.id).collect();
    assert_eq!(asked, ANSWERS.map(|(question, _)| question));
}

const DAY: u64 = 24 * 3600;
