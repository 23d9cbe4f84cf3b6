//! How like a query the texts of each unit group are: what is left where it is no title.

use super::Searcher;
use super::wanted::{Answered, Wanted, corrected};
use crate::analysis::{Analysis, Script, is_function_word};
use crate::error::Error;
use crate::field::Field;
use crate::index::Index;
use crate::rank::{self, TRAITS, Trait};

/// A unit group of a ranking.
pub(super) struct Ranked {
    pub(super) group: u32,
    /// The text of it that is most like the query.
    pub(super) entry: u32,
    /// The rows of its exclusions that the query runs into, in no order; `None` where the
    /// query was read without its ranks.
    pub(super) against: Option<Vec<usize>>,
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
    let read = corrected.first().unwrap_or(query);
    let fields = of_fields(index, read)?;
    let learned = index.learned(read);
    let mut standings = vec![0.0; searcher.groups.len()];
    // Titles choose the candidates; a query that is a duty is like few of them.
    let mut duties = vec![0.0; searcher.groups.len()];
    for (field, scores) in &fields {
        let weight = rank::field_weight(*field);
        let is_of_duties = rank::trait_of(*field) == Trait::Duties;
        for ((standing, duty), score) in standings.iter_mut().zip(&mut duties).zip(scores) {
            *standing += weight * score;
            if is_of_duties {
                *duty += score;
            }
        }
    }
    // Of nonsense neither the fields know anything nor the model.
    let guess = rank::least_learned(searcher.groups.len());
    let mut rest: Vec<u32> = (0..searcher.groups.len() as u32)
        .filter(|&group| standings[group as usize] > 0.0 || learned[group as usize] > guess)
        .filter(|&group| passes(group))
        .collect();
    let mut groups = Vec::new();
    for (scores, most) in [
        (&standings, rank::CANDIDATES),
        (&learned, rank::CANDIDATES_BY_MODEL),
        (&duties, rank::CANDIDATES_BY_DUTIES),
    ] {
        let scored = rest.iter().map(|&group| (group, scores[group as usize]));
        let chosen = highest(scored, most);
        rest.retain(|group| !chosen.contains(group));
        groups.extend(chosen);
    }
    let kind = wanted.kind();
    let mut common = Vec::new();
    let mut ranked: Vec<Ranked> = groups
        .into_iter()
        .map(|group| {
            let mut ranked = look(searcher, wanted, group, &mut common);
            for (field, scores) in &fields {
                let score = scores[group as usize];
                let own = &mut ranked.traits[rank::trait_of(*field) as usize];
                *own = own.max(score);
            }
            ranked.traits[Trait::Learned as usize] = rank::learned(learned[group as usize]);
            ranked.logit = rank::logit(&ranked.traits, kind);
            ranked.against = ranked.against.filter(|_| plain.is_none());
            ranked
        })
        .collect();
    ranked.sort_by(|a, b| b.logit.total_cmp(&a.logit).then(a.group.cmp(&b.group)));
    Ok(ranked)
}

/// The unit groups with the highest numbers, of those alike the first; they come in
/// ascending order.
fn highest(numbers: impl Iterator<Item = (u32, f32)>, most: usize) -> Vec<u32> {
    let mut best: Vec<(u32, f32)> = Vec::with_capacity(most + 1);
    for (group, number) in numbers {
        let least = best.last().filter(|_| best.len() == most);
        if least.is_none_or(|least| least.1 < number) {
            let at = best.partition_point(|other| other.1 >= number);
            best.insert(at, (group, number));
            best.truncate(most);
        }
    }
    best.into_iter().map(|(group, _)| group).collect()
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

/// Compares every text of a unit group with a query. `common` is room for what both have.
fn look(searcher: &Searcher, wanted: &Wanted, group: u32, common: &mut Vec<f32>) -> Ranked {
    let index = &*searcher.index;
    let mut answered: Answered = wanted.unanswered();
    let mut traits = [0.0f32; TRAITS];
    let mut best = (0.0f32, 0);
    let mut against = Vec::new();
    // The three titles that are most like it, and the least of them.
    let mut titles = [0.0f32; 3];
    let mut least_title = 0;
    for &writing in &wanted.writings {
        let block = index.entries.block(group, writing);
        if best.1 == 0 {
            best.1 = block.entry(0);
        }
        wanted.write_common(index, &block, &mut answered, common);
        let (exclusions, class) = (block.exclusions(), block.class());
        for (place, &common) in common.iter().enumerate() {
            if common <= 0.0 {
                continue;
            }
            let likeness = wanted.likeness(common, block.weight(place));
            let (kind, share) = if place >= exclusions.end {
                match place == class {
                    true => (Trait::Class, rank::CLASS_SHARE),
                    false => (Trait::Title, 1.0),
                }
            } else if place >= exclusions.start {
                let row = place - exclusions.start;
                if wanted.runs_into(common, block.weight(place)) && !against.contains(&row) {
                    against.push(row);
                }
                (Trait::Exclusion, 0.0)
            } else {
                match wanted.is_long() {
                    true => (Trait::Duty, 1.0),
                    false => (Trait::Duty, rank::DUTY_SHARE),
                }
            };
            let known = &mut traits[kind as usize];
            *known = known.max(likeness);
            if kind == Trait::Title && likeness > titles[least_title] {
                titles[least_title] = likeness;
                least_title = least(&titles);
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
        against: Some(against),
        traits,
        logit: 0.0,
    }
}

/// The place of the least of some numbers, the first of those alike.
fn least<const N: usize>(numbers: &[f32; N]) -> usize {
    (1..N).fold(0, |least, at| match numbers[at] < numbers[least] {
        true => at,
        false => least,
    })
}
