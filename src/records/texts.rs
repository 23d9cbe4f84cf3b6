//! The texts of an edition: class titles as they are, what is longer compressed, a unit
//! group at a time.
//!
//! Statements are two fifths of an archive and are read where somebody looks at a unit
//! group. Those of one are inflated together, in some 20 µs, when the first of them is
//! asked for, and stay.

use std::sync::OnceLock;

use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use crate::bytes::{Bytes, Strings, Table, U32, unpack};

/// The most that the texts of a unit group may be, inflated: more is no archive.
const MOST_BYTES: usize = 16 << 20;

/// Where the texts of a unit group begin; a last row stands for the end of all.
#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned, Clone, Copy, Default)]
#[repr(C)]
pub(super) struct CellRow {
    /// The number of its first text.
    pub(super) first: U32,
    /// Where its compressed bytes begin.
    pub(super) offset: U32,
}

/// Texts by number, each in English and in Simplified Chinese.
#[derive(Debug)]
pub(super) struct Texts {
    /// Those of the classes, which come first.
    classes: Strings,
    cells: Table<CellRow>,
    compressed: Bytes,
    inflated: Vec<OnceLock<Option<Strings>>>,
}

impl Texts {
    pub(super) fn open(bytes: Bytes) -> Option<Texts> {
        let [classes, cells, compressed] = unpack(bytes)?;
        let cells = Table::<CellRow>::new(cells);
        let inflated = std::iter::repeat_with(OnceLock::new).take(cells.len());
        Some(Texts {
            classes: Strings::new(classes)?,
            inflated: inflated.collect(),
            cells,
            compressed,
        })
    }

    /// How many texts stand before those of unit groups.
    pub(super) fn class_count(&self) -> usize {
        self.classes.len() / 2
    }

    pub(super) fn english(&self, number: usize) -> &str {
        self.get(number, 0)
    }

    pub(super) fn chinese(&self, number: usize) -> &str {
        self.get(number, 1)
    }

    fn get(&self, number: usize, which: usize) -> &str {
        if number < self.class_count() {
            return self.classes.get(2 * number + which);
        }
        let after = self
            .cells
            .partition_point(|row| row.first.get() as usize <= number);
        let Some(cell) = after.checked_sub(1) else {
            return "";
        };
        let first = self.cells.get(cell).map_or(0, |row| row.first.get()) as usize;
        let strings = self
            .inflated
            .get(cell)
            .map(|cell_texts| cell_texts.get_or_init(|| self.inflate(cell)).as_ref());
        strings
            .flatten()
            .map_or("", |texts| texts.get(2 * (number - first) + which))
    }

    fn inflate(&self, cell: usize) -> Option<Strings> {
        let start = self.cells.get(cell)?.offset.get() as usize;
        let end = self.cells.get(cell + 1)?.offset.get() as usize;
        let compressed = self.compressed.get(start..end)?;
        let bytes = miniz_oxide::inflate::decompress_to_vec_with_limit(compressed, MOST_BYTES);
        Strings::new(Bytes::new(bytes.ok()?))
    }
}

#[cfg(feature = "compile")]
pub(super) use writing::TextsWriter;

#[cfg(feature = "compile")]
mod writing {
    use super::{CellRow, U32};
    use crate::bytes::{StringsWriter, pack, rows};

    /// Writes texts: first those of classes, then those of unit groups.
    #[derive(Default)]
    pub(in super::super) struct TextsWriter {
        classes: StringsWriter,
        cells: Vec<CellRow>,
        current: StringsWriter,
        compressed: Vec<u8>,
        count: u32,
    }

    impl TextsWriter {
        /// Begins the texts of the next unit group.
        pub(in super::super) fn begin_group(&mut self) {
            self.end_group();
            self.cells.push(self.cell());
        }

        fn cell(&self) -> CellRow {
            CellRow {
                first: U32::new(self.count),
                offset: U32::new(self.compressed.len() as u32),
            }
        }

        fn end_group(&mut self) {
            if !self.cells.is_empty() {
                let texts = std::mem::take(&mut self.current).finish();
                // The highest level: it is done once.
                let compressed = miniz_oxide::deflate::compress_to_vec(&texts, 10);
                self.compressed.extend_from_slice(&compressed);
            }
        }

        pub(in super::super) fn len(&self) -> u32 {
            self.count
        }

        /// Adds a text and returns its number.
        pub(in super::super) fn push(&mut self, english: &str, chinese: &str) -> u32 {
            let texts = match self.cells.is_empty() {
                true => &mut self.classes,
                false => &mut self.current,
            };
            texts.push(english);
            texts.push(chinese);
            self.count += 1;
            self.count - 1
        }

        pub(in super::super) fn finish(mut self) -> Vec<u8> {
            self.end_group();
            self.cells.push(self.cell());
            pack(&[&self.classes.finish(), rows(&self.cells), &self.compressed])
        }
    }
}
