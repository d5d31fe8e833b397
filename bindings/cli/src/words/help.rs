//! The texts of `--help`, by the path of the command and the name of the argument.

use vigiayto_core::language::Message;

/// What stands beside a command or one of its arguments; `key` is `add` or `add.image`, and `.home` for an argument that
/// every command has.
pub(crate) fn about(key: &str) -> Option<Message> {
    HELP.iter().chain(counter::HELP).find(|message| message.id == key).copied()
}

/// What stands below the options of a command that needs more words.
pub(crate) fn after(key: &str) -> Option<Message> {
    AFTER.iter().chain(counter::AFTER).find(|message| message.id == key).copied()
}

/// What stands for a value in a usage line (`FILE`).
pub(crate) fn placeholder(name: &str) -> Option<Message> {
    PLACEHOLDERS.iter().chain(counter::PLACEHOLDERS).find(|message| message.en == name).copied()
}

macro_rules! texts {
    ($($id:literal, $vi:literal, $en:literal;)*) => {
        &[$(Message { id: $id, vi: $vi, en: $en }),*]
    };
}

mod counter;

const HELP: &[Message] = texts! {
    "", "Ví giấy tờ: giữ giấy tờ trên máy của bạn, có khóa, không cần mạng. Ví này không thay giấy tờ gốc.", "A document wallet: keeps documents on your own machine, locked, with no network. It does not replace the originals.";
    ".home", "Thư mục của ví (mặc định: $VIGIAYTO_HOME, hoặc thư mục dữ liệu của bạn)", "The wallet's folder (default: $VIGIAYTO_HOME, or your data folder)";
    ".json", "Trả lời bằng một dòng JSON", "Answer with one line of JSON";
    ".lang", "Ngôn ngữ: vi hoặc en", "Language: vi or en";
    ".secrets_stdin", "Đọc mã và câu trả lời từ đầu vào chuẩn, mỗi dòng một mục", "Read codes and answers from standard input, one a line";

    "init", "Tạo ví mới", "Make a new wallet";
    "init.questions", "Ba câu hỏi bảo mật, theo mã (xem lệnh questions)", "Three security questions, by id (see the command questions)";
    "init.name", "Họ và tên của bạn", "Your full name";
    "init.birth_date", "Ngày sinh của bạn, ngày/tháng/năm", "Your date of birth, day/month/year";

    "add", "Thêm giấy tờ", "Add a document";
    "add.image", "Ảnh có mã QR in trên giấy tờ (PNG hoặc JPEG)", "A picture of the QR code printed on the paper (PNG or JPEG)";
    "add.text", "Tệp chứa đúng nội dung của mã QR", "A file that holds exactly what the QR code says";
    "add.form", "Tệp tự nhập (xem lệnh form)", "A form filled in by hand (see the command form)";
    "add.holder", "Người có giấy tờ (mặc định: bạn)", "Whose document it is (default: yours)";
    "add.kind", "Loại giấy tờ, khi mã QR không nói rõ", "The document's kind, when the QR code leaves it open";

    "add.set", "Sửa hoặc điền một mục: tên=giá trị (dùng được nhiều lần)", "Correct or fill in a field: name=value (may be repeated)";

    "list", "Liệt kê giấy tờ", "List the documents";
    "list.search", "Chỉ giấy tờ có những chữ này (không cần dấu)", "Only documents with these words (tone marks not needed)";
    "list.holder", "Chỉ giấy tờ của người này", "Only this person's documents";

    "show", "Xem một giấy tờ", "Show one document";
    "show.id", "Mã của giấy tờ, hoặc vài chữ đầu của mã", "The document's id, or the first characters of it";
    "show.picture", "Vẽ thẻ ra tệp .png hoặc .svg", "Draw the card into a .png or .svg file";
    "show.dark", "Vẽ trên nền tối", "Draw it on a dark ground";

    "show.as_form", "In ra thành tệp tự nhập, để sửa", "Print it as a form, to be corrected";

    "edit", "Sửa một giấy tờ", "Correct a document";
    "edit.id", "Mã của giấy tờ", "The document's id";
    "edit.set", "Đặt một mục: tên=giá trị (dùng được nhiều lần)", "Set one field: name=value (may be repeated)";
    "edit.form", "Thay bằng tệp tự nhập này", "Replace it by this form";

    "attach", "Gắn ảnh vào giấy tờ", "Attach a picture to a document";
    "attach.id", "Mã của giấy tờ", "The document's id";
    "attach.image", "Tệp ảnh (JPEG, PNG hoặc WebP)", "The picture (JPEG, PNG or WebP)";
    "attach.role", "Ảnh gì: portrait (chân dung), scan_front (mặt trước), scan_back (mặt sau), other (khác)", "What it shows: portrait, scan_front, scan_back, other";

    "remove", "Xóa một giấy tờ khỏi ví", "Remove a document from the wallet";
    "remove.id", "Mã của giấy tờ", "The document's id";
    "remove.yes", "Không hỏi lại", "Don't ask again";

    "holder", "Những người có giấy tờ trong ví", "The people whose documents the wallet holds";
    "holder.add", "Thêm người phụ thuộc", "Add a dependant";
    "holder.add.name", "Họ và tên", "Full name";
    "holder.add.relation", "Quan hệ với bạn: child (con), ward (người được giám hộ), spouse (vợ chồng), parent (cha mẹ), parent_in_law, other", "Relation to you: child, ward, spouse, parent, parent_in_law, other";
    "holder.add.birth_date", "Ngày sinh, ngày/tháng/năm", "Date of birth, day/month/year";
    "holder.list", "Liệt kê mọi người", "List everybody";

    "passcode", "Mã bảo mật", "The passcode";
    "passcode.change", "Đổi mã bảo mật", "Change the passcode";

    "recover", "Quên mã: mở lại ví bằng câu hỏi bảo mật", "Passcode forgotten: open the wallet by the security questions";
    "recover.questions", "Ba câu hỏi mới (mặc định: giữ ba câu cũ)", "Three new questions (default: the same three)";

    "status", "Tình trạng của ví", "How the wallet stands";
    "questions", "Danh sách câu hỏi bảo mật", "The list of security questions";
    "form", "Tệp trống để tự nhập một loại giấy tờ", "An empty form of a kind of document";
    "form.kind", "Loại giấy tờ; bỏ trống để xem các loại", "The kind; leave it out to see them all";
    "erase", "Xóa ví và mọi giấy tờ trong ví", "Erase the wallet and every document in it";
    "erase.yes", "Không hỏi lại", "Don't ask again";
    "salvage", "Nhận lại phần còn đọc được của một ví đã bị thay đổi ngoài ứng dụng", "Keep what can still be read of a wallet that was changed outside the app";
    "salvage.accept_loss", "Chấp nhận phần bị mất", "Accept what is lost";
    "demo", "Xem cả câu chuyện với giấy tờ giả trong một thư mục mới", "See the whole story with made-up documents in a new folder";
    "demo.out", "Thư mục để giữ hình ảnh", "A folder to keep the pictures in";
};

const AFTER: &[Message] = texts! {
    "", "Mã thoát: 0 xong, 1 ví từ chối, 2 sai cách dùng, 3 phải chờ, 4 ví bị thay đổi hoặc hỏng.", "Exit codes: 0 done, 1 refused by the wallet, 2 usage, 3 wait, 4 tampered or corrupt.";
    "init", "Với --secrets-stdin: mã bảo mật, rồi ba câu trả lời.", "With --secrets-stdin: the passcode, then the three answers.";
    "passcode.change", "Với --secrets-stdin: mã cũ, mã mới.", "With --secrets-stdin: the old passcode, the new one.";
    "recover", "Lần đầu: trả lời đúng thì bắt đầu 24 giờ chờ. Lần sau: đặt mã mới và câu trả lời mới.\nVới --secrets-stdin: ba câu trả lời, rồi (lần sau) mã bảo mật mới, ba câu trả lời mới.", "The first call, with the right answers, begins a wait of 24 hours. The one after it sets a new passcode and new answers.\nWith --secrets-stdin: the three answers, then (the second time) the new passcode, the three new answers.";
    "add", "Với --secrets-stdin: mã bảo mật. Mọi lệnh cần mở ví cũng vậy.", "With --secrets-stdin: the passcode. So for every command that opens the wallet.";
};

const PLACEHOLDERS: &[Message] = texts! {
    "placeholder.dir", "THƯ_MỤC", "DIR";
    "placeholder.file", "TỆP", "FILE";
    "placeholder.name", "TÊN", "NAME";
    "placeholder.date", "NGÀY", "DATE";
    "placeholder.text", "CHỮ", "TEXT";
    "placeholder.kind", "LOẠI", "KIND";
    "placeholder.relation", "QUAN_HỆ", "RELATION";
    "placeholder.role", "VAI_TRÒ", "ROLE";
    "placeholder.image", "ẢNH", "IMAGE";
    "placeholder.field_value", "MỤC=GIÁ_TRỊ", "FIELD=VALUE";
    "placeholder.id", "MÃ", "ID";
    "placeholder.ids", "MÃ,MÃ,MÃ", "ID,ID,ID";
};
