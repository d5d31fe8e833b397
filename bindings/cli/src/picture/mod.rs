//! Pictures at a desk: the core's drawings as PNG, and codes read from pictures.
//!
//! Neither is part of the phone's library: a phone has its own canvas and its own camera.

pub(crate) mod luma;
pub(crate) mod read;
pub(crate) mod render;

#[cfg(test)]
mod card_tests;
