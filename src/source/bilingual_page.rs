//! Reads bilingual unit group pages: Markdown-like text in Chinese and English,
//! one unit group a page.
//!
//! A page begins with a heading that has the code and the title in both
//! languages, then a lead statement, then sections: example titles, main
//! duties, employment requirements, additional information, classified
//! elsewhere, all titles. The Chinese of an entry stands before its English, on
//! the same line or on the line above. Pages whose headings have no `#` are of
//! the edition of 2006; the others are of 2011.
//!
//! Such pages were typed by people, so the reader takes what they wrote:
//! zero-width spaces, full-width brackets, any bullet, sections that are missing
//! or in another order, entries in one language. A line that it can't place is
//! reported in [`Page::unplaced`], never dropped.

use std::path::Path;

use serde::Serialize;

use super::bilingual_text::{Wording, divide, has_han};
use super::{files_in, read_text};
use crate::code::Code;
use crate::edition::Edition;
use crate::error::Error;
use crate::noc::Noc;
use crate::text::{Text, is_invisible};
use crate::unit_group::{
    ExclusionRecord, HanText, Record, StatementRecord, TitleKind, TitleRecord, UnitGroup,
};

/// One page as read, with an account of its lines.
#[derive(Clone, Debug)]
pub struct Page {
    group: UnitGroup,
    notices: Vec<String>,
    unplaced: Vec<Unplaced>,
    count: Count,
    /// The line of the heading.
    heading: usize,
}

impl Page {
    /// Returns the unit group that the page describes.
    pub fn unit_group(&self) -> &UnitGroup {
        &self.group
    }

    /// Returns the lines that speak about the site or its services and not
    /// about the unit group.
    pub fn notices(&self) -> impl ExactSizeIterator<Item = &str> {
        self.notices.iter().map(String::as_str)
    }

    /// Returns the lines that found no place in the unit group.
    pub fn unplaced(&self) -> &[Unplaced] {
        &self.unplaced
    }

    /// Returns the account of the page's lines.
    pub fn count(&self) -> Count {
        self.count
    }
}

/// A line that found no place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Unplaced {
    /// The line's number, from 1.
    pub line: usize,
    /// The line as it stands.
    pub text: String,
    /// Why it found no place.
    pub reason: &'static str,
}

/// How many lines and rows a page, or a folder of pages, has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Count {
    /// Lines that are not blank.
    pub lines: usize,
    /// Rows in the two lists of titles, a title that stands in both counted
    /// twice.
    pub titles: usize,
    /// Those of them that stand in both languages.
    pub bilingual_titles: usize,
}

/// Reads a page.
///
/// # Errors
///
/// With the line ([`Error::is_document`]), when the text is empty, when its
/// first line is no heading with a code and a title, when the code is malformed,
/// or when the last line is cut: it has neither a line feed at its end nor is
/// it the address of the page's source.
///
/// # Example: a small page
///
/// ```
/// use noc_search::{Lang, source::bilingual_page};
///
/// let page = bilingual_page::from_text("\
/// ## 2298 护林员 Forest rangers - LEVEL B
/// 护林员看护林区。
/// Forest rangers look after the woods.
/// ## 2298 护林员职称头衔 All titles
/// * 护林员，公园 ranger, park
/// ")?;
/// let group = page.unit_group();
/// assert_eq!(group.title(Lang::ZhHans), Some("护林员"));
/// assert_eq!(group.titles().next().unwrap().get(Lang::En), Some("ranger, park"));
/// assert!(page.unplaced().is_empty());
/// # Ok::<(), noc_search::Error>(())
/// ```
pub fn from_text(text: &str) -> Result<Page, Error> {
    let mut reader = Reader::default();
    for (number, given) in (1..).zip(text.lines()) {
        let line: String = given.chars().filter(|&c| !is_invisible(c)).collect();
        if !line.trim().is_empty() {
            reader.line(number, line.trim())?;
        } else if !given.trim().is_empty() {
            reader.count.lines += 1;
            reader.report(number, given, "it has only characters that nobody sees");
        }
    }
    let last = text.lines().count();
    let complete = text.ends_with('\n') || reader.ends_with_source();
    let page = reader.finish()?;
    if complete {
        Ok(page)
    } else {
        Err(Error::document(last, "the page is cut in its last line"))
    }
}

/// Reads a page from a file.
///
/// # Errors
///
/// As [`from_text`], and when the file can't be read, is not UTF-8 or holds a
/// zero byte; all name the file.
pub fn from_path(path: impl AsRef<Path>) -> Result<Page, Error> {
    let path = path.as_ref();
    from_text(&read_text(path)?).map_err(|error| error.in_file(path))
}

/// A folder of pages: an edition each, and the account of all lines.
#[derive(Clone, Debug)]
pub struct Pages {
    nocs: Vec<Noc>,
    unplaced: Vec<(String, Unplaced)>,
    count: Count,
}

impl Pages {
    /// Returns the editions that the pages belong to, oldest first.
    pub fn nocs(&self) -> &[Noc] {
        &self.nocs
    }

    /// Returns the lines that found no place, each with its file's name.
    pub fn unplaced(&self) -> impl ExactSizeIterator<Item = (&str, &Unplaced)> {
        self.unplaced.iter().map(|(file, line)| (&**file, line))
    }

    /// Returns the account of all lines.
    pub fn count(&self) -> Count {
        self.count
    }
}

/// Reads all files of a folder that end in `.md`.
///
/// # Errors
///
/// As [`from_path`] for any of them, when two pages have one code, and when the
/// folder can't be read or holds no such file.
pub fn from_dir(dir: impl AsRef<Path>) -> Result<Pages, Error> {
    let dir = dir.as_ref();
    let mut groups: Vec<UnitGroup> = Vec::new();
    let mut unplaced = Vec::new();
    let mut count = Count::default();
    let files = files_in(dir, "md")?;
    if files.is_empty() {
        return Err(Error::document(None, "the folder has no file that ends in .md").in_file(dir));
    }
    for path in &files {
        let page = from_path(path)?;
        let code = page.group.code();
        if groups.iter().any(|group| group.code() == code) {
            let what = format!("a page before has the code {code} too");
            return Err(Error::document(page.heading, what).in_file(path));
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        unplaced.extend(
            page.unplaced
                .into_iter()
                .map(|line| (name.to_string(), line)),
        );
        count.lines += page.count.lines;
        count.titles += page.count.titles;
        count.bilingual_titles += page.count.bilingual_titles;
        groups.push(page.group);
    }
    let mut editions: Vec<Edition> = groups.iter().map(|group| group.code().edition()).collect();
    editions.sort();
    editions.dedup();
    let nocs: Result<Vec<Noc>, Error> = editions
        .into_iter()
        .map(|edition| {
            let of_edition = groups
                .iter()
                .filter(|group| group.code().edition() == edition);
            Noc::new(edition, of_edition.cloned().collect(), Vec::new())
        })
        .collect();
    Ok(Pages {
        nocs: nocs?,
        unplaced,
        count,
    })
}

/// Where in the page a line stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Section {
    /// Nothing read yet.
    #[default]
    Start,
    Lead,
    Examples,
    Duties,
    Requirements,
    Additional,
    Elsewhere,
    Titles,
    /// What the site says about itself.
    Notice,
}

/// The names that sections go by, as their heading's English or Chinese ends.
const SECTIONS: [(Section, &[&str]); 7] = [
    (Section::Examples, &["example titles", "头衔范例"]),
    (Section::Duties, &["main duties", "主要职责"]),
    (
        Section::Requirements,
        &["employment requirements", "任职要求"],
    ),
    (Section::Additional, &["additional information", "附加信息"]),
    (Section::Elsewhere, &["classified elsewhere", "其他分类"]),
    (
        Section::Titles,
        &["all titles", "all title", "titles", "所有头衔", "职称头衔"],
    ),
    (Section::Lead, &["职责概述", "主管概述"]),
];

/// With these words the site speaks of its own services.
const NOTICES: [&str; 4] = [
    "如果您的职业不在",
    "属于加拿大联邦技术移民",
    "新政后紧缺职业",
    "加拿大联邦技术移民",
];

/// The phrase that introduces duties, in both languages; what stands before it
/// is the occupation that the duties belong to.
const INTRODUCTIONS: [&str; 9] = [
    "perform some or all",
    "performs some or all",
    "执行部分或全部",
    "执行下列部分或全部",
    "执行以下部分或全部",
    "主要履行",
    "履行下列",
    "履行以下",
    "应履行",
];

/// The state between two lines.
#[derive(Default)]
struct Reader {
    code: Option<Code>,
    record: Record,
    section: Section,
    /// The occupation that the entries below a subheading belong to.
    occupation: Text,
    /// The last entry is Chinese alone and waits for its English.
    pending: bool,
    notices: Vec<String>,
    unplaced: Vec<Unplaced>,
    count: Count,
    heading: usize,
}

impl Reader {
    fn line(&mut self, number: usize, line: &str) -> Result<(), Error> {
        self.count.lines += 1;
        let Some(code) = self.code else {
            return self.heading(number, line);
        };
        let hashes = line.chars().take_while(|&c| c == '#').count();
        let body = line.trim_start_matches('#').trim();
        if let Some(section) = section_of(body, code) {
            self.section = section;
            self.occupation = Text::default();
            self.pending = false;
            return Ok(());
        }
        if NOTICES.iter().any(|start| body.starts_with(start)) {
            self.section = Section::Notice;
        }
        if body.starts_with("http://") || body.starts_with("https://") {
            self.record.source_url = Some(body.to_owned());
            return Ok(());
        }
        if hashes > 0 {
            self.subheading(body, code);
            return Ok(());
        }
        let entry = body.trim_start_matches('>');
        let unbulleted = entry.trim_start_matches(['*', '•', '·', '●']).trim();
        let is_bulleted = unbulleted.len() < entry.len();
        if unbulleted.is_empty() {
            self.report(number, line, "it is a bullet with nothing behind it");
            return Ok(());
        }
        match self.section {
            Section::Notice => self.notices.push(line.to_owned()),
            Section::Start | Section::Lead => {
                let text = divide(unbulleted, Wording::Sentence);
                self.record.lead.push_paragraph(text);
            }
            Section::Duties if is_introduction(unbulleted) => self.subheading(unbulleted, code),
            _ if self.pending && !has_han(unbulleted) => self.complete(unbulleted),
            _ => {
                if is_bulleted || !self.continues(unbulleted) {
                    self.entry(unbulleted);
                }
            }
        }
        Ok(())
    }

    /// The first line of the page.
    fn heading(&mut self, number: usize, line: &str) -> Result<(), Error> {
        let body = line.trim_start_matches('#');
        let edition = match body.len() < line.len() {
            true => Edition::NOC_2011,
            false => Edition::NOC_2006,
        };
        let body = body.trim();
        let digits = body
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(body.len());
        if digits == 0 {
            let shown: String = line.chars().take(40).collect();
            let what = format!("expected a heading with a code, found {shown:?}");
            return Err(Error::document(number, what));
        }
        let code = Code::of(edition, &body[..digits])
            .map_err(|error| Error::document(number, error.to_string()))?;
        if code.level() != crate::code::Level::UnitGroup {
            let what = format!("{code} is not the code of a unit group of {edition}");
            return Err(Error::document(number, what));
        }
        if let Some((_, level)) = body.split_once("LEVEL") {
            self.record.stated_level = Some(level.trim().to_owned());
        }
        let title = without_signature(&body[digits..]).trim_start_matches([' ', '-', '–']);
        let mut title = divide(title, Wording::Title);
        if let Some(en) = &mut title.en {
            // A bracket around the English may hold the code again, and "not
            // elsewhere classified" of the Chinese title is Latin letters.
            let digits_or_mark = [code.as_str(), "NEC "];
            let rest = digits_or_mark
                .iter()
                .find_map(|start| en.strip_prefix(start));
            if let Some(rest) = rest {
                *en = rest.trim_start().to_owned();
            }
        }
        self.record.title = title;
        if self.record.title.is_empty() {
            return Err(Error::document(
                number,
                format!("the heading of {code} has no title"),
            ));
        }
        self.code = Some(code);
        self.heading = number;
        Ok(())
    }

    /// A heading within a section, or the sentence that introduces duties: the
    /// occupation that what follows belongs to.
    fn subheading(&mut self, body: &str, code: Code) {
        let body = without_signature(body);
        let body = body.strip_prefix(code.as_str()).unwrap_or(body).trim();
        let mut text = divide(strip_enumeration(body), Wording::Title);
        for part in [&mut text.en, &mut text.hans] {
            if let Some(whole) = part {
                let end = INTRODUCTIONS
                    .iter()
                    .filter_map(|phrase| whole.find(phrase))
                    .min();
                let kept = whole[..end.unwrap_or(whole.len())]
                    .trim_end_matches([':', '：', ' ', ','])
                    .to_owned();
                *part = Some(kept).filter(|kept| !kept.is_empty());
            }
        }
        if text.hans.is_none() && self.occupation.en.is_none() {
            // The English of a heading may stand on a line of its own.
            self.occupation.en = text.en;
        } else if !text.is_empty() {
            self.occupation = text;
        }
        self.pending = false;
    }

    /// An entry of a list.
    fn entry(&mut self, line: &str) {
        let wording = match self.section {
            Section::Examples | Section::Titles | Section::Elsewhere => Wording::Title,
            _ => Wording::Sentence,
        };
        let text = divide(line, wording);
        self.pending = text.en.is_none();
        match self.section {
            Section::Examples => self.title(text, TitleKind::Illustrative),
            Section::Titles => self.title(text, TitleKind::Listed),
            Section::Elsewhere => self.exclusion(line),
            _ => {
                let occupation = self.occupation.clone();
                if let Some(list) = self.statements() {
                    list.push(StatementRecord { text, occupation });
                }
            }
        }
    }

    /// The English of the entry on the line above.
    fn complete(&mut self, line: &str) {
        self.pending = false;
        match self.section {
            Section::Examples | Section::Titles => {
                self.count.bilingual_titles += 1;
                // `title` merged nothing: a row without English matches none.
                if let Some(title) = self.record.titles.last_mut() {
                    title.en = divide(line, Wording::Title).en;
                }
            }
            Section::Elsewhere => {
                if let Some(last) = self.record.exclusions.pop() {
                    let zh = last.text.hans.unwrap_or_default();
                    self.exclusion(&format!("{zh}\t{line}"));
                }
                self.pending = false;
            }
            _ => {
                if let Some(last) = self.statements().and_then(|list| list.last_mut()) {
                    last.text.en = Some(line.to_owned());
                }
            }
        }
    }

    /// Adds a line to the statement above if it goes on there: its English in the
    /// middle of a sentence, or its Chinese while the English is still to come.
    fn continues(&mut self, line: &str) -> bool {
        let is_pending = self.pending;
        let goes_on = line.starts_with(|c: char| c.is_ascii_lowercase());
        let Some(last) = self.statements().and_then(|list| list.last_mut()) else {
            return false;
        };
        match (&mut last.text.en, &mut last.text.hans) {
            (Some(en), _) if goes_on && !has_han(line) => {
                en.push(' ');
                en.push_str(line);
                true
            }
            (None, Some(zh)) if is_pending && has_han(line) && zh.ends_with(['；', ';', '，']) => {
                zh.push_str(line);
                true
            }
            _ => false,
        }
    }

    fn statements(&mut self) -> Option<&mut Vec<StatementRecord>> {
        match self.section {
            Section::Duties => Some(&mut self.record.duties),
            Section::Requirements => Some(&mut self.record.requirements),
            Section::Additional => Some(&mut self.record.additional),
            _ => None,
        }
    }

    /// Adds a row to the titles; an example that is listed again is one title.
    fn title(&mut self, text: Text, kind: TitleKind) {
        self.count.titles += 1;
        self.count.bilingual_titles += usize::from(text.en.is_some() && text.hans.is_some());
        let zh = text.hans.map(|hans| HanText { hans, hant: None });
        let fold = |en: &str| en.to_lowercase().replace(['–', '—'], "-");
        let same = text.en.as_deref().and_then(|en| {
            let mut titles = self.record.titles.iter_mut();
            titles.find(|title| {
                title
                    .en
                    .as_deref()
                    .is_some_and(|other| fold(other) == fold(en))
            })
        });
        match same {
            Some(title) => {
                if let Some(zh) = zh
                    && !title.zh.contains(&zh)
                {
                    title.zh.push(zh);
                }
            }
            None => self.record.titles.push(TitleRecord {
                en: text.en,
                zh: zh.into_iter().collect(),
                kind,
            }),
        }
    }

    /// Adds a job that is classified elsewhere: its name, and in brackets or
    /// behind it the code and the title of the class it belongs to. A job that
    /// belongs to several classes is an exclusion for each.
    fn exclusion(&mut self, line: &str) {
        let edition = self.code.map_or(Edition::NOC_2011, Code::edition);
        let (line, codes) = take_codes(line, edition);
        let mut text = divide(&line, Wording::Title);
        let mut target = Text::default();
        if let Some(en) = &mut text.en {
            target.en = take_target(en);
        }
        if let Some(zh) = &mut text.hans
            && target.en.is_some()
        {
            let full_width = zh.replace('(', "（").replace(')', "）");
            *zh = full_width;
            target.hans = take_target(zh);
        }
        let text = Text::new(text.en, text.hans);
        self.pending = text.en.is_none();
        let codes = codes.into_iter().map(Some).chain([None]);
        // Without any code the job is still an exclusion.
        for (at, code) in codes.enumerate() {
            if code.is_some() || at == 0 {
                let (text, target) = (text.clone(), target.clone());
                self.record
                    .exclusions
                    .push(ExclusionRecord { text, code, target });
            }
        }
    }

    fn report(&mut self, line: usize, text: &str, reason: &'static str) {
        let text = text.to_owned();
        self.unplaced.push(Unplaced { line, text, reason });
    }

    /// Whether the page closes with its source's address, which ends in the
    /// code.
    fn ends_with_source(&self) -> bool {
        let url = self.record.source_url.as_deref().unwrap_or_default();
        self.code.is_some_and(|code| url.ends_with(code.as_str()))
    }

    fn finish(self) -> Result<Page, Error> {
        let Some(code) = self.code else {
            return Err(Error::document(1, "the page is empty"));
        };
        Ok(Page {
            group: UnitGroup::new(code, self.record),
            notices: self.notices,
            unplaced: self.unplaced,
            count: self.count,
            heading: self.heading,
        })
    }
}

/// The section that a line is the heading of.
fn section_of(body: &str, code: Code) -> Option<Section> {
    let body = without_signature(body);
    let body = body.strip_prefix(code.as_str()).unwrap_or(body).trim();
    let text = divide(body, Wording::Title);
    let en = text.en.unwrap_or_default().to_lowercase();
    let zh = text.hans.unwrap_or_default();
    SECTIONS.iter().find_map(|&(section, names)| {
        let named = names
            .iter()
            .any(|&name| match (en.is_empty(), has_han(name)) {
                // "Titles" behind a longer English name is that name's last word.
                (false, false) => en == name,
                (true, true) => zh.ends_with(name),
                _ => false,
            });
        named.then_some(section)
    })
}

/// A heading without the site's name and what stands behind it.
fn without_signature(body: &str) -> &str {
    let end = body
        .find("FLYabroad")
        .or_else(|| body.find("LEVEL"))
        .unwrap_or(body.len());
    body[..end].trim_end_matches([' ', '-', '–', '—', '#'])
}

/// A heading without the letter that numbers it: "A " or "B ".
fn strip_enumeration(body: &str) -> &str {
    match body.split_once(' ') {
        Some((letter, rest)) if letter.len() == 1 && has_han(rest) => rest.trim(),
        _ => body,
    }
}

fn is_introduction(line: &str) -> bool {
    let ends = line.trim_end_matches([':', '：', '.']);
    INTRODUCTIONS.iter().any(|phrase| line.contains(phrase))
        && (ends.ends_with("duties") || ends.ends_with("职责"))
}

/// Takes the codes out of an exclusion: `[1122](1122)`, `(1212)`, `（见1212）` or
/// the digits behind "in". The same code in both languages is one.
fn take_codes(line: &str, edition: Edition) -> (String, Vec<Code>) {
    let mut kept = String::with_capacity(line.len());
    let mut codes = Vec::new();
    let mut rest = line;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, digits) = rest.split_at(at);
        let len = digits
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(digits.len());
        let (digits, after) = digits.split_at(len);
        let lead = before.trim_end();
        let opened = lead.ends_with(['[', ']', '(', '（', '见']) || lead.ends_with("(in");
        match Code::of(edition, digits) {
            Ok(code) if opened && len >= 2 => {
                if !codes.contains(&code) {
                    codes.push(code);
                }
                kept.push_str(lead.trim_end_matches(['[', ']', '见']));
                rest = after_link(after, digits);
            }
            _ => {
                kept.push_str(before);
                kept.push_str(digits);
                rest = after;
            }
        }
    }
    kept.push_str(rest);
    for empty in ["(in )", "()", "（）", "( )", "(in , , , )"] {
        kept = kept.replace(empty, " ");
    }
    (kept, codes)
}

/// What stands behind a link whose text was just read: `](1122)`, also in
/// full-width brackets or with the brackets the wrong way round.
fn after_link<'a>(after: &'a str, digits: &str) -> &'a str {
    let link = after.strip_prefix([']', '[']).map(str::trim_start);
    let link = link.and_then(|link| link.strip_prefix(['(', '（']));
    let link = link
        .and_then(|link| link.strip_prefix(digits))
        .map(str::trim_start);
    link.and_then(|link| link.strip_prefix([')', '）']))
        .unwrap_or(after)
}

/// Takes the bracket at a text's end off it and returns what it holds, if that
/// is the title of a class: "(in Civil engineers)", "(Chefs)", "（厨师）". A bracket
/// that begins in lower case belongs to the name: "(except broadcasting)".
fn take_target(text: &mut String) -> Option<String> {
    if !text.trim_end().ends_with([')', '）']) {
        return None;
    }
    let mut depth = 0;
    let at = text.char_indices().rev().find_map(|(at, c)| {
        match c {
            ')' | '）' => depth += 1,
            '(' | '（' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(at)
    });
    let at = at.filter(|&at| at > 0)?;
    let inner = text[at..].trim_matches(['(', '（', ')', '）', ' ']);
    let inner = inner.strip_prefix("in ").unwrap_or(inner).trim();
    if inner.is_empty() || inner.starts_with(|c: char| c.is_ascii_lowercase()) {
        return None;
    }
    // The title may end with a bracket of its own, whose end was trimmed.
    let closes = inner.matches(['(', '（']).count() > inner.matches([')', '）']).count();
    let target = format!("{inner}{}", if closes { ")" } else { "" });
    text.truncate(at);
    text.truncate(text.trim_end().len());
    Some(target)
}
