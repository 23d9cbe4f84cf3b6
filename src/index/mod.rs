//! What searches run on: the fields of a tantivy index with one document a unit
//! group, the table of whole titles, and the terms of every title and duty.

mod entries;
mod exact;
mod fields;
mod vocabulary;

pub(crate) use entries::{Entries, Entry, EntryKind, Writing, for_each_term};
pub(crate) use exact::ExactTable;
pub(crate) use fields::{Field, FieldIndex};
pub(crate) use vocabulary::{Term, Vocabulary};

use crate::analysis::Analyzer;
use crate::error::Error;
use crate::unit_group::UnitGroup;

/// Everything that is built once from the unit groups of one or several
/// editions, which it names by their place in that list.
#[derive(Debug)]
pub(crate) struct Index {
    pub(crate) analyzer: Analyzer,
    pub(crate) fields: FieldIndex,
    pub(crate) exact: ExactTable,
    pub(crate) entries: Entries,
    pub(crate) vocabulary: Vocabulary,
}

impl Index {
    pub(crate) fn build(groups: &[UnitGroup]) -> Result<Index, Error> {
        let analyzer = Analyzer::new();
        let mut fields = fields::Builder::new()?;
        let mut exact = ExactTable::default();
        let mut entries = entries::Builder::default();
        for group in groups {
            let texts = entries.add_group(&analyzer, group);
            for text in &texts {
                if text.kind.is_title() {
                    exact.add(&text.analysis, text.entry);
                }
            }
            fields.add_group(&analyzer, &texts)?;
        }
        let (entries, vocabulary) = entries.finish();
        Ok(Index {
            analyzer,
            fields: fields.finish()?,
            exact,
            entries,
            vocabulary,
        })
    }
}
