//! Where rows end.

use crate::args::Format;
use crate::chunks::Chunk;

/// What the beginning of a buffer is. Lengths are in bytes; `blank` is what stands before
/// a row.
pub enum Found {
    Row {
        blank: usize,
        len: usize,
        fields: usize,
    },
    Fault {
        blank: usize,
        len: usize,
        why: String,
    },
    /// Empty lines at the end.
    Nothing { len: usize },
    /// The row goes on after the buffer.
    More,
}

/// Finds where rows end.
pub struct Divider {
    /// Of a format with fields.
    csv: Option<Box<csv_core::Reader>>,
    /// How many fields a row must have.
    columns: Option<usize>,
}

impl Divider {
    pub fn new(format: Format) -> Divider {
        let csv = match format {
            Format::JsonLines => None,
            Format::Csv | Format::Tsv => {
                let mut builder = csv_core::ReaderBuilder::new();
                Some(Box::new(builder.delimiter(format.delimiter()).build()))
            }
        };
        Divider { csv, columns: None }
    }

    /// Sets how many fields a row must have.
    pub fn expect(&mut self, columns: usize) {
        self.columns = Some(columns);
    }

    /// Looks at the first row, and appends its fields to the chunk if it can be read.
    pub fn next(&mut self, bytes: &[u8], is_at_end: bool, chunk: &mut Chunk) -> Found {
        let columns = self.columns;
        let Some(csv) = &mut self.csv else {
            return match memchr(b'\n', bytes) {
                Some(end) => Found::line(end + 1),
                None if is_at_end && !bytes.is_empty() => Found::line(bytes.len()),
                None => Found::More,
            };
        };
        let blank = blank_lines(bytes);
        let row = &bytes[blank..];
        if row.is_empty() {
            return match is_at_end {
                true if blank > 0 => Found::Nothing { len: blank },
                _ => Found::More,
            };
        }
        let (had_text, had_ends) = (chunk.text.len(), chunk.ends.len());
        let read = read_record(csv, row, is_at_end, chunk);
        let fields = chunk.ends.len() - had_ends;
        if let Some(len) = read
            && columns.is_none_or(|columns| columns == fields)
        {
            return Found::Row { blank, len, fields };
        }
        chunk.text.truncate(had_text);
        chunk.ends.truncate(had_ends);
        let first_line = memchr(b'\n', row).map_or(row.len(), |end| end + 1);
        match read {
            // A row that goes over lines by mistake takes others with it, so only its first
            // line is given up.
            Some(len) => Found::Fault {
                blank,
                len: len.min(first_line),
                why: format!(
                    "{fields} fields where the header has {}",
                    columns.unwrap_or_default()
                ),
            },
            None if is_at_end => Found::Fault {
                blank,
                len: first_line,
                why: "a quotation mark is not closed".to_owned(),
            },
            None => Found::More,
        }
    }
}

impl Found {
    const fn line(len: usize) -> Found {
        Found::Row {
            blank: 0,
            len,
            fields: 0,
        }
    }
}

/// Reads a record, appends its fields to the chunk and returns its length, `None` when it
/// has no end.
fn read_record(
    csv: &mut csv_core::Reader,
    row: &[u8],
    is_at_end: bool,
    chunk: &mut Chunk,
) -> Option<usize> {
    use csv_core::ReadRecordResult::{End, InputEmpty, OutputEndsFull, OutputFull, Record};
    csv.reset();
    let (mut used, mut text, mut ends) = (0, chunk.text.len(), chunk.ends.len());
    // The last line may have no end. One that stands within quotation marks ends nothing.
    let mut line_end: &[u8] = if is_at_end { b"\n" } else { b"" };
    chunk.text.resize(text + 256, 0);
    chunk.ends.resize(ends + 32, 0);
    let is_whole = loop {
        let is_last = used >= row.len();
        let input = if is_last { line_end } else { &row[used..] };
        if is_last && line_end.is_empty() {
            break false;
        }
        let (result, taken, new_text, new_ends) =
            csv.read_record(input, &mut chunk.text[text..], &mut chunk.ends[ends..]);
        if is_last && taken > 0 {
            line_end = b"";
        } else {
            used += taken;
        }
        text += new_text;
        ends += new_ends;
        match result {
            InputEmpty => {}
            OutputFull => chunk.text.resize(2 * chunk.text.len(), 0),
            OutputEndsFull => chunk.ends.resize(2 * chunk.ends.len(), 0),
            Record => break true,
            End => break false,
        }
    };
    chunk.text.truncate(text);
    chunk.ends.truncate(ends);
    is_whole.then_some(used)
}

/// The line ends at the beginning.
pub fn blank_lines(bytes: &[u8]) -> usize {
    let text = bytes.iter().position(|byte| !matches!(byte, b'\n' | b'\r'));
    text.unwrap_or(bytes.len())
}

pub fn trim_line_end(bytes: &[u8]) -> &[u8] {
    let text = bytes
        .iter()
        .rposition(|byte| !matches!(byte, b'\n' | b'\r'));
    &bytes[..text.map_or(0, |text| text + 1)]
}

pub fn memchr(byte: u8, bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|&other| other == byte)
}
