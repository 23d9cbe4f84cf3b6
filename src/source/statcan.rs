//! Reads the two CSV files in which Statistics Canada publishes an edition: the
//! classification structure and the elements.
//!
//! The files begin with a byte order mark and their elements give codes without
//! leading zeros. The header names the edition ("Code - NOC 2021 V1.0"), so a
//! later one reads as well. They hold English only.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::files_in;
use crate::code::Code;
use crate::edition::Edition;
use crate::error::Error;
use crate::noc::Noc;
use crate::record::{Draft, ExclusionRecord, Record, StatementRecord, TitleRecord};
use crate::text::{Text, read_text};
use crate::unit_group::TitleKind;

/// The level of unit groups in the files' first column.
const UNIT_GROUP_LEVEL: &str = "5";

/// Reads an edition from the texts of its structure and its elements.
///
/// # Errors
///
/// With the line ([`Error::is_document`]), when a text is empty or no CSV, a
/// column is missing, the header names no edition, a code is malformed or stands
/// twice, an element names a unit group that the structure has not or a kind
/// that this reader does not know.
pub fn from_texts(structure: &str, elements: &str) -> Result<Noc, Error> {
    let mut parts = read_structure(structure)?;
    read_elements(elements, &mut parts)?;
    parts.finish()
}

/// Reads an edition from its two files.
///
/// # Errors
///
/// As [`from_texts`], and when a file can't be read, is not UTF-8 or holds a
/// zero byte; all name the file.
pub fn from_paths(structure: impl AsRef<Path>, elements: impl AsRef<Path>) -> Result<Noc, Error> {
    let (structure, elements) = (structure.as_ref(), elements.as_ref());
    let mut parts =
        read_structure(&read_text(structure)?).map_err(|error| error.in_file(structure))?;
    read_elements(&read_text(elements)?, &mut parts).map_err(|error| error.in_file(elements))?;
    parts.finish()
}

/// Reads an edition from a folder that holds its two files: one whose name ends
/// in `classification_structure.csv` and one whose name ends in `elements.csv`.
///
/// # Errors
///
/// As [`from_paths`], and when the folder has not one file of each.
pub fn from_dir(dir: impl AsRef<Path>) -> Result<Noc, Error> {
    let dir = dir.as_ref();
    let files = files_in(dir, "csv")?;
    let find = |ending: &str| {
        let mut found = files.iter().filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.ends_with(ending)
        });
        match (found.next(), found.next()) {
            (Some(path), None) => Ok(path),
            _ => Err(Error::document(
                None,
                format!("expected one file whose name ends in {ending}"),
            )
            .in_file(dir)),
        }
    };
    from_paths(find("classification_structure.csv")?, find("elements.csv")?)
}

/// What the structure gives, to which the elements are added.
struct Parts {
    edition: Edition,
    classes: Vec<(Code, Text)>,
    records: HashMap<Code, Record>,
}

impl Parts {
    fn finish(self) -> Result<Noc, Error> {
        let groups = self.records.into_iter();
        let groups = groups.map(|(code, record)| Draft { code, record });
        Noc::new(self.edition, groups.collect(), self.classes)
    }
}

/// A CSV file whose columns are found by the beginning of their names, since
/// the edition is part of some.
struct Table<'a> {
    reader: csv::Reader<&'a [u8]>,
    header: csv::StringRecord,
}

impl<'a> Table<'a> {
    fn new(text: &'a str) -> Result<Table<'a>, Error> {
        let text = text.trim_start_matches('\u{feff}');
        if text.trim().is_empty() {
            return Err(Error::document(1, "the file is empty"));
        }
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header = reader.headers().map_err(fault)?.clone();
        Ok(Table { reader, header })
    }

    fn column(&self, name: &str) -> Result<usize, Error> {
        let mut names = self.header.iter();
        names
            .position(|found| found.starts_with(name))
            .ok_or_else(|| Error::document(1, format!("the column {name:?} is missing")))
    }

    /// The edition that the header of the code column names.
    fn edition(&self, column: usize) -> Result<Edition, Error> {
        let name = &self.header[column];
        let mut words = name.split_whitespace();
        let year = words
            .find(|&word| word == "NOC")
            .and_then(|_| words.next())
            .and_then(|year| year.parse().ok());
        year.map(Edition::from_year)
            .ok_or_else(|| Error::document(1, format!("the column {name:?} names no edition")))
    }

    /// Calls `row` with each record and the number of its first line.
    fn each(
        &mut self,
        mut row: impl FnMut(usize, &csv::StringRecord) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut record = csv::StringRecord::new();
        while self.reader.read_record(&mut record).map_err(fault)? {
            let line = record.position().map_or(0, |at| at.line() as usize);
            row(line, &record)?;
        }
        Ok(())
    }
}

fn fault(error: csv::Error) -> Error {
    let line = error.position().map(|at| at.line() as usize);
    let what = match error.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => format!("expected {expected_len} fields, found {len}"),
        _ => "this is no CSV".to_owned(),
    };
    Error::document(line, what)
}

/// Reads a code of a level, whose leading zeros may be missing.
fn read_code(line: usize, edition: Edition, level: &str, digits: &str) -> Result<Code, Error> {
    let Some(length @ 1..=5) = level.parse::<usize>().ok() else {
        let what = format!("expected a level from 1 to 5, found {level:?}");
        return Err(Error::document(line, what));
    };
    if digits.is_empty() || digits.len() > length {
        let what = format!("{digits:?} is no code of level {level}");
        return Err(Error::document(line, what));
    }
    Code::of(edition, &format!("{digits:0>length$}"))
        .map_err(|error| Error::document(line, error.to_string()))
}

fn read_structure(text: &str) -> Result<Parts, Error> {
    let mut table = Table::new(text)?;
    let level = table.column("Level")?;
    let code = table.column("Code")?;
    let title = table.column("Class title")?;
    let definition = table.column("Class definition")?;
    let edition = table.edition(code)?;
    let mut classes = Vec::new();
    let mut records: HashMap<Code, Record> = HashMap::new();
    let mut lines: HashMap<Code, usize> = HashMap::new();
    table.each(|line, row| {
        let code = read_code(line, edition, &row[level], &row[code])?;
        if let Some(first) = lines.insert(code, line) {
            let what = format!("the code {code} stands on line {first} too");
            return Err(Error::document(line, what));
        }
        let title = Text::english(row[title].trim());
        if &row[level] == UNIT_GROUP_LEVEL {
            let record = Record {
                title: title.clone(),
                lead: Text::english(row[definition].trim()),
                ..Record::default()
            };
            records.insert(code, record);
        }
        classes.push((code, title));
        Ok(())
    })?;
    Ok(Parts {
        edition,
        classes,
        records,
    })
}

fn read_elements(text: &str, parts: &mut Parts) -> Result<(), Error> {
    let Parts {
        edition, records, ..
    } = parts;
    let edition = *edition;
    let mut table = Table::new(text)?;
    let level = table.column("Level")?;
    let code = table.column("Code")?;
    let label = table.column("Element Type Label")?;
    let description = table.column("Element Description")?;
    if table.edition(code)? != edition {
        let what = format!("the structure is of {edition}, the elements are of another edition");
        return Err(Error::document(1, what));
    }
    let mut duties: HashMap<Code, Vec<String>> = HashMap::new();
    table.each(|line, row| {
        let code = read_code(line, edition, &row[level], &row[code])?;
        let Some(record) = records.get_mut(&code) else {
            let what = format!("the structure has no unit group {code}");
            return Err(Error::document(line, what));
        };
        let text = row[description].trim();
        match &row[label] {
            "All examples" | "Inclusion(s)" => add_title(record, text, TitleKind::Listed),
            "Illustrative example(s)" => add_title(record, text, TitleKind::Illustrative),
            "Main duties" => duties.entry(code).or_default().push(text.to_owned()),
            "Employment requirements" => record.requirements.push(statement(text, None)),
            "Additional information" => record.additional.push(statement(text, None)),
            "Exclusion(s)" => record.exclusions.push(exclusion(line, edition, text)?),
            unknown => {
                let what = format!("unknown kind of element {unknown:?}");
                return Err(Error::document(line, what));
            }
        }
        Ok(())
    })?;
    // A row behind one without a full stop goes on a list: it is a duty.
    let pairs = duties.values().flat_map(|rows| rows.windows(2));
    let listed = pairs.filter(|pair| !pair[0].ends_with(['.', ':']));
    let openings: HashSet<&str> = listed.map(|pair| opening(&pair[1])).collect();
    for (code, rows) in &duties {
        if let Some(record) = records.get_mut(code) {
            record.duties = under_headings(rows, &openings);
        }
    }
    Ok(())
}

/// Adds a title. One that stands in several lists, or twice but for its
/// capitals or hyphens ("owner-operator"), is one title, and an illustrative one
/// stays that.
fn add_title(record: &mut Record, en: &str, kind: TitleKind) {
    let fold = |title: &str| title.to_lowercase().replace('-', " ");
    let folded = fold(en);
    let mut titles = record.titles.iter_mut();
    let same = titles.find_map(|title| match &mut title.en {
        Some(known) if fold(known) == folded => Some((known, &mut title.kind)),
        _ => None,
    });
    let Some((known, known_kind)) = same else {
        record.titles.push(TitleRecord {
            en: Some(en.to_owned()),
            zh: Vec::new(),
            kind,
        });
        return;
    };
    let capitals = |title: &str| title.chars().filter(|c| c.is_uppercase()).count();
    if capitals(en) < capitals(known) {
        *known = en.to_owned();
    }
    if kind == TitleKind::Illustrative {
        *known_kind = kind;
    }
}

fn statement(text: &str, occupation: Option<&str>) -> StatementRecord {
    StatementRecord {
        text: Text::english(text),
        occupation: Text::new(occupation.map(str::to_owned), None),
    }
}

/// Reads "cook  (See 63200 Cooks)".
fn exclusion(line: usize, edition: Edition, text: &str) -> Result<ExclusionRecord, Error> {
    let Some((name, target)) = text.rsplit_once("(See ") else {
        return Ok(ExclusionRecord {
            text: Text::english(text),
            code: None,
            target: Text::default(),
        });
    };
    let target = target.trim_end().trim_end_matches(')');
    let (digits, title) = target.split_once(' ').unwrap_or((target, ""));
    let code =
        Code::of(edition, digits).map_err(|error| Error::document(line, error.to_string()))?;
    Ok(ExclusionRecord {
        text: Text::english(name.trim()),
        code: Some(code),
        target: Text::english(title.trim()),
    })
}

/// A heading has fewer words than this, or begins as no duty does.
const LONG_HEADING: usize = 8;

/// Gives each duty the occupation it stands under.
///
/// The file has headings and duties in one list. The last duty under a heading
/// ends with a full stop and a heading never does, so a row without one behind a
/// row with one is a heading, unless it is long and begins with a word that
/// other duties begin with ("Develop"). Where there is such a row, the first row
/// of the list is a heading too.
fn under_headings(rows: &[String], openings: &HashSet<&str>) -> Vec<StatementRecord> {
    let rows: Vec<&str> = rows
        .iter()
        .map(String::as_str)
        .filter(|row| !row.ends_with(INTRODUCTION))
        .collect();
    let ends = |row: &str| row.ends_with('.');
    let is_sentence =
        |row: &str| row.split(' ').count() >= LONG_HEADING && openings.contains(opening(row));
    let is_heading = |at: usize| {
        let row = rows[at];
        at > 0 && at + 1 < rows.len() && ends(rows[at - 1]) && !ends(row) && !is_sentence(row)
    };
    let has_headings = (0..rows.len()).any(is_heading);
    let mut occupation = None;
    let mut duties = Vec::new();
    for (at, &row) in rows.iter().enumerate() {
        if is_heading(at) || (at == 0 && has_headings && !ends(row)) {
            occupation = Some(row);
        } else {
            duties.push(statement(row, occupation));
        }
    }
    duties
}

/// How the sentence ends that stands before all duties.
const INTRODUCTION: &str = "some or all of the following duties:";

/// The first word of a row.
fn opening(row: &str) -> &str {
    row.split(' ').next().unwrap_or_default()
}
