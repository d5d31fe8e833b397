//! The words that a card's marks say, so that nothing is told by shape or colour alone.

use alloc::string::{String, ToString};

use crate::document::{Evidence, ExpiryState};
use crate::language::{Language, Message};

/// Where the facts come from, in words.
pub(super) fn evidence(evidence: Evidence) -> Message {
    match evidence {
        Evidence::Typed => TYPED,
        Evidence::Scanned => SCANNED,
        Evidence::ChipVerified => CHIP_VERIFIED,
        Evidence::Issued => ISSUED,
    }
}

/// Whether it is still valid, in words.
pub(super) fn expiry(state: ExpiryState, language: Language) -> String {
    match state {
        ExpiryState::NoTerm => NO_TERM.text(language).to_string(),
        ExpiryState::Unknown => TERM_UNKNOWN.text(language).to_string(),
        ExpiryState::Valid { .. } => VALID.text(language).to_string(),
        ExpiryState::ExpiresSoon { days_left: 0 } => LAST_DAY.text(language).to_string(),
        ExpiryState::ExpiresSoon { days_left } => {
            EXPIRES_SOON.fill(language, &[("days", &days_left.to_string())])
        }
        ExpiryState::Expired { days_ago } => {
            EXPIRED.fill(language, &[("days", &days_ago.to_string())])
        }
    }
}

/// What the product is called.
pub(super) const PRODUCT: Message =
    Message { id: "product.name", vi: "Ví Giấy Tờ", en: "Ví Giấy Tờ" };
const TYPED: Message =
    Message { id: "evidence.typed", vi: "bạn tự nhập", en: "typed by you" };
const SCANNED: Message = Message {
    id: "evidence.scanned",
    vi: "quét từ bản giấy, chưa xác minh",
    en: "scanned from paper, not verified",
};
const CHIP_VERIFIED: Message =
    Message { id: "evidence.chip_verified", vi: "đọc từ chip", en: "read from the chip" };
const ISSUED: Message =
    Message { id: "evidence.issued", vi: "cơ quan cấp đã ký", en: "issued and signed" };
const NO_TERM: Message =
    Message { id: "expiry.no_term", vi: "không thời hạn", en: "no expiry" };
const TERM_UNKNOWN: Message =
    Message { id: "expiry.unknown", vi: "chưa rõ thời hạn", en: "expiry not known" };
const VALID: Message = Message { id: "expiry.valid", vi: "còn thời hạn", en: "not expired" };
const LAST_DAY: Message =
    Message { id: "expiry.last_day", vi: "hết hạn sau hôm nay", en: "expires after today" };
const EXPIRES_SOON: Message =
    Message { id: "expiry.soon", vi: "còn {days} ngày", en: "expires in {days} days" };
const EXPIRED: Message = Message {
    id: "expiry.expired",
    vi: "hết hạn {days} ngày trước",
    en: "expired {days} days ago",
};
