//! A file system for SQLite that passes everything on to real files, notes every write, and can fail on demand.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::ops::Range;
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::time::Duration;

use sqlite_vfs::wip::{WalIndex, WalIndexLock};
use sqlite_vfs::{DatabaseHandle, LockKind, OpenAccess, OpenOptions, Vfs};

/// One thing that SQLite did to a file.
#[derive(Clone, Debug)]
pub(crate) enum Event {
    Write {
        file: String,
        offset: usize,
        bytes: Vec<u8>,
    },
    SetLength {
        file: String,
        length: usize,
    },
    Delete {
        file: String,
    },
    Sync {
        file: String,
    },
    /// Not SQLite: the vault said that this generation is safe.
    Acknowledged(u64),
}

/// How a call fails.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Fault {
    /// The disk is full.
    Full,
    /// The disk fails to write.
    Broken,
    /// Half of it was written, then the disk failed.
    Short,
}

/// Whether calls after the first failing one fail too.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Lasting {
    Once,
    FromThenOn,
}

/// Puts this file system under SQLite, for one test at a time.
pub(crate) fn install() -> MutexGuard<'static, ()> {
    static ONCE: Once = Once::new();
    static ALONE: Mutex<()> = Mutex::new(());
    ONCE.call_once(|| sqlite_vfs::register("disk", Disk, true).unwrap());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Starts to note what happens to the files in `directory`, by their file names.
pub(crate) fn record(directory: &Path) {
    let mut state = STATE.lock().unwrap();
    state.watched = Some(directory.to_str().unwrap().to_owned());
    state.events.clear();
}

pub(crate) fn acknowledge(generation: u64) {
    STATE.lock().unwrap().events.push(Event::Acknowledged(generation));
}

/// Stops noting and says what happened.
pub(crate) fn recorded() -> Vec<Event> {
    let mut state = STATE.lock().unwrap();
    state.watched = None;
    std::mem::take(&mut state.events)
}

/// Lets the `after`-th writing call from now fail.
pub(crate) fn fail(after: usize, fault: Fault, lasting: Lasting) {
    STATE.lock().unwrap().fault = Some((after, fault, lasting));
}

/// Ends what [`fail`] started; says whether anything failed.
pub(crate) fn failed() -> Option<usize> {
    let mut state = STATE.lock().unwrap();
    state.fault = None;
    let failures = std::mem::take(&mut state.failures);
    (failures > 0).then_some(failures)
}

/// The files of a directory, as bytes.
pub(crate) fn files(directory: &Path) -> BTreeMap<String, Vec<u8>> {
    ["wallet.db", "wallet.db-wal"]
        .into_iter()
        .filter_map(|name| Some((name.to_owned(), fs::read(directory.join(name)).ok()?)))
        .collect()
}

struct State {
    watched: Option<String>,
    events: Vec<Event>,
    fault: Option<(usize, Fault, Lasting)>,
    failures: usize,
}

impl State {
    /// Notes an event, or says how it must fail.
    fn enter(&mut self) -> Result<(), Fault> {
        let Some((left, fault, lasting)) = &mut self.fault else { return Ok(()) };
        if *left > 0 {
            *left -= 1;
            return Ok(());
        }
        let fault = *fault;
        self.failures += 1;
        if *lasting == Lasting::Once {
            self.fault = None;
        }
        Err(fault)
    }

    fn note(&mut self, path: &str, event: impl FnOnce(String) -> Event) {
        if let Some(name) = self
            .watched
            .as_ref()
            .and_then(|watched| path.strip_prefix(watched.as_str())?.strip_prefix('/'))
        {
            self.events.push(event(name.to_owned()));
        }
    }
}

struct Disk;

impl Vfs for Disk {
    type Handle = Handle;

    fn open(&self, path: &str, options: OpenOptions) -> io::Result<Handle> {
        let mut open = File::options();
        open.read(true).write(options.access != OpenAccess::Read);
        match options.access {
            OpenAccess::Create => open.create(true),
            OpenAccess::CreateNew => open.create_new(true),
            _ => &mut open,
        };
        Ok(Handle { path: path.to_owned(), file: open.open(path)?, lock: LockKind::None })
    }

    fn delete(&self, path: &str) -> io::Result<()> {
        STATE.lock().unwrap().note(path, |file| Event::Delete { file });
        fs::remove_file(path)
    }

    fn exists(&self, path: &str) -> io::Result<bool> {
        Path::new(path).try_exists()
    }

    fn temporary_name(&self) -> String {
        unreachable!("temporary files are in memory")
    }

    fn random(&self, buffer: &mut [i8]) {
        buffer.fill(7);
    }

    fn sleep(&self, duration: Duration) -> Duration {
        duration
    }
}

struct Handle {
    path: String,
    file: File,
    lock: LockKind,
}

impl Handle {
    fn broken(fault: Fault) -> io::Error {
        match fault {
            // What the binding turns into SQLITE_FULL.
            Fault::Full => io::ErrorKind::WriteZero.into(),
            Fault::Broken | Fault::Short => io::Error::other("the disk failed"),
        }
    }
}

impl DatabaseHandle for Handle {
    type WalIndex = NoIndex;

    fn size(&self) -> io::Result<u64> {
        Ok(self.file.metadata()?.len())
    }

    fn read_exact_at(&mut self, buffer: &mut [u8], offset: u64) -> io::Result<()> {
        self.file.read_exact_at(buffer, offset)
    }

    fn write_all_at(&mut self, bytes: &[u8], offset: u64) -> io::Result<()> {
        let mut state = STATE.lock().unwrap();
        if let Err(fault) = state.enter() {
            if fault == Fault::Short {
                self.file.write_all_at(&bytes[..bytes.len() / 2], offset)?;
            }
            return Err(Self::broken(fault));
        }
        let offset_in_memory = usize::try_from(offset).unwrap();
        state.note(&self.path, |file| Event::Write {
            file,
            offset: offset_in_memory,
            bytes: bytes.to_vec(),
        });
        self.file.write_all_at(bytes, offset)
    }

    fn sync(&mut self, _: bool) -> io::Result<()> {
        let mut state = STATE.lock().unwrap();
        state.enter().map_err(|_| Self::broken(Fault::Broken))?;
        state.note(&self.path, |file| Event::Sync { file });
        Ok(())
    }

    fn set_len(&mut self, size: u64) -> io::Result<()> {
        let mut state = STATE.lock().unwrap();
        state.enter().map_err(Self::broken)?;
        let length = usize::try_from(size).unwrap();
        state.note(&self.path, |file| Event::SetLength { file, length });
        self.file.set_len(size)
    }

    fn lock(&mut self, lock: LockKind) -> io::Result<bool> {
        self.lock = lock;
        Ok(true)
    }

    fn reserved(&mut self) -> io::Result<bool> {
        Ok(false)
    }

    fn current_lock(&self) -> io::Result<LockKind> {
        Ok(self.lock)
    }

    fn wal_index(&self, _: bool) -> io::Result<NoIndex> {
        Ok(NoIndex)
    }
}

/// The vault keeps the log's index in its own memory: no call ever comes here.
struct NoIndex;

impl WalIndex for NoIndex {
    fn map(&mut self, _: u32) -> io::Result<[u8; 32768]> {
        unreachable!("the index of the log is not shared")
    }

    fn lock(&mut self, _: Range<u8>, _: WalIndexLock) -> io::Result<bool> {
        unreachable!("the index of the log is not shared")
    }

    fn delete(self) -> io::Result<()> {
        unreachable!("the index of the log is not shared")
    }
}

static STATE: Mutex<State> =
    Mutex::new(State { watched: None, events: Vec::new(), fault: None, failures: 0 });
