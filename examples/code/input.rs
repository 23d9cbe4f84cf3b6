//! The input as UTF-8, whatever it is written in.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use encoding_rs_io::DecodeReaderBytesBuilder;

use crate::args::Format;
use crate::failure::Failure;

/// How much of a file is looked at, from the first byte that is not ASCII.
const SAMPLE: usize = 256 * 1024;

/// In text of another encoding some bytes look like UTF-8 by chance, in GB18030 a fifth of
/// them. In UTF-8 with some bad rows there are more good bytes than this for a bad one.
const GOOD_FOR_A_BAD: usize = 9;

/// What is read, with how it is read.
pub struct Input {
    pub reader: Box<dyn Read + Send>,
    pub encoding: &'static Encoding,
    /// The bytes of the file, if it is one.
    pub len: Option<u64>,
    /// The bytes that were read of it.
    pub read: Arc<AtomicU64>,
    pub waits: Waits,
}

/// Whether more of the input may come only after an answer, as from a pipe.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Waits {
    Never,
    Maybe,
}

pub fn open(
    path: Option<&Path>,
    said: Option<&'static Encoding>,
    format: Format,
) -> Result<Input, Failure> {
    let Some(path) = path else {
        return of_pipe(io::stdin(), "standard input", said, format);
    };
    let fault = |error: io::Error| Failure::read(path, &error);
    let mut file = File::open(path).map_err(fault)?;
    let name = path.display().to_string();
    let metadata = file.metadata().map_err(fault)?;
    if metadata.is_dir() {
        return Err(Failure::told(format_args!("{name} is a folder")));
    }
    if !metadata.is_file() {
        return of_pipe(file, &name, said, format);
    }
    let start = block(&mut file).map_err(fault)?;
    refuse_other_files(&name, &start)?;
    let encoding = match said {
        Some(encoding) => encoding,
        None => {
            let sample = sample(&mut file, start).map_err(fault)?;
            encoding_of(&sample)
        }
    };
    file.rewind().map_err(fault)?;
    Ok(input(file, encoding, Some(metadata.len()), Waits::Never))
}

/// A pipe is looked at as far as its first block goes: who writes it may wait for an answer.
fn of_pipe(
    mut pipe: impl Read + Send + 'static,
    name: &str,
    said: Option<&'static Encoding>,
    format: Format,
) -> Result<Input, Failure> {
    let mut start = vec![0; 64 * 1024];
    let got = pipe.read(&mut start);
    let got = got.map_err(|error| Failure::told(format_args!("cannot read {name}: {error}")))?;
    start.truncate(got);
    refuse_other_files(name, &start)?;
    let encoding = match (said, format) {
        (Some(encoding), _) => encoding,
        // A first line that is damaged says nothing of the others, and JSON is UTF-8.
        (None, Format::JsonLines) => Encoding::for_bom(&start).map_or(UTF_8, |(bom, _)| bom),
        (None, _) => encoding_of(&start),
    };
    let whole = Cursor::new(start).chain(pipe);
    Ok(input(whole, encoding, None, Waits::Maybe))
}

fn input(
    reader: impl Read + Send + 'static,
    encoding: &'static Encoding,
    len: Option<u64>,
    waits: Waits,
) -> Input {
    let read = Arc::new(AtomicU64::new(0));
    let counted = Counted {
        reader,
        read: read.clone(),
    };
    let reader: Box<dyn Read + Send> = if encoding == UTF_8 {
        Box::new(WithoutMark::Unread(counted))
    } else {
        let mut decoder = DecodeReaderBytesBuilder::new();
        decoder.encoding(Some(encoding)).strip_bom(true);
        Box::new(decoder.build(counted))
    };
    Input {
        reader,
        encoding,
        len,
        read,
        waits,
    }
}

/// Counts what is read.
struct Counted<R> {
    reader: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.reader.read(buffer)?;
        self.read.fetch_add(got as u64, Ordering::Relaxed);
        Ok(got)
    }
}

/// UTF-8 without its byte order mark. Bytes that are not UTF-8 pass: they are a row's fault.
enum WithoutMark<R> {
    Unread(R),
    Read(io::Chain<Cursor<Vec<u8>>, R>),
    Gone,
}

impl<R: Read> Read for WithoutMark<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let WithoutMark::Unread(_) = self
            && let WithoutMark::Unread(mut reader) = std::mem::replace(self, WithoutMark::Gone)
        {
            let mut start = Vec::new();
            // One byte is enough to know that there is no mark.
            while start.len() < MARK.len() && MARK.starts_with(&start) {
                let mut byte = [0];
                match reader.read(&mut byte)? {
                    0 => break,
                    _ => start.push(byte[0]),
                }
            }
            if start == MARK {
                start.clear();
            }
            *self = WithoutMark::Read(Cursor::new(start).chain(reader));
        }
        match self {
            WithoutMark::Read(reader) => reader.read(buffer),
            _ => Ok(0),
        }
    }
}

const MARK: &[u8] = b"\xef\xbb\xbf";

fn block(reader: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut block = Vec::new();
    reader.take(SAMPLE as u64).read_to_end(&mut block)?;
    Ok(block)
}

/// The part of a file that tells its encoding: nothing before the first byte that is not
/// ASCII does.
fn sample(file: &mut File, start: Vec<u8>) -> io::Result<Vec<u8>> {
    let mut sample = start;
    while !sample.is_empty() && sample.is_ascii() && !sample.contains(&0) {
        sample = block(file)?;
    }
    Ok(sample)
}

/// Says what to do with files that many take for tables of text.
fn refuse_other_files(name: &str, start: &[u8]) -> Result<(), Failure> {
    let advice = match start {
        [b'P', b'K', 3, 4, ..] => "a ZIP archive or an Excel file: save the sheet as CSV",
        [0xd0, 0xcf, 0x11, 0xe0, ..] => "an old Excel file: save the sheet as CSV",
        [0x1f, 0x8b, ..] => "compressed: gunzip it first",
        [0x28, 0xb5, 0x2f, 0xfd, ..] => "compressed: unzstd it first",
        [b'P', b'A', b'R', b'1', ..] => "a Parquet file: examples/spark codes these",
        _ => return Ok(()),
    };
    Err(Failure::told(format_args!("{name} is {advice}")))
}

fn encoding_of(sample: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(sample) {
        return encoding;
    }
    if let Some(encoding) = utf_16_of(sample) {
        return encoding;
    }
    let (good, bad) = bytes_of_utf_8(sample);
    if good >= GOOD_FOR_A_BAD * bad {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, false);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let is_likely = [BIG5, WINDOWS_1252].contains(&guess);
    // Few words look like Korean as well, but titles are English or Chinese.
    if !is_likely && (guess == GBK || is_gb18030(sample)) {
        return GB18030;
    }
    guess
}

/// Whether all lines but the last, which may be cut, are GB18030, of which GBK is a part.
fn is_gb18030(sample: &[u8]) -> bool {
    let end = sample.iter().rposition(|&byte| byte == b'\n');
    let lines = &sample[..end.unwrap_or(sample.len())];
    let text = GB18030.decode_without_bom_handling_and_without_replacement(lines);
    text.is_some()
}

/// UTF-16 without a mark: every other byte of digits, letters and line ends is zero.
fn utf_16_of(sample: &[u8]) -> Option<&'static Encoding> {
    let zeros = |odd: usize| {
        let bytes = sample.iter().skip(odd).step_by(2);
        bytes.filter(|&&byte| byte == 0).count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let is_much = |zeros: usize| zeros * 20 > sample.len();
    match (is_much(even), is_much(odd)) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

/// How many bytes stand in characters of UTF-8 beyond ASCII, and how many in none. A
/// character that the sample cuts is neither.
fn bytes_of_utf_8(sample: &[u8]) -> (usize, usize) {
    let (mut good, mut bad) = (0, 0);
    for chunk in sample.utf8_chunks() {
        good += chunk
            .valid()
            .bytes()
            .filter(|byte| !byte.is_ascii())
            .count();
        bad += chunk.invalid().len();
    }
    let is_cut = std::str::from_utf8(sample).is_err_and(|error| error.error_len().is_none());
    (good, if is_cut { 0 } else { bad })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: &str = "编号,职位,行业\n1,注册护士,医院\n2,高级焊工,造船\n3,软件工程师,银行\n";

    #[test]
    fn encodings_are_found_out() {
        let gb18030 = GB18030.encode(ROWS).0;
        assert_eq!(encoding_of(&gb18030), GB18030);
        let short = GB18030.encode("title\n急聘高级焊工\n").0;
        assert_eq!(encoding_of(&short), GB18030);
        assert_eq!(encoding_of(&BIG5.encode("職位\n註冊護士\n").0), BIG5);
        assert_eq!(encoding_of(ROWS.as_bytes()), UTF_8);
        let utf_16 = |to_bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            ROWS.encode_utf16().flat_map(to_bytes).collect()
        };
        assert_eq!(encoding_of(&utf_16(u16::to_le_bytes)), UTF_16LE);
        assert_eq!(encoding_of(&utf_16(u16::to_be_bytes)), UTF_16BE);
        let french = b"id,title\n1,r\xe9ceptionniste\n2,infirmi\xe8re\n";
        assert_eq!(encoding_of(french), WINDOWS_1252);
    }

    #[test]
    fn a_bad_row_is_no_other_encoding() {
        let mut bytes = ROWS.as_bytes().to_vec();
        bytes.extend(b"4,\xff\xfe,\n");
        assert_eq!(encoding_of(&bytes), UTF_8);
        assert_eq!(encoding_of(&ROWS.as_bytes()[..10]), UTF_8);
    }

    #[test]
    fn the_mark_is_left_out() {
        let read = |bytes: &'static [u8]| {
            let mut text = Vec::new();
            let mut reader = WithoutMark::Unread(bytes);
            reader.read_to_end(&mut text).unwrap();
            text
        };
        assert_eq!(read(b"\xef\xbb\xbfid"), b"id");
        assert_eq!(read(b"\xef\xbbid"), b"\xef\xbbid");
        assert_eq!(read(b"i"), b"i");
        assert_eq!(read(b""), b"");
    }
}
