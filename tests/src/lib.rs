//! Whole-system tests of the wallet: what no single crate can show alone.
//!
//! This library holds what the tests share: a phone that a test controls, and wallets with cheap derivations on it.

pub mod device;
pub mod wallets;
