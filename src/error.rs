//! The one error type of the crate.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Says what went wrong and, where a document is at fault, in which file and
/// on which line.
///
/// The kinds are private, so that new ones break nobody; ask with the
/// predicates. [`source`](std::error::Error::source) gives the error beneath,
/// if there is one.
///
/// # Example: a document at fault
///
/// ```
/// use noc_search::source::career_profile;
///
/// let error = career_profile::from_text("").unwrap_err();
/// assert!(error.is_document());
/// assert_eq!(error.line(), Some(1));
/// assert_eq!(error.to_string(), "line 1: the document is empty");
/// ```
#[derive(thiserror::Error)]
#[error(transparent)]
pub struct Error(Box<Kind>);

#[derive(Debug, thiserror::Error)]
enum Kind {
    #[error("cannot read {}", path.display())]
    Read { path: PathBuf, source: io::Error },
    #[error("{}{what}", Place { path: path.as_deref(), line: *line })]
    Document {
        path: Option<PathBuf>,
        line: Option<usize>,
        what: String,
    },
    #[error("invalid code {text:?}: {why}")]
    Code { text: String, why: &'static str },
    #[error("{0}")]
    Argument(String),
    #[error("{}{what}", Place { path: path.as_deref(), line: None })]
    Archive { path: Option<PathBuf>, what: String },
    #[error("the search index failed")]
    Index(#[source] tantivy::TantivyError),
}

/// Writes `file:line: `, `file: ` or `line N: `, whatever is known.
struct Place<'a> {
    path: Option<&'a Path>,
    line: Option<usize>,
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.path, self.line) {
            (Some(path), Some(line)) => write!(f, "{}:{line}: ", path.display()),
            (Some(path), None) => write!(f, "{}: ", path.display()),
            (None, Some(line)) => write!(f, "line {line}: "),
            (None, None) => Ok(()),
        }
    }
}

impl Error {
    /// Tells whether a file could not be read.
    pub fn is_io(&self) -> bool {
        matches!(*self.0, Kind::Read { .. })
    }

    /// Tells whether a document does not have the form that its reader takes.
    /// [`path`](Error::path) and [`line`](Error::line) say where.
    pub fn is_document(&self) -> bool {
        matches!(*self.0, Kind::Document { .. })
    }

    /// Tells whether a text is not a code in form.
    pub fn is_invalid_code(&self) -> bool {
        matches!(*self.0, Kind::Code { .. })
    }

    /// Tells whether a value given by the caller is out of its range.
    pub fn is_invalid_argument(&self) -> bool {
        matches!(*self.0, Kind::Argument(_))
    }

    /// Tells whether an archive is none, is damaged or is of another version.
    pub fn is_archive(&self) -> bool {
        matches!(*self.0, Kind::Archive { .. })
    }

    /// Returns the file at fault, if the error is about one.
    pub fn path(&self) -> Option<&Path> {
        match &*self.0 {
            Kind::Read { path, .. } => Some(path),
            Kind::Document { path, .. } | Kind::Archive { path, .. } => path.as_deref(),
            _ => None,
        }
    }

    /// Returns the line at fault, counted from 1, if the error is about one.
    pub fn line(&self) -> Option<usize> {
        match *self.0 {
            Kind::Document { line, .. } => line,
            _ => None,
        }
    }

    pub(crate) fn read(path: &Path, source: io::Error) -> Error {
        let path = path.to_owned();
        Error(Box::new(Kind::Read { path, source }))
    }

    /// An error about the document that is being read. The reader knows the
    /// line; who opened the file adds its name with [`Error::in_file`].
    pub(crate) fn document(line: impl Into<Option<usize>>, what: impl Into<String>) -> Error {
        Error(Box::new(Kind::Document {
            path: None,
            line: line.into(),
            what: what.into(),
        }))
    }

    /// Names the file of an error about a document or an archive that has none yet.
    pub(crate) fn in_file(mut self, file: &Path) -> Error {
        if let Kind::Document { path, .. } | Kind::Archive { path, .. } = &mut *self.0
            && path.is_none()
        {
            *path = Some(file.to_owned());
        }
        self
    }

    pub(crate) fn code(text: &str, why: &'static str) -> Error {
        // A code is a few bytes; whoever passes a book gets its beginning back.
        let text = text.chars().take(40).collect();
        Error(Box::new(Kind::Code { text, why }))
    }

    pub(crate) fn archive(what: impl Into<String>) -> Error {
        let what = what.into();
        Error(Box::new(Kind::Archive { path: None, what }))
    }

    pub(crate) fn argument(what: String) -> Error {
        Error(Box::new(Kind::Argument(what)))
    }
}

impl From<tantivy::TantivyError> for Error {
    fn from(source: tantivy::TantivyError) -> Error {
        Error(Box::new(Kind::Index(source)))
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}
