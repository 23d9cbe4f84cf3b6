//! What is found.

use serde::{Serialize, Serializer, ser::SerializeStruct};

use crate::career_profile::CareerProfile;
use crate::code::Code;
use crate::lang::Lang;
use crate::unit_group::{Exclusion, UnitGroup};

/// A unit group that a query found, with the text that matched.
///
/// It serializes as an object with `code`, `edition`, `teer` or `skill_level`,
/// `title` (`en`, `zh`), `score`, `matched`, `exclusions` and, where there are
/// any, `profiles`.
#[derive(Clone, Debug)]
pub struct Hit {
    pub(crate) group: UnitGroup,
    pub(crate) score: f32,
    pub(crate) matched: Matched,
    pub(crate) exclusions: Vec<SpokenAgainst>,
    /// Which Chinese the hit was asked in.
    pub(crate) chinese: Lang,
}

impl Hit {
    /// Returns the code of the unit group.
    pub fn code(&self) -> Code {
        self.group.code()
    }

    /// Returns the unit group.
    pub fn unit_group(&self) -> &UnitGroup {
        &self.group
    }

    /// Returns how well the unit group answers, from 0 to 1. It orders the hits
    /// of one query and is no probability: 1 is a title as it stands, 0.9 and
    /// more a title in another form, what is below is ranked.
    pub fn score(&self) -> f32 {
        self.score
    }

    /// Returns the title, duty or other text that matched.
    pub fn matched(&self) -> &Matched {
        &self.matched
    }

    /// Returns the exclusions of the unit group that the query runs into: jobs
    /// that the classification puts elsewhere.
    pub fn exclusions(&self) -> &[SpokenAgainst] {
        &self.exclusions
    }
}

impl Serialize for Hit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let code = self.code();
        let mut hit = serializer.serialize_struct("Hit", 8)?;
        hit.serialize_field("code", &code)?;
        hit.serialize_field("edition", &code.edition())?;
        match code.teer() {
            Some(teer) => hit.serialize_field("teer", &teer)?,
            None => hit.serialize_field("skill_level", &code.skill_level())?,
        }
        hit.serialize_field("title", &ClassTitle::of(&self.group, self.chinese))?;
        hit.serialize_field("score", &self.score)?;
        hit.serialize_field("matched", &self.matched)?;
        hit.serialize_field("exclusions", &self.exclusions)?;
        let profiles: Vec<&CareerProfile> = self.group.profiles().collect();
        if profiles.is_empty() {
            hit.skip_field("profiles")?;
        } else {
            hit.serialize_field("profiles", &profiles)?;
        }
        hit.end()
    }
}

/// The class title as results write it.
#[derive(Serialize)]
pub(super) struct ClassTitle<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    en: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    zh: Option<&'a str>,
}

impl<'a> ClassTitle<'a> {
    pub(super) fn of(group: &'a UnitGroup, chinese: Lang) -> ClassTitle<'a> {
        ClassTitle {
            en: group.title(Lang::En),
            zh: group.title(chinese),
        }
    }
}

/// The text that matched, in both languages.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Matched {
    /// What kind of text it is.
    pub kind: MatchKind,
    /// The language in which it matched: the one that `parts` are in.
    pub lang: Lang,
    /// The text in English, if it stands in English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
    /// The text in Chinese, if it stands in Chinese. Of several Chinese titles
    /// the one that matched, otherwise the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zh: Option<String>,
    /// The text that matched, divided into what the query has and the rest.
    /// Joined they are the text.
    pub parts: Vec<Part>,
}

impl Matched {
    /// What is shown where the query is a code: the class title, nothing marked.
    pub(super) fn by_code(group: &UnitGroup, chinese: Lang) -> Matched {
        let (en, zh) = (group.title(Lang::En), group.title(chinese));
        Matched {
            kind: MatchKind::Code,
            lang: if en.is_some() { Lang::En } else { chinese },
            en: en.map(str::to_owned),
            zh: zh.map(str::to_owned),
            parts: vec![Part {
                text: en.or(zh).unwrap_or_default().to_owned(),
                matched: false,
            }],
        }
    }
}

/// What kind of text matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MatchKind {
    /// The query is the code.
    Code,
    /// The class title.
    ClassTitle,
    /// A job title.
    Title,
    /// The lead statement.
    LeadStatement,
    /// A main duty.
    Duty,
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// The piece.
    pub text: String,
    /// Whether the query has it.
    pub matched: bool,
}

/// An exclusion that speaks against a hit.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct SpokenAgainst {
    /// The job that is classified elsewhere, in English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
    /// The same in Chinese.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zh: Option<String>,
    /// Where it is classified, if the source says.
    pub code: Option<Code>,
}

impl SpokenAgainst {
    pub(super) fn of(exclusion: Exclusion<'_>, chinese: Lang) -> SpokenAgainst {
        SpokenAgainst {
            en: exclusion.get(Lang::En).map(str::to_owned),
            zh: exclusion.get(chinese).map(str::to_owned),
            code: exclusion.code(),
        }
    }
}
