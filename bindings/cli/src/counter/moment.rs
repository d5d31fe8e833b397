//! Moments in words, by the clock of Viet Nam.

use time::{Date, OffsetDateTime, UtcOffset};
use vigiayto_core::platform::{Clock as _, SystemClock};

/// Now, in seconds since 1970.
pub(crate) fn now() -> i64 {
    SystemClock.unix_seconds()
}

/// The day of a moment.
pub(crate) fn day(seconds: i64) -> Date {
    local(seconds).date()
}

/// `05/09/2026`.
pub(crate) fn date_text(seconds: i64) -> String {
    let at = local(seconds);
    format!("{:02}/{:02}/{:04}", at.day(), u8::from(at.month()), at.year())
}

/// `05/09/2026 14:03:09`.
pub(crate) fn text(seconds: i64) -> String {
    let at = local(seconds);
    format!("{} {:02}:{:02}:{:02}", date_text(seconds), at.hour(), at.minute(), at.second())
}

fn local(seconds: i64) -> OffsetDateTime {
    let at = OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    at.checked_to_offset(VIETNAM).unwrap_or(at)
}

/// UTC+7, without summer time.
const VIETNAM: UtcOffset = match UtcOffset::from_hms(7, 0, 0) {
    Ok(offset) => offset,
    Err(_) => UtcOffset::UTC,
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_said_by_the_clock_of_viet_nam() {
        assert_eq!(text(0), "01/01/1970 07:00:00");
        assert_eq!(date_text(86_400 - 7 * 3600), "02/01/1970");
        assert_eq!(text(i64::MAX), text(0), "no such moment");
    }
}
