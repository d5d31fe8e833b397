//! The rules of time (draft, "SD-KBT and SD-CWT Verifier Validation", steps 3 and 6).

use core::fmt;

use super::super::cbor::Value;
use super::error::SdCwtError;
use super::{EXP, IAT, NBF};

/// Seconds since 1970-01-01T00:00:00Z, at most 2^53 from it. The draft ("Finite values for standard date claims") bounds floats
/// so; here it bounds integers too, so that every date has one meaning.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct NumericDate(f64);

impl NumericDate {
    pub(in super::super) fn from_value(value: &Value<'_>) -> Option<Self> {
        let seconds = match value {
            #[expect(clippy::cast_precision_loss, reason = "nothing up to 2^53 is rounded")]
            Value::Integer(number) if number.unsigned_abs() <= MOST => *number as f64,
            // Comparing refuses what is not a number.
            Value::Float(number) if number.abs() <= MOST_FLOAT => *number,
            _ => return None,
        };
        Some(Self(seconds))
    }

    /// Whole seconds, rounded down.
    #[must_use]
    pub fn seconds(self) -> i64 {
        #[expect(clippy::cast_possible_truncation, reason = "at most 2^53 in size")]
        let whole = self.0.floor() as i64;
        whole
    }
}

/// The time claims of one token.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Times {
    /// `exp`: not valid from then on.
    pub expires: Option<NumericDate>,
    /// `nbf`: not valid before.
    pub not_before: Option<NumericDate>,
    /// `iat`: signed then.
    pub issued: Option<NumericDate>,
}

impl Times {
    pub(super) fn read(payload: &Value<'_>) -> Result<Self, SdCwtError> {
        let date = |claim| match payload.entry(claim) {
            None => Ok(None),
            Some(value) => NumericDate::from_value(value).map(Some).ok_or(SdCwtError::Claim(claim)),
        };
        Ok(Self { expires: date(EXP)?, not_before: date(NBF)?, issued: date(IAT)? })
    }

    /// The rules within an SD-CWT.
    pub(super) fn check_sd_cwt(&self) -> Result<(), SdCwtError> {
        use TimeRule::{IssuedBeforeExpiry, NotBeforeUntilExpiry, NotBeforeUntilIssued};
        at_most(self.not_before, self.issued, NotBeforeUntilIssued)?;
        before(self.not_before, self.expires, NotBeforeUntilExpiry)?;
        before(self.issued, self.expires, IssuedBeforeExpiry)
    }

    /// The rules within a key-binding token, and between it and the SD-CWT that it carries.
    pub(super) fn check_binding(&self, token: &Self, id: Option<&[u8]>) -> Result<(), SdCwtError> {
        use TimeRule::{
            BindingExpiresWithin, BindingIssuedAfter, BindingIssuedBeforeExpiry,
            BindingIssuedWhenValid, BindingNamesItsTime, BindingNotBeforeWithin,
            BindingTimesNeedIssued, BindingValidBeforeExpiry, IssuedBeforeExpiry,
            NotBeforeUntilIssued,
        };
        if self.issued.is_none() {
            if id.is_none() {
                return Err(SdCwtError::Time(BindingNamesItsTime));
            }
            if self.expires.is_some() || self.not_before.is_some() {
                return Err(SdCwtError::Time(BindingTimesNeedIssued));
            }
        }
        at_most(self.not_before, self.issued, NotBeforeUntilIssued)?;
        before(self.issued, self.expires, IssuedBeforeExpiry)?;
        at_most(self.expires, token.expires, BindingExpiresWithin)?;
        at_most(token.not_before, self.not_before, BindingNotBeforeWithin)?;
        at_most(token.issued, self.issued, BindingIssuedAfter)?;
        before(self.not_before, token.expires, BindingValidBeforeExpiry)?;
        before(self.issued, token.expires, BindingIssuedBeforeExpiry)?;
        at_most(token.not_before, self.issued, BindingIssuedWhenValid)
    }
}

/// A rule that two times must keep.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum TimeRule {
    /// The binding's `exp` is not after the token's.
    BindingExpiresWithin,
    /// The binding's `iat` is not before the token's.
    BindingIssuedAfter,
    /// The binding's `iat` is before the token's `exp`.
    BindingIssuedBeforeExpiry,
    /// The binding's `iat` is not before the token's `nbf`.
    BindingIssuedWhenValid,
    /// A binding has `iat` or `cti`.
    BindingNamesItsTime,
    /// The binding's `nbf` is not before the token's.
    BindingNotBeforeWithin,
    /// A binding without `iat` has no other time.
    BindingTimesNeedIssued,
    /// The binding's `nbf` is before the token's `exp`.
    BindingValidBeforeExpiry,
    /// `iat` is before `exp`.
    IssuedBeforeExpiry,
    /// `nbf` is before `exp`.
    NotBeforeUntilExpiry,
    /// `nbf` is not after `iat`.
    NotBeforeUntilIssued,
}

impl fmt::Display for TimeRule {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::BindingExpiresWithin => "the binding ends after the credential",
            Self::BindingIssuedAfter => "the binding was signed before the credential",
            Self::BindingIssuedBeforeExpiry => "the binding was signed after the credential ended",
            Self::BindingIssuedWhenValid => "the binding was signed before the credential began",
            Self::BindingNamesItsTime => "the binding says no time",
            Self::BindingNotBeforeWithin => "the binding begins before the credential",
            Self::BindingTimesNeedIssued => "the binding does not say when it was signed",
            Self::BindingValidBeforeExpiry => "the binding begins after the credential ended",
            Self::IssuedBeforeExpiry => "it ends before it was signed",
            Self::NotBeforeUntilExpiry => "it ends before it begins",
            Self::NotBeforeUntilIssued => "it begins after it was signed",
        })
    }
}

fn at_most(
    one: Option<NumericDate>,
    other: Option<NumericDate>,
    rule: TimeRule,
) -> Result<(), SdCwtError> {
    match (one, other) {
        (Some(one), Some(other)) if one > other => Err(SdCwtError::Time(rule)),
        _ => Ok(()),
    }
}

fn before(
    one: Option<NumericDate>,
    other: Option<NumericDate>,
    rule: TimeRule,
) -> Result<(), SdCwtError> {
    match (one, other) {
        (Some(one), Some(other)) if one >= other => Err(SdCwtError::Time(rule)),
        _ => Ok(()),
    }
}

/// 2^53.
const MOST: u128 = 1 << 53;
const MOST_FLOAT: f64 = 9_007_199_254_740_992.0;
