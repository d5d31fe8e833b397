//! The document itself: one of eight kinds, and what all kinds can do.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::de::{Error as _, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::card::Face;
use super::field::{FieldValue, Fields};
use super::forms::{Draft, FieldProblem, Reader};
use super::guesses::Guesses;
use super::kinds::{
    BirthCertificate, CitizenCard, DriverLicence, ForeignerDocument, HealthInsurance, NumberPlate,
    SocialInsurance, VehicleRegistration,
};
use super::{labels, printed};
use crate::language::Message;

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $code:literal, $title:ident;)*) => {
        /// The kinds of documents.
        #[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
        #[non_exhaustive]
        pub enum DocumentKind {
            $($(#[$doc])* $kind,)*
        }

        impl DocumentKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];

            /// The stable code, as forms, the store and shells write it.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$kind => $code,)* }
            }

            /// The kind by name.
            #[must_use]
            pub fn title(self) -> Message {
                match self { $(Self::$kind => labels::$title,)* }
            }
        }

        /// A document of any kind.
        #[derive(Clone, Eq, PartialEq)]
        #[non_exhaustive]
        pub enum Document {
            $($(#[$doc])* $kind($kind),)*
        }

        impl Document {
            /// Its kind.
            #[must_use]
            pub fn kind(&self) -> DocumentKind {
                match self { $(Self::$kind(_) => DocumentKind::$kind,)* }
            }

            pub(crate) fn face(&self) -> &dyn Face {
                match self { $(Self::$kind(document) => document,)* }
            }

            pub(crate) fn visit(&self, visitor: &mut dyn FnMut(Message, &dyn FieldValue)) {
                match self { $(Self::$kind(document) => document.visit(visitor),)* }
            }

            pub(crate) fn read(kind: DocumentKind, reader: &mut Reader<'_>) -> Option<Self> {
                match kind { $(DocumentKind::$kind => $kind::read(reader).map(Self::$kind),)* }
            }
        }

        $(impl From<$kind> for Document {
            fn from(document: $kind) -> Self {
                Self::$kind(document)
            }
        })*
    };
}

kinds! {
    /// Căn cước công dân (2021) or căn cước (2024).
    CitizenCard = "citizen_card", CITIZEN_CARD;
    /// Giấy phép lái xe.
    DriverLicence = "driver_licence", DRIVER_LICENCE;
    /// Chứng nhận đăng ký xe.
    VehicleRegistration = "vehicle_registration", VEHICLE_REGISTRATION;
    /// Biển số.
    NumberPlate = "number_plate", NUMBER_PLATE;
    /// Thẻ bảo hiểm y tế.
    HealthInsurance = "health_insurance", HEALTH_INSURANCE;
    /// Bảo hiểm xã hội.
    SocialInsurance = "social_insurance", SOCIAL_INSURANCE;
    /// Hộ chiếu hoặc thẻ cư trú của người nước ngoài.
    ForeignerDocument = "foreigner_document", FOREIGNER_DOCUMENT;
    /// Giấy khai sinh.
    BirthCertificate = "birth_certificate", BIRTH_CERTIFICATE;
}

impl DocumentKind {
    /// The kind of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code() == code)
    }
}

opaque_debug!(Document);

impl Document {
    /// Reads as much of a draft as can be read: the document, if nothing is missing that it cannot be without, and a
    /// problem for every field that could not be used.
    #[must_use]
    pub fn from_draft(kind: DocumentKind, draft: &Draft) -> (Option<Self>, Vec<FieldProblem>) {
        let mut draft = draft.clone();
        match kind {
            DocumentKind::CitizenCard => CitizenCard::complete(&mut draft),
            DocumentKind::DriverLicence => DriverLicence::complete(&mut draft),
            _ => {}
        }
        let mut reader = Reader::new(&draft);
        let document = Self::read(kind, &mut reader);
        (document, reader.into_problems())
    }

    /// All its facts as text.
    #[must_use]
    pub fn to_draft(&self) -> Draft {
        let mut draft = Draft::default();
        self.visit(&mut |label, value| draft.set(label, &value.form()));
        draft
    }

    /// The payload that the paper's QR would have, for the kinds whose layout is known: citizen cards and
    /// health-insurance cards. `None` as well when a fact is missing that the layout needs.
    #[must_use]
    pub fn printed_form(&self) -> Option<String> {
        printed::print(self)
    }

    /// Runs of digits that a passcode must not equal: dates in every order in which people type them with six digits,
    /// and each six digits in a row of each number. Sorted, each once.
    #[must_use]
    pub fn guessable_numbers(&self) -> Vec<String> {
        self.guesses().into_numbers()
    }

    /// Texts that a security answer must not equal: names, places, numbers and dates, whole and in parts, as written.
    /// Compare them by the normal form that answers have. Sorted, each once.
    #[must_use]
    pub fn guessable_texts(&self) -> Vec<String> {
        self.guesses().into_texts()
    }

    /// What stands largest on its card.
    #[must_use]
    pub fn headline(&self) -> String {
        self.face().headline()
    }

    /// Whether a search for `query` finds it. Tone marks and grouping are ignored.
    #[must_use]
    pub fn matches(&self, query: &str) -> bool {
        super::text::matches(&self.search_text(), query)
    }

    /// Everything a search looks at: the kind in both languages and every fact.
    #[must_use]
    pub fn search_text(&self) -> String {
        let title = self.face().title();
        let mut text = String::from(title.vi);
        let mut add = |part: &str| {
            text.push(' ');
            text.push_str(part);
        };
        add(title.en);
        self.visit(&mut |_, value| {
            add(&value.form());
            add(&value.copied());
        });
        text
    }

    fn guesses(&self) -> Guesses {
        let mut guesses = Guesses::default();
        self.visit(&mut |_, value| value.guess(&mut guesses));
        guesses
    }
}

/// The stored form: a map from `kind` and the keys of the fields to text. A key that this program does not know is an
/// error and not a fact lost; [`super::StoredDocument`] puts a version in front, so that it is met first.
impl Serialize for Document {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let draft = self.to_draft();
        let mut map = serializer.serialize_map(Some(draft.entries().len() + 1))?;
        map.serialize_entry(KIND_KEY, self.kind().code())?;
        for (key, value) in draft.entries() {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Document {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(DocumentVisitor)
    }
}

struct DocumentVisitor;

impl<'de> Visitor<'de> for DocumentVisitor {
    type Value = Document;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a document's fields by key")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Document, A::Error> {
        let mut kind = None;
        let mut draft = Draft::default();
        while let Some((key, value)) = map.next_entry::<String, String>()? {
            if key == KIND_KEY {
                kind = DocumentKind::from_code(&value);
            } else {
                draft.set_key(&key, &value);
            }
        }
        let kind = kind.ok_or_else(|| A::Error::custom("the document's kind is not known"))?;
        match Document::from_draft(kind, &draft) {
            (Some(document), problems) if problems.is_empty() => Ok(document),
            (_, problems) => {
                let reason =
                    problems.first().map_or(labels::reasons::MISSING.id, |one| one.reason.id);
                Err(A::Error::custom(reason))
            }
        }
    }
}

pub(crate) const KIND_KEY: &str = "kind";
