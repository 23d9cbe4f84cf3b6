//! The files of a tantivy index, read where they lie.

use std::io;
use std::path::Path;
use std::sync::Arc;

use tantivy::Directory;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{DirectoryLock, FileHandle, Lock, WatchCallback, WatchHandle, WritePtr};

use crate::bytes::{Bytes, Strings, Table, U32, unpack};

/// A directory that is never written to.
#[derive(Clone, Debug)]
pub(super) struct ReadOnly {
    names: Strings,
    /// Where each file begins, and at last where all end.
    starts: Table<U32>,
    files: Bytes,
}

impl ReadOnly {
    pub(super) fn open(bytes: Bytes) -> Option<ReadOnly> {
        let [names, starts, files] = unpack(bytes)?;
        Some(ReadOnly {
            names: Strings::new(names)?,
            starts: Table::new(starts),
            files,
        })
    }

    fn file(&self, path: &Path) -> Option<Bytes> {
        let name = path.to_str()?;
        let at = (0..self.names.len()).find(|&at| self.names.get(at) == name)?;
        let (start, end) = (self.starts.get(at)?.get(), self.starts.get(at + 1)?.get());
        let range = start as usize..end as usize;
        (range.start <= range.end && range.end <= self.files.len()).then(|| self.files.slice(range))
    }

    fn read(&self, path: &Path) -> Result<Bytes, OpenReadError> {
        let file = self.file(path);
        file.ok_or_else(|| OpenReadError::FileDoesNotExist(path.to_owned()))
    }
}

fn read_only() -> io::Error {
    io::Error::new(
        io::ErrorKind::ReadOnlyFilesystem,
        "an archive is never written to",
    )
}

impl Directory for ReadOnly {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        Ok(Arc::new(self.read(path)?))
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        Ok(self.file(path).is_some())
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        Ok(self.read(path)?.to_vec())
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        Err(DeleteError::IoError {
            io_error: Arc::new(read_only()),
            filepath: path.to_owned(),
        })
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        Err(OpenWriteError::wrap_io_error(read_only(), path.to_owned()))
    }

    fn atomic_write(&self, _: &Path, _: &[u8]) -> io::Result<()> {
        Err(read_only())
    }

    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }

    fn acquire_lock(&self, _: &Lock) -> Result<DirectoryLock, LockError> {
        // Nobody writes, so nobody has to wait.
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, _: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}

#[cfg(feature = "compile")]
pub(super) use building::Writer;

#[cfg(feature = "compile")]
mod building {
    use std::path::Path;

    use super::U32;
    use crate::bytes::{StringsWriter, pack, rows};

    /// The name that stands for tantivy's random one, so that the same texts give the
    /// same bytes.
    const FIXED: &str = "00000000000000000000000000000000";
    const FIXED_WITH_DASHES: &str = "00000000-0000-0000-0000-000000000000";

    /// Puts the files of an index together.
    #[derive(Default)]
    pub(in super::super) struct Writer {
        names: StringsWriter,
        starts: Vec<U32>,
        files: Vec<u8>,
    }

    impl Writer {
        /// Adds a file, with the segment's identifier replaced in its name and, if it
        /// is text, in what it says.
        pub(in super::super) fn add(&mut self, path: &Path, id: &str, bytes: &[u8]) {
            self.starts.push(U32::new(self.files.len() as u32));
            self.names.push(&path.to_string_lossy().replace(id, FIXED));
            match std::str::from_utf8(bytes) {
                Ok(text) if path.extension().is_some_and(|ending| ending == "json") => {
                    let dashed = format!(
                        "{}-{}-{}-{}-{}",
                        &id[..8],
                        &id[8..12],
                        &id[12..16],
                        &id[16..20],
                        &id[20..]
                    );
                    let text = text.replace(&dashed, FIXED_WITH_DASHES).replace(id, FIXED);
                    self.files.extend_from_slice(text.as_bytes());
                }
                _ => self.files.extend_from_slice(bytes),
            }
        }

        pub(in super::super) fn finish(mut self) -> Vec<u8> {
            self.starts.push(U32::new(self.files.len() as u32));
            pack(&[&self.names.finish(), rows(&self.starts), &self.files])
        }
    }
}
