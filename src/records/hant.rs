//! Traditional Chinese, as what differs from the Simplified.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use super::Han;
use crate::bytes::{Bytes, Table, U16, U32, unpack};

/// The usual Traditional form of a character.
#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned, Clone, Copy)]
#[repr(C)]
pub(super) struct CharRow {
    pub(super) from: U32,
    pub(super) to: U32,
}

/// A character of a text that has another form than usual there.
#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned, Clone, Copy)]
#[repr(C)]
pub(super) struct ExceptionRow {
    /// The text, or the Chinese title with [`TITLE`] added.
    pub(super) text: U32,
    /// Which character, from 0.
    pub(super) at: U16,
    pub(super) to: U32,
}

/// What marks the number of a Chinese title among those of other texts.
pub(super) const TITLE: u32 = 1 << 31;

#[derive(Debug)]
pub(super) struct Hant {
    /// Sorted by the Simplified character.
    usual: Table<CharRow>,
    /// Sorted by text and place.
    exceptions: Table<ExceptionRow>,
    /// One for each unit group and one for the class titles.
    made: Vec<OnceLock<Made>>,
}

/// The Traditional texts of one unit group.
#[derive(Debug)]
struct Made {
    texts: Vec<Box<str>>,
    titles: Vec<Box<str>>,
}

impl Hant {
    pub(super) fn open(bytes: Bytes, cells: usize) -> Option<Hant> {
        let [usual, exceptions] = unpack(bytes)?;
        Some(Hant {
            usual: Table::new(usual),
            exceptions: Table::new(exceptions),
            made: std::iter::repeat_with(OnceLock::new)
                .take(cells.max(1))
                .collect(),
        })
    }

    /// The Traditional form of a text of a cell, which holds the texts and the
    /// Chinese titles of these numbers.
    pub(super) fn get<'a>(
        &'a self,
        cell: usize,
        han: Han,
        texts: Range<usize>,
        titles: Range<usize>,
        simplified: impl Fn(Han) -> &'a str,
    ) -> &'a str {
        let (text_start, title_start) = (texts.start, titles.start);
        let Some(cell) = self.made.get(cell) else {
            return simplified(han);
        };
        let made = cell.get_or_init(|| {
            // Each distinct character is looked up once a unit group.
            let mut forms = HashMap::new();
            let mut make = |han| self.convert(han, simplified(han), &mut forms);
            Made {
                texts: texts.map(|id| make(Han::Text(id))).collect(),
                titles: titles.map(|at| make(Han::Title(at))).collect(),
            }
        });
        let found = match han {
            Han::Text(id) => made.texts.get(id - text_start),
            Han::Title(at) => made.titles.get(at - title_start),
        };
        found.map_or("", |text| &**text)
    }

    fn convert(&self, han: Han, text: &str, forms: &mut HashMap<char, char>) -> Box<str> {
        let number = match han {
            Han::Text(id) => id as u32,
            Han::Title(at) => at as u32 | TITLE,
        };
        let first = self
            .exceptions
            .partition_point(|row| row.text.get() < number);
        let mut exceptions = self.exceptions[first..]
            .iter()
            .take_while(|row| row.text.get() == number)
            .peekable();
        let mut converted = String::with_capacity(text.len());
        for (at, c) in text.chars().enumerate() {
            let exception = exceptions.next_if(|row| usize::from(row.at.get()) == at);
            converted.push(match exception {
                Some(row) => char::from_u32(row.to.get()).unwrap_or(c),
                None => *forms.entry(c).or_insert_with(|| self.usual(c)),
            });
        }
        converted.into()
    }

    fn usual(&self, c: char) -> char {
        let found = self
            .usual
            .binary_search_by_key(&u32::from(c), |row| row.from.get());
        let to = found
            .ok()
            .and_then(|at| char::from_u32(self.usual[at].to.get()));
        to.unwrap_or(c)
    }
}
