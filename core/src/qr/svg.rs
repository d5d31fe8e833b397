//! A symbol as an SVG: one white square and one black path, one unit a module.

use core::fmt::Write;

use alloc::string::String;

use super::{QUIET_ZONE, Symbol};

impl Symbol {
    /// A whole SVG document, quiet zone included; it scales to whatever it is laid into.
    #[must_use]
    pub fn to_svg(&self) -> String {
        let side = self.framed_width();
        let path = self.to_svg_path();
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
             <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
        )
    }

    /// The dark modules as the data of one path, for a drawing that brings its own white ground. The origin is the
    /// corner of the quiet zone.
    #[must_use]
    pub fn to_svg_path(&self) -> String {
        let mut path = String::new();
        for y in 0..self.width() {
            let mut x = 0;
            while x < self.width() {
                let run = (x..self.width()).take_while(|x| self.dark(*x, y)).count();
                if run > 0 {
                    // Writing to a String cannot fail.
                    let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET_ZONE, y + QUIET_ZONE);
                }
                x += run.max(1);
            }
        }
        path
    }
}

#[cfg(test)]
mod tests {
    use crate::qr::Level;

    use super::*;

    #[test]
    fn the_runs_cover_exactly_the_dark_modules() {
        let symbol = Symbol::encode("000000000001|", Level::H).unwrap();
        let mut found = alloc::vec![false; symbol.width() * symbol.width()];
        for run in symbol.to_svg_path().split_terminator('z') {
            let (at, rest) = run.trim_start_matches('M').split_once('h').unwrap();
            let (x, y) = at.split_once(' ').unwrap();
            let (length, back) = rest.split_once("v1h-").unwrap();
            assert_eq!(length, back);
            let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
            for offset in 0..length.parse().unwrap() {
                found[(y - QUIET_ZONE) * symbol.width() + x - QUIET_ZONE + offset] = true;
            }
        }
        for y in 0..symbol.width() {
            for x in 0..symbol.width() {
                assert_eq!(found[y * symbol.width() + x], symbol.dark(x, y));
            }
        }
        assert!(
            symbol.to_svg().contains(&format!("viewBox=\"0 0 {0} {0}\"", symbol.framed_width()))
        );
    }
}
