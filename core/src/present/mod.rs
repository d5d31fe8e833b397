//! What a phone shows and answers: the wire format of counter codes, requests and answers. `core/docs/counter-code.md` is its
//! document for those who write another reader.
//!
//! Choosing credentials, consent and history are the wallet's (`wallet`); checking is the reader's
//! ([`crate::verify`]).

mod answer;
mod code;
mod request;
mod showing;
mod word;

pub use answer::{SealError, SealedAnswer, SealingKey, seal_answer};
pub use code::{CODE_PREFIX, CodeError, Content, MOST_DOCUMENTS, code_content, code_text, join};
pub use request::{
    CLOCK_SKEW, LONGEST_LIFE, REQUEST_PREFIX, REQUEST_TYPE, ReaderName, Request, RequestError,
    RequestForm, RequestItem, RequestedClaim, audience_of, request_content, request_text,
};
pub use showing::{
    NextCode, ONE_SYMBOL, Part, PresentError, Shown, how_shown, next_code, sign_answer, text_length,
};
pub use word::CheckWord;

/// The audience of a code that is shown to whoever looks.
pub const ANY_READER: &str = "*";
/// Seconds from its making, in both directions, for which readers accept a code.
pub const CODE_LIFE: i64 = 60;
/// Seconds after which a code that is shown is replaced by a new one.
pub const RENEWED_AFTER: i64 = 30;
