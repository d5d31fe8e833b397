//! The verifier's part. The crate knows tokens and disclosures; the key-binding token around them is checked here.

use cbor2::Value;
use cose2::{CborLimits, Error, Label, Sign1Message, iana};
use sd_cwt::{ProcessingLimits, RestoreMode, SdCwtValidationOptions, SdCwtValidator};
use serde_json::json;

use crate::disclosing::WithHead;
use crate::json;
use crate::keys::IssuerKey;

/// What a key-binding token says to `audience` at `now`.
pub(crate) fn verify(
    token: &[u8],
    issuer: &IssuerKey,
    audience: &str,
    now: i64,
) -> Result<serde_json::Value, Error> {
    if token.first() != Some(&TAG_18) {
        return Err(Error::custom("the binding has not the tag of COSE_Sign1"));
    }
    let definite = CborLimits { require_definite: true, ..CborLimits::default() };
    let binding = Sign1Message::from_slice_with_limits(token, definite)?;
    match binding.protected.get(sd_cwt::HEADER_TYP) {
        Some(kind) if *kind == Value::from(sd_cwt::CONTENT_FORMAT_KB_CWT) => {}
        Some(Value::Text(kind)) if kind == "application/kb+cwt" => {}
        _ => return Err(Error::custom("the binding is not of its type")),
    }
    let credential = binding.protected.get(sd_cwt::HEADER_KCWT);
    let credential = credential.ok_or_else(|| Error::custom("the binding holds no token"))?;
    let credential = issued(&cbor2::to_vec(credential)?, issuer)?;

    let limits = ProcessingLimits::default();
    let disclosures = sd_cwt::disclosures_from_unprotected(&credential.unprotected)?;
    let report = sd_cwt::restore_payload_with_disclosures_and_limits(
        &credential,
        disclosures,
        &WithHead,
        RestoreMode::Verifier,
        limits,
    )?;
    let claims = &report.value;

    let holder = entry(claims, iana::CWTClaimCnf).and_then(|cnf| entry(cnf, COSE_KEY));
    let holder = IssuerKey::from_cose(holder.ok_or_else(|| Error::custom("no key of a holder"))?)?;
    holder.check_algorithm(&binding)?;
    binding.verify(&Binding(holder), None)?;

    let bound: Value = cbor2::from_slice(binding.payload.as_deref().unwrap_or_default())?;
    if entry(&bound, iana::CWTClaimAud) != Some(&Value::from(audience)) {
        return Err(Error::custom("the binding is for another audience"));
    }
    check_times(claims, &bound, now)?;
    Ok(json!({
        "claims": json::from_cbor(claims),
        "cnonce": entry(&bound, sd_cwt::CWT_CLAIM_CNONCE).map(json::from_cbor),
        "disclosed": report.disclosed,
        "hidden": report.removed_redactions,
    }))
}

/// The issuer's token with its signature checked, and what else the crate checks of one.
fn issued(token: &[u8], issuer: &IssuerKey) -> Result<Sign1Message, Error> {
    let message = Sign1Message::from_slice(token)?;
    issuer.check_algorithm(&message)?;
    // The crate takes no algorithm that leaves its curve open; the draft's examples have such.
    if let Some(Label::Int(iana::AlgorithmES256 | iana::AlgorithmES384)) =
        message.protected.alg()?
    {
        message.verify(issuer, None)?;
        return Ok(message);
    }
    let message =
        sd_cwt::verify_and_decode_sd_cwt(issuer, token, None, ProcessingLimits::default())?;
    // Its check of the claims would hash without the head, so it sees the token without disclosures.
    let mut bare = message.clone();
    sd_cwt::set_disclosures(&mut bare.unprotected, &[]);
    SdCwtValidator::new(SdCwtValidationOptions::default())
        .validate_and_restore(&bare, RestoreMode::Verifier)?;
    Ok(message)
}

/// Now must lie within the token's times, and the binding's moment too.
fn check_times(claims: &Value, bound: &Value, now: i64) -> Result<(), Error> {
    let time = |claims, claim| match entry(claims, claim) {
        Some(Value::Integer(time)) => i64::try_from(*time).ok(),
        _ => None,
    };
    let made = time(bound, iana::CWTClaimIat);
    let made = made.ok_or_else(|| Error::custom("the binding does not say when it was made"))?;
    if made > now {
        return Err(Error::custom("the binding is from the future"));
    }
    for moment in [made, now] {
        if time(claims, iana::CWTClaimExp).is_some_and(|end| moment >= end) {
            return Err(Error::custom("the token has expired"));
        }
        if time(claims, iana::CWTClaimNbf).is_some_and(|start| moment < start) {
            return Err(Error::custom("the token is not valid yet"));
        }
    }
    if time(claims, iana::CWTClaimIat).is_some_and(|issued| made < issued) {
        return Err(Error::custom("the binding is older than the token"));
    }
    Ok(())
}

fn entry(map: &Value, key: i64) -> Option<&Value> {
    let Value::Map(pairs) = map else { return None };
    let key = Value::from(key);
    pairs.iter().find(|(name, _)| *name == key).map(|(_, value)| value)
}

/// The holder's key as `cose2` asks for one.
struct Binding(IssuerKey);

impl cose2::Verifier for Binding {
    fn understood_critical_headers(&self) -> &[Label] {
        &[Label::Int(sd_cwt::HEADER_TYP), Label::Int(sd_cwt::HEADER_KCWT)]
    }

    fn verify(&self, data: &[u8], signature: &[u8]) -> Result<(), Error> {
        cose2::Verifier::verify(&self.0, data, signature)
    }
}

const TAG_18: u8 = 0xd2;
/// Confirmation method `COSE_Key` (RFC 8747 §3.1).
const COSE_KEY: i64 = 1;
