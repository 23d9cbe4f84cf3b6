//! What was decided by hand.

use std::collections::HashMap;
use std::path::Path;

use noc_search::{Code, Noc};

use crate::coder::Job;
use crate::failure::Failure;

/// The codes of jobs that somebody decided, by title and maybe industry.
#[derive(Default)]
pub struct Decisions {
    codes: HashMap<(String, String), Code>,
}

impl Decisions {
    /// Reads a CSV file with the columns `title`, `noc_code` and maybe `industry`; others
    /// and rows without a code are passed over.
    pub fn read(path: &Path, noc: &Noc) -> Result<Decisions, Failure> {
        let fault = |error: csv::Error| {
            Failure::told(format_args!("cannot read {}: {error}", path.display()))
        };
        let mut reader = csv::Reader::from_path(path).map_err(fault)?;
        let header = reader.headers().map_err(fault)?.clone();
        // Spreadsheets begin their CSV with a mark that belongs to no name.
        let place = |name: &str| {
            let mut names = header
                .iter()
                .map(|field| field.trim_start_matches('\u{feff}'));
            names.position(|field| field.trim() == name)
        };
        let (Some(title), Some(code)) = (place("title"), place("noc_code")) else {
            return Err(Failure::told(format_args!(
                "{} needs the columns title and noc_code",
                path.display()
            )));
        };
        let industry = place("industry");
        let mut codes = HashMap::new();
        for row in reader.records() {
            let row = row.map_err(fault)?;
            let line = row.position().map_or(0, csv::Position::line);
            let told =
                |what: String| Failure::told(format_args!("{}:{line}: {what}", path.display()));
            let field = |place: usize| row.get(place).unwrap_or_default().trim();
            if field(code).is_empty() {
                continue;
            }
            let decided = Code::of(noc.edition(), field(code));
            let decided = decided.map_err(|error| told(error.to_string()))?;
            if noc.class(decided).is_none() {
                return Err(told(format!("{} has no class {decided}", noc.edition())));
            }
            let key = key(field(title), industry.map(field).unwrap_or_default());
            if key.0.is_empty() {
                return Err(told("a decision without a title".to_owned()));
            }
            let known = codes.insert(key, decided);
            if known.is_some_and(|known| known != decided) {
                return Err(told(format!("{:?} is decided twice", field(title))));
            }
        }
        Ok(Decisions { codes })
    }

    /// What was decided of a job: with its industry, or of its title wherever it is done.
    pub fn get(&self, job: Job) -> Option<Code> {
        if self.codes.is_empty() {
            return None;
        }
        let key = key(job.title, job.industry);
        let anywhere = || self.codes.get(&(key.0.clone(), String::new()));
        self.codes.get(&key).or_else(anywhere).copied()
    }
}

/// Neither case nor spaces make another job.
fn key(title: &str, industry: &str) -> (String, String) {
    let fold = |text: &str| {
        let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        words.join(" ")
    };
    (fold(title), fold(industry))
}
