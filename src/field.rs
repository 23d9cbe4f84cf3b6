//! The ways of looking at a unit group's texts that the index has a field for.

use crate::analysis::Script;

/// A way of looking at a unit group's texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    /// Stems of the English titles.
    EnglishWords,
    /// Runs of 3 to 5 letters of the words of English titles.
    EnglishGrams,
    /// What English titles end with before any qualifier: the stem of the last word,
    /// and of the last two.
    EnglishHeads,
    /// Stems of the English lead statement and duties.
    EnglishDuties,
    /// Words of the Chinese titles.
    ChineseWords,
    /// The last two and three characters of the Chinese titles.
    ChineseHeads,
    /// Words of the Chinese lead statement and duties.
    ChineseDuties,
}

impl Field {
    pub(crate) const ALL: [Field; 7] = [
        Field::EnglishWords,
        Field::EnglishGrams,
        Field::EnglishHeads,
        Field::EnglishDuties,
        Field::ChineseWords,
        Field::ChineseHeads,
        Field::ChineseDuties,
    ];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Field::EnglishWords => "en_words",
            Field::EnglishGrams => "en_grams",
            Field::EnglishHeads => "en_heads",
            Field::EnglishDuties => "en_duties",
            Field::ChineseWords => "zh_words",
            Field::ChineseHeads => "zh_heads",
            Field::ChineseDuties => "zh_duties",
        }
    }

    /// The script that a text must have for the field to know it.
    pub(crate) const fn script(self) -> Script {
        match self {
            Field::EnglishWords
            | Field::EnglishGrams
            | Field::EnglishHeads
            | Field::EnglishDuties => Script::Word,
            _ => Script::Han,
        }
    }
}
