//! The vault seen from outside: what its caller, and whoever gets hold of its files, can do.

mod common;
mod everyday;
