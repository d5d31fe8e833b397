//! Types of credentials: one for each kind of document.

use crate::document::DocumentKind;

/// A `vct`. The numbers lie in the draft's range for experimental use until numbers are registered.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct CredentialType(u16);

impl CredentialType {
    /// The type of a kind of document.
    #[must_use]
    pub fn of(kind: DocumentKind) -> Self {
        Self(match kind {
            DocumentKind::CitizenCard => 65001,
            DocumentKind::DriverLicence => 65002,
            DocumentKind::VehicleRegistration => 65003,
            DocumentKind::NumberPlate => 65004,
            DocumentKind::HealthInsurance => 65005,
            DocumentKind::SocialInsurance => 65006,
            DocumentKind::ForeignerDocument => 65007,
            DocumentKind::BirthCertificate => 65008,
        })
    }

    /// The type of a number, if it is one of ours.
    #[must_use]
    pub fn from_number(number: i64) -> Option<Self> {
        DocumentKind::ALL.iter().map(|kind| Self::of(*kind)).find(|known| known.number() == number)
    }

    /// As it stands in a credential.
    #[must_use]
    pub fn number(self) -> i64 {
        self.0.into()
    }

    /// The kind of document.
    #[must_use]
    pub fn kind(self) -> Option<DocumentKind> {
        DocumentKind::ALL.iter().copied().find(|kind| Self::of(*kind) == self)
    }
}
