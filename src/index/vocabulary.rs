//! The terms of all titles and duties: how rare each is, and which are one typo
//! away from an unknown word.

use std::collections::HashMap;

use crate::analysis::is_han;
use crate::rank::{CUT_SHORT_SHARE, SHORTEST_FOR_TWO_EDITS, SHORTEST_FUZZY, SINGLE_HAN_SHARE};

/// The number of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Term(pub(crate) u32);

/// All terms: English words in the singular, Chinese characters and pairs of
/// neighbouring ones.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    ids: HashMap<String, Term>,
    weights: Vec<f32>,
    /// English words that a typo may have hit, by length in characters.
    words: Vec<Vec<Word>>,
    unknown_weight: f32,
}

#[derive(Debug)]
struct Word {
    text: String,
    letters: u64,
    term: Term,
}

impl Vocabulary {
    /// Takes each term with the number of entries that hold it, in the order of
    /// their numbers.
    pub(super) fn new(terms: HashMap<String, (Term, u32)>, entries: u32) -> Vocabulary {
        let rarity = |count: u32| {
            let (all, count) = (entries as f32, count as f32);
            (1.0 + (all - count + 0.5) / (count + 0.5)).ln()
        };
        let mut weights = vec![0.0; terms.len()];
        let mut words: Vec<Vec<Word>> = Vec::new();
        let mut ids = HashMap::with_capacity(terms.len());
        for (text, (term, count)) in terms {
            let length = text.chars().count();
            let is_han = text.chars().all(is_han);
            let share = han_share(&text);
            weights[term.0 as usize] = rarity(count) * share;
            if !is_han && length >= SHORTEST_FUZZY - 1 {
                if words.len() <= length {
                    words.resize_with(length + 1, Vec::new);
                }
                words[length].push(Word {
                    letters: letters(&text),
                    text: text.clone(),
                    term,
                });
            }
            ids.insert(text, term);
        }
        for words in &mut words {
            words.sort_by_key(|word| word.term);
        }
        Vocabulary {
            ids,
            weights,
            words,
            unknown_weight: rarity(0),
        }
    }

    /// The number of terms.
    pub(crate) fn len(&self) -> usize {
        self.weights.len()
    }

    pub(crate) fn get(&self, text: &str) -> Option<Term> {
        self.ids.get(text).copied()
    }

    /// How much it says that a text has the term: its inverse document
    /// frequency, as BM25 has it.
    pub(crate) fn weight(&self, term: Term) -> f32 {
        self.weights[term.0 as usize]
    }

    /// The weight of a word that no entry has.
    pub(crate) fn unknown_weight(&self) -> f32 {
        self.unknown_weight
    }

    /// The weight of a Chinese character, or a pair, that no entry has.
    pub(crate) fn unknown_han_weight(&self, text: &str) -> f32 {
        self.unknown_weight * han_share(text)
    }

    /// The words that an unknown one may have been meant for, three at most, each
    /// with the share of it that is right.
    ///
    /// First those one edit away (a letter more, less, other, or two swapped) in
    /// words of four letters or more, two edits in words of eight or more, only
    /// the nearest; if there are none, those that it is the beginning of ("info",
    /// "admin", "tech").
    pub(crate) fn similar(&self, unknown: &str) -> Vec<(&str, Term, f32)> {
        let length = unknown.chars().count();
        if length < SHORTEST_FUZZY {
            return Vec::new();
        }
        let (mut near, share) = match self.misspelt(unknown, length) {
            Some((words, distance)) => (words, 1.0 - distance as f32 / length as f32),
            None => (self.cut_short(unknown, length), CUT_SHORT_SHARE),
        };
        // A first letter is seldom mistyped, and the commoner word is likelier.
        near.sort_by(|a, b| {
            let differs = |word: &Word| word.text.chars().next() != unknown.chars().next();
            let weight = |word: &Word| self.weight(word.term);
            differs(a)
                .cmp(&differs(b))
                .then(weight(a).total_cmp(&weight(b)))
                .then_with(|| a.text.cmp(&b.text))
        });
        near.truncate(3);
        let similar = near.into_iter().map(|word| (&*word.text, word.term, share));
        similar.collect()
    }

    /// The words fewest edits away, and how many those are.
    fn misspelt(&self, unknown: &str, length: usize) -> Option<(Vec<&Word>, usize)> {
        let most = if length < SHORTEST_FOR_TWO_EDITS {
            1
        } else {
            2
        };
        let wanted = letters(unknown);
        let lengths = length - most..=length + most;
        let words = lengths
            .filter_map(|length| self.words.get(length))
            .flatten();
        // Each edit changes two letters of the set at most.
        let likely = words.filter(|word| (word.letters ^ wanted).count_ones() as usize <= 2 * most);
        let distances = likely.map(|word| (strsim::osa_distance(&word.text, unknown), word));
        let near: Vec<(usize, &Word)> = distances.filter(|&(far, _)| far <= most).collect();
        let nearest = near.iter().map(|&(far, _)| far).min()?;
        let nearest_words = near.into_iter().filter(|&(far, _)| far == nearest);
        Some((nearest_words.map(|(_, word)| word).collect(), nearest))
    }

    /// The words that a text is the beginning of.
    fn cut_short(&self, unknown: &str, length: usize) -> Vec<&Word> {
        let longer = self.words.iter().skip(length + 1).flatten();
        longer
            .filter(|word| word.text.starts_with(unknown))
            .collect()
    }
}

/// The share of its rarity that a term weighs.
fn han_share(text: &str) -> f32 {
    let mut characters = text.chars();
    match (characters.next().is_some_and(is_han), characters.next()) {
        (true, None) => SINGLE_HAN_SHARE,
        _ => 1.0,
    }
}

/// The set of letters of a word, a bit each; digits and letters past z share.
fn letters(word: &str) -> u64 {
    word.chars()
        .fold(0, |set, c| set | 1 << (u32::from(c) % 64))
}
