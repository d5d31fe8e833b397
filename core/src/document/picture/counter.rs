//! A counter code as a phone shows it: whose and which facts above it in words, the word that the reader shows below it.

use alloc::format;
use alloc::string::String;

use crate::language::Language;
use crate::qr::Symbol;

use super::code::{CodePlace, PADDING, WIDTH, lines};
use super::colour::WHITE;
use super::glyphs::Weight;
use super::palette::Theme;
use super::svg::{Area, Drawing};
use super::text::{self, Lines};

/// The words around a counter code.
#[derive(Clone, Copy)]
pub struct CounterCaption<'a> {
    /// Whose documents they are.
    pub holder: &'a str,
    /// What the code tells, in words.
    pub facts: &'a str,
    /// The word that a reader shows for the same code.
    pub word: &'a str,
    /// The language of the words.
    pub language: Language,
}

/// Draws `symbol` between its words, 720 units wide; drawn at 720 pixels or more, each module is a whole number of
/// units, at least 3. Black on white in every theme.
#[must_use]
pub fn counter_svg(symbol: &Symbol, caption: &CounterCaption<'_>) -> String {
    let room = WIDTH - 2.0 * PADDING;
    let holder = text::fit(caption.holder, Weight::Bold, room, &HOLDER_CHOICES);
    let facts = text::capitalised(caption.facts);
    let facts = text::fit(&facts, Weight::SemiBold, room, &FACTS_CHOICES);
    let word = text::fit(caption.word, Weight::Bold, room, &WORD_CHOICES);

    let code = CodePlace::of(symbol);
    let top = PADDING + holder.height() + facts.height() + 8.0;
    let height = top + code.side + word.height() + PADDING;
    let name = format!("{}, {}, {}", caption.holder, caption.facts, caption.word);
    let mut drawing = Drawing::new(WIDTH, height, caption.language.pick("vi", "en"), &name);
    drawing.rect(Area { x: 0.0, y: 0.0, width: WIDTH, height }, 0.0, WHITE);

    let ink = Theme::Light.roles().ink;
    let y = lines(&mut drawing, &holder, PADDING, Weight::Bold, ink);
    lines(&mut drawing, &facts, y, Weight::SemiBold, ink);
    code.draw(&mut drawing, symbol, top);
    lines(&mut drawing, &word, top + code.side, Weight::Bold, ink);
    drawing.finish()
}

const HOLDER_CHOICES: [(Lines, f64); 3] =
    [(Lines::One, 46.0), (Lines::One, 40.0), (Lines::Two, 34.0)];
const FACTS_CHOICES: [(Lines, f64); 4] =
    [(Lines::One, 32.0), (Lines::Two, 32.0), (Lines::Two, 28.0), (Lines::Two, 22.0)];
const WORD_CHOICES: [(Lines, f64); 1] = [(Lines::One, 56.0)];

#[cfg(test)]
mod tests {
    use crate::qr::Level;

    use super::*;

    #[test]
    fn the_words_say_whose_which_facts_and_the_word_to_compare() {
        let symbol = Symbol::encode("VGT1:0000", Level::M).unwrap();
        let caption = CounterCaption {
            holder: "Nguyễn Thị Mẫu",
            facts: "căn cước: đủ 18 tuổi",
            word: "con mèo",
            language: Language::Vi,
        };
        let drawn = counter_svg(&symbol, &caption);
        for words in ["Nguyễn Thị Mẫu", "Căn cước: đủ 18 tuổi", "con mèo"] {
            assert!(drawn.contains(&format!(">{words}</text>")), "{words}");
        }
        assert!(drawn.contains(&symbol.to_svg_path()));
    }
}
