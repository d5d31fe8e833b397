//! What exists, in memory: every record's name, owner, version and tag, and a hash over all of it.
//!
//! The hash has two levels. Records fall into 256 buckets by the first byte of their id; the root is a hash over the
//! buckets' hashes. A flat hash over all records would make each write cost more the more documents there are (1 ms at
//! 20,000 records); so a write rehashes one bucket and 8 KB.
//!
//! A read takes version and tag from here and never from the file, so a row that changes under an open vault does not
//! open.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest as _, Sha256};

use super::name::{Owner, RecordId, RecordKind, RecordName};

/// What the file says of one record, besides its body.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Entry {
    /// The row, in both tables.
    pub(super) row: i64,
    pub(super) owner: Owner,
    /// The generation that wrote the record. So versions never repeat, not even when a record is removed and made again.
    pub(super) version: u64,
    pub(super) tag: [u8; 16],
}

/// Every record of the store.
pub(super) struct Index {
    buckets: Vec<Bucket>,
    owned: BTreeSet<(RecordId, RecordName)>,
    count: usize,
    last_row: i64,
}

impl Index {
    pub(super) fn new() -> Self {
        let buckets = (0..=u8::MAX).map(Bucket::new).collect();
        Self { buckets, owned: BTreeSet::new(), count: 0, last_row: 0 }
    }

    /// The index of these records. Of records with one name the first is taken; how many were not, is said beside it.
    pub(super) fn from_entries(mut entries: Vec<(RecordName, Entry)>) -> (Self, usize) {
        let all = entries.len();
        entries.sort_by_key(|(name, _)| *name);
        entries.dedup_by_key(|(name, _)| *name);
        let mut index = Self::new();
        index.count = entries.len();
        index.last_row = entries.iter().map(|(_, entry)| entry.row).max().unwrap_or_default();
        index.owned =
            entries.iter().filter_map(|(name, entry)| Some((entry.owner.id()?, *name))).collect();
        // Sorted by name is sorted by bucket, and maps are built much faster whole than one by one.
        for chunk in entries.chunk_by(|(a, _), (b, _)| bucket_of(*a) == bucket_of(*b)) {
            let bucket =
                chunk.first().and_then(|(name, _)| index.buckets.get_mut(bucket_of(*name)));
            if let Some(bucket) = bucket {
                bucket.records = chunk.iter().copied().collect();
                bucket.rehash();
            }
        }
        let second = all - index.count;
        (index, second)
    }

    pub(super) fn entry(&self, name: RecordName) -> Option<&Entry> {
        self.buckets.get(bucket_of(name))?.records.get(&name)
    }

    pub(super) fn names(&self) -> impl Iterator<Item = RecordName> + '_ {
        self.buckets.iter().flat_map(|bucket| bucket.records.keys().copied())
    }

    /// The owner's records, its data key among them.
    pub(super) fn owned_by(&self, owner: RecordId) -> impl Iterator<Item = RecordName> + '_ {
        let first = RecordName::new(RecordKind::new(0), RecordId::new([0; 16]));
        self.owned
            .range((owner, first)..)
            .take_while(move |(of, _)| *of == owner)
            .map(|(_, name)| *name)
    }

    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// The highest row in use: the next one is free.
    pub(super) fn last_row(&self) -> i64 {
        self.last_row
    }

    pub(super) fn root(&self) -> [u8; 32] {
        root_of(self.buckets.iter().map(|bucket| &bucket.hash))
    }

    /// The index as it will be once `changes` (a new entry, or none) are on the disk. Nothing here changes until then.
    pub(super) fn draft(&self, changes: &BTreeMap<RecordName, Option<Entry>>) -> IndexDraft {
        let mut buckets: BTreeMap<usize, Bucket> = BTreeMap::new();
        let mut count = self.count;
        for (&name, change) in changes {
            let at = bucket_of(name);
            let Some(current) = self.buckets.get(at) else { continue };
            let bucket = buckets.entry(at).or_insert_with(|| current.clone());
            let before = match change {
                Some(entry) => bucket.records.insert(name, *entry),
                None => bucket.records.remove(&name),
            };
            count = count + usize::from(change.is_some()) - usize::from(before.is_some());
        }
        buckets.values_mut().for_each(Bucket::rehash);
        let hashes = self.buckets.iter().enumerate();
        let root = root_of(hashes.map(|(at, old)| &buckets.get(&at).unwrap_or(old).hash));
        IndexDraft { buckets, count, root }
    }

    /// Takes over what [`Self::draft`] prepared from the same `changes`.
    pub(super) fn take_over(
        &mut self,
        draft: IndexDraft,
        changes: &BTreeMap<RecordName, Option<Entry>>,
    ) {
        for (&name, change) in changes {
            if let Some(owner) = self.entry(name).and_then(|entry| entry.owner.id()) {
                self.owned.remove(&(owner, name));
            }
            if let Some(entry) = change {
                self.owned.extend(entry.owner.id().map(|owner| (owner, name)));
                self.last_row = self.last_row.max(entry.row);
            }
        }
        for (at, bucket) in draft.buckets {
            if let Some(place) = self.buckets.get_mut(at) {
                *place = bucket;
            }
        }
        self.count = draft.count;
    }
}

/// An [`Index`] that is not true yet: the changed buckets, the new count and root.
pub(super) struct IndexDraft {
    buckets: BTreeMap<usize, Bucket>,
    pub(super) count: usize,
    pub(super) root: [u8; 32],
}

#[derive(Clone)]
struct Bucket {
    number: u8,
    records: BTreeMap<RecordName, Entry>,
    hash: [u8; 32],
}

impl Bucket {
    fn new(number: u8) -> Self {
        let mut bucket = Self { number, records: BTreeMap::new(), hash: [0; 32] };
        bucket.rehash();
        bucket
    }

    fn rehash(&mut self) {
        let mut hash = Sha256::new();
        hash.update(b"WLT1 bucket");
        hash.update([self.number]);
        for (name, entry) in &self.records {
            hash.update(line(*name, entry));
        }
        self.hash = hash.finalize().into();
    }
}

/// One record as the bucket's hash sees it: id ‖ kind ‖ owner ‖ version ‖ tag, 58 bytes.
fn line(name: RecordName, entry: &Entry) -> [u8; 58] {
    let mut line = [0; 58];
    let fields = name.id.as_bytes().iter().copied();
    let fields = fields
        .chain(name.kind.number().to_be_bytes())
        .chain(entry.owner.to_bytes())
        .chain(entry.version.to_be_bytes())
        .chain(entry.tag);
    line.iter_mut().zip(fields).for_each(|(byte, field)| *byte = field);
    line
}

fn root_of<'a>(hashes: impl Iterator<Item = &'a [u8; 32]>) -> [u8; 32] {
    let mut root = Sha256::new();
    root.update(b"WLT1 root");
    hashes.for_each(|hash| root.update(hash));
    root.finalize().into()
}

fn bucket_of(name: RecordName) -> usize {
    let [first, ..] = *name.id.as_bytes();
    usize::from(first)
}
