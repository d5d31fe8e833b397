//! The vault seen from outside: what its caller, and whoever gets hold of its files, can do.
#![cfg(feature = "wallet")]

#[cfg(test)]
mod common;
#[cfg(test)]
mod damage;
#[cfg(test)]
mod everyday;
#[cfg(test)]
mod frozen;
#[cfg(test)]
mod history;
#[cfg(test)]
mod history_damage;
#[cfg(test)]
mod measure;
#[cfg(test)]
mod owners;
#[cfg(test)]
mod processes;
#[cfg(test)]
mod rollback;
#[cfg(test)]
mod space;
#[cfg(test)]
mod tampering;
