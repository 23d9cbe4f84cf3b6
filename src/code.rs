//! Codes of the classification, and what can be read off one.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::edition::Edition;
use crate::error::Error;

/// The most digits that a code has.
const MAX_DIGITS: usize = 5;

/// The code of a class in one edition: digits, with their leading zeros.
///
/// A code is valid by its form; whether a class with that code exists is asked
/// of a [`Noc`](crate::Noc). Two editions may use the same digits for different
/// classes, so codes of different editions are never equal.
///
/// # Example: what a code tells
///
/// ```
/// use noc_search::{Code, Edition, Level, Teer};
///
/// let cook = Code::parse("63200")?;
/// assert_eq!(cook.edition(), Edition::NOC_2021);
/// assert_eq!(cook.teer(), Teer::new(3));
/// assert_eq!(cook.ancestor(Level::MinorGroup).unwrap().to_string(), "6320");
///
/// let legislator = Code::parse("00010")?;
/// assert_eq!(legislator.to_string(), "00010");
/// # Ok::<(), noc_search::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code {
    edition: Edition,
    digits: [u8; MAX_DIGITS],
    len: u8,
}

impl Code {
    /// Reads a code, taking the edition from its length: four digits are a unit
    /// group of 2016, anything else is a class of 2021.
    ///
    /// Spaces around the digits are ignored. Four digits may also name a minor
    /// group of 2021; use [`Code::of`] for it.
    ///
    /// # Errors
    ///
    /// As [`Code::of`].
    pub fn parse(text: &str) -> Result<Code, Error> {
        let edition = match text.trim().len() {
            4 => Edition::NOC_2016,
            _ => Edition::NOC_2021,
        };
        Code::of(edition, text)
    }

    /// Reads a code of an edition, at any level.
    ///
    /// # Errors
    ///
    /// When the text is empty, holds anything but ASCII digits, has more digits
    /// than a unit group of the edition, or has a second digit that stands for
    /// no TEER or skill level ([`Error::is_invalid_code`]).
    pub fn of(edition: Edition, text: &str) -> Result<Code, Error> {
        let digits = text.trim();
        if digits.is_empty() {
            return Err(Error::code(text, "it is empty"));
        }
        if !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Error::code(text, "it has something other than digits"));
        }
        if digits.len() > edition.unit_group_digits() {
            return Err(Error::code(
                text,
                "it has more digits than a unit group of its edition",
            ));
        }
        let mut code = Code {
            edition,
            digits: [0; MAX_DIGITS],
            len: digits.len() as u8,
        };
        code.digits[..digits.len()].copy_from_slice(digits.as_bytes());
        if code.len > 1 && code.teer().is_none() && code.skill_level().is_none() {
            return Err(Error::code(
                text,
                "its second digit stands for no TEER or skill level",
            ));
        }
        Ok(code)
    }

    /// Returns the edition that the code belongs to.
    pub const fn edition(self) -> Edition {
        self.edition
    }

    /// Returns the digits.
    pub fn as_str(&self) -> &str {
        // Only ASCII digits are ever stored.
        std::str::from_utf8(&self.digits[..usize::from(self.len)]).unwrap_or_default()
    }

    /// Returns the level of the class: how far down the hierarchy it stands.
    pub fn level(self) -> Level {
        match (self.edition.unit_group_digits(), self.len) {
            (_, 1) => Level::BroadCategory,
            (_, 2) => Level::MajorGroup,
            (5, 3) => Level::SubMajorGroup,
            (4, 3) | (5, 4) => Level::MinorGroup,
            _ => Level::UnitGroup,
        }
    }

    /// Returns the code of the class above at a level, or this code itself at
    /// its own level. There is none below it, and no sub-major group before
    /// 2021.
    pub fn ancestor(self, level: Level) -> Option<Code> {
        (1..=self.len)
            .map(|len| self.prefix(len))
            .find(|code| code.level() == level)
    }

    /// Returns the codes of the classes above, from the broad category down,
    /// without this code itself.
    pub fn ancestors(self) -> impl Iterator<Item = Code> {
        (1..self.len).map(move |len| self.prefix(len))
    }

    /// Returns the training, education, experience and responsibilities that
    /// the class asks for: the second digit of codes from 2021 on.
    pub fn teer(self) -> Option<Teer> {
        if self.edition.unit_group_digits() != 5 || self.len < 2 {
            return None;
        }
        Teer::new(self.digits[1] - b'0')
    }

    /// Returns the skill level of a class before 2021, from its second digit;
    /// management (first digit 0) is level A.
    pub fn skill_level(self) -> Option<SkillLevel> {
        if self.edition.unit_group_digits() != 4 || self.len < 2 {
            return None;
        }
        match (self.digits[0], self.digits[1]) {
            (b'0', _) | (_, b'0' | b'1') => Some(SkillLevel::A),
            (_, b'2' | b'3') => Some(SkillLevel::B),
            (_, b'4' | b'5') => Some(SkillLevel::C),
            (_, b'6' | b'7') => Some(SkillLevel::D),
            _ => None,
        }
    }

    fn prefix(self, len: u8) -> Code {
        let mut digits = [0; MAX_DIGITS];
        let kept = usize::from(len);
        digits[..kept].copy_from_slice(&self.digits[..kept]);
        Code {
            digits,
            len,
            ..self
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Code({} {})", self.edition, self.as_str())
    }
}

impl FromStr for Code {
    type Err = Error;

    fn from_str(text: &str) -> Result<Code, Error> {
        Code::parse(text)
    }
}

impl Serialize for Code {
    /// Writes the digits as a string; the edition is not part of it.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Code {
    /// Reads a string as [`Code::parse`] does.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Code, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Code::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// How far down the hierarchy a class stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// One digit.
    BroadCategory,
    /// Two digits.
    MajorGroup,
    /// Three digits, from 2021 on.
    SubMajorGroup,
    /// Four digits from 2021 on, three before.
    MinorGroup,
    /// Five digits from 2021 on, four before: what an applicant needs.
    UnitGroup,
}

impl Level {
    /// All levels, from the broad category down.
    pub const ALL: [Level; 5] = [
        Level::BroadCategory,
        Level::MajorGroup,
        Level::SubMajorGroup,
        Level::MinorGroup,
        Level::UnitGroup,
    ];
}

/// Training, education, experience and responsibilities: 0 (management), 1
/// (university degree) to 5 (short demonstration).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Teer(u8);

impl Teer {
    /// Returns the TEER of a number from 0 to 5, `None` for another.
    pub const fn new(number: u8) -> Option<Teer> {
        if number <= 5 {
            Some(Teer(number))
        } else {
            None
        }
    }

    /// Returns the number, 0 to 5.
    pub const fn number(self) -> u8 {
        self.0
    }
}

impl fmt::Display for Teer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TEER {}", self.0)
    }
}

/// The skill level of a class in the editions before 2021.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum SkillLevel {
    /// Management or a university degree.
    A,
    /// College or an apprenticeship.
    B,
    /// Secondary school or training for the job.
    C,
    /// Training on the job.
    D,
}

impl fmt::Display for SkillLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "skill level {self:?}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_leading_zeros_and_order() {
        let a = Code::parse("00010").unwrap();
        assert_eq!(a.to_string(), "00010");
        assert!(a < Code::parse("12111").unwrap());
        assert_eq!(format!("{a:>7}"), "  00010");
    }

    #[test]
    fn levels_of_both_forms() {
        let levels = |text, edition| -> Vec<Level> {
            let code = Code::of(edition, text).unwrap();
            code.ancestors().chain([code]).map(Code::level).collect()
        };
        use Level::*;
        assert_eq!(
            levels("12111", Edition::NOC_2021),
            [
                BroadCategory,
                MajorGroup,
                SubMajorGroup,
                MinorGroup,
                UnitGroup
            ]
        );
        assert_eq!(
            levels("1252", Edition::NOC_2011),
            [BroadCategory, MajorGroup, MinorGroup, UnitGroup]
        );
        let code = Code::parse("1252").unwrap();
        assert_eq!(code.ancestor(Level::SubMajorGroup), None);
        assert_eq!(code.ancestor(Level::UnitGroup), Some(code));
    }

    #[test]
    fn skill_levels_of_2016() {
        for (text, level) in [
            ("0821", SkillLevel::A),
            ("2173", SkillLevel::A),
            ("1252", SkillLevel::B),
            ("1411", SkillLevel::C),
            ("9617", SkillLevel::D),
        ] {
            assert_eq!(Code::parse(text).unwrap().skill_level(), Some(level));
        }
        assert_eq!(Code::parse("12111").unwrap().skill_level(), None);
    }

    #[test]
    fn malformed_codes_are_errors() {
        for text in [
            "",
            " ",
            "1a",
            "123456",
            "１２１１１",
            "19111",
            "1900",
            "-1211",
            "12 11",
        ] {
            let error = Code::parse(text).unwrap_err();
            assert!(error.is_invalid_code(), "{text:?}");
        }
        assert_eq!(
            Code::parse("19111").unwrap_err().to_string(),
            r#"invalid code "19111": its second digit stands for no TEER or skill level"#
        );
    }
}
