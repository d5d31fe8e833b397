//! Small drawings on a grid of 24: the marks of evidence and expiry, and a sign for each kind.

use crate::document::{Evidence, ExpiryState};

use super::colour::Colour;
use super::palette::Roles;
use super::svg::{Area, Drawing, Number};

/// A drawing on the 24-unit grid.
pub(super) struct Icon(&'static [Part]);

enum Part {
    /// A line two units wide.
    Line(&'static str),
    /// A filled shape.
    Shape(&'static str),
    /// A line cut out of a shape drawn before it.
    Cut(&'static str),
    /// A shape in the colour of the ground with an outline, so that what lies under it ends there.
    Over(&'static str),
}

impl Icon {
    /// Draws it with its upper left corner at `x`, `y`; `ground` is what it stands on.
    pub(super) fn draw(&self, drawing: &mut Drawing, area: Area, colour: Colour, ground: Colour) {
        let scale = area.width / 24.0;
        drawing.raw(format_args!(
            "<g transform=\"translate({} {}) scale({scale:.3})\" fill=\"none\" stroke-width=\"2\" \
             stroke-linecap=\"round\" stroke-linejoin=\"round\">",
            Number(area.x),
            Number(area.y)
        ));
        for part in self.0 {
            match part {
                Part::Line(d) => drawing.raw(format_args!("<path stroke=\"{colour}\" d=\"{d}\"/>")),
                Part::Shape(d) => drawing.raw(format_args!("<path fill=\"{colour}\" d=\"{d}\"/>")),
                Part::Cut(d) => drawing.raw(format_args!(
                    "<path stroke=\"{ground}\" stroke-width=\"2.4\" d=\"{d}\"/>"
                )),
                Part::Over(d) => drawing
                    .raw(format_args!("<path fill=\"{ground}\" stroke=\"{colour}\" d=\"{d}\"/>")),
            }
        }
        drawing.raw(format_args!("</g>"));
    }
}

/// The mark of where the facts come from, and its colour. Only what was checked is green and has a tick or a chip.
pub(super) fn evidence(evidence: Evidence, roles: &Roles) -> (&'static Icon, Colour) {
    match evidence {
        Evidence::Typed => (&PENCIL, roles.doubt),
        Evidence::Scanned => (&PAPER_AND_CLOCK, roles.doubt),
        Evidence::ChipVerified => (&CHIP, roles.good),
        Evidence::Issued => (&TICK, roles.good),
    }
}

/// The mark of the expiry state, and its colour.
pub(super) fn expiry(state: ExpiryState, roles: &Roles) -> (&'static Icon, Colour) {
    match state {
        ExpiryState::NoTerm => (&ENDLESS, roles.quiet_ink),
        ExpiryState::Unknown => (&QUESTION, roles.quiet_ink),
        ExpiryState::Valid { .. } => (&CALENDAR, roles.quiet_ink),
        ExpiryState::ExpiresSoon { .. } => (&CLOCK, roles.doubt),
        ExpiryState::Expired { .. } => (&BARRED, roles.bad),
    }
}

/// The sign of a kind of document.
pub(super) fn kind(code: &str) -> &'static Icon {
    match code {
        "citizen_card" => &IDENTITY,
        "driver_licence" => &STEERING_WHEEL,
        "vehicle_registration" => &CAR,
        "number_plate" => &PLATE,
        "health_insurance" => &HEART,
        "social_insurance" => &UMBRELLA,
        "birth_certificate" => &SPROUT,
        _ => &GLOBE,
    }
}

/// A person, for the tab of a dependant's card.
pub(super) const PERSON: Icon =
    Icon(&[Part::Line("M12 11a4 4 0 1 0 0-8a4 4 0 0 0 0 8zM4 21c0-4 3.6-6.5 8-6.5s8 2.5 8 6.5")]);

const PENCIL: Icon = Icon(&[Part::Line("M4 20l1-4.5L16.5 4l3.5 3.5L8.5 19zM14 6.500l3.500 3.500")]);
/// The mark of what was read from paper; also stands on a presented code.
pub(super) const PAPER_AND_CLOCK: Icon = Icon(&[
    Part::Line("M13 21H6a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2h7l5 5v3M8 8h3M8 12h2.500"),
    Part::Over("M17 22.500a5 5 0 1 0 0-10a5 5 0 0 0 0 10z"),
    Part::Line("M17 15v2.600l1.700 1"),
]);
const CHIP: Icon = Icon(&[Part::Line(
    "M5 4h14a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zM9 8.500h6v7H9zM3 9h6M3 15h6M15 9h6M15 15h6M12 4v4.500M12 15.500V20",
)]);
const TICK: Icon = Icon(&[
    Part::Shape("M12 22a10 10 0 1 0 0-20a10 10 0 0 0 0 20z"),
    Part::Cut("M7.500 12.500l3 3l6-6.500"),
]);
const ENDLESS: Icon = Icon(&[Part::Line(
    "M12 12C10 9 8.500 7.500 6.500 7.500a4.500 4.500 0 0 0 0 9C8.500 16.500 10 15 12 12C14 9 15.500 7.500 17.500 7.500a4.500 4.500 0 0 1 0 9C15.500 16.500 14 15 12 12z",
)]);
const QUESTION: Icon = Icon(&[
    Part::Line(
        "M12 21.500a9.500 9.500 0 1 0 0-19a9.500 9.500 0 0 0 0 19zM9.300 9.500a2.800 2.800 0 1 1 4 2.600c-.900.500-1.300 1-1.300 2",
    ),
    Part::Line("M12 17.200v.100"),
]);
const CALENDAR: Icon = Icon(&[Part::Line(
    "M5 5h14a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2zM3 10.500h18M8 2.500V7M16 2.500V7",
)]);
const CLOCK: Icon = Icon(&[Part::Line(
    "M12 21.500a9.500 9.500 0 1 0 0-19a9.500 9.500 0 0 0 0 19zM12 6.500V12l3.500 2.200",
)]);
const BARRED: Icon =
    Icon(&[Part::Shape("M12 22a10 10 0 1 0 0-20a10 10 0 0 0 0 20z"), Part::Cut("M7 12h10")]);

const IDENTITY: Icon = Icon(&[Part::Line(
    "M4 4.500h16a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2v-11a2 2 0 0 1 2-2zM8.500 12a2 2 0 1 0 0-4a2 2 0 0 0 0 4zM5.500 16c0-1.500 1.300-2 3-2s3 .500 3 2M15 9.500h4M15 14h4",
)]);
const STEERING_WHEEL: Icon = Icon(&[Part::Line(
    "M12 21.500a9.500 9.500 0 1 0 0-19a9.500 9.500 0 0 0 0 19zM12 14.500a2.500 2.500 0 1 0 0-5a2.500 2.500 0 0 0 0 5zM3 10.500c4-1 5-1 6.700-.100M21 10.500c-4-1-5-1-6.700-.100M12 14.500v7",
)]);
const CAR: Icon = Icon(&[Part::Line(
    "M5.500 11l1.700-4.600A2 2 0 0 1 9.100 5h5.800a2 2 0 0 1 1.900 1.400l1.700 4.600M4.500 11h15a1.500 1.500 0 0 1 1.500 1.500V17H3v-4.500A1.500 1.500 0 0 1 4.500 11zM4.500 17v2M19.500 17v2M6.500 14h1.500M16 14h1.500",
)]);
const PLATE: Icon = Icon(&[Part::Line(
    "M4 6h16a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2zM6 10h3M12 10h6M6 14h12",
)]);
const HEART: Icon = Icon(&[Part::Line(
    "M12 20.500C5 16 2.500 12.500 2.500 9A5 5 0 0 1 12 6.800A5 5 0 0 1 21.500 9C21.500 12.500 19 16 12 20.500zM12 10v5M9.500 12.500h5",
)]);
const UMBRELLA: Icon = Icon(&[Part::Line(
    "M12 2v1.500M2.500 13a9.500 9.500 0 0 1 19 0c-1.500-1.500-3.500-1.500-4.750 0c-1.250-1.500-3.500-1.500-4.750 0c-1.250-1.500-3.500-1.500-4.750 0c-1.250-1.500-3.250-1.500-4.750 0zM12 13v6a2.200 2.200 0 0 0 4.400 0",
)]);
const SPROUT: Icon = Icon(&[Part::Line(
    "M12 21.500V11M12 14C12 9.500 8.500 7 3.500 7C3.500 11.500 7 14 12 14zM12 11c0-4.500 3.500-7.500 8.500-7.500C20.500 8 17 11 12 11z",
)]);
const GLOBE: Icon = Icon(&[Part::Line(
    "M12 21.500a9.500 9.500 0 1 0 0-19a9.500 9.500 0 0 0 0 19zM2.500 12h19M12 2.500c3.500 3 4 6 4 9.500s-.500 6.500-4 9.500c-3.500-3-4-6-4-9.500s.500-6.500 4-9.500z",
)]);
