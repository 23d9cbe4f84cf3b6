//! Every title, duty, lead statement and exclusion by its terms, so that the one that
//! matched best within a unit group is found by counting.
//!
//! The texts of a unit group stand in a fixed order: in English and then in
//! Chinese the lead statement, the duties, the exclusions, the titles and the
//! class title (before the titles in Chinese). So a number tells which text it is.
//! A unit group has a block for each language: the weight of each text, then all
//! terms of these texts, each with the texts that hold it. Before these stands where
//! every sixteenth of them is, so that a term is found without reading all.

use std::ops::Range;

use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use super::vocabulary::Term;
use crate::analysis::{Analysis, Script, Token, is_function_word};
use crate::bytes::{Bytes, Table, U16, U32, read_number, unpack};

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
    /// Where its blocks begin, English and Chinese.
    blocks: [U32; 2],
    duties: U32,
    exclusions: U32,
    titles: U32,
}

/// All entries, those of a unit group together.
#[derive(Debug)]
pub(crate) struct Entries {
    /// A last row stands for the end of all.
    groups: Table<GroupRow>,
    blocks: Bytes,
}

/// The texts of a unit group in one language.
pub(crate) struct Block<'a> {
    /// The number of its first entry.
    first: u32,
    /// The first entry of the unit group, and its row.
    group_first: u32,
    row: GroupRow,
    weights: &'a [U16],
    /// A last row stands for the end of all terms.
    stretches: &'a [Stretch],
    terms: &'a [u8],
}

/// Where a stretch of the terms of a block begins.
#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned, Clone, Copy, Debug, Default)]
#[repr(C)]
struct Stretch {
    /// Its first term.
    term: [u8; 3],
    /// Its first byte among those of the terms.
    start: [u8; 3],
}

/// How many terms a stretch has.
const STRETCH: usize = 16;

impl Stretch {
    fn term(self) -> u32 {
        let [a, b, c] = self.term;
        u32::from_le_bytes([a, b, c, 0])
    }

    fn start(self) -> usize {
        let [a, b, c] = self.start;
        u32::from_le_bytes([a, b, c, 0]) as usize
    }
}

impl<'a> Block<'a> {
    /// How many texts there are.
    pub(crate) fn len(&self) -> usize {
        self.weights.len()
    }

    /// The number of a text of the block among all entries.
    pub(crate) fn entry(&self, at: usize) -> u32 {
        self.first + at as u32
    }

    /// The sum of the weights of a text's terms.
    pub(crate) fn weight(&self, at: usize) -> f32 {
        let weight = self.weights.get(at).copied().unwrap_or_default();
        f32::from(weight.get()) / WEIGHT_STEPS
    }

    pub(crate) fn kind(&self, at: usize) -> EntryKind {
        self.row.kind(self.entry(at) - self.group_first).1
    }

    /// The places in the block of the duties.
    pub(crate) fn duties(&self) -> Range<usize> {
        1..1 + self.row.duties.get() as usize
    }

    /// The places in the block of the titles, the class title among them.
    pub(crate) fn titles(&self) -> Range<usize> {
        self.exclusions().end..self.len()
    }

    /// The place in the block of the class title.
    pub(crate) fn class(&self) -> usize {
        match self.first == self.group_first {
            true => self.row.english() as usize - 1,
            false => self.exclusions().end,
        }
    }

    /// The places in the block of the texts that the classification excludes.
    pub(crate) fn exclusions(&self) -> Range<usize> {
        let start = 1 + self.row.duties.get() as usize;
        start..start + self.row.exclusions.get() as usize
    }

    /// The terms, ascending, each with the places of the texts that hold it.
    pub(crate) fn terms(&self) -> impl Iterator<Item = (Term, Holders<'a>)> {
        let stretches = self.stretches.split_last();
        let stretches = stretches.map_or(&[][..], |(_, stretches)| stretches);
        stretches.iter().flat_map(|stretch| self.stretch(*stretch))
    }

    /// The places of the texts that hold a term. Who asks for several, ascending, gives the
    /// same `from` each time, 0 at first: no stretch is looked at that others are behind.
    pub(crate) fn holders(&self, term: Term, from: &mut usize) -> Option<Holders<'a>> {
        let rest = self.stretches.get(*from..)?;
        *from += rest
            .partition_point(|stretch| stretch.term() <= term.0)
            .checked_sub(1)?;
        // The last row stands for the end of all.
        let [stretch, _, ..] = self.stretches.get(*from..)? else {
            return None;
        };
        let mut terms = self.stretch(*stretch);
        let (found, holders) = terms.find(|(own, _)| *own >= term)?;
        (found == term).then_some(holders)
    }

    /// The terms of a stretch.
    fn stretch(&self, stretch: Stretch) -> impl Iterator<Item = (Term, Holders<'a>)> + use<'a> {
        let mut bytes = self.terms.get(stretch.start()..).unwrap_or_default();
        let mut term = stretch.term();
        (0..STRETCH).map_while(move |_| {
            if bytes.is_empty() {
                return None;
            }
            let head = read_number(&mut bytes);
            term = term.wrapping_add(head / SHORT_LISTS);
            let length = match head % SHORT_LISTS {
                0 => read_number(&mut bytes) as usize,
                short => short as usize,
            };
            let (holders, rest) = bytes.split_at(length.min(bytes.len()));
            bytes = rest;
            Some((Term(term), Holders(holders)))
        })
    }
}

/// The length of a term's list of holders stands beside the term where it is shorter than
/// so many bytes, as most are.
const SHORT_LISTS: u32 = 4;

/// The places of the texts that hold a term, in their block.
#[derive(Clone, Copy)]
pub(crate) struct Holders<'a>(&'a [u8]);

impl Holders<'_> {
    pub(crate) fn iter(self) -> impl Iterator<Item = usize> {
        let mut bytes = self.0;
        let mut place = 0usize;
        std::iter::from_fn(move || {
            if bytes.is_empty() {
                return None;
            }
            place = place.wrapping_add(read_number(&mut bytes) as usize);
            Some(place)
        })
    }
}

/// Weights are kept in sixteenths: no sum is compared more finely.
const WEIGHT_STEPS: f32 = 16.0;

impl Entries {
    pub(crate) fn open(bytes: Bytes) -> Option<Entries> {
        let [groups, blocks] = unpack(bytes)?;
        Some(Entries {
            groups: Table::new(groups),
            blocks,
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

    /// The texts of a unit group in a language.
    pub(crate) fn block(&self, group: u32, writing: Writing) -> Block<'_> {
        let at = group as usize;
        let row = self.groups.get(at).copied().unwrap_or_default();
        let next = self.groups.get(at + 1).copied().unwrap_or_default();
        let [english, chinese] = row.blocks.map(U32::get);
        let group_first = row.entries.get();
        let chinese_first = group_first.saturating_add(row.english());
        let (first, end, range) = match writing {
            Writing::English => (group_first, chinese_first, english..chinese),
            Writing::Chinese => (
                chinese_first,
                next.entries.get(),
                chinese..next.blocks[0].get(),
            ),
        };
        let range = range.start as usize..range.end as usize;
        let bytes = self.blocks.get(range).unwrap_or_default();
        let weights = size_of::<U16>() * end.saturating_sub(first) as usize;
        let (weights, bytes) = bytes.split_at_checked(weights).unwrap_or_default();
        let (count, bytes) = bytes.split_at_checked(size_of::<U16>()).unwrap_or_default();
        let count = U16::read_from_bytes(count).unwrap_or_default();
        let stretches = size_of::<Stretch>() * usize::from(count.get());
        let (stretches, terms) = bytes.split_at_checked(stretches).unwrap_or_default();
        Block {
            first,
            group_first,
            row,
            weights: <[U16]>::ref_from_bytes(weights).unwrap_or_default(),
            stretches: <[Stretch]>::ref_from_bytes(stretches).unwrap_or_default(),
            terms,
        }
    }
}

impl GroupRow {
    /// How many entries are English.
    fn english(&self) -> u32 {
        let [duties, exclusions, titles] =
            [self.duties, self.exclusions, self.titles].map(U32::get);
        1 + duties + exclusions + titles + 1
    }

    /// What stands at a place among the entries of the unit group.
    #[inline]
    fn kind(&self, at: u32) -> (Writing, EntryKind) {
        let [duties, exclusions, titles] =
            [self.duties, self.exclusions, self.titles].map(U32::get);
        let (writing, at) = match at.checked_sub(self.english()) {
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
pub(crate) fn for_each_term<'a>(text: &'a Analysis, mut each: impl FnMut(&'a str, Range<usize>)) {
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
mod building;
