//! The tantivy index: one document a unit group, a field for each way of looking
//! at its texts.
//!
//! One document a unit group beats one a title for titles that the index does
//! not hold (`design.md`: 74 / 92.5 % against 63 / 88 % for the first and the
//! first five). Terms are made by our analysis and stored divided by spaces, so
//! tantivy's own part is BM25 and nothing is parsed.

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{
    Field as TantivyField, IndexRecordOption, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::{DocId, Score, Searcher, SegmentOrdinal, SegmentReader, TantivyDocument};

use super::entries::{Added, EntryKind, Writing};
use crate::analysis::{Analysis, Analyzer, Script, Token, is_function_word, pairs, word_grams};
use crate::error::Error;

/// A way of looking at a unit group's texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    /// Stems of the English titles.
    EnglishWords,
    /// Neighbouring stems of the English titles.
    EnglishPairs,
    /// Runs of 3 to 5 letters of the words of English titles.
    EnglishGrams,
    /// Stems of the English lead statement and duties.
    EnglishDuties,
    /// Words of the Chinese titles.
    ChineseWords,
    /// Neighbouring words of the Chinese titles.
    ChinesePairs,
    /// Runs of 1 to 3 characters of the Chinese titles.
    ChineseGrams,
    /// Words of the Chinese lead statement and duties.
    ChineseDuties,
}

impl Field {
    pub(crate) const ALL: [Field; 8] = [
        Field::EnglishWords,
        Field::EnglishPairs,
        Field::EnglishGrams,
        Field::EnglishDuties,
        Field::ChineseWords,
        Field::ChinesePairs,
        Field::ChineseGrams,
        Field::ChineseDuties,
    ];

    const fn name(self) -> &'static str {
        match self {
            Field::EnglishWords => "en_words",
            Field::EnglishPairs => "en_pairs",
            Field::EnglishGrams => "en_grams",
            Field::EnglishDuties => "en_duties",
            Field::ChineseWords => "zh_words",
            Field::ChinesePairs => "zh_pairs",
            Field::ChineseGrams => "zh_grams",
            Field::ChineseDuties => "zh_duties",
        }
    }

    /// The script that a text must have for the field to know it.
    pub(crate) const fn script(self) -> Script {
        match self {
            Field::EnglishWords
            | Field::EnglishPairs
            | Field::EnglishGrams
            | Field::EnglishDuties => Script::Word,
            _ => Script::Han,
        }
    }

    /// The terms of a text in this field. Latin words of a Chinese title are
    /// words in both languages: "Java开发工程师".
    pub(crate) fn terms(self, analyzer: &Analyzer, text: &Analysis) -> Vec<String> {
        let mut tokens = text
            .tokens
            .iter()
            .filter(|token| !is_function_word(&token.term));
        let is_word = |token: &&Token| token.script == Script::Word;
        // Grams need no stems, which are the dearest part.
        let words = |tokens: &mut dyn Iterator<Item = &Token>| -> Vec<String> {
            match self.script() {
                Script::Word => tokens
                    .filter(is_word)
                    .map(|token| analyzer.stem(&token.term))
                    .collect(),
                Script::Han => tokens.map(|token| token.term.clone()).collect(),
            }
        };
        match self {
            Field::EnglishWords
            | Field::EnglishDuties
            | Field::ChineseWords
            | Field::ChineseDuties => words(&mut tokens),
            Field::EnglishPairs | Field::ChinesePairs => {
                let words = words(&mut tokens);
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                pairs(&words).collect()
            }
            Field::EnglishGrams => {
                let mut grams = Vec::new();
                for word in tokens.filter(is_word) {
                    let bounded = format!("_{}_", word.term);
                    word_grams(&bounded, 3..=5, |gram| grams.push(gram.to_owned()));
                }
                grams
            }
            Field::ChineseGrams => {
                let mut grams = Vec::new();
                let mut run = String::new();
                for token in &text.tokens {
                    if token.script == Script::Han {
                        run.push_str(&token.term);
                    }
                }
                word_grams(&run, 1..=3, |gram| grams.push(gram.to_owned()));
                grams
            }
        }
    }

    /// Whether a text of this kind belongs to the field.
    fn takes(self, kind: EntryKind, writing: Writing) -> bool {
        let is_mine = match writing {
            Writing::English => self.script() == Script::Word,
            // Latin words stand in Chinese titles too.
            Writing::Chinese => true,
        };
        is_mine
            && match self {
                Field::EnglishDuties | Field::ChineseDuties => {
                    matches!(kind, EntryKind::Lead | EntryKind::Duty(_))
                }
                _ => kind.is_title(),
            }
    }
}

/// The index, opened for searching.
pub(crate) struct FieldIndex {
    searcher: Searcher,
    fields: [TantivyField; Field::ALL.len()],
}

impl FieldIndex {
    /// The BM25 score of every unit group that has one of the terms, by
    /// ordinal; 0 for the others.
    pub(crate) fn scores(&self, field: Field, terms: &[String]) -> Result<Vec<f32>, Error> {
        let clauses = terms.iter().map(|term| {
            let term = tantivy::Term::from_field_text(self.fields[field as usize], term);
            let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
            (Occur::Should, Box::new(query) as Box<dyn Query>)
        });
        let clauses = clauses.collect();
        let documents = self.searcher.num_docs() as usize;
        Ok(self
            .searcher
            .search(&BooleanQuery::new(clauses), &EveryScore { documents })?)
    }
}

impl std::fmt::Debug for FieldIndex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FieldIndex").finish_non_exhaustive()
    }
}

/// Collects the score of every document. Documents stand in one segment, in the
/// order in which they were added, so a document's number is its ordinal.
struct EveryScore {
    documents: usize,
}

impl Collector for EveryScore {
    type Fruit = Vec<f32>;
    type Child = Scores;

    fn for_segment(&self, _: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<Scores> {
        Ok(Scores(vec![0.0; self.documents]))
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, fruits: Vec<Vec<f32>>) -> tantivy::Result<Vec<f32>> {
        let only = fruits.into_iter().next();
        Ok(only.unwrap_or_else(|| vec![0.0; self.documents]))
    }
}

struct Scores(Vec<f32>);

impl SegmentCollector for Scores {
    type Fruit = Vec<f32>;

    fn collect(&mut self, document: DocId, score: Score) {
        self.0[document as usize] = score;
    }

    fn harvest(self) -> Vec<f32> {
        self.0
    }
}

/// Adds a document for each unit group.
pub(super) struct Builder {
    writer: tantivy::SingleSegmentIndexWriter,
    fields: [TantivyField; Field::ALL.len()],
}

/// How much memory tantivy may fill before it writes a segment, which a single
/// segment must never reach: ten times what the 511 pages take.
const WRITER_MEMORY: usize = 512 << 20;

impl Builder {
    pub(super) fn new() -> Result<Builder, Error> {
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("whitespace")
            .set_index_option(IndexRecordOption::WithFreqs);
        let options = TextOptions::default().set_indexing_options(indexing);
        let fields = Field::ALL.map(|field| schema.add_text_field(field.name(), options.clone()));
        let writer = tantivy::Index::builder()
            .schema(schema.build())
            .single_segment_index_writer(
                tantivy::directory::RamDirectory::create(),
                WRITER_MEMORY,
            )?;
        Ok(Builder { writer, fields })
    }

    pub(super) fn add_group(&mut self, analyzer: &Analyzer, texts: &[Added]) -> Result<(), Error> {
        let mut document = TantivyDocument::new();
        for field in Field::ALL {
            let mut joined = String::new();
            for text in texts
                .iter()
                .filter(|text| field.takes(text.kind, text.writing))
            {
                for term in field.terms(analyzer, &text.analysis) {
                    joined.push_str(&term);
                    joined.push(' ');
                }
            }
            document.add_text(self.fields[field as usize], &joined);
        }
        self.writer.add_document(document)?;
        Ok(())
    }

    pub(super) fn finish(self) -> Result<FieldIndex, Error> {
        let index = self.writer.finalize()?;
        let reader = index
            .reader_builder()
            .reload_policy(tantivy::ReloadPolicy::Manual)
            .try_into()?;
        Ok(FieldIndex {
            searcher: tantivy::IndexReader::searcher(&reader),
            fields: self.fields,
        })
    }
}
