//! The sets of facts that counters usually ask for. Issuers make a small credential ("counter view") for each, and readers have
//! a template of the same name.

use crate::document::DocumentKind;
use crate::language::Message;

/// A usual set.
#[derive(Clone, Copy, Debug)]
pub struct Usual {
    /// Stable, for shells and forms.
    pub code: &'static str,
    /// What it is for.
    pub title: Message,
    /// The document it comes from.
    pub kind: DocumentKind,
    /// The numbers of its claims.
    pub claims: &'static [i64],
}

impl Usual {
    /// The set of a code.
    #[must_use]
    pub fn by_code(code: &str) -> Option<&'static Self> {
        USUAL.iter().find(|usual| usual.code == code)
    }
}

const fn title(id: &'static str, vi: &'static str, en: &'static str) -> Message {
    Message { id, vi, en }
}

/// All of them.
pub static USUAL: &[Usual] = &[
    Usual {
        code: "over_18",
        title: title("usual.over_18", "đủ 18 tuổi", "18 or older"),
        kind: DocumentKind::CitizenCard,
        claims: &[-1],
    },
    Usual {
        code: "name_and_number",
        title: title("usual.name_and_number", "họ tên và số định danh", "name and personal number"),
        kind: DocumentKind::CitizenCard,
        claims: &[1, 4],
    },
    Usual {
        code: "identity",
        title: title("usual.identity", "thông tin nhân thân", "identity facts"),
        kind: DocumentKind::CitizenCard,
        claims: &[1, 4, 8, 9, 10, 13],
    },
    Usual {
        code: "road_check",
        title: title("usual.road_check", "kiểm tra giấy phép lái xe", "licence for a road check"),
        kind: DocumentKind::DriverLicence,
        claims: &[4, 8, -2, -6, -7, -8],
    },
    Usual {
        code: "clinic",
        title: title("usual.clinic", "thẻ bảo hiểm ở nơi khám bệnh", "insurance for a clinic"),
        kind: DocumentKind::HealthInsurance,
        claims: &[4, 8, 9, -2, -16, -17, -18, -19],
    },
    Usual {
        code: "vehicle",
        title: title("usual.vehicle", "đăng ký xe", "vehicle registration"),
        kind: DocumentKind::VehicleRegistration,
        claims: &[-2, -9, -10, -11, -12, -13, -15],
    },
];
