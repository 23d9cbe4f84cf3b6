//! Readers, one module a document form.
//!
//! Each takes a text or a path, gives errors that name the file and the line,
//! and keeps everything that the document says. None of them knows of search.

#[cfg(feature = "compile")]
pub mod bilingual_page;
pub mod career_profile;
#[cfg(feature = "compile")]
pub mod statcan;
#[cfg(feature = "compile")]
pub mod toml_dir;

#[cfg(feature = "compile")]
use std::path::{Path, PathBuf};

#[cfg(feature = "compile")]
use crate::error::Error;

/// Lists the files of a folder with an ending, sorted by name, so that a result
/// never depends on the file system's order.
#[cfg(feature = "compile")]
pub(crate) fn files_in(dir: &Path, ending: &str) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(|error| Error::read(dir, error))? {
        let path = entry.map_err(|error| Error::read(dir, error))?.path();
        if path.extension().is_some_and(|found| found == ending) && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
