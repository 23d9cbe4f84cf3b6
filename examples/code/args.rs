//! The command line.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use lexopt::prelude::*;
use noc_search::{Edition, Level};

pub const HELP: &str = "\
Codes a column of job titles: adds to each row its unit group of Canada's National
Occupational Classification, and how sure that is.

Usage: code [IN] [-o OUT] --title COLUMN [OPTIONS]

  IN                  a file with a header line, or JSON lines; standard input
                      without one or with -
  -o, --output OUT    where the coded rows go; standard output without it. Rows that
                      can't be read go to OUT.rejected

Options:
  --title COLUMN      the column with the job titles
  --industry COLUMN   the column that says where the work is done
  --duties COLUMN     the column that says what the person does
  --edition YEAR      codes of NOC 2021 or, through the concordance, of 2016
                      [default: 2021]
  --level N           how far down: 1 broad category, 2 major group, 3 sub-major group,
                      4 minor group, 5 unit group [default: 5]
  --format FORMAT     of both files: csv, tsv or jsonl [default: as IN is named]
  --encoding NAME     of IN, such as utf-16le, gb18030, big5 [default: found out]
  --resume            go on with a run that was ended
  --report FILE       write a page with pictures: what was coded, what is undecided
  --decisions FILE    a CSV file with title, noc_code and maybe industry, as --report
                      offers it: what was decided by hand
  --cache MIB         memory for titles that come again; 0 codes every row anew
                      [default: 32]
  --threads N         [default: all cores]
  --quiet             no summary
  -h, --help          show this

Each row keeps its columns and gets noc_code, noc_title_en, noc_title_zh, teer, verdict,
confidence, alternatives, matched, edition and data_digest.
  verdict     certain; choose: several unit groups, see alternatives; not_enough: the
              title says too little; decided: by --decisions; split (2016 only): the
              unit group of 2021 is certain and was made of several
  noc_code    the class at --level, or the one further up that nine tenths of the
              confidence agree on, or nothing
  confidence  how probable noc_code is
  teer        of noc_code, or of all options if they have one; none in 2016
  alternatives  the most probable classes with their confidence, five at most (all that a
              unit group was made of)
  matched     the title or other text that was found
JSON lines that can't be read come out with the field error when they go to standard
output: one line out for each line in.

Exit status: 0, 1 with rows that could not be read, 2 on bad arguments or files.";

/// What the command line asks for.
pub struct Args {
    pub input: Option<PathBuf>,
    pub output: Option<PathBuf>,
    pub columns: Columns,
    pub edition: Edition,
    pub level: Level,
    pub format: Format,
    pub encoding: Option<&'static encoding_rs::Encoding>,
    pub start: Start,
    pub report: Option<PathBuf>,
    pub decisions: Option<PathBuf>,
    pub cache_mib: u64,
    pub threads: usize,
    pub summary: Summary,
}

/// The names of the columns that are read.
#[derive(Clone)]
pub struct Columns {
    pub title: String,
    pub industry: Option<String>,
    pub duties: Option<String>,
}

/// How rows are written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Csv,
    Tsv,
    JsonLines,
}

impl Format {
    pub const fn name(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Tsv => "tsv",
            Format::JsonLines => "jsonl",
        }
    }

    pub const fn delimiter(self) -> u8 {
        match self {
            Format::Tsv => b'\t',
            _ => b',',
        }
    }

    fn named(name: &str) -> Option<Format> {
        match name.to_ascii_lowercase().as_str() {
            "csv" => Some(Format::Csv),
            "tsv" | "tab" => Some(Format::Tsv),
            "jsonl" | "ndjson" => Some(Format::JsonLines),
            _ => None,
        }
    }

    fn of_path(path: &Path) -> Option<Format> {
        Format::named(path.extension()?.to_str()?)
    }
}

/// Whether a run starts anew or where the last one was ended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Start {
    Anew,
    Resumed,
}

/// Whether it is told at the end what was done.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Summary {
    Told,
    Left,
}

/// Reads the command line; `None` when it asks for help.
pub fn parse() -> Result<Option<Args>, lexopt::Error> {
    let (mut input, mut output, mut format, mut encoding) = (None, None, None, None);
    let (mut title, mut industry, mut duties) = (None, None, None);
    let (mut report, mut decisions) = (None, None);
    let (mut edition, mut level) = (Edition::NOC_2021, Level::UnitGroup);
    let (mut start, mut summary, mut cache_mib) = (Start::Anew, Summary::Told, 32);
    let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let mut threads = cores;
    let mut parser = lexopt::Parser::from_env();
    while let Some(arg) = parser.next()? {
        match arg {
            Short('o') | Long("output") => output = Some(PathBuf::from(parser.value()?)),
            Long("title") => title = Some(parser.value()?.string()?),
            Long("industry") => industry = Some(parser.value()?.string()?),
            Long("duties") => duties = Some(parser.value()?.string()?),
            Long("edition") => edition = parser.value()?.parse_with(edition_named)?,
            Long("level") => level = parser.value()?.parse_with(level_numbered)?,
            Long("format") => format = Some(parser.value()?.parse_with(format_named)?),
            Long("encoding") => encoding = Some(parser.value()?.parse_with(encoding_named)?),
            Long("resume") => start = Start::Resumed,
            Long("report") => report = Some(PathBuf::from(parser.value()?)),
            Long("decisions") => decisions = Some(PathBuf::from(parser.value()?)),
            Long("cache") => cache_mib = parser.value()?.parse()?,
            Long("threads") => threads = parser.value()?.parse::<NonZeroUsize>()?.get(),
            Long("quiet") => summary = Summary::Left,
            Short('h') | Long("help") => return Ok(None),
            Value(path) if input.is_none() => input = Some(PathBuf::from(path)),
            _ => return Err(arg.unexpected()),
        }
    }
    let input = input.filter(|path| path.as_os_str() != "-");
    let Some(title) = title else {
        return Err("--title COLUMN is missing".into());
    };
    if edition == Edition::NOC_2016 && level == Level::SubMajorGroup {
        return Err("NOC 2016 has no sub-major groups: --level 2 or 4 instead of 3".into());
    }
    if start == Start::Resumed && (input.is_none() || output.is_none()) {
        return Err("--resume needs an input file and -o OUT".into());
    }
    let format = format_of(format, input.as_deref(), output.as_deref())?;
    Ok(Some(Args {
        columns: Columns {
            title,
            industry,
            duties,
        },
        input,
        output,
        edition,
        level,
        format,
        encoding,
        start,
        report,
        decisions,
        cache_mib,
        threads,
        summary,
    }))
}

/// The format that is said, or that of the input's name. Nobody finds CSV in a file with
/// another format's name.
fn format_of(
    said: Option<Format>,
    input: Option<&Path>,
    output: Option<&Path>,
) -> Result<Format, String> {
    let named = said.or_else(|| input.and_then(Format::of_path));
    let format = named.ok_or("say what is read: --format csv, tsv or jsonl")?;
    match output.and_then(Format::of_path) {
        Some(other) if other != format => Err(format!(
            "the output is {} as the input is, not {}",
            format.name(),
            other.name()
        )),
        _ => Ok(format),
    }
}

fn edition_named(year: &str) -> Result<Edition, &'static str> {
    match year {
        "2021" => Ok(Edition::NOC_2021),
        "2016" => Ok(Edition::NOC_2016),
        _ => Err("expected 2016 or 2021"),
    }
}

fn level_numbered(number: &str) -> Result<Level, &'static str> {
    let place = number.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
    let level = place.and_then(|place| Level::ALL.get(place));
    level.copied().ok_or("expected 1 to 5")
}

fn format_named(name: &str) -> Result<Format, &'static str> {
    Format::named(name).ok_or("expected csv, tsv or jsonl")
}

fn encoding_named(name: &str) -> Result<&'static encoding_rs::Encoding, &'static str> {
    let encoding = encoding_rs::Encoding::for_label(name.as_bytes());
    encoding.ok_or("expected an encoding such as utf-8, utf-16le, gb18030, big5")
}
