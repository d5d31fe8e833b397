//! The power fails, or the disk does: nothing acknowledged is lost, nothing half done is seen.
//!
//! These tests are a program of their own: they put their own file system under SQLite.
#![cfg(all(feature = "wallet", unix))]

#[cfg(test)]
mod disk;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod power;
#[cfg(test)]
mod script;
