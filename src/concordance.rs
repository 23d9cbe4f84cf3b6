//! Which unit groups of one edition became which of the next.

use serde::Serialize;

use crate::code::Code;
use crate::edition::Edition;
use crate::error::Error;

/// The correspondence of two editions, many to many.
///
/// # Example: what became of a unit group of 2016
///
/// ```
/// use noc_search::{Change, Code, Concordance};
///
/// let table = Concordance::embedded();
/// let records = Code::parse("1253")?;
/// let now: Vec<String> = table.forward(records).map(|row| row.new.to_string()).collect();
/// assert_eq!(now, ["12111", "12112"]);
/// assert_eq!(table.forward(records).next().unwrap().change, Change::Split);
/// # Ok::<(), noc_search::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Concordance {
    from: Edition,
    to: Edition,
    /// Sorted by old code, then new.
    rows: Vec<Correspondence>,
}

/// One row of a [`Concordance`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct Correspondence {
    /// The unit group of the older edition.
    pub old: Code,
    /// The unit group of the newer edition.
    pub new: Code,
    /// What happened to the older one.
    pub change: Change,
}

/// What happened to a unit group from one edition to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// It went wholly to this one, which has no other source.
    Same,
    /// It went to several, of which this is one.
    Split,
    /// It went wholly to this one, which has other sources too.
    Merged,
}

impl Concordance {
    /// Reads a table: lines of old code, new code and `same`, `split` or
    /// `merged`, divided by tabs. Empty lines and lines that begin with `#` are
    /// passed over.
    ///
    /// # Errors
    ///
    /// With the line ([`Error::is_document`]), when a line has not three fields,
    /// a code is malformed or not a unit group, a kind is another word, or a
    /// pair stands twice.
    pub fn from_text(from: Edition, to: Edition, text: &str) -> Result<Concordance, Error> {
        let mut rows: Vec<Correspondence> = Vec::new();
        for (number, line) in (1..).zip(text.lines()) {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let fault = |what: String| Error::document(number, what);
            let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
            let &[old, new, change] = &fields[..] else {
                return Err(fault(format!(
                    "expected old code, new code and kind, found {line:?}"
                )));
            };
            let code = |edition: Edition, text: &str| match Code::of(edition, text) {
                Ok(code) if text.len() == edition.unit_group_digits() => Ok(code),
                Ok(_) => Err(fault(format!("{text:?} is not a unit group of {edition}"))),
                Err(error) => Err(fault(error.to_string())),
            };
            let row = Correspondence {
                old: code(from, old)?,
                new: code(to, new)?,
                change: match change {
                    "same" => Change::Same,
                    "split" => Change::Split,
                    "merged" => Change::Merged,
                    _ => {
                        return Err(fault(format!(
                            "expected same, split or merged, found {change:?}"
                        )));
                    }
                },
            };
            if rows.iter().any(|r| (r.old, r.new) == (row.old, row.new)) {
                return Err(fault(format!("{old} to {new} stands twice")));
            }
            rows.push(row);
        }
        rows.sort();
        Ok(Concordance { from, to, rows })
    }

    /// Returns the older edition.
    pub fn from(&self) -> Edition {
        self.from
    }

    /// Returns the newer edition.
    pub fn to(&self) -> Edition {
        self.to
    }

    /// Returns what a unit group of the older edition became, by new code.
    ///
    /// A code of an edition that the table does not begin with finds nothing,
    /// but for 2011, whose 500 codes are those of 2016.
    pub fn forward(&self, old: Code) -> impl Iterator<Item = Correspondence> {
        let same_codes = self.from == Edition::NOC_2016 && old.edition() == Edition::NOC_2011;
        let known = old.edition() == self.from || same_codes;
        let rows = self.rows.iter().copied();
        rows.filter(move |row| known && row.old.as_str() == old.as_str())
    }

    /// Returns what a unit group of the newer edition was made of, by old code.
    pub fn backward(&self, new: Code) -> impl Iterator<Item = Correspondence> {
        self.rows.iter().copied().filter(move |row| row.new == new)
    }

    /// Returns all rows, by old code, then new.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Correspondence> {
        self.rows.iter().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Concordance, Error> {
        Concordance::from_text(Edition::NOC_2016, Edition::NOC_2021, text)
    }

    #[test]
    fn answers_both_ways_and_for_2011() {
        let table =
            read("# a comment\n1253\t12112\tsplit\n1252\t12111\tmerged\n\n1253\t12111\tsplit\n")
                .unwrap();
        let old = Code::of(Edition::NOC_2011, "1253").unwrap();
        assert_eq!(table.forward(old).count(), 2);
        let new = Code::parse("12111").unwrap();
        let sources: Vec<String> = table.backward(new).map(|row| row.old.to_string()).collect();
        assert_eq!(sources, ["1252", "1253"]);
        let other = Code::of(Edition::NOC_2006, "1253").unwrap();
        assert_eq!(table.forward(other).count(), 0);
    }

    #[test]
    fn faults_name_the_line() {
        for (text, message) in [
            (
                "1252\t12111",
                "line 1: expected old code, new code and kind, found \"1252\\t12111\"",
            ),
            (
                "#\n125\t12111\tsame",
                "line 2: \"125\" is not a unit group of NOC 2016",
            ),
            (
                "1252\t1211x\tsame",
                "line 1: invalid code \"1211x\": it has something other than digits",
            ),
            (
                "1252\t12111\tmoved",
                "line 1: expected same, split or merged, found \"moved\"",
            ),
            (
                "1252\t12111\tsame\n1252\t12111\tsame",
                "line 2: 1252 to 12111 stands twice",
            ),
        ] {
            assert_eq!(read(text).unwrap_err().to_string(), message);
        }
    }
}
