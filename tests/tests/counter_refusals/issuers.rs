//! Credentials of those who may not issue them, or that no longer hold.

use vigiayto_core::credential::claims::CredentialType;
use vigiayto_core::credential::key::Signer as _;
use vigiayto_core::credential::name::DisplayName;
use vigiayto_core::credential::profile::{Form, KeyReference, issue_credential};
use vigiayto_core::credential::status::{Status, StatusReference};
use vigiayto_core::credential::trust::{Contents, KeyState};
use vigiayto_core::credential::x509::{
    CertificateForm, Purpose, Role, Root, Subject, X509Error, certify,
};
use vigiayto_core::document::DocumentKind;
use vigiayto_core::verify::{Expected, Reader, Refusal};
use vigiayto_tests::authority::STATUS_URI;
use vigiayto_tests::counter::{Counter, ISSUER, STATUS_INDEX};
use vigiayto_tests::forge::{Forge, bytes, integer, text};
use vigiayto_tests::wallets::NOW;

use crate::Attempt;
use crate::attempts::{one_way, refusal};

pub(crate) const ATTEMPTS: &[Attempt] = &[
    Attempt {
        what: "an issuer that is in no list",
        expected: Refusal::UnknownIssuer,
        refused: || altered(|forge| drop(forge.claims.insert(1, text("https://other.example")))),
    },
    Attempt {
        what: "a credential that names no issuer",
        expected: Refusal::UnknownIssuer,
        refused: || altered(|forge| drop(forge.claims.remove(&1))),
    },
    Attempt {
        what: "a key that the list does not have",
        expected: Refusal::UnknownIssuer,
        refused: || altered(|forge| drop(forge.issuer_header.insert(4, bytes(b"k2")))),
    },
    Attempt {
        what: "a certificate for one issuer that signs for another",
        expected: Refusal::UnknownIssuer,
        refused: || certified("https://other.example", Rooted::Yes),
    },
    Attempt {
        what: "a certificate that leads to a root of one's own",
        expected: Refusal::Certificate(X509Error::UnknownRoot),
        refused: || certified(ISSUER, Rooted::No),
    },
    Attempt {
        what: "a key that was withdrawn",
        expected: Refusal::IssuerKeyNotValid,
        refused: || listed(|list| list.issuers[0].keys[0].state = KeyState::Withdrawn),
    },
    Attempt {
        what: "a key whose time had ended when the credential was issued",
        expected: Refusal::IssuerKeyNotValid,
        refused: || listed(|list| list.issuers[0].keys[0].not_after = NOW - 86_401),
    },
    Attempt {
        what: "a key whose time had not begun when the credential was issued",
        expected: Refusal::IssuerKeyNotValid,
        refused: || listed(|list| list.issuers[0].keys[0].not_before = NOW - 86_399),
    },
    Attempt {
        what: "a registry of vehicles issues a citizen card",
        expected: Refusal::IssuerMayNot,
        refused: || {
            listed(|list| {
                let vehicle = CredentialType::of(DocumentKind::VehicleRegistration);
                list.issuers[0].kinds = vec![u64::try_from(vehicle.number()).unwrap()];
            })
        },
    },
    Attempt {
        what: "a kind of document that this version does not know",
        expected: Refusal::UnknownKind,
        refused: || altered(|forge| drop(forge.claims.insert(11, integer(65_100)))),
    },
    Attempt {
        what: "a kind that is named in words",
        expected: Refusal::UnknownKind,
        refused: || altered(|forge| drop(forge.claims.insert(11, text("citizen-card")))),
    },
    Attempt {
        what: "a credential without an end",
        expected: Refusal::Form,
        refused: || altered(|forge| drop(forge.claims.remove(&4))),
    },
    Attempt {
        what: "a credential that ended at this second",
        expected: Refusal::Expired { seconds: 0 },
        refused: || expiring(NOW),
    },
    Attempt {
        what: "a credential that ended while its code was shown",
        expected: Refusal::Expired { seconds: 5 },
        refused: || expiring(NOW - 5),
    },
    Attempt {
        what: "a credential that is issued by a clock two minutes ahead",
        expected: Refusal::NotYetValid,
        refused: || {
            altered(|forge| {
                forge.claims.insert(6, integer(NOW + 120));
                forge.binding.insert(6, integer(NOW + 120));
            })
        },
    },
    Attempt {
        what: "a credential that begins only later",
        expected: Refusal::NotYetValid,
        refused: || {
            altered(|forge| {
                for time in [5, 6] {
                    forge.claims.insert(time, integer(NOW + 61));
                }
                forge.binding.insert(6, integer(NOW + 61));
            })
        },
    },
    Attempt {
        what: "a card that was revoked",
        expected: Refusal::Revoked,
        refused: || with_status(Status::Invalid),
    },
    Attempt {
        what: "a card whose status is a number that nobody explained",
        expected: Refusal::Revoked,
        refused: || with_status(Status::ApplicationSpecific(3)),
    },
    Attempt {
        what: "a card that is suspended",
        expected: Refusal::Suspended,
        refused: || with_status(Status::Suspended),
    },
    Attempt {
        what: "a place that the status list does not have",
        expected: Refusal::Form,
        refused: || {
            let counter = Counter::new();
            let status = StatusReference::new(STATUS_URI, 1 << 20).ok();
            one_way(&counter.show(&[counter.issue(&Form { status, ..counter.form() })], NOW))
        },
    },
];

/// What a counter says to the usual code after a part of it was made otherwise by those who sign it.
pub(crate) fn altered(alter: impl FnOnce(&mut Forge<'_>)) -> Refusal {
    let counter = Counter::new();
    let mut forge = counter.forge();
    alter(&mut forge);
    one_way(&forge.code())
}

/// What a counter says to the usual code when its trust list says something else.
fn listed(change: impl FnOnce(&mut Contents)) -> Refusal {
    let counter = Counter::new();
    let mut list = counter.authority.contents(NOW);
    change(&mut list);
    refusal(&mut trusting(&counter, &list), &counter.code(NOW), Expected::OneWay)
}

fn trusting(counter: &Counter, list: &Contents) -> Reader {
    let list = list.sign(&counter.authority.listing).unwrap();
    let mut reader = Reader::default();
    reader.update_trust(&list, &counter.authority.pinned(), NOW).unwrap();
    reader
}

/// The code of a credential that ends at a moment, shown a second before and read now.
fn expiring(expires_at: i64) -> Refusal {
    let counter = Counter::new();
    let credential = counter.issue(&Form { expires_at, ..counter.form() });
    one_way(&counter.show(&[credential], expires_at - 1))
}

fn with_status(status: Status) -> Refusal {
    let mut counter = Counter::new();
    counter.authority.set_status(STATUS_INDEX, status);
    refusal(&mut counter.reader(), &counter.code(NOW), Expected::OneWay)
}

enum Rooted {
    Yes,
    No,
}

/// What a counter says to a credential whose signer is certified for `uri`, under a root of the trust list or another.
fn certified(uri: &str, rooted: Rooted) -> Refusal {
    let counter = Counter::new();
    let (root_key, key) = (&counter.authority.listing, &counter.authority.issuing);
    let name = |name| Subject { common_name: DisplayName::new(name).ok(), organisation: None };
    let (root_name, signer) = (name("Gốc mẫu"), name("Người ký mẫu"));
    let certificate = |form: &CertificateForm<'_>| certify(form, &root_name, root_key).unwrap();
    let form = CertificateForm {
        serial: &[1],
        subject: &root_name,
        key: root_key.public_key(),
        not_before: NOW - 86_400,
        not_after: NOW + 86_400,
        role: Role::Authority { below: 0 },
    };
    let root = Root::parse(&certificate(&form)).unwrap();
    let role = Role::Signer { purpose: Purpose::Issuer, uris: &[uri] };
    let chain =
        [certificate(&CertificateForm { subject: &signer, key: key.public_key(), role, ..form })];
    let form = Form { key: KeyReference::Certificates(&chain), ..counter.form() };
    let credential = issue_credential(&form, key, &counter.random).unwrap();
    let mut list = counter.authority.contents(NOW);
    if matches!(rooted, Rooted::Yes) {
        list.issuer_roots.push(root);
    }
    let mut reader = trusting(&counter, &list);
    refusal(&mut reader, &counter.show(&[credential], NOW), Expected::OneWay)
}
