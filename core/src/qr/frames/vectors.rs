//! The vectors of BCR-2024-001, and the message that it makes them of.

use alloc::vec::Vec;

use super::xoshiro::Xoshiro256;

/// The values under a name of the fixture.
pub(super) fn vector(name: &str) -> impl Iterator<Item = &'static str> {
    let heading = alloc::format!("[{name}]");
    let mut lines = VECTORS.lines().skip_while(move |line| *line != heading);
    assert!(lines.next().is_some(), "the fixture has {name}");
    lines.take_while(|line| !line.starts_with('[')).flat_map(str::split_whitespace)
}

/// The numbers under a name of the fixture.
pub(super) fn numbers(name: &str) -> Vec<usize> {
    vector(name).map(|number| number.parse().unwrap()).collect()
}

/// The bytes of a hexadecimal text.
pub(super) fn hex(text: &str) -> Vec<u8> {
    assert!(text.len().is_multiple_of(2));
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap())
        .collect()
}

/// The paper's message of `len` bytes.
pub(super) fn message(len: usize) -> Vec<u8> {
    let mut random = Xoshiro256::seeded(b"Wolf");
    (0..len).map(|_| u8::try_from(random.next_below(256)).unwrap()).collect()
}

const VECTORS: &str = include_str!("../../../tests/fixtures/bcr_2024_001.txt");
