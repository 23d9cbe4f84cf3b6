//! From a description of a job to the unit groups whose duties it shows.
//!
//! A description is divided into sentences. The fields of the index choose the unit groups
//! whose texts have most of its words; each of these is then compared statement by
//! statement and sentence by sentence, in each language that the description has.

mod coverage;
mod description;
mod fit;
mod ranking;
mod sentences;

pub use coverage::{Coverage, Support};
pub use fit::{DutyComparison, DutyFit, DutyMatches, Elsewhere, Excluded};

use description::Description;
use ranking::Ranked;

use super::Searcher;
use super::hit::SpokenAgainst;
use super::notice::Notice;
use super::query::Query;
use super::resolution::Weight;
use crate::code::Code;
use crate::error::Error;
use crate::index::Writing;
use crate::lang::Lang;
use crate::rank;

/// How many rivals a unit group is compared with.
const RIVALS: usize = 3;

pub(super) fn matches(searcher: &Searcher, query: &Query) -> Result<DutyMatches, Error> {
    let description = Description::of(&searcher.index, &query.text)?;
    let passes = |group: u32| searcher.passes(query, group);
    let ranked = ranking::rank(searcher, &description, &[], passes)?;
    let fits = fits(&ranked, query.chinese(), |at| at < query.limit);
    Ok(DutyMatches {
        notice: Notice::DUTIES,
        sentences: texts(&description),
        fits,
    })
}

pub(super) fn fit(searcher: &Searcher, code: Code, query: &Query) -> Result<DutyComparison, Error> {
    let ordinal = searcher.ordinal(code)?;
    let description = Description::of(&searcher.index, &query.text)?;
    let passes = |group: u32| searcher.passes(query, group);
    let ranked = ranking::rank(searcher, &description, &[ordinal], passes)?;
    let is_asked = |at: usize| ranked.get(at).is_some_and(|own| own.ordinal == ordinal);
    let mut rivals = fits(&ranked, query.chinese(), |at| at <= RIVALS || is_asked(at));
    let own = rivals.iter().position(|fit| fit.code() == code);
    // A unit group that is wanted is ranked in any case.
    let Some(own) = own else {
        return Err(searcher.unknown(code));
    };
    let fit = rivals.remove(own);
    rivals.truncate(RIVALS);
    Ok(DutyComparison {
        notice: Notice::DUTIES,
        sentences: texts(&description),
        fit,
        rivals,
    })
}

/// A unit group that a description may be of.
pub(super) struct Likely {
    pub(super) ordinal: u32,
    pub(super) confidence: f32,
    /// The statement that the description says most of.
    pub(super) entry: u32,
}

/// How probable each unit group is that a description may be of, the wanted ones among
/// them; none where it says nothing of what any of them does.
pub(super) fn likely(
    searcher: &Searcher,
    text: &str,
    wanted: &[u32],
) -> Result<Vec<Likely>, Error> {
    let index = &*searcher.index;
    let description = Description::of(index, text)?;
    let writing = match description.chinese_share() > 0.5 {
        true => Writing::Chinese,
        false => Writing::English,
    };
    let ranked = ranking::rank(searcher, &description, wanted, |_| true)?;
    if ranked.iter().all(Ranked::says_nothing) {
        return Ok(Vec::new());
    }
    let ranked = ranked.iter().zip(confidences(&ranked));
    let likely = ranked.map(|(own, confidence)| {
        let statements = std::iter::once(&own.answers.lead).chain(&own.answers.duties);
        let best = statements
            .enumerate()
            .max_by(|(a_at, a), (b_at, b)| a.share.total_cmp(&b.share).then(b_at.cmp(a_at)));
        let place = best.map_or(0, |(place, _)| place);
        Likely {
            ordinal: own.ordinal,
            confidence,
            entry: index.entries.block(own.ordinal, writing).entry(place),
        }
    });
    Ok(likely.collect())
}

fn texts(description: &Description<'_>) -> Vec<String> {
    let sentences = description.sentences.iter();
    sentences.map(|sentence| sentence.text.to_owned()).collect()
}

/// Probabilities of logits.
fn confidences(ranked: &[Ranked]) -> Vec<f32> {
    let best = ranked.first().map_or(0.0, |best| best.logit);
    let weights = ranked.iter().map(|ranked| (ranked.logit - best).exp());
    let weights: Vec<f32> = weights.collect();
    let total: f32 = weights.iter().sum();
    let shares = weights.iter().map(|weight| weight / total);
    shares.collect()
}

/// Makes fits of some of the unit groups, by their places.
fn fits(ranked: &[Ranked], chinese: Lang, is_shown: impl Fn(usize) -> bool) -> Vec<DutyFit> {
    let confidences = confidences(ranked);
    let shown = ranked.iter().enumerate().filter(|&(at, _)| is_shown(at));
    let fits = shown.map(|(at, own)| DutyFit {
        group: own.group.clone(),
        chinese,
        confidence: confidences[at],
        lead: own.answers.lead,
        duties: own.answers.duties.clone(),
        elsewhere: elsewhere(own, ranked),
        exclusions: excluded(own, chinese),
        weights: Weight::all(
            &rank::DESCRIPTION_TRAIT_NAMES,
            &own.traits,
            &rank::DESCRIPTION_LOGIT,
        ),
    });
    fits.collect()
}

/// The sentences that say a statement of another unit group better than any of this one.
fn elsewhere(own: &Ranked, ranked: &[Ranked]) -> Vec<Elsewhere> {
    let others: Vec<&Ranked> = ranked
        .iter()
        .filter(|other| other.ordinal != own.ordinal)
        .take(rank::ELSEWHERE_GROUPS)
        .collect();
    let sentences = own.answers.said.iter().enumerate();
    let elsewhere = sentences.filter_map(|(sentence, said)| {
        let least = said.map_or(0.0, |said| said.likeness) * rank::ELSEWHERE_MARGIN;
        let said = others.iter().filter_map(|other| {
            let said = other.answers.said[sentence]?;
            Some((other.group.code(), said))
        });
        let (code, said) = said.max_by(|(_, a), (_, b)| a.likeness.total_cmp(&b.likeness))?;
        let is_shown = said.share >= rank::PARTLY_SUPPORT && said.likeness > least;
        is_shown.then_some(Elsewhere {
            sentence,
            code,
            duty: said.place.checked_sub(1),
            share: said.share,
        })
    });
    elsewhere.collect()
}

/// The exclusions that sentences run into.
fn excluded(own: &Ranked, chinese: Lang) -> Vec<Excluded> {
    let run_into = own.answers.exclusions.iter();
    let excluded = run_into.filter_map(|&(at, sentence)| {
        let exclusion = own.group.exclusions().nth(at)?;
        Some(Excluded {
            sentence,
            exclusion: SpokenAgainst::of(exclusion, chinese),
        })
    });
    excluded.collect()
}
