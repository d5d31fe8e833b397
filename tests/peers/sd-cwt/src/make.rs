//! The issuer's and the holder's part.

use cbor2::Value;
use cose2::{Error, Sign1Message, iana};
use sd_cwt::{Disclosure, DisclosureKind, SaltGenerator, TO_BE_DECOY_TAG, TO_BE_REDACTED_TAG};
use sha2::{Digest, Sha256};

use crate::disclosing::WithHead;
use crate::keys::SecretKey;

/// A key-binding token over some of a token's claims.
pub(crate) fn make(
    issuer: &SecretKey,
    holder: &SecretKey,
    audience: &str,
    now: i64,
) -> Result<Vec<u8>, Error> {
    let mut token = issue(issuer, holder, now)?;
    let all = sd_cwt::disclosures_from_unprotected(&token.unprotected)?;
    let chosen: Vec<_> = all.into_iter().filter(is_chosen).collect();
    sd_cwt::set_disclosures(&mut token.unprotected, &chosen);
    bind(&token, holder, audience, now)
}

fn issue(issuer: &SecretKey, holder: &SecretKey, now: i64) -> Result<Sign1Message, Error> {
    let claims = map([
        (iana::CWTClaimIss.into(), "https://issuer.example".into()),
        (iana::CWTClaimSub.into(), "urn:example:000".into()),
        (iana::CWTClaimExp.into(), (now + DAY).into()),
        (iana::CWTClaimNbf.into(), (now - DAY).into()),
        (iana::CWTClaimIat.into(), (now - DAY).into()),
        (iana::CWTClaimCnf.into(), map([(COSE_KEY.into(), holder.to_cose())])),
        (500.into(), true.into()),
        (redacted(501), "Nguyễn Văn An".into()),
        (
            redacted(502),
            map([(redacted("ward"), "Cầu Giấy".into()), (redacted("street"), "1".into())]),
        ),
        (503.into(), Value::Array(vec![redacted(1990), redacted(2000), 2010.into(), decoy(1)])),
        (redacted(504), Value::Bytes(vec![0; 300])),
        (decoy(2), Value::Null),
    ]);
    let issued = sd_cwt::issue_from_preissuance(claims, &mut Salts(0), &WithHead)?;
    let mut token = Sign1Message::new(Some(cbor2::to_vec(&issued.value)?));
    sd_cwt::set_sd_cwt_typ(&mut token.protected);
    sd_cwt::set_sd_alg(&mut token.protected, sd_cwt::ALG_SHA_256);
    token.protected.set_kid(*b"1");
    sd_cwt::set_disclosures(&mut token.unprotected, issued.disclosures.as_slice());
    token.sign(issuer, None)?;
    Ok(token)
}

/// Name, ward within the address, and one element of the array.
fn is_chosen(disclosure: &Disclosure) -> bool {
    match disclosure.kind() {
        DisclosureKind::Claim { key, .. } => [501.into(), 502.into(), "ward".into()].contains(key),
        DisclosureKind::Element { value, .. } => *value == Value::from(2000),
        DisclosureKind::Decoy { .. } => false,
    }
}

fn bind(
    token: &Sign1Message,
    holder: &SecretKey,
    audience: &str,
    now: i64,
) -> Result<Vec<u8>, Error> {
    let claims = map([
        (iana::CWTClaimAud.into(), audience.into()),
        (iana::CWTClaimIat.into(), now.into()),
        (sd_cwt::CWT_CLAIM_CNONCE.into(), Value::Bytes(b"a synthetic one".to_vec())),
    ]);
    let mut binding = Sign1Message::new(Some(cbor2::to_vec(&claims)?));
    sd_cwt::set_kb_cwt_typ(&mut binding.protected);
    binding.protected.insert(sd_cwt::HEADER_KCWT, cbor2::from_slice::<Value>(&token.to_vec()?)?);
    binding.sign_and_encode(holder, None)
}

/// Salts that differ, and are the same in each run.
struct Salts(u8);

impl SaltGenerator for Salts {
    fn next_salt(&mut self) -> Result<[u8; 16], Error> {
        self.0 += 1;
        let mut salt = [0; 16];
        salt.copy_from_slice(&Sha256::digest([self.0])[..16]);
        Ok(salt)
    }
}

fn map<const N: usize>(pairs: [(Value, Value); N]) -> Value {
    Value::Map(pairs.into())
}

fn redacted(what: impl Into<Value>) -> Value {
    Value::Tag(TO_BE_REDACTED_TAG, Box::new(what.into()))
}

fn decoy(number: i64) -> Value {
    Value::Tag(TO_BE_DECOY_TAG, Box::new(number.into()))
}

const DAY: i64 = 86_400;
/// Confirmation method `COSE_Key` (RFC 8747 §3.1).
const COSE_KEY: i64 = 1;
