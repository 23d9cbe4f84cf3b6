//! How hits are found: whole titles first, then what is like the query.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::Searcher;
use super::hit::{Hit, SpokenAgainst};
use super::query::Query;
use super::shown::{Text, matched, title_row};
use super::wanted::{Wanted, corrected};
use super::{cascade, pinyin};
use crate::analysis::{Analysis, is_function_word};
use crate::code::Code;
use crate::error::Error;
use crate::index::{EntryKind, Field, Index};
use crate::lang::Lang;
use crate::rank;
use crate::unit_group::{TitleKind, UnitGroup};

/// A unit group on its way to a hit.
pub(super) struct Found {
    pub(super) group: u32,
    pub(super) score: f32,
    /// What the fields say, to tell equal scores apart.
    standing: f32,
    pub(super) text: Text,
}

pub(super) fn hits(searcher: &Searcher, query: &Query) -> Result<Vec<Hit>, Error> {
    let index = &*searcher.index;
    let analysis = index.analyzer.analyze(&query.text);
    let passes = |group: u32| {
        let code = searcher.groups.code(group);
        code.is_some_and(|code| query.accepts(code))
    };
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
        Some(Hit {
            matched: matched(index, &wanted, &group, found.text, chinese),
            exclusions: spoken_against(index, &wanted, found.group, &group, chinese),
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
                standing: 0.0,
                text: Text::Code,
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
    // "of the" and 的 stand in many titles and ask for none.
    if query
        .tokens
        .iter()
        .all(|token| is_function_word(&token.term))
    {
        return Ok(Vec::new());
    }
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
    if let Some(found) = enough(searcher, &exact, limit) {
        return Ok(found);
    }
    if exact.is_empty() {
        let found = by_sound(searcher, query, &passes);
        if !found.is_empty() {
            return Ok(found);
        }
    }
    let corrected = corrected(index, query);
    let standing = standing(index, corrected.first().unwrap_or(query))?;
    let mut candidates: Vec<u32> = (0..standing.len() as u32)
        .filter(|&group| standing[group as usize] > 0.0 && passes(group))
        .collect();
    candidates.sort_by(|&a, &b| {
        let (a_standing, b_standing) = (standing[a as usize], standing[b as usize]);
        b_standing.total_cmp(&a_standing).then(a.cmp(&b))
    });
    candidates.truncate(rank::CANDIDATES);
    candidates.extend(exact.keys());
    candidates.sort_unstable();
    candidates.dedup();

    let mut found: Vec<Found> = candidates
        .into_iter()
        .filter_map(|group| {
            let standing = standing[group as usize];
            let (score, entry) = match exact.get(&group) {
                Some(&exact) => exact,
                None => guess(index, wanted, group, standing)?,
            };
            Some(Found {
                group,
                score,
                standing,
                text: Text::Entry(entry),
            })
        })
        .collect();
    found.sort_by(|a, b| {
        by_trust(searcher, a, b)
            .then(b.standing.total_cmp(&a.standing))
            .then(a.group.cmp(&b.group))
    });
    let best = found.first().map_or(0.0, |found| found.score);
    found.retain(|found| found.score >= best * rank::LEAST_OF_BEST);
    Ok(found)
}

/// Chinese titles that the query is the sound of.
fn by_sound(searcher: &Searcher, query: &Analysis, passes: impl Fn(u32) -> bool) -> Vec<Found> {
    let titles = pinyin::titles(searcher, query).into_iter();
    let found = titles
        .filter(|&(group, _)| passes(group))
        .map(|(group, entry)| Found {
            group,
            score: rank::PINYIN_SCORE,
            standing: 0.0,
            text: Text::Entry(entry),
        });
    let mut found: Vec<Found> = found.collect();
    found.sort_by(|a, b| by_trust(searcher, a, b).then(a.group.cmp(&b.group)));
    found
}

/// The hits, if whole titles are as many as were asked for and their order needs
/// nothing else: guesses come below them, and are not made.
fn enough(
    searcher: &Searcher,
    exact: &BTreeMap<u32, (f32, u32)>,
    limit: usize,
) -> Option<Vec<Found>> {
    if exact.len() < limit {
        return None;
    }
    let mut found: Vec<Found> = exact
        .iter()
        .map(|(&group, &(score, entry))| Found {
            group,
            score,
            standing: 0.0,
            text: Text::Entry(entry),
        })
        .collect();
    found.sort_by(|a, b| by_trust(searcher, a, b));
    let mut pairs = found.windows(2).take(limit);
    let is_ordered = pairs.all(|pair| by_trust(searcher, &pair[0], &pair[1]).is_lt());
    let is_above_guesses = found
        .iter()
        .take(limit)
        .all(|found| found.score > rank::RANKED_CEILING);
    (is_ordered && is_above_guesses).then_some(found)
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

/// What the fields say of every unit group, from 0 to 1.
fn standing(index: &Index, query: &Analysis) -> Result<Vec<f32>, Error> {
    let mut standing = Vec::new();
    let mut total = 0.0;
    for field in Field::ALL {
        if !query
            .tokens
            .iter()
            .any(|token| token.script == field.script())
        {
            continue;
        }
        let mut terms = field.terms(&index.analyzer, query);
        terms.sort_unstable();
        terms.dedup();
        terms.truncate(rank::MOST_FIELD_TERMS);
        let scores = index.fields.scores(field, &terms)?;
        let most = scores.iter().copied().fold(0.0, f32::max);
        standing.resize(scores.len(), 0.0);
        if most <= 0.0 {
            continue;
        }
        let weight = field_weight(field);
        total += weight;
        for (standing, score) in standing.iter_mut().zip(scores) {
            *standing += weight * score / most;
        }
    }
    for standing in &mut standing {
        *standing /= f32::max(total, f32::MIN_POSITIVE);
    }
    Ok(standing)
}

fn field_weight(field: Field) -> f32 {
    match field {
        Field::EnglishWords | Field::ChineseWords => rank::WORDS_WEIGHT,
        Field::EnglishPairs | Field::ChinesePairs => rank::PAIRS_WEIGHT,
        Field::EnglishGrams => rank::ENGLISH_GRAMS_WEIGHT,
        Field::ChineseGrams => rank::CHINESE_GRAMS_WEIGHT,
        Field::EnglishDuties | Field::ChineseDuties => rank::DUTIES_WEIGHT,
    }
}

/// The score of a unit group that does not hold the query, and its text that is
/// most like it; `None` if it knows too little of the query.
fn guess(index: &Index, wanted: &Wanted, group: u32, standing: f32) -> Option<(f32, u32)> {
    if wanted.is_empty() {
        return None;
    }
    let mut answered = wanted.unanswered();
    let mut best: Option<(f32, u32)> = None;
    let mut share = 1.0;
    for &writing in &wanted.writings {
        let block = index.entries.block(group, writing);
        let common = wanted.common(index, &block, &mut answered);
        for (place, &common) in common.iter().enumerate() {
            if common <= 0.0 {
                continue;
            }
            let likeness = wanted.likeness(common, block.weight(place));
            let kind = block.kind(place);
            let likeness = likeness
                * match kind {
                    EntryKind::Exclusion(_) => {
                        if likeness >= rank::EXCLUSION_MEANT {
                            share = rank::EXCLUDED_SHARE;
                        }
                        continue;
                    }
                    EntryKind::Title(_) | EntryKind::ChineseTitle(_) => 1.0,
                    EntryKind::Class => rank::CLASS_SHARE,
                    _ if wanted.is_long() => 1.0,
                    _ => rank::DUTY_SHARE,
                };
            if likeness > best.map_or(0.0, |(most, _)| most) {
                best = Some((likeness, block.entry(place)));
            }
        }
    }
    if wanted.coverage(&answered) < wanted.least_coverage() {
        return None;
    }
    let (likeness, entry) = best?;
    let mixed = rank::BEST_TEXT_SHARE * likeness + (1.0 - rank::BEST_TEXT_SHARE) * standing;
    Some((rank::RANKED_CEILING * mixed * share, entry))
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

/// The exclusions of a unit group that the query runs into.
fn spoken_against(
    index: &Index,
    wanted: &Wanted,
    ordinal: u32,
    group: &UnitGroup,
    chinese: Lang,
) -> Vec<SpokenAgainst> {
    let mut rows: Vec<u32> = Vec::new();
    let mut answered = wanted.unanswered();
    for &writing in &wanted.writings {
        let block = index.entries.block(ordinal, writing);
        let common = wanted.common(index, &block, &mut answered);
        for (row, place) in (0..).zip(block.exclusions()) {
            let common = common.get(place).copied().unwrap_or_default();
            let least = block.weight(place).min(wanted.total()) * rank::EXCLUSION_SHOWN;
            if common > 0.0 && common >= least && !rows.contains(&row) {
                rows.push(row);
            }
        }
    }
    rows.sort_unstable();
    let exclusions = rows
        .into_iter()
        .filter_map(|row| group.exclusions().nth(row as usize));
    let spoken = exclusions.map(|exclusion| SpokenAgainst {
        en: exclusion.get(Lang::En).map(str::to_owned),
        zh: exclusion.get(chinese).map(str::to_owned),
        code: exclusion.code(),
    });
    spoken.collect()
}
