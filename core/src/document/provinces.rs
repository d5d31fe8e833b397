//! The provinces of the personal number's first three digits, under the names of before the merger of July 2025.
//!
//! Source: the table of Thông tư 59/2021 (lapsed on 1 July 2024, so it informs and never refuses). No rule was
//! published that moves prefixes to the 34 provinces of today; the names stay as they were when the number was given.

/// A province by its code in personal numbers.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Province {
    /// Three digits.
    pub code: &'static str,
    /// The name, NFC.
    pub name: &'static str,
}

/// The province of a three-digit code.
#[must_use]
pub fn by_code(code: &str) -> Option<&'static Province> {
    let place = PROVINCES.binary_search_by(|province| province.code.cmp(code)).ok()?;
    PROVINCES.get(place)
}

const fn province(code: &'static str, name: &'static str) -> Province {
    Province { code, name }
}

/// All 63, in the order of their codes.
pub const PROVINCES: [Province; 63] = [
    province("001", "Hà Nội"),
    province("002", "Hà Giang"),
    province("004", "Cao Bằng"),
    province("006", "Bắc Kạn"),
    province("008", "Tuyên Quang"),
    province("010", "Lào Cai"),
    province("011", "Điện Biên"),
    province("012", "Lai Châu"),
    province("014", "Sơn La"),
    province("015", "Yên Bái"),
    province("017", "Hòa Bình"),
    province("019", "Thái Nguyên"),
    province("020", "Lạng Sơn"),
    province("022", "Quảng Ninh"),
    province("024", "Bắc Giang"),
    province("025", "Phú Thọ"),
    province("026", "Vĩnh Phúc"),
    province("027", "Bắc Ninh"),
    province("030", "Hải Dương"),
    province("031", "Hải Phòng"),
    province("033", "Hưng Yên"),
    province("034", "Thái Bình"),
    province("035", "Hà Nam"),
    province("036", "Nam Định"),
    province("037", "Ninh Bình"),
    province("038", "Thanh Hóa"),
    province("040", "Nghệ An"),
    province("042", "Hà Tĩnh"),
    province("044", "Quảng Bình"),
    province("045", "Quảng Trị"),
    province("046", "Thừa Thiên Huế"),
    province("048", "Đà Nẵng"),
    province("049", "Quảng Nam"),
    province("051", "Quảng Ngãi"),
    province("052", "Bình Định"),
    province("054", "Phú Yên"),
    province("056", "Khánh Hòa"),
    province("058", "Ninh Thuận"),
    province("060", "Bình Thuận"),
    province("062", "Kon Tum"),
    province("064", "Gia Lai"),
    province("066", "Đắk Lắk"),
    province("067", "Đắk Nông"),
    province("068", "Lâm Đồng"),
    province("070", "Bình Phước"),
    province("072", "Tây Ninh"),
    province("074", "Bình Dương"),
    province("075", "Đồng Nai"),
    province("077", "Bà Rịa - Vũng Tàu"),
    province("079", "TP. Hồ Chí Minh"),
    province("080", "Long An"),
    province("082", "Tiền Giang"),
    province("083", "Bến Tre"),
    province("084", "Trà Vinh"),
    province("086", "Vĩnh Long"),
    province("087", "Đồng Tháp"),
    province("089", "An Giang"),
    province("091", "Kiên Giang"),
    province("092", "Cần Thơ"),
    province("093", "Hậu Giang"),
    province("094", "Sóc Trăng"),
    province("095", "Bạc Liêu"),
    province("096", "Cà Mau"),
];
