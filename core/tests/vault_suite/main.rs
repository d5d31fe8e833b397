//! The vault seen from outside: what its caller, and whoever gets hold of its files, can do.
#![cfg(feature = "wallet")]

#[cfg(test)]
mod common;
#[cfg(test)]
mod everyday;
#[cfg(test)]
mod rollback;
#[cfg(test)]
mod tampering;
