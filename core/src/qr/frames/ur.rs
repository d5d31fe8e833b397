//! The text of a UR of our type (BCR-2020-005): scheme, type, a part's number, body.

use alloc::format;
use alloc::string::String;

use super::bytewords;
use super::error::FrameError;
use super::part::Part;

/// What the text of one symbol is, its body still in Bytewords.
#[derive(Debug, Eq, PartialEq)]
pub(super) enum Ur<'text> {
    /// The whole message.
    Single { body: &'text str },
    /// One part of it.
    Part { number: &'text str, body: &'text str },
}

impl<'text> Ur<'text> {
    /// Splits a text whose scheme and type are ours, in either case.
    pub(super) fn split(text: &'text str) -> Result<Self, FrameError> {
        if text.len() > MAX_FRAME_LEN {
            return Err(FrameError::TooLong);
        }
        let (scheme, path) = text.split_once(':').ok_or(FrameError::NotUr)?;
        if !scheme.eq_ignore_ascii_case(SCHEME) {
            return Err(FrameError::NotUr);
        }
        let (ur_type, path) = path.split_once('/').ok_or(FrameError::NotUr)?;
        if !ur_type.eq_ignore_ascii_case(TYPE) {
            return Err(FrameError::OtherType);
        }
        Ok(match path.split_once('/') {
            Some((number, body)) => Self::Part { number, body },
            None => Self::Single { body: path },
        })
    }
}

/// The frame of a message that is a single fragment.
pub(super) fn single(message: &[u8]) -> String {
    format!("{SCHEME}:{TYPE}/{}", bytewords::encode(message))
}

/// The frame of `part`.
pub(super) fn multipart(part: &Part) -> String {
    format!("{SCHEME}:{TYPE}/{}/{}", number(part), bytewords::encode(&part.to_cbor()))
}

/// The number that stands before the body of `part`, in its one form.
pub(super) fn number(part: &Part) -> String {
    format!("{}-{}", part.seq, part.count)
}

/// The longest text that is looked at, in bytes: what version 40 at level L holds (ISO/IEC 18004 table 7).
pub const MAX_FRAME_LEN: usize = 4296;

const SCHEME: &str = "UR";
const TYPE: &str = "VGT";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_split_in_either_case() {
        assert_eq!(Ur::split("UR:VGT/AEAD"), Ok(Ur::Single { body: "AEAD" }));
        assert_eq!(Ur::split("ur:vgt/1-2/aead"), Ok(Ur::Part { number: "1-2", body: "aead" }));
        assert_eq!(Ur::split("ur:vgt/1/2/ae"), Ok(Ur::Part { number: "1", body: "2/ae" }));
    }

    #[test]
    fn what_is_no_ur_or_of_another_type_is_told_apart() {
        for text in ["", "UR", "UR:", "UR:VGT", "URL:VGT/AE", "VGT1:6BF", "https://ur:vgt/1", "ế"]
        {
            assert_eq!(Ur::split(text), Err(FrameError::NotUr), "{text:?}");
        }
        for text in ["UR:BYTES/1-2/AE", "UR:/AE", "UR:VGT2/AE", "ur:crypto-psbt/aead"] {
            assert_eq!(Ur::split(text), Err(FrameError::OtherType), "{text:?}");
        }
    }
}
