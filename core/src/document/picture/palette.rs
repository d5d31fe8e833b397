//! The colour roles of the product and the hue of each kind of document.
//!
//! Every contrast is computed in the tests below. The roles and hues all reach 4.5 as they were chosen; what had to
//! give way was the rest of the card: small words on a field are nearly as white as large ones, and the line pattern is
//! only a little lighter than its field, so that a word crossing a line can be read on the line too.

use super::colour::{BLACK, Colour, WHITE};

/// Which set of colours a picture is drawn in.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Theme {
    /// For a light surrounding.
    #[default]
    Light,
    /// For a dark surrounding.
    Dark,
}

impl Theme {
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The colour roles.
    pub(super) fn roles(self) -> Roles {
        match self {
            Self::Light => LIGHT,
            Self::Dark => DARK,
        }
    }

    /// The field of a card of this kind.
    pub(super) fn field(self, kind: &str) -> Field {
        let hue = hue(kind);
        match self {
            Self::Light => Field {
                from: hue,
                to: hue.mixed(BLACK, 16),
                line: hue.mixed(WHITE, 8),
                emblem: hue.mixed(WHITE, 5),
                tab: hue.mixed(BLACK, 16),
                ink: WHITE,
                quiet: WHITE.mixed(hue, 3),
            },
            Self::Dark => {
                let base = hue.mixed(DARK.ground, 42);
                Field {
                    from: base,
                    to: hue.mixed(DARK.ground, 62),
                    line: base.mixed(WHITE, 9),
                    emblem: base.mixed(WHITE, 5),
                    tab: hue.mixed(DARK.ground, 58),
                    ink: DARK.ink,
                    quiet: DARK.ink.mixed(base, 14),
                }
            }
        }
    }
}

/// The roles that a picture uses. `quiet_ink` is for words that matter less; the last three always go with a shape.
#[derive(Clone, Copy, Debug)]
pub(super) struct Roles {
    pub(super) ground: Colour,
    pub(super) surface: Colour,
    pub(super) ink: Colour,
    pub(super) quiet_ink: Colour,
    pub(super) good: Colour,
    pub(super) doubt: Colour,
    pub(super) bad: Colour,
}

/// The coloured part of a card: a gradient, the lines on it and the words on both.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    pub(super) from: Colour,
    pub(super) to: Colour,
    pub(super) line: Colour,
    pub(super) emblem: Colour,
    pub(super) tab: Colour,
    pub(super) ink: Colour,
    pub(super) quiet: Colour,
}

/// A birth certificate has a hue of its own, violet, so that a child's two papers are told apart. A kind that is not
/// known is drawn as travel: neutral slate.
fn hue(kind: &str) -> Colour {
    match kind {
        "citizen_card" => Colour::hex(0x0b_6e5f),
        "driver_licence" => Colour::hex(0x39_49ab),
        "vehicle_registration" | "number_plate" => Colour::hex(0x8a_5a1b),
        "health_insurance" => Colour::hex(0xa8_325e),
        "social_insurance" => Colour::hex(0x1f_6f8b),
        "birth_certificate" => Colour::hex(0x6b_4a96),
        _ => Colour::hex(0x45_525f),
    }
}

const LIGHT: Roles = Roles {
    ground: Colour::hex(0xf7_f6f2),
    surface: WHITE,
    ink: Colour::hex(0x15_202b),
    quiet_ink: Colour::hex(0x55_606e),
    good: Colour::hex(0x1b_7f3b),
    doubt: Colour::hex(0x9a_6200),
    bad: Colour::hex(0xb3_261e),
};

const DARK: Roles = Roles {
    ground: Colour::hex(0x12_151a),
    surface: Colour::hex(0x1b_2027),
    ink: Colour::hex(0xe9_edf2),
    quiet_ink: Colour::hex(0x9d_a9b7),
    good: Colour::hex(0x59_c47c),
    doubt: Colour::hex(0xe5_a93c),
    bad: Colour::hex(0xf2_726a),
};

#[cfg(test)]
mod tests {
    use super::*;

    const KINDS: [&str; 8] = [
        "citizen_card",
        "driver_licence",
        "vehicle_registration",
        "number_plate",
        "health_insurance",
        "social_insurance",
        "foreigner_document",
        "birth_certificate",
    ];

    /// WCAG 2.2, 1.4.3, level AA for text of any size.
    fn assert_readable(what: &str, ink: Colour, ground: Colour) {
        let contrast = ink.contrast(ground);
        assert!(contrast >= 4.5, "{what}: {ink} on {ground} has {contrast:.2}");
    }

    #[test]
    fn every_word_on_a_field_can_be_read_even_where_a_line_runs_under_it() {
        for theme in [Theme::Light, Theme::Dark] {
            for kind in KINDS {
                let field = theme.field(kind);
                for ground in [field.from, field.to, field.line, field.emblem, field.tab] {
                    assert_readable(kind, field.ink, ground);
                    assert_readable(kind, field.quiet, ground);
                }
            }
        }
    }

    #[test]
    fn every_role_can_be_read_on_surface_and_ground() {
        for theme in [Theme::Light, Theme::Dark] {
            let roles = theme.roles();
            for ground in [roles.surface, roles.ground] {
                for ink in [roles.ink, roles.quiet_ink, roles.good, roles.doubt, roles.bad] {
                    assert_readable(theme.code(), ink, ground);
                }
            }
        }
    }

    #[test]
    fn a_light_field_begins_with_the_kinds_own_hue() {
        for kind in KINDS {
            assert_eq!(Theme::Light.field(kind).from, hue(kind));
        }
    }
}
