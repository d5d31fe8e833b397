//! Files that a person names: read within bounds, written whole and for the owner's eyes only.

use std::fs::{DirBuilder, File};
use std::io::{self, Read as _, Write as _};
use std::path::Path;

use tempfile::NamedTempFile;
use zeroize::Zeroizing;

use crate::failure::{Exit, Failure};
use crate::words::{self, Phrase};

/// The bytes of a file of at most `limit` bytes.
///
/// # Errors
/// It is not there, can't be read, is no plain file or is longer.
pub(crate) fn read(path: &Path, limit: u64) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let unreadable = |_: io::Error| unreadable(path);
    let file = File::open(path).map_err(unreadable)?;
    let facts = file.metadata().map_err(unreadable)?;
    if facts.is_dir() {
        return Err(self::unreadable(path));
    }
    // A device or a pipe has no honest length, so the limit holds for what is read, too.
    let mut bytes = Zeroizing::new(Vec::new());
    if facts.len() <= limit {
        file.take(limit + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    }
    if facts.len() > limit || u64::try_from(bytes.len()).is_ok_and(|length| length > limit) {
        let message = Phrase::from(words::FILE_TOO_LARGE)
            .with("file", path.display())
            .with("limit", limit / 1024);
        return Err(Failure::new(
            Exit::Usage,
            "file_too_large",
            message,
            words::FILE_TOO_LARGE_HINT,
        )
        .with("limit_bytes", limit));
    }
    Ok(bytes)
}

/// Writes a file whole or not at all, readable by its owner only: it holds a citizen's data.
///
/// # Errors
/// The folder is not there or refuses.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    let written = NamedTempFile::new_in(folder.unwrap_or(Path::new("."))).and_then(|mut file| {
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(path).map_err(|error| error.error)
    });
    written.map(drop).map_err(|_| {
        let message = Phrase::from(words::FILE_NOT_WRITTEN).with("file", path.display());
        Failure::new(Exit::Refused, "file_not_written", message, words::FILE_NOT_WRITTEN_HINT)
    })
}

/// Makes a folder that only its owner can look into, and those above it.
///
/// # Errors
/// It can't be made.
pub(crate) fn make_private_folder(path: &Path) -> Result<(), Failure> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|_| {
        let message = Phrase::from(words::FILE_NOT_WRITTEN).with("file", path.display());
        Failure::new(Exit::Refused, "file_not_written", message, words::FILE_NOT_WRITTEN_HINT)
    })
}

fn unreadable(path: &Path) -> Failure {
    let message = Phrase::from(words::FILE_UNREADABLE).with("file", path.display());
    Failure::new(Exit::Usage, "file_unreadable", message, words::FILE_UNREADABLE_HINT)
}

/// A photograph of a card, straight from a phone.
pub(crate) const PICTURE_LIMIT: u64 = 32 * 1024 * 1024;
/// What a code or a form can hold, with room to spare.
pub(crate) const TEXT_LIMIT: u64 = 64 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_up_to_the_limit_and_no_further() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        write(&path, b"1234").unwrap_or_else(|_| panic!("not written"));
        assert!(read(&path, 4).is_ok_and(|bytes| *bytes == b"1234"));
        assert!(read(&path, 3).is_err_and(|failure| failure.code == "file_too_large"));
        assert!(read(folder.path(), 3).is_err_and(|failure| failure.code == "file_unreadable"));
        assert!(read(&folder.path().join("y"), 3).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn an_endless_device_is_not_read_to_its_end() {
        assert!(
            read(Path::new("/dev/zero"), 10).is_err_and(|failure| failure.code == "file_too_large")
        );
    }

    #[cfg(unix)]
    #[test]
    fn what_is_written_is_for_the_owners_eyes_only() {
        use std::os::unix::fs::PermissionsExt as _;

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("card.png");
        assert!(write(&path, b"x").is_ok());
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
