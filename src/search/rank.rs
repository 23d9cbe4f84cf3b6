//! Every number that ranking turns on, with its reason.
//!
//! The numbers of the fields come from the measurements of `design.md` (2,000
//! official titles taken out of the index and asked for); the others order what
//! those measurements don't speak of, and each says what it must stay above or
//! below.

use crate::analysis::key::Tier;
use crate::index::Field;

/// The score of a query that is a title as a whole, by how much of the title the
/// key keeps. All of these stand above [`RANKED_CEILING`]: a title that the
/// index holds comes before any guess.
pub(super) const fn exact_score(tier: Tier) -> f32 {
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
pub(super) const TYPO_SHARE: f32 = 0.95;

/// The most that a guess scores.
pub(super) const RANKED_CEILING: f32 = 0.88;

/// How much a field counts once its best unit group is scaled to 1.
///
/// Words and grams carry the recipe of `design.md` (74 / 92.5 % in English,
/// 72 / 91.6 % in Chinese with the grams doubled). Pairs are rarer and add order.
/// Duties decide where titles say nothing, so they count less than any titles.
pub(super) const fn field_weight(field: Field) -> f32 {
    match field {
        Field::EnglishWords | Field::ChineseWords => 1.0,
        Field::EnglishPairs | Field::ChinesePairs => 0.5,
        Field::EnglishGrams => 1.0,
        Field::ChineseGrams => 2.0,
        Field::EnglishDuties | Field::ChineseDuties => 0.4,
    }
}

/// The most terms that a field is asked for: a page of text has more, and they
/// add nothing but time.
pub(super) const MOST_FIELD_TERMS: usize = 400;

/// How many unit groups are looked at title by title. The first five are what
/// people read; four times as many leaves room for those that one field alone
/// puts high.
pub(super) const CANDIDATES: usize = 24;

/// The share of a guess's score that the unit group's best text has, the rest
/// being the fields': the whole unit group knows titles that it does not hold, a
/// single title knows that all words belong together.
pub(super) const BEST_TEXT_SHARE: f32 = 0.5;

/// A duty is longer than a title and shares common words with every other, so it
/// speaks less than a title that fits as well. A query as long as a duty is no
/// title, and for it this does not hold.
pub(super) const DUTY_SHARE: f32 = 0.8;

/// The class title is no job title: of two that fit alike, the job's comes first.
pub(super) const CLASS_SHARE: f32 = 0.98;

/// The share of what a query says that a unit group must know to be a guess at
/// all: `HR manager` is no chef because both manage. Words count by how rare
/// they are, unknown ones as the rarest.
pub(super) const LEAST_COVERAGE: f32 = 0.5;

/// The same for a text as long as a duty or longer, where half of the words are
/// how somebody says it.
pub(super) const LEAST_COVERAGE_OF_LONG: f32 = 0.25;

/// From this number of terms on a query is long; Chinese counts characters and
/// pairs.
pub(super) const LONG_QUERY: usize = 12;

/// A guess that scores less than this share of the best hit is left out: below
/// it stand unit groups that share one word with the query ("nurse technician"
/// for "health records technician").
pub(super) const LEAST_OF_BEST: f32 = 0.35;

/// The score of a guess that an exclusion of the unit group speaks against is
/// multiplied with this: the classification itself says that it is elsewhere.
pub(super) const EXCLUDED_SHARE: f32 = 0.7;

/// How much of an exclusion, or of the query, the other must hold for the
/// exclusion to be shown.
pub(super) const EXCLUSION_SHOWN: f32 = 0.95;

/// How alike an exclusion and the query must be for it to lower the score.
pub(super) const EXCLUSION_MEANT: f32 = 0.8;

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
