//! SQLite as anyone would use it, without any encryption: what the vault, and SQLCipher, are compared with.

use std::path::Path;

use rusqlite::{Connection, Result, Statement, params};

/// Records of the size of a document, and of a portrait.
pub(crate) const SMALL: usize = 4 * 1024;
pub(crate) const LARGE: usize = 200 * 1024;

/// So many of each that they outgrow the cache of a connection (2 MB): what a wallet shows, it reads for the first time.
pub(crate) const SMALL_COUNT: u32 = 2_000;
pub(crate) const LARGE_COUNT: u32 = 20;

/// One table of records under identifiers of 16 bytes.
pub(crate) struct Table(Connection);

impl Table {
    /// Makes the file and fills it. `prepare` runs on the fresh connection: SQLCipher takes its key there.
    pub(crate) fn create(
        path: &Path,
        prepare: impl FnOnce(&Connection) -> Result<()>,
    ) -> Result<Self> {
        let mut connection = Connection::open(path)?;
        prepare(&connection)?;
        // The vault's own choices: a write is durable when it is acknowledged, and what is deleted is gone.
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "secure_delete", "ON")?;
        connection.execute_batch(
            "CREATE TABLE record (id BLOB PRIMARY KEY, body BLOB NOT NULL) STRICT",
        )?;
        let transaction = connection.transaction()?;
        for (count, size) in [(SMALL_COUNT, SMALL), (LARGE_COUNT, LARGE)] {
            for number in 0..count {
                transaction.execute(
                    "INSERT INTO record (id, body) VALUES (?1, ?2)",
                    params![id(size, number), body(size, number)],
                )?;
            }
        }
        transaction.commit()?;
        Ok(Self(connection))
    }

    /// The record of that size and number, by a statement prepared for it.
    pub(crate) fn read(&self, size: usize, number: u32) -> Result<Vec<u8>> {
        self.reader()?.read(size, number)
    }

    /// A statement that reads one record, prepared once.
    pub(crate) fn reader(&self) -> Result<Reader<'_>> {
        self.0.prepare("SELECT body FROM record WHERE id = ?1").map(Reader)
    }
}

/// Reads records of one [`Table`].
pub(crate) struct Reader<'a>(Statement<'a>);

impl Reader<'_> {
    /// The record of that size and number.
    pub(crate) fn read(&mut self, size: usize, number: u32) -> Result<Vec<u8>> {
        self.0.query_row(params![id(size, number)], |row| row.get(0))
    }
}

/// The content of the record of that size and number: not compressible, not secret.
pub(crate) fn body(size: usize, number: u32) -> Vec<u8> {
    let mut state = number.wrapping_mul(2_654_435_761).wrapping_add(1);
    (0..size)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            state.to_le_bytes()[0]
        })
        .collect()
}

/// The identifier of the record of that size and number.
pub(crate) fn id(size: usize, number: u32) -> [u8; 16] {
    let mut id = [0; 16];
    id[..8].copy_from_slice(&(size as u64).to_be_bytes());
    id[12..].copy_from_slice(&number.to_be_bytes());
    id
}
