//! Titles by the beginning of any of their words, for type-ahead.
//!
//! A suffix array that begins only where a word does: every title is found by a
//! range of it, from its first word or from the middle. In Chinese each character
//! begins a word, since nobody types a word at a time.

use std::cmp::Ordering;
use std::ops::Range;

use crate::analysis::{Analysis, Script, is_han};

/// A stretch of a text that is typed without a space: a word, or Chinese
/// characters without a gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) text: String,
    pub(crate) script: Script,
}

/// Divides a text into pieces, words as they stand.
pub(crate) fn pieces(text: &Analysis) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut end = None;
    for token in &text.tokens {
        let goes_on = token.script == Script::Han && end == Some(token.range.start);
        match pieces.last_mut() {
            Some(last) if goes_on && last.script == Script::Han => {
                last.text.push_str(text.surface(token));
            }
            _ => pieces.push(Piece {
                text: text.surface(token).to_owned(),
                script: token.script,
            }),
        }
        end = Some(token.range.end);
    }
    pieces
}

/// Joins pieces with a space only between two words. The same title gives the
/// same text whatever divides its words: "sous-chef", "sous chef".
pub(crate) fn joined(pieces: &[Piece]) -> String {
    let mut text = String::new();
    let mut before = None;
    for piece in pieces {
        if before == Some(Script::Word) && piece.script == Script::Word {
            text.push(' ');
        }
        text.push_str(&piece.text);
        before = Some(piece.script);
    }
    text
}

/// All titles, and where their words begin.
#[derive(Debug, Default)]
pub(crate) struct TitleStarts {
    /// The titles one after the other. A space ends each, so that a query that
    /// ends with one asks for whole words.
    texts: String,
    titles: Vec<Title>,
    /// Sorted by the text from there to the title's end.
    starts: Vec<Start>,
    /// Each word of the titles once, as it stands in `texts`.
    words: Vec<(Range<u32>, u32)>,
}

/// A title by its place in the list of titles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TitleId(u32);

#[derive(Debug)]
struct Title {
    entry: u32,
    /// How early it is offered, all else being equal.
    merit: f32,
    range: Range<u32>,
}

/// A place where a word of a title begins.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Start {
    pub(crate) title: TitleId,
    at: u32,
}

impl TitleStarts {
    pub(super) fn add(&mut self, title: &Analysis, entry: u32, merit: f32) {
        let start = self.texts.len() as u32;
        self.texts.push_str(&joined(&pieces(title)));
        self.texts.push(' ');
        self.titles.push(Title {
            entry,
            merit,
            range: start..self.texts.len() as u32,
        });
    }

    /// Sorts what was added.
    pub(super) fn finish(&mut self) {
        let mut starts = Vec::new();
        for (number, title) in (0..).zip(&self.titles) {
            let text = &self.texts[title.range.start as usize..title.range.end as usize];
            let mut before = None;
            for (at, c) in text.char_indices() {
                if begins_word(before, c) {
                    starts.push(Start {
                        title: TitleId(number),
                        at: title.range.start + at as u32,
                    });
                }
                before = Some(c);
            }
        }
        starts.sort_by(|a, b| {
            let order = self.from(*a).cmp(self.from(*b));
            order.then(a.title.cmp(&b.title)).then(a.at.cmp(&b.at))
        });
        self.starts = starts;
        let mut words: Vec<(Range<u32>, u32)> = Vec::new();
        for &start in &self.starts {
            let text = self.from(start);
            if text.starts_with(is_han) {
                continue;
            }
            let length = text.find(|c| c == ' ' || is_han(c)).unwrap_or(text.len());
            let same = words
                .last()
                .is_some_and(|(word, _)| self.slice(word) == &text[..length]);
            match words.last_mut() {
                Some((_, count)) if same => *count += 1,
                _ => words.push((start.at..start.at + length as u32, 1)),
            }
        }
        self.words = words;
    }

    fn slice(&self, range: &Range<u32>) -> &str {
        &self.texts[range.start as usize..range.end as usize]
    }

    /// The title from a place to its end, with the space that ends it.
    pub(crate) fn from(&self, start: Start) -> &str {
        let end = self.titles[start.title.0 as usize].range.end;
        self.slice(&(start.at..end))
    }

    /// What stands before a place in its title.
    pub(crate) fn before(&self, start: Start) -> &str {
        let begin = self.titles[start.title.0 as usize].range.start;
        self.slice(&(begin..start.at))
    }

    pub(crate) fn text(&self, title: TitleId) -> &str {
        self.slice(&self.titles[title.0 as usize].range)
    }

    /// The entry of a title, and how early it is offered.
    pub(crate) fn offered(&self, title: TitleId) -> (u32, f32) {
        let title = &self.titles[title.0 as usize];
        (title.entry, title.merit)
    }

    /// Whether a title begins at a place.
    pub(crate) fn is_first(&self, start: Start) -> bool {
        self.titles[start.title.0 as usize].range.start == start.at
    }

    /// The places whose text begins so.
    pub(crate) fn beginning(&self, prefix: &str) -> &[Start] {
        let order = |start: &Start| {
            let text = self.from(*start);
            match text.starts_with(prefix) {
                true => Ordering::Equal,
                false => text.cmp(prefix),
            }
        };
        let first = self.starts.partition_point(|start| order(start).is_lt());
        let rest = &self.starts[first..];
        let count = rest.partition_point(|start| order(start).is_eq());
        &rest[..count]
    }

    /// The beginnings of words that a beginning may have been meant for with one
    /// typo in it, the likeliest first, `most` at most.
    pub(crate) fn near(&self, typed: &str, most: usize) -> Vec<String> {
        let mut near: Vec<(bool, u32, &str)> = Vec::new();
        for (word, count) in &self.words {
            let word = self.slice(word);
            let Some(meant) = meant_beginning(word, typed) else {
                continue;
            };
            match near.iter_mut().find(|(_, _, known)| *known == meant) {
                Some((_, total, _)) => *total += count,
                None => near.push((word.as_bytes()[0] != typed.as_bytes()[0], *count, meant)),
            }
        }
        // A first letter is seldom mistyped, and the commoner word is likelier.
        near.sort_by(|a, b| (a.0, b.1, a.2).cmp(&(b.0, a.1, b.2)));
        near.truncate(most);
        near.into_iter()
            .map(|(_, _, meant)| meant.to_owned())
            .collect()
    }
}

/// Whether a word begins at a character.
fn begins_word(before: Option<char>, c: char) -> bool {
    c != ' ' && (is_han(c) || before.is_none_or(|before| before == ' ' || is_han(before)))
}

/// Where a piece stands in a joined text, at the beginning of words.
pub(crate) fn places<'a>(text: &'a str, piece: &'a str) -> impl Iterator<Item = usize> + 'a {
    text.match_indices(piece)
        .map(|(at, _)| at)
        .filter(move |&at| {
            let first = piece.chars().next();
            first.is_some_and(|c| begins_word(text[..at].chars().next_back(), c))
        })
}

/// The beginning of a word that differs from what was typed by one letter more,
/// less or other, or by two swapped. What was typed may go on where the word
/// ends only within that one edit.
fn meant_beginning<'a>(word: &'a str, typed: &str) -> Option<&'a str> {
    let (w, t) = (word.as_bytes(), typed.as_bytes());
    let same = w.iter().zip(t).take_while(|(a, b)| a == b).count();
    let tail = |at: usize| t.get(at..).unwrap_or_default();
    let meant = |from: usize, rest: &[u8]| {
        let goes_on = w.get(from..).is_some_and(|w| w.starts_with(rest));
        goes_on.then(|| from + rest.len())
    };
    let swapped =
        same + 1 < t.len() && w.get(same) == t.get(same + 1) && w.get(same + 1) == t.get(same);
    let length = if swapped {
        meant(same + 2, tail(same + 2))
    } else {
        None
    };
    let length = length
        .or_else(|| meant(same + 1, tail(same + 1)))
        .or_else(|| meant(same + 1, tail(same)))
        .or_else(|| meant(same, tail(same + 1)))?;
    word.get(..length).filter(|meant| !meant.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_typo_in_a_beginning() {
        for typed in ["tehcn", "tecn", "tezhn", "techhn"] {
            assert!(
                meant_beginning("technician", typed).is_some_and(|m| "technician".starts_with(m)),
                "{typed}"
            );
        }
        assert_eq!(meant_beginning("technician", "tachi"), None);
        assert_eq!(meant_beginning("cook", "cookx"), Some("cook"));
        assert_eq!(meant_beginning("cook", "cookxy"), None);
        // A letter of several bytes is not cut.
        assert_eq!(meant_beginning("é", "x"), None);
    }

    #[test]
    fn words_begin_after_spaces_and_at_each_chinese_character() {
        assert_eq!(
            places("cook assistant cook ", "cook").collect::<Vec<_>>(),
            [0, 15]
        );
        assert_eq!(places("bookbinder ", "bin").count(), 0);
        assert_eq!(places("高级java开发人员 ", "java").count(), 1);
        assert_eq!(places("高级java开发人员 ", "人员").count(), 1);
    }
}
