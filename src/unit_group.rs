//! A unit group and what it consists of: plain data, read through accessors.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::career_profile::CareerProfile;
use crate::code::{Code, SkillLevel, Teer};
use crate::edition::Edition;
use crate::lang::Lang;
use crate::records::Records;

/// A unit group: the class that a job belongs to.
///
/// It is a place in the edition's data, and a clone a few reference counts. Texts that a source does not give are `None`:
/// Statistics Canada's files, for one, have no Chinese.
///
/// # Example: what an applicant must have done
///
/// ```
/// use noc_search::{Code, Lang, Noc};
///
/// let noc = Noc::embedded();
/// let cooks = noc.get(Code::parse("63200")?).unwrap();
/// assert_eq!(cooks.title(Lang::En), Some("Cooks"));
/// assert!(cooks.main_duties().len() >= 9);
/// # Ok::<(), noc_search::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct UnitGroup {
    code: Code,
    records: Arc<Records>,
    at: usize,
    profiles: Profiles,
}

/// The career profiles that were attached to unit groups of an edition.
pub(crate) type Profiles = Arc<BTreeMap<Code, Vec<Arc<CareerProfile>>>>;

impl UnitGroup {
    /// The unit group at a place of the records, if there is one.
    pub(crate) fn new(records: Arc<Records>, at: usize, profiles: Profiles) -> Option<UnitGroup> {
        Some(UnitGroup {
            code: records.code(at)?,
            records,
            at,
            profiles,
        })
    }

    /// Returns the code.
    pub fn code(&self) -> Code {
        self.code
    }

    /// Returns the class title.
    pub fn title(&self, lang: Lang) -> Option<&str> {
        self.records.text(self.records.title(self.at), lang)
    }

    /// Returns the lead statement: who these people are and where they work.
    /// Paragraphs are divided by a line feed.
    pub fn lead_statement(&self, lang: Lang) -> Option<&str> {
        self.records.text(self.records.lead(self.at), lang)
    }

    /// Returns the job titles, in the source's order.
    pub fn titles(&self) -> impl ExactSizeIterator<Item = Title<'_>> {
        let rows = self.records.titles(self.at);
        rows.map(|at| Title {
            records: &self.records,
            at,
        })
    }

    /// Returns a job title by its place in [`titles`](UnitGroup::titles).
    pub(crate) fn title_at(&self, row: usize) -> Option<Title<'_>> {
        let at = self.records.titles(self.at).nth(row)?;
        Some(Title {
            records: &self.records,
            at,
        })
    }

    /// Returns the row of a Chinese title by its number among those of the unit
    /// group, and which of the row's Chinese titles it is.
    pub(crate) fn chinese_title(&self, number: usize) -> Option<(usize, usize)> {
        let rows = self.records.titles(self.at);
        let place = self.records.chinese_titles(rows.start).start + number;
        let at = self.records.title_of_chinese(place);
        let row = at.checked_sub(rows.start).filter(|_| at < rows.end)?;
        Some((row, place - self.records.chinese_titles(at).start))
    }

    fn statements(&self, rows: Range<usize>) -> impl ExactSizeIterator<Item = Statement<'_>> {
        rows.map(|at| Statement {
            records: &self.records,
            at,
        })
    }

    /// Returns the main duties, in the source's order.
    pub fn main_duties(&self) -> impl ExactSizeIterator<Item = Duty<'_>> {
        self.statements(self.records.duties(self.at))
    }

    /// Returns the employment requirements, in the source's order.
    pub fn employment_requirements(&self) -> impl ExactSizeIterator<Item = Statement<'_>> {
        self.statements(self.records.requirements(self.at))
    }

    /// Returns the additional information: progression, mobility.
    pub fn additional_information(&self) -> impl ExactSizeIterator<Item = Statement<'_>> {
        self.statements(self.records.additional(self.at))
    }

    /// Returns the jobs that people confuse with this unit group and that are
    /// classified elsewhere.
    pub fn exclusions(&self) -> impl ExactSizeIterator<Item = Exclusion<'_>> {
        let rows = self.records.exclusions(self.at);
        rows.map(|at| Exclusion {
            records: &self.records,
            at,
        })
    }

    /// Returns how many people in Canada do this work, if the source says.
    pub fn size(&self) -> Option<Size> {
        self.records.size(self.at)
    }

    /// Returns the level as the source prints it, if it does: `0`, `A` to `D`.
    /// Compare it with [`Code::skill_level`], which is read off the code.
    pub fn stated_level(&self) -> Option<&str> {
        self.records.stated_level(self.at)
    }

    /// Returns the address that the source names as its own origin.
    pub fn source_url(&self) -> Option<&str> {
        self.records.source_url(self.at)
    }

    /// Returns Statistics Canada's page of the class, to compare with. There is
    /// one for the edition of 2021; `None` for others.
    ///
    /// The address follows that site's scheme for version 1.0 of NOC 2021, whose
    /// parameters were seen on 2026-11-22.
    pub fn official_url(&self) -> Option<String> {
        (self.code.edition() == Edition::NOC_2021).then(|| {
            format!(
                "https://www23.statcan.gc.ca/imdb/p3VD.pl?Function=getVD&TVD=1322554&CVD=1322870&CPV={}&CST=01052021&CLV=5&MLV=5",
                self.code
            )
        })
    }

    /// Returns the career profiles that were attached to this unit group: pay,
    /// outlook and more of one region.
    pub fn profiles(&self) -> impl ExactSizeIterator<Item = &CareerProfile> {
        let profiles = self.profiles.get(&self.code).map_or(&[][..], Vec::as_slice);
        profiles.iter().map(|profile| &**profile)
    }
}

impl Serialize for UnitGroup {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Shape<'a> {
            code: Code,
            edition: Edition,
            #[serde(skip_serializing_if = "Option::is_none")]
            teer: Option<Teer>,
            #[serde(skip_serializing_if = "Option::is_none")]
            skill_level: Option<SkillLevel>,
            title: InLanguages<'a>,
            #[serde(skip_serializing_if = "InLanguages::is_empty")]
            lead_statement: InLanguages<'a>,
            titles: Vec<Title<'a>>,
            main_duties: Vec<Statement<'a>>,
            employment_requirements: Vec<Statement<'a>>,
            additional_information: Vec<Statement<'a>>,
            exclusions: Vec<Exclusion<'a>>,
            #[serde(skip_serializing_if = "Option::is_none")]
            size: Option<Size>,
            #[serde(skip_serializing_if = "Option::is_none")]
            stated_level: Option<&'a str>,
            #[serde(skip_serializing_if = "Option::is_none")]
            source_url: Option<&'a str>,
            #[serde(skip_serializing_if = "Vec::is_empty")]
            profiles: Vec<&'a CareerProfile>,
            #[serde(skip_serializing_if = "Option::is_none")]
            official_url: Option<String>,
        }
        Shape {
            code: self.code,
            edition: self.code.edition(),
            teer: self.code.teer(),
            skill_level: self.code.skill_level(),
            title: InLanguages::of(|lang| self.title(lang)),
            lead_statement: InLanguages::of(|lang| self.lead_statement(lang)),
            titles: self.titles().collect(),
            main_duties: self.main_duties().collect(),
            employment_requirements: self.employment_requirements().collect(),
            additional_information: self.additional_information().collect(),
            exclusions: self.exclusions().collect(),
            size: self.size(),
            stated_level: self.stated_level(),
            source_url: self.source_url(),
            profiles: self.profiles().collect(),
            official_url: self.official_url(),
        }
        .serialize(serializer)
    }
}

/// A text as results write it, in each language that it stands in.
#[derive(Serialize)]
pub(crate) struct InLanguages<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    en: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    zh: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    zh_hant: Option<&'a str>,
}

impl<'a> InLanguages<'a> {
    pub(crate) fn of(get: impl Fn(Lang) -> Option<&'a str>) -> InLanguages<'a> {
        InLanguages {
            en: get(Lang::En),
            zh: get(Lang::ZhHans),
            zh_hant: get(Lang::ZhHant),
        }
    }

    fn is_empty(&self) -> bool {
        self.en.is_none() && self.zh.is_none()
    }
}

/// A job title of a unit group, in English and Chinese.
#[derive(Clone, Copy, Debug)]
pub struct Title<'a> {
    records: &'a Records,
    at: usize,
}

impl<'a> Title<'a> {
    /// Returns the title to show in a language: the first of several Chinese
    /// ones.
    pub fn get(self, lang: Lang) -> Option<&'a str> {
        match lang {
            Lang::En => self.records.english(self.at),
            _ => self.chinese(lang).next(),
        }
    }

    /// Returns all Chinese titles, in Traditional characters for
    /// [`Lang::ZhHant`] and in Simplified ones otherwise.
    pub fn chinese(self, lang: Lang) -> impl ExactSizeIterator<Item = &'a str> {
        let places = self.records.chinese_titles(self.at);
        places.map(move |at| self.records.chinese(at, lang))
    }

    /// Returns which list the title stands in.
    pub fn kind(self) -> TitleKind {
        self.records.title_kind(self.at)
    }
}

impl Serialize for Title<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Shape<'a> {
            #[serde(skip_serializing_if = "Option::is_none")]
            en: Option<&'a str>,
            zh: Vec<&'a str>,
            zh_hant: Vec<&'a str>,
            kind: TitleKind,
        }
        Shape {
            en: self.get(Lang::En),
            zh: self.chinese(Lang::ZhHans).collect(),
            zh_hant: self.chinese(Lang::ZhHant).collect(),
            kind: self.kind(),
        }
        .serialize(serializer)
    }
}

/// Which list of a unit group a title stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TitleKind {
    /// The list of all titles.
    #[default]
    Listed,
    /// The illustrative examples; most of these stand in the other list too.
    Illustrative,
    /// What job ads and applicants write; not in the classification.
    Common,
}

impl TitleKind {
    pub(crate) const fn from_number(number: u8) -> TitleKind {
        match number {
            1 => TitleKind::Illustrative,
            2 => TitleKind::Common,
            _ => TitleKind::Listed,
        }
    }
}

/// A duty of a unit group.
pub type Duty<'a> = Statement<'a>;

/// A sentence of a unit group: a duty, a requirement, a piece of additional
/// information.
#[derive(Clone, Copy, Debug)]
pub struct Statement<'a> {
    records: &'a Records,
    at: usize,
}

impl<'a> Statement<'a> {
    /// Returns the text in a language.
    pub fn get(self, lang: Lang) -> Option<&'a str> {
        self.records.text(self.records.statement(self.at).0, lang)
    }

    /// Returns the occupation within the unit group that the sentence is about,
    /// where the unit group holds several.
    pub fn occupation(self, lang: Lang) -> Option<&'a str> {
        self.records.text(self.records.statement(self.at).1, lang)
    }
}

impl Serialize for Statement<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Shape<'a> {
            #[serde(flatten)]
            text: InLanguages<'a>,
            #[serde(skip_serializing_if = "InLanguages::is_empty")]
            occupation: InLanguages<'a>,
        }
        Shape {
            text: InLanguages::of(|lang| self.get(lang)),
            occupation: InLanguages::of(|lang| self.occupation(lang)),
        }
        .serialize(serializer)
    }
}

/// A job that people confuse with a unit group, and where it is classified.
#[derive(Clone, Copy, Debug)]
pub struct Exclusion<'a> {
    records: &'a Records,
    at: usize,
}

impl<'a> Exclusion<'a> {
    /// Returns the name of the job in a language.
    pub fn get(self, lang: Lang) -> Option<&'a str> {
        self.records.text(self.records.exclusion(self.at).0, lang)
    }

    /// Returns the class that it belongs to, at any level. A source may name a
    /// job without saying where it belongs.
    pub fn code(self) -> Option<Code> {
        self.records.exclusion(self.at).2
    }

    /// Returns the title that the source gives the target class.
    pub fn target_title(self, lang: Lang) -> Option<&'a str> {
        self.records.text(self.records.exclusion(self.at).1, lang)
    }
}

impl Serialize for Exclusion<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Shape<'a> {
            #[serde(flatten)]
            text: InLanguages<'a>,
            code: Option<Code>,
            #[serde(skip_serializing_if = "InLanguages::is_empty")]
            target: InLanguages<'a>,
        }
        Shape {
            text: InLanguages::of(|lang| self.get(lang)),
            code: self.code(),
            target: InLanguages::of(|lang| self.target_title(lang)),
        }
        .serialize(serializer)
    }
}

/// How many people in Canada do the work of a unit group: a judgement in five
/// classes, not a statistic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(into = "u8")]
pub enum Size {
    /// Under 2,000.
    Tiny,
    /// To 10,000.
    Small,
    /// To 50,000.
    Medium,
    /// To 200,000.
    Large,
    /// More.
    Huge,
}

impl Size {
    /// Returns the size of a class from 1 to 5, as the data writes it.
    pub const fn from_class(class: u8) -> Option<Size> {
        match class {
            1 => Some(Size::Tiny),
            2 => Some(Size::Small),
            3 => Some(Size::Medium),
            4 => Some(Size::Large),
            5 => Some(Size::Huge),
            _ => None,
        }
    }
}

impl From<Size> for u8 {
    fn from(size: Size) -> u8 {
        size as u8 + 1
    }
}
