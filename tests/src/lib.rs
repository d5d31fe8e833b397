//! Whole-system tests of the wallet: what no single crate can show alone.

pub mod rounds;
