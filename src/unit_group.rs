//! A unit group and what it consists of: plain data, read through accessors.

use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::career_profile::CareerProfile;
use crate::code::Code;
use crate::lang::Lang;
use crate::text::Text;
use crate::traditional;

/// What a source says of one unit group, before and behind a [`UnitGroup`].
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Record {
    pub(crate) title: Text,
    #[serde(rename = "lead_statement", skip_serializing_if = "Text::is_empty")]
    pub(crate) lead: Text,
    pub(crate) titles: Vec<TitleRecord>,
    #[serde(rename = "main_duties")]
    pub(crate) duties: Vec<StatementRecord>,
    #[serde(rename = "employment_requirements")]
    pub(crate) requirements: Vec<StatementRecord>,
    #[serde(rename = "additional_information")]
    pub(crate) additional: Vec<StatementRecord>,
    pub(crate) exclusions: Vec<ExclusionRecord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) size: Option<Size>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) stated_level: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) source_url: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) profiles: Vec<Arc<CareerProfile>>,
}

/// A row of the list of titles: the English title and its Chinese ones, the
/// first of which is the one to show.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TitleRecord {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) en: Option<String>,
    pub(crate) zh: Vec<HanText>,
    pub(crate) kind: TitleKind,
}

/// A Chinese text in both scripts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HanText {
    pub(crate) hans: String,
    pub(crate) hant: Option<String>,
}

impl Serialize for HanText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.hans)
    }
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct StatementRecord {
    #[serde(flatten)]
    pub(crate) text: Text,
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub(crate) occupation: Text,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct ExclusionRecord {
    #[serde(flatten)]
    pub(crate) text: Text,
    pub(crate) code: Option<Code>,
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub(crate) target: Text,
}

impl Record {
    /// Makes the Traditional form of every Chinese text.
    fn add_traditional(&mut self) {
        self.title.add_traditional();
        self.lead.add_traditional();
        for zh in self.titles.iter_mut().flat_map(|title| &mut title.zh) {
            zh.hant = Some(traditional::traditional(&zh.hans));
        }
        let statements = [
            &mut self.duties,
            &mut self.requirements,
            &mut self.additional,
        ];
        for statement in statements.into_iter().flatten() {
            statement.text.add_traditional();
            statement.occupation.add_traditional();
        }
        for exclusion in &mut self.exclusions {
            exclusion.text.add_traditional();
            exclusion.target.add_traditional();
        }
    }
}

/// A unit group: the class that a job belongs to.
///
/// A clone is a reference count. Texts that a source does not give are `None`:
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
/// assert!(cooks.main_duties().count() >= 9);
/// # Ok::<(), noc_search::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct UnitGroup {
    code: Code,
    record: Arc<Record>,
}

impl UnitGroup {
    pub(crate) fn new(code: Code, mut record: Record) -> UnitGroup {
        record.add_traditional();
        UnitGroup {
            code,
            record: Arc::new(record),
        }
    }

    pub(crate) fn attach(&mut self, profile: Arc<CareerProfile>) {
        Arc::make_mut(&mut self.record).profiles.push(profile);
    }

    /// Returns the code.
    pub fn code(&self) -> Code {
        self.code
    }

    /// Returns the class title.
    pub fn title(&self, lang: Lang) -> Option<&str> {
        self.record.title.get(lang)
    }

    /// Returns the lead statement: who these people are and where they work.
    /// Paragraphs are divided by a line feed.
    pub fn lead_statement(&self, lang: Lang) -> Option<&str> {
        self.record.lead.get(lang)
    }

    /// Returns the job titles, in the source's order.
    pub fn titles(&self) -> impl ExactSizeIterator<Item = Title<'_>> {
        self.record.titles.iter().map(Title)
    }

    /// Returns the main duties, in the source's order.
    pub fn main_duties(&self) -> impl ExactSizeIterator<Item = Duty<'_>> {
        self.record.duties.iter().map(Statement)
    }

    /// Returns the employment requirements, in the source's order.
    pub fn employment_requirements(&self) -> impl ExactSizeIterator<Item = Statement<'_>> {
        self.record.requirements.iter().map(Statement)
    }

    /// Returns the additional information: progression, mobility.
    pub fn additional_information(&self) -> impl ExactSizeIterator<Item = Statement<'_>> {
        self.record.additional.iter().map(Statement)
    }

    /// Returns the jobs that people confuse with this unit group and that are
    /// classified elsewhere.
    pub fn exclusions(&self) -> impl ExactSizeIterator<Item = Exclusion<'_>> {
        self.record.exclusions.iter().map(Exclusion)
    }

    /// Returns how many people in Canada do this work, if the source says.
    pub fn size(&self) -> Option<Size> {
        self.record.size
    }

    /// Returns the level as the source prints it, if it does: `0`, `A` to `D`.
    /// Compare it with [`Code::skill_level`], which is read off the code.
    pub fn stated_level(&self) -> Option<&str> {
        self.record.stated_level.as_deref()
    }

    /// Returns the address that the source names as its own origin.
    pub fn source_url(&self) -> Option<&str> {
        self.record.source_url.as_deref()
    }

    /// Returns Statistics Canada's page of the class, to compare with. There is
    /// one for the edition of 2021; `None` for others.
    ///
    /// The address follows that site's scheme for version 1.0 of NOC 2021, whose
    /// parameters were seen on 2026-11-22.
    pub fn official_url(&self) -> Option<String> {
        (self.code.edition() == crate::edition::Edition::NOC_2021).then(|| {
            format!(
                "https://www23.statcan.gc.ca/imdb/p3VD.pl?Function=getVD&TVD=1322554&CVD=1322870&CPV={}&CST=01052021&CLV=5&MLV=5",
                self.code
            )
        })
    }

    /// Returns the career profiles that were attached to this unit group: pay,
    /// outlook and more of one region.
    pub fn profiles(&self) -> impl ExactSizeIterator<Item = &CareerProfile> {
        self.record.profiles.iter().map(|profile| &**profile)
    }
}

impl Serialize for UnitGroup {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Shape<'a> {
            code: Code,
            edition: u16,
            #[serde(skip_serializing_if = "Option::is_none")]
            teer: Option<crate::code::Teer>,
            #[serde(skip_serializing_if = "Option::is_none")]
            skill_level: Option<crate::code::SkillLevel>,
            #[serde(flatten)]
            record: &'a Record,
            #[serde(skip_serializing_if = "Option::is_none")]
            official_url: Option<String>,
        }
        Shape {
            code: self.code,
            edition: self.code.edition().year(),
            teer: self.code.teer(),
            skill_level: self.code.skill_level(),
            record: &self.record,
            official_url: self.official_url(),
        }
        .serialize(serializer)
    }
}

/// A job title of a unit group, in English and Chinese.
#[derive(Clone, Copy, Debug)]
pub struct Title<'a>(&'a TitleRecord);

impl<'a> Title<'a> {
    /// Returns the title to show in a language: the first of several Chinese
    /// ones.
    pub fn get(self, lang: Lang) -> Option<&'a str> {
        match lang {
            Lang::En => self.0.en.as_deref(),
            _ => self.chinese(lang).next(),
        }
    }

    /// Returns all Chinese titles, in Traditional characters for
    /// [`Lang::ZhHant`] and in Simplified ones otherwise.
    pub fn chinese(self, lang: Lang) -> impl ExactSizeIterator<Item = &'a str> {
        self.0.zh.iter().map(move |zh| match (&zh.hant, lang) {
            (Some(hant), Lang::ZhHant) => hant.as_str(),
            _ => zh.hans.as_str(),
        })
    }

    /// Returns which list the title stands in.
    pub fn kind(self) -> TitleKind {
        self.0.kind
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

/// A duty of a unit group.
pub type Duty<'a> = Statement<'a>;

/// A sentence of a unit group: a duty, a requirement, a piece of additional
/// information.
#[derive(Clone, Copy, Debug)]
pub struct Statement<'a>(&'a StatementRecord);

impl<'a> Statement<'a> {
    /// Returns the text in a language.
    pub fn get(self, lang: Lang) -> Option<&'a str> {
        self.0.text.get(lang)
    }

    /// Returns the occupation within the unit group that the sentence is about,
    /// where the unit group holds several.
    pub fn occupation(self, lang: Lang) -> Option<&'a str> {
        self.0.occupation.get(lang)
    }
}

/// A job that people confuse with a unit group, and where it is classified.
#[derive(Clone, Copy, Debug)]
pub struct Exclusion<'a>(&'a ExclusionRecord);

impl<'a> Exclusion<'a> {
    /// Returns the name of the job in a language.
    pub fn get(self, lang: Lang) -> Option<&'a str> {
        self.0.text.get(lang)
    }

    /// Returns the class that it belongs to, at any level. A source may name a
    /// job without saying where it belongs.
    pub fn code(self) -> Option<Code> {
        self.0.code
    }

    /// Returns the title that the source gives the target class.
    pub fn target_title(self, lang: Lang) -> Option<&'a str> {
        self.0.target.get(lang)
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
