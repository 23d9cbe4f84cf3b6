//! A text in the languages that it stands in.

use serde::Serialize;

use crate::lang::Lang;
use crate::traditional;

/// One text in up to three scripts. The Traditional one is made from the
/// Simplified when a [`Noc`](crate::Noc) is built.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Text {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) en: Option<String>,
    #[serde(rename = "zh", skip_serializing_if = "Option::is_none")]
    pub(crate) hans: Option<String>,
    #[serde(rename = "zh_hant", skip_serializing_if = "Option::is_none")]
    pub(crate) hant: Option<String>,
}

impl Text {
    pub(crate) fn new(en: Option<String>, zh: Option<String>) -> Text {
        Text {
            en: en.filter(|text| !text.is_empty()),
            hans: zh.filter(|text| !text.is_empty()),
            hant: None,
        }
    }

    pub(crate) fn both(en: impl Into<String>, zh: impl Into<String>) -> Text {
        Text::new(Some(en.into()), Some(zh.into()))
    }

    pub(crate) fn english(en: impl Into<String>) -> Text {
        Text::new(Some(en.into()), None)
    }

    /// The text in a language; Simplified stands in where there is no
    /// Traditional form.
    pub(crate) fn get(&self, lang: Lang) -> Option<&str> {
        match lang {
            Lang::En => self.en.as_deref(),
            Lang::ZhHans => self.hans.as_deref(),
            Lang::ZhHant => self.hant.as_deref().or(self.hans.as_deref()),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.en.is_none() && self.hans.is_none()
    }

    /// Adds a paragraph in each language that `other` stands in.
    pub(crate) fn push_paragraph(&mut self, other: Text) {
        for (mine, theirs) in [(&mut self.en, other.en), (&mut self.hans, other.hans)] {
            match (mine.as_mut(), theirs) {
                (Some(mine), Some(theirs)) => {
                    mine.push('\n');
                    mine.push_str(&theirs);
                }
                (None, theirs) => *mine = theirs,
                (Some(_), None) => {}
            }
        }
    }

    /// Makes the Traditional form from the Simplified one.
    pub(crate) fn add_traditional(&mut self) {
        self.hant = self.hans.as_deref().map(traditional::traditional);
    }
}

/// Tells whether a character is one that no reader sees: zero-width spaces and
/// joiners, direction marks, the byte order mark, control characters.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}')
        || (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
}
