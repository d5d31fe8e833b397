//! A symbol in a terminal: half blocks, two rows of modules in one line of text.

use alloc::string::String;

use super::Symbol;

/// How a terminal is told which module is dark.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum TerminalInk {
    /// Black on white by escape sequences, whatever the terminal's own colours are. The choice when there are colours.
    BlackOnWhite,
    /// No escape sequences; right where the terminal's letters are light on a dark ground.
    LightOnDark,
    /// No escape sequences; right where the terminal's letters are dark on a light ground.
    DarkOnLight,
}

impl Symbol {
    /// Lines of text, each ended by a line feed, quiet zone included.
    #[must_use]
    pub fn to_terminal(&self, ink: TerminalInk) -> String {
        let side = self.framed_width();
        let mut text = String::with_capacity(side * side * 2);
        for y in (0..side).step_by(2) {
            if ink == TerminalInk::BlackOnWhite {
                text.push_str(BLACK_ON_WHITE);
            }
            for x in 0..side {
                let upper = self.framed_dark(x, y);
                let lower = self.framed_dark(x, y + 1);
                // Inked is what the terminal paints in the colour of its letters.
                text.push(match ink {
                    TerminalInk::LightOnDark => half_block(!upper, !lower),
                    TerminalInk::BlackOnWhite | TerminalInk::DarkOnLight => {
                        half_block(upper, lower)
                    }
                });
            }
            if ink == TerminalInk::BlackOnWhite {
                text.push_str(RESET);
            }
            text.push('\n');
        }
        text
    }
}

fn half_block(upper_inked: bool, lower_inked: bool) -> char {
    match (upper_inked, lower_inked) {
        (true, true) => '█',
        (true, false) => '▀',
        (false, true) => '▄',
        (false, false) => ' ',
    }
}

// Entries 16 and 231 of the 256-colour palette are true black and white; the first 16 are at the user's taste.
const BLACK_ON_WHITE: &str = "\u{1b}[38;5;16;48;5;231m";
const RESET: &str = "\u{1b}[0m";

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use crate::qr::Level;

    use super::*;

    fn modules(text: &str, symbol: &Symbol) -> Vec<bool> {
        let side = symbol.framed_width();
        let mut upper_then_lower = Vec::new();
        for line in text.lines() {
            assert_eq!(line.chars().count(), side);
            upper_then_lower.extend(line.chars().map(|block| "█▀".contains(block)));
            upper_then_lower.extend(line.chars().map(|block| "█▄".contains(block)));
        }
        upper_then_lower.truncate(side * side);
        upper_then_lower
    }

    #[test]
    fn the_blocks_are_the_modules_in_every_ink() {
        let symbol = Symbol::encode("VGT1:", Level::L).unwrap();
        let side = symbol.framed_width();
        let expected: Vec<bool> =
            (0..side * side).map(|at| symbol.framed_dark(at % side, at / side)).collect();
        let inverted: Vec<bool> = expected.iter().map(|dark| !dark).collect();
        assert_eq!(modules(&symbol.to_terminal(TerminalInk::DarkOnLight), &symbol), expected);
        assert_eq!(modules(&symbol.to_terminal(TerminalInk::LightOnDark), &symbol), inverted);
        let coloured = symbol.to_terminal(TerminalInk::BlackOnWhite);
        let bare = coloured.replace(BLACK_ON_WHITE, "").replace(RESET, "");
        assert_eq!(modules(&bare, &symbol), expected);
    }

    #[test]
    fn only_the_forced_colours_use_escape_sequences() {
        let symbol = Symbol::encode("VGT1:", Level::L).unwrap();
        assert!(symbol.to_terminal(TerminalInk::BlackOnWhite).contains('\u{1b}'));
        for ink in [TerminalInk::DarkOnLight, TerminalInk::LightOnDark] {
            assert!(!symbol.to_terminal(ink).contains('\u{1b}'));
        }
    }
}
