//! Symbols: text or bytes to the modules of a QR code (ISO/IEC 18004), and the modules to pictures.
//!
//! Knows nothing of what the bytes mean. Reading a symbol from a picture is not here: a phone does that with its own
//! camera, and a desk with the reader of the terminal shell.

pub mod base45;
pub mod frames;
mod line;
mod mask;
mod png;
mod segments;
mod svg;
mod symbol;
mod terminal;

pub use self::symbol::{Level, QUIET_ZONE, QrError, Symbol};
pub use self::terminal::TerminalInk;
