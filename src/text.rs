//! A text in the languages that it stands in, what of a text nobody sees, and
//! texts of files.

use std::path::Path;

use crate::error::Error;

/// One text as a source gives it, in English, in Simplified Chinese or in both.
#[cfg(feature = "compile")]
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Text {
    pub(crate) en: Option<String>,
    pub(crate) hans: Option<String>,
}

#[cfg(feature = "compile")]
impl Text {
    pub(crate) fn new(en: Option<String>, zh: Option<String>) -> Text {
        Text {
            en: en.filter(|text| !text.is_empty()),
            hans: zh.filter(|text| !text.is_empty()),
        }
    }

    pub(crate) fn both(en: impl Into<String>, zh: impl Into<String>) -> Text {
        Text::new(Some(en.into()), Some(zh.into()))
    }

    pub(crate) fn english(en: impl Into<String>) -> Text {
        Text::new(Some(en.into()), None)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.en.is_none() && self.hans.is_none()
    }

    /// Adds a paragraph in each language that `other` stands in.
    pub(crate) fn push_paragraph(&mut self, other: Text) {
        for (mine, theirs) in [(&mut self.en, other.en), (&mut self.hans, other.hans)] {
            match (mine.as_mut(), theirs) {
                (Some(mine), Some(theirs)) => {
                    mine.push('\n');
                    mine.push_str(&theirs);
                }
                (None, theirs) => *mine = theirs,
                (Some(_), None) => {}
            }
        }
    }
}

/// Tells whether a character is one that no reader sees: zero-width spaces and
/// joiners, direction marks, the byte order mark, control characters.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}')
        || (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
}

/// Reads a text file, refusing what no text file holds.
pub(crate) fn read_text(path: &Path) -> Result<String, Error> {
    let bytes = std::fs::read(path).map_err(|error| Error::read(path, error))?;
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
