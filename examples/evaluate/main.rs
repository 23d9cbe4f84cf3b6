//! Measures how good the answers are.
//!
//! ```text
//! cargo run --release --example evaluate -- data/relevance/{english,chinese,mixed,nonsense}.tsv
//! cargo run --release --example evaluate -- --variants 2000 --seed 1
//! cargo run --release --features compile --example evaluate -- --holdout 2000 --seed 1 --lang en
//! cargo run --release --example evaluate -- --mode duties data/relevance/duties.tsv
//! ```
//!
//! A file has lines of a query, the codes that are right divided by `|` (`-` where nothing
//! should be answered), and, if wanted, a tag and the title that goes with a description;
//! `\t` and `\n` stand for themselves, `#` begins a comment.

mod cases;
#[cfg(feature = "compile")]
mod holdout;
mod tally;
mod variants;

use std::path::PathBuf;
use std::process::ExitCode;

use cases::{Case, Half};
use lexopt::prelude::*;
use noc_search::{Code, Lang, Query, Searcher, Weight};
use tally::{Outcome, Tally};

const HELP: &str = "\
Measures how good the answers are.

Usage: evaluate [OPTIONS] FILE...
       evaluate --variants N [--seed S]
       evaluate --holdout N [--seed S] [--lang en|zh]     (feature compile)

Options:
  --mode MODE    search, resolve or duties [default: resolve]; duties asks
                 descriptions, and then each with its title
  --half HALF    all, tune or test: half of the queries, by a hash of their text
                 [default: all]
  --variants N   ask N official titles and their Chinese as they stand, inverted, in the
                 plural, with a typo, with a rank, in capitals, in full width, in
                 Traditional characters
  --holdout N    compile the data without N official titles and ask them
  --seed S       which titles these are [default: 1]
  --lang LANG    the language of the titles held out [default: en]
  --misses       print each query that was not answered right
  --calibration  print how often the first candidate is right, by its confidence
  --traits       print what of each ranked candidate is like the query, to fit the
                 weights of src/rank.rs to: query number, right or not, traits
  --json         print one JSON object
  -h, --help     show this";

/// What is asked of the searcher.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Search,
    Resolve,
    /// Descriptions by their duties.
    Duties,
    /// Titles, with the descriptions beside them.
    TitleAndDuties,
}

struct Args {
    files: Vec<PathBuf>,
    mode: Mode,
    half: Half,
    variants: Option<usize>,
    holdout: Option<usize>,
    seed: u64,
    lang: Lang,
    misses: bool,
    calibration: bool,
    traits: bool,
    json: bool,
}

fn parse() -> Result<Option<Args>, lexopt::Error> {
    let mut args = Args {
        files: Vec::new(),
        mode: Mode::Resolve,
        half: Half::All,
        variants: None,
        holdout: None,
        seed: 1,
        lang: Lang::En,
        misses: false,
        calibration: false,
        traits: false,
        json: false,
    };
    let mut parser = lexopt::Parser::from_env();
    while let Some(arg) = parser.next()? {
        match arg {
            Long("mode") => {
                args.mode = match parser.value()?.string()?.as_str() {
                    "search" => Mode::Search,
                    "resolve" => Mode::Resolve,
                    "duties" => Mode::Duties,
                    other => return Err(format!("unknown mode {other:?}").into()),
                }
            }
            Long("half") => args.half = parser.value()?.parse()?,
            Long("variants") => args.variants = Some(parser.value()?.parse()?),
            Long("holdout") => args.holdout = Some(parser.value()?.parse()?),
            Long("seed") => args.seed = parser.value()?.parse()?,
            Long("lang") => args.lang = parser.value()?.parse()?,
            Long("misses") => args.misses = true,
            Long("calibration") => args.calibration = true,
            Long("traits") => args.traits = true,
            Long("json") => args.json = true,
            Short('h') | Long("help") => return Ok(None),
            Value(file) => args.files.push(file.into()),
            _ => return Err(arg.unexpected()),
        }
    }
    if args.files.is_empty() && args.variants.is_none() && args.holdout.is_none() {
        return Err("a file, --variants or --holdout is missing".into());
    }
    Ok(Some(args))
}

fn main() -> ExitCode {
    let args = match parse() {
        Ok(Some(args)) => args,
        Ok(None) => {
            println!("{HELP}");
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            eprintln!("evaluate: {error}; --help lists the options");
            return ExitCode::from(2);
        }
    };
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("evaluate: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(args: &Args) -> Result<(), Box<dyn std::error::Error>> {
    let mut files: Vec<(String, Tally)> = Vec::new();
    if let Some(count) = args.holdout {
        #[cfg(feature = "compile")]
        {
            let (searcher, cases) = holdout::without(count, args.seed, args.lang)?;
            let name = format!("holdout {} {count} seed {}", args.lang, args.seed);
            files.push((name, ask(args, args.mode, &searcher, &cases)?));
        }
        #[cfg(not(feature = "compile"))]
        return Err(format!("--holdout {count} needs the feature compile").into());
    }
    let searcher = Searcher::embedded();
    if let Some(count) = args.variants {
        let cases = variants::cases(&searcher, count, args.seed);
        let name = format!("variants {count} seed {}", args.seed);
        files.push((name, ask(args, args.mode, &searcher, &cases)?));
    }
    for file in &args.files {
        let cases = cases::read(file, args.half)?;
        let name = file.display().to_string();
        if args.mode == Mode::Duties && cases.iter().any(|case| case.title.is_some()) {
            let tally = ask(args, Mode::TitleAndDuties, &searcher, &cases)?;
            files.push((format!("{name}, each with its title"), tally));
        }
        files.push((name, ask(args, args.mode, &searcher, &cases)?));
    }
    if args.json {
        let files: Vec<serde_json::Value> =
            files.iter().map(|(file, tally)| tally.json(file)).collect();
        println!(
            "{}",
            serde_json::to_string_pretty(&serde_json::json!({ "files": files }))?
        );
    } else {
        for (file, tally) in &files {
            print!("{}", tally.text(file, args.calibration));
        }
    }
    Ok(())
}

fn ask(
    args: &Args,
    mode: Mode,
    searcher: &Searcher,
    cases: &[Case],
) -> Result<Tally, noc_search::Error> {
    let mut tally = Tally::default();
    for (number, case) in cases.iter().enumerate() {
        let query = Query::new(case.query.as_str());
        let outcome = match mode {
            Mode::Search => Outcome::of_hits(&searcher.search(query)?),
            Mode::Resolve => {
                // All that were looked at, for who fits the weights.
                let query = match args.traits {
                    true => query.limit(usize::MAX),
                    false => query,
                };
                let resolution = searcher.resolve(query)?;
                let found = resolution.evidence();
                // Where a title was found, the right unit group may be one that was not ranked.
                if found.iter().all(|own| !own.weights.is_empty()) {
                    let found = found.iter();
                    print_traits(
                        args,
                        number,
                        case,
                        found.map(|own| (own.code, &own.weights[..])),
                    );
                }
                Outcome::of_resolution(&resolution)
            }
            Mode::Duties => {
                // As many as are ranked, for who fits the weights.
                let matches = searcher.match_duties(query.limit(usize::MAX))?;
                let fits = matches.fits().iter();
                print_traits(
                    args,
                    number,
                    case,
                    fits.map(|own| (own.code(), own.weights())),
                );
                Outcome::of_duties(&matches)
            }
            Mode::TitleAndDuties => {
                let title = case.title.as_deref().unwrap_or_default();
                let query = Query::new(title).duties(case.query.as_str());
                Outcome::of_resolution(&searcher.resolve(query)?)
            }
        };
        if args.misses && !outcome.is_right(case) {
            println!(
                "{}\t{}\t{}\t{}\t{}",
                case.query.replace('\n', "\\n"),
                case.codes.join("|"),
                case.tag.as_deref().unwrap_or("-"),
                case.title.as_deref().unwrap_or("-"),
                outcome
            );
        }
        let is_title = match mode {
            Mode::Search | Mode::Resolve => cases::is_title(searcher, &case.query),
            Mode::Duties | Mode::TitleAndDuties => false,
        };
        tally.add(case, &outcome, is_title);
    }
    Ok(tally)
}

fn print_traits<'a>(
    args: &Args,
    number: usize,
    case: &Case,
    found: impl Iterator<Item = (Code, &'a [Weight])>,
) {
    if !args.traits {
        return;
    }
    for (code, weights) in found.filter(|(_, weights)| !weights.is_empty()) {
        let is_right = case.codes.contains(&code.to_string());
        let values = weights.iter().map(|weight| format!("{:.4}", weight.value));
        let values: Vec<String> = values.collect();
        println!(
            "traits\t{number}\t{}\t{}",
            u8::from(is_right),
            values.join("\t")
        );
    }
}
