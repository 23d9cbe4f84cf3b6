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
                Lang::En => format!("As {asked:?}, which of these do you do?"),
                Lang::ZhHans => format!("您做“{asked}”，主要是下面哪一项？"),
                Lang::ZhHant => format!("您做「{asked}」，主要是下面哪一項？"),
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

/// An option a candidate: its name, and where people do it or a duty, whichever sets it
/// more apart from the others.
fn by_duty(searcher: &Searcher, candidates: &[Candidate]) -> Vec<QuestionOption> {
    let index = &*searcher.index;
    let ordinals: Vec<u32> = candidates.iter().map(|found| found.ordinal).collect();
    let apart = Apart::of(index, &ordinals, Writing::English);
    let options = candidates.iter().enumerate().map(|(at, candidate)| {
        let duty = own_duty(&apart, at, candidate);
        let place = own_place(index, candidate, |term| apart.is_others(at, term));
        let is_place = match (&duty, &place) {
            (Some((duty, _)), Some(place)) => PLACE_SHARE * place >= *duty,
            (None, place) => place.is_some(),
            (Some(_), None) => false,
        };
        let duty = duty.and_then(|(_, duty)| candidate.group.main_duties().nth(duty));
        let label = |lang: Lang| {
            let divider = if lang == Lang::En { ": " } else { "：" };
            let name = name(index, candidate, lang);
            let apart = match is_place {
                true => workplace(candidate, lang),
                false => duty.and_then(|duty| duty.get(lang)),
            };
            match apart {
                Some(apart) => format!("{name}{divider}{apart}"),
                None => name,
            }
        };
        QuestionOption {
            wording: Wording::of(label),
            codes: vec![candidate.code()],
        }
    });
    options.collect()
}

/// The last sentence of a lead statement, which says where people do the work. There must
/// be as many sentences in each language.
fn workplace(candidate: &Candidate, lang: Lang) -> Option<&str> {
    let sentences = |lang: Lang| -> Vec<&str> {
        let lead = candidate.group.lead_statement(lang).unwrap_or_default();
        let divider = if lang == Lang::En { ". " } else { "。" };
        let sentences = lead.split(divider).map(str::trim);
        sentences.filter(|sentence| !sentence.is_empty()).collect()
    };
    let own = sentences(lang);
    let other = sentences(if lang == Lang::En {
        Lang::ZhHans
    } else {
        Lang::En
    });
    let last = own
        .last()
        .filter(|_| own.len() > 1 && own.len() == other.len());
    last.map(|last| last.trim_end_matches('.'))
}

/// How much the workplace sets a candidate apart, if it is said.
fn own_place(
    index: &Index,
    candidate: &Candidate,
    is_others: impl Fn(Term) -> bool,
) -> Option<f32> {
    let place =
        workplace(candidate, Lang::En).filter(|_| workplace(candidate, Lang::ZhHans).is_some())?;
    let (mut own, mut all) = (0.0, 0.0f32);
    for_each_term(&index.analyzer.analyze(place), |term, _| {
        if let Some(term) = index.vocabulary.get(term) {
            let weight = index.vocabulary.weight(term);
            all += weight;
            if !is_others(term) {
                own += weight;
            }
        }
    });
    Some(own / all.max(1.0).sqrt())
}

/// How much more readily people say where they work than which duty is theirs.
const PLACE_SHARE: f32 = 1.5;

/// What a candidate is called: the title that matched, or its class.
fn name(index: &Index, candidate: &Candidate, lang: Lang) -> String {
    let group = &candidate.group;
    let title = match candidate.text {
        Text::Entry(entry) => {
            let row = title_row(group, index.entries.place(entry).kind);
            row.and_then(|(row, which)| {
                let title = group.title_at(row)?;
                match lang {
                    Lang::En => title.get(lang),
                    _ => title.chinese(lang).nth(which),
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

/// The longest duty of an option, in bytes of its English, if there is a shorter one.
const LONGEST_DUTY: usize = 110;

/// The duty that sets a candidate most apart, and how much it does.
fn own_duty(apart: &Apart<'_>, at: usize, candidate: &Candidate) -> Option<(f32, usize)> {
    let own = apart.statements(at);
    let duties = own.iter().skip(1).map(|own| own.rank).enumerate();
    let lengths: Vec<usize> = candidate
        .group
        .main_duties()
        .map(|duty| duty.get(Lang::En).map_or(0, str::len))
        .collect();
    let is_short = |duty: usize| {
        let length = lengths.get(duty);
        length.is_some_and(|&length| length <= LONGEST_DUTY)
    };
    let best = |duties: &mut dyn Iterator<Item = (usize, f32)>| {
        duties.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
    };
    let (duty, rank) = best(&mut duties.clone().filter(|&(duty, _)| is_short(duty)))
        .or_else(|| best(&mut duties.clone()))?;
    Some((rank, duty))
}

/// An option a class that some of the candidates lie below: the highest level that
/// divides them into a few.
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
    let levels = Level::ALL.into_iter().map(divided);
    let mut levels = levels.filter(|classes| classes.len() > 1);
    let classes = levels.next().unwrap_or_default();
    let class_title = |code: Code, lang: Lang| -> String {
        let class = searcher.nocs().iter().find_map(|noc| noc.class(code));
        let title = class.as_ref().and_then(|class| class.title(lang));
        title.unwrap_or_default().to_owned()
    };
    let options = classes.into_iter().map(|(class, codes)| QuestionOption {
        wording: Wording::of(|lang| class_title(class, lang)),
        codes,
    });
    options.collect()
}
