//! Counting right and wrong answers.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use noc_search::{DutyMatches, Hit, Resolution, Step, Verdict};
use serde_json::{Value, json};

use crate::cases::Case;

/// What was answered.
pub struct Outcome {
    /// The codes, best first.
    codes: Vec<String>,
    confidence: f32,
    /// How the first one was found.
    step: Option<Step>,
    verdict: Answered,
}

enum Answered {
    Certain(String),
    /// The codes of all options.
    Choose(Vec<String>),
    NotEnough,
    /// A search gives no verdict.
    Listed,
}

impl Outcome {
    pub fn of_hits(hits: &[Hit]) -> Outcome {
        Outcome {
            codes: hits.iter().map(|hit| hit.code().to_string()).collect(),
            confidence: hits.first().map_or(0.0, Hit::score),
            step: None,
            verdict: Answered::Listed,
        }
    }

    pub fn of_duties(matches: &DutyMatches) -> Outcome {
        let fits = matches.fits();
        Outcome {
            codes: fits.iter().map(|fit| fit.code().to_string()).collect(),
            confidence: fits.first().map_or(0.0, |fit| fit.confidence()),
            step: None,
            verdict: Answered::Listed,
        }
    }

    pub fn of_resolution(resolution: &Resolution) -> Outcome {
        let candidates = resolution.candidates();
        Outcome {
            codes: candidates
                .iter()
                .map(|found| found.code().to_string())
                .collect(),
            confidence: candidates.first().map_or(0.0, |found| found.confidence()),
            step: candidates.first().map(|found| found.step()),
            verdict: match resolution.verdict() {
                Verdict::Certain(code) => Answered::Certain(code.to_string()),
                Verdict::Choose(question) => {
                    let codes = question.options().iter().flat_map(|option| option.codes());
                    Answered::Choose(codes.map(ToString::to_string).collect())
                }
                _ => Answered::NotEnough,
            },
        }
    }

    fn rank(&self, case: &Case) -> Option<usize> {
        self.codes.iter().position(|code| case.codes.contains(code))
    }

    /// Whether the first code is right, or nothing was answered where nothing should be.
    pub fn is_right(&self, case: &Case) -> bool {
        if case.codes.is_empty() {
            return !self.is_answer();
        }
        self.rank(case) == Some(0)
    }

    fn is_answer(&self) -> bool {
        match self.verdict {
            Answered::NotEnough => false,
            Answered::Listed => !self.codes.is_empty(),
            _ => true,
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = match self.verdict {
            Answered::Certain(_) => "certain",
            Answered::Choose(_) => "choose",
            Answered::NotEnough => "not enough",
            Answered::Listed => "listed",
        };
        let step = self.step.map(|step| format!("{step:?}"));
        write!(
            f,
            "{verdict}\t{}\t{:.2}\t{}",
            step.as_deref().unwrap_or("-"),
            self.confidence,
            self.codes.join(" ")
        )
    }
}

#[derive(Default)]
struct Counts {
    n: usize,
    top1: usize,
    top5: usize,
    reciprocal: f64,
    certain: [usize; 2],
    choose: [usize; 2],
    not_enough: usize,
    nonsense: [usize; 2],
}

impl Counts {
    fn add(&mut self, case: &Case, outcome: &Outcome) {
        if case.codes.is_empty() {
            self.nonsense[0] += 1;
            self.nonsense[1] += usize::from(outcome.is_answer());
            return;
        }
        self.n += 1;
        if let Some(rank) = outcome.rank(case) {
            self.top1 += usize::from(rank == 0);
            self.top5 += usize::from(rank < 5);
            self.reciprocal += 1.0 / (rank + 1) as f64;
        }
        match &outcome.verdict {
            Answered::Certain(code) => {
                self.certain[0] += 1;
                self.certain[1] += usize::from(!case.codes.contains(code));
            }
            Answered::Choose(codes) => {
                self.choose[0] += 1;
                let contains = codes.iter().any(|code| case.codes.contains(code));
                self.choose[1] += usize::from(contains);
            }
            Answered::NotEnough => self.not_enough += 1,
            Answered::Listed => {}
        }
    }

    fn share(&self, part: f64) -> f64 {
        part / self.n.max(1) as f64
    }

    fn json(&self) -> Value {
        json!({
            "n": self.n,
            "top1": self.share(self.top1 as f64),
            "top5": self.share(self.top5 as f64),
            "mrr": self.share(self.reciprocal),
            "certain": { "n": self.certain[0], "wrong": self.certain[1] },
            "choose": { "n": self.choose[0], "contains": self.choose[1] },
            "not_enough": { "n": self.not_enough },
            "nonsense": { "n": self.nonsense[0], "answered": self.nonsense[1] },
        })
    }

    fn line(&self, name: &str) -> String {
        let percent = |part: f64| 100.0 * self.share(part);
        let mut line = format!(
            "  {name:<22} {:>5} asked  top-1 {:>5.1} %  top-5 {:>5.1} %  MRR {:.3}",
            self.n,
            percent(self.top1 as f64),
            percent(self.top5 as f64),
            self.share(self.reciprocal)
        );
        if self.certain[0] + self.choose[0] + self.not_enough > 0 {
            // A String takes everything.
            let _ = write!(
                line,
                "  certain {} ({} wrong)  choose {} ({} hold it)  not enough {}",
                self.certain[0], self.certain[1], self.choose[0], self.choose[1], self.not_enough
            );
        }
        if self.nonsense[0] > 0 {
            let _ = write!(
                line,
                "  nonsense {} ({} answered)",
                self.nonsense[0], self.nonsense[1]
            );
        }
        line.push('\n');
        line
    }
}

/// The counts of a file, of its tags, and of the queries that are no title of the data.
#[derive(Default)]
pub struct Tally {
    all: Counts,
    untitled: Counts,
    tags: BTreeMap<String, Counts>,
    /// By tenths of confidence: how many first candidates, and how many were right.
    curve: [[usize; 2]; 10],
}

impl Tally {
    pub fn add(&mut self, case: &Case, outcome: &Outcome, is_title: bool) {
        self.all.add(case, outcome);
        if !is_title {
            self.untitled.add(case, outcome);
        }
        if let Some(tag) = &case.tag {
            self.tags.entry(tag.clone()).or_default().add(case, outcome);
        }
        if !case.codes.is_empty() && !outcome.codes.is_empty() {
            let tenth = ((outcome.confidence * 10.0) as usize).min(9);
            self.curve[tenth][0] += 1;
            self.curve[tenth][1] += usize::from(outcome.rank(case) == Some(0));
        }
    }

    pub fn json(&self, file: &str) -> Value {
        let mut json = self.all.json();
        let tags = self
            .tags
            .iter()
            .map(|(tag, counts)| (tag.clone(), counts.json()));
        json["file"] = json!(file);
        json["tags"] = Value::Object(tags.collect());
        json["no_title"] = self.untitled.json();
        json
    }

    pub fn text(&self, file: &str, calibration: bool) -> String {
        let mut text = format!("{file}\n{}", self.all.line("all"));
        if self.untitled.n < self.all.n {
            text.push_str(&self.untitled.line("no title of the data"));
        }
        for (tag, counts) in &self.tags {
            text.push_str(&counts.line(tag));
        }
        if calibration {
            for (tenth, [n, right]) in self.curve.iter().enumerate().filter(|(_, row)| row[0] > 0) {
                let share = 100.0 * *right as f64 / *n as f64;
                let _ = writeln!(
                    text,
                    "  confidence {:.1} to {:.1}: {n:>5} first candidates, {share:>5.1} % right",
                    tenth as f64 / 10.0,
                    (tenth + 1) as f64 / 10.0
                );
            }
        }
        text
    }
}
