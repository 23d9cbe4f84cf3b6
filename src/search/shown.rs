//! What is shown of a text that matched: both languages, and what of it the query has.

use std::ops::Range;

use super::hit::{MatchKind, Matched, Part};
use super::wanted::Wanted;
use crate::analysis::{Analyzer, is_han};
use crate::index::{EntryKind, Index, Place, Writing, for_each_term};
use crate::lang::Lang;
use crate::unit_group::UnitGroup;

/// Which text of a unit group matched.
#[derive(Clone, Copy, Debug)]
pub(super) enum Text {
    Code,
    Entry(u32),
}

/// The text that matched, in both languages, with what matched in it.
pub(super) fn matched(
    index: &Index,
    wanted: &Wanted,
    group: &UnitGroup,
    text: Text,
    chinese: Lang,
) -> Matched {
    let Text::Entry(entry) = text else {
        return Matched::by_code(group, chinese);
    };
    let shown = shown(group, index.entries.place(entry), chinese);
    Matched {
        kind: shown.kind,
        lang: shown.lang,
        parts: parts(&index.analyzer, wanted, shown.text()),
        en: shown.en.map(str::to_owned),
        zh: shown.zh.map(str::to_owned),
    }
}

/// A text of a unit group as it is shown: in both languages, and the one in which
/// it matched.
pub(super) struct Shown<'a> {
    pub(super) kind: MatchKind,
    pub(super) lang: Lang,
    pub(super) en: Option<&'a str>,
    pub(super) zh: Option<&'a str>,
}

impl<'a> Shown<'a> {
    /// The text in the language that matched.
    pub(super) fn text(&self) -> &'a str {
        let text = if self.lang == Lang::En {
            self.en
        } else {
            self.zh
        };
        text.unwrap_or_default()
    }
}

/// A text in both languages, or the class title where the query is the code.
pub(super) fn of_text<'a>(
    index: &Index,
    group: &'a UnitGroup,
    text: Text,
    chinese: Lang,
) -> Shown<'a> {
    match text {
        Text::Entry(entry) => shown(group, index.entries.place(entry), chinese),
        Text::Code => {
            let (en, zh) = (group.title(Lang::En), group.title(chinese));
            Shown {
                kind: MatchKind::Code,
                lang: if en.is_some() { Lang::En } else { chinese },
                en,
                zh,
            }
        }
    }
}

pub(super) fn shown(group: &UnitGroup, place: Place, chinese: Lang) -> Shown<'_> {
    let (kind, en, zh) = match place.kind {
        EntryKind::Class => (
            MatchKind::ClassTitle,
            group.title(Lang::En),
            group.title(chinese),
        ),
        EntryKind::Lead | EntryKind::Exclusion(_) => (
            MatchKind::LeadStatement,
            group.lead_statement(Lang::En),
            group.lead_statement(chinese),
        ),
        EntryKind::Duty(row) => {
            let duty = group.main_duties().nth(row as usize);
            (
                MatchKind::Duty,
                duty.and_then(|duty| duty.get(Lang::En)),
                duty.and_then(|duty| duty.get(chinese)),
            )
        }
        EntryKind::Title(_) | EntryKind::ChineseTitle(_) => {
            let (row, which) = title_row(group, place.kind).unwrap_or_default();
            let title = group.title_at(row);
            (
                MatchKind::Title,
                title.and_then(|title| title.get(Lang::En)),
                title.and_then(|title| title.chinese(chinese).nth(which)),
            )
        }
    };
    let lang = match place.writing {
        Writing::English => Lang::En,
        Writing::Chinese => chinese,
    };
    Shown { kind, lang, en, zh }
}

/// Divides a text into what the query has and the rest.
///
/// A Chinese character alone marks nothing where a word or a pair does: most
/// duties share some character with any query.
fn parts(analyzer: &Analyzer, wanted: &Wanted, text: &str) -> Vec<Part> {
    let analysis = analyzer.analyze_in_runs(text);
    let mut marked = Vec::new();
    let mut singles = Vec::new();
    for_each_term(&analysis, |term, range| {
        if wanted.has(term) {
            let mut characters = term.chars();
            let is_single = characters.next().is_some_and(is_han) && characters.next().is_none();
            let given = analysis.cleaned.given(range);
            if is_single {
                singles.push(given)
            } else {
                marked.push(given)
            }
        }
    });
    if marked.is_empty() {
        marked = singles;
    }
    divide(text, marked)
}

/// Divides a text at ranges of it, which may overlap and come in any order.
pub(super) fn divide(text: &str, mut marked: Vec<Range<usize>>) -> Vec<Part> {
    marked.sort_by_key(|range| range.start);
    let mut parts: Vec<Part> = Vec::new();
    let mut push = |piece: &str, matched: bool| {
        if piece.is_empty() {
            return;
        }
        match parts.last_mut() {
            Some(last) if last.matched == matched => last.text.push_str(piece),
            _ => parts.push(Part {
                text: piece.to_owned(),
                matched,
            }),
        }
    };
    let mut at = 0;
    for range in marked {
        let start = range.start.max(at);
        if range.end <= start {
            continue;
        }
        push(&text[at..start], false);
        push(&text[start..range.end], true);
        at = range.end;
    }
    push(&text[at..], false);
    parts
}

/// The row of the titles that an entry is, and which of its Chinese titles.
pub(super) fn title_row(group: &UnitGroup, kind: EntryKind) -> Option<(usize, usize)> {
    match kind {
        EntryKind::Title(row) => Some((row as usize, 0)),
        EntryKind::ChineseTitle(number) => group.chinese_title(number as usize),
        _ => None,
    }
}
