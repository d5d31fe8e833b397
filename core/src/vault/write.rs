//! Changing records: staged in memory, then one durable transaction that also rewrites the manifest.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use super::contents::MAX_RECORDS;
use super::error::VaultError;
use super::history;
use super::index::Entry;
use super::integrity::Integrity;
use super::manifest::Manifest;
use super::name::{Owner, RecordId, RecordKind, RecordName, StoreId};
use super::open_vault::Vault;
use super::seal::{self, Draft, Place, Sealed};
use super::store::Reserve;
use crate::secret::SecretBytes;

/// Changes that will be made together or not at all. The last word on a record counts.
pub struct Changes {
    records: BTreeMap<RecordName, Change>,
    erased: BTreeSet<RecordId>,
    pub(super) history: history::Staged,
}

enum Change {
    Put(Owner, Draft),
    Remove,
}

impl Changes {
    /// Stores `content` as the record `kind`, `id` of `owner`, new or in the place of what it said before.
    ///
    /// # Errors
    /// [`VaultError::TooLarge`] above [`MAX_RECORD_LENGTH`](super::MAX_RECORD_LENGTH); [`VaultError::TooMany`];
    /// [`VaultError::Reserved`] for [`RecordKind::DATA_KEY`] and for an owner of zeros.
    pub fn put(
        &mut self,
        kind: RecordKind,
        id: RecordId,
        owner: Owner,
        content: &[u8],
    ) -> Result<(), VaultError> {
        let name = RecordName::new(kind, id);
        let no_owner = matches!(owner, Owner::Record(_)) && owner.to_bytes() == [0; 16];
        if kind == RecordKind::DATA_KEY || no_owner {
            return Err(VaultError::Reserved(name));
        }
        self.stage(name, Change::Put(owner, Draft::new(content)?))
    }

    /// Removes one record. With its owner's last record goes the owner's data key.
    ///
    /// # Errors
    /// [`VaultError::TooMany`], [`VaultError::Reserved`]. That there is no such record, [`Vault::write`] says.
    pub fn remove(&mut self, kind: RecordKind, id: RecordId) -> Result<(), VaultError> {
        let name = RecordName::new(kind, id);
        if kind == RecordKind::DATA_KEY {
            return Err(VaultError::Reserved(name));
        }
        self.stage(name, Change::Remove)
    }

    /// Removes an owner with its data key and all its records, those staged before among them. Without the key, no copy
    /// of the records anywhere can be opened again.
    ///
    /// # Errors
    /// [`VaultError::TooMany`]. That there is no such owner, [`Vault::write`] says.
    pub fn remove_owner(&mut self, owner: RecordId) -> Result<(), VaultError> {
        if self.erased.len() >= MAX_CHANGES {
            return Err(VaultError::TooMany { limit: MAX_CHANGES });
        }
        self.records.retain(
            |_, change| !matches!(change, Change::Put(of, _) if *of == Owner::Record(owner)),
        );
        self.erased.insert(owner);
        Ok(())
    }

    fn new() -> Self {
        Self {
            records: BTreeMap::new(),
            erased: BTreeSet::new(),
            history: history::Staged::default(),
        }
    }

    fn stage(&mut self, name: RecordName, change: Change) -> Result<(), VaultError> {
        if self.records.len() >= MAX_CHANGES && !self.records.contains_key(&name) {
            return Err(VaultError::TooMany { limit: MAX_CHANGES });
        }
        self.records.insert(name, change);
        Ok(())
    }

    fn is_empty(&self) -> bool {
        self.records.is_empty() && self.erased.is_empty() && self.history.is_empty()
    }
}

impl Vault {
    /// Lets `stage` say what to change, then makes all of it durable, or nothing. When this returns `Ok`, it is on the
    /// disk. A change that removes something and stores no record gets through on a full disk too: the reserve is given
    /// up for it, and for what it appends to the history.
    ///
    /// # Errors
    /// What `stage` returns; [`VaultError::ReadOnly`], [`VaultError::NotFound`], [`VaultError::WrongOwner`],
    /// [`VaultError::TooMany`], [`VaultError::Full`], [`VaultError::Io`], [`VaultError::Corrupt`]. After `Io` the change
    /// may turn up at the next opening; it is whole then.
    pub fn write<T, E: From<VaultError>>(
        &mut self,
        stage: impl FnOnce(&mut Changes) -> Result<T, E>,
    ) -> Result<T, E> {
        if self.integrity != Integrity::Sound {
            return Err(VaultError::ReadOnly.into());
        }
        let mut changes = Changes::new();
        let value = stage(&mut changes)?;
        if !changes.is_empty() {
            self.commit(changes)?;
        }
        Ok(value)
    }

    fn commit(&mut self, mut changes: Changes) -> Result<(), VaultError> {
        let history = std::mem::take(&mut changes.history).plan(
            self.manifest.history,
            &self.keys.history,
            self.id(),
            &*self.store.random,
        )?;
        let mut manifest = Manifest {
            generation: self.manifest.generation + 1,
            history: history.ends,
            ..self.manifest
        };
        let plan = self.plan(changes)?;
        let mut new_row = self.index.last_row();
        let mut steps = Vec::with_capacity(plan.removals.len() + plan.puts.len());
        for &name in &plan.removals {
            let entry = self.index.entry(name).ok_or(VaultError::NotFound(name))?;
            steps.push(Step::Delete { row: entry.row });
        }
        let mut entries: BTreeMap<_, _> = plan.removals.iter().map(|&name| (name, None)).collect();
        for (name, owner, draft) in plan.puts {
            let place = Place { store: self.id(), name, owner, version: manifest.generation };
            let sealed = self.seal(place, draft, &plan.new_keys)?;
            let old_row = self.index.entry(name).map(|entry| entry.row);
            let row = old_row.unwrap_or_else(|| {
                new_row += 1;
                new_row
            });
            let entry = Entry { row, owner, version: manifest.generation, tag: sealed.tag };
            entries.insert(name, Some(entry));
            steps.push(Step::Write { name, entry, body: sealed.body });
        }
        let draft = self.index.draft(&entries);
        manifest.root = draft.root;
        manifest.count = draft.count as u64;

        if steps.is_empty() && history.is_empty() {
            return Ok(());
        }
        let removes = !plan.removals.is_empty() || history.erases();
        let stores = steps.iter().any(|step| matches!(step, Step::Write { .. }));
        let reserve = if removes && !stores { Reserve::Spend } else { Reserve::Keep };
        let (id, key) = (self.id(), &self.keys.manifest);
        self.store.persist(reserve, |connection| {
            apply(connection, &steps, &history, &manifest, id, key)
        })?;

        self.index.take_over(draft, &entries);
        self.manifest = manifest;
        let mut data_keys = self.data_keys.borrow_mut();
        for name in plan.removals.iter().filter(|name| name.kind == RecordKind::DATA_KEY) {
            data_keys.remove(&name.id);
        }
        data_keys.extend(plan.new_keys);
        drop(data_keys);
        if removes {
            self.store.forget_log();
        }
        if history.erases() {
            // What was erased may have been what was broken. The change itself is done, whatever comes of looking.
            let state = self.manifest.history.inspect(&self.store.connection);
            self.history = state.unwrap_or(self.history);
        }
        Ok(())
    }

    /// Checks what was staged against what exists and adds the data keys that come and go with it.
    fn plan(&self, changes: Changes) -> Result<Plan, VaultError> {
        let mut plan = Plan::default();
        for &owner in &changes.erased {
            let before = plan.removals.len();
            plan.removals.extend(self.index.owned_by(owner));
            if plan.removals.len() == before {
                return Err(VaultError::NotFound(RecordName::data_key_of(owner)));
            }
        }
        let mut owners = BTreeSet::new();
        for (name, change) in changes.records {
            let old_owner = self.index.entry(name).map(|entry| entry.owner);
            let erased = plan.removals.contains(&name);
            match change {
                Change::Remove => {
                    let Some(owner) = old_owner else { return Err(VaultError::NotFound(name)) };
                    owners.extend(owner.id());
                    plan.removals.insert(name);
                }
                Change::Put(owner, draft) => {
                    if !erased && old_owner.is_some_and(|old_owner| old_owner != owner) {
                        return Err(VaultError::WrongOwner(name));
                    }
                    owners.extend(owner.id());
                    plan.removals.remove(&name);
                    plan.puts.push((name, owner, draft));
                }
            }
        }
        for owner in owners {
            self.plan_data_key(owner, changes.erased.contains(&owner), &mut plan)?;
        }
        let new = plan.puts.iter().filter(|(name, ..)| self.index.entry(*name).is_none()).count();
        if self.index.count() + new > MAX_RECORDS {
            return Err(VaultError::TooMany { limit: MAX_RECORDS });
        }
        Ok(plan)
    }

    /// An owner with records has a data key; an owner without has none.
    fn plan_data_key(
        &self,
        owner: RecordId,
        erased: bool,
        plan: &mut Plan,
    ) -> Result<(), VaultError> {
        let name = RecordName::data_key_of(owner);
        let exists = self.index.entry(name).is_some();
        let gets_records = plan.puts.iter().any(|(_, of, _)| *of == Owner::Record(owner));
        if gets_records && (erased || !exists) {
            let key = seal::make_key(&*self.store.random)?;
            // The new key becomes the content of its own record, which is wiped when sealed.
            plan.puts.push((name, Owner::Record(owner), Draft::new(key.expose())?));
            plan.removals.remove(&name);
            plan.new_keys.insert(owner, Arc::new(key));
        }
        let mut kept = self.index.owned_by(owner).filter(|other| *other != name);
        if exists && !gets_records && kept.all(|other| plan.removals.contains(&other)) {
            plan.removals.insert(name);
        }
        Ok(())
    }

    fn seal(
        &self,
        place: Place,
        draft: Draft,
        new_keys: &HashMap<RecordId, Arc<SecretBytes<32>>>,
    ) -> Result<Sealed, VaultError> {
        let random = &*self.store.random;
        match place.owner {
            _ if place.name.kind == RecordKind::DATA_KEY => {
                seal::seal(&self.keys.wrap, place, draft, random)
            }
            Owner::Store => seal::seal(&self.keys.store, place, draft, random),
            Owner::Record(owner) => match new_keys.get(&owner) {
                Some(key) => seal::seal(key, place, draft, random),
                None => seal::seal(&*self.data_key(owner)?, place, draft, random),
            },
        }
    }
}

/// Everything in one transaction: the rows of records and of the history, then the manifest that vouches for them.
fn apply(
    connection: &mut Connection,
    steps: &[Step],
    history: &history::Plan,
    manifest: &Manifest,
    id: StoreId,
    key: &SecretBytes<32>,
) -> Result<(), VaultError> {
    let transaction = Transaction::new(connection, TransactionBehavior::Immediate)?;
    for step in steps {
        match step {
            Step::Delete { row } => {
                transaction.execute("DELETE FROM record WHERE row = ?1", [row])?;
                transaction.execute("DELETE FROM body WHERE row = ?1", [row])?;
            }
            Step::Write { name, entry, body } => put_record(&transaction, *name, entry, body)?,
        }
    }
    history.apply(&transaction)?;
    manifest.store(&transaction, id, key)?;
    Ok(transaction.commit()?)
}

/// What to do to which records, data keys among them.
#[derive(Default)]
struct Plan {
    removals: BTreeSet<RecordName>,
    puts: Vec<(RecordName, Owner, Draft)>,
    new_keys: HashMap<RecordId, Arc<SecretBytes<32>>>,
}

/// One row of both tables.
enum Step {
    Delete { row: i64 },
    Write { name: RecordName, entry: Entry, body: Vec<u8> },
}

/// Writes one record's row in both tables, new or in the place of the old.
pub(super) fn put_record(
    transaction: &Transaction<'_>,
    name: RecordName,
    entry: &Entry,
    body: &[u8],
) -> Result<(), VaultError> {
    transaction.execute(
        "INSERT OR REPLACE INTO record (row, id, kind, owner, version, tag) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            entry.row,
            name.id.as_bytes(),
            name.kind.number(),
            entry.owner.to_bytes(),
            entry.version,
            entry.tag,
        ],
    )?;
    transaction.execute(
        "INSERT OR REPLACE INTO body (row, body) VALUES (?1, ?2)",
        params![entry.row, body],
    )?;
    Ok(())
}

/// The most records one [`Vault::write`] may change. All of them wait in memory.
pub const MAX_CHANGES: usize = 4096;
