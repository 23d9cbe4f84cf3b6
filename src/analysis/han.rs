//! Chinese words, by jieba.

use std::ops::Range;

use jieba_rs::Jieba;

/// Words of jobs that jieba's dictionary lacks or divides.
const JOB_WORDS: &str = include_str!("../../data/lexicon/han_words.txt");

/// Divides Chinese into words.
pub(super) struct Segmenter(Jieba);

impl Segmenter {
    pub(super) fn new() -> Segmenter {
        let mut jieba = Jieba::new();
        for word in JOB_WORDS
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
        {
            jieba.add_word(word, None, None);
        }
        Segmenter(jieba)
    }

    /// The words of a run of Chinese characters, as byte ranges. Unknown
    /// stretches fall into single characters: guessed words would differ between
    /// a title and the query that it should answer.
    pub(super) fn words<'a>(&'a self, run: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let tokens = self.0.cut(run, false).into_iter();
        tokens.map(|token| token.byte_start..token.byte_end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn job_words_are_sorted_and_kept_whole() {
        let lines = || JOB_WORDS.lines().filter(|line| !line.starts_with('#'));
        assert!(lines().is_sorted_by(|a, b| a < b));
        let segmenter = Segmenter::new();
        for word in lines() {
            let words: Vec<_> = segmenter.words(word).collect();
            assert_eq!(words.len(), 1, "{word}");
        }
    }
}
