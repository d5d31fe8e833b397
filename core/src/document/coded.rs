//! Small choices that papers state in one word: each with a stable code, and its words in both languages.

use alloc::string::String;

use super::field::FieldValue;
use super::labels::reasons;
use super::text::search_key;
use super::view::{Notice, Wording};
use crate::language::Message;

/// Defines an enum of choices; each is read from its code or its word in either language, tone marks ignored.
macro_rules! choices {
    (
        $(#[$doc:meta])*
        $name:ident, $group:literal {
            $($(#[$choice_doc:meta])* $choice:ident = $code:literal, $vi:literal, $en:literal;)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$choice_doc])* $choice,)*
        }

        impl $name {
            /// Every choice, in the order in which a shell offers them.
            pub const ALL: &'static [Self] = &[$(Self::$choice),*];

            /// The stable code, as forms and the store write it.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$choice => $code,)*
                }
            }

            /// The words.
            #[must_use]
            pub fn message(self) -> Message {
                match self {
                    $(Self::$choice => Message {
                        id: concat!($group, ".", $code),
                        vi: $vi,
                        en: $en,
                    },)*
                }
            }
        }

        serde_as_text!($name);

        impl FieldValue for $name {
            fn parse(text: &str) -> Result<Self, Message> {
                choose(Self::ALL, text, Self::code, Self::message)
            }

            fn form(&self) -> String {
                String::from(self.code())
            }

            fn wording(&self) -> Wording {
                Wording::Words(Notice::plain(self.message()))
            }
        }
    };
}

fn choose<C: Copy>(
    all: &[C],
    text: &str,
    code: impl Fn(C) -> &'static str,
    message: impl Fn(C) -> Message,
) -> Result<C, Message> {
    let typed = search_key(text);
    all.iter()
        .copied()
        .find(|choice| {
            let words = message(*choice);
            let known = [code(*choice), words.vi, words.en];
            known.iter().any(|known| search_key(known) == typed)
        })
        .ok_or(reasons::NOT_A_CHOICE)
}

choices! {
    /// The sex that a paper states.
    Sex, "sex" {
        /// Nam.
        Male = "male", "nam", "male";
        /// Nữ.
        Female = "female", "nữ", "female";
    }
}

choices! {
    /// Which of the two plastic cards a citizen holds.
    CardEdition, "edition" {
        /// Căn cước công dân with a chip, issued from 2021 to 30 June 2024; QR on the front with seven slots.
        Cccd2021 = "cccd_2021", "căn cước công dân (2021)", "citizen identity card (2021)";
        /// Căn cước, issued from 1 July 2024 (Luật Căn cước 2023); QR on the back with eleven slots.
        CanCuoc2024 = "can_cuoc_2024", "căn cước (2024)", "identity card (2024)";
    }
}

choices! {
    /// Which list of classes a driver licence was issued under: "A1" and "B1" mean different things in the two.
    LicenceScheme, "scheme" {
        /// Before 1 January 2025 (Luật Giao thông đường bộ 2008 Art. 59).
        Before2025 = "before_2025", "trước năm 2025", "before 2025";
        /// From 1 January 2025 (Luật 36/2024/QH15 Art. 57).
        From2025 = "from_2025", "từ năm 2025", "from 2025";
    }
}

choices! {
    /// The background of a number plate (Luật 36/2024/QH15 Art. 36).
    PlateColour, "plate_colour" {
        /// Organisations and people.
        White = "white", "trắng", "white";
        /// Transport business.
        Yellow = "yellow", "vàng", "yellow";
        /// Party, State and public bodies.
        Blue = "blue", "xanh", "blue";
        /// Military.
        Red = "red", "đỏ", "red";
    }
}

choices! {
    /// To what a number plate belongs (Luật 36/2024/QH15 Art. 36(3)).
    PlateOwnership, "plate_ownership" {
        /// Biển số định danh: managed by the owner's personal number, and kept for five years without a vehicle.
        BoundToOwner = "owner", "biển số định danh (theo chủ xe)", "bound to the owner";
        /// Stays with the vehicle: three- and four-digit plates of before 15 August 2023.
        BoundToVehicle = "vehicle", "theo xe", "bound to the vehicle";
    }
}

choices! {
    /// What moves a vehicle, as its registration flags it (Thông tư 79/2024/TT-BCA, form ĐKX02).
    VehicleEnergy, "energy" {
        /// Clean, green or environmentally friendly.
        Clean = "clean", "năng lượng sạch", "clean energy";
        /// Any other.
        Conventional = "conventional", "thông thường", "conventional";
    }
}

choices! {
    /// Whether a registration flags the vehicle as "xe thông minh" (Thông tư 79/2024/TT-BCA, form ĐKX02).
    VehicleAutomation, "automation" {
        /// A smart vehicle.
        Smart = "smart", "xe thông minh", "smart vehicle";
        /// Any other.
        Ordinary = "ordinary", "xe thường", "ordinary vehicle";
    }
}

choices! {
    /// Which paper a foreigner holds.
    ForeignerPaper, "foreigner_paper" {
        /// Hộ chiếu.
        Passport = "passport", "hộ chiếu", "passport";
        /// Thẻ thường trú.
        PermanentResidence = "permanent_residence", "thẻ thường trú", "permanent residence card";
        /// Thẻ tạm trú.
        TemporaryResidence = "temporary_residence", "thẻ tạm trú", "temporary residence card";
    }
}

choices! {
    /// What a holder is to the wallet's owner.
    Relation, "relation" {
        /// The owner of the wallet.
        Owner = "owner", "chủ ví", "owner";
        /// Con.
        Child = "child", "con", "child";
        /// A person under the owner's guardianship, of any age.
        Ward = "ward", "người được giám hộ", "ward";
        /// Vợ hoặc chồng.
        Spouse = "spouse", "vợ hoặc chồng", "spouse";
        /// Cha hoặc mẹ.
        Parent = "parent", "cha hoặc mẹ", "parent";
        /// Cha hoặc mẹ của vợ hoặc chồng.
        ParentInLaw = "parent_in_law", "cha mẹ vợ hoặc chồng", "parent-in-law";
        /// Anyone else whom the owner supports.
        Other = "other", "người phụ thuộc khác", "other dependant";
    }
}
