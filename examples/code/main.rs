//! Codes a column of job titles:
//!
//! ```text
//! cargo run --release --example code -- jobs.csv -o coded.csv --title title
//! ```
//!
//! `--help` lists what else it does; `examples/spark` runs it on a cluster.

mod args;
mod chunks;
mod coder;
mod decisions;
mod divider;
mod failure;
mod input;
mod output;
mod pipeline;
mod progress;
mod report;
mod rows;
mod summary;
mod svg;
mod tally;

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use args::{Args, Format};
use chunks::{Chunks, Place};
use coder::Coder;
use decisions::Decisions;
use failure::Failure;
use output::{Files, Found, Order};
use pipeline::{Done, Reject, Work};
use progress::Progress;
use rows::{Layout, Unread};
use summary::Summary;
use tally::Tally;

/// The status where all rows were coded, where some were rejected, and where something
/// was wrong.
const CODED: u8 = 0;
const REJECTS: u8 = 1;
const FAULT: u8 = 2;

fn main() -> ExitCode {
    let args = match args::parse() {
        Ok(Some(args)) => args,
        Ok(None) => {
            // Nobody waits for help that can't be written.
            let _ = writeln!(io::stdout(), "{}", args::HELP);
            return ExitCode::from(CODED);
        }
        Err(error) => {
            eprintln!("code: {error}; --help lists the options");
            return ExitCode::from(FAULT);
        }
    };
    match run(&args) {
        Ok(status) => ExitCode::from(status),
        Err(Failure::Unread) => ExitCode::from(CODED),
        Err(Failure::Told(text)) => {
            eprintln!("code: {text}");
            ExitCode::from(FAULT)
        }
    }
}

fn run(args: &Args) -> Result<u8, Failure> {
    refuse_same_file(args)?;
    let decisions = match &args.decisions {
        Some(path) => Decisions::read(path, &coder::noc(args.edition))?,
        None => Decisions::default(),
    };
    let coder = Coder::new(args.edition, args.level, decisions);
    let input = input::open(args.input.as_deref(), args.encoding, args.format)?;
    if input.encoding != encoding_rs::UTF_8 && args.encoding.is_none() {
        eprintln!(
            "code: the input is read as {}; --encoding says another",
            input.encoding.name()
        );
    }
    let order = order(args, &coder, input.encoding.name())?;
    let progress = Progress::new(input.len, input.read.clone());
    let mut chunks = Chunks::new(input, args.format);
    let (layout, header) = layout(args, &mut chunks)?;
    let header = layout.header(&header);
    let work = Arc::new(Work::new(layout, coder, args.cache_mib << 20));
    let mut run = Run {
        args,
        work,
        progress,
        tally: Tally::default(),
        place: Place::default(),
    };
    match &args.output {
        None => run.print(chunks, &header)?,
        Some(out) => run.write(chunks, &header, Files::open(out, order, args.start)?)?,
    }
    run.tell()
}

/// A run and what is known of it so far.
struct Run<'a> {
    args: &'a Args,
    work: Arc<Work>,
    progress: Progress,
    tally: Tally,
    place: Place,
}

impl Run<'_> {
    /// Each chunk is written as soon as it is coded: somebody may wait for it.
    fn print(&mut self, chunks: Chunks, header: &[u8]) -> Result<(), Failure> {
        let write = |bytes: &[u8]| {
            let mut out = io::stdout().lock();
            let written = out.write_all(bytes).and_then(|()| out.flush());
            written.map_err(|error| Failure::stdout(&error))
        };
        write(header)?;
        let work = self.work.clone();
        pipeline::run(chunks, &work, self.args.threads, |done| {
            write(&done.rows)?;
            for Reject { line, why, row } in &done.rejects {
                match work.unread() {
                    Unread::InPlace => eprintln!("code: line {line}: {why}"),
                    Unread::Apart => {
                        eprintln!("code: line {line}: {why}: {}", String::from_utf8_lossy(row));
                    }
                }
            }
            self.add(done);
            Ok(())
        })
    }

    fn write(&mut self, mut chunks: Chunks, header: &[u8], found: Found) -> Result<(), Failure> {
        let mut files = match found {
            Found::Nothing(mut files) => {
                files.write(header)?;
                files
            }
            Found::Part(files, place, tally) => {
                let passed = chunks.skip_to(place);
                passed.map_err(|error| Failure::told(format_args!("cannot go on: {error}")))?;
                self.progress.resume();
                (self.place, self.tally) = (place, *tally);
                files
            }
            Found::Whole(tally) => {
                self.tally = tally;
                return Ok(());
            }
        };
        let work = self.work.clone();
        pipeline::run(chunks, &work, self.args.threads, |done| {
            if self.tally.rows == 0 && done.tally.rows > 0 {
                self.refuse_other_fields(&done.tally)?;
            }
            files.write(&done.rows)?;
            files.write_rejects(&done.rejects)?;
            self.add(done);
            files.note(self.place, &self.tally)
        })?;
        files.finish(self.place, &self.tally)
    }

    fn add(&mut self, done: Done) {
        self.progress.add(done.tally.rows);
        self.tally.merge(done.tally);
        self.place = done.after;
    }

    /// JSON lines leave out what is empty, but not in all of the first rows.
    fn refuse_other_fields(&self, first: &Tally) -> Result<(), Failure> {
        if first.without_title < first.rows {
            return Ok(());
        }
        Err(Failure::told(format_args!(
            "none of the first {} rows has a field {:?}: is it called otherwise?",
            first.rows, self.args.columns.title
        )))
    }

    /// Says at the end what was done.
    fn tell(self) -> Result<u8, Failure> {
        self.progress.finish();
        let summary = Summary {
            tally: &self.tally,
            coder: &self.work.coder,
        };
        if self.args.summary == args::Summary::Told {
            eprint!("{summary}");
        }
        if let Some(path) = &self.args.report {
            let written = std::fs::write(path, report::page(&summary));
            written.map_err(|error| Failure::write(path, &error))?;
        }
        if self.tally.rejected == 0 {
            return Ok(CODED);
        }
        if let Some(out) = &self.args.output {
            eprintln!(
                "code: {} rows could not be read; {} has them with the reason",
                self.tally.rejected,
                output::rejected_name(out).display()
            );
        }
        Ok(REJECTS)
    }
}

/// Nobody wants the input replaced with a part of the output.
fn refuse_same_file(args: &Args) -> Result<(), Failure> {
    let (Some(input), Some(output)) = (&args.input, &args.output) else {
        return Ok(());
    };
    match (input.canonicalize(), output.canonicalize()) {
        (Ok(input), Ok(output)) if input == output => Err(Failure::told(
            "the input and the output are the same file: give the output another name",
        )),
        _ => Ok(()),
    }
}

/// Finds the columns. JSON lines have no header.
fn layout(args: &Args, chunks: &mut Chunks) -> Result<(Layout, Vec<Vec<u8>>), Failure> {
    let unread = match args.output {
        Some(_) => Unread::Apart,
        None => Unread::InPlace,
    };
    if args.format == Format::JsonLines {
        let columns = args.columns.clone();
        return Ok((Layout::JsonLines { columns, unread }, Vec::new()));
    }
    let name = match &args.input {
        Some(path) => path.display().to_string(),
        None => "standard input".to_owned(),
    };
    let header = chunks.header();
    let header =
        header.map_err(|error| Failure::told(format_args!("cannot read {name}: {error}")))?;
    let header = header.ok_or_else(|| Failure::told(format_args!("{name} has no header line")))?;
    let layout = Layout::of_header(args.format, &args.columns, &header)
        .map_err(|why| Failure::told(format_args!("{name}: {why}")))?;
    Ok((layout, header))
}

/// What the output depends on.
fn order(args: &Args, coder: &Coder, encoding: &str) -> Result<Order, Failure> {
    let argument = |name: &str, value: String| (name.to_owned(), value);
    let decisions = match &args.decisions {
        Some(path) => {
            let bytes = std::fs::read(path).map_err(|error| Failure::read(path, &error))?;
            format!("{} bytes, {:08x}", bytes.len(), crc32fast::hash(&bytes))
        }
        None => "none".to_owned(),
    };
    let input = args.input.as_deref().and_then(state_of);
    Ok(Order {
        arguments: vec![
            argument("--title", args.columns.title.clone()),
            argument(
                "--industry",
                args.columns.industry.clone().unwrap_or_default(),
            ),
            argument("--duties", args.columns.duties.clone().unwrap_or_default()),
            argument("--edition", args.edition.to_string()),
            argument("--level", format!("{:?}", args.level)),
            argument("--format", args.format.name().to_owned()),
            argument("--encoding", encoding.to_owned()),
            argument("--decisions", decisions),
            argument("the data", coder.digest.clone()),
        ],
        input,
    })
}

/// The length of a file and when it was changed.
fn state_of(path: &Path) -> Option<(u64, Duration)> {
    let metadata = path.metadata().ok()?;
    let changed = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some((metadata.len(), changed))
}
