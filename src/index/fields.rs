//! The tantivy index: one document a unit group, a field for each way of looking
//! at its texts.
//!
//! One document a unit group beats one a title for titles that the index does
//! not hold (`design.md`: 74 / 92.5 % against 63 / 88 % for the first and the
//! first five). Terms are made by our analysis and stored divided by spaces, so
//! tantivy's own part is BM25 and nothing is parsed.

use std::borrow::Cow;
use std::sync::Arc;

use tantivy::index::InvertedIndexReader;
use tantivy::postings::BlockSegmentPostings;
use tantivy::schema::IndexRecordOption;
use tantivy::{IndexReader, ReloadPolicy};

use super::directory::ReadOnly;
use crate::analysis::{Analysis, Analyzer, DutyWord, Script, Token, is_function_word, word_grams};
use crate::archive::{Section, missing};
use crate::bytes::Bytes;
use crate::error::Error;
use crate::field::Field;

impl Field {
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
                    .map(|token| analyzer.stem(&token.term).into_owned())
                    .collect(),
                Script::Han => tokens.map(|token| token.term.clone()).collect(),
            }
        };
        match self {
            Field::EnglishWords | Field::ChineseWords => words(&mut tokens),
            Field::EnglishDuties | Field::ChineseDuties => {
                let is_han = self.script() == Script::Han;
                let mut terms = Vec::new();
                for word in analyzer.duty_words(&text.tokens) {
                    match word {
                        DutyWord::English { term, .. } if is_han => terms.push(term.to_owned()),
                        DutyWord::English { compared, .. } => terms.push(compared.into_owned()),
                        DutyWord::Chinese(words) if is_han => {
                            let words = words.into_iter().map(Cow::into_owned);
                            terms.extend(words.filter(|word| !is_function_word(word)));
                        }
                        DutyWord::Chinese(_) => {}
                    }
                }
                terms
            }
            Field::EnglishHeads => {
                let base = base(text);
                let heads: Vec<String> = base
                    .iter()
                    .filter(|token| is_word(token) && !is_function_word(&token.term))
                    .map(|token| analyzer.stem(&token.term).into_owned())
                    .collect();
                match &heads[..] {
                    [] => Vec::new(),
                    [only] => vec![only.clone()],
                    [.., before, last] => vec![last.clone(), format!("{before}_{last}")],
                }
            }
            Field::ChineseHeads => {
                let mut characters: Vec<char> = base(text)
                    .iter()
                    .filter(|token| token.script == Script::Han)
                    .flat_map(|token| token.term.chars())
                    .collect();
                characters.reverse();
                let ends = [2, 3].into_iter().filter(|&end| end <= characters.len());
                ends.map(|end| characters[..end].iter().rev().collect())
                    .collect()
            }
            Field::EnglishGrams => {
                let mut grams = Vec::new();
                for word in tokens.filter(is_word) {
                    let bounded = format!("_{}_", word.term);
                    word_grams(&bounded, 3..=4, |gram| grams.push(gram.to_owned()));
                }
                grams
            }
        }
    }
}

/// The tokens of a title before its qualifier, and of an inverted one those before the
/// comma.
fn base(text: &Analysis) -> &[Token] {
    let tokens = &text.tokens;
    let is_break = |at: &usize| {
        let gap = &text.cleaned.text[tokens[at - 1].range.end..tokens[*at].range.start];
        gap.contains(['(', ',']) || gap.contains(" -") || gap.contains("- ")
    };
    let end = (1..tokens.len()).find(is_break).unwrap_or(tokens.len());
    &tokens[..end]
}

/// The index, opened for searching.
pub(crate) struct FieldIndex {
    fields: Vec<OpenField>,
    documents: usize,
}

/// A field with what BM25 asks of it.
struct OpenField {
    index: Arc<InvertedIndexReader>,
    /// For each document what its length adds to how often it has a term.
    lengths: Vec<f32>,
}

/// How soon more of the same term adds nothing, and how much the length of a document
/// counts: BM25 as tantivy has it. Its own weights are made anew for each term, with what
/// explains them, and take longer than all else here.
const K1: f32 = 1.2;
const B: f32 = 0.75;

/// What a term that some of the documents have adds at most.
fn bm25_weight(frequency: u32, documents: usize) -> f32 {
    let (all, frequency) = (documents as f32, frequency as f32);
    (1.0 + K1) * (1.0 + (all - frequency + 0.5) / (frequency + 0.5)).ln()
}

impl FieldIndex {
    /// Opens what [`Builder`] wrote.
    pub(crate) fn open(bytes: Bytes) -> Result<FieldIndex, Error> {
        let directory = ReadOnly::open(bytes).ok_or_else(|| missing(Section::Fields))?;
        let index = tantivy::Index::open(directory)?;
        let reader: IndexReader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        let searcher = reader.searcher();
        let schema = index.schema();
        let [segment] = searcher.segment_readers() else {
            return Err(missing(Section::Fields));
        };
        let documents = segment.max_doc();
        let fields = Field::ALL.iter().map(|field| {
            let field = schema.get_field(field.name())?;
            let index = segment.inverted_index(field)?;
            let average = index.total_num_tokens() as f32 / documents as f32;
            let lengths = segment.get_fieldnorms_reader(field)?;
            let lengths = (0..documents).map(|document| lengths.fieldnorm(document) as f32);
            let lengths = lengths.map(|length| K1 * (1.0 - B + B * length / average));
            Ok(OpenField {
                lengths: lengths.collect(),
                index,
            })
        });
        Ok(FieldIndex {
            fields: fields.collect::<Result<_, tantivy::TantivyError>>()?,
            documents: documents as usize,
        })
    }

    /// The BM25 score of every unit group that has one of the terms, by
    /// ordinal; 0 for the others.
    ///
    /// Documents stand in one segment, in the order in which they were added, so a
    /// document's number is its ordinal; and there are few, so that each term's
    /// whole list is added up without asking which of them could matter.
    pub(crate) fn scores(&self, field: Field, terms: &[String]) -> Result<Vec<f32>, Error> {
        let mut scores = vec![0.0; self.documents];
        let Some(field) = self.fields.get(field as usize) else {
            return Ok(scores);
        };
        let failed = |error: std::io::Error| Error::from(tantivy::TantivyError::from(error));
        let dictionary = field.index.terms();
        let mut opened: Option<BlockSegmentPostings> = None;
        for term in terms {
            let Some(found) = dictionary.get(term).map_err(failed)? else {
                continue;
            };
            let index = &field.index;
            let postings = match &mut opened {
                Some(postings) => index
                    .reset_block_postings_from_terminfo(&found, postings)
                    .map(|()| postings),
                None => index
                    .read_block_postings_from_terminfo(&found, IndexRecordOption::WithFreqs)
                    .map(|postings| opened.insert(postings)),
            };
            let postings = postings.map_err(failed)?;
            let weight = bm25_weight(found.doc_freq, self.documents);
            let mut left = found.doc_freq as usize;
            loop {
                for (&document, &frequency) in postings.docs().iter().zip(postings.freqs()) {
                    let at = document as usize;
                    if let (Some(score), Some(length)) = (scores.get_mut(at), field.lengths.get(at))
                    {
                        let frequency = frequency as f32;
                        *score += weight * (frequency / (frequency + length));
                    }
                }
                // To go on past the last block costs as much as to read one.
                left = left.saturating_sub(postings.docs().len());
                if left == 0 || postings.docs().is_empty() {
                    break;
                }
                postings.advance();
            }
        }
        Ok(scores)
    }
}

impl std::fmt::Debug for FieldIndex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FieldIndex").finish_non_exhaustive()
    }
}

#[cfg(feature = "compile")]
pub(super) use building::Builder;

#[cfg(feature = "compile")]
mod building {
    use tantivy::schema::{
        Field as TantivyField, IndexRecordOption, Schema, TextFieldIndexing, TextOptions,
    };
    use tantivy::{Directory, TantivyDocument};

    use super::super::directory;
    use super::super::entries::{EntryKind, Text, Writing};
    use super::Field;
    use crate::analysis::{Analyzer, Script};
    use crate::error::Error;

    impl EntryKind {
        /// Whether a query can be this text as a whole.
        pub(in super::super) fn is_title(self) -> bool {
            matches!(
                self,
                EntryKind::Class | EntryKind::Title(_) | EntryKind::ChineseTitle(_)
            )
        }
    }

    impl Field {
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

    /// Adds a document for each unit group.
    pub(in super::super) struct Builder {
        directory: tantivy::directory::RamDirectory,
        writer: tantivy::SingleSegmentIndexWriter,
        fields: [TantivyField; Field::ALL.len()],
    }

    /// How much memory tantivy may fill before it writes a segment, which a single
    /// segment must never reach: ten times what the 511 pages take.
    const WRITER_MEMORY: usize = 512 << 20;

    impl Builder {
        pub(in super::super) fn new() -> Result<Builder, Error> {
            let mut schema = Schema::builder();
            let indexing = TextFieldIndexing::default()
                .set_tokenizer("whitespace")
                .set_index_option(IndexRecordOption::WithFreqs);
            let options = TextOptions::default().set_indexing_options(indexing);
            let fields =
                Field::ALL.map(|field| schema.add_text_field(field.name(), options.clone()));
            let directory = tantivy::directory::RamDirectory::create();
            let writer = tantivy::Index::builder()
                .schema(schema.build())
                .single_segment_index_writer(directory.clone(), WRITER_MEMORY)?;
            Ok(Builder {
                directory,
                writer,
                fields,
            })
        }

        pub(in super::super) fn add_group(
            &mut self,
            analyzer: &Analyzer,
            texts: &[Text],
        ) -> Result<(), Error> {
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

        pub(in super::super) fn finish(self) -> Result<Vec<u8>, Error> {
            let index = self.writer.finalize()?;
            let metas = index.load_metas()?;
            let [segment] = &metas.segments[..] else {
                return Err(Error::archive("tantivy wrote several segments"));
            };
            let id = segment.id();
            let mut paths: Vec<_> = metas.list_segment_files().into_iter().collect();
            paths.sort();
            let mut packed = directory::Writer::default();
            for path in &paths {
                // Parts that this index has no use for are listed, too.
                if let Ok(file) = self.directory.open_read(path) {
                    let bytes = file.read_bytes().map_err(tantivy::TantivyError::from)?;
                    packed.add(path, &id.uuid_string(), &bytes);
                }
            }
            let meta = std::path::Path::new("meta.json");
            let bytes = self.directory.atomic_read(meta);
            let bytes = bytes.map_err(tantivy::TantivyError::from)?;
            packed.add(meta, &id.uuid_string(), &bytes);
            Ok(packed.finish())
        }
    }
}
