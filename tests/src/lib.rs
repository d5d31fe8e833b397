//! Whole-system tests of the wallet: what no single crate can show alone.
//!
//! This library holds what tests and benches share: a phone that a test controls, wallets with cheap derivations on it, and
//! rounds of measurement.

pub mod authority;
pub mod counter;
pub mod device;
pub mod equipped;
pub mod forge;
pub mod phone;
pub mod rounds;
pub mod wallets;
