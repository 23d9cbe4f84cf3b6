//! How the weights of the [`model`](super::model) are learned: softmax regression by
//! stochastic gradient descent, each weight at its own pace (AdaGrad), of which the
//! greatest weights are kept and learned again.
//!
//! The order of everything is fixed, and nothing is used but additions,
//! multiplications, divisions and square roots, which are the same on every machine.

use std::collections::BTreeMap;

use super::entries::{EntryKind, Text, Writing};
use super::model::{Feature, features};
use crate::analysis::{Analysis, Script};

/// A feature with the weights that were kept, by unit group, ascending.
pub(super) struct Row {
    pub(super) feature: Feature,
    pub(super) weights: Vec<(u32, f32)>,
}

/// The texts that are learned from.
#[derive(Default)]
pub(super) struct Examples {
    english: Vec<Example>,
    chinese: Vec<Example>,
    groups: u32,
}

struct Example {
    group: u32,
    share: f32,
    features: Vec<u32>,
}

/// How much a step counts that a lead statement or a duty makes, of a title's. Without
/// them 1 % fewer of the titles held out are right (3,000, seeds 11 and 12).
const DUTY_SHARE: f32 = 0.3;

/// How much a step counts that a piece of jargon makes.
const JARGON_SHARE: f32 = 0.3;

/// How many weights are kept of English features and of Chinese ones: 600 kB. With two
/// thirds of them, once the other traits are added, 0.7 % fewer of the titles held out are
/// first and as many among five (2,000, seed 13).
const ENGLISH_WEIGHTS: usize = 155_000;
const CHINESE_WEIGHTS: usize = 95_000;

/// A feature that fewer texts have says nothing of other texts.
const LEAST_TEXTS: u32 = 2;

/// How often all texts are gone through before the greatest weights are chosen, and after.
const ROUNDS: usize = 5;
const ROUNDS_AFTER: usize = 4;

const PACE: f32 = 0.1;
const PACE_AFTER: f32 = 0.05;

/// A unit group whose probability is off by less learns nothing from a text. It makes
/// learning four times as fast and costs nothing.
const LEAST_ERROR: f32 = 0.01;

impl Examples {
    /// Adds the texts of the next unit group.
    pub(super) fn add_group(&mut self, texts: &[Text], jargon: &[(Writing, Analysis)]) {
        for text in texts {
            let share = match text.kind {
                EntryKind::Exclusion(_) => continue,
                EntryKind::Lead | EntryKind::Duty(_) => DUTY_SHARE,
                EntryKind::Class | EntryKind::Title(_) | EntryKind::ChineseTitle(_) => 1.0,
            };
            self.add(text.writing, &text.analysis, share);
        }
        for (writing, words) in jargon {
            self.add(*writing, words, JARGON_SHARE);
        }
        self.groups += 1;
    }

    fn add(&mut self, writing: Writing, text: &Analysis, share: f32) {
        let (script, examples) = match writing {
            Writing::English => (Script::Word, &mut self.english),
            Writing::Chinese => (Script::Han, &mut self.chinese),
        };
        let features = features(text, script);
        if !features.is_empty() {
            examples.push(Example {
                group: self.groups,
                share,
                features,
            });
        }
    }

    /// Learns the weights.
    pub(super) fn learn(self) -> Vec<Row> {
        let groups = self.groups as usize;
        let mut rows = learn(self.english, groups, ENGLISH_WEIGHTS);
        rows.extend(learn(self.chinese, groups, CHINESE_WEIGHTS));
        rows
    }
}

fn learn(mut examples: Vec<Example>, groups: usize, most: usize) -> Vec<Row> {
    let features = number_features(&mut examples);
    let mut weights = Weights {
        groups,
        own: vec![0.0; features.len() * groups],
        paces: vec![0.0; features.len() * groups],
        is_kept: Vec::new(),
    };
    let mut order = Order::of(examples.len());
    for _ in 0..ROUNDS {
        for &at in order.next() {
            weights.learn(&examples[at], PACE);
        }
    }
    weights.keep(most);
    for _ in 0..ROUNDS_AFTER {
        for &at in order.next() {
            weights.learn(&examples[at], PACE_AFTER);
        }
    }
    let rows = features.into_iter().zip(weights.own.chunks(groups.max(1)));
    let rows = rows.map(|(feature, weights)| Row {
        feature,
        weights: (0..)
            .zip(weights.iter().copied())
            .filter(|&(_, weight)| weight != 0.0)
            .collect(),
    });
    rows.filter(|row| !row.weights.is_empty()).collect()
}

/// Replaces the features of examples by numbers, and leaves out the rare ones.
fn number_features(examples: &mut [Example]) -> Vec<Feature> {
    let mut counts: BTreeMap<Feature, u32> = BTreeMap::new();
    for &feature in examples.iter().flat_map(|example| &example.features) {
        *counts.entry(feature).or_default() += 1;
    }
    counts.retain(|_, count| *count >= LEAST_TEXTS);
    let features: Vec<Feature> = counts.into_keys().collect();
    for example in examples {
        let numbers = example.features.iter();
        let numbers = numbers.filter_map(|feature| features.binary_search(feature).ok());
        example.features = numbers.map(|number| number as u32).collect();
    }
    features
}

/// The weights of all features for all unit groups.
struct Weights {
    groups: usize,
    own: Vec<f32>,
    /// The squares of the steps that each weight has made, added up.
    paces: Vec<f32>,
    /// Empty until some are chosen.
    is_kept: Vec<bool>,
}

impl Weights {
    /// Takes a step that makes an example's unit group more probable and the others less.
    fn learn(&mut self, example: &Example, pace: f32) {
        let mut scores = vec![0.0f32; self.groups];
        let row = |feature: u32| feature as usize * self.groups;
        for start in example.features.iter().map(|&feature| row(feature)) {
            let weights = &self.own[start..start + self.groups];
            for (score, weight) in scores.iter_mut().zip(weights) {
                *score += weight;
            }
        }
        let most = scores.iter().copied().fold(f32::MIN, f32::max);
        scores
            .iter_mut()
            .for_each(|score| *score = power_of_e(*score - most));
        let total: f32 = scores.iter().sum();
        scores.iter_mut().for_each(|score| *score /= total);
        scores[example.group as usize] -= 1.0;
        let errors: Vec<(usize, f32)> = scores
            .iter()
            .enumerate()
            .filter(|(_, error)| error.abs() > LEAST_ERROR)
            .map(|(group, error)| (group, error * example.share))
            .collect();
        for start in example.features.iter().map(|&feature| row(feature)) {
            for &(group, error) in &errors {
                let at = start + group;
                if self.is_kept.get(at).is_some_and(|is_kept| !is_kept) {
                    continue;
                }
                self.paces[at] += error * error;
                self.own[at] -= pace * error / (self.paces[at].sqrt() + 1e-3);
            }
        }
    }

    /// Keeps the greatest weights and makes 0 of the others. It changes no probability
    /// to take as much from all weights of a feature, so they are first made to lie
    /// around 0: most unit groups have the same.
    fn keep(&mut self, most: usize) {
        let mut sorted = Vec::new();
        for weights in self.own.chunks_mut(self.groups.max(1)) {
            sorted.clear();
            sorted.extend_from_slice(weights);
            let at = sorted.len() / 2;
            let (_, &mut middle, _) = sorted.select_nth_unstable_by(at, f32::total_cmp);
            weights.iter_mut().for_each(|weight| *weight -= middle);
        }
        let sizes = self.own.iter().map(|weight| weight.abs());
        let mut sizes: Vec<f32> = sizes.filter(|&size| size > 0.0).collect();
        if sizes.len() > most {
            let (_, &mut least, _) = sizes.select_nth_unstable_by(most, |a, b| b.total_cmp(a));
            for weight in self.own.iter_mut().filter(|weight| weight.abs() <= least) {
                *weight = 0.0;
            }
        }
        self.is_kept = self.own.iter().map(|&weight| weight != 0.0).collect();
        self.paces.fill(0.0);
    }
}

/// e to the power of a number that is not above 0, nearly, from multiplications alone.
fn power_of_e(exponent: f32) -> f32 {
    let mut power = 1.0 + exponent.max(-500.0) / 1024.0;
    for _ in 0..10 {
        power *= power;
    }
    power
}

/// The order in which examples are gone through, another in each round and the same in
/// each run: neighbours are much alike.
struct Order {
    all: Vec<usize>,
    state: u64,
}

impl Order {
    fn of(count: usize) -> Order {
        Order {
            all: (0..count).collect(),
            state: 1,
        }
    }

    fn next(&mut self) -> &[usize] {
        for at in (1..self.all.len()).rev() {
            // Knuth's numbers for a linear congruential generator.
            self.state = self
                .state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let other = (self.state >> 33) as usize % (at + 1);
            self.all.swap(at, other);
        }
        &self.all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_are_near_enough() {
        for exponent in [0.0f32, -0.1, -1.0, -3.0, -8.0, -40.0, -1e9] {
            let power = power_of_e(exponent);
            assert!((power - exponent.exp()).abs() < 0.01, "{exponent}: {power}");
        }
    }

    #[test]
    fn learns_what_each_feature_speaks_for() {
        let example = |group, features: &[u32]| Example {
            group,
            share: 1.0,
            features: features.to_vec(),
        };
        let examples = || {
            vec![
                example(0, &[7, 1]),
                example(0, &[7, 2]),
                example(1, &[8, 1]),
                example(1, &[8, 2, 99]),
            ]
        };
        let rows = learn(examples(), 3, 100);
        let weight = |feature, group| {
            let row = rows.iter().find(|row| row.feature == feature);
            let found = row.and_then(|row| row.weights.iter().find(|own| own.0 == group));
            found.map_or(0.0, |own| own.1)
        };
        assert!(weight(7, 0) > weight(7, 1));
        assert!(weight(8, 1) > weight(8, 0));
        // Only one text has it.
        assert!(rows.iter().all(|row| row.feature != 99));
        let kept: usize = learn(examples(), 3, 2)
            .iter()
            .map(|row| row.weights.len())
            .sum();
        assert!(kept <= 2);
    }
}
