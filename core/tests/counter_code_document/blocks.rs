//! The blocks of the document: what stands between `<!-- block: name -->` and `<!-- end: name -->`.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

pub(crate) struct Document {
    text: String,
}

impl Document {
    pub(crate) fn read() -> Self {
        Self { text: fs::read_to_string(path()).unwrap() }
    }

    pub(crate) fn write(&mut self, blocks: &[(&str, String)]) {
        for (name, content) in blocks {
            let (from, to) = self.range(name);
            self.text.replace_range(from..to, content);
        }
        fs::write(path(), &self.text).unwrap();
    }

    /// The names of all blocks, in their order.
    pub(crate) fn names(&self) -> Vec<&str> {
        let names = self.text.lines().filter_map(|line| line.strip_prefix("<!-- block: "));
        names.map(|name| name.trim_end_matches(" -->")).collect()
    }

    pub(crate) fn block(&self, name: &str) -> &str {
        let (from, to) = self.range(name);
        &self.text[from..to]
    }

    /// The only line of a block, without its fence.
    pub(crate) fn line(&self, name: &str) -> String {
        let lines: Vec<&str> = unfenced(self.block(name)).collect();
        lines.concat()
    }

    /// The bytes of a block of hexadecimal digits.
    pub(crate) fn bytes(&self, name: &str) -> Vec<u8> {
        let digits: Vec<u32> = self.line(name).chars().filter_map(|c| c.to_digit(16)).collect();
        digits.chunks(2).map(|pair| u8::try_from(pair[0] * 16 + pair[1]).unwrap()).collect()
    }

    /// The codes of refusals in the tables of checks: the last column, words of lower case.
    pub(crate) fn refusals(&self) -> BTreeSet<String> {
        let rows = self.text.lines().filter(|line| line.starts_with("| ") && line.ends_with("` |"));
        let last = rows.filter_map(|row| row.trim_end_matches("` |").rsplit_once("| `"));
        let codes = last.map(|(_, code)| code.to_owned());
        codes.filter(|code| code.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')).collect()
    }

    fn range(&self, name: &str) -> (usize, usize) {
        let (begin, end) = (format!("<!-- block: {name} -->\n"), format!("<!-- end: {name} -->"));
        let from = self.text.find(&begin).unwrap_or_else(|| panic!("no block {name}"));
        let to = self.text.find(&end).unwrap_or_else(|| panic!("no end of block {name}"));
        (from + begin.len(), to)
    }
}

/// A fenced block of lines.
pub(crate) fn fenced(kind: &str, lines: &str) -> String {
    format!("```{kind}\n{}\n```\n", lines.trim_end())
}

/// A fenced block of hexadecimal digits, 32 bytes a line.
pub(crate) fn hex_block(bytes: &[u8]) -> String {
    let lines: Vec<String> = bytes.chunks(32).map(hex).collect();
    fenced("text", &lines.join("\n"))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unfenced(block: &str) -> impl Iterator<Item = &str> {
    block.lines().filter(|line| !line.starts_with("```"))
}

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/counter-code.md")
}
