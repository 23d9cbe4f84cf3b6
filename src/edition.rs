//! Which edition of the classification: a year.

use std::fmt;

use serde::Serialize;

/// Names an edition of the classification by its year.
///
/// It is a year and not a closed list: an edition is data, and the next one
/// must not need a new release of this crate. Editions before 2021 have unit
/// groups of four digits and skill levels; those from 2021 on have five digits
/// and TEERs.
///
/// # Example: the length of a unit group's code
///
/// ```
/// use noc_search::Edition;
///
/// assert_eq!(Edition::NOC_2016.unit_group_digits(), 4);
/// assert_eq!(Edition::NOC_2021.unit_group_digits(), 5);
/// assert_eq!(Edition::from_year(2026).to_string(), "NOC 2026");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Edition(u16);

impl Edition {
    /// The NOC of 2006 (NOC-S had letters and is another classification).
    pub const NOC_2006: Edition = Edition(2006);
    /// The NOC of 2011.
    pub const NOC_2011: Edition = Edition(2011);
    /// The NOC of 2016, with the same 500 unit group codes as 2011.
    pub const NOC_2016: Edition = Edition(2016);
    /// The NOC of 2021, the one that immigration programs ask for.
    pub const NOC_2021: Edition = Edition(2021);

    /// Returns the edition of a year. Any year is accepted.
    pub const fn from_year(year: u16) -> Edition {
        Edition(year)
    }

    /// Returns the year.
    pub const fn year(self) -> u16 {
        self.0
    }

    /// Returns how many digits a unit group's code has: four before 2021, five
    /// from then on.
    pub const fn unit_group_digits(self) -> usize {
        if self.0 < 2021 { 4 } else { 5 }
    }
}

impl fmt::Display for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NOC {}", self.0)
    }
}
