//! A key slot, as it might stand in a planted file. The first byte chooses which, and whether the phone signed it: without
//! that nothing behind the signature is ever reached.
#![no_main]

use vigiayto_core::vault::SlotName;
use vigiayto_fuzz::victim::Victim;
use vigiayto_tests::wallets::{ANSWERS, OTHER_PASSCODE, PASSCODE, answers, passcode};

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Some((choice, slot)) = input.split_first() else { return };
    let (name, label): (_, &[u8]) =
        if choice & 1 == 0 { (SlotName::Pin, b"pin") } else { (SlotName::Recovery, b"recovery") };
    let mut slot = slot.to_vec();
    if choice & 2 != 0 {
        bound(&mut slot);
        let mac = Victim::get().sign(&[b"slot", &[label.len() as u8], label, &slot]);
        slot.extend_from_slice(&mac);
    }
    let wallet = Victim::get().wallet(|_, store| {
        store.write_slots(&[(name, Some(&slot))]).expect("a slot of this size is stored");
    });
    let changed = slot != Victim::get().slot(name);

    let _ = wallet.state();
    let _ = wallet.questions();
    assert!(wallet.unlock(&passcode(OTHER_PASSCODE)).is_err());
    let opened = wallet.unlock(&passcode(PASSCODE)).is_ok();
    assert!(!(opened && changed && name == SlotName::Pin), "another slot opens");
    let recovered = wallet.begin_recovery(&answers(ANSWERS)).is_ok();
    assert!(!(recovered && changed && name == SlotName::Recovery), "another slot opens");
});

/// Costs that are allowed are made small, and epochs near: what the phone itself has signed may take its time.
fn bound(slot: &mut [u8]) {
    let mut lower = |at: usize, allowed: std::ops::RangeInclusive<u32>, most: u32| {
        if let Some(field) = slot.get_mut(at..at + 4)
            && let Ok(bytes) = <[u8; 4]>::try_from(&*field)
            && allowed.contains(&u32::from_be_bytes(bytes))
        {
            field.copy_from_slice(&(u32::from_be_bytes(bytes) % most).to_be_bytes());
        }
    };
    lower(6, 64..=u32::MAX, 64);
    lower(10, 64..=256 * 1024, 64);
}
