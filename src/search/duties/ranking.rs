//! Which unit groups a description is most likely of.

use super::coverage::{Answers, answers};
use super::description::Description;
use crate::error::Error;
use crate::field::Field;
use crate::index::Index;
use crate::rank::{self, DESCRIPTION_TRAITS, DescriptionTrait};
use crate::search::Searcher;
use crate::unit_group::UnitGroup;

/// A unit group that a description may be of.
pub(super) struct Ranked {
    pub(super) ordinal: u32,
    pub(super) group: UnitGroup,
    pub(super) answers: Answers,
    /// What of it is like the description, each from 0 to 1.
    pub(super) traits: [f32; DESCRIPTION_TRAITS],
    pub(super) logit: f32,
}

impl Ranked {
    /// Whether nothing of the unit group is in the description.
    pub(super) fn says_nothing(&self) -> bool {
        let own = [DescriptionTrait::Duties, DescriptionTrait::Jargon];
        own.iter().all(|&own| self.traits[own as usize] <= 0.0)
    }
}

/// The unit groups that a description is most likely of, the most probable first, and some
/// that are wanted in any case.
pub(super) fn rank(
    searcher: &Searcher,
    description: &Description<'_>,
    wanted: &[u32],
    passes: impl Fn(u32) -> bool,
) -> Result<Vec<Ranked>, Error> {
    let index = &*searcher.index;
    let scores = Scores::of(index, description)?;
    let of_duties = |group: u32| scores.duties[group as usize];
    let standing = |group: u32| of_duties(group) + scores.jargon[group as usize];
    let all = 0..searcher.groups.len() as u32;
    let mut groups: Vec<u32> = all
        .filter(|&group| passes(group) && standing(group) > 0.0)
        .collect();
    let by = |score: &dyn Fn(u32) -> f32, groups: &mut [u32]| {
        groups.sort_by(|&a, &b| score(b).total_cmp(&score(a)).then(a.cmp(&b)));
    };
    by(&standing, &mut groups);
    let mut rest = groups.split_off(groups.len().min(rank::DESCRIPTION_CANDIDATES));
    // Who copies duties says little in jargon.
    by(&of_duties, &mut rest);
    rest.truncate(rank::DESCRIPTION_CANDIDATES_BY_DUTIES);
    groups.extend(rest);
    let missing = wanted.iter().filter(|group| !groups.contains(group));
    let missing: Vec<u32> = missing.copied().collect();
    groups.extend(missing);
    let ranked = groups.into_iter().filter_map(|ordinal| {
        let group = searcher.groups.get(ordinal)?;
        let answers = answers(index, description, &group);
        let mut traits = [0.0; DESCRIPTION_TRAITS];
        traits[DescriptionTrait::Duties as usize] = scores.duties[ordinal as usize];
        traits[DescriptionTrait::Jargon as usize] = scores.jargon[ordinal as usize];
        look(&mut traits, description, &answers, &group);
        Some(Ranked {
            ordinal,
            group,
            answers,
            traits,
            logit: rank::description_logit(&traits),
        })
    });
    let mut ranked: Vec<Ranked> = ranked.collect();
    ranked.sort_by(|a, b| b.logit.total_cmp(&a.logit).then(a.ordinal.cmp(&b.ordinal)));
    Ok(ranked)
}

/// What the index says of every unit group, the best one having 1; where a description has
/// both languages, each counts by its part of the words.
struct Scores {
    duties: Vec<f32>,
    jargon: Vec<f32>,
}

impl Scores {
    fn of(index: &Index, description: &Description<'_>) -> Result<Scores, Error> {
        let groups = index.entries.group_count() as usize;
        let chinese = description.chinese_share();
        let mut duties = vec![0.0; groups];
        for (field, share) in [
            (Field::EnglishDuties, 1.0 - chinese),
            (Field::ChineseDuties, chinese),
        ] {
            let scores = index.fields.scores(field, &description.terms(field))?;
            add_scaled(&mut duties, &scores, share, 0.0);
        }
        let mut jargon = vec![0.0; groups];
        let words = description.jargon.iter().map(String::as_str);
        let scores = index.jargon.scores(words);
        add_scaled(&mut jargon, &scores, 1.0, rank::ENOUGH_JARGON);
        Ok(Scores { duties, jargon })
    }
}

/// Adds scores, the best of which counts as a share if it is enough.
fn add_scaled(sum: &mut [f32], scores: &[f32], share: f32, enough: f32) {
    let most = scores.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
    let most = most.max(enough);
    for (sum, score) in sum.iter_mut().zip(scores) {
        *sum += share * score / most;
    }
}

/// Notes what the statements have in common with the sentences.
fn look(
    traits: &mut [f32; DESCRIPTION_TRAITS],
    description: &Description<'_>,
    answers: &Answers,
    group: &UnitGroup,
) {
    let mut set = |of: DescriptionTrait, value: f32| traits[of as usize] = value;
    let duties = &answers.duties;
    let mut shares: Vec<f32> = duties.iter().map(|duty| duty.share).collect();
    shares.sort_by(|a, b| b.total_cmp(a));
    let mean = |shares: &[f32]| shares.iter().sum::<f32>() / shares.len().max(1) as f32;
    set(DescriptionTrait::Best, mean(&shares[..shares.len().min(3)]));
    let sentences = description.sentences.iter().zip(&answers.said);
    let (mut said, mut all) = (0.0, 0.0);
    for (sentence, own) in sentences {
        // A sentence counts by what it says, one twice as long not twice.
        let weight = sentence.weight.sqrt();
        all += weight;
        said += weight * own.map_or(0.0, |own| own.likeness);
    }
    set(DescriptionTrait::Said, said / all.max(1.0));
    let excluded = answers.exclusions.len().min(3);
    set(DescriptionTrait::Excluded, excluded as f32 / 3.0);
    let size = group.size().map_or(3, u8::from);
    set(DescriptionTrait::Size, f32::from(size) / 5.0);
}
