//! A code as it is shown at a counter: a white field, the code as wide as it can be, and above it in words whose it is,
//! which document, and how far it can be trusted.

use alloc::string::String;

use crate::document::Evidence;
use crate::language::Language;
use crate::qr::Symbol;

use super::colour::{BLACK, Colour, WHITE};
use super::glyphs::Weight;
use super::icons;
use super::palette::Theme;
use super::svg::{Anchor, Area, Drawing, Number, Setting};
use super::text::{self, Fitted, Lines};

/// The words above a code.
#[derive(Clone, Copy)]
pub struct CodeCaption<'a> {
    /// Whose document it is.
    pub holder: &'a str,
    /// Which document: its kind by name.
    pub document: &'a str,
    /// Where the facts in the code come from.
    pub evidence: Evidence,
    /// The language of the evidence in words.
    pub language: Language,
}

/// Draws `symbol` under its caption, 720 units wide; drawn at 720 pixels or more, each module is a whole number of
/// units, at least 3.
///
/// Black on white in every theme: a reader at a counter must not meet an inverted code.
#[must_use]
pub fn code_svg(symbol: &Symbol, caption: &CodeCaption<'_>) -> String {
    let room = WIDTH - 2.0 * PADDING;
    let holder = text::fit(caption.holder, Weight::Bold, room, &HOLDER_CHOICES);
    let document = text::capitalised(caption.document);
    let document = text::fit(&document, Weight::SemiBold, room, &DOCUMENT_CHOICES);
    let evidence = text::capitalised(caption.evidence.message().text(caption.language));
    let mark = text::fit(&evidence, Weight::SemiBold, room - MARK - 16.0, &MARK_CHOICES);

    let code = CodePlace::of(symbol);
    let words_height = holder.height() + document.height() + MARK_GAP + mark.height().max(MARK);
    let top = PADDING + words_height + 8.0;
    let name = format!("{}, {document}, {evidence}", caption.holder, document = caption.document);
    let mut drawing =
        Drawing::new(WIDTH, top + code.side, caption.language.pick("vi", "en"), &name);
    drawing.rect(Area { x: 0.0, y: 0.0, width: WIDTH, height: top + code.side }, 0.0, WHITE);

    let ink = Theme::Light.roles().ink;
    let mut y = lines(&mut drawing, &holder, PADDING, Weight::Bold, ink);
    y = lines(&mut drawing, &document, y, Weight::SemiBold, ink);
    evidence_mark(&mut drawing, caption.evidence, &mark, y + MARK_GAP);

    code.draw(&mut drawing, symbol, top);
    drawing.finish()
}

/// Where the code stands and how large it is, its quiet zone included.
pub(super) struct CodePlace {
    left: f64,
    pub(super) side: f64,
    module: f64,
}

impl CodePlace {
    pub(super) fn of(symbol: &Symbol) -> Self {
        let modules = u32::try_from(symbol.framed_width()).map_or(f64::MAX, f64::from);
        let module = (WIDTH / modules).floor();
        let side = modules * module;
        Self { left: ((WIDTH - side) / 2.0).floor(), side, module }
    }

    /// The symbol, its quiet zone beginning at `top`.
    pub(super) fn draw(&self, drawing: &mut Drawing, symbol: &Symbol, top: f64) {
        drawing.raw(format_args!(
            "<path fill=\"{BLACK}\" shape-rendering=\"crispEdges\" transform=\"translate({} {}) scale({})\" d=\"{}\"/>",
            Number(self.left),
            Number(top.round()),
            Number(self.module),
            symbol.to_svg_path()
        ));
    }
}

/// Centred lines from `y` down; answers where they end.
pub(super) fn lines(
    drawing: &mut Drawing,
    words: &Fitted,
    mut y: f64,
    weight: Weight,
    colour: Colour,
) -> f64 {
    for line in &words.lines {
        let setting = Setting { size: words.size, weight, colour, anchor: Anchor::Middle };
        drawing.text(WIDTH / 2.0, y + text::ascent(words.size), line, setting);
        y += text::line_height(words.size);
    }
    y
}

/// The mark and its words, centred together.
fn evidence_mark(drawing: &mut Drawing, evidence: Evidence, words: &Fitted, y: f64) {
    let roles = Theme::Light.roles();
    let (icon, colour) = icons::evidence(evidence, &roles);
    let widths = words.lines.iter().map(|line| text::width(line, words.size, Weight::SemiBold));
    let width = widths.fold(0.0, f64::max);
    let left = (WIDTH - width - MARK - 16.0) / 2.0;
    let height = words.height().max(MARK);
    let place = Area { x: left, y: y + (height - MARK) / 2.0, width: MARK, height: MARK };
    icon.draw(drawing, place, colour, WHITE);
    let mut line_top = y + (height - words.height()) / 2.0;
    for line in &words.lines {
        let setting =
            Setting { size: words.size, weight: Weight::SemiBold, colour, anchor: Anchor::Start };
        drawing.text(left + MARK + 16.0, line_top + words.size * 1.05, line, setting);
        line_top += text::line_height(words.size);
    }
}

pub(super) const WIDTH: f64 = 720.0;
pub(super) const PADDING: f64 = 40.0;
const MARK: f64 = 44.0;
const MARK_GAP: f64 = 12.0;
const HOLDER_CHOICES: [(Lines, f64); 4] =
    [(Lines::One, 56.0), (Lines::One, 46.0), (Lines::Two, 46.0), (Lines::Two, 34.0)];
const DOCUMENT_CHOICES: [(Lines, f64); 3] =
    [(Lines::One, 40.0), (Lines::One, 32.0), (Lines::Two, 32.0)];
const MARK_CHOICES: [(Lines, f64); 2] = [(Lines::One, 32.0), (Lines::Two, 28.0)];

#[cfg(test)]
mod tests {
    use crate::qr::Level;

    use super::*;

    fn caption(holder: &str) -> CodeCaption<'_> {
        CodeCaption {
            holder,
            document: "căn cước công dân",
            evidence: Evidence::Scanned,
            language: Language::Vi,
        }
    }

    #[test]
    fn a_module_is_a_whole_number_of_units_and_never_less_than_three() {
        for byte_len in [1, 100, 700, 1500, 2953] {
            let symbol = Symbol::encode(alloc::vec![b'x'; byte_len], Level::L).unwrap();
            let place = CodePlace::of(&symbol);
            assert!(place.module >= 3.0);
            assert!(place.module.fract() == 0.0 && place.left.fract() == 0.0);
            assert!(place.left >= 0.0 && place.left + place.side <= WIDTH);
        }
    }

    #[test]
    fn the_words_say_whose_which_and_that_it_is_not_verified() {
        let symbol = Symbol::encode("000000000001", Level::M).unwrap();
        let drawn = code_svg(&symbol, &caption("Nguyễn Thị Mẫu"));
        for words in ["Nguyễn Thị Mẫu", "Căn cước công dân", "Quét từ bản giấy, chưa xác minh"]
        {
            assert!(drawn.contains(&format!(">{words}</text>")), "{words}");
        }
        assert!(drawn.contains(&symbol.to_svg_path()));
        assert!(drawn.contains("fill=\"#000000\"") && drawn.contains("fill=\"#ffffff\""));
    }
}
