//! Claims that are missing, of another kind, redacted, or forbidden; the audience.

use vigiayto_core::credential::sd_cwt::SdCwtError::{
    Audience, Claim, KeyKind, NeverRedacted, Redaction,
};
use vigiayto_core::credential::sd_cwt::{AUD, CNF, CNONCE, CTI, EXP, IAT, ISS, NBF, SUB, VCT};

use super::holder_key::{cnf, key};
use super::{Case, accepted, refused};
use crate::cbor::{FALSE, NULL, array, bytes, float, head, integer, map, simple, tag, text};
use crate::forge::{BEGINS, COUNTER, EXPIRES, Forge, ISSUED, NOW, disclosure, remove, set};

pub(super) fn cases() -> Vec<Case> {
    [kinds(), redacted(), dates(), binding(), marks(), audience()].into_iter().flatten().collect()
}

fn kinds() -> Vec<Case> {
    let claim = |forge: &mut Forge, claim, value| set(&mut forge.claims, claim, value);
    vec![
        refused("the issuer is a number", Claim(ISS), |forge| claim(forge, ISS, integer(1))),
        refused("the subject is null", Claim(SUB), |forge| claim(forge, SUB, vec![NULL])),
        refused("the credential's audience is a list", Claim(AUD), |forge| {
            claim(forge, AUD, array(&[text(COUNTER)]));
        }),
        refused("the credential's id is a text", Claim(CTI), |forge| claim(forge, CTI, text("1"))),
        refused("the credential's nonce is a text", Claim(CNONCE), |forge| {
            claim(forge, CNONCE, text("1"));
        }),
        refused("the credential's kind is bytes", Claim(VCT), |forge| {
            claim(forge, VCT, bytes(b"1"));
        }),
        refused("the credential's kind is negative", Claim(VCT), |forge| {
            claim(forge, VCT, integer(-1));
        }),
        refused("the credential's kind has 17 bits", Claim(VCT), |forge| {
            claim(forge, VCT, integer(65_536));
        }),
        refused("a disclosed subject is a number", Claim(SUB), |forge| {
            remove(&mut forge.claims, SUB);
            forge.redact(disclosure(&[integer(1), integer(SUB)]));
        }),
        refused("a disclosed kind has 17 bits", Claim(VCT), |forge| {
            remove(&mut forge.claims, VCT);
            forge.redact(disclosure(&[integer(65_536), integer(VCT)]));
        }),
        accepted("a disclosed subject", |forge| {
            remove(&mut forge.claims, SUB);
            forge.redact(disclosure(&[text("holder"), integer(SUB)]));
        }),
        accepted("a kind that is a text", |forge| claim(forge, VCT, text("https://vct.example"))),
        accepted("no issuer, where a certificate names it", |forge| {
            remove(&mut forge.claims, ISS);
        }),
    ]
}

fn redacted() -> Vec<Case> {
    let redact = |forge: &mut Forge, claim, value: Vec<u8>| {
        remove(&mut forge.claims, claim);
        forge.redact(disclosure(&[value, integer(claim)]));
    };
    vec![
        refused("the issuer was redacted", NeverRedacted(ISS), |forge| {
            redact(forge, ISS, text("https://issuer.example"));
        }),
        refused("the audience was redacted", NeverRedacted(AUD), |forge| {
            redact(forge, AUD, text(COUNTER));
        }),
        refused("the expiry was redacted", NeverRedacted(EXP), |forge| {
            redact(forge, EXP, integer(EXPIRES));
        }),
        refused("the beginning was redacted", NeverRedacted(NBF), |forge| {
            redact(forge, NBF, integer(BEGINS));
        }),
        refused("the time of issue was redacted", NeverRedacted(IAT), |forge| {
            redact(forge, IAT, integer(ISSUED));
        }),
        refused("the id was redacted", NeverRedacted(CTI), |forge| redact(forge, CTI, bytes(b"1"))),
        refused("the nonce was redacted", NeverRedacted(CNONCE), |forge| {
            redact(forge, CNONCE, bytes(b"1"));
        }),
        refused("the holder's key was redacted", Claim(CNF), |forge| {
            let key = forge.claims.iter().find(|(key, _)| *key == integer(CNF)).unwrap().1.clone();
            redact(forge, CNF, key);
        }),
        refused("a part of the holder's key was redacted", KeyKind, |forge| {
            cnf(forge, vec![(integer(1), key(&[])), (simple(59), array(&[bytes(&[7; 32])]))]);
        }),
        refused("an element within the holder's key was redacted", Redaction, |forge| {
            cnf(
                forge,
                vec![(integer(1), key(&[])), (integer(9), array(&[tag(60, &bytes(&[7; 32]))]))],
            );
        }),
    ]
}

fn dates() -> Vec<Case> {
    let far = (1_i64 << 53) + 1;
    let date = |forge: &mut Forge, claim, value| set(&mut forge.claims, claim, value);
    let bound = |forge: &mut Forge, claim, value| set(&mut forge.binding, claim, value);
    vec![
        refused("the expiry is a text", Claim(EXP), |forge| date(forge, EXP, text("2030"))),
        refused("the expiry is tagged as a date", Claim(EXP), |forge| {
            date(forge, EXP, tag(1, &integer(EXPIRES)));
        }),
        refused("the expiry is not a number", Claim(EXP), |forge| {
            date(forge, EXP, float(f64::NAN))
        }),
        refused("the expiry is never", Claim(EXP), |forge| date(forge, EXP, vec![0xf9, 0x7c, 0])),
        refused("the beginning is always", Claim(NBF), |forge| {
            date(forge, NBF, float(f64::NEG_INFINITY));
        }),
        refused("the expiry is a float beyond 2^53", Claim(EXP), |forge| {
            date(forge, EXP, float(9_007_199_254_740_994.0));
        }),
        refused("the expiry is 2^53 + 1", Claim(EXP), |forge| date(forge, EXP, integer(far))),
        refused("the expiry is 2^64 - 1", Claim(EXP), |forge| date(forge, EXP, head(0, u64::MAX))),
        refused("the beginning is -2^53 - 1", Claim(NBF), |forge| date(forge, NBF, integer(-far))),
        refused("the time of issue is null", Claim(IAT), |forge| date(forge, IAT, vec![NULL])),
        refused("the binding's time is not a number", Claim(IAT), |forge| {
            bound(forge, IAT, vec![0xf9, 0x7e, 0]);
        }),
        refused("the binding never expires", Claim(EXP), |forge| {
            bound(forge, EXP, float(f64::INFINITY));
        }),
        refused("the binding begins beyond 2^53", Claim(NBF), |forge| {
            bound(forge, NBF, integer(far));
        }),
        accepted("dates with fractions, and the last date there is", |forge| {
            date(forge, EXP, integer(far - 1));
            date(forge, NBF, float(-9_007_199_254_740_992.0));
            date(forge, IAT, float(1_699_999_999.5));
        }),
    ]
}

fn binding() -> Vec<Case> {
    let bound = |forge: &mut Forge, claim, value| set(&mut forge.binding, claim, value);
    vec![
        refused("the binding has an issuer", Claim(ISS), |forge| bound(forge, ISS, text("holder"))),
        refused("the binding has a subject", Claim(SUB), |forge| bound(forge, SUB, text("holder"))),
        refused("the binding has no audience", Claim(AUD), |forge| remove(&mut forge.binding, AUD)),
        refused("the binding's audience is bytes", Claim(AUD), |forge| {
            bound(forge, AUD, bytes(COUNTER.as_bytes()));
        }),
        refused("the binding's audience is a list", Claim(AUD), |forge| {
            bound(forge, AUD, array(&[text(COUNTER)]));
        }),
        refused("the binding's id is a number", Claim(CTI), |forge| bound(forge, CTI, integer(1))),
        refused("the binding's nonce is a text", Claim(CNONCE), |forge| {
            bound(forge, CNONCE, text("12345678"));
        }),
        accepted("a binding with an id in place of a time", |forge| {
            remove(&mut forge.binding, IAT);
            bound(forge, CTI, bytes(b"1"));
        }),
        accepted("a binding with all times and claims of its own", |forge| {
            bound(forge, NBF, integer(NOW - 1));
            bound(forge, EXP, integer(NOW + 60));
            bound(forge, 600, map(&[(text("a"), vec![FALSE])]));
        }),
    ]
}

fn marks() -> Vec<Case> {
    let claim = |forge: &mut Forge, value| set(&mut forge.claims, 600, value);
    let bound = |forge: &mut Forge, value| set(&mut forge.binding, 600, value);
    vec![
        refused("a claim's value is the mark of hashes", Redaction, |forge| {
            claim(forge, simple(59));
        }),
        refused("a claim's value is a redacted element", Redaction, |forge| {
            claim(forge, tag(60, &bytes(&[7; 32])));
        }),
        refused("a claim's value is a redacted element within a tag", Redaction, |forge| {
            claim(forge, array(&[tag(1, &tag(60, &bytes(&[7; 32])))]));
        }),
        refused("a claim is to be redacted", Redaction, |forge| {
            claim(forge, array(&[tag(58, &integer(1))]));
        }),
        refused("a claim is to be a decoy", Redaction, |forge| {
            claim(forge, array(&[tag(62, &integer(1))]));
        }),
        refused("a key among the claims is to be redacted", KeyKind, |forge| {
            forge.claims.push((tag(58, &integer(501)), text("name")));
        }),
        refused("a key among the claims is to be a decoy", KeyKind, |forge| {
            forge.claims.push((tag(62, &integer(1)), vec![NULL]));
        }),
        refused("a key among the claims lies within two tags", KeyKind, |forge| {
            forge.claims.push((tag(58, &tag(58, &integer(501))), text("name")));
        }),
        refused("a key among the claims is a text of 256 bytes", KeyKind, |forge| {
            forge.claims.push((text(&"a".repeat(256)), text("name")));
        }),
        refused("a key among the claims is an empty text", KeyKind, |forge| {
            forge.claims.push((text(""), text("name")));
        }),
        refused("a key deep among the claims is false", KeyKind, |forge| {
            claim(forge, array(&[tag(1, &map(&[(vec![FALSE], integer(1))]))]));
        }),
        refused("a key among the claims is another simple value", KeyKind, |forge| {
            forge.claims.push((simple(60), array(&[bytes(&[7; 32])])));
        }),
        refused("hashes stand in the binding", KeyKind, |forge| {
            forge.binding.push((simple(59), array(&[bytes(&[7; 32])])));
        }),
        refused("a key in the binding is bytes", KeyKind, |forge| {
            forge.binding.push((bytes(b"a"), integer(1)));
        }),
        refused("a value in the binding is the mark of hashes", Redaction, |forge| {
            bound(forge, simple(59));
        }),
        refused("a value in the binding is to be redacted", Redaction, |forge| {
            bound(forge, tag(58, &integer(1)));
        }),
        refused("a value in the binding is a redacted element", Redaction, |forge| {
            bound(forge, array(&[tag(60, &bytes(&[7; 32]))]));
        }),
        refused("a value in the binding is to be a decoy", Redaction, |forge| {
            bound(forge, tag(62, &integer(1)));
        }),
        accepted("a claim within a tag", |forge| claim(forge, tag(1, &integer(1)))),
    ]
}

fn audience() -> Vec<Case> {
    vec![
        refused("the binding is for another counter", Audience, |forge| {
            set(&mut forge.binding, AUD, text("https://counter.example."));
        }),
        refused("the binding's audience differs in case", Audience, |forge| {
            set(&mut forge.binding, AUD, text("https://COUNTER.example"));
        }),
        refused("the credential is for another counter", Audience, |forge| {
            set(&mut forge.claims, AUD, text("https://other.example"));
        }),
        accepted("the credential is for this counter", |forge| {
            set(&mut forge.claims, AUD, text(COUNTER));
        }),
    ]
}
