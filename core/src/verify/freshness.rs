//! How old a code may be.

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
    /// The freshness of something made at `made_at`.
    ///
    /// # Errors
    /// [`Refusal::TooOld`], [`Refusal::FromTheFuture`].
    pub(super) fn judge(made_at: i64, now: i64) -> Result<Self, Refusal> {
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

/// Seconds from its making, in both directions, for which a code is accepted.
pub const CODE_LIFE: i64 = 60;
/// Seconds after which an accepted code is remarked on.
pub const LATE_AFTER: i64 = 30;
