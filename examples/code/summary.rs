//! What a run says at its end.

use std::fmt::{self, Display, Formatter};

use crate::coder::{Coder, Status};
use crate::tally::{Open, Tally, percent};

/// How many jobs that somebody has to decide are named.
pub const OPEN_JOBS: usize = 100;

/// How many classes are named.
const CLASSES: usize = 10;

pub struct Summary<'a> {
    pub tally: &'a Tally,
    pub coder: &'a Coder,
}

impl Display for Summary<'_> {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        let Summary { tally, coder } = self;
        writeln!(f, "{:>12} rows coded with {}", tally.rows, coder.edition())?;
        if tally.rejected > 0 {
            writeln!(f, "{:>12} rows could not be read", tally.rejected)?;
        }
        for status in Status::ALL {
            let rows = tally.of(status);
            if rows > 0 {
                let share = percent(rows, tally.rows);
                writeln!(f, "{rows:>12} {:<10} {share:5.1} %", status.name())?;
            }
        }
        let classes = tally.most_frequent(CLASSES);
        if !classes.is_empty() {
            let all = tally.classes.len();
            writeln!(f, "\n{all} classes, most often")?;
        }
        for (code, rows) in classes {
            let title = coder.titles_of(code).0;
            writeln!(f, "{rows:>12} {code:<5} {title}")?;
        }
        let open = tally.most_open(OPEN_JOBS);
        if !open.is_empty() {
            writeln!(f, "\nMost often undecided{}", self.caveat())?;
        }
        for Open {
            title,
            industry,
            rows,
            options,
        } in open
        {
            let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
            write!(f, "{rows:>12} {title}")?;
            if !industry.is_empty() {
                write!(f, " ({industry})")?;
            }
            let options: Vec<&str> = options.iter().map(|(code, _)| code.as_str()).collect();
            writeln!(f, "  {}", options.join(" "))?;
        }
        Ok(())
    }
}

impl Summary<'_> {
    pub fn caveat(&self) -> &'static str {
        match self.tally.is_open_cut {
            true => " (there are so many that rare ones were forgotten; counts may be too low)",
            false => "",
        }
    }
}
