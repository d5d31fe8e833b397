//! Why a code is refused, each reason with its words.

use crate::credential::issuer::IssuerError;
use crate::credential::sd_cwt::{SdCwtError, TimeRule};
use crate::credential::status::Status;
use crate::credential::x509::X509Error;
use crate::language::{Language, Message};
use crate::present::{CodeError, SealError};

/// Why a counter must not rely on a code. Nothing in it comes from the code but times.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// It is an answer to somebody's request, and nothing was asked here.
    #[error("the code answers a request that was not made here")]
    AnswerWithoutRequest,
    /// It answers another request than the one that is open.
    #[error("the code answers another request")]
    AnotherRequest,
    /// It was made for another reader.
    #[error("the code was made for another reader")]
    AnotherReader,
    /// The answer does not open: altered on the way, or not sealed to this reader.
    #[error("the answer can't be opened")]
    CannotOpen,
    /// The certificates of the issuer do not lead to a root that is trusted.
    #[error("the issuer's certificate does not hold: {0}")]
    Certificate(X509Error),
    /// The text is damaged, or its content is.
    #[error("the code is damaged: {0}")]
    Damaged(CodeError),
    /// Disclosures do not fit what the issuer signed.
    #[error("the facts do not fit what the issuer signed: {0}")]
    Disclosures(SdCwtError),
    /// The credential has ended.
    #[error("the credential ended {seconds} s ago")]
    Expired {
        /// Seconds since then.
        seconds: i64,
    },
    /// The credential has no end, or holds no facts that can be read.
    #[error("the credential is not one of this product")]
    Form,
    /// It was made later than now.
    #[error("the code comes from {seconds} s in the future")]
    FromTheFuture {
        /// Seconds until then.
        seconds: i64,
    },
    /// The holder's signature does not hold: not the phone that the credential was issued to, or changed after signing.
    #[error("the holder's signature does not hold")]
    HolderSignature,
    /// The issuer's key was not valid when it should have signed.
    #[error("the issuer's key was not valid then")]
    IssuerKeyNotValid,
    /// The issuer is known, and may not issue this kind of document.
    #[error("the issuer may not issue this kind of document")]
    IssuerMayNot,
    /// The issuer's signature does not hold: forged, or a fact was changed.
    #[error("the issuer's signature does not hold")]
    IssuerSignature,
    /// Parts of two presentations were put together.
    #[error("the code is put together from several")]
    Mixed,
    /// The code is of a newer version of the format.
    #[error("the code is of a newer version")]
    NewerVersion,
    /// The reader has no trust list.
    #[error("there is no trust list")]
    NoTrustList,
    /// Not a counter code at all.
    #[error("not a counter code")]
    NotACode,
    /// A request is open, and the code shows itself to everyone instead of answering it.
    #[error("the code does not answer the request")]
    NotAnAnswer,
    /// The credential begins later.
    #[error("the credential is not valid yet")]
    NotYetValid,
    /// The request that it answers is over.
    #[error("the request is over")]
    RequestOver,
    /// The issuer revoked it.
    #[error("revoked by the issuer")]
    Revoked,
    /// The same code was seen before.
    #[error("the same code was seen {seconds} s ago")]
    SeenBefore {
        /// Seconds since then.
        seconds: i64,
    },
    /// A status that can't be known, and a policy that wants it known.
    #[error("the status is not known")]
    StatusUnknown,
    /// The issuer suspended it.
    #[error("suspended by the issuer")]
    Suspended,
    /// The times contradict each other.
    #[error("the times contradict each other: {0}")]
    Times(TimeRule),
    /// The code is too old.
    #[error("the code is {seconds} s old")]
    TooOld {
        /// Seconds since it was made.
        seconds: i64,
    },
    /// The trust list is older than the policy allows.
    #[error("the trust list is too old")]
    TrustListTooOld,
    /// The issuer, or its key, is in no list.
    #[error("unknown issuer")]
    UnknownIssuer,
    /// The kind of document is not known.
    #[error("unknown kind of document")]
    UnknownKind,
}

impl Refusal {
    /// Stable, for programs and tallies.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.message().id.trim_start_matches("refusal.")
    }

    /// What is wrong and what to do, for a clerk.
    #[must_use]
    pub fn message(self) -> Message {
        let (id, vi, en) = self.words();
        Message { id, vi, en }
    }

    /// The whole text in a language.
    #[must_use]
    pub fn text(self, language: Language) -> alloc::string::String {
        let seconds = match self {
            Self::Expired { seconds }
            | Self::FromTheFuture { seconds }
            | Self::SeenBefore { seconds }
            | Self::TooOld { seconds } => crate::language::duration(seconds, language),
            _ => alloc::string::String::new(),
        };
        self.message().fill(language, &[("time", &seconds)])
    }
}

/// One line for each variant, of which the match and the list of codes are made: neither can lack what the other has.
macro_rules! words {
    ($($variant:pat => ($code:literal, $vi:literal, $en:literal $(,)?),)*) => {
        impl Refusal {
            /// The code of every reason there is.
            pub const ALL_CODES: &[&str] = &[$($code),*];

            fn words(self) -> (&'static str, &'static str, &'static str) {
                match self {
                    $($variant => (concat!("refusal.", $code), $vi, $en),)*
                }
            }
        }
    };
}

words! {
    Self::AnswerWithoutRequest => (
        "answer_without_request",
        "Mã này trả lời một yêu cầu không phải của quầy. Hãy đưa mã yêu cầu của quầy cho khách quét.",
        "This code answers a request that was not made here. Let the person scan this counter's request.",
    ),
    Self::AnotherRequest => (
        "another_request",
        "Mã này trả lời một yêu cầu khác. Hãy để khách quét lại mã yêu cầu đang hiện.",
        "This code answers another request. Let the person scan the request that is shown now.",
    ),
    Self::AnotherReader => (
        "another_reader",
        "Mã này dành cho quầy khác. Hãy để khách quét mã yêu cầu của quầy này.",
        "This code was made for another counter. Let the person scan this counter's request.",
    ),
    Self::CannotOpen => (
        "cannot_open",
        "Không mở được câu trả lời: mã đã bị sửa hoặc không dành cho quầy này. Hãy làm lại yêu cầu.",
        "The answer can't be opened: it was altered or is not for this counter. Make the request again.",
    ),
    Self::Certificate(_) => (
        "certificate",
        "Chứng thư của cơ quan cấp không được tin cậy. Không chấp nhận mã này.",
        "The issuer's certificate is not trusted. Do not accept this code.",
    ),
    Self::Damaged(_) => (
        "damaged",
        "Mã bị hỏng hoặc bị sửa. Hãy quét lại; nếu vẫn vậy, không chấp nhận.",
        "The code is damaged or was altered. Scan it again; if it stays so, do not accept it.",
    ),
    Self::Disclosures(_) => (
        "disclosures",
        "Thông tin trong mã không khớp với bản cơ quan cấp đã ký. Không chấp nhận.",
        "The facts do not fit what the issuer signed. Do not accept it.",
    ),
    Self::Expired { .. } => (
        "expired",
        "Giấy tờ điện tử đã hết hạn {time} trước. Khách cần cập nhật trong ví.",
        "The credential ended {time} ago. The person must renew it in the wallet.",
    ),
    Self::Form => (
        "form",
        "Mã không chứa giấy tờ đọc được. Không chấp nhận.",
        "The code holds no document that can be read. Do not accept it.",
    ),
    Self::FromTheFuture { .. } => (
        "from_the_future",
        "Mã ghi giờ sớm hơn đồng hồ ở đây {time}. Hãy kiểm tra đồng hồ của quầy và của khách.",
        "The code is {time} ahead of this clock. Check the counter's clock and the phone's.",
    ),
    Self::HolderSignature => (
        "holder_signature",
        "Mã không do điện thoại của người có giấy tờ tạo ra, hoặc đã bị sửa. Không chấp nhận.",
        "The code was not made by the holder's phone, or was altered. Do not accept it.",
    ),
    Self::IssuerKeyNotValid => (
        "issuer_key_not_valid",
        "Khóa của cơ quan cấp không còn hiệu lực vào lúc cấp. Không chấp nhận.",
        "The issuer's key was not valid when it should have signed. Do not accept it.",
    ),
    Self::IssuerMayNot => (
        "issuer_may_not",
        "Cơ quan này không được cấp loại giấy tờ đó. Không chấp nhận.",
        "This issuer may not issue that kind of document. Do not accept it.",
    ),
    Self::IssuerSignature => (
        "issuer_signature",
        "Chữ ký của cơ quan cấp không đúng: giấy tờ giả hoặc thông tin bị sửa. Không chấp nhận.",
        "The issuer's signature does not hold: forged, or a fact was changed. Do not accept it.",
    ),
    Self::Mixed => (
        "mixed",
        "Mã được ghép từ nhiều mã khác nhau. Không chấp nhận.",
        "The code was put together from several. Do not accept it.",
    ),
    Self::NewerVersion => (
        "newer_version",
        "Mã thuộc phiên bản mới hơn. Hãy cập nhật chương trình ở quầy.",
        "The code is of a newer version. Update the counter's program.",
    ),
    Self::NoTrustList => (
        "no_trust_list",
        "Quầy chưa có danh sách cơ quan cấp. Hãy nhập danh sách trước.",
        "This counter has no trust list. Import one first.",
    ),
    Self::NotACode => (
        "not_a_code",
        "Đây không phải mã xuất trình của ví giấy tờ.",
        "This is not a counter code of the document wallet.",
    ),
    Self::NotAnAnswer => (
        "not_an_answer",
        "Mã này không trả lời yêu cầu đang mở. Hãy để khách quét mã yêu cầu.",
        "This code does not answer the open request. Let the person scan the request.",
    ),
    Self::NotYetValid => (
        "not_yet_valid",
        "Giấy tờ điện tử chưa đến ngày có hiệu lực.",
        "The credential is not valid yet.",
    ),
    Self::RequestOver => (
        "request_over",
        "Yêu cầu đã hết hạn. Hãy tạo yêu cầu mới.",
        "The request is over. Make a new one.",
    ),
    Self::Revoked => (
        "revoked",
        "Giấy tờ đã bị cơ quan cấp thu hồi. Không chấp nhận.",
        "Revoked by the issuer. Do not accept it.",
    ),
    Self::SeenBefore { .. } => (
        "seen_before",
        "Mã này đã quét {time} trước. Hãy yêu cầu mã mới; mã chụp lại không dùng được.",
        "This code was scanned {time} ago. Ask for a new one; a copy does not count.",
    ),
    Self::StatusUnknown => (
        "status_unknown",
        "Không biết giấy tờ còn hiệu lực hay không, và quầy yêu cầu phải biết. Hãy cập nhật danh sách.",
        "Whether it still holds is not known, and this counter must know. Update the lists.",
    ),
    Self::Suspended => (
        "suspended",
        "Giấy tờ đang bị cơ quan cấp tạm dừng. Không chấp nhận lúc này.",
        "Suspended by the issuer. Do not accept it now.",
    ),
    Self::Times(_) => (
        "times",
        "Các mốc thời gian trong mã mâu thuẫn. Không chấp nhận.",
        "The times in the code contradict each other. Do not accept it.",
    ),
    Self::TooOld { .. } => (
        "too_old",
        "Mã đã cũ {time}, hãy yêu cầu mã mới.",
        "The code is {time} old; ask for a new one.",
    ),
    Self::TrustListTooOld => (
        "trust_list_too_old",
        "Danh sách cơ quan cấp ở quầy đã quá cũ. Hãy cập nhật danh sách.",
        "This counter's trust list is too old. Update it.",
    ),
    Self::UnknownIssuer => (
        "unknown_issuer",
        "Không rõ cơ quan cấp. Không chấp nhận.",
        "Unknown issuer. Do not accept it.",
    ),
    Self::UnknownKind => (
        "unknown_kind",
        "Không rõ loại giấy tờ. Hãy cập nhật chương trình ở quầy.",
        "Unknown kind of document. Update the counter's program.",
    ),
}

impl From<CodeError> for Refusal {
    fn from(error: CodeError) -> Self {
        match error {
            CodeError::NewerVersion => Self::NewerVersion,
            CodeError::NotACode => Self::NotACode,
            error => Self::Damaged(error),
        }
    }
}

impl From<IssuerError> for Refusal {
    fn from(error: IssuerError) -> Self {
        match error {
            IssuerError::Certificate(error) => Self::Certificate(error),
            IssuerError::KeyNotValid => Self::IssuerKeyNotValid,
            IssuerError::MayNotIssue => Self::IssuerMayNot,
            IssuerError::Unknown => Self::UnknownIssuer,
        }
    }
}

impl From<SealError> for Refusal {
    fn from(error: SealError) -> Self {
        match error {
            SealError::AnotherRequest => Self::AnotherRequest,
            _ => Self::CannotOpen,
        }
    }
}

impl From<SdCwtError> for Refusal {
    fn from(error: SdCwtError) -> Self {
        match error {
            SdCwtError::HolderSignature(_) => Self::HolderSignature,
            SdCwtError::IssuerSignature(_) => Self::IssuerSignature,
            SdCwtError::Time(rule) => Self::Times(rule),
            error => Self::Disclosures(error),
        }
    }
}

/// What a listed status means for a counter.
pub(super) fn judge_status(status: Status) -> Result<(), Refusal> {
    match status {
        Status::Valid => Ok(()),
        Status::Suspended => Err(Refusal::Suspended),
        // What the list's maker means by other values nobody told us: not valid.
        _ => Err(Refusal::Revoked),
    }
}
