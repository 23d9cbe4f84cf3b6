//! A description of a job: its sentences, and the words that they are compared by.

use std::collections::{HashMap, HashSet};

use super::sentences::sentences;
use crate::analysis::{Analysis, DutyWord, word_grams};
use crate::error::Error;
use crate::field::Field;
use crate::index::{Index, jargon_terms};
use crate::lang::Lang;
use crate::rank;

/// The longest description that is taken, in bytes: some forty pages.
const LONGEST_DESCRIPTION: usize = 256 * 1024;

/// What somebody wrote of a job.
pub(super) struct Description<'a> {
    pub(super) sentences: Vec<Sentence<'a>>,
    /// What the sentences say, each with a number: stems of English words, Chinese
    /// characters and pairs of neighbours.
    words: HashMap<String, u32>,
    /// What each field is asked for.
    fields: Vec<(Field, Terms)>,
    /// What jargon is asked for.
    pub(super) jargon: HashSet<String>,
}

/// The fields that a description is compared with.
const FIELDS: [Field; 2] = [Field::EnglishDuties, Field::ChineseDuties];

/// Terms that a field is asked for.
#[derive(Default)]
struct Terms {
    distinct: HashSet<String>,
    /// How many there are with those that come again.
    count: usize,
}

/// A sentence of a description.
pub(super) struct Sentence<'a> {
    pub(super) text: &'a str,
    /// The numbers of what it says, ascending, each once.
    pub(super) words: Vec<u32>,
    /// What all of it weighs.
    pub(super) weight: f32,
}

impl<'a> Description<'a> {
    /// Reads a description.
    ///
    /// # Errors
    ///
    /// When it is longer than [`LONGEST_DESCRIPTION`].
    pub(super) fn of(index: &Index, text: &'a str) -> Result<Description<'a>, Error> {
        if text.len() > LONGEST_DESCRIPTION {
            return Err(Error::argument(format!(
                "a description of {} bytes, where {LONGEST_DESCRIPTION} are the most",
                text.len()
            )));
        }
        let mut description = Description {
            sentences: Vec::new(),
            words: HashMap::new(),
            fields: FIELDS.map(|field| (field, Terms::default())).into(),
            jargon: HashSet::new(),
        };
        for sentence in sentences(text) {
            let analysis = index.analyzer.analyze(sentence);
            description.add_terms(index, &analysis);
            description.add_sentence(index, sentence, &analysis);
        }
        Ok(description)
    }

    fn add_sentence(&mut self, index: &Index, text: &'a str, analysis: &Analysis) {
        let mut words = Vec::new();
        let mut total = 0.0;
        weighed(index, analysis, |word, weight| {
            let next = self.words.len() as u32;
            let number = match self.words.get(word) {
                Some(&number) => number,
                None => *self.words.entry(word.to_owned()).or_insert(next),
            };
            words.push(number);
            total += weight;
        });
        words.sort_unstable();
        words.dedup();
        self.sentences.push(Sentence {
            text,
            words,
            weight: total,
        });
    }

    fn add_terms(&mut self, index: &Index, text: &Analysis) {
        let has = |script| text.tokens.iter().any(|token| token.script == script);
        for (field, terms) in &mut self.fields {
            if !has(field.script()) {
                continue;
            }
            for term in field.terms(&index.analyzer, text) {
                terms.count += 1;
                if terms.distinct.len() < rank::MOST_DESCRIPTION_TERMS {
                    terms.distinct.insert(term);
                }
            }
        }
        if self.jargon.len() < rank::MOST_DESCRIPTION_TERMS {
            self.jargon.extend(jargon_terms(&index.analyzer, text));
        }
    }

    /// The number of something that a sentence says.
    pub(super) fn number(&self, word: &str) -> Option<u32> {
        self.words.get(word).copied()
    }

    /// What a field is asked for: each term once, in an order that is always the same.
    pub(super) fn terms(&self, field: Field) -> Vec<String> {
        let own = self.fields.iter().find(|(own, _)| *own == field);
        let mut terms: Vec<String> = own.map_or_else(Vec::new, |(_, terms)| {
            terms.distinct.iter().cloned().collect()
        });
        terms.sort_unstable();
        terms
    }

    fn count(&self, field: Field) -> usize {
        let own = self.fields.iter().find(|(own, _)| *own == field);
        own.map_or(0, |(_, terms)| terms.count)
    }

    /// Whether it says anything in a language.
    pub(super) fn has(&self, lang: Lang) -> bool {
        let field = match lang {
            Lang::En => Field::EnglishDuties,
            _ => Field::ChineseDuties,
        };
        self.count(field) > 0
    }

    /// The share of the description that is Chinese, by words.
    pub(super) fn chinese_share(&self) -> f32 {
        let [english, chinese] =
            [Field::EnglishDuties, Field::ChineseDuties].map(|field| self.count(field) as f32);
        chinese / (english + chinese).max(1.0)
    }
}

/// Calls `each` with what a text is compared by, and with what it weighs: English words,
/// Chinese characters and pairs of neighbours, all as duties have them. A pair that runs
/// from one word into the next weighs less.
pub(super) fn weighed(index: &Index, text: &Analysis, mut each: impl FnMut(&str, f32)) {
    let (vocabulary, analyzer) = (&index.vocabulary, &index.analyzer);
    let weight = |term: &str| vocabulary.get(term).map(|term| vocabulary.weight(term));
    for word in analyzer.duty_words(&text.tokens) {
        match word {
            DutyWord::English { term, compared } => {
                let weight = weight(term).unwrap_or_else(|| vocabulary.unknown_weight());
                each(&compared, weight);
            }
            DutyWord::Chinese(words) => {
                let mut ends = Vec::new();
                let mut joined = String::new();
                for word in &words {
                    joined.push_str(word);
                    ends.push(joined.len());
                }
                let weight = |gram: &str| {
                    weight(gram).unwrap_or_else(|| vocabulary.unknown_han_weight(gram))
                };
                word_grams(&joined, 1..=1, |gram| each(gram, weight(gram)));
                let mut at = 0;
                word_grams(&joined, 2..=2, |gram| {
                    at += gram.chars().next().map_or(0, char::len_utf8);
                    let share = match ends.contains(&at) {
                        true => rank::ACROSS_WORDS_SHARE,
                        false => 1.0,
                    };
                    each(gram, weight(gram) * share);
                });
            }
        }
    }
}
