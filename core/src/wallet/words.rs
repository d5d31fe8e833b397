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
    NOT_CREATED, "error.not_created",
        "Chưa có ví ở đây. Hãy tạo ví trước.",
        "There is no wallet here yet. Make one first.";
    NOT_FOUND, "error.not_found",
        "Không tìm thấy. Hãy xem danh sách để lấy đúng mã.",
        "Not found. Look at the list for the right id.";
    NOT_RECOVERING, "error.not_recovering",
        "Chưa có yêu cầu khôi phục nào đang chờ. Hãy trả lời câu hỏi bảo mật để bắt đầu.",
        "No recovery is waiting. Answer the security questions to begin one.";
    NO_PRINTED_FORM, "error.no_printed_form",
        "Giấy tờ này không được quét từ bản giấy nên không có mã để xuất trình.",
        "This document was not scanned from paper, so there is no printed code to show.";
    OUT_OF_MEMORY, "error.out_of_memory",
        "Máy không đủ bộ nhớ để mở ví. Hãy đóng bớt ứng dụng rồi thử lại.",
        "The device has not enough memory to open the wallet. Close other apps and try again.";
    RECORD_DAMAGED, "error.record_damaged",
        "Mục này bị hỏng và không mở được. Các giấy tờ khác vẫn mở bình thường.",
        "This record is damaged and can't be opened. Your other documents open as usual.";
    RECOVERY_ONLY, "error.recovery_only",
        "Đã nhập sai 10 lần, mã bảo mật không dùng được nữa. Giấy tờ vẫn còn. Hãy khôi phục bằng câu hỏi bảo mật.",
        "Ten wrong tries: the passcode is switched off. Your documents are still there. Recover through the security questions.";
    ROLLED_BACK, "error.rolled_back",
        "Ví là một bản cũ được đặt lại. Bạn xem được, nhưng chưa sửa được. Hãy đưa bản mới nhất về, hoặc chấp nhận bản này.",
        "This is an older copy of the wallet that was put back. You can look at it but not change it yet. Restore the newest copy, or accept this one.";
    TAMPERED, "error.tampered",
        "Ví bị thay đổi ngoài ứng dụng. Bạn xem được phần còn đọc được, nhưng chưa sửa được. Hãy khôi phục từ bản sao, hoặc chấp nhận phần còn lại.",
        "The wallet was changed outside the app. You can look at what is readable but not change it yet. Restore it from a copy, or accept what is left.";
    TOO_LARGE, "error.too_large",
        "Quá lớn để lưu trong ví. Không có gì bị thay đổi.",
        "Too large to keep in the wallet. Nothing was changed.";
    TRY_AGAIN, "error.try_again",
        "Hãy thử lại sau {wait}. Ví đang chờ vì đã nhập sai nhiều lần hoặc đang khôi phục; giấy tờ vẫn an toàn.",
        "Try again in {wait}. The wallet waits after wrong tries or during a recovery; your documents are safe.";
    UNBOUND, "error.unbound",
        "Tệp ví này không thuộc về máy này, hoặc máy đã mất khóa của nó. Không mở được ở đây. Hãy dùng đúng máy, hoặc xóa ví để bắt đầu lại.",
        "This wallet's file does not belong to this device, or the device lost its keys. It can't be opened here. Use the right device, or erase the wallet to start again.";
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
    RECORD_DOCUMENT, "record.document", "giấy tờ", "document";
    RECORD_HOLDER, "record.holder", "người có giấy tờ", "holder";
    RECORD_KEY, "record.key", "khóa của một mục", "key of a record";
    RECORD_SETTINGS, "record.settings", "thiết lập của ví", "settings";
    SECONDS, "wait.seconds", "{n} giây", "{n} seconds";
    MINUTES, "wait.minutes", "{n} phút", "{n} minutes";
    HOURS, "wait.hours", "{n} giờ", "{n} hours";
}
