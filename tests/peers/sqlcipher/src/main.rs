//! Reads from SQLCipher, on demand: each line of standard input says how large the records are and how many to read, each
//! answer is the nanoseconds that it took. So its reads run in the same rounds as those it is compared with, which no
//! one process could do: a program can link one SQLite only. The key is raw, so no time goes into PBKDF2.

use std::io::{BufRead, Write};
use std::time::Instant;

use self::plain::{LARGE, LARGE_COUNT, SMALL, SMALL_COUNT, Table};

#[path = "../../../benches/plain/mod.rs"]
mod plain;

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("sealed.db");
    let table = Table::create(&path, |connection| {
        connection.execute_batch(&format!("PRAGMA key = \"x'{}'\"", "0f".repeat(48)))
    })
    .expect("a sealed file");
    let file = std::fs::read(path).expect("the sealed file");
    assert!(!file.starts_with(b"SQLite format 3"), "the sealed file is sealed");

    let mut numbers = [(SMALL, SMALL_COUNT), (LARGE, LARGE_COUNT)]
        .map(|(size, count)| (size, (0..count).cycle()));
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("a line of text");
        let (size, calls) = line.split_once(' ').expect("size and calls");
        let size: usize = size.parse().expect("a size");
        let calls: usize = calls.parse().expect("a number of calls");
        let (_, numbers) = numbers.iter_mut().find(|of| of.0 == size).expect("a known size");

        let start = Instant::now();
        for number in numbers.take(calls) {
            std::hint::black_box(table.read(size, number).expect("a record"));
        }
        println!("{}", start.elapsed().as_nanos());
        std::io::stdout().flush().expect("the answer is sent");
    }
}
