//! Reads bilingual unit group pages: Markdown-like text in Chinese and English,
//! one unit group a page.
//!
//! A page begins with a heading that has the code and the title in both
//! languages, then a lead statement, then sections: example titles, main
//! duties, employment requirements, additional information, classified
//! elsewhere, all titles. The Chinese of an entry stands before its English, on
//! the same line or on the line above. Pages whose headings have no `#` are of
//! the edition of 2006; the others are of 2011.
//!
//! Such pages were typed by people, so the reader takes what they wrote:
//! zero-width spaces, full-width brackets, any bullet, sections that are missing
//! or in another order, entries in one language. A line that it can't place is
//! reported in [`Page::unplaced`], never dropped.

mod exclusion;
mod heading;
mod reader;
mod wording;

use std::path::Path;

use serde::Serialize;

use super::files_in;
use crate::edition::Edition;
use crate::error::Error;
use crate::noc::Noc;
use crate::record::Draft;
use crate::text::read_text;
use crate::unit_group::UnitGroup;
use reader::Reader;

/// One page as read, with an account of its lines.
#[derive(Clone, Debug)]
pub struct Page {
    draft: Draft,
    group: UnitGroup,
    notices: Vec<String>,
    unplaced: Vec<Unplaced>,
    count: Count,
    /// The line of the heading.
    heading: usize,
}

impl Page {
    /// Returns the unit group that the page describes.
    pub fn unit_group(&self) -> &UnitGroup {
        &self.group
    }

    /// Returns the lines that speak about the site or its services and not
    /// about the unit group.
    pub fn notices(&self) -> impl ExactSizeIterator<Item = &str> {
        self.notices.iter().map(String::as_str)
    }

    /// Returns the lines that found no place in the unit group.
    pub fn unplaced(&self) -> &[Unplaced] {
        &self.unplaced
    }

    /// Returns the account of the page's lines.
    pub fn count(&self) -> Count {
        self.count
    }
}

/// A line that found no place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Unplaced {
    /// The line's number, from 1.
    pub line: usize,
    /// The line as it stands.
    pub text: String,
    /// Why it found no place.
    pub reason: &'static str,
}

/// How many lines and rows a page, or a folder of pages, has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Count {
    /// Lines that are not blank.
    pub lines: usize,
    /// Rows in the two lists of titles, a title that stands in both counted
    /// twice.
    pub titles: usize,
    /// Those of them that stand in both languages.
    pub bilingual_titles: usize,
}

/// Reads a page.
///
/// # Errors
///
/// With the line ([`Error::is_document`]), when the text is empty, when its
/// first line is no heading with a code and a title, when the code is malformed,
/// or when the last line is cut: it has neither a line feed at its end nor is
/// it the address of the page's source.
///
/// # Example: a small page
///
/// ```
/// use noc_search::{Lang, source::bilingual_page};
///
/// let page = bilingual_page::from_text("\
/// ## 2298 护林员 Forest rangers - LEVEL B
/// 护林员看护林区。
/// Forest rangers look after the woods.
/// ## 2298 护林员职称头衔 All titles
/// * 护林员，公园 ranger, park
/// ")?;
/// let group = page.unit_group();
/// assert_eq!(group.title(Lang::ZhHans), Some("护林员"));
/// assert_eq!(group.titles().next().unwrap().get(Lang::En), Some("ranger, park"));
/// assert!(page.unplaced().is_empty());
/// # Ok::<(), noc_search::Error>(())
/// ```
pub fn from_text(text: &str) -> Result<Page, Error> {
    let mut reader = Reader::default();
    for (number, line) in (1..).zip(text.lines()) {
        reader.line(number, line)?;
    }
    let last = text.lines().count();
    let complete = text.ends_with('\n') || reader.ends_with_source();
    let page = reader.finish()?;
    if complete {
        Ok(page)
    } else {
        Err(Error::document(last, "the page is cut in its last line"))
    }
}

/// Reads a page from a file.
///
/// # Errors
///
/// As [`from_text`], and when the file can't be read, is not UTF-8 or holds a
/// zero byte; all name the file.
pub fn from_path(path: impl AsRef<Path>) -> Result<Page, Error> {
    let path = path.as_ref();
    from_text(&read_text(path)?).map_err(|error| error.in_file(path))
}

/// A folder of pages: an edition each, and the account of all lines.
#[derive(Clone, Debug)]
pub struct Pages {
    nocs: Vec<Noc>,
    unplaced: Vec<(String, Unplaced)>,
    count: Count,
}

impl Pages {
    /// Returns the editions that the pages belong to, oldest first.
    pub fn nocs(&self) -> &[Noc] {
        &self.nocs
    }

    /// Returns the lines that found no place, each with its file's name.
    pub fn unplaced(&self) -> impl ExactSizeIterator<Item = (&str, &Unplaced)> {
        self.unplaced.iter().map(|(file, line)| (&**file, line))
    }

    /// Returns the account of all lines.
    pub fn count(&self) -> Count {
        self.count
    }
}

/// Reads all files of a folder that end in `.md`.
///
/// # Errors
///
/// As [`from_path`] for any of them, when two pages have one code, and when the
/// folder can't be read or holds no such file.
pub fn from_dir(dir: impl AsRef<Path>) -> Result<Pages, Error> {
    let dir = dir.as_ref();
    let mut groups: Vec<Draft> = Vec::new();
    let mut unplaced = Vec::new();
    let mut count = Count::default();
    let files = files_in(dir, "md")?;
    if files.is_empty() {
        return Err(Error::document(None, "the folder has no file that ends in .md").in_file(dir));
    }
    for path in &files {
        let page = from_path(path)?;
        let code = page.draft.code;
        if groups.iter().any(|group| group.code == code) {
            let what = format!("a page before has the code {code} too");
            return Err(Error::document(page.heading, what).in_file(path));
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        unplaced.extend(
            page.unplaced
                .into_iter()
                .map(|line| (name.to_string(), line)),
        );
        count.lines += page.count.lines;
        count.titles += page.count.titles;
        count.bilingual_titles += page.count.bilingual_titles;
        groups.push(page.draft);
    }
    let mut editions: Vec<Edition> = groups.iter().map(|group| group.code.edition()).collect();
    editions.sort();
    editions.dedup();
    let nocs: Result<Vec<Noc>, Error> = editions
        .into_iter()
        .map(|edition| {
            let of_edition = groups
                .iter()
                .filter(|group| group.code.edition() == edition);
            Noc::new(edition, of_edition.cloned().collect(), Vec::new())
        })
        .collect();
    Ok(Pages {
        nocs: nocs?,
        unplaced,
        count,
    })
}
