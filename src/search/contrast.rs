//! What sets unit groups apart that people take for one another.

use std::collections::HashSet;

use serde::{Serialize, Serializer};

use super::Searcher;
use super::apart::{Apart, Own};
use super::notice::Notice;
use super::resolution::Crossing;
use crate::code::{Code, Teer};
use crate::error::Error;
use crate::index::{Index, Term, Writing, for_each_term};
use crate::lang::Lang;
use crate::unit_group::{Duty, Exclusion, InLanguages, Statement, UnitGroup};

/// What sets two to five unit groups apart.
///
/// It serializes as an object with `notice`, `crossing` and `unit_groups`.
#[derive(Clone, Debug, Serialize)]
pub struct Contrast {
    notice: Notice,
    crossing: Crossing,
    unit_groups: Vec<Contrasted>,
}

impl Contrast {
    /// Returns what must be said wherever the duties are shown.
    pub fn notice(&self) -> Notice {
        self.notice
    }

    /// Returns which line of the TEERs the unit groups lie on both sides of.
    pub fn crossing(&self) -> Crossing {
        self.crossing
    }

    /// Returns the unit groups, in the order in which they were asked for.
    pub fn unit_groups(&self) -> &[Contrasted] {
        &self.unit_groups
    }
}

/// A unit group with what sets it apart from the others of a [`Contrast`].
///
/// It serializes as an object with `code`, `teer`, `title`, `official_url`, `lead`,
/// `duties`, `requirements` and `exclusions`; the statements have their texts beside
/// `apart`.
#[derive(Clone, Debug)]
pub struct Contrasted {
    group: UnitGroup,
    lead: f32,
    duties: Vec<(usize, f32)>,
    requirements: Vec<(usize, f32)>,
    exclusions: Vec<usize>,
}

impl Contrasted {
    /// Returns the code of the unit group.
    pub fn code(&self) -> Code {
        self.group.code()
    }

    /// Returns the unit group.
    pub fn unit_group(&self) -> &UnitGroup {
        &self.group
    }

    /// Returns the share of the lead statement's words that none of the others has, from 0
    /// to 1, the rare ones counting for more.
    pub fn lead(&self) -> f32 {
        self.lead
    }

    /// Returns the main duties, the one that sets most apart first, each with the share of
    /// its words that none of the others has.
    pub fn duties(&self) -> impl ExactSizeIterator<Item = (Duty<'_>, f32)> {
        let duties: Vec<Duty<'_>> = self.group.main_duties().collect();
        self.duties.iter().map(move |&(at, own)| (duties[at], own))
    }

    /// Returns the employment requirements, as [`duties`](Contrasted::duties), compared
    /// with the requirements of the others.
    pub fn requirements(&self) -> impl ExactSizeIterator<Item = (Statement<'_>, f32)> {
        let requirements: Vec<Statement<'_>> = self.group.employment_requirements().collect();
        let own = self.requirements.iter();
        own.map(move |&(at, own)| (requirements[at], own))
    }

    /// Returns the exclusions that name another one of the unit groups, or a class that it
    /// lies below.
    pub fn exclusions(&self) -> impl ExactSizeIterator<Item = Exclusion<'_>> {
        let exclusions: Vec<Exclusion<'_>> = self.group.exclusions().collect();
        self.exclusions.iter().map(move |&at| exclusions[at])
    }
}

impl Serialize for Contrasted {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Set<'a> {
            #[serde(flatten)]
            text: InLanguages<'a>,
            apart: f32,
        }
        #[derive(Serialize)]
        struct Shape<'a> {
            code: Code,
            #[serde(skip_serializing_if = "Option::is_none")]
            teer: Option<Teer>,
            title: InLanguages<'a>,
            #[serde(skip_serializing_if = "Option::is_none")]
            official_url: Option<String>,
            lead: Set<'a>,
            duties: Vec<Set<'a>>,
            requirements: Vec<Set<'a>>,
            exclusions: Vec<Exclusion<'a>>,
        }
        fn set((statement, apart): (Statement<'_>, f32)) -> Set<'_> {
            Set {
                text: InLanguages::of(|lang| statement.get(lang)),
                apart,
            }
        }
        Shape {
            code: self.code(),
            teer: self.code().teer(),
            title: InLanguages::of(|lang| self.group.title(lang)),
            official_url: self.group.official_url(),
            lead: Set {
                text: InLanguages::of(|lang| self.group.lead_statement(lang)),
                apart: self.lead,
            },
            duties: self.duties().map(set).collect(),
            requirements: self.requirements().map(set).collect(),
            exclusions: self.exclusions().collect(),
        }
        .serialize(serializer)
    }
}

/// How many unit groups can be compared.
const COMPARED: std::ops::RangeInclusive<usize> = 2..=5;

pub(super) fn contrast(searcher: &Searcher, codes: &[Code]) -> Result<Contrast, Error> {
    let mut ordinals: Vec<u32> = Vec::new();
    for &code in codes {
        let ordinal = searcher.ordinal(code)?;
        if !ordinals.contains(&ordinal) {
            ordinals.push(ordinal);
        }
    }
    if !COMPARED.contains(&ordinals.len()) {
        return Err(Error::argument(format!(
            "{} unit groups to compare, expected {} to {} different ones",
            ordinals.len(),
            COMPARED.start(),
            COMPARED.end()
        )));
    }
    let groups = ordinals.iter();
    let groups = groups.filter_map(|&ordinal| searcher.groups.get(ordinal));
    let groups: Vec<UnitGroup> = groups.collect();
    let index = &*searcher.index;
    let is_english = groups.iter().all(|group| group.title(Lang::En).is_some());
    let (writing, lang) = match is_english {
        true => (Writing::English, Lang::En),
        false => (Writing::Chinese, Lang::ZhHans),
    };
    let apart = Apart::of(index, &ordinals, writing);
    let requirements = requirements(index, &groups, lang);
    let codes: Vec<Code> = groups.iter().map(UnitGroup::code).collect();
    let contrasted = groups.iter().enumerate().map(|(at, group)| {
        let lead = group.lead_statement(lang).unwrap_or_default();
        let duties = group
            .main_duties()
            .map(|duty| duty.get(lang).unwrap_or_default());
        let texts: Vec<&str> = std::iter::once(lead).chain(duties).collect();
        let own = apart.statements(at, |place| texts.get(place).copied().unwrap_or_default());
        let (lead, duties) = own
            .split_first()
            .map_or((0.0, &[][..]), |(lead, duties)| (lead.share, duties));
        let others: Vec<Code> = codes
            .iter()
            .copied()
            .filter(|&code| code != group.code())
            .collect();
        let exclusions = group.exclusions().enumerate();
        let exclusions = exclusions.filter(|(_, exclusion)| {
            let class = exclusion.code();
            class.is_some_and(|class| {
                others
                    .iter()
                    .any(|code| code.ancestor(class.level()) == Some(class))
            })
        });
        Contrasted {
            lead,
            duties: in_order(duties),
            requirements: in_order(&requirements[at]),
            exclusions: exclusions.map(|(at, _)| at).collect(),
            group: group.clone(),
        }
    });
    Ok(Contrast {
        notice: Notice::DUTIES,
        crossing: Crossing::of(codes.iter().copied()),
        unit_groups: contrasted.collect(),
    })
}

/// The places of texts, the one that sets most apart first, with the shares.
fn in_order(own: &[Own]) -> Vec<(usize, f32)> {
    let mut order: Vec<usize> = (0..own.len()).collect();
    order.sort_by(|&a, &b| own[b].rank.total_cmp(&own[a].rank).then(a.cmp(&b)));
    order.into_iter().map(|at| (at, own[at].share)).collect()
}

/// What each requirement of each unit group says that no requirement of the others does.
fn requirements(index: &Index, groups: &[UnitGroup], lang: Lang) -> Vec<Vec<Own>> {
    let terms = |text: &str| -> HashSet<Term> {
        let mut terms = HashSet::new();
        for_each_term(&index.analyzer.analyze(text), |term, _| {
            terms.extend(index.vocabulary.get(term));
        });
        terms
    };
    let all = groups.iter().map(|group| -> Vec<HashSet<Term>> {
        let requirements = group.employment_requirements();
        requirements
            .map(|requirement| terms(requirement.get(lang).unwrap_or_default()))
            .collect()
    });
    let all: Vec<Vec<HashSet<Term>>> = all.collect();
    let own = all.iter().enumerate().map(|(at, requirements)| {
        let others = all.iter().enumerate().filter(|&(other, _)| other != at);
        let others: HashSet<Term> = others
            .flat_map(|(_, all)| all.iter().flatten().copied())
            .collect();
        let weight = |terms: &mut dyn Iterator<Item = &Term>| -> f32 {
            // The order of a set is another in each run, and so would be the sum.
            let mut terms: Vec<Term> = terms.copied().collect();
            terms.sort_unstable();
            let weights = terms.into_iter().map(|term| index.vocabulary.weight(term));
            // The sum of none would be -0.
            weights.fold(0.0, |sum, weight| sum + weight)
        };
        let own = requirements.iter().map(|terms| {
            let own = weight(&mut terms.iter().filter(|term| !others.contains(term)));
            Own::of(own, weight(&mut terms.iter()))
        });
        own.collect()
    });
    own.collect()
}
