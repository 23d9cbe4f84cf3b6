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
use crate::analysis::lexicon::abbreviations_of;
use crate::edition::Edition;
use crate::error::Error;
use crate::lang::Lang;
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
            for (entry, short) in short_names(group, &texts) {
                exact.add_short(&analyzer.analyze(short), entry);
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

/// The abbreviations of a unit group's titles, each with the title's entry. They
/// are known for 2021 only.
fn short_names(group: &UnitGroup, texts: &[entries::Added]) -> Vec<(u32, &'static str)> {
    if group.code().edition() != Edition::NOC_2021 {
        return Vec::new();
    }
    let of_group = abbreviations_of(group.code().as_str()).iter();
    let entry_of = |title: &str| {
        let row = group
            .titles()
            .position(|own| own.get(Lang::En) == Some(title))? as u32;
        let kind = EntryKind::Title { row, chinese: 0 };
        let mut texts = texts.iter();
        texts.find(|text| text.kind == kind && text.writing == Writing::English)
    };
    of_group
        .filter_map(|row| Some((entry_of(row.title)?.entry, row.short)))
        .collect()
}
