//! How hits are found: whole titles first, then what is like the query.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Searcher;
use super::hit::{Hit, MatchKind, Matched, Part, SpokenAgainst};
use super::query::Query;
use super::wanted::{Wanted, corrected};
use crate::analysis::{Analysis, is_function_word, is_han};
use crate::code::Code;
use crate::error::Error;
use crate::index::{EntryKind, Field, Index, Place, Writing, for_each_term};
use crate::lang::Lang;
use crate::rank;
use crate::unit_group::{TitleKind, UnitGroup};

/// A unit group on its way to a hit.
struct Found {
    group: u32,
    score: f32,
    /// What the fields say, to tell equal scores apart.
    standing: f32,
    text: Text,
}

/// Which text of a unit group matched.
#[derive(Clone, Copy)]
enum Text {
    Code,
    Entry(u32),
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
        found = by_text(searcher, &analysis, &wanted, passes)?;
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
fn by_code(searcher: &Searcher, query: &Analysis) -> Vec<Found> {
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
fn by_text(
    searcher: &Searcher,
    query: &Analysis,
    wanted: &Wanted,
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
    let readings = corrected(index, query);
    let mut exact = whole_titles(searcher, query, 1.0);
    for reading in &readings {
        for (group, (score, entry)) in whole_titles(searcher, reading, rank::TYPO_SHARE) {
            exact.entry(group).or_insert((score, entry));
        }
    }
    let standing = standing(index, readings.first().unwrap_or(query))?;
    let mut candidates: Vec<u32> = (0..standing.len() as u32)
        .filter(|&group| standing[group as usize] > 0.0 && passes(group))
        .collect();
    candidates.sort_by(|&a, &b| {
        let (a_standing, b_standing) = (standing[a as usize], standing[b as usize]);
        b_standing.total_cmp(&a_standing).then(a.cmp(&b))
    });
    candidates.truncate(rank::CANDIDATES);
    candidates.extend(exact.keys().filter(|&&group| passes(group)));
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
        b.score
            .total_cmp(&a.score)
            .then_with(|| title_rank(searcher, a).cmp(&title_rank(searcher, b)))
            .then(b.standing.total_cmp(&a.standing))
            .then(a.group.cmp(&b.group))
    });
    let best = found.first().map_or(0.0, |found| found.score);
    found.retain(|found| found.score >= best * rank::LEAST_OF_BEST);
    Ok(found)
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

/// The row of the titles that an entry is, and which of its Chinese titles.
pub(super) fn title_row(group: &UnitGroup, kind: EntryKind) -> Option<(usize, usize)> {
    match kind {
        EntryKind::Title(row) => Some((row as usize, 0)),
        EntryKind::ChineseTitle(number) => group.chinese_title(number as usize),
        _ => None,
    }
}

/// The unit groups that hold the query as a title, each with its score and the
/// title.
fn whole_titles(searcher: &Searcher, query: &Analysis, share: f32) -> BTreeMap<u32, (f32, u32)> {
    let index = &searcher.index;
    let mut best = BTreeMap::new();
    // Found titles come with the most trusted first.
    for found in index.whole_titles(query) {
        let group = index.entries.place(found.entry).group;
        let score = rank::exact_score(found.tier) * share;
        best.entry(group).or_insert((score, found.entry));
    }
    best
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
    let mut excluded = wanted.unanswered();
    let mut best: Option<(f32, u32)> = None;
    let mut share = 1.0;
    for entry in index.entries.of_group(group) {
        if let EntryKind::Exclusion(_) = entry.kind {
            excluded.clear();
            let fit = wanted.fit(index, &entry, &mut excluded);
            if fit.likeness >= rank::EXCLUSION_MEANT {
                share = rank::EXCLUDED_SHARE;
            }
            continue;
        }
        let fit = wanted.fit(index, &entry, &mut answered);
        let likeness = fit.likeness
            * match entry.kind {
                EntryKind::Title(_) | EntryKind::ChineseTitle(_) => 1.0,
                EntryKind::Class => rank::CLASS_SHARE,
                _ if wanted.is_long() => 1.0,
                _ => rank::DUTY_SHARE,
            };
        if likeness > best.map_or(0.0, |(most, _)| most) {
            best = Some((likeness, entry.number));
        }
    }
    if wanted.coverage(&answered) < wanted.least_coverage() {
        return None;
    }
    let (likeness, entry) = best?;
    let mixed = rank::BEST_TEXT_SHARE * likeness + (1.0 - rank::BEST_TEXT_SHARE) * standing;
    Some((rank::RANKED_CEILING * mixed * share, entry))
}

/// The text that matched, in both languages, with what matched in it.
fn matched(
    index: &Index,
    wanted: &Wanted,
    group: &UnitGroup,
    text: Text,
    chinese: Lang,
) -> Matched {
    let Text::Entry(entry) = text else {
        return Matched::by_code(group, chinese);
    };
    let shown = shown(group, index.entries.place(entry), chinese);
    Matched {
        kind: shown.kind,
        lang: shown.lang,
        parts: parts(index, wanted, shown.text()),
        en: shown.en.map(str::to_owned),
        zh: shown.zh.map(str::to_owned),
    }
}

/// A text of a unit group as it is shown: in both languages, and the one in which
/// it matched.
pub(super) struct Shown<'a> {
    pub(super) kind: MatchKind,
    pub(super) lang: Lang,
    pub(super) en: Option<&'a str>,
    pub(super) zh: Option<&'a str>,
}

impl<'a> Shown<'a> {
    /// The text in the language that matched.
    pub(super) fn text(&self) -> &'a str {
        let text = if self.lang == Lang::En {
            self.en
        } else {
            self.zh
        };
        text.unwrap_or_default()
    }
}

pub(super) fn shown(group: &UnitGroup, place: Place, chinese: Lang) -> Shown<'_> {
    let (kind, en, zh) = match place.kind {
        EntryKind::Class => (
            MatchKind::ClassTitle,
            group.title(Lang::En),
            group.title(chinese),
        ),
        EntryKind::Lead | EntryKind::Exclusion(_) => (
            MatchKind::LeadStatement,
            group.lead_statement(Lang::En),
            group.lead_statement(chinese),
        ),
        EntryKind::Duty(row) => {
            let duty = group.main_duties().nth(row as usize);
            (
                MatchKind::Duty,
                duty.and_then(|duty| duty.get(Lang::En)),
                duty.and_then(|duty| duty.get(chinese)),
            )
        }
        EntryKind::Title(_) | EntryKind::ChineseTitle(_) => {
            let (row, which) = title_row(group, place.kind).unwrap_or_default();
            let title = group.title_at(row);
            (
                MatchKind::Title,
                title.and_then(|title| title.get(Lang::En)),
                title.and_then(|title| title.chinese(chinese).nth(which)),
            )
        }
    };
    let lang = match place.writing {
        Writing::English => Lang::En,
        Writing::Chinese => chinese,
    };
    Shown { kind, lang, en, zh }
}

/// Divides a text into what the query has and the rest.
///
/// A Chinese character alone marks nothing where a word or a pair does: most
/// duties share some character with any query.
fn parts(index: &Index, wanted: &Wanted, text: &str) -> Vec<Part> {
    let analysis = index.analyzer.analyze(text);
    let mut marked = Vec::new();
    let mut singles = Vec::new();
    for_each_term(&analysis, |term, range| {
        if index
            .vocabulary
            .get(term)
            .is_some_and(|term| wanted.has(term))
        {
            let mut characters = term.chars();
            let is_single = characters.next().is_some_and(is_han) && characters.next().is_none();
            let given = analysis.cleaned.given(range);
            if is_single {
                singles.push(given)
            } else {
                marked.push(given)
            }
        }
    });
    if marked.is_empty() {
        marked = singles;
    }
    divide(text, marked)
}

/// Divides a text at ranges of it, which may overlap and come in any order.
pub(super) fn divide(text: &str, mut marked: Vec<Range<usize>>) -> Vec<Part> {
    marked.sort_by_key(|range| range.start);
    let mut parts: Vec<Part> = Vec::new();
    let mut push = |piece: &str, matched: bool| {
        if piece.is_empty() {
            return;
        }
        match parts.last_mut() {
            Some(last) if last.matched == matched => last.text.push_str(piece),
            _ => parts.push(Part {
                text: piece.to_owned(),
                matched,
            }),
        }
    };
    let mut at = 0;
    for range in marked {
        let start = range.start.max(at);
        if range.end <= start {
            continue;
        }
        push(&text[at..start], false);
        push(&text[start..range.end], true);
        at = range.end;
    }
    push(&text[at..], false);
    parts
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
    for entry in index.entries.of_group(ordinal) {
        let EntryKind::Exclusion(row) = entry.kind else {
            continue;
        };
        let common = wanted.fit(index, &entry, &mut answered).common;
        let least = entry.weight.min(wanted.total()) * rank::EXCLUSION_SHOWN;
        if common > 0.0 && common >= least && !rows.contains(&row) {
            rows.push(row);
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
