//! The tables of `data/lexicon`: what words stand for other words.
//!
//! They are in the binary; a test reads every line of them.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::english;

const SPELLING: &str = include_str!("../../data/lexicon/spelling.tsv");
const ABBREVIATIONS: &str = include_str!("../../data/lexicon/abbreviations.tsv");

/// The rows of a table, each as its fields.
fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| {
        let mut fields = line.split('\t');
        let row = std::array::from_fn(|_| fields.next().unwrap_or_default());
        row.iter().all(|field| !field.is_empty()).then_some(row)
    })
}

/// Returns the spelling that the official titles use for a word that is spelled
/// in several ways ("labor" is "labour"), or the word itself. Both are in the
/// singular.
pub(super) fn spelling(term: &str) -> Option<&'static str> {
    static OTHER: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
        let rows = rows::<2>(SPELLING);
        rows.map(|row| (english::singular(row[0]), english::singular(row[1])))
            .collect()
    });
    OTHER.get(term).map(String::as_str)
}

/// A title of a unit group of 2021, and what it is called in short: "RN", "HR
/// manager", "网管".
#[derive(Clone, Copy)]
pub(crate) struct Abbreviation {
    pub(crate) short: &'static str,
    pub(crate) title: &'static str,
}

/// Returns the abbreviations of the titles of a unit group of 2021.
pub(crate) fn abbreviations_of(code: &str) -> &'static [Abbreviation] {
    static OF_CODE: LazyLock<HashMap<&str, Vec<Abbreviation>>> = LazyLock::new(|| {
        let mut of_code: HashMap<&str, Vec<Abbreviation>> = HashMap::new();
        for [short, title, code] in rows::<3>(ABBREVIATIONS) {
            of_code
                .entry(code)
                .or_default()
                .push(Abbreviation { short, title });
        }
        of_code
    });
    OF_CODE.get(code).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_row() {
        let lines = |table: &str| table.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(rows::<2>(SPELLING).count(), lines(SPELLING));
        assert_eq!(rows::<3>(ABBREVIATIONS).count(), lines(ABBREVIATIONS));
    }

    #[test]
    fn spellings_in_the_singular() {
        assert_eq!(spelling("labor"), Some("labour"));
        assert_eq!(spelling("labour"), None);
    }
}
