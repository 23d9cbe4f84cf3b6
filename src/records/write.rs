//! Writes an edition in the form that it is read in.

use std::collections::{BTreeMap, HashMap};

use sha2::{Digest, Sha256};

use super::hant::{CharRow, ExceptionRow, TITLE};
use super::texts::TextsWriter;
use super::{ClassRow, CodeRow, ExclusionRow, GroupRow, Head, NONE, StatementRow, TitleRow};
use crate::bytes::{StringsWriter, U16, U32, pack, rows};
use crate::code::Code;
use crate::edition::Edition;
use crate::record::{Draft, StatementRecord};
use crate::text::Text;
use crate::traditional::traditional;

/// Writes unit groups and classes, both sorted by code.
pub(crate) fn write(edition: Edition, groups: &[Draft], classes: &[(Code, Text)]) -> Vec<u8> {
    let mut writer = Writer::default();
    for (code, title) in classes {
        let text = writer.text(title);
        writer.class_titles.insert(*code, (text, title.clone()));
        writer.classes.push(ClassRow {
            code: CodeRow::of(*code),
            text,
        });
    }
    for group in groups {
        writer.group(group);
    }
    writer.finish(edition)
}

#[derive(Default)]
struct Writer {
    classes: Vec<ClassRow>,
    groups: Vec<GroupRow>,
    titles: Vec<TitleRow>,
    statements: Vec<StatementRow>,
    exclusions: Vec<ExclusionRow>,
    texts: TextsWriter,
    /// The number of each class title.
    class_titles: HashMap<Code, (U32, Text)>,
    english: StringsWriter,
    chinese: StringsWriter,
    notes: StringsWriter,
    hant: HantWriter,
}

impl Writer {
    fn text(&mut self, text: &Text) -> U32 {
        let hans = text.hans.as_deref().unwrap_or_default();
        let english = text.en.as_deref().unwrap_or_default();
        let number = self.texts.push(english, hans);
        self.hant.add(number, hans);
        U32::new(number)
    }

    fn text_if_any(&mut self, text: &Text) -> U32 {
        if text.is_empty() {
            U32::new(NONE)
        } else {
            self.text(text)
        }
    }

    /// A row that begins where everything written so far ends.
    fn row(&self) -> GroupRow {
        let statements = U32::new(self.statements.len() as u32);
        GroupRow {
            texts: U32::new(self.texts.len()),
            titles: U32::new(self.titles.len() as u32),
            duties: statements,
            requirements: statements,
            additional: statements,
            exclusions: U32::new(self.exclusions.len() as u32),
            notes: U32::new(self.notes.len() as u32),
            ..GroupRow::default()
        }
    }

    fn group(&mut self, draft: &Draft) {
        let record = &draft.record;
        self.texts.begin_group();
        let mut row = self.row();
        row.code = CodeRow::of(draft.code);
        row.size = record.size.map_or(0, u8::from);
        self.text(&record.lead);
        // A source may call a class otherwise than its list of classes does.
        row.title = match self.class_titles.get(&draft.code) {
            Some((number, title)) if *title == record.title => *number,
            _ => self.text(&record.title),
        };
        let mut occupations = HashMap::new();
        self.statements(&record.duties, &mut occupations);
        row.requirements = U32::new(self.statements.len() as u32);
        self.statements(&record.requirements, &mut occupations);
        row.additional = U32::new(self.statements.len() as u32);
        self.statements(&record.additional, &mut occupations);
        for exclusion in &record.exclusions {
            let text = self.text(&exclusion.text);
            let target = self.text_if_any(&exclusion.target);
            self.exclusions.push(ExclusionRow {
                text,
                target,
                code: exclusion.code.map(CodeRow::of).unwrap_or_default(),
            });
        }
        for title in &record.titles {
            let title_row = self.title_row(title.kind as u8);
            self.titles.push(title_row);
            self.english.push(title.en.as_deref().unwrap_or_default());
            for zh in &title.zh {
                let number = self.chinese.len() as u32;
                self.chinese.push(zh);
                self.hant.add(number | TITLE, zh);
            }
        }
        for note in [&record.stated_level, &record.source_url] {
            self.notes.push(note.as_deref().unwrap_or_default());
        }
        self.groups.push(row);
    }

    fn title_row(&self, kind: u8) -> TitleRow {
        let [a, b, c, _] = (self.chinese.len() as u32).to_le_bytes();
        TitleRow {
            chinese: [a, b, c],
            kind,
        }
    }

    /// Writes statements; the name of an occupation stands once a unit group.
    fn statements(&mut self, records: &[StatementRecord], named: &mut HashMap<Text, U32>) {
        for statement in records {
            let text = self.text(&statement.text);
            let occupation = match named.get(&statement.occupation) {
                Some(&known) => known,
                None => {
                    let number = self.text_if_any(&statement.occupation);
                    named.insert(statement.occupation.clone(), number);
                    number
                }
            };
            self.statements.push(StatementRow { text, occupation });
        }
    }

    fn finish(mut self, edition: Edition) -> Vec<u8> {
        self.groups.push(self.row());
        self.titles.push(self.title_row(0));
        let parts = [
            rows(&self.classes).to_vec(),
            rows(&self.groups).to_vec(),
            rows(&self.titles).to_vec(),
            rows(&self.statements).to_vec(),
            rows(&self.exclusions).to_vec(),
            self.texts.finish(),
            self.english.finish(),
            self.chinese.finish(),
            self.notes.finish(),
            self.hant.finish(),
        ];
        let mut digest = Sha256::new();
        for part in &parts {
            digest.update((part.len() as u64).to_le_bytes());
            digest.update(part);
        }
        let head = Head {
            edition: U16::new(edition.year()),
            digest: digest.finalize().into(),
        };
        let mut all: Vec<&[u8]> = vec![rows(std::slice::from_ref(&head))];
        all.extend(parts.iter().map(Vec::as_slice));
        pack(&all)
    }
}

/// Notes how each character is written in Traditional texts.
#[derive(Default)]
struct HantWriter {
    /// How often a character has which form.
    forms: BTreeMap<char, BTreeMap<char, u32>>,
    texts: Vec<(u32, String, String)>,
}

impl HantWriter {
    fn add(&mut self, number: u32, simplified: &str) {
        if simplified.is_empty() {
            return;
        }
        let converted = traditional(simplified);
        // The converter replaces words by words of as many characters.
        let converted = match converted.chars().count() == simplified.chars().count() {
            true => converted,
            false => simplified.to_owned(),
        };
        for (from, to) in simplified.chars().zip(converted.chars()) {
            *self.forms.entry(from).or_default().entry(to).or_default() += 1;
        }
        self.texts.push((number, simplified.to_owned(), converted));
    }

    fn finish(mut self) -> Vec<u8> {
        let usual: BTreeMap<char, char> = self
            .forms
            .iter()
            .filter_map(|(&from, forms)| {
                // The first of equally frequent ones, in the order of code points.
                let (&to, _) = forms.iter().rev().max_by_key(|&(_, &count)| count)?;
                Some((from, to))
            })
            .collect();
        let characters: Vec<CharRow> = usual
            .iter()
            .filter(|(from, to)| from != to)
            .map(|(&from, &to)| CharRow {
                from: U32::new(from.into()),
                to: U32::new(to.into()),
            })
            .collect();
        let mut exceptions = Vec::new();
        self.texts.sort_by_key(|&(number, ..)| number);
        for (number, from, to) in &self.texts {
            for (at, (from, to)) in from.chars().zip(to.chars()).enumerate() {
                let Ok(at) = u16::try_from(at) else {
                    break;
                };
                if usual.get(&from) != Some(&to) {
                    exceptions.push(ExceptionRow {
                        text: U32::new(*number),
                        at: U16::new(at),
                        to: U32::new(to.into()),
                    });
                }
            }
        }
        pack(&[rows(&characters), rows(&exceptions)])
    }
}
