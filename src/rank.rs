//! Every number that ranking turns on, with its reason.
//!
//! The numbers of the fields come from the measurements of `design.md` (2,000
//! official titles taken out of the index and asked for); the others order what
//! those measurements don't speak of, and each says what it must stay above or
//! below.

use crate::analysis::key::Tier;
use crate::step::Step;
use crate::unit_group::Size;

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

/// The same where other words had to be put in the place of some.
pub(crate) const OTHER_WORDS_SHARE: f32 = 0.98;

/// The same where a rank was left out: a senior buyer may be another job than a buyer.
pub(crate) const WITHOUT_RANK_SHARE: f32 = 0.97;

/// The most that a guess scores.
pub(crate) const RANKED_CEILING: f32 = 0.88;

/// Whether a title of a tier is as close to the query as the best one: what changes
/// only how the words are put is no reason to prefer a job.
pub(crate) const fn is_as_close(tier: Tier, best: Tier) -> bool {
    match best {
        Tier::Verbatim | Tier::Turned => matches!(tier, Tier::Verbatim | Tier::Turned),
        Tier::Singular | Tier::TurnedSingular => {
            matches!(tier, Tier::Singular | Tier::TurnedSingular)
        }
        Tier::Bag => matches!(tier, Tier::Bag),
        Tier::Short => matches!(tier, Tier::Short),
        Tier::Bare => matches!(tier, Tier::Bare),
    }
}

/// Which list a title that was found stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    Illustrative,
    Listed,
    Class,
    Common,
}

/// How much a unit group counts by how many people do its work: a class of size has
/// five- to tenfold the people of the one below, and rare jobs are asked for more than
/// their share. Two classes make a tenth.
pub(crate) fn size_weight(size: Option<Size>) -> f32 {
    let size = u8::from(size.unwrap_or(Size::Medium));
    SIZE_STEP.powi(i32::from(size))
}

const SIZE_STEP: f32 = 3.2;

/// How much the claim of a unit group to a query counts that is one of its titles.
pub(crate) fn claim_weight(
    size: Option<Size>,
    standing: Standing,
    tier: Tier,
    best: Tier,
    is_first_chinese: bool,
) -> f32 {
    let standing = match standing {
        Standing::Illustrative => 1.5,
        Standing::Listed | Standing::Class => 1.0,
        // Ours, and not the classification's.
        Standing::Common => 0.7,
    };
    let chinese = if is_first_chinese { 1.0 } else { 0.7 };
    // Of a title as it stands and one that goes on with a qualifier, the first is meant
    // more often.
    let bare = match (tier, best) {
        (Tier::Bare, Tier::Bare) => 1.0,
        (Tier::Bare, _) => 0.4,
        _ => 1.0,
    };
    size_weight(size) * standing * chinese * bare
}

/// How much more a unit group counts that knows what was said of the industry. The one
/// that knows most counts in full, one that knows nothing hardly.
pub(crate) fn industry_weight(known: f32, most: f32) -> f32 {
    if most <= 0.0 {
        return 1.0;
    }
    (INDUSTRY_STRENGTH * (known / most - 1.0)).exp()
}

const INDUSTRY_STRENGTH: f32 = 6.0;

/// How probable it is that a title found in a way is the one that was meant.
pub(crate) const fn sureness(step: Step) -> f32 {
    match step {
        Step::Code => 1.0,
        Step::Title => 0.99,
        Step::OtherForm => 0.98,
        Step::ShortName | Step::OtherWords => 0.96,
        Step::WithoutQualifier | Step::WithoutRank => 0.95,
        Step::Typo => 0.94,
        Step::Pinyin => 0.85,
        Step::Ranking => 0.5,
    }
}

/// How probable it is that the right unit group is among those of a ranking whose best
/// has a score.
pub(crate) fn sureness_of_ranking(best: f32) -> f32 {
    1.0 / (1.0 + (-(best - RANKING_MIDDLE) * RANKING_SLOPE).exp())
}

const RANKING_MIDDLE: f32 = 0.42;
const RANKING_SLOPE: f32 = 12.0;

/// How much a unit group of a ranking counts, by its score and the best one.
pub(crate) fn ranked_weight(score: f32, best: f32) -> f32 {
    (RANKED_SHARPNESS * (score - best)).exp()
}

const RANKED_SHARPNESS: f32 = 14.0;

/// From this confidence on the first candidate is the answer.
pub(crate) const CERTAIN_CONFIDENCE: f32 = 0.86;

/// Below this confidence of all options together nothing is asked.
pub(crate) const LEAST_CONFIDENCE: f32 = 0.45;

/// The least confidence of a ranking's only candidate.
pub(crate) const LONE_CONFIDENCE: f32 = 0.7;

/// The most options of a question that names jobs, and of one over a ranking.
pub(crate) const MOST_OPTIONS: usize = 5;
pub(crate) const MOST_RANKED_OPTIONS: usize = 5;

/// A candidate of a ranking is an option from this share of the best one's confidence.
pub(crate) const LEAST_OPTION_SHARE: f32 = 0.08;

/// How probable it still is that none is meant, once somebody chose an option.
pub(crate) const NONE_AFTER_ANSWER: f32 = 0.03;

/// The confidence that must lie below a class for it to be the common ancestor.
pub(crate) const ANCESTOR_SHARE: f32 = 0.9;

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
