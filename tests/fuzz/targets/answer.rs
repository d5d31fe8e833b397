//! What comes back for a request. The first byte says what follows: the answer as it came (0), what was sealed in it (1), or edits
//! of what is to be sealed, signed again as they say (2).
#![no_main]

use std::cell::RefCell;

use vigiayto_core::present::seal_answer;
use vigiayto_core::verify::{Expected, Reader};
use vigiayto_fuzz::codes::Standing;
use vigiayto_fuzz::counter::{Counter, check_accepted};
use vigiayto_tests::device::TestRandomness;
use vigiayto_tests::wallets::NOW;

thread_local! {
    static READER: RefCell<Reader> = RefCell::new(Counter::get().reader_that_saw_all());
}

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Some((choice, rest)) = input.split_first() else { return };
    let counter = Counter::get();
    let expected = Expected::Answer(&counter.pending);
    let seal = |presentation: &[u8]| {
        let random = TestRandomness::new(u64::from(*choice));
        seal_answer(presentation, &counter.pending.request, &random).expect("a sound key")
    };
    let unsigned = match choice % 3 {
        0 => rest.to_vec(),
        1 => seal(rest),
        _ => {
            let forged = counter.reply.forge(rest, &counter.authority.issuing, &counter.holder);
            let answer = seal(&forged.token);
            let mut reader = counter.reader();
            if let Ok(accepted) = reader.verify(&answer, expected, NOW) {
                assert!(forged.standing != Standing::Broken, "changed after it was signed");
                check_accepted(&accepted, &answer, expected, &mut reader);
            }
            return;
        }
    };
    let refused = READER.with_borrow_mut(|reader| reader.verify(&unsigned, expected, NOW));
    assert!(refused.is_err(), "nobody signed another answer");
});
