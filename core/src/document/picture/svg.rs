//! Writing SVG: numbers short and the same on every machine, foreign text made harmless.

use core::fmt::{self, Write};

use alloc::string::String;

use super::colour::Colour;
use super::glyphs::{self, Weight};

/// An SVG document in the making.
pub(super) struct Drawing {
    text: String,
}

/// How a line of text is set.
#[derive(Clone, Copy)]
pub(super) struct Setting {
    pub(super) size: f64,
    pub(super) weight: Weight,
    pub(super) colour: Colour,
    pub(super) anchor: Anchor,
}

/// Which end of a line of text stands at the given place.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Drawing {
    pub(super) fn new(width: f64, height: f64, language_code: &str, name: &str) -> Self {
        let mut drawing = Self { text: String::with_capacity(16 * 1024) };
        drawing.raw(format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" role=\"img\" xml:lang=\"{language_code}\" \
             font-family=\"'Be Vietnam Pro', sans-serif\"><title>{}</title>",
            Number(width),
            Number(height),
            Escaped(name)
        ));
        drawing
    }

    /// Markup of our own; whatever is foreign in it must be wrapped in [`Escaped`].
    pub(super) fn raw(&mut self, markup: fmt::Arguments<'_>) {
        // Writing to a String cannot fail.
        let _ = self.text.write_fmt(markup);
    }

    pub(super) fn finish(mut self) -> String {
        self.text.push_str("</svg>");
        self.text
    }

    pub(super) fn rect(&mut self, area: Area, radius: f64, fill: Colour) {
        let Area { x, y, width, height } = area;
        self.raw(format_args!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\" fill=\"{fill}\"/>",
            Number(x),
            Number(y),
            Number(width),
            Number(height),
            Number(radius)
        ));
    }

    /// One line of text whose baseline starts (or ends) at `x`, `y`.
    ///
    /// Digits without words between them are set in columns: the typeface has no tabular figures of its own.
    pub(super) fn text(&mut self, x: f64, y: f64, line: &str, setting: Setting) {
        let Setting { size, weight, colour, anchor } = setting;
        self.raw(format_args!("<text y=\"{}\" x=\"", Number(y)));
        if anchor == Anchor::Start && is_figure(line) {
            let cell = f64::from(FIGURE_CELL) * size / 1000.0;
            let mut left = x;
            for (at, letter) in line.chars().enumerate() {
                let width = f64::from(glyphs::letter_width(letter, weight)) * size / 1000.0;
                let advance = if letter.is_ascii_digit() { cell } else { width };
                let space = if at == 0 { "" } else { " " };
                self.raw(format_args!("{space}{}", Number(left + (advance - width) / 2.0)));
                left += advance;
            }
        } else {
            self.raw(format_args!("{}", Number(x)));
        }
        self.raw(format_args!(
            "\" font-size=\"{}\" font-weight=\"{}\" fill=\"{colour}\"",
            Number(size),
            weight.number()
        ));
        match anchor {
            Anchor::Start => {}
            Anchor::Middle => self.raw(format_args!(" text-anchor=\"middle\"")),
            Anchor::End => self.raw(format_args!(" text-anchor=\"end\"")),
        }
        self.raw(format_args!(">{}</text>", Escaped(line)));
    }
}

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// Whether a line is a number or a date and so is set in columns.
pub(super) fn is_figure(line: &str) -> bool {
    line.contains(|letter: char| letter.is_ascii_digit())
        && line.chars().all(|letter| letter.is_ascii_digit() || " /.-".contains(letter))
}

/// A coordinate, to a tenth of a unit. Sines may differ in their last bit between machines; this doesn't.
pub(super) struct Number(pub(super) f64);

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = (self.0 * 10.0).round();
        // No "-0".
        let value = if tenths == 0.0 { 0.0 } else { tenths / 10.0 };
        write!(formatter, "{value}")
    }
}

/// Foreign text, made safe for content and attributes of XML 1.0.
///
/// Control characters, which XML forbids, and the invisible ones that change the direction of writing, which could
/// make a name read as another, are left out.
pub(super) struct Escaped<'a>(pub(super) &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for letter in self.0.chars() {
            match letter {
                '&' => formatter.write_str("&amp;")?,
                '<' => formatter.write_str("&lt;")?,
                '>' => formatter.write_str("&gt;")?,
                '"' => formatter.write_str("&quot;")?,
                '\'' => formatter.write_str("&#39;")?,
                '\t' | '\n' | '\r' => formatter.write_char(' ')?,
                _ if letter.is_control() || is_left_out(letter) => {}
                _ => formatter.write_char(letter)?,
            }
        }
        Ok(())
    }
}

/// Directional formatting (Unicode UAX #9) and the two code points that XML 1.0 forbids.
fn is_left_out(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || matches!(letter, '\u{fffe}' | '\u{ffff}')
}

/// The width of a figure's column in thousandths of the size: that of a zero, near enough.
pub(super) const FIGURE_CELL: u16 = 660;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn markup_in_a_name_stays_a_name() {
        let hostile = "</text><script>alert('x')</script>&\"\u{0}\u{202e}";
        let written = Escaped(hostile).to_string();
        assert_eq!(
            written,
            "&lt;/text&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;&quot;"
        );
    }

    #[test]
    fn numbers_are_short() {
        for (value, written) in [(1.0, "1"), (-0.04, "0"), (0.25, "0.3"), (103.349, "103.3")] {
            assert_eq!(Number(value).to_string(), written);
        }
    }

    #[test]
    fn only_numbers_and_dates_are_set_in_columns() {
        assert!(is_figure("000 090 000001") && is_figure("01/02/2030"));
        assert!(
            !is_figure("Nguyễn") && !is_figure("") && !is_figure("B2") && !is_figure("29A-000.01")
        );
    }

    proptest! {
        #[test]
        fn no_text_can_open_a_tag_or_close_an_attribute(text in any::<String>()) {
            let written = Escaped(&text).to_string();
            prop_assert!(!written.contains(['<', '>', '"', '\'']));
            prop_assert!(!written.contains(|letter: char| letter.is_control()));
        }
    }
}
