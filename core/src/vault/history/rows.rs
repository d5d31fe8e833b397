//! Reading rows of the history from a file that may have been edited or damaged.

use std::ops::RangeInclusive;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::MAX_HISTORY_ENTRY_LENGTH;
use super::entry::SealedEntry;
use crate::vault::error::VaultError;
use crate::vault::seal;

/// One number of the history, and what of its row can be read and makes sense.
pub(super) struct Row {
    pub(super) number: u64,
    /// The hash of the entry before.
    pub(super) previous: Option<[u8; 32]>,
    pub(super) entry: Option<SealedEntry>,
}

impl Row {
    pub(super) fn hash(&self) -> Option<[u8; 32]> {
        self.entry.as_ref().map(SealedEntry::hash)
    }
}

/// At most `limit` rows with these numbers, newest first. Numbers that are not there are passed over. A bad page costs
/// the numbers that lie on it: each is a row without an entry.
pub(super) fn read(
    connection: &Connection,
    numbers: RangeInclusive<u64>,
    limit: usize,
) -> Result<Vec<Row>, VaultError> {
    let (oldest, mut newest) = numbers.into_inner();
    let mut rows = Vec::new();
    while rows.len() < limit && oldest <= newest {
        match read_on(connection, oldest..=newest, limit, &mut rows) {
            Ok(()) => break,
            Err(VaultError::Corrupt) => {
                let number = rows.last().map_or(newest, |row| row.number.saturating_sub(1));
                if number < oldest || number == 0 {
                    break;
                }
                rows.push(Row { number, previous: None, entry: None });
                newest = number - 1;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(rows)
}

/// The oldest row with these numbers, without its entry.
pub(super) fn oldest(
    connection: &Connection,
    numbers: RangeInclusive<u64>,
) -> Result<Option<Row>, VaultError> {
    let unreadable = Row { number: *numbers.start(), previous: None, entry: None };
    let found = connection
        .query_row(OLDEST, params![numbers.start(), numbers.end()], |row| {
            Ok(Row { number: row.get(0)?, previous: row.get(1).ok(), entry: None })
        })
        .optional()
        .map_err(VaultError::from);
    match found {
        Ok(Some(row)) if !numbers.contains(&row.number) => Ok(Some(unreadable)),
        Err(VaultError::Corrupt) => Ok(Some(unreadable)),
        found => found,
    }
}

/// Whether a row has a number below `first`; also when a bad page keeps that from being told.
pub(super) fn any_before(connection: &Connection, first: u64) -> Result<bool, VaultError> {
    any(connection, ANY_BEFORE, first)
}

/// Whether a row has a number above `last`; also when a bad page keeps that from being told.
pub(super) fn any_after(connection: &Connection, last: u64) -> Result<bool, VaultError> {
    any(connection, ANY_AFTER, last)
}

fn read_on(
    connection: &Connection,
    numbers: RangeInclusive<u64>,
    limit: usize,
    rows: &mut Vec<Row>,
) -> Result<(), VaultError> {
    let left = limit.saturating_sub(rows.len());
    let mut statement = connection.prepare(NEWEST_FIRST)?;
    let mut found = statement.query(params![
        numbers.start(),
        numbers.end(),
        left,
        seal::body_length(MAX_HISTORY_ENTRY_LENGTH)
    ])?;
    let mut newest = *numbers.end();
    while let Some(row) = found.next()? {
        let number: u64 = row.get(0)?;
        // On a page that was edited, numbers can stand in any order; going by them must still come to an end.
        if number < *numbers.start() || number > newest {
            return Err(VaultError::Corrupt);
        }
        newest = number.saturating_sub(1);
        let previous = row.get(1).ok();
        let entry = previous.and_then(|previous| {
            let (tag, body) = (row.get(2).ok()?, row.get(3).ok()?);
            Some(SealedEntry { number, previous, tag, body })
        });
        rows.push(Row { number, previous, entry });
    }
    Ok(())
}

fn any(connection: &Connection, sql: &str, number: u64) -> Result<bool, VaultError> {
    match connection.query_row(sql, [number], |row| row.get(0)).map_err(VaultError::from) {
        Err(VaultError::Corrupt) => Ok(true),
        found => found,
    }
}

/// A body that is longer than any of ours is not even fetched.
const NEWEST_FIRST: &str = "SELECT number, previous, tag, iif(length(body) <= ?4, body, NULL) \
                            FROM history WHERE number BETWEEN ?1 AND ?2 ORDER BY number DESC LIMIT ?3";
const OLDEST: &str =
    "SELECT number, previous FROM history WHERE number BETWEEN ?1 AND ?2 ORDER BY number LIMIT 1";
const ANY_BEFORE: &str = "SELECT EXISTS (SELECT 1 FROM history WHERE number < ?1)";
const ANY_AFTER: &str = "SELECT EXISTS (SELECT 1 FROM history WHERE number > ?1)";
