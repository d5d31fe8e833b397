//! The texts of `--help` for what passes between an issuer, a wallet and a counter.

use super::Message;

pub(super) const HELP: &[Message] = texts! {
    "trust", "Nhận danh sách cơ quan cấp", "Take a trust list";
    "trust.file", "Tệp danh sách", "The list";
    "trust.pin", "Khóa đã ký danh sách, 66 chữ số hệ 16 (dùng được nhiều lần)", "The key that signed the list, 66 hex digits (may be repeated)";

    "order", "Đặt cấp giấy tờ điện tử: tạo khóa trên máy này", "Order credentials: makes keys on this device";
    "order.what", "Mã của giấy tờ trong ví, hoặc loại giấy tờ", "The id of a document in the wallet, or a kind of document";
    "order.copies", "Số bản của mỗi loại (mặc định 3)", "How many of each sort (default 3)";
    "order.out", "Tệp đơn đặt, đưa cho cơ quan cấp", "The order, to be given to the issuer";

    "receive", "Nhận giấy tờ điện tử từ cơ quan cấp", "Take credentials from an issuer";
    "receive.file", "Tệp cơ quan cấp gửi lại", "The file that the issuer gave back";
    "receive.document", "Giấy tờ có sẵn trong ví", "A document that is in the wallet already";
    "receive.holder", "Người có giấy tờ mới (mặc định: bạn)", "Whose new document it is (default: yours)";

    "credentials", "Các bản điện tử của một giấy tờ", "The credentials of a document";
    "credentials.id", "Mã của giấy tờ", "The document's id";

    ".png", "Ghi mã ra tệp PNG; dài quá một mã thì ra nhiều tệp có số", "Write the code into a PNG file; into several numbered ones if it is too long for one symbol";
    ".frames", "Ghi dãy mã QR thành các tệp PNG trong thư mục này", "Write the series of codes as PNG files into this folder";
    ".count", "Ghi bao nhiêu mã của dãy", "How many codes of the series";

    "present", "Xuất trình giấy tờ ở quầy", "Show documents at a counter";
    "present.ids", "Mã của giấy tờ (một hoặc nhiều, với --code)", "The document's id (one, or several with --code)";
    "present.printed", "Đúng mã QR in trên bản giấy, chưa xác minh", "The very code of the paper, not verified";
    "present.code", "Mã xuất trình có chữ ký, đổi mới sau 30 giây", "A signed code that is renewed after 30 seconds";
    "present.usual", "Bộ thông tin thường dùng: over_18, name_and_number, identity, road_check, clinic, vehicle", "A usual set of facts: over_18, name_and_number, identity, road_check, clinic, vehicle";
    "present.facts", "Những thông tin này (mặc định: bộ thường dùng, bỏ số và địa chỉ)", "These facts (default: the usual ones without numbers and addresses)";
    "present.insist", "Vẫn đưa số và địa chỉ cho ai nhìn thấy mã", "Show numbers and addresses to whoever sees the code all the same";
    "present.reuse", "Dùng lại bản đã xuất trình, dù hai nơi có thể biết là cùng một người", "Show a used credential again, though two counters could tell it is the same person";
    "present.watch", "Đổi mã sau mỗi 30 giây, đến khi bạn dừng", "Renew the code every 30 seconds until you stop it";
    "present.times", "Chỉ đổi bấy nhiêu lần", "Show so many codes and stop";

    "answer", "Trả lời yêu cầu của quầy", "Answer a counter's request";
    "answer.request", "Mã yêu cầu, bắt đầu bằng VGQ1:", "The request, beginning with VGQ1:";
    "answer.image", "Ảnh có mã yêu cầu", "A picture of the request";
    "answer.agree", "Đồng ý chia sẻ những thông tin này", "Agree to share these facts";
    "answer.agree_all", "Đồng ý chia sẻ mọi thông tin đưa được", "Agree to share everything that can be given";
    "answer.refuse", "Từ chối", "Decline";
    "answer.document", "Dùng giấy tờ này, khi ví có nhiều", "Use this document, where the wallet has several";
    "answer.reuse", "Dùng lại bản đã xuất trình", "Show a used credential again";

    "history", "Ai đã xem gì, khi nào", "Who saw what, and when";
    "history.page", "Trang thứ mấy, 20 mục một trang, mới nhất trước", "Which page, 20 entries each, the newest first";
    "history.export", "Ghi cả lịch sử ra tệp .json hoặc .csv", "Write the whole history into a .json or .csv file";
    "history.erase", "Xóa lịch sử từ đầu đến hết mục này", "Erase the history up to and including this entry";
    "history.yes", "Không hỏi lại", "Don't ask again";

    "issue", "Cấp giấy tờ điện tử thử nghiệm, không có giá trị", "Issue credentials as a sandbox, without any standing";
    "issue.form", "Tệp tự nhập của giấy tờ (xem lệnh form)", "The document's form (see the command form)";
    "issue.order", "Đơn đặt của ví (lệnh order)", "The wallet's order (the command order)";
    "issue.out", "Tệp giấy tờ điện tử, đưa lại cho ví", "The credentials, to be given back to the wallet";
    "issue.guardian", "Người giám hộ xuất trình thay", "The guardian who shows it for a dependant";
    "issue.days", "Có giá trị bao nhiêu ngày (mặc định 30)", "For how many days they hold (default 30)";
    "issue.portrait", "Ảnh chân dung, JPEG hoặc WebP, đến 32 KiB", "A portrait, JPEG or WebP, up to 32 KiB";
    "issue.revoke", "Thu hồi lần cấp có số này", "Revoke what was issued under this number";
    "issue.suspend", "Tạm dừng lần cấp có số này", "Suspend what was issued under this number";
    "issue.restore", "Cho lần cấp có số này hiệu lực trở lại", "Let what was issued under this number hold again";
    "issue.reader", "Cấp chứng thư thử nghiệm cho quầy có tên này", "Certify a counter of this name, as a sandbox";
    "issue.counter", "Thư mục của quầy (mặc định: desk trong thư mục của ví)", "The counter's folder (default: desk in the wallet's folder)";
    "issue.desk", "Thư mục của bàn cấp (mặc định: desk trong thư mục của ví)", "The issuing desk's folder (default: desk in the wallet's folder)";

    "request", "Quầy hỏi thông tin: tạo mã yêu cầu", "A counter asks: make a request";
    "request.usual", "Bộ thông tin thường dùng (xem lệnh present)", "A usual set of facts (see the command present)";
    "request.facts", "Loại giấy tờ và thông tin, ví dụ citizen_card:full_name,birth_date (dùng được nhiều lần)", "A kind of document and facts, for example citizen_card:full_name,birth_date (may be repeated)";
    "request.name", "Tên quầy tự xưng (bỏ trống: tên trong chứng thư của quầy)", "The name that the counter gives itself (left out: that of its certificate)";
    "request.purpose", "Hỏi để làm gì", "What it is asked for";
    "request.keep", "Lưu bao nhiêu ngày (mặc định 0: không lưu)", "For how many days it is kept (default 0: it is not)";
    "request.minutes", "Trả lời được trong bao nhiêu phút (1–5, mặc định 2)", "For how many minutes it may be answered (1 to 5, default 2)";
    "request.out", "Tệp giữ yêu cầu đang chờ, có khóa bí mật (mặc định request.json)", "The pending request, with its secret key (default request.json)";
    "request.png", "Ghi mã yêu cầu ra tệp PNG", "Write the request into a PNG file";
    "request.counter", "Thư mục của quầy, có khóa của quầy (mặc định: desk trong thư mục của ví)", "The counter's folder, with its key (default: desk in the wallet's folder)";

    "verify", "Kiểm tra mã xuất trình, không cần mạng", "Verify codes, with no network";
    "verify.texts", "Mã dạng chữ, bắt đầu bằng VGT1:; bỏ trống thì đọc từng dòng từ đầu vào chuẩn", "Codes as text, beginning with VGT1:; without any, lines are read from standard input";
    "verify.image", "Ảnh có mã (PNG hoặc JPEG)", "A picture of a code (PNG or JPEG)";
    "verify.frames", "Ảnh của một dãy mã: thư mục hoặc các tệp", "Pictures of a series of codes: a folder or files";
    "verify.request", "Tệp yêu cầu đang chờ (lệnh request)", "The pending request (the command request)";
    "verify.counter", "Thư mục có trust.list, pin.txt và status.list (mặc định: desk trong thư mục của ví)", "A folder with trust.list, pin.txt and status.list (default: desk in the wallet's folder)";
    "verify.trust", "Danh sách cơ quan cấp", "A trust list";
    "verify.pin", "Khóa đã ký danh sách đó", "The key that signed it";
    "verify.status", "Danh sách thu hồi", "A status list";
    "verify.strict", "Danh sách phải mới, tình trạng phải biết rõ", "Lists must be fresh and the status known";
    "verify.now", "Giờ để thử, giây từ năm 1970", "A time to rehearse, seconds since 1970";
};

pub(super) const AFTER: &[Message] = texts! {
    "issue", "Đây là bàn cấp thử nghiệm: không cơ quan nào công nhận. Thư mục của bàn chứa khóa bí mật.", "This is a sandbox: nobody recognises it. The desk's folder holds secret keys.";
    "request", "Tệp yêu cầu giữ khóa mở câu trả lời: ai có tệp đó đọc được câu trả lời. Xóa tệp khi xong.", "The pending request holds the key that opens the answer: whoever has it can read the answer. Delete it afterwards.";
    "verify", "Mã thoát: 0 thật (kể cả dữ liệu đã cũ), 1 không hợp lệ.", "Exit codes: 0 genuine (also with old data), 1 not genuine.";
};

pub(super) const PLACEHOLDERS: &[Message] = texts! {
    "placeholder.days", "NGÀY", "DAYS";
    "placeholder.number", "SỐ", "NUMBER";
    "placeholder.hex", "HỆ_16", "HEX";
    "placeholder.id_or_kind", "MÃ|LOẠI", "ID|KIND";
    "placeholder.code", "MÃ", "CODE";
    "placeholder.facts", "MỤC,MỤC", "FACTS";
    "placeholder.request", "YÊU_CẦU", "REQUEST";
    "placeholder.kind_facts", "LOẠI:MỤC,MỤC", "KIND:FACTS";
    "placeholder.dir_or_file", "THƯ_MỤC|TỆP", "DIR|FILE";
};
