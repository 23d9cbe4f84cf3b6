//! What a source says of one unit group, on its way into a [`Noc`](crate::Noc).

use crate::code::Code;
use crate::text::Text;
use crate::unit_group::{Size, TitleKind};

/// A unit group as a source gives it.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) code: Code,
    pub(crate) record: Record,
}

/// The texts of a unit group.
#[derive(Clone, Debug, Default)]
pub(crate) struct Record {
    pub(crate) title: Text,
    pub(crate) lead: Text,
    pub(crate) titles: Vec<TitleRecord>,
    pub(crate) duties: Vec<StatementRecord>,
    pub(crate) requirements: Vec<StatementRecord>,
    pub(crate) additional: Vec<StatementRecord>,
    pub(crate) exclusions: Vec<ExclusionRecord>,
    pub(crate) size: Option<Size>,
    pub(crate) stated_level: Option<String>,
    pub(crate) source_url: Option<String>,
}

/// A row of the list of titles: the English title and its Chinese ones, the
/// first of which is the one to show.
#[derive(Clone, Debug)]
pub(crate) struct TitleRecord {
    pub(crate) en: Option<String>,
    pub(crate) zh: Vec<String>,
    pub(crate) kind: TitleKind,
}

#[derive(Clone, Debug)]
pub(crate) struct StatementRecord {
    pub(crate) text: Text,
    pub(crate) occupation: Text,
}

#[derive(Clone, Debug)]
pub(crate) struct ExclusionRecord {
    pub(crate) text: Text,
    pub(crate) code: Option<Code>,
    pub(crate) target: Text,
}
