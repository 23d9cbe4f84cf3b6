//! What searches run on: the fields of a tantivy index with one document a unit
//! group, the table of whole titles, and the terms of every title and duty.

mod entries;
mod exact;
mod fields;
mod prefix;
mod vocabulary;

pub(crate) use entries::{Entries, Entry, EntryKind, Writing, for_each_term};
pub(crate) use exact::ExactTable;
pub(crate) use fields::{Field, FieldIndex};
pub(crate) use prefix::{Piece, TitleId, TitleStarts, joined, pieces, places};
pub(crate) use vocabulary::{Term, Vocabulary};

use crate::analysis::Analyzer;
use crate::analysis::lexicon::abbreviations_of;
use crate::edition::Edition;
use crate::error::Error;
use crate::lang::Lang;
use crate::rank::{self, Namesake};
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
    pub(crate) starts: TitleStarts,
}

impl Index {
    pub(crate) fn build(groups: &[UnitGroup]) -> Result<Index, Error> {
        let analyzer = Analyzer::new();
        let mut fields = fields::Builder::new()?;
        let mut exact = ExactTable::default();
        let mut entries = entries::Builder::default();
        let mut starts = TitleStarts::default();
        for group in groups {
            let texts = entries.add_group(&analyzer, group);
            let namesakes = namesakes(&analyzer, group);
            for text in &texts {
                if text.kind.is_title() {
                    exact.add(&text.analysis, text.entry);
                }
                if let Some(merit) = suggestion_merit(group, text, &namesakes) {
                    starts.add(&text.analysis, text.entry, merit);
                }
            }
            for (entry, short) in short_names(group, &texts) {
                exact.add_short(&analyzer.analyze(short), entry);
            }
            fields.add_group(&analyzer, &texts)?;
        }
        let (entries, vocabulary) = entries.finish();
        starts.finish();
        Ok(Index {
            analyzer,
            fields: fields.finish()?,
            exact,
            entries,
            vocabulary,
            starts,
        })
    }
}

/// How early a title is offered while somebody types; class titles are not.
fn suggestion_merit(
    group: &UnitGroup,
    text: &entries::Added,
    namesakes: &[Namesake],
) -> Option<f32> {
    let EntryKind::Title { row, chinese } = text.kind else {
        return None;
    };
    let kind = group.titles().nth(row as usize)?.kind();
    let characters = text.analysis.cleaned.text.chars();
    let length = match text.writing {
        Writing::English => characters.count(),
        // A Chinese character stands for some three letters.
        Writing::Chinese => 3 * characters.count(),
    };
    Some(rank::suggestion_merit(
        group.size(),
        kind,
        namesakes[row as usize],
        chinese == 0,
        length,
    ))
}

/// For each row of the titles, whether all its words, but for those in brackets,
/// stand in the English class title.
fn namesakes(analyzer: &Analyzer, group: &UnitGroup) -> Vec<Namesake> {
    let terms = |text: &str| -> Vec<String> {
        let tokens = analyzer.analyze(text).tokens.into_iter();
        tokens.map(|token| token.term).collect()
    };
    let class = terms(group.title(Lang::En).unwrap_or_default());
    let is_named = |title: &str| {
        let base = terms(title.split(" (").next().unwrap_or(title));
        !base.is_empty() && base.iter().all(|term| class.contains(term))
    };
    let titles = group.titles();
    titles
        .map(|title| match title.get(Lang::En).is_some_and(is_named) {
            true => Namesake::Yes,
            false => Namesake::No,
        })
        .collect()
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
