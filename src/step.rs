//! The ways in which a query comes to a unit group.

use serde::Serialize;

/// How a query came to what it found, the most trusted first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Step {
    /// It is a code, of this edition or of an older one.
    Code,
    /// It is a title as it stands.
    Title,
    /// It is a title turned round, in the singular, or with its words in another order.
    OtherForm,
    /// It is what a title is called in short.
    ShortName,
    /// It is what stands before a title's qualifier.
    WithoutQualifier,
    /// It is a title in other words: of another region, spelled apart, for a woman.
    OtherWords,
    /// It is a title once words of rank and of advertisements are left out.
    WithoutRank,
    /// It is a title with a typo.
    Typo,
    /// It is like titles and duties.
    Ranking,
    /// The title does not say so, and the duties beside it do.
    Duties,
    /// It is the sound of a Chinese title.
    Pinyin,
}
