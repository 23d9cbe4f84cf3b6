//! The command line.

use std::path::PathBuf;

use lexopt::prelude::*;
use noc_search::Lang;

pub const HELP: &str = "\
Finds the unit group of a job title in Canada's National Occupational Classification.

Usage: search [OPTIONS] [QUERY]...

  QUERY            a job title, a duty or a code, in English or Chinese; without
                   one, a prompt asks for them line by line

Options:
  --lang LANG      language of the answer: en, zh-hans or zh-hant [default: en]
  --limit N        how many unit groups at most [default: 10; 5 with --duties]
  --suggest        offer titles that go on like QUERY, as while typing
  --resolve        say which unit group QUERY is and how sure that is; where several
                   have the title, ask which (answers are read from the input)
  --industry TEXT  where the work is done, with --resolve
  --duties FILE    compare a description of a job (- is the input) with the duties of
                   all unit groups; with --code, of that one and its rivals; with
                   --resolve, beside the title QUERY
  --contrast CODES say what sets unit groups apart: two to five codes, with commas
  --explain        with --resolve, say how the answer was found
  --json           one JSON array of hits or suggestions, best first; with --resolve,
                   --duties and --contrast one object
  --code CODE      show a whole unit group, or what became of an old one
  --archive FILE   search an archive that was compiled, instead of the built-in data
  --pages DIR      search a folder of bilingual pages instead (feature compile)
  --statcan DIR    search a folder with Statistics Canada's two CSV files instead
                   (feature compile)
  --profile FILE   attach a career profile to its unit group
  -h, --help       show this

Exit status: 0 with hits, 1 without, 2 on bad arguments or bad files; with --resolve
0 certain, 3 choose, 4 not enough.";

/// What the command line asks for.
pub struct Args {
    pub query: Option<String>,
    pub lang: Lang,
    pub limit: Option<usize>,
    pub output: Output,
    pub answer: Answer,
    pub code: Option<String>,
    pub source: Source,
    pub profile: Option<PathBuf>,
    pub industry: Option<String>,
    pub explanation: Explanation,
    /// The file with a description; "-" is the input.
    pub duties: Option<PathBuf>,
    pub contrast: Option<String>,
}

/// Whether it is said how an answer was found.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Explanation {
    Given,
    Left,
}

/// What is printed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Output {
    Text,
    Json,
}

/// What a query is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Hits,
    Suggestions,
    Resolution,
}

/// What is searched.
pub enum Source {
    Embedded,
    Archive(PathBuf),
    Pages(PathBuf),
    Statcan(PathBuf),
}

/// Reads the command line; `None` when it asks for help.
pub fn parse() -> Result<Option<Args>, lexopt::Error> {
    let mut args = Args {
        query: None,
        lang: Lang::En,
        limit: None,
        output: Output::Text,
        answer: Answer::Hits,
        code: None,
        source: Source::Embedded,
        profile: None,
        industry: None,
        explanation: Explanation::Left,
        duties: None,
        contrast: None,
    };
    let mut words: Vec<String> = Vec::new();
    let mut parser = lexopt::Parser::from_env();
    while let Some(arg) = parser.next()? {
        match arg {
            Long("lang") => args.lang = parser.value()?.parse()?,
            Long("limit") => args.limit = Some(parser.value()?.parse()?),
            Long("suggest") => args.answer = Answer::Suggestions,
            Long("resolve") => args.answer = Answer::Resolution,
            Long("industry") => args.industry = Some(parser.value()?.string()?),
            Long("duties") => args.duties = Some(parser.value()?.into()),
            Long("contrast") => args.contrast = Some(parser.value()?.string()?),
            Long("explain") => args.explanation = Explanation::Given,
            Long("json") => args.output = Output::Json,
            Long("code") => args.code = Some(parser.value()?.string()?),
            Long("archive") => args.source = Source::Archive(parser.value()?.into()),
            Long("pages") => args.source = Source::Pages(parser.value()?.into()),
            Long("statcan") => args.source = Source::Statcan(parser.value()?.into()),
            Long("profile") => args.profile = Some(parser.value()?.into()),
            Short('h') | Long("help") => return Ok(None),
            Value(word) => words.push(word.string()?),
            _ => return Err(arg.unexpected()),
        }
    }
    if !words.is_empty() {
        args.query = Some(words.join(" "));
    }
    let of_resolve = args.industry.is_some() || args.explanation == Explanation::Given;
    if of_resolve && args.answer != Answer::Resolution {
        return Err("--industry and --explain go with --resolve".into());
    }
    let is_title = args.answer == Answer::Resolution && args.query.is_some();
    if args.duties.is_some() && args.query.is_some() && !is_title {
        return Err("a title beside --duties goes with --resolve".into());
    }
    if args.code.is_some() && args.query.is_some() {
        return Err("--code and a query exclude each other".into());
    }
    Ok(Some(args))
}
