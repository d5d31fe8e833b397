//! The anchor that the phone keeps, as a hostile or broken key store might give it. The first byte chooses whether it is
//! signed: without that nothing behind the signature is ever reached.
#![no_main]

use vigiayto_fuzz::victim::Victim;
use vigiayto_tests::wallets::{ANSWERS, OTHER_PASSCODE, PASSCODE, answers, passcode};

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Some((choice, body)) = input.split_first() else { return };
    let signed = choice & 1 != 0;
    let mac = if signed { Victim::get().sign(&[body]) } else { Vec::new() };
    let anchor = [body, &mac].concat();
    let foreign = !signed && anchor != Victim::get().anchor();
    let wallet = Victim::get().wallet(|phone, _| phone.anchor = Some(anchor));

    let _ = wallet.state();
    let _ = wallet.questions();
    assert!(wallet.unlock(&passcode(OTHER_PASSCODE)).is_err());
    assert!(wallet.unlock(&passcode(PASSCODE)).is_err() || !foreign, "a foreign anchor opens");
    assert!(
        wallet.begin_recovery(&answers(ANSWERS)).is_err() || !foreign,
        "a foreign anchor opens"
    );
    let _ = wallet.state();
});
