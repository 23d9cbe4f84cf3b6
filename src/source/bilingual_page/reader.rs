//! Reads a page line by line.

use super::heading::{
    INTRODUCTIONS, NOTICES, Section, is_introduction, section_of, strip_enumeration,
    without_signature,
};
use super::wording::{Wording, divide, has_han};
use super::{Count, Page, Unplaced, exclusion};
use crate::code::{Code, Level};
use crate::edition::Edition;
use crate::error::Error;
use crate::record::{Draft, Record, StatementRecord, TitleRecord};
use crate::text::{Text, is_invisible};
use crate::unit_group::{TitleKind, UnitGroup};

/// The state between two lines.
#[derive(Default)]
pub(super) struct Reader {
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
    /// Takes the next line.
    pub(super) fn line(&mut self, number: usize, given: &str) -> Result<(), Error> {
        if given.trim().is_empty() {
            return Ok(());
        }
        self.count.lines += 1;
        let line: String = given.chars().filter(|&c| !is_invisible(c)).collect();
        let line = line.trim();
        if line.is_empty() {
            self.report(number, given, "it has only characters that nobody sees");
            return Ok(());
        }
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
        if code.level() != Level::UnitGroup {
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
            Section::Elsewhere => {
                let exclusions = exclusion::read(line, self.edition());
                self.pending = exclusions.iter().all(|read| read.text.en.is_none());
                self.record.exclusions.extend(exclusions);
            }
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
                    let mut whole = exclusion::read(&format!("{zh}\t{line}"), self.edition());
                    for exclusion in &mut whole {
                        exclusion.code = exclusion.code.or(last.code);
                    }
                    self.record.exclusions.extend(whole);
                }
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
        let zh = text.hans;
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

    fn edition(&self) -> Edition {
        self.code.map_or(Edition::NOC_2011, Code::edition)
    }

    fn report(&mut self, line: usize, text: &str, reason: &'static str) {
        let text = text.to_owned();
        self.unplaced.push(Unplaced { line, text, reason });
    }

    /// Whether the page closes with its source's address, which ends in the
    /// code.
    pub(super) fn ends_with_source(&self) -> bool {
        let url = self.record.source_url.as_deref().unwrap_or_default();
        self.code.is_some_and(|code| url.ends_with(code.as_str()))
    }

    pub(super) fn finish(self) -> Result<Page, Error> {
        let Some(code) = self.code else {
            return Err(Error::document(1, "the page is empty"));
        };
        let draft = Draft {
            code,
            record: self.record,
        };
        Ok(Page {
            group: UnitGroup::alone(&draft),
            draft,
            notices: self.notices,
            unplaced: self.unplaced,
            count: self.count,
            heading: self.heading,
        })
    }
}
