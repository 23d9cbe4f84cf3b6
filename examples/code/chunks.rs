//! The input divided into chunks of whole rows, each of which knows where it ends.
//!
//! Where a chunk ends depends on where it starts and on nothing else, so that a run that
//! goes on divides the rest as the first one would have.

use std::io::{self, Read};
use std::ops::Range;

use encoding_rs::Encoding;
use serde::{Deserialize, Serialize};

use crate::args::Format;
use crate::divider::{Divider, Found, blank_lines, memchr, trim_line_end};
use crate::input::{Input, Waits};

/// The bytes of a chunk, if its rows are not longer.
const CHUNK: usize = 64 * 1024;

/// The longest row. A quotation mark that is never closed would make one of the whole file.
const LONGEST_ROW: usize = 1024 * 1024;

/// How much of a row that can't be read is kept to be shown.
const LONGEST_SHOWN: usize = 64 * 1024;

/// A place in the input, as UTF-8.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The bytes before it.
    pub bytes: u64,
    /// The lines before it.
    pub lines: u64,
}

/// Some rows, as they stand and, where they have fields, divided into these.
#[derive(Default)]
pub struct Chunk {
    pub number: u64,
    pub rows: Vec<Row>,
    /// Where the next chunk begins.
    pub after: Place,
    bytes: Vec<u8>,
    /// The fields without quotation marks, one after the other.
    pub text: Vec<u8>,
    /// Where fields end, counted from the beginning of their row's text.
    pub ends: Vec<usize>,
}

/// One row.
pub struct Row {
    /// Its first line, from 1.
    pub line: u64,
    /// Why it can't be read.
    pub fault: Option<String>,
    bytes: Range<usize>,
    text: usize,
    ends: Range<usize>,
}

impl Chunk {
    /// The row as it stands in the input, without its line end.
    pub fn bytes(&self, row: &Row) -> &[u8] {
        &self.bytes[row.bytes.clone()]
    }

    /// The fields of a row, of a format that has them.
    pub fn fields(&self, row: &Row) -> impl Iterator<Item = &[u8]> {
        let mut start = 0;
        self.ends[row.ends.clone()].iter().map(move |&end| {
            let field = &self.text[row.text + start..row.text + end];
            start = end;
            field
        })
    }
}

/// Reads chunks.
pub struct Chunks {
    reader: Box<dyn Read + Send>,
    encoding: &'static Encoding,
    waits: Waits,
    is_at_end: bool,
    buffer: Vec<u8>,
    place: Place,
    number: u64,
    divider: Divider,
}

impl Chunks {
    pub fn new(input: Input, format: Format) -> Chunks {
        Chunks {
            reader: input.reader,
            encoding: input.encoding,
            waits: input.waits,
            is_at_end: false,
            buffer: Vec::new(),
            place: Place::default(),
            number: 0,
            divider: Divider::new(format),
        }
    }

    /// Reads the header line. `None` when there is none.
    pub fn header(&mut self) -> io::Result<Option<Vec<Vec<u8>>>> {
        loop {
            let mut chunk = Chunk::default();
            let found = self.divider.next(&self.buffer, self.is_at_end, &mut chunk);
            let used = match found {
                Found::Row { blank, len, fields } => {
                    let row = Row {
                        line: 1,
                        fault: None,
                        bytes: 0..0,
                        text: 0,
                        ends: 0..fields,
                    };
                    let header: Vec<Vec<u8>> = chunk.fields(&row).map(<[u8]>::to_vec).collect();
                    self.divider.expect(header.len());
                    self.pass(blank + len);
                    return Ok(Some(header));
                }
                Found::Nothing { len } => len,
                Found::Fault { .. } => return Ok(None),
                Found::More => 0,
            };
            self.pass(used);
            if self.is_at_end || self.buffer.len() > LONGEST_ROW {
                return Ok(None);
            }
            self.fill(self.buffer.len() + CHUNK)?;
        }
    }

    /// Passes over what was read in an earlier run.
    pub fn skip_to(&mut self, place: Place) -> io::Result<()> {
        let mut left = place.bytes.saturating_sub(self.place.bytes);
        let buffered = left.min(self.buffer.len() as u64);
        self.buffer.drain(..buffered as usize);
        left -= buffered;
        let passed = io::copy(&mut (&mut self.reader).take(left), &mut io::sink())?;
        if passed < left {
            return Err(io::Error::new(
                io::ErrorKind::UnexpectedEof,
                "it is shorter than when the run was ended",
            ));
        }
        self.place = place;
        Ok(())
    }

    /// Reads the next chunk, `None` at the end.
    pub fn next(&mut self) -> io::Result<Option<Chunk>> {
        let mut size = CHUNK;
        loop {
            self.fill(size)?;
            let mut chunk = Chunk {
                number: self.number,
                ..Chunk::default()
            };
            let used = self.divide(&mut chunk)?;
            if used == 0 && !self.is_at_end {
                size = (2 * self.buffer.len() + CHUNK).min(LONGEST_ROW);
                continue;
            }
            if used == 0 && chunk.rows.is_empty() {
                return Ok(None);
            }
            chunk.bytes = self.buffer[..used.min(self.buffer.len())].to_vec();
            self.buffer.drain(..chunk.bytes.len());
            chunk.after = self.place;
            self.number += 1;
            return Ok(Some(chunk));
        }
    }

    /// Divides the buffer into rows, and returns how far these go.
    fn divide(&mut self, chunk: &mut Chunk) -> io::Result<usize> {
        let mut at = 0;
        while at < self.buffer.len() {
            let (text, ends) = (chunk.text.len(), chunk.ends.len());
            let rest = &self.buffer[at..];
            let found = self.divider.next(rest, self.is_at_end, chunk);
            let (blank, len, fault) = match found {
                Found::Row { blank, len, .. } => (blank, len, None),
                Found::Nothing { len } => {
                    self.place = self.place.after(&rest[..len]);
                    at += len;
                    continue;
                }
                Found::Fault { blank, len, why } => (blank, len, Some(why)),
                Found::More if at == 0 && rest.len() >= LONGEST_ROW => {
                    let why = format!(
                        "a row of more than {LONGEST_ROW} bytes, or a quotation mark that is not closed"
                    );
                    let blank = blank_lines(rest);
                    match memchr(b'\n', &rest[blank..]) {
                        Some(end) => (blank, end + 1, Some(why)),
                        None => {
                            let row = self.row(blank..rest.len(), 0, 0..0, Some(why));
                            chunk.rows.push(row);
                            self.place = self.place.after(&self.buffer);
                            let used = self.buffer.len();
                            self.pass_line()?;
                            return Ok(used);
                        }
                    }
                }
                Found::More => break,
            };
            let fault = fault.or_else(|| self.damage(&rest[blank..blank + len]));
            let start = at + blank;
            self.place = self.place.after(&self.buffer[at..start]);
            let row = self.row(start..start + len, text, ends..chunk.ends.len(), fault);
            chunk.rows.push(row);
            at = start + len;
            self.place = self.place.after(&self.buffer[start..at]);
        }
        Ok(at)
    }

    fn row(
        &self,
        bytes: Range<usize>,
        text: usize,
        ends: Range<usize>,
        fault: Option<String>,
    ) -> Row {
        let written = trim_line_end(&self.buffer[bytes.clone()]).len();
        let shown = if fault.is_some() {
            written.min(LONGEST_SHOWN)
        } else {
            written
        };
        Row {
            line: self.place.lines + 1,
            fault,
            bytes: bytes.start..bytes.start + shown,
            text,
            ends,
        }
    }

    /// Whether a row has bytes that its encoding has no character for.
    fn damage(&self, row: &[u8]) -> Option<String> {
        const REPLACED: &[u8] = "\u{fffd}".as_bytes();
        let is_damaged = self.encoding != encoding_rs::UTF_8
            && row.windows(REPLACED.len()).any(|bytes| bytes == REPLACED);
        is_damaged.then(|| format!("the row is not {}", self.encoding.name()))
    }

    /// Reads until so many bytes are there; where somebody may wait for an answer, what
    /// is there.
    fn fill(&mut self, size: usize) -> io::Result<()> {
        while self.buffer.len() < size && !self.is_at_end {
            let had = self.buffer.len();
            self.buffer.resize(size, 0);
            let got = match self.reader.read(&mut self.buffer[had..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {
                    self.buffer.truncate(had);
                    continue;
                }
                got => got?,
            };
            self.buffer.truncate(had + got);
            self.is_at_end = got == 0;
            if self.waits == Waits::Maybe {
                break;
            }
        }
        Ok(())
    }

    /// Takes bytes from the buffer.
    fn pass(&mut self, len: usize) {
        let passed: Vec<u8> = self.buffer.drain(..len).collect();
        self.place = self.place.after(&passed);
    }

    /// Passes over the rest of a line that goes on after the buffer, and leaves what
    /// follows it there behind the old content.
    fn pass_line(&mut self) -> io::Result<()> {
        let old = self.buffer.len();
        while !self.is_at_end {
            self.buffer.truncate(old);
            self.fill(old + CHUNK)?;
            let new = &self.buffer[old..];
            let end = memchr(b'\n', new).map(|end| end + 1);
            let passed = end.unwrap_or(new.len());
            self.place = self.place.after(&new[..passed]);
            self.buffer.drain(old..old + passed);
            if end.is_some() {
                break;
            }
        }
        Ok(())
    }
}

impl Place {
    fn after(self, bytes: &[u8]) -> Place {
        let lines = bytes.iter().filter(|&&byte| byte == b'\n').count();
        Place {
            bytes: self.bytes + bytes.len() as u64,
            lines: self.lines + lines as u64,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::Cursor;

    /// Line, fault and fields of each row.
    type Seen = Vec<(u64, Option<String>, Vec<String>)>;

    fn read(text: &str, format: Format, waits: Waits) -> (Seen, Place) {
        read_in_pieces(text, format, waits, usize::MAX)
    }

    /// A pipe that gives a few bytes at a time.
    struct Pieces {
        bytes: Cursor<Vec<u8>>,
        len: usize,
    }

    impl Read for Pieces {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let len = buffer.len().min(self.len);
            self.bytes.read(&mut buffer[..len])
        }
    }

    fn read_in_pieces(text: &str, format: Format, waits: Waits, len: usize) -> (Seen, Place) {
        let bytes = Cursor::new(text.as_bytes().to_vec());
        let input = Input {
            reader: Box::new(Pieces { bytes, len }),
            encoding: encoding_rs::UTF_8,
            len: None,
            read: Default::default(),
            waits,
        };
        let mut chunks = Chunks::new(input, format);
        if format != Format::JsonLines {
            chunks.header().unwrap().unwrap();
        }
        let mut seen = Seen::new();
        let mut after = Place::default();
        while let Some(chunk) = chunks.next().unwrap() {
            for row in &chunk.rows {
                let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                let fields = match (format, &row.fault) {
                    (Format::JsonLines, _) | (_, Some(_)) => vec![text(chunk.bytes(row))],
                    _ => chunk.fields(row).map(text).collect(),
                };
                seen.push((row.line, row.fault.clone(), fields));
            }
            after = chunk.after;
        }
        (seen, after)
    }

    fn fields(row: &[&str]) -> Vec<String> {
        row.iter().map(|&field| field.to_owned()).collect()
    }

    #[test]
    fn rows_have_their_lines() {
        for text in [
            "id,title\n1,\"cook\nor chef\"\n\n2,nurse\n",
            "id,title\r\n1,\"cook\nor chef\"\r\n\r\n2,nurse",
        ] {
            let (seen, after) = read(text, Format::Csv, Waits::Never);
            assert_eq!(
                seen,
                [
                    (2, None, fields(&["1", "cook\nor chef"])),
                    (5, None, fields(&["2", "nurse"]))
                ]
            );
            assert_eq!(after.bytes as usize, text.len());
        }
    }

    #[test]
    fn a_bad_row_takes_no_other_with_it() {
        let text = "id,title\n1,a,b\n2,\"open\n3,nurse\n4,5\" pipe fitter\n5\n6,\"cook\n";
        let (seen, _) = read(text, Format::Csv, Waits::Never);
        let rows: Vec<(u64, bool)> = seen
            .iter()
            .map(|(line, fault, _)| (*line, fault.is_none()))
            .collect();
        // The quotation mark of line 3 is closed in line 5, after which the row goes on.
        assert_eq!(rows[0], (2, false));
        let lines: Vec<u64> = rows.iter().map(|row| row.0).collect();
        assert_eq!(*lines.last().unwrap(), 7);
        assert_eq!(
            seen.last().unwrap().1.as_deref(),
            Some("a quotation mark is not closed")
        );
        let (seen, _) = read("id,title\n1,\"open\n3,nurse\n", Format::Csv, Waits::Maybe);
        assert_eq!(seen[0].0, 2);
        assert!(seen[0].1.is_some());
        assert_eq!(seen[1], (3, None, fields(&["3", "nurse"])));
    }

    #[test]
    fn long_rows_are_given_up_alone() {
        let long = "x".repeat(LONGEST_ROW + CHUNK + 7);
        for format in [Format::Csv, Format::JsonLines] {
            let text = format!("a,b\n{long}\nc,d\n");
            let (seen, after) = read(&text, format, Waits::Never);
            let lines: Vec<(u64, bool)> = seen
                .iter()
                .map(|(line, fault, _)| (*line, fault.is_none()))
                .collect();
            let rows = &lines[lines.len() - 2..];
            assert_eq!(rows, [(2, false), (3, true)]);
            assert_eq!(after.bytes as usize, text.len());
            assert_eq!(after.lines, 3);
        }
    }

    #[test]
    fn an_open_quotation_mark_costs_one_line() {
        let rows: String = (0..300_000).map(|n| format!("{n},cook\n")).collect();
        let (seen, _) = read(
            &format!("id,title\nx,\"y\n{rows}"),
            Format::Csv,
            Waits::Never,
        );
        assert_eq!(seen.len(), 300_001);
        assert_eq!(seen.iter().filter(|row| row.1.is_some()).count(), 1);
    }

    proptest! {
        #[test]
        fn rows_are_the_same_however_they_come(
            pieces in prop::collection::vec(
                prop::sample::select(vec!["a", "注", " ", ",", "\"", "\"\"", "\n", "\r\n", "x,y\n"]),
                0..60,
            ),
            len in 1usize..9,
        ) {
            let text = format!("id,title\n{}", pieces.concat());
            for format in [Format::Csv, Format::JsonLines] {
                let (whole, after) = read(&text, format, Waits::Never);
                let (pieces, after_pieces) = read_in_pieces(&text, format, Waits::Maybe, len);
                prop_assert_eq!(&whole, &pieces);
                prop_assert_eq!(after, after_pieces);
                // Nothing is lost: all letters stand in some row.
                let letters = |text: &str| text.matches(['a', '注', 'x', 'y']).count();
                let rows = whole.iter().flat_map(|(_, _, fields)| fields);
                let header = if format == Format::Csv { "id,title" } else { "" };
                let kept: usize = rows.map(|field| letters(field)).sum();
                prop_assert_eq!(kept + letters(header), letters(&text));
            }
        }
    }
}
