//! What the index is made of besides words: character grams.

/// Words that tie others together and say nothing about a job.
const FUNCTION_WORDS: [&str; 45] = [
    "a",
    "am",
    "an",
    "and",
    "are",
    "as",
    "at",
    "by",
    "for",
    "from",
    "how",
    "i",
    "in",
    "including",
    "into",
    "me",
    "my",
    "of",
    "on",
    "or",
    "other",
    "our",
    "such",
    "that",
    "the",
    "their",
    "this",
    "to",
    "was",
    "we",
    "what",
    "when",
    "where",
    "which",
    "who",
    "with",
    "you",
    "your",
    "与",
    "你",
    "及",
    "和",
    "您",
    "我",
    "的",
];

/// Tells whether a term only ties others together.
pub(crate) fn is_function_word(term: &str) -> bool {
    has_length_of_one(term) && FUNCTION_WORDS.binary_search(&term).is_ok()
}

/// Rules out most words by their length alone.
fn has_length_of_one(term: &str) -> bool {
    matches!(term.len(), 1..=5 | 9)
}

/// Calls `gram` with each run of `sizes` characters of a word.
pub(crate) fn word_grams(
    word: &str,
    sizes: std::ops::RangeInclusive<usize>,
    mut gram: impl FnMut(&str),
) {
    let mut bounds: Vec<usize> = word.char_indices().map(|(at, _)| at).collect();
    bounds.push(word.len());
    for size in sizes {
        for window in bounds.windows(size + 1) {
            gram(&word[window[0]..window[size]]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_words_are_sorted() {
        assert!(FUNCTION_WORDS.is_sorted());
        assert!(FUNCTION_WORDS.into_iter().all(is_function_word));
    }

    #[test]
    fn grams_of_characters() {
        let mut grams = Vec::new();
        word_grams("护理员", 1..=3, |gram| grams.push(gram.to_owned()));
        assert_eq!(grams, ["护", "理", "员", "护理", "理员", "护理员"]);
        grams.clear();
        word_grams("rn", 3..=5, |gram| grams.push(gram.to_owned()));
        assert!(grams.is_empty());
    }
}
