//! Makes a column of job titles as people write them, to measure with:
//!
//! ```text
//! cargo run --release --example generate -- --rows 1000000 > jobs.csv
//! ```
//!
//! Four rows in five are titles in some form that the searcher knows; one in five is a text
//! that it has to rank. Half are English, half Chinese. The same seed makes the same rows.

mod titles;

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use fastrand::Rng;
use lexopt::prelude::*;
use noc_search::{Searcher, Step};
use titles::Titles;

const HELP: &str = "\
Makes rows with job titles in English and Chinese, on standard output.

Usage: generate --rows N [OPTIONS]

  --rows N         how many
  --seed N         another seed makes other rows [default: 1]
  --format FORMAT  csv or jsonl [default: csv]";

/// Of so many rows one has a title that no step before the ranking knows.
const UNKNOWN_IN: usize = 5;

/// The most different titles. More only take longer to make.
const MOST_TITLES: usize = 200_000;

struct Args {
    rows: usize,
    seed: u64,
    format: Format,
}

#[derive(Clone, Copy)]
enum Format {
    Csv,
    JsonLines,
}

fn main() -> ExitCode {
    let args = match parse() {
        Ok(Some(args)) => args,
        Ok(None) => {
            println!("{HELP}");
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            eprintln!("generate: {error}; --help lists the options");
            return ExitCode::from(2);
        }
    };
    match write_rows(&args) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            eprintln!("generate: {error}");
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}

fn parse() -> Result<Option<Args>, lexopt::Error> {
    let (mut rows, mut seed, mut format) = (None, 1, Format::Csv);
    let mut parser = lexopt::Parser::from_env();
    while let Some(arg) = parser.next()? {
        match arg {
            Long("rows") => rows = Some(parser.value()?.parse()?),
            Long("seed") => seed = parser.value()?.parse()?,
            Long("format") => {
                format = parser.value()?.parse_with(|name| match name {
                    "csv" => Ok(Format::Csv),
                    "jsonl" => Ok(Format::JsonLines),
                    _ => Err("expected csv or jsonl"),
                })?;
            }
            Short('h') | Long("help") => return Ok(None),
            _ => return Err(arg.unexpected()),
        }
    }
    let rows = rows.ok_or("--rows N is missing")?;
    Ok(Some(Args { rows, seed, format }))
}

fn write_rows(args: &Args) -> io::Result<()> {
    let searcher = Searcher::embedded();
    let titles = Titles::of(&searcher);
    let mut random = Rng::with_seed(args.seed);
    let most = args.rows.min(MOST_TITLES);
    let unknown = most.div_ceil(UNKNOWN_IN);
    let known = pool(
        most - unknown,
        || titles.variant(&mut random),
        |title| is_known(&searcher, title),
    );
    let unknown = pool(
        unknown,
        || titles.unusual(&mut random),
        |title| !is_known(&searcher, title),
    );
    let mut out = BufWriter::new(io::stdout().lock());
    if let Format::Csv = args.format {
        writeln!(out, "id,title")?;
    }
    for id in 1..=args.rows {
        let pool = if id % UNKNOWN_IN == 0 {
            &unknown
        } else {
            &known
        };
        let title = &pool[random.usize(..pool.len())];
        match args.format {
            Format::Csv => writeln!(out, "{id},\"{}\"", title.replace('"', "\"\""))?,
            Format::JsonLines => {
                let row = serde_json::json!({ "id": id, "title": title });
                writeln!(out, "{row}")?;
            }
        }
    }
    out.flush()
}

/// So many titles that are of a kind.
fn pool(
    count: usize,
    mut make: impl FnMut() -> String,
    is_wanted: impl Fn(&str) -> bool,
) -> Vec<String> {
    let mut pool = Vec::with_capacity(count.max(1));
    while pool.len() < count.max(1) {
        let title = make();
        if is_wanted(&title) {
            pool.push(title);
        }
    }
    pool
}

/// Whether a title is found in some way before unit groups are ranked.
fn is_known(searcher: &Searcher, title: &str) -> bool {
    let resolution = searcher.resolve(title).expect("no query fails");
    let mut candidates = resolution.candidates().iter();
    candidates.any(|candidate| candidate.step() != Step::Ranking)
}
