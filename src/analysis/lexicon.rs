//! The tables of `data/lexicon`: what words stand for other words.

use crate::bytes::{Bytes, Strings, unpack};

/// The tables, read in place.
#[derive(Clone, Debug)]
pub(crate) struct Lexicon {
    /// A spelling and the one that the official titles use, in the singular, one
    /// behind the other and sorted.
    spellings: Strings,
}

impl Lexicon {
    pub(crate) fn open(bytes: Bytes) -> Option<Lexicon> {
        let [spellings] = unpack(bytes)?;
        Some(Lexicon {
            spellings: Strings::new(spellings)?,
        })
    }

    /// Returns the spelling that the official titles use for a word that is spelled
    /// in several ways ("labor" is "labour"). Both are in the singular.
    pub(crate) fn spelling(&self, term: &str) -> Option<&str> {
        let (mut low, mut high) = (0, self.spellings.len() / 2);
        while low < high {
            let middle = low.midpoint(high);
            match self.spellings.get(2 * middle).cmp(term) {
                std::cmp::Ordering::Equal => return self.spellings.some(2 * middle + 1),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }
}

#[cfg(feature = "compile")]
pub(crate) use compiling::{abbreviations_of, compile};

#[cfg(feature = "compile")]
mod compiling {
    use std::collections::{BTreeMap, HashMap};
    use std::sync::LazyLock;

    use crate::analysis::english;
    use crate::bytes::{StringsWriter, pack};

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

    /// The bytes that [`Lexicon::open`](super::Lexicon::open) takes.
    pub(crate) fn compile() -> Vec<u8> {
        let sorted: BTreeMap<String, String> = rows::<2>(SPELLING)
            .map(|row| (english::singular(row[0]), english::singular(row[1])))
            .collect();
        let mut spellings = StringsWriter::default();
        for (other, official) in &sorted {
            spellings.push(other);
            spellings.push(official);
        }
        pack(&[&spellings.finish()])
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
        use crate::analysis::lexicon::Lexicon;
        use crate::bytes::Bytes;

        #[test]
        fn every_line_is_a_row() {
            let lines = |table: &str| table.lines().filter(|line| !line.starts_with('#')).count();
            assert_eq!(rows::<2>(SPELLING).count(), lines(SPELLING));
            assert_eq!(rows::<3>(ABBREVIATIONS).count(), lines(ABBREVIATIONS));
        }

        #[test]
        fn spellings_in_the_singular() {
            let lexicon = Lexicon::open(Bytes::new(compile())).unwrap();
            assert_eq!(lexicon.spelling("labor"), Some("labour"));
            assert_eq!(lexicon.spelling("labour"), None);
            for [other, official] in rows::<2>(SPELLING) {
                let found = lexicon.spelling(&english::singular(other));
                assert_eq!(found, Some(&*english::singular(official)), "{other}");
            }
        }
    }
}
