//! The question that decides between unit groups, in words of people who don't know the
//! classification.

use std::sync::OnceLock;

use serde::{Serialize, Serializer};

use super::Searcher;
use super::apart::Apart;
use super::query::Query;
use super::resolution::{Candidate, Verdict};
use super::shown::{Text, title_row};
use crate::code::{Code, Level};
use crate::index::{Index, Term, Writing, for_each_term};
use crate::lang::Lang;
use crate::rank;
use crate::unit_group::Duty;

/// What is said to somebody, in each language.
#[derive(Clone, Debug, Serialize)]
struct Wording {
    en: String,
    zh: String,
    zh_hant: String,
}

impl Wording {
    fn of(say: impl Fn(Lang) -> String) -> Wording {
        Wording {
            en: say(Lang::En),
            zh: say(Lang::ZhHans),
            zh_hant: say(Lang::ZhHant),
        }
    }

    fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::ZhHans => &self.zh,
            Lang::ZhHant => &self.zh_hant,
        }
    }
}

/// A question with its options.
///
/// It is put into words when somebody looks at it: who codes a column of titles only
/// counts it.
///
/// It serializes as an object with `en`, `zh`, `zh_hant` and `options`.
#[derive(Clone, Debug)]
pub struct Question {
    searcher: Searcher,
    asked: String,
    candidates: Vec<Candidate>,
    worded: OnceLock<Worded>,
}

#[derive(Clone, Debug, Serialize)]
struct Worded {
    #[serde(flatten)]
    wording: Wording,
    options: Vec<QuestionOption>,
}

impl Question {
    /// Returns the question in a language.
    pub fn text(&self, lang: Lang) -> &str {
        self.worded().wording.get(lang)
    }

    /// Returns the options, the most probable first.
    pub fn options(&self) -> &[QuestionOption] {
        &self.worded().options
    }

    /// The unit groups that it decides between.
    pub(super) fn codes(&self) -> impl Iterator<Item = Code> {
        self.candidates.iter().map(Candidate::code)
    }

    fn worded(&self) -> &Worded {
        self.worded
            .get_or_init(|| word(&self.searcher, &self.asked, &self.candidates))
    }
}

impl Serialize for Question {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.worded().serialize(serializer)
    }
}

/// An option of a question: what somebody does, and the unit groups that this means.
#[derive(Clone, Debug, Serialize)]
pub struct QuestionOption {
    #[serde(flatten)]
    wording: Wording,
    codes: Vec<Code>,
}

impl QuestionOption {
    /// Returns the option in a language.
    pub fn text(&self, lang: Lang) -> &str {
        self.wording.get(lang)
    }

    /// Returns the unit groups that are left if this is chosen.
    pub fn codes(&self) -> &[Code] {
        &self.codes
    }
}

/// Asks which of several candidates is meant.
pub(super) fn ask(searcher: &Searcher, query: &Query, candidates: &[Candidate]) -> Verdict {
    Verdict::Choose(Question {
        searcher: searcher.clone(),
        asked: query.text.trim().to_owned(),
        candidates: candidates.to_vec(),
        worded: OnceLock::new(),
    })
}

fn word(searcher: &Searcher, asked: &str, candidates: &[Candidate]) -> Worded {
    if candidates.len() <= rank::MOST_OPTIONS {
        Worded {
            wording: Wording::of(|lang| match lang {
                Lang::En => format!("Which of these is closest to your work as {asked:?}?"),
                Lang::ZhHans => format!("“{asked}”有以下几种，哪一种最接近您的工作？"),
                Lang::ZhHant => format!("「{asked}」有以下幾種，哪一種最接近您的工作？"),
            }),
            options: by_duty(searcher, candidates),
        }
    } else {
        Worded {
            wording: Wording::of(|lang| match lang {
                Lang::En => {
                    format!("There are several jobs called {asked:?}. In which field do you work?")
                }
                Lang::ZhHans => format!("叫“{asked}”的工作有好几种，您属于哪个领域？"),
                Lang::ZhHant => format!("叫「{asked}」的工作有好幾種，您屬於哪個領域？"),
            }),
            options: by_field(searcher, candidates),
        }
    }
}

/// An option a candidate: its name, and what sets it apart. Qualifiers set apart best, and
/// then it is only said where people work. Otherwise all options say what people do, or all
/// say where; where that can't be said of each in a line, the names must do.
fn by_duty(searcher: &Searcher, candidates: &[Candidate]) -> Vec<QuestionOption> {
    let index = &*searcher.index;
    let ordinals: Vec<u32> = candidates.iter().map(|found| found.ordinal).collect();
    let found = || candidates.iter().enumerate();
    let mut names = names(index, candidates);
    let is_bare = |name: &Wording| !name.en.contains(" - ") && !name.en.contains('(');
    let bare = names.iter().filter(|name| is_bare(name)).count();
    let whole = |said: Vec<Option<Said>>| said.into_iter().collect::<Option<Vec<Said>>>();
    let duties = || {
        let apart = Apart::of(index, &ordinals, Writing::English);
        whole(
            found()
                .map(|(at, candidate)| own_duty(index, &apart, at, candidate))
                .collect(),
        )
    };
    let places = || whole(candidates.iter().map(workplace).collect());
    let said = if bare > 1 {
        duties().or_else(places)
    } else {
        places()
    };
    if said.is_none() && bare == 1 {
        // Beside names with qualifiers, one without looks like the default.
        for (name, candidate) in names.iter_mut().zip(candidates) {
            if is_bare(name) {
                *name = Wording::of(|lang| with_class(name.get(lang), candidate, lang));
            }
        }
    }
    let options = found().map(|(at, candidate)| {
        let said = said.as_ref().map(|said| &said[at]);
        let label = |lang: Lang| {
            let divider = if lang == Lang::En { ": " } else { "：" };
            let name = names[at].get(lang);
            match said {
                Some(said) => format!("{name}{divider}{}", said.get(lang)),
                None => name.to_owned(),
            }
        };
        QuestionOption {
            wording: Wording::of(label),
            codes: vec![candidate.code()],
        }
    });
    options.collect()
}

/// What is said of an option beside its name.
type Said = Wording;

/// What candidates are called, each by the title that matched or by its class. Where two
/// would have one name in a language, the title's first name there sets them apart, or
/// their classes' titles beside it.
fn names(index: &Index, candidates: &[Candidate]) -> Vec<Wording> {
    let alike = |names: &[Wording], at: usize, lang: Lang| {
        let own = names[at].get(lang);
        names.iter().filter(|name| name.get(lang) == own).count() > 1
    };
    let by = |name: &dyn Fn(usize, Lang) -> String| -> Vec<Wording> {
        let all = 0..candidates.len();
        all.map(|at| Wording::of(|lang| name(at, lang))).collect()
    };
    let matched = by(&|at, lang| name(index, &candidates[at], lang, Naming::Matched));
    let first = by(&|at, lang| match alike(&matched, at, lang) {
        true => name(index, &candidates[at], lang, Naming::First),
        false => matched[at].get(lang).to_owned(),
    });
    by(&|at, lang| {
        let own = first[at].get(lang);
        match alike(&first, at, lang) {
            true => with_class(own, &candidates[at], lang),
            false => own.to_owned(),
        }
    })
}

/// A name with the class title beside it, unless it is the same.
fn with_class(name: &str, candidate: &Candidate, lang: Lang) -> String {
    match candidate.group.title(lang).filter(|&class| class != name) {
        Some(class) if lang == Lang::En => format!("{name} ({class})"),
        Some(class) => format!("{name}（{class}）"),
        None => name.to_owned(),
    }
}

/// Which of the Chinese names of a title is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Naming {
    Matched,
    First,
}

fn name(index: &Index, candidate: &Candidate, lang: Lang, naming: Naming) -> String {
    let group = &candidate.group;
    let title = match candidate.text {
        Text::Entry(entry) => {
            let row = title_row(group, index.entries.place(entry).kind);
            row.and_then(|(row, which)| {
                let title = group.title_at(row)?;
                match (lang, naming) {
                    (Lang::En, _) | (_, Naming::First) => title.get(lang),
                    (_, Naming::Matched) => title.chinese(lang).nth(which),
                }
            })
        }
        Text::Code => None,
    };
    title
        .or_else(|| group.title(lang))
        .unwrap_or_default()
        .to_owned()
}

/// The longest that is said of an option, in bytes of its English: an option is read at a
/// glance.
const LONGEST_SAID: usize = 110;

/// Words by which a sentence goes on from the one before it, and says nothing alone.
const BACKWARD: [&str; 7] = [
    "these ",
    "the same",
    "this ",
    "With it",
    "help them",
    "Others ",
    "such ",
];

/// Whether a sentence can stand beside a name.
fn can_stand(sentence: &str) -> bool {
    sentence.len() <= LONGEST_SAID && !BACKWARD.iter().any(|word| sentence.contains(word))
}

/// The last sentence of a lead statement, if it says where people work. Only its first part
/// is taken; what follows is said of others of the unit group.
fn workplace(candidate: &Candidate) -> Option<Said> {
    let last = |lang: Lang| -> Option<&str> {
        let lead = candidate.group.lead_statement(lang)?;
        let (divider, part) = match lang {
            Lang::En => (". ", "; "),
            _ => ("。", "；"),
        };
        let sentences = lead.split(divider).map(str::trim);
        let last = sentences.filter(|sentence| !sentence.is_empty()).last()?;
        Some(last.split(part).next()?.trim_end_matches('.'))
    };
    let en = last(Lang::En)?;
    let is_place = ["work ", "employ"].iter().any(|word| en.contains(word));
    let is_class = ["belong here", "counted here"]
        .iter()
        .any(|word| en.contains(word));
    if !(is_place && !is_class && can_stand(en)) {
        return None;
    }
    let (zh, zh_hant) = (last(Lang::ZhHans)?, last(Lang::ZhHant)?);
    Some(Wording {
        en: en.to_owned(),
        zh: zh.to_owned(),
        zh_hant: zh_hant.to_owned(),
    })
}

/// The duty that sets a candidate most apart: one of the occupation that its title is of,
/// where the unit group has several.
fn own_duty(index: &Index, apart: &Apart<'_>, at: usize, candidate: &Candidate) -> Option<Said> {
    let group = &candidate.group;
    let duties: Vec<Duty<'_>> = group.main_duties().collect();
    let occupation = occupation(index, candidate, &duties);
    let texts: Vec<&str> = std::iter::once(group.lead_statement(Lang::En))
        .chain(duties.iter().map(|duty| duty.get(Lang::En)))
        .map(Option::unwrap_or_default)
        .collect();
    let own = apart.statements(at, |place| texts.get(place).copied().unwrap_or_default());
    let fits = |duty: &Duty<'_>| {
        let is_own = match (&occupation, duty.occupation(Lang::En)) {
            (_, None) => true,
            (Some(own), Some(other)) => *own == other,
            (None, Some(_)) => false,
        };
        is_own
            && duty
                .get(Lang::En)
                .is_some_and(|text| !text.starts_with("May ") && can_stand(text))
    };
    let fitting = duties.iter().zip(own.iter().skip(1));
    let fitting = fitting.filter(|(duty, _)| fits(duty));
    let (duty, _) = fitting.max_by(|(_, a), (_, b)| a.rank.total_cmp(&b.rank))?;
    Some(Wording::of(|lang| {
        duty.get(lang).unwrap_or_default().to_owned()
    }))
}

/// The occupation of a unit group that a candidate's title is of: the one whose name has
/// most of the words before the title's qualifier.
fn occupation<'a>(index: &Index, candidate: &Candidate, duties: &[Duty<'a>]) -> Option<&'a str> {
    let terms = |text: &str| -> Vec<Term> {
        let mut terms = Vec::new();
        for_each_term(&index.analyzer.analyze(text), |term, _| {
            let known = index.vocabulary.get(term);
            terms.extend(known.filter(|&term| index.vocabulary.weight(term) > LEAST_OF_OCCUPATION));
        });
        terms
    };
    let title = name(index, candidate, Lang::En, Naming::Matched);
    let head = title
        .split('(')
        .next()
        .and_then(|head| head.split(" - ").next());
    let title = terms(head.unwrap_or_default());
    let mut occupations: Vec<&str> = duties
        .iter()
        .filter_map(|duty| duty.occupation(Lang::En))
        .collect();
    occupations.dedup();
    let shared = |occupation: &str| -> f32 {
        let own = terms(occupation);
        let shared = title.iter().filter(|term| own.contains(term));
        shared.fold(0.0, |sum, &term| sum + index.vocabulary.weight(term))
    };
    let scored = occupations.into_iter().map(|own| (shared(own), own));
    let mut scored: Vec<(f32, &str)> = scored.filter(|own| own.0 > 0.0).collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    match scored[..] {
        [(best, _), (next, _), ..] if best == next => None,
        [(_, own), ..] => Some(own),
        [] => None,
    }
}

/// What a word of a title must weigh to tell its occupation: operator and worker tell none.
const LEAST_OF_OCCUPATION: f32 = 4.0;

/// An option a class that some of the candidates lie below, or one of them that is alone
/// in its class.
fn by_field(searcher: &Searcher, candidates: &[Candidate]) -> Vec<QuestionOption> {
    let divided = |level: Level| -> Vec<(Code, Vec<Code>)> {
        let mut classes: Vec<(Code, Vec<Code>)> = Vec::new();
        for candidate in candidates {
            let code = candidate.code();
            let class = code.ancestor(level).unwrap_or(code);
            match classes.iter_mut().find(|(known, _)| *known == class) {
                Some((_, codes)) => codes.push(code),
                None => classes.push((class, vec![code])),
            }
        }
        classes
    };
    // The level that leaves least to ask, of those that can be read at a glance.
    let levels = Level::ALL.into_iter().map(divided);
    let levels = levels.filter(|classes| classes.len() > 1);
    let classes = levels.min_by_key(|classes| {
        let most = classes.iter().map(|(_, codes)| codes.len()).max();
        (classes.len() > MOST_FIELDS, most)
    });
    let mut classes = classes.unwrap_or_default();
    classes.sort_by_key(|(_, codes)| std::cmp::Reverse(codes.len()));
    let names = names(&searcher.index, candidates);
    let class_title = |code: Code, lang: Lang| -> String {
        let class = searcher.nocs().iter().find_map(|noc| noc.class(code));
        let title = class.as_ref().and_then(|class| class.title(lang));
        title.unwrap_or_default().to_owned()
    };
    let options = classes.into_iter().map(|(class, codes)| {
        let only = candidates.iter().position(|found| codes == [found.code()]);
        QuestionOption {
            wording: Wording::of(|lang| match only {
                Some(only) => names[only].get(lang).to_owned(),
                None => class_title(class, lang),
            }),
            codes,
        }
    });
    options.collect()
}

/// The most fields of a question, if there is a level with fewer.
const MOST_FIELDS: usize = 8;
