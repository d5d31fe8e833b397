//! The one description of a document's facts. Each document lists its fields once, by label; the store, forms, search
//! and the rules for guessable passcodes all walk that list, so that none of them can forget a field.

use alloc::string::String;

use super::forms::Reader;
use super::guesses::Guesses;
use super::view::Wording;
use crate::language::Message;

/// One fact: a text form that is kept and typed, and a wording that is shown.
///
/// For every value, `parse(form())` gives the value back; property tests hold each type to it.
pub(crate) trait FieldValue {
    /// Reads what a person typed or a paper carries.
    fn parse(text: &str) -> Result<Self, Message>
    where
        Self: Sized;

    /// The canonical text: stored and written into forms.
    fn form(&self) -> String;

    /// As it is copied.
    fn copied(&self) -> String {
        self.form()
    }

    /// As it is shown.
    fn wording(&self) -> Wording {
        Wording::Verbatim(self.form())
    }

    /// Adds what someone who has seen the paper would try as a passcode or an answer.
    fn guess(&self, _guesses: &mut Guesses) {}
}

/// A document's list of facts.
pub(crate) trait Fields: Sized {
    /// Reads every field, noting each problem; `None` when a field is missing that the document cannot be without.
    fn read(reader: &mut Reader<'_>) -> Option<Self>;

    /// Calls `visitor` for each fact that is present, in the order of a form.
    fn visit(&self, visitor: &mut dyn FnMut(Message, &dyn FieldValue));
}

/// Implements [`Fields`] from one list: `required` or `optional`, the field, its label.
macro_rules! document_fields {
    ($document:ident { $($need:ident $field:ident = $label:ident;)* }) => {
        impl $crate::document::field::Fields for $document {
            fn read(reader: &mut $crate::document::forms::Reader<'_>) -> Option<Self> {
                $(let $field = reader.$need($crate::document::labels::$label);)*
                Some(Self { $($field: document_fields!(@take $need $field),)* })
            }

            fn visit(
                &self,
                visitor: &mut dyn FnMut(
                    $crate::language::Message,
                    &dyn $crate::document::field::FieldValue,
                ),
            ) {
                $(document_fields!(@visit $need self.$field, $label, visitor);)*
            }
        }
    };
    (@take required $field:ident) => { $field? };
    (@take optional $field:ident) => { $field };
    (@visit required $field:expr, $label:ident, $visitor:ident) => {
        $visitor($crate::document::labels::$label, &$field)
    };
    (@visit optional $field:expr, $label:ident, $visitor:ident) => {
        if let Some(value) = &$field {
            $visitor($crate::document::labels::$label, value);
        }
    };
}

/// `Debug` that gives the type's name and nothing of what it holds.
macro_rules! opaque_debug {
    ($($name:ident),*) => {$(
        impl core::fmt::Debug for $name {
            fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                out.write_str(stringify!($name))
            }
        }
    )*};
}

/// Stores a value as its text form.
macro_rules! serde_as_text {
    ($($name:ident),*) => {$(
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&$crate::document::field::FieldValue::form(self))
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <alloc::string::String as serde::Deserialize>::deserialize(deserializer)?;
                // The reason names a rule and never repeats the text, which is personal.
                $crate::document::field::FieldValue::parse(&text)
                    .map_err(|reason| serde::de::Error::custom(reason.id))
            }
        }
    )*};
}
