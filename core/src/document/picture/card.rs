//! The card: where everything stands. Two units are one point on a card drawn 428 points wide.

use alloc::string::String;

use base64ct::{Base64, Encoding};

use crate::document::{CardView, ExpiryState, FieldView, Image, Prominence};
use crate::language::Language;

use super::colour::{BLACK, Colour};
use super::glyphs::Weight;
use super::palette::{Field, Theme};
use super::svg::{Anchor, Area, Drawing, Number, Setting};
use super::text::{self, Fitted, Lines};
use super::{icons, pattern, words};

/// What a picture of a card depends on besides the card.
#[derive(Clone, Copy, Default)]
pub struct PictureOptions<'a> {
    /// The language of labels and marks.
    pub language: Language,
    /// The surrounding that the picture is for.
    pub theme: Theme,
    /// A portrait that [`Image::parse`] takes; its bytes are embedded as they are. Anything else is drawn as none.
    pub portrait: Option<&'a [u8]>,
}

/// Draws `card` as an SVG document.
///
/// The card itself has the proportion of ISO/IEC 7810 ID-1, 85.6 × 54, and stands in a transparent margin for its
/// shadow and, above it, a dependant's tab.
#[must_use]
pub fn card_svg(card: &CardView, options: &PictureOptions<'_>) -> String {
    let tab_height = if card.dependant.is_some() { TAB_HEIGHT } else { 0.0 };
    let name = spoken_name(card, options.language);
    let mut drawing = Drawing::new(
        WIDTH + 2.0 * MARGIN,
        HEIGHT + 2.0 * MARGIN + tab_height,
        options.language.pick("vi", "en"),
        &name,
    );
    drawing.raw(format_args!(
        "<g transform=\"translate({} {})\">",
        Number(MARGIN),
        Number(MARGIN + tab_height)
    ));
    let painter = Painter { card, options, field: options.theme.field(card.kind) };
    painter.ground(&mut drawing);
    painter.title(&mut drawing);
    painter.face(&mut drawing);
    painter.footer(&mut drawing);
    drawing.raw(format_args!("</g>"));
    drawing.finish()
}

struct Painter<'a> {
    card: &'a CardView,
    options: &'a PictureOptions<'a>,
    field: Field,
}

impl Painter<'_> {
    /// Shadow, tab, coloured field with its lines, and the strip at the foot.
    fn ground(&self, drawing: &mut Drawing) {
        for spread in [10.0, 6.0, 2.0] {
            drawing.raw(format_args!(
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\" fill=\"{BLACK}\" fill-opacity=\".05\"/>",
                Number(-spread),
                Number(6.0 - spread),
                Number(WIDTH + 2.0 * spread),
                Number(HEIGHT + 2.0 * spread),
                Number(RADIUS + spread)
            ));
        }
        self.tab(drawing);

        let (kind, theme) = (self.card.kind, self.options.theme.code());
        let Field { from, to, line, .. } = self.field;
        drawing.raw(format_args!(
            "<defs><linearGradient id=\"field-{kind}-{theme}\" x2=\"1\" y2=\"1\"><stop stop-color=\"{from}\"/>\
             <stop offset=\"1\" stop-color=\"{to}\"/></linearGradient><clipPath id=\"card-edge\">\
             <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" rx=\"{RADIUS}\"/></clipPath></defs>\
             <g clip-path=\"url(#card-edge)\"><path fill=\"url(#field-{kind}-{theme})\" d=\"M0 0h{WIDTH}v{HEIGHT}H0z\"/>"
        ));
        pattern::draw(drawing, kind, line, WIDTH, FOOTER_TOP);
        if !self.has_portrait() {
            let place = Area { x: WIDTH - 292.0, y: 108.0, width: 272.0, height: 272.0 };
            icons::kind(kind).draw(drawing, place, self.field.emblem, self.field.emblem);
        }
        let strip = Area { x: 0.0, y: FOOTER_TOP, width: WIDTH, height: HEIGHT - FOOTER_TOP };
        drawing.rect(strip, 0.0, self.options.theme.roles().surface);
        drawing.raw(format_args!("</g>"));
    }

    /// The dependant's name, on a tab that looks out from behind the card.
    fn tab(&self, drawing: &mut Drawing) {
        let Some(dependant) = &self.card.dependant else { return };
        let name = text::fit(
            dependant,
            Weight::SemiBold,
            520.0,
            &[(Lines::One, 28.0), (Lines::One, 24.0)],
        );
        let Some(line) = name.lines.first() else { return };
        let width = 92.0 + text::width(line, name.size, Weight::SemiBold);
        // It reaches under the card, so that no seam is seen in the card's round corner.
        let area = Area { x: PADDING, y: -TAB_HEIGHT, width, height: TAB_HEIGHT + RADIUS };
        drawing.rect(area, 24.0, self.field.tab);
        let icon = Area { x: PADDING + 20.0, y: -TAB_HEIGHT + 12.0, width: 32.0, height: 32.0 };
        icons::PERSON.draw(drawing, icon, self.field.ink, self.field.tab);
        let setting = setting(name.size, Weight::SemiBold, self.field.ink);
        drawing.text(PADDING + 64.0, -TAB_HEIGHT + 38.0, line, setting);
    }

    fn title(&self, drawing: &mut Drawing) {
        let icon = Area { x: PADDING, y: 34.0, width: 44.0, height: 44.0 };
        icons::kind(self.card.kind).draw(drawing, icon, self.field.ink, self.field.from);
        let title = text::capitalised(self.card.title.text(self.options.language));
        let room = WIDTH - 2.0 * PADDING - 60.0;
        let title =
            text::fit(&title, Weight::SemiBold, room, &[(Lines::One, 32.0), (Lines::One, 28.0)]);
        let Some(line) = title.lines.first() else { return };
        drawing.text(
            PADDING + 60.0,
            67.0,
            line,
            setting(title.size, Weight::SemiBold, self.field.ink),
        );

        // Whose picture this is: a wallet's, not the state's.
        let mark = words::PRODUCT.text(self.options.language);
        let mark_setting =
            Setting { anchor: Anchor::End, ..setting(24.0, Weight::Regular, self.field.quiet) };
        let taken = text::width(line, title.size, Weight::SemiBold)
            + text::width(mark, 24.0, Weight::Regular);
        if taken + 40.0 <= room {
            drawing.text(WIDTH - PADDING, 66.0, mark, mark_setting);
        }
    }

    /// Portrait, name and the two or three facts.
    fn face(&self, drawing: &mut Drawing) {
        let left = if self.has_portrait() {
            self.portrait(drawing);
            PADDING + PORTRAIT.width + 32.0
        } else {
            PADDING
        };
        let room = WIDTH - PADDING - left;
        let headline = self.headline(room);
        let mut y = PORTRAIT.y - 6.0;
        for line in &headline.lines {
            let setting = setting(headline.size, Weight::Bold, self.field.ink);
            drawing.text(left, y + text::ascent(headline.size), line, setting);
            y += text::line_height(headline.size);
        }

        let facts = self.facts();
        let rows = rows_of(&facts);
        let foot = PORTRAIT.y + PORTRAIT.height + 10.0;
        // A long name leaves less room; the facts then stand closer together.
        let row_height = ((foot - y - 10.0) / ROWS).min(ROW_HEIGHT);
        let scale = row_height / ROW_HEIGHT;
        let mut y = foot - ROWS * row_height;
        for row in rows {
            self.row(drawing, row, Area { x: left, y, width: room, height: row_height }, scale);
            y += row_height;
        }
    }

    fn headline(&self, room: f64) -> Fitted {
        let choices: &[(Lines, f64)] = if self.has_portrait() {
            &[
                (Lines::One, 56.0),
                (Lines::One, 50.0),
                (Lines::Two, 46.0),
                (Lines::Two, 40.0),
                (Lines::Two, 34.0),
                (Lines::Two, 30.0),
            ]
        } else {
            &[
                (Lines::One, 80.0),
                (Lines::One, 64.0),
                (Lines::One, 56.0),
                (Lines::Two, 46.0),
                (Lines::Two, 34.0),
            ]
        };
        text::fit(&self.card.headline, Weight::Bold, room, choices)
    }

    fn facts(&self) -> alloc::vec::Vec<&FieldView> {
        let face = self.card.fields.iter().filter(|field| field.prominence == Prominence::Face);
        face.take(3).collect()
    }

    /// One fact, or two beside each other.
    fn row(&self, drawing: &mut Drawing, facts: &[&FieldView], area: Area, scale: f64) {
        let mut x = area.x;
        for (fact, width) in
            facts.iter().zip(column_widths(facts, area.width, self.options.language))
        {
            self.fact(drawing, fact, Area { x, width, ..area }, scale);
            x += width + COLUMN_GAP;
        }
    }

    /// A label and, under it, what it says.
    fn fact(&self, drawing: &mut Drawing, fact: &FieldView, area: Area, scale: f64) {
        let label = text::capitalised(fact.label.text(self.options.language));
        let label_choices = LABEL_SIZES.map(|size| (Lines::One, size * scale));
        let label = text::fit(&label, Weight::Regular, area.width, &label_choices);
        let value_choices = VALUE_CHOICES.map(|(lines, size)| (lines, size * scale));
        let shown = fact.text(self.options.language);
        let value = text::fit(&shown, Weight::SemiBold, area.width, &value_choices);

        let mut y = area.y + text::line_height(LABEL_SIZES[0] * scale);
        if let Some(line) = label.lines.first() {
            let setting = setting(label.size, Weight::Regular, self.field.quiet);
            drawing.text(area.x, area.y + text::ascent(LABEL_SIZES[0] * scale), line, setting);
        }
        // One line keeps the baseline of its neighbour, whatever its size.
        let first = if value.lines.len() > 1 { value.size } else { 38.0 * scale };
        for line in &value.lines {
            let setting = setting(value.size, Weight::SemiBold, self.field.ink);
            drawing.text(area.x, y + text::ascent(first), line, setting);
            y += text::line_height(value.size);
        }
    }

    fn portrait(&self, drawing: &mut Drawing) {
        let Area { x, y, width, height } = PORTRAIT;
        drawing.raw(format_args!(
            "<clipPath id=\"portrait-edge\"><rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"20\"/></clipPath>\
             <g clip-path=\"url(#portrait-edge)\">"
        ));
        match self.options.portrait.and_then(|bytes| Some((media_type(bytes)?, bytes))) {
            Some((media_type, bytes)) => drawing.raw(format_args!(
                "<image x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" preserveAspectRatio=\"xMidYMin slice\" \
                 href=\"data:{media_type};base64,{}\"/>",
                Base64::encode_string(bytes)
            )),
            None => self.silhouette(drawing),
        }
        drawing.raw(format_args!("</g>"));
    }

    /// Nobody in particular.
    fn silhouette(&self, drawing: &mut Drawing) {
        let Area { x, y, width, height } = PORTRAIT;
        let ground = self.field.from.mixed(self.field.ink, 18);
        let figure = self.field.from.mixed(self.field.ink, 42);
        drawing.rect(PORTRAIT, 0.0, ground);
        let (middle, foot) = (x + width / 2.0, y + height);
        drawing.raw(format_args!(
            "<g fill=\"{figure}\"><ellipse cx=\"{0}\" cy=\"{1}\" rx=\"50\" ry=\"58\"/>\
             <path d=\"M{2} {foot}c0-82 42-116 98-116s98 34 98 116z\"/></g>",
            Number(middle),
            Number(y + 122.0),
            Number(middle - 98.0)
        ));
    }

    /// Expiry on the left, evidence on the right, each as a shape and in words.
    fn footer(&self, drawing: &mut Drawing) {
        let (language, roles) = (self.options.language, self.options.theme.roles());
        let ground = roles.surface;
        let icon_top = FOOTER_TOP + (HEIGHT - FOOTER_TOP - MARK) / 2.0;

        let (icon, colour) = icons::expiry(self.card.expiry, &roles);
        icon.draw(
            drawing,
            Area { x: PADDING, y: icon_top, width: MARK, height: MARK },
            colour,
            ground,
        );
        let expiry = mark_words(&self.card.expiry.notice().text(language), 310.0);
        let over = matches!(self.card.expiry, ExpiryState::Expired { .. });
        let ink = if over { colour } else { roles.ink };
        self.mark_text(drawing, &expiry, PADDING + MARK + 16.0, ink);

        let (icon, colour) = icons::evidence(self.card.evidence, &roles);
        let evidence = mark_words(self.card.evidence.message().text(language), 310.0);
        let widest =
            evidence.lines.iter().map(|line| text::width(line, evidence.size, Weight::SemiBold));
        let left = WIDTH - PADDING - widest.fold(0.0, f64::max);
        let place = Area { x: left - MARK - 16.0, y: icon_top, width: MARK, height: MARK };
        icon.draw(drawing, place, colour, ground);
        self.mark_text(drawing, &evidence, left, roles.ink);
    }

    fn mark_text(&self, drawing: &mut Drawing, words: &Fitted, x: f64, colour: Colour) {
        let mut y = FOOTER_TOP + (HEIGHT - FOOTER_TOP - words.height()) / 2.0;
        for line in &words.lines {
            let setting = setting(words.size, Weight::SemiBold, colour);
            drawing.text(x, y + words.size * 1.05, line, setting);
            y += text::line_height(words.size);
        }
    }

    /// A place for a face: on documents that have one on paper, and wherever a portrait was given.
    fn has_portrait(&self) -> bool {
        match self.card.kind {
            "vehicle_registration" | "number_plate" => false,
            "citizen_card" | "driver_licence" | "foreigner_document" => true,
            _ => self.options.portrait.is_some_and(|bytes| media_type(bytes).is_some()),
        }
    }
}

fn setting(size: f64, weight: Weight, colour: Colour) -> Setting {
    Setting { size, weight, colour, anchor: Anchor::Start }
}

/// Half each, unless one needs more and the other less.
fn column_widths(facts: &[&FieldView], room: f64, language: Language) -> [f64; 2] {
    let [first, second] = facts else { return [room, 0.0] };
    let room = room - COLUMN_GAP;
    let needed = |fact: &FieldView| text::width(&fact.text(language), 40.0, Weight::SemiBold);
    let (one, two) = (needed(first), needed(second));
    let half = room / 2.0;
    if one <= half && two > half {
        let width = one.max(MIN_COLUMN).min(half);
        [width, room - width]
    } else if two <= half && one > half {
        let width = two.max(MIN_COLUMN).min(half);
        [room - width, width]
    } else {
        [half, half]
    }
}

/// What a screen reader says instead of the picture.
fn spoken_name(card: &CardView, language: Language) -> String {
    let mut name = text::capitalised(card.title.text(language));
    for part in [card.headline.as_str(), card.evidence.message().text(language)] {
        name.push_str(", ");
        name.push_str(part);
    }
    name.push_str(", ");
    name.push_str(&card.expiry.notice().text(language));
    name
}

/// Three facts: the first has a row to itself. Two: a row each.
fn rows_of<'a, 'b>(facts: &'b [&'a FieldView]) -> alloc::vec::Vec<&'b [&'a FieldView]> {
    let (first, rest) = facts.split_at(facts.len().min(1));
    [first, rest].into_iter().filter(|row| !row.is_empty()).collect()
}

fn mark_words(words: &str, room: f64) -> Fitted {
    let words = text::capitalised(words);
    text::fit(
        &words,
        Weight::SemiBold,
        room,
        &[(Lines::One, 28.0), (Lines::Two, 26.0), (Lines::Two, 22.0)],
    )
}

/// What kind of picture a portrait is, if it is one that every surface can show.
fn media_type(portrait: &[u8]) -> Option<&'static str> {
    Image::parse(portrait).ok().map(|image| image.format().media_type())
}

const WIDTH: f64 = 856.0;
const HEIGHT: f64 = 540.0;
const RADIUS: f64 = 32.0;
const MARGIN: f64 = 24.0;
const PADDING: f64 = 40.0;
const TAB_HEIGHT: f64 = 56.0;
const FOOTER_TOP: f64 = 448.0;
const ROWS: f64 = 2.0;
const ROW_HEIGHT: f64 = 100.0;
const COLUMN_GAP: f64 = 28.0;
/// So that a label has a place above a short value.
const MIN_COLUMN: f64 = 150.0;
const LABEL_SIZES: [f64; 2] = [26.0, 22.0];
const VALUE_CHOICES: [(Lines, f64); 6] = [
    (Lines::One, 40.0),
    (Lines::One, 36.0),
    (Lines::One, 32.0),
    (Lines::One, 28.0),
    (Lines::One, 25.0),
    (Lines::Two, 23.0),
];
const MARK: f64 = 44.0;
/// Three to four, as portraits on papers are.
const PORTRAIT: Area = Area { x: PADDING, y: 112.0, width: 228.0, height: 304.0 };
