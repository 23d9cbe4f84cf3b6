//! How hits are found: whole titles first, then what is like the query.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::Searcher;
use super::hit::{Hit, SpokenAgainst};
use super::query::Query;
use super::shown::{Text, matched, title_row};
use super::wanted::Wanted;
use super::{cascade, pinyin, ranking};
use crate::analysis::Analysis;
use crate::code::Code;
use crate::error::Error;
use crate::index::{EntryKind, Index};
use crate::lang::Lang;
use crate::rank;
use crate::unit_group::{TitleKind, UnitGroup};

/// A unit group on its way to a hit.
pub(super) struct Found {
    pub(super) group: u32,
    pub(super) score: f32,
    pub(super) text: Text,
    /// The rows of the exclusions that the query runs into, where that is known.
    pub(super) against: Option<Vec<usize>>,
}

pub(super) fn hits(searcher: &Searcher, query: &Query) -> Result<Vec<Hit>, Error> {
    let index = &*searcher.index;
    let analysis = index.analyzer.analyze(&query.text);
    let passes = |group: u32| searcher.passes(query, group);
    let wanted = Wanted::of(index, &analysis);
    let mut found = by_code(searcher, &analysis);
    if found.is_empty() {
        found = by_text(searcher, &analysis, &wanted, query.limit, passes)?;
    } else {
        found.retain(|found| passes(found.group));
    }
    let chinese = query.chinese();
    found.truncate(query.limit);
    let hits = found.into_iter().filter_map(|found| {
        let group = searcher.groups.get(found.group)?;
        let against = found
            .against
            .unwrap_or_else(|| run_into(index, &wanted, found.group));
        Some(Hit {
            matched: matched(index, &wanted, &group, found.text, chinese),
            exclusions: spoken_against(&group, against, chinese),
            score: found.score,
            group,
            chinese,
        })
    });
    Ok(hits.collect())
}

/// A query without the "NOC" that people write before a code.
pub(super) fn code_digits(query: &Analysis) -> &str {
    let text = query.cleaned.text.as_str();
    text.strip_prefix("noc").unwrap_or(text).trim()
}

/// A query that is a code finds its unit group, or those that it became.
pub(super) fn by_code(searcher: &Searcher, query: &Analysis) -> Vec<Found> {
    let digits = code_digits(query);
    let is_code = matches!(digits.len(), 4 | 5) && digits.bytes().all(|b| b.is_ascii_digit());
    if !is_code {
        return Vec::new();
    }
    let groups_with = |accept: &dyn Fn(Code) -> bool| -> Vec<Found> {
        let codes = (0..searcher.groups.len() as u32)
            .filter_map(|group| Some((group, searcher.groups.code(group)?)));
        let found = codes
            .filter(|&(_, code)| accept(code))
            .map(|(group, _)| Found {
                group,
                score: 1.0,
                text: Text::Code,
                against: None,
            });
        found.collect()
    };
    let found = groups_with(&|code| code.as_str() == digits);
    if !found.is_empty() {
        return found;
    }
    let Ok(code) = Code::parse(digits) else {
        return Vec::new();
    };
    let successors = searcher.successors(code);
    groups_with(&|code| successors.contains(&code))
}

/// Whole titles first, then guesses.
pub(super) fn by_text(
    searcher: &Searcher,
    query: &Analysis,
    wanted: &Wanted,
    limit: usize,
    passes: impl Fn(u32) -> bool,
) -> Result<Vec<Found>, Error> {
    let index = &*searcher.index;
    let reading = cascade::whole_titles(searcher, query);
    let mut exact = BTreeMap::new();
    if let Some(reading) = &reading {
        // Found titles come with the most trusted first.
        for found in &reading.titles {
            let group = index.entries.place(found.entry).group;
            let score = rank::exact_score(found.tier) * reading.share();
            exact.entry(group).or_insert((score, found.entry));
        }
    }
    exact.retain(|&group, _| passes(group));
    let mut found: Vec<Found> = exact
        .iter()
        .map(|(&group, &(score, entry))| Found {
            group,
            score,
            text: Text::Entry(entry),
            against: None,
        })
        .collect();
    found.sort_by(|a, b| by_trust(searcher, a, b));
    if is_enough(searcher, &found, limit) {
        return Ok(found);
    }
    if exact.is_empty() {
        let found = by_sound(searcher, query, &passes);
        if !found.is_empty() {
            return Ok(found);
        }
    }
    let least = rank::least_coverage(wanted.is_long());
    // Of two titles that are as good, the one comes first that its unit group is most like.
    let ranked = ranking::rank(searcher, query, wanted, &passes)?;
    let place = |found: &Found| ranked.iter().position(|ranked| ranked.group == found.group);
    found.sort_by(|a, b| {
        let place = |found| place(found).unwrap_or(usize::MAX);
        by_trust(searcher, a, b)
            .then(place(a).cmp(&place(b)))
            .then(a.group.cmp(&b.group))
    });
    let guesses = ranked
        .iter()
        .filter(|ranked| !exact.contains_key(&ranked.group) && ranked.coverage() >= least);
    found.extend(guesses.map(|ranked| Found {
        group: ranked.group,
        score: rank::guess_score(ranked.logit),
        text: Text::Entry(ranked.entry),
        against: ranked.against.clone(),
    }));
    // A title without its qualifier may be less sure than the best guess.
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    let best = found.first().map_or(0.0, |found| found.score);
    found.retain(|found| found.score >= best * rank::LEAST_OF_BEST);
    Ok(found)
}

/// Chinese titles that the query is the sound of.
pub(super) fn by_sound(
    searcher: &Searcher,
    query: &Analysis,
    passes: impl Fn(u32) -> bool,
) -> Vec<Found> {
    let titles = pinyin::titles(searcher, query).into_iter();
    let found = titles
        .filter(|&(group, _)| passes(group))
        .map(|(group, entry)| Found {
            group,
            score: rank::PINYIN_SCORE,
            text: Text::Entry(entry),
            against: None,
        });
    let mut found: Vec<Found> = found.collect();
    found.sort_by(|a, b| by_trust(searcher, a, b).then(a.group.cmp(&b.group)));
    found
}

/// Whether whole titles, in the order of trust, are as many as were asked for and their
/// order needs nothing else: guesses come below them, and are not made.
fn is_enough(searcher: &Searcher, found: &[Found], limit: usize) -> bool {
    let mut pairs = found.windows(2).take(limit);
    let mut asked = found.iter().take(limit);
    found.len() >= limit
        && pairs.all(|pair| by_trust(searcher, &pair[0], &pair[1]).is_lt())
        && asked.all(|found| found.score > rank::RANKED_CEILING)
}

/// The better score first, and then the title of more standing.
fn by_trust(searcher: &Searcher, a: &Found, b: &Found) -> Ordering {
    let rank = |found| title_rank(searcher, found);
    b.score
        .total_cmp(&a.score)
        .then_with(|| rank(a).cmp(&rank(b)))
}

/// Of two titles found alike, one of the classification comes before one of our
/// own.
fn title_rank(searcher: &Searcher, found: &Found) -> u8 {
    let Text::Entry(entry) = found.text else {
        return 0;
    };
    let place = searcher.index.entries.place(entry);
    let kind = || {
        let group = searcher.groups.get(found.group)?;
        let (row, _) = title_row(&group, place.kind)?;
        Some(group.title_at(row)?.kind())
    };
    match place.kind {
        EntryKind::Title(_) | EntryKind::ChineseTitle(_) => match kind() {
            Some(TitleKind::Common) => 2,
            _ => 0,
        },
        EntryKind::Class => 1,
        _ => 3,
    }
}

/// How much of a query each of some unit groups knows, from 0 to 1.
pub(super) fn knowledge(index: &Index, wanted: &Wanted, groups: &[u32]) -> Vec<f32> {
    let known = groups.iter().map(|&group| {
        let mut answered = wanted.unanswered();
        for &writing in &wanted.writings {
            let block = index.entries.block(group, writing);
            wanted.common(index, &block, &mut answered);
        }
        wanted.coverage(&answered)
    });
    known.collect()
}

/// The rows of the exclusions of a unit group that the query runs into.
fn run_into(index: &Index, wanted: &Wanted, group: u32) -> Vec<usize> {
    let mut rows: Vec<usize> = Vec::new();
    for &writing in &wanted.writings {
        let block = index.entries.block(group, writing);
        let common = wanted.common_with_exclusions(index, &block);
        for (row, (place, common)) in block.exclusions().zip(common).enumerate() {
            if wanted.runs_into(common, block.weight(place)) && !rows.contains(&row) {
                rows.push(row);
            }
        }
    }
    rows
}

/// What is shown of some exclusions of a unit group.
fn spoken_against(group: &UnitGroup, mut rows: Vec<usize>, chinese: Lang) -> Vec<SpokenAgainst> {
    rows.sort_unstable();
    let exclusions = rows
        .into_iter()
        .filter_map(|row| group.exclusions().nth(row));
    let spoken = exclusions.map(|exclusion| SpokenAgainst::of(exclusion, chinese));
    spoken.collect()
}
