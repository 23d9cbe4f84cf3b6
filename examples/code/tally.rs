//! What was counted while rows were coded.

use std::collections::HashMap;

use noc_search::{Code, Level};
use serde::{Deserialize, Serialize};

use crate::coder::{Coded, Job, Status};

/// The steps of the curve of confidence: hundredths.
pub const STEPS: usize = 101;

/// How many open jobs are counted; the rarest of more are forgotten.
const MOST_OPEN: usize = 5_000;

/// What is less probable helps nobody to decide.
const LEAST_OPTION: f32 = 0.01;

/// How many characters of a job are kept.
const LONGEST: usize = 200;

/// Counts of rows. It is part of a run's journal, so that one that goes on counts on.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Tally {
    pub rows: u64,
    pub rejected: u64,
    /// Rows that have no field for a title.
    pub without_title: u64,
    /// In the order of [`Status::ALL`].
    pub statuses: [u64; Status::ALL.len()],
    /// TEER 0 to 5, and rows without one.
    pub teers: [u64; 7],
    /// By the digits of the class.
    pub broad: HashMap<String, u64>,
    pub classes: HashMap<String, u64>,
    /// Rows by the confidence in their first candidate, in hundredths.
    pub best: Vec<u64>,
    open: HashMap<String, Open>,
    /// Whether some open jobs were forgotten, so that counts of others may be too low.
    pub is_open_cut: bool,
}

/// A job that somebody has to decide.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Open {
    pub title: String,
    pub industry: String,
    pub rows: u64,
    /// Codes and confidences.
    pub options: Vec<(String, f32)>,
}

impl Tally {
    pub fn add(&mut self, job: Job, coded: &Coded) {
        self.rows += 1;
        let status = Status::ALL
            .iter()
            .position(|&status| status == coded.status);
        self.statuses[status.unwrap_or_default()] += 1;
        self.teers[coded.teer.map_or(6, usize::from).min(6)] += 1;
        if let Some(code) = coded.code {
            let broad = code.ancestor(Level::BroadCategory).unwrap_or(code);
            count(&mut self.broad, broad);
            count(&mut self.classes, code);
        }
        self.best.resize(STEPS, 0);
        let step = (coded.best * (STEPS - 1) as f32) as usize;
        self.best[step.min(STEPS - 1)] += 1;
        if coded.status.is_open() && !job.title.is_empty() {
            self.add_open(job, coded);
        }
    }

    fn add_open(&mut self, job: Job, coded: &Coded) {
        let key = key(job.title, job.industry);
        if let Some(known) = self.open.get_mut(&key) {
            known.rows += 1;
            return;
        }
        let options = coded.alternatives.iter();
        let options = options.filter(|(_, share)| *share >= LEAST_OPTION);
        let options = options.map(|(code, share)| (code.to_string(), *share));
        let open = Open {
            title: cut(job.title),
            industry: cut(job.industry),
            rows: 1,
            options: options.collect(),
        };
        self.open.insert(key, open);
    }

    /// Adds the counts of later rows.
    pub fn merge(&mut self, other: Tally) {
        let add = |sums: &mut [u64], counts: &[u64]| {
            for (sum, count) in sums.iter_mut().zip(counts) {
                *sum += count;
            }
        };
        self.rows += other.rows;
        self.rejected += other.rejected;
        self.without_title += other.without_title;
        add(&mut self.statuses, &other.statuses);
        add(&mut self.teers, &other.teers);
        self.best.resize(STEPS, 0);
        add(&mut self.best, &other.best);
        for (sums, counts) in [
            (&mut self.broad, other.broad),
            (&mut self.classes, other.classes),
        ] {
            for (code, count) in counts {
                *sums.entry(code).or_default() += count;
            }
        }
        for (key, open) in other.open {
            match self.open.get_mut(&key) {
                Some(known) => known.rows += open.rows,
                None => {
                    self.open.insert(key, open);
                }
            }
        }
        if self.open.len() > 2 * MOST_OPEN {
            self.is_open_cut = true;
            let kept = self.most_open(MOST_OPEN).into_iter().cloned();
            self.open = kept
                .map(|open| (key(&open.title, &open.industry), open))
                .collect();
        }
    }

    /// The jobs that were most often left open.
    pub fn most_open(&self, count: usize) -> Vec<&Open> {
        let mut open: Vec<&Open> = self.open.values().collect();
        open.sort_by(|a, b| {
            let later = b.rows.cmp(&a.rows);
            later.then_with(|| (&a.title, &a.industry).cmp(&(&b.title, &b.industry)))
        });
        open.truncate(count);
        open
    }

    /// The classes that most rows have.
    pub fn most_frequent(&self, count: usize) -> Vec<(&str, u64)> {
        let mut classes: Vec<(&str, u64)> = self
            .classes
            .iter()
            .map(|(code, &rows)| (code.as_str(), rows))
            .collect();
        classes.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        classes.truncate(count);
        classes
    }

    /// How many rows have a status.
    pub fn of(&self, status: Status) -> u64 {
        let place = Status::ALL.iter().position(|&other| other == status);
        self.statuses[place.unwrap_or_default()]
    }
}

fn count(counts: &mut HashMap<String, u64>, code: Code) {
    match counts.get_mut(code.as_str()) {
        Some(count) => *count += 1,
        None => {
            counts.insert(code.as_str().to_owned(), 1);
        }
    }
}

/// Two jobs are one where their beginnings are.
fn key(title: &str, industry: &str) -> String {
    format!("{}\0{}", cut(title), cut(industry))
}

fn cut(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

/// A share of all, in percent.
pub fn percent(part: u64, all: u64) -> f64 {
    if all == 0 {
        return 0.0;
    }
    100.0 * part as f64 / all as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(title: &str) -> Tally {
        let coded = Coded {
            status: Status::Choose,
            code: None,
            teer: None,
            confidence: None,
            best: 0.5,
            alternatives: Vec::new(),
            matched: None,
        };
        let mut tally = Tally::default();
        let job = Job {
            title,
            industry: "",
            duties: "",
        };
        tally.add(job, &coded);
        tally
    }

    #[test]
    fn the_most_frequent_are_kept() {
        let mut tally = Tally::default();
        for number in 0..3 * MOST_OPEN {
            tally.merge(open(&format!("job {number}")));
            tally.merge(open("staff"));
        }
        assert!(tally.is_open_cut);
        assert!(tally.open.len() <= 2 * MOST_OPEN);
        let most = tally.most_open(1);
        assert_eq!(
            (most[0].title.as_str(), most[0].rows),
            ("staff", 3 * MOST_OPEN as u64)
        );
        assert_eq!(tally.rows, 6 * MOST_OPEN as u64);
    }
}
