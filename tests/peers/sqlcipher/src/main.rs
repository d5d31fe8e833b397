//! Reads from SQLCipher against reads from the same build of SQLite without a key, in one process. The key is raw, so
//! that no time goes into PBKDF2.

use self::plain::{LARGE, LARGE_COUNT, SMALL, SMALL_COUNT, Table};
use self::rounds::{Comparison, Goal};

#[path = "../../../benches/plain/mod.rs"]
mod plain;
#[allow(dead_code, reason = "shared: each program uses what it needs")]
#[path = "../../../src/rounds.rs"]
mod rounds;

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let plain = Table::create(&folder.path().join("plain.db"), |_| Ok(())).expect("a plain file");
    let sealed = Table::create(&folder.path().join("sealed.db"), |connection| {
        connection.execute_batch(&format!("PRAGMA key = \"x'{}'\"", "0f".repeat(48)))
    })
    .expect("a sealed file");

    let head = std::fs::read(folder.path().join("sealed.db")).expect("the sealed file");
    assert!(!head.starts_with(b"SQLite format 3"), "the sealed file is sealed");

    for (name, size, count, calls) in [
        ("read 4 KB (SQLCipher)", SMALL, SMALL_COUNT, 400),
        ("read 200 KB (SQLCipher)", LARGE, LARGE_COUNT, 40),
    ] {
        let [mut first, mut second, mut third, mut fourth] = [(); 4].map(|()| (0..count).cycle());
        let mut kept_plain = plain.reader().expect("a statement");
        let mut kept_sealed = sealed.reader().expect("a statement");
        Comparison::new(name, 25, calls)
            .lane("plain SQLite", Goal::None, || {
                plain.read(size, first.next().expect("endless")).expect("a record")
            })
            .lane("plain SQLite, statement kept", Goal::None, || {
                kept_plain.read(size, second.next().expect("endless")).expect("a record")
            })
            .lane("SQLCipher", Goal::None, || {
                sealed.read(size, third.next().expect("endless")).expect("a record")
            })
            .lane("SQLCipher, statement kept", Goal::None, || {
                kept_sealed.read(size, fourth.next().expect("endless")).expect("a record")
            })
            .run();
    }
}
