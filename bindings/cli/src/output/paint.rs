//! Colour by role. It never carries meaning alone, and it is left out where it could not be seen.

use std::env;

/// What a piece of text is for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Role {
    Plain,
    Strong,
    Quiet,
    Accent,
    Good,
    Doubt,
    Bad,
}

/// Whether colour is used.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Paint {
    Colour,
    None,
}

/// Colour only on a terminal, and not when `NO_COLOR` is set to anything (<https://no-color.org>).
pub(crate) fn for_stream(is_terminal: bool) -> Paint {
    let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = env::var_os("TERM").is_some_and(|value| value == "dumb");
    if is_terminal && !refused && !dumb { Paint::Colour } else { Paint::None }
}

impl Paint {
    /// `text` in the colour of its role. The sixteen colours follow the terminal's own theme, light or dark.
    pub(crate) fn apply(self, role: Role, text: &str) -> String {
        let code = match role {
            Role::Plain => return text.to_owned(),
            Role::Strong => "1",
            Role::Quiet => "2",
            Role::Accent => "36",
            Role::Good => "32",
            Role::Doubt => "33",
            Role::Bad => "31",
        };
        match self {
            Self::Colour => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
            Self::None => text.to_owned(),
        }
    }
}
