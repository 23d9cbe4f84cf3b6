//! Rows read from a format and written in it, with what is added to them.

use std::borrow::Cow;
use std::fmt;

use noc_search::{Code, Edition};
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::args::{Columns, Format};
use crate::chunks::{Chunk, Row};
use crate::coder::{Coded, Coder, Job};

/// The columns that are added.
pub const ADDED: [&str; 10] = [
    "noc_code",
    "noc_title_en",
    "noc_title_zh",
    "teer",
    "verdict",
    "confidence",
    "alternatives",
    "matched",
    "edition",
    "data_digest",
];

/// Where a row says what.
pub enum Layout {
    Fields {
        delimiter: u8,
        title: usize,
        industry: Option<usize>,
        duties: Option<usize>,
    },
    JsonLines {
        columns: Columns,
        unread: Unread,
    },
}

/// Where rows go that can't be read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// Into a file or to standard error.
    Apart,
    /// To their place in the output, with an error.
    InPlace,
}

/// What a row says, as owned by it or read from it.
pub struct Said<'a> {
    title: Cow<'a, str>,
    industry: Cow<'a, str>,
    duties: Cow<'a, str>,
    /// Whether there is a title, be it empty.
    pub has_title: bool,
}

impl Said<'_> {
    pub fn job(&self) -> Job<'_> {
        Job {
            title: self.title.trim(),
            industry: self.industry.trim(),
            duties: self.duties.trim(),
        }
    }
}

/// What is added to a row, ready to be written.
pub enum Added {
    Fields(csv::StringRecord),
    /// The end of an object, after the comma.
    Json(String),
}

impl Added {
    pub fn len(&self) -> usize {
        match self {
            Added::Fields(fields) => fields.as_slice().len(),
            Added::Json(text) => text.len(),
        }
    }
}

impl Layout {
    /// Finds the columns in the header of a format that has one.
    pub fn of_header(
        format: Format,
        columns: &Columns,
        header: &[Vec<u8>],
    ) -> Result<Layout, String> {
        let names: Option<Vec<&str>> = header
            .iter()
            .map(|name| std::str::from_utf8(name).ok())
            .collect();
        let names = names.ok_or("the header is not UTF-8: say what it is with --encoding")?;
        let place = |wanted: &str| {
            let places: Vec<usize> = (0..names.len())
                .filter(|&place| names[place].trim() == wanted)
                .collect();
            match places[..] {
                [place] => Ok(place),
                [] => Err(format!(
                    "there is no column {wanted:?}; there are {names:?}"
                )),
                _ => Err(format!("there are several columns {wanted:?}: rename one")),
            }
        };
        if let Some(taken) = ADDED.iter().find(|added| names.contains(added)) {
            return Err(format!(
                "there is a column {taken:?} already: rename or remove it"
            ));
        }
        Ok(Layout::Fields {
            delimiter: format.delimiter(),
            title: place(&columns.title)?,
            industry: columns.industry.as_deref().map(place).transpose()?,
            duties: columns.duties.as_deref().map(place).transpose()?,
        })
    }

    /// Reads a row, or says why that can't be done. `None` for an empty line.
    pub fn read<'a>(&self, chunk: &'a Chunk, row: &Row) -> Option<Result<Said<'a>, String>> {
        let bytes = chunk.bytes(row);
        if let Layout::JsonLines { unread, .. } = self
            && bytes.trim_ascii().is_empty()
            && row.fault.is_none()
        {
            return match unread {
                Unread::Apart => None,
                Unread::InPlace => Some(Err("the line is empty".to_owned())),
            };
        }
        Some(self.read_text(chunk, row, bytes))
    }

    fn read_text<'a>(
        &self,
        chunk: &'a Chunk,
        row: &Row,
        bytes: &'a [u8],
    ) -> Result<Said<'a>, String> {
        if let Some(fault) = &row.fault {
            return Err(fault.clone());
        }
        let text = std::str::from_utf8(bytes).map_err(|_| "the row is not UTF-8".to_owned())?;
        match self {
            Layout::Fields {
                title,
                industry,
                duties,
                ..
            } => {
                let field = |place: usize| {
                    let field = chunk.fields(row).nth(place).unwrap_or_default();
                    Cow::Borrowed(std::str::from_utf8(field).unwrap_or_default())
                };
                Ok(Said {
                    title: field(*title),
                    industry: industry.map(field).unwrap_or_default(),
                    duties: duties.map(field).unwrap_or_default(),
                    has_title: true,
                })
            }
            Layout::JsonLines { columns, .. } => read_object(text, columns),
        }
    }

    /// The header of the output, of a format that has one.
    pub fn header(&self, header: &[Vec<u8>]) -> Vec<u8> {
        let mut rows = Rows::new(self);
        if let Layout::Fields { .. } = self {
            let names = csv::StringRecord::from(&ADDED[..]);
            rows.write_fields(header.iter().map(Vec::as_slice), &names);
        }
        rows.finish()
    }

    /// What is added to a row.
    pub fn added(&self, coded: &Coded, coder: &Coder) -> Added {
        let titles = coded.code.map(|code| coder.titles(code));
        let code = coded.code.as_ref().map(Code::as_str);
        match self {
            Layout::Fields { .. } => {
                let alternatives: Vec<String> = coded
                    .alternatives
                    .iter()
                    .map(|(code, confidence)| format!("{code}:{confidence:.4}"))
                    .collect();
                let number = |number: Option<u8>| number.map(|number| number.to_string());
                let confidence = coded.confidence.map(|share| format!("{share:.4}"));
                let fields: [&str; ADDED.len()] = [
                    code.unwrap_or_default(),
                    titles.unwrap_or_default().0,
                    titles.unwrap_or_default().1,
                    &number(coded.teer).unwrap_or_default(),
                    coded.status.name(),
                    &confidence.unwrap_or_default(),
                    &alternatives.join("|"),
                    coded.matched.as_deref().unwrap_or_default(),
                    &coder.edition().year().to_string(),
                    &coder.digest,
                ];
                Added::Fields(fields[..].into())
            }
            Layout::JsonLines { .. } => {
                let object = Object {
                    noc_code: code,
                    noc_title_en: titles.map(|titles| titles.0),
                    noc_title_zh: titles.map(|titles| titles.1),
                    teer: coded.teer,
                    verdict: coded.status.name(),
                    confidence: coded.confidence.map(rounded),
                    alternatives: coded
                        .alternatives
                        .iter()
                        .map(|&(code, confidence)| Alternative {
                            code,
                            confidence: rounded(confidence),
                        })
                        .collect(),
                    matched: coded.matched.as_deref(),
                    edition: coder.edition(),
                    data_digest: &coder.digest,
                };
                Added::Json(end_of_object(&object))
            }
        }
    }
}

#[derive(Serialize)]
struct Object<'a> {
    noc_code: Option<&'a str>,
    noc_title_en: Option<&'a str>,
    noc_title_zh: Option<&'a str>,
    teer: Option<u8>,
    verdict: &'a str,
    confidence: Option<f64>,
    alternatives: Vec<Alternative>,
    matched: Option<&'a str>,
    edition: Edition,
    data_digest: &'a str,
}

#[derive(Serialize)]
struct Alternative {
    code: Code,
    confidence: f64,
}

/// Four digits behind the point, as CSV has them.
fn rounded(share: f32) -> f64 {
    (f64::from(share) * 1e4).round() / 1e4
}

/// An object without its first brace.
fn end_of_object(object: &impl Serialize) -> String {
    // Our types have string keys and no failing `Serialize`.
    let text = serde_json::to_string(object).unwrap_or_default();
    text[1..].to_owned()
}

/// Writes the rows of a chunk.
pub struct Rows {
    fields: csv::Writer<Vec<u8>>,
    lines: Vec<u8>,
}

impl Rows {
    pub fn new(layout: &Layout) -> Rows {
        let mut builder = csv::WriterBuilder::new();
        if let Layout::Fields { delimiter, .. } = layout {
            builder.delimiter(*delimiter);
        }
        Rows {
            fields: builder.flexible(true).from_writer(Vec::new()),
            lines: Vec::new(),
        }
    }

    /// Writes a row with what is added to it.
    pub fn write(&mut self, chunk: &Chunk, row: &Row, added: &Added) {
        match added {
            Added::Fields(added) => self.write_fields(chunk.fields(row), added),
            Added::Json(added) => self.extend_object(chunk.bytes(row), added),
        }
    }

    fn write_fields<'a>(
        &mut self,
        fields: impl Iterator<Item = &'a [u8]>,
        added: &'a csv::StringRecord,
    ) {
        let added = added.iter().map(str::as_bytes);
        // A Vec takes everything, and rows may have any number of fields.
        let _ = self.fields.write_record(fields.chain(added));
    }

    /// Writes a line in the place of one that can't be read, with what is known of it.
    pub fn write_unread(&mut self, chunk: &Chunk, row: &Row, why: &str) {
        #[derive(Serialize)]
        struct Fault<'a> {
            error: &'a str,
        }
        let error = end_of_object(&Fault { error: why });
        let line = chunk.bytes(row);
        let keys = std::str::from_utf8(line).map(serde_json::from_str::<Keys>);
        let is_object = matches!(keys, Ok(Ok(keys)) if !keys.0.iter().any(|key| key == "error"));
        let line = if is_object { line } else { b"{}" };
        self.extend_object(line, &error);
    }

    fn extend_object(&mut self, line: &[u8], end: &str) {
        let line = line.trim_ascii();
        let object = line.strip_suffix(b"}").unwrap_or(line).trim_ascii_end();
        self.lines.extend_from_slice(object);
        if !object.ends_with(b"{") {
            self.lines.push(b',');
        }
        self.lines.extend_from_slice(end.as_bytes());
        self.lines.push(b'\n');
    }

    /// Returns what was written.
    pub fn finish(self) -> Vec<u8> {
        let mut rows = self.fields.into_inner().unwrap_or_default();
        rows.extend_from_slice(&self.lines);
        rows
    }
}

/// The keys of an object.
struct Keys(Vec<String>);

impl<'de> Deserialize<'de> for Keys {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Keys, D::Error> {
        struct OfObject;
        impl<'de> Visitor<'de> for OfObject {
            type Value = Keys;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Keys, A::Error> {
                let mut keys = Vec::new();
                while let Some((key, _)) = object.next_entry::<String, IgnoredAny>()? {
                    keys.push(key);
                }
                Ok(Keys(keys))
            }
        }
        deserializer.deserialize_map(OfObject)
    }
}

/// Reads what is wanted of an object. A field that is not there says nothing.
fn read_object<'a>(text: &'a str, columns: &Columns) -> Result<Said<'a>, String> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let wanted = reader.deserialize_map(Wanted { columns });
    let said = wanted.and_then(|said| reader.end().map(|()| said));
    said.map_err(|error| {
        // It counts lines, of which there is one.
        let text = error.to_string();
        let place = format!(" at line {} column", error.line());
        text.replace(&place, " at column")
    })
}

struct Wanted<'c> {
    columns: &'c Columns,
}

impl<'de> Visitor<'de> for Wanted<'_> {
    type Value = Said<'de>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Said<'de>, A::Error> {
        let mut said = Said {
            title: Cow::default(),
            industry: Cow::default(),
            duties: Cow::default(),
            has_title: false,
        };
        while let Some(key) = object.next_key::<Cow<str>>()? {
            let wanted = if key == self.columns.title {
                said.has_title = true;
                &mut said.title
            } else if Some(&*key) == self.columns.industry.as_deref() {
                &mut said.industry
            } else if Some(&*key) == self.columns.duties.as_deref() {
                &mut said.duties
            } else if ADDED.contains(&&*key) {
                let error = format!("there is a field {key:?} already");
                return Err(serde::de::Error::custom(error));
            } else {
                object.next_value::<IgnoredAny>()?;
                continue;
            };
            *wanted = match object.next_value::<Value>()? {
                Value::String(text) => Cow::Owned(text),
                Value::Number(number) => Cow::Owned(number.to_string()),
                Value::Null => Cow::default(),
                _ => {
                    let error = format!("the field {key:?} is no text");
                    return Err(serde::de::Error::custom(error));
                }
            };
        }
        Ok(said)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<(String, String), String> {
        let columns = Columns {
            title: "title".to_owned(),
            industry: Some("in".to_owned()),
            duties: None,
        };
        let said = read_object(line, &columns)?;
        let job = said.job();
        Ok((job.title.to_owned(), job.industry.to_owned()))
    }

    #[test]
    fn objects_are_read() {
        let said = |title: &str, industry: &str| Ok((title.to_owned(), industry.to_owned()));
        assert_eq!(
            read(r#"{"title":" \u6ce8 ","in":"x","n":1e999}"#),
            said("注", "x")
        );
        assert_eq!(read(r#"{"title":null}"#), said("", ""));
        assert_eq!(read(r#"{"title":1252}"#), said("1252", ""));
        assert_eq!(read("{}"), said("", ""));
        for bad in ["", "[]", "{", "{} {}", r#"{"title":[]}"#, r#"{"teer":1}"#] {
            assert!(read(bad).is_err(), "{bad}");
        }
        assert_eq!(
            read(r#"{"title":}"#).unwrap_err(),
            "expected value at column 10"
        );
    }
}
