//! From text to tokens: one implementation, for indexing and for asking.
//!
//! A text is cleaned ([`normalize`]), divided into runs of one script, and the
//! runs into tokens: English words ([`english`]) and Chinese words ([`han`]).
//! Tokens are byte slices of the cleaned text, so what matched can be marked in
//! the text that was given.

mod english;
mod folding;
mod han;
pub(crate) mod key;
pub(crate) mod lexicon;
mod normalize;
pub(crate) mod pinyin;
mod rewrite;
mod terms;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use crate::archive::{Archive, Section, missing};
use crate::error::Error;

use folding::Folding;
use frostem::{Algorithm, Stemmer};
use han::Segmenter;
use lexicon::Lexicon;
use normalize::clean;

pub(crate) use normalize::{Cleaned, is_han};
pub(crate) use terms::{is_function_word, word_grams};

/// The longest text that is looked at, in bytes of the cleaned text. A longer
/// one is cut there: a title has 150 at most, a page of duties some 5,000, and
/// the time for any answer must be bounded.
pub(crate) const LONGEST_TEXT: usize = 8 * 1024;

/// Divides texts into tokens. A clone is a reference count.
#[derive(Clone)]
pub(crate) struct Analyzer(Arc<Parts>);

struct Parts {
    folding: Folding,
    segmenter: Segmenter,
    lexicon: Lexicon,
    stemmer: Stemmer,
}

/// A text, cleaned and divided.
#[derive(Clone, Debug)]
pub(crate) struct Analysis {
    pub(crate) cleaned: Cleaned,
    pub(crate) tokens: Vec<Token>,
}

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// Where in the cleaned text it stands, in bytes.
    pub(crate) range: Range<usize>,
    pub(crate) script: Script,
    /// What it is looked up as: an English word in the singular, without its
    /// possessive; a Chinese word as it stands.
    pub(crate) term: String,
}

impl Token {
    /// Whether both are Chinese and nothing stands between them.
    pub(crate) fn is_joined_to(&self, next: &Token) -> bool {
        self.script == Script::Han
            && next.script == Script::Han
            && self.range.end == next.range.start
    }
}

/// What a token is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    /// Letters and digits of any script that puts spaces between words.
    Word,
    /// Chinese characters.
    Han,
}

impl Analyzer {
    /// Opens the parts that an archive holds.
    pub(crate) fn open(archive: &Archive) -> Result<Analyzer, Error> {
        let lexicon = Lexicon::open(archive.section(Section::Lexicon)?);
        Ok(Analyzer::of(
            Folding::open(archive.section(Section::Folding)?),
            Segmenter::open(archive.section(Section::Words)?),
            lexicon.ok_or_else(|| missing(Section::Lexicon))?,
        ))
    }

    fn of(folding: Folding, segmenter: Segmenter, lexicon: Lexicon) -> Analyzer {
        Analyzer(Arc::new(Parts {
            folding,
            segmenter,
            lexicon,
            stemmer: Stemmer::new(Algorithm::English),
        }))
    }

    /// Cleans a text and divides it. Text past [`LONGEST_TEXT`] is left out.
    pub(crate) fn analyze(&self, text: &str) -> Analysis {
        let cleaned = self.clean(text);
        let words = |run| self.0.segmenter.words(run);
        let tokens = self.tokens(&cleaned.text, words);
        Analysis { cleaned, tokens }
    }

    /// As [`Analyzer::analyze`], but Chinese characters without a gap are one token. That
    /// is quicker, and all the same to who asks for single characters and for pairs.
    pub(crate) fn analyze_in_runs(&self, text: &str) -> Analysis {
        let cleaned = self.clean(text);
        let tokens = self.tokens(&cleaned.text, |run| std::iter::once(0..run.len()));
        Analysis { cleaned, tokens }
    }

    /// Divides a cleaned text, its Chinese runs as `words` does.
    fn tokens<'a, I>(&self, text: &'a str, words: impl Fn(&'a str) -> I) -> Vec<Token>
    where
        I: Iterator<Item = Range<usize>>,
    {
        let mut tokens = Vec::new();
        for run in runs(text) {
            let slice = &text[run.range.clone()];
            match run.script {
                Script::Word => tokens.push(Token {
                    term: self.term(slice),
                    range: run.range,
                    script: Script::Word,
                }),
                Script::Han => {
                    let start = run.range.start;
                    tokens.extend(words(slice).map(|word| Token {
                        term: slice[word.clone()].to_owned(),
                        range: start + word.start..start + word.end,
                        script: Script::Han,
                    }));
                }
            }
        }
        tokens
    }

    /// Cleans a text, up to [`LONGEST_TEXT`].
    pub(crate) fn clean(&self, text: &str) -> Cleaned {
        clean(text, LONGEST_TEXT, &self.0.folding)
    }

    /// Returns what a cleaned English word is looked up as.
    pub(crate) fn term(&self, word: &str) -> String {
        english::term(word, &self.0.lexicon)
    }

    /// Returns the stem of an English term.
    pub(crate) fn stem<'a>(&self, term: &'a str) -> Cow<'a, str> {
        self.0.stemmer.stem(term)
    }

    /// Returns what the words of a duty, or of a description, are compared by, those that
    /// only tie others together left out: "gave" and "administer" are "give", 打针 is 注射.
    /// Chinese words that stand side by side are one item.
    pub(crate) fn duty_words<'a>(&'a self, tokens: &'a [Token]) -> Vec<DutyWord<'a>> {
        let mut words = Vec::new();
        for run in tokens.chunk_by(Token::is_joined_to) {
            match run {
                [word] if word.script == Script::Word => {
                    if is_function_word(&word.term) {
                        continue;
                    }
                    let stem = self.stem(&word.term);
                    let other = self.0.lexicon.duty_word(&stem);
                    words.push(DutyWord::English {
                        term: &word.term,
                        compared: other.map_or(stem, Cow::Borrowed),
                    });
                }
                _ => words.push(DutyWord::Chinese(self.chinese_duty_words(run))),
            }
        }
        words
    }

    /// Chinese words without a gap, each as it is compared, the longest that is known first:
    /// 后厨 is 后 and 厨 to jieba.
    fn chinese_duty_words<'a>(&'a self, run: &'a [Token]) -> Vec<Cow<'a, str>> {
        let mut words = Vec::with_capacity(run.len());
        let mut at = 0;
        while at < run.len() {
            let longest = (2..=LONGEST_DUTY_WORD.min(run.len() - at)).rev();
            let mut known = longest.filter_map(|count| {
                let joined: String = run[at..at + count]
                    .iter()
                    .map(|token| &*token.term)
                    .collect();
                Some((self.0.lexicon.duty_word(&joined)?, count))
            });
            let (word, count) = match known.next() {
                Some((other, count)) => (Cow::Borrowed(other), count),
                None => {
                    let term = &*run[at].term;
                    let other = self.0.lexicon.duty_word(term);
                    (Cow::Borrowed(other.unwrap_or(term)), 1)
                }
            };
            words.push(word);
            at += count;
        }
        words
    }
}

/// What a word of a duty is compared by.
pub(crate) enum DutyWord<'a> {
    English {
        term: &'a str,
        compared: Cow<'a, str>,
    },
    /// Words that stand side by side.
    Chinese(Vec<Cow<'a, str>>),
}

/// The most tokens that are one word of duties.
const LONGEST_DUTY_WORD: usize = 3;

#[cfg(feature = "compile")]
mod compiling {
    use super::{Analyzer, Folding, Lexicon, Segmenter, han, lexicon, pinyin};
    use crate::archive::{Section, Writer};
    use crate::bytes::Bytes;

    impl Analyzer {
        /// Knows every Chinese word that there is. Loads them: some 130 ms.
        pub(crate) fn whole() -> Analyzer {
            let lexicon = Lexicon::open(Bytes::new(lexicon::compile()));
            Analyzer::of(
                Folding::open(Bytes::new(Folding::compile())),
                Segmenter::whole(),
                lexicon.expect("what was just written opens"),
            )
        }

        /// Writes the parts that [`Analyzer::open`] opens, with the Chinese words that
        /// occur in texts.
        pub(crate) fn compile<'a>(
            archive: &mut Writer,
            texts: impl Iterator<Item = &'a str> + Clone,
        ) {
            archive.add(Section::Pinyin, pinyin::compile(texts.clone()));
            archive.add(Section::Words, han::compile(texts));
            archive.add(Section::Folding, Folding::compile());
            archive.add(Section::Lexicon, lexicon::compile());
        }
    }
}

impl std::fmt::Debug for Analyzer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Analyzer").finish_non_exhaustive()
    }
}

impl Analysis {
    /// The slice of the cleaned text that a token stands for.
    pub(crate) fn surface(&self, token: &Token) -> &str {
        &self.cleaned.text[token.range.clone()]
    }
}

/// A stretch of one script: one word, or Chinese characters without a break.
struct Run {
    range: Range<usize>,
    script: Script,
}

/// Divides a cleaned text into runs. Everything that is neither letter nor digit
/// divides, except inside a few forms that jobs are named by: `ship's`, `c++`,
/// `c#`, `.net`, `r&d`, `r.n.`.
fn runs(text: &str) -> impl Iterator<Item = Run> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(c) = text[at..].chars().next() {
            let start = at;
            let rest = &text[at..];
            let script = if normalize::is_han(c) {
                at += length(rest, normalize::is_han);
                Script::Han
            } else if is_letter(c) || starts_dotted_name(&text[..at], rest) {
                at += word_length(rest);
                Script::Word
            } else {
                at += c.len_utf8();
                continue;
            };
            return Some(Run {
                range: start..at,
                script,
            });
        }
        None
    })
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && !normalize::is_han(c)
}

/// The length of the characters at the start that pass.
fn length(text: &str, pass: impl Fn(char) -> bool) -> usize {
    text.find(|c| !pass(c)).unwrap_or(text.len())
}

/// Whether ".net" begins here and no word stands right before it.
fn starts_dotted_name(before: &str, text: &str) -> bool {
    text.strip_prefix(".net")
        .is_some_and(|rest| !rest.starts_with(is_letter))
        && !before.ends_with(is_letter)
}

/// The length of the word at the start of a text.
fn word_length(text: &str) -> usize {
    if text.starts_with(".net") {
        return ".net".len();
    }
    let mut len = length(text, |c| is_letter(c) || is_mark(c));
    let word = &text[..len];
    let rest = &text[len..];
    if matches!(word, "c" | "f" | "j") && rest.starts_with('#') {
        return len + 1;
    }
    if word == "c" && rest.starts_with("++") {
        return len + 2;
    }
    // Single letters joined by dots or ampersands are one word: "r.n.", "r&d".
    if word.chars().count() == 1 {
        for joint in ['.', '&'] {
            let mut end = len;
            while let Some(letter) = text[end..].strip_prefix(joint) {
                let letter_len = length(letter, is_letter);
                if letter_len == 0 || letter[..letter_len].chars().count() != 1 {
                    break;
                }
                end += joint.len_utf8() + letter_len;
            }
            if end > len {
                let closes = joint == '.' && text[end..].starts_with('.');
                return end + usize::from(closes);
            }
        }
    }
    // An apostrophe inside a word belongs to it: "ship's".
    while let Some(rest) = text[len..].strip_prefix('\'') {
        let more = length(rest, is_letter);
        if more == 0 {
            break;
        }
        len += 1 + more;
    }
    len
}

/// Whether a character only modifies the one before it.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

#[cfg(all(test, feature = "compile"))]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static ANALYZER: LazyLock<Analyzer> = LazyLock::new(Analyzer::whole);

    fn surfaces(text: &str) -> Vec<String> {
        let analysis = ANALYZER.analyze(text);
        let tokens = analysis.tokens.iter();
        tokens
            .map(|token| analysis.surface(token).to_owned())
            .collect()
    }

    fn terms(text: &str) -> Vec<String> {
        let tokens = ANALYZER.analyze(text).tokens.into_iter();
        tokens.map(|token| token.term).collect()
    }

    #[test]
    fn english_words() {
        assert_eq!(surfaces("Foreman/woman"), ["foreman", "woman"]);
        assert_eq!(surfaces("sous-chef – hotel"), ["sous", "chef", "hotel"]);
        assert_eq!(terms("Ship's cooks"), ["ship", "cook"]);
        assert_eq!(
            terms("pathologists' assistants"),
            ["pathologist", "assistant"]
        );
        assert_eq!(terms("ＲＮ　(Ｒ．Ｎ．)"), ["rn", "rn"]);
        assert_eq!(
            surfaces("C++/C# and .NET R&D"),
            ["c++", "c#", "and", ".net", "r&d"]
        );
        assert_eq!(surfaces("chef\u{200b} pâtissier"), ["chef", "pâtissier"]);
        assert_eq!(surfaces("chef pa\u{302}tissier"), ["chef", "pâtissier"]);
    }

    #[test]
    fn chinese_and_mixed_words() {
        assert_eq!(surfaces("Java开发工程师"), ["java", "开发", "工程师"]);
        assert_eq!(surfaces("註冊護士"), ["注册", "护士"]);
        assert_eq!(surfaces("主管，病历部门"), ["主管", "病历", "部门"]);
        assert_eq!(surfaces("！？。"), Vec::<String>::new());
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        let analysis = ANALYZER.analyze(&"护士x ".repeat(1_000_000));
        assert!(analysis.cleaned.text.len() <= LONGEST_TEXT);
        assert!(!analysis.tokens.is_empty());
    }

    proptest! {
        #[test]
        fn tokens_slice_the_cleaned_text(text in "\\PC{0,60}|[a-z .,'/&#+()-]{0,40}|[\u{4e00}-\u{9fff}a-zA-Z，。（）]{0,30}") {
            let analysis = ANALYZER.analyze(&text);
            let mut end = 0;
            for token in &analysis.tokens {
                prop_assert!(token.range.start >= end);
                prop_assert!(token.range.start < token.range.end);
                end = token.range.end;
                prop_assert!(analysis.cleaned.text.get(token.range.clone()).is_some());
                prop_assert!(!token.term.is_empty());
            }
            prop_assert!(end <= analysis.cleaned.text.len());
        }

        #[test]
        fn cleaning_twice_changes_nothing(text in "\\PC{0,60}") {
            let once = ANALYZER.analyze(&text);
            let twice = ANALYZER.analyze(&once.cleaned.text);
            prop_assert_eq!(&once.cleaned.text, &twice.cleaned.text);
            prop_assert_eq!(once.tokens, twice.tokens);
        }
    }
}
