//! Which unit groups of one edition became which of the next.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

#[cfg(feature = "compile")]
use crate::bytes::{self, pack};
use crate::bytes::{Bytes, Table, U16, unpack};
use crate::code::Code;
use crate::edition::Edition;
use crate::error::Error;
use crate::records::CodeRow;
use crate::text::read_text;

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
    rows: Arc<[Correspondence]>,
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

#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned, Clone, Copy)]
#[repr(C)]
struct Row {
    old: CodeRow,
    new: CodeRow,
    change: u8,
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
        let mut seen = HashSet::new();
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
            if !seen.insert((row.old, row.new)) {
                return Err(fault(format!("{old} to {new} stands twice")));
            }
            rows.push(row);
        }
        rows.sort();
        Ok(Concordance {
            from,
            to,
            rows: rows.into(),
        })
    }

    /// Reads a table from a file.
    ///
    /// # Errors
    ///
    /// As [`Concordance::from_text`], and when the file can't be read, is not UTF-8
    /// or holds a zero byte; all name the file.
    pub fn from_path(
        from: Edition,
        to: Edition,
        path: impl AsRef<Path>,
    ) -> Result<Concordance, Error> {
        let path = path.as_ref();
        let text = read_text(path)?;
        Concordance::from_text(from, to, &text).map_err(|error| error.in_file(path))
    }

    /// Reads what `to_bytes` wrote, `None` if it is something else.
    pub(crate) fn from_bytes(from: Edition, bytes: Bytes) -> Option<Concordance> {
        let [to, rows] = unpack(bytes)?;
        let to = Edition::from_year(U16::read_from_bytes(&to).ok()?.get());
        let rows = Table::<Row>::new(rows);
        let rows = rows.iter().map(|row| {
            Some(Correspondence {
                old: row.old.code()?,
                new: row.new.code()?,
                change: match row.change {
                    0 => Change::Same,
                    1 => Change::Split,
                    2 => Change::Merged,
                    _ => return None,
                },
            })
        });
        Some(Concordance {
            from,
            to,
            rows: rows.collect::<Option<_>>()?,
        })
    }

    #[cfg(feature = "compile")]
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let rows: Vec<Row> = self
            .rows
            .iter()
            .map(|row| Row {
                old: CodeRow::of(row.old),
                new: CodeRow::of(row.new),
                change: row.change as u8,
            })
            .collect();
        pack(&[bytes::rows(&[U16::new(self.to.year())]), bytes::rows(&rows)])
    }

    /// Returns the older edition.
    pub fn from(&self) -> Edition {
        self.from
    }

    /// Returns the newer edition.
    pub fn to(&self) -> Edition {
        self.to
    }

    /// Returns what a unit group of the older edition became, by new code. A
    /// code of another edition finds nothing.
    pub fn forward(&self, old: Code) -> impl Iterator<Item = Correspondence> {
        self.rows.iter().copied().filter(move |row| row.old == old)
    }

    /// Returns what a unit group of the newer edition was made of, by old code.
    pub fn backward(&self, new: Code) -> impl Iterator<Item = Correspondence> {
        self.rows.iter().copied().filter(move |row| row.new == new)
    }

    /// Returns the correspondence across both steps, this one and the next. What
    /// happened to a unit group is told for both steps together.
    ///
    /// # Errors
    ///
    /// When the next table does not begin with the edition that this one ends
    /// with ([`Error::is_invalid_argument`]).
    ///
    /// # Example: from 2011 to 2021
    ///
    /// ```
    /// use noc_search::{Code, Concordance, Edition};
    ///
    /// let table = Concordance::embedded_from(Edition::NOC_2011).unwrap();
    /// let old = Code::of(Edition::NOC_2011, "1252")?;
    /// let new = table.forward(old).next().unwrap().new;
    /// assert_eq!(new, Code::parse("12111")?);
    /// # Ok::<(), noc_search::Error>(())
    /// ```
    pub fn then(&self, next: &Concordance) -> Result<Concordance, Error> {
        if self.to != next.from {
            return Err(Error::argument(format!(
                "a table that ends with {} can't go on with one that begins with {}",
                self.to, next.from
            )));
        }
        let steps = self.rows.iter().flat_map(|row| {
            let onward = next.forward(row.new);
            onward.map(move |onward| (row.old, onward.new))
        });
        let mut pairs: Vec<(Code, Code)> = steps.collect();
        pairs.sort();
        pairs.dedup();
        let mut counts: HashMap<Code, usize> = HashMap::new();
        for code in pairs.iter().flat_map(|&(old, new)| [old, new]) {
            *counts.entry(code).or_default() += 1;
        }
        // Codes of two editions are never equal.
        let change = |(old, new): &(Code, Code)| match (counts[old], counts[new]) {
            (1, 1) => Change::Same,
            (1, _) => Change::Merged,
            _ => Change::Split,
        };
        let rows = pairs.iter().map(|pair| Correspondence {
            old: pair.0,
            new: pair.1,
            change: change(pair),
        });
        Ok(Concordance {
            from: self.from,
            to: next.to,
            rows: rows.collect(),
        })
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
    fn answers_both_ways() {
        let table =
            read("# a comment\n1253\t12112\tsplit\n1252\t12111\tmerged\n\n1253\t12111\tsplit\n")
                .unwrap();
        assert_eq!(table.forward(Code::parse("1253").unwrap()).count(), 2);
        let new = Code::parse("12111").unwrap();
        let sources: Vec<String> = table.backward(new).map(|row| row.old.to_string()).collect();
        assert_eq!(sources, ["1252", "1253"]);
        let other = Code::of(Edition::NOC_2006, "1253").unwrap();
        assert_eq!(table.forward(other).count(), 0);
    }

    #[test]
    fn two_steps_are_one_table() {
        let read = |from, to, text| Concordance::from_text(from, to, text).unwrap();
        let (old, new, newest) = (Edition::NOC_2011, Edition::NOC_2016, Edition::NOC_2021);
        let first = read(
            old,
            new,
            "1252\t1252\tmerged\n1254\t1252\tmerged\n1253\t1253\tsame\n",
        );
        let second = read(
            new,
            newest,
            "1252\t12111\tsplit\n1252\t12112\tsplit\n1253\t12113\tsame\n",
        );
        let rows: Vec<String> = first
            .then(&second)
            .unwrap()
            .iter()
            .map(|row| format!("{} {} {:?}", row.old, row.new, row.change))
            .collect();
        assert_eq!(
            rows,
            [
                "1252 12111 Split",
                "1252 12112 Split",
                "1253 12113 Same",
                "1254 12111 Split",
                "1254 12112 Split"
            ]
        );
        assert!(second.then(&first).unwrap_err().is_invalid_argument());
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
