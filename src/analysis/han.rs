//! Chinese words, by jieba.
//!
//! Texts are compiled with jieba's whole dictionary. A query is divided with the
//! words of it that occur in those texts, and the weight of all the others in one
//! word that nobody writes: over the texts both divide alike, and the small one
//! loads in a few milliseconds.

use std::ops::Range;
use std::sync::OnceLock;

use jieba_rs::Jieba;

use crate::bytes::Bytes;

/// Divides Chinese into words.
pub(crate) struct Segmenter {
    /// Lines of a word and its frequency.
    words: Bytes,
    /// Loaded when the first Chinese text comes.
    jieba: OnceLock<Jieba>,
}

impl Segmenter {
    pub(crate) fn open(words: Bytes) -> Segmenter {
        Segmenter {
            words,
            jieba: OnceLock::new(),
        }
    }

    fn jieba(&self) -> &Jieba {
        // A list that is none leaves every character a word of its own.
        let load = || Jieba::with_dict(&mut &self.words[..]).unwrap_or_else(|_| Jieba::empty());
        self.jieba.get_or_init(load)
    }

    /// The words of a run of Chinese characters, as byte ranges. Unknown
    /// stretches fall into single characters: guessed words would differ between
    /// a title and the query that it should answer.
    pub(crate) fn words<'a>(&'a self, run: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let tokens = self.jieba().cut(run, false).into_iter();
        tokens.map(|token| token.byte_start..token.byte_end)
    }
}

#[cfg(feature = "compile")]
pub(crate) use compiling::compile;

#[cfg(feature = "compile")]
mod compiling {
    use std::collections::BTreeSet;
    use std::fmt::Write;
    use std::sync::OnceLock;

    use jieba_rs::Jieba;

    use super::Segmenter;
    use crate::analysis::is_han;
    use crate::bytes::Bytes;

    /// Words of jobs that jieba's dictionary lacks or divides.
    pub(super) const JOB_WORDS: &str = include_str!("../../data/lexicon/han_words.txt");

    /// The most characters that a word of jieba's dictionary has.
    const LONGEST_WORD: usize = 16;

    /// A word of the private use area, which no text holds.
    const ALL_OTHERS: char = '\u{e000}';

    fn whole_dictionary() -> Jieba {
        let mut jieba = Jieba::new();
        let lines = JOB_WORDS.lines();
        for word in lines.filter(|line| !line.starts_with('#') && !line.is_empty()) {
            jieba.add_word(word, None, None);
        }
        jieba
    }

    impl Segmenter {
        /// Divides with all words that there are.
        pub(crate) fn whole() -> Segmenter {
            Segmenter {
                words: Bytes::empty(),
                jieba: OnceLock::from(whole_dictionary()),
            }
        }
    }

    /// The words that occur in texts, as [`Segmenter::open`] takes them.
    pub(crate) fn compile<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<u8> {
        let mut jieba = whole_dictionary();
        let mut words = BTreeSet::new();
        for text in texts {
            for run in text.split(|c: char| !is_han(c)) {
                let bounds: Vec<usize> = run
                    .char_indices()
                    .map(|(at, _)| at)
                    .chain([run.len()])
                    .collect();
                for (at, &start) in bounds.iter().enumerate() {
                    for &end in bounds[at..].iter().skip(1).take(LONGEST_WORD) {
                        let word = &run[start..end];
                        if !words.contains(word) && jieba.has_word(word) {
                            words.insert(word.to_owned());
                        }
                    }
                }
            }
        }
        let all = total(&jieba);
        let mut left = all;
        let mut lines = String::new();
        for word in &words {
            // jieba tells no frequency; without the word the total is so much less.
            jieba.add_word(word, Some(0), None);
            let rest = total(&jieba);
            // A String takes everything.
            let _ = writeln!(lines, "{word} {}", left - rest);
            left = rest;
        }
        let _ = writeln!(lines, "{ALL_OTHERS} {left}");
        lines.into_bytes()
    }

    /// The sum of all frequencies, which jieba tells only in its debug output.
    fn total(jieba: &Jieba) -> usize {
        let shown = format!("{jieba:?}");
        let (_, number) = shown
            .split_once("total_freq: ")
            .expect("jieba shows its total");
        let digits = number.trim_end_matches(|c: char| !c.is_ascii_digit());
        digits.parse().expect("the total is a number")
    }
}

#[cfg(all(test, feature = "compile"))]
mod tests {
    use super::compiling::JOB_WORDS;
    use super::*;

    #[test]
    fn job_words_are_sorted_and_kept_whole() {
        let lines = || JOB_WORDS.lines().filter(|line| !line.starts_with('#'));
        assert!(lines().is_sorted_by(|a, b| a < b));
        let segmenter = Segmenter::whole();
        for word in lines() {
            let words: Vec<_> = segmenter.words(word).collect();
            assert_eq!(words.len(), 1, "{word}");
        }
    }

    #[test]
    fn few_words_divide_as_all_do() {
        let texts = [
            "注册护士",
            "长江大桥施工经理",
            "数据库管理员和网络工程师",
            "发展中国家研究员",
        ];
        let few = Segmenter::open(Bytes::new(compile(texts.into_iter())));
        let whole = Segmenter::whole();
        for text in texts {
            let divided = |segmenter: &Segmenter| segmenter.words(text).collect::<Vec<_>>();
            assert_eq!(divided(&few), divided(&whole), "{text}");
        }
    }
}
