//! What forgers could hand in: each variant of a valid token with the reason for which it is refused, and a few that look wrong
//! and are not.

mod claims;
mod disclosures;
mod encoding;
mod headers;
mod holder_key;
mod signatures;
mod times;

use vigiayto_core::credential::sd_cwt::SdCwtError;

use crate::forge::{Forge, check};

/// A variant of a valid token.
struct Case {
    /// A sentence.
    name: &'static str,
    expected: Result<(), SdCwtError>,
    token: Vec<u8>,
}

fn refused(name: &'static str, why: SdCwtError, alter: impl FnOnce(&mut Forge)) -> Case {
    Case { expected: Err(why), ..accepted(name, alter) }
}

fn accepted(name: &'static str, alter: impl FnOnce(&mut Forge)) -> Case {
    let mut forge = Forge::new();
    alter(&mut forge);
    Case { name, expected: Ok(()), token: forge.token() }
}

/// A token that is refused, given as bytes.
fn refused_bytes(name: &'static str, why: SdCwtError, token: Vec<u8>) -> Case {
    Case { name, expected: Err(why), token }
}

#[test]
fn each_hostile_variant_is_refused_for_its_own_reason() {
    let cases = [
        encoding::cases(),
        headers::cases(),
        disclosures::cases(),
        claims::cases(),
        holder_key::cases(),
        times::cases(),
        signatures::cases(),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>();
    let mut wrong = Vec::new();
    for case in &cases {
        let verdict = check(&case.token);
        if verdict != case.expected {
            wrong.push(format!("{}: {verdict:?}, not {:?}", case.name, case.expected));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let mut names: Vec<_> = cases.iter().map(|case| case.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), cases.len(), "each variant has a name of its own");
    let mut tokens: Vec<_> = cases.iter().map(|case| &case.token).collect();
    tokens.sort_unstable();
    tokens.dedup();
    assert_eq!(tokens.len(), cases.len(), "each variant is another token");
    let refused = cases.iter().filter(|case| case.expected.is_err()).count();
    println!("{refused} hostile variants refused, {} unusual ones accepted", cases.len() - refused);
    assert!(refused >= 60);
}
