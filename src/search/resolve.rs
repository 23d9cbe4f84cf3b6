//! From a query to its unit group: claims, weighed against each other.

use std::sync::{Arc, OnceLock};

use super::Searcher;
use super::cascade;
use super::duties;
use super::marks::Marks;
use super::query::Query;
use super::question;
use super::resolution::{Candidate, Evidence, Hint, Resolution, Verdict, Weight};
use super::shown::{Text, of_text, title_row};
use super::wanted::Wanted;
use super::{ranking, seek};
use crate::analysis::Analysis;
use crate::analysis::key::Tier;
use crate::code::Code;
use crate::error::Error;
use crate::rank::{self, Standing, TRAITS};
use crate::step::Step;
use crate::unit_group::{TitleKind, UnitGroup};

/// A unit group with what speaks for it, before it is weighed against the others.
struct Claim {
    ordinal: u32,
    group: UnitGroup,
    text: Text,
    step: Step,
    score: f32,
    weight: f32,
    traits: Option<[f32; TRAITS]>,
}

pub(super) fn resolve(searcher: &Searcher, query: Query) -> Result<Resolution, Error> {
    let analysis = searcher.index.analyzer.analyze(&query.text);
    let wanted = Wanted::of(&searcher.index, &analysis);
    let codes = seek::by_code(searcher, &analysis);
    if !codes.is_empty() {
        return Ok(of_codes(searcher, query, &analysis, &wanted, &codes));
    }
    let mut found = match of_titles(searcher, &query, &analysis) {
        Some(mut found) => {
            let step = found.0.iter().map(|claim| claim.step).min();
            if step.is_some_and(|step| step >= Step::WithoutQualifier) {
                add_doubts(searcher, &query, &analysis, &wanted, &mut found)?;
            }
            found
        }
        None => of_ranking(searcher, &query, &analysis, &wanted)?,
    };
    if let Some(text) = &query.duties {
        add_duties(searcher, &query, text, &mut found)?;
    }
    let (claims, read_as, sureness) = found;
    Ok(weigh(searcher, query, &wanted, claims, &read_as, sureness))
}

fn of_codes(
    searcher: &Searcher,
    query: Query,
    analysis: &Analysis,
    wanted: &Wanted,
    found: &[seek::Found],
) -> Resolution {
    let claims = found.iter().filter_map(|found| {
        let group = searcher.groups.get(found.group)?;
        query.accepts(group.code()).then_some(Claim {
            ordinal: found.group,
            group,
            text: Text::Code,
            step: Step::Code,
            score: 1.0,
            weight: 1.0,
            traits: None,
        })
    });
    let claims: Vec<Claim> = claims.collect();
    let became = Code::parse(seek::code_digits(analysis)).ok();
    let became = became.zip(searcher.concordance.as_ref());
    let became = became.map(|(code, table)| table.forward(code).collect());
    let read_as = analysis.cleaned.text.clone();
    let mut resolution = weigh(searcher, query, wanted, claims, &read_as, 1.0);
    resolution.became = became.unwrap_or_default();
    resolution
}

type Found = (Vec<Claim>, String, f32);

/// The unit groups that hold the query as a title.
fn of_titles(searcher: &Searcher, query: &Query, analysis: &Analysis) -> Option<Found> {
    let index = &*searcher.index;
    let reading = cascade::whole_titles(searcher, analysis)?;
    let mut claims: Vec<Claim> = Vec::new();
    let best = reading.titles.first()?.tier;
    for found in &reading.titles {
        // A title that the query is closer to leaves no room for one that it is less
        // close to, but for one that goes on with a qualifier.
        if !(found.tier == Tier::Bare || rank::is_as_close(found.tier, best)) {
            continue;
        }
        let place = index.entries.place(found.entry);
        let group = searcher.groups.get(place.group)?;
        let is_known = claims.iter().any(|claim| claim.ordinal == place.group);
        if is_known || !query.accepts(group.code()) {
            continue;
        }
        let row = title_row(&group, place.kind);
        let title = row.and_then(|(row, _)| group.title_at(row));
        let standing = match title.map(|title| title.kind()) {
            Some(TitleKind::Common) => Standing::Common,
            Some(TitleKind::Illustrative) => Standing::Illustrative,
            Some(_) => Standing::Listed,
            None => Standing::Class,
        };
        let is_first = row.is_none_or(|(_, which)| which == 0);
        claims.push(Claim {
            weight: rank::claim_weight(group.size(), standing, found.tier, best, is_first),
            ordinal: place.group,
            group,
            text: Text::Entry(found.entry),
            step: reading.step_of(found.tier),
            score: rank::exact_score(found.tier) * reading.share(),
            traits: None,
        });
    }
    let is_whole = |claim: &&Claim| claim.step < Step::WithoutQualifier;
    let whole = claims.iter().filter(is_whole).map(|claim| claim.weight);
    let most = rank::MOST_OF_WHOLE * whole.fold(0.0, f32::max);
    if most > 0.0 {
        for claim in claims
            .iter_mut()
            .filter(|claim| claim.step == Step::WithoutQualifier)
        {
            claim.weight = claim.weight.min(most);
        }
    }
    let sureness = rank::sureness(reading.step_of(best));
    (!claims.is_empty()).then_some((claims, reading.text.cleaned.text, sureness))
}

/// The unit groups whose texts are like the query, or whose titles sound like it.
fn of_ranking(
    searcher: &Searcher,
    query: &Query,
    analysis: &Analysis,
    wanted: &Wanted,
) -> Result<Found, Error> {
    let passes = |group: u32| searcher.passes(query, group);
    let read_as = analysis.cleaned.text.clone();
    let sounds = seek::by_sound(searcher, analysis, passes);
    if !sounds.is_empty() {
        let claims = sounds.iter().filter_map(|found| {
            let group = searcher.groups.get(found.group)?;
            Some(Claim {
                weight: rank::size_weight(group.size()),
                ordinal: found.group,
                group,
                text: found.text,
                step: Step::Pinyin,
                score: found.score,
                traits: None,
            })
        });
        return Ok((claims.collect(), read_as, rank::sureness(Step::Pinyin)));
    }
    let ranked = ranking::rank(searcher, analysis, wanted, passes)?;
    let best = ranked.first().map_or(0.0, |best| best.logit);
    let sureness = ranked.first().map_or(0.0, |best| {
        rank::sureness_of_ranking(&best.traits, wanted.kind())
    });
    let most = query.limit.max(MOST_CANDIDATES);
    let claims = ranked.iter().take(most).filter_map(|ranked| {
        Some(Claim {
            ordinal: ranked.group,
            group: searcher.groups.get(ranked.group)?,
            text: Text::Entry(ranked.entry),
            step: Step::Ranking,
            score: rank::guess_score(ranked.logit),
            weight: (ranked.logit - best).exp(),
            traits: Some(ranked.traits),
        })
    });
    Ok((claims.collect(), read_as, sureness))
}

/// Adds the unit groups of the ranking to those of titles that were found in a way which
/// may be wrong, with half of what is left to doubt.
fn add_doubts(
    searcher: &Searcher,
    query: &Query,
    analysis: &Analysis,
    wanted: &Wanted,
    (claims, _, sureness): &mut Found,
) -> Result<(), Error> {
    let (ranked, _, of_ranking) = of_ranking(searcher, query, analysis, wanted)?;
    let known: Vec<u32> = claims.iter().map(|claim| claim.ordinal).collect();
    // A title one character from another may be a title of its own: 行李员 and 行李车.
    let is_typo = claims.iter().all(|claim| claim.step == Step::Typo);
    let best = ranked.first().filter(|best| best.step == Step::Ranking);
    let is_disputed = is_typo && best.is_some_and(|best| !known.contains(&best.ordinal));
    let mut doubt_share = rank::DOUBT_SHARE;
    if is_disputed {
        *sureness = rank::SURENESS_OF_DISPUTED_TYPO;
        doubt_share = 1.0;
    }
    let ranked = ranked
        .into_iter()
        .filter(|claim| claim.step == Step::Ranking && !known.contains(&claim.ordinal));
    let ranked: Vec<Claim> = ranked.collect();
    let total: f32 = claims.iter().map(|claim| claim.weight).sum();
    let doubt: f32 = ranked.iter().map(|claim| claim.weight).sum();
    let share = doubt_share * (1.0 - *sureness) * of_ranking;
    let scale = total * share / (*sureness * doubt.max(f32::MIN_POSITIVE));
    claims.extend(ranked.into_iter().map(|claim| Claim {
        weight: claim.weight * scale,
        ..claim
    }));
    *sureness += share;
    Ok(())
}

/// Weighs what a title may mean by what the person does, and adds the unit groups that
/// this speaks for although the title does not.
fn add_duties(
    searcher: &Searcher,
    query: &Query,
    text: &str,
    (claims, _, sureness): &mut Found,
) -> Result<(), Error> {
    let known: Vec<u32> = claims.iter().map(|claim| claim.ordinal).collect();
    let likely = duties::likely(searcher, text, &known)?;
    if likely.is_empty() {
        return Ok(());
    }
    let total: f32 = claims.iter().map(|claim| claim.weight).sum();
    for claim in claims.iter_mut() {
        let own = likely.iter().find(|likely| likely.ordinal == claim.ordinal);
        let by_title = *sureness * claim.weight / total.max(f32::MIN_POSITIVE);
        let by_duties = own.map_or(0.0, |own| own.confidence);
        claim.weight = rank::weight_with_duties(by_title, by_duties);
    }
    for likely in likely
        .iter()
        .filter(|likely| !known.contains(&likely.ordinal))
    {
        let Some(group) = searcher.groups.get(likely.ordinal) else {
            continue;
        };
        if query.accepts(group.code()) {
            claims.push(Claim {
                ordinal: likely.ordinal,
                group,
                text: Text::Entry(likely.entry),
                step: Step::Duties,
                score: likely.confidence * rank::RANKED_CEILING,
                weight: rank::weight_with_duties(0.0, likely.confidence),
                traits: None,
            });
        }
    }
    claims.sort_by(|a, b| {
        b.weight
            .total_cmp(&a.weight)
            .then(a.ordinal.cmp(&b.ordinal))
    });
    claims.truncate(MOST_CANDIDATES);
    let least = rank::LEAST_WITH_DUTIES * claims.first().map_or(0.0, |best| best.weight);
    claims.retain(|claim| claim.weight >= least);
    *sureness = 1.0 - rank::DOUBT_WITH_DUTIES * (1.0 - *sureness);
    Ok(())
}

/// The most candidates of a ranking.
const MOST_CANDIDATES: usize = 10;

/// Makes probabilities of claims, and a verdict of these.
fn weigh(
    searcher: &Searcher,
    query: Query,
    wanted: &Wanted,
    mut claims: Vec<Claim>,
    read_as: &str,
    sureness: f32,
) -> Resolution {
    let index = &*searcher.index;
    if let Some(industry) = &query.industry {
        let industry = index.analyzer.analyze(industry);
        let industry = Wanted::of(index, &industry);
        let groups: Vec<u32> = claims.iter().map(|claim| claim.ordinal).collect();
        let known = seek::knowledge(index, &industry, &groups);
        let most = known.iter().copied().fold(0.0, f32::max);
        for (claim, known) in claims.iter_mut().zip(known) {
            claim.weight *= rank::industry_weight(known, most);
        }
    }
    claims.sort_by(|a, b| {
        b.weight
            .total_cmp(&a.weight)
            .then(b.score.total_cmp(&a.score))
            .then(a.ordinal.cmp(&b.ordinal))
    });
    let total: f32 = claims.iter().map(|claim| claim.weight).sum();
    let chinese = query.chinese();
    let marks = Arc::new(Marks {
        index: searcher.index.clone(),
        query: query.text.clone(),
        chinese,
        texts: claims
            .iter()
            .map(|claim| (claim.group.clone(), claim.text))
            .collect(),
        matched: OnceLock::new(),
    });
    let candidates: Vec<Candidate> = claims
        .iter()
        .enumerate()
        .map(|(at, claim)| Candidate {
            group: claim.group.clone(),
            ordinal: claim.ordinal,
            confidence: sureness * claim.weight / total.max(f32::MIN_POSITIVE),
            step: claim.step,
            text: claim.text,
            chinese,
            marks: marks.clone(),
            at,
        })
        .collect();
    let evidence = claims.iter().map(|claim| {
        let shown = of_text(index, &claim.group, claim.text, chinese);
        Evidence {
            step: claim.step,
            read_as: read_as.to_owned(),
            title: shown.en.or(shown.zh).map(str::to_owned),
            code: claim.group.code(),
            score: claim.score,
            weights: claim.traits.map_or_else(Vec::new, |traits| {
                let weights = rank::trait_weights(wanted.kind());
                Weight::all(&rank::TRAIT_NAMES, &traits, weights)
            }),
        }
    });
    let evidence = evidence.collect();
    let none = if claims.is_empty() {
        1.0
    } else {
        1.0 - sureness
    };
    let verdict = verdict(searcher, &query, &candidates);
    Resolution {
        searcher: searcher.clone(),
        query,
        verdict,
        candidates,
        none,
        became: Vec::new(),
        evidence,
    }
}

fn verdict(searcher: &Searcher, query: &Query, candidates: &[Candidate]) -> Verdict {
    let Some(best) = candidates.first() else {
        return Verdict::NotEnough(not_enough());
    };
    // What several official titles begin with names none of them, however rare the others.
    let bare = |candidate: &&Candidate| candidate.step == Step::WithoutQualifier;
    let is_open = bare(&best) && candidates.iter().filter(bare).count() > 1;
    let least = match best.step {
        Step::Ranking => rank::CERTAIN_BY_RANKING,
        _ => rank::CERTAIN_CONFIDENCE,
    };
    if best.confidence >= least && !(is_open && query.industry.is_none() && query.duties.is_none())
    {
        return Verdict::Certain(best.code());
    }
    let likely: Vec<Candidate> = match best.step {
        // Of titles all are asked for, where nothing else is known: none may be lost. What
        // may be a typo may as well be none.
        step if matches!(step, Step::Ranking | Step::Typo) || query.duties.is_some() => candidates
            .iter()
            .take(rank::MOST_RANKED_OPTIONS)
            .filter(|candidate| candidate.confidence >= rank::LEAST_OPTION_SHARE * best.confidence)
            .cloned()
            .collect(),
        _ => candidates
            .iter()
            .filter(|candidate| candidate.step != Step::Ranking)
            .cloned()
            .collect(),
    };
    let together: f32 = likely.iter().map(|candidate| candidate.confidence).sum();
    match &likely[..] {
        // Who says what they do has said enough to be asked.
        _ if together < rank::LEAST_CONFIDENCE && query.duties.is_none() => {
            Verdict::NotEnough(not_enough())
        }
        [_] => match best.step {
            Step::Ranking if best.confidence < rank::LONE_CONFIDENCE => {
                Verdict::NotEnough(not_enough())
            }
            _ => Verdict::Certain(best.code()),
        },
        _ => question::ask(searcher, query, &likely),
    }
}

fn not_enough() -> Hint {
    Hint {
        en: "Say what you do and where: \"cook in a hospital\" rather than \"staff\". Or paste \
             a few of your duties."
            .to_owned(),
        zh: "请写明您做什么、在哪里工作，例如“医院厨师”而不是“员工”；也可以粘贴几条工作职责。"
            .to_owned(),
        zh_hant:
            "請寫明您做什麼、在哪裏工作，例如「醫院廚師」而不是「員工」；也可以貼上幾條工作職責。"
                .to_owned(),
    }
}
