//! Every title, duty, lead statement and exclusion as the set of its terms, so
//! that the one that matched best within a unit group is found by counting.
//!
//! The texts of a unit group stand in a fixed order: in English and then in
//! Chinese the lead statement, the duties, the exclusions, the titles and the
//! class title. So a number tells which text it is, and the terms need no table:
//! they are one stream of bytes a unit group, read from its beginning.

use std::ops::Range;

use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use super::vocabulary::Term;
use crate::analysis::{Analysis, Script, Token, is_function_word};
use crate::bytes::{Bytes, Table, U32, unpack};

/// Which text of a unit group an entry is; numbers are 0-based.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EntryKind {
    /// The class title.
    Class,
    /// A row of the titles, in English.
    Title(u32),
    /// A Chinese title, by its number among those of the unit group.
    ChineseTitle(u32),
    Lead,
    Duty(u32),
    Exclusion(u32),
}

/// Which language an entry is in; Chinese ones are Simplified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Writing {
    English,
    Chinese,
}

/// Where an entry stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// The unit group's ordinal.
    pub(crate) group: u32,
    pub(crate) kind: EntryKind,
    pub(crate) writing: Writing,
}

#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned, Clone, Copy, Debug, Default)]
#[repr(C)]
struct GroupRow {
    /// The number of its first entry.
    entries: U32,
    /// Where its terms begin.
    stream: U32,
    duties: U32,
    exclusions: U32,
    titles: U32,
}

/// All entries, those of a unit group together.
#[derive(Debug)]
pub(crate) struct Entries {
    /// A last row stands for the end of all.
    groups: Table<GroupRow>,
    stream: Bytes,
}

/// An entry that was read.
pub(crate) struct Entry<'a> {
    pub(crate) number: u32,
    pub(crate) kind: EntryKind,
    /// The sum of its terms' weights.
    pub(crate) weight: f32,
    terms: &'a [u8],
}

impl Entry<'_> {
    /// The numbers of its terms, ascending, each once.
    pub(crate) fn terms(&self) -> impl Iterator<Item = Term> {
        let mut bytes = self.terms;
        let mut term = 0u32;
        std::iter::from_fn(move || {
            if bytes.is_empty() {
                return None;
            }
            term = term.wrapping_add(read_number(&mut bytes));
            Some(Term(term))
        })
    }
}

/// Weights are kept in sixteenths: no sum is compared more finely.
const WEIGHT_STEPS: f32 = 16.0;

/// Reads a number of seven bits a byte, the lowest first.
fn read_number(bytes: &mut &[u8]) -> u32 {
    let mut number = 0u32;
    let mut shift = 0;
    while let Some((&byte, rest)) = bytes.split_first() {
        *bytes = rest;
        number |= u32::from(byte & 0x7f).unbounded_shl(shift);
        if byte < 0x80 {
            break;
        }
        shift += 7;
    }
    number
}

impl Entries {
    pub(crate) fn open(bytes: Bytes) -> Option<Entries> {
        let [groups, stream] = unpack(bytes)?;
        Some(Entries {
            groups: Table::new(groups),
            stream,
        })
    }

    /// How many unit groups there are.
    pub(crate) fn group_count(&self) -> u32 {
        self.groups.len().saturating_sub(1) as u32
    }

    /// The unit group of an entry, and which of its texts the entry is.
    pub(crate) fn place(&self, entry: u32) -> Place {
        let after = self
            .groups
            .partition_point(|row| row.entries.get() <= entry);
        let group = after.saturating_sub(1);
        let row = self.groups.get(group).copied().unwrap_or_default();
        let (writing, kind) = row.kind(entry.saturating_sub(row.entries.get()));
        Place {
            group: group as u32,
            kind,
            writing,
        }
    }

    /// The entries of a unit group.
    pub(crate) fn of_group(&self, group: u32) -> impl Iterator<Item = Entry<'_>> {
        let at = group as usize;
        let row = self.groups.get(at).copied().unwrap_or_default();
        let next = self.groups.get(at + 1).copied().unwrap_or_default();
        let range = row.stream.get() as usize..next.stream.get() as usize;
        let mut stream = self.stream.get(range).unwrap_or_default();
        (row.entries.get()..next.entries.get()).map(move |number| {
            let length = (read_number(&mut stream) as usize).min(stream.len());
            let (entry, rest) = stream.split_at(length);
            stream = rest;
            let (_, kind) = row.kind(number - row.entries.get());
            let (weight, terms) = entry.split_at_checked(2).unwrap_or_default();
            let weight = weight.try_into().map_or(0, u16::from_le_bytes);
            Entry {
                number,
                kind,
                weight: f32::from(weight) / WEIGHT_STEPS,
                terms,
            }
        })
    }
}

impl GroupRow {
    /// What stands at a place among the entries of the unit group.
    fn kind(&self, at: u32) -> (Writing, EntryKind) {
        let [duties, exclusions, titles] =
            [self.duties, self.exclusions, self.titles].map(U32::get);
        let english = 1 + duties + exclusions + titles + 1;
        let (writing, at) = match at.checked_sub(english) {
            None => (Writing::English, at),
            Some(at) => (Writing::Chinese, at),
        };
        let Some(at) = at.checked_sub(1) else {
            return (writing, EntryKind::Lead);
        };
        let Some(at) = at.checked_sub(duties) else {
            return (writing, EntryKind::Duty(at));
        };
        let Some(at) = at.checked_sub(exclusions) else {
            return (writing, EntryKind::Exclusion(at));
        };
        match (writing, at.checked_sub(titles)) {
            (Writing::English, None) => (writing, EntryKind::Title(at)),
            (Writing::English, Some(_)) => (writing, EntryKind::Class),
            // The class title stands before the titles here: how many of those
            // there are is only known from the next unit group.
            (Writing::Chinese, _) => match at.checked_sub(1) {
                None => (writing, EntryKind::Class),
                Some(number) => (writing, EntryKind::ChineseTitle(number)),
            },
        }
    }
}

/// Calls `each` with every term of a text and the part of the cleaned text that
/// it stands for: words without those that only tie others together, Chinese
/// characters and pairs of neighbours.
pub(crate) fn for_each_term(text: &Analysis, mut each: impl FnMut(&str, Range<usize>)) {
    let mut at = 0;
    while let Some(token) = text.tokens.get(at) {
        match token.script {
            Script::Word => {
                if !is_function_word(&token.term) {
                    each(&token.term, token.range.clone());
                }
                at += 1;
            }
            Script::Han => {
                let run = han_run(&text.tokens[at..]);
                let range = token.range.start..text.tokens[at + run - 1].range.end;
                let slice = &text.cleaned.text[range.clone()];
                let mut bounds: Vec<usize> = slice.char_indices().map(|(at, _)| at).collect();
                bounds.push(slice.len());
                for size in [1, 2] {
                    for window in bounds.windows(size + 1) {
                        let part = window[0]..window[size];
                        let place = range.start + part.start..range.start + part.end;
                        each(&slice[part], place);
                    }
                }
                at += run;
            }
        }
    }
}

/// How many tokens at the start are Chinese without a gap between them.
fn han_run(tokens: &[Token]) -> usize {
    let breaks = tokens
        .windows(2)
        .position(|pair| pair[1].script != Script::Han || pair[0].range.end != pair[1].range.start);
    breaks.map_or(tokens.len(), |at| at + 1)
}

#[cfg(feature = "compile")]
pub(super) use building::{Builder, Text};

#[cfg(feature = "compile")]
mod building {
    use std::collections::BTreeMap;

    use super::super::vocabulary::{self, Term};
    use super::{EntryKind, GroupRow, U32, WEIGHT_STEPS, Writing, for_each_term};
    use crate::analysis::{Analysis, Analyzer};
    use crate::bytes::{pack, rows};
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
                stream: U32::new(0),
                duties: count(group.main_duties().len()),
                exclusions: count(group.exclusions().len()),
                titles: count(group.titles().len()),
            };
            self.groups.push(row);
            let mut added = Vec::new();
            for (at, text) in (0..).zip(texts(group)) {
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
            let present = self
                .entries
                .iter()
                .filter(|terms| !terms.is_empty())
                .count();
            let vocabulary = vocabulary::compile(&terms, present as u32);
            let mut stream = Vec::new();
            let mut group = 0;
            for (number, terms) in self.entries.iter_mut().enumerate() {
                while self
                    .groups
                    .get(group)
                    .is_some_and(|row| row.entries.get() as usize <= number)
                {
                    self.groups[group].stream = U32::new(stream.len() as u32);
                    group += 1;
                }
                for term in terms.iter_mut() {
                    *term = sorted[*term as usize];
                }
                terms.sort_unstable();
                let mut entry = Vec::new();
                let weights = terms.iter().map(|&term| vocabulary.weight(Term(term)));
                let weight = (weights.sum::<f32>() * WEIGHT_STEPS).round() as u16;
                entry.extend_from_slice(&weight.to_le_bytes());
                let mut before = 0;
                for &term in terms.iter() {
                    write_number(&mut entry, term - before);
                    before = term;
                }
                write_number(&mut stream, entry.len() as u32);
                stream.extend_from_slice(&entry);
            }
            self.groups.push(GroupRow {
                entries: U32::new(self.entries.len() as u32),
                stream: U32::new(stream.len() as u32),
                ..GroupRow::default()
            });
            (
                pack(&[rows(&self.groups), &stream]),
                vocabulary.into_bytes(),
            )
        }
    }

    fn write_number(bytes: &mut Vec<u8>, mut number: u32) {
        while number >= 0x80 {
            bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        bytes.push(number as u8);
    }

    /// The texts of a unit group in the order of its entries; empty where it has
    /// none in a language.
    fn texts(group: &UnitGroup) -> Vec<&str> {
        let mut texts = Vec::new();
        for lang in [Lang::En, Lang::ZhHans] {
            texts.push(group.lead_statement(lang).unwrap_or_default());
            texts.extend(
                group
                    .main_duties()
                    .map(|duty| duty.get(lang).unwrap_or_default()),
            );
            let exclusions = group.exclusions();
            texts.extend(exclusions.map(|exclusion| exclusion.get(lang).unwrap_or_default()));
            let class = group.title(lang).unwrap_or_default();
            match lang {
                Lang::En => {
                    texts.extend(
                        group
                            .titles()
                            .map(|title| title.get(lang).unwrap_or_default()),
                    );
                    texts.push(class);
                }
                _ => {
                    texts.push(class);
                    texts.extend(group.titles().flat_map(|title| title.chinese(lang)));
                }
            }
        }
        texts
    }

    #[cfg(test)]
    mod tests {
        use super::super::read_number;
        use super::write_number;

        #[test]
        fn numbers_come_back() {
            for number in [0, 1, 127, 128, 300, 16_384, u32::MAX] {
                let mut bytes = Vec::new();
                write_number(&mut bytes, number);
                let mut rest = &bytes[..];
                assert_eq!(read_number(&mut rest), number);
                assert!(rest.is_empty());
            }
            assert_eq!(read_number(&mut &[0xff; 40][..]), u32::MAX);
        }
    }
}
