//! Lines of a scanner, each bounded: what never ends is no code.

use std::io::{self, BufRead, Read as _};

/// Reads lines of at most [`LONGEST`] bytes.
pub(super) struct BoundedLines<R> {
    input: R,
}

/// One line.
pub(super) enum Line {
    Text(Vec<u8>),
    /// It was passed over.
    TooLong,
}

impl<R: BufRead> BoundedLines<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input }
    }

    /// The next line, without its end; `None` at the end of the input.
    pub(super) fn next_line(&mut self) -> Option<io::Result<Line>> {
        let mut line = Vec::new();
        match self.input.by_ref().take(LONGEST + 1).read_until(b'\n', &mut line) {
            Err(error) => Some(Err(error)),
            Ok(0) => None,
            Ok(_)
                if line.last() == Some(&b'\n')
                    || u64::try_from(line.len()).is_ok_and(|it| it <= LONGEST) =>
            {
                Some(Ok(Line::Text(line)))
            }
            Ok(_) => Some(self.pass_over().map(|()| Line::TooLong)),
        }
    }

    fn pass_over(&mut self) -> io::Result<()> {
        loop {
            let mut rest = Vec::new();
            let count = self.input.by_ref().take(LONGEST).read_until(b'\n', &mut rest)?;
            if count == 0 || rest.last() == Some(&b'\n') {
                return Ok(());
            }
        }
    }
}

/// Longer than the longest text of a code.
const LONGEST: u64 = 128 << 10;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_without_end_is_passed_over_and_the_next_is_read() {
        let mut input = vec![b'x'; 300 << 10];
        input.extend_from_slice(b"\nVGT1:\r\nlast");
        let mut lines = BoundedLines::new(input.as_slice());
        let mut texts = Vec::new();
        while let Some(Ok(line)) = lines.next_line() {
            texts.push(match line {
                Line::Text(text) => String::from_utf8(text).unwrap(),
                Line::TooLong => "too long".to_owned(),
            });
        }
        assert_eq!(texts, ["too long", "VGT1:\r\n", "last"]);
    }
}
