//! Times that contradict each other: each rule broken on its own, and kept at its limit.

use vigiayto_core::credential::sd_cwt::SdCwtError::Time;
use vigiayto_core::credential::sd_cwt::TimeRule::{
    BindingExpiresWithin, BindingIssuedAfter, BindingIssuedBeforeExpiry, BindingIssuedWhenValid,
    BindingNamesItsTime, BindingNotBeforeWithin, BindingTimesNeedIssued, BindingValidBeforeExpiry,
    IssuedBeforeExpiry, NotBeforeUntilExpiry, NotBeforeUntilIssued,
};
use vigiayto_core::credential::sd_cwt::{CTI, EXP, IAT, NBF};

use super::{Case, accepted, refused};
use crate::cbor::{bytes, float, integer};
use crate::forge::{BEGINS, EXPIRES, Forge, ISSUED, NOW, remove, set};

pub(super) fn cases() -> Vec<Case> {
    let date = |forge: &mut Forge, claim, seconds| set(&mut forge.claims, claim, integer(seconds));
    let bound = |forge: &mut Forge, claim, seconds| {
        set(&mut forge.binding, claim, integer(seconds));
    };
    vec![
        refused("the credential begins after it was issued", Time(NotBeforeUntilIssued), |forge| {
            date(forge, NBF, ISSUED + 1);
        }),
        refused("the credential ends as it begins", Time(NotBeforeUntilExpiry), |forge| {
            remove(&mut forge.claims, IAT);
            date(forge, NBF, EXPIRES);
        }),
        refused("the credential ends as it is issued", Time(IssuedBeforeExpiry), |forge| {
            date(forge, EXP, ISSUED);
        }),
        refused("the credential ends before it is issued", Time(IssuedBeforeExpiry), |forge| {
            remove(&mut forge.claims, NBF);
            date(forge, EXP, ISSUED - 1);
        }),
        refused("the binding says no time and has no id", Time(BindingNamesItsTime), |forge| {
            remove(&mut forge.binding, IAT);
        }),
        refused(
            "the binding expires and does not say when it was made",
            Time(BindingTimesNeedIssued),
            |forge| {
                remove(&mut forge.binding, IAT);
                set(&mut forge.binding, CTI, bytes(b"1"));
                bound(forge, EXP, NOW);
            },
        ),
        refused(
            "the binding begins and does not say when it was made",
            Time(BindingTimesNeedIssued),
            |forge| {
                remove(&mut forge.binding, IAT);
                set(&mut forge.binding, CTI, bytes(b"1"));
                bound(forge, NBF, NOW);
            },
        ),
        refused("the binding begins after it was made", Time(NotBeforeUntilIssued), |forge| {
            bound(forge, NBF, NOW + 1);
        }),
        refused("the binding ends as it is made", Time(IssuedBeforeExpiry), |forge| {
            bound(forge, EXP, NOW);
        }),
        refused("the binding ends after the credential", Time(BindingExpiresWithin), |forge| {
            bound(forge, EXP, EXPIRES + 1);
        }),
        refused(
            "the binding ends half a second after the credential",
            Time(BindingExpiresWithin),
            |forge| {
                set(&mut forge.binding, EXP, float(1_700_086_400.5));
            },
        ),
        refused(
            "the binding begins before the credential",
            Time(BindingNotBeforeWithin),
            |forge| {
                bound(forge, NBF, BEGINS - 1);
            },
        ),
        refused("the binding was made before the credential", Time(BindingIssuedAfter), |forge| {
            bound(forge, IAT, ISSUED - 1);
        }),
        refused(
            "the binding begins as the credential ends",
            Time(BindingValidBeforeExpiry),
            |forge| {
                bound(forge, NBF, EXPIRES);
                bound(forge, IAT, EXPIRES);
            },
        ),
        refused(
            "the binding was made as the credential ended",
            Time(BindingIssuedBeforeExpiry),
            |forge| {
                bound(forge, IAT, EXPIRES);
            },
        ),
        refused(
            "the binding was made before the credential began",
            Time(BindingIssuedWhenValid),
            |forge| {
                remove(&mut forge.claims, IAT);
                bound(forge, IAT, BEGINS - 1);
            },
        ),
        accepted("a credential that begins as it is issued", |forge| date(forge, NBF, ISSUED)),
        accepted("a credential without any time", |forge| {
            for claim in [EXP, NBF, IAT] {
                remove(&mut forge.claims, claim);
            }
        }),
        accepted("a binding made as the credential was, with all the times it may have", |forge| {
            date(forge, NBF, ISSUED);
            bound(forge, NBF, ISSUED);
            bound(forge, IAT, ISSUED);
            bound(forge, EXP, EXPIRES);
        }),
        accepted("a binding made in the credential's last second", |forge| {
            bound(forge, IAT, EXPIRES - 1);
        }),
    ]
}
