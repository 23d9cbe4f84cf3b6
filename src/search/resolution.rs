//! What a query resolves to, and how sure that is.

use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::Searcher;
use super::hit::Matched;
use super::marks::Marks;
use super::query::Query;
use super::question::{self, Question};
use super::shown::Text;
use crate::code::{Code, Level};
use crate::concordance::Correspondence;
use crate::error::Error;
use crate::lang::Lang;
use crate::rank::{self};
use crate::step::Step;
use crate::unit_group::UnitGroup;

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
    pub(super) searcher: Searcher,
    pub(super) query: Query,
    pub(super) verdict: Verdict,
    pub(super) candidates: Vec<Candidate>,
    pub(super) none: f32,
    pub(super) became: Vec<Correspondence>,
    pub(super) evidence: Vec<Evidence>,
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
    pub(super) text: Text,
    pub(super) chinese: Lang,
    pub(super) marks: Arc<Marks>,
    /// Its place among the texts.
    pub(super) at: usize,
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

    /// Returns the title or other text that matched. All candidates' are made when the
    /// first is asked for; [`text`](Candidate::text) takes no time.
    pub fn matched(&self) -> &Matched {
        self.marks.matched(self.at)
    }

    /// Returns the text that matched, in the language in which it did.
    pub fn text(&self) -> &str {
        self.marks.text(self.at)
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
            matched: self.matched(),
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

impl Weight {
    /// What is compared, how like it is, and what that weighs, put side by side.
    pub(super) fn all(names: &[&'static str], values: &[f32], weights: &[f32]) -> Vec<Weight> {
        let all = names.iter().zip(values).zip(weights);
        let all = all.map(|((&name, &value), &weight)| Weight {
            name,
            value,
            weight,
        });
        all.collect()
    }
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

impl Crossing {
    /// The line that unit groups lie on both sides of.
    pub(super) fn of(codes: impl Iterator<Item = Code>) -> Crossing {
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
}

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
        Crossing::of(question.codes())
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
