//! How well the sentences of a description answer the statements of a unit group.

use serde::Serialize;

use super::description::{Description, weighed};
use crate::index::Index;
use crate::lang::Lang;
use crate::rank;
use crate::unit_group::UnitGroup;

/// Whether something in a description supports a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Support {
    /// Nothing does.
    None,
    /// A sentence says part of it.
    Partly,
    /// A sentence says it, in these words or in others.
    Full,
}

/// How well one statement of a unit group is covered.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Coverage {
    /// The share of the statement's words, the rare ones counting for more, that the
    /// sentence says: from 0 to 1. Of a statement that lists many things a few are enough.
    pub share: f32,
    /// What that share amounts to. Nobody says a duty in its own words, so half of them
    /// are full support.
    pub support: Support,
    /// The sentence that says most of it, from 0; none where nothing supports it.
    pub sentence: Option<usize>,
}

/// A sentence and the statement of a unit group that it says most of.
#[derive(Clone, Copy)]
pub(super) struct Said {
    /// 0 is the lead statement, the duties begin at 1.
    pub(super) place: usize,
    /// The share of the statement that the sentence says.
    pub(super) share: f32,
    /// How alike they are: 1 where both say the same and nothing else.
    pub(super) likeness: f32,
}

/// How a unit group and a description answer each other.
pub(super) struct Answers {
    pub(super) lead: Coverage,
    pub(super) duties: Vec<Coverage>,
    /// For each sentence.
    pub(super) said: Vec<Option<Said>>,
    /// The exclusions that sentences run into, each with the first such sentence.
    pub(super) exclusions: Vec<(usize, usize)>,
}

/// The statements of a unit group in a language, by the words that the description has.
struct Statements {
    /// Word, statement, weight; by word.
    holders: Vec<(u32, u16, f32)>,
    /// What each statement weighs as a whole.
    totals: Vec<f32>,
}

impl Statements {
    fn of(index: &Index, description: &Description<'_>, group: &UnitGroup, lang: Lang) -> Self {
        let mut statements = Statements {
            holders: Vec::new(),
            totals: Vec::new(),
        };
        let lead = group.lead_statement(lang);
        let duties = group.main_duties().map(|duty| duty.get(lang));
        let exclusions = group.exclusions().map(|exclusion| exclusion.get(lang));
        for text in std::iter::once(lead).chain(duties).chain(exclusions) {
            statements.add(index, description, text.unwrap_or_default());
        }
        statements.holders.sort_unstable_by_key(|holder| holder.0);
        statements
    }

    fn add(&mut self, index: &Index, description: &Description<'_>, text: &str) {
        let place = self.totals.len() as u16;
        let first = self.holders.len();
        let mut total = 0.0;
        weighed(index, &index.analyzer.analyze(text), |word, weight| {
            if let Some(number) = description.number(word) {
                if self.holders[first..].iter().any(|known| known.0 == number) {
                    return;
                }
                self.holders.push((number, place, weight));
            }
            total += weight;
        });
        self.totals.push(total);
    }

    /// Adds up, for each statement, what it has in common with a sentence.
    fn common(&self, words: &[u32], common: &mut [f32]) {
        common.fill(0.0);
        let mut holders = &self.holders[..];
        for &word in words {
            let start = holders.partition_point(|holder| holder.0 < word);
            holders = &holders[start..];
            for &(_, place, weight) in holders.iter().take_while(|holder| holder.0 == word) {
                common[usize::from(place)] += weight;
            }
        }
    }
}

/// Compares a description with a unit group, in each language that it has.
pub(super) fn answers(index: &Index, description: &Description<'_>, group: &UnitGroup) -> Answers {
    let count = 1 + group.main_duties().len();
    let nothing = Coverage {
        share: 0.0,
        support: Support::None,
        sentence: None,
    };
    let mut covered = vec![nothing; count];
    let mut answers = Answers {
        lead: nothing,
        duties: Vec::new(),
        said: vec![None; description.sentences.len()],
        exclusions: Vec::new(),
    };
    let langs = [Lang::En, Lang::ZhHans].into_iter();
    for lang in langs.filter(|&lang| description.has(lang)) {
        let statements = Statements::of(index, description, group, lang);
        let mut common = vec![0.0; statements.totals.len()];
        for (number, sentence) in description.sentences.iter().enumerate() {
            statements.common(&sentence.words, &mut common);
            for (place, &common) in common
                .iter()
                .enumerate()
                .filter(|(_, common)| **common > 0.0)
            {
                let total = statements.totals[place];
                let enough = total.min(rank::ENOUGH_OF_STATEMENT);
                let share = (common / enough.max(f32::MIN_POSITIVE)).min(1.0);
                if place >= count {
                    let exclusion = place - count;
                    let is_new = answers.exclusions.iter().all(|known| known.0 != exclusion);
                    if share >= rank::EXCLUSION_SHOWN && is_new {
                        answers.exclusions.push((exclusion, number));
                    }
                    continue;
                }
                let own = &mut covered[place];
                if share > own.share {
                    own.share = share;
                    own.sentence = Some(number);
                }
                let likeness = 2.0 * common / (total + sentence.weight);
                let said = &mut answers.said[number];
                if said.is_none_or(|said| likeness > said.likeness) {
                    *said = Some(Said {
                        place,
                        share,
                        likeness,
                    });
                }
            }
        }
    }
    for own in &mut covered {
        own.support = match own.share {
            share if share >= rank::FULL_SUPPORT => Support::Full,
            share if share >= rank::PARTLY_SUPPORT => Support::Partly,
            _ => Support::None,
        };
        if own.support == Support::None {
            own.sentence = None;
        }
    }
    answers.duties = covered.split_off(1);
    answers.lead = covered.pop().unwrap_or(nothing);
    answers.exclusions.sort_unstable();
    answers
}
