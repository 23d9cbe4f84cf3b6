//! The unit groups that are searched, by ordinal: those of one edition after
//! those of the other, each by code.

use std::sync::Arc;

use super::Writing;
use crate::code::Code;
use crate::lang::Lang;
use crate::noc::Noc;
use crate::unit_group::UnitGroup;

/// The unit groups of one or several editions. A clone is a reference count.
#[derive(Clone, Debug)]
pub(crate) struct Groups {
    nocs: Arc<[Noc]>,
}

impl Groups {
    pub(crate) fn new(nocs: Arc<[Noc]>) -> Groups {
        Groups { nocs }
    }

    pub(crate) fn nocs(&self) -> &[Noc] {
        &self.nocs
    }

    pub(crate) fn len(&self) -> usize {
        self.nocs.iter().map(Noc::len).sum()
    }

    /// The edition of an ordinal and its place there.
    fn place(&self, ordinal: u32) -> Option<(&Noc, usize)> {
        let mut at = ordinal as usize;
        for noc in self.nocs.iter() {
            match at.checked_sub(noc.len()) {
                Some(rest) => at = rest,
                None => return Some((noc, at)),
            }
        }
        None
    }

    pub(crate) fn get(&self, ordinal: u32) -> Option<UnitGroup> {
        let (noc, at) = self.place(ordinal)?;
        noc.nth(at)
    }

    pub(crate) fn code(&self, ordinal: u32) -> Option<Code> {
        let (noc, at) = self.place(ordinal)?;
        noc.nth_code(at)
    }

    /// The text of a title: English by its row, Chinese by its number among the
    /// Chinese titles of the unit group.
    pub(crate) fn english(&self, ordinal: u32, row: usize) -> &str {
        let found = self.place(ordinal);
        found.map_or("", |(noc, at)| noc.english(at, row))
    }

    pub(crate) fn chinese(&self, ordinal: u32, number: usize) -> &str {
        let found = self.place(ordinal);
        found.map_or("", |(noc, at)| noc.chinese(at, number))
    }

    /// The class title in the language of a writing.
    pub(crate) fn class_title(&self, ordinal: u32, writing: Writing) -> &str {
        let lang = match writing {
            Writing::English => Lang::En,
            Writing::Chinese => Lang::ZhHans,
        };
        let found = self.place(ordinal);
        found.map_or("", |(noc, at)| noc.title_of_group(at, lang))
    }

    #[cfg(feature = "compile")]
    pub(crate) fn iter(&self) -> impl Iterator<Item = UnitGroup> {
        self.nocs.iter().flat_map(Noc::iter)
    }
}
