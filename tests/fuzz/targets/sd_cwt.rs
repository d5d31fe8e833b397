//! A token as an issuer or a phone gives it, before any signature is checked: what the holder and what the verifier make of it.
#![no_main]

use vigiayto_core::credential::profile::Facts;
use vigiayto_core::credential::sd_cwt::{Held, KeyBindingToken, SdCwt};
use vigiayto_fuzz::counter::check_value;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(token) = SdCwt::parse(bytes) {
        check(token);
    }
    if let Ok(binding) = KeyBindingToken::parse(bytes) {
        let _ = (binding.audience(), binding.nonce(), binding.times());
        check(binding.sd_cwt().clone());
    }
});

fn check(token: SdCwt<'_>) {
    let _ = (token.issuer(), token.key_id(), token.certificates(), token.credential_type());
    let Ok(claims) = token.claims() else { return };
    if let Ok(facts) = Facts::read(&claims) {
        facts.known.iter().for_each(|(claim, value)| check_value(claim, value));
    }
    let Ok(held) = Held::new(token) else { return };
    let all: Vec<usize> = held.disclosable().map(|claim| claim.disclosure).collect();
    let one: Vec<usize> = all.iter().copied().skip(all.len() / 2).take(1).collect();
    for chosen in [&all, &one, &Vec::new()] {
        let shown = held.present(chosen);
        let shown = SdCwt::parse(&shown).expect("a choice of disclosures is a token too");
        assert!(shown.claims().is_ok(), "what is shown fits what was signed");
        assert!(shown.disclosures().len() >= chosen.len(), "what was chosen is there");
        assert!(shown.holder_key() == held.token().holder_key());
    }
}
