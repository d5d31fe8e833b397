//! Why a message has no frames, and why a frame was not taken.

use super::encoder::FragmentSize;
use super::part::{MAX_FRAGMENTS, MAX_MESSAGE_LEN};
use super::ur::MAX_FRAME_LEN;

/// Why a message has no frames. All of these are the caller's fault.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum FramesError {
    /// There is nothing to send.
    #[error("the message is empty")]
    Empty,
    /// The message is longer than readers take.
    #[error("{len} bytes are more than the {MAX_MESSAGE_LEN} of the longest message")]
    TooLong {
        /// The message's length in bytes.
        len: usize,
    },
    /// The fragments are so small that there would be more of them than readers take.
    #[error("{count} fragments are more than {MAX_FRAGMENTS}")]
    TooManyFragments {
        /// How many there would be.
        count: usize,
    },
    /// No frame carries a fragment of this size.
    #[error("a fragment of {bytes} bytes is not between 1 and {max}", max = FragmentSize::MAX)]
    FragmentSize {
        /// The size that was asked for.
        bytes: usize,
    },
}

/// Why a frame was not taken. None of these loses what was collected before, except [`FrameError::WrongMessage`].
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum FrameError {
    /// The text is no UR: another code came before the camera.
    #[error("the text is not a UR")]
    NotUr,
    /// A UR of another type than `vgt`: another program's.
    #[error("the UR is of another type")]
    OtherType,
    /// The text is longer than any symbol's.
    #[error("the frame is longer than {MAX_FRAME_LEN} characters")]
    TooLong,
    /// The body has characters that are no Bytewords, or a half of one.
    #[error("the frame's body is not minimal Bytewords")]
    NotBytewords,
    /// The body's own CRC-32 is not that of its bytes: it was read wrong, or cut.
    #[error("the frame's checksum is not that of its bytes")]
    FrameChecksum,
    /// The body is not the CBOR of a part: other items, integers or lengths not in their shortest form, bytes to spare.
    #[error("the frame's body is not a part in its one encoding")]
    NotAPart,
    /// The number before the body is not that of the part in it.
    #[error("the frame is numbered otherwise than its part")]
    Number,
    /// The part names a message that cannot be: of no bytes, or of other than its fragments together hold.
    #[error("the part's numbers do not fit each other")]
    Impossible,
    /// The part's message is longer, or in more fragments, than is taken.
    #[error(
        "the message is longer than {MAX_MESSAGE_LEN} bytes or has more than {MAX_FRAGMENTS} fragments"
    )]
    TooLarge,
    /// The part and those taken before cannot be of the same message. One of them is forged; what was taken before stays.
    #[error("the part contradicts those taken before")]
    Contradiction,
    /// All parts are there, and are not the message that they name: one of them was forged. They are forgotten.
    #[error("the parts do not make up the message that they name")]
    WrongMessage,
}
