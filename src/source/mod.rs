//! Readers, one module a document form.
//!
//! Each takes a text or a path, gives errors that name the file and the line,
//! and keeps everything that the document says. None of them knows of search.

pub mod bilingual_page;
pub mod career_profile;
pub mod statcan;
pub mod toml_dir;

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::Error;

/// Reads a text file, refusing what no text file holds.
pub(crate) fn read_text(path: &Path) -> Result<String, Error> {
    let bytes = fs::read(path).map_err(|error| Error::read(path, error))?;
    let line_at = |at: usize| 1 + bytes[..at].iter().filter(|&&byte| byte == b'\n').count();
    if let Some(at) = bytes.iter().position(|&byte| byte == 0) {
        let fault = Error::document(line_at(at), "this is a binary file: it holds a zero byte");
        return Err(fault.in_file(path));
    }
    match std::str::from_utf8(&bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => {
            let line = line_at(error.valid_up_to());
            Err(Error::document(line, "this is not UTF-8").in_file(path))
        }
    }
}

/// Lists the files of a folder with an ending, sorted by name, so that a result
/// never depends on the file system's order.
pub(crate) fn files_in(dir: &Path, ending: &str) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).map_err(|error| Error::read(dir, error))? {
        let path = entry.map_err(|error| Error::read(dir, error))?.path();
        if path.extension().is_some_and(|found| found == ending) && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
