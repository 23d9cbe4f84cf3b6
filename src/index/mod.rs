//! What searches run on: the fields of a tantivy index with one document a unit
//! group, the table of whole titles, and the terms of every title and duty.

mod directory;
mod entries;
mod exact;
mod fields;
mod groups;
mod jargon;
mod model;
mod prefix;
#[cfg(feature = "compile")]
mod texts;
#[cfg(feature = "compile")]
mod training;
mod vocabulary;

pub(crate) use entries::{Block, Entries, EntryKind, Place, Writing, for_each_term};
pub(crate) use exact::{ExactTable, Found};
pub(crate) use fields::FieldIndex;
pub(crate) use groups::Groups;
pub(crate) use jargon::{Jargon, jargon_terms};
use model::Model;
use prefix::TitleStarts;
pub(crate) use prefix::{Piece, Titles, joined, pieces, places};
#[cfg(feature = "compile")]
pub(crate) use texts::texts;
pub(crate) use vocabulary::{Term, Vocabulary};

use crate::analysis::pinyin::Pinyin;
use crate::analysis::{Analysis, Analyzer};
use crate::archive::{Archive, Section, missing};
use crate::error::Error;

/// Everything that an archive holds beside the records, which it names by their
/// ordinal.
#[derive(Debug)]
pub(crate) struct Index {
    pub(crate) analyzer: Analyzer,
    pub(crate) fields: FieldIndex,
    pub(crate) entries: Entries,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) pinyin: Pinyin,
    pub(crate) jargon: Jargon,
    model: Model,
    exact: ExactTable,
    starts: TitleStarts,
    groups: Groups,
}

impl Index {
    /// Opens the index over unit groups.
    pub(crate) fn open(archive: &Archive, groups: Groups) -> Result<Index, Error> {
        let entries = Entries::open(archive.section(Section::Entries)?);
        let vocabulary = Vocabulary::open(archive.section(Section::Vocabulary)?);
        let starts = TitleStarts::open(archive.section(Section::Starts)?);
        let model = Model::open(archive.section(Section::Model)?);
        let pinyin = Pinyin::open(archive.section(Section::Pinyin)?);
        let jargon = Jargon::open(archive.section(Section::Jargon)?);
        let index = Index {
            analyzer: Analyzer::open(archive)?,
            fields: FieldIndex::open(archive.section(Section::Fields)?)?,
            entries: entries.ok_or_else(|| missing(Section::Entries))?,
            vocabulary: vocabulary.ok_or_else(|| missing(Section::Vocabulary))?,
            pinyin: pinyin.ok_or_else(|| missing(Section::Pinyin))?,
            jargon: jargon.ok_or_else(|| missing(Section::Jargon))?,
            model: model.ok_or_else(|| missing(Section::Model))?,
            exact: ExactTable::open(archive.section(Section::Exact)?),
            starts: starts.ok_or_else(|| missing(Section::Starts))?,
            groups,
        };
        if index.entries.group_count() as usize != index.groups.len() {
            return Err(missing(Section::Searched));
        }
        Ok(index)
    }

    /// The titles that a query is as a whole, the most trusted first.
    pub(crate) fn whole_titles(&self, query: &Analysis) -> Vec<Found> {
        self.exact
            .find(&self.analyzer, query, |entry| self.title_text(entry))
    }

    /// Whether some title is called in short what a query is.
    pub(crate) fn is_short_name(&self, query: &Analysis) -> bool {
        self.exact.has_short(&self.analyzer, query)
    }

    /// How probable the model finds each unit group for a text, by ordinal, as a
    /// logarithm.
    pub(crate) fn learned(&self, text: &Analysis) -> Vec<f32> {
        self.model.scores(text, self.groups.len())
    }

    /// The titles by their beginnings.
    pub(crate) fn titles(&self) -> Titles<'_> {
        Titles {
            starts: &self.starts,
            index: self,
        }
    }

    /// The Chinese titles of a unit group, each with its entry.
    pub(crate) fn chinese_titles(&self, group: u32) -> impl Iterator<Item = (u32, &str)> {
        let block = self.entries.block(group, Writing::Chinese);
        let numbers = (0..block.len()).map(move |at| (block.entry(at), block.kind(at)));
        numbers.filter_map(move |(entry, kind)| match kind {
            EntryKind::ChineseTitle(number) => {
                Some((entry, self.groups.chinese(group, number as usize)))
            }
            _ => None,
        })
    }

    /// How early a title is offered while somebody types.
    pub(crate) fn merit(&self, entry: u32) -> f32 {
        self.starts.merit(entry)
    }

    /// The text of an entry that is a title, in its own language; empty for another
    /// entry.
    fn title_text(&self, entry: u32) -> &str {
        let place = self.entries.place(entry);
        match place.kind {
            EntryKind::Title(row) => self.groups.english(place.group, row as usize),
            EntryKind::ChineseTitle(number) => self.groups.chinese(place.group, number as usize),
            EntryKind::Class => self.groups.class_title(place.group, place.writing),
            EntryKind::Lead | EntryKind::Duty(_) | EntryKind::Exclusion(_) => "",
        }
    }
}

#[cfg(feature = "compile")]
pub(crate) use building::compile;

#[cfg(feature = "compile")]
mod building {
    use super::entries::{self, EntryKind, Writing};
    use super::{Groups, exact, fields, jargon, model, prefix, training};
    use crate::analysis::lexicon::{abbreviations_of, jargon_of};
    use crate::analysis::{Analysis, Analyzer};
    use crate::archive::{Section, Writer};
    use crate::edition::Edition;
    use crate::error::Error;
    use crate::lang::Lang;
    use crate::rank::{self, Namesake};
    use crate::unit_group::UnitGroup;

    /// Writes the index over unit groups.
    pub(crate) fn compile(
        archive: &mut Writer,
        analyzer: &Analyzer,
        groups: &Groups,
    ) -> Result<(), Error> {
        let mut fields = fields::Builder::new()?;
        let mut exact = exact::Builder::default();
        let mut entries = entries::Builder::default();
        let mut starts = prefix::Builder::default();
        let mut jargon = jargon::Builder::default();
        let mut examples = training::Examples::default();
        for group in groups.iter() {
            let texts = entries.add_group(analyzer, &group);
            let namesakes = namesakes(analyzer, &group);
            for text in &texts {
                if text.kind.is_title() {
                    exact.add(analyzer, &text.analysis, text.entry);
                }
                if let Some(traditional) = other_when_folded(analyzer, &group, text) {
                    exact.add(analyzer, &traditional, text.entry);
                }
                if let Some((merit, given)) = suggestion(&group, text, &namesakes) {
                    starts.add(&text.analysis, given, text.entry, merit);
                }
            }
            for (entry, short) in short_names(&group, &texts) {
                exact.add_short(analyzer, &analyzer.analyze(short), entry);
            }
            fields.add_group(analyzer, &texts)?;
            let said = said_of_work(&group).into_iter();
            let said: Vec<&str> = said.map(|(_, words)| words).collect();
            jargon.add_group(analyzer, &said);
            examples.add_group(&texts, &pieces_of_jargon(analyzer, &group));
        }
        let (entries, vocabulary) = entries.finish();
        archive.add(Section::Fields, fields.finish()?);
        archive.add(Section::Exact, exact.finish());
        archive.add(Section::Entries, entries);
        archive.add(Section::Vocabulary, vocabulary);
        archive.add(Section::Starts, starts.finish());
        archive.add(Section::Jargon, jargon.finish());
        archive.add(Section::Model, model::write(examples.learn()));
        Ok(())
    }

    /// The Traditional form of a title, where folding its characters gives another
    /// text than the Simplified one: 傢俱 is 家具 and its characters 家俱.
    fn other_when_folded(
        analyzer: &Analyzer,
        group: &UnitGroup,
        text: &entries::Text,
    ) -> Option<Analysis> {
        let EntryKind::ChineseTitle(number) = text.kind else {
            return None;
        };
        let (row, which) = group.chinese_title(number as usize)?;
        let traditional = group.title_at(row)?.chinese(Lang::ZhHant).nth(which)?;
        let folded = analyzer.analyze(traditional);
        (folded.cleaned.text != text.analysis.cleaned.text).then_some(folded)
    }

    /// How early a title is offered while somebody types, and its text; class titles
    /// are not.
    fn suggestion<'a>(
        group: &'a UnitGroup,
        text: &entries::Text,
        namesakes: &[Namesake],
    ) -> Option<(f32, &'a str)> {
        let (row, chinese) = match text.kind {
            EntryKind::Title(row) => (row as usize, None),
            EntryKind::ChineseTitle(number) => {
                let (row, which) = group.chinese_title(number as usize)?;
                (row, Some(which))
            }
            _ => return None,
        };
        let title = group.title_at(row)?;
        let given = match chinese {
            None => title.get(Lang::En)?,
            Some(which) => title.chinese(Lang::ZhHans).nth(which)?,
        };
        let characters = text.analysis.cleaned.text.chars();
        let length = match text.writing {
            Writing::English => characters.count(),
            // A Chinese character stands for some three letters.
            Writing::Chinese => 3 * characters.count(),
        };
        let merit = rank::suggestion_merit(
            group.size(),
            title.kind(),
            namesakes[row],
            chinese.unwrap_or(0) == 0,
            length,
        );
        Some((merit, given))
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

    /// What people of a unit group say of their work. It is known for 2021 only.
    fn said_of_work(group: &UnitGroup) -> Vec<(Writing, &'static str)> {
        if group.code().edition() != Edition::NOC_2021 {
            return Vec::new();
        }
        let languages = [(Writing::English, "en"), (Writing::Chinese, "zh")];
        let jargon = languages.into_iter().filter_map(|(writing, lang)| {
            let words = jargon_of(group.code().as_str(), lang)?;
            Some((writing, words))
        });
        jargon.collect()
    }

    /// The same, piece by piece.
    fn pieces_of_jargon(analyzer: &Analyzer, group: &UnitGroup) -> Vec<(Writing, Analysis)> {
        let jargon = said_of_work(group).into_iter();
        let pieces = jargon.flat_map(|(writing, words)| {
            let pieces = words.split("; ");
            pieces.map(move |piece| (writing, analyzer.analyze(piece)))
        });
        pieces.collect()
    }

    /// The abbreviations of a unit group's titles, each with the title's entry. They
    /// are known for 2021 only.
    fn short_names(group: &UnitGroup, texts: &[entries::Text]) -> Vec<(u32, &'static str)> {
        if group.code().edition() != Edition::NOC_2021 {
            return Vec::new();
        }
        let of_group = abbreviations_of(group.code().as_str()).iter();
        let entry_of = |title: &str| {
            let row = group
                .titles()
                .position(|own| own.get(Lang::En) == Some(title))? as u32;
            let mut texts = texts.iter();
            texts.find(|text| text.kind == EntryKind::Title(row))
        };
        of_group
            .filter_map(|row| Some((entry_of(row.title)?.entry, row.short)))
            .collect()
    }
}
