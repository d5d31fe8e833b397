//! The picture of a document: one drawing, in SVG, that the terminal's pictures, the phones and the counter's page share.
//!
//! Everything is drawn here from a [`CardView`](super::CardView): colours, layout, line pattern, marks. What a shell
//! adds is the typeface (Be Vietnam Pro) and the way from SVG to its screen. The drawing has no script, no filter, no
//! reference to anything outside itself.

mod card;
mod code;
mod colour;
mod counter;
mod glyphs;
mod icons;
mod palette;
mod pattern;
mod svg;
mod text;
mod words;

pub use self::card::{PictureOptions, card_svg};
pub use self::code::{CodeCaption, code_svg};
pub use self::counter::{CounterCaption, counter_svg};
pub use self::palette::Theme;
