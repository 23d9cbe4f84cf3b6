//! The compiled file: sections of bytes that are used where they lie.
//!
//! ```text
//! magic              8 bytes
//! format version     u32
//! edition            u32, the year of the first edition in it
//! digest             32 bytes, SHA-256 of the data that it was compiled from
//! sections           u32, how many
//! table              for each section its kind, edition, offset, length and CRC-32
//! checksum           CRC-32 of everything above
//! sections           one after the other, to the end of the file
//! ```
//!
//! Numbers are little-endian, offsets count from the beginning of the file, in
//! bytes. A file is checked as a whole when it is opened; the bytes in the binary
//! are part of the program and are not.

use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use crate::bytes::{Bytes, U32};
use crate::edition::Edition;
use crate::error::Error;

const MAGIC: [u8; 8] = *b"NOC\x1asrch";

/// The version of the format. Every change of a section's form raises it.
const VERSION: u32 = 2;

#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned, Clone, Copy)]
#[repr(C)]
struct Head {
    magic: [u8; 8],
    version: U32,
    edition: U32,
    digest: [u8; 32],
    sections: U32,
}

#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned, Clone, Copy)]
#[repr(C)]
struct SectionRow {
    kind: U32,
    /// The year, 0 for a section that belongs to none.
    edition: U32,
    offset: U32,
    length: U32,
    checksum: U32,
}

/// What a section holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    /// The records of an edition.
    Records = 1,
    /// What became of the unit groups of an edition.
    Concordance = 2,
    /// The files of the tantivy index.
    Fields = 3,
    /// Whole titles.
    Exact = 4,
    /// The terms of every title and duty.
    Entries = 5,
    /// All terms.
    Vocabulary = 6,
    /// Titles by the beginning of their words.
    Starts = 7,
    /// The editions that are searched, in order.
    Searched = 8,
    /// The Chinese words.
    Words = 9,
    /// Traditional characters and their Simplified forms.
    Folding = 10,
    /// The tables of words that stand for others.
    Lexicon = 11,
    /// How the characters of the Chinese titles sound.
    Pinyin = 12,
    /// What people say of their work.
    Jargon = 13,
    /// How much the features of a text speak for each unit group.
    Model = 14,
}

/// An archive that was opened.
#[derive(Clone, Debug)]
pub(crate) struct Archive {
    bytes: Bytes,
    head: Head,
    rows: Vec<SectionRow>,
}

impl std::fmt::Debug for Head {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Head").finish_non_exhaustive()
    }
}

impl std::fmt::Debug for SectionRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SectionRow").finish_non_exhaustive()
    }
}

impl Archive {
    /// Opens bytes that are part of the program: only their form is checked.
    pub(crate) fn trusted(bytes: Bytes) -> Result<Archive, Error> {
        let fault = |what: &str| Err(Error::archive(what));
        let Ok((head, _)) = Head::read_from_prefix(&bytes) else {
            return fault("it is too short to be an archive");
        };
        if head.magic != MAGIC {
            return fault("it is no archive of noc-search");
        }
        if head.version.get() != VERSION {
            return Err(Error::archive(format!(
                "its format has version {}, this program reads version {VERSION}",
                head.version.get()
            )));
        }
        let start = size_of::<Head>();
        let count = head.sections.get() as usize;
        let end = count
            .checked_mul(size_of::<SectionRow>())
            .and_then(|length| length.checked_add(start));
        let table = end.and_then(|end| bytes.get(start..end));
        let Some(rows) = table.and_then(|table| <[SectionRow]>::ref_from_bytes(table).ok()) else {
            return fault("it is cut in its table of sections");
        };
        let rows = rows.to_vec();
        Ok(Archive { bytes, head, rows })
    }

    /// Opens bytes from outside and checks all of them.
    pub(crate) fn checked(bytes: Bytes) -> Result<Archive, Error> {
        let archive = Archive::trusted(bytes)?;
        let bytes = &archive.bytes;
        let table_end = size_of::<Head>() + size_of_val(&*archive.rows);
        let stated = bytes.get(table_end..table_end + 4);
        let stated = stated.and_then(|stated| U32::read_from_bytes(stated).ok());
        if stated.map(U32::get) != Some(crc32fast::hash(&bytes[..table_end])) {
            return Err(Error::archive("its table of sections is damaged"));
        }
        let mut at = table_end + 4;
        for row in &archive.rows {
            let end = at.saturating_add(row.length.get() as usize);
            if row.offset.get() as usize != at {
                return Err(Error::archive("its sections do not follow each other"));
            }
            let Some(section) = bytes.get(at..end) else {
                return Err(Error::archive(format!(
                    "it is cut: it has {} bytes and section {} ends at {end}",
                    bytes.len(),
                    row.kind.get()
                )));
            };
            if crc32fast::hash(section) != row.checksum.get() {
                return Err(Error::archive(format!(
                    "section {} is damaged, its checksum differs",
                    row.kind.get()
                )));
            }
            at = end;
        }
        if at != bytes.len() {
            return Err(Error::archive(format!(
                "it goes on for {} bytes behind its last section",
                bytes.len() - at
            )));
        }
        Ok(archive)
    }

    /// The digest of the data that it was compiled from.
    pub(crate) fn digest(&self) -> &[u8; 32] {
        &self.head.digest
    }

    fn slice(&self, row: &SectionRow) -> Option<Bytes> {
        let start = row.offset.get() as usize;
        let end = start.checked_add(row.length.get() as usize)?;
        (end <= self.bytes.len()).then(|| self.bytes.slice(start..end))
    }

    /// The section of a kind.
    pub(crate) fn section(&self, kind: Section) -> Result<Bytes, Error> {
        let row = self.rows.iter().find(|row| row.kind.get() == kind as u32);
        row.and_then(|row| self.slice(row))
            .ok_or_else(|| missing(kind))
    }

    /// The first section of a kind that belongs to an edition, with the edition.
    pub(crate) fn first_of(&self, kind: Section) -> Option<(Edition, Bytes)> {
        let row = self.rows.iter().find(|row| row.kind.get() == kind as u32)?;
        let year = u16::try_from(row.edition.get()).ok()?;
        Some((Edition::from_year(year), self.slice(row)?))
    }

    /// The section of a kind that belongs to an edition, if there is one.
    pub(crate) fn section_of(&self, kind: Section, edition: Edition) -> Option<Bytes> {
        let year = u32::from(edition.year());
        let mut rows = self.rows.iter();
        let row = rows.find(|row| row.kind.get() == kind as u32 && row.edition.get() == year)?;
        self.slice(row)
    }
}

/// An archive that opens, yet lacks a section or has one that nothing can read.
pub(crate) fn missing(kind: Section) -> Error {
    Error::archive(format!(
        "its section {} ({kind:?}) can't be read",
        kind as u32
    ))
}

#[cfg(feature = "compile")]
pub(crate) use writing::Writer;

#[cfg(feature = "compile")]
mod writing {
    use sha2::{Digest, Sha256};

    use super::{Head, MAGIC, Section, SectionRow, U32, VERSION};
    use crate::bytes::rows;
    use crate::edition::Edition;

    /// Puts an archive together.
    #[derive(Default)]
    pub(crate) struct Writer {
        sections: Vec<(Section, Option<Edition>, Vec<u8>)>,
        digest: Sha256,
    }

    impl Writer {
        /// Takes note of data that the archive is compiled from.
        pub(crate) fn compiled_from(&mut self, data: &[u8]) {
            self.digest.update((data.len() as u64).to_le_bytes());
            self.digest.update(data);
        }

        pub(crate) fn add(&mut self, kind: Section, bytes: Vec<u8>) {
            self.sections.push((kind, None, bytes));
        }

        pub(crate) fn add_of(&mut self, kind: Section, edition: Edition, bytes: Vec<u8>) {
            self.sections.push((kind, Some(edition), bytes));
        }

        pub(crate) fn finish(self, edition: Edition) -> Vec<u8> {
            let table = size_of::<SectionRow>() * self.sections.len();
            let mut offset = size_of::<Head>() + table + 4;
            let mut table = Vec::new();
            for (kind, edition, bytes) in &self.sections {
                table.push(SectionRow {
                    kind: U32::new(*kind as u32),
                    edition: U32::new(edition.map_or(0, |edition| edition.year().into())),
                    offset: U32::new(offset as u32),
                    length: U32::new(bytes.len() as u32),
                    checksum: U32::new(crc32fast::hash(bytes)),
                });
                offset += bytes.len();
            }
            let head = Head {
                magic: MAGIC,
                version: U32::new(VERSION),
                edition: U32::new(edition.year().into()),
                digest: self.digest.finalize().into(),
                sections: U32::new(table.len() as u32),
            };
            let mut bytes = rows(std::slice::from_ref(&head)).to_vec();
            bytes.extend_from_slice(rows(&table));
            bytes.extend_from_slice(&crc32fast::hash(&bytes).to_le_bytes());
            for (.., section) in &self.sections {
                bytes.extend_from_slice(section);
            }
            bytes
        }
    }
}
