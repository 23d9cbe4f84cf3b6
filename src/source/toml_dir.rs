//! Reads our own records: a folder with `hierarchy.toml` and
//! `unit_groups/CODE.toml`, one unit group a file.
//!
//! `data/README.md` describes the form. The reader is strict, since a person
//! corrects these files by hand: an unknown key, an empty text, a title that
//! stands twice or a file under another name than its code is an error with the
//! line.

use std::collections::HashMap;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use super::files_in;
use crate::code::{Code, Level};
use crate::edition::Edition;
use crate::error::Error;
use crate::noc::Noc;
use crate::record::{Draft, ExclusionRecord, Record, StatementRecord, TitleRecord};
use crate::text::{Text, read_text};
use crate::unit_group::{Size, TitleKind};

/// Reads an edition from a folder.
///
/// Unit groups that `hierarchy.toml` names and that have no file of their own
/// are classes without a record; the folder `unit_groups` may be missing.
///
/// # Errors
///
/// When a file can't be read, is not UTF-8 or no TOML of the form, and when a
/// unit group's file has another name than its code, another title than
/// `hierarchy.toml`, or a code that `hierarchy.toml` does not name. All name the
/// file, and the line where there is one.
pub fn from_dir(dir: impl AsRef<Path>) -> Result<Noc, Error> {
    let dir = dir.as_ref();
    let path = dir.join("hierarchy.toml");
    let text = read_text(&path)?;
    let mut files = Vec::new();
    let records = dir.join("unit_groups");
    let paths = match records.exists() {
        true => files_in(&records, "toml")?,
        // An edition may be known by its class titles alone.
        false => Vec::new(),
    };
    for path in paths {
        let text = read_text(&path)?;
        files.push((path, text));
    }
    let files = files.iter().map(|(path, text)| (&**path, &**text));
    from_files((&path, &text), files)
}

/// Reads an edition from texts that carry the names of their files.
pub(crate) fn from_files<'a>(
    (path, hierarchy): (&Path, &str),
    files: impl Iterator<Item = (&'a Path, &'a str)>,
) -> Result<Noc, Error> {
    let (edition, classes) = read_hierarchy(hierarchy).map_err(|error| error.in_file(path))?;
    let mut groups: Vec<Draft> = Vec::new();
    for (path, text) in files {
        let group = read_unit_group(edition, text).map_err(|error| error.in_file(path))?;
        let code = group.code;
        let fault = |what: String| Err(Error::document(1, what).in_file(path));
        if path.file_stem().and_then(|stem| stem.to_str()) != Some(code.as_str()) {
            return fault(format!("the file has the code {code} and another name"));
        }
        let Some((_, title)) = classes.iter().find(|&&(class, _)| class == code) else {
            return fault(format!("the hierarchy does not name {code}"));
        };
        let here = &group.record.title;
        for (here, there) in [(&here.en, &title.en), (&here.hans, &title.hans)] {
            if here != there {
                return fault(format!(
                    "the title is {:?} here and {:?} in the hierarchy",
                    here.as_deref().unwrap_or_default(),
                    there.as_deref().unwrap_or_default()
                ));
            }
        }
        groups.push(group);
    }
    Noc::new(edition, groups, classes)
}

/// A text that must stand in both languages.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Both {
    en: Spanned<String>,
    zh: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HierarchyFile {
    edition: u16,
    broad_categories: Vec<ClassRow>,
    major_groups: Vec<ClassRow>,
    /// There are none before 2021.
    #[serde(default)]
    sub_major_groups: Vec<ClassRow>,
    minor_groups: Vec<ClassRow>,
    unit_groups: Vec<ClassRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassRow {
    code: Spanned<String>,
    title: Both,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitGroupFile {
    code: Spanned<String>,
    title: Both,
    lead: Both,
    duties: Vec<StatementRow>,
    requirements: Vec<StatementRow>,
    #[serde(default)]
    additional: Vec<StatementRow>,
    #[serde(default)]
    exclusions: Vec<ExclusionRow>,
    titles: Vec<TitleRow>,
    common: Vec<CommonRow>,
    size: Spanned<u8>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StatementRow {
    en: Spanned<String>,
    zh: Spanned<String>,
    occupation: Option<Both>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExclusionRow {
    en: Spanned<String>,
    zh: Spanned<String>,
    code: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TitleRow {
    en: Spanned<String>,
    zh: Spanned<Vec<Spanned<String>>>,
    #[serde(default)]
    example: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CommonRow {
    en: Spanned<String>,
    zh: Spanned<Vec<Spanned<String>>>,
}

/// The text of a file, to find lines in.
struct Lines<'a>(&'a str);

impl Lines<'_> {
    fn line(&self, offset: usize) -> usize {
        let before = &self.0.as_bytes()[..offset.min(self.0.len())];
        1 + before.iter().filter(|&&byte| byte == b'\n').count()
    }

    fn fault<T>(&self, at: &Spanned<T>, what: impl Into<String>) -> Error {
        Error::document(self.line(at.span().start), what)
    }

    fn parse<T: for<'de> Deserialize<'de>>(&self) -> Result<T, Error> {
        toml::from_str(self.0).map_err(|error| {
            let line = error.span().map(|span| self.line(span.start));
            Error::document(line, error.message().replace('\n', ", "))
        })
    }

    /// A text that is not empty and has no stray spaces.
    fn text(&self, text: Spanned<String>) -> Result<String, Error> {
        let value = text.get_ref();
        if value.trim().is_empty() {
            return Err(self.fault(&text, "the text is empty"));
        }
        if value.trim() != value || value.contains("  ") || value.contains('\n') {
            return Err(self.fault(&text, format!("stray white space in {value:?}")));
        }
        Ok(text.into_inner())
    }

    fn both(&self, both: Both) -> Result<Text, Error> {
        Ok(Text::both(self.text(both.en)?, self.text(both.zh)?))
    }

    fn code(&self, edition: Edition, code: &Spanned<String>) -> Result<Code, Error> {
        Code::of(edition, code.get_ref()).map_err(|error| self.fault(code, error.to_string()))
    }

    fn class(&self, edition: Edition, level: Level, row: ClassRow) -> Result<(Code, Text), Error> {
        let code = self.code(edition, &row.code)?;
        if code.level() != level {
            let what = format!("{code} does not belong to this level");
            return Err(self.fault(&row.code, what));
        }
        Ok((code, self.both(row.title)?))
    }

    fn statement(&self, row: StatementRow) -> Result<StatementRecord, Error> {
        Ok(StatementRecord {
            text: Text::both(self.text(row.en)?, self.text(row.zh)?),
            occupation: match row.occupation {
                Some(both) => self.both(both)?,
                None => Text::default(),
            },
        })
    }

    fn exclusion(&self, edition: Edition, row: ExclusionRow) -> Result<ExclusionRecord, Error> {
        let code = self.code(edition, &row.code)?;
        Ok(ExclusionRecord {
            text: Text::both(self.text(row.en)?, self.text(row.zh)?),
            code: Some(code),
            target: Text::default(),
        })
    }

    /// A row of titles, whose English must be new in the file.
    fn title(
        &self,
        seen: &mut HashMap<String, usize>,
        en: Spanned<String>,
        zh: Spanned<Vec<Spanned<String>>>,
        kind: TitleKind,
    ) -> Result<TitleRecord, Error> {
        let offset = en.span().start;
        if zh.get_ref().is_empty() {
            return Err(self.fault(&en, format!("{:?} has no Chinese title", en.get_ref())));
        }
        if let Some(first) = seen.insert(en.get_ref().to_lowercase(), offset) {
            let first = self.line(first);
            let what = format!("the title {:?} stands on line {first} too", en.get_ref());
            return Err(self.fault(&en, what));
        }
        let zh = zh.into_inner().into_iter();
        let zh: Result<Vec<String>, Error> = zh.map(|zh| self.text(zh)).collect();
        Ok(TitleRecord {
            en: Some(self.text(en)?),
            zh: zh?,
            kind,
        })
    }
}

fn read_hierarchy(text: &str) -> Result<(Edition, Vec<(Code, Text)>), Error> {
    let lines = Lines(text);
    let file: HierarchyFile = lines.parse()?;
    let edition = Edition::from_year(file.edition);
    let mut classes = Vec::new();
    let mut seen = HashMap::new();
    for (level, rows) in [
        (Level::BroadCategory, file.broad_categories),
        (Level::MajorGroup, file.major_groups),
        (Level::SubMajorGroup, file.sub_major_groups),
        (Level::MinorGroup, file.minor_groups),
        (Level::UnitGroup, file.unit_groups),
    ] {
        for row in rows {
            let offset = row.code.span().start;
            let class = lines.class(edition, level, row)?;
            if let Some(first) = seen.insert(class.0, offset) {
                let first = lines.line(first);
                let what = format!("the code {} stands on line {first} too", class.0);
                return Err(Error::document(lines.line(offset), what));
            }
            classes.push(class);
        }
    }
    Ok((edition, classes))
}

fn read_unit_group(edition: Edition, text: &str) -> Result<Draft, Error> {
    let lines = Lines(text);
    let file: UnitGroupFile = lines.parse()?;
    let code = lines.code(edition, &file.code)?;
    if code.level() != Level::UnitGroup {
        return Err(lines.fault(&file.code, format!("{code} is not a unit group")));
    }
    let Some(size) = Size::from_class(*file.size.get_ref()) else {
        let what = format!("expected a size from 1 to 5, found {}", file.size.get_ref());
        return Err(lines.fault(&file.size, what));
    };
    let statements = |rows: Vec<StatementRow>| -> Result<Vec<StatementRecord>, Error> {
        rows.into_iter().map(|row| lines.statement(row)).collect()
    };
    let mut seen = HashMap::new();
    let mut titles = Vec::new();
    for row in file.titles {
        let kind = match row.example {
            true => TitleKind::Illustrative,
            false => TitleKind::Listed,
        };
        titles.push(lines.title(&mut seen, row.en, row.zh, kind)?);
    }
    for row in file.common {
        titles.push(lines.title(&mut seen, row.en, row.zh, TitleKind::Common)?);
    }
    let exclusions: Result<Vec<ExclusionRecord>, Error> = file
        .exclusions
        .into_iter()
        .map(|row| lines.exclusion(edition, row))
        .collect();
    let record = Record {
        title: lines.both(file.title)?,
        lead: lines.both(file.lead)?,
        titles,
        duties: statements(file.duties)?,
        requirements: statements(file.requirements)?,
        additional: statements(file.additional)?,
        exclusions: exclusions?,
        size: Some(size),
        ..Record::default()
    };
    Ok(Draft { code, record })
}
