//! How old a code may be.

use crate::credential::sd_cwt::Times;
use crate::present::CODE_LIFE;
use crate::verify::refusal::Refusal;

/// Whether a code is as fresh as it should be.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Freshness {
    /// At most [`LATE_AFTER`] seconds from now, either way.
    Fresh,
    /// Accepted, and worth a look: the code is old, or a clock is wrong by so many seconds (negative: the code is ahead).
    Late {
        /// Seconds since it was made.
        seconds: i64,
    },
}

impl Freshness {
    /// The freshness of what a token with these times is part of, if it can be accepted.
    ///
    /// # Errors
    /// [`Refusal::TooOld`], [`Refusal::FromTheFuture`]; [`Refusal::Form`] when it does not say when it was made.
    pub(super) fn of(times: &Times, now: i64) -> Result<Self, Refusal> {
        let made_at = times.issued.ok_or(Refusal::Form)?.seconds();
        let freshness = Self::judge(made_at, now)?;
        // A phone may set narrower limits than ours.
        if times.expires.is_some_and(|expires| now >= expires.seconds()) {
            return Err(Refusal::TooOld { seconds: now.saturating_sub(made_at).max(0) });
        }
        Ok(freshness)
    }

    /// The later of two, so that a presentation is as fresh as the worst of its parts.
    pub(super) fn worse(self, other: Self) -> Self {
        let seconds = |freshness| match freshness {
            Self::Fresh => 0,
            Self::Late { seconds } => i64::abs(seconds),
        };
        if seconds(other) > seconds(self) { other } else { self }
    }

    /// The freshness of something made at `made_at`.
    ///
    /// # Errors
    /// [`Refusal::TooOld`], [`Refusal::FromTheFuture`].
    fn judge(made_at: i64, now: i64) -> Result<Self, Refusal> {
        let seconds = now.saturating_sub(made_at);
        if seconds > CODE_LIFE {
            return Err(Refusal::TooOld { seconds });
        }
        if seconds < -CODE_LIFE {
            return Err(Refusal::FromTheFuture { seconds: seconds.saturating_neg() });
        }
        if seconds.abs() > LATE_AFTER { Ok(Self::Late { seconds }) } else { Ok(Self::Fresh) }
    }
}

/// Seconds after which an accepted code is remarked on.
pub const LATE_AFTER: i64 = 30;
