//! What ends a run.

use std::fmt::Display;
use std::io;
use std::path::Path;

/// Why a run can't go on.
#[derive(Debug)]
pub enum Failure {
    /// What went wrong and what to do about it.
    Told(String),
    /// Who reads the output has seen enough: "code … | head".
    Unread,
}

impl Failure {
    pub fn told(text: impl Display) -> Failure {
        Failure::Told(text.to_string())
    }

    /// A file that can't be read.
    pub fn read(path: &Path, error: &io::Error) -> Failure {
        Failure::told(format_args!("cannot read {}: {error}", path.display()))
    }

    /// A file that can't be written.
    pub fn write(path: &Path, error: &io::Error) -> Failure {
        let advice = match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                "; make room and go on with --resume"
            }
            io::ErrorKind::NotFound => "; is its folder there?",
            _ => "",
        };
        Failure::told(format_args!(
            "cannot write {}: {error}{advice}",
            path.display()
        ))
    }

    /// What standard output does not take.
    pub fn stdout(error: &io::Error) -> Failure {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::Unread,
            _ => Failure::told(format_args!("cannot write to standard output: {error}")),
        }
    }
}

impl From<noc_search::Error> for Failure {
    fn from(error: noc_search::Error) -> Failure {
        Failure::told(error)
    }
}
