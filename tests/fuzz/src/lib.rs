//! What the fuzz targets share: what must hold for every document, a wallet to put foreign bytes into, a store whose
//! files are edited, and a counter with codes, requests and lists that are edited and signed again.
//!
//! A target fails by panicking. Beyond "nothing panics" each says what must hold of whatever was understood.

pub mod accepting;
pub mod certificates;
pub mod codes;
pub mod counter;
pub mod documents;
pub mod edits;
pub mod signed;
pub mod store;
pub mod victim;

use std::path::PathBuf;

/// A folder of this process, in memory where the runner put `TMPDIR` there. The runner removes it.
///
/// # Panics
/// When it can't be made.
#[must_use]
pub fn folder() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("vigiayto-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("the folder for temporary files is writable");
    folder
}
