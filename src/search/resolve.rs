//! From a query to its unit group, and how sure it is.

use serde::{Serialize, Serializer};

use super::Searcher;
use super::cascade;
use super::hit::Matched;
use super::query::Query;
use super::question::{self, Question};
use super::shown::{Text, matched, title_row};
use super::wanted::Wanted;
use super::{ranking, seek};
use crate::analysis::Analysis;
use crate::analysis::key::Tier;
use crate::code::{Code, Level};
use crate::concordance::Correspondence;
use crate::error::Error;
use crate::lang::Lang;
use crate::rank::{self, Standing, TRAITS};
use crate::step::Step;
use crate::unit_group::{TitleKind, UnitGroup};

/// What a query resolves to: the unit group, a question that decides between several, or
/// the admission that it says too little.
///
/// It serializes as an object with `verdict` (`certain`, `choose` or `not_enough`),
/// `code` where it is certain, `question` or `hint`, `candidates`, `none`, `ancestor`,
/// `crossing`, `became` and `evidence`.
///
/// # Example: two jobs with one name
///
/// ```
/// use noc_search::{Searcher, Verdict};
///
/// let searcher = Searcher::embedded();
/// let resolution = searcher.resolve("personal support worker")?;
/// let Verdict::Choose(question) = resolution.verdict() else { panic!() };
/// assert_eq!(question.options().len(), 2);
/// let answered = resolution.answer(1)?;
/// assert!(matches!(answered.verdict(), Verdict::Certain(_)));
/// # Ok::<(), noc_search::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Resolution {
    searcher: Searcher,
    query: Query,
    verdict: Verdict,
    candidates: Vec<Candidate>,
    none: f32,
    became: Vec<Correspondence>,
    evidence: Vec<Evidence>,
}

/// Whether a query names one unit group.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Verdict {
    /// It is this one: the first candidate.
    Certain(Code),
    /// It is one of several, and a question tells which.
    Choose(Question),
    /// It says too little.
    NotEnough(Hint),
}

/// What would help, in each language.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Hint {
    /// In English.
    pub en: String,
    /// In Simplified Chinese.
    pub zh: String,
    /// In Traditional Chinese.
    pub zh_hant: String,
}

/// A unit group that a query may mean.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub(super) group: UnitGroup,
    pub(super) ordinal: u32,
    pub(super) confidence: f32,
    pub(super) step: Step,
    pub(super) matched: Matched,
    pub(super) text: Text,
    chinese: Lang,
}

impl Candidate {
    /// Returns the code of the unit group.
    pub fn code(&self) -> Code {
        self.group.code()
    }

    /// Returns the unit group.
    pub fn unit_group(&self) -> &UnitGroup {
        &self.group
    }

    /// Returns how probable it is that this unit group is meant, from 0 to 1. The
    /// confidences of all candidates and [`Resolution::none`] add up to 1.
    pub fn confidence(&self) -> f32 {
        self.confidence
    }

    /// Returns how the query came to it.
    pub fn step(&self) -> Step {
        self.step
    }

    /// Returns the title or other text that matched.
    pub fn matched(&self) -> &Matched {
        &self.matched
    }
}

impl Serialize for Candidate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Shape<'a> {
            code: Code,
            #[serde(skip_serializing_if = "Option::is_none")]
            teer: Option<crate::code::Teer>,
            title: super::hit::ClassTitle<'a>,
            confidence: f32,
            step: Step,
            matched: &'a Matched,
        }
        Shape {
            code: self.code(),
            teer: self.code().teer(),
            title: super::hit::ClassTitle::of(&self.group, self.chinese),
            confidence: self.confidence,
            step: self.step,
            matched: &self.matched,
        }
        .serialize(serializer)
    }
}

/// What was tried and what it found.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Evidence {
    /// How the query was read.
    pub step: Step,
    /// The text as it was looked up.
    pub read_as: String,
    /// The title that it is or is most like, and its unit group.
    pub title: Option<String>,
    /// The unit group of that title.
    pub code: Code,
    /// How closely: a score from 0 to 1, as [`Hit::score`](crate::Hit::score).
    pub score: f32,
    /// Where unit groups are ranked: what is like the query, and what that weighs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub weights: Vec<Weight>,
}

/// One thing in which a unit group is like a query.
#[derive(Clone, Copy, Debug, Serialize)]
#[non_exhaustive]
pub struct Weight {
    /// What is compared: words, pairs of words, heads, duties and so on.
    pub name: &'static str,
    /// How like they are in it, from 0 to 1.
    pub value: f32,
    /// What 1 adds to the logarithm of the odds.
    pub weight: f32,
}

/// What line of the classification the candidates of a question lie on both sides of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Crossing {
    /// None: all have one TEER.
    None,
    /// They have several TEERs.
    Teer,
    /// Some have TEER 0 to 3 and some 4 or 5, which decides about Express Entry.
    SkilledLine,
}

/// The classes of TEER that Express Entry takes.
const LAST_SKILLED_TEER: u8 = 3;

impl Resolution {
    /// Returns the verdict.
    pub fn verdict(&self) -> &Verdict {
        &self.verdict
    }

    /// Returns the unit groups that may be meant, the most probable first; ten at most.
    pub fn candidates(&self) -> &[Candidate] {
        &self.candidates
    }

    /// Returns how probable it is that none of the candidates is meant.
    pub fn none(&self) -> f32 {
        self.none
    }

    /// Returns what was found, and how.
    pub fn evidence(&self) -> &[Evidence] {
        &self.evidence
    }

    /// Returns what became of the old code that was asked for, if it was one.
    pub fn became(&self) -> &[Correspondence] {
        &self.became
    }

    /// Returns the class that nine tenths of the confidence lie below: the unit group
    /// itself where one is certain, a broad category where little is known, `None` where
    /// not even that.
    pub fn ancestor(&self) -> Option<Code> {
        let best = self.candidates.first()?.code();
        let levels = Level::ALL.into_iter().rev();
        let mut classes = levels.filter_map(|level| best.ancestor(level));
        let below = |class: &Code| -> f32 {
            let inside = self
                .candidates
                .iter()
                .filter(|candidate| candidate.code().ancestor(class.level()) == Some(*class));
            inside.map(|candidate| candidate.confidence).sum()
        };
        classes.find(|class| below(class) >= rank::ANCESTOR_SHARE)
    }

    /// Returns which line of the TEERs the options of the question cross.
    pub fn crossing(&self) -> Crossing {
        let Verdict::Choose(question) = &self.verdict else {
            return Crossing::None;
        };
        let codes = question.options().iter().flat_map(|option| option.codes());
        let teers: Vec<u8> = codes
            .filter_map(|code| code.teer())
            .map(|teer| teer.number())
            .collect();
        let (least, most) = (teers.iter().min(), teers.iter().max());
        match (least, most) {
            (Some(&least), Some(&most))
                if least <= LAST_SKILLED_TEER && most > LAST_SKILLED_TEER =>
            {
                Crossing::SkilledLine
            }
            (Some(least), Some(most)) if least != most => Crossing::Teer,
            _ => Crossing::None,
        }
    }

    /// Returns the resolution once the question is answered with one of its options,
    /// from 0: the next question, or the answer.
    ///
    /// # Errors
    ///
    /// When there is no question, or no such option ([`Error::is_invalid_argument`]).
    pub fn answer(&self, option: usize) -> Result<Resolution, Error> {
        let Verdict::Choose(question) = &self.verdict else {
            return Err(Error::argument("there is no question to answer".to_owned()));
        };
        let Some(chosen) = question.options().get(option) else {
            return Err(Error::argument(format!(
                "option {option} of a question with {} options",
                question.options().len()
            )));
        };
        let mut candidates: Vec<Candidate> = self
            .candidates
            .iter()
            .filter(|candidate| chosen.codes().contains(&candidate.code()))
            .cloned()
            .collect();
        // What the person says counts for everything that was thought of it.
        let total: f32 = candidates
            .iter()
            .map(|candidate| candidate.confidence)
            .sum();
        let none = self.none.min(rank::NONE_AFTER_ANSWER);
        for candidate in &mut candidates {
            candidate.confidence *= (1.0 - none) / total.max(f32::MIN_POSITIVE);
        }
        let verdict = match &candidates[..] {
            [only] => Verdict::Certain(only.code()),
            _ => question::ask(&self.searcher, &self.query, &candidates),
        };
        Ok(Resolution {
            verdict,
            candidates,
            none,
            ..self.clone()
        })
    }

    /// Says in words how the query came to its verdict, a line each.
    pub fn explain(&self) -> String {
        use std::fmt::Write;
        let mut text = String::new();
        // A String takes everything.
        for evidence in &self.evidence {
            let title = evidence.title.as_deref().unwrap_or("the code");
            let _ = writeln!(
                text,
                "{:<18} read as {:?}: {:?} of {}, score {:.2}",
                format!("{:?}", evidence.step),
                evidence.read_as,
                title,
                evidence.code,
                evidence.score
            );
            for weight in evidence.weights.iter().filter(|weight| weight.value > 0.0) {
                let _ = writeln!(
                    text,
                    "{:>20} {:<9} {:.2} weighs {:>5.2}",
                    "",
                    weight.name,
                    weight.value,
                    weight.value * weight.weight
                );
            }
        }
        for candidate in &self.candidates {
            let title = candidate.group.title(Lang::En).unwrap_or_default();
            let _ = writeln!(
                text,
                "{} {:>5.1} %  {title}",
                candidate.code(),
                100.0 * candidate.confidence
            );
        }
        let _ = writeln!(text, "none  {:>5.1} %", 100.0 * self.none);
        text
    }
}

impl Serialize for Resolution {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Shape<'a> {
            verdict: &'static str,
            #[serde(skip_serializing_if = "Option::is_none")]
            code: Option<Code>,
            #[serde(skip_serializing_if = "Option::is_none")]
            question: Option<&'a Question>,
            #[serde(skip_serializing_if = "Option::is_none")]
            hint: Option<&'a Hint>,
            candidates: &'a [Candidate],
            none: f32,
            ancestor: Option<Code>,
            crossing: Crossing,
            became: &'a [Correspondence],
            evidence: &'a [Evidence],
            digest: String,
        }
        let (verdict, code, question, hint) = match &self.verdict {
            Verdict::Certain(code) => ("certain", Some(*code), None, None),
            Verdict::Choose(question) => ("choose", None, Some(question), None),
            Verdict::NotEnough(hint) => ("not_enough", None, None, Some(hint)),
        };
        Shape {
            verdict,
            code,
            question,
            hint,
            candidates: &self.candidates,
            none: self.none,
            ancestor: self.ancestor(),
            crossing: self.crossing(),
            became: &self.became,
            evidence: &self.evidence,
            digest: self.searcher.digest(),
        }
        .serialize(serializer)
    }
}

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
    let codes = seek::by_code(searcher, &analysis);
    if !codes.is_empty() {
        return Ok(of_codes(searcher, query, &analysis, &codes));
    }
    let (claims, read_as, sureness) = match of_titles(searcher, &query, &analysis) {
        Some(mut found) => {
            let step = found.0.iter().map(|claim| claim.step).min();
            if step.is_some_and(|step| step >= Step::WithoutQualifier) {
                add_doubts(searcher, &query, &analysis, &mut found)?;
            }
            found
        }
        None => of_ranking(searcher, &query, &analysis)?,
    };
    Ok(weigh(
        searcher, query, &analysis, claims, &read_as, sureness,
    ))
}

fn of_codes(
    searcher: &Searcher,
    query: Query,
    analysis: &Analysis,
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
    let mut resolution = weigh(searcher, query, analysis, claims, &read_as, 1.0);
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
fn of_ranking(searcher: &Searcher, query: &Query, analysis: &Analysis) -> Result<Found, Error> {
    let wanted = Wanted::of(&searcher.index, analysis);
    let passes = |group: u32| {
        let code = searcher.groups.code(group);
        code.is_some_and(|code| query.accepts(code))
    };
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
    let ranked = ranking::rank(searcher, analysis, &wanted, passes)?;
    let best = ranked.first().map_or(0.0, |best| best.logit);
    let sureness = ranked.first().map_or(0.0, |best| {
        rank::sureness_of_ranking(&best.traits, wanted.kind())
    });
    let claims = ranked.iter().take(MOST_CANDIDATES).filter_map(|ranked| {
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
    (claims, _, sureness): &mut Found,
) -> Result<(), Error> {
    let (ranked, _, of_ranking) = of_ranking(searcher, query, analysis)?;
    let known: Vec<u32> = claims.iter().map(|claim| claim.ordinal).collect();
    let ranked = ranked
        .into_iter()
        .filter(|claim| claim.step == Step::Ranking && !known.contains(&claim.ordinal));
    let ranked: Vec<Claim> = ranked.collect();
    let total: f32 = claims.iter().map(|claim| claim.weight).sum();
    let doubt: f32 = ranked.iter().map(|claim| claim.weight).sum();
    let share = rank::DOUBT_SHARE * (1.0 - *sureness) * of_ranking;
    let scale = total * share / (*sureness * doubt.max(f32::MIN_POSITIVE));
    claims.extend(ranked.into_iter().map(|claim| Claim {
        weight: claim.weight * scale,
        ..claim
    }));
    *sureness += share;
    Ok(())
}

/// The most candidates of a ranking.
const MOST_CANDIDATES: usize = 10;

/// Makes probabilities of claims, and a verdict of these.
fn weigh(
    searcher: &Searcher,
    query: Query,
    analysis: &Analysis,
    mut claims: Vec<Claim>,
    read_as: &str,
    sureness: f32,
) -> Resolution {
    let index = &*searcher.index;
    if let Some(industry) = &query.industry {
        let industry = Wanted::of(index, &index.analyzer.analyze(industry));
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
    let wanted = Wanted::of(index, analysis);
    let chinese = query.chinese();
    let candidates: Vec<Candidate> = claims
        .iter()
        .map(|claim| Candidate {
            group: claim.group.clone(),
            ordinal: claim.ordinal,
            confidence: sureness * claim.weight / total.max(f32::MIN_POSITIVE),
            step: claim.step,
            matched: matched(index, &wanted, &claim.group, claim.text, chinese),
            text: claim.text,
            chinese,
        })
        .collect();
    let evidence = claims
        .iter()
        .zip(&candidates)
        .map(|(claim, candidate)| Evidence {
            step: claim.step,
            read_as: read_as.to_owned(),
            title: candidate
                .matched
                .en
                .clone()
                .or_else(|| candidate.matched.zh.clone()),
            code: claim.group.code(),
            score: claim.score,
            weights: claim.traits.map_or_else(Vec::new, |traits| {
                let weights = rank::trait_weights(wanted.kind());
                let names = rank::TRAIT_NAMES.iter().zip(traits).zip(weights);
                let weight = |((&name, value), &weight)| Weight {
                    name,
                    value,
                    weight,
                };
                names.map(weight).collect()
            }),
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
    if best.confidence >= rank::CERTAIN_CONFIDENCE && !(is_open && query.industry.is_none()) {
        return Verdict::Certain(best.code());
    }
    let likely: Vec<Candidate> = match best.step {
        // Of titles all are asked for: none may be lost.
        Step::Ranking => candidates
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
        _ if together < rank::LEAST_CONFIDENCE => Verdict::NotEnough(not_enough()),
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
