//! Data read where it lies: tables of fixed-size rows, lists of strings, packs of
//! both, over bytes that are part of the program or of a file that was read.
//!
//! Nothing here trusts a length: what does not fit reads as empty.

use std::marker::PhantomData;
use std::ops::Deref;

pub(crate) use zerocopy::little_endian::{F32, U16, U32, U64};
use zerocopy::{FromBytes, Immutable, KnownLayout, Unaligned};

/// Bytes that a clone shares, in the binary or on the heap.
pub(crate) type Bytes = tantivy::directory::OwnedBytes;

/// Rows of one size, read in place.
#[derive(Clone)]
pub(crate) struct Table<T> {
    bytes: Bytes,
    row: PhantomData<T>,
}

impl<T> std::fmt::Debug for Table<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let bytes = self.bytes.len();
        f.debug_struct("Table").field("bytes", &bytes).finish()
    }
}

impl<T: FromBytes + Immutable + KnownLayout + Unaligned> Table<T> {
    pub(crate) fn new(bytes: Bytes) -> Table<T> {
        Table {
            bytes,
            row: PhantomData,
        }
    }
}

impl<T: FromBytes + Immutable + KnownLayout + Unaligned> Deref for Table<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        <[T]>::ref_from_bytes(&self.bytes).unwrap_or_default()
    }
}

/// A list of strings, read in place.
#[derive(Clone, Debug)]
pub(crate) struct Strings {
    /// Where each begins, and at last where all end.
    starts: Table<U32>,
    text: Bytes,
}

impl Strings {
    pub(crate) fn new(bytes: Bytes) -> Option<Strings> {
        let [starts, text] = unpack(bytes)?;
        Some(Strings {
            starts: Table::new(starts),
            text,
        })
    }

    pub(crate) fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The string at a place; empty where there is none.
    pub(crate) fn get(&self, at: usize) -> &str {
        std::str::from_utf8(self.bytes(at)).unwrap_or_default()
    }

    /// The bytes of the string at a place; empty where there is none.
    pub(crate) fn bytes(&self, at: usize) -> &[u8] {
        let starts = &*self.starts;
        let (Some(start), Some(end)) = (starts.get(at), starts.get(at + 1)) else {
            return &[];
        };
        let range = start.get() as usize..end.get() as usize;
        self.text.get(range).unwrap_or_default()
    }

    /// The string at a place, `None` for an empty one.
    pub(crate) fn some(&self, at: usize) -> Option<&str> {
        Some(self.get(at)).filter(|text| !text.is_empty())
    }
}

/// The parts that [`pack`] put together, `None` if there are not so many.
pub(crate) fn unpack<const N: usize>(bytes: Bytes) -> Option<[Bytes; N]> {
    let head = 4 * N;
    let lengths = <[U32]>::ref_from_bytes(bytes.get(..head)?).ok()?;
    let mut at = head;
    let mut parts = [const { None }; N];
    for (part, length) in parts.iter_mut().zip(lengths) {
        let end = at.checked_add(length.get() as usize)?;
        if end > bytes.len() {
            return None;
        }
        *part = Some(bytes.slice(at..end));
        at = end;
    }
    (at == bytes.len()).then(|| parts.map(|part| part.unwrap_or_else(Bytes::empty)))
}

/// Reads a number of seven bits a byte, the lowest first.
#[inline]
pub(crate) fn read_number(bytes: &mut &[u8]) -> u32 {
    match **bytes {
        // Most are short.
        [byte, ref rest @ ..] if byte < 0x80 => {
            *bytes = rest;
            u32::from(byte)
        }
        _ => read_long_number(bytes),
    }
}

fn read_long_number(bytes: &mut &[u8]) -> u32 {
    let mut number = 0u32;
    let mut shift = 0;
    while let Some((&byte, rest)) = bytes.split_first() {
        *bytes = rest;
        number |= u32::from(byte & 0x7f).unbounded_shl(shift);
        if byte < 0x80 {
            break;
        }
        shift += 7;
    }
    number
}

#[cfg(feature = "compile")]
pub(crate) use writing::{StringsWriter, pack, rows, write_number};

#[cfg(feature = "compile")]
mod writing {
    use zerocopy::{Immutable, IntoBytes};

    use super::U32;

    /// Puts parts together so that [`unpack`](super::unpack) finds them.
    pub(crate) fn pack(parts: &[&[u8]]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for part in parts {
            bytes.extend_from_slice(&(part.len() as u32).to_le_bytes());
        }
        bytes.extend(parts.iter().copied().flatten());
        bytes
    }

    /// The bytes of a table.
    pub(crate) fn rows<T: IntoBytes + Immutable>(rows: &[T]) -> &[u8] {
        rows.as_bytes()
    }

    /// Writes a number so that [`read_number`](super::read_number) reads it.
    pub(crate) fn write_number(bytes: &mut Vec<u8>, mut number: u32) {
        while number >= 0x80 {
            bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        bytes.push(number as u8);
    }

    /// Writes a list of strings.
    #[derive(Default)]
    pub(crate) struct StringsWriter {
        starts: Vec<U32>,
        text: String,
    }

    impl StringsWriter {
        pub(crate) fn push(&mut self, text: &str) {
            self.starts.push(U32::new(self.text.len() as u32));
            self.text.push_str(text);
        }

        pub(crate) fn len(&self) -> usize {
            self.starts.len()
        }

        pub(crate) fn finish(mut self) -> Vec<u8> {
            self.starts.push(U32::new(self.text.len() as u32));
            pack(&[rows(&self.starts), self.text.as_bytes()])
        }
    }
}

#[cfg(all(test, feature = "compile"))]
mod tests {
    use super::*;

    #[test]
    fn strings_come_back() {
        let mut writer = StringsWriter::default();
        for text in ["护士", "", "nurse"] {
            writer.push(text);
        }
        let strings = Strings::new(Bytes::new(writer.finish())).unwrap();
        assert_eq!(strings.len(), 3);
        let all: Vec<&str> = (0..4).map(|at| strings.get(at)).collect();
        assert_eq!(all, ["护士", "", "nurse", ""]);
        assert_eq!(strings.some(1), None);
    }

    #[test]
    fn numbers_come_back() {
        for number in [0, 1, 127, 128, 300, 16_384, u32::MAX] {
            let mut bytes = Vec::new();
            write_number(&mut bytes, number);
            let mut rest = &bytes[..];
            assert_eq!(read_number(&mut rest), number);
            assert!(rest.is_empty());
        }
        assert_eq!(read_number(&mut &[0xff; 40][..]), u32::MAX);
    }

    #[test]
    fn what_does_not_fit_is_nothing() {
        let packed = pack(&[b"ab", b"c"]);
        assert!(unpack::<2>(Bytes::new(packed.clone())).is_some());
        assert!(unpack::<3>(Bytes::new(packed.clone())).is_none());
        assert!(unpack::<2>(Bytes::new(packed[..packed.len() - 1].to_vec())).is_none());
        assert!(Table::<U32>::new(Bytes::new(vec![1, 0, 0])).is_empty());
    }
}
