//! The languages that texts stand in.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use crate::error::Error;

/// A language that a text stands in.
///
/// # Example: read one from a command line
///
/// ```
/// use noc_search::Lang;
///
/// assert_eq!("zh-hant".parse::<Lang>()?, Lang::ZhHant);
/// assert_eq!(Lang::ZhHans.to_string(), "zh-hans");
/// assert!("fr".parse::<Lang>().is_err());
/// # Ok::<(), noc_search::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Chinese in Simplified characters.
    ZhHans,
    /// Chinese in Traditional characters, made from the Simplified text.
    ZhHant,
}

impl Lang {
    /// Returns the tag: `en`, `zh-hans` or `zh-hant`.
    pub const fn tag(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::ZhHans => "zh-hans",
            Lang::ZhHant => "zh-hant",
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl FromStr for Lang {
    type Err = Error;

    /// Reads a tag in any case; `zh` alone means Simplified.
    ///
    /// # Errors
    ///
    /// When the tag is none of `en`, `zh`, `zh-hans`, `zh-hant`
    /// ([`Error::is_invalid_argument`]).
    fn from_str(tag: &str) -> Result<Lang, Error> {
        match tag.to_ascii_lowercase().as_str() {
            "en" => Ok(Lang::En),
            "zh" | "zh-hans" => Ok(Lang::ZhHans),
            "zh-hant" => Ok(Lang::ZhHant),
            _ => Err(Error::argument(format!(
                "unknown language {tag:?}, expected en, zh-hans or zh-hant"
            ))),
        }
    }
}
