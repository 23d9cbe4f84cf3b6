//! How like a query the texts of each unit group are: what is left where it is no title.

use super::Searcher;
use super::wanted::{Answered, Wanted, corrected};
use crate::analysis::{Analysis, Script, is_function_word};
use crate::error::Error;
use crate::field::Field;
use crate::index::{EntryKind, Index};
use crate::rank::{self, TRAITS, Trait};

/// A unit group of a ranking.
pub(super) struct Ranked {
    pub(super) group: u32,
    /// The text of it that is most like the query.
    pub(super) entry: u32,
    /// What is like the query, each from 0 to 1.
    pub(super) traits: [f32; TRAITS],
    /// The weighed sum of the traits: between two unit groups, how many times more
    /// probable the one is, as a logarithm.
    pub(super) logit: f32,
}

impl Ranked {
    /// The share of what the query says that the unit group knows.
    pub(super) fn coverage(&self) -> f32 {
        self.traits[Trait::Coverage as usize]
    }
}

/// The unit groups that the fields put highest, the most probable first.
pub(super) fn rank(
    searcher: &Searcher,
    query: &Analysis,
    wanted: &Wanted,
    passes: impl Fn(u32) -> bool,
) -> Result<Vec<Ranked>, Error> {
    let index = &*searcher.index;
    // "of the" and 的 stand in many titles and ask for none.
    let mut tokens = query.tokens.iter();
    if wanted.is_empty() || tokens.all(|token| is_function_word(&token.term)) {
        return Ok(Vec::new());
    }
    // Ranks and what advertisements add make no unit group likelier.
    let plain = index.analyzer.without_ranks(query);
    let plain_wanted = plain.as_ref().map(|plain| Wanted::of(index, plain));
    let (query, wanted) = match (&plain, &plain_wanted) {
        (Some(plain), Some(wanted)) => (plain, wanted),
        _ => (query, wanted),
    };
    let corrected = corrected(index, query);
    let fields = of_fields(index, corrected.first().unwrap_or(query))?;
    let standing = |group: &u32| -> f32 {
        let scores = fields.iter();
        scores
            .map(|(field, scores)| rank::field_weight(*field) * scores[*group as usize])
            .sum()
    };
    let mut groups: Vec<(f32, u32)> = (0..searcher.groups.len() as u32)
        .filter(|&group| passes(group))
        .map(|group| (standing(&group), group))
        .filter(|&(standing, _)| standing > 0.0)
        .collect();
    let rest = split_off_best(&mut groups, rank::CANDIDATES);
    // Titles choose the candidates; a query that is a duty is like few of them.
    let duties = |group: u32| -> f32 {
        let fields = fields.iter();
        let of_duties = fields.filter(|(field, _)| rank::trait_of(*field) == Trait::Duties);
        of_duties.map(|(_, scores)| scores[group as usize]).sum()
    };
    let mut rest: Vec<(f32, u32)> = rest
        .into_iter()
        .map(|(_, group)| (duties(group), group))
        .collect();
    split_off_best(&mut rest, rank::CANDIDATES_BY_DUTIES);
    groups.extend(rest);
    let kind = wanted.kind();
    let mut ranked: Vec<Ranked> = groups
        .into_iter()
        .map(|(_, group)| {
            let mut ranked = look(searcher, wanted, group);
            for (field, scores) in &fields {
                let score = scores[group as usize];
                let own = &mut ranked.traits[rank::trait_of(*field) as usize];
                *own = own.max(score);
            }
            ranked.logit = rank::logit(&ranked.traits, kind);
            ranked
        })
        .collect();
    ranked.sort_by(|a, b| b.logit.total_cmp(&a.logit).then(a.group.cmp(&b.group)));
    Ok(ranked)
}

/// Keeps so many unit groups, those with the highest numbers, and returns the others. Both
/// come in no order.
fn split_off_best(groups: &mut Vec<(f32, u32)>, most: usize) -> Vec<(f32, u32)> {
    if groups.len() <= most {
        return Vec::new();
    }
    groups.select_nth_unstable_by(most, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    groups.split_off(most)
}

/// What each field says of every unit group, the best one being 1.
fn of_fields(index: &Index, query: &Analysis) -> Result<Vec<(Field, Vec<f32>)>, Error> {
    let mut fields = Vec::new();
    let has = |script: Script| query.tokens.iter().any(|token| token.script == script);
    for field in Field::ALL {
        if !has(field.script()) {
            continue;
        }
        let mut terms = field.terms(&index.analyzer, query);
        terms.sort_unstable();
        terms.dedup();
        terms.truncate(rank::MOST_FIELD_TERMS);
        let mut scores = index.fields.scores(field, &terms)?;
        let most = scores.iter().copied().fold(0.0, f32::max);
        if most > 0.0 {
            scores.iter_mut().for_each(|score| *score /= most);
        }
        fields.push((field, scores));
    }
    Ok(fields)
}

/// Compares every text of a unit group with a query.
fn look(searcher: &Searcher, wanted: &Wanted, group: u32) -> Ranked {
    let index = &*searcher.index;
    let mut answered: Answered = wanted.unanswered();
    let mut traits = [0.0f32; TRAITS];
    let mut best = (0.0f32, 0);
    // The three titles that are most like it.
    let mut titles = [0.0f32; 3];
    let mut least_title = 0.0f32;
    for &writing in &wanted.writings {
        let block = index.entries.block(group, writing);
        if best.1 == 0 {
            best.1 = block.entry(0);
        }
        let common = wanted.common(index, &block, &mut answered);
        for (place, &common) in common
            .iter()
            .enumerate()
            .filter(|(_, common)| **common > 0.0)
        {
            let likeness = wanted.likeness(common, block.weight(place));
            let (kind, share) = match block.kind(place) {
                EntryKind::Exclusion(_) => (Trait::Exclusion, 0.0),
                EntryKind::Class => (Trait::Class, rank::CLASS_SHARE),
                EntryKind::Title(_) | EntryKind::ChineseTitle(_) => (Trait::Title, 1.0),
                EntryKind::Lead | EntryKind::Duty(_) if wanted.is_long() => (Trait::Duty, 1.0),
                EntryKind::Lead | EntryKind::Duty(_) => (Trait::Duty, rank::DUTY_SHARE),
            };
            let known = &mut traits[kind as usize];
            *known = known.max(likeness);
            if kind as usize == Trait::Title as usize {
                if likeness > least_title {
                    let least = titles.iter_mut().min_by(|a, b| a.total_cmp(b));
                    *least.expect("there are three") = likeness;
                    least_title = titles.iter().copied().fold(f32::MAX, f32::min);
                }
            }
            if likeness * share > best.0 {
                best = (likeness * share, block.entry(place));
            }
        }
    }
    traits[Trait::Titles as usize] = titles.iter().sum::<f32>() / titles.len() as f32;
    traits[Trait::Coverage as usize] = wanted.coverage(&answered);
    traits[Trait::Typical as usize] = wanted.typical(&answered);
    let size = searcher.groups.get(group).and_then(|group| group.size());
    traits[Trait::Size as usize] = size.map_or(0.5, |size| f32::from(u8::from(size)) / 5.0);
    Ranked {
        group,
        entry: best.1,
        traits,
        logit: 0.0,
    }
}
