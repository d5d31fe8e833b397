//! How a document becomes a card: each kind lists its facts in order, and the frame around them is the same for all.

use alloc::string::String;
use alloc::vec::Vec;

use time::Date;

use super::date::DocumentDate;
use super::field::FieldValue;
use super::labels::warnings;
use super::term::{ExpiryState, Term};
use super::view::{FieldView, Notice, Prominence};
use crate::language::Message;

/// What a kind of document says on its card.
pub(crate) trait Face {
    /// The document by name.
    fn title(&self) -> Message;

    /// What stands largest.
    fn headline(&self) -> String;

    /// The facts, in the order they are shown.
    fn facts(&self, facts: &mut Facts);

    /// How long it holds; `None` if the wallet does not know.
    fn term(&self) -> Option<Term>;

    /// Where it stands on `today`.
    fn expiry(&self, today: Date) -> ExpiryState {
        ExpiryState::on(self.term(), today)
    }

    /// What does not fit together.
    fn warn(&self, _today: Date, _notices: &mut Notices) {}
}

/// Facts in the making.
#[derive(Default)]
pub(crate) struct Facts(Vec<FieldView>);

impl Facts {
    /// A fact for the card's face.
    pub(crate) fn face(&mut self, label: Message, value: &dyn FieldValue) -> &mut Self {
        self.push(label, value, Prominence::Face)
    }

    /// A fact for the opened card.
    pub(crate) fn detail(&mut self, label: Message, value: &dyn FieldValue) -> &mut Self {
        self.push(label, value, Prominence::Detail)
    }

    /// A fact for the card's face, if it is known.
    pub(crate) fn face_if<V: FieldValue>(
        &mut self,
        label: Message,
        value: &Option<V>,
    ) -> &mut Self {
        if let Some(value) = value { self.face(label, value) } else { self }
    }

    /// A fact for the opened card, if it is known.
    pub(crate) fn detail_if<V: FieldValue>(
        &mut self,
        label: Message,
        value: &Option<V>,
    ) -> &mut Self {
        if let Some(value) = value { self.detail(label, value) } else { self }
    }

    /// A slot of the paper's QR whose meaning is not known.
    pub(crate) fn additional(&mut self, label: Message, value: &dyn FieldValue) -> &mut Self {
        self.push(label, value, Prominence::Additional)
    }

    fn push(
        &mut self,
        label: Message,
        value: &dyn FieldValue,
        prominence: Prominence,
    ) -> &mut Self {
        let (shown, copied) = (value.wording(), value.copied());
        self.0.push(FieldView { label, shown, copied, prominence });
        self
    }

    pub(crate) fn into_fields(self) -> Vec<FieldView> {
        self.0
    }
}

/// Warnings in the making.
#[derive(Default)]
pub(crate) struct Notices(Vec<Notice>);

impl Notices {
    /// A warning without places to fill.
    pub(crate) fn plain(&mut self, message: Message) {
        self.0.push(Notice::plain(message));
    }

    /// Any warning.
    pub(crate) fn push(&mut self, notice: Notice) {
        self.0.push(notice);
    }

    /// The checks that hold for every dated paper.
    pub(crate) fn dates(
        &mut self,
        birth: Option<DocumentDate>,
        issued: Option<DocumentDate>,
        end: Option<DocumentDate>,
        today: Date,
    ) {
        let Some(issued) = issued else { return };
        if birth.is_some_and(|birth| issued.latest() < birth.earliest()) {
            self.plain(warnings::ISSUED_BEFORE_BIRTH);
        }
        if issued.earliest() > today {
            self.plain(warnings::ISSUED_IN_FUTURE);
        }
        if end.is_some_and(|end| end.latest() < issued.earliest()) {
            self.plain(warnings::DATES_REVERSED);
        }
    }

    pub(crate) fn into_notices(self) -> Vec<Notice> {
        self.0
    }
}
