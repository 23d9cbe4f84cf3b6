//! What a query asks for: its terms, those that a typo may have meant, and how
//! much each says.

use std::borrow::Cow;

use fnv::FnvHashSet;

use crate::analysis::{Analysis, Script, Token, is_han};
use crate::index::{Block, Index, Term, Writing, for_each_term};
use crate::rank::{ACROSS_WORDS_SHARE, EXCLUSION_SHOWN, QueryKind, is_long};

/// The terms of a query.
pub(super) struct Wanted<'a> {
    /// The index terms that answer, ascending: which of the query's terms each
    /// answers, and with what share.
    answers: Vec<(Term, usize, f32)>,
    /// The texts of these terms.
    texts: FnvHashSet<Cow<'a, str>>,
    /// What each of the query's terms weighs.
    weights: Vec<f32>,
    total: f32,
    is_long: bool,
    /// The languages that its terms stand in.
    pub(super) writings: Vec<Writing>,
}

/// The most distinct terms of a query that are looked at: more than any duty
/// has, few enough for a bit each.
const MOST_TERMS: usize = 512;

/// Most queries have no more.
const USUAL_TERMS: usize = 24;

impl<'a> Wanted<'a> {
    pub(super) fn of(index: &Index, query: &'a Analysis) -> Wanted<'a> {
        let vocabulary = &index.vocabulary;
        let mut wanted = Wanted {
            answers: Vec::with_capacity(USUAL_TERMS),
            texts: FnvHashSet::default(),
            weights: Vec::with_capacity(USUAL_TERMS),
            total: 0.0,
            is_long: false,
            writings: Vec::new(),
        };
        let mut seen = FnvHashSet::with_capacity_and_hasher(USUAL_TERMS, Default::default());
        let (mut words, mut characters) = (0, 0);
        for_each_term(query, |text, range| {
            if wanted.weights.len() >= MOST_TERMS || !seen.insert(text) {
                return;
            }
            match (text.chars().all(is_han), text.chars().nth(1)) {
                (false, _) => words += 1,
                (true, None) => characters += 1,
                (true, Some(_)) => {}
            }
            let number = wanted.weights.len();
            let mut weight = if let Some(term) = vocabulary.get(text) {
                wanted.add(term, text.into(), number, 1.0);
                vocabulary.weight(term)
            } else if text.chars().all(is_han) {
                vocabulary.unknown_han_weight(text)
            } else {
                let similar = vocabulary.similar(text);
                let best = similar.first().map(|&(_, term, _)| term);
                for (text, term, share) in similar {
                    wanted.add(term, text.into(), number, share);
                }
                best.map_or(vocabulary.unknown_weight(), |term| vocabulary.weight(term))
            };
            let ends = query.tokens.iter().map(|token| token.range.end);
            if ends
                .take_while(|&end| end < range.end)
                .any(|end| end > range.start)
            {
                weight *= ACROSS_WORDS_SHARE;
            }
            wanted.weights.push(weight);
            wanted.total += weight;
        });
        wanted.is_long = is_long(words, characters);
        let has = |script| query.tokens.iter().any(|token| token.script == script);
        if has(Script::Word) {
            wanted.writings.push(Writing::English);
        }
        if has(Script::Han) {
            wanted.writings.push(Writing::Chinese);
        }
        wanted
    }

    /// Notes that a term answers one of the query's; what was noted first stays.
    fn add(&mut self, term: Term, text: Cow<'a, str>, number: usize, share: f32) {
        if let Err(at) = self.answers.binary_search_by_key(&term, |answer| answer.0) {
            self.answers.insert(at, (term, number, share));
            self.texts.insert(text);
        }
    }

    /// Tells whether the query has a term of the index, or may have meant it.
    pub(super) fn has(&self, term: &str) -> bool {
        self.texts.contains(term)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.total <= 0.0
    }

    /// Compares every text of a block with the query: the weight of the terms that
    /// both have, by place. Marks the terms that a text which is no exclusion answers.
    pub(super) fn common(
        &self,
        index: &Index,
        block: &Block<'_>,
        answered: &mut Answered,
    ) -> Vec<f32> {
        let mut common = Vec::new();
        self.write_common(index, block, answered, &mut common);
        common
    }

    /// As [`Wanted::common`], into a list that is used again.
    pub(super) fn write_common(
        &self,
        index: &Index,
        block: &Block<'_>,
        answered: &mut Answered,
        common: &mut Vec<f32>,
    ) {
        common.clear();
        common.resize(block.len(), 0.0);
        let exclusions = block.exclusions();
        let titles = block.titles();
        let mut from = 0;
        for &(term, number, share) in &self.answers {
            let Some(holders) = block.holders(term, &mut from) else {
                continue;
            };
            let weight = share * index.vocabulary.weight(term);
            let mut of_titles = 0;
            let mut is_answered = false;
            for place in holders.iter() {
                if let Some(common) = common.get_mut(place) {
                    *common += weight;
                }
                is_answered |= !exclusions.contains(&place);
                of_titles += usize::from(titles.contains(&place));
            }
            if is_answered {
                answered.add(number, share);
            }
            let typical = (of_titles as f32 / titles.len().max(1) as f32).sqrt();
            answered.add_typical(number, share * typical);
        }
    }

    /// What of the terms of each text that a block excludes the query has, by weight.
    pub(super) fn common_with_exclusions(&self, index: &Index, block: &Block<'_>) -> Vec<f32> {
        let exclusions = block.exclusions();
        let mut common = vec![0.0; exclusions.len().min(block.len())];
        let mut from = 0;
        for &(term, _, share) in &self.answers {
            let holders = block.holders(term, &mut from).into_iter();
            let places = holders.flat_map(|holders| holders.iter());
            for place in places.take_while(|&place| place < exclusions.end) {
                let row = place.checked_sub(exclusions.start);
                if let Some(common) = row.and_then(|row| common.get_mut(row)) {
                    *common += share * index.vocabulary.weight(term);
                }
            }
        }
        common
    }

    /// How alike the query and a text of a weight are that have terms of a weight in
    /// common: twice that over the weight of all terms of both, 1 for the same terms.
    pub(super) fn likeness(&self, common: f32, weight: f32) -> f32 {
        2.0 * common / (self.total + weight).max(f32::MIN_POSITIVE)
    }

    /// Whether so much in common with what is excluded, which has a weight, is enough to
    /// speak of it.
    pub(super) fn runs_into(&self, common: f32, weight: f32) -> bool {
        common > 0.0 && common >= weight.min(self.total) * EXCLUSION_SHOWN
    }

    /// The share of the query's weight that the marked terms have.
    pub(super) fn coverage(&self, answered: &Answered) -> f32 {
        let shares = answered.shares.iter().zip(&self.weights);
        let covered: f32 = shares.map(|(share, weight)| share * weight).sum();
        covered / self.total.max(f32::MIN_POSITIVE)
    }

    /// How typical of the titles the query's terms are: the square root of the share of
    /// titles that have each, by the terms' weights.
    pub(super) fn typical(&self, answered: &Answered) -> f32 {
        let shares = answered.typical.iter().zip(&self.weights);
        let typical: f32 = shares.map(|(share, weight)| share * weight).sum();
        typical / self.total.max(f32::MIN_POSITIVE)
    }

    /// What kind of text the query is.
    pub(super) fn kind(&self) -> QueryKind {
        if self.is_long() {
            QueryKind::Long
        } else if self.writings.contains(&Writing::Chinese) {
            QueryKind::Chinese
        } else {
            QueryKind::English
        }
    }

    /// Whether the query is as long as a duty.
    pub(super) fn is_long(&self) -> bool {
        self.is_long
    }

    /// Nothing answered yet.
    pub(super) fn unanswered(&self) -> Answered {
        Answered {
            shares: vec![0.0; self.weights.len()],
            typical: vec![0.0; self.weights.len()],
        }
    }
}

/// The share with which each of a query's terms is answered, and how typical it is.
pub(super) struct Answered {
    shares: Vec<f32>,
    typical: Vec<f32>,
}

impl Answered {
    fn add(&mut self, number: usize, share: f32) {
        self.shares[number] = self.shares[number].max(share);
    }

    fn add_typical(&mut self, number: usize, share: f32) {
        self.typical[number] = self.typical[number].max(share);
    }
}

/// The readings of a query in which every unknown word is one that it may have
/// been meant for. There are none if all words are known or nothing is near.
pub(super) fn corrected(index: &Index, query: &Analysis) -> Vec<Analysis> {
    let is_unknown =
        |token: &Token| token.script == Script::Word && index.vocabulary.get(&token.term).is_none();
    let tokens = query.tokens.iter().enumerate();
    let choices: Vec<(usize, Vec<String>)> = tokens
        .filter(|(_, token)| is_unknown(token))
        .map(|(at, token)| {
            let similar = index.vocabulary.similar(&token.term).into_iter();
            (at, similar.map(|(text, ..)| text).collect())
        })
        .collect();
    let most = choices.iter().map(|(_, texts)| texts.len()).max();
    let readings = (0..most.unwrap_or(0)).map(|choice| {
        let mut reading = query.clone();
        for (at, texts) in &choices {
            if let Some(text) = texts.get(choice).or(texts.first()) {
                reading.tokens[*at].term.clone_from(text);
            }
        }
        reading
    });
    readings.collect()
}
