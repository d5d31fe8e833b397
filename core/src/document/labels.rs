//! Every text that a document shows, in one catalogue.
//!
//! The part of an id behind `field.` is also the field's key in forms and in the store, so those ids are frozen.

use crate::language::Message;

/// A label's key in forms, in the store and in machine-readable output: its id without the group.
#[must_use]
pub fn key(label: Message) -> &'static str {
    label.id.split_once('.').map_or(label.id, |(_, key)| key)
}

macro_rules! messages {
    ($($name:ident = $id:literal, $vi:literal, $en:literal;)*) => {
        $(
            #[doc = concat!("“", $en, "”")]
            pub const $name: Message = Message { id: $id, vi: $vi, en: $en };
        )*

        /// Every message of this list.
        pub const ALL: &[Message] = &[$($name),*];
    };
}

// Documents by name.
messages! {
    CITIZEN_CARD_2021 = "document.citizen_card_2021", "căn cước công dân", "identity card";
    CITIZEN_CARD = "document.citizen_card", "căn cước", "identity card";
    DRIVER_LICENCE = "document.driver_licence", "giấy phép lái xe", "driver licence";
    VEHICLE_REGISTRATION = "document.vehicle_registration", "chứng nhận đăng ký xe", "vehicle registration";
    NUMBER_PLATE = "document.number_plate", "biển số", "number plate";
    HEALTH_INSURANCE = "document.health_insurance", "thẻ bảo hiểm y tế", "health insurance card";
    SOCIAL_INSURANCE = "document.social_insurance", "bảo hiểm xã hội", "social insurance";
    FOREIGNER_DOCUMENT = "document.foreigner_document", "hộ chiếu / thẻ cư trú", "passport / residence card";
    PASSPORT = "document.passport", "hộ chiếu", "passport";
    RESIDENCE_CARD = "document.residence_card", "thẻ cư trú", "residence card";
    BIRTH_CERTIFICATE = "document.birth_certificate", "giấy khai sinh", "birth certificate";

    // Evidence and expiry.
    EVIDENCE_TYPED = "evidence.typed", "bạn tự nhập", "typed by you";
    EVIDENCE_SCANNED = "evidence.scanned", "quét từ bản giấy, chưa xác minh", "scanned from paper, not verified";
    EVIDENCE_CHIP = "evidence.chip_verified", "đọc từ chip", "read from the chip";
    EVIDENCE_ISSUED = "evidence.issued", "cơ quan cấp đã ký", "issued and signed";
    NO_EXPIRY = "expiry.none", "không thời hạn", "no expiry";
    EXPIRY_UNKNOWN = "expiry.unknown", "chưa rõ thời hạn", "expiry not known";
    STILL_VALID = "expiry.valid", "còn hạn", "valid";
    EXPIRES_SOON = "expiry.soon", "còn {days} ngày", "expires in {days} days";
    LAST_DAY = "expiry.last_day", "hôm nay là ngày cuối", "last day today";
    EXPIRED = "expiry.expired", "hết hạn", "expired";

    // Fields of several documents.
    FULL_NAME = "field.full_name", "họ và tên", "full name";
    BIRTH_DATE = "field.birth_date", "ngày sinh", "date of birth";
    SEX = "field.sex", "giới tính", "sex";
    NATIONALITY = "field.nationality", "quốc tịch", "nationality";
    HOMETOWN = "field.hometown", "quê quán", "hometown";
    RESIDENCE = "field.residence", "nơi thường trú", "residence";
    ISSUED_ON = "field.issued_on", "ngày cấp", "issued on";
    ISSUE_PLACE = "field.issue_place", "nơi cấp", "issued at";
    EXPIRES_ON = "field.expires_on", "có giá trị đến", "expires on";
    EXPIRES_ON_DERIVED = "field.expires_on_derived", "có giá trị đến (tính theo tuổi)", "expires on (worked out from the age)";
    IN_THIS_WALLET = "value.in_this_wallet", "có trong ví này", "in this wallet";
    CERTAIN = "confidence.certain", "chắc chắn", "certain";
    LIKELY = "confidence.likely", "có lẽ đúng", "likely";
    GUESS = "confidence.guess", "phỏng đoán, hãy kiểm tra từng mục", "a guess: please check every field";
    UNKNOWN = "confidence.unknown", "không rõ", "unknown";
    NOTES = "field.notes", "ghi chú", "notes";
    ADDITIONAL = "field.additional", "thông tin thêm trong mã QR", "additional in the QR code";
    WHOLE_CODE = "field.whole_code", "mã QR", "QR code";
    UNKNOWN_FIELD = "field.unknown", "mục không có trong mẫu", "not a field of this form";

    // Citizen card.
    PERSONAL_NUMBER = "field.personal_number", "số định danh cá nhân", "personal number";
    OLD_IDENTITY_NUMBER = "field.old_identity_number", "số CMND cũ", "old identity number";
    EDITION = "field.edition", "mẫu thẻ", "card model";

    // Driver licence.
    LICENCE_NUMBER = "field.licence_number", "số giấy phép", "licence number";
    BLANK_SERIAL = "field.blank_serial", "số phôi", "blank serial";
    SCHEME = "field.scheme", "bảng hạng", "list of classes";
    CLASSES = "field.classes", "hạng", "classes";
    CLASS_TERM = "field.class_term", "thời hạn hạng", "term of the class";
    POINTS = "field.points", "điểm", "points";
    POINTS_AS_OF = "field.points_as_of", "điểm tính đến ngày", "points as of";

    // Vehicle and plate.
    PLATE = "field.plate", "biển số", "number plate";
    PLATE_COLOUR = "field.plate_colour", "màu biển số", "plate colour";
    PLATE_OWNERSHIP = "field.plate_ownership", "biển số thuộc", "plate bound to";
    OWNER_NAME = "field.owner_name", "chủ xe", "owner";
    OWNER_ADDRESS = "field.owner_address", "địa chỉ chủ xe", "owner's address";
    REGISTRATION_NUMBER = "field.registration_number", "số đăng ký", "registration number";
    BRAND = "field.brand", "nhãn hiệu", "brand";
    MODEL = "field.model", "số loại", "model";
    VEHICLE_TYPE = "field.vehicle_type", "loại xe", "vehicle type";
    VEHICLE_COLOUR = "field.vehicle_colour", "màu sơn", "vehicle colour";
    ENGINE_NUMBER = "field.engine_number", "số máy", "engine number";
    CHASSIS_NUMBER = "field.chassis_number", "số khung", "chassis number";
    YEAR_MADE = "field.year_made", "năm sản xuất", "year made";
    ENERGY = "field.energy", "năng lượng", "energy";
    AUTOMATION = "field.automation", "xe thông minh", "smart vehicle";
    FIRST_REGISTERED_ON = "field.first_registered_on", "đăng ký lần đầu ngày", "first registered on";
    VEHICLE = "field.vehicle", "xe đang gắn biển", "vehicle that carries it";
    KEPT_UNTIL = "field.kept_until", "giữ biển đến ngày", "kept until";

    // Health and social insurance.
    INSURANCE_CODE = "field.insurance_code", "mã thẻ BHYT", "health insurance code";
    ADDRESS = "field.address", "địa chỉ hoặc nơi làm việc", "address or employer";
    CARE_FACILITY = "field.care_facility", "nơi khám chữa bệnh ban đầu", "initial care facility";
    VALID_FROM = "field.valid_from", "có giá trị từ", "valid from";
    MANAGEMENT_CODE = "field.management_code", "mã quản lý", "management code";
    PARENT_NAME = "field.parent_name", "họ tên cha hoặc mẹ", "father's or mother's name";
    AREA_CODE = "field.area_code", "mã nơi sinh sống", "area code";
    FIVE_YEARS_ON = "field.five_years_on", "đủ 5 năm liên tục từ", "five continuous years on";
    CHECK_STRING = "field.check_string", "chuỗi kiểm tra", "check string";
    BENEFIT_LEVEL = "field.benefit_level", "mức hưởng", "benefit level";
    SOCIAL_NUMBER = "field.social_number", "mã số BHXH", "social insurance number";
    OLD_SOCIAL_NUMBER = "field.old_social_number", "mã số BHXH cũ", "old social insurance number";

    // Foreigner's document.
    PAPER = "field.paper", "loại giấy tờ", "kind of paper";
    PAPER_NUMBER = "field.paper_number", "số giấy tờ", "document number";
    FOREIGNER_NUMBER = "field.foreigner_number", "số định danh của người nước ngoài", "foreigner's identity number";

    // Birth certificate.
    BIRTH_PLACE = "field.birth_place", "nơi sinh", "place of birth";
    ETHNICITY = "field.ethnicity", "dân tộc", "ethnicity";
    FATHER_NAME = "field.father_name", "họ tên cha", "father's name";
    MOTHER_NAME = "field.mother_name", "họ tên mẹ", "mother's name";
    REGISTRY_NUMBER = "field.registry_number", "số đăng ký khai sinh", "registry number";
    REGISTERED_AT = "field.registered_at", "nơi đăng ký khai sinh", "registered at";
}

/// Why a value was refused: each says what is wanted instead.
pub mod reasons {
    use crate::language::Message;

    messages! {
        IMAGE_DAMAGED = "reason.image_damaged", "Ảnh bị hỏng. Hãy chụp hoặc chọn ảnh khác.", "The picture is damaged. Take or choose another one.";
        IMAGE_TOO_LARGE = "reason.image_too_large", "Ảnh lớn hơn 2 MB. Hãy chọn ảnh nhỏ hơn.", "The picture is larger than 2 MB. Choose a smaller one.";
        IMAGE_TOO_MANY_PIXELS = "reason.image_too_many_pixels", "Ảnh có cạnh dài hơn 8192 điểm. Hãy chọn ảnh nhỏ hơn.", "The picture has more than 8192 pixels on a side. Choose a smaller one.";
        IMAGE_UNKNOWN_FORMAT = "reason.image_unknown_format", "Tệp này không phải ảnh JPEG, PNG hay WebP.", "This file is no JPEG, PNG or WebP picture.";
        EMPTY = "reason.empty", "chưa có gì", "there is nothing here";
        MISSING = "reason.missing", "cần có mục này", "this field is needed";
        TOO_LONG = "reason.too_long", "dài quá", "too long";
        DAMAGED = "reason.damaged", "chữ bị hỏng khi quét, hãy sửa lại", "letters were damaged in scanning, please correct";
        NOT_A_CHOICE = "reason.not_a_choice", "không có trong các lựa chọn", "not one of the choices";
        TWELVE_DIGITS = "reason.twelve_digits", "cần đúng 12 chữ số", "exactly 12 digits are needed";
        DATE_SHAPE = "reason.date_shape", "ngày viết là ngày/tháng/năm, hoặc chỉ năm", "a date is written dd/mm/yyyy, or the year alone";
        NO_SUCH_DAY = "reason.no_such_day", "lịch không có ngày này", "the calendar has no such day";
        DATE_RANGE = "reason.date_range", "năm phải từ 1800 đến 2999", "the year must be from 1800 to 2999";
        PLATE_SHAPE = "reason.plate_shape", "biển số chỉ có chữ và số, từ 4 đến 12 ký tự", "a plate has 4 to 12 letters and digits only";
        INSURANCE_CODE_SHAPE = "reason.insurance_code_shape", "mã thẻ có 10, 12 hoặc 15 ký tự", "the code has 10, 12 or 15 characters";
        SOCIAL_NUMBER_SHAPE = "reason.social_number_shape", "mã số có 10 hoặc 12 chữ số", "the number has 10 or 12 digits";
        CLASS_UNKNOWN = "reason.class_unknown", "hạng này không có trong bảng hạng đã chọn", "the chosen list has no such class";
        CLASS_SHAPE = "reason.class_shape", "viết hạng, rồi ngày bắt đầu và ngày hết hạn nếu có", "write the class, then its first and last day if any";
        POINTS_RANGE = "reason.points_range", "điểm từ 0 đến 12", "points go from 0 to 12";
        ID_SHAPE = "reason.id_shape", "mã giấy tờ gồm 32 ký tự 0–9, a–f", "a document's id has 32 characters 0–9, a–f";
        HEX_SHAPE = "reason.hex_shape", "không đọc được chữ đã mã hóa", "the encoded letters cannot be read";
        NOT_TEXT = "reason.not_text", "giá trị phải là chữ trong dấu ngoặc kép", "the value must be text in quotes";
        NOT_IN_FORM = "reason.not_in_form", "mẫu này không có mục đó", "this form has no such field";
        WEB_ADDRESS = "reason.web_address", "mã QR là một địa chỉ mạng; ví không mở địa chỉ này", "the QR code is a web address; the wallet does not open it";
        NOT_RECOGNISED = "reason.not_recognised", "ví chưa nhận ra loại giấy tờ này", "the wallet does not recognise this paper";
        TOO_LARGE = "reason.too_large", "nội dung lớn hơn một mã QR có thể chứa", "larger than any QR code can be";
    }
}

/// What does not fit together. None of it refuses a document: papers have errors, and rules have exceptions.
pub mod warnings {
    use crate::language::Message;

    messages! {
        PREFIX_UNKNOWN = "warning.prefix_unknown", "ba số đầu của số định danh không có trong bảng tỉnh, thành", "the number's first three digits are in no list of provinces";
        SEX_DIFFERS = "warning.sex_differs", "giới tính không khớp với số định danh", "the sex does not fit the personal number";
        BIRTH_YEAR_DIFFERS = "warning.birth_year_differs", "năm sinh không khớp với số định danh", "the year of birth does not fit the personal number";
        ISSUED_BEFORE_BIRTH = "warning.issued_before_birth", "ngày cấp trước ngày sinh", "issued before the date of birth";
        DATES_REVERSED = "warning.dates_reversed", "ngày bắt đầu sau ngày hết hạn", "the first day comes after the last";
        ISSUED_IN_FUTURE = "warning.issued_in_future", "ngày cấp ở tương lai", "issued in the future";
        EXPIRY_DIFFERS = "warning.expiry_differs", "ngày hết hạn khác với cách tính theo tuổi ({date})", "the expiry differs from the one worked out from the age ({date})";
        EDITION_DIFFERS = "warning.edition_differs", "mẫu thẻ không khớp với ngày cấp", "the card model does not fit the date of issue";
        OLD_NUMBER_SHAPE = "warning.old_number_shape", "số CMND cũ thường có 9 chữ số", "old identity numbers usually have 9 digits";
        NAME_DIFFERS = "warning.name_differs", "họ tên khác với tên người giữ giấy tờ ({name})", "the name differs from the holder's ({name})";
        HOLDER_BIRTH_DIFFERS = "warning.holder_birth_differs", "ngày sinh khác với ngày sinh của người giữ giấy tờ", "the date of birth differs from the holder's";
        LICENCE_NUMBER_SHAPE = "warning.licence_number_shape", "số giấy phép lái xe thường có 12 chữ số", "driver licence numbers usually have 12 digits";
        CLASS_ENDED = "warning.class_ended", "hạng {class} đã hết hạn; hạng không thời hạn vẫn dùng được", "class {class} has expired; classes without expiry still hold";
        UNDER_AGE = "warning.under_age", "chưa đủ tuổi lái hạng {class} ({age} tuổi)", "under the age for class {class} ({age})";
        POINTS_LOW = "warning.points_low", "giấy phép chỉ còn {points} điểm", "only {points} points are left";
        NO_POINTS = "warning.no_points", "giấy phép đã bị trừ hết điểm, không được lái xe", "no points are left: driving is not allowed";
        CHASSIS_SHAPE = "warning.chassis_shape", "số khung thường có 17 ký tự", "chassis numbers usually have 17 characters";
        PLATE_UNUSUAL = "warning.plate_unusual", "biển số có dạng lạ, hãy kiểm tra lại", "the plate has an unusual form, please check";
        PLATE_KEPT = "warning.plate_kept", "biển chưa gắn xe, được giữ đến {date}", "without a vehicle; kept until {date}";
        CODES_DIFFER = "warning.codes_differ", "mã thẻ không khớp với mã quản lý", "the card's code does not fit the management code";
        CHILD_TURNED_14 = "warning.child_turned_14", "đã đủ 14 tuổi: cần thẻ căn cước và có thể tự dùng ví", "is 14 now: needs an identity card and may use a wallet alone";
        CHILD_TURNED_18 = "warning.child_turned_18", "đã đủ 18 tuổi: nên tự giữ giấy tờ của mình", "is 18 now: should keep the documents alone";
        CORRECTED = "warning.corrected", "có mục đã sửa khác với mã QR trên giấy", "some facts were corrected and differ from the paper's QR code";
    }
}
