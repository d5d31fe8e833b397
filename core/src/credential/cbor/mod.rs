//! CBOR (RFC 8949) as tokens use it: a decoder that takes one encoding of each integer, string, length and simple value and no
//! other, and an encoder that makes just that one. Only the order of a map and the width of a float are left to the sender.
//!
//! General decoders accept what a signed token must not contain: indefinite lengths, integers and lengths longer than needed,
//! a map key twice, bytes behind the end. Each of these would let two parties read different things from the same signed
//! bytes, so each is refused here, with its own reason. Depth, number of items and length are bounded before anything is
//! allocated.

mod decode;
mod encode;
mod value;

pub use decode::{CborError, Limits, decode};
pub use encode::{Encoder, MapEncoder};
pub use value::{Key, Value};
