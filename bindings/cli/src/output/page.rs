//! A page of words: lines and aligned columns, made plain before they reach a terminal.

use unicode_width::UnicodeWidthStr as _;

use super::paint::{Paint, Role};

/// Lines and tables in the order they are printed.
#[derive(Default)]
pub(crate) struct Page {
    blocks: Vec<Block>,
}

/// One cell of a table.
pub(crate) struct Cell {
    role: Role,
    text: String,
}

enum Block {
    Line(Cell),
    Table(Vec<Vec<Cell>>),
    Verbatim(String),
    Gap,
}

impl Page {
    /// A page that begins with its result.
    pub(crate) fn result(role: Role, text: impl Into<String>) -> Self {
        let mut page = Self::default();
        page.line(role, text);
        page
    }

    /// Adds one line.
    pub(crate) fn line(&mut self, role: Role, text: impl Into<String>) {
        self.blocks.push(Block::Line(Cell::new(role, text)));
    }

    /// Adds rows whose columns are aligned.
    pub(crate) fn table(&mut self, rows: Vec<Vec<Cell>>) {
        if !rows.is_empty() {
            self.blocks.push(Block::Table(rows));
        }
    }

    /// Adds lines of our own making as they are: a drawing, a form.
    pub(crate) fn verbatim(&mut self, drawing: impl Into<String>) {
        self.blocks.push(Block::Verbatim(drawing.into()));
    }

    /// Adds another page below.
    pub(crate) fn append(&mut self, other: Self) {
        self.blocks.extend(other.blocks);
    }

    /// Adds an empty line.
    pub(crate) fn gap(&mut self) {
        self.blocks.push(Block::Gap);
    }

    /// The whole page, ending with a line break.
    pub(crate) fn render(&self, paint: Paint) -> String {
        let mut out = String::new();
        for block in &self.blocks {
            match block {
                Block::Line(cell) => {
                    out.push_str(&paint.apply(cell.role, &cell.text));
                    out.push('\n');
                }
                Block::Table(rows) => render_table(&mut out, rows, paint),
                Block::Verbatim(drawing) => {
                    out.push_str(drawing);
                    if !drawing.ends_with('\n') {
                        out.push('\n');
                    }
                }
                Block::Gap => out.push('\n'),
            }
        }
        out
    }
}

impl Cell {
    /// A cell; what could move the cursor or turn the writing around is taken out of `text`.
    pub(crate) fn new(role: Role, text: impl Into<String>) -> Self {
        Self { role, text: plain(&text.into()) }
    }
}

fn render_table(out: &mut String, rows: &[Vec<Cell>], paint: Paint) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.text.width())
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    for row in rows {
        out.push_str(INDENT);
        for (index, cell) in row.iter().enumerate() {
            out.push_str(&paint.apply(cell.role, &cell.text));
            if index + 1 < row.len() {
                let padding = widths[index] - cell.text.width() + GUTTER;
                out.extend(std::iter::repeat_n(' ', padding));
            }
        }
        while out.ends_with(' ') {
            out.pop();
        }
        out.push('\n');
    }
}

/// Text from a stranger's paper may hold escape sequences or bidirectional overrides (Unicode TR36 §3.4), which would let it
/// draw over what the wallet says of it: they become `�`. A line break becomes a space.
fn plain(text: &str) -> String {
    text.trim_end()
        .chars()
        .map(|character| match character {
            '\n' | '\t' => ' ',
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                '\u{fffd}'
            }
            other if other.is_control() => '\u{fffd}',
            other => other,
        })
        .collect()
}

const INDENT: &str = "  ";
const GUTTER: usize = 2;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_below_each_other_by_what_the_eye_sees() {
        let mut page = Page::result(Role::Good, "2");
        let row = |a: &str, b: &str| vec![Cell::new(Role::Plain, a), Cell::new(Role::Plain, b)];
        // The second name is written with combining marks: more code points, the same width.
        page.table(vec![row("Nguyễn", "x"), row("Nguye\u{302}\u{303}n", "y"), row("An", "z")]);
        let text = page.render(Paint::None);
        let places: Vec<_> = text
            .lines()
            .skip(1)
            .map(|line| line.rsplit_once(' ').map(|(before, _)| before.width()))
            .collect();
        assert_eq!(places, vec![Some(9); 3]);
    }

    #[test]
    fn a_strangers_text_can_neither_colour_nor_turn_the_page() {
        let text = Page::result(Role::Plain, "a\u{1b}[31mb\u{202e}c\rd\u{9b}e").render(Paint::None);
        assert_eq!(text, "a\u{fffd}[31mb\u{fffd}c\u{fffd}d\u{fffd}e\n");
    }

    #[test]
    fn colour_is_only_added_around_the_text() {
        let page = Page::result(Role::Bad, "x");
        assert_eq!(page.render(Paint::None), "x\n");
        assert_eq!(page.render(Paint::Colour), "\u{1b}[31mx\u{1b}[0m\n");
    }
}
