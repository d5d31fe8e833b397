//! The core of *Ví Giấy Tờ*, a document wallet for Vietnam.
//!
//! | room | what it is for | needs feature |
//! | --- | --- | --- |
//! | `wallet` | the façade: `Wallet` (locked) and `Session` (unlocked) | `wallet` |
//! | [`document`] | what a citizen holds: typed documents, printed-QR import, cards and their pictures, evidence | |
//! | `access` | who may open it: passcode rules, security questions, attempts and waits, key slots | `wallet` |
//! | `vault` | where it lies: one SQLite file of sealed records under a manifest, and a chained history | `wallet` |
//! | [`credential`] | what makes it provable: SD-CWT, the claim model, trust lists, certificates, status lists | |
//! | [`present`] | what a phone shows and answers: counter codes, requests, sealed answers, the cross-check word | |
//! | [`verify`] | the counter's side: one path from a text to a `VerifiedPresentation` | |
//! | [`qr`] | symbols: text to modules to PNG, SVG and terminal; base45; fountain-coded frames | |
//! | [`platform`] | what the core asks of the world: hardware keys, clocks, randomness | |
//! | [`language`] | the two languages, and texts that exist in both | |
//! | [`secret`] | the wrappers for what must not be printed, copied or left in memory | |
//!
//! Arrows run one way: `wallet` → `present`, `verify` → `credential`, `vault`, `access` → `document`, `qr`, `platform` → `language`,
//! `secret`. `document` and `qr` know nothing of keys or storage, `vault` nothing of what its records mean, `credential` nothing
//! of SQLite. `ARCHITECTURE.md` beside this crate says why.
//!
//! Without the feature `wallet` the crate has no C code, storage, threads or clock of its own, and builds for browsers and phones: that
//! is the verifying half.
#![forbid(unsafe_code)]

extern crate alloc;

#[cfg(feature = "wallet")]
pub mod access;
pub mod credential;
pub mod document;
pub mod language;
pub mod platform;
pub mod present;
pub mod qr;
pub mod secret;
#[cfg(feature = "wallet")]
pub mod vault;
pub mod verify;
#[cfg(feature = "wallet")]
pub mod wallet;

/// The examples of the project's README are run as tests.
#[cfg(all(doctest, feature = "wallet"))]
#[doc = include_str!("../../README.md")]
pub struct ReadmeExamples;
