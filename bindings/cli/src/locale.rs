//! Which language the terminal speaks: `--lang`, else the locale if it is English, else Vietnamese.

use std::env;
use std::ffi::OsString;

use vigiayto_core::language::Language;

/// Decides before the command line is parsed, because the answer also chooses the language of a parse error.
pub(crate) fn choose(arguments: &[OsString]) -> Language {
    asked_for(arguments).unwrap_or_else(|| {
        // The order is POSIX's (XBD §8.2). `C`, unset and every other language: Vietnamese first.
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .filter_map(env::var_os)
            .find(|value| !value.is_empty())
            .unwrap_or_default();
        if locale.to_string_lossy().starts_with("en") { Language::En } else { Language::Vi }
    })
}

/// What `--lang` says, if it says something that can be meant.
fn asked_for(arguments: &[OsString]) -> Option<Language> {
    let mut arguments = arguments.iter().map(|argument| argument.to_string_lossy());
    while let Some(argument) = arguments.next() {
        let value = match argument.strip_prefix("--lang=") {
            Some(value) => value.to_owned(),
            None if argument == "--lang" => arguments.next()?.into_owned(),
            None => continue,
        };
        return match value.as_str() {
            "vi" => Some(Language::Vi),
            "en" => Some(Language::En),
            _ => None,
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_of_the_option_are_understood() {
        let of = |words: &[&str]| asked_for(&words.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(of(&["list", "--lang", "en"]), Some(Language::En));
        assert_eq!(of(&["--lang=vi", "list"]), Some(Language::Vi));
        assert_eq!(of(&["list", "--lang", "fr"]), None);
        assert_eq!(of(&["list"]), None);
    }
}
