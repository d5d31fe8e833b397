//! The facts of a credential: each value read as every claim, then all of it as a map of facts.
#![no_main]

use vigiayto_core::credential::cbor::{Limits, Value, decode};
use vigiayto_core::credential::claims::{ALL, ClaimValue, IDENTITY, draft_of};
use vigiayto_core::credential::profile::Facts;
use vigiayto_fuzz::counter::check_value;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(value) = decode(bytes, Limits::TOKEN) else { return };
    let values = value.as_map().into_iter().flatten().map(|(_, value)| value).take(MOST);
    for value in values.chain([&value]) {
        for claim in ALL {
            if let Ok(fact) = ClaimValue::decode(claim, value) {
                check_value(claim, &fact);
            }
        }
    }
    let claims = Value::Map(vec![(Value::Integer(IDENTITY.into()), value)]);
    if let Ok(facts) = Facts::read(&claims) {
        let _ = draft_of(&facts.known);
    }
});

const MOST: usize = 8;
