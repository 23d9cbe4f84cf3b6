//! The tables of `data/lexicon`: what words stand for other words.

use crate::bytes::{Bytes, Strings, unpack};

/// The tables, read in place. Rows of two are one behind the other; all are sorted by
/// the word that is looked up, which is in the singular.
#[derive(Clone, Debug)]
pub(crate) struct Lexicon {
    /// A spelling and the one that the official titles use.
    spellings: Strings,
    /// A word or some, and what the titles say instead.
    english: Strings,
    chinese: Strings,
    /// Words that say how high, or on what terms, in both languages.
    ranks: Strings,
    /// A word of duties, English as its stem, and the one that it is compared by.
    duty_words: Strings,
}

impl Lexicon {
    pub(crate) fn open(bytes: Bytes) -> Option<Lexicon> {
        let [spellings, english, chinese, ranks, duty_words] = unpack(bytes)?;
        Some(Lexicon {
            spellings: Strings::new(spellings)?,
            english: Strings::new(english)?,
            chinese: Strings::new(chinese)?,
            ranks: Strings::new(ranks)?,
            duty_words: Strings::new(duty_words)?,
        })
    }

    /// Returns the spelling that the official titles use for a word that is spelled
    /// in several ways ("labor" is "labour"). Both are in the singular.
    pub(crate) fn spelling(&self, term: &str) -> Option<&str> {
        find_pair(&self.spellings, term)
    }

    /// Returns what the titles say instead of English words.
    pub(super) fn english(&self, words: &str) -> Option<&str> {
        find_pair(&self.english, words)
    }

    /// Returns what the titles say instead of a Chinese word.
    pub(super) fn chinese(&self, word: &str) -> Option<&str> {
        find_pair(&self.chinese, word)
    }

    /// Returns the word that a word of duties is compared by: the stem of an English one,
    /// a Chinese one as it stands.
    pub(super) fn duty_word(&self, word: &str) -> Option<&str> {
        find_pair(&self.duty_words, word)
    }

    /// Tells whether words say how high a job is or on what terms.
    pub(super) fn is_rank(&self, words: &str) -> bool {
        find(&self.ranks, 1, words).is_some()
    }
}

/// The second of a pair whose first is a word.
fn find_pair<'a>(pairs: &'a Strings, word: &str) -> Option<&'a str> {
    pairs.some(find(pairs, 2, word)? + 1)
}

/// The place of a word in a sorted list with rows of a length.
fn find(rows: &Strings, length: usize, word: &str) -> Option<usize> {
    let (mut low, mut high) = (0, rows.len() / length);
    while low < high {
        let middle = low.midpoint(high);
        match rows.bytes(length * middle).cmp(word.as_bytes()) {
            std::cmp::Ordering::Equal => return Some(length * middle),
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    None
}

#[cfg(feature = "compile")]
pub(crate) use compiling::{abbreviations_of, compile, jargon_of, words_of_duties};

#[cfg(feature = "compile")]
mod compiling {
    use std::collections::{BTreeMap, BTreeSet, HashMap};
    use std::sync::LazyLock;

    use frostem::{Algorithm, Stemmer};

    use super::Lexicon;
    use crate::analysis::{english, is_han};
    use crate::bytes::{Bytes, StringsWriter, pack};

    const SPELLING: &str = include_str!("../../data/lexicon/spelling.tsv");
    const ABBREVIATIONS: &str = include_str!("../../data/lexicon/abbreviations.tsv");
    const SYNONYMS: &str = include_str!("../../data/lexicon/synonyms.tsv");
    const GENDER: &str = include_str!("../../data/lexicon/gender.tsv");
    const REGIONAL: &str = include_str!("../../data/lexicon/regional.tsv");
    const RANKS: &str = include_str!("../../data/lexicon/ranks.tsv");
    const DUTY_WORDS: &str = include_str!("../../data/lexicon/duty_words.tsv");
    const JARGON: &str = include_str!("../../data/lexicon/jargon.tsv");

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
        let spellings: BTreeMap<String, String> = rows::<2>(SPELLING)
            .map(|row| (english::singular(row[0]), english::singular(row[1])))
            .collect();
        let none = || pairs([]);
        let spelled = pack(&[&pairs(&spellings), &none(), &none(), &none(), &none()]);
        let spelled = Lexicon::open(Bytes::new(spelled)).expect("what was just written opens");
        // Words as a query has them once it is divided.
        let key = |words: &str| -> String {
            let words = words.to_lowercase();
            let words = words.split(|c: char| !c.is_alphanumeric() && c != '\'');
            let terms = words
                .filter(|word| !word.is_empty())
                .map(|word| english::term(word, &spelled));
            terms.collect::<Vec<_>>().join(" ")
        };
        let (mut in_english, mut in_chinese) = (BTreeMap::new(), BTreeMap::new());
        let synonyms = rows::<3>(SYNONYMS).map(|[word, same, _]| (word, same));
        let forms = rows::<2>(GENDER).map(|[form, paired]| (form, paired));
        let regional = rows::<3>(REGIONAL).map(|[word, mainland, _]| (word, mainland));
        for (word, same) in synonyms.chain(forms).chain(regional) {
            if word.contains(is_han) {
                in_chinese.insert(word.to_lowercase(), same.to_owned());
            } else {
                in_english.insert(key(word), same.to_owned());
            }
        }
        let ranks: BTreeSet<String> = rows::<3>(RANKS)
            .map(|[word, lang, _]| match lang {
                "zh" => word.to_owned(),
                _ => key(word),
            })
            .collect();
        let mut sorted_ranks = StringsWriter::default();
        ranks.iter().for_each(|rank| sorted_ranks.push(rank));
        let stemmer = Stemmer::new(Algorithm::English);
        let compared = |word: &str| match word.contains(is_han) {
            true => word.to_owned(),
            false => stemmer.stem(&key(word)).into_owned(),
        };
        let duty_words: BTreeMap<String, String> = rows::<2>(DUTY_WORDS)
            .map(|row| (compared(row[0]), compared(row[1])))
            .filter(|(word, other)| word != other)
            .collect();
        pack(&[
            &pairs(&spellings),
            &pairs(&in_english),
            &pairs(&in_chinese),
            &sorted_ranks.finish(),
            &pairs(&duty_words),
        ])
    }

    fn pairs<'a>(pairs: impl IntoIterator<Item = (&'a String, &'a String)>) -> Vec<u8> {
        let mut written = StringsWriter::default();
        for (word, other) in pairs {
            written.push(word);
            written.push(other);
        }
        written.finish()
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

    /// The words of duties that stand for others, and those others.
    pub(crate) fn words_of_duties() -> impl Iterator<Item = &'static str> {
        rows::<2>(DUTY_WORDS).flatten()
    }

    /// Returns what people of a unit group of 2021 say of their work in a language, `en`
    /// or `zh`: tools, places, papers, what they do, divided by semicolons.
    pub(crate) fn jargon_of(code: &str, lang: &str) -> Option<&'static str> {
        type OfLang = HashMap<&'static str, &'static str>;
        static OF_CODE: LazyLock<HashMap<&str, OfLang>> = LazyLock::new(|| {
            let mut of_code: HashMap<&str, OfLang> = HashMap::new();
            for [code, lang, words] in rows::<3>(JARGON) {
                of_code.entry(code).or_default().insert(lang, words);
            }
            of_code
        });
        OF_CODE.get(code)?.get(lang).copied()
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn every_line_is_a_row() {
            let lines = |table: &str| table.lines().filter(|line| !line.starts_with('#')).count();
            assert_eq!(rows::<2>(SPELLING).count(), lines(SPELLING));
            for table in [ABBREVIATIONS, SYNONYMS, REGIONAL, RANKS, JARGON] {
                assert_eq!(rows::<3>(table).count(), lines(table));
            }
            for table in [GENDER, DUTY_WORDS] {
                assert_eq!(rows::<2>(table).count(), lines(table));
            }
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
