//! Every number that ranking turns on, with its reason.
//!
//! The numbers of the fields come from the measurements of `design.md` (2,000
//! official titles taken out of the index and asked for); the others order what
//! those measurements don't speak of, and each says what it must stay above or
//! below.

use crate::analysis::key::Tier;
use crate::field::Field;
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
    // Not powi, whose last bit depends on how the code around it is compiled.
    (1..size).fold(SIZE_STEP, |weight, _| weight * SIZE_STEP)
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
        Step::Ranking | Step::Duties => 0.5,
    }
}

/// How probable it is that the right unit group is among those of a ranking, by the traits
/// of the best one. A logistic regression on the tuning half of `data/relevance`, nonsense
/// among it, and titles held out: `evaluate --traits` gives the traits.
pub(crate) fn sureness_of_ranking(best: &[f32; TRAITS], kind: QueryKind) -> f32 {
    let like = best[Trait::Title as usize].max(match kind {
        QueryKind::Long => best[Trait::Duty as usize],
        _ => 0.0,
    });
    let of = |name: Trait| best[name as usize];
    let sure = SURE_LIKE * like
        + SURE_TYPICAL * of(Trait::Typical)
        + SURE_COVERAGE * of(Trait::Coverage)
        + SURE_LEARNED * of(Trait::Learned);
    1.0 / (1.0 + (SURE_MIDDLE - sure).exp())
}

const SURE_LIKE: f32 = 2.37;
const SURE_TYPICAL: f32 = 3.86;
const SURE_COVERAGE: f32 = 2.68;
const SURE_LEARNED: f32 = 8.86;
const SURE_MIDDLE: f32 = 8.44;

/// From this confidence on the first candidate is the answer. An official title with a
/// longer one whose people are a tenth as many stays above it ("cook").
pub(crate) const CERTAIN_CONFIDENCE: f32 = 0.93;

/// The same where the ranking alone speaks, whose highest confidences are a little too high.
pub(crate) const CERTAIN_BY_RANKING: f32 = 0.95;

/// How probable it is that a title was meant with a typo in it, where the ranking finds
/// another unit group likelier: such a title may be one that the data lacks. Of 51 Chinese
/// titles held out (1,500, seed 21) that were called certain and wrong, 29 were such.
pub(crate) const SURENESS_OF_DISPUTED_TYPO: f32 = 0.6;

/// The most that a title which goes on with a qualifier counts, of one that the query is as
/// a whole: the latter's unit group comes first.
pub(crate) const MOST_OF_WHOLE: f32 = 0.8;

/// Of what a title that may be wrong leaves to doubt, the share that the ranking's unit
/// groups get; the rest is that none is meant.
pub(crate) const DOUBT_SHARE: f32 = 0.5;

/// Below this confidence of all options together nothing is asked. With 0.7 two of the 38
/// nonsense queries of the tuning half get a question, with this one, and 4 of 1,111 others
/// none any more; with 0.8 as with this, and 11.
pub(crate) const LEAST_CONFIDENCE: f32 = 0.75;

/// The least confidence of a ranking's only candidate.
pub(crate) const LONE_CONFIDENCE: f32 = 0.85;

/// The most options of a question that names jobs, and of one over a ranking.
pub(crate) const MOST_OPTIONS: usize = 5;
pub(crate) const MOST_RANKED_OPTIONS: usize = 5;

/// A candidate of a ranking is an option from this share of the best one's confidence.
pub(crate) const LEAST_OPTION_SHARE: f32 = 0.03;

/// How probable it still is that none is meant, once somebody chose an option.
pub(crate) const NONE_AFTER_ANSWER: f32 = 0.03;

/// The confidence that must lie below a class for it to be the common ancestor.
pub(crate) const ANCESTOR_SHARE: f32 = 0.9;

/// What is compared of a query and a unit group. Fields are scaled so that the best unit
/// group for the query has 1; likenesses are 1 for the same words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trait {
    /// The words of the titles.
    Words,
    /// Runs of their letters.
    Grams,
    /// What they end with.
    Heads,
    /// The words of the lead statement and duties.
    Duties,
    /// The likeness of the title that is most like the query.
    Title,
    /// The mean of the three that are.
    Titles,
    /// The likeness of the duty, or lead statement.
    Duty,
    /// The likeness of the class title.
    Class,
    /// The likeness of what the class excludes.
    Exclusion,
    /// The share of the query's weight that the unit group knows.
    Coverage,
    /// How many of the titles have what the query says.
    Typical,
    /// How many people do this work.
    Size,
    /// How probable the model finds the unit group: 1 for certain, 0 for one in 22,000.
    Learned,
}

pub(crate) const TRAITS: usize = 13;

/// The names of the traits, as explanations show them.
pub(crate) const TRAIT_NAMES: [&str; TRAITS] = [
    "words",
    "grams",
    "heads",
    "duties",
    "title",
    "titles",
    "duty",
    "class",
    "exclusion",
    "coverage",
    "typical",
    "size",
    "learned",
];

/// The trait that a field speaks of.
pub(crate) const fn trait_of(field: Field) -> Trait {
    match field {
        Field::EnglishWords | Field::ChineseWords => Trait::Words,
        Field::EnglishGrams => Trait::Grams,
        Field::EnglishHeads | Field::ChineseHeads => Trait::Heads,
        Field::EnglishDuties | Field::ChineseDuties => Trait::Duties,
    }
}

/// The trait that a probability of the model gives, a logarithm.
pub(crate) fn learned(probability: f32) -> f32 {
    (1.0 + probability / 10.0).clamp(0.0, 1.0)
}

/// From what probability on, a logarithm, the model's word is enough to look at a unit group
/// that no field knows anything of: twice that of drawing one of so many.
pub(crate) fn least_learned(groups: usize) -> f32 {
    (2.0 / groups.max(1) as f32).ln()
}

/// How much a field counts in choosing the candidates that are then looked at text by
/// text (the recipe of `design.md`).
pub(crate) const fn field_weight(field: Field) -> f32 {
    match field {
        Field::EnglishWords | Field::ChineseWords => 1.0,
        Field::EnglishGrams => 1.0,
        Field::EnglishHeads | Field::ChineseHeads => 0.5,
        Field::EnglishDuties | Field::ChineseDuties => 0.4,
    }
}

/// Fitted so that the candidates' probabilities are those of a multinomial logistic
/// regression, to twice 3,000 official titles held out (seeds 11 and 12; the figures of the
/// README are those of other seeds): `evaluate --holdout 3000 --seed 11 --traits` gives the
/// traits. Fitted to one seed, of the ranked titles of the other 78 and 79 % are first in
/// English, 79 and 82 % in Chinese; without the model 75 and 77 %, 77 and 79 %.
const ENGLISH_LOGIT: [f32; TRAITS] = [
    -0.41, 2.39, 0.83, 0.29, 1.74, 1.64, 0.94, 0.40, 0.28, 3.20, 0.82, 0.92, 4.33,
];
const CHINESE_LOGIT: [f32; TRAITS] = [
    1.55, 1.48, 0.86, 0.51, 1.33, -2.59, -0.54, 0.56, 0.22, 5.09, 0.60, 0.80, 6.74,
];
/// Long queries are asked too seldom to be fitted to: duties count more.
const LONG_LOGIT: [f32; TRAITS] = [
    2.0, 2.0, 0.0, 6.0, 3.0, 1.0, 6.0, 0.5, -1.0, 2.0, 0.0, 0.3, 4.0,
];

/// What kind of text a query is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum QueryKind {
    English,
    /// Chinese, or both.
    Chinese,
    /// As long as a duty.
    Long,
}

/// What each trait weighs for a kind of query.
pub(crate) const fn trait_weights(kind: QueryKind) -> &'static [f32; TRAITS] {
    match kind {
        QueryKind::English => &ENGLISH_LOGIT,
        QueryKind::Chinese => &CHINESE_LOGIT,
        QueryKind::Long => &LONG_LOGIT,
    }
}

/// Weighs the traits of a unit group.
pub(crate) fn logit(traits: &[f32; TRAITS], kind: QueryKind) -> f32 {
    let weighed = traits.iter().zip(trait_weights(kind));
    let sum: f32 = weighed.map(|(own, weight)| own * weight).sum();
    let is_duty = traits[Trait::Duty as usize] > traits[Trait::Title as usize];
    let duty = if is_duty {
        traits[Trait::Duty as usize]
    } else {
        0.0
    };
    sum + DUTY_ITSELF * (duty - DUTY_LEAST).max(0.0)
}

/// What it adds that a query is a duty, or nearly one. The titles that the weights were
/// fitted to hardly ever are: held out (2,000, seed 1) as many are right with this as
/// without. From half of this likeness on, it would cost 2 points.
const DUTY_ITSELF: f32 = 20.0;
const DUTY_LEAST: f32 = 0.7;

/// The score of a guess, which orders hits and stands below whole titles.
pub(crate) fn guess_score(logit: f32) -> f32 {
    RANKED_CEILING / (1.0 + (-(logit - GUESS_MIDDLE) * GUESS_SLOPE).exp())
}

const GUESS_MIDDLE: f32 = 7.7;
const GUESS_SLOPE: f32 = 0.8;

/// The most terms that a field is asked for: a page of text has more, and they
/// add nothing but time.
pub(crate) const MOST_FIELD_TERMS: usize = 400;

/// How many unit groups are looked at title by title: with three times as many titles held
/// out are right, first or among five (3,000, seeds 11 and 12), and a search takes longer.
pub(crate) const CANDIDATES: usize = 8;

/// How many more are looked at because the model finds them probable.
pub(crate) const CANDIDATES_BY_MODEL: usize = 6;

/// How many more are looked at because of their duties.
pub(crate) const CANDIDATES_BY_DUTIES: usize = 2;

/// A duty is longer than a title and shares common words with every other, so it
/// speaks less than a title that fits as well. A query as long as a duty is no
/// title, and for it this does not hold.
pub(crate) const DUTY_SHARE: f32 = 0.8;

/// The class title is no job title: of two that fit alike, the job's comes first.
pub(crate) const CLASS_SHARE: f32 = 0.98;

/// The share of what a query says that a unit group must know to be a guess at
/// all: `HR manager` is no chef because both manage. Words count by how rare
/// they are, unknown ones as the rarest.
const LEAST_COVERAGE: f32 = 0.5;

/// The same for a text as long as a duty or longer, where half of the words are
/// how somebody says it.
const LEAST_COVERAGE_OF_LONG: f32 = 0.25;

/// How much of a query a unit group must know to be a guess.
pub(crate) const fn least_coverage(is_long: bool) -> f32 {
    if is_long {
        LEAST_COVERAGE_OF_LONG
    } else {
        LEAST_COVERAGE
    }
}

/// Whether a query of so many words and Chinese characters is as long as a duty. One in
/// 150 titles is, of the duties more than half. (Where pairs of characters counted too,
/// titles of seven characters were ranked as duties: 10 % fewer were right.)
pub(crate) const fn is_long(words: usize, characters: usize) -> bool {
    words * LONG_IN_CHARACTERS + characters * LONG_IN_WORDS >= LONG_IN_WORDS * LONG_IN_CHARACTERS
}

const LONG_IN_WORDS: usize = 12;
const LONG_IN_CHARACTERS: usize = 14;

/// A guess that scores less than this share of the best hit is left out: below
/// it stand unit groups that share one word with the query ("nurse technician"
/// for "health records technician").
pub(crate) const LEAST_OF_BEST: f32 = 0.35;

/// How much of an exclusion, or of the query, the other must hold for the
/// exclusion to be shown.
pub(crate) const EXCLUSION_SHOWN: f32 = 0.95;

/// A shorter word is an abbreviation or too short to tell a typo from another word: `HR`
/// is no misspelt `HT`, and `CISO` no `CSO`.
pub(crate) const SHORTEST_FUZZY: usize = 5;

/// A word that was cut short ("info", "tech") has at least so many letters.
pub(crate) const SHORTEST_CUT: usize = 4;

/// From this length on, two edits still leave the word recognisable.
pub(crate) const SHORTEST_FOR_TWO_EDITS: usize = 8;

/// A word that is near a known one may as well be another that the index has never seen
/// ("hello" is no cello): the share of what is right in it that counts. Titles with a typo
/// are found as a whole.
pub(crate) const MISSPELT_SHARE: f32 = 0.6;

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

/// What is compared of a description of a job and a unit group. Fields are scaled so that
/// the best unit group for the description has 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DescriptionTrait {
    /// The words of the lead statement and duties.
    Duties,
    /// What people say of the work.
    Jargon,
    /// The mean of the three best shares of a duty that a sentence says.
    Best,
    /// How like its best statement each sentence is, on average.
    Said,
    /// How many exclusions the description runs into.
    Excluded,
    /// How many people do this work.
    Size,
}

pub(crate) const DESCRIPTION_TRAITS: usize = 6;

/// The names of the traits, as explanations show them.
pub(crate) const DESCRIPTION_TRAIT_NAMES: [&str; DESCRIPTION_TRAITS] =
    ["duties", "jargon", "best", "said", "excluded", "size"];

/// Fitted as a multinomial logistic regression, with a penalty of 0.1 on the squares, to the
/// tuning half of `data/relevance/duties.tsv` (105 descriptions in people's own words) and,
/// each counting a fifth, to 270 made of one to four official duties, as letters copy them:
/// `evaluate --mode duties --half tune --traits` gives the traits. The words of titles, the
/// lead statement, the mean over all duties and the number of supported ones were tried and
/// added nothing. Without jargon 47 % of the descriptions find their unit group first and
/// 66 % among five, with it 90 and 100 (asked in five parts, each with weights of the other
/// four), and 86 and 94 % of what is made of official duties. Fitted to the descriptions
/// alone, 90 and 99, and 47 of the official ones.
pub(crate) const DESCRIPTION_LOGIT: [f32; DESCRIPTION_TRAITS] =
    [2.78, 8.98, 1.84, 11.81, -1.14, 0.89];

/// The score of jargon that is enough for the best unit group to have all of the trait: some
/// six words. Of a sentence with a word or two of jargon the duties tell more. With 0, 10, 20,
/// 30 and 45 (fitted anew each time) 88, 88, 90, 90 and 90 % of the descriptions are right
/// first, and 83, 84, 84, 86 and 86 of the official ones.
pub(crate) const ENOUGH_JARGON: f32 = 30.0;

/// Weighs the traits of a unit group for a description.
pub(crate) fn description_logit(traits: &[f32; DESCRIPTION_TRAITS]) -> f32 {
    let weighed = traits.iter().zip(DESCRIPTION_LOGIT);
    weighed.map(|(own, weight)| own * weight).sum()
}

/// What a unit group weighs that a title and the duties beside it speak for with such
/// probabilities. A title misleads at times, so one that does not speak for a unit group
/// leaves it a chance, and duties count for more. Of 120 ways to mix them (two floors, two
/// powers) the one with the most right first of the tuning half of
/// `data/relevance/duties.tsv`: 91 %, where duties alone have 90.
pub(crate) fn weight_with_duties(by_title: f32, by_duties: f32) -> f32 {
    let by_duties = by_duties + DUTIES_MISLEAD;
    (by_title + TITLE_MISLEADS).sqrt() * by_duties * by_duties.sqrt()
}

const TITLE_MISLEADS: f32 = 0.05;
const DUTIES_MISLEAD: f32 = 0.0005;

/// With duties beside a title, a unit group is left out that weighs less than this share of
/// the best one.
pub(crate) const LEAST_WITH_DUTIES: f32 = 0.001;

/// With duties beside a title, the share that stays of the doubt whether any unit group is
/// meant.
pub(crate) const DOUBT_WITH_DUTIES: f32 = 0.3;

/// How much a word of a unit group's jargon counts by how much jargon there is of it, in
/// parts of the average: BM25's share for a word that stands there once, with its usual
/// constants.
pub(crate) fn jargon_share(length: f32) -> f32 {
    const SATURATION: f32 = 1.2;
    const LENGTH_SHARE: f32 = 0.75;
    let length = 1.0 - LENGTH_SHARE + LENGTH_SHARE * length;
    (SATURATION + 1.0) / (1.0 + SATURATION * length)
}

/// What the last duty of a unit group loses of its rank among what sets it apart from others:
/// the classification names what matters first. With this, the words of the lead
/// statement, and less for what only some do, 46 of 50 pairs of look-alikes have a duty that
/// decides between them among the first four of both, and none in neither; by what is said
/// of one alone it was 38 and 4 (`data/review/contrast.tsv`).
pub(crate) const LAST_DUTY_LOSES: f32 = 0.5;

/// The share that counts of a duty that only some have.
pub(crate) const OPTIONAL_DUTY_SHARE: f32 = 0.6;

/// How many unit groups a description is compared with sentence by sentence.
pub(crate) const DESCRIPTION_CANDIDATES: usize = 12;

/// How many more because of their duties alone.
pub(crate) const DESCRIPTION_CANDIDATES_BY_DUTIES: usize = 6;

/// The most terms of a description that the fields of a language are asked for: a page of
/// 3,000 words has some 900.
pub(crate) const MOST_DESCRIPTION_TERMS: usize = 2000;

/// What a sentence must say of a statement at most to have said all of it: six words or so.
/// A duty that lists all that somebody may do is done by who does some of it.
pub(crate) const ENOUGH_OF_STATEMENT: f32 = 40.0;

/// From this share of a statement on, a sentence says it.
pub(crate) const FULL_SUPPORT: f32 = 0.5;

/// From this share on, it says part of it.
pub(crate) const PARTLY_SUPPORT: f32 = 0.25;

/// Among so many of the likeliest other unit groups a sentence is looked for.
pub(crate) const ELSEWHERE_GROUPS: usize = 8;

/// So many times more like a sentence must another unit group's statement be than any of
/// this one, to be shown.
pub(crate) const ELSEWHERE_MARGIN: f32 = 1.5;

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

/// From this number of Chinese characters on a title with one wrong is still that title,
/// and not another: 护理员 and 护林员 are two jobs.
pub(crate) const SHORTEST_HAN_MISSPELT: usize = 5;

/// Two Chinese characters side by side are a word, and no typo, where so many texts have
/// them that their weight is no more: some three.
pub(crate) const KNOWN_PAIR_WEIGHT: f32 = 10.2;

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
