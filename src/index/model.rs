//! A linear model of which unit group a text belongs to.
//!
//! Each feature of a text (a word, a run of letters, a Chinese character, a pair of
//! them) adds to some unit groups and takes from others. The weights are learned from
//! the titles, lead statements and duties of the data itself when the archive is
//! compiled ([`training`](super::training)), so whatever the data does not hold the model
//! does not know.

use std::hash::Hasher;

use crate::analysis::{Analysis, Script, is_function_word, word_grams};
use crate::bytes::{Bytes, F32, Table, U32, read_number, unpack};
use crate::rank::MOST_FIELD_TERMS;

/// A feature, as a hash of its kind and text.
pub(crate) type Feature = u32;

/// How much each feature speaks for each unit group.
#[derive(Debug)]
pub(crate) struct Model {
    /// Where the rows of each range of hashes begin, and at last where all end.
    starts: Table<U32>,
    /// For each feature the rest of its hash, the length of what follows, and its
    /// unit groups, each as its distance from the one before and a weight of a byte.
    rows: Bytes,
    /// What a weight's unit is.
    unit: f32,
}

impl Model {
    pub(crate) fn open(bytes: Bytes) -> Option<Model> {
        let [starts, rows, unit] = unpack(bytes)?;
        let unit = Table::<F32>::new(unit).first()?.get();
        Some(Model {
            starts: Table::new(starts),
            rows,
            unit,
        })
    }

    /// How probable it is of each unit group, by ordinal, that a text is one of its
    /// titles, as a logarithm.
    pub(crate) fn scores(&self, text: &Analysis, groups: usize) -> Vec<f32> {
        let mut features = features(text, Script::Word);
        features.extend(self::features(text, Script::Han));
        features.truncate(MOST_FIELD_TERMS);
        let mut sums = vec![0i32; groups];
        for feature in features {
            let mut row = self.row(feature);
            let mut group = 0usize;
            while !row.is_empty() {
                group = group.wrapping_add(read_number(&mut row) as usize);
                let Some((&weight, rest)) = row.split_first() else {
                    break;
                };
                row = rest;
                if let Some(sum) = sums.get_mut(group) {
                    *sum += i32::from(weight.cast_signed());
                }
            }
        }
        let mut scores: Vec<f32> = sums.iter().map(|&sum| sum as f32 * self.unit).collect();
        let most = scores.iter().copied().fold(f32::MIN, f32::max);
        let total: f32 = scores.iter().map(|score| (score - most).exp()).sum();
        let all = most + total.ln();
        scores.iter_mut().for_each(|score| *score -= all);
        scores
    }

    /// The unit groups and weights of a feature; empty for an unknown one.
    fn row(&self, feature: Feature) -> &[u8] {
        let starts = &*self.starts;
        let range = range_of(feature, starts.len().saturating_sub(1));
        let (Some(start), Some(end)) = (starts.get(range), starts.get(range + 1)) else {
            return &[];
        };
        let rows = self.rows.get(start.get() as usize..end.get() as usize);
        let mut rows = rows.unwrap_or_default();
        while let Some((&rest, after)) = rows.split_first_chunk() {
            rows = after;
            let length = read_number(&mut rows) as usize;
            let (row, after) = rows.split_at(length.min(rows.len()));
            if u16::from_le_bytes(rest) == feature as u16 {
                return row;
            }
            rows = after;
        }
        &[]
    }
}

/// In which of so many ranges of hashes a feature lies; they are a power of two.
fn range_of(feature: Feature, ranges: usize) -> usize {
    ((u64::from(feature) * ranges as u64) >> 32) as usize
}

/// The features of a text in one script, each once: of English words the word in the
/// singular and runs of 3 and 4 letters, of Chinese its characters and pairs.
pub(super) fn features(text: &Analysis, script: Script) -> Vec<Feature> {
    let mut features = Vec::new();
    match script {
        Script::Word => {
            let words = text
                .tokens
                .iter()
                .filter(|token| token.script == Script::Word && !is_function_word(&token.term));
            let mut bounded = String::new();
            for word in words {
                features.push(feature(Kind::Word, &word.term));
                bounded.clear();
                bounded.extend(["_", &word.term, "_"]);
                word_grams(&bounded, 3..=4, |gram| {
                    features.push(feature(Kind::Letters, gram));
                });
            }
        }
        Script::Han => {
            for run in text.tokens.chunk_by(|a, b| a.script == b.script) {
                if run.first().is_none_or(|token| token.script != Script::Han) {
                    continue;
                }
                let run: String = run.iter().map(|token| &*token.term).collect();
                word_grams(&run, 1..=2, |gram| features.push(feature(Kind::Han, gram)));
            }
        }
    }
    features.sort_unstable();
    features.dedup();
    features
}

#[derive(Clone, Copy)]
enum Kind {
    Word,
    Letters,
    Han,
}

/// FNV-1a, which is the same everywhere, folded.
fn feature(kind: Kind, text: &str) -> Feature {
    let mut hasher = fnv::FnvHasher::default();
    hasher.write(&[kind as u8]);
    hasher.write(text.as_bytes());
    let hash = hasher.finish();
    (hash >> 32) as u32 ^ hash as u32
}

#[cfg(feature = "compile")]
pub(super) use building::write;

#[cfg(feature = "compile")]
mod building {
    use super::super::training::Row;
    use super::{F32, U32, range_of};
    use crate::bytes::{pack, rows, write_number};

    /// How many features share a range: so many rows are looked at to find one.
    const FEATURES_A_RANGE: usize = 8;

    /// The weight of the greatest byte.
    const MOST_UNITS: f32 = 127.0;

    /// Writes features with their weights. The greatest weight takes all of its byte.
    pub(in super::super) fn write(mut features: Vec<Row>) -> Vec<u8> {
        features.sort_by_key(|row| row.feature);
        let weights = features.iter().flat_map(|row| &row.weights);
        let most = weights.fold(0.0f32, |most, (_, weight)| most.max(weight.abs()));
        let unit = (most / MOST_UNITS).max(f32::MIN_POSITIVE);
        let ranges = (features.len() / FEATURES_A_RANGE + 1).next_power_of_two();
        let mut starts = Vec::new();
        let mut bytes = Vec::new();
        let mut features = features.into_iter().peekable();
        for range in 0..ranges {
            starts.push(U32::new(bytes.len() as u32));
            while let Some(row) = features.next_if(|row| range_of(row.feature, ranges) == range) {
                let mut list = Vec::new();
                let mut before = 0;
                for (group, weight) in row.weights {
                    let units = (weight / unit).round() as i8;
                    if units != 0 {
                        write_number(&mut list, group - before);
                        before = group;
                        list.push(units.cast_unsigned());
                    }
                }
                bytes.extend_from_slice(&(row.feature as u16).to_le_bytes());
                write_number(&mut bytes, list.len() as u32);
                bytes.extend_from_slice(&list);
            }
        }
        starts.push(U32::new(bytes.len() as u32));
        pack(&[rows(&starts), &bytes, rows(&[F32::new(unit)])])
    }
}
