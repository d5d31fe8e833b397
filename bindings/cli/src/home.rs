//! Where the wallet lies on a desk: one folder with the wallet's own folder and, beside it, the file that stands in for a
//! phone's key store and anchor.

use std::env;
use std::path::{Path, PathBuf};

use crate::failure::{Exit, Failure};
use crate::words;

/// The folder that `--home` names.
pub(crate) struct Home {
    root: PathBuf,
}

impl Home {
    /// `--home`, else `$VIGIAYTO_HOME`, else `vigiayto` in the person's data folder (XDG Base Directory Specification).
    ///
    /// # Errors
    /// When none of them is known.
    pub(crate) fn choose(asked: Option<PathBuf>) -> Result<Self, Failure> {
        let root = asked
            .or_else(|| set("VIGIAYTO_HOME"))
            .or_else(|| data_folder().map(|folder| folder.join("vigiayto")))
            .ok_or_else(|| {
                Failure::new(Exit::Usage, "no_home", words::NO_HOME, words::NO_HOME_HINT)
            })?;
        Ok(Self { root })
    }

    /// A home of the demonstration's own.
    pub(crate) fn at(root: PathBuf) -> Self {
        Self { root }
    }

    /// The wallet's own folder.
    pub(crate) fn wallet(&self) -> PathBuf {
        self.root.join("wallet")
    }

    /// The stand-in for a phone's key store and anchor.
    pub(crate) fn device(&self) -> PathBuf {
        self.root.join("device.keys")
    }

    /// The folder of a sandbox issuer and of a counter, unless another is named.
    pub(crate) fn desk(&self) -> PathBuf {
        self.root.join("desk")
    }

    /// The folder itself.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }
}

fn set(name: &str) -> Option<PathBuf> {
    env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}

#[cfg(not(any(windows, target_os = "macos")))]
fn data_folder() -> Option<PathBuf> {
    // The specification says to ignore a relative path.
    set("XDG_DATA_HOME")
        .filter(|path| path.is_absolute())
        .or_else(|| env::home_dir().map(|home| home.join(".local/share")))
}

#[cfg(target_os = "macos")]
fn data_folder() -> Option<PathBuf> {
    env::home_dir().map(|home| home.join("Library/Application Support"))
}

#[cfg(windows)]
fn data_folder() -> Option<PathBuf> {
    set("LOCALAPPDATA")
}
