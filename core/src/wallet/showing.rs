//! Showing documents one-way: what it will look like, and a new code every 30 seconds.

use alloc::vec::Vec;
use std::sync::{Mutex, PoisonError};

use crate::credential::claims::{Claim, ClaimValue, Risk, USUAL};
use crate::credential::key::{PublicKey, Signer, SigningError};
use crate::credential::profile::Facts;
use crate::credential::sd_cwt::{Held, NumericDate, SdCwt};
use crate::document::{DocumentId, DocumentKind};
use crate::platform::HardwareError;
use crate::present::{MOST_DOCUMENTS, NextCode, Part, PresentError, Shown, next_code, text_length};
use crate::vault::RecordId;
use crate::wallet::choice::Facets;
use crate::wallet::history::{self, Event, Way};
use crate::wallet::holding::{self, HeldRecord};
use crate::wallet::phone_key::PhoneKey;
use crate::wallet::session::{Open, Session};
use crate::wallet::{WalletError, stored};

/// The facts of one document that the owner consents to show.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Selection {
    /// Which document.
    pub document: DocumentId,
    /// Which claims, by number ([`Claim::number`]).
    pub claims: Vec<i64>,
}

/// Whether facts that tell much may be shown to whoever looks.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Caution {
    /// They are refused with [`WalletError::TellsTooMuch`].
    Keep,
    /// The owner was warned and insists. That is recorded.
    Override,
}

/// Whether a credential that was shown before may be shown again, which lets two counters find out that they saw the same person.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Reuse {
    /// It is refused with [`WalletError::UsedUp`] when no fresh one is left.
    Ask,
    /// The owner was asked and agrees. That is recorded.
    Allow,
}

/// What will be shown, before it is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Preview {
    /// Characters of the code's text.
    pub characters: usize,
    /// One symbol, or frames.
    pub form: PreviewForm,
    /// Claims that a warning must name before they are shown one-way: document and number.
    pub tells_much: Vec<(DocumentId, i64)>,
    /// Documents of which no credential is left that was never shown.
    pub used_up: Vec<DocumentId>,
}

/// How something will be shown.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum PreviewForm {
    /// As moving frames: it does not fit into one symbol of version 25.
    Frames,
    /// As one symbol.
    Symbol,
}

/// Something that is being shown one-way. [`Session::next_code`] gives its codes.
pub struct Showing {
    parts: Vec<ChosenPart>,
    /// Signed before anything was written down.
    first: Mutex<Option<NextCode>>,
}

/// A credential chosen for a selection.
pub(super) struct ChosenPart {
    pub(super) document: DocumentId,
    pub(super) kind: DocumentKind,
    pub(super) claims: Vec<i64>,
    pub(super) id: RecordId,
    pub(super) record: HeldRecord,
    pub(super) presented: Vec<u8>,
    pub(super) key: PublicKey,
}

impl Session {
    /// The facts that a document shows one-way unless the owner chooses others: of the usual facts of its kind, those that do not
    /// tell much.
    ///
    /// # Errors
    /// [`WalletError::NotFound`], [`WalletError::Locked`] and the like.
    pub fn minimal_selection(&self, document: DocumentId) -> Result<Selection, WalletError> {
        let now = self.now();
        let (kind, offered) = self.with(|open| {
            let kind = stored::document(&open.vault, document)?.document.kind();
            Ok((kind, offered(open, document, now)?))
        })?;
        let low = |number: &i64| Claim::by_number(*number).is_some_and(|it| it.risk() == Risk::Low);
        // The last usual set of a kind is its fullest; an empty one leaves what the credentials offer.
        let usual = USUAL.iter().rev().find(|usual| usual.kind == kind);
        let mut claims: Vec<i64> = match usual {
            Some(usual) => usual.claims.iter().copied().filter(low).collect(),
            None => offered.iter().copied().filter(low).collect(),
        };
        claims.retain(|number| offered.contains(number));
        Ok(Selection { document, claims })
    }

    /// The claims that a document's credentials can show, in no meaningful order.
    ///
    /// # Errors
    /// [`WalletError::NotFound`], [`WalletError::Locked`] and the like.
    pub fn offered_claims(&self, document: DocumentId) -> Result<Vec<i64>, WalletError> {
        let now = self.now();
        self.with(|open| offered(open, document, now))
    }

    /// What showing a selection will look like.
    ///
    /// # Errors
    /// [`WalletError::NothingToShow`] when no credential shows exactly that; [`WalletError::Locked`] and the like.
    pub fn preview(&self, selections: &[Selection]) -> Result<Preview, WalletError> {
        let parts = self.choose(selections)?;
        let code = self.rehearse(&parts)?;
        let characters = text_length(code.content.len());
        let form = match code.shown {
            Shown::Symbol(_) => PreviewForm::Symbol,
            Shown::Frames => PreviewForm::Frames,
        };
        let tells_much = selections
            .iter()
            .flat_map(|one| one.claims.iter().map(|claim| (one.document, *claim)))
            .filter(|(_, number)| tells_much(*number))
            .collect();
        let used_up =
            parts.iter().filter(|part| part.record.shown > 0).map(|part| part.document).collect();
        Ok(Preview { characters, form, tells_much, used_up })
    }

    /// Begins to show a selection to whoever looks. The credentials that are used up by it and the act itself are written down before the
    /// first code is made.
    ///
    /// # Errors
    /// [`WalletError::NeedsAuthentication`] when the passcode was entered more than 60 seconds ago;
    /// [`WalletError::TellsTooMuch`], [`WalletError::UsedUp`], [`WalletError::NothingToShow`]; [`WalletError::Hardware`] when the phone's
    /// key does not sign, which is recorded; [`WalletError::Locked`] and the like.
    pub fn show(
        &self,
        selections: &[Selection],
        caution: Caution,
        reuse: Reuse,
    ) -> Result<Showing, WalletError> {
        self.needs_authentication()?;
        let much = selections.iter().any(|one| one.claims.iter().any(|claim| tells_much(*claim)));
        if much && caution == Caution::Keep {
            return Err(WalletError::TellsTooMuch);
        }
        let parts = self.choose(selections)?;
        may_reuse(&parts, reuse)?;
        let event = Event::shown(Way::OneWay, &parts, self.now(), much, reuse);
        // Nobody sees the first code before the act is on record; and what the phone's key does not sign was not shown.
        let first = match self.sign_code(&parts) {
            Ok(first) => first,
            Err(error) => {
                self.note(&event.failed())?;
                return Err(error);
            }
        };
        self.use_up(&parts, &event)?;
        Ok(Showing { parts, first: Mutex::new(Some(first)) })
    }

    /// The code to show now. The wallet must still be open.
    ///
    /// # Errors
    /// [`WalletError::Hardware`] when the phone's key does not sign; [`WalletError::Locked`].
    pub fn next_code(&self, showing: &Showing) -> Result<NextCode, WalletError> {
        self.with(|_| Ok(()))?;
        let first = showing.first.lock().unwrap_or_else(PoisonError::into_inner).take();
        match first.filter(|first| first.made_at == self.now()) {
            Some(first) => Ok(first),
            None => self.sign_code(&showing.parts),
        }
    }

    fn sign_code(&self, parts: &[ChosenPart]) -> Result<NextCode, WalletError> {
        let (now, random) = (self.now(), &self.shared().environment.random);
        self.signed(parts, |parts| next_code(parts, now, random.as_ref()))
    }

    /// The code that would be shown, with signatures of zeros: as long as a real one.
    fn rehearse(&self, chosen: &[ChosenPart]) -> Result<NextCode, WalletError> {
        let unsigned: Vec<Unsigned> = chosen.iter().map(|part| Unsigned(part.key)).collect();
        let parts: Vec<Part<'_>> = chosen
            .iter()
            .zip(&unsigned)
            .map(|(part, signer)| Part { sd_cwt: &part.presented, signer })
            .collect();
        let random = self.shared().environment.random.as_ref();
        next_code(&parts, self.now(), random).map_err(|_| HardwareError::Failed.into())
    }

    /// Signs with the keys of the chosen credentials.
    pub(super) fn signed<T>(
        &self,
        chosen: &[ChosenPart],
        sign: impl FnOnce(&[Part<'_>]) -> Result<T, PresentError>,
    ) -> Result<T, WalletError> {
        let hardware = self.shared().environment.hardware.as_ref();
        let keys: Vec<PhoneKey<'_>> = chosen
            .iter()
            .map(|part| PhoneKey::new(hardware, &part.record.alias, part.key))
            .collect();
        let parts: Vec<Part<'_>> = chosen
            .iter()
            .zip(&keys)
            .map(|(part, signer)| Part { sd_cwt: &part.presented, signer })
            .collect();
        sign(&parts).map_err(|_| {
            keys.iter().find_map(PhoneKey::why).unwrap_or(HardwareError::Failed).into()
        })
    }

    /// For each selection the credential that shows exactly that: never shown before rather than shown, then the smallest.
    pub(super) fn choose(&self, selections: &[Selection]) -> Result<Vec<ChosenPart>, WalletError> {
        if selections.is_empty() || selections.len() > MOST_DOCUMENTS {
            return Err(WalletError::NothingToShow);
        }
        let now = self.now();
        let mut parts = Vec::with_capacity(selections.len());
        for selection in selections {
            let twice = selections.iter().filter(|one| one.document == selection.document).count();
            if selection.claims.is_empty() || twice > 1 {
                return Err(WalletError::NothingToShow);
            }
            let (kind, holdings) = self.with(|open| {
                let kind = stored::document(&open.vault, selection.document)?.document.kind();
                Ok((kind, holding::holdings(&open.vault, selection.document)?))
            })?;
            let best = holdings
                .into_iter()
                .filter_map(|held| Some((present(&held.record, &selection.claims, now)?, held)))
                .min_by_key(|(presented, held)| {
                    (held.record.shown > 0, presented.sd_cwt.len(), held.record.shown)
                });
            let (Presented { sd_cwt, key, claims }, held) =
                best.ok_or(WalletError::NothingToShow)?;
            parts.push(ChosenPart {
                document: selection.document,
                kind,
                claims,
                id: held.id,
                record: held.record,
                presented: sd_cwt,
                key,
            });
        }
        Ok(parts)
    }

    /// Writes down that credentials are shown, with the entry of the history, in one change.
    pub(super) fn use_up(&self, parts: &[ChosenPart], event: &Event) -> Result<(), WalletError> {
        self.write(|open| {
            for part in parts {
                // Another thread may have shown it since it was chosen.
                if holding::held(&open.vault, part.id)?.shown != part.record.shown {
                    return Err(WalletError::Busy);
                }
            }
            open.change(open.settings, |changes| {
                for part in parts {
                    let mut record = part.record.clone();
                    record.shown = record.shown.saturating_add(1);
                    holding::put_holding(changes, part.document, part.id, &record)?;
                }
                history::append(changes, event)
            })
        })
    }
}

/// Refuses, unless the owner agreed, what was shown before.
pub(super) fn may_reuse(parts: &[ChosenPart], reuse: Reuse) -> Result<(), WalletError> {
    if reuse == Reuse::Ask && parts.iter().any(|part| part.record.shown > 0) {
        return Err(WalletError::UsedUp);
    }
    Ok(())
}

/// The claims that the credentials of a document can show now.
fn offered(open: &Open, document: DocumentId, now: i64) -> Result<Vec<i64>, WalletError> {
    let mut offered = Vec::new();
    for held in holding::holdings(&open.vault, document)? {
        let Some(held) = valid(&held.record, now) else { continue };
        let Some(facets) = Facets::of(&held) else { continue };
        for number in facets.open().iter().copied().chain(facets.selective()) {
            if !offered.contains(&number) {
                offered.push(number);
            }
        }
    }
    Ok(offered)
}

/// The facts that the credentials of a document can show now, as the newest of them has each.
pub(super) fn offered_facts(
    open: &Open,
    document: DocumentId,
    now: i64,
) -> Result<Vec<(&'static Claim, ClaimValue)>, WalletError> {
    let holdings = holding::holdings(&open.vault, document)?;
    let mut valid: Vec<Held<'_>> =
        holdings.iter().filter_map(|held| valid(&held.record, now)).collect();
    valid.sort_by_key(|held| {
        core::cmp::Reverse(held.token().times().issued.map(NumericDate::seconds))
    });
    let mut offered: Vec<(&'static Claim, ClaimValue)> = Vec::new();
    for held in valid.iter().filter(|held| Facets::of(held).is_some()) {
        let Ok(facts) = Facts::read(held.claims()) else { continue };
        for (claim, value) in facts.known {
            if !offered.iter().any(|(known, _)| *known == claim) {
                offered.push((claim, value));
            }
        }
    }
    Ok(offered)
}

/// The credential, if it has not ended.
fn valid(record: &HeldRecord, now: i64) -> Option<Held<'_>> {
    let held = SdCwt::parse(&record.token).and_then(Held::new).ok()?;
    let ends = held.token().times().expires.map(NumericDate::seconds)?;
    (now < ends).then_some(held)
}

/// A credential with a choice of disclosures.
struct Presented {
    sd_cwt: Vec<u8>,
    key: PublicKey,
    /// What it shows: what was chosen, and a guardian's name if it has one.
    claims: Vec<i64>,
}

/// The credential as it shows exactly `chosen`, if it can and has not ended.
fn present(record: &HeldRecord, chosen: &[i64], now: i64) -> Option<Presented> {
    let held = valid(record, now)?;
    let facets = Facets::of(&held)?;
    let disclosures = facets.exactly(chosen)?;
    let mut claims = chosen.to_vec();
    claims.extend(facets.open().iter().filter(|open| !chosen.contains(open)));
    Some(Presented { sd_cwt: held.present(&disclosures), key: held.token().holder_key(), claims })
}

fn tells_much(number: i64) -> bool {
    Claim::by_number(number).is_none_or(|claim| claim.risk() == Risk::High)
}

/// A key that signs nothing, to find out how long a code will be.
struct Unsigned(PublicKey);

impl Signer for Unsigned {
    fn public_key(&self) -> PublicKey {
        self.0
    }

    fn sign(&self, _: &[u8]) -> Result<[u8; 64], SigningError> {
        Ok([0; 64])
    }
}
