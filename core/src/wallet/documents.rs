//! What a session does with documents: add, show, change, attach, remove, present.

use alloc::vec::Vec;

use zeroize::Zeroizing;

use crate::document::{
    Agreement, AttachmentId, AttachmentInfo, AttachmentRole, CardView, Document, DocumentDate,
    DocumentId, Evidence, Holder, HolderId, Image, PrintedSource, Relation, StoredDocument, Text,
    identify, labels,
};
use crate::vault::RecordId;
use crate::wallet::holding::{self, OrderRecord};
use crate::wallet::session::{Open, Session};
use crate::wallet::stored::{self, Settings};
use crate::wallet::{WalletError, today};

/// A person to be added.
#[derive(Clone)]
pub struct NewHolder {
    /// What the person is to the owner.
    pub relation: Relation,
    /// Full name.
    pub name: Text,
    /// Date of birth, if known.
    pub birth_date: Option<DocumentDate>,
}

/// A document to be added.
pub struct NewDocument {
    /// Whose it is; the owner's when absent.
    pub holder: Option<HolderId>,
    /// Its facts.
    pub document: Document,
    /// The paper's QR, when it was scanned. The evidence is [`Evidence::Scanned`] while the facts are those of the paper, and
    /// [`Evidence::Typed`] when they were corrected by hand.
    pub source: Option<PrintedSource>,
}

/// The payload of a paper's printed QR, for scanners that counters own today. It proves nothing and is shown as that.
pub struct PrintedForm {
    /// The very bytes that were scanned.
    pub payload: Zeroizing<Vec<u8>>,
    /// The card they belong to.
    pub card: CardView,
}

impl Session {
    /// Everyone whose documents the wallet keeps, the owner first.
    ///
    /// # Errors
    /// [`WalletError::Locked`], [`WalletError::RecordDamaged`].
    pub fn holders(&self) -> Result<Vec<Holder>, WalletError> {
        self.with(|open| stored::holders(&open.vault))
    }

    /// Adds a dependant.
    ///
    /// # Errors
    /// [`WalletError::AlreadyCreated`] for a second owner; [`WalletError::Locked`], [`WalletError::Full`] and the like.
    pub fn add_holder(&self, new: NewHolder) -> Result<HolderId, WalletError> {
        if new.relation == Relation::Owner {
            return Err(WalletError::AlreadyCreated);
        }
        let holder = new.into_holder(HolderId::from_bytes(self.random_id()?));
        self.write(|open| {
            open.change(open.compare_again(), |changes| stored::put_holder(changes, &holder))
        })?;
        Ok(holder.id)
    }

    /// Adds a document.
    ///
    /// # Errors
    /// [`WalletError::NotFound`] when there is no such holder; [`WalletError::Locked`], [`WalletError::Full`] and the like.
    pub fn add_document(&self, new: NewDocument) -> Result<DocumentId, WalletError> {
        let id = DocumentId::from_bytes(self.random_id()?);
        let now = self.shared().environment.clock.unix_seconds();
        self.write(|open| {
            let holders = stored::holders(&open.vault)?;
            let holder = match new.holder {
                Some(id) => holders.iter().find(|holder| holder.id == id),
                None => holders.first(),
            };
            let holder = holder.ok_or(WalletError::NotFound)?;
            let named = (open.settings.owner_unnamed && holder.relation == Relation::Owner)
                .then(|| named_by(holder, &new.document))
                .flatten();
            let document = StoredDocument {
                id,
                holder: holder.id,
                evidence: evidence_of(new.source.as_ref(), &new.document),
                document: new.document,
                source: new.source,
                attachments: Vec::new(),
                added_at: now,
                changed_at: now,
            };
            let settings = Settings {
                owner_unnamed: open.settings.owner_unnamed && named.is_none(),
                ..open.compare_again()
            };
            open.change(settings, |changes| {
                if let Some(owner) = &named {
                    stored::put_holder(changes, owner)?;
                }
                stored::put_document(changes, &document)
            })
        })?;
        Ok(id)
    }

    /// A document with everything the wallet knows of it.
    ///
    /// # Errors
    /// [`WalletError::NotFound`], [`WalletError::RecordDamaged`], [`WalletError::Locked`].
    pub fn document(&self, id: DocumentId) -> Result<StoredDocument, WalletError> {
        self.with(|open| stored::document(&open.vault, id))
    }

    /// A document as it is shown today.
    ///
    /// # Errors
    /// As [`Self::document`].
    pub fn card(&self, id: DocumentId) -> Result<CardView, WalletError> {
        let today = self.today();
        self.with(|open| {
            let document = stored::document(&open.vault, id)?;
            let holder = stored::holder(&open.vault, document.holder)?;
            Ok(document.card(&holder, today))
        })
    }

    /// Corrects a document's facts. What was scanned stays beside it, byte for byte; a document that no longer says what the paper
    /// says counts as typed.
    ///
    /// # Errors
    /// As [`Self::document`]; [`WalletError::NotFound`] when the kind would change.
    pub fn edit_document(&self, id: DocumentId, document: Document) -> Result<(), WalletError> {
        let now = self.shared().environment.clock.unix_seconds();
        self.write(|open| {
            let mut stored = stored::document(&open.vault, id)?;
            if stored.document.kind() != document.kind() {
                return Err(WalletError::NotFound);
            }
            // What was typed stays typed; only what comes from paper can lose that standing, and regain it.
            // What an authority signed ends where a hand corrected it; the credentials say what they said.
            let corrected = stored.evidence == Evidence::Issued && stored.document != document;
            if corrected || stored.source.is_some() && stored.evidence != Evidence::Issued {
                stored.evidence = evidence_of(stored.source.as_ref(), &document);
            }
            stored.document = document;
            stored.changed_at = now;
            open.change(open.compare_again(), |changes| stored::put_document(changes, &stored))
        })
    }

    /// Removes a document, its attachments and its credentials. Its data key is deleted with it, so no copy of the records can be
    /// opened again, and the phone's keys that its credentials are bound to are deleted too.
    ///
    /// # Errors
    /// [`WalletError::NotFound`], [`WalletError::Locked`] and the like.
    pub fn remove_document(&self, id: DocumentId) -> Result<(), WalletError> {
        let (order, now) = (RecordId::new(self.random_id()?), self.now());
        let aliases = self.write(|open| {
            let held = holding::holdings(&open.vault, id)?;
            let aliases: Vec<_> = held.into_iter().map(|held| held.record.alias).collect();
            // The keys stay on record until they are deleted.
            let keys = (!aliases.is_empty()).then(|| OrderRecord::doomed(&aliases, now));
            stored::remove_document(&mut open.vault, id, |changes| {
                keys.map_or(Ok(()), |keys| holding::put_order(changes, order, &keys))
            })?;
            open.catalogue = None;
            Ok(aliases)
        })?;
        self.finish_order(order, &aliases);
        Ok(())
    }

    /// Attaches a picture to a document: a portrait replaces the portrait there is.
    ///
    /// # Errors
    /// [`WalletError::Image`] when it is no JPEG, PNG or WebP within the limits; the errors of [`Self::document`].
    pub fn attach(
        &self,
        id: DocumentId,
        role: AttachmentRole,
        picture: &[u8],
    ) -> Result<AttachmentId, WalletError> {
        let image = Image::parse(picture).map_err(WalletError::Image)?;
        let attachment = AttachmentId::from_bytes(self.random_id()?);
        let now = self.shared().environment.clock.unix_seconds();
        self.write(|open| {
            let mut document = stored::document(&open.vault, id)?;
            if document.attachments.len() >= MOST_ATTACHMENTS {
                return Err(WalletError::TooLarge);
            }
            let replaced: Vec<AttachmentId> = document
                .attachments
                .iter()
                .filter(|known| role == AttachmentRole::Portrait && known.role == role)
                .map(|known| known.id)
                .collect();
            document.attachments.retain(|known| !replaced.contains(&known.id));
            document.attachments.push(AttachmentInfo {
                id: attachment,
                role,
                media_type: image.format(),
                byte_len: u32::try_from(image.bytes().len()).map_err(|_| WalletError::TooLarge)?,
            });
            document.changed_at = now;
            open.change(open.settings, |changes| {
                for replaced in replaced {
                    stored::remove_attachment(changes, replaced)?;
                }
                stored::put_attachment(changes, id, attachment, image.bytes())?;
                stored::put_document(changes, &document)
            })
        })?;
        Ok(attachment)
    }

    /// The picture of an attachment, as it was attached.
    ///
    /// # Errors
    /// [`WalletError::NotFound`], [`WalletError::RecordDamaged`], [`WalletError::Locked`].
    pub fn attachment(
        &self,
        id: DocumentId,
        attachment: AttachmentId,
    ) -> Result<Zeroizing<Vec<u8>>, WalletError> {
        self.with(|open| stored::attachment(&open.vault, id, attachment))
    }

    /// The portrait of a document, if there is one.
    ///
    /// # Errors
    /// As [`Self::attachment`].
    pub fn portrait(&self, id: DocumentId) -> Result<Option<Zeroizing<Vec<u8>>>, WalletError> {
        self.with(|open| {
            let document = stored::document(&open.vault, id)?;
            let portrait =
                document.attachments.iter().find(|known| known.role == AttachmentRole::Portrait);
            portrait.map(|portrait| stored::attachment(&open.vault, id, portrait.id)).transpose()
        })
    }

    /// The payload of the paper's QR, to be shown to a scanner that knows nothing else.
    ///
    /// # Errors
    /// [`WalletError::NoPrintedForm`] when the document was not scanned; [`WalletError::NeedsAuthentication`] when the passcode
    /// was entered more than 60 seconds ago; the errors of [`Self::document`].
    pub fn printed_form(&self, id: DocumentId) -> Result<PrintedForm, WalletError> {
        self.needs_authentication()?;
        let document = self.document(id)?;
        let source = document.source.as_ref().ok_or(WalletError::NoPrintedForm)?;
        Ok(PrintedForm {
            payload: Zeroizing::new(source.payload.as_bytes().to_vec()),
            card: self.card(id)?,
        })
    }

    pub(super) fn today(&self) -> time::Date {
        today(self.shared().environment.clock.unix_seconds())
    }

    /// One change, refused in the words of what is wrong when the vault can only be read.
    pub(super) fn write<T>(
        &self,
        act: impl FnOnce(&mut Open) -> Result<T, WalletError>,
    ) -> Result<T, WalletError> {
        self.with(|open| {
            open.may_write()?;
            act(open)
        })
    }

    pub(super) fn random_id(&self) -> Result<[u8; 16], WalletError> {
        let mut id = [0; 16];
        let random = &self.shared().environment.random;
        random.fill(&mut id).map_err(crate::access::AccessError::from)?;
        Ok(id)
    }
}

impl NewHolder {
    /// An owner who gives no name: the first of the owner's documents that has one will.
    #[must_use]
    pub fn unnamed_owner() -> Self {
        let name = Text::new(UNNAMED).expect("the word is a valid text");
        Self { relation: Relation::Owner, name, birth_date: None }
    }

    /// The owner of a wallet.
    #[must_use]
    pub fn owner(name: Text, birth_date: Option<DocumentDate>) -> Self {
        Self { relation: Relation::Owner, name, birth_date }
    }

    pub(super) fn is_unnamed(&self) -> bool {
        self.relation == Relation::Owner && self.name.as_str() == UNNAMED
    }

    pub(super) fn into_holder(self, id: HolderId) -> Holder {
        Holder { id, relation: self.relation, name: self.name, birth_date: self.birth_date }
    }
}

/// The owner as the document names them, if it does.
fn named_by(owner: &Holder, document: &Document) -> Option<Holder> {
    let facts = document.to_draft();
    let name = Text::new(facts.value(labels::FULL_NAME)?).ok()?;
    let birth_date = facts.value(labels::BIRTH_DATE).and_then(|born| born.parse().ok());
    Some(Holder { name, birth_date: birth_date.or(owner.birth_date), ..owner.clone() })
}

/// Scanned, as long as the facts are those of the paper. Where its layout is only guessed, each of them has to be as it was read.
fn evidence_of(source: Option<&PrintedSource>, document: &Document) -> Evidence {
    let Some(source) = source else { return Evidence::Typed };
    let as_read = match source.agreement(document) {
        Agreement::Same => true,
        Agreement::Corrected => false,
        _ => identify(source.payload.as_bytes()).document.as_ref() == Some(document),
    };
    if as_read { Evidence::Scanned } else { Evidence::Typed }
}

/// More pictures than any paper has sides.
const MOST_ATTACHMENTS: usize = 16;
/// "The wallet's owner", until a document says more.
const UNNAMED: &str = "Chủ ví";
