//! Frames: a message too long for one symbol, as a series of symbols that a reader may take in any order and with loss.
//!
//! The format is Blockchain Commons' multipart UR (BCR-2020-005, BCR-2024-001) in minimal Bytewords (BCR-2020-012), of the
//! type `vgt` and in upper case, so that a symbol's alphanumeric mode carries it:
//!
//! ```text
//! UR:VGT/<seq>-<count>/<Bytewords of [seq, count, message length, CRC-32 of the message, data]>
//! UR:VGT/<Bytewords of the message>                                  a message of one fragment
//! ```
//!
//! The message is cut into `count` fragments of one length. Frame 1 to `count` carry one each; every later frame carries the
//! XOR of several, chosen by a generator that is seeded with the frame's number and the message's checksum, so that sender
//! and reader choose alike. The message itself, one CBOR item, is not wrapped again: that is what a UR of any type carries.
//!
//! [`Frames`] makes them without end. [`Collector`] solves for the fragments by Gaussian elimination and so needs only as
//! many independent frames as there are fragments, where the papers' own decoder (peeling) needs more.

mod assembly;
mod bytewords;
mod chooser;
mod collector;
mod encoder;
mod error;
mod fragment_set;
#[cfg(test)]
mod hostile;
mod part;
mod sampler;
mod ur;
#[cfg(test)]
mod vectors;
mod xoshiro;

pub use self::collector::{Collected, Collector, MAX_ASSEMBLIES, Progress};
pub use self::encoder::{FragmentSize, Frame, Frames};
pub use self::error::{FrameError, FramesError};
pub use self::part::{MAX_FRAGMENTS, MAX_MESSAGE_LEN};
pub use self::ur::MAX_FRAME_LEN;
