//! Files that get their names when they are whole.
//!
//! Rows are written to `OUT.partial`, and `OUT.journal` says every second how far
//! that is good. A run that was killed goes on from there.

use std::borrow::Cow;
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::args::Start;
use crate::chunks::Place;
use crate::failure::Failure;
use crate::pipeline::Reject;
use crate::tally::Tally;

/// The time between two entries of the journal.
const PACE: Duration = Duration::from_secs(1);

/// What a run does. Another one can't go on with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The arguments that the output depends on, and the fingerprint of the data.
    pub arguments: Vec<(String, String)>,
    /// The length of the input and when it was changed, since 1970.
    pub input: Option<(u64, Duration)>,
}

/// How far a run came.
#[derive(Serialize, Deserialize)]
struct Entry<'a> {
    order: Cow<'a, Order>,
    place: Place,
    rows_len: u64,
    rejected_len: u64,
    state: State,
    tally: Cow<'a, Tally>,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum State {
    Going,
    /// All is written; some files may have their names already.
    Whole,
}

/// The files of an output.
pub struct Files {
    order: Order,
    names: Names,
    rows: File,
    rows_len: u64,
    rejected: File,
    rejected_len: u64,
    last_entry: Instant,
}

/// What was found where an output goes.
pub enum Found {
    Nothing(Files),
    /// A part of it, up to a place.
    Part(Files, Place, Box<Tally>),
    /// All of it.
    Whole(Tally),
}

struct Names {
    out: PathBuf,
    partial: PathBuf,
    rejected: PathBuf,
    rejected_partial: PathBuf,
    journal: PathBuf,
    new_journal: PathBuf,
}

impl Names {
    fn of(out: &Path) -> Names {
        let with = |end: &str| {
            let mut name = OsString::from(out);
            name.push(end);
            PathBuf::from(name)
        };
        Names {
            out: out.to_owned(),
            partial: with(".partial"),
            rejected: with(".rejected"),
            rejected_partial: with(".rejected.partial"),
            journal: with(".journal"),
            new_journal: with(".journal.new"),
        }
    }

    /// Gives files that are whole their names. It may be done again after a kill.
    fn settle(&self) -> Result<(), Failure> {
        if self.partial.exists() {
            rename(&self.partial, &self.out)?;
        }
        match fs::metadata(&self.rejected_partial) {
            Ok(file) if file.len() > 0 => rename(&self.rejected_partial, &self.rejected)?,
            Ok(_) => {
                // One of an earlier run speaks of other rows.
                remove(&self.rejected)?;
                remove(&self.rejected_partial)?;
            }
            Err(_) => {}
        }
        remove(&self.journal)
    }

    fn entry(&self) -> Result<Option<Entry<'static>>, Failure> {
        let text = match fs::read(&self.journal) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Failure::read(&self.journal, &error)),
        };
        let entry = serde_json::from_slice(&text);
        entry.map(Some).map_err(|error| {
            Failure::told(format_args!(
                "{} is damaged ({error}): remove it and start anew",
                self.journal.display()
            ))
        })
    }
}

/// The name of the rejected rows of an output.
pub fn rejected_name(out: &Path) -> PathBuf {
    Names::of(out).rejected
}

impl Files {
    /// Opens the files of an output, those of an earlier run where that goes on.
    pub fn open(out: &Path, order: Order, start: Start) -> Result<Found, Failure> {
        let names = Names::of(out);
        // A device or a pipe must not be replaced with a file.
        if fs::metadata(out).is_ok_and(|found| !found.is_file()) {
            return Err(Failure::told(format_args!(
                "{} is no file: leave out -o to write to standard output",
                out.display()
            )));
        }
        let Some(entry) = names.entry()? else {
            let files = Files {
                rows: create(&names.partial)?,
                rows_len: 0,
                rejected: create(&names.rejected_partial)?,
                rejected_len: 0,
                order,
                names,
                last_entry: Instant::now(),
            };
            return Ok(Found::Nothing(files));
        };
        if start == Start::Anew {
            return Err(Failure::told(format_args!(
                "{} is left of a run that was ended: go on with --resume, or remove {} to start anew",
                names.partial.display(),
                names.journal.display()
            )));
        }
        if *entry.order != order {
            return Err(Failure::told(format_args!(
                "the run that was ended {}: go on as it was, or remove {} to start anew",
                difference(&entry.order, &order),
                names.journal.display()
            )));
        }
        if entry.state == State::Whole {
            names.settle()?;
            return Ok(Found::Whole(entry.tally.into_owned()));
        }
        let files = Files {
            rows: cut(&names.partial, entry.rows_len, &names.journal)?,
            rows_len: entry.rows_len,
            rejected: cut(&names.rejected_partial, entry.rejected_len, &names.journal)?,
            rejected_len: entry.rejected_len,
            order,
            names,
            last_entry: Instant::now(),
        };
        Ok(Found::Part(
            files,
            entry.place,
            Box::new(entry.tally.into_owned()),
        ))
    }

    pub fn write(&mut self, rows: &[u8]) -> Result<(), Failure> {
        let written = self.rows.write_all(rows);
        written.map_err(|error| Failure::write(&self.names.partial, &error))?;
        self.rows_len += rows.len() as u64;
        Ok(())
    }

    /// Writes rows that could not be read, with the reason.
    pub fn write_rejects(&mut self, rejects: &[Reject]) -> Result<(), Failure> {
        if rejects.is_empty() {
            return Ok(());
        }
        let mut rows = csv::Writer::from_writer(Vec::new());
        // A Vec takes everything.
        if self.rejected_len == 0 {
            let _ = rows.write_record(["line", "reason", "row"]);
        }
        for reject in rejects {
            let row = String::from_utf8_lossy(&reject.row);
            let _ = rows.write_record([&reject.line.to_string(), &reject.why, &*row]);
        }
        let bytes = rows.into_inner().unwrap_or_default();
        let written = self.rejected.write_all(&bytes);
        written.map_err(|error| Failure::write(&self.names.rejected_partial, &error))?;
        self.rejected_len += bytes.len() as u64;
        Ok(())
    }

    /// Notes how far the files are good, every second.
    pub fn note(&mut self, place: Place, tally: &Tally) -> Result<(), Failure> {
        if self.last_entry.elapsed() < PACE {
            return Ok(());
        }
        self.write_entry(place, State::Going, tally)
    }

    /// Gives the files their names.
    pub fn finish(mut self, place: Place, tally: &Tally) -> Result<(), Failure> {
        self.write_entry(place, State::Whole, tally)?;
        self.names.settle()
    }

    fn write_entry(&mut self, place: Place, state: State, tally: &Tally) -> Result<(), Failure> {
        // The journal must not be ahead of the files, even where the machine goes down.
        for (file, name) in [
            (&self.rows, &self.names.partial),
            (&self.rejected, &self.names.rejected_partial),
        ] {
            let synced = file.sync_data();
            synced.map_err(|error| Failure::write(name, &error))?;
        }
        let entry = Entry {
            order: Cow::Borrowed(&self.order),
            place,
            rows_len: self.rows_len,
            rejected_len: self.rejected_len,
            state,
            tally: Cow::Borrowed(tally),
        };
        // Our types have string keys and no failing `Serialize`.
        let text = serde_json::to_vec(&entry).unwrap_or_default();
        let name = &self.names.new_journal;
        let write = || {
            let mut file = File::create(name)?;
            file.write_all(&text)?;
            file.sync_data()
        };
        write().map_err(|error: io::Error| Failure::write(name, &error))?;
        rename(name, &self.names.journal)?;
        self.last_entry = Instant::now();
        Ok(())
    }
}

/// In what another run differs.
fn difference(was: &Order, is: &Order) -> String {
    if was.input != is.input {
        return "read another input, or that was changed since".to_owned();
    }
    let pairs = was.arguments.iter().zip(&is.arguments);
    let mut others = pairs.filter(|(was, is)| was != is);
    match others.next() {
        Some((was, is)) => format!("had {} {:?}, not {:?}", was.0, was.1, is.1),
        None => "was of another version of this program".to_owned(),
    }
}

fn create(path: &Path) -> Result<File, Failure> {
    File::create(path).map_err(|error| Failure::write(path, &error))
}

/// Opens a file behind its first bytes and drops the others.
fn cut(path: &Path, len: u64, journal: &Path) -> Result<File, Failure> {
    let open = || {
        let mut file = OpenOptions::new().write(true).open(path)?;
        let is_there = file.metadata()?.len() >= len;
        if is_there {
            file.set_len(len)?;
            file.seek(SeekFrom::Start(len))?;
        }
        Ok(is_there.then_some(file))
    };
    match open() {
        Ok(Some(file)) => Ok(file),
        Ok(None) => Err(Failure::told(format_args!(
            "{} is shorter than it was: remove {} to start anew",
            path.display(),
            journal.display()
        ))),
        Err(error) => Err(Failure::write(path, &error)),
    }
}

fn rename(from: &Path, to: &Path) -> Result<(), Failure> {
    fs::rename(from, to).map_err(|error| Failure::write(to, &error))
}

fn remove(path: &Path) -> Result<(), Failure> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(Failure::write(path, &error)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(edition: &str) -> Order {
        Order {
            arguments: vec![("--edition".to_owned(), edition.to_owned())],
            input: None,
        }
    }

    fn told<T>(result: Result<T, Failure>) -> String {
        match result {
            Err(Failure::Told(text)) => text,
            _ => panic!("nothing was told"),
        }
    }

    fn names(dir: &Path) -> Vec<OsString> {
        let files = fs::read_dir(dir).unwrap();
        let mut names: Vec<OsString> = files.map(|file| file.unwrap().file_name()).collect();
        names.sort();
        names
    }

    #[test]
    fn what_was_written_after_the_last_entry_is_written_again() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("out.csv");
        let Ok(Found::Nothing(mut files)) = Files::open(&out, order("2021"), Start::Resumed) else {
            panic!()
        };
        let reject = Reject {
            line: 2,
            why: "why".to_owned(),
            row: b"row".to_vec(),
        };
        let place = Place { bytes: 9, lines: 3 };
        let mut tally = Tally::default();
        tally.rows = 7;
        files.write(b"noted\n").unwrap();
        files.write_rejects(&[reject]).unwrap();
        files.write_entry(place, State::Going, &tally).unwrap();
        files.write(b"not noted\n").unwrap();
        drop(files);

        let anew = told(Files::open(&out, order("2021"), Start::Anew));
        assert!(anew.contains("go on with --resume"), "{anew}");
        let other = told(Files::open(&out, order("2016"), Start::Resumed));
        assert!(
            other.contains("had --edition \"2021\", not \"2016\""),
            "{other}"
        );

        let Ok(Found::Part(mut files, found, tally)) =
            Files::open(&out, order("2021"), Start::Resumed)
        else {
            panic!()
        };
        assert_eq!((found, tally.rows), (place, 7));
        files.write(b"again\n").unwrap();
        // As if it was killed before any file had its name.
        files.write_entry(place, State::Whole, &tally).unwrap();
        drop(files);
        let Ok(Found::Whole(tally)) = Files::open(&out, order("2021"), Start::Resumed) else {
            panic!()
        };
        assert_eq!(tally.rows, 7);
        assert_eq!(fs::read(&out).unwrap(), b"noted\nagain\n");
        let rejected = fs::read_to_string(rejected_name(&out)).unwrap();
        assert_eq!(rejected, "line,reason,row\n2,why,row\n");
        assert_eq!(names(dir.path()), ["out.csv", "out.csv.rejected"]);
    }

    #[test]
    fn a_file_that_was_cut_is_not_gone_on_with() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("out.csv");
        let Ok(Found::Nothing(mut files)) = Files::open(&out, order("2021"), Start::Anew) else {
            panic!()
        };
        files.write(b"noted\n").unwrap();
        let tally = Tally::default();
        files
            .write_entry(Place::default(), State::Going, &tally)
            .unwrap();
        fs::write(dir.path().join("out.csv.partial"), "no").unwrap();
        let text = told(Files::open(&out, order("2021"), Start::Resumed));
        assert!(text.contains("is shorter than it was"), "{text}");
    }
}
