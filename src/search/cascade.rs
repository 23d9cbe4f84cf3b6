//! Which titles a query is, as a whole: tried in ways that trust it less and less, until
//! one finds something.

use super::Searcher;
use super::wanted::corrected;
use crate::analysis::key::Tier;
use crate::analysis::{Analysis, Script};
use crate::index::{Found, pieces};
use crate::rank;
use crate::step::Step;

/// A way to read a query, and the titles that it is.
pub(super) struct Reading {
    pub(super) step: Step,
    pub(super) text: Analysis,
    /// The most trusted first.
    pub(super) titles: Vec<Found>,
}

impl Reading {
    /// How the titles of a tier were found.
    pub(super) fn step_of(&self, tier: Tier) -> Step {
        let own = match tier {
            Tier::Verbatim => Step::Title,
            Tier::Turned | Tier::Singular | Tier::TurnedSingular | Tier::Bag => Step::OtherForm,
            Tier::Short => Step::ShortName,
            Tier::Bare => Step::WithoutQualifier,
        };
        self.step.max(own)
    }

    /// The share of a title's score that this way to it leaves.
    pub(super) fn share(&self) -> f32 {
        match self.step {
            Step::OtherWords => rank::OTHER_WORDS_SHARE,
            Step::WithoutRank => rank::WITHOUT_RANK_SHARE,
            Step::Typo => rank::TYPO_SHARE,
            _ => 1.0,
        }
    }
}

/// The first way to read a query in which it is a title, `None` if there is none. A
/// title without its qualifier is taken only where no way finds a whole one.
pub(super) fn whole_titles(searcher: &Searcher, query: &Analysis) -> Option<Reading> {
    let index = &*searcher.index;
    let analyzer = &index.analyzer;
    let mut bare: Option<Reading> = None;
    let mut tried = |step: Step, text: &Analysis| -> Option<Reading> {
        let titles = index.whole_titles(text);
        let best = titles.first()?.tier;
        let text = text.clone();
        let reading = Reading { step, text, titles };
        if best < Tier::Bare {
            return Some(reading);
        }
        bare.get_or_insert(reading);
        None
    };
    if let Some(found) = tried(Step::Title, query) {
        return Some(found);
    }
    let usual = analyzer.in_usual_words(query);
    if let Some(found) = usual.and_then(|usual| tried(Step::OtherWords, &usual)) {
        return Some(found);
    }
    let apart = spelled_apart(searcher, query).into_iter();
    if let Some(found) = apart
        .filter_map(|text| tried(Step::OtherWords, &text))
        .next()
    {
        return Some(found);
    }
    let plain = analyzer.without_ranks(query);
    if let Some(plain) = &plain {
        if let Some(found) = tried(Step::WithoutRank, plain) {
            return Some(found);
        }
        let usual = analyzer.in_usual_words(plain);
        if let Some(found) = usual.and_then(|usual| tried(Step::WithoutRank, &usual)) {
            return Some(found);
        }
    }
    for text in [Some(query), plain.as_ref()].into_iter().flatten() {
        for reading in corrected(index, text) {
            if let Some(found) = tried(Step::Typo, &reading) {
                return Some(found);
            }
        }
    }
    for text in [Some(query), plain.as_ref()].into_iter().flatten() {
        let titles = one_character_off(searcher, text);
        if !titles.is_empty() {
            return Some(Reading {
                step: Step::Typo,
                text: text.clone(),
                titles,
            });
        }
    }
    bare
}

/// The Chinese titles that differ from a query by one character.
fn one_character_off(searcher: &Searcher, query: &Analysis) -> Vec<Found> {
    let pieces = pieces(query);
    let [only] = &pieces[..] else {
        return Vec::new();
    };
    let length = only.text.chars().count();
    let is_title = (rank::SHORTEST_HAN_MISSPELT..=rank::LONGEST_HAN_TYPO).contains(&length);
    // Characters that stand side by side in other titles too are words, and not a typo:
    // the query is another job.
    let bounds: Vec<usize> = only.text.char_indices().map(|(at, _)| at).collect();
    let ends = bounds.iter().skip(2).copied().chain([only.text.len()]);
    let mut pairs = bounds
        .iter()
        .zip(ends)
        .map(|(&start, end)| &only.text[start..end]);
    let vocabulary = &searcher.index.vocabulary;
    let is_known = pairs.all(|pair| {
        let term = vocabulary.get(pair);
        term.is_some_and(|term| vocabulary.weight(term) <= rank::KNOWN_PAIR_WEIGHT)
    });
    if only.script != Script::Han || !is_title || is_known {
        return Vec::new();
    }
    let titles = searcher.index.titles();
    let entries = titles.one_character_off(&only.text, rank::MOST_LOOKED_THROUGH);
    let found = entries.into_iter().map(|entry| Found {
        tier: Tier::Verbatim,
        entry,
    });
    found.collect()
}

/// A query with two words as one ("hair stylist"), or an unknown word as two
/// ("frontend"), where the index knows them so.
fn spelled_apart(searcher: &Searcher, query: &Analysis) -> Vec<Analysis> {
    let index = &*searcher.index;
    let text = &query.cleaned.text;
    let is_known = |word: &str| index.vocabulary.get(&index.analyzer.term(word)).is_some();
    let mut readings = Vec::new();
    for pair in query.tokens.windows(2) {
        let [left, right] = pair else { continue };
        let gap = &text[left.range.end..right.range.start];
        let are_words = left.script == Script::Word && right.script == Script::Word;
        if !are_words || !matches!(gap, " " | "-") {
            continue;
        }
        let joined = format!("{}{}", query.surface(left), query.surface(right));
        if is_known(&joined) {
            let whole = [&text[..left.range.start], &joined, &text[right.range.end..]];
            readings.push(index.analyzer.analyze(&whole.concat()));
        }
    }
    let unknown = query.tokens.iter().filter(|token| {
        token.script == Script::Word && index.vocabulary.get(&token.term).is_none()
    });
    for token in unknown {
        let word = query.surface(token);
        let bounds = word.char_indices().map(|(at, _)| at);
        let divided = bounds
            .filter(|&at| at >= 2 && word.len() - at >= 2)
            .find(|&at| is_known(&word[..at]) && is_known(&word[at..]));
        if let Some(at) = divided {
            let at = token.range.start + at;
            readings.push(
                index
                    .analyzer
                    .analyze(&format!("{} {}", &text[..at], &text[at..])),
            );
        }
    }
    readings
}
