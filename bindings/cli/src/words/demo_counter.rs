//! The texts of the demonstration at the counter.

use vigiayto_core::language::Message;

words! {
    STEP_ISSUE = "demo.issue", "Nhận bốn giấy tờ điện tử từ một bàn cấp thử", "Get four credentials from a sandbox issuer";
    STEP_ONE_WAY = "demo.one_way", "Xuất trình hai giấy tờ trong một mã, quầy đọc từ ảnh", "Show two documents in one code; the counter reads it from the picture";
    STEP_ANSWER = "demo.answer", "Trả lời yêu cầu của một quầy, chỉ quầy đó mở được", "Answer a counter's request; only that counter can open it";
    STEP_SERIES = "demo.series", "Xuất trình ảnh chân dung bằng chuỗi mã chạy", "Show the portrait as a series of codes";
    STEP_TRICKS = "demo.tricks", "Từ chối bảy cách gian lận", "Refuse seven tricks";
    STEP_HISTORY = "demo.history", "Xem lại ai đã thấy gì", "Look back: who saw what";
    ISSUED = "demo.issued", "{kind}: {count} bản điện tử, mỗi bản một khóa của máy", "{kind}: {count} credentials, each bound to a key of this device";
    SIZE = "demo.size", "{characters} ký tự, mã QR cỡ {version}, từ đối chiếu: {word}", "{characters} characters, version {version}, cross-check word: {word}";
    GENUINE = "demo.genuine", "THẬT · {kind} · {issuer}", "GENUINE · {kind} · {issuer}";
    ASKS = "demo.asks", "{reader} (tự xưng tên) hỏi để: {purpose}", "{reader} (names itself) asks in order to: {purpose}";
    KEPT = "demo.kept", "họ lưu trong {days} ngày", "they keep it for {days} days";
    KEPT_BACK = "demo.kept_back", "Bạn không đưa: {facts}", "Kept back: {facts}";
    PURPOSE = "demo.purpose", "đăng ký lưu trú", "register an overnight stay";
    SERIES = "demo.series_told", "{bytes} byte, cần {needed} ảnh; đã thấy {seen}, mất {lost}, lẫn với một chuỗi lạ", "{bytes} bytes, {needed} pictures needed; {seen} seen, {lost} lost, mixed with a foreign series";
    TRICK_SCREENSHOT = "demo.trick_screenshot", "ảnh chụp màn hình sau 61 giây", "a screenshot, 61 seconds later";
    TRICK_NONCE = "demo.trick_nonce", "câu trả lời cũ cho yêu cầu mới", "an old answer to a new request";
    TRICK_READER = "demo.trick_reader", "quầy này chuyển câu trả lời cho quầy khác", "an answer passed on to another counter";
    TRICK_EDITED = "demo.trick_edited", "sửa một chữ trong tên", "one letter of the name changed";
    TRICK_REVOKED = "demo.trick_revoked", "giấy tờ đã bị thu hồi", "a revoked credential";
    TRICK_EXPIRED = "demo.trick_expired", "giấy tờ điện tử đã hết hạn", "a credential that has ended";
    TRICK_ISSUER = "demo.trick_issuer", "quầy không biết cơ quan cấp này", "an issuer that the counter does not know";
    BY_HAND = "demo.by_hand", "Tự thử (mã quá 60 giây sẽ bị từ chối): vigiayto verify --image {picture} --trust {trust} --pin {pin} --status {status}", "Try it by hand (a code older than 60 s is refused): vigiayto verify --image {picture} --trust {trust} --pin {pin} --status {status}";
    CHECK_WORD = "check.word", "Hai bên không hiện cùng một từ.", "The two sides do not show the same word.";
    CHECK_EXACT = "check.exact", "Quầy không thấy đúng những gì đã chọn.", "The counter does not see exactly what was chosen.";
    CHECK_REFUSED = "check.refused", "Một cách gian lận không bị từ chối đúng lý do.", "A trick was not refused for its own reason.";
    CHECK_HISTORY = "check.history", "Lịch sử không đúng.", "The history is not right.";
    CHECK_LISTS = "check.lists", "Danh sách của bàn cấp không dùng được.", "The issuer's lists can't be used.";
}
