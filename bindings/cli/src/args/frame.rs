//! clap's own words (headings, usage lines, complaints) in the person's language.

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command};
use vigiayto_core::language::Language;

use crate::words::{self, Phrase, help};

/// A command line that could not be understood, in words.
pub(crate) struct UsageError {
    /// What is wrong.
    pub(crate) message: Phrase,
    /// What to do.
    pub(crate) hint: Phrase,
}

/// Gives `command` and all below it their texts, headings and help flags in `language`.
pub(crate) fn localize(command: Command, language: Language) -> Command {
    let version = Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version)
        .help(words::SHOW_VERSION.text(language))
        .help_heading(words::GENERAL_OPTIONS.text(language));
    let mut command = with_texts(command, "", language).arg(version);
    // Builds the names that usage lines show for subcommands ("vigiayto holder add").
    command.build();
    with_usage(command, language)
}

/// What clap complains of, in our words. `None`: it is no complaint but a help or version text to be printed.
pub(crate) fn usage_error(error: &clap::Error, called: &str) -> Option<UsageError> {
    let value = |kind| error.get(kind).map(context_text).unwrap_or_default();
    let argument = value(ContextKind::InvalidArg);
    let message = match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => return None,
        ErrorKind::UnknownArgument => {
            Phrase::from(words::UNKNOWN_OPTION).with("argument", argument)
        }
        ErrorKind::InvalidSubcommand => Phrase::from(words::UNKNOWN_COMMAND)
            .with("argument", value(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => {
            Phrase::from(words::MISSING_OPTION).with("argument", argument)
        }
        ErrorKind::MissingSubcommand => words::MISSING_COMMAND.into(),
        ErrorKind::ArgumentConflict => {
            let other = value(ContextKind::PriorArg);
            if other.is_empty() || other == argument {
                Phrase::from(words::REPEATED).with("argument", argument)
            } else {
                Phrase::from(words::CONFLICT).with("argument", argument).with("other", other)
            }
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let given = value(ContextKind::InvalidValue);
            if given.is_empty() {
                Phrase::from(words::MISSING_VALUE).with("argument", argument)
            } else {
                Phrase::from(words::BAD_VALUE).with("value", given).with("argument", argument)
            }
        }
        ErrorKind::NoEquals | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            Phrase::from(words::MISSING_VALUE).with("argument", argument)
        }
        ErrorKind::InvalidUtf8 => words::BAD_BYTES.into(),
        _ => words::BAD_USAGE.into(),
    };
    let suggestion = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand]
        .into_iter()
        .map(value)
        .find(|text| !text.is_empty());
    let choices = value(ContextKind::ValidValue);
    let hint = match suggestion {
        Some(text) => Phrase::from(words::DID_YOU_MEAN).with("argument", text),
        None if !choices.is_empty() => Phrase::from(words::CHOICES).with("choices", choices),
        None => Phrase::from(words::SEE_HELP).with("command", called),
    };
    Some(UsageError { message, hint })
}

fn with_texts(mut command: Command, path: &str, language: Language) -> Command {
    let text = |key: &str| help::about(key).map(|message| message.text(language));
    if let Some(about) = text(path) {
        command = command.about(about);
    }
    if let Some(after) = help::after(path) {
        command = command.after_help(after.text(language));
    }
    let help_flag = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help)
        .help(words::SHOW_HELP.text(language));
    let names: Vec<String> = command.get_arguments().map(|arg| arg.get_id().to_string()).collect();
    for name in names {
        let words = text(&format!("{path}.{name}")).or_else(|| text(&format!(".{name}")));
        command = command.mut_arg(&name, |arg| {
            let heading = match (arg.is_positional(), arg.is_global_set()) {
                (true, _) => words::ARGUMENTS,
                (false, true) => words::GENERAL_OPTIONS,
                (false, false) => words::OPTIONS,
            };
            let arg = arg.help(words.unwrap_or_default()).help_heading(heading.text(language));
            // Possible values are named in the text itself, in the person's language.
            if !arg.get_action().takes_values() {
                return arg;
            }
            let placeholder = arg.get_value_names().and_then(|names| names.first());
            match placeholder.and_then(|name| help::placeholder(name)) {
                Some(name) => arg.value_name(name.text(language)),
                None => arg,
            }
            .hide_possible_values(true)
        });
    }
    let children: Vec<String> =
        command.get_subcommands().map(|child| child.get_name().to_owned()).collect();
    for child in children {
        let below = if path.is_empty() { child.clone() } else { format!("{path}.{child}") };
        command = command.mut_subcommand(child, |child| with_texts(child, &below, language));
    }
    command
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .arg(help_flag.help_heading(words::GENERAL_OPTIONS.text(language)))
        .subcommand_help_heading(words::COMMANDS.text(language))
        .subcommand_value_name(words::COMMAND.text(language))
        .help_template(format!(
            "{{about-with-newline}}\n{}: {{usage}}\n\n{{all-args}}{{after-help}}",
            words::USAGE.text(language)
        ))
}

/// Puts our word in the place of `[OPTIONS]`, which clap writes in English whatever it is told.
fn with_usage(mut command: Command, language: Language) -> Command {
    let usage = command.render_usage().to_string();
    let usage = usage.strip_prefix("Usage: ").unwrap_or(&usage);
    let usage = usage.replace("[OPTIONS]", words::SOME_OPTIONS.text(language));
    let children: Vec<String> =
        command.get_subcommands().map(|child| child.get_name().to_owned()).collect();
    command = command.override_usage(StyledStr::from(usage));
    for child in children {
        command = command.mut_subcommand(child, |child| with_usage(child, language));
    }
    command
}

fn context_text(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::StyledStrs(texts) => {
            texts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;
    use crate::args::Arguments;

    #[test]
    fn the_grammar_is_sound_in_both_languages() {
        for language in [Language::Vi, Language::En] {
            localize(Arguments::command(), language).debug_assert();
        }
    }

    #[test]
    fn every_command_and_argument_has_its_text() {
        fn look(command: &Command, path: &str) {
            assert!(command.get_about().is_some(), "{path} has no text");
            for arg in command.get_arguments() {
                let text = arg.get_help().map(ToString::to_string).unwrap_or_default();
                assert!(!text.is_empty(), "{path} {} has no text", arg.get_id());
            }
            for child in command.get_subcommands() {
                look(child, &format!("{path} {}", child.get_name()));
            }
        }
        for language in [Language::Vi, Language::En] {
            look(&localize(Arguments::command(), language), "vigiayto");
        }
    }

    #[test]
    fn vietnamese_help_keeps_no_english_of_the_frame() {
        fn look(command: &mut Command) {
            let help = command.render_help().to_string();
            for word in [
                "Usage",
                "Options",
                "OPTIONS",
                "Commands",
                "COMMAND",
                "Arguments",
                "Print",
                "possible",
            ] {
                assert!(!help.contains(word), "{word} in:\n{help}");
            }
            for child in command.get_subcommands_mut() {
                look(child);
            }
        }
        look(&mut localize(Arguments::command(), Language::Vi));
    }
}
