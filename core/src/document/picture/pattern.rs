//! The fine lines on a card's field: two families of curves of our own, the same for every card of a kind.
//!
//! They are there to make a card pleasant and its kind known at a glance. They protect nothing and imitate no print of
//! the state's.

use core::f64::consts::TAU;

use super::colour::Colour;
use super::svg::{Drawing, Number};

/// The numbers that make one kind's lines differ from another's.
struct Figure {
    /// Petals of the rosette's outer band.
    petals: f64,
    /// Petals of its inner band.
    inner_petals: f64,
    /// Swells of the waves across the card.
    swells: f64,
}

/// Draws the lines of `kind` on a field of `width` × `height`.
pub(super) fn draw(drawing: &mut Drawing, kind: &str, colour: Colour, width: f64, height: f64) {
    let figure = figure(kind);
    drawing.raw(format_args!("<g fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.2\">"));
    waves(drawing, &figure, width, height);
    rosette(drawing, &figure, width * 0.87, height * 0.36, height * 0.60);
    drawing.raw(format_args!("</g>"));
}

fn waves(drawing: &mut Drawing, figure: &Figure, width: f64, height: f64) {
    for line in 0..WAVES {
        let part = f64::from(line) / f64::from(WAVES - 1);
        let points = (0..=WAVE_POINTS).map(|at| {
            let along = f64::from(at) / f64::from(WAVE_POINTS);
            // The lines draw together and apart again: a ribbon turning in space.
            let spread = (along * TAU * 0.5 * figure.swells + 0.6).sin();
            let drift = (along * TAU * 0.5 + 0.4).sin();
            let y = height * (0.74 + 0.10 * drift + 0.30 * (part - 0.5) * spread);
            (along * width, y)
        });
        curve(drawing, points, Ends::Open);
    }
}

/// Two bands of interlaced rings around one centre.
fn rosette(drawing: &mut Drawing, figure: &Figure, x: f64, y: f64, radius: f64) {
    band(drawing, figure.petals, (x, y), (radius * 0.60, radius), RINGS);
    band(drawing, figure.inner_petals, (x, y), (radius * 0.16, radius * 0.54), INNER_RINGS);
}

/// Rings that swing between two radii, each a step further round than the one before.
fn band(drawing: &mut Drawing, petals: f64, centre: (f64, f64), radii: (f64, f64), rings: u32) {
    let (middle, swing) = (f64::midpoint(radii.0, radii.1), (radii.1 - radii.0) / 2.0);
    for ring in 0..rings {
        let phase = f64::from(ring) / f64::from(rings) * TAU;
        let points = (0..RING_POINTS).map(|at| {
            let angle = f64::from(at) / f64::from(RING_POINTS) * TAU;
            let reach = middle + swing * (petals * angle + phase).cos();
            (centre.0 + reach * angle.cos(), centre.1 + reach * angle.sin())
        });
        curve(drawing, points, Ends::Joined);
    }
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum Ends {
    Open,
    Joined,
}

/// A smooth line: each point is the handle of a quadratic curve between the middles of its neighbours.
fn curve(drawing: &mut Drawing, points: impl Iterator<Item = (f64, f64)>, ends: Ends) {
    let mut points = points.collect::<alloc::vec::Vec<_>>();
    if ends == Ends::Joined {
        points.extend_from_within(..2);
    }
    let middle = |a: (f64, f64), b: (f64, f64)| (f64::midpoint(a.0, b.0), f64::midpoint(a.1, b.1));
    let mut command = "<path d=\"M";
    for pair in points.windows(2) {
        let [from, to] = pair else { continue };
        let at =
            if command.starts_with('<') && ends == Ends::Open { *from } else { middle(*from, *to) };
        if command.starts_with('<') {
            drawing.raw(format_args!("{command}{} {}", Number(at.0), Number(at.1)));
        } else {
            drawing.raw(format_args!(
                "{command}{} {} {} {}",
                Number(from.0),
                Number(from.1),
                Number(at.0),
                Number(at.1)
            ));
        }
        command = "Q";
    }
    if let (Ends::Open, Some(last)) = (ends, points.last()) {
        drawing.raw(format_args!("L{} {}", Number(last.0), Number(last.1)));
    }
    drawing.raw(format_args!("\"/>"));
}

fn figure(kind: &str) -> Figure {
    let (petals, inner_petals, swells) = match kind {
        "citizen_card" => (9.0, 6.0, 3.0),
        "driver_licence" => (6.0, 3.0, 2.0),
        "vehicle_registration" => (8.0, 4.0, 2.5),
        "number_plate" => (4.0, 8.0, 2.5),
        "health_insurance" => (10.0, 5.0, 4.0),
        "social_insurance" => (12.0, 7.0, 3.5),
        "birth_certificate" => (7.0, 5.0, 3.0),
        _ => (11.0, 9.0, 2.0),
    };
    Figure { petals, inner_petals, swells }
}

const WAVES: u32 = 14;
const WAVE_POINTS: u32 = 24;
const RINGS: u32 = 9;
const INNER_RINGS: u32 = 7;
/// Eight for each petal of the busiest band.
const RING_POINTS: u32 = 96;
