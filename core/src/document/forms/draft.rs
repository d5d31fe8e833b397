//! A document before it is one: text by key, in the order it was set.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::document::kind::DocumentKind;
use crate::document::labels;
use crate::language::Message;

/// Text by key. What a scan read, what a person is correcting, what a form says.
#[derive(Clone, Default, Eq, PartialEq)]
pub struct Draft {
    entries: Vec<(String, String)>,
}

impl Draft {
    /// Sets a field's text; the last one set counts.
    pub fn set(&mut self, label: Message, text: &str) {
        self.set_key(labels::key(label), text);
    }

    /// Sets the text of the field with this key.
    pub fn set_key(&mut self, key: &str, text: &str) {
        match self.entries.iter_mut().find(|(known, _)| known == key) {
            Some((_, old)) => *old = String::from(text),
            None => self.entries.push((String::from(key), String::from(text))),
        }
    }

    /// A field's text; `None` if there is nothing but white space.
    #[must_use]
    pub fn value(&self, label: Message) -> Option<&str> {
        let key = labels::key(label);
        let (_, text) = self.entries.iter().find(|(known, _)| known == key)?;
        (!text.trim().is_empty()).then_some(text)
    }

    /// Every key with its text.
    #[must_use]
    pub fn entries(&self) -> &[(String, String)] {
        &self.entries
    }

    /// The draft as a form to be completed and corrected by hand: its fields in the order of `labels`, each under a
    /// comment with its words, then any other key.
    #[must_use]
    pub fn to_form(&self, kind: DocumentKind, labels: &[Message]) -> String {
        let title = kind.title();
        let mut form = format!("# {} / {}\nkind = \"{}\"\n", title.vi, title.en, kind.code());
        let known = |key: &str| labels.iter().position(|label| labels::key(*label) == key);
        let mut entries: Vec<&(String, String)> = self.entries.iter().collect();
        entries.sort_by_key(|(key, _)| known(key).unwrap_or(usize::MAX));
        for (key, value) in entries {
            if let Some(label) = known(key).and_then(|place| labels.get(place)) {
                form.push_str(&format!("\n# {} / {}\n", label.vi, label.en));
            }
            form.push_str(&format!("{} = {}\n", quote_key(key), quote(value)));
        }
        form
    }
}

opaque_debug!(Draft);

fn quote_key(key: &str) -> String {
    let bare = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    if !key.is_empty() && key.bytes().all(bare) { String::from(key) } else { quote(key) }
}

/// A basic string of TOML (TOML 1.0 §String).
fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            letter if letter.is_control() => {
                quoted.push_str(&format!("\\u{:04X}", u32::from(letter)));
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}
