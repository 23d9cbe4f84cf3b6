//! The keys under which a title is found as a whole: as it stands, turned
//! round, in the singular, in any order.

use std::borrow::Cow;

use super::{Analysis, Analyzer, Script, Token, is_function_word};

/// How much of a title a key keeps. The order is that of trust.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Tier {
    /// The words as they stand.
    Verbatim,
    /// The words as they stand, the head behind what a comma moved: "technician,
    /// medical records" is "medical records technician".
    Turned,
    /// The words in the singular.
    Singular,
    /// Turned, and in the singular.
    TurnedSingular,
    /// The words in the singular, Chinese as characters, in any order.
    Bag,
    /// What the title is called in short, from the table of abbreviations.
    Short,
    /// A bag of what stands before a qualifier (" - hospital") or a bracket.
    Bare,
}

impl Tier {
    const fn mark(self) -> char {
        match self {
            // A turned title and one that stands in that order share their keys;
            // the tier only tells how the query came to it.
            Tier::Verbatim | Tier::Turned => 'v',
            Tier::Singular | Tier::TurnedSingular => 's',
            Tier::Bag => 'b',
            Tier::Short => 'a',
            Tier::Bare => 'q',
        }
    }
}

/// The most forms that a title with slashes is expanded to.
const MOST_VARIANTS: usize = 16;

/// Returns the keys that a title is stored under.
pub(crate) fn of_title(analyzer: &Analyzer, analysis: &Analysis) -> Vec<(Tier, String)> {
    let mut keys = Vec::new();
    let shape = Shape::of(analysis);
    for words in variants(analyzer, analysis, &shape) {
        push_forms(&mut keys, &shape, &words);
        keys.push((Tier::Bag, key(Tier::Bag, &words)));
        if shape.base_end < words.len() && shape.base_end > 0 {
            let base = &words[..shape.base_end];
            keys.push((Tier::Bare, key(Tier::Bare, base)));
        }
    }
    tidy(keys)
}

/// Returns the key that a title is stored under by what it is called in short.
pub(crate) fn of_abbreviation(analyzer: &Analyzer, short: &Analysis) -> String {
    let shape = Shape::of(short);
    let words = variants(analyzer, short, &shape).swap_remove(0);
    key(Tier::Short, &words)
}

/// Returns all keys of a query, the most trusted first.
pub(crate) fn of_query(analyzer: &Analyzer, analysis: &Analysis) -> Vec<(Tier, String)> {
    let mut keys = Vec::new();
    let shape = Shape::of(analysis);
    let all = variants(analyzer, analysis, &shape);
    for words in &all {
        push_forms(&mut keys, &shape, words);
    }
    push_loose(&mut keys, &all);
    tidy(keys)
}

/// Returns the keys under which a title may stand that a query is in any form: the least
/// trusted ones.
pub(crate) fn of_any_title(analyzer: &Analyzer, query: &Analysis) -> Vec<(Tier, String)> {
    let mut keys = Vec::new();
    push_loose(&mut keys, &variants(analyzer, query, &Shape::of(query)));
    tidy(keys)
}

/// Adds the keys that keep least of a query: the bag and the bare one differ in their
/// mark alone, a letter.
fn push_loose(keys: &mut Vec<(Tier, String)>, all: &[Vec<Word>]) {
    keys.push((Tier::Short, key(Tier::Short, &all[0])));
    for words in all {
        let bag = key(Tier::Bag, words);
        let mut bare = String::with_capacity(bag.len());
        bare.push(Tier::Bare.mark());
        bare.push_str(&bag[1..]);
        keys.extend([(Tier::Bag, bag), (Tier::Bare, bare)]);
    }
}

/// Sorts keys by trust and leaves out those that hold nothing: a bag of "of
/// the" would find any other such bag.
fn tidy(mut keys: Vec<(Tier, String)>) -> Vec<(Tier, String)> {
    keys.retain(|(_, key)| key.len() > 1);
    keys.sort();
    keys.dedup();
    keys
}

fn push_forms(keys: &mut Vec<(Tier, String)>, shape: &Shape, words: &[Word]) {
    keys.push((Tier::Verbatim, key(Tier::Verbatim, words)));
    keys.push((Tier::Singular, key(Tier::Singular, words)));
    if let Some(turned) = shape.turn(words) {
        keys.push((Tier::Turned, key(Tier::Turned, &turned)));
        keys.push((Tier::TurnedSingular, key(Tier::TurnedSingular, &turned)));
    }
}

/// A word of a key: as it stands and as it is looked up.
#[derive(Clone, Debug)]
struct Word<'a> {
    surface: Cow<'a, str>,
    term: Cow<'a, str>,
    script: Script,
    /// Whether the comma that moves words stands before it. It is part of the
    /// keys that keep the order: "general, solicitor" is the solicitor general and
    /// not the general solicitor.
    follows_comma: bool,
}

/// How a title is built, in numbers of tokens.
struct Shape {
    /// Where the qualifier or the bracket begins.
    base_end: usize,
    /// Where the first comma before it stands.
    comma: Option<usize>,
}

impl Shape {
    fn of(analysis: &Analysis) -> Shape {
        let tokens = &analysis.tokens;
        let text = &analysis.cleaned.text;
        let gap_before = |at: usize| {
            let start = at
                .checked_sub(1)
                .map_or(0, |before| tokens[before].range.end);
            &text[start..tokens[at].range.start]
        };
        let is_break = |at: &usize| {
            let gap = gap_before(*at);
            let between_han = *at > 0
                && tokens[at - 1].script == Script::Han
                && tokens[*at].script == Script::Han;
            gap.contains('(')
                || gap.contains(" -")
                || gap.contains("- ")
                || (between_han && gap.contains('-'))
        };
        let base_end = (1..tokens.len()).find(is_break).unwrap_or(tokens.len());
        let comma = (1..base_end).find(|&at| gap_before(at).contains(','));
        Shape { base_end, comma }
    }

    /// The words with the head behind what stood after the comma.
    fn turn<'a>(&self, words: &[Word<'a>]) -> Option<Vec<Word<'a>>> {
        let comma = self.comma?;
        let mut turned = words[comma..self.base_end].to_vec();
        if let Some(first) = turned.first_mut() {
            first.follows_comma = false;
        }
        turned.extend_from_slice(&words[..comma]);
        turned.extend_from_slice(&words[self.base_end..]);
        Some(turned)
    }
}

/// The words of a text, and the texts that a slash stands for: "foreman/woman"
/// is also foreman, forewoman and foreperson; "waiter/waitress" is each of them.
/// Each keeps the number of tokens before a break, so that one [`Shape`] serves:
/// a form with fewer words repeats none, it leaves an empty one.
fn variants<'a>(analyzer: &Analyzer, analysis: &'a Analysis, shape: &Shape) -> Vec<Vec<Word<'a>>> {
    let tokens = &analysis.tokens;
    let word = |(at, token): (usize, &'a Token)| Word {
        surface: analysis.surface(token).into(),
        term: (&*token.term).into(),
        script: token.script,
        follows_comma: shape.comma == Some(at),
    };
    let mut all: Vec<Vec<Word<'a>>> = vec![tokens.iter().enumerate().map(word).collect()];
    for at in 1..tokens.len() {
        let (left, right) = (&tokens[at - 1], &tokens[at]);
        let gap = &analysis.cleaned.text[left.range.end..right.range.start];
        if gap != "/" || left.script != Script::Word || right.script != Script::Word {
            continue;
        }
        let mut expanded = Vec::new();
        for form in forms(analysis.surface(left), analysis.surface(right)) {
            for words in &all {
                let mut words = words.clone();
                words[at - 1].term = analyzer.term(&form).into();
                words[at - 1].surface = form.clone().into();
                words[at].surface = "".into();
                words[at].term = "".into();
                expanded.push(words);
            }
        }
        all.extend(expanded);
        all.truncate(MOST_VARIANTS);
    }
    all
}

/// The words that two words around a slash stand for.
fn forms(left: &str, right: &str) -> Vec<String> {
    for (male, female, neutral) in [("man", "woman", "person"), ("men", "women", "persons")] {
        if right == female
            && let Some(stem) = left.strip_suffix(male)
        {
            return [male, female, neutral]
                .map(|ending| format!("{stem}{ending}"))
                .into();
        }
    }
    vec![left.to_owned(), right.to_owned()]
}

fn key(tier: Tier, words: &[Word]) -> String {
    let length: usize = words.iter().map(|word| word.surface.len() + 1).sum();
    let mut key = String::with_capacity(1 + length);
    key.push(tier.mark());
    let present = words.iter().filter(|word| !word.surface.is_empty());
    match tier {
        Tier::Verbatim | Tier::Turned | Tier::Short => {
            push_joined(&mut key, present.map(|word| (&*word.surface, word)));
        }
        Tier::Singular | Tier::TurnedSingular => {
            push_joined(&mut key, present.map(|word| (&*word.term, word)));
        }
        Tier::Bag | Tier::Bare => {
            let (mut parts, mut characters) = (Vec::new(), Vec::new());
            for word in present.filter(|word| !is_function_word(&word.term)) {
                match word.script {
                    Script::Word => parts.push(&*word.term),
                    Script::Han => characters.extend(word.term.chars()),
                }
            }
            parts.sort_unstable();
            characters.sort_unstable();
            for part in parts {
                key.push_str(part);
                key.push(' ');
            }
            key.extend(characters);
        }
    }
    key
}

/// Joins texts of words, with a space only between two that are written with
/// one.
fn push_joined<'a>(key: &mut String, words: impl Iterator<Item = (&'a str, &'a Word<'a>)>) {
    let mut before = None;
    for (text, word) in words {
        if word.follows_comma {
            key.push(',');
        }
        if before == Some(Script::Word) && word.script == Script::Word {
            key.push(' ');
        }
        key.push_str(text);
        before = Some(word.script);
    }
}
