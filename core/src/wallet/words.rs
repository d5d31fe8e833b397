//! The words of [`crate::wallet::WalletError`] and of waits: what happened, what is safe, what to do now.

use alloc::string::{String, ToString};

use crate::language::{Language, Message};

/// A wait in words, rounded up: seconds below two minutes, minutes below two hours, then hours.
#[must_use]
pub fn wait_in_words(seconds: u32, language: Language) -> String {
    let (amount, unit) = match seconds {
        0..=119 => (seconds, SECONDS),
        120..=7199 => (seconds.div_ceil(60), MINUTES),
        _ => (seconds.div_ceil(3600), HOURS),
    };
    unit.fill(language, &[("n", &amount.to_string())])
}

macro_rules! words {
    ($($name:ident, $id:literal, $vi:literal, $en:literal;)*) => {
        $(pub(crate) const $name: Message = Message { id: $id, vi: $vi, en: $en };)*
    };
}

words! {
    ALREADY_CREATED, "error.already_created",
        "Đã có ví ở đây. Không có gì bị thay đổi. Hãy mở ví bằng mã bảo mật, hoặc xóa ví trước khi tạo ví mới.",
        "There is a wallet here already. Nothing was changed. Open it with the passcode, or erase it before making a new one.";
    BUSY, "error.busy",
        "Ví đang làm việc khác. Hãy thử lại sau giây lát.",
        "The wallet is busy with something else. Try again in a moment.";
    CORRUPT, "error.corrupt",
        "Tệp của ví bị hỏng. Ví không sửa và không xóa gì. Hãy giữ nguyên tệp và khôi phục từ bản sao, hoặc xóa ví để bắt đầu lại.",
        "The wallet's file is damaged. Nothing was repaired or deleted. Keep the file and restore it from a copy, or erase the wallet to start again.";
    CREDENTIAL_ISSUER, "error.credential_issuer",
        "Không rõ cơ quan cấp, hoặc cơ quan đó không được cấp loại này. Ví không nhận gì. Hãy cập nhật danh sách cơ quan cấp rồi thử lại.",
        "The issuer is not known or may not issue this. Nothing was taken. Update the trust list and try again.";
    CREDENTIAL_MALFORMED, "error.credential_malformed",
        "Bản điện tử bị hỏng hoặc chữ ký không đúng. Ví không nhận gì. Hãy yêu cầu cơ quan cấp gửi lại.",
        "The credential is damaged or its signature does not hold. Nothing was taken. Ask the issuer to send it again.";
    CREDENTIAL_NOT_ORDERED, "error.credential_not_ordered",
        "Bản điện tử này được cấp cho khóa khác, không dùng được trên máy này. Ví không nhận gì. Hãy đặt cấp lại từ máy này.",
        "This credential is bound to another key and is of no use on this device. Nothing was taken. Order it again from here.";
    CREDENTIAL_OTHER, "error.credential_other",
        "Bản điện tử không phải giấy tờ này. Ví không nhận gì. Hãy kiểm tra loại giấy tờ.",
        "The credential is not of this document. Nothing was taken. Check the kind of document.";
    CREDENTIAL_OUT_OF_DATE, "error.credential_out_of_date",
        "Bản điện tử đã hết hạn. Ví không nhận gì. Hãy yêu cầu bản mới.",
        "The credential has ended. Nothing was taken. Ask for a new one.";
    ERASED, "error.erased",
        "Ví đã bị xóa, không mở lại được. Hãy tạo ví mới và thêm lại giấy tờ.",
        "The wallet was erased and can't be opened again. Make a new wallet and add your documents again.";
    FULL, "error.full",
        "Bộ nhớ máy đã đầy. Giấy tờ của bạn vẫn còn nguyên. Hãy giải phóng bộ nhớ rồi thử lại.",
        "The device's storage is full. Your documents are safe. Free some space and try again.";
    HARDWARE, "error.hardware",
        "Kho khóa của máy không trả lời đúng. Ví vẫn khóa, giấy tờ vẫn an toàn. Hãy thử lại; nếu vẫn vậy, khởi động lại máy.",
        "The device's key store did not answer properly. The wallet stays locked and your documents are safe. Try again; if it persists, restart the device.";
    IN_USE, "error.in_use",
        "Ví đang mở ở một chương trình khác. Hãy đóng chương trình đó rồi thử lại.",
        "The wallet is open in another program. Close that one and try again.";
    IO, "error.io",
        "Không đọc hoặc ghi được tệp của ví. Những gì đã lưu vẫn còn. Hãy kiểm tra bộ nhớ và quyền truy cập.",
        "The wallet's file can't be read or written. What was saved is still there. Check the storage and its permissions.";
    LOCKED, "error.locked",
        "Ví đã khóa. Hãy nhập mã bảo mật để mở.",
        "The wallet is locked. Enter the passcode to open it.";
    NEEDS_AUTHENTICATION, "error.needs_authentication",
        "Hãy nhập lại mã bảo mật: xuất trình cần xác nhận trong 60 giây gần nhất.",
        "Enter the passcode again: showing needs a confirmation of the last 60 seconds.";
    NEWER_FORMAT, "error.newer_format",
        "Ví này do phiên bản mới hơn tạo ra. Hãy cập nhật ứng dụng; giấy tờ vẫn an toàn.",
        "This wallet was made by a newer version. Update the app; your documents are safe.";
    NOTHING_TO_SHOW, "error.nothing_to_show",
        "Ví không có bản điện tử nào chứa đúng những thông tin đã chọn. Chưa xuất trình gì. Hãy chọn ít thông tin hơn hoặc yêu cầu cơ quan cấp.",
        "The wallet has no credential that shows exactly what you chose. Nothing was shown. Choose other facts, or get a credential from the issuer.";
    NOT_A_REQUEST, "error.not_a_request",
        "Đây không phải mã yêu cầu của quầy. Hãy quét mã bắt đầu bằng VGQ1.",
        "This is not a counter's request. Scan the code that begins with VGQ1.";
    NOT_ASKED, "error.not_asked",
        "Quầy không hỏi thông tin này nên ví không đưa. Chưa gửi gì.",
        "The counter did not ask for this, so it is not given. Nothing was sent.";
    NOT_CREATED, "error.not_created",
        "Chưa có ví ở đây. Hãy tạo ví trước.",
        "There is no wallet here yet. Make one first.";
    NOT_FOUND, "error.not_found",
        "Không tìm thấy. Hãy xem danh sách để lấy đúng mã.",
        "Not found. Look at the list for the right id.";
    NOT_RECOVERING, "error.not_recovering",
        "Chưa có yêu cầu khôi phục nào đang chờ. Hãy trả lời câu hỏi bảo mật để bắt đầu.",
        "No recovery is waiting. Answer the security questions to begin one.";
    NO_TRUST_LIST, "error.no_trust_list",
        "Ví chưa có danh sách cơ quan cấp nên chưa nhận được bản điện tử. Hãy nhập danh sách trước.",
        "The wallet has no trust list yet, so it can't take a credential. Import one first.";
    NO_PRINTED_FORM, "error.no_printed_form",
        "Giấy tờ này không được quét từ bản giấy nên không có mã để xuất trình.",
        "This document was not scanned from paper, so there is no printed code to show.";
    OUT_OF_MEMORY, "error.out_of_memory",
        "Máy không đủ bộ nhớ để mở ví. Hãy đóng bớt ứng dụng rồi thử lại.",
        "The device has not enough memory to open the wallet. Close other apps and try again.";
    READER_NOT_TRUSTED, "error.reader_not_trusted",
        "Chứng thư của quầy không được tin cậy. Ví không gửi gì. Đừng đưa thông tin cho quầy này.",
        "The counter's certificate is not trusted. Nothing was sent. Do not give this counter your facts.";
    RECORD_DAMAGED, "error.record_damaged",
        "Mục này bị hỏng và không mở được. Các giấy tờ khác vẫn mở bình thường.",
        "This record is damaged and can't be opened. Your other documents open as usual.";
    RECOVERY_ONLY, "error.recovery_only",
        "Đã nhập sai 10 lần, mã bảo mật không dùng được nữa. Giấy tờ vẫn còn. Hãy khôi phục bằng câu hỏi bảo mật.",
        "Ten wrong tries: the passcode is switched off. Your documents are still there. Recover through the security questions.";
    REQUEST_DAMAGED, "error.request_damaged",
        "Mã yêu cầu bị hỏng hoặc chữ ký không đúng. Ví không gửi gì. Hãy quét lại.",
        "The request is damaged or its signature does not hold. Nothing was sent. Scan it again.";
    REQUEST_FOR_NOTHING, "error.request_for_nothing",
        "Quầy không hỏi thông tin nào mà ví biết. Hãy cập nhật ứng dụng.",
        "The counter asks for nothing that this wallet knows. Update the app.";
    REQUEST_FROM_THE_FUTURE, "error.request_from_the_future",
        "Giờ của quầy và của máy bạn lệch nhau. Hãy kiểm tra đồng hồ rồi quét lại.",
        "The counter's clock and yours differ. Check the clock and scan again.";
    REQUEST_NEWER, "error.request_newer",
        "Mã yêu cầu thuộc phiên bản mới hơn. Hãy cập nhật ứng dụng.",
        "The request is of a newer version. Update the app.";
    REQUEST_OVER, "error.request_over",
        "Yêu cầu đã hết hạn. Ví không gửi gì. Hãy nhờ quầy tạo mã mới.",
        "The request is over. Nothing was sent. Ask the counter for a new one.";
    ROLLED_BACK, "error.rolled_back",
        "Ví là một bản cũ được đặt lại. Bạn xem được, nhưng chưa sửa được. Hãy đưa bản mới nhất về, hoặc chấp nhận bản này.",
        "This is an older copy of the wallet that was put back. You can look at it but not change it yet. Restore the newest copy, or accept this one.";
    TAMPERED, "error.tampered",
        "Ví bị thay đổi ngoài ứng dụng. Bạn xem được phần còn đọc được, nhưng chưa sửa được. Hãy khôi phục từ bản sao, hoặc chấp nhận phần còn lại.",
        "The wallet was changed outside the app. You can look at what is readable but not change it yet. Restore it from a copy, or accept what is left.";
    TELLS_TOO_MUCH, "error.tells_too_much",
        "Trong đó có số hoặc địa chỉ mà ai chụp được mã cũng đọc được. Chưa xuất trình gì. Chọn ít hơn, hoặc xác nhận là bạn vẫn muốn.",
        "Among these are numbers or addresses that anyone who photographs the code can read. Nothing was shown. Choose less, or confirm that you want to.";
    TOO_LARGE, "error.too_large",
        "Quá lớn để lưu trong ví. Không có gì bị thay đổi.",
        "Too large to keep in the wallet. Nothing was changed.";
    TRUST_LIST, "error.trust_list",
        "Danh sách cơ quan cấp không hợp lệ hoặc cũ hơn danh sách đang có. Ví giữ danh sách đang có.",
        "The trust list does not hold or is older than the one in the wallet. The wallet keeps the one it has.";
    TRY_AGAIN, "error.try_again",
        "Hãy thử lại sau {wait}. Ví đang chờ vì đã nhập sai nhiều lần hoặc đang khôi phục; giấy tờ vẫn an toàn.",
        "Try again in {wait}. The wallet waits after wrong tries or during a recovery; your documents are safe.";
    UNBOUND, "error.unbound",
        "Tệp ví này không thuộc về máy này, hoặc máy đã mất khóa của nó. Không mở được ở đây. Hãy dùng đúng máy, hoặc xóa ví để bắt đầu lại.",
        "This wallet's file does not belong to this device, or the device lost its keys. It can't be opened here. Use the right device, or erase the wallet to start again.";
    USED_UP, "error.used_up",
        "Bản dùng một lần đã hết. Dùng lại bản cũ thì hai nơi có thể biết cùng một người đã đến. Hãy lấy thêm, hoặc xác nhận dùng lại.",
        "The one-time credentials are used up. Showing one again lets two counters find out that the same person came. Get more, or confirm.";
    WRONG_ANSWERS, "error.wrong_answers",
        "Câu trả lời chưa đúng. Ví không cho biết câu nào sai.",
        "The answers are not right. The wallet does not tell which.";
    WRONG_ANSWERS_WAIT, "error.wrong_answers_wait",
        "Câu trả lời chưa đúng. Ví không cho biết câu nào sai. Thử lại sau {wait}; sai 5 lần thì ví bị xóa.",
        "The answers are not right. The wallet does not tell which. Try again in {wait}; five wrong tries erase the wallet.";
    WRONG_PASSCODE_TRIES, "error.wrong_passcode_tries",
        "Mã bảo mật chưa đúng. Bạn còn {tries} lần trước khi phải chờ. Quên mã? Dùng câu hỏi bảo mật.",
        "Wrong passcode. You have {tries} more tries before a wait. Forgot it? Use the security questions.";
    WRONG_PASSCODE_LAST, "error.wrong_passcode_last",
        "Mã bảo mật chưa đúng. Bạn còn 1 lần trước khi phải chờ. Quên mã? Dùng câu hỏi bảo mật.",
        "Wrong passcode. One more try before a wait. Forgot it? Use the security questions.";
    WRONG_PASSCODE_WAIT, "error.wrong_passcode_wait",
        "Mã bảo mật chưa đúng. Thử lại sau {wait}. Quên mã? Dùng câu hỏi bảo mật.",
        "Wrong passcode. Try again in {wait}. Forgot it? Use the security questions.";
    RECORD_ATTACHMENT, "record.attachment", "ảnh", "picture";
    RECORD_CREDENTIAL, "record.credential", "bản điện tử do cơ quan cấp", "issued credential";
    RECORD_DOCUMENT, "record.document", "giấy tờ", "document";
    RECORD_HOLDER, "record.holder", "người có giấy tờ", "holder";
    RECORD_KEY, "record.key", "khóa của một mục", "key of a record";
    RECORD_SETTINGS, "record.settings", "thiết lập của ví", "settings";
    RECORD_TRUST_LIST, "record.trust_list", "danh sách cơ quan cấp", "trust list";
    SECONDS, "wait.seconds", "{n} giây", "{n} seconds";
    MINUTES, "wait.minutes", "{n} phút", "{n} minutes";
    HOURS, "wait.hours", "{n} giờ", "{n} hours";
}
