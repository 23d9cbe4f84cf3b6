//! Titles by the beginning of any of their words, for type-ahead.
//!
//! A suffix array that begins only where a word does: every title is found by a
//! range of it, from its first word or from the middle. In Chinese each character
//! begins a word, since nobody types a word at a time.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::Range;
use std::slice::SliceIndex;

use super::Index;
use crate::analysis::{Analysis, Script, is_han};
use crate::bytes::{Bytes, Strings, Table, U16, U32, unpack};

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
#[derive(Debug)]
pub(crate) struct TitleStarts {
    /// For each entry how early it is offered, all else being equal, and whether
    /// its joined text differs from the title.
    merits: Table<U16>,
    /// The entries whose joined text is neither the title nor what [`plain`] makes of
    /// it, sorted. Most others are inverted titles, with a comma.
    own_entries: Table<U32>,
    own: Strings,
    /// Sorted by the text from there to the title's end.
    starts: Bytes,
    /// How many bytes each of these takes: three, or four where there are too many entries.
    width: usize,
    /// Each word of the titles once, sorted, and how often it begins a place.
    words: Strings,
    counts: Table<U32>,
}

/// A place where a word of a title begins: the entry, and in the lowest bits the
/// byte of its joined text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Start(u32);

/// A title is looked at up to this many bytes, so that a place of an edition takes three
/// bytes; one official title is longer.
const PLACE_BITS: u32 = 7;

/// Places that stand side by side, read where they lie.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Starts<'a> {
    bytes: &'a [u8],
    width: usize,
}

impl<'a> Starts<'a> {
    pub(crate) fn len(self) -> usize {
        self.bytes.len() / self.width.max(1)
    }

    pub(crate) fn is_empty(self) -> bool {
        self.len() == 0
    }

    pub(crate) fn iter(self) -> impl Iterator<Item = Start> + 'a {
        let places = self.bytes.chunks_exact(self.width.max(1));
        places.map(Start::read)
    }

    /// Divides the places before the first that does not pass; those that do stand first.
    fn split(self, pass: impl Fn(Start) -> bool) -> (Starts<'a>, Starts<'a>) {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            let place = &self.bytes[middle * self.width..][..self.width];
            match pass(Start::read(place)) {
                true => low = middle + 1,
                false => high = middle,
            }
        }
        let (before, after) = self.bytes.split_at(low * self.width);
        let width = self.width;
        let of = |bytes| Starts { bytes, width };
        (of(before), of(after))
    }
}

/// How many bytes a place takes, of so many entries.
fn width(entries: usize) -> usize {
    if entries <= 1 << (24 - PLACE_BITS) {
        3
    } else {
        4
    }
}

/// Merits are kept in so many parts, from -4 on; none is above 12.
const MERIT_STEPS: f32 = 2048.0;
const LEAST_MERIT: f32 = -4.0;

/// Marks an entry whose joined text is not the title.
const OWN: u16 = 1 << 15;

impl Start {
    /// Reads a place, the lowest byte first.
    fn read(bytes: &[u8]) -> Start {
        let bytes = bytes.iter().rev();
        Start(bytes.fold(0, |place, &byte| place << 8 | u32::from(byte)))
    }

    pub(crate) fn entry(self) -> u32 {
        self.0 >> PLACE_BITS
    }

    fn at(self) -> usize {
        (self.0 & ((1 << PLACE_BITS) - 1)) as usize
    }

    /// Whether a title begins here.
    pub(crate) fn is_first(self) -> bool {
        self.at() == 0
    }
}

/// The titles with their beginnings, and where the text of an entry is found.
#[derive(Clone, Copy)]
pub(crate) struct Titles<'a> {
    pub(super) starts: &'a TitleStarts,
    pub(super) index: &'a Index,
}

impl TitleStarts {
    pub(crate) fn open(bytes: Bytes) -> Option<TitleStarts> {
        let [merits, own_entries, own, starts, words, counts] = unpack(bytes)?;
        Some(TitleStarts {
            own_entries: Table::new(own_entries),
            own: Strings::new(own)?,
            width: width(merits.len() / size_of::<U16>()),
            starts,
            merits: Table::new(merits),
            words: Strings::new(words)?,
            counts: Table::new(counts),
        })
    }

    /// How early an entry is offered.
    pub(crate) fn merit(&self, entry: u32) -> f32 {
        let stored = self.merits.get(entry as usize).copied().unwrap_or_default();
        f32::from(stored.get() & !OWN) / MERIT_STEPS + LEAST_MERIT
    }

    /// The joined text of an entry with a title.
    fn text<'a>(&'a self, entry: u32, title: &'a str) -> Cow<'a, str> {
        let stored = self.merits.get(entry as usize).copied().unwrap_or_default();
        if stored.get() & OWN == 0 {
            return Cow::Borrowed(title);
        }
        let kept = self
            .own_entries
            .binary_search_by_key(&entry, |own| own.get());
        match kept {
            Ok(at) => Cow::Borrowed(self.own.get(at)),
            Err(_) => Cow::Owned(plain(title)),
        }
    }
}

/// A title in small letters, with spaces for what is neither letter nor digit, and none
/// beside a Chinese character.
fn plain(title: &str) -> String {
    let mut text = String::with_capacity(title.len());
    let mut before = None;
    let mut is_gap = false;
    for c in title.chars() {
        if !c.is_alphanumeric() {
            is_gap = true;
            continue;
        }
        if is_gap && !is_han(c) && before.is_some_and(|before| !is_han(before)) {
            text.push(' ');
        }
        text.push(c.to_ascii_lowercase());
        before = Some(c);
        is_gap = false;
    }
    text
}

impl<'a> Titles<'a> {
    /// The joined text of a title.
    pub(crate) fn text(self, entry: u32) -> Cow<'a, str> {
        self.starts.text(entry, self.index.title_text(entry))
    }

    /// A part of the joined text of a title.
    fn part<I>(self, entry: u32, range: I) -> Cow<'a, str>
    where
        I: SliceIndex<str, Output = str>,
    {
        match self.text(entry) {
            Cow::Borrowed(text) => Cow::Borrowed(text.get(range).unwrap_or_default()),
            Cow::Owned(text) => Cow::Owned(text.get(range).unwrap_or_default().to_owned()),
        }
    }

    /// The title from a place to its end.
    pub(crate) fn from(self, start: Start) -> Cow<'a, str> {
        self.part(start.entry(), start.at()..)
    }

    /// What stands before a place in its title.
    pub(crate) fn before(self, start: Start) -> Cow<'a, str> {
        self.part(start.entry(), ..start.at())
    }

    /// The places whose text begins so. A space at the end of the beginning asks
    /// for a whole word, which may be the title's last.
    pub(crate) fn beginning(self, prefix: &str) -> Starts<'a> {
        let order = |start: Start| {
            let text = self.from(start);
            if begins(&text, prefix) {
                Ordering::Equal
            } else {
                (*text).cmp(prefix)
            }
        };
        let starts = Starts {
            bytes: &self.starts.starts,
            width: self.starts.width,
        };
        let (_, rest) = starts.split(|start| order(start).is_lt());
        let (found, _) = rest.split(|start| order(start).is_eq());
        found
    }

    /// The entries of the Chinese titles that differ from a text by one character: one
    /// more, one less or another.
    ///
    /// Either half of the text stands in them as it is, so it is enough to look at those
    /// that begin with the first half and those that end with the second.
    pub(crate) fn one_character_off(self, typed: &str, most: usize) -> Vec<u32> {
        let bounds: Vec<usize> = typed.char_indices().map(|(at, _)| at).collect();
        let Some(&middle) = bounds.get(bounds.len() / 2).filter(|&&at| at > 0) else {
            return Vec::new();
        };
        let (left, right) = typed.split_at(middle);
        let begun = self.beginning(left).iter().filter(|start| start.is_first());
        let ended = self.beginning(right).iter();
        let ended = ended.filter(|start| self.from(*start) == right);
        let mut entries: Vec<u32> = begun
            .take(most)
            .chain(ended.take(most))
            .map(|start| start.entry())
            .filter(|&entry| strsim::osa_distance(&self.text(entry), typed) == 1)
            .collect();
        entries.sort_unstable();
        entries.dedup();
        entries
    }

    /// The beginnings of words that a beginning may have been meant for with one
    /// typo in it, the likeliest first, `most` at most.
    pub(crate) fn near(self, typed: &str, most: usize) -> Vec<String> {
        let mut near: Vec<(bool, u32, &str)> = Vec::new();
        let ranges = may_be_meant(&self.starts.words, typed.as_bytes());
        for at in ranges.into_iter().flatten() {
            let word = self.starts.words.get(at);
            let Some(meant) = meant_beginning(word, typed) else {
                continue;
            };
            let count = self.starts.counts.get(at).map_or(0, |count| count.get());
            match near.iter_mut().find(|(_, _, known)| *known == meant) {
                Some((_, total, _)) => *total += count,
                None => near.push((word.bytes().next() != typed.bytes().next(), count, meant)),
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

/// Whether a text begins so; its end is as good as a space.
pub(crate) fn begins(text: &str, prefix: &str) -> bool {
    text.starts_with(prefix) || prefix.strip_suffix(' ') == Some(text)
}

#[cfg(feature = "compile")]
pub(super) use building::Builder;

#[cfg(feature = "compile")]
mod building;

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

/// The places of the sorted words for which [`meant_beginning`] is worth asking: one that
/// begins with another byte has to agree with what was typed from its second byte on, or
/// from that one's. So most words are ruled out by their first two bytes.
fn may_be_meant(words: &Strings, typed: &[u8]) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let &[t0, t1, ..] = typed else {
        ranges.push(0..words.len());
        return ranges;
    };
    let mut at = 0;
    while at < words.len() {
        let first = words.bytes(at).first().copied();
        let end = end_of(words, at..words.len(), |word| {
            word.first().copied() <= first
        });
        if first.is_none() || first == Some(t0) || first == Some(t1) {
            ranges.push(at..end);
        } else {
            let mut start = at;
            for second in [t0.min(t1), t0.max(t1)] {
                start = end_of(words, start..end, |word| word.get(1) < Some(&second));
                let stop = end_of(words, start..end, |word| word.get(1) <= Some(&second));
                ranges.push(start..stop);
                start = stop;
            }
        }
        at = end;
    }
    ranges
}

/// Where the words of a range end that pass; none behind one that does not may pass.
fn end_of(words: &Strings, range: Range<usize>, passes: impl Fn(&[u8]) -> bool) -> usize {
    let (mut low, mut high) = (range.start, range.end);
    while low < high {
        let middle = low.midpoint(high);
        match passes(words.bytes(middle)) {
            true => low = middle + 1,
            false => high = middle,
        }
    }
    low
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

#[cfg(all(test, feature = "compile"))]
mod tests {
    use super::*;
    use crate::bytes::StringsWriter;

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
    fn no_word_that_is_meant_is_ruled_out() {
        let letters = ["a", "b", "c", "é"];
        let mut texts = vec![String::new()];
        for length in 0..4 {
            let longer = texts.iter().filter(|text| text.chars().count() == length);
            let longer: Vec<String> = longer
                .flat_map(|text| letters.map(|letter| format!("{text}{letter}")))
                .collect();
            texts.extend(longer);
        }
        texts.sort();
        let mut words = StringsWriter::default();
        texts.iter().for_each(|word| words.push(word));
        let words = Strings::new(Bytes::new(words.finish())).unwrap();
        for typed in &texts {
            let ranges = may_be_meant(&words, typed.as_bytes());
            let places: Vec<usize> = ranges.into_iter().flatten().collect();
            assert!(places.is_sorted_by(|a, b| a < b), "{typed}");
            for (at, word) in texts.iter().enumerate() {
                assert!(
                    meant_beginning(word, typed).is_none() || places.contains(&at),
                    "{word} {typed}"
                );
            }
        }
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
