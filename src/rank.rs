//! Every number that ranking turns on, with its reason.
//!
//! The numbers of the fields come from the measurements of `design.md` (2,000
//! official titles taken out of the index and asked for); the others order what
//! those measurements don't speak of, and each says what it must stay above or
//! below.

use crate::analysis::key::Tier;

/// The score of a query that is a title as a whole, by how much of the title the
/// key keeps. All of these stand above [`RANKED_CEILING`]: a title that the
/// index holds comes before any guess.
pub(crate) const fn exact_score(tier: Tier) -> f32 {
    match tier {
        Tier::Verbatim => 1.0,
        Tier::Turned => 0.99,
        Tier::Singular => 0.98,
        Tier::TurnedSingular => 0.97,
        Tier::Bag => 0.95,
        // An abbreviation may be another one somewhere else.
        Tier::Short => 0.93,
        // The title goes on with a qualifier that the query does not have: it
        // may be another job.
        Tier::Bare => 0.9,
    }
}

/// The score of a whole title is multiplied with this where a misspelt word had
/// to be read as another one: still above [`RANKED_CEILING`], but for a bare one.
pub(crate) const TYPO_SHARE: f32 = 0.95;

/// The score of a Chinese title that the query is the sound of. Several titles sound
/// alike, so this stands below every guess that is worth its name.
pub(crate) const PINYIN_SCORE: f32 = 0.4;

/// The most that a guess scores.
pub(crate) const RANKED_CEILING: f32 = 0.88;

/// How much the words of titles count, once the field's best unit group is
/// scaled to 1. Words and grams carry the recipe of `design.md` (74 / 92.5 % in
/// English, 72 / 91.6 % in Chinese with the grams doubled).
pub(crate) const WORDS_WEIGHT: f32 = 1.0;

/// The same for neighbouring words, which are rarer and add order.
pub(crate) const PAIRS_WEIGHT: f32 = 0.5;

/// The same for runs of letters in English titles.
pub(crate) const ENGLISH_GRAMS_WEIGHT: f32 = 1.0;

/// The same for runs of characters in Chinese titles, doubled as measured.
pub(crate) const CHINESE_GRAMS_WEIGHT: f32 = 2.0;

/// The same for duties, which decide where titles say nothing, and so count less
/// than any titles.
pub(crate) const DUTIES_WEIGHT: f32 = 0.4;

/// The most terms that a field is asked for: a page of text has more, and they
/// add nothing but time.
pub(crate) const MOST_FIELD_TERMS: usize = 400;

/// How many unit groups are looked at title by title. The first five are what
/// people read; four times as many leaves room for those that one field alone
/// puts high.
pub(crate) const CANDIDATES: usize = 24;

/// The share of a guess's score that the unit group's best text has, the rest
/// being the fields': the whole unit group knows titles that it does not hold, a
/// single title knows that all words belong together.
pub(crate) const BEST_TEXT_SHARE: f32 = 0.5;

/// A duty is longer than a title and shares common words with every other, so it
/// speaks less than a title that fits as well. A query as long as a duty is no
/// title, and for it this does not hold.
pub(crate) const DUTY_SHARE: f32 = 0.8;

/// The class title is no job title: of two that fit alike, the job's comes first.
pub(crate) const CLASS_SHARE: f32 = 0.98;

/// The share of what a query says that a unit group must know to be a guess at
/// all: `HR manager` is no chef because both manage. Words count by how rare
/// they are, unknown ones as the rarest.
pub(crate) const LEAST_COVERAGE: f32 = 0.5;

/// The same for a text as long as a duty or longer, where half of the words are
/// how somebody says it.
pub(crate) const LEAST_COVERAGE_OF_LONG: f32 = 0.25;

/// From this number of terms on a query is long; Chinese counts characters and
/// pairs.
pub(crate) const LONG_QUERY: usize = 12;

/// A guess that scores less than this share of the best hit is left out: below
/// it stand unit groups that share one word with the query ("nurse technician"
/// for "health records technician").
pub(crate) const LEAST_OF_BEST: f32 = 0.35;

/// The score of a guess that an exclusion of the unit group speaks against is
/// multiplied with this: the classification itself says that it is elsewhere.
pub(crate) const EXCLUDED_SHARE: f32 = 0.7;

/// How much of an exclusion, or of the query, the other must hold for the
/// exclusion to be shown.
pub(crate) const EXCLUSION_SHOWN: f32 = 0.95;

/// How alike an exclusion and the query must be for it to lower the score.
pub(crate) const EXCLUSION_MEANT: f32 = 0.8;

/// A word of three letters or fewer is an abbreviation or too short to tell a
/// typo from another word: `HR` is no misspelt `HT`.
pub(crate) const SHORTEST_FUZZY: usize = 4;

/// From this length on, two edits still leave the word recognisable.
pub(crate) const SHORTEST_FOR_TWO_EDITS: usize = 8;

/// A word that was cut short ("info") is one of several that begin so: the share
/// of it that counts.
pub(crate) const CUT_SHORT_SHARE: f32 = 0.6;

/// A single Chinese character says less than a pair of neighbours, which it is
/// always part of: the share of its rarity that counts.
pub(crate) const SINGLE_HAN_SHARE: f32 = 0.3;

/// The share that counts of a pair of characters that runs from one Chinese word
/// into the next: 端工 of 前端 and 工程师 says little, known or not, and 前端 says
/// all.
pub(crate) const ACROSS_WORDS_SHARE: f32 = 0.3;

#[cfg(feature = "compile")]
pub(crate) use merit::{Namesake, suggestion_merit};

/// What is known of a title before anybody types.
#[cfg(feature = "compile")]
mod merit {
    use crate::unit_group::{Size, TitleKind};

    /// Whether a unit group is named after a title: nurse aide, orderly and patient
    /// service associate in "Nurse aides, orderlies and patient service associates".
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(crate) enum Namesake {
        Yes,
        No,
    }

    /// How early a title is offered while somebody types, before it is known where in
    /// the title the text stands. Jobs that many people do come first: a class of
    /// size, five- to tenfold the people, counts more than what kind of title it is;
    /// where the data gives no size, the middle one is taken. Order among suggestions
    /// was not measured: no record of what people choose exists.
    pub(crate) fn suggestion_merit(
        size: Option<Size>,
        kind: TitleKind,
        namesake: Namesake,
        is_first_chinese: bool,
        letters: usize,
    ) -> f32 {
        let size = u8::from(size.unwrap_or(Size::Medium));
        let kind = match kind {
            TitleKind::Illustrative => SUGGEST_ILLUSTRATIVE,
            _ => 0.0,
        };
        let other = if is_first_chinese {
            0.0
        } else {
            SUGGEST_OTHER_CHINESE
        };
        let name = match namesake {
            Namesake::Yes => SUGGEST_NAMESAKE,
            Namesake::No => 0.0,
        };
        f32::from(size) + kind + name + other + SUGGEST_LETTER * letters as f32
    }

    /// What an illustrative title gains: the classification itself chose it.
    const SUGGEST_ILLUSTRATIVE: f32 = 0.5;

    /// What a title gains that the unit group is named after: most of its people do
    /// that job ("nur" means registered nurses before nurse researchers).
    const SUGGEST_NAMESAKE: f32 = 2.5;

    /// What a Chinese title loses that is not the one to show.
    const SUGGEST_OTHER_CHINESE: f32 = -0.3;

    /// What each letter costs: of two titles that go on alike the shorter is meant
    /// more often, and longer ones come with the next keystroke. A title of 40 letters
    /// loses a class of size.
    const SUGGEST_LETTER: f32 = -0.025;
}

/// What a title gains that begins with what was typed: two classes of size. "cook"
/// offers cooks before the helpers of cooks, of whom there are more.
pub(crate) const SUGGEST_FROM_START: f32 = 2.0;

/// How many titles of one unit group are offered before those of others.
pub(crate) const SUGGEST_OF_ONE_GROUP: usize = 3;

/// How many titles are looked through for the other words of what was typed. The
/// rarest word of a query begins fewer in all but the shortest.
pub(crate) const MOST_LOOKED_THROUGH: usize = 2048;

/// How many words are taken for a typo one by one, from the last, where each of
/// them begins some title.
pub(crate) const MOST_DOUBTED: usize = 2;

/// Two Chinese characters with one wrong are any word.
pub(crate) const SHORTEST_HAN_TYPO: usize = 3;

/// No Chinese title is longer.
pub(crate) const LONGEST_HAN_TYPO: usize = 24;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_keep_their_order() {
        use Tier::*;
        let tiers = [Verbatim, Turned, Singular, TurnedSingular, Bag, Short, Bare];
        assert!(tiers.map(exact_score).is_sorted_by(|a, b| a > b));
        assert!(exact_score(Bare) > RANKED_CEILING);
    }
}
