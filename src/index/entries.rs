//! Every title, duty, lead statement and exclusion as the set of its terms, so
//! that the one that matched best within a unit group is found by counting.

use std::collections::HashMap;
use std::ops::Range;

use super::vocabulary::{Term, Vocabulary};
use crate::analysis::{Analysis, Analyzer, Script, Token, is_function_word};
use crate::lang::Lang;
use crate::unit_group::UnitGroup;

/// A text of a unit group.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    /// The unit group's ordinal.
    pub(crate) group: u32,
    pub(crate) kind: EntryKind,
    pub(crate) writing: Writing,
    /// Where its terms stand.
    start: u32,
    end: u32,
    /// The sum of its terms' weights.
    pub(crate) weight: f32,
}

/// Which text of a unit group an entry is; numbers are 0-based.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EntryKind {
    /// The class title.
    Class,
    /// A row of the titles; of several Chinese titles, which.
    Title {
        row: u32,
        chinese: u32,
    },
    Lead,
    Duty(u32),
    Exclusion(u32),
}

impl EntryKind {
    /// Whether a query can be this text as a whole.
    pub(crate) fn is_title(self) -> bool {
        matches!(self, EntryKind::Class | EntryKind::Title { .. })
    }
}

/// Which language an entry is in; Chinese ones are Simplified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Writing {
    English,
    Chinese,
}

/// All entries, those of a unit group together.
#[derive(Debug, Default)]
pub(crate) struct Entries {
    entries: Vec<Entry>,
    terms: Vec<Term>,
    /// For each unit group, where its entries begin, and at last where all end.
    starts: Vec<u32>,
}

impl Entries {
    pub(crate) fn get(&self, entry: u32) -> &Entry {
        &self.entries[entry as usize]
    }

    /// The entries of a unit group, each with its ordinal.
    pub(crate) fn of_group(&self, group: u32) -> impl Iterator<Item = (u32, &Entry)> {
        let at = group as usize;
        let range = self.starts[at]..self.starts[at + 1];
        range.map(|entry| (entry, self.get(entry)))
    }

    /// The terms of an entry, sorted, each once.
    pub(crate) fn terms(&self, entry: &Entry) -> &[Term] {
        &self.terms[entry.start as usize..entry.end as usize]
    }
}

/// A text that was just added, for the other parts of the index.
pub(super) struct Added {
    pub(super) entry: u32,
    pub(super) kind: EntryKind,
    pub(super) writing: Writing,
    pub(super) analysis: Analysis,
}

#[derive(Default)]
pub(super) struct Builder {
    table: Entries,
    ids: HashMap<String, (Term, u32)>,
}

impl Builder {
    /// Adds the texts of the next unit group.
    pub(super) fn add_group(&mut self, analyzer: &Analyzer, group: &UnitGroup) -> Vec<Added> {
        let ordinal = self.table.starts.len() as u32;
        self.table.starts.push(self.table.entries.len() as u32);
        texts(group)
            .into_iter()
            .map(|(kind, writing, text)| {
                let analysis = analyzer.analyze(text);
                let entry = self.add(ordinal, kind, writing, &analysis);
                Added {
                    entry,
                    kind,
                    writing,
                    analysis,
                }
            })
            .collect()
    }

    fn add(&mut self, group: u32, kind: EntryKind, writing: Writing, text: &Analysis) -> u32 {
        let mut terms: Vec<Term> = Vec::new();
        for_each_term(text, |term, _| {
            let next = Term(self.ids.len() as u32);
            let (id, _) = self.ids.entry(term.to_owned()).or_insert((next, 0));
            terms.push(*id);
        });
        terms.sort_unstable();
        terms.dedup();
        let start = self.table.terms.len() as u32;
        self.table.terms.append(&mut terms);
        self.table.entries.push(Entry {
            group,
            kind,
            writing,
            start,
            end: self.table.terms.len() as u32,
            weight: 0.0,
        });
        self.table.entries.len() as u32 - 1
    }

    pub(super) fn finish(self) -> (Entries, Vocabulary) {
        let Builder { mut table, mut ids } = self;
        table.starts.push(table.entries.len() as u32);
        let mut counts = vec![0; ids.len()];
        for term in &table.terms {
            counts[term.0 as usize] += 1;
        }
        for (term, count) in ids.values_mut() {
            *count = counts[term.0 as usize];
        }
        let vocabulary = Vocabulary::new(ids, table.entries.len() as u32);
        for entry in &mut table.entries {
            let terms = &table.terms[entry.start as usize..entry.end as usize];
            entry.weight = terms.iter().map(|&term| vocabulary.weight(term)).sum();
        }
        (table, vocabulary)
    }
}

/// The texts of a unit group in both languages, as they are searched.
fn texts<'a>(group: &'a UnitGroup) -> Vec<(EntryKind, Writing, &'a str)> {
    let both = [
        (Writing::English, Lang::En),
        (Writing::Chinese, Lang::ZhHans),
    ];
    let mut texts = Vec::new();
    for (writing, lang) in both {
        let mut push = |kind, text: Option<&'a str>| {
            texts.extend(text.map(|text| (kind, writing, text)));
        };
        push(EntryKind::Lead, group.lead_statement(lang));
        for (row, duty) in (0..).zip(group.main_duties()) {
            push(EntryKind::Duty(row), duty.get(lang));
        }
        for (row, exclusion) in (0..).zip(group.exclusions()) {
            push(EntryKind::Exclusion(row), exclusion.get(lang));
        }
        for (row, title) in (0..).zip(group.titles()) {
            match writing {
                Writing::English => push(EntryKind::Title { row, chinese: 0 }, title.get(lang)),
                Writing::Chinese => {
                    for (chinese, text) in (0..).zip(title.chinese(lang)) {
                        push(EntryKind::Title { row, chinese }, Some(text));
                    }
                }
            }
        }
        // Of a job title and a class title that are the same, the job's is found first.
        push(EntryKind::Class, group.title(lang));
    }
    texts
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
