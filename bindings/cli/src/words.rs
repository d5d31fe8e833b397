//! Every text of the terminal in both languages, under stable ids; what a document or the wallet itself says comes from
//! the core's own catalogue.

pub(crate) mod help;

use serde::Serialize;
use vigiayto_core::language::{Language, Message};

/// A text together with what fills its places, until the language is known.
#[derive(Clone)]
pub(crate) struct Phrase {
    message: Message,
    values: Vec<(&'static str, String)>,
}

impl Phrase {
    /// Fills the place `{name}`.
    pub(crate) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.values.push((name, value.to_string()));
        self
    }

    /// The text in one language.
    pub(crate) fn text(&self, language: Language) -> String {
        let values: Vec<_> =
            self.values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.message.fill(language, &values)
    }
}

impl From<Message> for Phrase {
    fn from(message: Message) -> Self {
        Self { message, values: Vec::new() }
    }
}

/// A whole text in both languages, its places filled.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub(crate) struct Said {
    pub(crate) vi: String,
    pub(crate) en: String,
}

impl Said {
    /// Says it once in each language.
    pub(crate) fn in_both(say: impl Fn(Language) -> String) -> Self {
        Self { vi: say(Language::Vi), en: say(Language::En) }
    }

    /// The text in one language.
    pub(crate) fn text(&self, language: Language) -> &str {
        language.pick(&self.vi, &self.en)
    }
}

impl From<Phrase> for Said {
    fn from(phrase: Phrase) -> Self {
        Self::in_both(|language| phrase.text(language))
    }
}

impl From<Message> for Said {
    fn from(message: Message) -> Self {
        Phrase::from(message).into()
    }
}

macro_rules! words {
    ($($name:ident = $id:literal, $vi:literal, $en:literal;)*) => {
        $(pub(crate) const $name: Message = Message { id: $id, vi: $vi, en: $en };)*

        /// Every text above, for the tests that look at all of them.
        #[cfg(test)]
        pub(super) const ALL: &[Message] = &[$($name),*];
    };
}

pub(crate) mod counter;
pub(crate) mod demo_counter;

words! {

    ERROR = "frame.error", "lỗi", "error";
    HINT = "frame.hint", "gợi ý", "hint";
    USAGE = "frame.usage", "Cách dùng", "Usage";
    COMMANDS = "frame.commands", "Lệnh", "Commands";
    ARGUMENTS = "frame.arguments", "Đối số", "Arguments";
    OPTIONS = "frame.options", "Tùy chọn", "Options";
    GENERAL_OPTIONS = "frame.general_options", "Tùy chọn chung", "General options";
    SOME_OPTIONS = "frame.some_options", "[TÙY CHỌN]", "[OPTIONS]";
    COMMAND = "frame.command", "LỆNH", "COMMAND";
    SHOW_HELP = "frame.show_help", "Xem hướng dẫn này", "Show this help";
    SHOW_VERSION = "frame.show_version", "Xem phiên bản", "Show the version";

    UNKNOWN_OPTION = "usage.unknown_option", "Không có tùy chọn {argument}.", "There is no option {argument}.";
    UNKNOWN_COMMAND = "usage.unknown_command", "Không có lệnh {argument}.", "There is no command {argument}.";
    MISSING_OPTION = "usage.missing", "Còn thiếu: {argument}.", "Something is missing: {argument}.";
    MISSING_COMMAND = "usage.missing_command", "Bạn chưa chọn lệnh.", "No command was given.";
    CONFLICT = "usage.conflict", "{argument} không dùng chung được với {other}.", "{argument} can't be used together with {other}.";
    REPEATED = "usage.repeated", "{argument} chỉ dùng được một lần.", "{argument} can be used only once.";
    MISSING_VALUE = "usage.missing_value", "{argument} cần một giá trị.", "{argument} needs a value.";
    BAD_VALUE = "usage.bad_value", "“{value}” không dùng được cho {argument}.", "\"{value}\" can't be used for {argument}.";
    BAD_BYTES = "usage.bad_bytes", "Dòng lệnh có ký tự không đọc được (không phải UTF-8).", "The command line holds characters that can't be read (not UTF-8).";
    BAD_USAGE = "usage.other", "Không hiểu dòng lệnh này.", "This command line can't be understood.";
    SEE_HELP = "usage.see_help", "Xem cách dùng: {command} --help", "See how it is used: {command} --help";
    DID_YOU_MEAN = "usage.did_you_mean", "Có phải bạn muốn dùng {argument}?", "Did you mean {argument}?";
    CHOICES = "usage.choices", "Giá trị dùng được: {choices}", "What can be used: {choices}";

    NO_TERMINAL = "secret.no_terminal", "Không có màn hình dòng lệnh để hỏi mã bảo mật.", "There is no terminal to ask for the passcode.";
    NO_TERMINAL_HINT = "secret.no_terminal_hint", "Thêm --secrets-stdin và đưa mỗi mã, mỗi câu trả lời vào một dòng.", "Add --secrets-stdin and give each code and answer on a line of its own.";
    SECRET_MISSING = "secret.missing", "Đầu vào đã hết trước khi có đủ mã và câu trả lời.", "The input ended before every code and answer was there.";
    SECRET_TOO_LONG = "secret.too_long", "Có một dòng dài quá {limit} byte.", "A line is longer than {limit} bytes.";
    SECRET_NOT_TEXT = "secret.not_text", "Có một dòng không phải chữ UTF-8.", "A line is not UTF-8 text.";
    SECRET_ORDER_HINT = "secret.order_hint", "Thứ tự các dòng: xem {command} --help", "The order of the lines: see {command} --help";
    SECRETS_DIFFER = "secret.differ", "Hai lần nhập không giống nhau. Hãy nhập lại.", "The two entries differ. Please enter them again.";
    PASSCODE_FORMAT = "secret.passcode_format", "Mã bảo mật gồm đúng 6 chữ số.", "A passcode is exactly 6 digits.";
    PASSCODE_FORMAT_HINT = "secret.passcode_format_hint", "Chưa có gì bị tính là nhập sai. Hãy thử lại.", "Nothing was counted as a wrong try. Please try again.";
    NO_HOME = "home.none", "Không biết để ví ở đâu.", "It is not known where the wallet should lie.";
    NO_HOME_HINT = "home.none_hint", "Chọn thư mục bằng --home hoặc đặt VIGIAYTO_HOME.", "Choose a folder with --home or set VIGIAYTO_HOME.";
    FILE_UNREADABLE = "file.unreadable", "Không đọc được tệp {file}.", "The file {file} can't be read.";
    FILE_UNREADABLE_HINT = "file.unreadable_hint", "Kiểm tra tên tệp và quyền đọc.", "Check its name and that you may read it.";
    FILE_TOO_LARGE = "file.too_large", "Tệp {file} lớn quá {limit} KiB.", "The file {file} is larger than {limit} KiB.";
    FILE_TOO_LARGE_HINT = "file.too_large_hint", "Chọn đúng tệp, hoặc chụp lại ảnh nhỏ hơn.", "Check that it is the right file, or take a smaller picture.";
    FILE_NOT_WRITTEN = "file.not_written", "Không ghi được {file}.", "{file} can't be written.";
    FILE_NOT_WRITTEN_HINT = "file.not_written_hint", "Kiểm tra thư mục có sẵn và còn chỗ trống.", "Check that the folder is there and the disk has room.";

    HINT_ALREADY_CREATED = "hint.already_created", "Xem tình trạng: vigiayto status. Bỏ ví này: vigiayto erase.", "See how it stands: vigiayto status. Give this wallet up: vigiayto erase.";
    HINT_INIT = "hint.init", "Tạo ví: vigiayto init", "Make a wallet: vigiayto init";
    HINT_RECOVER = "hint.recover", "Mở lại bằng câu hỏi bảo mật: vigiayto recover", "Open it by the security questions: vigiayto recover";
    HINT_BEGIN_RECOVERY = "hint.begin_recovery", "Bắt đầu bằng ba câu trả lời: vigiayto recover", "Begin with the three answers: vigiayto recover";
    HINT_ERASE = "hint.erase", "Đưa bản sao còn tốt về chỗ cũ, hoặc bỏ ví này: vigiayto erase", "Put a good copy back in its place, or give this wallet up: vigiayto erase";
    HINT_SALVAGE = "hint.salvage", "Đưa bản sao còn tốt về chỗ cũ, hoặc nhận phần còn lại: vigiayto salvage", "Put a good copy back in its place, or keep what is left: vigiayto salvage";
    HINT_FORGOTTEN = "hint.forgotten", "Quên mã? Dùng câu hỏi bảo mật: vigiayto recover", "Forgot it? Use the security questions: vigiayto recover";
    HINT_WEAK_PASSCODE = "hint.weak_passcode", "Chọn 6 số khác, không theo ngày sinh, số đẹp hay thứ tự.", "Choose 6 other digits: no date, no lucky numbers, no pattern.";
    HINT_WAIT = "hint.wait", "Còn {seconds} giây. Giấy tờ vẫn an toàn.", "{seconds} s left. Your documents are safe.";

    UNLOCKING = "work.unlocking", "Đang mở ví: bước này cố ý chậm để chống dò mã…", "Opening the wallet: slow on purpose, against guessing…";
    CREATING = "work.creating", "Đang tạo khóa cho ví…", "Making the wallet's keys…";
    CHANGING = "work.changing", "Đang đổi mã bảo mật…", "Changing the passcode…";
    CHECKING_ANSWERS = "work.answers", "Đang kiểm tra câu trả lời: bước này cố ý chậm…", "Checking the answers: slow on purpose…";
    READING_PICTURE = "work.reading_picture", "Đang tìm mã QR trong ảnh…", "Looking for a QR code in the picture…";
    DRAWING = "work.drawing", "Đang vẽ thẻ…", "Drawing the card…";

    WALLET_TAMPERED = "notice.tampered", "Ví bị thay đổi ngoài ứng dụng: bạn xem được phần còn đọc được, chưa sửa được. Nhận phần còn lại: vigiayto salvage", "The wallet was changed outside the app: you can look at what is readable, not change it. Keep what is left: vigiayto salvage";
    WALLET_ROLLED_BACK = "notice.rolled_back", "Ví là một bản cũ được đặt lại: bạn xem được, chưa sửa được. Nhận bản này: vigiayto salvage", "This is an older copy of the wallet that was put back: you can look at it, not change it. Accept this copy: vigiayto salvage";
    CHANGE_PASSCODE_SOON = "notice.change_passcode", "Hãy đổi mã bảo mật (vigiayto passcode change): {reason}", "Change the passcode (vigiayto passcode change): {reason}";
    ID_UNKNOWN = "id.unknown", "Không có mã “{id}” trong ví.", "There is no \"{id}\" in the wallet.";
    ID_AMBIGUOUS = "id.ambiguous", "“{id}” trùng với nhiều mục.", "\"{id}\" could be more than one.";
    ID_HINT = "id.hint", "Xem mã trong: vigiayto list, vigiayto holder list", "See the ids in: vigiayto list, vigiayto holder list";

    ASK_PASSCODE = "ask.passcode", "Mã bảo mật: ", "Passcode: ";
    ASK_OLD_PASSCODE = "ask.old_passcode", "Mã bảo mật hiện tại: ", "Current passcode: ";
    ASK_NEW_PASSCODE = "ask.new_passcode", "Mã bảo mật mới (6 số): ", "New passcode (6 digits): ";
    ASK_AGAIN = "ask.again", "Nhập lại: ", "Once more: ";
    ASK_YES = "ask.yes", "Gõ “{word}” để đồng ý: ", "Type \"{word}\" to agree: ";
    WORD_ERASE = "ask.word_erase", "xóa ví", "erase";
    WORD_REMOVE = "ask.word_remove", "xóa", "remove";
    WORD_ACCEPT = "ask.word_accept", "chấp nhận", "accept";
    QUESTIONS_RESULT = "questions.result", "{count} câu hỏi bảo mật, hãy chọn {needed}.", "{count} security questions, choose {needed}.";
    ASK_NAME = "ask.name", "Họ và tên của bạn: ", "Your full name: ";
    ASK_BIRTH_DATE = "ask.birth_date", "Ngày sinh (ngày/tháng/năm, bỏ trống cũng được): ", "Date of birth (day/month/year, may be left out): ";
    ASK_QUESTIONS = "ask.questions", "Chọn ba câu hỏi, ví dụ 1 4 9: ", "Choose three questions, for example 1 4 9: ";
    CHOOSE_AGAIN = "ask.choose_again", "Hãy gõ ba số khác nhau trong danh sách.", "Please type three different numbers of the list.";

    CREATED = "init.done", "Đã tạo ví. Ví đang khóa.", "The wallet is made and locked.";
    CREATED_NEXT = "init.next", "Thêm giấy tờ: vigiayto add --image ẢNH", "Add a document: vigiayto add --image PICTURE";
    SOFTWARE_KEYS = "init.software", "Trên máy tính, khóa nằm trong một tệp cạnh ví: đủ để dùng thử, không an toàn như điện thoại.", "On a desk the keys lie in a file beside the wallet: fine for trying it out, not as safe as a phone.";
    BAD_QUESTIONS = "init.bad_questions", "Cần {needed} câu hỏi khác nhau trong danh sách.", "{needed} different questions of the list are needed.";
    BAD_QUESTIONS_HINT = "init.bad_questions_hint", "Xem danh sách: vigiayto questions. Rồi thêm --questions MÃ,MÃ,MÃ", "See the list: vigiayto questions. Then add --questions ID,ID,ID";
    QUESTION_MEANT = "init.question_meant", "Câu trả lời cần đổi: {question}", "The answer to change: {question}";

    STATUS_HOME = "status.home", "thư mục", "folder";
    STATUS_KEYS = "status.keys", "khóa của máy", "device keys";
    STATUS_SOFTWARE = "status.software", "phần mềm (một tệp), không phải chip", "software (a file), not a chip";
    STATE_CORRUPT = "state.corrupt", "Tệp của ví bị hỏng. Ví không sửa và không xóa gì.", "The wallet's file is damaged. Nothing was repaired or deleted.";
    STATE_ERASED = "state.erased", "Ví đã bị xóa.", "The wallet was erased.";
    STATE_HARDWARE = "state.hardware", "Kho khóa của máy không trả lời. Hãy thử lại.", "The device's key store does not answer. Try again.";
    STATE_LOCKED = "state.locked", "Ví đã khóa. Bạn còn {tries} lần nhập mã trước khi phải chờ.", "The wallet is locked. {tries} tries are left before a wait.";
    STATE_WAITING = "state.waiting", "Ví đã khóa. Thử lại sau {wait} ({seconds} giây).", "The wallet is locked. Try again in {wait} ({seconds} s).";
    STATE_FILE_MISSING = "state.file_missing", "Máy này từng có ví, nhưng tệp của ví không còn ở đây.", "This device had a wallet, but the wallet's file is gone.";
    STATE_NEWER = "state.newer", "Ví do phiên bản mới hơn tạo ra. Hãy cập nhật ứng dụng.", "The wallet was made by a newer version. Update the app.";
    STATE_NOT_CREATED = "state.not_created", "Chưa có ví ở đây.", "There is no wallet here yet.";
    STATE_RECOVERING = "state.recovering", "Đang khôi phục: đặt được mã mới sau {wait} ({seconds} giây).", "A recovery is running: a new passcode can be set in {wait} ({seconds} s).";
    STATE_RECOVERY_READY = "state.recovery_ready", "Khôi phục đã hết thời gian chờ: chạy vigiayto recover để đặt mã mới.", "The recovery's wait is over: run vigiayto recover to set a new passcode.";
    STATE_RECOVERY_ONLY = "state.recovery_only", "Mã bảo mật không dùng được nữa, chỉ còn câu hỏi bảo mật.", "The passcode is switched off; only the security questions are left.";
    STATE_UNBOUND = "state.unbound", "Tệp ví này không thuộc về máy này, hoặc máy đã mất khóa của nó.", "This wallet's file does not belong to this device, or the device lost its keys.";
    STATE_ROLLED_BACK = "state.rolled_back", "Một bản cũ của ví được đặt lại; khóa của bản đó không còn.", "An older copy of the wallet was put back; its keys are gone.";
    STATE_TAMPERED = "state.tampered", "Ví bị thay đổi ngoài ứng dụng.", "The wallet was changed outside the app.";
    STATE_UNLOCKED = "state.unlocked", "Ví đã mở.", "The wallet is unlocked.";
    HINT_CANCEL_RECOVERY = "hint.cancel_recovery", "Không phải bạn yêu cầu? Mở ví bằng mã bảo mật đúng là hủy được.", "Was it not you? Opening the wallet with the right passcode cancels it.";

    PASSCODE_CHANGED = "passcode.changed", "Đã đổi mã bảo mật.", "The passcode was changed.";
    RECOVERY_BEGUN = "recover.begun", "Câu trả lời đúng. Đặt được mã mới sau {wait}.", "The answers are right. A new passcode can be set in {wait}.";
    RECOVERY_BEGUN_NEXT = "recover.begun_next", "Khi đó hãy chạy lại: vigiayto recover", "Then run again: vigiayto recover";
    RECOVERED = "recover.done", "Đã khôi phục. Mã bảo mật và câu trả lời mới đã có hiệu lực.", "Recovered. The new passcode and answers are in force.";
    ERASED = "erase.done", "Đã xóa ví. Không ai mở lại được nữa.", "The wallet is erased. Nobody can open it again.";

    LIST_RESULT = "list.result", "{count} giấy tờ", "Documents: {count}";
    LIST_EMPTY = "list.empty", "Ví chưa có giấy tờ. Thêm bằng: vigiayto add --image ẢNH", "The wallet holds no documents. Add one: vigiayto add --image PICTURE";
    LIST_NOTHING_FOUND = "list.nothing_found", "Không có giấy tờ nào khớp.", "No document matches.";
    LIST_UNREADABLE = "list.unreadable", "✗ {id}: mục này bị hỏng, không mở được", "✗ {id}: this record is damaged and can't be opened";
    CARD_DEPENDANT = "card.dependant", "của", "belongs to";
    CARD_EVIDENCE = "card.evidence", "nguồn", "source";
    CARD_EXPIRY = "card.expiry", "hiệu lực", "validity";
    CARD_ID = "card.id", "mã", "id";
    PICTURE_WRITTEN = "picture.written", "Đã ghi {file}", "Written: {file}";
    PICTURE_FORM = "picture.form", "Chỉ vẽ được ra tệp .png hoặc .svg.", "A picture is a .png or .svg file.";
    PICTURE_FORM_HINT = "picture.form_hint", "Ví dụ: --picture the.png", "For example: --picture card.png";
    NOT_DRAWN = "picture.not_drawn", "Không vẽ được thẻ này.", "This card could not be drawn.";
    NOT_DRAWN_HINT = "picture.not_drawn_hint", "Giấy tờ vẫn còn nguyên. Thử tệp .svg.", "The document is as it was. Try an .svg file.";

    ADDED = "add.done", "Đã thêm {kind}: {name}", "Added {kind}: {name}";
    GUESSED = "add.guessed", "Mã trên giấy này chưa được công bố cách đọc: ví đoán từng mục. Hãy xem lại và sửa: vigiayto edit", "How this paper's code is laid out was never published: each field is a guess. Look at them and correct: vigiayto edit";
    NOT_A_PICTURE = "add.not_a_picture", "Đây không phải ảnh PNG hoặc JPEG đọc được.", "This is no PNG or JPEG picture that can be read.";
    NOT_A_PICTURE_HINT = "add.not_a_picture_hint", "Chọn ảnh khác, hoặc chụp lại.", "Choose another picture, or take it again.";
    PICTURE_TOO_LARGE = "add.picture_too_large", "Ảnh quá lớn để đọc.", "The picture is too large to be read.";
    NO_CODE = "add.no_code", "Không thấy mã QR nào trong ảnh.", "There is no QR code to be seen in the picture.";
    NO_CODE_HINT = "add.no_code_hint", "Chụp gần hơn, đủ sáng, không lóa; hoặc tự nhập: vigiayto form", "Take it closer, in good light, without glare; or fill in a form: vigiayto form";
    SEVERAL_CODES = "add.several_codes", "Ảnh có {count} mã QR.", "The picture holds {count} QR codes.";
    SEVERAL_CODES_HINT = "add.several_codes_hint", "Cắt ảnh để chỉ còn mã của một giấy tờ.", "Cut the picture so that one document's code is left.";
    PAPER_UNKNOWN = "add.unknown", "Không biết mã QR này là của giấy tờ nào.", "It is not known which paper this QR code belongs to.";
    PAPER_UNKNOWN_HINT = "add.unknown_hint", "Nói rõ bằng --kind và điền bằng --set tên=giá trị, hoặc tự nhập: vigiayto form", "Say it with --kind and fill in with --set name=value, or use a form: vigiayto form";
    PAPER_INCOMPLETE = "add.incomplete", "Đọc được là {kind}, nhưng còn mục chưa đọc được:", "Read as {kind}, but some fields can't be read:";
    PAPER_INCOMPLETE_HINT = "add.incomplete_hint", "Điền những mục đó: --set tên=giá trị", "Fill them in: --set name=value";
    BAD_CORRECTION_HINT = "add.bad_correction_hint", "Viết: --set tên=giá trị. Tên các mục: vigiayto form LOẠI", "Write: --set name=value. The names: vigiayto form KIND";
    EDITED = "edit.done", "Đã sửa giấy tờ.", "The document was corrected.";
    OTHER_KIND = "edit.other_kind", "Tệp tự nhập là loại giấy tờ khác.", "The form is of another kind of document.";
    OTHER_KIND_HINT = "edit.other_kind_hint", "Thêm thành giấy tờ mới: vigiayto add --form", "Add it as a new document: vigiayto add --form";
    FORM_NOT_TEXT = "form.not_text", "Tệp tự nhập không phải chữ UTF-8.", "The form is not UTF-8 text.";
    FORM_NOT_TOML = "form.not_toml", "Không hiểu dòng {line} của tệp tự nhập.", "Line {line} of the form can't be understood.";
    FORM_UNKNOWN_KIND = "form.unknown_kind", "Tệp tự nhập không nói loại giấy tờ.", "The form does not say which kind of document it is.";
    FORM_TOO_LARGE = "form.too_large", "Tệp tự nhập lớn quá {limit} KiB.", "The form is larger than {limit} KiB.";
    FORM_HINT = "form.hint", "Lấy tệp trống: vigiayto form LOẠI", "Take an empty form: vigiayto form KIND";
    FORM_FIELDS = "form.fields", "{count} mục cần sửa:", "Fields to be corrected: {count}";
    FORM_FIELDS_HINT = "form.fields_hint", "Sửa những mục đó rồi thử lại. Chưa có gì được lưu.", "Correct them and try again. Nothing was kept.";
    FORM_KINDS = "form.kinds", "Các loại giấy tờ:", "The kinds of documents:";

    ATTACHED = "attach.done", "Đã gắn {role}.", "Attached: {role}.";
    ROLE_PORTRAIT = "role.portrait", "ảnh chân dung", "portrait";
    ROLE_FRONT = "role.scan_front", "ảnh mặt trước", "picture of the front";
    ROLE_BACK = "role.scan_back", "ảnh mặt sau", "picture of the back";
    ROLE_OTHER = "role.other", "ảnh khác", "other picture";
    REMOVE_WHAT = "remove.what", "Sắp xóa: {document}. Không lấy lại được.", "About to remove: {document}. It can't be brought back.";
    REMOVED = "remove.done", "Đã xóa giấy tờ.", "The document was removed.";

    HOLDER_ADDED = "holder.added", "Đã thêm {name}.", "Added {name}.";
    HOLDERS = "holder.list", "{count} người", "People: {count}";
    BAD_NAME_HINT = "holder.bad_name", "Tên không được trống hoặc quá dài.", "A name can't be empty or too long.";
    BAD_DATE_HINT = "holder.bad_date", "Viết ngày/tháng/năm, ví dụ 05/09/2015.", "Write day/month/year, for example 05/09/2015.";

    PRINTED_UNVERIFIED = "present.unverified", "Đúng mã in trên bản giấy, chưa xác minh: ai cũng in được mã này.", "The very code of the paper, not verified: anyone can print it.";
    CODE_TOO_LARGE = "present.too_large", "Nội dung này không vừa một mã QR.", "This does not fit into one QR code.";
    CODE_TOO_LARGE_HINT = "present.too_large_hint", "Xuất trình bản giấy.", "Show the paper itself.";

    SALVAGE_NOTHING = "salvage.nothing", "Ví còn nguyên, không có gì phải nhận lại.", "The wallet is as it was left; there is nothing to salvage.";
    SALVAGE_ROLLED_BACK = "salvage.rolled_back", "Đây là bản cũ: thiếu {behind} lần ghi gần nhất. Nhận bản này là mất những thay đổi đó.", "This is an older copy: the last {behind} changes are missing. Accepting it gives them up.";
    SALVAGE_TAMPERED = "salvage.tampered", "Ví bị thay đổi ngoài ứng dụng: {count} mục không đọc được sẽ mất hẳn.", "The wallet was changed outside the app: {count} records can't be read and will be lost for good.";
    SALVAGED = "salvage.done", "Đã nhận phần còn đọc được. Đã bỏ {count} mục.", "What can be read was kept. {count} records were dropped.";
    DEMO_TITLE = "demo.title", "Câu chuyện của một ví giấy tờ", "The story of a document wallet";
    DEMO_FOLDER = "demo.folder", "Hình ảnh ở: {folder}", "Pictures: {folder}";
    DEMO_MADE_UP = "demo.made_up", "Mọi người và số trong đây đều là giả: số bắt đầu bằng 000 không thuộc về ai.", "Every person and number here is made up: numbers beginning with 000 belong to nobody.";
    DEMO_END = "demo.end", "Cả {count} bước đều đúng · {time}", "All {count} steps held · {time}";
    DEMO_PAPERS = "demo.papers", "In bốn mã QR của giấy tờ và vẽ một chân dung", "Print four papers' QR codes and draw a portrait";
    DEMO_READ = "demo.read", "Đọc lại các mã từ ảnh", "Read the codes back from the pictures";
    DEMO_WEAK = "demo.weak", "Từ chối mã bảo mật dễ đoán", "Refuse passcodes that are too easy to guess";
    DEMO_CREATE = "demo.create", "Tạo ví với mã bảo mật và ba câu hỏi bảo mật", "Make the wallet with a passcode and three security questions";
    DEMO_STORE = "demo.store", "Cất giấy tờ vào ví", "Put the documents into the wallet";
    DEMO_ATTACH = "demo.attach", "Gắn ảnh chân dung", "Attach the portrait";
    DEMO_WRONG = "demo.wrong", "Khóa ví và từ chối mã sai", "Lock the wallet and refuse a wrong passcode";
    DEMO_UNLOCK = "demo.unlock", "Mở ví bằng mã đúng", "Open the wallet with the right passcode";
    DEMO_SHOW = "demo.show", "Xem giấy tờ, không cần mạng", "Look at the documents, with no network";
    DEMO_DRAW = "demo.draw", "Vẽ thẻ thành ảnh", "Draw the cards as pictures";
    DEMO_PRESENT = "demo.present", "Xuất trình đúng mã của bản giấy, rồi đọc lại từ ảnh", "Show the paper's very code, and read it back from the picture";
    DEMO_BEGIN_RECOVERY = "demo.begin_recovery", "Quên mã: trả lời câu hỏi bảo mật", "Passcode forgotten: answer the security questions";
    DEMO_FINISH_RECOVERY = "demo.finish_recovery", "Sau 24 giờ: đặt mã mới và câu trả lời mới", "After 24 hours: set a new passcode and new answers";
    DEMO_AFTER = "demo.after", "Mã cũ hết hiệu lực, mã mới mở ví, không mất gì", "The old passcode is out of force, the new one opens, nothing is lost";
    DEMO_CERTAIN = "demo.certain", "{kind}: {count} byte, đọc được cả", "{kind}: {count} bytes, all of it read";
    DEMO_GUESS = "demo.guess", "{kind}: {count} byte, đoán từng mục vì cách ghi chưa được công bố", "{kind}: {count} bytes, each field a guess because the layout was never published";
    DEMO_STORED = "demo.stored", "{count} giấy tờ, mỗi giấy tờ một khóa riêng", "{count} documents, each under a key of its own";
    DEMO_ATTACHED = "demo.attached", "{kib} KiB, giữ nguyên từng byte", "{kib} KiB, kept byte for byte";
    DEMO_OFFLINE = "demo.offline", "Ví không có kết nối mạng nào.", "The wallet makes no network connection.";
    DEMO_CLOCK_MOVED = "demo.clock_moved", "Bản diễn tự vặn đồng hồ của mình tới {time}; ví thật phải chờ thật.", "The demonstration moved its own clock forward by {time}; a real wallet really waits.";
    DEMO_ALL_THERE = "demo.all_there", "{count} giấy tờ và ảnh chân dung vẫn nguyên từng byte", "{count} documents and the portrait are there, byte for byte";
    DEMO_FAILED_HINT = "demo.failed_hint", "Đây là lỗi của chương trình. Hãy báo lại kèm tên bước.", "This is a fault of the program. Please report it with the step's name.";
    DEMO_NO_FOLDER = "demo.no_folder", "Không tạo được thư mục tạm.", "A temporary folder can't be made.";
    DEMO_NO_FOLDER_HINT = "demo.no_folder_hint", "Chọn thư mục bằng --out.", "Choose a folder with --out.";
    DEMO_NO_OUTPUT = "demo.no_output", "Không ghi được ra màn hình.", "Standard output can't be written.";
    CHECK_ONE_CODE = "check.one_code", "Ảnh phải có đúng một mã QR.", "The picture should hold exactly one QR code.";
    CHECK_SAME_BYTES = "check.same_bytes", "Nội dung đọc lại khác với nội dung ban đầu.", "What was read back differs from what was put in.";
    CHECK_KIND = "check.kind", "Nhận sai loại giấy tờ.", "The kind of document was not recognised.";
    CHECK_UNDERSTOOD = "check.understood", "Không hiểu được mã của giấy tờ.", "The paper's code was not understood.";
    CHECK_NO_WALLET = "check.no_wallet", "Lẽ ra chưa có ví.", "There should be no wallet yet.";
    CHECK_WEAK_REFUSED = "check.weak_refused", "Mã dễ đoán không bị từ chối.", "A weak passcode was not refused.";
    CHECK_UNLOCKED = "check.unlocked", "Lẽ ra ví đã mở.", "The wallet should be open.";
    CHECK_LOCKED = "check.locked", "Lẽ ra ví đã khóa.", "The wallet should be locked.";
    CHECK_EVIDENCE = "check.evidence", "Nguồn của giấy tờ bị ghi sai.", "The document's evidence is wrong.";
    CHECK_WRONG_REFUSED = "check.wrong_refused", "Mã hoặc câu trả lời sai không bị từ chối.", "A wrong secret was not refused.";
    CHECK_ALL_THERE = "check.all_there", "Thiếu giấy tờ.", "A document is missing.";
    CHECK_SEARCH = "check.search", "Tìm không dấu không ra giấy tờ.", "The search without tone marks found nothing.";
    CHECK_FACTS = "check.facts", "Thông tin trên thẻ không đúng.", "A fact on the card is wrong.";
    CHECK_PICTURE = "check.picture", "Không vẽ được ảnh.", "A picture was not drawn.";
    CHECK_DELAY = "check.delay", "Thời gian chờ của khôi phục không đúng.", "The recovery's delay is wrong.";
    CHECK_OLD_REFUSED = "check.old_refused", "Mã cũ vẫn còn hiệu lực.", "The old passcode is still in force.";
    NOT_CONFIRMED = "ask.not_confirmed", "Bạn chưa đồng ý, nên không có gì thay đổi.", "You did not agree, so nothing was changed.";
    NOT_CONFIRMED_HINT = "ask.not_confirmed_hint", "Thêm {flag} nếu bạn chắc chắn.", "Add {flag} if you are sure.";
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_text_has_its_own_id_and_both_languages() {
        let mut ids = HashSet::new();
        for message in ALL.iter().chain(counter::ALL).chain(demo_counter::ALL) {
            assert!(ids.insert(message.id), "{} is used twice", message.id);
            assert!(!message.vi.is_empty() && !message.en.is_empty(), "{} is empty", message.id);
        }
    }

    #[test]
    fn both_languages_have_the_same_places_to_fill() {
        for message in ALL.iter().chain(counter::ALL).chain(demo_counter::ALL) {
            assert_eq!(places(message.vi), places(message.en), "{}", message.id);
        }
    }

    fn places(text: &str) -> Vec<&str> {
        let mut names: Vec<_> = text
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}'))
            .map(|(name, _)| name)
            .collect();
        names.sort_unstable();
        names
    }
}
