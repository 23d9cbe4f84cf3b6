//! What people of each unit group say of their work, so small that it can be carried
//! along: a few bits of a hash stand for each word.
//!
//! A word that a unit group's people don't say is taken for one of theirs once in some
//! 80,000: of a page of 200 words one is, in one unit group of 400. (With three bits less,
//! which would save 90 kB, it is in one of fifty, and 2 % less of the descriptions are right.)

use std::hash::Hasher;

use crate::analysis::{Analysis, Analyzer, DutyWord, word_grams};
use crate::bytes::{Bytes, Table, U32, read_number, unpack};
use crate::rank;

/// The words of all unit groups.
#[derive(Debug)]
pub(crate) struct Jargon {
    /// Where the words of each unit group begin, and the end of all.
    starts: Table<U32>,
    /// The marks of the words of each unit group, ascending, each as what it adds to the
    /// one before.
    marks: Bytes,
    /// How many words there are in all.
    count: u32,
}

/// How many bits of a word's hash are kept.
const MARK_BITS: u32 = 24;

/// What stands for a word.
fn mark(word: &str) -> u32 {
    let mut hasher = fnv::FnvHasher::default();
    hasher.write(word.as_bytes());
    // The high bits of FNV mix better than the low ones.
    (hasher.finish() >> (64 - MARK_BITS)) as u32
}

/// The words by which a text is compared with jargon: English ones as duties have them,
/// pairs of neighbouring Chinese characters.
pub(crate) fn jargon_terms(analyzer: &Analyzer, text: &Analysis) -> Vec<String> {
    let mut terms = Vec::new();
    for word in analyzer.duty_words(&text.tokens) {
        match word {
            DutyWord::English { compared, .. } => terms.push(compared.into_owned()),
            DutyWord::Chinese(words) => {
                word_grams(&words.concat(), 2..=2, |pair| terms.push(pair.to_owned()));
            }
        }
    }
    terms
}

impl Jargon {
    pub(crate) fn open(bytes: Bytes) -> Option<Jargon> {
        let [starts, marks, count] = unpack(bytes)?;
        let count = Table::<U32>::new(count);
        Some(Jargon {
            starts: Table::new(starts),
            marks,
            count: count.first()?.get(),
        })
    }

    /// For each unit group, by ordinal, how much of its jargon some words are: BM25 of
    /// words that stand in each text once.
    pub(crate) fn scores<'a>(&self, words: impl Iterator<Item = &'a str>) -> Vec<f32> {
        let mut wanted: Vec<u32> = words.map(mark).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let groups = self.starts.len().saturating_sub(1);
        let mut holders = vec![0u32; wanted.len()];
        let mut found: Vec<(usize, usize)> = Vec::new();
        let mut lengths = vec![0u32; groups];
        for (group, length) in lengths.iter_mut().enumerate() {
            let mut next = 0;
            for mark in self.of_group(group) {
                *length += 1;
                next += wanted[next..].partition_point(|&wanted| wanted < mark);
                if wanted.get(next) == Some(&mark) {
                    holders[next] += 1;
                    found.push((group, next));
                }
            }
        }
        let average = (self.count as f32 / groups.max(1) as f32).max(1.0);
        let mut scores = vec![0.0; groups];
        for (group, word) in found {
            let holders = holders[word] as f32;
            let rarity = (1.0 + (groups as f32 - holders + 0.5) / (holders + 0.5)).ln();
            scores[group] += rarity * rank::jargon_share(lengths[group] as f32 / average);
        }
        scores
    }

    /// The marks of a unit group's words, ascending.
    fn of_group(&self, group: usize) -> impl Iterator<Item = u32> {
        let at = |place: usize| {
            self.starts
                .get(place)
                .map_or(0, |start| start.get() as usize)
        };
        let mut bytes = self.marks.get(at(group)..at(group + 1)).unwrap_or_default();
        let mut mark = 0u32;
        std::iter::from_fn(move || {
            if bytes.is_empty() {
                return None;
            }
            mark = mark.wrapping_add(read_number(&mut bytes));
            Some(mark)
        })
    }
}

#[cfg(feature = "compile")]
pub(super) use building::Builder;

#[cfg(feature = "compile")]
mod building {
    use super::{U32, jargon_terms, mark};
    use crate::analysis::Analyzer;
    use crate::bytes::{pack, rows, write_number};

    #[derive(Default)]
    pub(in super::super) struct Builder {
        starts: Vec<U32>,
        marks: Vec<u8>,
        count: u32,
    }

    impl Builder {
        /// Adds what people of the next unit group say.
        pub(in super::super) fn add_group(&mut self, analyzer: &Analyzer, texts: &[&str]) {
            self.starts.push(U32::new(self.marks.len() as u32));
            let mut marks: Vec<u32> = texts
                .iter()
                .flat_map(|text| jargon_terms(analyzer, &analyzer.analyze(text)))
                .map(|term| mark(&term))
                .collect();
            marks.sort_unstable();
            marks.dedup();
            self.count += marks.len() as u32;
            let mut before = 0;
            for mark in marks {
                write_number(&mut self.marks, mark - before);
                before = mark;
            }
        }

        pub(in super::super) fn finish(mut self) -> Vec<u8> {
            self.starts.push(U32::new(self.marks.len() as u32));
            let count = [U32::new(self.count)];
            pack(&[rows(&self.starts), &self.marks, rows(&count)])
        }
    }
}
