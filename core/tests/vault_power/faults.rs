//! The disk refuses: every writing call fails, in every way, and the wallet goes on with what it had.

use crate::disk::{self, Fault, Lasting};
use crate::script::{Said, check, create, fast_home, open, script};

#[test]
fn every_failing_call_is_an_error_and_loses_nothing() {
    let _alone = disk::install();
    let mut errors = 0;
    let mut runs = 0;
    for fault in [Fault::Full, Fault::Broken, Fault::Short] {
        for lasting in [Lasting::Once, Lasting::FromThenOn] {
            let mut call = 0;
            while let Outcome::Hit { told } = run(call, fault, lasting) {
                errors += u32::from(told);
                runs += 1;
                // Every call of the first writes, then every fifth.
                call += if call < 60 { 1 } else { 5 };
            }
        }
    }
    println!("{runs} failing calls, {errors} of them told to the caller");
    assert!(runs > 500 && errors > 200, "{runs} failing calls, {errors} told");
}

enum Outcome {
    /// The script ended before the call.
    Missed,
    Hit {
        told: bool,
    },
}

/// Lives until a call fails, then opens what is left.
fn run(call: usize, fault: Fault, lasting: Lasting) -> Outcome {
    let home = fast_home();
    let live = home.path().join("live");
    let mut vault = create(&live);
    let mut said = Said::default();
    let mut under_way = None;
    disk::fail(call, fault, lasting);
    for step in script(24) {
        let generation = vault.generation();
        let next = step.after(&said, generation);
        if step.run(&mut vault).is_err() {
            // The vault stays where it was and can still be read.
            assert_eq!(vault.generation(), generation);
            check(&vault, &said);
            under_way = Some(next);
            break;
        }
        said = next;
    }
    let acknowledged = vault.generation();
    drop(vault);
    let hit = disk::failed().is_some();

    let mut vault = open(&live, acknowledged).unwrap();
    let told = under_way.is_some();
    if vault.generation() == acknowledged {
        check(&vault, &said);
    } else {
        assert_eq!(vault.generation(), acknowledged + 1);
        check(&vault, &under_way.unwrap());
    }
    for step in script(4) {
        step.run(&mut vault).unwrap();
    }
    if hit { Outcome::Hit { told } } else { Outcome::Missed }
}
