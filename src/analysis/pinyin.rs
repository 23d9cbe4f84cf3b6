//! How Chinese characters sound, for titles typed in pinyin.
//!
//! Each character has all its readings (行 is xing, hang and heng), and a text reads as
//! letters if its characters have readings that joined are the letters. So nothing has
//! to be known of where one syllable ends and the next begins.

use unicode_normalization::UnicodeNormalization;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use crate::bytes::{Bytes, Strings, Table, U16, U32, unpack};

/// The most letters of a syllable: zhuang, shuang.
pub(crate) const LONGEST_SYLLABLE: usize = 6;

/// The most readings of a character that are kept.
const MOST_READINGS: usize = 4;

#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned, Clone, Copy)]
#[repr(C)]
struct Row {
    character: U32,
    /// Places in the list of syllables; the last one is repeated.
    readings: [U16; MOST_READINGS],
}

/// The readings of the characters that occur in the titles.
#[derive(Clone, Debug)]
pub(crate) struct Pinyin {
    /// Sorted by character.
    characters: Table<Row>,
    syllables: Strings,
}

impl Pinyin {
    pub(crate) fn open(bytes: Bytes) -> Option<Pinyin> {
        let [characters, syllables] = unpack(bytes)?;
        Some(Pinyin {
            characters: Table::new(characters),
            syllables: Strings::new(syllables)?,
        })
    }

    fn readings(&self, c: char) -> Option<[&str; MOST_READINGS]> {
        let found = self
            .characters
            .binary_search_by_key(&u32::from(c), |row| row.character.get());
        let row = self.characters.get(found.ok()?)?;
        Some(row.readings.map(|at| self.syllables.get(at.get().into())))
    }

    /// Tells whether letters can be divided into two syllables or more.
    pub(crate) fn is_made_of_syllables(&self, letters: &str) -> bool {
        // Whether the letters up to a place are syllables: none, one or more.
        let mut ways = vec![None; letters.len() + 1];
        ways[0] = Some(0usize);
        for start in 0..letters.len() {
            let Some(count) = ways[start] else {
                continue;
            };
            let longest = LONGEST_SYLLABLE.min(letters.len() - start);
            for end in start + 1..=start + longest {
                if self.is_syllable(&letters[start..end]) {
                    ways[end] = ways[end].max(Some(count + 1));
                }
            }
        }
        ways[letters.len()].is_some_and(|count| count > 1)
    }

    fn is_syllable(&self, letters: &str) -> bool {
        let (mut low, mut high) = (0, self.syllables.len());
        while low < high {
            let middle = low.midpoint(high);
            match self.syllables.bytes(middle).cmp(letters.as_bytes()) {
                std::cmp::Ordering::Equal => return true,
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        false
    }

    /// Tells whether a text reads as letters, from its beginning to its end.
    pub(crate) fn reads_as(&self, text: &str, letters: &str) -> bool {
        let mut characters = text.chars();
        let Some(c) = characters.next() else {
            return letters.is_empty();
        };
        let rest = characters.as_str();
        match self.readings(c) {
            Some(readings) => {
                let mut before = "";
                readings.into_iter().any(|reading| {
                    // One reading several times is one.
                    let is_new = reading != before;
                    before = reading;
                    let left = letters.strip_prefix(reading).filter(|_| is_new);
                    left.is_some_and(|left| self.reads_as(rest, left))
                })
            }
            None => {
                let left = letters.strip_prefix(c.to_ascii_lowercase());
                left.is_some_and(|left| self.reads_as(rest, left))
            }
        }
    }
}

/// The letters of a text that may be pinyin, without tones, spaces and what divides
/// syllables; `None` if it holds anything else.
pub(crate) fn letters(text: &str) -> Option<String> {
    let mut letters = String::new();
    for c in text.nfd() {
        match c {
            'a'..='z' | 'A'..='Z' => letters.push(c.to_ascii_lowercase()),
            // The two dots on u, whose other name is v.
            '\u{308}' if letters.ends_with('u') => {
                letters.pop();
                letters.push('v');
            }
            // Tones, as marks and as digits.
            '\u{300}' | '\u{301}' | '\u{304}' | '\u{30c}' | '1'..='5' => {}
            ' ' | '\'' | '’' | '-' => {}
            _ => return None,
        }
    }
    (!letters.is_empty()).then_some(letters)
}

#[cfg(feature = "compile")]
pub(crate) fn compile<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<u8> {
    use std::collections::{BTreeMap, BTreeSet};

    use pinyin::ToPinyinMulti;

    use crate::bytes::{StringsWriter, pack, rows};

    let characters: BTreeSet<char> = texts.flat_map(str::chars).collect();
    let readings: Vec<(char, Vec<String>)> = characters
        .into_iter()
        .filter_map(|c| {
            let mut readings: Vec<String> = Vec::new();
            for reading in c.to_pinyin_multi()? {
                let plain = reading.plain().replace('ü', "v");
                if !readings.contains(&plain) && readings.len() < MOST_READINGS {
                    readings.push(plain);
                }
            }
            Some((c, readings))
        })
        .collect();
    let all: BTreeSet<&String> = readings.iter().flat_map(|(_, readings)| readings).collect();
    let places: BTreeMap<&String, u16> = all.iter().copied().zip(0..).collect();
    let mut syllables = StringsWriter::default();
    all.iter().for_each(|syllable| syllables.push(syllable));
    let table: Vec<Row> = readings
        .iter()
        .map(|(c, readings)| Row {
            character: U32::new((*c).into()),
            readings: std::array::from_fn(|at| {
                let reading = &readings[at.min(readings.len() - 1)];
                U16::new(places[reading])
            }),
        })
        .collect();
    pack(&[rows(&table), &syllables.finish()])
}

#[cfg(all(test, feature = "compile"))]
mod tests {
    use super::*;

    #[test]
    fn texts_read_in_all_their_ways() {
        let texts = ["会计师", "银行行长", "律师", "IT经理", "女装设计师"];
        let pinyin = Pinyin::open(Bytes::new(compile(texts.into_iter()))).unwrap();
        let reads = |text, typed: &str| pinyin.reads_as(text, &letters(typed).unwrap());
        assert!(reads("会计师", "kuai ji shi"));
        assert!(reads("会计师", "Kuàijìshī"));
        assert!(reads("会计师", "kuai4ji4shi1"));
        assert!(reads("银行行长", "yinhanghangzhang"));
        assert!(reads("律师", "lvshi") && reads("律师", "lǜ shī"));
        assert!(reads("IT经理", "it jingli"));
        assert!(reads("女装设计师", "nvzhuangshejishi"));
        assert!(!reads("会计师", "kuaiji") && !reads("会计师", "kuaijishia"));
        assert_eq!(letters("软件"), None);
        assert_eq!(letters("c++"), None);
        assert_eq!(letters(" "), None);
    }
}
