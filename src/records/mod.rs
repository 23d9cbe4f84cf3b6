//! One edition in the form that it is read in: tables of rows that point at
//! texts, all of them used where they lie.
//!
//! Every text stands in English and Simplified Chinese, and is empty in a language that
//! it does not stand in. Titles are read where they lie, longer texts are compressed. Traditional Chinese stands as
//! what differs: a table of the characters, and for each text the places where a
//! word asks for another character (發 in 發展 and 髮 in 理髮). The texts of a unit
//! group are put together when the first of them is asked for.

mod hant;
mod texts;
#[cfg(feature = "compile")]
pub(crate) mod write;

use std::ops::Range;

use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use crate::bytes::{Bytes, Strings, Table, U16, U32, unpack};
use crate::code::Code;
use crate::edition::Edition;
use crate::lang::Lang;
use crate::unit_group::{Size, TitleKind};
use hant::Hant;
use texts::Texts;

/// The place of a text in [`Records`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TextId(u32);

/// No text.
const NONE: u32 = u32::MAX;

#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned, Clone, Copy)]
#[repr(C)]
struct Head {
    edition: U16,
    /// SHA-256 of everything that follows.
    digest: [u8; 32],
}

/// A code; the number of digits tells where it ends.
#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned, Clone, Copy, Default)]
#[repr(C)]
pub(crate) struct CodeRow {
    edition: U16,
    digits: [u8; 5],
    length: u8,
}

impl CodeRow {
    #[cfg(feature = "compile")]
    pub(crate) fn of(code: Code) -> CodeRow {
        let mut digits = [0; 5];
        let text = code.as_str().as_bytes();
        digits[..text.len()].copy_from_slice(text);
        CodeRow {
            edition: U16::new(code.edition().year()),
            digits,
            length: text.len() as u8,
        }
    }

    pub(crate) fn code(self) -> Option<Code> {
        let digits = self.digits.get(..usize::from(self.length))?;
        let edition = Edition::from_year(self.edition.get());
        Code::of(edition, std::str::from_utf8(digits).ok()?).ok()
    }
}

#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned, Clone, Copy)]
#[repr(C)]
struct ClassRow {
    code: CodeRow,
    text: U32,
}

/// Where the parts of a unit group begin. They end where those of the next one
/// begin; a last row stands for the end of all.
#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned, Clone, Copy, Default)]
#[repr(C)]
struct GroupRow {
    code: CodeRow,
    /// The class title.
    title: U32,
    /// The lead statement, and all other texts.
    texts: U32,
    titles: U32,
    duties: U32,
    requirements: U32,
    additional: U32,
    exclusions: U32,
    /// 0 where it is not known.
    size: u8,
    /// Two strings: the level as printed and the source's address.
    notes: U32,
}

#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned, Clone, Copy)]
#[repr(C)]
struct StatementRow {
    text: U32,
    occupation: U32,
}

#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned, Clone, Copy)]
#[repr(C)]
struct ExclusionRow {
    text: U32,
    target: U32,
    code: CodeRow,
}

/// The English title has the row's number; the Chinese ones end where those of the
/// next row begin.
#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned, Clone, Copy, Default)]
#[repr(C)]
struct TitleRow {
    chinese: [u8; 3],
    kind: u8,
}

impl TitleRow {
    fn chinese(self) -> usize {
        let [a, b, c] = self.chinese;
        u32::from_le_bytes([a, b, c, 0]) as usize
    }
}

/// One edition, read in place.
#[derive(Debug)]
pub(crate) struct Records {
    /// All of it, as an archive holds it.
    #[cfg(feature = "compile")]
    bytes: Bytes,
    edition: Edition,
    digest: [u8; 32],
    classes: Table<ClassRow>,
    groups: Table<GroupRow>,
    titles: Table<TitleRow>,
    statements: Table<StatementRow>,
    exclusions: Table<ExclusionRow>,
    texts: Texts,
    english: Strings,
    chinese: Strings,
    notes: Strings,
    hant: Hant,
}

/// A Chinese text by where it stands.
#[derive(Clone, Copy, Debug)]
enum Han {
    Text(usize),
    Title(usize),
}

impl Records {
    /// Opens what [`write`] wrote, `None` if it is something else.
    pub(crate) fn open(bytes: Bytes) -> Option<Records> {
        let [
            head,
            classes,
            groups,
            titles,
            statements,
            exclusions,
            texts,
            english,
            chinese,
            notes,
            hant,
        ] = unpack(bytes.clone())?;
        let head = Head::read_from_bytes(&head).ok()?;
        let groups = Table::<GroupRow>::new(groups);
        Some(Records {
            #[cfg(feature = "compile")]
            bytes,
            edition: Edition::from_year(head.edition.get()),
            digest: head.digest,
            classes: Table::new(classes),
            hant: Hant::open(hant, groups.len())?,
            groups,
            titles: Table::new(titles),
            statements: Table::new(statements),
            exclusions: Table::new(exclusions),
            texts: Texts::open(texts)?,
            english: Strings::new(english)?,
            chinese: Strings::new(chinese)?,
            notes: Strings::new(notes)?,
        })
    }

    #[cfg(feature = "compile")]
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(crate) fn edition(&self) -> Edition {
        self.edition
    }

    pub(crate) fn digest(&self) -> &[u8; 32] {
        &self.digest
    }

    /// The number of classes at any level.
    pub(crate) fn class_count(&self) -> usize {
        self.classes.len()
    }

    pub(crate) fn class_code(&self, at: usize) -> Option<Code> {
        self.classes.get(at)?.code.code()
    }

    /// The place of a class.
    pub(crate) fn class(&self, code: Code) -> Option<usize> {
        search(self.classes.len(), code, |at| self.class_code(at))
    }

    pub(crate) fn class_title(&self, at: usize, lang: Lang) -> Option<&str> {
        self.text(TextId(self.classes.get(at)?.text.get()), lang)
    }

    /// The number of unit groups.
    pub(crate) fn len(&self) -> usize {
        self.groups.len().saturating_sub(1)
    }

    pub(crate) fn code(&self, group: usize) -> Option<Code> {
        self.groups.get(group)?.code.code()
    }

    /// The place of a unit group.
    pub(crate) fn group(&self, code: Code) -> Option<usize> {
        search(self.len(), code, |at| self.code(at))
    }

    fn between(&self, group: usize, start: impl Fn(&GroupRow) -> U32) -> Range<usize> {
        match (self.groups.get(group), self.groups.get(group + 1)) {
            (Some(this), Some(next)) => start(this).get() as usize..start(next).get() as usize,
            _ => 0..0,
        }
    }

    fn within(&self, group: usize, ends: impl Fn(&GroupRow) -> [U32; 2]) -> Range<usize> {
        let [start, end] = self.groups.get(group).map(ends).unwrap_or_default();
        start.get() as usize..end.get() as usize
    }

    /// The class title as the unit group's own source has it.
    pub(crate) fn title(&self, group: usize) -> TextId {
        TextId(self.groups.get(group).map_or(NONE, |row| row.title.get()))
    }

    pub(crate) fn lead(&self, group: usize) -> TextId {
        TextId(self.groups.get(group).map_or(NONE, |row| row.texts.get()))
    }

    pub(crate) fn titles(&self, group: usize) -> Range<usize> {
        self.between(group, |row| row.titles)
    }

    pub(crate) fn duties(&self, group: usize) -> Range<usize> {
        self.within(group, |row| [row.duties, row.requirements])
    }

    pub(crate) fn requirements(&self, group: usize) -> Range<usize> {
        self.within(group, |row| [row.requirements, row.additional])
    }

    pub(crate) fn additional(&self, group: usize) -> Range<usize> {
        let start = self.within(group, |row| [row.additional; 2]).start;
        start..self.between(group, |row| row.duties).end
    }

    pub(crate) fn exclusions(&self, group: usize) -> Range<usize> {
        self.between(group, |row| row.exclusions)
    }

    pub(crate) fn size(&self, group: usize) -> Option<Size> {
        Size::from_class(self.groups.get(group)?.size)
    }

    pub(crate) fn stated_level(&self, group: usize) -> Option<&str> {
        self.notes
            .some(self.groups.get(group)?.notes.get() as usize)
    }

    pub(crate) fn source_url(&self, group: usize) -> Option<&str> {
        self.notes
            .some(self.groups.get(group)?.notes.get() as usize + 1)
    }

    /// A statement's text and the occupation that it speaks of.
    pub(crate) fn statement(&self, at: usize) -> (TextId, TextId) {
        let row = self.statements.get(at);
        row.map_or((TextId(NONE), TextId(NONE)), |row| {
            (TextId(row.text.get()), TextId(row.occupation.get()))
        })
    }

    /// An exclusion's text, the title of its target and its code.
    pub(crate) fn exclusion(&self, at: usize) -> (TextId, TextId, Option<Code>) {
        let row = self.exclusions.get(at);
        row.map_or((TextId(NONE), TextId(NONE), None), |row| {
            let (text, target) = (row.text.get(), row.target.get());
            (TextId(text), TextId(target), row.code.code())
        })
    }

    pub(crate) fn title_kind(&self, title: usize) -> TitleKind {
        let row = self.titles.get(title);
        row.map_or(TitleKind::default(), |row| TitleKind::from_number(row.kind))
    }

    pub(crate) fn english(&self, title: usize) -> Option<&str> {
        self.english.some(title)
    }

    /// The places of a title's Chinese forms.
    pub(crate) fn chinese_titles(&self, title: usize) -> Range<usize> {
        match (self.titles.get(title), self.titles.get(title + 1)) {
            (Some(this), Some(next)) => this.chinese()..next.chinese(),
            _ => 0..0,
        }
    }

    /// The title that a Chinese form belongs to.
    pub(crate) fn title_of_chinese(&self, chinese: usize) -> usize {
        let after = self.titles.partition_point(|row| row.chinese() <= chinese);
        after.saturating_sub(1)
    }

    /// A Chinese title in Simplified or Traditional characters.
    pub(crate) fn chinese(&self, chinese: usize, lang: Lang) -> &str {
        match lang {
            Lang::ZhHant => {
                let title = self.title_of_chinese(chinese);
                let group = self
                    .groups
                    .partition_point(|row| row.titles.get() as usize <= title);
                self.traditional(group.saturating_sub(1), Han::Title(chinese))
            }
            _ => self.chinese.get(chinese),
        }
    }

    pub(crate) fn text(&self, id: TextId, lang: Lang) -> Option<&str> {
        if id.0 == NONE {
            return None;
        }
        let id = id.0 as usize;
        let text = match lang {
            Lang::En => self.texts.english(id),
            Lang::ZhHans => self.texts.chinese(id),
            Lang::ZhHant if self.texts.chinese(id).is_empty() => "",
            Lang::ZhHant => {
                let group = self
                    .groups
                    .partition_point(|row| row.texts.get() as usize <= id);
                let cell = match id < self.texts.class_count() {
                    true => self.len(),
                    false => group.saturating_sub(1),
                };
                self.traditional(cell, Han::Text(id))
            }
        };
        Some(text).filter(|text| !text.is_empty())
    }

    /// A text in Traditional characters. Those of a unit group are made together;
    /// the class titles are one group more.
    fn traditional(&self, cell: usize, han: Han) -> &str {
        let texts = if cell == self.len() {
            0..self.texts.class_count()
        } else {
            self.between_texts(cell)
        };
        let titles = self.titles(cell);
        let chinese = self.chinese_start(titles.start)..self.chinese_start(titles.end);
        self.hant.get(cell, han, texts, chinese, |han| match han {
            Han::Text(id) => self.texts.chinese(id),
            Han::Title(at) => self.chinese.get(at),
        })
    }

    fn between_texts(&self, group: usize) -> Range<usize> {
        let start = |at: usize| {
            self.groups
                .get(at)
                .map_or(0, |row| row.texts.get() as usize)
        };
        start(group)..start(group + 1)
    }

    fn chinese_start(&self, title: usize) -> usize {
        self.titles.get(title).map_or(0, |row| row.chinese())
    }
}

/// Finds a code among sorted ones.
fn search(len: usize, code: Code, at: impl Fn(usize) -> Option<Code>) -> Option<usize> {
    let (mut low, mut high) = (0, len);
    while low < high {
        let middle = low.midpoint(high);
        match at(middle)?.cmp(&code) {
            std::cmp::Ordering::Equal => return Some(middle),
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    None
}
