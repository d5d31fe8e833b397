//! Reading the list of records from a file that may have been edited or damaged.

use rusqlite::{Connection, Row};

use super::error::VaultError;
use super::index::{Entry, Index};
use super::name::{Owner, RecordId, RecordKind, RecordName};

/// What the tables `record` and `body` hold.
pub(super) struct Contents {
    pub(super) index: Index,
    /// Rows that make no sense: no valid record, a second record of one name, a body without a record.
    pub(super) nameless: usize,
    /// Whether every page could be read and every record has a body.
    pub(super) completeness: Completeness,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Completeness {
    Whole,
    Gaps,
}

impl Contents {
    pub(super) fn load(connection: &Connection) -> Result<Self, VaultError> {
        let records = Scan::both_ways(connection, RECORDS, record)?;
        let bodies = Scan::both_ways(connection, BODIES, |row| (row.get(0).unwrap_or(0), ()))?;
        let mut completeness = match (records.completeness, bodies.completeness) {
            (Completeness::Whole, Completeness::Whole) => Completeness::Whole,
            _ => Completeness::Gaps,
        };
        let mut nameless = 0;
        let mut bodies = bodies.rows.into_iter().map(|(row, ())| row).peekable();
        let mut entries = Vec::with_capacity(records.rows.len());
        for (row, record) in records.rows {
            while bodies.next_if(|body| *body < row).is_some() {
                nameless += 1;
            }
            if bodies.next_if_eq(&row).is_none() {
                completeness = Completeness::Gaps;
            }
            match record {
                Some(record) => entries.push(record),
                None => nameless += 1,
            }
        }
        let (index, second) = Index::from_entries(entries);
        nameless += bodies.count() + second;
        Ok(Self { index, nameless, completeness })
    }
}

/// The rows of one table by ascending row number, as far as they can be read.
struct Scan<T> {
    rows: Vec<(i64, T)>,
    completeness: Completeness,
}

impl<T> Scan<T> {
    /// Reads from the front and, when a bad page stops that, also from the back.
    fn both_ways(
        connection: &Connection,
        [ascending, descending]: [&str; 2],
        parse: fn(&Row<'_>) -> (i64, T),
    ) -> Result<Self, VaultError> {
        let mut front = Self::one_way(connection, ascending, parse)?;
        if front.completeness == Completeness::Gaps {
            let reached = front.rows.last().map(|(row, _)| *row);
            let back = Self::one_way(connection, descending, parse)?;
            front.rows.extend(back.rows.into_iter().filter(|(row, _)| Some(*row) > reached));
            front.rows.sort_by_key(|(row, _)| *row);
        }
        Ok(front)
    }

    fn one_way(
        connection: &Connection,
        sql: &str,
        parse: fn(&Row<'_>) -> (i64, T),
    ) -> Result<Self, VaultError> {
        let mut scan = Self { rows: Vec::new(), completeness: Completeness::Whole };
        let mut statement = connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        loop {
            match rows.next().map_err(VaultError::from) {
                Ok(Some(row)) if scan.rows.len() < MAX_RECORDS => scan.rows.push(parse(row)),
                Ok(None) => return Ok(scan),
                Ok(Some(_)) | Err(VaultError::Corrupt) => {
                    scan.completeness = Completeness::Gaps;
                    return Ok(scan);
                }
                Err(error) => return Err(error),
            }
        }
    }
}

fn record(row: &Row<'_>) -> (i64, Option<(RecordName, Entry)>) {
    let number = row.get(0).unwrap_or(0);
    (number, parse(row, number).ok())
}

fn parse(row: &Row<'_>, number: i64) -> Result<(RecordName, Entry), rusqlite::Error> {
    let name = RecordName::new(RecordKind::new(row.get(2)?), RecordId::new(row.get(1)?));
    let owner = Owner::from_bytes(row.get(3)?);
    // Row numbers are nobody's secret and in no seal; a huge one would only leave no room for the next.
    if !(1..MAX_ROW).contains(&number) {
        return Err(rusqlite::Error::IntegralValueOutOfRange(0, number));
    }
    Ok((name, Entry { row: number, owner, version: row.get(4)?, tag: row.get(5)? }))
}

/// The most records one store may hold, data keys among them. A hostile file can make us read no more than this.
pub const MAX_RECORDS: usize = 200_000;

const MAX_ROW: i64 = 1 << 53;
const RECORDS: [&str; 2] = [
    "SELECT row, id, kind, owner, version, tag FROM record ORDER BY row",
    "SELECT row, id, kind, owner, version, tag FROM record ORDER BY row DESC",
];
const BODIES: [&str; 2] =
    ["SELECT row FROM body ORDER BY row", "SELECT row FROM body ORDER BY row DESC"];
