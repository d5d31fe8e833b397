//! The core of *Ví Giấy Tờ*, a document wallet.
#![forbid(unsafe_code)]

extern crate alloc;

pub mod document;
pub mod language;
pub mod platform;
pub mod qr;
pub mod secret;

#[cfg(feature = "wallet")]
pub mod access;
#[cfg(feature = "wallet")]
pub mod vault;
#[cfg(feature = "wallet")]
pub mod wallet;
