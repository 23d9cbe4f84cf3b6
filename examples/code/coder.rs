//! From a resolution to the values of a row: at a level, in an edition, after decisions.

use std::collections::HashMap;

use noc_search::{
    Code, Concordance, Crossing, Edition, Error, Lang, Level, Noc, Query, Resolution, Searcher,
    Verdict,
};

use crate::decisions::Decisions;

/// How much of the confidence must lie below a class for it to be the answer where no unit
/// group is certain, as [`Resolution::ancestor`] has it.
const AGREED_SHARE: f32 = 0.9;

/// How many alternatives a row gets.
const ALTERNATIVES: usize = 5;

/// What a row says of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Job<'a> {
    pub title: &'a str,
    pub industry: &'a str,
    pub duties: &'a str,
}

/// How a row was coded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    Certain,
    Decided,
    Choose,
    Split,
    NotEnough,
}

impl Status {
    pub const ALL: [Status; 5] = [
        Status::Certain,
        Status::Decided,
        Status::Choose,
        Status::Split,
        Status::NotEnough,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Status::Certain => "certain",
            Status::Decided => "decided",
            Status::Choose => "choose",
            Status::Split => "split",
            Status::NotEnough => "not_enough",
        }
    }

    /// Whether somebody has to decide.
    pub const fn is_open(self) -> bool {
        matches!(self, Status::Choose | Status::Split | Status::NotEnough)
    }
}

/// What is known of a job.
pub struct Coded {
    pub status: Status,
    /// The class, at the level asked for or above it.
    pub code: Option<Code>,
    pub teer: Option<u8>,
    /// How probable the class is.
    pub confidence: Option<f32>,
    /// How probable the first candidate is.
    pub best: f32,
    pub alternatives: Vec<(Code, f32)>,
    pub matched: Option<String>,
}

/// Codes jobs.
pub struct Coder {
    searcher: Searcher,
    edition: Edition,
    level: Level,
    /// What each unit group of 2021 was made of, where codes of 2016 are asked for.
    sources: HashMap<Code, Vec<Code>>,
    titles: HashMap<Code, (String, String)>,
    decisions: Decisions,
    pub digest: String,
}

impl Coder {
    pub fn new(edition: Edition, level: Level, decisions: Decisions) -> Coder {
        let searcher = Searcher::embedded();
        let noc = noc(edition);
        let mut sources: HashMap<Code, Vec<Code>> = HashMap::new();
        if edition == Edition::NOC_2016 {
            for row in Concordance::embedded().iter() {
                sources.entry(row.new).or_default().push(row.old);
            }
        }
        let classes = Level::ALL.into_iter().flat_map(|level| noc.classes(level));
        let titles = classes.map(|class| {
            let title = |lang| class.title(lang).unwrap_or_default().to_owned();
            (class.code(), (title(Lang::En), title(Lang::ZhHans)))
        });
        Coder {
            digest: searcher.digest(),
            titles: titles.collect(),
            searcher,
            edition,
            level,
            sources,
            decisions,
        }
    }

    pub fn edition(&self) -> Edition {
        self.edition
    }

    /// The titles of a class in English and Chinese.
    pub fn titles(&self, code: Code) -> (&str, &str) {
        let titles = self.titles.get(&code);
        titles.map_or(("", ""), |(en, zh)| (en, zh))
    }

    /// The same by the digits of a class.
    pub fn titles_of(&self, digits: &str) -> (&str, &str) {
        let code = Code::of(self.edition, digits);
        code.map_or(("", ""), |code| self.titles(code))
    }

    pub fn code(&self, job: Job) -> Result<Coded, Error> {
        if let Some(code) = self.decisions.get(job) {
            return Ok(self.decided(job, code));
        }
        let mut query = Query::new(job.title);
        if !job.industry.is_empty() {
            query = query.industry(job.industry);
        }
        if !job.duties.is_empty() {
            query = query.duties(job.duties);
        }
        Ok(self.coded(&self.searcher.resolve(query)?))
    }

    fn decided(&self, job: Job, code: Code) -> Coded {
        let code = code.ancestor(self.level).unwrap_or(code);
        Coded {
            status: Status::Decided,
            code: Some(code),
            teer: code.teer().map(|teer| teer.number()),
            confidence: Some(1.0),
            best: 1.0,
            alternatives: vec![(code, 1.0)],
            matched: Some(job.title.to_owned()),
        }
    }

    fn coded(&self, resolution: &Resolution) -> Coded {
        let mut found: Vec<(Code, f32)> = resolution
            .candidates()
            .iter()
            .flat_map(|candidate| self.in_edition(candidate.code(), candidate.confidence()))
            .collect();
        let old = resolution.became().first().map(|row| row.old);
        let old = old.filter(|code| code.edition() == self.edition);
        if let Some(code) = old {
            // It was a code of this edition before the searcher took it to the next.
            found = vec![(code, 1.0)];
        }
        let (mut status, certain) = match resolution.verdict() {
            _ if old.is_some() => (Status::Certain, Vec::from_iter(old)),
            Verdict::Certain(code) => {
                let codes: Vec<Code> = self.in_edition(*code, 1.0).map(|found| found.0).collect();
                match codes.len() {
                    0 => (Status::NotEnough, codes),
                    1 => (Status::Certain, codes),
                    _ => (Status::Split, codes),
                }
            }
            Verdict::Choose(_) => (Status::Choose, Vec::new()),
            _ => (Status::NotEnough, Vec::new()),
        };
        let code = match &certain[..] {
            [] => self.agreed(&found),
            [first, others @ ..] => {
                let shared = |class: &Code| {
                    let is_shared = |code: &Code| code.ancestor(class.level()) == Some(*class);
                    others.iter().all(is_shared)
                };
                classes_of(*first, self.level).find(shared)
            }
        };
        if code.is_some_and(|code| code.level() == self.level) {
            status = Status::Certain;
        }
        let alternatives =
            sums(found.iter().map(|&(code, confidence)| {
                (code.ancestor(self.level).unwrap_or(code), confidence)
            }));
        let share = |class: Code| -> f32 {
            let inside = found
                .iter()
                .filter(|(code, _)| code.ancestor(class.level()) == Some(class));
            inside.map(|(_, confidence)| confidence).sum()
        };
        let best = resolution.candidates().first();
        Coded {
            status,
            code,
            teer: self.teer(resolution, code),
            confidence: code.map(share),
            best: best.map_or(0.0, |best| best.confidence()),
            // None that a certain unit group was made of is left out.
            alternatives: alternatives
                .into_iter()
                .take(ALTERNATIVES.max(certain.len()))
                .collect(),
            matched: best
                .filter(|_| status != Status::NotEnough)
                .map(|best| best.text().to_owned()),
        }
    }

    /// A unit group in the edition that is asked for. The confidence in one that was made
    /// of several is divided among these.
    fn in_edition(&self, code: Code, confidence: f32) -> impl Iterator<Item = (Code, f32)> {
        let codes = match code.edition() == self.edition {
            true => vec![code],
            false => self.sources.get(&code).cloned().unwrap_or_default(),
        };
        let share = confidence / codes.len().max(1) as f32;
        codes.into_iter().map(move |code| (code, share))
    }

    /// The lowest class that most of the confidence agrees on. Which unit group it is, is
    /// left to the verdict.
    fn agreed(&self, found: &[(Code, f32)]) -> Option<Code> {
        let levels = Level::ALL.into_iter().rev();
        let levels = levels.filter(|&level| level <= self.level && level < Level::UnitGroup);
        let mut best = levels.filter_map(|level| {
            let classes = found
                .iter()
                .filter_map(|&(code, confidence)| Some((code.ancestor(level)?, confidence)));
            sums(classes).into_iter().next()
        });
        let agreed = best.find(|&(_, share)| share >= AGREED_SHARE);
        agreed.map(|(code, _)| code)
    }

    /// The TEER that the class or all options of the question have. Codes of 2016 have
    /// none.
    fn teer(&self, resolution: &Resolution, code: Option<Code>) -> Option<u8> {
        if self.edition != Edition::NOC_2021 {
            return None;
        }
        let of_options = || match resolution.verdict() {
            Verdict::Certain(code) => code.teer(),
            Verdict::Choose(_) if resolution.crossing() == Crossing::None => {
                resolution.candidates().first()?.code().teer()
            }
            _ => None,
        };
        let teer = code.and_then(Code::teer).or_else(of_options);
        teer.map(|teer| teer.number())
    }
}

/// The edition that codes are given in.
pub fn noc(edition: Edition) -> Noc {
    Noc::embedded_edition(edition).expect("the editions of the command line are in the binary")
}

/// A class at a level and those above it, from there up.
fn classes_of(code: Code, level: Level) -> impl Iterator<Item = Code> {
    let levels = Level::ALL.into_iter().rev();
    let levels = levels.filter(move |&other| other <= level);
    levels.filter_map(move |level| code.ancestor(level))
}

/// The confidences summed by code, the most probable first.
fn sums(found: impl Iterator<Item = (Code, f32)>) -> Vec<(Code, f32)> {
    let mut sums: Vec<(Code, f32)> = Vec::new();
    for (code, confidence) in found {
        match sums.iter_mut().find(|(known, _)| *known == code) {
            Some((_, sum)) => *sum += confidence,
            None => sums.push((code, confidence)),
        }
    }
    sums.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    sums
}
