//! The list of documents: sorted as a Vietnamese reader expects, searched without tone marks, a page at a time.

use alloc::string::String;
use alloc::vec::Vec;

use zeroize::Zeroizing;

use crate::document::{
    CardView, DocumentId, DocumentKind, Holder, HolderId, Relation, StoredDocument, name_sort_key,
    search_key, sort_key,
};
use crate::vault::Vault;
use crate::wallet::WalletError;
use crate::wallet::session::Session;
use crate::wallet::stored;

/// Which documents to list.
#[derive(Clone, Default)]
pub struct Query {
    /// Words that must all stand somewhere on the document; tone marks and case do not matter.
    pub search: Option<String>,
    /// Only this holder's documents.
    pub holder: Option<HolderId>,
    /// How many to skip.
    pub offset: usize,
    /// How many to return at most; 50 when 0.
    pub limit: usize,
}

/// One page of the list.
pub struct Page {
    /// How many documents match in all.
    pub total: usize,
    /// Those of this page: the owner's first, then by holder, kind and headline in the order of CLDR `vi`.
    pub items: Vec<Summary>,
    /// Documents whose record can't be opened. They are named, never hidden.
    pub unreadable: Vec<DocumentId>,
}

/// One document of a list.
pub struct Summary {
    /// Its id.
    pub id: DocumentId,
    /// As it is shown.
    pub card: CardView,
}

/// What the list needs of every document, kept while the wallet is open and made anew after a change.
pub(super) struct Catalogue {
    entries: Vec<Entry>,
    unreadable: Vec<DocumentId>,
}

struct Entry {
    id: DocumentId,
    holder: HolderId,
    order: Order,
    text: Zeroizing<String>,
}

#[derive(Eq, Ord, PartialEq, PartialOrd)]
struct Order {
    dependant: bool,
    holder: Vec<u8>,
    kind: usize,
    headline: Vec<u8>,
    id: DocumentId,
}

impl Session {
    /// One page of the documents that match.
    ///
    /// # Errors
    /// [`WalletError::Locked`] and what keeps the file from being read; a damaged document is named in the page instead.
    pub fn list(&self, query: &Query) -> Result<Page, WalletError> {
        let today = self.today();
        let words = query.search.as_deref().map(search_key).unwrap_or_default();
        self.with(|open| {
            let catalogue = match open.catalogue.take() {
                Some(catalogue) => open.catalogue.insert(catalogue),
                None => open.catalogue.insert(Catalogue::make(&open.vault)?),
            };
            let matching: Vec<&Entry> = catalogue
                .entries
                .iter()
                .filter(|entry| entry.matches(query.holder, &words))
                .collect();
            let limit = if query.limit == 0 { PAGE } else { query.limit };
            let mut items = Vec::with_capacity(limit.min(matching.len()));
            for entry in matching.iter().skip(query.offset).take(limit) {
                let document = stored::document(&open.vault, entry.id)?;
                let holder = stored::holder(&open.vault, document.holder)?;
                items.push(Summary { id: entry.id, card: document.card(&holder, today) });
            }
            Ok(Page { total: matching.len(), items, unreadable: catalogue.unreadable.clone() })
        })
    }
}

impl Catalogue {
    fn make(vault: &Vault) -> Result<Self, WalletError> {
        let holders = stored::holders(vault)?;
        let mut catalogue = Self { entries: Vec::new(), unreadable: Vec::new() };
        for id in stored::document_ids(vault) {
            match stored::document(vault, id) {
                Ok(document) => {
                    let holder = holders.iter().find(|holder| holder.id == document.holder);
                    catalogue.entries.push(Entry::of(&document, holder));
                }
                Err(WalletError::RecordDamaged) => catalogue.unreadable.push(id),
                Err(error) => return Err(error),
            }
        }
        catalogue.entries.sort_by(|one, other| one.order.cmp(&other.order));
        Ok(catalogue)
    }
}

impl Entry {
    fn of(document: &StoredDocument, holder: Option<&Holder>) -> Self {
        let mut text = Zeroizing::new(document.document.search_text());
        let slots = document.source.iter().flat_map(|source| &source.additional);
        for part in
            slots.map(|slot| slot.text.as_str()).chain(holder.map(|holder| holder.name.as_str()))
        {
            text.push(' ');
            text.push_str(part);
        }
        let kind = document.document.kind();
        Self {
            id: document.id,
            holder: document.holder,
            order: Order {
                dependant: holder.is_none_or(|holder| holder.relation != Relation::Owner),
                holder: holder
                    .map(|holder| name_sort_key(holder.name.as_str()))
                    .unwrap_or_default(),
                kind: DocumentKind::ALL
                    .iter()
                    .position(|known| *known == kind)
                    .unwrap_or(usize::MAX),
                headline: sort_key(&document.document.headline()),
                id: document.id,
            },
            text: Zeroizing::new(search_key(&text)),
        }
    }

    fn matches(&self, holder: Option<HolderId>, words: &str) -> bool {
        holder.is_none_or(|holder| holder == self.holder)
            && words.split_whitespace().all(|word| self.text.contains(word))
    }
}

const PAGE: usize = 50;
