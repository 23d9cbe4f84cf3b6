//! How a description fits unit groups: what comes back.

use serde::{Serialize, Serializer};

use super::coverage::{Coverage, Support};
use crate::code::{Code, Teer};
use crate::lang::Lang;
use crate::search::hit::{ClassTitle, SpokenAgainst};
use crate::search::notice::Notice;
use crate::search::resolution::Weight;
use crate::unit_group::{Duty, InLanguages, UnitGroup};

/// The unit groups that a description of a job may be of, with the evidence.
///
/// It serializes as an object with `notice`, `sentences` and `fits`.
#[derive(Clone, Debug, Serialize)]
pub struct DutyMatches {
    pub(super) notice: Notice,
    pub(super) sentences: Vec<String>,
    pub(super) fits: Vec<DutyFit>,
}

impl DutyMatches {
    /// Returns what must be said wherever the duties are shown.
    pub fn notice(&self) -> Notice {
        self.notice
    }

    /// Returns the sentences of the description, which the fits name by their numbers: as
    /// they stand there, without bullets; long ones are divided.
    pub fn sentences(&self) -> &[String] {
        &self.sentences
    }

    /// Returns the unit groups, the most probable first. There are none for a text that
    /// says nothing of what any of them does.
    pub fn fits(&self) -> &[DutyFit] {
        &self.fits
    }
}

/// How a description fits a unit group that somebody has in mind, and its nearest rivals.
///
/// It serializes as an object with `notice`, `sentences`, `fit` and `rivals`.
#[derive(Clone, Debug, Serialize)]
pub struct DutyComparison {
    pub(super) notice: Notice,
    pub(super) sentences: Vec<String>,
    pub(super) fit: DutyFit,
    pub(super) rivals: Vec<DutyFit>,
}

impl DutyComparison {
    /// Returns what must be said wherever the duties are shown.
    pub fn notice(&self) -> Notice {
        self.notice
    }

    /// Returns the sentences of the description, as [`DutyMatches::sentences`].
    pub fn sentences(&self) -> &[String] {
        &self.sentences
    }

    /// Returns the fit of the unit group that was asked for.
    pub fn fit(&self) -> &DutyFit {
        &self.fit
    }

    /// Returns the three other unit groups that the description is most probably of. One
    /// with more [`confidence`](DutyFit::confidence) than the fit is the likelier one.
    pub fn rivals(&self) -> &[DutyFit] {
        &self.rivals
    }
}

/// How a description fits a unit group.
///
/// It serializes as an object with `code`, `teer`, `title`, `official_url`, `confidence`,
/// `coverage`, `lead`, `duties`, `elsewhere`, `exclusions` and `weights`. The lead
/// statement and the duties have their texts beside `share`, `support` and `sentence`.
#[derive(Clone, Debug)]
pub struct DutyFit {
    pub(super) group: UnitGroup,
    pub(super) chinese: Lang,
    pub(super) confidence: f32,
    pub(super) lead: Coverage,
    pub(super) duties: Vec<Coverage>,
    pub(super) elsewhere: Vec<Elsewhere>,
    pub(super) exclusions: Vec<Excluded>,
    pub(super) weights: Vec<Weight>,
}

/// A sentence that belongs to the duties of another unit group.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Elsewhere {
    /// The sentence, from 0.
    pub sentence: usize,
    /// The unit group that it belongs to.
    pub code: Code,
    /// The duty there, from 0; none for the lead statement.
    pub duty: Option<usize>,
    /// The share of that statement which the sentence says.
    pub share: f32,
}

/// An exclusion that a sentence runs into.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Excluded {
    /// The sentence, from 0.
    pub sentence: usize,
    /// What is classified elsewhere, and where.
    #[serde(flatten)]
    pub exclusion: SpokenAgainst,
}

impl DutyFit {
    /// Returns the code of the unit group.
    pub fn code(&self) -> Code {
        self.group.code()
    }

    /// Returns the unit group.
    pub fn unit_group(&self) -> &UnitGroup {
        &self.group
    }

    /// Returns how probable it is that the description is of this unit group, from 0 to 1.
    /// The confidences of all unit groups that came into question add up to 1.
    pub fn confidence(&self) -> f32 {
        self.confidence
    }

    /// Returns the share of the main duties that the description supports, from 0 to 1; a
    /// duty that is supported in part counts for half.
    pub fn coverage(&self) -> f32 {
        let points = self.duties.iter().map(|duty| match duty.support {
            Support::Full => 1.0,
            Support::Partly => 0.5,
            Support::None => 0.0,
        });
        points.sum::<f32>() / self.duties.len().max(1) as f32
    }

    /// Returns how well the lead statement is covered.
    pub fn lead(&self) -> &Coverage {
        &self.lead
    }

    /// Returns how well each of the [main duties](UnitGroup::main_duties) is covered, in
    /// their order.
    pub fn duties(&self) -> &[Coverage] {
        &self.duties
    }

    /// Returns the duties that nothing in the description supports.
    pub fn unsupported(&self) -> impl Iterator<Item = Duty<'_>> {
        let duties = self.group.main_duties().zip(&self.duties);
        duties
            .filter(|(_, coverage)| coverage.support == Support::None)
            .map(|(duty, _)| duty)
    }

    /// Returns the sentences that belong to another unit group's duties, in the order of
    /// the text.
    pub fn elsewhere(&self) -> &[Elsewhere] {
        &self.elsewhere
    }

    /// Returns the exclusions of the unit group that the description runs into.
    pub fn exclusions(&self) -> &[Excluded] {
        &self.exclusions
    }

    /// Returns what of the unit group is like the description, and what that weighs.
    pub fn weights(&self) -> &[Weight] {
        &self.weights
    }

    /// Returns Statistics Canada's page of the class, as [`UnitGroup::official_url`].
    pub fn official_url(&self) -> Option<String> {
        self.group.official_url()
    }
}

impl Serialize for DutyFit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Covered<'a> {
            #[serde(flatten)]
            text: InLanguages<'a>,
            #[serde(flatten)]
            coverage: Coverage,
        }
        #[derive(Serialize)]
        struct Shape<'a> {
            code: Code,
            #[serde(skip_serializing_if = "Option::is_none")]
            teer: Option<Teer>,
            title: ClassTitle<'a>,
            #[serde(skip_serializing_if = "Option::is_none")]
            official_url: Option<String>,
            confidence: f32,
            coverage: f32,
            lead: Covered<'a>,
            duties: Vec<Covered<'a>>,
            elsewhere: &'a [Elsewhere],
            exclusions: &'a [Excluded],
            weights: &'a [Weight],
        }
        let duties = self.group.main_duties().zip(&self.duties);
        let duties = duties.map(|(duty, &coverage)| Covered {
            text: InLanguages::of(|lang| duty.get(lang)),
            coverage,
        });
        Shape {
            code: self.code(),
            teer: self.code().teer(),
            title: ClassTitle::of(&self.group, self.chinese),
            official_url: self.official_url(),
            confidence: self.confidence,
            coverage: self.coverage(),
            lead: Covered {
                text: InLanguages::of(|lang| self.group.lead_statement(lang)),
                coverage: self.lead,
            },
            duties: duties.collect(),
            elsewhere: &self.elsewhere,
            exclusions: &self.exclusions,
            weights: &self.weights,
        }
        .serialize(serializer)
    }
}
