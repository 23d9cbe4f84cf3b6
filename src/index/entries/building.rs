//! Writing the entries and the vocabulary.

use std::collections::BTreeMap;

use super::super::texts::texts;
use super::super::vocabulary::{self, Term};
use super::{
    EntryKind, GroupRow, SHORT_LISTS, STRETCH, Stretch, U32, WEIGHT_STEPS, Writing, for_each_term,
};
use crate::analysis::{Analysis, Analyzer};
use crate::bytes::{pack, rows, write_number};
use crate::lang::Lang;
use crate::unit_group::UnitGroup;

/// A text of a unit group, for the other parts of the index.
pub(in super::super) struct Text {
    pub(in super::super) entry: u32,
    pub(in super::super) kind: EntryKind,
    pub(in super::super) writing: Writing,
    pub(in super::super) analysis: Analysis,
}

#[derive(Default)]
pub(in super::super) struct Builder {
    groups: Vec<GroupRow>,
    /// The terms of each entry, by number.
    entries: Vec<Vec<u32>>,
    /// Terms in the order of their first use.
    numbers: BTreeMap<String, u32>,
}

impl Builder {
    /// Adds the texts of the next unit group.
    pub(in super::super) fn add_group(
        &mut self,
        analyzer: &Analyzer,
        group: &UnitGroup,
    ) -> Vec<Text> {
        let count = |count: usize| U32::new(count as u32);
        let row = GroupRow {
            entries: count(self.entries.len()),
            blocks: [U32::new(0); 2],
            duties: count(group.main_duties().len()),
            exclusions: count(group.exclusions().len()),
            titles: count(group.titles().len()),
        };
        self.groups.push(row);
        let mut added = Vec::new();
        let all = [Lang::En, Lang::ZhHans].into_iter();
        let all = all.flat_map(|lang| texts(group, lang));
        for (at, text) in (0..).zip(all) {
            let (writing, kind) = row.kind(at);
            let analysis = analyzer.analyze(text);
            added.push(Text {
                entry: self.entries.len() as u32,
                kind,
                writing,
                analysis,
            });
            self.add(&added[added.len() - 1].analysis);
        }
        added
    }

    fn add(&mut self, text: &Analysis) {
        let mut terms = Vec::new();
        for_each_term(text, |term, _| {
            let next = self.numbers.len() as u32;
            terms.push(*self.numbers.entry(term.to_owned()).or_insert(next));
        });
        terms.sort_unstable();
        terms.dedup();
        self.entries.push(terms);
    }

    /// Writes the entries and the vocabulary.
    pub(in super::super) fn finish(mut self) -> (Vec<u8>, Vec<u8>) {
        let mut counts = vec![0u32; self.numbers.len()];
        for &term in self.entries.iter().flatten() {
            counts[term as usize] += 1;
        }
        // A term's number in the archive is its place in the sorted list.
        let mut sorted = vec![0u32; self.numbers.len()];
        for (place, &number) in (0..).zip(self.numbers.values()) {
            sorted[number as usize] = place;
        }
        let terms: Vec<(&str, u32)> = self
            .numbers
            .iter()
            .map(|(text, &number)| (&**text, counts[number as usize]))
            .collect();
        // Texts that are missing in a language are no entries to count.
        let present = self.entries.iter().filter(|terms| !terms.is_empty());
        let vocabulary = vocabulary::compile(&terms, present.count() as u32);
        for terms in &mut self.entries {
            for term in terms.iter_mut() {
                *term = sorted[*term as usize];
            }
            terms.sort_unstable();
        }
        let mut blocks = Vec::new();
        let all = self.entries.len();
        let firsts: Vec<usize> = self
            .groups
            .iter()
            .map(|row| row.entries.get() as usize)
            .collect();
        for (at, row) in self.groups.iter_mut().enumerate() {
            let first = firsts[at];
            let middle = first + row.english() as usize;
            let end = firsts.get(at + 1).copied().unwrap_or(all);
            for (start, entries) in row.blocks.iter_mut().zip([first..middle, middle..end]) {
                *start = U32::new(blocks.len() as u32);
                write_block(&mut blocks, &self.entries[entries], &vocabulary);
            }
        }
        self.groups.push(GroupRow {
            entries: U32::new(all as u32),
            blocks: [U32::new(blocks.len() as u32); 2],
            ..GroupRow::default()
        });
        (
            pack(&[rows(&self.groups), &blocks]),
            vocabulary.into_bytes(),
        )
    }
}

/// Writes the texts of a unit group in a language, each given by its terms.
fn write_block(bytes: &mut Vec<u8>, entries: &[Vec<u32>], vocabulary: &vocabulary::Compiled) {
    let mut holders: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (place, terms) in (0..).zip(entries) {
        let weights = terms.iter().map(|&term| vocabulary.weight(Term(term)));
        let weight = (weights.sum::<f32>() * WEIGHT_STEPS).round() as u16;
        bytes.extend_from_slice(&weight.to_le_bytes());
        for &term in terms {
            holders.entry(term).or_default().push(place);
        }
    }
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut terms = Vec::new();
    let mut before = 0;
    for (at, (term, places)) in holders.into_iter().enumerate() {
        if at % STRETCH == 0 {
            stretches.push(Stretch::at(term, terms.len()));
            before = term;
        }
        let mut list = Vec::new();
        let mut last = 0;
        for place in places {
            write_number(&mut list, place - last);
            last = place;
        }
        let length = list.len() as u32;
        let short = if length < SHORT_LISTS { length } else { 0 };
        write_number(&mut terms, (term - before) * SHORT_LISTS + short);
        before = term;
        if short == 0 {
            write_number(&mut terms, length);
        }
        terms.extend_from_slice(&list);
    }
    stretches.push(Stretch::at(before + 1, terms.len()));
    bytes.extend_from_slice(&(stretches.len() as u16).to_le_bytes());
    bytes.extend_from_slice(rows(&stretches));
    bytes.extend_from_slice(&terms);
}

impl Stretch {
    fn at(term: u32, start: usize) -> Stretch {
        let three = |number: u32| {
            let [a, b, c, _] = number.to_le_bytes();
            [a, b, c]
        };
        Stretch {
            term: three(term),
            start: three(start as u32),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Entries;
    use super::*;
    use crate::bytes::Bytes;

    #[test]
    fn every_term_of_a_block_is_found() {
        // Every third term is nobody's.
        let has = |entry: u32, term: u32| !term.is_multiple_of(3) && (entry * term) % 7 < 2;
        let texts: Vec<String> = (0..100).map(|term| format!("t{term:03}")).collect();
        let terms: Vec<(&str, u32)> = texts.iter().map(|text| (&**text, 1)).collect();
        let vocabulary = vocabulary::compile(&terms, 40);
        let entries: Vec<Vec<u32>> = (0..40)
            .map(|entry| (0..100).filter(|&term| has(entry, term)).collect())
            .collect();
        let mut bytes = Vec::new();
        write_block(&mut bytes, &entries, &vocabulary);
        let end = U32::new(bytes.len() as u32);
        let [duties, exclusions, titles] = [5, 3, 30].map(U32::new);
        let groups = [
            GroupRow {
                blocks: [U32::new(0), end],
                duties,
                exclusions,
                titles,
                ..GroupRow::default()
            },
            GroupRow {
                entries: U32::new(40),
                blocks: [end; 2],
                ..GroupRow::default()
            },
        ];
        let packed = pack(&[rows(&groups), &bytes]);
        let all = Entries::open(Bytes::new(packed)).unwrap();
        let block = all.block(0, Writing::English);
        let mut from = 0;
        for term in 0..101 {
            let holders: Vec<usize> = (0..40)
                .filter(|&entry| has(entry, term))
                .map(|entry| entry as usize)
                .collect();
            let holders = (term < 100 && !holders.is_empty()).then_some(holders);
            let mut listed = block.terms().filter(|(own, _)| own.0 == term);
            let listed = listed.next().map(|(_, found)| found.iter().collect());
            assert_eq!(listed, holders, "{term}");
            for from in [&mut 0, &mut from] {
                let found = block.holders(Term(term), from);
                assert_eq!(found.map(|found| found.iter().collect()), holders, "{term}");
            }
        }
    }
}
