//! Credentials as a wallet takes them from an issuer. The first byte says which one is edited (bits 0 and 1) and whether it comes
//! alone (bit 2); the rest is for `vigiayto_fuzz::codes`.
#![no_main]

use std::cell::RefCell;

use vigiayto_fuzz::accepting::Phone;
use vigiayto_fuzz::codes::{Credential, Standing};
use vigiayto_fuzz::counter::Counter;

thread_local! {
    static PHONE: RefCell<Phone> = RefCell::new(Phone::new());
}

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Some((choice, edits)) = input.split_first() else { return };
    let issuer = &Counter::get().authority.issuing;
    PHONE.with_borrow_mut(|phone| {
        let mut tokens = phone.issued.clone();
        let place = usize::from(choice & 3) % tokens.len();
        let forged = Credential::new(&tokens[place]).forge(edits, issuer);
        tokens[place] = forged.token;
        if choice & 4 != 0 {
            tokens = vec![tokens.swap_remove(place)];
        }
        if phone.accepts(&tokens) {
            assert!(forged.standing != Standing::Broken, "changed after it was signed");
            *phone = Phone::new();
        }
    });
});
