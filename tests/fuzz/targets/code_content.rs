//! A code that is edited and signed again, to get behind the signatures. The first byte says which code (bits 0 and 1), whether a
//! genuine one stands beside it (bit 2) and whether the counter is strict (bit 3); the rest is for `vigiayto_fuzz::codes`.
#![no_main]

use vigiayto_core::present::join;
use vigiayto_core::verify::{Expected, Policy};
use vigiayto_fuzz::codes::Standing;
use vigiayto_fuzz::counter::{Counter, check_accepted};
use vigiayto_tests::wallets::NOW;

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Some((choice, edits)) = input.split_first() else { return };
    let counter = Counter::get();
    let code = &counter.codes[usize::from(choice & 3) % counter.codes.len()];
    let forged = code.forge(edits, &counter.authority.issuing, &counter.holder);
    let content = if choice & 4 == 0 {
        forged.token
    } else {
        let beside = &counter.codes[usize::from((choice & 3) + 1) % counter.codes.len()];
        join(&[forged.token, beside.token.clone()])
    };
    let mut reader = counter.reader();
    if choice & 8 != 0 {
        reader.policy = Policy::STRICT;
    }
    if let Ok(accepted) = reader.verify(&content, Expected::OneWay, NOW) {
        assert!(forged.standing != Standing::Broken, "changed after it was signed");
        check_accepted(&accepted, &content, Expected::OneWay, &mut reader);
    }
});
