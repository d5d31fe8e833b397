//! The two languages the product speaks. Vietnamese is first; English stands beside it, equal.

use alloc::string::{String, ToString as _};

use serde::{Deserialize, Serialize};

/// A language that every text of the core exists in.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Tiếng Việt.
    #[default]
    Vi,
    /// English.
    En,
}

impl Language {
    /// The one of two texts that is in this language.
    #[must_use]
    pub fn pick<'a>(self, vi: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Vi => vi,
            Self::En => en,
        }
    }
}

/// One text of the product in both languages, under an id that a shell, a log or a test can name.
///
/// `{name}` marks a place that [`Message::fill`] fills.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Message {
    /// Stable, for shells with their own catalogue: `field.full_name`.
    pub id: &'static str,
    /// Vietnamese.
    pub vi: &'static str,
    /// English.
    pub en: &'static str,
}

impl Message {
    /// The text, for a message without places to fill.
    #[must_use]
    pub fn text(self, language: Language) -> &'static str {
        language.pick(self.vi, self.en)
    }

    /// The text with each `{name}` replaced by its value.
    #[must_use]
    pub fn fill(self, language: Language, values: &[(&str, &str)]) -> String {
        let mut text = String::with_capacity(self.text(language).len());
        let mut rest = self.text(language);
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let Some((name, tail)) = after.split_once('}') else {
                text.push('{');
                rest = after;
                continue;
            };
            let value = values.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value);
            text.push_str(value);
            rest = tail;
        }
        text.push_str(rest);
        text
    }
}

/// A span of time in words, in the largest unit that fits: "40 giây", "3 hours".
#[must_use]
pub fn duration(seconds: i64, language: Language) -> String {
    let seconds = seconds.unsigned_abs();
    let (number, vi, en) = match seconds {
        0..=119 => (seconds, "giây", "s"),
        120..=7_199 => (seconds / 60, "phút", "min"),
        7_200..=172_799 => (seconds / 3_600, "giờ", "h"),
        _ => (seconds / 86_400, "ngày", "days"),
    };
    let mut text = number.to_string();
    text.push(' ');
    text.push_str(language.pick(vi, en));
    text
}
