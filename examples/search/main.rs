//! Finds the unit group of a job title, in English or Chinese:
//!
//! ```text
//! cargo run --example search -- 健康档案技术员
//! ```
//!
//! `--help` lists what else it does.

mod args;
#[cfg(feature = "compile")]
mod build;
#[cfg(not(feature = "compile"))]
#[path = "no_build.rs"]
mod build;
mod evidence;
mod profile;
mod show;

use std::io::{self, BufRead, IsTerminal, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use args::{Answer, Args, Explanation, Output, Source};
use noc_search::source::career_profile;
use noc_search::{Code, Correspondence, Error, Query, Searcher, UnitGroup, Verdict};
use show::Style;

/// The status with hits, without, and when something was wrong.
const FOUND: u8 = 0;
const NOTHING: u8 = 1;
const FAULT: u8 = 2;
/// The status of a title that several unit groups have, and of one that says too little.
const CHOOSE: u8 = 3;
const NOT_ENOUGH: u8 = 4;

/// How many hits come, and how many unit groups for a description, if nothing is said.
const HITS: usize = 10;
const FITS: usize = 5;

fn main() -> ExitCode {
    let args = match args::parse() {
        Ok(Some(args)) => args,
        Ok(None) => {
            // Nobody waits for help that can't be written.
            let _ = writeln!(io::stdout(), "{}", args::HELP);
            return ExitCode::from(FOUND);
        }
        Err(error) => {
            eprintln!("search: {error}; --help lists the options");
            return ExitCode::from(FAULT);
        }
    };
    match run(&args) {
        Ok(status) => ExitCode::from(status),
        // Who reads the output has seen enough: "search … | head".
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            ExitCode::from(FOUND)
        }
        Err(Failure::Output(error)) => {
            eprintln!("search: {error}");
            ExitCode::from(FAULT)
        }
        Err(Failure::Description(file, error)) => {
            eprintln!("search: cannot read {file}: {error}");
            ExitCode::from(FAULT)
        }
        Err(Failure::Features(what)) => {
            eprintln!("search: {what}");
            ExitCode::from(FAULT)
        }
        Err(Failure::Library(error)) => {
            eprintln!("search: {error}");
            let mut source = std::error::Error::source(&error);
            while let Some(beneath) = source {
                eprintln!("  {beneath}");
                source = beneath.source();
            }
            ExitCode::from(FAULT)
        }
    }
}

/// What can go wrong: the library's part, the terminal's, the file with the description,
/// and what this program was built without.
enum Failure {
    Library(Error),
    Output(io::Error),
    Description(String, io::Error),
    #[cfg_attr(feature = "compile", expect(dead_code, reason = "it has all features"))]
    Features(String),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure::Library(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Output(error)
    }
}

fn run(args: &Args) -> Result<u8, Failure> {
    let searcher = searcher(args)?;
    let wording = match args.source {
        Source::Embedded => "Not the official text",
        Source::Archive(_) | Source::Pages(_) | Source::Statcan(_) => {
            "Texts as your files have them"
        }
    };
    let style = Style::of_terminal(args.lang, wording);
    if let Some(codes) = &args.contrast {
        return contrast(args, &searcher, style, codes);
    }
    if let (Some(file), None) = (&args.duties, &args.query) {
        return duties(args, &searcher, style, &description(file)?);
    }
    if let Some(code) = &args.code {
        return show_code(args, &searcher, style, code);
    }
    if let Some(query) = &args.query {
        return answer(args, &searcher, style, query);
    }
    prompt(args, &searcher, style)
}

fn searcher(args: &Args) -> Result<Searcher, Failure> {
    let searcher = match &args.source {
        Source::Embedded => Searcher::embedded(),
        Source::Archive(file) => Searcher::open(file)?,
        Source::Pages(dir) => build::of_pages(dir)?,
        Source::Statcan(dir) => build::of_statcan(dir)?,
    };
    match &args.profile {
        Some(file) => Ok(searcher.with_profile(career_profile::from_path(file)?)?),
        None => Ok(searcher),
    }
}

fn answer(args: &Args, searcher: &Searcher, style: Style, text: &str) -> Result<u8, Failure> {
    let query = Query::new(text)
        .limit(args.limit.unwrap_or(HITS))
        .lang(args.lang);
    match args.answer {
        Answer::Suggestions => return suggest(args, searcher, style, query),
        Answer::Resolution => return resolve(args, searcher, style, query),
        Answer::Hits => {}
    }
    let hits = searcher.search(query)?;
    let mut out = io::stdout().lock();
    match args.output {
        Output::Json => writeln!(out, "{}", json(&hits))?,
        Output::Text if hits.is_empty() => writeln!(out, "{}", style.nothing(text))?,
        Output::Text => write!(out, "{}", style.hits(&hits))?,
    }
    Ok(if hits.is_empty() { NOTHING } else { FOUND })
}

fn suggest(args: &Args, searcher: &Searcher, style: Style, query: Query) -> Result<u8, Failure> {
    let text = query.text().to_owned();
    let suggestions = searcher.suggest(query);
    let mut out = io::stdout().lock();
    match args.output {
        Output::Json => writeln!(out, "{}", json(&suggestions))?,
        Output::Text if suggestions.is_empty() => writeln!(out, "{}", style.nothing(&text))?,
        Output::Text => write!(out, "{}", style.suggestions(&suggestions))?,
    }
    Ok(if suggestions.is_empty() {
        NOTHING
    } else {
        FOUND
    })
}

/// Resolves a title, and asks its questions as long as there are answers to read.
fn resolve(args: &Args, searcher: &Searcher, style: Style, query: Query) -> Result<u8, Failure> {
    let query = match &args.industry {
        Some(industry) => query.industry(industry),
        None => query,
    };
    let query = match &args.duties {
        Some(file) => query.duties(description(file)?),
        None => query,
    };
    let mut resolution = searcher.resolve(query)?;
    loop {
        let mut out = io::stdout().lock();
        match args.output {
            Output::Json => writeln!(out, "{}", json(&resolution))?,
            Output::Text => write!(out, "{}", style.resolution(&resolution))?,
        }
        if args.explanation == Explanation::Given && args.output == Output::Text {
            write!(out, "\n{}", resolution.explain())?;
        }
        let Verdict::Choose(question) = resolution.verdict() else {
            break;
        };
        // Somebody must be there to answer, and not to ask the next title.
        if args.query.is_none() || args.output == Output::Json {
            break;
        }
        write!(out, "{}", style.choice(question.options().len()))?;
        out.flush()?;
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line)?;
        let Some(option) = line
            .trim()
            .parse::<usize>()
            .ok()
            .and_then(|n| n.checked_sub(1))
        else {
            writeln!(out)?;
            break;
        };
        match resolution.answer(option) {
            Ok(answered) => resolution = answered,
            Err(_) => writeln!(out, "there is no option {}", option.saturating_add(1))?,
        }
    }
    Ok(match resolution.verdict() {
        Verdict::Certain(_) => FOUND,
        Verdict::Choose(_) => CHOOSE,
        _ => NOT_ENOUGH,
    })
}

/// The text of a description.
fn description(file: &Path) -> Result<String, Failure> {
    let bytes = match file == Path::new("-") {
        true => {
            let mut bytes = Vec::new();
            io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
        }
        false => std::fs::read(file),
    };
    let text = bytes.and_then(|bytes| {
        String::from_utf8(bytes)
            .map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8"))
    });
    text.map_err(|error| Failure::Description(file.display().to_string(), error))
}

/// Compares a description with all unit groups, or with the one that is asked for.
fn duties(args: &Args, searcher: &Searcher, style: Style, text: &str) -> Result<u8, Failure> {
    let query = Query::new(text)
        .limit(args.limit.unwrap_or(FITS))
        .lang(args.lang);
    let mut out = io::stdout().lock();
    if let Some(code) = &args.code {
        let comparison = searcher.duty_fit(Code::parse(code)?, query)?;
        match args.output {
            Output::Json => writeln!(out, "{}", json(&comparison))?,
            Output::Text => write!(out, "{}", style.duty_comparison(&comparison))?,
        }
        return Ok(FOUND);
    }
    let matches = searcher.match_duties(query)?;
    match args.output {
        Output::Json => writeln!(out, "{}", json(&matches))?,
        Output::Text => write!(out, "{}", style.duty_matches(&matches))?,
    }
    Ok(match matches.fits().is_empty() {
        true => NOTHING,
        false => FOUND,
    })
}

/// Says what sets unit groups apart.
fn contrast(args: &Args, searcher: &Searcher, style: Style, codes: &str) -> Result<u8, Failure> {
    let codes = codes.split(',').map(|code| Code::parse(code.trim()));
    let codes: Vec<Code> = codes.collect::<Result<_, Error>>()?;
    let contrast = searcher.contrast(&codes)?;
    let mut out = io::stdout().lock();
    match args.output {
        Output::Json => writeln!(out, "{}", json(&contrast))?,
        Output::Text => write!(out, "{}", style.contrast(&contrast))?,
    }
    Ok(FOUND)
}

/// Asks for queries until the input ends. The status is that of the last one.
fn prompt(args: &Args, searcher: &Searcher, style: Style) -> Result<u8, Failure> {
    let is_asked = io::stdin().is_terminal() && io::stdout().is_terminal();
    let mut status = NOTHING;
    let mut line = String::new();
    loop {
        if is_asked {
            print!("{}", style.prompt());
            io::stdout().flush()?;
        }
        line.clear();
        match io::stdin().lock().read_line(&mut line) {
            Ok(0) => return Ok(status),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                eprintln!("search: a line that is not UTF-8 was passed over");
                continue;
            }
            Err(error) => return Err(error.into()),
        }
        if !line.trim().is_empty() {
            status = answer(args, searcher, style, line.trim())?;
        }
    }
}

/// Shows a whole unit group; for a code that is not there, what it became.
fn show_code(args: &Args, searcher: &Searcher, style: Style, text: &str) -> Result<u8, Failure> {
    let asked = Code::parse(text)?;
    let groups_with = |accept: &dyn Fn(Code) -> bool| -> Vec<UnitGroup> {
        let groups = searcher.nocs().iter().flat_map(|noc| noc.iter());
        groups.filter(|group| accept(group.code())).collect()
    };
    let mut groups = groups_with(&|code| code.as_str() == asked.as_str());
    let mut became: Vec<Correspondence> = Vec::new();
    if groups.is_empty()
        && let Some(table) = searcher.concordance()
    {
        became = table.forward(asked).collect();
        groups = groups_with(&|code| became.iter().any(|row| row.new == code));
    }
    let mut out = io::stdout().lock();
    match args.output {
        Output::Json => writeln!(out, "{}", json(&groups))?,
        Output::Text => {
            write!(out, "{}", style.became(searcher, &became))?;
            for group in &groups {
                write!(out, "{}", style.unit_group(searcher, group))?;
            }
            if groups.is_empty() && became.is_empty() {
                writeln!(out, "{}", style.no_such_code(asked))?;
            }
        }
    }
    let is_found = !(groups.is_empty() && became.is_empty());
    Ok(if is_found { FOUND } else { NOTHING })
}

fn json<T: serde::Serialize>(value: &T) -> String {
    // Our types have string keys and no failing `Serialize`.
    serde_json::to_string_pretty(value).unwrap_or_default()
}
