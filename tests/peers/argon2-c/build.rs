//! Builds the reference implementation with its vectorised core, for the baseline of the target: as distributions and
//! the Python package do.

use std::path::PathBuf;

fn main() {
    println!("cargo::rerun-if-env-changed=ARGON2_C");
    let root = PathBuf::from(
        std::env::var("ARGON2_C").expect("ARGON2_C names the folder libargon2 (see tests/bench)"),
    );
    let files = ["argon2.c", "blake2/blake2b.c", "core.c", "encoding.c", "opt.c", "thread.c"];
    cc::Build::new()
        .opt_level(3)
        .define("ARGON2_NO_THREADS", None)
        .include(root.join("include"))
        .include(root.join("src"))
        .files(files.map(|file| root.join("src").join(file)))
        .warnings(false)
        .compile("argon2");
}
