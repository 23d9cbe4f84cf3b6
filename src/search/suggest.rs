//! Type-ahead: titles that go on as somebody types.

use std::collections::{HashMap, HashSet};

use serde::{Serialize, Serializer};

use super::Searcher;
use super::hit::{ClassTitle, Matched};
use super::query::Query;
use super::seek::code_digits;
use super::shown::{divide, shown, title_row};
use crate::analysis::key::Tier;
use crate::analysis::{Analysis, Script, is_han};
use crate::code::{Code, SkillLevel, Teer};
use crate::edition::Edition;
use crate::index::{Index, Piece, joined, pieces, places};
use crate::lang::Lang;
use crate::rank;
use crate::unit_group::UnitGroup;

/// A title that goes on as somebody types, with its unit group.
///
/// It serializes as an object with `code`, `edition`, `teer` or `skill_level`,
/// `title` (`en` and `zh` of the class) and `matched`.
#[derive(Clone, Debug)]
pub struct Suggestion {
    group: UnitGroup,
    matched: Matched,
    chinese: Lang,
}

impl Suggestion {
    /// Returns the code of the unit group.
    pub fn code(&self) -> Code {
        self.group.code()
    }

    /// Returns the unit group.
    pub fn unit_group(&self) -> &UnitGroup {
        &self.group
    }

    /// Returns the title in both languages, with what was typed marked in it.
    /// Where digits were typed it is the class title, with nothing marked.
    pub fn matched(&self) -> &Matched {
        &self.matched
    }
}

impl Serialize for Suggestion {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Shape<'a> {
            code: Code,
            edition: Edition,
            #[serde(skip_serializing_if = "Option::is_none")]
            teer: Option<Teer>,
            #[serde(skip_serializing_if = "Option::is_none")]
            skill_level: Option<SkillLevel>,
            title: ClassTitle<'a>,
            matched: &'a Matched,
        }
        let code = self.code();
        Shape {
            code,
            edition: code.edition(),
            teer: code.teer(),
            skill_level: code.skill_level(),
            title: ClassTitle::of(&self.group, self.chinese),
            matched: &self.matched,
        }
        .serialize(serializer)
    }
}

/// More pieces than any title has; a text with more is none.
const MOST_PIECES: usize = 24;

/// How many corrections of a piece are tried.
const MOST_CORRECTIONS: usize = 3;

/// What was typed, as one way of reading it has it.
struct Reading {
    pieces: Vec<Piece>,
    /// Whether a space ends it, so that its last word is whole.
    is_closed: bool,
}

/// A title that answers, with what to mark in it.
struct Candidate {
    entry: u32,
    /// Which list of pieces.
    marks: usize,
}

/// The candidates in the order in which they are offered.
struct Offer<'a> {
    searcher: &'a Searcher,
    query: &'a Query,
    candidates: Vec<Candidate>,
    /// The pieces to mark, a list a reading.
    marks: Vec<Vec<String>>,
    seen: HashSet<u32>,
    /// How many candidates are kept of one way of looking.
    most: usize,
}

pub(super) fn suggestions(searcher: &Searcher, query: &Query) -> Vec<Suggestion> {
    if query.limit == 0 {
        return Vec::new();
    }
    let index = &*searcher.index;
    let analysis = index.analyzer.analyze_in_runs(&query.text);
    let by_code = by_code(searcher, query, &analysis);
    if !by_code.is_empty() {
        return by_code;
    }
    let reading = Reading {
        pieces: pieces(&analysis),
        is_closed: query.text.ends_with(char::is_whitespace),
    };
    if reading.pieces.is_empty() || reading.pieces.len() > MOST_PIECES {
        return Vec::new();
    }
    let mut offer = Offer {
        searcher,
        query,
        candidates: Vec::new(),
        marks: Vec::new(),
        seen: HashSet::new(),
        // A row of the titles may match in several of its texts.
        most: query.limit.saturating_mul(8).saturating_add(64),
    };
    offer.short_names(&analysis);
    offer.read(&reading);
    if offer.candidates.is_empty() {
        offer.read(&in_the_singular(&analysis, &reading));
    }
    if offer.candidates.is_empty() {
        offer.with_one_typo(&reading);
    }
    offer.finish()
}

impl Offer<'_> {
    fn index(&self) -> &Index {
        &self.searcher.index
    }

    /// What is called so in short: "RN", "PSW".
    fn short_names(&mut self, query: &Analysis) {
        if !self.index().is_short_name(query) {
            return;
        }
        let query = self.index().analyzer.analyze(&self.query.text);
        let found = self.index().whole_titles(&query).into_iter();
        let short: Vec<u32> = found
            .filter(|found| found.tier == Tier::Short)
            .map(|found| found.entry)
            .collect();
        self.add(short, Vec::new());
    }

    /// Titles with the text at the beginning of a word; then, if these are few,
    /// those with all of its words in any order.
    fn read(&mut self, reading: &Reading) {
        let titles = self.searcher.index.titles();
        let mut prefix = joined(&reading.pieces);
        if reading.is_closed
            && reading
                .pieces
                .last()
                .is_some_and(|last| last.script == Script::Word)
        {
            prefix.push(' ');
        }
        let begun = titles.beginning(&prefix).iter();
        let found = begun.map(|start| (start.entry(), start.is_first()));
        let best = self.best(found);
        let marks: Vec<String> = reading
            .pieces
            .iter()
            .map(|piece| piece.text.clone())
            .collect();
        self.add(best, marks.clone());
        if reading.pieces.len() < 2 || self.candidates.len() >= self.query.limit {
            return;
        }
        let rarest = reading
            .pieces
            .iter()
            .map(|piece| titles.beginning(&piece.text))
            .min_by_key(|found| found.len())
            .unwrap_or_default();
        let has_all = |title: u32| {
            let text = titles.text(title);
            let mut pieces = reading.pieces.iter();
            pieces.all(|piece| places(&text, &piece.text).next().is_some())
        };
        let found = rarest
            .iter()
            .take(rank::MOST_LOOKED_THROUGH)
            .map(|start| start.entry())
            .filter(|&title| has_all(title))
            .map(|title| (title, titles.text(title).starts_with(&marks[0])));
        let best = self.best(found);
        self.add(best, marks);
    }

    /// Titles that are a typo away.
    fn with_one_typo(&mut self, reading: &Reading) {
        let titles = self.searcher.index.titles();
        if let [only] = &reading.pieces[..]
            && only.script == Script::Han
        {
            self.with_one_wrong_character(&only.text);
            return;
        }
        let is_word = |piece: &Piece| {
            piece.script == Script::Word && piece.text.chars().count() >= rank::SHORTEST_FUZZY
        };
        let unknown = |piece: &Piece| titles.beginning(&piece.text).is_empty();
        let words = || (0..reading.pieces.len()).filter(|&at| is_word(&reading.pieces[at]));
        let mut wrong: Vec<usize> = words().filter(|&at| unknown(&reading.pieces[at])).collect();
        if wrong.len() > 1 {
            return;
        }
        if wrong.is_empty() {
            // Each word begins some title, but none has them all.
            wrong = words().rev().take(rank::MOST_DOUBTED).collect();
        }
        for at in wrong {
            if self.candidates.len() >= self.query.limit {
                break;
            }
            for meant in titles.near(&reading.pieces[at].text, MOST_CORRECTIONS) {
                let mut pieces = reading.pieces.clone();
                pieces[at].text = meant;
                self.read(&Reading {
                    pieces,
                    is_closed: false,
                });
            }
        }
    }

    /// Chinese titles that have another character in one place.
    fn with_one_wrong_character(&mut self, typed: &str) {
        let titles = self.searcher.index.titles();
        let bounds: Vec<(usize, char)> = typed.char_indices().collect();
        if !(rank::SHORTEST_HAN_TYPO..=rank::LONGEST_HAN_TYPO).contains(&bounds.len()) {
            return;
        }
        for &(at, wrong) in &bounds {
            let (left, right) = (&typed[..at], &typed[at + wrong.len_utf8()..]);
            let first_length = |text: &str| text.chars().next().map_or(0, char::len_utf8);
            // The longer side is the rarer one.
            let found: Vec<(u32, bool)> = if left.len() >= right.len() {
                let begun = titles
                    .beginning(left)
                    .iter()
                    .take(rank::MOST_LOOKED_THROUGH);
                begun
                    .filter(|&start| {
                        let text = titles.from(start);
                        let rest = &text[left.len()..];
                        rest[first_length(rest)..].starts_with(right)
                    })
                    .map(|start| (start.entry(), start.is_first()))
                    .collect()
            } else {
                let begun = titles
                    .beginning(right)
                    .iter()
                    .take(rank::MOST_LOOKED_THROUGH);
                begun
                    .filter_map(|start| {
                        let before = titles.before(start);
                        let mut before = before.chars();
                        before.next_back()?;
                        let rest = before.as_str();
                        rest.ends_with(left)
                            .then_some((start.entry(), rest.len() == left.len()))
                    })
                    .collect()
            };
            let best = self.best(found.into_iter());
            let marks = [left, right].into_iter().filter(|part| !part.is_empty());
            self.add(best, marks.map(str::to_owned).collect());
        }
    }

    /// The entries of the best titles, best first.
    fn best(&self, found: impl Iterator<Item = (u32, bool)>) -> Vec<u32> {
        // A single letter begins words of most titles: what is done for each counts.
        let mut scored: Vec<(u32, f32)> = found
            .map(|(entry, is_first)| {
                let first = if is_first {
                    rank::SUGGEST_FROM_START
                } else {
                    0.0
                };
                (entry, self.index().merit(entry) + first)
            })
            .collect();
        if !self.query.accepts_all() {
            scored.retain(|&(entry, _)| self.passes(entry));
        }
        let order = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        if scored.len() > self.most {
            scored.select_nth_unstable_by(self.most, order);
            scored.truncate(self.most);
        }
        scored.sort_unstable_by(order);
        scored.into_iter().map(|(entry, _)| entry).collect()
    }

    fn passes(&self, entry: u32) -> bool {
        let group = self.index().entries.place(entry).group;
        self.searcher.passes(self.query, group)
    }

    fn add(&mut self, found: Vec<u32>, marks: Vec<String>) {
        let number = self.marks.len();
        self.marks.push(marks);
        for entry in found {
            if self.passes(entry) && self.seen.insert(entry) {
                self.candidates.push(Candidate {
                    entry,
                    marks: number,
                });
            }
        }
    }

    /// Makes suggestions of the candidates: each title once, and of one unit
    /// group no more than a few as long as there are others.
    fn finish(self) -> Vec<Suggestion> {
        let mut rows = HashSet::new();
        let mut of_group: HashMap<u32, usize> = HashMap::new();
        let (mut first, mut rest) = (Vec::new(), Vec::new());
        for candidate in &self.candidates {
            let place = self.index().entries.place(candidate.entry);
            let group = self.searcher.groups.get(place.group);
            let row = group.and_then(|group| title_row(&group, place.kind));
            let Some((row, _)) = row else {
                continue;
            };
            if !rows.insert((place.group, row)) {
                continue;
            }
            let count = of_group.entry(place.group).or_default();
            *count += 1;
            match *count <= rank::SUGGEST_OF_ONE_GROUP {
                true => first.push(candidate),
                false => rest.push(candidate),
            }
        }
        let chosen = first.into_iter().chain(rest).take(self.query.limit);
        chosen
            .filter_map(|candidate| self.suggestion(candidate))
            .collect()
    }

    fn suggestion(&self, candidate: &Candidate) -> Option<Suggestion> {
        let chinese = self.query.chinese();
        let place = self.index().entries.place(candidate.entry);
        let group = self.searcher.groups.get(place.group)?;
        let shown = shown(&group, place, chinese);
        let text = shown.text();
        let cleaned = self.index().analyzer.clean(text);
        let marks = self.marks[candidate.marks].iter();
        let marked = marks.flat_map(|piece| {
            let places = places_in_words(&cleaned.text, piece);
            places.map(|at| cleaned.given(at..at + piece.len()))
        });
        let matched = Matched {
            kind: shown.kind,
            lang: shown.lang,
            parts: divide(text, marked.collect()),
            en: shown.en.map(str::to_owned),
            zh: shown.zh.map(str::to_owned),
        };
        Some(Suggestion {
            matched,
            chinese,
            group,
        })
    }
}

/// Where a piece stands in a text as it is shown, at the beginning of words: unlike a
/// joined text it has hyphens and brackets between them.
fn places_in_words<'a>(text: &'a str, piece: &'a str) -> impl Iterator<Item = usize> + 'a {
    let begins_with_han = piece.starts_with(is_han);
    text.match_indices(piece)
        .map(|(at, _)| at)
        .filter(move |&at| {
            let before = text[..at].chars().next_back();
            begins_with_han || before.is_none_or(|c| is_han(c) || !c.is_alphanumeric())
        })
}

/// The words as the index folds them: plurals, other spellings.
fn in_the_singular(analysis: &Analysis, typed: &Reading) -> Reading {
    let mut terms = analysis
        .tokens
        .iter()
        .filter(|token| token.script == Script::Word);
    let mut pieces = typed.pieces.clone();
    for piece in pieces
        .iter_mut()
        .filter(|piece| piece.script == Script::Word)
    {
        if let Some(token) = terms.next().filter(|token| !token.term.is_empty()) {
            piece.text.clone_from(&token.term);
        }
    }
    Reading {
        pieces,
        is_closed: false,
    }
}

/// The unit groups whose code begins with what was typed.
fn by_code(searcher: &Searcher, query: &Query, analysis: &Analysis) -> Vec<Suggestion> {
    let digits = code_digits(analysis);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Vec::new();
    }
    let chinese = query.chinese();
    let groups = 0..searcher.groups.len() as u32;
    let begun = groups.filter(|&group| {
        let code = searcher.groups.code(group);
        code.is_some_and(|code| code.as_str().starts_with(digits)) && searcher.passes(query, group)
    });
    let found = begun.filter_map(|group| searcher.groups.get(group));
    let suggestions = found.take(query.limit).map(|group| Suggestion {
        matched: Matched::by_code(&group, chinese),
        group,
        chinese,
    });
    suggestions.collect()
}
