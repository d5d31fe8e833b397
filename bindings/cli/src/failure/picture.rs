//! Why a picture gave no payload, in words. The reader itself knows nothing of the shell, so that it can be fuzzed alone.

use super::{Exit, Failure};
use crate::picture::read::ReadError;
use crate::words;

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        let (code, message, hint) = match error {
            ReadError::NoCode => ("no_code", words::NO_CODE, words::NO_CODE_HINT),
            ReadError::TooLarge => {
                ("picture_too_large", words::PICTURE_TOO_LARGE, words::FILE_TOO_LARGE_HINT)
            }
            ReadError::NotAPicture => {
                ("not_a_picture", words::NOT_A_PICTURE, words::NOT_A_PICTURE_HINT)
            }
        };
        Self::new(Exit::Refused, code, message, hint)
    }
}
