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
        const ALL: &[Message] = &[$($name),*];
    };
}

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
        for message in ALL {
            assert!(ids.insert(message.id), "{} is used twice", message.id);
            assert!(!message.vi.is_empty() && !message.en.is_empty(), "{} is empty", message.id);
        }
    }

    #[test]
    fn both_languages_have_the_same_places_to_fill() {
        for message in ALL {
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
